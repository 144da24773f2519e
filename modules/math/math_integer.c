/* math_integer.c - functions of whole numbers of any length. */
#include <math.h>

#include "math_parts.h"

enum { LEAF = 8 }; /* factors that are multiplied one by one */

static viv_value binary(viv_vm *vm, viv_operator op, viv_value a, viv_value b) {
    if (viv_is_raise(a) || viv_is_raise(b))
        return VIV_RAISE;
    return viv_binary(vm, op, a, b);
}

static bool is_zero(viv_value value) {
    return viv_same(value, viv_small_int(0));
}

static bool is_negative(viv_vm *vm, viv_value value) {
    return viv_to_int(vm, value) < 0;
}

/* The ints are exact: results of __index__ or of arithmetic. */
static viv_value gcd_two(viv_vm *vm, viv_value a, viv_value b) {
    while (!is_zero(b)) {
        viv_value rest;

        if (!viv_charge(vm, 4))
            return VIV_RAISE;
        if (viv_are_small_ints(a, b))
            rest =
                viv_small_int(viv_small_int_value(a) % viv_small_int_value(b));
        else
            rest = viv_binary(vm, VIV_OP_MOD, a, b);
        VIV_TRY(rest);
        a = b;
        b = rest;
    }
    return is_negative(vm, a) ? viv_unary(vm, VIV_OP_NEG, a) : a;
}

/* Folds the tuple [numbers] with [join]. */
static viv_value fold(viv_vm *vm, viv_value numbers, int64_t start,
                      viv_value (*join)(viv_vm *, viv_value, viv_value)) {
    uint32_t count = viv_tuple_length(vm, numbers);
    viv_value result = viv_small_int(start);

    for (uint32_t i = 0; i < count; i++) {
        viv_value number = viv_index(vm, viv_tuple_get(vm, numbers, i));

        VIV_TRY(number);
        result = join(vm, result, number);
        VIV_TRY(result);
    }
    return result;
}

viv_value math_gcd(viv_vm *vm, const viv_value *args) {
    return fold(vm, args[0], 0, gcd_two);
}

static viv_value lcm_two(viv_vm *vm, viv_value a, viv_value b) {
    viv_value shared, result;

    if (is_zero(a) || is_zero(b))
        return viv_small_int(0);
    shared = gcd_two(vm, a, b);
    result = binary(vm, VIV_OP_FLOORDIV, a, shared);
    result = binary(vm, VIV_OP_MUL, result, b);
    if (!viv_is_raise(result) && is_negative(vm, result))
        return viv_unary(vm, VIV_OP_NEG, result);
    return result;
}

viv_value math_lcm(viv_vm *vm, const viv_value *args) {
    return fold(vm, args[0], 1, lcm_two);
}

static viv_value bit_length(viv_vm *vm, viv_value number) {
    viv_value name = viv_name(vm, "bit_length"), method;

    VIV_TRY(name);
    method = viv_get_attribute(vm, number, name);
    VIV_TRY(method);
    return viv_call(vm, method, NULL, 0);
}

static int64_t root_of(int64_t number) {
    int64_t root = (int64_t)sqrt((double)number);

    while (root > 0 && root > number / root)
        root--;
    while (root + 1 <= number / (root + 1))
        root++;
    return root;
}

/* Each round doubles the bits of the root that are right, within one. */
static viv_value root_long(viv_vm *vm, viv_value number, int64_t half) {
    viv_value root = viv_small_int(1);
    int64_t done = 0;

    for (int round = 64 - __builtin_clzll((uint64_t)half); round-- > 0;) {
        int64_t want = half >> round;
        viv_value upper, part;

        upper = binary(vm, VIV_OP_LSHIFT, root, viv_small_int(want - done - 1));
        part = binary(vm, VIV_OP_RSHIFT, number,
                      viv_small_int(2 * half - done - want + 1));
        part = binary(vm, VIV_OP_FLOORDIV, part, root);
        root = binary(vm, VIV_OP_ADD, upper, part);
        VIV_TRY(root);
        done = want;
    }
    number = binary(vm, VIV_OP_SUB, number, binary(vm, VIV_OP_MUL, root, root));
    VIV_TRY(number);
    if (is_negative(vm, number))
        return viv_binary(vm, VIV_OP_SUB, root, viv_small_int(1));
    return root;
}

/* n: int */
viv_value math_isqrt(viv_vm *vm, const viv_value *args) {
    viv_value bits;
    int64_t number;

    if (is_negative(vm, args[0]))
        return viv_raise(vm, VIV_ValueError,
                         "isqrt() argument must be nonnegative");
    if (viv_int_fits(vm, args[0], &number))
        return viv_int(vm, root_of(number));
    bits = bit_length(vm, args[0]);
    VIV_TRY(bits);
    return root_long(vm, args[0], (viv_to_int(vm, bits) - 1) / 2);
}

/* first * (first + 1) * ... of [count] factors, by halves, so that the long
 * products are few and of equal length. */
static viv_value product(viv_vm *vm, viv_value first, int64_t count) {
    viv_value result = viv_small_int(1), upper;
    int64_t half = count / 2;

    if (!viv_charge(vm, 4))
        return VIV_RAISE;
    if (count > LEAF) {
        result = product(vm, first, half);
        VIV_TRY(result);
        upper = binary(vm, VIV_OP_ADD, first, viv_small_int(half));
        VIV_TRY(upper);
        upper = product(vm, upper, count - half);
        return binary(vm, VIV_OP_MUL, result, upper);
    }
    for (int64_t i = 0; i < count; i++) {
        viv_value factor = binary(vm, VIV_OP_ADD, first, viv_small_int(i));

        result = binary(vm, VIV_OP_MUL, result, factor);
        VIV_TRY(result);
    }
    return result;
}

static viv_value factorial(viv_vm *vm, viv_value number) {
    int64_t count;

    if (is_negative(vm, number))
        return viv_raise(vm, VIV_ValueError,
                         "factorial() not defined for negative values");
    if (!viv_int_fits(vm, number, &count))
        return viv_raise(vm, VIV_OverflowError,
                         "factorial() argument should not exceed %l",
                         INT64_MAX);
    return product(vm, viv_small_int(1), count);
}

/* n: int */
viv_value math_factorial(viv_vm *vm, const viv_value *args) {
    return factorial(vm, args[0]);
}

static bool check_counts(viv_vm *vm, viv_value n, viv_value k) {
    if (is_negative(vm, n))
        viv_raise(vm, VIV_ValueError, "n must be a non-negative integer");
    else if (is_negative(vm, k))
        viv_raise(vm, VIV_ValueError, "k must be a non-negative integer");
    else
        return true;
    return false;
}

/* n (n - 1) ... of k factors. */
static viv_value falling(viv_vm *vm, viv_value n, int64_t k) {
    viv_value first = binary(vm, VIV_OP_SUB, n, viv_int(vm, k - 1));

    VIV_TRY(first);
    return k == 0 ? viv_small_int(1) : product(vm, first, k);
}

/* n: int, k */
viv_value math_perm(viv_vm *vm, const viv_value *args) {
    viv_value k, rest;
    int64_t count;

    if (viv_is_none(args[1]))
        return factorial(vm, args[0]);
    k = viv_index(vm, args[1]);
    VIV_TRY(k);
    if (!check_counts(vm, args[0], k))
        return VIV_RAISE;
    rest = viv_binary(vm, VIV_OP_SUB, args[0], k);
    VIV_TRY(rest);
    if (is_negative(vm, rest))
        return viv_small_int(0);
    if (!viv_int_fits(vm, k, &count))
        return viv_raise(vm, VIV_OverflowError, "k must not exceed %l",
                         INT64_MAX);
    return falling(vm, args[0], count);
}

/* The next row of the triangle from the last, while it fits. */
static bool choose_small(int64_t n, int64_t k, int64_t *result) {
    int64_t chosen = 1;

    for (int64_t i = 0; i < k; i++) {
        int64_t next;

        if (__builtin_mul_overflow(chosen, n - i, &next))
            return false;
        chosen = next / (i + 1);
    }
    *result = chosen;
    return true;
}

static viv_value choose(viv_vm *vm, viv_value n, int64_t k) {
    int64_t small, result;

    if (viv_int_fits(vm, n, &small) && k < 64 &&
        choose_small(small, k, &result))
        return viv_int(vm, result);
    return binary(vm, VIV_OP_FLOORDIV, falling(vm, n, k),
                  product(vm, viv_small_int(1), k));
}

/* n: int, k: int */
viv_value math_comb(viv_vm *vm, const viv_value *args) {
    viv_value rest, k = args[1];
    int64_t count;

    if (!check_counts(vm, args[0], k))
        return VIV_RAISE;
    rest = viv_binary(vm, VIV_OP_SUB, args[0], k);
    VIV_TRY(rest);
    if (is_negative(vm, rest))
        return viv_small_int(0);
    if (viv_to_int(vm, rest) < viv_to_int(vm, k))
        k = rest;
    if (!viv_int_fits(vm, k, &count))
        return viv_raise(vm, VIV_OverflowError,
                         "min(n - k, k) must not exceed %l", INT64_MAX);
    return choose(vm, args[0], count);
}
