/* type.c - `type`: attributes of classes, making instances, what classes tell
 * about themselves. */
#include "memory/world.h"
#include "object/class.h"
#include "object/class_parts.h"

#include "eval/cache.h"
#include "eval/eval.h"
#include "eval/native.h"
#include "host/runtime.h"
#include "object/descriptor.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/slots.h"
#include "object/str.h"

/* -- attributes */

viv_value vk_type_get_attribute(viv_vm *vm, viv_value type, viv_value name) {
    viv_value meta = vk_type_of(vm, type);
    viv_value on_meta = vk_type_lookup(vm, meta, name), own;

    if (!viv_is_absent(on_meta) && vk_is_data_descriptor(vm, on_meta))
        return vk_bind(vm, on_meta, type, meta);
    own = vk_type_lookup(vm, type, name);
    if (!viv_is_absent(own))
        return vk_bind(vm, own, VIV_ABSENT, type);
    if (!viv_is_absent(on_meta))
        return vk_bind(vm, on_meta, type, meta);
    return vk_raise_attribute(vm, type, name);
}

/* Functions and descriptors are what caches remember the nature of. Overwriting
 * one plain value by another moves no lookup: counters in classes do not expire
 * the caches. */
static bool plain(viv_vm *vm, viv_value value) {
    if (!viv_is_reference(value))
        return true;
    switch (vk_head(vm, value)->kind) {
    case VK_INT:
    case VK_FLOAT:
    case VK_STR:
    case VK_BYTES:
    case VK_LIST:
    case VK_TUPLE:
    case VK_DICT:
    case VK_SET:
    case VK_FROZENSET:
        return true;
    default:
        return false;
    }
}

static viv_value immutable(viv_vm *vm, viv_value type, viv_value name) {
    return vk_raise(vm, VIV_TypeError,
                    "cannot set %R attribute of immutable type '%N'", name,
                    type);
}

static viv_value delete_attribute(viv_vm *vm, viv_value type, viv_value name) {
    vk_type *pointer = vk_type_pointer(vm, type);
    int deleted = vk_dict_delete(vm, pointer->namespace, name);

    if (deleted < 0)
        return VIV_RAISE;
    if (deleted == 0)
        return vk_raise_attribute(vm, type, name);
    vk_cache_expire(vm);
    vk_class_refresh(vm, type);
    return VIV_NONE;
}

viv_value vk_type_set_attribute(viv_vm *vm, viv_value type, viv_value name,
                                viv_value value) {
    vk_type *pointer = vk_type_pointer(vm, type);
    viv_value meta = vk_type_of(vm, type), on_meta, old;

    if (pointer->flags & VK_TYPE_NATIVE)
        return immutable(vm, type, name);
    on_meta = vk_type_lookup(vm, meta, name);
    if (!viv_is_absent(on_meta) && vk_is_data_descriptor(vm, on_meta))
        return vk_set_through(vm, on_meta, type, name, value);
    if (viv_is_absent(value))
        return delete_attribute(vm, type, name);
    old = vk_dict_get_name(vm, pointer->namespace, name);
    if (!vk_dict_set_name(vm, pointer->namespace, name, value))
        return VIV_RAISE;
    if (viv_is_absent(old) || !plain(vm, old) || !plain(vm, value))
        vk_cache_expire(vm);
    if (vk_special_find(vm, name) < VK_SPECIAL_COUNT)
        vk_class_refresh(vm, type);
    return VIV_NONE;
}

/* -- making instances (eval/call.c) */

bool vk_type_plain_new(viv_vm *vm, viv_value new) {
    return ((vk_native_object *)vk_object(vm, new))->index ==
           vk_runtime(vm)->roots.object_new;
}

viv_value vk_type_instantiate(viv_vm *vm, viv_value type) {
    vk_type *pointer = vk_type_pointer(vm, type);
    vk_instance *made;

    if (pointer->instance_kind != VK_OBJECT)
        return vk_raise(vm, VIV_TypeError,
                        "object.__new__(%N) is not safe, use %N.__new__()",
                        type, vk_builtin_type(pointer->instance_kind));
    made = vk_new_instance(vm, type, VK_OBJECT, sizeof *made);
    return made == NULL ? VIV_RAISE : vk_reference(vm, made);
}

bool vk_type_filled_by_init(viv_vm *vm, viv_value type) {
    uint8_t kind = vk_type_pointer(vm, type)->instance_kind;

    return kind < VK_KIND_COUNT && vk_slots_table[kind] != NULL &&
           vk_slots_table[kind]->filled_by_init;
}

/* Native __new__ does the work of its __init__; one written in Python does
 * not. */
bool vk_type_native_init(viv_vm *vm, viv_value type) {
    return vk_type_overrides(vm, type, VK_SPECIAL_NEW) &&
           !viv_same(vk_type_special(vm, type, VK_SPECIAL_INIT),
                     vk_type_special(vm, vk_builtin_type(VK_OBJECT),
                                     VK_SPECIAL_INIT));
}

static viv_value abstract_names(viv_vm *vm, viv_value type) {
    viv_value names = vk_find_attribute(
        vm, type, vk_str_intern_utf8(vm, "__abstractmethods__", 19));

    VIV_TRY(names);
    names = vk_list_from_iterable(vm, names);
    VIV_TRY(names);
    vk_items items = vk_sequence_items(vm, names);
    if (!vk_sort_values(vm, items.items, NULL, items.count, false))
        return VIV_RAISE;
    return names;
}

viv_value vk_type_refuse_instance(viv_vm *vm, viv_value type) {
    viv_value names;
    vk_str_builder text;
    uint32_t count;

    if (vk_type_pointer(vm, type)->flags & VK_TYPE_NO_CONSTRUCT)
        return vk_raise(vm, VIV_TypeError, "cannot create '%N' instances",
                        type);
    names = abstract_names(vm, type);
    VIV_TRY(names);
    count = vk_list_length(vm, names);
    vk_str_build(&text, vm);
    for (uint32_t i = 0; i < count; i++) {
        if (i != 0)
            vk_str_add_text(&text, ", ");
        vk_str_add_text(&text, "'");
        vk_str_add(&text, vk_list_get(vm, names, i));
        vk_str_add_text(&text, "'");
    }
    names = vk_str_finish(&text);
    VIV_TRY(names);
    return vk_raise(vm, VIV_TypeError,
                    "Can't instantiate abstract class %N without an "
                    "implementation for abstract method%s %S",
                    type, count == 1 ? "" : "s", names);
}

/* What makes a whole instance of [type] by one call: a plain instance whose
 * __init__ is an ordinary function, or a native __new__ without an __init__.
 * Absent: no such. */
static viv_value constructor(viv_vm *vm, viv_value type) {
    vk_type *pointer = vk_type_pointer(vm, type);
    viv_value new = vk_type_special(vm, type, VK_SPECIAL_NEW);
    viv_value init = vk_type_special(vm, type, VK_SPECIAL_INIT);
    bool own_init = vk_type_overrides(vm, type, VK_SPECIAL_INIT);

    if (pointer->flags &
            (VK_TYPE_ABSTRACT | VK_TYPE_NO_CONSTRUCT | VK_TYPE_METACLASS) ||
        vk_type_overrides(vm, vk_type_of(vm, type), VK_SPECIAL_CALL) ||
        vk_type_overrides(vm, type, VK_SPECIAL_DEL) ||
        !vk_is(vm, new, VK_NATIVE))
        return VIV_ABSENT;
    if (!vk_type_plain_new(vm, new))
        return own_init ? VIV_ABSENT : new;
    return pointer->instance_kind == VK_OBJECT && vk_is(vm, init, VK_FUNCTION)
               ? init
               : VIV_ABSENT;
}

void vk_type_cache_construction(viv_vm *vm, viv_value type) {
    vk_type *pointer = vk_type_pointer(vm, type);
    viv_value with;

    if (vk_in_world(vm, vk_reference_offset(type)))
        return;
    with = constructor(vm, type);
    if (viv_is_absent(with))
        return;
    pointer->construct_epoch = VK(vm)->epoch;
    pointer->construct_shape = pointer->shape;
    vk_store_offset(vm, pointer, &pointer->construct_with,
                    vk_reference_offset(with));
}

void vk_type_cache_world_construction(viv_vm *vm, viv_value type) {
    viv_value with = constructor(vm, type);

    if (!vk_is(vm, with, VK_NATIVE) || viv_same(type, vk_builtin_type(VK_TYPE)))
        return;
    vk_type_pointer(vm, type)->construct_epoch = VK_CONSTRUCT_ALWAYS;
    vk_type_pointer(vm, type)->construct_with = vk_reference_offset(with);
}

/* -- what Python sees */

viv_value vk_type_module(viv_vm *vm, viv_value type) {
    vk_type *pointer = vk_type_pointer(vm, type);

    if (pointer->flags & VK_TYPE_NATIVE)
        return pointer->module;
    return vk_dict_get_name(vm, pointer->namespace,
                            vk_str_intern_utf8(vm, "__module__", 10));
}

static viv_value type_repr(viv_vm *vm, viv_value self) {
    viv_value module = vk_type_module(vm, self);
    vk_str_builder text;

    vk_str_build(&text, vm);
    vk_str_add_text(&text, "<class '");
    if (vk_is(vm, module, VK_STR) && !vk_str_is(vm, module, "builtins")) {
        vk_str_add(&text, module);
        vk_str_add_text(&text, ".");
    }
    vk_str_add(&text, vk_type_pointer(vm, self)->qualified_name);
    vk_str_add_text(&text, "'>");
    return vk_str_finish(&text);
}

static viv_value type_hash(viv_vm *vm, viv_value self) {
    (void)vm;
    return viv_small_int(vk_reference_offset(self) >> 4);
}

static viv_value type_binary(viv_vm *vm, vk_operator op, viv_value a,
                             viv_value b) {
    return op == VK_OP_OR ? vk_union_of(vm, a, b) : VIV_NOT_IMPLEMENTED;
}

static viv_value get_name(viv_vm *vm, viv_value self) {
    return vk_type_pointer(vm, self)->name;
}

static viv_value get_qualified_name(viv_vm *vm, viv_value self) {
    return vk_type_pointer(vm, self)->qualified_name;
}

/* Attributes that every class has: not of built-in classes, and not to be
 * deleted. */
static viv_value may_set(viv_vm *vm, viv_value self, viv_value value,
                         const char *what) {
    const vk_type *type = vk_type_pointer(vm, self);

    if (!(type->flags & VK_TYPE_NATIVE) && !viv_is_absent(value))
        return VIV_NONE;
    return vk_raise(vm, VIV_TypeError,
                    type->flags & VK_TYPE_NATIVE
                        ? "cannot set '%s' attribute of immutable type '%N'"
                        : "cannot delete '%s' attribute of immutable type "
                          "'%N'",
                    what, self);
}

static viv_value set_text(viv_vm *vm, viv_value self, viv_value value,
                          bool qualified) {
    vk_type *type = vk_type_pointer(vm, self);
    const char *what = qualified ? "__qualname__" : "__name__";

    VIV_TRY(may_set(vm, self, value, what));
    if (!vk_is(vm, value, VK_STR))
        return vk_raise(vm, VIV_TypeError,
                        "can only assign string to %N.%s, not '%T'", self,
                        what, value);
    vk_store(vm, type, qualified ? &type->qualified_name : &type->name, value);
    return VIV_NONE;
}

static viv_value set_name(viv_vm *vm, viv_value self, viv_value value) {
    return set_text(vm, self, value, false);
}

static viv_value set_qualified_name(viv_vm *vm, viv_value self,
                                    viv_value value) {
    return set_text(vm, self, value, true);
}

static viv_value get_module(viv_vm *vm, viv_value self) {
    viv_value module = vk_type_module(vm, self);

    return viv_is_absent(module) ? vk_str_intern_utf8(vm, "builtins", 8)
                                 : module;
}

static viv_value set_module(viv_vm *vm, viv_value self, viv_value value) {
    vk_type *type = vk_type_pointer(vm, self);
    viv_value name = vk_str_intern_utf8(vm, "__module__", 10);

    VIV_TRY(may_set(vm, self, value, "__module__"));
    return vk_dict_set_name(vm, type->namespace, name, value) ? VIV_NONE
                                                              : VIV_RAISE;
}

static viv_value get_resolution(viv_vm *vm, viv_value self) {
    return vk_type_pointer(vm, self)->resolution;
}

static viv_value get_bases(viv_vm *vm, viv_value self) {
    return vk_type_pointer(vm, self)->bases;
}

static viv_value get_base(viv_vm *vm, viv_value self) {
    viv_value bases = vk_type_pointer(vm, self)->bases;

    return vk_tuple_length(vm, bases) == 0 ? VIV_NONE
                                           : vk_tuple_get(vm, bases, 0);
}

static viv_value get_namespace(viv_vm *vm, viv_value self) {
    return vk_mapping_proxy_new(vm, vk_type_pointer(vm, self)->namespace);
}

static viv_value get_doc(viv_vm *vm, viv_value self) {
    vk_type *type = vk_type_pointer(vm, self);
    viv_value found;

    if (type->flags & VK_TYPE_NATIVE)
        return type->doc;
    found = vk_dict_get_name(vm, type->namespace,
                             vk_str_intern_utf8(vm, "__doc__", 7));
    if (viv_is_absent(found))
        return VIV_NONE;
    return vk_bind(vm, found, VIV_ABSENT, self);
}

static viv_value set_doc(viv_vm *vm, viv_value self, viv_value value) {
    vk_type *type = vk_type_pointer(vm, self);
    viv_value name = vk_str_intern_utf8(vm, "__doc__", 7);

    VIV_TRY(may_set(vm, self, value, "__doc__"));
    return vk_dict_set_name(vm, type->namespace, name, value) ? VIV_NONE
                                                              : VIV_RAISE;
}

/* PEP 649: reckoned by __annotate_func__ when they are first asked for. */
static viv_value get_annotations(viv_vm *vm, viv_value self) {
    vk_type *type = vk_type_pointer(vm, self);
    viv_value cache = vk_str_intern_utf8(vm, "__annotations_cache__", 21);
    viv_value hook = vk_str_intern_utf8(vm, "__annotate_func__", 17);
    viv_value format = viv_small_int(1), made;

    if (type->flags & VK_TYPE_NATIVE)
        return vk_raise_attribute(
            vm, self, vk_str_intern_utf8(vm, "__annotations__", 15));
    made = vk_dict_get_name(vm, type->namespace,
                            vk_str_intern_utf8(vm, "__annotations__", 15));
    if (viv_is_absent(made))
        made = vk_dict_get_name(vm, type->namespace, cache);
    if (!viv_is_absent(made))
        return made;
    hook = vk_dict_get_name(vm, type->namespace, hook);
    if (viv_is_absent(hook) || viv_is_none(hook))
        made = vk_dict_new(vm, 0);
    else
        made = vk_call(vm, hook, &format, 1);
    VIV_TRY(made);
    if (!vk_is(vm, made, VK_DICT))
        return vk_raise(vm, VIV_TypeError,
                        "__annotate__ returned non-dict of type '%T'", made);
    return vk_dict_set_name(vm, type->namespace, cache, made) ? made
                                                              : VIV_RAISE;
}

/* What was set in the class body stays where it is. */
static viv_value set_annotations(viv_vm *vm, viv_value self, viv_value value) {
    vk_type *type = vk_type_pointer(vm, self);
    viv_value name = vk_str_intern_utf8(vm, "__annotations__", 15);
    viv_value hook = vk_str_intern_utf8(vm, "__annotate_func__", 17);

    if (type->flags & VK_TYPE_NATIVE)
        return immutable(vm, self, name);
    if (viv_is_absent(vk_dict_get_name(vm, type->namespace, name)))
        name = vk_str_intern_utf8(vm, "__annotations_cache__", 21);
    if (viv_is_absent(value) ? vk_dict_delete(vm, type->namespace, name) < 0
                             : !vk_dict_set_name(vm, type->namespace, name,
                                                 value))
        return VIV_RAISE;
    return vk_dict_set_name(vm, type->namespace, hook, VIV_NONE) ? VIV_NONE
                                                                 : VIV_RAISE;
}

static viv_value get_annotate(viv_vm *vm, viv_value self) {
    viv_value hook = vk_type_pointer(vm, self)->flags & VK_TYPE_NATIVE
                         ? VIV_ABSENT
                         : vk_dict_get_name(
                               vm, vk_type_pointer(vm, self)->namespace,
                               vk_str_intern_utf8(vm, "__annotate_func__", 17));

    return viv_is_absent(hook) ? VIV_NONE : hook;
}

static viv_value set_annotate(viv_vm *vm, viv_value self, viv_value value) {
    vk_type *type = vk_type_pointer(vm, self);
    viv_value hook = vk_str_intern_utf8(vm, "__annotate_func__", 17);

    if (type->flags & VK_TYPE_NATIVE)
        return immutable(vm, self,
                         vk_str_intern_utf8(vm, "__annotate__", 12));
    if (viv_is_absent(value))
        return vk_raise(vm, VIV_TypeError,
                        "cannot delete __annotate__ attribute");
    if (!viv_is_none(value) && !vk_is_callable(vm, value))
        return vk_raise(vm, VIV_TypeError,
                        "__annotate__ must be callable or None");
    if (!viv_is_none(value) &&
        vk_dict_delete(vm, type->namespace,
                       vk_str_intern_utf8(vm, "__annotations_cache__", 21)) < 0)
        return VIV_RAISE;
    return vk_dict_set_name(vm, type->namespace, hook, value) ? VIV_NONE
                                                              : VIV_RAISE;
}

static viv_value get_abstract(viv_vm *vm, viv_value self) {
    vk_type *type = vk_type_pointer(vm, self);
    viv_value name = vk_str_intern_utf8(vm, "__abstractmethods__", 19), found;

    found = type->flags & VK_TYPE_NATIVE
                ? VIV_ABSENT
                : vk_dict_get_name(vm, type->namespace, name);
    return viv_is_absent(found) ? vk_raise_attribute(vm, self, name) : found;
}

static viv_value set_abstract(viv_vm *vm, viv_value self, viv_value value) {
    vk_type *type = vk_type_pointer(vm, self);
    viv_value name = vk_str_intern_utf8(vm, "__abstractmethods__", 19);
    int some = viv_is_absent(value) ? 0 : vk_truth(vm, value), done;

    if (type->flags & VK_TYPE_NATIVE)
        return immutable(vm, self, name);
    if (some < 0)
        return VIV_RAISE;
    done = viv_is_absent(value)
               ? vk_dict_delete(vm, type->namespace, name)
               : vk_dict_set_name(vm, type->namespace, name, value) ? 1 : -1;
    if (done <= 0)
        return done < 0 ? VIV_RAISE : vk_raise_attribute(vm, self, name);
    type->flags = some ? type->flags | VK_TYPE_ABSTRACT
                       : type->flags & ~(uint32_t)VK_TYPE_ABSTRACT;
    vk_cache_expire(vm);
    return VIV_NONE;
}

static viv_value type_mro(viv_vm *vm, const viv_value *args) {
    return vk_list_from_iterable(
        vm, vk_type_pointer(vm, args[0])->resolution);
}

static viv_value type_subclasses(viv_vm *vm, const viv_value *args) {
    viv_value list = vk_type_pointer(vm, args[0])->subclasses;

    return vk_is(vm, list, VK_LIST) ? vk_list_from_iterable(vm, list)
                                    : vk_list_new(vm, 0);
}

static viv_value type_instancecheck(viv_vm *vm, const viv_value *args) {
    int is = vk_is_plain_instance(vm, args[1], args[0]);

    return is < 0 ? VIV_RAISE : viv_bool(is);
}

static viv_value type_subclasscheck(viv_vm *vm, const viv_value *args) {
    int is = vk_is_plain_subclass(vm, args[1], args[0]);

    return is < 0 ? VIV_RAISE : viv_bool(is);
}

static viv_value type_prepare(viv_vm *vm, const viv_value *args) {
    (void)args;
    return vk_dict_new(vm, 0);
}

static bool has_nul(viv_vm *vm, viv_value name) {
    vk_text text = vk_str_text(vm, name);

    for (uint32_t i = 0; i < text.length; i++)
        if (vk_text_at(text, i) == 0)
            return true;
    return false;
}

static viv_value type_new(viv_vm *vm, const viv_value *args) {
    viv_value meta = args[0], name = args[1], bases = args[2];

    if (viv_is_absent(bases) || viv_is_absent(args[3]))
        return vk_raise(vm, VIV_TypeError, "type() takes 1 or 3 arguments");
    if (!vk_is(vm, name, VK_STR))
        return vk_raise(vm, VIV_TypeError,
                        "type.__new__() argument 1 must be str, not %T", name);
    if (!vk_is(vm, bases, VK_TUPLE))
        return vk_raise(vm, VIV_TypeError,
                        "type.__new__() argument 2 must be tuple, not %T",
                        bases);
    if (!vk_is(vm, args[3], VK_DICT))
        return vk_raise(vm, VIV_TypeError,
                        "type.__new__() argument 3 must be dict, not %T",
                        args[3]);
    if (has_nul(vm, name))
        return vk_raise(vm, VIV_ValueError,
                        "type name must not contain null characters");
    meta = vk_class_metaclass(vm, meta, bases);
    VIV_TRY(meta);
    return vk_class_new(vm, meta, name, bases, args[3], args[4]);
}

static viv_value type_init(viv_vm *vm, const viv_value *args) {
    (void)vm;
    (void)args;
    return VIV_NONE;
}

static viv_value type_call(viv_vm *vm, const viv_value *args) {
    viv_value made;

    VK(vm)->constructing = args[0];
    made = vk_call_with_dict(vm, args[0], args[1], args[2]);
    VK(vm)->constructing = VIV_NONE;
    return made;
}

static viv_value type_dir(viv_vm *vm, const viv_value *args) {
    return vk_dir_of_class(vm, args[0]);
}

static void type_trace(vk_marker *marker, void *object) {
    vk_type *type = object;

    vk_mark_offset(marker, type->attributes);
    vk_mark_offset(marker, type->shape);
    vk_mark_offset(marker, type->construct_with);
    vk_mark(marker, type->name);
    vk_mark(marker, type->qualified_name);
    vk_mark(marker, type->bases);
    vk_mark(marker, type->resolution);
    vk_mark(marker, type->namespace);
    vk_mark(marker, type->module);
    vk_mark(marker, type->subclasses);
    vk_mark(marker, type->doc);
}

static const viv_function type_methods[] = {
    {"__new__(cls, name, bases=..., namespace=..., /, **keywords)", type_new,
     "Create and return a new class."},
    {"__init__(self, /, *args, **keywords)", type_init,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__call__(self, /, *args, **kwargs)", type_call,
     "Call self as a function."},
    {"mro(self, /)", type_mro, "Return a type's method resolution order."},
    {"__subclasses__(self, /)", type_subclasses,
     "Return a list of immediate subclasses."},
    {"__instancecheck__(self, instance, /)", type_instancecheck,
     "Check if an object is an instance."},
    {"__subclasscheck__(self, subclass, /)", type_subclasscheck,
     "Check if a class is a subclass."},
    {"__prepare__(cls, /, *args, **keywords)", type_prepare,
     "Create the namespace for the class statement"},
    {"__dir__(self, /)", type_dir,
     "Specialized __dir__ implementation for types."},
    {0},
};

static const vk_getset type_getsets[] = {
    {"__name__", get_name, set_name, NULL},
    {"__qualname__", get_qualified_name, set_qualified_name, NULL},
    {"__module__", get_module, set_module, NULL},
    {"__mro__", get_resolution, NULL, NULL},
    {"__bases__", get_bases, NULL, NULL},
    {"__base__", get_base, NULL, NULL},
    {"__dict__", get_namespace, NULL, NULL},
    {"__doc__", get_doc, set_doc, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL},
    {"__annotate__", get_annotate, set_annotate, NULL},
    {"__abstractmethods__", get_abstract, set_abstract, NULL},
    {0},
};

const vk_slots vk_type_slots = {
    .size = sizeof(vk_type),
    .trace = type_trace,
    .repr = type_repr,
    .hash = type_hash,
    .binary = type_binary,
    .get_attribute = vk_type_get_attribute,
    .set_attribute = vk_type_set_attribute,
    .methods = type_methods,
    .getsets = type_getsets,
    .attributes = offsetof(vk_type, attributes),
    .doc = "type(object) -> the object's type\n"
           "type(name, bases, dict, **kwds) -> a new type",
};
