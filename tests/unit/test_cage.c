/* test_cage.c - cages: layout, cleanliness, guards, the world, C stacks. */
#include <criterion/criterion.h>

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "memory/arena.h"
#include "memory/handle.h"
#include "memory/layout.h"
#include "memory/stack.h"
#include "memory/world.h"
#include "object/error.h"

static vk_cage_pool *new_pool(uint32_t count) {
    vk_problem problem;
    vk_cage_pool *pool = vk_cage_pool_new(NULL, count, &problem);

    cr_assert(pool != NULL, "%s", problem.text);
    return pool;
}

static viv_vm *take(vk_cage_pool *pool, uint64_t limit) {
    vk_problem problem;
    viv_vm *vm = vk_cage_take(pool, limit, &problem);

    cr_assert(vm != NULL, "%s", problem.text);
    return vm;
}

static int count_lines(void) {
    FILE *maps = fopen("/proc/self/maps", "r");
    int lines = 0, c;

    while ((c = getc(maps)) != EOF)
        lines += c == '\n';
    fclose(maps);
    return lines;
}

Test(cage, costs_five_maps) {
    vk_problem problem;
    viv_vm *builder = vk_world_build(&problem);
    vk_world *world;
    vk_cage_pool *pool;
    int before;

    cr_assert(builder != NULL && vk_heap_take(builder, 100) != NULL);
    world = vk_world_freeze(builder, &problem);
    cr_assert(world != NULL, "%s", problem.text);
    before = count_lines();
    pool = vk_cage_pool_new(world, 100, &problem);
    cr_expect(count_lines() - before <= 5 * 100 + 5);
    vk_cage_pool_free(pool);
    vk_world_free(world);
}

Test(cage, what_is_used_first_shares_one_range_of_2_mib) {
    vk_cage_pool *pool = new_pool(1);
    viv_vm *vm = take(pool, 0);
    uintptr_t machine = (uintptr_t)VK(vm) - 4096;

    cr_expect_eq(machine >> 21, (uintptr_t)vm >> 21);
    cr_expect_eq(machine >> 21, (uintptr_t)VK(vm)->stack_base >> 21);
    vk_cage_give(pool, vm);
    vk_cage_pool_free(pool);
}

Test(cage, comes_back_clean) {
    vk_cage_pool *pool = new_pool(1);
    viv_vm *vm = take(pool, 0), *again;
    uint32_t first = vk_offset(vm, vk_heap_take(vm, 64)), arena, large;

    memset(vk_at(vm, first), 7, 64);
    arena = vk_arena_take(vm, 100);
    memset(vk_at(vm, arena), 7, 100);
    large = vk_offset(vm, vk_heap_take(vm, 1 << 20));
    memset(vk_at(vm, large), 7, 1 << 20);
    vk_cage_give(pool, vm);
    again = take(pool, 0);
    cr_expect_eq(again, vm);
    cr_expect_eq(*(char *)vk_at(vm, first), 0);
    cr_expect_eq(*(char *)vk_at(vm, arena), 0);
    cr_expect_eq(*(char *)vk_at(vm, large + 500000), 0);
    cr_expect_eq(VK(vm)->heap.account, VK_CAGE_COST);
    vk_cage_give(pool, vm);
    vk_cage_pool_free(pool);
}

/* (AddressSanitizer itself cannot live within such limits.) */
Test(cage, says_what_limits_addresses, .disabled = VK_ASAN) {
    struct rlimit limit = {UINT64_C(4) << 30, UINT64_C(4) << 30};
    vk_problem problem;

    setrlimit(RLIMIT_AS, &limit);
    cr_expect(vk_cage_pool_new(NULL, 1, &problem) == NULL);
    cr_expect_str_eq(problem.text,
                     "address space is limited to 4194304 KiB: a sandbox needs "
                     "9 GiB of addresses (ulimit -v)");
}

static void *take_and_give(void *pool) {
    for (int i = 0; i < 20000; i++) {
        viv_vm *vm = take(pool, 0);

        cr_assert(vk_heap_take(vm, 48) != NULL);
        vk_cage_give(pool, vm);
    }
    return NULL;
}

Test(cage, is_taken_by_many_threads) {
    vk_cage_pool *pool = new_pool(1);
    pthread_t threads[4];

    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, take_and_give, pool);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    vk_cage_pool_free(pool);
}

Test(world, is_the_same_bytes_in_every_cage) {
    vk_problem problem;
    viv_vm *builder = vk_world_build(&problem), *vm;
    vk_raw *made = vk_heap_take(builder, 64);
    uint32_t offset = vk_offset(builder, made);
    uint8_t hash[VK_WORLD_HASH_BYTES], second[VK_WORLD_HASH_BYTES];
    vk_world *world;
    vk_cage_pool *pool;

    cr_expect_eq(offset, VK_WORLD_START);
    strcpy(made->data, "built once");
    cr_expect(!vk_in_world(builder, offset));
    world = vk_world_freeze(builder, &problem);
    pool = vk_cage_pool_new(world, 1, &problem);
    vm = take(pool, 0);
    cr_expect_str_eq(((vk_raw *)vk_at(vm, offset))->data, "built once");
    cr_expect(vk_in_world(vm, offset));
    cr_expect(!vk_in_world(vm, vk_offset(vm, vk_heap_take(vm, 16))));
    cr_expect(vk_world_hash(world, hash, &problem));
    cr_expect(vk_world_hash(world, second, &problem));
    cr_expect_arr_eq(hash, second, sizeof hash);
    vk_cage_give(pool, vm);
    vk_cage_pool_free(pool);
    vk_world_free(world);
}

static int released;

static void release(void *resource) {
    (void)resource;
    released++;
}

static const viv_handle_kind timers = {.name = "timer", .release = release};
static const viv_handle_kind files = {.name = "file", .release = release};

Test(handle, serves_only_its_kind_and_generation) {
    vk_cage_pool *pool = new_pool(1);
    viv_vm *vm = take(pool, 0);
    vk_handle_id id = vk_handle_new(vm, &timers, 4, VIV_ABSENT), later;

    cr_expect_eq(*(int *)vk_handle_get(vm, id, &timers), 0);
    cr_expect_null(vk_handle_get(vm, id, &files));
    cr_expect_null(vk_handle_get(vm, id + 1, &timers));
    cr_expect_null(vk_handle_get(vm, id | UINT32_MAX, &timers));
    cr_expect_str_eq(vk_handle_uncopyable(vm), "timer");
    vk_handle_release(vm, id, &timers);
    cr_expect_eq(released, 1);
    later = vk_handle_new(vm, &timers, 4, VIV_ABSENT);
    cr_expect_null(vk_handle_get(vm, id, &timers));
    cr_expect_not_null(vk_handle_get(vm, later, &timers));
    vk_cage_give(pool, vm);
    cr_expect_eq(released, 2);
    vk_cage_pool_free(pool);
}

Test(handle, goes_with_its_owner) {
    vk_cage_pool *pool = new_pool(1);
    viv_vm *vm = take(pool, 0);
    uint32_t owner = vk_values_new(vm, 2);

    released = 0;
    VK(vm)->main = vk_reference_at(owner);
    vk_handle_new(vm, &timers, 4, VK(vm)->main);
    vk_heap_collect(vm, true);
    cr_expect_eq(released, 0);
    VK(vm)->main = VIV_ABSENT;
    vk_heap_collect(vm, true);
    cr_expect_eq(released, 1);
    vk_cage_give(pool, vm);
    vk_cage_pool_free(pool);
}

/* -- C stacks and guards */

typedef struct probe {
    viv_vm *vm;
    volatile char *address;
    bool went_on, low;
} probe;

static void touch(void *arg) {
    probe *attempt = arg;

    *attempt->address = 1;
    attempt->went_on = true;
}

static int dig(probe *attempt, int depth) {
    volatile char frame[1024];

    frame[depth % 1024] = (char)depth;
    if (vk_stack_low(attempt->vm))
        attempt->low = true;
    if (attempt->went_on)
        return depth;
    return dig(attempt, depth + 1) + frame[depth % 1024];
}

static void overflow(void *arg) {
    probe *attempt = arg;

    attempt->went_on = dig(attempt, 0) == 0;
}

static void check_fault(void (*function)(void *), probe attempt) {
    vk_problem problem;
    vk_cage_pool *pool = new_pool(1);
    viv_vm *vm = take(pool, 0);
    vk_stack_pool *stacks = vk_stack_pool_new(VK_C_STACK_LEAST);
    ptrdiff_t distance = (ptrdiff_t)attempt.address;

    cr_assert(vk_fault_handler_install());
    attempt.vm = vm;
    attempt.address = (char *)vm + distance;
    cr_expect_eq(vk_stack_run(stacks, vm, function, &attempt),
                 VK_STACK_ABANDONED);
    cr_expect(!attempt.went_on);
    cr_expect_eq(VK(vm)->stopped, VK_STOP_FAULT);
    vk_cage_bury(pool, vm);
    vm = vk_cage_take(pool, 0, &problem);
    cr_expect(vm != NULL);
    attempt.vm = vm;
    attempt.address = vk_at(vm, VK_HEAP_END - 1);
    cr_expect_eq(vk_stack_run(stacks, vm, touch, &attempt), VK_STACK_RETURNED);
    cr_expect(attempt.went_on);
    vk_cage_give(pool, vm);
    vk_stack_pool_free(stacks);
    vk_cage_pool_free(pool);
}

Test(guard, ends_the_sandbox_at_the_null_page) {
    check_fault(touch, (probe){.address = (char *)100});
}

Test(guard, ends_the_sandbox_in_the_gap) {
    check_fault(touch, (probe){.address = (char *)-64});
}

Test(guard, ends_the_sandbox_behind_the_cage) {
    check_fault(touch, (probe){.address = (char *)VK_CAGE_BYTES + 4096});
}

Test(guard, ends_the_sandbox_below_its_c_stack) {
    check_fault(overflow, (probe){.address = NULL});
}

Test(guard, leaves_other_crashes_alone, .signal = SIGSEGV) {
    static char *nowhere = (char *)16;
    vk_cage_pool *pool = new_pool(1);
    viv_vm *vm = take(pool, 0);
    vk_stack_pool *stacks = vk_stack_pool_new(0);
    probe attempt = {vm, nowhere, false, false};

    cr_assert(vk_fault_handler_install());
    vk_stack_run(stacks, vm, touch, &attempt);
}
