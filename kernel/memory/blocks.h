/* blocks.h - the heap's side tables: what each block holds, and its bits.
 *
 * Everything here lies outside the cage and is trusted. Offsets that come from
 * the cage may have any value: whatever is computed from one stays inside the
 * tables.
 */
#ifndef VK_MEMORY_BLOCKS_H
#define VK_MEMORY_BLOCKS_H

#include "memory/heap.h"

/* An entry of heap->table: the kind in the low byte, a number above it.
 *
 *     FREE    0                  (what kind of free: free_map, empty_map)
 *     1..56   size class         next block of the class with free cells, or 0
 *     LARGE   first of a span    blocks of the span
 *     TAIL    others of a span   distance to the first
 */
enum {
    VK_BLOCK_FREE = 0,
    VK_BLOCK_LARGE = 64,
    VK_BLOCK_TAIL = 65,
    VK_BLOCK_KIND = 255,
    VK_BITS_OF_BLOCK = VK_BLOCK_BYTES / 16 / 8, /* bytes, of each kind */
};

typedef struct vk_class {
    uint16_t size, cells;
    uint32_t inverse; /* 2^32 / size, rounded up: for exact division */
} vk_class;

extern const vk_class vk_classes[VK_CLASS_COUNT];

static inline uint32_t vk_block_kind(uint32_t entry) {
    return entry & VK_BLOCK_KIND;
}

static inline uint32_t vk_block_number(uint32_t entry) {
    return entry >> 8;
}

static inline uint32_t vk_block_entry(uint32_t kind, uint32_t number) {
    return kind | number << 8;
}

static inline bool vk_block_small(uint32_t kind) {
    return kind - 1 < VK_CLASS_COUNT - 1;
}

static inline uint32_t vk_block_offset(uint32_t block) {
    return block << VK_BLOCK_SHIFT;
}

/* The word of [bits] (heap->live_bits or ->mark_bits, which take turns in one
 * array) with the bit of [offset]. */
static inline uint64_t *vk_bits_word(uint64_t *bits, uint32_t offset) {
    return bits + (uint64_t)(offset >> 10) * 2;
}

static inline uint64_t vk_bits_mask(uint32_t offset) {
    return UINT64_C(1) << (offset >> 4 & 63);
}

/* The same for the first block; [offset] is relative to it, and below its size.
 */
static inline uint64_t *vk_first_word(uint64_t *bits, uint32_t offset) {
    return bits + (offset >> 10) % VK_FIRST_WORDS;
}

static inline bool vk_in_first(const vk_heap *heap, uint32_t offset) {
    return offset - heap->first_start < VK_FIRST_BYTES;
}

static inline bool vk_in_blocks(const vk_heap *heap, uint32_t offset) {
    return offset >= heap->span_start && offset >> VK_BLOCK_SHIFT < heap->fresh;
}

/* Start and size of the live cell in which [offset] lies; false: there is none.
 * ([size] of a large cell is that of its span.) */
typedef struct vk_place {
    uint32_t start, size;
} vk_place;
bool vk_block_find(const vk_heap *heap, uint32_t offset, vk_place *place);

/* [count] adjacent blocks, charged to the account, their bits clear, their
 * table entries still free; what it takes to get them is done. 0: raised or
 * stopped, unless [quietly]. */
uint32_t vk_block_take(viv_vm *vm, uint32_t count);
/* Blocks [from, from + count) for a span that ends before [from]; false: not
 * free or over the limit, and nothing happened. */
bool vk_block_take_behind(viv_vm *vm, uint32_t from, uint32_t count);
/* Their cells are gone. Large amounts are returned to the system at once. */
void vk_block_free(viv_vm *vm, uint32_t block, uint32_t count);
/* Returns the pages of free blocks, as many as are more than [keep]. */
void vk_block_return(viv_vm *vm, uint32_t keep);

/* Sets or clears the bits of the cells in [start, end) of a block, in units of
 * 16 bytes, [step] units a cell. */
void vk_block_paint(uint64_t *bits, uint32_t start, uint32_t end, uint32_t step,
                    bool on);

/* Takes back what of the runs was not handed out. */
void vk_heap_drop_runs(viv_vm *vm);
/* heap_sweep.c: after marking: frees unmarked cells, makes marks the live bits.
 */
void vk_heap_sweep(viv_vm *vm);
/* heap_roots.c */
void vk_heap_mark_roots(vk_marker *marker);
/* heap_mark.c: traces until nothing is left to trace. */
void vk_mark_drain(vk_marker *marker);
/* Marks a cell without tracing it; false: there is none, or it was marked. */
bool vk_mark_alone(vk_marker *marker, uint32_t offset);
/* heap_sweep.c: calls [visit] for every marked cell. */
void vk_heap_each_marked(viv_vm *vm,
                         void (*visit)(void *context, uint32_t offset),
                         void *context);
/* watch.c: before draining, and between marking and sweeping. */
void vk_watch_mark(vk_marker *marker);
void vk_watch_settle(vk_marker *marker);

#endif
