/* math_parts.h - what the files of the `math` module share. */
#ifndef MATH_PARTS_H
#define MATH_PARTS_H

#include <vivarium.h>

/* OverflowError "math range error" */
viv_value math_raise_range(viv_vm *vm);
/* ValueError "math domain error" */
viv_value math_raise_domain(viv_vm *vm);
/* A whole double as an int of any length; raises for nan and infinities. */
viv_value math_whole(viv_vm *vm, double number);
/* The method of the value's class, as Python looks special methods up;
 * VIV_ABSENT where there is none. */
viv_value math_special(viv_vm *vm, viv_value value, const char *name);

/* math_gamma.c */
viv_value math_gamma(viv_vm *vm, const viv_value *args);
viv_value math_lgamma(viv_vm *vm, const viv_value *args);
/* math_integer.c */
viv_value math_gcd(viv_vm *vm, const viv_value *args);
viv_value math_lcm(viv_vm *vm, const viv_value *args);
viv_value math_isqrt(viv_vm *vm, const viv_value *args);
viv_value math_factorial(viv_vm *vm, const viv_value *args);
viv_value math_comb(viv_vm *vm, const viv_value *args);
viv_value math_perm(viv_vm *vm, const viv_value *args);
/* math_log.c */
viv_value math_log(viv_vm *vm, const viv_value *args);
viv_value math_log2(viv_vm *vm, const viv_value *args);
viv_value math_log10(viv_vm *vm, const viv_value *args);
/* math_sum.c */
viv_value math_fsum(viv_vm *vm, const viv_value *args);
viv_value math_prod(viv_vm *vm, const viv_value *args);
viv_value math_sumprod(viv_vm *vm, const viv_value *args);
viv_value math_hypot(viv_vm *vm, const viv_value *args);
viv_value math_dist(viv_vm *vm, const viv_value *args);
/* math_round.c */
viv_value math_floor(viv_vm *vm, const viv_value *args);
viv_value math_ceil(viv_vm *vm, const viv_value *args);
viv_value math_trunc(viv_vm *vm, const viv_value *args);
viv_value math_nextafter(viv_vm *vm, const viv_value *args);
viv_value math_ulp(viv_vm *vm, const viv_value *args);
viv_value math_frexp(viv_vm *vm, const viv_value *args);
viv_value math_ldexp(viv_vm *vm, const viv_value *args);
viv_value math_modf(viv_vm *vm, const viv_value *args);

#endif
