/* int_radix.h - limbs to digits and back, for int_text.c. */
#ifndef VK_OBJECT_INT_RADIX_H
#define VK_OBJECT_INT_RADIX_H

#include "object/int_limbs.h"

/* At least as many digits as a number of [bits] bits has; no more than one too
 * many, and a little for the error of doubles. */
uint64_t vk_int_radix_digits(uint64_t bits, int base);
/* At least as many limbs as [digits] digits need. */
uint64_t vk_int_radix_limbs(uint64_t digits, int base);

/* The value of an ASCII digit, 0..35; 99 for anything else. */
uint32_t vk_int_radix_value(uint32_t character);

/* Writes [width] digits in lower case, zeros in front. False: raised. */
bool vk_int_radix_print(viv_vm *vm, char *out, uint64_t width, int base,
                        const vk_int_view *view);
/* Reads digit values 0..base-1 into [limbs]; returns how many were used, at
 * most vk_int_radix_limbs(); -1: raised. */
int64_t vk_int_radix_parse(viv_vm *vm, uint64_t *limbs, const uint8_t *digits,
                           uint64_t count, int base);

#endif
