/* set.h - what the two halves of set have of each other. */
#ifndef VK_OBJECT_SET_H
#define VK_OBJECT_SET_H

#include <vivarium/function.h>

#include "object/dict.h"

static inline bool vk_is_set(viv_vm *vm, viv_value value) {
    return vk_is(vm, value, VK_SET) || vk_is(vm, value, VK_FROZENSET);
}

/* The object, for a change; NULL: it belongs to the world, raised. */
vk_dict_object *vk_set_writable(viv_vm *vm, viv_value set);
/* A set or frozenset (by [kind]) with the items of any iterable. */
viv_value vk_set_from(viv_vm *vm, vk_kind kind, viv_value iterable);
/* VK_SET or VK_FROZENSET: what an operation on [set] makes. */
vk_kind vk_set_kind(viv_vm *vm, viv_value set);
/* Every item of [a] is in [b]: 1, 0, -1. Both are sets. */
int vk_set_is_subset(viv_vm *vm, viv_value a, viv_value b);

/* a | b, a & b, a - b, a ^ b; the right one may be any iterable. */
viv_value vk_set_union(viv_vm *vm, viv_value a, viv_value b);
viv_value vk_set_intersect(viv_vm *vm, viv_value a, viv_value b);
viv_value vk_set_subtract(viv_vm *vm, viv_value a, viv_value b);
viv_value vk_set_differ(viv_vm *vm, viv_value a, viv_value b);
viv_value vk_set_binary(viv_vm *vm, vk_operator op, viv_value a, viv_value b);
viv_value vk_set_in_place(viv_vm *vm, vk_operator op, viv_value a, viv_value b);
viv_value vk_set_compare(viv_vm *vm, vk_operator op, viv_value a, viv_value b);

/* Methods in set_operations.c. */
viv_value vk_set_union_method(viv_vm *vm, const viv_value *args);
viv_value vk_set_intersection_method(viv_vm *vm, const viv_value *args);
viv_value vk_set_difference_method(viv_vm *vm, const viv_value *args);
viv_value vk_set_symmetric_method(viv_vm *vm, const viv_value *args);
viv_value vk_set_update_method(viv_vm *vm, const viv_value *args);
viv_value vk_set_intersection_update(viv_vm *vm, const viv_value *args);
viv_value vk_set_difference_update(viv_vm *vm, const viv_value *args);
viv_value vk_set_symmetric_update(viv_vm *vm, const viv_value *args);
viv_value vk_set_isdisjoint(viv_vm *vm, const viv_value *args);
viv_value vk_set_issubset(viv_vm *vm, const viv_value *args);
viv_value vk_set_issuperset(viv_vm *vm, const viv_value *args);

#endif
