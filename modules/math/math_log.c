/* math_log.c - logarithms, of ints of any length too. */
#include <math.h>

#include "math_parts.h"

enum { KEPT_BITS = 62 }; /* of an int that is no double: more never show */

typedef double (*logarithm)(double);

static viv_value raise_not_positive(viv_vm *vm) {
    return viv_raise(vm, VIV_ValueError, "expected a positive input");
}

/* The upper bits of an int, and the twos that were shifted out. */
static viv_value upper_bits(viv_vm *vm, viv_value number, int64_t *shift) {
    viv_value name = viv_name(vm, "bit_length"), bits;

    VIV_TRY(name);
    bits = viv_get_attribute(vm, number, name);
    VIV_TRY(bits);
    bits = viv_call(vm, bits, NULL, 0);
    VIV_TRY(bits);
    *shift = viv_to_int(vm, bits) - KEPT_BITS;
    if (viv_to_int(vm, bits) < 1024)
        *shift = 0;
    return viv_binary(vm, VIV_OP_RSHIFT, number, viv_int(vm, *shift));
}

/* log(m * 2**shift) = log(m) + shift * log(2) */
static viv_value log_of_int(viv_vm *vm, viv_value number, logarithm function) {
    int64_t shift = 0;
    double value;
    viv_value upper = number;

    if (viv_to_int(vm, number) <= 0)
        return raise_not_positive(vm);
    if (!viv_is_small_int(number))
        upper = upper_bits(vm, number, &shift);
    VIV_TRY(upper);
    if (!viv_real(vm, upper, &value))
        return VIV_RAISE;
    if (shift == 0)
        return viv_float(vm, function(value));
    value = frexp(value, &(int){0});
    return viv_float(vm, function(value) +
                             (double)(shift + KEPT_BITS) * function(2.0));
}

static viv_value log_of(viv_vm *vm, viv_value number, logarithm function) {
    double value;

    if (viv_is_int(vm, number))
        return log_of_int(vm, number, function);
    if (!viv_real(vm, number, &value))
        return VIV_RAISE;
    if (value <= 0)
        return viv_raise(vm, VIV_ValueError,
                         "expected a positive input, got %g", value);
    return viv_float(vm, function(value));
}

/* x, base */
viv_value math_log(viv_vm *vm, const viv_value *args) {
    viv_value above = log_of(vm, args[0], log), below;

    if (viv_is_raise(above) || viv_is_absent(args[1]))
        return above;
    below = log_of(vm, args[1], log);
    VIV_TRY(below);
    return viv_binary(vm, VIV_OP_TRUEDIV, above, below);
}

viv_value math_log2(viv_vm *vm, const viv_value *args) {
    return log_of(vm, args[0], log2);
}

viv_value math_log10(viv_vm *vm, const viv_value *args) {
    return log_of(vm, args[0], log10);
}
