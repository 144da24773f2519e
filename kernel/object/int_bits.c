/* int_bits.c - ints as endless two's complement: `&`, `|`, `^` and shifts. */
#include <gmp.h>

#include "object/error.h"
#include "object/int_limbs.h"

static bool charge_linear(viv_vm *vm, uint64_t limbs) {
    return limbs < 32 || vk_charge(vm, limbs / 8);
}

/* Two's complement, one limb at a time: a negative operand is inverted with a
 * carry on the way in, and a negative result on the way out. */
typedef struct complement {
    uint64_t mask, carry;
} complement;

static inline uint64_t complement_next(complement *state, uint64_t limb) {
    uint64_t sum = (limb ^ state->mask) + state->carry;

    state->carry = state->carry && sum == 0;
    return sum;
}

static inline complement complement_of(bool negative) {
    return (complement){negative ? UINT64_MAX : 0, negative};
}

static inline uint64_t combine(vk_operator op, uint64_t a, uint64_t b) {
    return op == VK_OP_AND ? a & b : op == VK_OP_OR ? a | b : a ^ b;
}

/* Limbs that the result can have at most. */
static uint32_t combined_count(vk_operator op, const vk_int_view *a,
                               const vk_int_view *b) {
    uint32_t most = a->count > b->count ? a->count : b->count;

    if (op != VK_OP_AND || (a->negative && b->negative))
        return most + 1;
    if (a->negative)
        return b->count;
    if (b->negative)
        return a->count;
    return a->count < b->count ? a->count : b->count;
}

static inline void combine_limbs(vk_operator op, vk_int_object *result,
                                 const vk_int_view *a, const vk_int_view *b) {
    complement x = complement_of(a->negative), y = complement_of(b->negative);
    complement out = complement_of(combine(op, a->negative, b->negative) & 1);
    uint32_t count = result->count;

    for (uint32_t i = 0; i < count; i++) {
        uint64_t m = complement_next(&x, i < a->count ? a->limbs[i] : 0);
        uint64_t n = complement_next(&y, i < b->count ? b->limbs[i] : 0);

        result->limbs[i] = complement_next(&out, combine(op, m, n));
    }
}

static inline viv_value combine_long(viv_vm *vm, vk_operator op,
                                     const vk_int_view *a,
                                     const vk_int_view *b) {
    uint32_t count = combined_count(op, a, b);
    vk_int_object *result;

    if (count == 0)
        return viv_small_int(0);
    if (!charge_linear(vm, count))
        return VIV_RAISE;
    result = vk_int_begin(vm, count);
    if (result == NULL)
        return VIV_RAISE;
    combine_limbs(op, result, a, b);
    return vk_int_end(vm, result, count,
                      combine(op, a->negative, b->negative) & 1);
}

static inline vk_wide signed_wide(const vk_int_view *view) {
    vk_wide magnitude = vk_int_view_wide(view);

    return view->negative ? 0 - magnitude : magnitude;
}

/* 127 bits and a sign. */
static inline bool is_signed_wide(const vk_int_view *view) {
    return view->count <= 1 || (view->count == 2 && view->limbs[1] >> 63 == 0);
}

static inline viv_value combine_any(viv_vm *vm, vk_operator op,
                                    const vk_int_view *a,
                                    const vk_int_view *b) {
    vk_wide x, y, result;
    bool negative;

    if (!is_signed_wide(a) || !is_signed_wide(b))
        return combine_long(vm, op, a, b);
    x = signed_wide(a);
    y = signed_wide(b);
    result = op == VK_OP_AND ? x & y : op == VK_OP_OR ? x | y : x ^ y;
    negative = result >> 127;
    return vk_int_from_wide(vm, negative ? 0 - result : result, negative);
}

viv_value vk_int_and(viv_vm *vm, const vk_int_view *a, const vk_int_view *b) {
    return combine_any(vm, VK_OP_AND, a, b);
}

viv_value vk_int_or(viv_vm *vm, const vk_int_view *a, const vk_int_view *b) {
    return combine_any(vm, VK_OP_OR, a, b);
}

viv_value vk_int_xor(viv_vm *vm, const vk_int_view *a, const vk_int_view *b) {
    return combine_any(vm, VK_OP_XOR, a, b);
}

static viv_value shift_left_long(viv_vm *vm, const vk_int_view *a,
                                 uint64_t count) {
    uint64_t limbs = count / 64, bits = count % 64;
    vk_int_object *result;

    if (!vk_int_admits(vm, vk_int_view_bits(a) + count) ||
        !charge_linear(vm, a->count + limbs))
        return VIV_RAISE;
    result = vk_int_begin(vm, a->count + limbs + 1);
    if (result == NULL)
        return VIV_RAISE;
    memset(result->limbs, 0, limbs * 8);
    result->limbs[a->count + limbs] = 0;
    if (bits == 0)
        memcpy(result->limbs + limbs, a->limbs, (size_t)a->count * 8);
    else
        result->limbs[a->count + limbs] = mpn_lshift(
            result->limbs + limbs, a->limbs, a->count, (unsigned)bits);
    return vk_int_end(vm, result, (uint32_t)(a->count + limbs + 1),
                      a->negative);
}

viv_value vk_int_shift_left(viv_vm *vm, const vk_int_view *a, uint64_t count) {
    if (a->count == 0)
        return viv_small_int(0);
    if (a->count <= 2 && count < 128 && vk_int_view_bits(a) + count <= 128)
        return vk_int_from_wide(vm, vk_int_view_wide(a) << count, a->negative);
    if (count > UINT64_MAX / 2)
        count = UINT64_MAX / 2;
    return shift_left_long(vm, a, count);
}

/* Bits that fall off a negative number make its floor one less. */
static bool drops_bits(const vk_int_view *a, uint64_t count) {
    uint64_t limbs = count / 64;

    for (uint64_t i = 0; i < limbs; i++)
        if (a->limbs[i] != 0)
            return true;
    return a->limbs[limbs] << 1 << (63 - count % 64) != 0;
}

static viv_value shift_right_long(viv_vm *vm, const vk_int_view *a,
                                  uint64_t count) {
    uint64_t limbs = count / 64, bits = count % 64, left = a->count - limbs;
    vk_int_object *result;

    if (!charge_linear(vm, a->count))
        return VIV_RAISE;
    result = vk_int_begin(vm, left + 1);
    if (result == NULL)
        return VIV_RAISE;
    result->limbs[left] = 0;
    if (bits == 0)
        memcpy(result->limbs, a->limbs + limbs, left * 8);
    else
        mpn_rshift(result->limbs, a->limbs + limbs, (mp_size_t)left,
                   (unsigned)bits);
    if (a->negative && drops_bits(a, count))
        mpn_add_1(result->limbs, result->limbs, (mp_size_t)left + 1, 1);
    return vk_int_end(vm, result, (uint32_t)left + 1, a->negative);
}

viv_value vk_int_shift_right(viv_vm *vm, const vk_int_view *a, uint64_t count) {
    if (count / 64 >= a->count)
        return viv_small_int(a->negative ? -1 : 0);
    if (a->count <= 2) {
        vk_wide number = vk_int_view_wide(a), result = number >> count;

        if (a->negative && result << count != number)
            result++;
        return vk_int_from_wide(vm, result, a->negative);
    }
    return shift_right_long(vm, a, count);
}

/* A shift count; what needs more than 64 bits is as good as 2**64 - 1. */
static bool shift_count(viv_vm *vm, const vk_int_view *b, uint64_t *count) {
    if (b->negative) {
        vk_raise(vm, VIV_ValueError, "negative shift count");
        return false;
    }
    *count = b->count == 0 ? 0 : b->count == 1 ? b->limbs[0] : UINT64_MAX;
    return true;
}

viv_value vk_int_lshift(viv_vm *vm, const vk_int_view *a,
                        const vk_int_view *b) {
    uint64_t count;

    if (!shift_count(vm, b, &count))
        return VIV_RAISE;
    return vk_int_shift_left(vm, a, count);
}

viv_value vk_int_rshift(viv_vm *vm, const vk_int_view *a,
                        const vk_int_view *b) {
    uint64_t count;

    if (!shift_count(vm, b, &count))
        return VIV_RAISE;
    return vk_int_shift_right(vm, a, count);
}
