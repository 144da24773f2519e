/* str_methods.h - what the files of str share. */
#ifndef VK_OBJECT_STR_METHODS_H
#define VK_OBJECT_STR_METHODS_H

#include <vivarium/function.h>

#include "object/str.h"

extern const viv_function vk_str_methods[];

/* str_case.c */
viv_value vk_str_lower(viv_vm *vm, const viv_value *args);
viv_value vk_str_upper(viv_vm *vm, const viv_value *args);
viv_value vk_str_swapcase(viv_vm *vm, const viv_value *args);
viv_value vk_str_title(viv_vm *vm, const viv_value *args);
viv_value vk_str_capitalize(viv_vm *vm, const viv_value *args);
viv_value vk_str_casefold(viv_vm *vm, const viv_value *args);

/* str_classify.c */
viv_value vk_str_isalnum(viv_vm *vm, const viv_value *args);
viv_value vk_str_isalpha(viv_vm *vm, const viv_value *args);
viv_value vk_str_isascii(viv_vm *vm, const viv_value *args);
viv_value vk_str_isdecimal(viv_vm *vm, const viv_value *args);
viv_value vk_str_isdigit(viv_vm *vm, const viv_value *args);
viv_value vk_str_isidentifier(viv_vm *vm, const viv_value *args);
viv_value vk_str_islower(viv_vm *vm, const viv_value *args);
viv_value vk_str_isnumeric(viv_vm *vm, const viv_value *args);
viv_value vk_str_isprintable(viv_vm *vm, const viv_value *args);
viv_value vk_str_isspace(viv_vm *vm, const viv_value *args);
viv_value vk_str_istitle(viv_vm *vm, const viv_value *args);
viv_value vk_str_isupper(viv_vm *vm, const viv_value *args);

/* str_join.c, str_translate.c, str_format.c */
viv_value vk_str_join_method(viv_vm *vm, const viv_value *args);
viv_value vk_str_translate(viv_vm *vm, const viv_value *args);
viv_value vk_str_maketrans(viv_vm *vm, const viv_value *args);
viv_value vk_str_format(viv_vm *vm, const viv_value *args);
viv_value vk_str_format_map(viv_vm *vm, const viv_value *args);

#endif
