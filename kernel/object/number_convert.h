/* number_convert.h - the special methods by which objects become numbers. */
#ifndef VK_OBJECT_NUMBER_CONVERT_H
#define VK_OBJECT_NUMBER_CONVERT_H

#include "object/number.h"

/* The result of [method] of the value's class, VIV_ABSENT where it has none. */
viv_value vk_number_special(viv_vm *vm, viv_value value, const char *method);
bool vk_number_has_special(viv_vm *vm, viv_value value, const char *method);

/* What int() makes of a number or an object with __int__ or __index__: an exact
 * int; VIV_ABSENT where it is neither. */
viv_value vk_number_to_int(viv_vm *vm, viv_value value);

/* float, int, __float__, __index__: 1; 0 where it is no real number; -1:
 * raised. */
int vk_number_to_double(viv_vm *vm, viv_value value, double *number);

/* An instance of a subclass of the number's class, or the number itself. */
viv_value vk_number_as(viv_vm *vm, viv_value type, viv_value number);

#endif
