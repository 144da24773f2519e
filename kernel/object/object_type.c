/* object_type.c - the class `object`: what every value can do. */
#include "eval/eval.h"
#include "eval/cache.h"
#include "host/guard.h"
#include "object/class.h"
#include "object/descriptor.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/slots.h"
#include "object/str.h"

static void object_trace(vk_marker *marker, void *object) {
    vk_instance *self = object;
    vk_shape *shape = vk_at(marker->vm, self->head.shape);

    vk_mark_offset(marker, self->attributes);
    vk_mark_values(marker, self->slots, shape->inlined);
}

static viv_value object_hash(viv_vm *vm, viv_value self) {
    (void)vm;
    return viv_small_int(vk_reference_offset(self) >> 4);
}

static viv_value object_new(viv_vm *vm, const viv_value *args) {
    viv_value type = args[0];
    bool given = vk_tuple_length(vm, args[1]) != 0 ||
                 vk_dict_count(vm, args[2]) != 0;

    if (given && vk_type_overrides(vm, type, VK_SPECIAL_NEW))
        return vk_raise(vm, VIV_TypeError,
                        "object.__new__() takes exactly one argument (the type "
                        "to instantiate)");
    if (given && !vk_type_overrides(vm, type, VK_SPECIAL_INIT))
        return vk_raise(vm, VIV_TypeError, "%N() takes no arguments", type);
    if (vk_type_pointer(vm, type)->flags & VK_TYPE_ABSTRACT)
        return vk_type_refuse_instance(vm, type);
    return vk_type_instantiate(vm, type);
}

/* The class has a constructor of its own: a program's, or a built-in type's. */
static bool has_new(viv_vm *vm, viv_value type) {
    viv_value name = vk_special_name(vm, VK_SPECIAL_NEW);

    return !viv_same(vk_type_lookup(vm, type, name),
                     vk_type_lookup(vm, vk_builtin_type(VK_OBJECT), name));
}

static viv_value object_init(viv_vm *vm, const viv_value *args) {
    viv_value type = vk_type_of(vm, args[0]);
    bool given = vk_tuple_length(vm, args[1]) != 0 ||
                 vk_dict_count(vm, args[2]) != 0;

    if (given && vk_type_overrides(vm, type, VK_SPECIAL_INIT))
        return vk_raise(vm, VIV_TypeError,
                        "object.__init__() takes exactly one argument (the "
                        "instance to initialize)");
    if (given && !has_new(vm, type))
        return vk_raise(vm, VIV_TypeError,
                        "%N.__init__() takes exactly one argument (the "
                        "instance to initialize)",
                        type);
    return VIV_NONE;
}

static viv_value object_repr(viv_vm *vm, const viv_value *args) {
    return vk_object_repr(vm, args[0]);
}

static viv_value object_str(viv_vm *vm, const viv_value *args) {
    return vk_step_repr(vm, args[0]);
}

static viv_value object_format(viv_vm *vm, const viv_value *args) {
    if (vk_str_text(vm, args[1]).length != 0)
        return vk_raise(vm, VIV_TypeError,
                        "unsupported format string passed to %T.__format__",
                        args[0]);
    return vk_step_str(vm, args[0]);
}

static viv_value object_hash_method(viv_vm *vm, const viv_value *args) {
    return vk_identity_hash(vm, args[0]);
}

static viv_value object_eq(viv_vm *vm, const viv_value *args) {
    (void)vm;
    return viv_same(args[0], args[1]) ? VIV_TRUE : VIV_NOT_IMPLEMENTED;
}

static viv_value object_ne(viv_vm *vm, const viv_value *args) {
    viv_value equal;

    if (!viv_is_reference(args[0]))
        return VIV_NOT_IMPLEMENTED;
    equal = vk_type_overrides(vm, vk_type_of(vm, args[0]), VK_SPECIAL_EQ)
                ? vk_call(vm,
                          vk_type_special(vm, vk_type_of(vm, args[0]),
                                          VK_SPECIAL_EQ),
                          args, 2)
                : object_eq(vm, args);
    if (viv_is_jump(equal) || viv_same(equal, VIV_NOT_IMPLEMENTED))
        return equal;
    return viv_bool(vk_truth(vm, equal) == 0);
}

static viv_value object_order(viv_vm *vm, const viv_value *args) {
    (void)vm;
    (void)args;
    return VIV_NOT_IMPLEMENTED;
}

static viv_value object_getattribute(viv_vm *vm, const viv_value *args) {
    const vk_slots *slots = vk_slots_of(vm, args[0]);
    viv_value name;

    if (!vk_is(vm, args[1], VK_STR))
        return vk_raise(vm, VIV_TypeError,
                        "attribute name must be string, not '%T'", args[1]);
    name = vk_str_intern(vm, args[1]);
    VIV_TRY(name);
    if (!vk_guard_reach(vm, args[0], name))
        return VIV_RAISE;
    if (slots->get_attribute != NULL)
        return slots->get_attribute(vm, args[0], name);
    return vk_object_get_attribute(vm, args[0], name);
}

static viv_value set(viv_vm *vm, viv_value self, viv_value name,
                     viv_value value) {
    const vk_slots *slots = vk_slots_of(vm, self);

    if (!vk_is(vm, name, VK_STR))
        return vk_raise(vm, VIV_TypeError,
                        "attribute name must be string, not '%T'", name);
    name = vk_str_intern(vm, name);
    VIV_TRY(name);
    if (slots->set_attribute != NULL)
        return slots->set_attribute(vm, self, name, value);
    return vk_object_set_attribute(vm, self, name, value);
}

static viv_value object_setattr(viv_vm *vm, const viv_value *args) {
    return set(vm, args[0], args[1], args[2]);
}

static viv_value object_delattr(viv_vm *vm, const viv_value *args) {
    return set(vm, args[0], args[1], VIV_ABSENT);
}

static viv_value object_dir(viv_vm *vm, const viv_value *args) {
    return vk_dir_of_object(vm, args[0]);
}

static viv_value object_init_subclass(viv_vm *vm, const viv_value *args) {
    if (vk_dict_count(vm, args[1]) != 0)
        return vk_raise(vm, VIV_TypeError,
                        "%S.__init_subclass__() takes no keyword arguments",
                        vk_type_pointer(vm, args[0])->qualified_name);
    return VIV_NONE;
}

static viv_value object_subclasshook(viv_vm *vm, const viv_value *args) {
    (void)vm;
    (void)args;
    return VIV_NOT_IMPLEMENTED;
}

static viv_value get_class(viv_vm *vm, viv_value self) {
    return vk_type_of(vm, self);
}

/* Only between classes whose instances look alike. */
static viv_value set_class(viv_vm *vm, viv_value self, viv_value value) {
    vk_type *from = vk_type_pointer(vm, vk_type_of(vm, self)), *to;
    viv_value dict;
    uint32_t shape;

    if (viv_is_absent(value))
        return vk_raise(vm, VIV_TypeError,
                        "can't delete __class__ attribute");
    if (!vk_is(vm, value, VK_TYPE))
        return vk_raise(vm, VIV_TypeError,
                        "__class__ must be set to a class, not '%T' object",
                        value);
    to = vk_type_pointer(vm, value);
    if ((from->flags | to->flags) & VK_TYPE_NATIVE)
        return vk_raise(vm, VIV_TypeError,
                        "__class__ assignment only supported for mutable "
                        "types or ModuleType subclasses");
    if (from->instance_kind != to->instance_kind ||
        from->slot_count != to->slot_count ||
        (from->flags ^ to->flags) & VK_TYPE_HAS_DICT)
        return vk_raise(vm, VIV_TypeError,
                        "__class__ assignment: '%N' object layout differs from "
                        "'%N'",
                        value, vk_type_of(vm, self));
    dict = vk_instance_dict(vm, self);
    VIV_TRY(dict);
    shape = vk_shape_new(vm, value,
                         vk_shape_pointer(vm, vk_head(vm, self)->shape)
                             ->inlined);
    if (shape == 0)
        return VIV_RAISE;
    vk_shape_pointer(vm, shape)->flags =
        viv_is_absent(dict) ? VK_SHAPE_FIXED : VK_SHAPE_DICTIONARY;
    vk_store_offset(vm, vk_head(vm, self), &vk_head(vm, self)->shape, shape);
    return VIV_NONE;
}

static viv_value get_dict(viv_vm *vm, viv_value self) {
    viv_value dict = vk_instance_dict(vm, self);

    if (!viv_is_absent(dict))
        return dict;
    return vk_raise_attribute(vm, self,
                              vk_str_intern_utf8(vm, "__dict__", 8));
}

static viv_value set_dict(viv_vm *vm, viv_value self, viv_value value) {
    if (viv_is_absent(value))
        return vk_raise(vm, VIV_TypeError, "cannot delete __dict__");
    if (!vk_is(vm, value, VK_DICT))
        return vk_raise(vm, VIV_TypeError,
                        "__dict__ must be set to a dictionary, not a '%T'",
                        value);
    return vk_instance_set_dict(vm, self, value)
               ? VIV_NONE
               : vk_raise_attribute(vm, self,
                                    vk_str_intern_utf8(vm, "__dict__", 8));
}

static const viv_function object_methods[] = {
    {"__new__(cls, /, *args, **kwargs)", object_new,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__(self, /, *args, **kwargs)", object_init,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__repr__(self, /)", object_repr, "Return repr(self)."},
    {"__str__(self, /)", object_str, "Return str(self)."},
    {"__format__(self, format_spec: str, /)", object_format,
     "Default object formatter."},
    {"__hash__(self, /)", object_hash_method, "Return hash(self)."},
    {"__eq__(self, value, /)", object_eq, "Return self==value."},
    {"__ne__(self, value, /)", object_ne, "Return self!=value."},
    {"__lt__(self, value, /)", object_order, "Return self<value."},
    {"__le__(self, value, /)", object_order, "Return self<=value."},
    {"__gt__(self, value, /)", object_order, "Return self>value."},
    {"__ge__(self, value, /)", object_order, "Return self>=value."},
    {"__getattribute__(self, name, /)", object_getattribute,
     "Return getattr(self, name)."},
    {"__setattr__(self, name, value, /)", object_setattr,
     "Implement setattr(self, name, value)."},
    {"__delattr__(self, name, /)", object_delattr,
     "Implement delattr(self, name)."},
    {"__dir__(self, /)", object_dir, "Default dir() implementation."},
    {"__init_subclass__(cls, /, **kwargs)", object_init_subclass,
     "This method is called when a class is subclassed."},
    {"__subclasshook__(cls, subclass, /)", object_subclasshook,
     "Abstract classes can override this to customize issubclass()."},
    {0},
};

static const vk_getset object_getsets[] = {
    {"__class__", get_class, set_class, "the object's class"},
    {"__dict__", get_dict, set_dict, NULL},
    {0},
};

const vk_slots vk_object_slots = {
    .size = sizeof(vk_instance),
    .trace = object_trace,
    .hash = object_hash,
    .methods = object_methods,
    .getsets = object_getsets,
    .attributes = 0,
    .doc = "The base class of the class hierarchy.",
};
