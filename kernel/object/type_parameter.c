/* type_parameter.c - TypeVar, ParamSpec, TypeVarTuple, and typing.NoDefault. */
#include "object/type_parameter.h"

#include "host/runtime.h"
#include "memory/world.h"
#include "object/alias.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

bool vk_is_type_parameter(viv_vm *vm, viv_value value) {
    return vk_is(vm, value, VK_TYPE_VAR) || vk_is(vm, value, VK_PARAM_SPEC) ||
           vk_is(vm, value, VK_TYPE_VAR_TUPLE);
}

vk_type_parameter_object *vk_type_parameter_pointer(viv_vm *vm,
                                                    viv_value parameter) {
    VK_CHECK(vm, vk_is_type_parameter(vm, parameter));
    return vk_object(vm, parameter);
}

static viv_value make(viv_vm *vm, vk_kind kind, viv_value name,
                      uint16_t flags) {
    vk_type_parameter_object *made = vk_new(vm, kind, sizeof *made);

    if (made == NULL)
        return VIV_RAISE;
    made->head.extra = flags;
    made->attributes = made->spare = 0;
    made->name = name;
    made->bound = made->bound_maker = VIV_ABSENT;
    made->constraints = made->constraints_maker = VIV_ABSENT;
    made->fallback = made->fallback_maker = VIV_ABSENT;
    return vk_reference(vm, made);
}

viv_value vk_type_parameter_new(viv_vm *vm, vk_kind kind, viv_value name) {
    return make(vm, kind, name,
                kind == VK_TYPE_VAR_TUPLE ? 0 : VK_PARAMETER_INFERRED);
}

viv_value vk_type_reckon(viv_vm *vm, void *object, viv_value *place,
                         viv_value maker) {
    viv_value made = *place;

    if (!viv_is_absent(made) || viv_is_absent(maker))
        return made;
    made = vk_call(vm, maker, NULL, 0);
    VIV_TRY(made);
    if (!vk_in_world(vm, vk_offset(vm, object)))
        vk_store(vm, object, place, made);
    return made;
}

bool vk_type_parameter_has_default(viv_vm *vm, viv_value parameter) {
    vk_type_parameter_object *self = vk_type_parameter_pointer(vm, parameter);

    return !viv_is_absent(self->fallback_maker) ||
           !(viv_is_absent(self->fallback) ||
             vk_is(vm, self->fallback, VK_NO_DEFAULT));
}

viv_value vk_type_parameter_default(viv_vm *vm, viv_value parameter) {
    vk_type_parameter_object *self = vk_type_parameter_pointer(vm, parameter);
    viv_value found =
        vk_type_reckon(vm, self, &self->fallback, self->fallback_maker);

    return viv_is_absent(found) ? vk_runtime(vm)->roots.no_default : found;
}

/* -- constructors */

/* covariant, contravariant, infer_variance */
static bool variance(viv_vm *vm, const viv_value *args, uint16_t *flags) {
    *flags = 0;
    for (uint32_t i = 0; i < 3; i++) {
        int truth = vk_truth(vm, args[i]);

        if (truth < 0)
            return false;
        *flags |= (uint16_t)(truth << i);
    }
    if ((*flags & 3) == 3)
        vk_raise(vm, VIV_ValueError, "Bivariant types are not supported.");
    else if (*flags & VK_PARAMETER_INFERRED && *flags & 3)
        vk_raise(vm, VIV_ValueError,
                 "Variance cannot be specified with infer_variance.");
    else
        return true;
    return false;
}

static viv_value type_var_make(viv_vm *vm, const viv_value *args) {
    uint32_t count = vk_tuple_length(vm, args[2]);
    vk_type_parameter_object *self;
    uint16_t flags;
    viv_value made;

    if (!variance(vm, args + 5, &flags))
        return VIV_RAISE;
    if (count == 1)
        return vk_raise(vm, VIV_TypeError,
                        "A single constraint is not allowed");
    if (count != 0 && !viv_is_none(args[3]))
        return vk_raise(vm, VIV_TypeError,
                        "Constraints cannot be combined with bound=...");
    made = make(vm, VK_TYPE_VAR, args[1], flags);
    VIV_TRY(made);
    self = vk_object(vm, made);
    if (count != 0)
        self->constraints = args[2];
    if (!viv_is_none(args[3]))
        self->bound = args[3];
    self->fallback = args[4];
    return made;
}

static viv_value param_spec_make(viv_vm *vm, const viv_value *args) {
    vk_type_parameter_object *self;
    uint16_t flags;
    viv_value made;

    if (!variance(vm, args + 4, &flags))
        return VIV_RAISE;
    made = make(vm, VK_PARAM_SPEC, args[1], flags);
    VIV_TRY(made);
    self = vk_object(vm, made);
    if (!viv_is_none(args[2]))
        self->bound = args[2];
    self->fallback = args[3];
    return made;
}

static viv_value type_var_tuple_make(viv_vm *vm, const viv_value *args) {
    viv_value made = make(vm, VK_TYPE_VAR_TUPLE, args[1], 0);

    VIV_TRY(made);
    ((vk_type_parameter_object *)vk_object(vm, made))->fallback = args[2];
    return made;
}

/* -- attributes */

static vk_type_parameter_object *self_of(viv_vm *vm, viv_value self) {
    return vk_type_parameter_pointer(vm, self);
}

static viv_value or_none(viv_value value) {
    return viv_is_absent(value) ? VIV_NONE : value;
}

static viv_value get_name(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->name;
}

static viv_value get_module(viv_vm *vm, viv_value self) {
    (void)self;
    return vk_str_from_text(vm, "typing");
}

static viv_value set_nothing(viv_vm *vm, viv_value self, viv_value value) {
    (void)self;
    (void)value;
    return vk_raise(vm, VIV_AttributeError, "readonly attribute");
}

static viv_value get_bound(viv_vm *vm, viv_value self) {
    vk_type_parameter_object *it = self_of(vm, self);

    return or_none(vk_type_reckon(vm, it, &it->bound, it->bound_maker));
}

static viv_value get_constraints(viv_vm *vm, viv_value self) {
    vk_type_parameter_object *it = self_of(vm, self);
    viv_value found =
        vk_type_reckon(vm, it, &it->constraints, it->constraints_maker);

    return viv_is_absent(found) ? vk_empty_tuple(vm) : found;
}

static viv_value get_bound_maker(viv_vm *vm, viv_value self) {
    return or_none(self_of(vm, self)->bound_maker);
}

static viv_value get_constraints_maker(viv_vm *vm, viv_value self) {
    return or_none(self_of(vm, self)->constraints_maker);
}

static viv_value get_default_maker(viv_vm *vm, viv_value self) {
    return or_none(self_of(vm, self)->fallback_maker);
}

static viv_value has_flag(viv_vm *vm, viv_value self, uint16_t flag) {
    return viv_bool(self_of(vm, self)->head.extra & flag);
}

static viv_value get_covariant(viv_vm *vm, viv_value self) {
    return has_flag(vm, self, VK_PARAMETER_COVARIANT);
}

static viv_value get_contravariant(viv_vm *vm, viv_value self) {
    return has_flag(vm, self, VK_PARAMETER_CONTRAVARIANT);
}

static viv_value get_inferred(viv_vm *vm, viv_value self) {
    return has_flag(vm, self, VK_PARAMETER_INFERRED);
}

static viv_value parameter_has_default(viv_vm *vm, const viv_value *args) {
    return viv_bool(vk_type_parameter_has_default(vm, args[0]));
}

static viv_value parameter_entries(viv_vm *vm, const viv_value *args) {
    return vk_raise(vm, VIV_TypeError, "Cannot subclass an instance of %T",
                    args[0]);
}

/* ~T, +T, -T; what the language makes has its name only. */
static viv_value parameter_repr(viv_vm *vm, viv_value self) {
    uint16_t flags = self_of(vm, self)->head.extra;
    vk_str_builder text;

    vk_str_build(&text, vm);
    if (!(flags & VK_PARAMETER_INFERRED))
        vk_str_add_text(&text, flags & VK_PARAMETER_COVARIANT       ? "+"
                               : flags & VK_PARAMETER_CONTRAVARIANT ? "-"
                                                                    : "~");
    vk_str_add(&text, self_of(vm, self)->name);
    return vk_str_finish(&text);
}

static viv_value type_var_tuple_repr(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->name;
}

/* *Ts: the one item is typing.Unpack[Ts]. */
static viv_value type_var_tuple_iterate(viv_vm *vm, viv_value self) {
    viv_value one = vk_alias_unpacked(vm, self);

    VIV_TRY(one);
    one = vk_tuple_from(vm, &one, 1);
    VIV_TRY(one);
    return vk_iterate(vm, one);
}

static void parameter_trace(vk_marker *marker, void *object) {
    vk_type_parameter_object *self = object;

    vk_mark_offset(marker, self->attributes);
    vk_mark_values(marker, &self->name, 7);
}

/* -- P.args, P.kwargs: an alias object of which only [origin] counts */

static viv_value part_of(viv_vm *vm, vk_kind kind, viv_value origin) {
    vk_alias_object *made = vk_new(vm, kind, sizeof *made);

    if (made == NULL)
        return VIV_RAISE;
    made->spare[0] = made->spare[1] = 0;
    made->origin = origin;
    made->args = VIV_NONE;
    return vk_reference(vm, made);
}

static viv_value get_args(viv_vm *vm, viv_value self) {
    return part_of(vm, VK_PARAM_SPEC_ARGS, self);
}

static viv_value get_kwargs(viv_vm *vm, viv_value self) {
    return part_of(vm, VK_PARAM_SPEC_KWARGS, self);
}

static viv_value args_make(viv_vm *vm, const viv_value *args) {
    return part_of(vm, VK_PARAM_SPEC_ARGS, args[1]);
}

static viv_value kwargs_make(viv_vm *vm, const viv_value *args) {
    return part_of(vm, VK_PARAM_SPEC_KWARGS, args[1]);
}

static viv_value origin_of(viv_vm *vm, viv_value self) {
    return ((vk_alias_object *)vk_object(vm, self))->origin;
}

static viv_value part_repr(viv_vm *vm, viv_value self) {
    viv_value origin = origin_of(vm, self);
    vk_str_builder text;

    vk_str_build(&text, vm);
    vk_str_add(&text, vk_is_type_parameter(vm, origin)
                          ? self_of(vm, origin)->name
                          : vk_repr(vm, origin));
    vk_str_add_text(&text, vk_is(vm, self, VK_PARAM_SPEC_ARGS) ? ".args"
                                                               : ".kwargs");
    return vk_str_finish(&text);
}

static viv_value part_compare(viv_vm *vm, vk_operator op, viv_value a,
                              viv_value b) {
    int equal;

    if ((op != VK_OP_EQ && op != VK_OP_NE) ||
        vk_kind_of(vm, a) != vk_kind_of(vm, b))
        return VIV_NOT_IMPLEMENTED;
    equal = vk_equal(vm, origin_of(vm, a), origin_of(vm, b));
    return equal < 0 ? VIV_RAISE : viv_bool(equal == (op == VK_OP_EQ));
}

static void part_trace(vk_marker *marker, void *object) {
    vk_mark_values(marker, &((vk_alias_object *)object)->origin, 2);
}

static viv_value no_default_repr(viv_vm *vm, viv_value self) {
    (void)self;
    return vk_str_from_text(vm, "typing.NoDefault");
}

/* -- the types */

static const viv_function type_var_methods[] = {
    {"__new__(cls, name: str, *constraints, bound=None, default=..., "
     "covariant=False, contravariant=False, infer_variance=False)",
     type_var_make, "Create and return a new object."},
    {"has_default(self, /)", parameter_has_default, NULL},
    {"__mro_entries__(self, bases, /)", parameter_entries, NULL},
    {0},
};

static const viv_function param_spec_methods[] = {
    {"__new__(cls, name: str, *, bound=None, default=..., covariant=False, "
     "contravariant=False, infer_variance=False)",
     param_spec_make, "Create and return a new object."},
    {"has_default(self, /)", parameter_has_default, NULL},
    {"__mro_entries__(self, bases, /)", parameter_entries, NULL},
    {0},
};

static const viv_function type_var_tuple_methods[] = {
    {"__new__(cls, name: str, *, default=...)", type_var_tuple_make,
     "Create and return a new object."},
    {"has_default(self, /)", parameter_has_default, NULL},
    {"__mro_entries__(self, bases, /)", parameter_entries, NULL},
    {0},
};

static const viv_function args_methods[] = {
    {"__new__(cls, origin)", args_make, "Create and return a new object."},
    {0},
};

static const viv_function kwargs_methods[] = {
    {"__new__(cls, origin)", kwargs_make, "Create and return a new object."},
    {0},
};

static const vk_getset part_getsets[] = {
    {"__origin__", origin_of, NULL, NULL},
    {0},
};

#define VARIANCE                                                               \
    {"__covariant__", get_covariant, NULL, NULL},                              \
        {"__contravariant__", get_contravariant, NULL, NULL},                  \
        {"__infer_variance__", get_inferred, NULL, NULL}
#define COMMON                                                                 \
    {"__name__", get_name, set_nothing, NULL},                                 \
        {"__module__", get_module, NULL, NULL},                                \
        {"__default__", vk_type_parameter_default, NULL, NULL},                \
        {"evaluate_default", get_default_maker, NULL, NULL}

static const vk_getset type_var_getsets[] = {
    COMMON,
    VARIANCE,
    {"__bound__", get_bound, NULL, NULL},
    {"__constraints__", get_constraints, NULL, NULL},
    {"evaluate_bound", get_bound_maker, NULL, NULL},
    {"evaluate_constraints", get_constraints_maker, NULL, NULL},
    {0},
};

static const vk_getset param_spec_getsets[] = {
    COMMON,
    VARIANCE,
    {"__bound__", get_bound, NULL, NULL},
    {"args", get_args, NULL, NULL},
    {"kwargs", get_kwargs, NULL, NULL},
    {0},
};

static const vk_getset type_var_tuple_getsets[] = {
    COMMON,
    {0},
};

const vk_slots vk_type_var_slots = {
    .size = sizeof(vk_type_parameter_object),
    .trace = parameter_trace,
    .repr = parameter_repr,
    .hash = vk_identity_hash,
    .binary = vk_union_binary,
    .methods = type_var_methods,
    .getsets = type_var_getsets,
    .flags = VK_TYPE_FINAL,
    .attributes = offsetof(vk_type_parameter_object, attributes),
    .doc = "Type variable.",
};

const vk_slots vk_param_spec_slots = {
    .size = sizeof(vk_type_parameter_object),
    .trace = parameter_trace,
    .repr = parameter_repr,
    .hash = vk_identity_hash,
    .binary = vk_union_binary,
    .methods = param_spec_methods,
    .getsets = param_spec_getsets,
    .flags = VK_TYPE_FINAL,
    .attributes = offsetof(vk_type_parameter_object, attributes),
    .doc = "Parameter specification variable.",
};

const vk_slots vk_type_var_tuple_slots = {
    .size = sizeof(vk_type_parameter_object),
    .trace = parameter_trace,
    .repr = type_var_tuple_repr,
    .hash = vk_identity_hash,
    .iterate = type_var_tuple_iterate,
    .methods = type_var_tuple_methods,
    .getsets = type_var_tuple_getsets,
    .flags = VK_TYPE_FINAL,
    .attributes = offsetof(vk_type_parameter_object, attributes),
    .doc = "Type variable tuple.",
};

const vk_slots vk_param_spec_args_slots = {
    .size = sizeof(vk_alias_object),
    .trace = part_trace,
    .repr = part_repr,
    .compare = part_compare,
    .methods = args_methods,
    .getsets = part_getsets,
    .flags = VK_TYPE_FINAL,
};

const vk_slots vk_param_spec_kwargs_slots = {
    .size = sizeof(vk_alias_object),
    .trace = part_trace,
    .repr = part_repr,
    .compare = part_compare,
    .methods = kwargs_methods,
    .getsets = part_getsets,
    .flags = VK_TYPE_FINAL,
};

static void no_trace(vk_marker *marker, void *object) {
    (void)marker;
    (void)object;
}

const vk_slots vk_no_default_slots = {
    .size = sizeof(vk_header),
    .trace = no_trace,
    .repr = no_default_repr,
    .hash = vk_identity_hash,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};
