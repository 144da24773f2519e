/* collections.c - what the module has in C: the core of deque, and counting. */
#include "collections_parts.h"

static viv_value count_one(viv_vm *vm, viv_value dict, viv_value item) {
    viv_value old = viv_dict_get(vm, dict, item);

    VIV_TRY(old);
    old = viv_is_absent(old)
              ? viv_small_int(1)
              : viv_binary(vm, VIV_OP_ADD, old, viv_small_int(1));
    VIV_TRY(old);
    return viv_dict_set(vm, dict, item, old) ? VIV_NONE : VIV_RAISE;
}

/* [mapping] is a dict whose class leaves access to items as it is. */
static viv_value collections_count(viv_vm *vm, const viv_value *args) {
    viv_value iterator = viv_iterate(vm, args[1]), item;

    VIV_TRY(iterator);
    for (;;) {
        item = viv_next(vm, iterator);
        VIV_TRY(item);
        if (viv_is_done(item))
            return VIV_NONE;
        VIV_TRY(count_one(vm, args[0], item));
        if (!viv_charge(vm, 1))
            return VIV_RAISE;
    }
}

/* -- fields of named tuples: index, docstring */

static viv_value getter_new(viv_vm *vm, const viv_value *args) {
    viv_value made = viv_new(vm, args[0]);

    VIV_TRY(made);
    viv_set_slot(vm, made, 0, args[1]);
    viv_set_slot(vm, made, 1, args[2]);
    return made;
}

static viv_value getter_get(viv_vm *vm, const viv_value *args) {
    int64_t index = viv_to_int(vm, viv_slot(vm, args[0], 0));
    viv_value found = VIV_ABSENT;

    if (viv_is_none(args[1]))
        return args[0];
    if (viv_is_tuple(vm, args[1]) && index >= 0 && index < UINT32_MAX)
        found = viv_tuple_get(vm, args[1], (uint32_t)index);
    return viv_is_absent(found)
               ? viv_raise(vm, VIV_IndexError, "tuple index out of range")
               : found;
}

static viv_value getter_set(viv_vm *vm, const viv_value *args) {
    (void)args;
    return viv_raise(vm, VIV_AttributeError, "can't set attribute");
}

static viv_value get_doc(viv_vm *vm, viv_value self) {
    return viv_slot(vm, self, 1);
}

static viv_value set_doc(viv_vm *vm, viv_value self, viv_value text) {
    viv_set_slot(vm, self, 1, text);
    return VIV_NONE;
}

static const viv_function getter_methods[] = {
    {"__new__(cls, index: ssize, doc, /)", getter_new, NULL},
    {"__get__(self, instance, owner=None, /)", getter_get, NULL},
    {"__set__(self, instance, value, /)", getter_set, NULL},
    {"__delete__(self, instance, /)", getter_set, NULL},
};

static const viv_property getter_properties[] = {
    {"__doc__", get_doc, set_doc, NULL},
};

static const viv_function collections_functions[] = {
    {"_count(mapping: dict, iterable, /)", collections_count, NULL},
};

static const viv_type collections_types[] = {
    {"_deque", NULL, NULL, 5, 0, VIV_TABLE(collections_deque_list_methods),
     {0, 0, 0}},
    {"deque",
     "A list-like sequence optimized for data accesses near its endpoints.",
     "_deque", 5, VIV_TYPE_SEQUENCE, VIV_TABLE(collections_deque_methods),
     VIV_TABLE(collections_deque_properties)},
    {"_deque_iterator", NULL, NULL, 4, VIV_TYPE_FINAL,
     VIV_TABLE(collections_iterator_methods), {0, 0, 0}},
    {"_tuplegetter", NULL, NULL, 2, VIV_TYPE_FINAL, VIV_TABLE(getter_methods),
     VIV_TABLE(getter_properties)},
};

VIV_MODULE(collections) {
    .doc = "High performance containers.",
    .functions = VIV_TABLE(collections_functions),
    .types = VIV_TABLE(collections_types),
};
