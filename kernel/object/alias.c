/* alias.c - list[int] and int | str: parameterized types and unions. */
#include "object/alias.h"

#include "object/class.h"
#include "object/error.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"
#include "object/type_parameter.h"

/* -- types.GenericAlias */

static vk_alias_object *self_of(viv_vm *vm, viv_value self) {
    return vk_object(vm, self);
}

viv_value vk_alias_new(viv_vm *vm, viv_value origin, viv_value args) {
    vk_alias_object *made;

    if (!vk_is(vm, args, VK_TUPLE)) {
        args = vk_tuple_from(vm, &args, 1);
        VIV_TRY(args);
    }
    made = vk_new(vm, VK_GENERIC_ALIAS, sizeof *made);
    if (made == NULL)
        return VIV_RAISE;
    made->spare[0] = made->spare[1] = 0;
    made->origin = origin;
    made->args = args;
    return vk_reference(vm, made);
}

static viv_value marked(viv_vm *vm, viv_value origin, viv_value args,
                        uint16_t mark) {
    viv_value made = vk_alias_new(vm, origin, args);

    VIV_TRY(made);
    self_of(vm, made)->head.extra = mark;
    return made;
}

viv_value vk_alias_unpacked(viv_vm *vm, viv_value value) {
    return marked(vm, value, value, VK_ALIAS_UNPACKED);
}

bool vk_alias_is_unpacked(viv_vm *vm, viv_value alias) {
    return self_of(vm, alias)->head.extra == VK_ALIAS_UNPACKED;
}

viv_value vk_alias_like(viv_vm *vm, viv_value alias, viv_value args) {
    return marked(vm, self_of(vm, alias)->origin, args,
                  self_of(vm, alias)->head.extra);
}

/* As it is written: names of classes, repr of all else. */
static void add_types(vk_str_builder *text, viv_value sequence);

static void add_type(vk_str_builder *text, viv_value type) {
    viv_vm *vm = text->vm;
    viv_value module;

    if (vk_is(vm, type, VK_LIST)) {
        vk_str_add_text(text, "[");
        if (vk_enter_native(vm))
            add_types(text, type);
        vk_str_add_text(text, "]");
    } else if (viv_same(type, VIV_ELLIPSIS)) {
        vk_str_add_text(text, "...");
    } else if (vk_is(vm, type, VK_TYPE)) {
        if (viv_same(type, vk_builtin_type(VK_NONE))) {
            vk_str_add_text(text, "None");
            return;
        }
        module = vk_type_module(vm, type);
        if (vk_is(vm, module, VK_STR) && !vk_str_is(vm, module, "builtins")) {
            vk_str_add(text, module);
            vk_str_add_text(text, ".");
        }
        vk_str_add(text, vk_type_pointer(vm, type)->qualified_name);
    } else {
        vk_str_add(text, vk_repr(vm, type));
    }
}

static void add_types(vk_str_builder *text, viv_value sequence) {
    uint32_t count = vk_sequence_items(text->vm, sequence).count;

    for (uint32_t i = 0; i < count && !text->failed; i++) {
        vk_items items = vk_sequence_items(text->vm, sequence);

        if (i != 0)
            vk_str_add_text(text, ", ");
        if (i < items.count)
            add_type(text, items.items[i]);
    }
}

static viv_value alias_repr(viv_vm *vm, viv_value self) {
    vk_alias_object *alias = self_of(vm, self);
    uint32_t count = vk_tuple_length(vm, alias->args);
    vk_str_builder text;

    vk_str_build(&text, vm);
    if (alias->head.extra == VK_ALIAS_STARRED)
        vk_str_add_text(&text, "*");
    if (alias->head.extra == VK_ALIAS_UNPACKED)
        vk_str_add_text(&text, "typing.Unpack");
    else
        add_type(&text, alias->origin);
    vk_str_add_text(&text, "[");
    add_types(&text, alias->args);
    vk_str_add_text(&text, count == 0 ? "()]" : "]");
    return vk_str_finish(&text);
}

static viv_value alias_compare(viv_vm *vm, vk_operator op, viv_value a,
                               viv_value b) {
    int equal;

    if ((op != VK_OP_EQ && op != VK_OP_NE) ||
        !vk_is(vm, a, VK_GENERIC_ALIAS) || !vk_is(vm, b, VK_GENERIC_ALIAS))
        return VIV_NOT_IMPLEMENTED;
    equal = self_of(vm, a)->head.extra == self_of(vm, b)->head.extra
                ? vk_equal(vm, self_of(vm, a)->origin, self_of(vm, b)->origin)
                : 0;
    if (equal > 0)
        equal = vk_equal(vm, self_of(vm, a)->args, self_of(vm, b)->args);
    return equal < 0 ? VIV_RAISE : viv_bool(equal == (op == VK_OP_EQ));
}

static viv_value alias_hash(viv_vm *vm, viv_value self) {
    uint64_t origin, args;

    if (!vk_hash(vm, self_of(vm, self)->origin, &origin) ||
        !vk_hash(vm, self_of(vm, self)->args, &args))
        return VIV_RAISE;
    return viv_small_int((int64_t)((origin ^ args) >> 4));
}

static viv_value alias_call(viv_vm *vm, viv_value self, const viv_value *args,
                            uint32_t count, viv_value names) {
    viv_value made =
        vk_call_names(vm, self_of(vm, self)->origin, args, count, names);

    VIV_TRY(made);
    if (viv_is_reference(made) &&
        vk_attributes_at(vm, vk_head(vm, made)) != 0 &&
        !vk_is(vm, made, VK_TYPE) &&
        viv_is_raise(vk_set_attribute(
            vm, made, vk_str_intern_utf8(vm, "__orig_class__", 14), self))) {
        if (!vk_raised(vm, VIV_AttributeError) && !vk_raised(vm, VIV_TypeError))
            return VIV_RAISE;
        vk_catch(vm);
    }
    return made;
}

static viv_value alias_get_attribute(viv_vm *vm, viv_value self,
                                     viv_value name) {
    viv_value type = vk_type_of(vm, self);
    viv_value found = vk_type_lookup(vm, type, name);
    vk_text text = vk_str_text(vm, name);

    if (!viv_is_absent(found) &&
        (text.length < 2 || vk_text_at(text, 0) != '_' ||
         !vk_str_is(vm, name, "__doc__")))
        return vk_bind(vm, found, self, type);
    return vk_step_get_attribute(vm, self_of(vm, self)->origin, name);
}

viv_value vk_union_binary(viv_vm *vm, vk_operator op, viv_value a,
                          viv_value b) {
    return op == VK_OP_OR ? vk_union_of(vm, a, b) : VIV_NOT_IMPLEMENTED;
}

static viv_value alias_make(viv_vm *vm, const viv_value *args) {
    return vk_alias_new(vm, args[1], args[2]);
}

static viv_value alias_entries(viv_vm *vm, const viv_value *args) {
    viv_value origin = self_of(vm, args[0])->origin;

    return vk_tuple_from(vm, &origin, 1);
}

static viv_value get_origin(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->origin;
}

static viv_value get_args(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->args;
}

static viv_value get_parameters(viv_vm *vm, viv_value self) {
    return vk_generic_parameters(vm, self_of(vm, self)->args);
}

static viv_value get_unpacked(viv_vm *vm, viv_value self) {
    return viv_bool(self_of(vm, self)->head.extra != 0);
}

/* *tuple[int, str]: the one item is the alias, starred. */
static viv_value alias_iterate(viv_vm *vm, viv_value self) {
    vk_alias_object *alias = self_of(vm, self);
    viv_value one = marked(vm, alias->origin, alias->args, VK_ALIAS_STARRED);

    VIV_TRY(one);
    one = vk_tuple_from(vm, &one, 1);
    VIV_TRY(one);
    return vk_iterate(vm, one);
}

static void alias_trace(vk_marker *marker, void *object) {
    vk_mark_values(marker, &((vk_alias_object *)object)->origin, 2);
}

static const viv_function alias_methods[] = {
    {"__new__(cls, origin, args, /)", alias_make,
     "Represent a PEP 585 generic type"},
    {"__mro_entries__(self, bases, /)", alias_entries, NULL},
    {0},
};

static const vk_getset alias_getsets[] = {
    {"__origin__", get_origin, NULL, NULL},
    {"__args__", get_args, NULL, NULL},
    {"__parameters__", get_parameters, NULL, NULL},
    {"__unpacked__", get_unpacked, NULL, NULL},
    {0},
};

const vk_slots vk_generic_alias_slots = {
    .size = sizeof(vk_alias_object),
    .trace = alias_trace,
    .repr = alias_repr,
    .hash = alias_hash,
    .compare = alias_compare,
    .binary = vk_union_binary,
    .call = alias_call,
    .get_item = vk_generic_substitute,
    .iterate = alias_iterate,
    .get_attribute = alias_get_attribute,
    .methods = alias_methods,
    .getsets = alias_getsets,
};

/* -- unions */

viv_value vk_union_members(viv_vm *vm, viv_value value) {
    return self_of(vm, value)->args;
}

static bool is_type_like(viv_vm *vm, viv_value value) {
    return viv_is_none(value) || vk_is(vm, value, VK_TYPE) ||
           vk_is(vm, value, VK_GENERIC_ALIAS) || vk_is(vm, value, VK_UNION) ||
           vk_is(vm, value, VK_TYPE_ALIAS) || vk_is_type_parameter(vm, value);
}

static bool add_members(viv_vm *vm, viv_value list, viv_value value) {
    uint32_t count;

    if (viv_is_none(value))
        value = vk_builtin_type(VK_NONE);
    if (vk_is(vm, value, VK_UNION)) {
        count = vk_tuple_length(vm, vk_union_members(vm, value));
        for (uint32_t i = 0; i < count; i++)
            if (!add_members(vm, list,
                             vk_tuple_get(vm, vk_union_members(vm, value), i)))
                return false;
        return true;
    }
    count = vk_list_length(vm, list);
    for (uint32_t i = 0; i < count; i++) {
        int equal = vk_equal(vm, vk_list_get(vm, list, i), value);

        if (equal != 0)
            return equal > 0;
    }
    return vk_list_append(vm, list, value);
}

viv_value vk_union_of(viv_vm *vm, viv_value a, viv_value b) {
    viv_value list;
    vk_alias_object *made;

    if (!is_type_like(vm, a) || !is_type_like(vm, b))
        return VIV_NOT_IMPLEMENTED;
    list = vk_list_new(vm, 2);
    VIV_TRY(list);
    if (!add_members(vm, list, a) || !add_members(vm, list, b))
        return VIV_RAISE;
    if (vk_list_length(vm, list) == 1)
        return vk_list_get(vm, list, 0);
    list = vk_tuple_from_list(vm, list);
    VIV_TRY(list);
    made = vk_new(vm, VK_UNION, sizeof *made);
    if (made == NULL)
        return VIV_RAISE;
    made->spare[0] = made->spare[1] = 0;
    made->origin = VIV_NONE;
    made->args = list;
    return vk_reference(vm, made);
}

static viv_value union_repr(viv_vm *vm, viv_value self) {
    viv_value members = vk_union_members(vm, self);
    uint32_t count = vk_tuple_length(vm, members);
    vk_str_builder text;

    vk_str_build(&text, vm);
    for (uint32_t i = 0; i < count; i++) {
        if (i != 0)
            vk_str_add_text(&text, " | ");
        add_type(&text, vk_tuple_get(vm, members, i));
    }
    return vk_str_finish(&text);
}

static int all_in(viv_vm *vm, viv_value members, viv_value others) {
    uint32_t count = vk_tuple_length(vm, members);

    for (uint32_t i = 0; i < count; i++) {
        int found = vk_contains(vm, others, vk_tuple_get(vm, members, i));

        if (found <= 0)
            return found;
    }
    return 1;
}

static viv_value union_compare(viv_vm *vm, vk_operator op, viv_value a,
                               viv_value b) {
    viv_value first, second;
    int equal;

    if ((op != VK_OP_EQ && op != VK_OP_NE) || !vk_is(vm, a, VK_UNION) ||
        !vk_is(vm, b, VK_UNION))
        return VIV_NOT_IMPLEMENTED;
    first = vk_union_members(vm, a);
    second = vk_union_members(vm, b);
    equal = vk_tuple_length(vm, first) == vk_tuple_length(vm, second)
                ? all_in(vm, first, second)
                : 0;
    return equal < 0 ? VIV_RAISE : viv_bool(equal == (op == VK_OP_EQ));
}

/* Independent of the order of the members. */
static viv_value union_hash(viv_vm *vm, viv_value self) {
    viv_value members = vk_union_members(vm, self);
    uint32_t count = vk_tuple_length(vm, members);
    uint64_t sum = 0, hash;

    for (uint32_t i = 0; i < count; i++) {
        if (!vk_hash(vm, vk_tuple_get(vm, members, i), &hash))
            return VIV_RAISE;
        sum += hash * 0x9E3779B97F4A7C15u;
    }
    return viv_small_int((int64_t)(sum >> 4));
}

static const vk_getset union_getsets[] = {
    {"__args__", get_args, NULL, NULL},
    {"__parameters__", get_parameters, NULL, NULL},
    {0},
};

const vk_slots vk_union_slots = {
    .size = sizeof(vk_alias_object),
    .trace = alias_trace,
    .repr = union_repr,
    .hash = union_hash,
    .compare = union_compare,
    .binary = vk_union_binary,
    .get_item = vk_generic_substitute,
    .getsets = union_getsets,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};
