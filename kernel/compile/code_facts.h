/* code_facts.h - attributes of code objects beyond names. */
#ifndef VK_COMPILE_CODE_FACTS_H
#define VK_COMPILE_CODE_FACTS_H

#include "compile/code.h"

/* A code object of its own that does the same; NULL: raised. */
vk_code_object *vk_code_copy(viv_vm *vm, viv_value code);

/* Getters. */
viv_value vk_code_flags(viv_vm *vm, viv_value self);
viv_value vk_code_bytes(viv_vm *vm, viv_value self);
viv_value vk_code_constants(viv_vm *vm, viv_value self);
viv_value vk_code_names(viv_vm *vm, viv_value self);
viv_value vk_code_local_count(viv_vm *vm, viv_value self);
viv_value vk_code_stack_size(viv_vm *vm, viv_value self);

/* Methods. */
viv_value vk_code_lines(viv_vm *vm, const viv_value *args);
viv_value vk_code_positions(viv_vm *vm, const viv_value *args);
viv_value vk_code_replace(viv_vm *vm, const viv_value *args);

#endif
