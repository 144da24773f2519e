/* arena.c - a stack of memory in the cage, in chunks that double. */
#include "memory/arena.h"

#include "memory/layout.h"
#include "object/error.h"

void vk_arena_prepare(viv_vm *vm, const vk_layout *layout) {
    struct vk_arena_state *arena = &VK(vm)->arena;

    arena->cursor = arena->high = layout->arena;
    arena->end = layout->arena + VK_ARENA_FIRST_BYTES;
    arena->chunks[0].start = layout->arena;
    arena->chunks[0].end = arena->end;
}

vk_arena_mark vk_arena_begin(viv_vm *vm) {
    const struct vk_arena_state *arena = &VK(vm)->arena;

    return (vk_arena_mark){arena->chunk, arena->cursor};
}

static void drop_chunk(viv_vm *vm) {
    struct vk_arena_state *arena = &VK(vm)->arena;

    vk_heap_release(vm, vk_at(vm, arena->chunks[arena->chunk].start));
    arena->chunk--;
    arena->cursor = arena->chunks[arena->chunk].cursor;
    arena->end = arena->chunks[arena->chunk].end;
}

void vk_arena_end(viv_vm *vm, vk_arena_mark mark) {
    struct vk_arena_state *arena = &VK(vm)->arena;

    while (arena->chunk > mark.chunk)
        drop_chunk(vm);
    VK_CHECK(vm, arena->chunk == mark.chunk && mark.cursor <= arena->cursor &&
                     mark.cursor >= arena->chunks[arena->chunk].start);
    arena->cursor = mark.cursor;
}

void vk_arena_rewind(viv_vm *vm, uint32_t cursor) {
    struct vk_arena_state *arena = &VK(vm)->arena;

    while (arena->chunk > 0 && (cursor < arena->chunks[arena->chunk].start ||
                                cursor > arena->chunks[arena->chunk].end))
        drop_chunk(vm);
    VK_CHECK(vm, cursor >= arena->chunks[arena->chunk].start &&
                     cursor <= arena->cursor);
    arena->cursor = cursor;
}

/* The newest chunk gets another one behind it, twice as large or as large as it
 * must be; the first words of a chunk are its cell's header. */
static bool add_chunk(viv_vm *vm, uint64_t bytes) {
    struct vk_arena_state *arena = &VK(vm)->arena;
    uint64_t size = (uint64_t)VK_BLOCK_BYTES << arena->chunk;
    char *cell;

    if (size < bytes + 16)
        size = vk_round_up(bytes + 16, VK_BLOCK_BYTES);
    if (arena->chunk + 1 == VK_ARENA_CHUNKS || size > UINT32_MAX) {
        vk_raise_memory(vm);
        return false;
    }
    cell = vk_heap_take_blocks(vm, (uint32_t)size);
    if (cell == NULL)
        return false;
    arena->chunks[arena->chunk].cursor = arena->cursor;
    arena->chunk++;
    arena->chunks[arena->chunk].start = vk_offset(vm, cell);
    arena->cursor = vk_offset(vm, cell) + 16;
    arena->end = arena->chunks[arena->chunk].end =
        vk_offset(vm, cell) + (uint32_t)size;
    return true;
}

uint32_t vk_arena_take(viv_vm *vm, uint32_t bytes) {
    struct vk_arena_state *arena = &VK(vm)->arena;
    uint64_t size = ((uint64_t)bytes + 15) & ~UINT64_C(15);
    uint32_t offset;

    if (size > arena->end - arena->cursor && !add_chunk(vm, size))
        return 0;
    offset = arena->cursor;
    arena->cursor += (uint32_t)size;
    if (arena->chunk == 0 && arena->cursor > arena->high)
        arena->high = arena->cursor;
    memset(vk_at(vm, offset), 0, size);
    return offset;
}

uint32_t vk_arena_grow(viv_vm *vm, uint32_t offset, uint32_t old_bytes,
                       uint32_t bytes) {
    struct vk_arena_state *arena = &VK(vm)->arena;
    uint64_t old_size = ((uint64_t)old_bytes + 15) & ~UINT64_C(15);
    uint64_t more = (((uint64_t)bytes + 15) & ~UINT64_C(15)) - old_size;
    uint32_t moved;

    if (bytes <= old_size)
        return offset;
    if (offset + old_size == arena->cursor &&
        more <= arena->end - arena->cursor)
        return vk_arena_take(vm, (uint32_t)more) != 0 ? offset : 0;
    moved = vk_arena_take(vm, bytes);
    if (moved != 0)
        memcpy(vk_at(vm, moved), vk_at(vm, offset), vk_span(offset, old_bytes));
    return moved;
}

uint32_t vk_arena_room(viv_vm *vm, uint32_t offset) {
    const struct vk_arena_state *arena = &VK(vm)->arena;

    for (uint32_t i = arena->chunk + 1; i-- > 0;) {
        uint32_t start = arena->chunks[i].start;
        uint32_t end =
            i == arena->chunk ? arena->cursor : arena->chunks[i].cursor;

        if (offset >= start && offset < end)
            return end - offset;
    }
    return 0;
}
