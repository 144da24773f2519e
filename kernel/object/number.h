/* number.h - int, float and complex: layouts, and what other files need of
 * them.
 *
 * An int of up to 61 bits is immediate (value.h) and must never be boxed;
 * larger ones are sign and magnitude, in 64-bit limbs for GMP's mpn functions,
 * with the highest limb not zero. A float is boxed only if it has no immediate
 * form.
 */
#ifndef VK_OBJECT_NUMBER_H
#define VK_OBJECT_NUMBER_H

#include "object/object.h"

/* An instance of a subclass of int (VK_SUBCLASS) has a fixed size, so that its
 * attributes can follow: its only limb is the exact int, as a value. */
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

enum {
    VK_INT_BITS_DEFAULT = 1 << 23, /* the longest int */
    VK_INT_DIGITS_DEFAULT = 4300,  /* the longest conversion from and to str */
};
/* What this sandbox allows of both. */
uint64_t vk_int_bits_limit(viv_vm *vm);
uint64_t vk_int_digits_limit(viv_vm *vm);

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
/* float, or int converted (OverflowError "int too large to convert to float"),
 * or
 * __float__ / __index__; false: raised, TypeError "must be real number, not T".
 */
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

/* The common case of mixing and hashing: exact ints of 64 bits without a sign,
 * and the masking of longer ones. VIV_ABSENT: it is another case. */
viv_value vk_int_binary_limbs(viv_vm *vm, vk_operator op, viv_value a,
                              viv_value b);
/* a op b for ints (of any size, bools too), a binary operator. */
viv_value vk_int_binary(viv_vm *vm, vk_operator op, viv_value a, viv_value b);
/* -a, +a, ~a, abs(a); the result is exact. */
viv_value vk_int_unary(viv_vm *vm, vk_operator op, viv_value a);
/* pow(base, exponent, modulus), all ints. */
viv_value vk_int_power_modulo(viv_vm *vm, viv_value base, viv_value exponent,
                              viv_value modulus);
/* Both are ints; the result is not negative. */
viv_value vk_int_gcd(viv_vm *vm, viv_value a, viv_value b);
/* [number] is an int, not negative. */
viv_value vk_int_square_root(viv_vm *vm, viv_value number);
bool vk_int_is_odd(viv_vm *vm, viv_value number);
/* Bits of the magnitude of an int. */
uint64_t vk_int_bit_length(viv_vm *vm, viv_value number);
/* [number] truncated; ValueError or OverflowError for nan and infinities. */
viv_value vk_int_from_double(viv_vm *vm, double number);
/* An int as fraction * 2**exponent, the fraction in 0.5..1 and rounded. */
double vk_int_fraction(viv_vm *vm, viv_value number, int64_t *exponent);
/* Sign of a - b, exact; [b] is not a nan. */
int vk_int_order_double(viv_vm *vm, viv_value a, double b);

/* Sign of a - b. */
int vk_int_order(viv_vm *vm, viv_value a, viv_value b);
/* Hash modulo 2^61 - 1, equal across int, float and Fraction; an int64_t. */
uint64_t vk_int_hash(viv_vm *vm, viv_value value);
uint64_t vk_float_hash(double number);
/* Python's floor modulo and division of floats. */
double vk_float_modulo(double a, double b);
double vk_float_floor_divide(double a, double b);
/* TypeError: a modulus where there are floats. */
viv_value vk_float_raise_modulus(viv_vm *vm);
/* a ** b: a float, or a complex for a fraction's power of a negative number. */
viv_value vk_float_power(viv_vm *vm, double a, double b);
viv_value vk_complex_power(viv_vm *vm, double a, double b);

/* The rows of the runtime's table, for the kinds that share operations. */
extern const vk_slots vk_int_slots, vk_bool_slots, vk_float_slots,
    vk_complex_slots;

#endif
