/* container.c - SDK: list, tuple, dict, set, range and slice.
 *
 * Thin on purpose: each function checks that the value is what its name says
 * and hands over to the kernel. A plugin that passes a wrong value ends the
 * sandbox (VK_CHECK), not the process.
 */
#include <vivarium/container.h>

#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"

bool viv_is_list(viv_vm *vm, viv_value value) {
    return vk_is(vm, value, VK_LIST);
}

bool viv_is_tuple(viv_vm *vm, viv_value value) {
    return vk_is(vm, value, VK_TUPLE);
}

bool viv_is_dict(viv_vm *vm, viv_value value) {
    return vk_is(vm, value, VK_DICT);
}

bool viv_is_set(viv_vm *vm, viv_value value) {
    return vk_is(vm, value, VK_SET) || vk_is(vm, value, VK_FROZENSET);
}

viv_value viv_list(viv_vm *vm, uint32_t room) {
    return vk_list_new(vm, room);
}

viv_value viv_list_from(viv_vm *vm, const viv_value *items, uint32_t count) {
    return vk_list_from(vm, items, count);
}

bool viv_list_append(viv_vm *vm, viv_value list, viv_value item) {
    VK_CHECK(vm, viv_is_list(vm, list));
    return vk_list_append(vm, list, item);
}

viv_value viv_list_extend(viv_vm *vm, viv_value list, viv_value iterable) {
    VK_CHECK(vm, viv_is_list(vm, list));
    return vk_list_extend(vm, list, iterable);
}

uint32_t viv_list_length(viv_vm *vm, viv_value list) {
    VK_CHECK(vm, viv_is_list(vm, list));
    return vk_sequence_items(vm, list).count;
}

viv_value viv_list_get(viv_vm *vm, viv_value list, uint32_t index) {
    VK_CHECK(vm, viv_is_list(vm, list));
    return vk_list_get(vm, list, index);
}

bool viv_list_set(viv_vm *vm, viv_value list, uint32_t index, viv_value item) {
    VK_CHECK(vm, viv_is_list(vm, list));
    vk_items all = vk_sequence_items(vm, list);

    if (index >= all.count)
        return false;
    vk_store(vm, vk_object(vm, list), &all.items[index], item);
    return true;
}

viv_value viv_list_pop(viv_vm *vm, viv_value list) {
    VK_CHECK(vm, viv_is_list(vm, list));
    vk_items all = vk_sequence_items(vm, list);

    if (all.count == 0)
        return VIV_ABSENT;
    viv_value item = all.items[all.count - 1];

    all.items[all.count - 1] = VIV_ABSENT;
    ((vk_list_object *)vk_object(vm, list))->length = all.count - 1;
    return item;
}

viv_value viv_tuple(viv_vm *vm, const viv_value *items, uint32_t count) {
    return vk_tuple_from(vm, items, count);
}

viv_value viv_tuple_from_list(viv_vm *vm, viv_value list) {
    VK_CHECK(vm, viv_is_list(vm, list));
    return vk_tuple_from_list(vm, list);
}

uint32_t viv_tuple_length(viv_vm *vm, viv_value tuple) {
    VK_CHECK(vm, viv_is_tuple(vm, tuple));
    return vk_sequence_items(vm, tuple).count;
}

viv_value viv_tuple_get(viv_vm *vm, viv_value tuple, uint32_t index) {
    VK_CHECK(vm, viv_is_tuple(vm, tuple));
    return vk_tuple_get(vm, tuple, index);
}

viv_value viv_to_list(viv_vm *vm, viv_value iterable) {
    return vk_list_from_iterable(vm, iterable);
}

viv_value viv_to_tuple(viv_vm *vm, viv_value iterable) {
    return vk_tuple_from_iterable(vm, iterable);
}

viv_value viv_dict(viv_vm *vm, uint32_t room) {
    return vk_dict_new(vm, room);
}

viv_value viv_dict_get(viv_vm *vm, viv_value dict, viv_value key) {
    VK_CHECK(vm, viv_is_dict(vm, dict));
    return vk_dict_get(vm, dict, key);
}

bool viv_dict_set(viv_vm *vm, viv_value dict, viv_value key, viv_value value) {
    VK_CHECK(vm, viv_is_dict(vm, dict));
    return vk_dict_set(vm, dict, key, value);
}

int viv_dict_delete(viv_vm *vm, viv_value dict, viv_value key) {
    VK_CHECK(vm, viv_is_dict(vm, dict));
    return vk_dict_delete(vm, dict, key);
}

uint32_t viv_dict_length(viv_vm *vm, viv_value dict) {
    VK_CHECK(vm, viv_is_dict(vm, dict));
    return vk_dict_count(vm, dict);
}

bool viv_dict_next(viv_vm *vm, viv_value dict, uint32_t *position,
                   viv_value *key, viv_value *value) {
    VK_CHECK(vm, viv_is_dict(vm, dict));
    return vk_dict_next(vm, dict, position, key, value);
}

viv_value viv_dict_copy(viv_vm *vm, viv_value dict) {
    VK_CHECK(vm, viv_is_dict(vm, dict));
    return vk_dict_copy(vm, dict);
}

viv_value viv_set(viv_vm *vm, uint32_t room) {
    return vk_set_new(vm, VK_SET, room);
}

viv_value viv_frozenset(viv_vm *vm, uint32_t room) {
    return vk_set_new(vm, VK_FROZENSET, room);
}

bool viv_set_add(viv_vm *vm, viv_value set, viv_value item) {
    VK_CHECK(vm, viv_is_set(vm, set));
    return vk_set_add(vm, set, item);
}

int viv_set_contains(viv_vm *vm, viv_value set, viv_value item) {
    VK_CHECK(vm, viv_is_set(vm, set));
    return vk_set_contains(vm, set, item);
}

int viv_set_discard(viv_vm *vm, viv_value set, viv_value item) {
    VK_CHECK(vm, viv_is_set(vm, set));
    return vk_set_discard(vm, set, item);
}

bool viv_set_next(viv_vm *vm, viv_value set, uint32_t *position,
                  viv_value *item) {
    VK_CHECK(vm, viv_is_set(vm, set));
    return vk_set_next(vm, set, position, item);
}

viv_value viv_range(viv_vm *vm, viv_value start, viv_value stop,
                    viv_value step) {
    return vk_range_new(vm, start, stop, step);
}

viv_value viv_slice(viv_vm *vm, viv_value start, viv_value stop,
                    viv_value step) {
    return vk_slice_new(vm, start, stop, step);
}

bool viv_slice_over(viv_vm *vm, viv_value slice, int64_t length,
                    viv_slice_span *span) {
    VK_CHECK(vm, vk_is(vm, slice, VK_SLICE));
    return vk_slice_indices(vm, slice, length, &span->start, &span->stop,
                            &span->step, &span->count);
}
