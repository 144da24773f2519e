/* list_slice.h - what the two halves of list have of each other. */
#ifndef VK_OBJECT_LIST_SLICE_H
#define VK_OBJECT_LIST_SLICE_H

#include "object/list.h"

/* The object, for a change; NULL: it belongs to the world, raised. */
vk_list_object *vk_list_writable(viv_vm *vm, viv_value list);
/* A list whose storage is this, or 0 without any. */
viv_value vk_list_adopt(viv_vm *vm, uint32_t storage, uint32_t count);
/* Room for [need] items in all; false: raised. */
bool vk_list_reserve(viv_vm *vm, vk_list_object *self, uint64_t need);
/* Forgets the items from [length] on; false: raised. */
bool vk_list_truncate(viv_vm *vm, vk_list_object *self, uint32_t length);

viv_value vk_list_binary(viv_vm *vm, vk_operator op, viv_value a, viv_value b);
viv_value vk_list_in_place(viv_vm *vm, vk_operator op, viv_value a,
                           viv_value b);
viv_value vk_list_get_item(viv_vm *vm, viv_value self, viv_value key);
viv_value vk_list_set_item(viv_vm *vm, viv_value self, viv_value key,
                           viv_value value);

#endif
