/* host.h - what a program and its host exchange: text, arguments. */
#ifndef VIVARIUM_HOST_H
#define VIVARIUM_HOST_H

#include <vivarium/value.h>
#include <vivarium/version.h>

/* Prints a str on standard output, or standard error; it counts towards the
 * output limit. False: the limit was reached, return VIV_RAISE. */
VIV_API bool viv_print(viv_vm *vm, viv_value str);
VIV_API bool viv_print_error(viv_vm *vm, viv_value str);
/* A name of the `sys` module as this program changed it; absent if it did not.
 * Deleted: RuntimeError. */
VIV_API viv_value viv_changed_sys(viv_vm *vm, const char *name);
/* Hands on what is buffered. */
VIV_API void viv_flush(viv_vm *vm);

/* sys.argv: a new list of str. */
VIV_API viv_value viv_arguments(viv_vm *vm);

/* sys.get_int_max_str_digits(); 0: no limit. The program may choose it: the
 * work is charged in any case. */
VIV_API uint32_t viv_int_digits(viv_vm *vm);
VIV_API void viv_set_int_digits(viv_vm *vm, uint32_t digits);

#endif
