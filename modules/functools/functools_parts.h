/* functools_parts.h - the parts of functools in C. */
#ifndef FUNCTOOLS_PARTS_H
#define FUNCTOOLS_PARTS_H

#include <vivarium.h>

extern const viv_function functools_partial_methods[5];
extern const viv_property functools_partial_properties[3];
extern const viv_function functools_lru_methods[6];
extern const viv_function functools_key_methods[8];

viv_value functools_lru_store(viv_vm *vm, const viv_value *args);
viv_value functools_cmp_to_key(viv_vm *vm, const viv_value *args);

#endif
