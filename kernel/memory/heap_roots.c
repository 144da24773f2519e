/* heap_roots.c - a collection from its roots to its end.
 *
 * Roots are the machine's values, the value stack, what the control stack
 * returns to, the arena, what is waiting to be handed out, and, unless the
 * collection is exact, registers and C stack.
 */
#include "compile/code.h"
#include "eval/cache.h"
#include "eval/eval.h"
#include "memory/blocks.h"
#include "memory/layout.h"

#include <sys/mman.h>

enum {
    ALLOWANCE = 8 << 20,  /* least bytes allocated between two collections */
    NEAR_LIMIT = 1 << 20, /* the same when the limit is near */
    MARK_STACK_KEPT = 64 << 10, /* bytes of its pages kept after a collection */
};

static void mark_machine(vk_marker *marker) {
    struct vk_machine *machine = VK(marker->vm);
    viv_value values[] = {
        machine->exception, machine->handled,    machine->builtins,
        machine->main,      machine->modules,    machine->interned,
        machine->library,   machine->private_modules,
        machine->printing,  machine->finalizers, machine->world_state,
        machine->returned,  machine->result,
    };
    vk_pending *pending = &machine->pending;

    vk_mark_values(marker, values, sizeof values / sizeof *values);
    vk_mark_offset(marker, machine->own_constants);
    if (marker->exact) /* nothing is pending: old arguments keep nothing */
        return;
    vk_mark(marker, pending->callable);
    vk_mark(marker, pending->names);
    vk_mark_values(marker, pending->args, VK_TAIL_ARGUMENTS);
    vk_mark_values(marker, pending->kept, VK_KEPT_VALUES);
}

/* Constants below the oldest frame are the kernel's own, not the cage's. */
static void mark_constants(vk_marker *marker, const viv_value *constants) {
    uint64_t distance =
        (uint64_t)((const char *)constants - (const char *)marker->vm);

    if (distance < VK_CAGE_BYTES)
        vk_mark_offset(marker,
                       vk_offset(marker->vm, vk_constants_of(constants)));
}

static void mark_control(vk_marker *marker) {
    struct vk_machine *machine = VK(marker->vm);

    mark_constants(marker, machine->constants);
    for (vk_control *row = machine->control; row < machine->control_base;
         row++) {
        mark_constants(marker, row->constants);
        vk_mark_offset(marker, row->reference);
    }
}

/* With C frames active, arguments may lie anywhere above the running window. */
static void mark_stack(vk_marker *marker) {
    struct vk_machine *machine = VK(marker->vm);
    viv_value *top = machine->stack_charged;

    if (marker->exact)
        top = vk_frame_live_top(marker->vm);
    if (top > machine->stack_limit)
        top = machine->stack_limit;
    if (top > machine->stack_base)
        vk_mark_values(marker, machine->stack_base,
                       (uint32_t)(top - machine->stack_base));
}

static void mark_arena(vk_marker *marker) {
    struct vk_arena_state *arena = &VK(marker->vm)->arena;

    for (uint32_t i = 0; i <= arena->chunk; i++) {
        uint32_t start = arena->chunks[i].start;
        uint32_t end =
            i == arena->chunk ? arena->cursor : arena->chunks[i].cursor;

        vk_mark_alone(marker, start);
        vk_mark_words(marker, vk_at(marker->vm, start), vk_at(marker->vm, end));
    }
}

/* A function of its own, so that its frame lies below the one that holds the
 * registers. */
VK_READS_ANYTHING
static void mark_c_stack(vk_marker *marker) {
    char *low = __builtin_frame_address(0);

    if (VK(marker->vm)->c_stack_entry != NULL)
        vk_mark_words(marker, low, VK(marker->vm)->c_stack_entry);
}

VK_READS_ANYTHING
static void mark_registers(vk_marker *marker) {
    __builtin_unwind_init();
    mark_c_stack(marker);
    __asm__ volatile("" ::: "memory"); /* no tail call: the frame must stay */
}

static void mark_roots(vk_marker *marker) {
    marker->cell_end = (const char *)UINTPTR_MAX;
    mark_machine(marker);
    mark_control(marker);
    mark_stack(marker);
    mark_arena(marker);
    if (!marker->exact)
        mark_registers(marker);
    vk_watch_mark(marker);
}

static void clear_marks(vk_heap *heap) {
    memset(heap->first_marks, 0, sizeof heap->first_marks);
    for (uint32_t block = heap->span_start >> VK_BLOCK_SHIFT;
         block < heap->fresh; block++) {
        uint64_t *bits = vk_bits_word(heap->mark_bits, vk_block_offset(block));
        uint32_t kind = vk_block_kind(heap->table[block]);
        uint32_t words = vk_block_small(kind) ? VK_BITS_OF_BLOCK / 8 : 1;

        for (uint32_t i = 0; i < words; i++)
            bits[i * 2] = 0;
    }
}

static void begin(vk_marker *marker, viv_vm *vm, bool exact) {
    vk_heap *heap = &VK(vm)->heap;

    memset(marker, 0, sizeof *marker);
    marker->vm = vm;
    marker->exact = exact;
    marker->live = heap->live_bits;
    marker->marks = heap->mark_bits;
    marker->span_start = heap->span_start;
    marker->span_bytes = vk_block_offset(heap->fresh) - heap->span_start;
    marker->stack = heap->mark_stack;
    marker->room = heap->mark_stack_room;
}

/* When to collect next: by bytes allocated from now on, so that the same
 * program collects at the same places. Near the limit more often, since what is
 * left there must not be found out by a conservative collection. */
static void plan_next(vk_heap *heap) {
    uint64_t allowance = heap->live > ALLOWANCE ? heap->live : ALLOWANCE;
    uint64_t left =
        heap->limit > heap->account ? heap->limit - heap->account : 0;

    left += (uint64_t)heap->free_blocks * VK_BLOCK_COST;
    if (allowance > left / 4 * 3)
        allowance = left / 4 * 3;
    if (allowance < NEAR_LIMIT)
        allowance = NEAR_LIMIT;
    heap->collect_at = heap->allocated + allowance;
    heap->collect_wanted = false;
}

void vk_heap_collect(viv_vm *vm, bool exact) {
    vk_heap *heap = &VK(vm)->heap;
    vk_marker marker;
    uint32_t kept;

    if (heap->world_limit != 0 || heap->collecting)
        return;
    heap->collecting = true;
    vk_heap_drop_runs(vm);
    clear_marks(heap);
    begin(&marker, vm, exact);
    mark_roots(&marker);
    vk_mark_drain(&marker);
    vk_watch_settle(&marker);
    vk_handle_sweep(vm);
    vk_heap_sweep(vm);
    vk_cache_expire(vm);
    if (marker.deepest * sizeof *marker.stack > MARK_STACK_KEPT)
        madvise(heap->mark_stack, marker.deepest * sizeof *marker.stack,
                MADV_DONTNEED);
    /* What the program will allocate until the next collection stays mapped: a
     * page that is returned costs a fault when it is used again. */
    kept = (uint32_t)((heap->live + 2 * ALLOWANCE) >> VK_BLOCK_SHIFT);
    vk_block_return(vm, kept);
    plan_next(heap);
    heap->exact_wanted = heap->exact_wanted && !exact;
    heap->collections++;
    heap->collecting = false;
}
