/* int_large.c - product and quotient of limbs of any number, by blocks.
 *
 * The product is Karatsuba's over blocks that mpn multiplies; the quotient is
 * Burnikel and Ziegler's recursion, with blocks that mpn divides. Each block is
 * charged before it is worked on.
 *
 * Karatsuba and Ofman 1962; Burnikel and Ziegler 1998. GMP has these too, but a
 * single call of mpn_mul on megabytes would run for seconds without asking for
 * fuel or the clock.
 */
#include <gmp.h>

#include "memory/arena.h"
#include "object/error.h"
#include "object/int_limbs.h"

/* Limbs of two numbers, the larger first. */
typedef struct operands {
    const uint64_t *a, *b;
    uint32_t an, bn;
} operands;

/* About the time of mpn_mul in units of fuel: from 30 limbs on it gains on the
 * product of the lengths. */
static bool charge_product(viv_vm *vm, uint64_t an, uint64_t bn) {
    uint64_t cost = an * bn;

    if (cost < 256)
        return true;
    return vk_charge(vm, bn > 128 ? cost / 40 + 1 : cost / 16);
}

static void multiply_block(uint64_t *result, const operands *of) {
    if (of->bn == 0)
        mpn_zero(result, of->an);
    else if (of->a == of->b && of->an == of->bn)
        mpn_sqr(result, of->a, of->an);
    else
        mpn_mul(result, of->a, of->an, of->b, of->bn);
}

/* result += number; what carries out of [room] limbs is lost. */
static void add_into(uint64_t *result, uint32_t room, const uint64_t *number,
                     uint32_t count) {
    if (count > room)
        count = room;
    if (count > 0 && mpn_add_n(result, result, number, count) && room > count)
        mpn_add_1(result + count, result + count, room - count, 1);
}

static void subtract_from(uint64_t *result, uint32_t room,
                          const uint64_t *number, uint32_t count) {
    if (count > room)
        count = room;
    if (count > 0 && mpn_sub_n(result, result, number, count) && room > count)
        mpn_sub_1(result + count, result + count, room - count, 1);
}

/* [a] in pieces as long as [b], or as a block. */
static bool multiply_pieces(viv_vm *vm, uint64_t *result, const operands *of) {
    uint32_t step = of->bn < VK_INT_BLOCK ? VK_INT_BLOCK : of->bn;
    uint32_t total = of->an + of->bn;
    uint64_t *product = vk_int_scratch(vm, (uint64_t)step + of->bn);

    if (product == NULL)
        return false;
    mpn_zero(result, total);
    for (uint32_t at = 0; at < of->an; at += step) {
        uint32_t count = of->an - at < step ? of->an - at : step;

        if (!vk_int_large_multiply(vm, product, of->a + at, count, of->b,
                                   of->bn))
            return false;
        add_into(result + at, total - at, product, count + of->bn);
    }
    return true;
}

/* low + high, half + 1 limbs. */
static void add_halves(uint64_t *sum, const uint64_t *number, uint32_t count,
                       uint32_t half) {
    sum[half] = mpn_add(sum, number, half, number + half, count - half);
}

/* a = a1 B + a0, b = b1 B + b0: three products instead of four. (a1 + a0)(b1 +
 * b0) - a1 b1 - a0 b0 is the middle term. */
static bool multiply_halves(viv_vm *vm, uint64_t *result, const operands *of) {
    uint32_t half = (of->an + 1) / 2, total = of->an + of->bn;
    uint32_t a1 = of->an - half, b1 = of->bn - half;
    uint64_t *sums = vk_int_scratch(vm, (uint64_t)half * 4 + 4);
    uint64_t *second = of->a == of->b && a1 == b1 ? sums : sums + half + 1;
    uint64_t *middle = sums + 2 * half + 2;

    if (sums == NULL)
        return false;
    add_halves(sums, of->a, of->an, half);
    if (second != sums)
        add_halves(second, of->b, of->bn, half);
    if (!vk_int_large_multiply(vm, middle, sums, half + 1, second, half + 1) ||
        !vk_int_large_multiply(vm, result, of->a, half, of->b, half) ||
        !vk_int_large_multiply(vm, result + 2 * half, of->a + half, a1,
                               of->b + half, b1))
        return false;
    subtract_from(middle, 2 * half + 2, result, 2 * half);
    subtract_from(middle, 2 * half + 2, result + 2 * half, a1 + b1);
    add_into(result + half, total - half, middle, 2 * half + 2);
    return true;
}

static bool multiply_large(viv_vm *vm, uint64_t *result, const operands *of) {
    vk_arena_mark mark = vk_arena_begin(vm);
    bool done;

    if (of->bn <= VK_INT_BLOCK || of->bn <= (of->an + 1) / 2)
        done = multiply_pieces(vm, result, of);
    else
        done = multiply_halves(vm, result, of);
    vk_arena_end(vm, mark);
    return done;
}

bool vk_int_large_multiply(viv_vm *vm, uint64_t *result, const uint64_t *a,
                           uint32_t an, const uint64_t *b, uint32_t bn) {
    operands of = {a, b, an, bn};

    if (an < bn)
        of = (operands){b, a, bn, an};
    if (of.an > VK_INT_BLOCK)
        return multiply_large(vm, result, &of);
    if (!charge_product(vm, of.an, of.bn))
        return false;
    multiply_block(result, &of);
    return true;
}

/* A number below `divisor << 64 * count` is divided: quotient of count limbs,
 * remainder of as many as the divisor has. */
typedef struct divisor {
    const uint64_t *limbs; /* its highest bit is set */
    uint32_t count;
} divisor;

static bool divide_two(viv_vm *vm, vk_int_division result,
                       const uint64_t *number, divisor by);

/* The quotient's highest limb is 0, since the upper half is below the divisor.
 */
static bool divide_block(viv_vm *vm, vk_int_division result,
                         const uint64_t *number, divisor by) {
    uint64_t quotient[VK_INT_BLOCK + 1];
    uint64_t cost = (uint64_t)by.count * by.count;

    if (!vk_charge(vm, cost / 24 + 1))
        return false;
    mpn_tdiv_qr(quotient, result.remainder, 0, number, by.count * 2, by.limbs,
                by.count);
    memcpy(result.quotient, quotient, (size_t)by.count * 8);
    return true;
}

/* The estimate of a half's quotient: the two upper thirds of [number] by the
 * upper half of the divisor. Where the highest third equals that half, the
 * quotient would have a limb more; all bits set is what it can be at most.
 * [rest] has half + 1 limbs. */
static bool estimate(viv_vm *vm, uint64_t *quotient, uint64_t *rest,
                     const uint64_t *number, divisor by) {
    uint32_t half = by.count / 2;
    divisor upper = {by.limbs + half, half};

    rest[half] = 0;
    if (mpn_cmp(number + 2 * half, upper.limbs, half) < 0)
        return divide_two(vm, (vk_int_division){quotient, rest}, number + half,
                          upper);
    for (uint32_t i = 0; i < half; i++)
        quotient[i] = UINT64_MAX;
    rest[half] = mpn_add_n(rest, number + half, upper.limbs, half);
    return true;
}

/* Three halves by two: the quotient has one half. [number] has 3 * half limbs.
 * / The estimate from the upper halves is at most two too large; it is
 * corrected by adding the divisor back. */
static bool divide_three(viv_vm *vm, vk_int_division result,
                         const uint64_t *number, divisor by) {
    uint32_t half = by.count / 2, room = by.count + 2;
    uint64_t *scratch = vk_int_scratch(vm, (uint64_t)by.count * 2 + 4);
    uint64_t *rest = scratch, *product = scratch + room;

    if (scratch == NULL ||
        !estimate(vm, result.quotient, rest + half, number, by) ||
        !vk_int_large_multiply(vm, product, result.quotient, half, by.limbs,
                               half))
        return false;
    memcpy(rest, number, (size_t)half * 8);
    rest[room - 1] = 0;
    subtract_from(rest, room, product, by.count);
    /* The estimate is at most two too large: the rest is then negative. */
    while (rest[room - 1] >> 63) {
        mpn_sub_1(result.quotient, result.quotient, half, 1);
        add_into(rest, room, by.limbs, by.count);
        if (!vk_charge(vm, half / 8 + 1))
            return false;
    }
    memcpy(result.remainder, rest, (size_t)by.count * 8);
    return true;
}

static bool divide_halves(viv_vm *vm, vk_int_division result,
                          const uint64_t *number, divisor by) {
    uint32_t half = by.count / 2;
    uint64_t *middle = vk_int_scratch(vm, (uint64_t)by.count + half);
    vk_int_division upper = {result.quotient + half, middle + half};

    if (middle == NULL || !divide_three(vm, upper, number + half, by))
        return false;
    memcpy(middle, number, (size_t)half * 8);
    return divide_three(vm, result, middle, by);
}

/* Twice the limbs of the divisor; its upper half is below the divisor. */
static bool divide_two(viv_vm *vm, vk_int_division result,
                       const uint64_t *number, divisor by) {
    vk_arena_mark mark;
    bool done;

    if (by.count <= VK_INT_BLOCK / 2 || by.count % 2 != 0)
        return divide_block(vm, result, number, by);
    mark = vk_arena_begin(vm);
    done = divide_halves(vm, result, number, by);
    vk_arena_end(vm, mark);
    return done;
}

/* [number] of [count] limbs by a short divisor, from the top; the divisor is
 * copied, so that nothing that is written here can change it. */
static bool divide_pieces(viv_vm *vm, vk_int_division result,
                          const vk_int_view *a, const vk_int_view *b) {
    uint32_t bn = b->count, at = a->count - bn + 1;
    uint64_t *scratch = vk_int_scratch(vm, 2 * (uint64_t)bn + VK_INT_BLOCK);
    uint64_t *by = scratch, *rest = scratch + bn;
    uint64_t quotient[VK_INT_BLOCK + 1];

    if (scratch == NULL)
        return false;
    memcpy(by, b->limbs, (size_t)bn * 8);
    memcpy(rest + VK_INT_BLOCK, a->limbs + at, (size_t)(bn - 1) * 8);
    rest[VK_INT_BLOCK + bn - 1] = 0;
    while (at > 0) {
        uint32_t count = at < VK_INT_BLOCK ? at : VK_INT_BLOCK;

        at -= count;
        if (!vk_charge(vm, (uint64_t)count * bn / 16 + count / 8))
            return false;
        memcpy(rest + VK_INT_BLOCK - count, a->limbs + at, (size_t)count * 8);
        mpn_tdiv_qr(quotient, result.remainder, 0, rest + VK_INT_BLOCK - count,
                    count + bn, by, bn);
        memcpy(result.quotient + at, quotient, (size_t)count * 8);
        memcpy(rest + VK_INT_BLOCK, result.remainder, (size_t)bn * 8);
    }
    return true;
}

/* A divisor of m * 2**k limbs, m no longer than a block, with its highest bit
 * set: zeros are put below, and to the dividend too. */
typedef struct normal {
    uint32_t count, pad, shift, blocks;
    uint64_t *by, *number, *quotient;
} normal;

static void shift_up(uint64_t *result, const vk_int_view *view,
                     const normal *to) {
    uint64_t *start = result + to->pad;

    if (to->shift == 0)
        memcpy(start, view->limbs, (size_t)view->count * 8);
    else
        start[view->count] =
            mpn_lshift(start, view->limbs, view->count, to->shift);
}

static bool normalise(viv_vm *vm, normal *to, const vk_int_view *a,
                      const vk_int_view *b) {
    uint32_t part = b->count, parts = 1;

    for (; part > VK_INT_BLOCK / 2; parts *= 2)
        part = (part + 1) / 2;
    to->count = part * parts;
    to->pad = to->count - b->count;
    to->shift = (uint32_t)__builtin_clzll(b->limbs[b->count - 1]);
    to->blocks = (a->count + to->pad + 1 + to->count - 1) / to->count;
    to->by = vk_int_scratch(vm, (uint64_t)to->count + 1);
    if (to->by == NULL)
        return false;
    to->number = vk_int_scratch(vm, (to->blocks + 2) * (uint64_t)to->count);
    if (to->number == NULL)
        return false;
    to->quotient = vk_int_scratch(vm, to->blocks * (uint64_t)to->count);
    if (to->quotient == NULL)
        return false;
    shift_up(to->by, b, to);
    shift_up(to->number, a, to);
    return vk_charge(vm, ((uint64_t)a->count + b->count) / 4);
}

/* Block by block from the top: the remainder of one is the upper half of what
 * the next divides. */
static bool divide_blocks(viv_vm *vm, const normal *in, uint64_t *rest) {
    divisor by = {in->by, in->count};
    size_t bytes = (size_t)in->count * 8;

    memset(rest + in->count, 0, bytes);
    for (uint32_t i = in->blocks; i-- > 0;) {
        vk_int_division part = {in->quotient + (size_t)i * in->count,
                                rest + 2 * (size_t)in->count};

        memcpy(rest, in->number + (size_t)i * in->count, bytes);
        if (!divide_two(vm, part, rest, by))
            return false;
        memcpy(rest + in->count, part.remainder, bytes);
    }
    return true;
}

static bool divide_large(viv_vm *vm, vk_int_division result,
                         const vk_int_view *a, const vk_int_view *b) {
    normal to;
    uint64_t *rest;

    if (!normalise(vm, &to, a, b))
        return false;
    rest = vk_int_scratch(vm, (uint64_t)to.count * 3);
    if (rest == NULL || !divide_blocks(vm, &to, rest))
        return false;
    memcpy(result.quotient, to.quotient, (size_t)(a->count - b->count + 1) * 8);
    rest += to.count + to.pad;
    if (to.shift != 0)
        mpn_rshift(rest, rest, b->count, to.shift);
    memcpy(result.remainder, rest, (size_t)b->count * 8);
    return true;
}

/* A quotient of few limbs comes from the upper limbs of both, one more than it
 * has itself: then it is at most two too large. */
static bool divide_upper(viv_vm *vm, vk_int_division result,
                         const vk_int_view *a, const vk_int_view *b) {
    uint32_t bn = b->count, count = a->count - bn + 1, skip = bn - count - 1;
    vk_int_view upper_a = {a->limbs + skip, 2 * count, false, 0};
    vk_int_view upper_b = {b->limbs + skip, count + 1, false, 0};
    uint64_t *rest = vk_int_scratch(vm, 2 * (uint64_t)bn + count + 2);
    uint64_t *product = rest + bn + 1;
    vk_int_division into = {result.quotient, rest};

    if (rest == NULL || !vk_int_large_divide(vm, into, &upper_a, &upper_b) ||
        !vk_int_large_multiply(vm, product, result.quotient, count, b->limbs,
                               bn))
        return false;
    memcpy(rest, a->limbs, (size_t)bn * 8);
    rest[bn] = a->count > bn ? a->limbs[bn] : 0;
    subtract_from(rest, bn + 1, product, bn + 1);
    while (rest[bn] >> 63) {
        if (!vk_charge(vm, bn / 8 + 1))
            return false;
        mpn_sub_1(result.quotient, result.quotient, count, 1);
        add_into(rest, bn + 1, b->limbs, bn);
    }
    memcpy(result.remainder, rest, (size_t)bn * 8);
    return true;
}

bool vk_int_large_divide(viv_vm *vm, vk_int_division result,
                         const vk_int_view *a, const vk_int_view *b) {
    vk_arena_mark mark;
    bool done;

    if (b->count == 1) {
        if (!vk_charge(vm, a->count / 2))
            return false;
        result.remainder[0] =
            mpn_divrem_1(result.quotient, 0, a->limbs, a->count, b->limbs[0]);
        return true;
    }
    if (a->count <= VK_INT_BLOCK) {
        if (!vk_charge(vm, (uint64_t)(a->count - b->count) * b->count / 16))
            return false;
        mpn_tdiv_qr(result.quotient, result.remainder, 0, a->limbs, a->count,
                    b->limbs, b->count);
        return true;
    }
    mark = vk_arena_begin(vm);
    if (b->count <= VK_INT_BLOCK / 2)
        done = divide_pieces(vm, result, a, b);
    else if (a->count - b->count < b->count / 2)
        done = divide_upper(vm, result, a, b);
    else
        done = divide_large(vm, result, a, b);
    vk_arena_end(vm, mark);
    return done;
}
