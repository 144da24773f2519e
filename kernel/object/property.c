/* property.c - property, classmethod, staticmethod, and the descriptors of
 * slots. */
#include "object/class.h"
#include "object/descriptor.h"
#include "object/error.h"
#include "object/protocol.h"
#include "object/str.h"

/* -- property */

static vk_property_object *self_of(viv_vm *vm, viv_value self) {
    return vk_object(vm, self);
}

static viv_value or_none(viv_value value) {
    return viv_is_absent(value) ? VIV_NONE : value;
}

static viv_value doc_of(viv_vm *vm, viv_value getter, viv_value given) {
    viv_value doc;

    if (!viv_is_none(given) || viv_is_none(getter) || viv_is_absent(getter))
        return given;
    doc = vk_find_attribute(vm, getter, vk_str_intern_utf8(vm, "__doc__", 7));
    return viv_is_absent(doc) ? VIV_NONE : doc;
}

static viv_value make(viv_vm *vm, viv_value type, const viv_value *parts) {
    vk_property_object *made =
        vk_new_instance(vm, type, VK_PROPERTY, sizeof *made);

    if (made == NULL)
        return VIV_RAISE;
    made->attributes = made->spare = 0;
    made->get = parts[0];
    made->set = parts[1];
    made->del = parts[2];
    made->doc = parts[3];
    made->name = parts[4];
    return vk_reference(vm, made);
}

/* The getter's doc is read again when the getter changes. */
static viv_value made_with_doc(viv_vm *vm, viv_value made, bool of_getter) {
    VIV_TRY(made);
    self_of(vm, made)->spare = of_getter;
    return made;
}

static viv_value property_new(viv_vm *vm, const viv_value *args) {
    viv_value doc = doc_of(vm, args[1], args[4]);
    viv_value parts[5] = {args[1], args[2], args[3], doc, VIV_ABSENT};

    VIV_TRY(doc);
    return made_with_doc(vm, make(vm, args[0], parts), viv_is_none(args[4]));
}

/* An instance of a subclass has an attribute of its own, since the class's
 * __doc__ hides ours. One that cannot have it does without the getter's. */
static viv_value keep_doc(viv_vm *vm, viv_value self, viv_value doc,
                          bool given) {
    viv_value set;

    if (!(vk_head(vm, self)->flags & VK_SUBCLASS))
        return VIV_NONE;
    set = vk_set_attribute(vm, self, vk_str_intern_utf8(vm, "__doc__", 7), doc);
    if (viv_is_raise(set) && !given && vk_raised(vm, VIV_AttributeError) &&
        !viv_is_absent(vk_catch(vm)))
        return VIV_NONE;
    return set;
}

static viv_value property_init(viv_vm *vm, const viv_value *args) {
    vk_property_object *self = self_of(vm, args[0]);
    viv_value doc = doc_of(vm, args[1], args[4]);

    VIV_TRY(doc);
    vk_store(vm, self, &self->get, args[1]);
    vk_store(vm, self, &self->set, args[2]);
    vk_store(vm, self, &self->del, args[3]);
    vk_store(vm, self, &self->doc, doc);
    self->spare = viv_is_none(args[4]);
    return keep_doc(vm, args[0], doc, !viv_is_none(args[4]));
}

static viv_value replace(viv_vm *vm, const viv_value *args, uint32_t which) {
    vk_property_object *from = self_of(vm, args[0]);
    viv_value parts[5] = {from->get, from->set, from->del, from->doc,
                          from->name};

    bool of_getter = from->spare != 0;

    parts[which] = args[1];
    if (vk_head(vm, args[0])->flags & VK_SUBCLASS) {
        if (of_getter)
            parts[3] = VIV_NONE;
        return vk_call(vm, vk_type_of(vm, args[0]), parts, 4);
    }
    if (which == 0 && of_getter) {
        parts[3] = doc_of(vm, args[1], VIV_NONE);
        VIV_TRY(parts[3]);
    }
    return made_with_doc(vm, make(vm, vk_type_of(vm, args[0]), parts),
                         of_getter);
}

static viv_value property_getter(viv_vm *vm, const viv_value *args) {
    return replace(vm, args, 0);
}

static viv_value property_setter(viv_vm *vm, const viv_value *args) {
    return replace(vm, args, 1);
}

static viv_value property_deleter(viv_vm *vm, const viv_value *args) {
    return replace(vm, args, 2);
}

static viv_value property_set_name(viv_vm *vm, const viv_value *args) {
    vk_property_object *self = self_of(vm, args[0]);

    if (viv_is_absent(self->name))
        vk_store(vm, self, &self->name, args[2]);
    return VIV_NONE;
}

static viv_value property_get(viv_vm *vm, viv_value self, viv_value instance,
                              viv_value owner) {
    viv_value get = self_of(vm, self)->get;

    (void)owner;
    if (viv_is_absent(instance) || viv_is_none(instance))
        return self;
    if (viv_is_none(get) || viv_is_absent(get))
        return vk_raise(vm, VIV_AttributeError,
                        "property of '%T' object has no getter", instance);
    return vk_tail_call(vm, get, &instance, 1);
}

static viv_value property_put(viv_vm *vm, viv_value self, viv_value instance,
                              viv_value value) {
    return vk_set_through(vm, self, instance, VIV_ABSENT, value);
}

static viv_value get_fget(viv_vm *vm, viv_value self) {
    return or_none(self_of(vm, self)->get);
}

static viv_value get_fset(viv_vm *vm, viv_value self) {
    return or_none(self_of(vm, self)->set);
}

static viv_value get_fdel(viv_vm *vm, viv_value self) {
    return or_none(self_of(vm, self)->del);
}

static viv_value get_doc(viv_vm *vm, viv_value self) {
    return or_none(self_of(vm, self)->doc);
}

static viv_value set_doc(viv_vm *vm, viv_value self, viv_value value) {
    vk_store(vm, self_of(vm, self), &self_of(vm, self)->doc,
             viv_is_absent(value) ? VIV_NONE : value);
    return VIV_NONE;
}

static viv_value get_name(viv_vm *vm, viv_value self) {
    vk_property_object *property = self_of(vm, self);

    if (!viv_is_absent(property->name))
        return property->name;
    if (viv_is_absent(property->get) || viv_is_none(property->get))
        return vk_raise(vm, VIV_AttributeError,
                        "'property' object has no attribute '__name__'");
    return vk_get_attribute(vm, property->get,
                            vk_str_intern_utf8(vm, "__name__", 8));
}

static viv_value set_name(viv_vm *vm, viv_value self, viv_value value) {
    vk_store(vm, self_of(vm, self), &self_of(vm, self)->name, value);
    return VIV_NONE;
}

static viv_value get_abstract(viv_vm *vm, viv_value self) {
    vk_property_object *property = self_of(vm, self);
    viv_value parts[3] = {property->get, property->set, property->del};

    for (uint32_t i = 0; i < 3; i++) {
        viv_value flag;

        if (viv_is_absent(parts[i]) || viv_is_none(parts[i]))
            continue;
        flag = vk_find_attribute(
            vm, parts[i], vk_str_intern_utf8(vm, "__isabstractmethod__", 20));
        VIV_TRY(flag);
        if (!viv_is_absent(flag) && vk_truth(vm, flag) > 0)
            return VIV_TRUE;
    }
    return VIV_FALSE;
}

static void property_trace(vk_marker *marker, void *object) {
    vk_property_object *self = object;

    vk_mark_offset(marker, self->attributes);
    vk_mark_values(marker, &self->get, 5);
}

static const viv_function property_methods[] = {
    {"__new__(cls, fget=None, fset=None, fdel=None, doc=None)", property_new,
     NULL},
    {"__init__(self, fget=None, fset=None, fdel=None, doc=None)",
     property_init,
     "Property attribute."},
    {"getter(self, fget, /)", property_getter,
     "Descriptor to obtain a copy of the property with a different getter."},
    {"setter(self, fset, /)", property_setter,
     "Descriptor to obtain a copy of the property with a different setter."},
    {"deleter(self, fdel, /)", property_deleter,
     "Descriptor to obtain a copy of the property with a different deleter."},
    {"__set_name__(self, owner, name, /)", property_set_name,
     "Method to set name of a property."},
    {0},
};

static const vk_getset property_getsets[] = {
    {"fget", get_fget, NULL, NULL},
    {"fset", get_fset, NULL, NULL},
    {"fdel", get_fdel, NULL, NULL},
    {"__doc__", get_doc, set_doc, NULL},
    {"__name__", get_name, set_name, NULL},
    {"__isabstractmethod__", get_abstract, NULL, NULL},
    {0},
};

const vk_slots vk_property_slots = {
    .size = sizeof(vk_property_object),
    .trace = property_trace,
    .hash = vk_identity_hash,
    .descriptor_get = property_get,
    .descriptor_set = property_put,
    .methods = property_methods,
    .filled_by_init = true,
    .getsets = property_getsets,
    .attributes = offsetof(vk_property_object, attributes),
    .doc = "Property attribute.",
};

/* -- classmethod and staticmethod */

static viv_value wrapped(viv_vm *vm, viv_value self) {
    return ((vk_wrapper_object *)vk_object(vm, self))->function;
}

static viv_value wrapper_new(viv_vm *vm, const viv_value *args, vk_kind kind) {
    vk_wrapper_object *made;

    if (viv_is_absent(args[1]) && viv_same(args[0], vk_builtin_type(kind)))
        return vk_raise(vm, VIV_TypeError, "%N expected 1 argument, got 0",
                        args[0]);
    made = vk_new_instance(vm, args[0], kind, sizeof *made);
    if (made == NULL)
        return VIV_RAISE;
    made->attributes = made->spare = 0;
    made->function = viv_is_absent(args[1]) ? VIV_NONE : args[1];
    return vk_reference(vm, made);
}

static viv_value wrapper_init(viv_vm *vm, const viv_value *args) {
    vk_wrapper_object *self = vk_object(vm, args[0]);

    vk_store(vm, self, &self->function, args[1]);
    return VIV_NONE;
}

static viv_value classmethod_new(viv_vm *vm, const viv_value *args) {
    return wrapper_new(vm, args, VK_CLASSMETHOD);
}

static viv_value staticmethod_new(viv_vm *vm, const viv_value *args) {
    return wrapper_new(vm, args, VK_STATICMETHOD);
}

static viv_value wrapper_repr(viv_vm *vm, viv_value self) {
    vk_str_builder text;

    vk_str_build(&text, vm);
    vk_str_add_text(&text, vk_is(vm, self, VK_CLASSMETHOD) ? "<classmethod("
                                                           : "<staticmethod(");
    vk_str_add(&text, vk_repr(vm, wrapped(vm, self)));
    vk_str_add_text(&text, ")>");
    return vk_str_finish(&text);
}

static viv_value classmethod_get(viv_vm *vm, viv_value self,
                                 viv_value instance, viv_value owner) {
    if (viv_is_none(owner) || viv_is_absent(owner))
        owner = vk_type_of(vm, instance);
    return vk_bind(vm, wrapped(vm, self), owner, vk_type_of(vm, owner));
}

static viv_value staticmethod_get(viv_vm *vm, viv_value self,
                                  viv_value instance, viv_value owner) {
    (void)instance;
    (void)owner;
    return wrapped(vm, self);
}

static viv_value staticmethod_call(viv_vm *vm, viv_value self,
                                   const viv_value *args, uint32_t count,
                                   viv_value names) {
    return vk_call_names(vm, wrapped(vm, self), args, count, names);
}

/* Names, doc and the like are those of the function. */
static viv_value wrapper_get_attribute(viv_vm *vm, viv_value self,
                                       viv_value name) {
    static const char *const taken[] = {"__name__", "__qualname__", "__doc__",
                                        "__module__", "__annotations__",
                                        "__isabstractmethod__"};

    for (uint32_t i = 0; i < sizeof taken / sizeof *taken; i++)
        if (vk_str_is(vm, name, taken[i])) {
            viv_value found = vk_find_attribute(vm, wrapped(vm, self), name);

            if (!viv_is_absent(found))
                return found;
        }
    return vk_object_get_attribute(vm, self, name);
}

static void wrapper_trace(vk_marker *marker, void *object) {
    vk_wrapper_object *self = object;

    vk_mark_offset(marker, self->attributes);
    vk_mark(marker, self->function);
}

static const viv_function classmethod_methods[] = {
    {"__new__(cls, function=..., /)", classmethod_new, NULL},
    {"__init__(self, function, /)", wrapper_init,
     "Convert a function to be a class method."},
    {0},
};

static const viv_function staticmethod_methods[] = {
    {"__new__(cls, function=..., /)", staticmethod_new, NULL},
    {"__init__(self, function, /)", wrapper_init,
     "Convert a function to be a static method."},
    {0},
};

static const vk_getset wrapper_getsets[] = {
    {"__func__", wrapped, NULL, NULL},
    {"__wrapped__", wrapped, NULL, NULL},
    {0},
};

const vk_slots vk_classmethod_slots = {
    .size = sizeof(vk_wrapper_object),
    .trace = wrapper_trace,
    .repr = wrapper_repr,
    .hash = vk_identity_hash,
    .get_attribute = wrapper_get_attribute,
    .descriptor_get = classmethod_get,
    .methods = classmethod_methods,
    .filled_by_init = true,
    .getsets = wrapper_getsets,
    .attributes = offsetof(vk_wrapper_object, attributes),
};

const vk_slots vk_staticmethod_slots = {
    .size = sizeof(vk_wrapper_object),
    .trace = wrapper_trace,
    .repr = wrapper_repr,
    .hash = vk_identity_hash,
    .call = staticmethod_call,
    .get_attribute = wrapper_get_attribute,
    .descriptor_get = staticmethod_get,
    .methods = staticmethod_methods,
    .filled_by_init = true,
    .getsets = wrapper_getsets,
    .attributes = offsetof(vk_wrapper_object, attributes),
};

/* -- descriptors of slots and computed attributes */

static viv_value member_repr(viv_vm *vm, viv_value self) {
    vk_member_object *member = vk_object(vm, self);
    vk_str_builder text;

    vk_str_build(&text, vm);
    vk_str_add_text(&text, vk_is(vm, self, VK_MEMBER) ? "<member '"
                                                      : "<attribute '");
    vk_str_add(&text, member->name);
    vk_str_add_text(&text, "' of '");
    vk_str_add(&text, vk_type_pointer(vm, member->owner)->name);
    vk_str_add_text(&text, "' objects>");
    return vk_str_finish(&text);
}

static viv_value member_bind(viv_vm *vm, viv_value self, viv_value instance,
                             viv_value owner) {
    if (viv_is_none(instance))
        instance = VIV_ABSENT;
    return vk_bind(vm, self, instance, owner);
}

static viv_value member_put(viv_vm *vm, viv_value self, viv_value instance,
                            viv_value value) {
    return vk_set_through(vm, self, instance, VIV_ABSENT, value);
}

static viv_value get_member_name(viv_vm *vm, viv_value self) {
    return ((vk_member_object *)vk_object(vm, self))->name;
}

static viv_value get_member_owner(viv_vm *vm, viv_value self) {
    return ((vk_member_object *)vk_object(vm, self))->owner;
}

static void member_trace(vk_marker *marker, void *object) {
    vk_mark_values(marker, &((vk_member_object *)object)->name, 2);
}

static const vk_getset member_getsets[] = {
    {"__name__", get_member_name, NULL, NULL},
    {"__objclass__", get_member_owner, NULL, NULL},
    {0},
};

_Static_assert(offsetof(vk_member_object, name) ==
                   offsetof(vk_getset_object, name),
               "members and getsets are printed alike");

const vk_slots vk_member_slots = {
    .size = sizeof(vk_member_object),
    .trace = member_trace,
    .repr = member_repr,
    .hash = vk_identity_hash,
    .descriptor_get = member_bind,
    .descriptor_set = member_put,
    .getsets = member_getsets,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};

const vk_slots vk_getset_slots = {
    .size = sizeof(vk_getset_object),
    .trace = member_trace,
    .repr = member_repr,
    .hash = vk_identity_hash,
    .descriptor_get = member_bind,
    .descriptor_set = member_put,
    .getsets = member_getsets,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};
