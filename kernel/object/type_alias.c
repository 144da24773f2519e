/* type_alias.c - TypeAliasType: what `type X = ...` makes. */
#include "object/alias.h"
#include "object/class.h"
#include "object/error.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"
#include "object/type_parameter.h"

static vk_type_alias_object *self_of(viv_vm *vm, viv_value self) {
    return vk_object(vm, self);
}

static viv_value make(viv_vm *vm, viv_value name, viv_value parameters,
                      viv_value value) {
    vk_type_alias_object *made = vk_new(vm, VK_TYPE_ALIAS, sizeof *made);

    if (made == NULL)
        return VIV_RAISE;
    made->attributes = made->spare = 0;
    made->name = name;
    made->parameters =
        viv_is_none(parameters) ? vk_empty_tuple(vm) : parameters;
    made->value = value;
    made->maker = VIV_ABSENT;
    return vk_reference(vm, made);
}

viv_value vk_type_alias_new(viv_vm *vm, viv_value name, viv_value parameters,
                            viv_value maker) {
    viv_value made = make(vm, name, parameters, VIV_ABSENT);

    VIV_TRY(made);
    self_of(vm, made)->maker = maker;
    return made;
}

static viv_value alias_make(viv_vm *vm, const viv_value *args) {
    viv_value parameters =
        viv_is_absent(args[3]) ? vk_empty_tuple(vm) : args[3];

    if (!vk_is(vm, parameters, VK_TUPLE))
        return vk_raise(vm, VIV_TypeError, "type_params must be a tuple");
    return make(vm, args[1], parameters, args[2]);
}

static viv_value get_name(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->name;
}

static viv_value alias_repr(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->name;
}

static viv_value get_type_parameters(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->parameters;
}

/* With *Ts for each TypeVarTuple. */
static viv_value get_parameters(viv_vm *vm, viv_value self) {
    viv_value own = self_of(vm, self)->parameters;
    uint32_t count = vk_tuple_length(vm, own);
    viv_value list = vk_list_new(vm, count);

    VIV_TRY(list);
    for (uint32_t i = 0; i < count; i++) {
        viv_value each = vk_tuple_get(vm, own, i);

        if (vk_is(vm, each, VK_TYPE_VAR_TUPLE))
            each = vk_alias_unpacked(vm, each);
        VIV_TRY(each);
        if (!vk_list_append(vm, list, each))
            return VIV_RAISE;
    }
    return vk_tuple_from_list(vm, list);
}

static viv_value get_value(viv_vm *vm, viv_value self) {
    vk_type_alias_object *it = self_of(vm, self);

    return vk_type_reckon(vm, it, &it->value, it->maker);
}

static viv_value get_maker(viv_vm *vm, viv_value self) {
    viv_value maker = self_of(vm, self)->maker;

    return viv_is_absent(maker) ? VIV_NONE : maker;
}

static viv_value get_module(viv_vm *vm, viv_value self) {
    viv_value maker = self_of(vm, self)->maker;

    return viv_is_absent(maker)
               ? VIV_NONE
               : vk_get_attribute(vm, maker,
                                  vk_str_intern_utf8(vm, "__module__", 10));
}

static viv_value alias_get_item(viv_vm *vm, viv_value self, viv_value key) {
    viv_value items;

    if (vk_tuple_length(vm, self_of(vm, self)->parameters) == 0)
        return vk_raise(vm, VIV_TypeError,
                        "Only generic type aliases are subscriptable");
    items = vk_generic_items(vm, key);
    VIV_TRY(items);
    return vk_alias_new(vm, self, items);
}

static viv_value alias_iterate(viv_vm *vm, viv_value self) {
    viv_value one = vk_alias_unpacked(vm, self);

    VIV_TRY(one);
    one = vk_tuple_from(vm, &one, 1);
    VIV_TRY(one);
    return vk_iterate(vm, one);
}

static void alias_trace(vk_marker *marker, void *object) {
    vk_type_alias_object *self = object;

    vk_mark_offset(marker, self->attributes);
    vk_mark_values(marker, &self->name, 4);
}

static const viv_function type_alias_methods[] = {
    {"__new__(cls, name: str, value, *, type_params=...)", alias_make,
     "Create and return a new object."},
    {0},
};

static const vk_getset type_alias_getsets[] = {
    {"__name__", get_name, NULL, NULL},
    {"__type_params__", get_type_parameters, NULL, NULL},
    {"__parameters__", get_parameters, NULL, NULL},
    {"__value__", get_value, NULL, NULL},
    {"__module__", get_module, NULL, NULL},
    {"evaluate_value", get_maker, NULL, NULL},
    {0},
};

const vk_slots vk_type_alias_slots = {
    .size = sizeof(vk_type_alias_object),
    .trace = alias_trace,
    .repr = alias_repr,
    .hash = vk_identity_hash,
    .binary = vk_union_binary,
    .get_item = alias_get_item,
    .iterate = alias_iterate,
    .methods = type_alias_methods,
    .getsets = type_alias_getsets,
    .flags = VK_TYPE_FINAL,
    .doc = "Type alias.",
};
