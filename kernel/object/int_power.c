/* int_power.c - powers, modular powers and inverses, and the square root.
 *
 * Square and multiply from the exponent's top bit (Knuth, TAOCP 4.6.3); modular
 * powers take four bits at a time from a table of sixteen. The result's size is
 * known beforehand and asked for.
 */
#include <gmp.h>

#include "memory/arena.h"
#include "object/error.h"
#include "object/int_limbs.h"

enum {
    WINDOW = 4, /* bits of a modular exponent taken at once */
};

/* Limbs of a number that grows by products; two buffers change places. */
typedef struct power {
    uint64_t *limbs, *other;
    uint32_t count;
} power;

static bool power_times(viv_vm *vm, power *in, const uint64_t *limbs,
                        uint32_t count) {
    uint64_t *product = in->other;

    if (!vk_charge(vm, count / 8 + 1) ||
        !vk_int_large_multiply(vm, product, in->limbs, in->count, limbs, count))
        return false;
    in->count += count;
    in->count -= product[in->count - 1] == 0;
    in->other = in->limbs;
    in->limbs = product;
    return true;
}

static bool power_raise(viv_vm *vm, power *in, const vk_int_view *base,
                        uint64_t exponent) {
    uint32_t bit = vk_int_limb_bits(exponent) - 1;

    memcpy(in->limbs, base->limbs, (size_t)base->count * 8);
    in->count = base->count;
    while (bit-- > 0) {
        if (!power_times(vm, in, in->limbs, in->count))
            return false;
        if ((exponent >> bit & 1) != 0 &&
            !power_times(vm, in, base->limbs, base->count))
            return false;
    }
    return true;
}

static viv_value power_narrow(viv_vm *vm, vk_wide base, uint64_t exponent,
                              bool negative) {
    vk_wide result = 1;

    for (;; base *= base) {
        if (exponent & 1)
            result *= base;
        exponent >>= 1;
        if (exponent == 0)
            return vk_int_from_wide(vm, result, negative);
    }
}

/* |base| > 1, exponent > 0 */
static viv_value power_any(viv_vm *vm, const vk_int_view *base,
                           uint64_t exponent) {
    uint64_t bits = vk_int_view_bits(base);
    bool negative = base->negative && (exponent & 1) != 0;
    uint64_t least, room;
    power in;

    if (__builtin_mul_overflow(bits - 1, exponent, &least))
        least = UINT64_MAX - 1;
    if (least < 128 && bits * exponent <= 128)
        return power_narrow(vm, vk_int_view_wide(base), exponent, negative);
    if (!vk_int_admits(vm, least + 1))
        return VIV_RAISE;
    room = bits * exponent / 64 + 3;
    in.limbs = vk_int_scratch(vm, room);
    if (in.limbs == NULL)
        return VIV_RAISE;
    in.other = vk_int_scratch(vm, room);
    if (in.other == NULL || !power_raise(vm, &in, base, exponent) ||
        !vk_int_admits(vm, (uint64_t)in.count * 64 - 63))
        return VIV_RAISE;
    return vk_int_from_limbs(vm, in.limbs, in.count, negative);
}

static viv_value power_of_unit(const vk_int_view *base, bool odd) {
    if (base->count == 0)
        return viv_small_int(0);
    return viv_small_int(base->negative && odd ? -1 : 1);
}

static viv_value power_negative(viv_vm *vm, const vk_int_view *a,
                                const vk_int_view *b) {
    double base, exponent;

    if (vk_int_view_double(a, &base) && vk_int_view_double(b, &exponent))
        return vk_float_power(vm, base, exponent);
    return vk_raise(vm, VIV_OverflowError, "int too large to convert to float");
}

viv_value vk_int_power(viv_vm *vm, const vk_int_view *a, const vk_int_view *b) {
    vk_arena_mark mark;
    viv_value result;

    if (b->count == 0)
        return viv_small_int(1);
    if (b->negative)
        return power_negative(vm, a, b);
    if (a->count == 0 || (a->count == 1 && a->limbs[0] == 1))
        return power_of_unit(a, b->limbs[0] & 1);
    mark = vk_arena_begin(vm);
    result = power_any(vm, a, b->count == 1 ? b->limbs[0] : UINT64_MAX);
    vk_arena_end(vm, mark);
    return result;
}

static uint64_t multiply_modulo(uint64_t a, uint64_t b, uint64_t modulus) {
    return (uint64_t)((vk_wide)a * b % modulus);
}

static bool power_modulo_narrow(viv_vm *vm, uint64_t base,
                                const vk_int_view *exponent, uint64_t modulus,
                                uint64_t *result) {
    *result = 1 % modulus;
    for (uint32_t i = exponent->count; i-- > 0;) {
        if (!vk_charge(vm, 64 * 2))
            return false;
        for (uint32_t bit = 64; bit-- > 0;) {
            *result = multiply_modulo(*result, *result, modulus);
            if (exponent->limbs[i] >> bit & 1)
                *result = multiply_modulo(*result, base, modulus);
        }
    }
    return true;
}

/* Numbers below a modulus of more than one limb, padded to its length. */
typedef struct residues {
    const vk_int_view *modulus;
    uint64_t *product, *quotient, *result;
    uint64_t *table; /* powers of the base, by what a window holds */
    uint32_t count;
} residues;

/* to = a * b mod modulus */
static bool residues_multiply(viv_vm *vm, const residues *in, uint64_t *to,
                              const uint64_t *a, const uint64_t *b) {
    vk_int_view product = {in->product, 2 * in->count, false, 0};
    vk_int_division into = {in->quotient, to};

    return vk_charge(vm, in->count / 4 + 4) &&
           vk_int_large_multiply(vm, in->product, a, in->count, b, in->count) &&
           vk_int_large_divide(vm, into, &product, in->modulus);
}

static bool residues_begin(viv_vm *vm, residues *in, const vk_int_view *base,
                           uint32_t entries) {
    uint64_t count = in->count;

    in->product = vk_int_scratch(vm, 2 * count);
    if (in->product == NULL)
        return false;
    in->quotient = vk_int_scratch(vm, count + 1);
    if (in->quotient == NULL)
        return false;
    in->result = vk_int_scratch(vm, count);
    if (in->result == NULL)
        return false;
    in->table = vk_int_scratch(vm, count * entries);
    if (in->table == NULL)
        return false;
    in->result[0] = in->table[0] = 1;
    memcpy(in->table + count, base->limbs, (size_t)base->count * 8);
    for (uint32_t i = 2; i < entries; i++)
        if (!residues_multiply(vm, in, in->table + i * count,
                               in->table + (i - 1) * count, in->table + count))
            return false;
    return true;
}

/* From the exponent's top: a window of bits is squared away, then multiplied.
 */
static bool residues_raise(viv_vm *vm, residues *in,
                           const vk_int_view *exponent, uint32_t window) {
    uint64_t bits = vk_int_view_bits(exponent);
    uint64_t at = (bits + window - 1) / window * window;
    uint32_t part;

    while (at > 0) {
        at -= window;
        for (uint32_t i = 0; i < window; i++)
            if (!residues_multiply(vm, in, in->result, in->result, in->result))
                return false;
        part = exponent->limbs[at / 64] >> at % 64 & ((1u << window) - 1);
        if (part != 0 &&
            !residues_multiply(vm, in, in->result, in->result,
                               in->table + (uint64_t)part * in->count))
            return false;
    }
    return true;
}

static viv_value power_modulo_long(viv_vm *vm, const vk_int_view *base,
                                   const vk_int_view *exponent,
                                   const vk_int_view *modulus) {
    uint32_t window = vk_int_view_bits(exponent) < 48 ? 1 : WINDOW;
    residues in = {.modulus = modulus, .count = modulus->count};
    vk_arena_mark mark = vk_arena_begin(vm);
    viv_value result = VIV_RAISE;

    if (residues_begin(vm, &in, base, 1u << window) &&
        residues_raise(vm, &in, exponent, window))
        result = vk_int_from_limbs(vm, in.result, in.count, false);
    vk_arena_end(vm, mark);
    return result;
}

/* 0 <= base < modulus, 1 < modulus, 0 <= exponent */
static viv_value power_modulo(viv_vm *vm, const vk_int_view *base,
                              const vk_int_view *exponent,
                              const vk_int_view *modulus) {
    uint64_t result;

    if (modulus->count > 1)
        return power_modulo_long(vm, base, exponent, modulus);
    if (!power_modulo_narrow(vm, (uint64_t)vk_int_view_wide(base), exponent,
                             modulus->limbs[0], &result))
        return VIV_RAISE;
    return vk_int_unsigned(vm, result);
}

static viv_value binary(viv_vm *vm, vk_operator op, viv_value a, viv_value b) {
    if (viv_is_raise(a) || viv_is_raise(b))
        return VIV_RAISE;
    return vk_int_binary(vm, op, a, b);
}

/* Euclid: every remainder is a multiple of [value] but for multiples of the
 * modulus; the factor of the remainder 1 is the inverse. Extended Euclid; PEP
 * for pow(a, -1, m): Python 3.8. */
static viv_value inverse(viv_vm *vm, viv_value value, viv_value modulus) {
    viv_value a = modulus, b = value;
    viv_value factor_a = viv_small_int(0), factor_b = viv_small_int(1);

    while (!viv_same(b, viv_small_int(0))) {
        viv_value quotient, rest, factor;

        if (!vk_charge(vm, 4))
            return VIV_RAISE;
        quotient = binary(vm, VK_OP_FLOORDIV, a, b);
        rest = binary(vm, VK_OP_SUB, a, binary(vm, VK_OP_MUL, quotient, b));
        factor = binary(vm, VK_OP_SUB, factor_a,
                        binary(vm, VK_OP_MUL, quotient, factor_b));
        VIV_TRY(rest);
        VIV_TRY(factor);
        a = b;
        b = rest;
        factor_a = factor_b;
        factor_b = factor;
    }
    if (!viv_same(a, viv_small_int(1)))
        return vk_raise(vm, VIV_ValueError,
                        "base is not invertible for the given modulus");
    return binary(vm, VK_OP_MOD, factor_a, modulus);
}

/* Base and exponent as they are worked with: 0 <= base < modulus, exponent >=
 * 0. */
static bool reduce(viv_vm *vm, viv_value *base, viv_value *exponent,
                   viv_value modulus) {
    *base = vk_int_binary(vm, VK_OP_MOD, *base, modulus);
    if (!viv_is_raise(*base) &&
        vk_int_order(vm, *exponent, viv_small_int(0)) < 0) {
        *base = inverse(vm, *base, modulus);
        *exponent = vk_int_unary(vm, VK_OP_NEG, *exponent);
    }
    return !viv_is_raise(*base) && !viv_is_raise(*exponent);
}

viv_value vk_int_power_modulo(viv_vm *vm, viv_value base, viv_value exponent,
                              viv_value modulus) {
    bool negative = vk_int_order(vm, modulus, viv_small_int(0)) < 0;
    vk_int_view views[3];
    viv_value magnitude = vk_int_unary(vm, VK_OP_ABS, modulus), result;

    VIV_TRY(magnitude);
    if (viv_same(magnitude, viv_small_int(0)))
        return vk_raise(vm, VIV_ValueError, "pow() 3rd argument cannot be 0");
    if (!reduce(vm, &base, &exponent, magnitude))
        return VIV_RAISE;
    if (viv_same(magnitude, viv_small_int(1)))
        return viv_small_int(0);
    VK_CHECK(vm, vk_int_view_of(vm, base, &views[0]));
    VK_CHECK(vm, vk_int_view_of(vm, exponent, &views[1]));
    VK_CHECK(vm, vk_int_view_of(vm, magnitude, &views[2]));
    result = power_modulo(vm, &views[0], &views[1], &views[2]);
    if (negative && !viv_is_raise(result) &&
        !viv_same(result, viv_small_int(0)))
        return vk_int_binary(vm, VK_OP_SUB, result, magnitude);
    return result;
}

/* Each round doubles the bits of the root that are right, within one. Newton's
 * iteration with growing precision: nearly all the work is in the last
 * round. */
static viv_value square_root_long(viv_vm *vm, viv_value number) {
    uint64_t half = (vk_int_bit_length(vm, number) - 1) / 2, done = 0;
    viv_value root = viv_small_int(1);

    for (uint32_t round = vk_int_limb_bits(half); round-- > 0;) {
        uint64_t want = half >> round;
        viv_value upper, part;
        int64_t away = (int64_t)(2 * half - done - want + 1);

        upper = binary(vm, VK_OP_LSHIFT, root,
                       viv_small_int((int64_t)(want - done) - 1));
        part = binary(vm, VK_OP_RSHIFT, number, viv_small_int(away));
        part = binary(vm, VK_OP_FLOORDIV, part, root);
        root = binary(vm, VK_OP_ADD, upper, part);
        VIV_TRY(root);
        done = want;
    }
    number = binary(vm, VK_OP_SUB, number, binary(vm, VK_OP_MUL, root, root));
    VIV_TRY(number);
    if (vk_int_order(vm, number, viv_small_int(0)) < 0)
        return vk_int_binary(vm, VK_OP_SUB, root, viv_small_int(1));
    return root;
}

viv_value vk_int_square_root(viv_vm *vm, viv_value number) {
    uint64_t root[VK_INT_BLOCK / 2], rest[VK_INT_BLOCK];
    vk_int_view view;

    VK_CHECK(vm, vk_int_view_of(vm, number, &view));
    if (view.count == 0)
        return viv_small_int(0);
    if (view.count > VK_INT_BLOCK)
        return square_root_long(vm, number);
    if (!vk_charge(vm, (uint64_t)view.count * view.count / 24 + 1))
        return VIV_RAISE;
    mpn_sqrtrem(root, rest, view.limbs, view.count);
    return vk_int_from_limbs(vm, root, (view.count + 1) / 2, false);
}
