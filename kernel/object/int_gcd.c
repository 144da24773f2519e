/* int_gcd.c - the greatest common divisor: Lehmer's steps, then mpn's. */
#include <gmp.h>

#include "memory/arena.h"
#include "object/error.h"
#include "object/int_limbs.h"

enum { LEADING_BITS = 62 };

/* Greatest common divisor of two numbers of mpn's size, a >= b > 0. The divisor
 * is made odd, as mpn_gcd asks; the powers of two are put back. */
static viv_value gcd_limbs(viv_vm *vm, const vk_int_view *a,
                           const vk_int_view *b) {
    uint64_t *x = vk_int_scratch(vm, (uint64_t)a->count + 2 * b->count);
    uint64_t twos_a, twos_b, *y, *result;
    vk_int_view odd;
    viv_value shifted;

    if (x == NULL ||
        !vk_charge(vm, (uint64_t)a->count * b->count / 4 + a->count))
        return VIV_RAISE;
    y = x + a->count;
    result = y + b->count;
    twos_a = mpn_scan1(a->limbs, 0);
    twos_b = mpn_scan1(b->limbs, 0);
    shifted = vk_int_shift_right(vm, b, twos_b);
    VIV_TRY(shifted);
    vk_int_view_of(vm, shifted, &odd);
    memcpy(x, a->limbs, (size_t)a->count * 8);
    memcpy(y, odd.limbs, (size_t)odd.count * 8);
    odd.count = (uint32_t)mpn_gcd(result, x, a->count, y, odd.count);
    odd.limbs = result;
    return vk_int_shift_left(vm, &odd, twos_a < twos_b ? twos_a : twos_b);
}

static uint64_t gcd_narrow(uint64_t a, uint64_t b) {
    while (b != 0) {
        uint64_t rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

static viv_value gcd_views(viv_vm *vm, const vk_int_view *a,
                           const vk_int_view *b) {
    vk_arena_mark mark;
    viv_value result;

    if (a->count <= 1 && b->count <= 1)
        return vk_int_unsigned(vm, gcd_narrow(a->limbs[0], b->limbs[0]));
    mark = vk_arena_begin(vm);
    result = gcd_limbs(vm, a, b);
    vk_arena_end(vm, mark);
    return result;
}

/* Two numbers that shrink in place, and room for their successors. */
typedef struct pair {
    uint64_t *a, *b, *next_a, *next_b;
    uint32_t count; /* limbs of all; b may have zeros on top */
} pair;

/* What Euclid's steps on the leading bits come to: a' = m[0] a + m[1] b and
 * b' = m[2] a + m[3] b, as far as they are the steps of the whole numbers. */
static bool leading_steps(int64_t x, int64_t y, int64_t m[4]) {
    m[0] = m[3] = 1;
    m[1] = m[2] = 0;
    while (y + m[2] != 0 && y + m[3] != 0) {
        int64_t whole = (x + m[0]) / (y + m[2]), rest;

        if (whole != (x + m[1]) / (y + m[3]))
            break;
        rest = m[0] - whole * m[2];
        m[0] = m[2];
        m[2] = rest;
        rest = m[1] - whole * m[3];
        m[1] = m[3];
        m[3] = rest;
        rest = x - whole * y;
        x = y;
        y = rest;
    }
    return m[1] != 0;
}

/* The bits of [limbs] that lie where the highest of a number of [bits] bits do.
 */
static int64_t leading_bits(const uint64_t *limbs, uint64_t bits) {
    uint64_t at = bits - LEADING_BITS, low = limbs[at / 64] >> at % 64;

    if (at % 64 > 64 - LEADING_BITS)
        low |= limbs[at / 64 + 1] << (64 - at % 64);
    return (int64_t)(low & ((UINT64_C(1) << LEADING_BITS) - 1));
}

/* One of the factors is negative, or zero. */
static void combine(uint64_t *result, const pair *in, int64_t a, int64_t b) {
    const uint64_t *plus = a > 0 || b < 0 ? in->a : in->b;
    const uint64_t *minus = plus == in->a ? in->b : in->a;
    int64_t more = plus == in->a ? a : b, less = plus == in->a ? b : a;

    mpn_mul_1(result, plus, in->count, (uint64_t)more);
    mpn_submul_1(result, minus, in->count, (uint64_t)-less);
}

static void exchange(uint64_t **one, uint64_t **other) {
    uint64_t *kept = *one;

    *one = *other;
    *other = kept;
}

/* Steps of the leading bits, done on all limbs; false: they decide nothing, or
 * b is much shorter than a, and a division is due. */
static bool lehmer_step(pair *in) {
    vk_int_view view = {in->a, in->count, false, 0};
    uint64_t bits = vk_int_view_bits(&view);
    int64_t m[4];

    if (!leading_steps(leading_bits(in->a, bits), leading_bits(in->b, bits), m))
        return false;
    combine(in->next_a, in, m[0], m[1]);
    combine(in->next_b, in, m[2], m[3]);
    exchange(&in->a, &in->next_a);
    exchange(&in->b, &in->next_b);
    while (in->count > 0 && in->a[in->count - 1] == 0)
        in->count--;
    return true;
}

static bool pair_begin(viv_vm *vm, pair *in, const vk_int_view *a,
                       const vk_int_view *b) {
    uint64_t *room = vk_int_scratch(vm, (uint64_t)a->count * 4);

    if (room == NULL)
        return false;
    in->count = a->count;
    in->a = room;
    in->b = room + in->count;
    in->next_a = in->b + in->count;
    in->next_b = in->next_a + in->count;
    memcpy(in->a, a->limbs, (size_t)a->count * 8);
    memcpy(in->b, b->limbs, (size_t)b->count * 8);
    return true;
}

/* Reduces both as far as steps on leading bits go, or to the length of a block.
 */
static bool reduce(viv_vm *vm, viv_value *a, viv_value *b, const vk_int_view *x,
                   const vk_int_view *y) {
    pair in;

    if (!pair_begin(vm, &in, x, y))
        return false;
    do {
        if (!vk_charge(vm, in.count / 3 + 16))
            return false;
    } while (in.count > VK_INT_BLOCK && lehmer_step(&in));
    *a = vk_int_from_limbs(vm, in.a, in.count, false);
    *b = vk_int_from_limbs(vm, in.b, in.count, false);
    return !viv_is_raise(*a) && !viv_is_raise(*b);
}

/* A division: it makes both about as long. */
static bool divide(viv_vm *vm, viv_value *a, viv_value *b) {
    viv_value rest = vk_int_binary(vm, VK_OP_MOD, *a, *b);

    *a = *b;
    *b = rest;
    return !viv_is_raise(rest);
}

static viv_value gcd_ordered(viv_vm *vm, viv_value a, viv_value b) {
    vk_int_view x, y;

    while (!viv_same(b, viv_small_int(0))) {
        bool done = true;

        VK_CHECK(vm, vk_int_view_of(vm, a, &x));
        VK_CHECK(vm, vk_int_view_of(vm, b, &y));
        if (x.count <= VK_INT_BLOCK && x.count <= y.count + 1 &&
            vk_int_view_order_magnitude(&x, &y) >= 0)
            return gcd_views(vm, &x, &y);
        if (x.count > VK_INT_BLOCK && x.count <= y.count + 1) {
            vk_arena_mark mark = vk_arena_begin(vm);

            done = reduce(vm, &a, &b, &x, &y);
            vk_arena_end(vm, mark);
        }
        if (!done || (!viv_same(b, viv_small_int(0)) && !divide(vm, &a, &b)))
            return VIV_RAISE;
    }
    return a;
}

viv_value vk_int_gcd(viv_vm *vm, viv_value a, viv_value b) {
    a = vk_int_unary(vm, VK_OP_ABS, a);
    VIV_TRY(a);
    b = vk_int_unary(vm, VK_OP_ABS, b);
    VIV_TRY(b);
    return vk_int_order(vm, a, b) < 0 ? gcd_ordered(vm, b, a)
                                      : gcd_ordered(vm, a, b);
}
