/* functools_partial.c - partial: a function with some of its arguments. */
#include "functools_parts.h"

enum { FUNCTION, ARGUMENTS, KEYWORDS, HOLES };

static viv_value placeholder(viv_vm *vm) {
    return viv_module_get(vm, "functools", "Placeholder");
}

/* Appends arguments [from] .. of a tuple. */
static bool extend(viv_vm *vm, viv_value list, viv_value tuple, uint32_t from) {
    for (uint32_t i = from; i < viv_tuple_length(vm, tuple); i++)
        if (!viv_list_append(vm, list, viv_tuple_get(vm, tuple, i)))
            return false;
    return true;
}

/* [old] with its holes filled from [given], then the rest of [given]: a
 * list. */
static viv_value fill_holes(viv_vm *vm, viv_value old, viv_value given) {
    viv_value hole = placeholder(vm), list = viv_list(vm, 8);
    uint32_t used = 0, most = viv_tuple_length(vm, given);

    VIV_TRY(list);
    for (uint32_t i = 0; i < viv_tuple_length(vm, old); i++) {
        viv_value item = viv_tuple_get(vm, old, i);

        if (viv_same(item, hole) && used < most)
            item = viv_tuple_get(vm, given, used++);
        if (!viv_list_append(vm, list, item))
            return VIV_RAISE;
    }
    return extend(vm, list, given, used) ? list : VIV_RAISE;
}

static bool merge(viv_vm *vm, viv_value into, viv_value from) {
    viv_value key, value;
    uint32_t position = 0;

    while (viv_dict_next(vm, from, &position, &key, &value))
        if (!viv_dict_set(vm, into, key, value))
            return false;
    return true;
}

static int64_t count_holes(viv_vm *vm, viv_value arguments) {
    viv_value hole = placeholder(vm);
    int64_t count = 0;

    for (uint32_t i = 0; i < viv_tuple_length(vm, arguments); i++)
        count += viv_same(viv_tuple_get(vm, arguments, i), hole);
    return count;
}

static bool check(viv_vm *vm, viv_value arguments, viv_value keywords) {
    viv_value hole = placeholder(vm), key, value;
    uint32_t count = viv_tuple_length(vm, arguments), position = 0;

    if (count > 0 && viv_same(viv_tuple_get(vm, arguments, count - 1), hole))
        return viv_raise(vm, VIV_TypeError,
                         "trailing Placeholders are not allowed"),
               false;
    while (viv_dict_next(vm, keywords, &position, &key, &value))
        if (viv_same(value, hole))
            return viv_raise(vm, VIV_TypeError,
                             "Placeholder cannot be passed as a keyword "
                             "argument"),
                   false;
    return true;
}

/* A partial of a partial is one. */
static bool flatten(viv_vm *vm, viv_value type, viv_value *function,
                    viv_value *arguments, viv_value *keywords) {
    viv_value inner = *function, list, merged;

    if (!viv_same(viv_type_of(vm, inner), type))
        return true;
    list = fill_holes(vm, viv_slot(vm, inner, ARGUMENTS), *arguments);
    if (viv_is_jump(list))
        return false;
    *arguments = viv_tuple_from_list(vm, list);
    merged = viv_dict_copy(vm, viv_slot(vm, inner, KEYWORDS));
    if (viv_is_jump(merged) || viv_is_jump(*arguments) ||
        !merge(vm, merged, *keywords))
        return false;
    *keywords = merged;
    *function = viv_slot(vm, inner, FUNCTION);
    return true;
}

static viv_value partial_new(viv_vm *vm, const viv_value *args) {
    viv_value function = args[1], arguments = args[2], keywords = args[3];
    viv_value made;

    if (!viv_is_callable(vm, function))
        return viv_raise(vm, VIV_TypeError,
                         "the first argument must be callable");
    if (!check(vm, arguments, keywords) ||
        !flatten(vm, args[0], &function, &arguments, &keywords))
        return VIV_RAISE;
    made = viv_new(vm, args[0]);
    VIV_TRY(made);
    viv_set_slot(vm, made, FUNCTION, function);
    viv_set_slot(vm, made, ARGUMENTS, arguments);
    viv_set_slot(vm, made, KEYWORDS, keywords);
    viv_set_slot(vm, made, HOLES, viv_small_int(count_holes(vm, arguments)));
    return made;
}

/* The positional arguments of a call: a list. */
static viv_value all_arguments(viv_vm *vm, viv_value self, viv_value given) {
    viv_value own = viv_slot(vm, self, ARGUMENTS), list;
    int64_t holes = viv_small_int_value(viv_slot(vm, self, HOLES));

    if (holes > viv_tuple_length(vm, given))
        return viv_raise(vm, VIV_TypeError,
                         "missing positional arguments in 'partial' call; "
                         "expected at least %l, got %u",
                         holes, (uint64_t)viv_tuple_length(vm, given));
    if (holes)
        return fill_holes(vm, own, given);
    list = viv_list(vm, 8);
    VIV_TRY(list);
    return extend(vm, list, own, 0) && extend(vm, list, given, 0) ? list
                                                                  : VIV_RAISE;
}

/* Values of the dict behind the arguments in [list]; a tuple of their names. */
static viv_value add_named(viv_vm *vm, viv_value list, viv_value keywords) {
    viv_value names = viv_list(vm, 4), key, value;
    uint32_t position = 0;

    VIV_TRY(names);
    if (viv_dict_length(vm, keywords) == 0)
        return VIV_ABSENT;
    while (viv_dict_next(vm, keywords, &position, &key, &value))
        if (!viv_list_append(vm, names, key) ||
            !viv_list_append(vm, list, value))
            return VIV_RAISE;
    return viv_tuple_from_list(vm, names);
}

static viv_value call_listed(viv_vm *vm, viv_value function, viv_value list,
                             uint32_t positional, viv_value names) {
    uint32_t count = viv_list_length(vm, list);
    viv_value few[8], *all = few;

    if (count > 8)
        all = viv_scratch(vm, count * (uint32_t)sizeof *all);
    if (all == NULL || !viv_charge(vm, count / 8))
        return VIV_RAISE;
    for (uint32_t i = 0; i < count; i++)
        all[i] = viv_list_get(vm, list, i);
    return count <= 8
               ? viv_tail_call_names(vm, function, all, positional, names)
               : viv_call_names(vm, function, all, positional, names);
}

static viv_value partial_call(viv_vm *vm, const viv_value *args) {
    viv_value keywords = viv_slot(vm, args[0], KEYWORDS), names;
    viv_value list = all_arguments(vm, args[0], args[1]);
    uint32_t positional;

    VIV_TRY(list);
    positional = viv_list_length(vm, list);
    if (viv_dict_length(vm, args[2]) != 0) {
        keywords = viv_dict_copy(vm, keywords);
        VIV_TRY(keywords);
        if (!merge(vm, keywords, args[2]))
            return VIV_RAISE;
    }
    names = add_named(vm, list, keywords);
    VIV_TRY(names);
    return call_listed(vm, viv_slot(vm, args[0], FUNCTION), list, positional,
                       names);
}

static viv_value partial_get(viv_vm *vm, const viv_value *args) {
    return viv_is_none(args[1]) ? args[0] : viv_method(vm, args[0], args[1]);
}

static void write_item(viv_writer *out, viv_vm *vm, viv_value value) {
    viv_value text = viv_repr(vm, value);

    viv_write_text(out, ", ");
    viv_write_str(out, text);
}

static viv_value partial_repr(viv_vm *vm, const viv_value *args) {
    viv_value arguments = viv_slot(vm, args[0], ARGUMENTS);
    viv_value keywords = viv_slot(vm, args[0], KEYWORDS), key, value;
    viv_value type = viv_type_of(vm, args[0]), text;
    uint32_t position = 0;
    viv_writer out;

    if (!viv_enter_native(vm))
        return VIV_RAISE;
    text = viv_get_attribute(vm, type, viv_name(vm, "__qualname__"));
    VIV_TRY(text);
    viv_write_begin(&out, vm);
    viv_write_text(&out, "functools.");
    viv_write_str(&out, text);
    viv_write_text(&out, "(");
    text = viv_repr(vm, viv_slot(vm, args[0], FUNCTION));
    VIV_TRY(text);
    viv_write_str(&out, text);
    for (uint32_t i = 0; i < viv_tuple_length(vm, arguments); i++)
        write_item(&out, vm, viv_tuple_get(vm, arguments, i));
    while (!viv_write_failed(&out) &&
           viv_dict_next(vm, keywords, &position, &key, &value)) {
        viv_write_text(&out, ", ");
        viv_write_str(&out, key);
        viv_write_text(&out, "=");
        text = viv_repr(vm, value);
        VIV_TRY(text);
        viv_write_str(&out, text);
    }
    viv_write_text(&out, ")");
    return viv_write_end(&out);
}

const viv_function functools_partial_methods[5] = {
    {"__new__(cls, func, /, *args, **keywords)", partial_new, NULL},
    {"__call__(self, /, *args, **keywords)", partial_call,
     "Call self as a function."},
    {"__get__(self, instance, owner=None, /)", partial_get, NULL},
    {"__repr__(self, /)", partial_repr, NULL},
};

static viv_value get_function(viv_vm *vm, viv_value self) {
    return viv_slot(vm, self, FUNCTION);
}

static viv_value get_arguments(viv_vm *vm, viv_value self) {
    return viv_slot(vm, self, ARGUMENTS);
}

static viv_value get_keywords(viv_vm *vm, viv_value self) {
    return viv_slot(vm, self, KEYWORDS);
}

const viv_property functools_partial_properties[3] = {
    {"func", get_function, NULL,
     "function object to use in future partial calls"},
    {"args", get_arguments, NULL,
     "tuple of arguments to future partial calls"},
    {"keywords", get_keywords, NULL,
     "dictionary of keyword arguments to future partial calls"},
};
