/* test_arena.c - the arena: a stack of zeroed memory in the cage. */
#include <criterion/criterion.h>

#include "memory/arena.h"
#include "memory/layout.h"

extern void *__libc_stack_end;

static vk_cage_pool *pool;
static viv_vm *vm;

static void start(void) {
    vk_problem problem;

    pool = vk_cage_pool_new(NULL, 1, &problem);
    vm = vk_cage_take(pool, 0, &problem);
    VK(vm)->c_stack_entry = __libc_stack_end;
}

static void stop(void) {
    vk_cage_give(pool, vm);
    vk_cage_pool_free(pool);
}

TestSuite(arena, .init = start, .fini = stop);

static void fill(uint32_t offset, uint32_t bytes) {
    memset(vk_at(vm, offset), 0xAA, bytes);
}

static bool is_zero(uint32_t offset, uint32_t bytes) {
    for (uint32_t i = 0; i < bytes; i++)
        if (*(char *)vk_at(vm, offset + i) != 0)
            return false;
    return true;
}

Test(arena, begins_without_a_block) {
    uint64_t account = VK(vm)->heap.account;

    cr_expect(vk_arena_take(vm, 5000) != 0);
    cr_expect_eq(VK(vm)->heap.account, account);
}

Test(arena, gives_zeroed_memory_again_and_again) {
    for (int round = 0; round < 3; round++) {
        vk_arena_mark mark = vk_arena_begin(vm);

        for (uint32_t bytes = 1; bytes < 100000; bytes = bytes * 3 + 7) {
            uint32_t offset = vk_arena_take(vm, bytes);

            cr_assert(offset != 0 && offset % 16 == 0);
            cr_expect(is_zero(offset, bytes));
            fill(offset, bytes);
        }
        vk_arena_end(vm, mark);
    }
}

Test(arena, returns_blocks_when_what_took_them_ends) {
    uint64_t account = VK(vm)->heap.account;
    vk_arena_mark mark = vk_arena_begin(vm);

    for (int i = 0; i < 100; i++)
        cr_assert(vk_arena_take(vm, 300000) != 0);
    cr_expect(VK(vm)->heap.account > account + 100 * 300000);
    vk_arena_end(vm, mark);
    cr_expect(VK(vm)->heap.account < account + (9 << 20)); /* kept for others */
}

Test(arena, grows_in_place_or_moves_with_its_content) {
    uint32_t first = vk_arena_take(vm, 100), moved;

    fill(first, 100);
    cr_expect_eq(vk_arena_grow(vm, first, 100, 200), first);
    cr_expect(vk_arena_take(vm, 16) != 0);
    moved = vk_arena_grow(vm, first, 200, 400);
    cr_expect_neq(moved, first);
    cr_expect_arr_eq(vk_at(vm, moved), vk_at(vm, first), 100);
    cr_expect(is_zero(moved + 100, 300));
}

Test(arena, keeps_values_alive) {
    uint32_t holder = vk_arena_take(vm, 64), large = vk_arena_take(vm, 50000);
    uint32_t kept = vk_values_new(vm, 100), lost = vk_values_new(vm, 100);
    uint32_t far = vk_values_new(vm, 100);

    *(viv_value *)vk_at(vm, holder + 16) = vk_reference_at(kept);
    *(viv_value *)vk_at(vm, large + 40000) = vk_reference_at(far);
    vk_heap_collect(vm, true);
    cr_expect(vk_heap_room(vm, vk_at(vm, kept)) > 0);
    cr_expect(vk_heap_room(vm, vk_at(vm, far)) > 0);
    cr_expect_eq(vk_heap_room(vm, vk_at(vm, lost)), 0);
}
