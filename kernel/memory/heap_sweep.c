/* heap_sweep.c - after marking: blocks without marks are free, marks become
 * live. */
#include "memory/blocks.h"
#include "memory/layout.h"

/* The lists of blocks with free cells, by class, in order of addresses. */
typedef struct sweeping {
    viv_vm *vm;
    vk_heap *heap;
    uint32_t last[VK_CLASS_COUNT];
} sweeping;

static uint32_t count_marks(const vk_heap *heap, uint32_t block) {
    const uint64_t *bits =
        vk_bits_word(heap->mark_bits, vk_block_offset(block));
    uint32_t count = 0;

    for (uint32_t i = 0; i < VK_BITS_OF_BLOCK / 8; i++)
        count += (uint32_t)__builtin_popcountll(bits[i * 2]);
    return count;
}

#if VK_ASAN
/* Use after sweep is caught like use after free. */
static void poison_cells(viv_vm *vm, uint32_t block, uint32_t class) {
    vk_heap *heap = &VK(vm)->heap;
    uint32_t offset = vk_block_offset(block), size = vk_classes[class].size;

    for (uint32_t i = 0; i < vk_classes[class].cells; i++, offset += size)
        if (!(*vk_bits_word(heap->mark_bits, offset) & vk_bits_mask(offset)))
            VK_POISON(vk_at(vm, offset), size);
}

static void poison_first(viv_vm *vm) {
    vk_heap *heap = &VK(vm)->heap;
    vk_place place;

    for (uint32_t offset = heap->first_start; offset < heap->first_cursor;
         offset = place.start + place.size) {
        if (!vk_block_find(heap, offset, &place))
            place = (vk_place){offset, 16};
        else if (!vk_is_marked(vm, offset))
            VK_POISON(vk_at(vm, offset), place.size);
    }
}
#else
static void poison_cells(viv_vm *vm, uint32_t block, uint32_t class) {
    (void)vm, (void)block, (void)class;
}

static void poison_first(viv_vm *vm) {
    (void)vm;
}
#endif

static void sweep_small(sweeping *sweep, uint32_t block, uint32_t class) {
    vk_heap *heap = sweep->heap;
    uint32_t count = count_marks(heap, block), last = sweep->last[class];

    if (count == 0) {
        vk_block_free(sweep->vm, block, 1);
        return;
    }
    heap->live += count * vk_classes[class].size;
    heap->table[block] = vk_block_entry(class, 0);
    poison_cells(sweep->vm, block, class);
    if (count == vk_classes[class].cells)
        return;
    if (last == 0)
        heap->sweep[class] = vk_block_offset(block);
    else
        heap->table[last] = vk_block_entry(class, block);
    sweep->last[class] = block;
}

static void sweep_large(sweeping *sweep, uint32_t block, uint32_t count) {
    vk_heap *heap = sweep->heap;
    uint32_t offset = vk_block_offset(block);

    if (*vk_bits_word(heap->mark_bits, offset) & vk_bits_mask(offset))
        heap->live += (uint64_t)count << VK_BLOCK_SHIFT;
    else
        vk_block_free(sweep->vm, block, count);
}

static void swap_bits(vk_heap *heap) {
    uint64_t *live = heap->live_bits;

    heap->live_bits = heap->mark_bits;
    heap->mark_bits = live;
    memcpy(heap->first_live, heap->first_marks, sizeof heap->first_live);
}

void vk_heap_sweep(viv_vm *vm) {
    sweeping sweep = {.vm = vm, .heap = &VK(vm)->heap};
    vk_heap *heap = sweep.heap;
    uint32_t block = heap->span_start >> VK_BLOCK_SHIFT;

    heap->live = heap->first_cursor - heap->first_start;
    memset(heap->sweep, 0, sizeof heap->sweep);
    poison_first(vm);
    while (block < heap->fresh) {
        uint32_t entry = heap->table[block], kind = vk_block_kind(entry);
        uint32_t count = 1;

        if (vk_block_small(kind)) {
            sweep_small(&sweep, block, kind);
        } else if (kind == VK_BLOCK_LARGE) {
            count = vk_block_number(entry);
            sweep_large(&sweep, block, count);
        }
        block += count;
    }
    swap_bits(heap);
}

static void each_marked(viv_vm *vm, uint32_t block,
                        void (*visit)(void *context, uint32_t offset),
                        void *context) {
    uint64_t *bits =
        vk_bits_word(VK(vm)->heap.mark_bits, vk_block_offset(block));

    for (uint32_t i = 0; i < VK_BITS_OF_BLOCK / 8; i++) {
        uint64_t left = bits[i * 2];

        for (; left != 0; left &= left - 1)
            visit(context, vk_block_offset(block) + i * 1024 +
                               (uint32_t)__builtin_ctzll(left) * 16);
    }
}

void vk_heap_each_marked(viv_vm *vm,
                         void (*visit)(void *context, uint32_t offset),
                         void *context) {
    vk_heap *heap = &VK(vm)->heap;

    for (uint32_t at = 0; at < VK_FIRST_BYTES; at += 16)
        if (*vk_first_word(heap->first_marks, at) & vk_bits_mask(at))
            visit(context, heap->first_start + at);
    for (uint32_t block = heap->span_start >> VK_BLOCK_SHIFT;
         block < heap->fresh; block++)
        if (heap->table[block] != 0 &&
            vk_block_kind(heap->table[block]) != VK_BLOCK_TAIL)
            each_marked(vm, block, visit, context);
}
