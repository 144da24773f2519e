/* int_real.c - between int and double, rounded once and correctly. */
#include <math.h>

#include "object/error.h"
#include "object/int_limbs.h"

enum {
    DOUBLE_LIMBS = 17, /* the greatest double has 1024 bits */
    DOUBLE_DIGITS = 53,
    DOUBLE_LEAST = -1074, /* exponent of the smallest subnormal */
    QUOTIENT_BITS = 66,   /* more than a double and a bit to round by */
};

/* The highest 64 bits of more; the lowest of them also tells whether any bit
 * below is set, for it lies beyond the bit that decides the rounding. */
static uint64_t highest_bits(const vk_int_view *view) {
    uint32_t at = view->count - 1;
    uint32_t shift = 64 - vk_int_limb_bits(view->limbs[at]);
    uint64_t top = view->limbs[at] << shift, rest = view->limbs[at - 1];

    if (shift != 0)
        top |= rest >> (64 - shift);
    rest <<= shift;
    while (rest == 0 && --at > 0)
        rest = view->limbs[at - 1];
    return top | (rest != 0);
}

bool vk_int_view_double(const vk_int_view *view, double *number) {
    uint64_t bits = vk_int_view_bits(view);
    double magnitude;

    if (bits > 1024)
        return false;
    if (view->count <= 1)
        magnitude = view->count == 0 ? 0 : (double)view->limbs[0];
    else
        magnitude = ldexp((double)highest_bits(view), (int)bits - 64);
    *number = view->negative ? -magnitude : magnitude;
    return isfinite(magnitude);
}

double vk_int_fraction(viv_vm *vm, viv_value number, int64_t *exponent) {
    vk_int_view view;
    double fraction;
    int more;

    *exponent = 0;
    if (!vk_int_view_of(vm, number, &view) || view.count == 0)
        return 0;
    if (view.count == 1)
        fraction = frexp((double)view.limbs[0], &more);
    else
        fraction = frexp((double)highest_bits(&view), &more);
    *exponent = more;
    if (view.count > 1)
        *exponent += (int64_t)vk_int_view_bits(&view) - 64;
    return view.negative ? -fraction : fraction;
}

static uint32_t wide_bits(vk_wide number) {
    uint64_t high = (uint64_t)(number >> 64);

    return high != 0 ? 64 + vk_int_limb_bits(high)
                     : vk_int_limb_bits((uint64_t)number);
}

double vk_int_round_wide(vk_wide number, bool more, int64_t exponent) {
    int64_t bits = wide_bits(number), drop = bits - DOUBLE_DIGITS;
    vk_wide kept, half;

    if (drop < DOUBLE_LEAST - exponent)
        drop = DOUBLE_LEAST - exponent;
    if (drop <= 0)
        return ldexp((double)number, (int)exponent);
    if (drop > bits)
        return 0;
    kept = drop == 128 ? 0 : number >> drop;
    number -= drop == 128 ? 0 : kept << drop;
    half = (vk_wide)1 << (drop - 1);
    if (number > half || (number == half && (more || (kept & 1) != 0)))
        kept++;
    return ldexp((double)kept, (int)(exponent + drop));
}

/* a * 2**shift // b, at most 67 bits, and whether something remains. */
static bool scaled_quotient(viv_vm *vm, const vk_int_view *a,
                            const vk_int_view *b, int64_t shift,
                            vk_int_view *quotient, bool *more) {
    vk_int_view scaled = {a->limbs, a->count, false, 0};
    vk_int_view by = {b->limbs, b->count, false, 0};
    viv_value moved, results[2];

    moved = shift >= 0 ? vk_int_shift_left(vm, &scaled, (uint64_t)shift)
                       : vk_int_shift_left(vm, &by, (uint64_t)-shift);
    if (viv_is_raise(moved))
        return false;
    vk_int_view_of(vm, moved, shift >= 0 ? &scaled : &by);
    if (!vk_int_divide_floor(vm, &scaled, &by, &results[0], &results[1]))
        return false;
    vk_int_view_of(vm, results[0], quotient);
    *more = !viv_same(results[1], viv_small_int(0));
    VK_CHECK(vm, quotient->count <= 2);
    return true;
}

static viv_value divide_exactly(viv_vm *vm, const vk_int_view *a,
                                const vk_int_view *b) {
    int64_t difference =
        (int64_t)vk_int_view_bits(a) - (int64_t)vk_int_view_bits(b);
    bool negative = a->negative != b->negative, more;
    vk_int_view quotient;
    double result = 0;

    if (difference > 1025)
        result = HUGE_VAL;
    else if (difference > DOUBLE_LEAST - 2) {
        int64_t shift = QUOTIENT_BITS - difference;

        if (!scaled_quotient(vm, a, b, shift, &quotient, &more))
            return VIV_RAISE;
        result = vk_int_round_wide(vk_int_view_wide(&quotient), more, -shift);
    }
    if (isinf(result))
        return vk_raise(vm, VIV_OverflowError,
                        "integer division result too large for a float");
    return vk_float(vm, negative ? -result : result);
}

static bool is_exact_double(const vk_int_view *view) {
    return view->count == 0 || (view->count == 1 && view->limbs[0] >> 53 == 0);
}

viv_value vk_int_true_divide(viv_vm *vm, const vk_int_view *a,
                             const vk_int_view *b) {
    if (b->count == 0)
        return vk_raise(vm, VIV_ZeroDivisionError, "division by zero");
    if (is_exact_double(a) && is_exact_double(b)) {
        double x = (double)(uint64_t)vk_int_view_wide(a);
        double y = (double)b->limbs[0];

        if (a->count == 0)
            return vk_float(vm, b->negative ? -0.0 : 0.0);
        return vk_float(vm, (a->negative != b->negative ? -x : x) / y);
    }
    if (a->count == 0)
        return vk_float(vm, b->negative ? -0.0 : 0.0);
    return divide_exactly(vm, a, b);
}

/* The limbs of a whole, finite double's magnitude; returns their number. */
static uint32_t double_limbs(double magnitude, uint64_t limbs[DOUBLE_LIMBS]) {
    int exponent, shift;
    uint64_t digits;
    uint32_t at;

    memset(limbs, 0, DOUBLE_LIMBS * 8);
    digits = (uint64_t)ldexp(frexp(magnitude, &exponent), DOUBLE_DIGITS);
    shift = exponent - DOUBLE_DIGITS;
    if (shift <= 0) {
        limbs[0] = shift <= -64 ? 0 : digits >> -shift;
        return limbs[0] != 0;
    }
    at = (uint32_t)shift / 64;
    limbs[at] = digits << shift % 64;
    if (shift % 64 > 11)
        limbs[at + 1] = digits >> (64 - shift % 64);
    return at + (limbs[at + 1] != 0) + 1;
}

viv_value vk_int_from_double(viv_vm *vm, double number) {
    uint64_t limbs[DOUBLE_LIMBS];
    uint32_t count;

    if (number > -0x1p60 && number < 0x1p60)
        return viv_small_int((int64_t)number);
    if (isnan(number))
        return vk_raise(vm, VIV_ValueError,
                        "cannot convert float NaN to integer");
    if (isinf(number))
        return vk_raise(vm, VIV_OverflowError,
                        "cannot convert float infinity to integer");
    count = double_limbs(fabs(number), limbs);
    return vk_int_from_limbs(vm, limbs, count, number < 0);
}

/* Sign of |a| - b, b > 0. */
static int order_magnitude(const vk_int_view *a, double b) {
    uint64_t limbs[DOUBLE_LIMBS];
    double whole = floor(b);
    vk_int_view view = {limbs, 0, false, 0};
    int order;

    if (isinf(b) || a->count >= DOUBLE_LIMBS)
        return isinf(b) ? -1 : 1;
    view.count = double_limbs(whole, limbs);
    order = vk_int_view_order_magnitude(a, &view);
    return order == 0 && whole < b ? -1 : order;
}

int vk_int_order_double(viv_vm *vm, viv_value a, double b) {
    vk_int_view view;

    if (viv_is_small_int(a)) {
        int64_t number = viv_small_int_value(a);

        if (number > -(INT64_C(1) << 53) && number < INT64_C(1) << 53)
            return ((double)number > b) - ((double)number < b);
    }
    VK_CHECK(vm, vk_int_view_of(vm, a, &view));
    if (view.count == 0)
        return (b < 0) - (b > 0);
    if (b == 0 || view.negative != (b < 0))
        return view.negative ? -1 : 1;
    return view.negative ? -order_magnitude(&view, -b)
                         : order_magnitude(&view, b);
}
