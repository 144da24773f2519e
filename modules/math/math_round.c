/* math_round.c - whole parts, and doubles as they are stored. */
#include <limits.h>
#include <math.h>

#include "math_parts.h"

viv_value math_special(viv_vm *vm, viv_value value, const char *name) {
    viv_value key = viv_name(vm, name);

    return viv_is_raise(key)
               ? key
               : viv_find_attribute(vm, viv_type_of(vm, value), key);
}

viv_value math_whole(viv_vm *vm, double number) {
    viv_value value, method;

    if (number > -0x1p62 && number < 0x1p62)
        return viv_int(vm, (int64_t)number);
    value = viv_float(vm, number);
    VIV_TRY(value);
    method = math_special(vm, value, "__int__");
    VIV_TRY(method);
    return viv_tail_call(vm, method, &value, 1);
}

/* What the class says itself, or the number rounded. */
static viv_value rounded(viv_vm *vm, viv_value value, const char *name,
                         double (*function)(double)) {
    viv_value method;
    double number;

    if (viv_is_small_int(value))
        return value;
    if (viv_is_immediate_float(value))
        return math_whole(vm, function(viv_immediate_float_value(value)));
    method = math_special(vm, value, name);
    VIV_TRY(method);
    if (!viv_is_absent(method))
        return viv_tail_call(vm, method, &value, 1);
    if (!viv_real(vm, value, &number))
        return VIV_RAISE;
    return math_whole(vm, function(number));
}

viv_value math_floor(viv_vm *vm, const viv_value *args) {
    return rounded(vm, args[0], "__floor__", floor);
}

viv_value math_ceil(viv_vm *vm, const viv_value *args) {
    return rounded(vm, args[0], "__ceil__", ceil);
}

viv_value math_trunc(viv_vm *vm, const viv_value *args) {
    viv_value method;

    if (viv_is_immediate_float(args[0]))
        return math_whole(vm, trunc(viv_immediate_float_value(args[0])));
    method = math_special(vm, args[0], "__trunc__");
    if (viv_is_absent(method))
        return viv_raise(vm, VIV_TypeError,
                         "type %T doesn't define __trunc__ method", args[0]);
    VIV_TRY(method);
    return viv_tail_call(vm, method, args, 1);
}

/* Doubles of one sign are ordered as their bits are. */
static uint64_t bits_of(double number) {
    uint64_t bits;

    memcpy(&bits, &number, sizeof bits);
    return bits;
}

static double number_of(uint64_t bits) {
    double number;

    memcpy(&number, &bits, sizeof number);
    return number;
}

static double step(double from, double to, uint64_t steps) {
    uint64_t sign = UINT64_C(1) << 63, a = bits_of(from), b = bits_of(to);
    uint64_t below = a & ~sign, beyond = b & ~sign;

    if (steps == 0 || from == to)
        return steps == 0 ? from : to;
    if (((a ^ b) & sign) == 0) {
        uint64_t apart = below > beyond ? below - beyond : beyond - below;

        if (steps >= apart)
            return to;
        return number_of(below > beyond ? a - steps : a + steps);
    }
    /* Through zero, which counts once. */
    if (steps >= below && steps - below >= beyond)
        return to;
    if (steps < below)
        return number_of(a - steps);
    return number_of((b & sign) | (steps - below));
}

/* x: float, y: float, steps */
viv_value math_nextafter(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]), y = viv_to_float(vm, args[1]);
    viv_value steps;
    int64_t count;

    if (viv_is_none(args[2]))
        return viv_float(vm, nextafter(x, y));
    steps = viv_index(vm, args[2]);
    VIV_TRY(steps);
    count = viv_to_int(vm, steps);
    if (count < 0)
        return viv_raise(vm, VIV_ValueError,
                         "steps must be a non-negative integer");
    if (isnan(x) || isnan(y))
        return viv_float(vm, count == 0 || isnan(x) ? x : y);
    return viv_float(
        vm, step(x, y, count == INT64_MAX ? UINT64_MAX : (uint64_t)count));
}

viv_value math_ulp(viv_vm *vm, const viv_value *args) {
    double x = fabs(viv_to_float(vm, args[0])), next;

    if (!isfinite(x))
        return viv_float(vm, x);
    next = nextafter(x, HUGE_VAL);
    return viv_float(vm, isinf(next) ? x - nextafter(x, 0) : next - x);
}

static viv_value pair(viv_vm *vm, viv_value a, viv_value b) {
    viv_value items[2] = {a, b};

    VIV_TRY(a);
    VIV_TRY(b);
    return viv_tuple(vm, items, 2);
}

viv_value math_frexp(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]);
    int exponent = 0;

    if (isfinite(x))
        x = frexp(x, &exponent);
    return pair(vm, viv_float(vm, x), viv_small_int(exponent));
}

/* x: float, i */
viv_value math_ldexp(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]), result;
    int64_t exponent;

    if (!viv_is_int(vm, args[1]))
        return viv_raise(vm, VIV_TypeError,
                         "Expected an int as second argument to ldexp.");
    exponent = viv_to_int(vm, args[1]);
    if (exponent > INT_MAX)
        exponent = INT_MAX;
    if (exponent < INT_MIN)
        exponent = INT_MIN;
    result = ldexp(x, (int)exponent);
    if (isinf(result) && !isinf(x))
        return math_raise_range(vm);
    return viv_float(vm, result);
}

viv_value math_modf(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]), whole, part = modf(x, &whole);

    return pair(vm, viv_float(vm, part), viv_float(vm, whole));
}
