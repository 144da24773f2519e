/* int_arithmetic.c - sum, product and quotient of ints, and the operator table.
 *
 * Every operation first looks whether both operands have at most two limbs:
 * then it is done in 128 bits, without mpn and without scratch.
 *
 * Limbs of 64 bits, sign apart. GMP's mpn functions do the work on them: they
 * are fast and know nothing of Python, so lengths, memory and fuel are settled
 * before they are called; they never allocate.
 */
#include <gmp.h>

#include "memory/arena.h"
#include "object/error.h"
#include "memory/new.h"
#include "object/int_limbs.h"
#include "object/list.h"

/* Short numbers are free: the call alone costs more. */
static bool charge_linear(viv_vm *vm, uint64_t limbs) {
    return limbs < 32 || vk_charge(vm, limbs / 8);
}

/* |a| + |b| */
static viv_value add_magnitudes(viv_vm *vm, const vk_int_view *a,
                                const vk_int_view *b, bool negative) {
    vk_int_object *sum;

    if (vk_int_are_narrow(a, b)) {
        vk_wide x = vk_int_view_wide(a), total = x + vk_int_view_wide(b);

        if (total >= x)
            return vk_int_from_wide(vm, total, negative);
    }
    if (a->count < b->count) {
        const vk_int_view *other = a;

        a = b;
        b = other;
    }
    if (!charge_linear(vm, a->count))
        return VIV_RAISE;
    sum = vk_int_begin(vm, (uint64_t)a->count + 1);
    if (sum == NULL)
        return VIV_RAISE;
    if (b->count == 0)
        sum->limbs[a->count] = 0, mpn_copyi(sum->limbs, a->limbs, a->count);
    else
        sum->limbs[a->count] =
            mpn_add(sum->limbs, a->limbs, a->count, b->limbs, b->count);
    return vk_int_end(vm, sum, a->count + 1, negative);
}

/* |a| - |b|, turned where [negative] */
static viv_value subtract_magnitudes(viv_vm *vm, const vk_int_view *a,
                                     const vk_int_view *b, bool negative) {
    vk_int_object *difference;

    if (vk_int_view_order_magnitude(a, b) < 0) {
        const vk_int_view *other = a;

        a = b;
        b = other;
        negative = !negative;
    }
    if (a->count <= 2)
        return vk_int_from_wide(vm, vk_int_view_wide(a) - vk_int_view_wide(b),
                                negative);
    if (!charge_linear(vm, a->count))
        return VIV_RAISE;
    difference = vk_int_begin(vm, a->count);
    if (difference == NULL)
        return VIV_RAISE;
    if (b->count == 0)
        mpn_copyi(difference->limbs, a->limbs, a->count);
    else
        mpn_sub(difference->limbs, a->limbs, a->count, b->limbs, b->count);
    return vk_int_end(vm, difference, a->count, negative);
}

static viv_value int_add(viv_vm *vm, const vk_int_view *a,
                         const vk_int_view *b) {
    if (a->negative == b->negative)
        return add_magnitudes(vm, a, b, a->negative);
    return subtract_magnitudes(vm, a, b, a->negative);
}

static viv_value int_sub(viv_vm *vm, const vk_int_view *a,
                         const vk_int_view *b) {
    if (a->negative != b->negative)
        return add_magnitudes(vm, a, b, a->negative);
    return subtract_magnitudes(vm, a, b, a->negative);
}

static viv_value multiply_long(viv_vm *vm, const vk_int_view *a,
                               const vk_int_view *b, bool negative) {
    uint64_t count = (uint64_t)a->count + b->count;
    vk_int_object *product;

    if (!vk_int_admits(vm, vk_int_view_bits(a) + vk_int_view_bits(b) - 1))
        return VIV_RAISE;
    product = vk_int_begin(vm, count);
    if (product == NULL || !vk_int_large_multiply(vm, product->limbs, a->limbs,
                                                  a->count, b->limbs, b->count))
        return VIV_RAISE;
    return vk_int_end(vm, product, (uint32_t)count, negative);
}

/* The size of the result is asked against the limit of bits before anything is
 * allocated: `x *= x` in a loop must end as an exception, not as a machine that
 * swaps. */
viv_value vk_int_multiply(viv_vm *vm, const vk_int_view *a,
                          const vk_int_view *b) {
    bool negative = a->negative != b->negative;

    if (a->count <= 1 && b->count <= 1)
        return vk_int_from_wide(
            vm, (vk_wide)(uint64_t)vk_int_view_wide(a) * vk_int_view_wide(b),
            negative);
    if (a->count == 0 || b->count == 0)
        return viv_small_int(0);
    return multiply_long(vm, a, b, negative);
}

/* Quotient and remainder towards zero become those of the floor: one more, when
 * something remains and the signs differ. */
static bool divide_narrow(viv_vm *vm, const vk_int_view *a,
                          const vk_int_view *b, viv_value *quotient,
                          viv_value *remainder) {
    vk_wide x = vk_int_view_wide(a), y = vk_int_view_wide(b), whole, rest;
    bool turned = a->negative != b->negative;

    if ((a->count | b->count) <= 1) {
        whole = (uint64_t)x / (uint64_t)y;
        rest = (uint64_t)x % (uint64_t)y;
    } else {
        whole = x / y;
        rest = x - whole * y;
    }
    if (turned && rest != 0) {
        whole++;
        rest = y - rest;
    }
    if (quotient != NULL)
        *quotient = vk_int_from_wide(vm, whole, turned);
    if (remainder != NULL)
        *remainder = vk_int_from_wide(vm, rest, b->negative);
    return (quotient == NULL || !viv_is_raise(*quotient)) &&
           (remainder == NULL || !viv_is_raise(*remainder));
}

/* |a| < |b|: the quotient is 0 or -1. */
static bool divide_less(viv_vm *vm, const vk_int_view *a, const vk_int_view *b,
                        viv_value *quotient, viv_value *remainder) {
    bool turned = a->negative != b->negative && a->count != 0;

    if (quotient != NULL)
        *quotient = viv_small_int(turned ? -1 : 0);
    if (remainder == NULL)
        return true;
    *remainder = turned
                     ? subtract_magnitudes(vm, b, a, b->negative)
                     : vk_int_from_limbs(vm, a->limbs, a->count, a->negative);
    return !viv_is_raise(*remainder);
}

/* The results as limbs; the quotient has a limb more than it may need. */
static bool divide_limbs(viv_vm *vm, const vk_int_view *a, const vk_int_view *b,
                         vk_int_object *results[2]) {
    uint32_t count = a->count - b->count + 1;
    vk_int_division into;

    results[0] = vk_int_begin(vm, (uint64_t)count + 1);
    if (results[0] == NULL)
        return false;
    results[1] = vk_int_begin(vm, b->count);
    if (results[1] == NULL)
        return false;
    into.quotient = results[0]->limbs;
    into.remainder = results[1]->limbs;
    into.quotient[count] = 0;
    return vk_int_large_divide(vm, into, a, b);
}

static bool divide_long(viv_vm *vm, const vk_int_view *a, const vk_int_view *b,
                        viv_value *quotient, viv_value *remainder) {
    uint32_t count = a->count - b->count + 1;
    bool turned = a->negative != b->negative;
    vk_int_object *results[2];

    if (!divide_limbs(vm, a, b, results))
        return false;
    if (turned && !mpn_zero_p(results[1]->limbs, b->count)) {
        mpn_add_1(results[0]->limbs, results[0]->limbs, count + 1, 1);
        mpn_sub_n(results[1]->limbs, b->limbs, results[1]->limbs, b->count);
    }
    if (quotient != NULL)
        *quotient = vk_int_end(vm, results[0], count + 1, turned);
    if (quotient != NULL && viv_is_raise(*quotient))
        return false;
    if (remainder != NULL)
        *remainder = vk_int_end(vm, results[1], b->count, b->negative);
    return remainder == NULL || !viv_is_raise(*remainder);
}

/* A remainder of one limb, without the quotient. */
static viv_value modulo_limb(viv_vm *vm, const vk_int_view *a,
                             const vk_int_view *b) {
    uint64_t rest;

    if (!charge_linear(vm, (uint64_t)a->count * 4))
        return VIV_RAISE;
    rest = mpn_mod_1(a->limbs, a->count, b->limbs[0]);
    if (rest != 0 && a->negative != b->negative)
        rest = b->limbs[0] - rest;
    return vk_int_from_wide(vm, rest, b->negative);
}

/* Python rounds towards minus infinity (reference 6.7), machines towards
 * zero. */
bool vk_int_divide_floor(viv_vm *vm, const vk_int_view *a, const vk_int_view *b,
                         viv_value *quotient, viv_value *remainder) {
    if (b->count == 0) {
        vk_raise(vm, VIV_ZeroDivisionError, "division by zero");
        return false;
    }
    if (vk_int_are_narrow(a, b))
        return divide_narrow(vm, a, b, quotient, remainder);
    if (a->count < b->count)
        return divide_less(vm, a, b, quotient, remainder);
    return divide_long(vm, a, b, quotient, remainder);
}

static viv_value int_floordiv(viv_vm *vm, const vk_int_view *a,
                              const vk_int_view *b) {
    viv_value quotient;

    if (!vk_int_divide_floor(vm, a, b, &quotient, NULL))
        return VIV_RAISE;
    return quotient;
}

static viv_value int_mod(viv_vm *vm, const vk_int_view *a,
                         const vk_int_view *b) {
    viv_value remainder;

    if (b->count == 1 && a->count > 2)
        return modulo_limb(vm, a, b);
    if (!vk_int_divide_floor(vm, a, b, NULL, &remainder))
        return VIV_RAISE;
    return remainder;
}

static viv_value int_divmod(viv_vm *vm, const vk_int_view *a,
                            const vk_int_view *b) {
    viv_value results[2];

    if (!vk_int_divide_floor(vm, a, b, &results[0], &results[1]))
        return VIV_RAISE;
    return vk_tuple_from(vm, results, 2);
}

typedef viv_value (*operation)(viv_vm *vm, const vk_int_view *a,
                               const vk_int_view *b);

static const operation operations[VK_BINARY_COUNT] = {
    [VK_OP_ADD] = int_add,           [VK_OP_SUB] = int_sub,
    [VK_OP_MUL] = vk_int_multiply,   [VK_OP_TRUEDIV] = vk_int_true_divide,
    [VK_OP_FLOORDIV] = int_floordiv, [VK_OP_MOD] = int_mod,
    [VK_OP_DIVMOD] = int_divmod,     [VK_OP_POW] = vk_int_power,
    [VK_OP_LSHIFT] = vk_int_lshift,  [VK_OP_RSHIFT] = vk_int_rshift,
    [VK_OP_AND] = vk_int_and,        [VK_OP_XOR] = vk_int_xor,
    [VK_OP_OR] = vk_int_or,
};

/* The lowest limb of an exact int that is not negative. */
static inline bool read_low(viv_vm *vm, viv_value value, uint64_t *limb,
                            uint32_t *count) {
    const vk_int_object *object;

    if (viv_is_small_int(value)) {
        *limb = (uint64_t)viv_small_int_value(value);
        *count = 1;
        return (int64_t)*limb >= 0;
    }
    if (!viv_is_reference(value))
        return false;
    object = vk_object(vm, value);
    if (object->head.kind != VK_INT || object->head.extra != 0 ||
        object->head.flags & VK_SUBCLASS)
        return false;
    *count = object->count;
    *limb = object->limbs[0];
    return true;
}

static inline viv_value from_limb(viv_vm *vm, uint64_t limb) {
    vk_int_object *made;

    if (limb <= VIV_SMALL_INT_MAX)
        return viv_small_int((int64_t)limb);
    made = vk_take_object(vm, VK_INT, offsetof(vk_int_object, limbs) + 8);
    if (made == NULL)
        return VIV_RAISE;
    made->count = 1;
    made->limbs[0] = limb;
    return vk_reference(vm, made);
}

static inline viv_value from_limbs(viv_vm *vm, vk_wide number) {
    vk_int_object *made;

    if (number >> 64 == 0)
        return from_limb(vm, (uint64_t)number);
    made = vk_take_object(vm, VK_INT, offsetof(vk_int_object, limbs) + 16);
    if (made == NULL)
        return VIV_RAISE;
    made->count = 2;
    made->limbs[0] = (uint64_t)number;
    made->limbs[1] = (uint64_t)(number >> 64);
    return vk_reference(vm, made);
}

/* The evaluator's way for numbers just beyond small ints: hashes and counters
 * of 64 bits, without views. */
viv_value vk_int_binary_limbs(viv_vm *vm, vk_operator op, viv_value a,
                              viv_value b) {
    uint32_t an, bn;
    uint64_t x, y;

    if (!read_low(vm, a, &x, &an) || !read_low(vm, b, &y, &bn))
        return VIV_ABSENT;
    if (op == VK_OP_AND && (an == 1 || bn == 1))
        return from_limb(vm, x & y);
    if (an != 1 || bn != 1)
        return VIV_ABSENT;
    switch (op) {
    case VK_OP_ADD:
        return from_limbs(vm, (vk_wide)x + y);
    case VK_OP_MUL:
        return from_limbs(vm, (vk_wide)x * y);
    case VK_OP_OR:
        return from_limb(vm, x | y);
    case VK_OP_XOR:
        return from_limb(vm, x ^ y);
    case VK_OP_LSHIFT:
        return y < 64 ? from_limbs(vm, (vk_wide)x << y) : VIV_ABSENT;
    case VK_OP_RSHIFT:
        return from_limb(vm, y < 64 ? x >> y : 0);
    default:
        return VIV_ABSENT;
    }
}

viv_value vk_int_binary(viv_vm *vm, vk_operator op, viv_value a, viv_value b) {
    viv_value quick = vk_int_binary_limbs(vm, op, a, b);
    operation run = op < VK_BINARY_COUNT ? operations[op] : NULL;
    vk_int_view x, y;

    if (!viv_is_absent(quick))
        return quick;
    if (run == NULL || !vk_int_view_of(vm, a, &x) || !vk_int_view_of(vm, b, &y))
        return VIV_NOT_IMPLEMENTED;
    return run(vm, &x, &y);
}

static viv_value negate(viv_vm *vm, viv_value value, const vk_int_view *view) {
    if (view->count <= 2)
        return vk_int_from_wide(vm, vk_int_view_wide(view), !view->negative);
    (void)value;
    if (!charge_linear(vm, view->count))
        return VIV_RAISE;
    return vk_int_from_limbs(vm, view->limbs, view->count, !view->negative);
}

viv_value vk_int_unary(viv_vm *vm, vk_operator op, viv_value a) {
    vk_int_view view, one;

    if (!vk_int_view_of(vm, a, &view))
        return VIV_NOT_IMPLEMENTED;
    if (op == VK_OP_NEG || (op == VK_OP_ABS && view.negative))
        return negate(vm, a, &view);
    if (op == VK_OP_POS || op == VK_OP_ABS)
        return vk_int_exact(vm, a);
    /* ~a is -a - 1 */
    vk_int_view_of(vm, viv_small_int(1), &one);
    view.negative = !view.negative;
    return int_sub(vm, &view, &one);
}
