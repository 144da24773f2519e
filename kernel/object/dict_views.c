/* dict_views.c - dict_keys, dict_values and dict_items. */
#include "object/dict.h"

#include "memory/heap.h"
#include "object/dict_table.h"
#include "object/class.h"
#include "object/error.h"
#include "object/iterator.h"
#include "object/set.h"
#include "object/str.h"

static bool is_view(viv_vm *vm, viv_value value) {
    return vk_is(vm, value, VK_DICT_KEYS) || vk_is(vm, value, VK_DICT_ITEMS);
}

static viv_value dict_of(viv_vm *vm, viv_value view) {
    viv_value dict;

    VK_CHECK(vm, is_view(vm, view) || vk_is(vm, view, VK_DICT_VALUES));
    dict = ((const vk_dict_view_object *)vk_object(vm, view))->dict;
    VK_CHECK(vm, vk_is(vm, dict, VK_DICT));
    return dict;
}

/* -- what all three have */

static void view_trace(vk_marker *marker, void *object) {
    vk_mark(marker, ((vk_dict_view_object *)object)->dict);
}

static viv_value view_length(viv_vm *vm, viv_value self) {
    return viv_small_int(vk_dict_count(vm, dict_of(vm, self)));
}

static viv_value view_truth(viv_vm *vm, viv_value self) {
    return viv_bool(vk_dict_count(vm, dict_of(vm, self)) != 0);
}

static viv_value iterator(viv_vm *vm, viv_value self, bool reverse) {
    vk_kind kind = VK_DICT_VALUE_ITERATOR;

    if (vk_is(vm, self, VK_DICT_KEYS))
        kind = VK_DICT_KEY_ITERATOR;
    else if (vk_is(vm, self, VK_DICT_ITEMS))
        kind = VK_DICT_ITEM_ITERATOR;
    return vk_dict_iterator_new(vm, kind, dict_of(vm, self), reverse);
}

static viv_value view_iterate(viv_vm *vm, viv_value self) {
    return iterator(vm, self, false);
}

static viv_value view_reversed(viv_vm *vm, const viv_value *args) {
    return iterator(vm, args[0], true);
}

static viv_value view_repr(viv_vm *vm, viv_value self) {
    viv_value list, text = VIV_NONE;
    vk_str_builder result;
    bool again;

    if (!vk_enter_native(vm))
        return VIV_RAISE;
    again = vk_repr_enter(vm, self);
    if (again)
        return vk_str_from_text(vm, "...");
    list = vk_list_from_iterable(vm, self);
    text = viv_is_jump(list) ? list : vk_repr(vm, list);
    vk_repr_leave(vm, self);
    VIV_TRY(text);
    vk_str_build(&result, vm);
    vk_str_add(&result, vk_type_pointer(vm, vk_type_of(vm, self))->name);
    vk_str_add_text(&result, "(");
    vk_str_add(&result, text);
    vk_str_add_text(&result, ")");
    return vk_str_finish(&result);
}

static viv_value view_mapping(viv_vm *vm, viv_value self) {
    return vk_mapping_proxy_new(vm, dict_of(vm, self));
}

/* -- membership */

static viv_value keys_contains(viv_vm *vm, viv_value self, viv_value key) {
    viv_value value = vk_dict_get(vm, dict_of(vm, self), key);

    VIV_TRY(value);
    return viv_bool(!viv_is_absent(value));
}

static viv_value items_contains(viv_vm *vm, viv_value self, viv_value item) {
    vk_items pair;
    viv_value value, wanted;
    int equal;

    if (!vk_is(vm, item, VK_TUPLE))
        return VIV_FALSE;
    pair = vk_sequence_items(vm, item);
    if (pair.count != 2)
        return VIV_FALSE;
    wanted = pair.items[1];
    value = vk_dict_get(vm, dict_of(vm, self), pair.items[0]);
    VIV_TRY(value);
    if (viv_is_absent(value))
        return VIV_FALSE;
    equal = vk_item_equal(vm, value, wanted);
    return equal < 0 ? VIV_RAISE : viv_bool(equal);
}

static viv_value contains(viv_vm *vm, viv_value view, viv_value item) {
    return vk_is(vm, view, VK_DICT_KEYS) ? keys_contains(vm, view, item)
                                         : items_contains(vm, view, item);
}

/* Every item of [a], a view or set, is in [b]: True, False or VIV_RAISE. */
static viv_value all_in(viv_vm *vm, viv_value a, viv_value b) {
    viv_value item;
    vk_drain drain;

    if (!vk_drain_begin(vm, &drain, a))
        return VIV_RAISE;
    for (;;) {
        int found;

        item = vk_drain_next(vm, &drain);
        if (viv_is_done(item))
            return VIV_TRUE;
        VIV_TRY(item);
        found = vk_contains(vm, b, item);
        if (found <= 0)
            return found < 0 ? VIV_RAISE : VIV_FALSE;
    }
}

/* -- set operations */

static bool is_set_like(viv_vm *vm, viv_value value) {
    return is_view(vm, value) || vk_is_set(vm, value);
}

static viv_value view_compare(viv_vm *vm, vk_operator op, viv_value a,
                              viv_value b) {
    int64_t left, right;
    viv_value answer;
    bool fits;

    if (!is_set_like(vm, a) || !is_set_like(vm, b))
        return VIV_NOT_IMPLEMENTED;
    left = vk_length(vm, a);
    right = vk_length(vm, b);
    if (left < 0 || right < 0)
        return VIV_RAISE;
    if (op == VK_OP_GT || op == VK_OP_GE)
        return view_compare(vm, op == VK_OP_GT ? VK_OP_LT : VK_OP_LE, b, a);
    fits = op == VK_OP_LT   ? left < right
           : op == VK_OP_LE ? left <= right
                            : left == right;
    answer = fits ? all_in(vm, a, b) : VIV_FALSE;
    VIV_TRY(answer);
    return viv_bool(viv_same(answer, VIV_TRUE) == (op != VK_OP_NE));
}

/* The items of any iterable that are in the view. */
static viv_value intersect(viv_vm *vm, viv_value view, viv_value other) {
    viv_value result = vk_set_new(vm, VK_SET, 0), item, found;
    vk_drain drain;

    VIV_TRY(result);
    if (!vk_drain_begin(vm, &drain, other))
        return VIV_RAISE;
    for (;;) {
        item = vk_drain_next(vm, &drain);
        if (viv_is_done(item))
            return result;
        VIV_TRY(item);
        found = contains(vm, view, item);
        VIV_TRY(found);
        if (viv_same(found, VIV_TRUE) && !vk_set_add(vm, result, item))
            return VIV_RAISE;
    }
}

/* Which of two equal items is in the result shows which operand was walked: the
 * smaller one, as CPython has it. */
static viv_value intersect_smaller(viv_vm *vm, viv_value view,
                                   viv_value other) {
    int64_t length = vk_dict_count(vm, dict_of(vm, view));

    if (vk_is_exact(vm, other, VK_SET) && length <= vk_length(vm, other))
        return vk_set_intersect(vm, other, view);
    if (is_view(vm, other) && vk_length(vm, other) > length)
        return intersect(vm, other, view);
    return intersect(vm, view, other);
}

static viv_value view_binary(viv_vm *vm, vk_operator op, viv_value a,
                             viv_value b) {
    viv_value set;

    if (op == VK_OP_AND)
        return is_view(vm, a) ? intersect_smaller(vm, a, b)
                              : intersect_smaller(vm, b, a);
    if (op != VK_OP_OR && op != VK_OP_SUB && op != VK_OP_XOR)
        return VIV_NOT_IMPLEMENTED;
    set = vk_set_from(vm, VK_SET, a);
    VIV_TRY(set);
    if (op == VK_OP_OR) {
        VIV_TRY(vk_set_update(vm, set, b));
        return set;
    }
    return op == VK_OP_SUB ? vk_set_subtract(vm, set, b)
                           : vk_set_differ(vm, set, b);
}

static viv_value view_isdisjoint(viv_vm *vm, const viv_value *args) {
    viv_value item, found;
    vk_drain drain;

    if (!vk_drain_begin(vm, &drain, args[1]))
        return VIV_RAISE;
    for (;;) {
        item = vk_drain_next(vm, &drain);
        if (viv_is_done(item))
            return VIV_TRUE;
        VIV_TRY(item);
        found = contains(vm, args[0], item);
        VIV_TRY(found);
        if (viv_same(found, VIV_TRUE))
            return VIV_FALSE;
    }
}

static const vk_getset getsets[] = {
    {"mapping", view_mapping, NULL, "dictionary that this view refers to"},
    {0},
};

static const viv_function value_methods[] = {
    {"__reversed__(self, /)", view_reversed,
     "Return a reverse iterator over the dict."},
    {0},
};

static const viv_function set_methods[] = {
    {"__reversed__(self, /)", view_reversed,
     "Return a reverse iterator over the dict."},
    {"isdisjoint(self, other, /)", view_isdisjoint,
     "Return True if the view and the given iterable have a null "
     "intersection."},
    {0},
};

const vk_slots vk_dict_keys_slots = {
    .size = sizeof(vk_dict_view_object),
    .trace = view_trace,
    .repr = view_repr,
    .truth = view_truth,
    .length = view_length,
    .compare = view_compare,
    .binary = view_binary,
    .contains = keys_contains,
    .iterate = view_iterate,
    .methods = set_methods,
    .getsets = getsets,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};

const vk_slots vk_dict_items_slots = {
    .size = sizeof(vk_dict_view_object),
    .trace = view_trace,
    .repr = view_repr,
    .truth = view_truth,
    .length = view_length,
    .compare = view_compare,
    .binary = view_binary,
    .contains = items_contains,
    .iterate = view_iterate,
    .methods = set_methods,
    .getsets = getsets,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};

const vk_slots vk_dict_values_slots = {
    .size = sizeof(vk_dict_view_object),
    .trace = view_trace,
    .repr = view_repr,
    .hash = vk_identity_hash,
    .truth = view_truth,
    .length = view_length,
    .iterate = view_iterate,
    .methods = value_methods,
    .getsets = getsets,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};
