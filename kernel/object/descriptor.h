/* descriptor.h - class attributes that decide themselves what they are. */
#ifndef VK_OBJECT_DESCRIPTOR_H
#define VK_OBJECT_DESCRIPTOR_H

#include "object/function.h"

/* Stores through a data descriptor (absent: deletes). A step. */
viv_value vk_set_through(viv_vm *vm, viv_value descriptor, viv_value object,
                         viv_value name, viv_value value);
viv_value vk_member_new(viv_vm *vm, viv_value owner, viv_value name,
                        uint32_t slot);
viv_value vk_wrapper_new(viv_vm *vm, vk_kind kind, viv_value function);
/* The place of a member's slot in [object], or NULL: another type's object. */
viv_value *vk_member_place(viv_vm *vm, viv_value member, viv_value object);
/* AttributeError as CPython words it. */
viv_value vk_raise_attribute(viv_vm *vm, viv_value object, viv_value name);
viv_value vk_raise_attribute_no_dict(viv_vm *vm, viv_value object,
                                     viv_value name);
viv_value vk_object_get_attribute(viv_vm *vm, viv_value object,
                                  viv_value name);
viv_value vk_object_set_attribute(viv_vm *vm, viv_value object, viv_value name,
                                  viv_value value);
/* A step: the attribute, or [fallback] instead of AttributeError. */
viv_value vk_step_find_attribute(viv_vm *vm, viv_value object, viv_value name,
                                 viv_value fallback);

#endif
