/* arena.h - memory of the cage that is released all at once.
 *
 * What one activity needs for its own duration (tokens, tree, scopes, builder
 * buffers, scratch of native functions) is taken from the sandbox's arena, a
 * stack: whoever begins releases everything taken since. The arena's first
 * bytes lie behind the heap's first block, later ones in chunks of the heap,
 * each twice as large as the one before; all of it is charged to the sandbox's
 * account. The collector scans an arena like a C stack, so values may lie in
 * it. Where the chunks lie is noted outside the cage.
 */
#ifndef VK_MEMORY_ARENA_H
#define VK_MEMORY_ARENA_H

#include "memory/cage.h"

typedef struct vk_arena_mark {
    uint32_t chunk, cursor;
} vk_arena_mark;

vk_arena_mark vk_arena_begin(viv_vm *vm);

/* Releases what was taken since [mark]. */
void vk_arena_end(viv_vm *vm, vk_arena_mark mark);

/* Releases what was taken since the cursor was there: for what must be as cheap
 * as a comparison where nothing was (vk_native_run). */
void vk_arena_rewind(viv_vm *vm, uint32_t cursor);

/* The offset of [bytes] zeroed bytes, a multiple of 16; 0 when memory ran out,
 * and then the exception or stop waits in the machine. */
uint32_t vk_arena_take(viv_vm *vm, uint32_t bytes);

/* vk_arena_take() that grows the block of [old_bytes] at [offset] to [bytes],
 * in place when it was the last one taken. Content is kept. 0 as above. */
uint32_t vk_arena_grow(viv_vm *vm, uint32_t offset, uint32_t old_bytes,
                       uint32_t bytes);
/* Bytes from [offset] to the end of the chunk it lies in; 0: it is not in
 * use. */
uint32_t vk_arena_room(viv_vm *vm, uint32_t offset);

#endif
