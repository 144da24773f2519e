/* bytes_methods.h - what the files of bytes and bytearray share. Functions
 * named vk_bytes_x are methods and slots of both types. */
#ifndef VK_OBJECT_BYTES_METHODS_H
#define VK_OBJECT_BYTES_METHODS_H

#include <vivarium/function.h>

#include "object/bytes.h"

extern const viv_function vk_bytes_methods[];
extern const viv_function vk_bytearray_methods[];

/* bytes_operators.c */
viv_value vk_bytes_compare(viv_vm *vm, vk_operator op, viv_value a,
                           viv_value b);
viv_value vk_bytes_binary(viv_vm *vm, vk_operator op, viv_value a, viv_value b);
viv_value vk_bytes_get_item(viv_vm *vm, viv_value self, viv_value key);
viv_value vk_bytes_contains(viv_vm *vm, viv_value self, viv_value item);
viv_value vk_bytes_iterate(viv_vm *vm, viv_value self);

/* bytes_new.c */
viv_value vk_bytes_construct(viv_vm *vm, const viv_value *args);
/* What bytes(source, encoding, errors) makes, as a bytes object. */
viv_value vk_bytes_of_source(viv_vm *vm, const viv_value *args, bool array);
viv_value vk_bytes_fromhex(viv_vm *vm, const viv_value *args);
viv_value vk_bytes_hex(viv_vm *vm, const viv_value *args);
viv_value vk_bytes_decode(viv_vm *vm, const viv_value *args);
viv_value vk_bytes_join(viv_vm *vm, const viv_value *args);
viv_value vk_bytes_translate(viv_vm *vm, const viv_value *args);
viv_value vk_bytes_maketrans(viv_vm *vm, const viv_value *args);

/* bytes_case.c */
viv_value vk_bytes_lower(viv_vm *vm, const viv_value *args);
viv_value vk_bytes_upper(viv_vm *vm, const viv_value *args);
viv_value vk_bytes_swapcase(viv_vm *vm, const viv_value *args);
viv_value vk_bytes_title(viv_vm *vm, const viv_value *args);
viv_value vk_bytes_capitalize(viv_vm *vm, const viv_value *args);
viv_value vk_bytes_isalnum(viv_vm *vm, const viv_value *args);
viv_value vk_bytes_isalpha(viv_vm *vm, const viv_value *args);
viv_value vk_bytes_isascii(viv_vm *vm, const viv_value *args);
viv_value vk_bytes_isdigit(viv_vm *vm, const viv_value *args);
viv_value vk_bytes_islower(viv_vm *vm, const viv_value *args);
viv_value vk_bytes_isspace(viv_vm *vm, const viv_value *args);
viv_value vk_bytes_istitle(viv_vm *vm, const viv_value *args);
viv_value vk_bytes_isupper(viv_vm *vm, const viv_value *args);

#endif
