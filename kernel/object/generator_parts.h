/* generator_parts.h - what generators, coroutines and async generators
 * share. */
#ifndef VK_OBJECT_GENERATOR_PARTS_H
#define VK_OBJECT_GENERATOR_PARTS_H

#include "object/function.h"

void vk_generator_trace(vk_marker *marker, void *object);
viv_value vk_generator_repr(viv_vm *vm, viv_value self);

/* Methods: steps. */
viv_value vk_generator_next(viv_vm *vm, const viv_value *args);
viv_value vk_generator_send(viv_vm *vm, const viv_value *args);
viv_value vk_generator_throw_method(viv_vm *vm, const viv_value *args);
viv_value vk_generator_close(viv_vm *vm, const viv_value *args);
viv_value vk_generator_alias(viv_vm *vm, const viv_value *args);
viv_value vk_coroutine_await(viv_vm *vm, const viv_value *args);

/* Attributes. */
viv_value vk_generator_get_name(viv_vm *vm, viv_value self);
viv_value vk_generator_set_name(viv_vm *vm, viv_value self, viv_value value);
viv_value vk_generator_get_qualified_name(viv_vm *vm, viv_value self);
viv_value vk_generator_set_qualified_name(viv_vm *vm, viv_value self,
                                          viv_value value);

#endif
