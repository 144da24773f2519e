/* intrinsic.c - rare operations: the functions of intrinsics.def.
 *
 * Operations that would not earn an opcode each: they are rare, or long enough
 * that a call through a table does not matter. Families name them in the SDK's
 * intrinsics.def; the verifier checks the row.
 */
#include <vivarium/family.h>

#include "eval/ops.h"
#include "host/runtime.h"
#include "compile/families.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/exception_group.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/function.h"
#include "object/str.h"
#include "object/template.h"
#include "object/type_parameter.h"

/* -- match */

/* PEP 634: what is a sequence or mapping for `match` is a flag of the class
 * (Py_TPFLAGS_SEQUENCE), inherited; strs and bytes do not have it. */
static bool matches_flag(viv_vm *vm, viv_value value, uint32_t flag) {
    viv_value resolution =
        vk_type_pointer(vm, vk_type_of(vm, value))->resolution;
    uint32_t count = vk_tuple_length(vm, resolution);

    for (uint32_t i = 0; i < count; i++)
        if (vk_type_pointer(vm, vk_tuple_get(vm, resolution, i))->flags & flag)
            return true;
    return false;
}

static viv_value length_if(viv_vm *vm, viv_value value, uint32_t flag) {
    int64_t length;

    if (!matches_flag(vm, value, flag))
        return viv_small_int(-1);
    length = vk_length(vm, value);
    return length < 0 ? VIV_RAISE : vk_int(vm, length);
}

static viv_value match_sequence(viv_vm *vm, const viv_value *r,
                                uint32_t detail) {
    (void)detail;
    return length_if(vm, r[0], VK_TYPE_SEQUENCE);
}

static viv_value match_mapping(viv_vm *vm, const viv_value *r,
                               uint32_t detail) {
    (void)detail;
    return length_if(vm, r[0], VK_TYPE_MAPPING);
}

/* mapping.get(key, absent), or the dict itself. PEP 634 asks for get() with a
 * default that nobody else has, so that defaultdict does not make the key. */
static viv_value get_key(viv_vm *vm, viv_value mapping, viv_value key) {
    viv_value get, args[2] = {key, VIV_NONE}, marker, found;

    if (vk_is(vm, mapping, VK_DICT) &&
        !(vk_head(vm, mapping)->flags & VK_SUBCLASS))
        return vk_dict_get(vm, mapping, key);
    get = vk_get_attribute(vm, mapping, vk_str_intern_utf8(vm, "get", 3));
    VIV_TRY(get);
    marker = vk_list_new(vm, 0);
    VIV_TRY(marker);
    args[1] = marker;
    found = vk_call(vm, get, args, 2);
    return viv_same(found, marker) ? VIV_ABSENT : found;
}

static bool is_plain_key(viv_vm *vm, viv_value key) {
    return viv_is_small_int(key) ||
           (vk_is(vm, key, VK_STR) && !(vk_head(vm, key)->flags & VK_SUBCLASS));
}

static bool is_among(viv_vm *vm, viv_value key, viv_value keys,
                     uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        viv_value other = vk_tuple_get(vm, keys, i);

        if (viv_same(key, other) ||
            (vk_is_str(vm, key) && vk_is_str(vm, other) &&
             vk_str_equal(vm, key, other)))
            return true;
    }
    return false;
}

/* Is the key at [index] one of those before it? Negative: raised. [seen] is a
 * set of them as soon as one is no plain name or number. Patterns have few
 * keys: compare them all. Only keys that need a hash get a set. */
static int is_repeated(viv_vm *vm, viv_value keys, uint32_t index,
                       viv_value *seen) {
    viv_value key = vk_tuple_get(vm, keys, index);
    int known;

    if (viv_is_absent(*seen) && is_plain_key(vm, key))
        return vk_charge(vm, index / 8) ? is_among(vm, key, keys, index) : -1;
    if (viv_is_absent(*seen)) {
        *seen = vk_set_new(vm, VK_SET, index + 1);
        if (viv_is_jump(*seen))
            return -1;
        for (uint32_t i = 0; i < index; i++)
            if (!vk_set_add(vm, *seen, vk_tuple_get(vm, keys, i)))
                return -1;
    }
    known = vk_set_contains(vm, *seen, key);
    return known == 0 && !vk_set_add(vm, *seen, key) ? -1 : known;
}

static viv_value match_keys(viv_vm *vm, const viv_value *r, uint32_t detail) {
    uint32_t count = vk_tuple_length(vm, r[1]);
    viv_value values = vk_tuple_new(vm, count), seen = VIV_ABSENT;

    (void)detail;
    VIV_TRY(values);
    for (uint32_t i = 0; i < count; i++) {
        viv_value key = vk_tuple_get(vm, r[1], i), found;
        int known = is_repeated(vm, r[1], i, &seen);

        if (known > 0)
            return vk_raise(vm, VIV_ValueError,
                            "mapping pattern checks duplicate key (%R)", key);
        if (known < 0)
            return VIV_RAISE;
        found = get_key(vm, r[0], key);
        VIV_TRY(found);
        if (viv_is_absent(found))
            return VIV_NONE;
        vk_store(vm, vk_object(vm, values),
                 &((vk_tuple_object *)vk_object(vm, values))->items[i], found);
    }
    return values;
}

static viv_value match_rest(viv_vm *vm, const viv_value *r, uint32_t detail) {
    viv_value rest = vk_dict_new(vm, 0);
    uint32_t count = vk_tuple_length(vm, r[1]);

    (void)detail;
    VIV_TRY(rest);
    VIV_TRY(vk_dict_update(vm, rest, r[0]));
    for (uint32_t i = 0; i < count; i++)
        if (vk_dict_delete(vm, rest, vk_tuple_get(vm, r[1], i)) < 0)
            return VIV_RAISE;
    return rest;
}

/* int(x), str(x), ...: the one positional pattern is the subject itself. The
 * list of PEP 634, _Py_TPFLAGS_MATCH_SELF in CPython. */
static bool matches_itself(viv_vm *vm, viv_value type) {
    static const uint8_t kinds[] = {VK_BOOL,  VK_BYTEARRAY, VK_BYTES, VK_DICT,
                                    VK_FLOAT, VK_FROZENSET, VK_INT,   VK_LIST,
                                    VK_SET,   VK_STR,       VK_TUPLE};

    for (uint32_t i = 0; i < sizeof kinds; i++)
        if (vk_type_derives(vm, type, vk_builtin_type(kinds[i])))
            return true;
    return false;
}

static viv_value positional_names(viv_vm *vm, viv_value type, uint32_t wanted,
                                  bool *itself) {
    viv_value name = vk_special_name(vm, VK_SPECIAL_MATCH_ARGS), names;
    uint32_t allowed = 0;

    /* A tuple is no descriptor. */
    names = vk_type_lookup(vm, type, name);
    if ((!viv_is_absent(names) && !vk_is(vm, names, VK_TUPLE)) ||
        !viv_same(vk_type_of(vm, type), vk_builtin_type(VK_TYPE)))
        names = vk_find_attribute(vm, type, name);
    VIV_TRY(names);
    *itself = viv_is_absent(names) && matches_itself(vm, type);
    if (*itself)
        allowed = 1;
    else if (!viv_is_absent(names) && !vk_is(vm, names, VK_TUPLE))
        return vk_raise(vm, VIV_TypeError,
                        "%N.__match_args__ must be a tuple (got %T)", type,
                        names);
    else if (!viv_is_absent(names))
        allowed = vk_tuple_length(vm, names);
    if (wanted > allowed)
        return vk_raise(vm, VIV_TypeError,
                        "%N() accepts %d positional sub-pattern%s (%d given)",
                        type, (int)allowed, allowed == 1 ? "" : "s",
                        (int)wanted);
    return names;
}

/* The attribute's name for sub-pattern [index]: by position, or as it was
 * written. */
static viv_value part_name(viv_vm *vm, viv_value names, uint32_t positional,
                           viv_value written, uint32_t index) {
    return index < positional
               ? vk_tuple_get(vm, names, index)
               : vk_tuple_get(vm, written, index - positional);
}

static viv_value match_attribute(viv_vm *vm, const viv_value *r,
                                 viv_value names, uint32_t positional,
                                 uint32_t index) {
    viv_value name = part_name(vm, names, positional, r[2], index);

    if (!vk_is(vm, name, VK_STR))
        return vk_raise(vm, VIV_TypeError,
                        "__match_args__ elements must be strings (got %T)",
                        name);
    if (!vk_charge(vm, index / 8))
        return VIV_RAISE;
    for (uint32_t i = viv_is_absent(names) ? positional : 0; i < index; i++)
        if (vk_str_equal(vm, name,
                         part_name(vm, names, positional, r[2], i)))
            return vk_raise(vm, VIV_TypeError,
                            "%N() got multiple sub-patterns for attribute %R",
                            r[1], name);
    return vk_find_attribute(vm, r[0], name);
}

/* The values of all sub-patterns, or None. */
static viv_value match_parts(viv_vm *vm, const viv_value *r, viv_value names,
                             uint32_t positional, bool itself) {
    uint32_t count = positional + vk_tuple_length(vm, r[2]);
    viv_value values = vk_tuple_new(vm, count);

    VIV_TRY(values);
    for (uint32_t i = 0; i < count; i++) {
        viv_value found = i < positional && itself
                              ? r[0]
                              : match_attribute(vm, r, names, positional, i);
        vk_tuple_object *tuple = vk_object(vm, values);

        VIV_TRY(found);
        if (viv_is_absent(found))
            return VIV_NONE;
        vk_store(vm, tuple, &tuple->items[i], found);
    }
    return values;
}

static viv_value match_class(viv_vm *vm, const viv_value *r,
                             uint32_t detail) {
    viv_value names = VIV_ABSENT;
    bool itself = false;
    int is;

    if (!vk_is(vm, r[1], VK_TYPE))
        return vk_raise(vm, VIV_TypeError,
                        "called match pattern must be a class");
    is = vk_is_instance(vm, r[0], r[1]);
    if (is <= 0)
        return is < 0 ? VIV_RAISE : VIV_NONE;
    if (detail != 0)
        names = positional_names(vm, r[1], detail, &itself);
    VIV_TRY(names);
    return match_parts(vm, r, names, detail, itself);
}

/* -- calls */

static viv_value spread_tuple(viv_vm *vm, const viv_value *r,
                              uint32_t detail) {
    viv_value made = vk_tuple_from_iterable(vm, r[1]), name;

    (void)detail;
    if (!viv_is_raise(made) || !vk_raised(vm, VIV_TypeError) ||
        vk_slots_of(vm, r[1])->iterate != NULL ||
        vk_type_overrides(vm, vk_type_of(vm, r[1]), VK_SPECIAL_ITER))
        return made;
    vk_catch(vm);
    name = vk_callable_name(vm, r[0]);
    VIV_TRY(name);
    return vk_raise(vm, VIV_TypeError,
                    "%S argument after * must be an iterable, not %T", name,
                    r[1]);
}

static viv_value spread_dict(viv_vm *vm, const viv_value *r, uint32_t detail) {
    viv_value dict = vk_dict_new(vm, 0);

    (void)detail;
    VIV_TRY(dict);
    VIV_TRY(vk_ops_dict_merge(vm, dict, r[1], r[0]));
    return dict;
}

/* -- except* */

static viv_value raise_group(viv_vm *vm, const viv_value *r, uint32_t detail) {
    (void)detail;
    return vk_exception_group_remains(vm, r[0], r[1]);
}

/* -- type parameters */

static viv_value type_var(viv_vm *vm, const viv_value *r, uint32_t detail) {
    (void)detail;
    return vk_type_parameter_new(vm, VK_TYPE_VAR, r[0]);
}

static viv_value type_var_bound(viv_vm *vm, const viv_value *r,
                                uint32_t detail) {
    viv_value made = type_var(vm, r, detail);

    VIV_TRY(made);
    vk_type_parameter_pointer(vm, made)->bound_maker = r[1];
    return made;
}

static viv_value type_var_constraints(viv_vm *vm, const viv_value *r,
                                      uint32_t detail) {
    viv_value made = type_var(vm, r, detail);

    VIV_TRY(made);
    vk_type_parameter_pointer(vm, made)->constraints_maker = r[1];
    return made;
}

static viv_value param_spec(viv_vm *vm, const viv_value *r, uint32_t detail) {
    (void)detail;
    return vk_type_parameter_new(vm, VK_PARAM_SPEC, r[0]);
}

static viv_value type_var_tuple(viv_vm *vm, const viv_value *r,
                                uint32_t detail) {
    (void)detail;
    return vk_type_parameter_new(vm, VK_TYPE_VAR_TUPLE, r[0]);
}

static viv_value type_default(viv_vm *vm, const viv_value *r,
                              uint32_t detail) {
    vk_type_parameter_object *self = vk_type_parameter_pointer(vm, r[0]);

    (void)detail;
    vk_store(vm, self, &self->fallback_maker, r[1]);
    return r[0];
}

static viv_value type_alias(viv_vm *vm, const viv_value *r, uint32_t detail) {
    (void)detail;
    return vk_type_alias_new(vm, r[0], r[1], r[2]);
}

static viv_value generic_base(viv_vm *vm, const viv_value *r,
                              uint32_t detail) {
    (void)detail;
    return vk_generic_base(vm, r[0]);
}

static viv_value set_type_parameters(viv_vm *vm, const viv_value *r,
                                     uint32_t detail) {
    vk_function_object *function = vk_object(vm, r[0]);

    (void)detail;
    VK_CHECK(vm, vk_is(vm, r[0], VK_FUNCTION));
    vk_store(vm, function, &function->type_parameters, r[1]);
    return r[0];
}

/* An iterable of exactly one item. */
static viv_value unpack_types(viv_vm *vm, const viv_value *r,
                              uint32_t detail) {
    viv_value items = vk_tuple_from_iterable(vm, r[0]);
    uint32_t count;

    (void)detail;
    VIV_TRY(items);
    count = vk_tuple_length(vm, items);
    if (count == 1)
        return vk_tuple_get(vm, items, 0);
    return vk_raise(vm, VIV_ValueError,
                    count == 0
                        ? "not enough values to unpack (expected 1, got 0)"
                        : "too many values to unpack (expected 1)");
}

/* -- template strings */

static viv_value interpolation(viv_vm *vm, const viv_value *r,
                               uint32_t detail) {
    (void)detail;
    return vk_interpolation_new(vm, r);
}

static viv_value make_template(viv_vm *vm, const viv_value *r,
                               uint32_t detail) {
    (void)detail;
    return vk_template_new(vm, r[0], r[1]);
}

/* -- the prompt's */

static viv_value display(viv_vm *vm, const viv_value *r, uint32_t detail) {
    viv_value hook = vk_sys_get(vm, "displayhook");

    (void)detail;
    if (viv_is_absent(hook))
        return vk_raise(vm, VIV_RuntimeError, "lost sys.displayhook");
    return vk_call(vm, hook, r, 1);
}

/* -- the table */

typedef viv_value (*intrinsic)(viv_vm *vm, const viv_value *r,
                               uint32_t detail);

static const intrinsic functions[] = {
    [VIV_INTRINSIC_MATCH_SEQUENCE] = match_sequence,
    [VIV_INTRINSIC_MATCH_MAPPING] = match_mapping,
    [VIV_INTRINSIC_MATCH_KEYS] = match_keys,
    [VIV_INTRINSIC_MATCH_REST] = match_rest,
    [VIV_INTRINSIC_MATCH_CLASS] = match_class,
    [VIV_INTRINSIC_INTERPOLATION] = interpolation,
    [VIV_INTRINSIC_TEMPLATE] = make_template,
    [VIV_INTRINSIC_TYPE_VAR] = type_var,
    [VIV_INTRINSIC_TYPE_VAR_BOUND] = type_var_bound,
    [VIV_INTRINSIC_TYPE_VAR_CONSTRAINTS] = type_var_constraints,
    [VIV_INTRINSIC_PARAM_SPEC] = param_spec,
    [VIV_INTRINSIC_TYPE_VAR_TUPLE] = type_var_tuple,
    [VIV_INTRINSIC_TYPE_DEFAULT] = type_default,
    [VIV_INTRINSIC_TYPE_ALIAS] = type_alias,
    [VIV_INTRINSIC_GENERIC_BASE] = generic_base,
    [VIV_INTRINSIC_SET_TYPE_PARAMETERS] = set_type_parameters,
    [VIV_INTRINSIC_UNPACK_TYPES] = unpack_types,
    [VIV_INTRINSIC_RAISE_GROUP] = raise_group,
    [VIV_INTRINSIC_SPREAD_TUPLE] = spread_tuple,
    [VIV_INTRINSIC_SPREAD_DICT] = spread_dict,
    [VIV_INTRINSIC_DISPLAY] = display,
};

static const char *const names[] = {
#define VIV_INTRINSIC(name, count, doc) #name,
#include <vivarium/intrinsics.def>
#undef VIV_INTRINSIC
};

/* A row of a newer SDK than this kernel: refused by name. */
viv_value vk_ops_intrinsic(viv_vm *vm, uint32_t row, const viv_value *args,
                           uint32_t detail) {
    VK_CHECK(vm, row < sizeof names / sizeof *names);
    if (row >= sizeof functions / sizeof *functions || functions[row] == NULL)
        return vk_raise(vm, VIV_NotImplementedError,
                        "this runtime has no intrinsic %s", names[row]);
    return functions[row](vm, args, detail);
}

viv_value vk_ops_native(viv_vm *vm, uint32_t row, viv_value *result,
                        const viv_value *args, uint32_t detail) {
    const struct vk_family_table *table = vk_runtime_families(vm);
    viv_value value;

    VK_CHECK(vm, (int)row < table->native_count);
    value = table->natives[row].run(vm, args, (int)detail);
    VIV_TRY(value);
    *result = value;
    return VIV_NONE;
}
