/* layout.h - where everything of a sandbox lies, relative to its `vm`.
 *
 *     bits │ table │ maps │ handles │ mark stack │ control stack │ machine │
 * gap │ cage
 *
 *     cage: null page │ world │ first block │ arena │ value stack │ heap ... │
 * none
 *
 * `vm` lies VK_CAGE_PHASE behind a multiple of 2 MiB. So the end of the control
 * stack, the machine, the world's first 1.4 MiB and, if the world is no larger,
 * what an idle sandbox touches share one page of page tables.
 */
#ifndef VK_MEMORY_LAYOUT_H
#define VK_MEMORY_LAYOUT_H

#include "machine.h"
#include "memory/handle.h"

#define VK_PAGE_BYTES UINT64_C(4096)
#define VK_HUGE_BYTES (UINT64_C(2) << 20)
#define VK_CAGE_PHASE (UINT64_C(576) << 10)

#define VK_BITS_BYTES (VK_CAGE_BYTES / 16 / 8 * 2)
#define VK_TABLE_BYTES (VK_BLOCK_COUNT * UINT64_C(4))
#define VK_MAP_BYTES (VK_BLOCK_COUNT / 8 * UINT64_C(1))
#define VK_HANDLES_BYTES (VK_HANDLE_MOST * sizeof(vk_handle))
#define VK_MARK_STACK_BYTES (UINT64_C(64) << 20)

/* Distances below the control stack's low end. */
#define VK_MARK_STACK_AT VK_MARK_STACK_BYTES
#define VK_HANDLES_AT (VK_MARK_STACK_AT + VK_HANDLES_BYTES)
#define VK_EMPTY_MAP_AT (VK_HANDLES_AT + VK_MAP_BYTES)
#define VK_FREE_MAP_AT (VK_EMPTY_MAP_AT + VK_MAP_BYTES)
#define VK_TABLE_AT (VK_FREE_MAP_AT + VK_TABLE_BYTES)
#define VK_BITS_AT (VK_TABLE_AT + VK_BITS_BYTES)

/* From the lowest trusted byte to `vm`. */
#define VK_LOW_BYTES (VK_BITS_AT + VK_CONTROL_BYTES + VK_TRUSTED_BYTES)
#define VK_SLOT_BYTES                                                          \
    (VK_LOW_BYTES + VK_CAGE_BYTES + VK_GUARD_BYTES + 2 * VK_HUGE_BYTES)

/* The cage's last blocks stay unmapped, so that no sum of a cell's offset and
 * its size passes 32 bits. */
#define VK_HEAP_END (VK_CAGE_BYTES - (UINT64_C(1) << 20))

enum { VK_ARENA_FIRST_BYTES = 8 << 10 };

/* Offsets in the cage. */
typedef struct vk_layout {
    uint32_t world_end, first, arena, stack, heap;
} vk_layout;

static inline uint64_t vk_round_up(uint64_t number, uint64_t unit) {
    return (number + unit - 1) / unit * unit;
}

/* The layout of a cage whose world ends at [world_end]. */
vk_layout vk_layout_of(uint32_t world_end);

/* One cage: its addresses reserved, side tables and everything from first block
 * on writable, nothing prepared. [world] is a file descriptor with the bytes
 * from VK_WORLD_START on, or -1. NULL: see [problem]. */
viv_vm *vk_cage_map(const vk_layout *layout, int world, vk_problem *problem);
void vk_cage_unmap(viv_vm *vm);
/* Fills the machine, which must be zero, with what follows from the layout. */
void vk_cage_prepare(viv_vm *vm, const vk_layout *layout, uint64_t limit);

/* heap.c: the same for the heap's part. */
void vk_heap_prepare(viv_vm *vm, const vk_layout *layout, uint64_t limit);
/* arena.c */
void vk_arena_prepare(viv_vm *vm, const vk_layout *layout);

#endif
