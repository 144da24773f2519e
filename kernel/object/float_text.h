/* float_text.h - floats as decimal digits, for repr, format and rounding. */
#ifndef VK_OBJECT_FLOAT_TEXT_H
#define VK_OBJECT_FLOAT_TEXT_H

#include "object/number.h"

enum {
    VK_FLOAT_DIGITS = 17,      /* that tell any double from another */
    VK_FLOAT_DIGITS_MAX = 1100 /* that any double can have, and more */
};

/* A finite number's magnitude: 0.d1d2d3... * 10**point. */
typedef struct vk_float_decimal {
    uint32_t count; /* at least 1 */
    int32_t point;
    char digits[VK_FLOAT_DIGITS_MAX]; /* '0'..'9' */
} vk_float_decimal;

/* The fewest digits that read back as the same number. */
void vk_float_shortest(double number, vk_float_decimal *decimal);
/* Correctly rounded to [count] digits, at least 1, or to [places] >= 0 behind
 * the point, which may leave a single 0. Zeros at the end may be left out. */
void vk_float_significant(double number, int32_t count,
                          vk_float_decimal *decimal);
void vk_float_fixed(double number, int32_t places, vk_float_decimal *decimal);
/* The number that these digits stand for, correctly rounded; may be infinite.
 */
double vk_float_from_decimal(const vk_float_decimal *decimal);

/* Reads a number at [at], with its sign, inf and nan too, underscores between
 * digits; returns where it ends, NULL where there is none. */
const char *vk_float_scan(const char *at, const char *end, double *number);

/* Rounds to a multiple of 10**-places. */
double vk_float_round(double number, int64_t places);

/* float_hex.c */
viv_value vk_float_to_hex(viv_vm *vm, double number);
viv_value vk_float_from_hex(viv_vm *vm, viv_value text);

#endif
