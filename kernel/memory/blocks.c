/* blocks.c - whole blocks of the heap: taking, freeing, and what they cost. */
#include "memory/blocks.h"

#include <sys/mman.h>

#include "memory/layout.h"
#include "object/error.h"

enum {
    RETURN_AT_ONCE = 8, /* blocks of a span (256 KiB), if already ... */
    FREE_PLENTY = 256,  /* so many are free (8 MiB) */
};

#define CLASS(bytes)                                                           \
    {                                                                          \
        bytes, VK_BLOCK_BYTES / (bytes),                                       \
            (uint32_t)((UINT64_C(1) << 32) / (bytes)) + 1                      \
    }

/* Steps of 16 bytes, then about 12 %, each the largest multiple of 16 of which
 * so many fit a block. */
const vk_class vk_classes[VK_CLASS_COUNT] = {
    [1] = CLASS(16),     CLASS(32),   CLASS(48),   CLASS(64),   CLASS(80),
    CLASS(96),           CLASS(112),  CLASS(128),  CLASS(144),  CLASS(160),
    CLASS(176),          CLASS(192),  CLASS(208),  CLASS(224),  CLASS(240),
    CLASS(256),          CLASS(272),  CLASS(288),  CLASS(304),  CLASS(320),
    CLASS(336),          CLASS(352),  CLASS(368),  CLASS(384),  CLASS(400),
    CLASS(416),          CLASS(432),  CLASS(448),  CLASS(464),  CLASS(480),
    CLASS(496),          CLASS(512),  CLASS(576),  CLASS(640),  CLASS(720),
    CLASS(816),          CLASS(912),  CLASS(1024), CLASS(1136), CLASS(1280),
    CLASS(1424),         CLASS(1632), CLASS(1808), CLASS(2048), CLASS(2336),
    CLASS(2720),         CLASS(2976), CLASS(3264), CLASS(3632), CLASS(4096),
    CLASS(4672),         CLASS(5456), CLASS(6544), CLASS(8192), CLASS(10912),
    CLASS(VK_CELL_MOST),
};

static bool map_has(const uint64_t *map, uint32_t block) {
    return map[block / 64] >> block % 64 & 1;
}

static void map_put(uint64_t *map, uint32_t block, bool on) {
    uint64_t mask = UINT64_C(1) << block % 64;

    map[block / 64] = on ? map[block / 64] | mask : map[block / 64] & ~mask;
}

/* The first block at or after [from], below heap->fresh, that is free in one of
 * two maps; heap->fresh where there is none. */
static uint32_t next_free(const vk_heap *heap, const uint64_t *map,
                          const uint64_t *other, uint32_t from) {
    uint64_t skip = ~UINT64_C(0) << from % 64;

    for (uint32_t word = from / 64; word * 64 < heap->fresh; word++) {
        uint64_t bits = (map[word] | other[word]) & skip;

        if (bits != 0)
            return word * 64 + (uint32_t)__builtin_ctzll(bits);
        skip = ~UINT64_C(0);
    }
    return heap->fresh;
}

static bool is_free(const vk_heap *heap, uint32_t block) {
    return block >= heap->fresh || map_has(heap->free_map, block) ||
           map_has(heap->empty_map, block);
}

/* Free blocks from [block] on, at most [most]. */
static uint32_t gap_length(const vk_heap *heap, uint32_t block, uint32_t most) {
    uint32_t length = 0;

    while (length < most && is_free(heap, block + length))
        length++;
    return length;
}

/* The first gap of [count] blocks; gaps before the frontier may reach over it.
 */
static uint32_t find_gap(vk_heap *heap, uint32_t count) {
    uint32_t block = heap->free_hint;

    if (count >= heap->hopeless)
        return heap->fresh;
    for (;;) {
        uint32_t length;

        block = next_free(heap, heap->free_map, heap->empty_map, block);
        if (block == heap->fresh)
            break;
        length = gap_length(heap, block, count);
        if (length == count)
            return block;
        block += length;
    }
    heap->hopeless = count;
    return heap->fresh;
}

/* One block: one that is paid for already, if there is any. */
static uint32_t find_block(vk_heap *heap) {
    uint32_t block = heap->fresh;

    if (heap->free_blocks > 0)
        return next_free(heap, heap->free_map, heap->free_map, heap->free_hint);
    if (heap->hopeless > 1)
        block =
            next_free(heap, heap->empty_map, heap->empty_map, heap->free_hint);
    if (block == heap->fresh)
        heap->hopeless = 1;
    return block;
}

static uint32_t unpaid(const vk_heap *heap, uint32_t block, uint32_t count) {
    uint32_t paid = 0;

    for (uint32_t i = 0; i < count && block + i < heap->fresh; i++)
        paid += map_has(heap->free_map, block + i);
    return count - paid;
}

/* Of a span only the first block has any bits. */
static void clear_bits(vk_heap *heap, uint32_t block) {
    uint64_t *bits =
        heap->live_bits < heap->mark_bits ? heap->live_bits : heap->mark_bits;

    memset(vk_bits_word(bits, vk_block_offset(block)), 0, 2 * VK_BITS_OF_BLOCK);
}

enum { HUGE_BYTES = 2 << 20 };

/* A sandbox that has grown gets its next memory in huge pages: one fault
 * instead of hundreds. The pages of small sandboxes stay small. */
static void ask_for_huge_pages(viv_vm *vm, uint32_t end_block) {
    vk_heap *heap = &VK(vm)->heap;
    uintptr_t end = (uintptr_t)vm + (uint64_t)end_block * VK_BLOCK_BYTES;
    uintptr_t start = (uintptr_t)vm + heap->span_start + HUGE_BYTES;

    if (heap->huge_end > start)
        start = heap->huge_end;
    start = (start + HUGE_BYTES - 1) & ~(uintptr_t)(HUGE_BYTES - 1);
    if (end <= start)
        return;
    end = (end + HUGE_BYTES - 1) & ~(uintptr_t)(HUGE_BYTES - 1);
    if (end - (uintptr_t)vm > heap->limit + heap->span_start)
        return;
    madvise((void *)start, end - start, MADV_HUGEPAGE);
    heap->huge_end = end;
}

/* Takes blocks that are free, if the account allows it. */
static bool commit(viv_vm *vm, uint32_t block, uint32_t count) {
    vk_heap *heap = &VK(vm)->heap;
    uint32_t fresh = unpaid(heap, block, count);
    uint64_t cost = (uint64_t)fresh * VK_BLOCK_COST;

    if ((uint64_t)block + count > heap->span_end >> VK_BLOCK_SHIFT ||
        heap->account + cost > heap->limit)
        return false;
    heap->account += cost;
    if (heap->account > heap->peak)
        heap->peak = heap->account;
    heap->free_blocks -= count - fresh;
    if (block + count > heap->fresh)
        ask_for_huge_pages(vm, block + count);
    for (uint32_t i = 0; i < count; i++) {
        map_put(heap->free_map, block + i, false);
        map_put(heap->empty_map, block + i, false);
    }
    if (heap->fresh < block + count)
        heap->fresh = block + count;
    if (heap->free_hint == block)
        heap->free_hint = block + count;
    VK_UNPOISON(vk_at(vm, vk_block_offset(block)),
                (size_t)count << VK_BLOCK_SHIFT);
    return true;
}

static uint32_t try_take(viv_vm *vm, uint32_t count) {
    vk_heap *heap = &VK(vm)->heap;
    uint32_t block = count == 1 ? find_block(heap) : find_gap(heap, count);

    return commit(vm, block, count) ? block : 0;
}

/* First what is free but still counted is returned; then, since C frames are
 * active, a conservative collection has to find something. */
uint32_t vk_block_take(viv_vm *vm, uint32_t count) {
    uint32_t block = try_take(vm, count);

    if (block == 0 && VK(vm)->heap.free_blocks > 0) {
        vk_block_return(vm, 0);
        block = try_take(vm, count);
    }
    if (block == 0) {
        vk_heap_collect(vm, false);
        if (count > 1)
            vk_block_return(vm, 0);
        block = try_take(vm, count);
    }
    if (block == 0)
        vk_stop_now(vm, VK_STOP_MEMORY);
    return block;
}

bool vk_block_take_behind(viv_vm *vm, uint32_t from, uint32_t count) {
    return gap_length(&VK(vm)->heap, from, count) == count &&
           commit(vm, from, count);
}

static void return_pages(viv_vm *vm, uint32_t block, uint32_t count) {
    vk_heap *heap = &VK(vm)->heap;

    madvise(vk_at(vm, vk_block_offset(block)), (size_t)count << VK_BLOCK_SHIFT,
            MADV_DONTNEED);
    heap->account -= (uint64_t)count * VK_BLOCK_COST;
    for (uint32_t i = 0; i < count; i++) {
        map_put(heap->free_map, block + i, false);
        map_put(heap->empty_map, block + i, true);
    }
}

void vk_block_free(viv_vm *vm, uint32_t block, uint32_t count) {
    vk_heap *heap = &VK(vm)->heap;

    memset(heap->table + block, 0, count * sizeof *heap->table);
    clear_bits(heap, block);
    VK_POISON(vk_at(vm, vk_block_offset(block)),
              (size_t)count << VK_BLOCK_SHIFT);
    for (uint32_t i = 0; i < count; i++)
        map_put(heap->free_map, block + i, true);
    heap->free_blocks += count;
    if (block < heap->free_hint)
        heap->free_hint = block;
    heap->hopeless = UINT32_MAX;
    if (count >= RETURN_AT_ONCE && heap->free_blocks > FREE_PLENTY) {
        heap->free_blocks -= count;
        return_pages(vm, block, count);
    }
}

/* From the top, so that the heap gathers at the bottom. */
void vk_block_return(viv_vm *vm, uint32_t keep) {
    vk_heap *heap = &VK(vm)->heap;
    uint32_t end = heap->fresh;

    while (heap->free_blocks > keep && end > heap->free_hint) {
        uint32_t start = end;

        while (start > heap->free_hint && heap->free_blocks > keep &&
               map_has(heap->free_map, start - 1)) {
            start--;
            heap->free_blocks--;
        }
        if (start < end)
            return_pages(vm, start, end - start);
        end = start == end ? end - 1 : start;
    }
}

/* The last set bit of the first block's bitmap at or before [offset]. */
static bool last_start(const uint64_t *bits, uint32_t offset, uint32_t *start) {
    uint32_t word = offset >> 10;
    uint64_t seen = bits[word] & (~UINT64_C(0) >> (63 - (offset >> 4 & 63)));

    while (seen == 0 && word > 0)
        seen = bits[--word];
    *start = word * 1024 + (63 - (uint32_t)__builtin_clzll(seen | 1)) * 16;
    return seen != 0;
}

static uint32_t next_start(const uint64_t *bits, uint32_t offset,
                           uint32_t end) {
    for (offset += 16; offset < end; offset += 16)
        if (*vk_first_word((uint64_t *)bits, offset) & vk_bits_mask(offset))
            break;
    return offset < end ? offset : end;
}

static bool find_in_first(const vk_heap *heap, uint32_t offset,
                          vk_place *place) {
    uint32_t relative = offset - heap->first_start, start;

    if (offset >= heap->first_cursor ||
        !last_start(heap->first_starts, relative, &start) ||
        !(*vk_first_word((uint64_t *)heap->first_live, start) &
          vk_bits_mask(start)))
        return false;
    place->start = heap->first_start + start;
    place->size = next_start(heap->first_starts, start,
                             heap->first_cursor - heap->first_start) -
                  start;
    return true;
}

static uint32_t span_start(const vk_heap *heap, uint32_t block) {
    uint32_t entry = heap->table[block];

    return vk_block_kind(entry) == VK_BLOCK_TAIL
               ? block - vk_block_number(entry)
               : block;
}

bool vk_block_find(const vk_heap *heap, uint32_t offset, vk_place *place) {
    uint32_t block, kind;

    if (vk_in_first(heap, offset))
        return find_in_first(heap, offset, place);
    if (!vk_in_blocks(heap, offset))
        return false;
    block = span_start(heap, offset >> VK_BLOCK_SHIFT);
    kind = vk_block_kind(heap->table[block]);
    place->start = vk_block_offset(block);
    if (kind == VK_BLOCK_LARGE) {
        place->size = vk_block_number(heap->table[block]) << VK_BLOCK_SHIFT;
    } else if (vk_block_small(kind)) {
        uint32_t inside = offset % VK_BLOCK_BYTES;
        uint32_t cell =
            (uint32_t)((uint64_t)inside * vk_classes[kind].inverse >> 32);

        place->size = vk_classes[kind].size;
        place->start += cell * place->size;
        if (cell >= vk_classes[kind].cells)
            return false;
    } else {
        return false;
    }
    return *vk_bits_word(heap->live_bits, place->start) &
           vk_bits_mask(place->start);
}

/* One word at a time: [pattern] has the bits of cells that begin at its bit 0.
 */
void vk_block_paint(uint64_t *bits, uint32_t start, uint32_t end, uint32_t step,
                    bool on) {
    uint64_t pattern = 1;

    for (uint32_t shift = step; shift < 64; shift *= 2)
        pattern |= pattern << shift;
    while (start < end) {
        uint64_t *word = bits + start / 64 * 2;
        uint32_t shift = start % 64, left = end - start / 64 * 64;
        uint64_t mask = pattern << shift;

        if (left < 64)
            mask &= (UINT64_C(1) << left) - 1;
        *word = on ? *word | mask : *word & ~mask;
        start += (63 - shift + step) / step * step;
    }
}
