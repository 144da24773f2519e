/* heap.c - allocating cells: classes, runs, large cells, the account. */
#include "memory/heap.h"

#include "eval/eval.h"
#include "memory/blocks.h"
#include "memory/layout.h"
#include "memory/probe.h"
#include "object/error.h"

enum {
    FIRST_COLLECTION = 8 << 20, /* bytes allocated before the first one */
    FIRST_CELL_MOST = 2048, /* larger cells do not go into the first block */
};

void vk_heap_prepare(viv_vm *vm, const vk_layout *layout, uint64_t limit) {
    vk_heap *heap = &VK(vm)->heap;
    uint64_t room = VK_HEAP_END - layout->heap;

    heap->first_start = heap->first_cursor = layout->first;
    heap->first_end = layout->first + VK_FIRST_BYTES;
    heap->span_start = layout->heap;
    heap->span_end = (uint32_t)VK_HEAP_END;
    heap->fresh = heap->free_hint = layout->heap >> VK_BLOCK_SHIFT;
    heap->hopeless = UINT32_MAX;
    heap->limit = limit == 0 || limit > room ? room : limit;
    heap->account = heap->peak = VK_CAGE_COST;
    heap->collect_at = FIRST_COLLECTION;
    /* The stack's own pages stay within the slack of the limit. */
    heap->mark_stack_room = (uint32_t)(heap->limit / 32 < VK_MARK_STACK_BYTES
                                           ? heap->limit / 32 / 8 + 4096
                                           : VK_MARK_STACK_BYTES / 8);
}

bool vk_heap_admits(viv_vm *vm, uint64_t bytes) {
    if (bytes <= VK(vm)->heap.limit / 2)
        return true;
    vk_raise_memory(vm);
    return false;
}

bool vk_heap_admits_growth(viv_vm *vm, uint64_t held, uint64_t need,
                           uint64_t bytes) {
    if (bytes > VK(vm)->heap.limit / 2 && need <= held + held / 4) {
        vk_stop_now(vm, VK_STOP_MEMORY);
        return false;
    }
    return vk_heap_admits(vm, bytes);
}

static bool fits(const vk_heap *heap, uint64_t bytes) {
    return heap->account + bytes <= heap->limit;
}

bool vk_heap_charge(viv_vm *vm, uint64_t bytes) {
    vk_heap *heap = &VK(vm)->heap;

    if (!vk_heap_admits(vm, bytes))
        return false;
    if (!fits(heap, bytes))
        vk_block_return(vm, 0);
    if (!fits(heap, bytes)) {
        vk_heap_collect(vm, false);
        vk_block_return(vm, 0);
    }
    if (!fits(heap, bytes)) {
        vk_stop_now(vm, VK_STOP_MEMORY);
        return false;
    }
    heap->account += bytes;
    if (heap->account > heap->peak)
        heap->peak = heap->account;
    return true;
}

void vk_heap_credit(viv_vm *vm, uint64_t bytes) {
    VK(vm)->heap.account -= bytes;
}

/* A collection that is wanted comes at the next safepoint, however little of
 * its slice of fuel the program has used. */
static void count_allocated(viv_vm *vm, uint64_t bytes) {
    vk_heap *heap = &VK(vm)->heap;

    heap->allocated += bytes;
    if (heap->allocated < heap->collect_at || heap->collect_wanted)
        return;
    heap->collect_wanted = true;
    vk_fuel_hurry(vm);
}

void vk_heap_want_exact(viv_vm *vm) {
    if (VK(vm)->finalizing) /* or finalizers that ask for it would never end */
        return;
    VK(vm)->heap.exact_wanted = true;
    vk_fuel_hurry(vm);
}

static uint32_t class_of(uint32_t bytes) {
    uint32_t class = VK_SMALL_BYTES / VK_SMALL_STEP;

    if (bytes <= VK_SMALL_BYTES)
        return bytes == 0 ? 1 : (bytes + VK_SMALL_STEP - 1) / VK_SMALL_STEP;
    if (bytes > vk_classes[class + 12].size)
        class += 12;
    while (vk_classes[class].size < bytes)
        class ++;
    return class;
}

static void *begin_cell(viv_vm *vm, uint32_t offset, uint32_t bytes) {
    vk_header *cell = vk_at(vm, offset);

    VK_UNPOISON(cell, bytes);
    (void)bytes;
    *cell = (vk_header){.kind = VK_RAW};
    return cell;
}

static vk_run *run_of(vk_heap *heap, uint32_t class) {
    return heap->probe != NULL ? &heap->probe->held[class]
                               : &heap->runs[class];
}

/* World memory is zero as the system gave it, and is written once. */
static void *take_world(viv_vm *vm, uint32_t bytes) {
    vk_heap *heap = &VK(vm)->heap;
    uint64_t size = vk_round_up(bytes > 0 ? bytes : 1, VK_SMALL_STEP);
    uint32_t offset = heap->world_cursor;

    if (size > heap->world_limit - offset) {
        vk_stop_now(vm, VK_STOP_MEMORY);
        return NULL;
    }
    heap->world_cursor += (uint32_t)size;
    return begin_cell(vm, offset, bytes);
}

static void *take_first(viv_vm *vm, uint32_t bytes) {
    vk_heap *heap = &VK(vm)->heap;
    uint32_t size = (bytes + 15) & ~15u, offset = heap->first_cursor;
    uint32_t relative = offset - heap->first_start;

    heap->first_cursor += size;
    *vk_first_word(heap->first_starts, relative) |= vk_bits_mask(relative);
    *vk_first_word(heap->first_live, relative) |= vk_bits_mask(relative);
    count_allocated(vm, size);
    return begin_cell(vm, offset, size);
}

/* Units of 16 bytes: a free run of the block at or after [from]. */
static bool find_run(const vk_heap *heap, uint32_t block, uint32_t class,
                     uint32_t from, vk_place *run) {
    uint64_t *bits = vk_bits_word(heap->live_bits, vk_block_offset(block));
    uint32_t step = vk_classes[class].size / 16;
    uint32_t end = vk_classes[class].cells * step, word;
    uint64_t ahead;

    while (from < end && bits[from / 64 * 2] >> from % 64 & 1)
        from += step;
    if (from >= end)
        return false;
    word = from / 64;
    ahead = bits[word * 2] & ~UINT64_C(0) << from % 64;
    while (ahead == 0 && ++word * 64 < end)
        ahead = bits[word * 2];
    run->start = from;
    run->size = end - from;
    if (ahead != 0)
        run->size = word * 64 + (uint32_t)__builtin_ctzll(ahead) - from;
    return true;
}

/* Makes [run] of the block the class's current one; its cells are live now. */
static void use_run(viv_vm *vm, uint32_t block, uint32_t class, vk_place run) {
    vk_heap *heap = &VK(vm)->heap;
    uint32_t offset = vk_block_offset(block) + run.start * 16;
    uint32_t step = vk_classes[class].size / 16;

    vk_block_paint(vk_bits_word(heap->live_bits, vk_block_offset(block)),
                   run.start, run.start + run.size, step, true);
    *run_of(heap, class) = (vk_run){vk_at(vm, offset),
                                    vk_at(vm, offset + run.size * 16)};
    count_allocated(vm, run.size * UINT64_C(16));
}

/* The next run in the blocks that the last collection found to have room. */
static bool next_run(viv_vm *vm, uint32_t class) {
    vk_heap *heap = &VK(vm)->heap;

    while (heap->sweep[class] != 0) {
        uint32_t block = heap->sweep[class] >> VK_BLOCK_SHIFT;
        uint32_t from = heap->sweep[class] % VK_BLOCK_BYTES / 16;
        vk_place run;

        heap->sweep[class] =
            vk_block_offset(vk_block_number(heap->table[block]));
        if (find_run(heap, block, class, from, &run)) {
            uint32_t behind = (run.start + run.size) * 16;

            if (behind < VK_BLOCK_BYTES)
                heap->sweep[class] = vk_block_offset(block) + behind;
            use_run(vm, block, class, run);
            return true;
        }
    }
    return false;
}

static bool refill(viv_vm *vm, uint32_t class) {
    vk_heap *heap = &VK(vm)->heap;
    vk_place whole = {0,
                      vk_classes[class].cells * vk_classes[class].size / 16u};
    uint32_t block;

    if (next_run(vm, class))
        return true;
    block = vk_block_take(vm, 1);
    if (block == 0)
        return false;
    heap->table[block] = vk_block_entry(class, 0);
    use_run(vm, block, class, whole);
    return true;
}

void *vk_heap_take_blocks(viv_vm *vm, uint32_t bytes) {
    vk_heap *heap = &VK(vm)->heap;
    uint32_t count =
        (uint32_t)(((uint64_t)bytes + VK_BLOCK_BYTES - 1) >> VK_BLOCK_SHIFT);
    uint32_t block, offset;

    if (!vk_heap_admits(vm, bytes) || (block = vk_block_take(vm, count)) == 0)
        return NULL;
    offset = vk_block_offset(block);
    heap->table[block] = vk_block_entry(VK_BLOCK_LARGE, count);
    for (uint32_t i = 1; i < count; i++)
        heap->table[block + i] = vk_block_entry(VK_BLOCK_TAIL, i);
    *vk_bits_word(heap->live_bits, offset) |= vk_bits_mask(offset);
    count_allocated(vm, (uint64_t)count << VK_BLOCK_SHIFT);
    return begin_cell(vm, offset, 0);
}

/* What tests ask for: collections everywhere, failures anywhere. False: fail.
 */
static bool disturb(viv_vm *vm) {
    vk_heap *heap = &VK(vm)->heap;

    heap->takes++;
    if (heap->on_take != NULL)
        heap->on_take(vm);
#ifdef VK_HARSH
    if (heap->takes <= 10000 || heap->takes % 97 == 0)
        vk_heap_collect(vm, false);
#endif
    if (heap->fail_at == 0 || heap->takes < heap->fail_at ||
        (heap->takes > heap->fail_at && !heap->fail_on))
        return true;
    vk_stop_now(vm, VK_STOP_MEMORY);
    return false;
}

static bool in_first(const vk_heap *heap, uint32_t bytes) {
    return bytes <= FIRST_CELL_MOST &&
           heap->first_end - heap->first_cursor >= (bytes + 15u) / 16 * 16;
}

void *vk_heap_take_slow(viv_vm *vm, uint32_t bytes) {
    vk_heap *heap = &VK(vm)->heap;
    uint32_t class;
    vk_run *run;
    char *cell;

    if (!disturb(vm))
        return NULL;
    if (heap->world_limit != 0)
        return take_world(vm, bytes);
    if (bytes > VK_CELL_MOST)
        return vk_heap_take_blocks(vm, bytes);
    if (in_first(heap, bytes))
        return take_first(vm, bytes > 0 ? bytes : 1);
    class = class_of(bytes);
    run = run_of(heap, class);
    if (run->cursor == run->end && !refill(vm, class))
        return NULL;
    cell = run->cursor;
    run->cursor += vk_classes[class].size;
    return begin_cell(vm, vk_offset(vm, cell), vk_classes[class].size);
}

bool vk_heap_extend(viv_vm *vm, void *cell, uint32_t bytes) {
    vk_heap *heap = &VK(vm)->heap;
    uint32_t offset = vk_offset(vm, cell), block = offset >> VK_BLOCK_SHIFT;
    uint32_t entry = heap->table[block], have = vk_block_number(entry);
    uint32_t want =
        (uint32_t)(((uint64_t)bytes + VK_BLOCK_BYTES - 1) >> VK_BLOCK_SHIFT);

    if (offset % VK_BLOCK_BYTES != 0 || !vk_in_blocks(heap, offset) ||
        vk_block_kind(entry) != VK_BLOCK_LARGE || heap->world_limit != 0)
        return false;
    if (want <= have)
        return true;
    if (bytes > heap->limit / 2 ||
        !vk_block_take_behind(vm, block + have, want - have))
        return false;
    heap->table[block] = vk_block_entry(VK_BLOCK_LARGE, want);
    for (uint32_t i = have; i < want; i++)
        heap->table[block + i] = vk_block_entry(VK_BLOCK_TAIL, i);
    count_allocated(vm, (uint64_t)(want - have) << VK_BLOCK_SHIFT);
    return true;
}

uint32_t vk_heap_room(viv_vm *vm, const void *cell) {
    struct vk_machine *machine = VK(vm);
    uint32_t offset = vk_offset(vm, cell);
    uint32_t world_end = machine->heap.world_limit != 0
                             ? machine->heap.world_cursor
                             : machine->world_end;
    vk_place place;

    if (offset < world_end)
        return offset < VK_PAGE_BYTES ? 0 : world_end - offset;
    if (!vk_block_find(&machine->heap, offset, &place))
        return 0;
    return place.start + place.size - offset;
}

/* The cell just handed out goes back onto its run; others are found again when
 * their block is searched for runs. */
static void release_small(viv_vm *vm, vk_place place) {
    vk_heap *heap = &VK(vm)->heap;
    uint32_t kind = vk_block_kind(heap->table[place.start >> VK_BLOCK_SHIFT]);
    vk_run *run = run_of(heap, kind % VK_CLASS_COUNT);

    VK_POISON(vk_at(vm, place.start), place.size);
    if (run->cursor == (char *)vk_at(vm, place.start + place.size))
        run->cursor -= place.size;
    else
        *vk_bits_word(heap->live_bits, place.start) &=
            ~vk_bits_mask(place.start);
}

void vk_heap_release(viv_vm *vm, void *cell) {
    vk_heap *heap = &VK(vm)->heap;
    uint32_t offset = vk_offset(vm, cell), block = offset >> VK_BLOCK_SHIFT;
    uint32_t relative = offset - heap->first_start;
    vk_place place;

    if (!vk_block_find(heap, offset, &place) || place.start != offset)
        return;
    if (vk_in_first(heap, offset)) {
        *vk_first_word(heap->first_live, relative) &= ~vk_bits_mask(relative);
        VK_POISON(cell, place.size);
    } else if (vk_block_kind(heap->table[block]) == VK_BLOCK_LARGE) {
        vk_block_free(vm, block, vk_block_number(heap->table[block]));
    } else {
        release_small(vm, place);
    }
}

void vk_heap_drop_runs(viv_vm *vm) {
    vk_heap *heap = &VK(vm)->heap;

    for (uint32_t class = 1; class < VK_CLASS_COUNT; class ++) {
        vk_run *run = run_of(heap, class);
        uint32_t offset = vk_offset(vm, run->cursor);
        uint32_t bytes = (uint32_t)(run->end - run->cursor);

        if (bytes > 0) {
            uint32_t start = offset % VK_BLOCK_BYTES / 16;

            vk_block_paint(
                vk_bits_word(heap->live_bits, offset & -VK_BLOCK_BYTES), start,
                start + bytes / 16, vk_classes[class].size / 16, false);
            heap->allocated -= bytes;
        }
        *run = (vk_run){NULL, NULL};
    }
}
