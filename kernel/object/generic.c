/* generic.c - arguments for type parameters: C[int], alias[int], Generic[T]. */
#include "host/runtime.h"
#include "object/alias.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"
#include "object/type_parameter.h"

viv_value vk_generic_items(viv_vm *vm, viv_value key) {
    return vk_is(vm, key, VK_TUPLE) ? key : vk_tuple_from(vm, &key, 1);
}

/* -- which parameters occur */

static bool add_once(viv_vm *vm, viv_value list, viv_value parameter) {
    uint32_t count = vk_list_length(vm, list);

    for (uint32_t i = 0; i < count; i++)
        if (viv_same(vk_list_get(vm, list, i), parameter))
            return true;
    return vk_list_append(vm, list, parameter);
}

static bool collect(viv_vm *vm, viv_value list, viv_value value) {
    vk_items items;

    if (vk_is_type_parameter(vm, value))
        return add_once(vm, list, value);
    if (vk_is(vm, value, VK_GENERIC_ALIAS) || vk_is(vm, value, VK_UNION))
        value = vk_union_members(vm, value);
    if (!vk_is(vm, value, VK_TUPLE) && !vk_is(vm, value, VK_LIST))
        return true;
    if (!vk_enter_native(vm))
        return false;
    items = vk_sequence_items(vm, value);
    for (uint32_t i = 0; i < items.count; i++)
        if (!vk_charge(vm, 2) || !collect(vm, list, items.items[i]))
            return false;
    return true;
}

viv_value vk_generic_parameters(viv_vm *vm, viv_value args) {
    viv_value list = vk_list_new(vm, 0);

    VIV_TRY(list);
    return collect(vm, list, args) ? vk_tuple_from_list(vm, list) : VIV_RAISE;
}

/* -- do arguments fit? */

/* How many arguments parameters take. */
typedef struct demand {
    uint32_t least, most, variadic; /* variadic: index of *Ts, or UINT32_MAX */
} demand;

static demand demand_of(viv_vm *vm, viv_value parameters) {
    demand d = {0, 0, UINT32_MAX};

    d.most = vk_tuple_length(vm, parameters);
    for (uint32_t i = 0; i < d.most; i++) {
        viv_value each = vk_tuple_get(vm, parameters, i);

        if (vk_is(vm, each, VK_TYPE_VAR_TUPLE))
            d.variadic = i;
        else if (!vk_is_type_parameter(vm, each) ||
                 !vk_type_parameter_has_default(vm, each))
            d.least++;
    }
    return d;
}

bool vk_generic_fits(viv_vm *vm, viv_value what, viv_value parameters,
                     viv_value items) {
    demand d = demand_of(vm, parameters);
    uint32_t count = vk_tuple_length(vm, items);

    if (d.most == 0) {
        vk_raise(vm, VIV_TypeError, "%R is not a generic class", what);
        return false;
    }
    if (count < d.least)
        vk_raise(vm, VIV_TypeError,
                 "Too few arguments for %R; actual %d, expected at least %d",
                 what, (int)count, (int)d.least);
    else if (count > d.most && d.variadic == UINT32_MAX)
        vk_raise(vm, VIV_TypeError,
                 "Too many arguments for %R; actual %d, expected %d", what,
                 (int)count, (int)d.most);
    else
        return true;
    return false;
}

/* -- putting arguments in */

/* parameter -> argument; that of *Ts is a tuple. */
static viv_value bind(viv_vm *vm, viv_value parameters, viv_value items) {
    demand d = demand_of(vm, parameters);
    uint32_t count = vk_tuple_length(vm, items), next = 0;
    uint32_t many = count > d.most - 1 ? count - (d.most - 1) : 0;
    viv_value map = vk_dict_new(vm, d.most), value;

    VIV_TRY(map);
    for (uint32_t i = 0; i < d.most; i++) {
        viv_value each = vk_tuple_get(vm, parameters, i);

        if (i == d.variadic) {
            value = vk_tuple_from(
                vm, vk_sequence_items(vm, items).items + next, many);
            next += many;
        } else if (next < count) {
            value = vk_tuple_get(vm, items, next++);
        } else {
            value = vk_type_parameter_default(vm, each);
        }
        VIV_TRY(value);
        if (!vk_dict_set(vm, map, each, value))
            return VIV_RAISE;
    }
    return map;
}

static viv_value replace(viv_vm *vm, viv_value map, viv_value value);

/* Appends what [value] becomes: *Ts may become several. */
static bool append(viv_vm *vm, viv_value list, viv_value map, viv_value value) {
    viv_value made;

    if (vk_is(vm, value, VK_GENERIC_ALIAS) && vk_alias_is_unpacked(vm, value)) {
        viv_value parameter = ((vk_alias_object *)vk_object(vm, value))->origin;

        made = vk_is_type_parameter(vm, parameter)
                   ? vk_dict_get(vm, map, parameter)
                   : VIV_ABSENT;
        if (vk_is(vm, made, VK_TUPLE))
            return !viv_is_raise(vk_list_extend(vm, list, made));
    }
    made = replace(vm, map, value);
    return !viv_is_raise(made) && vk_list_append(vm, list, made);
}

static viv_value replace_all(viv_vm *vm, viv_value map, viv_value sequence) {
    viv_value list = vk_list_new(vm, 0);
    uint32_t count = vk_sequence_items(vm, sequence).count;

    VIV_TRY(list);
    for (uint32_t i = 0; i < count; i++)
        if (!vk_charge(vm, 2) ||
            !append(vm, list, map, vk_sequence_items(vm, sequence).items[i]))
            return VIV_RAISE;
    return list;
}

static viv_value replace_union(viv_vm *vm, viv_value map, viv_value members) {
    viv_value list = replace_all(vm, map, members), made;
    uint32_t count;

    VIV_TRY(list);
    count = vk_list_length(vm, list);
    made = vk_list_get(vm, list, 0);
    for (uint32_t i = 1; i < count; i++) {
        made = vk_binary(vm, VK_OP_OR, made, vk_list_get(vm, list, i));
        VIV_TRY(made);
    }
    return made;
}

static viv_value replace(viv_vm *vm, viv_value map, viv_value value) {
    viv_value found;

    if (!vk_enter_native(vm))
        return VIV_RAISE;
    if (vk_is_type_parameter(vm, value)) {
        found = vk_dict_get(vm, map, value);
        return viv_is_absent(found) ? value : found;
    }
    if (vk_is(vm, value, VK_UNION))
        return replace_union(vm, map, vk_union_members(vm, value));
    if (vk_is(vm, value, VK_LIST))
        return replace_all(vm, map, value);
    if (!vk_is(vm, value, VK_GENERIC_ALIAS))
        return value;
    found = replace_all(vm, map, vk_union_members(vm, value));
    VIV_TRY(found);
    found = vk_tuple_from_list(vm, found);
    VIV_TRY(found);
    return vk_alias_like(vm, value, found);
}

viv_value vk_generic_substitute(viv_vm *vm, viv_value self, viv_value key) {
    viv_value parameters =
        vk_generic_parameters(vm, vk_union_members(vm, self));
    viv_value items, map;

    VIV_TRY(parameters);
    items = vk_generic_items(vm, key);
    VIV_TRY(items);
    if (vk_tuple_length(vm, parameters) == 1 &&
        vk_is(vm, vk_tuple_get(vm, parameters, 0), VK_PARAM_SPEC) &&
        vk_tuple_length(vm, items) != 1)
        items = vk_tuple_from(vm, &items, 1);
    VIV_TRY(items);
    if (!vk_generic_fits(vm, self, parameters, items))
        return VIV_RAISE;
    map = bind(vm, parameters, items);
    VIV_TRY(map);
    return replace(vm, map, self);
}

/* -- Generic */

static viv_value generic(viv_vm *vm) {
    return vk_runtime(vm)->roots.generic;
}

viv_value vk_generic_base(viv_vm *vm, viv_value parameters) {
    viv_value list = vk_list_new(vm, 0);
    uint32_t count = vk_tuple_length(vm, parameters);

    VIV_TRY(list);
    for (uint32_t i = 0; i < count; i++) {
        viv_value each = vk_tuple_get(vm, parameters, i);

        if (vk_is(vm, each, VK_TYPE_VAR_TUPLE))
            each = vk_alias_unpacked(vm, each);
        VIV_TRY(each);
        if (!vk_list_append(vm, list, each))
            return VIV_RAISE;
    }
    list = vk_tuple_from_list(vm, list);
    VIV_TRY(list);
    return vk_alias_new(vm, generic(vm), list);
}

/* Generic[...] itself: type variables only, each once. */
static bool are_parameters(viv_vm *vm, viv_value items) {
    uint32_t count = vk_tuple_length(vm, items);

    if (count == 0) {
        vk_raise(vm, VIV_TypeError, "Parameter list to Generic[...] cannot be empty");
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        viv_value each = vk_tuple_get(vm, items, i);

        if (!vk_is_type_parameter(vm, each) &&
            !(vk_is(vm, each, VK_GENERIC_ALIAS) &&
              vk_alias_is_unpacked(vm, each))) {
            vk_raise(vm, VIV_TypeError,
                     "Parameters to Generic[...] must all be type variables "
                     "or parameter specification variables.");
            return false;
        }
        for (uint32_t k = 0; k < i; k++)
            if (viv_same(each, vk_tuple_get(vm, items, k))) {
                vk_raise(vm, VIV_TypeError,
                         "Parameters to Generic[...] must all be unique");
                return false;
            }
    }
    return true;
}

/* [items] and the defaults of the parameters they leave out. */
static viv_value with_defaults(viv_vm *vm, viv_value parameters,
                               viv_value items) {
    uint32_t count = vk_tuple_length(vm, items);
    uint32_t wanted = vk_tuple_length(vm, parameters);
    viv_value list;

    if (count >= wanted ||
        demand_of(vm, parameters).variadic != UINT32_MAX)
        return items;
    list = vk_list_from_iterable(vm, items);
    VIV_TRY(list);
    for (uint32_t i = count; i < wanted; i++) {
        viv_value value = vk_type_parameter_default(
            vm, vk_tuple_get(vm, parameters, i));

        VIV_TRY(value);
        if (!vk_list_append(vm, list, value))
            return VIV_RAISE;
    }
    return vk_tuple_from_list(vm, list);
}

static viv_value class_getitem(viv_vm *vm, const viv_value *args) {
    viv_value items = vk_generic_items(vm, args[1]), parameters;

    VIV_TRY(items);
    if (viv_same(args[0], generic(vm)))
        return are_parameters(vm, items) ? vk_alias_new(vm, args[0], items)
                                         : VIV_RAISE;
    parameters = vk_get_attribute(vm, args[0],
                                  vk_str_intern_utf8(vm, "__parameters__", 14));
    VIV_TRY(parameters);
    if (!vk_is(vm, parameters, VK_TUPLE))
        return vk_raise(vm, VIV_TypeError, "__parameters__ must be a tuple");
    if (vk_tuple_length(vm, parameters) == 1 &&
        vk_is(vm, vk_tuple_get(vm, parameters, 0), VK_PARAM_SPEC) &&
        vk_tuple_length(vm, items) != 1)
        items = vk_tuple_from(vm, &items, 1);
    VIV_TRY(items);
    if (!vk_generic_fits(vm, args[0], parameters, items))
        return VIV_RAISE;
    items = with_defaults(vm, parameters, items);
    VIV_TRY(items);
    return vk_alias_new(vm, args[0], items);
}

/* The parameters of a class stand in what it was derived from. */
static viv_value init_subclass(viv_vm *vm, const viv_value *args) {
    viv_value bases = vk_dict_get_name(
        vm, vk_type_pointer(vm, args[0])->namespace,
        vk_str_intern_utf8(vm, "__orig_bases__", 14));
    viv_value parameters;

    if (!vk_is(vm, bases, VK_TUPLE))
        bases = vk_empty_tuple(vm);
    parameters = vk_generic_parameters(vm, bases);
    VIV_TRY(parameters);
    for (uint32_t i = 0; i < vk_tuple_length(vm, bases); i++) {
        viv_value each = vk_tuple_get(vm, bases, i);

        if (viv_same(each, generic(vm)))
            return vk_raise(vm, VIV_TypeError,
                            "Cannot inherit from plain Generic");
        if (vk_is(vm, each, VK_GENERIC_ALIAS) &&
            viv_same(((vk_alias_object *)vk_object(vm, each))->origin,
                     generic(vm)))
            parameters =
                vk_generic_parameters(vm, vk_union_members(vm, each));
        VIV_TRY(parameters);
    }
    VIV_TRY(vk_type_set_attribute(vm, args[0],
                                  vk_str_intern_utf8(vm, "__parameters__", 14),
                                  parameters));
    return VIV_NONE;
}

const viv_function vk_generic_methods[] = {
    {"__class_getitem__(cls, item, /)", class_getitem,
     "Parameterizes a generic class."},
    {"__init_subclass__(cls)", init_subclass,
     "Function to initialize subclasses."},
    {0},
};
