/* test_int.c - arithmetic of ints of any length, by the laws it must obey. */
#include <criterion/criterion.h>

#include "machine.h"
#include "memory/layout.h"
#include "object/number.h"
#include "object/str.h"

extern void *__libc_stack_end;

static vk_cage_pool *pool;
static viv_vm *vm;

static void start(void) {
    vk_problem problem;

    pool = vk_cage_pool_new(NULL, 1, &problem);
    vm = vk_cage_take(pool, 0, &problem);
    VK(vm)->c_stack_entry = __libc_stack_end;
    VK(vm)->fuel = INT64_MAX / 2;
}

static void stop(void) {
    vk_cage_give(pool, vm);
    vk_cage_pool_free(pool);
}

TestSuite(int, .init = start, .fini = stop);

static viv_value op(vk_operator which, viv_value a, viv_value b) {
    viv_value result = vk_int_binary(vm, which, a, b);

    cr_assert_not(viv_is_jump(result));
    return result;
}

static bool same(viv_value a, viv_value b) {
    return vk_int_order(vm, a, b) == 0;
}

/* 2**bits - small: all its limbs are full. */
static viv_value full(int64_t bits, int64_t small) {
    viv_value power = op(VK_OP_LSHIFT, viv_small_int(1), viv_small_int(bits));

    return op(VK_OP_SUB, power, viv_small_int(small));
}

/* A number of about [bits] bits without a pattern. */
static viv_value mixed(int64_t bits, int64_t seed) {
    viv_value number =
        op(VK_OP_POW, viv_small_int(seed * 2 + 3), viv_small_int(bits / 3 + 1));
    int64_t extra = (int64_t)vk_int_bit_length(vm, number) - bits;

    return op(VK_OP_RSHIFT, number, viv_small_int(extra > 0 ? extra : 0));
}

Test(int, results_that_fit_are_immediate) {
    viv_value large = vk_int(vm, VIV_SMALL_INT_MAX);

    large = op(VK_OP_ADD, large, viv_small_int(1));
    cr_assert_not(viv_is_small_int(large));
    large = op(VK_OP_SUB, large, viv_small_int(1));
    cr_assert(viv_same(large, viv_small_int(VIV_SMALL_INT_MAX)));
    cr_assert(viv_same(op(VK_OP_SUB, full(3000, 0), full(3000, 7)),
                       viv_small_int(7)));
    cr_assert(viv_is_small_int(vk_int(vm, VIV_SMALL_INT_MIN)));
}

Test(int, two_limbs_wrap_as_a_generator_of_random_numbers_needs) {
    viv_value mask = full(64, 1), state = viv_small_int(42);
    uint64_t expected = 42;

    for (int i = 0; i < 100; i++) {
        state = op(VK_OP_MUL, state, vk_int_unsigned(vm, 6364136223846793005));
        state = op(VK_OP_ADD, state, viv_small_int(1442695040888963407 / 2));
        state = op(VK_OP_AND, state, mask);
        state = op(VK_OP_XOR, state, op(VK_OP_RSHIFT, state, viv_small_int(9)));
        expected = expected * 6364136223846793005u + 1442695040888963407u / 2;
        expected ^= expected >> 9;
        cr_assert(same(state, vk_int_unsigned(vm, expected)));
    }
}

Test(int, quotient_and_remainder_give_back_the_dividend) {
    static const int64_t sizes[] = {40,    100,   130,    700,   5000,
                                    40000, 70000, 140000, 300000};
    enum { COUNT = sizeof sizes / sizeof *sizes };

    for (uint32_t i = 0; i < COUNT; i++)
        for (uint32_t j = 0; j <= i; j++) {
            viv_value a = mixed(sizes[i], i), b = full(sizes[j], j + 1), q, r;

            if (j % 2 != 0)
                b = vk_int_unary(vm, VK_OP_NEG, b);
            q = op(VK_OP_FLOORDIV, a, b);
            r = op(VK_OP_MOD, a, b);
            cr_assert(same(op(VK_OP_ADD, op(VK_OP_MUL, q, b), r), a));
            cr_assert(vk_int_order(vm, vk_int_unary(vm, VK_OP_ABS, r),
                                   vk_int_unary(vm, VK_OP_ABS, b)) < 0);
        }
}

Test(int, products_distribute_over_sums) {
    viv_value a = mixed(200000, 1), b = mixed(90000, 2), c = full(150000, 3);
    viv_value left = op(VK_OP_MUL, a, op(VK_OP_ADD, b, c));

    cr_assert(
        same(left, op(VK_OP_ADD, op(VK_OP_MUL, a, b), op(VK_OP_MUL, a, c))));
    cr_assert(same(op(VK_OP_MUL, a, a), op(VK_OP_POW, a, viv_small_int(2))));
}

Test(int, negative_numbers_are_twos_complement) {
    viv_value a = vk_int_unary(vm, VK_OP_NEG, full(200, 0));
    viv_value b = vk_int_unary(vm, VK_OP_NEG, viv_small_int(1));

    cr_assert(same(op(VK_OP_AND, a, b), a));
    cr_assert(same(op(VK_OP_OR, a, b), b));
    cr_assert(same(op(VK_OP_XOR, a, b), full(200, 1)));
    cr_assert(same(op(VK_OP_RSHIFT, op(VK_OP_SUB, a, viv_small_int(1)),
                      viv_small_int(199)),
                   viv_small_int(-3)));
}

Test(int, digits_read_back_in_every_base) {
    for (int base = 2; base <= 36; base++) {
        viv_value number = mixed(3000, base);
        viv_value text = vk_int_to_str(vm, number, base);
        vk_text digits = vk_str_text(vm, text);

        cr_assert(same(vk_int_from_digits(vm, digits.data, digits.length, base),
                       number));
    }
}

Test(int, order_with_a_double_is_exact) {
    viv_value near = vk_int(vm, (INT64_C(1) << 53) + 1);

    cr_assert_gt(vk_int_order_double(vm, near, 0x1p53), 0);
    cr_assert_lt(vk_int_order_double(vm, near, 0x1p53 + 2), 0);
    cr_assert_eq(vk_int_order_double(vm, full(200, 0), 0x1p200), 0);
    cr_assert_lt(vk_int_order_double(vm, full(200, 1), 0x1p200), 0);
    cr_assert_lt(vk_int_order_double(vm, viv_small_int(3), 3.5), 0);
}

Test(int, hashes_of_equal_numbers_are_equal) {
    cr_assert_eq(vk_int_hash(vm, full(200, 0)), vk_float_hash(0x1p200));
    cr_assert_eq(vk_int_hash(vm, viv_small_int(-1)), vk_float_hash(-1));
    cr_assert_eq((int64_t)vk_int_hash(vm, viv_small_int(-1)), -2);
    cr_assert_eq(vk_int_hash(vm, full(61, 1)), 0);
}

Test(int, divisors_and_roots) {
    viv_value a = mixed(30000, 5), b = mixed(80000, 7), root;

    cr_assert(same(op(VK_OP_MOD, a, vk_int_gcd(vm, a, b)), viv_small_int(0)));
    cr_assert(same(vk_int_gcd(vm, op(VK_OP_MUL, a, a), op(VK_OP_MUL, a, b)),
                   op(VK_OP_MUL, a, vk_int_gcd(vm, a, b))));
    root = vk_int_square_root(vm, op(VK_OP_MUL, b, b));
    cr_assert(same(root, b));
    root = vk_int_square_root(
        vm, op(VK_OP_SUB, op(VK_OP_MUL, b, b), viv_small_int(1)));
    cr_assert(same(root, op(VK_OP_SUB, b, viv_small_int(1))));
}

Test(int, inverses_of_modular_powers) {
    viv_value prime = full(127, 1), base = mixed(500, 3);
    viv_value inverse = vk_int_power_modulo(vm, base, viv_small_int(-1), prime);
    viv_value order = op(VK_OP_SUB, prime, viv_small_int(1));

    cr_assert(same(op(VK_OP_MOD, op(VK_OP_MUL, base, inverse), prime),
                   viv_small_int(1)));
    cr_assert(
        same(vk_int_power_modulo(vm, base, order, prime), viv_small_int(1)));
}
