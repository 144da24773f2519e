/* dict_update.c - filling a dict from a mapping or from pairs. */
#include "object/dict.h"

#include "object/dict_table.h"
#include "object/error.h"
#include "object/iterator.h"
#include "object/protocol.h"
#include "object/str.h"

/* From an exact dict. Its entries must stay while __eq__ of keys runs. */
static viv_value update_from_dict(viv_vm *vm, viv_value dict, viv_value other) {
    vk_dict_object *self = vk_table_owner(vm, dict);
    vk_dict_object *from = vk_table_owner(vm, other);
    uint32_t position = 0, table = from->table, count = from->count;
    viv_value key, value;

    if (self == from || count == 0)
        return VIV_NONE;
    if (self->count == 0)
        return vk_table_copy(vm, self, from, VK_TABLE_DICT) ? VIV_NONE
                                                            : VIV_RAISE;
    if (count > self->count &&
        !vk_table_reserve(vm, self, VK_TABLE_DICT, self->count + count))
        return VIV_RAISE;
    while (vk_dict_next(vm, other, &position, &key, &value)) {
        if (!vk_charge(vm, 1) || !vk_dict_set(vm, dict, key, value))
            return VIV_RAISE;
        if (from->table != table || from->count != count)
            return vk_raise(vm, VIV_RuntimeError,
                            "dict mutated during update");
    }
    return VIV_NONE;
}

/* From anything with keys(). */
static viv_value update_from_mapping(viv_vm *vm, viv_value dict,
                                     viv_value other, viv_value keys) {
    viv_value key, value;
    vk_drain drain;

    keys = vk_call(vm, keys, NULL, 0);
    VIV_TRY(keys);
    if (!vk_drain_begin(vm, &drain, keys))
        return VIV_RAISE;
    for (;;) {
        key = vk_drain_next(vm, &drain);
        if (viv_is_done(key))
            return VIV_NONE;
        VIV_TRY(key);
        value = vk_get_item(vm, other, key);
        VIV_TRY(value);
        if (!vk_dict_set(vm, dict, key, value))
            return VIV_RAISE;
    }
}

/* Says in a note which element was no sequence. */
static viv_value refuse_element(viv_vm *vm, uint32_t number) {
    viv_value error, name, add, note;
    vk_str_builder text;
    char digits[16];
    int length = 0;

    if (!vk_raised(vm, VIV_TypeError))
        return VIV_RAISE;
    if (viv_is_absent(vk_catch(vm)))
        return VIV_RAISE;
    vk_raise(vm, VIV_TypeError, "object is not iterable");
    error = vk_catch(vm);
    if (viv_is_absent(error))
        return VIV_RAISE;
    do
        digits[sizeof digits - ++length] = (char)('0' + number % 10);
    while ((number /= 10) != 0);
    vk_str_build(&text, vm);
    vk_str_add_text(&text,
                    "Cannot convert dictionary update sequence element #");
    vk_str_add_ascii(&text, digits + sizeof digits - length, (uint32_t)length);
    vk_str_add_text(&text, " to a sequence");
    note = vk_str_finish(&text);
    VIV_TRY(note);
    name = vk_str_intern_utf8(vm, "add_note", 8);
    VIV_TRY(name);
    add = vk_get_attribute(vm, error, name);
    VIV_TRY(add);
    VIV_TRY(vk_call(vm, add, &note, 1));
    return vk_raise_exception(vm, error, VIV_ABSENT);
}

static viv_value set_pair(viv_vm *vm, viv_value dict, viv_value pair,
                          uint32_t number) {
    viv_value list = pair;
    vk_items items;

    if (!vk_is_exact(vm, pair, VK_TUPLE) && !vk_is_exact(vm, pair, VK_LIST)) {
        list = vk_list_from_iterable(vm, pair);
        if (viv_is_jump(list))
            return refuse_element(vm, number);
    }
    items = vk_sequence_items(vm, list);
    if (items.count != 2)
        return vk_raise(vm, VIV_ValueError,
                        "dictionary update sequence element #%u has length "
                        "%u; 2 is required",
                        (uint64_t)number, (uint64_t)items.count);
    return vk_dict_set(vm, dict, items.items[0], items.items[1]) ? VIV_NONE
                                                                 : VIV_RAISE;
}

static viv_value update_from_pairs(viv_vm *vm, viv_value dict,
                                   viv_value other) {
    uint32_t number = 0;
    viv_value pair;
    vk_drain drain;

    if (!vk_drain_begin(vm, &drain, other))
        return VIV_RAISE;
    for (;; number++) {
        pair = vk_drain_next(vm, &drain);
        if (viv_is_done(pair))
            return VIV_NONE;
        VIV_TRY(pair);
        VIV_TRY(set_pair(vm, dict, pair, number));
    }
}

viv_value vk_dict_update(viv_vm *vm, viv_value dict, viv_value other) {
    viv_value name, keys;

    VK_CHECK(vm, vk_is(vm, dict, VK_DICT));
    if (vk_head(vm, dict)->flags & VK_FROZEN)
        return vk_raise(vm, VIV_TypeError, "'%T' object is read-only", dict);
    if (vk_is_exact(vm, other, VK_DICT))
        return update_from_dict(vm, dict, other);
    if (vk_is_exact(vm, other, VK_LIST) || vk_is_exact(vm, other, VK_TUPLE))
        return update_from_pairs(vm, dict, other);
    name = vk_str_intern_utf8(vm, "keys", 4);
    VIV_TRY(name);
    keys = vk_find_attribute(vm, other, name);
    VIV_TRY(keys);
    if (viv_is_absent(keys))
        return update_from_pairs(vm, dict, other);
    return update_from_mapping(vm, dict, other, keys);
}
