/* number.h - int, float and complex: layouts, and what other files need of them.
 *
 * An int of up to 61 bits is immediate (value.h) and must never be boxed; larger
 * ones are sign and magnitude, in 64-bit limbs for GMP's mpn functions, with the
 * highest limb not zero. A float is boxed only if it has no immediate form.
 */
#ifndef VK_OBJECT_NUMBER_H
#define VK_OBJECT_NUMBER_H

#include "object/object.h"

typedef struct vk_int {
    vk_header head; /* head.extra: 1 when negative */
    uint32_t count; /* limbs, at least 1 */
    uint32_t spare;
    uint64_t limbs[];
} vk_int_object;

typedef struct vk_float {
    vk_header head;
    double number;
} vk_float_object;

typedef struct vk_complex {
    vk_header head;
    double real, imag;
} vk_complex_object;

/* Any int64_t / uint64_t as a Python int. */
viv_value vk_int(viv_vm *vm, int64_t number);
viv_value vk_int_unsigned(viv_vm *vm, uint64_t number);
viv_value vk_float(viv_vm *vm, double number);
viv_value vk_complex_new(viv_vm *vm, double real, double imag);

/* Of the type int or a subclass (bool too). */
bool vk_is_int(viv_vm *vm, viv_value value);
bool vk_is_float(viv_vm *vm, viv_value value);
/* [value] is an int: fits int64_t? */
bool vk_int_value(viv_vm *vm, viv_value value, int64_t *number);
/* Clipped to the ends of int64_t. */
int64_t vk_int_clipped(viv_vm *vm, viv_value value);
/* The exact int behind an int, a bool or an instance of a subclass. */
viv_value vk_int_exact(viv_vm *vm, viv_value value);
/* [value] is a float. */
double vk_float_value(viv_vm *vm, viv_value value);
/* float, or int converted (OverflowError "int too large to convert to float"), or
 * __float__ / __index__; false: raised, TypeError "must be real number, not T". */
bool vk_to_double(viv_vm *vm, viv_value value, double *number);

/* Digits of [base] 2..36, no sign, no underscores. */
viv_value vk_int_from_digits(viv_vm *vm, const char *digits, uint32_t length,
                             int base);
/* int(text, base), float(text) as Python reads them; raise ValueError. */
viv_value vk_int_from_str(viv_vm *vm, viv_value text, int base);
viv_value vk_float_from_str(viv_vm *vm, viv_value text);
/* str(int) in a base 2..36 (lower case, no prefix). */
viv_value vk_int_to_str(viv_vm *vm, viv_value number, int base);
/* repr(float) into a buffer of at least 32 bytes; returns its length. */
uint32_t vk_float_repr(double number, char *buffer);

/* a op b for ints (of any size, bools too), a binary operator. */
viv_value vk_int_binary(viv_vm *vm, vk_operator op, viv_value a, viv_value b);
/* Sign of a - b. */
int vk_int_order(viv_vm *vm, viv_value a, viv_value b);
/* Hash modulo 2^61 - 1, equal across int, float and Fraction. */
uint64_t vk_int_hash(viv_vm *vm, viv_value value);
uint64_t vk_float_hash(double number);
/* Python's floor modulo and division of floats. */
double vk_float_modulo(double a, double b);
double vk_float_floor_divide(double a, double b);

#endif
