/* cage.c - reserving a sandbox's addresses and preparing what lies in them. */
#include "memory/layout.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>

vk_layout vk_layout_of(uint32_t world_end) {
    vk_layout layout = {.world_end = world_end};

    if (world_end < VK_PAGE_BYTES)
        world_end = VK_PAGE_BYTES;
    layout.first = (uint32_t)vk_round_up(world_end, VK_PAGE_BYTES);
    layout.arena = layout.first + VK_FIRST_BYTES;
    layout.stack = layout.arena + VK_ARENA_FIRST_BYTES;
    layout.heap = (uint32_t)vk_round_up((uint64_t)layout.stack + VK_STACK_BYTES,
                                        VK_BLOCK_BYTES);
    return layout;
}

static char *control_low(viv_vm *vm) {
    return (char *)vm - VK_TRUSTED_BYTES - VK_CONTROL_BYTES;
}

static char *slot_low(viv_vm *vm) {
    return (char *)vm - VK_LOW_BYTES;
}

/* The usual causes have their own names; each tells what to change. */
static void describe_failure(vk_problem *problem, const char *what) {
    int error = errno;
    struct rlimit limit;

    if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        snprintf(problem->text, sizeof problem->text,
                 "address space is limited to %llu KiB: a sandbox needs 9 GiB "
                 "of addresses (ulimit -v)",
                 (unsigned long long)limit.rlim_cur / 1024);
    else if (error == ENOMEM)
        snprintf(problem->text, sizeof problem->text,
                 "cannot %s: out of memory or of memory maps "
                 "(vm.max_map_count, five for each sandbox)",
                 what);
    else
        snprintf(problem->text, sizeof problem->text, "cannot %s: %s", what,
                 strerror(error));
}

static bool map_world(viv_vm *vm, const vk_layout *layout, int world) {
    void *at = vk_at(vm, VK_PAGE_BYTES);

    return world < 0 ||
           mmap(at, layout->world_end - VK_PAGE_BYTES, PROT_READ,
                MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE, world, 0) == at;
}

static bool map_writable(void *start, void *end) {
    return mprotect(start, (size_t)((char *)end - (char *)start),
                    PROT_READ | PROT_WRITE) == 0;
}

viv_vm *vk_cage_map(const vk_layout *layout, int world, vk_problem *problem) {
    char *slot = mmap(NULL, VK_SLOT_BYTES, PROT_NONE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    viv_vm *vm;

    if (slot == MAP_FAILED) {
        describe_failure(problem, "reserve addresses for a sandbox");
        return NULL;
    }
    vm = (viv_vm *)(vk_round_up((uintptr_t)slot + VK_LOW_BYTES, VK_HUGE_BYTES) +
                    VK_CAGE_PHASE);
    /* Programs' data has no place in core files, and a huge page no place in an
     * idle sandbox; a kernel without huge pages refuses the second, rightly. */
    madvise(slot, VK_SLOT_BYTES, MADV_DONTDUMP);
    madvise(slot, VK_SLOT_BYTES, MADV_NOHUGEPAGE);
    if (map_writable(slot_low(vm), (char *)vm - VK_GAP_BYTES) &&
        map_writable(vk_at(vm, layout->first), vk_at(vm, VK_HEAP_END)) &&
        map_world(vm, layout, world)) {
        VK(vm)->slot = slot;
        return vm;
    }
    describe_failure(problem, "map a sandbox");
    munmap(slot, VK_SLOT_BYTES);
    return NULL;
}

void vk_cage_unmap(viv_vm *vm) {
    munmap(VK(vm)->slot, VK_SLOT_BYTES);
}

void vk_cage_prepare(viv_vm *vm, const vk_layout *layout, uint64_t limit) {
    struct vk_machine *machine = VK(vm);
    char *low = control_low(vm);

    machine->world_end = layout->world_end;
    machine->control_base = machine->control = (vk_control *)machine;
    machine->control_limit = (vk_control *)low + 1;
    machine->stack_base = vk_at(vm, layout->stack);
    machine->registers = machine->stack_base;
    machine->stack_charged = machine->stack_base + VK_PAGE_BYTES / 8;
    machine->stack_limit = vk_at(vm, layout->stack + VK_STACK_BYTES);
    machine->handles.rows = (vk_handle *)(low - VK_HANDLES_AT);
    machine->heap.mark_stack = (uint64_t *)(low - VK_MARK_STACK_AT);
    machine->heap.empty_map = (uint64_t *)(low - VK_EMPTY_MAP_AT);
    machine->heap.free_map = (uint64_t *)(low - VK_FREE_MAP_AT);
    machine->heap.table = (uint32_t *)(low - VK_TABLE_AT);
    machine->heap.live_bits = (uint64_t *)(low - VK_BITS_AT);
    machine->heap.mark_bits = machine->heap.live_bits + 1;
    machine->exception = machine->handled = VIV_ABSENT;
    machine->builtins = machine->main = machine->modules = VIV_ABSENT;
    machine->private_modules = VIV_ABSENT;
    machine->interned = machine->world_state = VIV_ABSENT;
    machine->library = VIV_ABSENT;
    machine->own_constants = 0;
    machine->printing = machine->finalizers = VIV_ABSENT;
    vk_heap_prepare(vm, layout, limit);
    vk_arena_prepare(vm, layout);
}
