/* complex_arithmetic.h - complex numbers as Python computes with them. */
#ifndef VK_OBJECT_COMPLEX_ARITHMETIC_H
#define VK_OBJECT_COMPLEX_ARITHMETIC_H

#include <stdbool.h>

typedef struct vk_complex_number {
    double real, imag;
} vk_complex_number;

typedef enum vk_complex_result {
    VK_COMPLEX_DONE,
    VK_COMPLEX_ZERO,     /* division by zero, or its negative power */
    VK_COMPLEX_OVERFLOW, /* too large */
} vk_complex_result;

vk_complex_number vk_complex_multiply(vk_complex_number a, vk_complex_number b);
vk_complex_result vk_complex_divide(vk_complex_number a, vk_complex_number b,
                                    vk_complex_number *quotient);
/* The same of a real number, whose missing part is no zero. */
vk_complex_result vk_complex_divide_real(double a, vk_complex_number b,
                                         vk_complex_number *quotient);
vk_complex_result vk_complex_raise(vk_complex_number a, vk_complex_number b,
                                   vk_complex_number *power);

#endif
