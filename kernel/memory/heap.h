/* heap.h - objects in a cage: allocation, the account, marking and sweeping.
 *
 * Non-moving mark-sweep. The heap span of the cage is cut into blocks of 32 KiB,
 * each of one size class; larger cells take whole blocks. Allocation bumps a cursor
 * through a run of free cells of its class; runs are found lazily in the mark bits
 * of the last collection. The first cells of a sandbox, of any size, lie packed in a
 * small first block that is never reused, so that an idle sandbox stays small.
 *
 * Cursors, block table, mark bits and mark stack lie outside the cage. One bit per
 * 16 bytes says "a cell begins here": `live` for allocated cells, `marked` during a
 * collection. So any word can be tried as a reference, and no overwritten word makes
 * the collector touch anything outside the cage.
 *
 * The account counts whole blocks, from first use until their pages are returned,
 * and is charged before memory is used.
 */
#ifndef VK_MEMORY_HEAP_H
#define VK_MEMORY_HEAP_H

#include "object/object.h"

enum {
    VK_BLOCK_SHIFT = 15,
    VK_BLOCK_BYTES = 1 << VK_BLOCK_SHIFT,
    VK_BLOCK_COUNT = 1 << (32 - VK_BLOCK_SHIFT),
    VK_SMALL_STEP = 16,
    VK_SMALL_BYTES = 512,                             /* classes of 16 B steps */
    VK_SMALL_CLASSES = VK_SMALL_BYTES / VK_SMALL_STEP, /* then coarser ones */
    VK_CLASS_COUNT = 52,                              /* at most; see heap.c */
};

/* A run of free cells of one class: host addresses in the cage, computed by the
 * heap and trusted. */
typedef struct vk_run {
    char *cursor, *end;
} vk_run;

/* The heap's part of struct vk_machine. */
typedef struct vk_heap {
    vk_run runs[VK_CLASS_COUNT + 1]; /* [0]: the first block, any size */
    /* Filled in by heap.c: bounds of the span, first block, next fresh block, free
     * lists, sweep positions, thresholds, counters, side tables. */
    uint32_t span_start, span_end;   /* of blocks, offsets */
    uint32_t first_start, first_end; /* the first block */
    uint32_t fresh;                  /* next block never used */
    uint32_t free_blocks;            /* released, still counted */
    uint32_t sweep[VK_CLASS_COUNT];  /* next block to look for runs in */
    uint64_t account, limit, peak;   /* bytes held, allowed, held at most */
    uint64_t allocated;              /* bytes handed out since the start */
    uint64_t collect_at;             /* value of `allocated` that asks for a collection */
    uint64_t live;                   /* bytes that survived the last one */
    uint64_t collections;
    bool collect_wanted;             /* polled by the evaluator at safepoints */
    uint8_t *table;                  /* per block: class, length of spans */
    uint64_t *live_bits, *mark_bits;
    uint32_t *mark_stack;
    uint32_t mark_stack_room;
    uint64_t harsh;                  /* tests: countdown to forced collection */
    uint64_t fail_at;                /* tests: the n-th allocation fails */
} vk_heap;

/* A cell of [bytes] (rounded up to 16), not initialised but for a header of
 * VK_RAW. NULL: MemoryError was raised or a stop waits. */
void *vk_heap_take(viv_vm *vm, uint32_t bytes);
void *vk_heap_take_slow(viv_vm *vm, uint32_t bytes);

/* Enlarges a large cell in place if the blocks behind it are free. */
bool vk_heap_extend(viv_vm *vm, void *cell, uint32_t bytes);
/* Bytes that the cell really has. */
uint32_t vk_heap_room(viv_vm *vm, const void *cell);
/* The cell's memory, returned at once: only for storage that nothing else can
 * reach, not even an inline cache (list storage, scratch). */
void vk_heap_release(viv_vm *vm, void *cell);

/* Charges [bytes] that are not in blocks (value stack pages, libraries) to the
 * account; false: over the limit, raised. */
bool vk_heap_charge(viv_vm *vm, uint64_t bytes);
void vk_heap_credit(viv_vm *vm, uint64_t bytes);
/* MemoryError before the work: [bytes] is more than the half of the limit, or than the
 * cage; false: raised. Other exhaustion is a stop. */
bool vk_heap_admits(viv_vm *vm, uint64_t bytes);

/* Collects. [exact]: no C frame holds values, so weak references are cleared and
 * finalizers queued; else registers and the C stack are scanned too. */
void vk_heap_collect(viv_vm *vm, bool exact);

/* For trace functions. */
struct vk_marker {
    viv_vm *vm;
    uint32_t depth; /* of the mark stack */
    bool overflow;
};
void vk_mark_offset(vk_marker *marker, uint32_t offset);
void vk_mark_values(vk_marker *marker, const viv_value *values, uint32_t count);
/* Any words: C stacks, arenas, value stack. */
void vk_mark_words(vk_marker *marker, const void *start, const void *end);

static inline void vk_mark(vk_marker *marker, viv_value value) {
    if (viv_is_reference(value))
        vk_mark_offset(marker, vk_reference_offset(value));
}

#endif
