/* fork.c - another sandbox in the same state: a copy of what the first one
 * used.
 *
 * Cages of one pool have the same layout, and nothing in a cage is a host
 * pointer. So a copy of the used bytes, of the heap's side tables and of the
 * machine is the same sandbox elsewhere; only the machine's own pointers move
 * along.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "host/policies.h"
#include "host/sandbox.h"
#include "memory/blocks.h"
#include "memory/layout.h"

enum { POPULATED_BYTES = 128 << 10, COPIED_AT_ONCE = 2048 };

/* From one cage to another of its pool. */
typedef struct journey {
    viv_vm *from, *to;
    ptrdiff_t distance;
} journey;

/* Asks for the pages of a large copy at once: a fault for each of them costs
 * more than copying it. Where the system cannot, they come one by one. */
static void populate(char *start, size_t bytes) {
#ifdef MADV_POPULATE_WRITE
    uintptr_t low = (uintptr_t)start & ~(uintptr_t)(VK_PAGE_BYTES - 1);

    if (bytes >= POPULATED_BYTES)
        madvise((void *)low, (uintptr_t)start + bytes - low,
                MADV_POPULATE_WRITE);
#else
    (void)start;
    (void)bytes;
#endif
}

/* In parts, since for large amounts the library turns to instructions that are
 * made for still larger ones; see pool.c. */
static void copy_bytes(char *to, const char *from, size_t bytes) {
    while (bytes > 0) {
        size_t part = bytes < COPIED_AT_ONCE ? bytes : COPIED_AT_ONCE;

        __asm__("" : "+r"(part));
        memcpy(to, from, part);
        to += part;
        from += part;
        bytes -= part;
    }
}

static void copy_span(const journey *move, const void *start, const void *end) {
    size_t bytes = (size_t)((const char *)end - (const char *)start);

    VK_UNPOISON(start, bytes);
    copy_bytes((char *)start + move->distance, start, bytes);
}

static void copy_offsets(const journey *move, uint32_t start, uint64_t end) {
    copy_span(move, (char *)move->from + start, (char *)move->from + end);
}

/* A host pointer into the first cage or its side tables, in the other one;
 * others (constants of the kernel's own) stay. A pointer outside the first
 * cage's reservation is the kernel's own, and the same for both. */
static void *moved(const journey *move, const void *pointer) {
    const char *low = (const char *)move->from - VK_LOW_BYTES;

    if ((const char *)pointer < low ||
        (const char *)pointer > (const char *)move->from + VK_CAGE_BYTES)
        return (void *)pointer;
    return (char *)pointer + move->distance;
}

#define MOVE(field) machine->field = moved(move, machine->field)

static void move_heap(const journey *move, struct vk_machine *machine) {
    for (uint32_t i = 0; i < VK_CLASS_COUNT; i++) {
        MOVE(heap.runs[i].cursor);
        MOVE(heap.runs[i].end);
    }
    MOVE(heap.table);
    MOVE(heap.free_map);
    MOVE(heap.empty_map);
    MOVE(heap.live_bits);
    MOVE(heap.mark_bits);
    MOVE(heap.mark_stack);
}

/* All pointers of the machine are listed; a new field that is one must be added
 * here. What belongs to a run (C stack, interrupt) starts empty. */
static void copy_machine(const journey *move) {
    struct vk_machine *machine = VK(move->to);
    char *slot = machine->slot;
    uint64_t warm = machine->warm;

    memcpy(machine, VK(move->from), sizeof *machine);
    machine->slot = slot;
    machine->warm = warm;
    machine->heap.huge_end = 0;
    machine->heap.probe = NULL;
    atomic_init(&machine->interrupt, 0);
    machine->c_stack_low = machine->c_stack_entry = NULL;
    machine->stack_run = NULL;
    MOVE(registers);
    MOVE(constants);
    MOVE(pc);
    MOVE(control);
    MOVE(control_limit);
    MOVE(control_base);
    MOVE(stack_limit);
    MOVE(stack_charged);
    MOVE(stack_base);
    MOVE(above);
    MOVE(handles.rows);
    move_heap(move, machine);
    machine->stack_base[0] = VIV_ABSENT;
}

/* A block without what its class has not handed out yet. The rest of a run that
 * is being handed out is free memory: cleared in the new cage already, not
 * copied. */
static void copy_small(const journey *move, uint32_t block, uint32_t class) {
    viv_vm *from = move->from;
    const vk_run *run = &VK(from)->heap.runs[class];
    const char *start = vk_at(from, vk_block_offset(block));
    const char *end = start + VK_BLOCK_BYTES;

    if (run->cursor >= start && run->cursor < end) {
        copy_span(move, start, run->cursor);
        start = run->end;
    }
    copy_span(move, start, end);
}

static void copy_blocks(const journey *move) {
    const vk_heap *heap = &VK(move->from)->heap;
    uint32_t block = heap->span_start >> VK_BLOCK_SHIFT, count;
    uint64_t bytes =
        ((uint64_t)heap->fresh << VK_BLOCK_SHIFT) - heap->span_start;

    if (bytes > VK(move->to)->warm)
        populate((char *)move->to + heap->span_start, bytes);
    for (; block < heap->fresh; block += count) {
        uint32_t entry = heap->table[block], kind = vk_block_kind(entry);

        count = kind == VK_BLOCK_LARGE ? vk_block_number(entry) : 1;
        if (vk_block_small(kind))
            copy_small(move, block, kind);
        else if (kind == VK_BLOCK_LARGE)
            copy_offsets(move, vk_block_offset(block),
                         (uint64_t)(block + count) << VK_BLOCK_SHIFT);
    }
}

/* Blocks, and the side tables' entries for them; see pool.c for their
 * places. */
static void copy_heap(const journey *move) {
    const vk_heap *heap = &VK(move->from)->heap;
    uint32_t first = heap->span_start >> VK_BLOCK_SHIFT, end = heap->fresh;
    const uint64_t *bits = heap->live_bits < heap->mark_bits ? heap->live_bits
                                                             : heap->mark_bits;

    copy_offsets(move, heap->first_start, heap->first_cursor);
    copy_blocks(move);
    copy_span(move, bits + (uint64_t)first * 64, bits + (uint64_t)end * 64);
    copy_span(move, heap->table + first, heap->table + end);
    copy_span(move, heap->free_map + first / 64, heap->free_map + end / 64 + 1);
    copy_span(move, heap->empty_map + first / 64,
              heap->empty_map + end / 64 + 1);
}

/* Resources outside are copied by those who know them. False: one failed. */
static bool copy_handles(const journey *move) {
    struct vk_handle_table *table = &VK(move->to)->handles;
    uint32_t count = table->count;

    for (table->count = 0; table->count < count; table->count++) {
        vk_handle *to = &table->rows[table->count];

        *to = VK(move->from)->handles.rows[table->count];
        if (to->kind && !vk_handle_copy(to))
            return false;
    }
    return true;
}

static bool copy_cage(viv_sandbox *child, viv_sandbox *parent,
                      vk_problems *problems) {
    journey move = {parent->vm, child->vm,
                 (char *)child->vm - (char *)parent->vm};

    copy_heap(&move);
    copy_machine(&move);
    VK(child->vm)->host = child;
    if (copy_handles(&move))
        return true;
    vk_problems_add(problems,
                    "a resource outside of the sandbox cannot be copied");
    return false;
}

static char **copy_texts(char **texts) {
    size_t count = 0;

    while (texts && texts[count])
        count++;
    char **copy = texts ? calloc(count + 1, sizeof *copy) : NULL;

    for (size_t i = 0; copy && i < count; i++)
        copy[i] = strdup(texts[i]);
    return copy;
}

/* Nothing on value stack, control stack and arena is in use: none is copied. A
 * sandbox in the middle of a run has C frames, which cannot be copied. */
static bool at_rest(const struct vk_machine *machine) {
    const struct vk_arena_state *arena = &machine->arena;

    return machine->registers == machine->stack_base &&
           machine->control == machine->control_base && arena->chunk == 0 &&
           machine->native_depth == 0;
}

/* Why the sandbox cannot be forked, or NULL. */
static const char *obstacle(viv_sandbox *sandbox) {
    if (sandbox->dead)
        return "the sandbox ended in a fault";
    if (VK(sandbox->vm)->stack_run || !at_rest(VK(sandbox->vm)))
        return "the sandbox is running";
    return vk_handle_uncopyable(sandbox->vm);
}

static bool fork_into(viv_sandbox *child, viv_sandbox *parent,
                      vk_problems *problems) {
    vk_problem problem = {{0}};
    const char *wrong = obstacle(parent);

    if (wrong) {
        vk_problems_add(problems, "cannot fork: %s", wrong);
        return false;
    }
    child->runtime = parent->runtime;
    child->write = parent->write;
    child->context = parent->context;
    child->read = parent->read;
    child->file_bytes = parent->file_bytes;
    child->allow = copy_texts(parent->allow);
    child->arguments = copy_texts(parent->arguments);
    if (!vk_folders_copy(&child->folders, &parent->folders) ||
        !vk_sessions_begin(child, parent) ||
        (parent->allow && !child->allow) ||
        (parent->arguments && !child->arguments)) {
        vk_problems_add(problems, "out of memory");
        return false;
    }
    child->vm = vk_cage_take(parent->runtime->cages,
                             VK(parent->vm)->limits.memory, &problem);
    if (!child->vm) {
        vk_problems_add(problems, "%s", problem.text);
        return false;
    }
    return copy_cage(child, parent, problems);
}

viv_sandbox *viv_sandbox_fork(viv_sandbox *parent, char **problem_text) {
    vk_problems problems = {0};
    viv_sandbox *child = calloc(1, sizeof *child);

    if (!child)
        vk_problems_add(&problems, "out of memory");
    else if (!fork_into(child, parent, &problems)) {
        viv_sandbox_free(child);
        child = NULL;
    }
    if (problem_text)
        *problem_text = problems.text;
    else
        vk_problems_free(&problems);
    return child;
}
