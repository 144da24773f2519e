/* descriptor.c - binding: what a class attribute is when it is reached, and the
 * native descriptors property, classmethod, staticmethod, slots and getsets.
 *
 * Language reference, 3.3.2.3 "Invoking Descriptors".
 */
#include "host/guard.h"
#include "object/descriptor.h"

#include "eval/eval.h"
#include "eval/native.h"
#include "host/runtime.h"
#include "object/class.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/protocol.h"
#include "object/slots.h"
#include "object/str.h"

/* -- AttributeError */

viv_value vk_raise_attribute(viv_vm *vm, viv_value object, viv_value name) {
    if (vk_is(vm, object, VK_TYPE))
        vk_raise(vm, VIV_AttributeError, "type object '%N' has no attribute '%S'",
                 object, name);
    else
        vk_raise(vm, VIV_AttributeError, "'%T' object has no attribute '%S'",
                 object, name);
    return vk_exception_note_attribute(vm, object, name);
}

viv_value vk_raise_attribute_no_dict(viv_vm *vm, viv_value object,
                                     viv_value name) {
    vk_raise(vm, VIV_AttributeError,
             "'%T' object has no attribute '%S' and no __dict__ for setting new "
             "attributes",
             object, name);
    return vk_exception_note_attribute(vm, object, name);
}

/* -- slots and getsets */

viv_value *vk_member_place(viv_vm *vm, viv_value member, viv_value object) {
    vk_member_object *self = vk_object(vm, member);
    vk_header *head;
    vk_shape *shape;
    uint32_t at, slot = self->head.extra;

    if (!viv_is_reference(object) ||
        !vk_type_derives(vm, vk_type_of(vm, object), self->owner))
        return NULL;
    head = vk_head(vm, object);
    shape = vk_shape_pointer(vm, head->shape);
    at = vk_inline_at(vm, head);
    if (at == 0 || slot >= shape->inlined)
        return NULL;
    return vk_at(vm, vk_offset(vm, head) + at + slot * 8);
}

static viv_value wrong_object(viv_vm *vm, viv_value name, viv_value owner,
                              viv_value object) {
    return vk_raise(vm, VIV_TypeError,
                    "descriptor '%S' for '%N' objects doesn't apply to a '%T' "
                    "object",
                    name, owner, object);
}

static viv_value member_get(viv_vm *vm, viv_value member, viv_value object) {
    vk_member_object *self = vk_object(vm, member);
    viv_value *place = vk_member_place(vm, member, object);

    if (place == NULL)
        return wrong_object(vm, self->name, self->owner, object);
    return viv_is_absent(*place) ? vk_raise_attribute(vm, object, self->name)
                                 : *place;
}

static viv_value member_set(viv_vm *vm, viv_value member, viv_value object,
                            viv_value value) {
    vk_member_object *self = vk_object(vm, member);
    viv_value *place = vk_member_place(vm, member, object);

    if (place == NULL)
        return wrong_object(vm, self->name, self->owner, object);
    if (viv_is_absent(value) && viv_is_absent(*place))
        return vk_raise_attribute(vm, object, self->name);
    vk_store(vm, vk_head(vm, object), place, value);
    return VIV_NONE;
}

static const vk_getset *getset_row(viv_vm *vm, viv_value descriptor) {
    const struct vk_runtime *runtime = vk_runtime(vm);
    uint32_t index = ((vk_getset_object *)vk_object(vm, descriptor))->index;

    VK_CHECK(vm, index < runtime->getset_count);
    return runtime->getsets[index];
}

/* The C function may rely on the kind of what it gets. */
static bool getset_fits(viv_vm *vm, viv_value descriptor, viv_value object) {
    vk_getset_object *self = vk_object(vm, descriptor);
    uint8_t kind = vk_type_pointer(vm, self->owner)->instance_kind;

    return vk_type_derives(vm, vk_type_of(vm, object), self->owner) &&
           (kind == VK_OBJECT || kind == vk_kind_of(vm, object) ||
            vk_kind_bases[vk_kind_of(vm, object)] == kind);
}

static viv_value getset_get(viv_vm *vm, viv_value descriptor,
                            viv_value object) {
    vk_getset_object *self = vk_object(vm, descriptor);

    if (!getset_fits(vm, descriptor, object))
        return wrong_object(vm, self->name, self->owner, object);
    /* A class's dict leads here without a look-up. */
    if (!vk_guard_reach(vm, object, self->name))
        return VIV_RAISE;
    return getset_row(vm, descriptor)->get(vm, object);
}

static viv_value getset_set(viv_vm *vm, viv_value descriptor, viv_value object,
                            viv_value value) {
    vk_getset_object *self = vk_object(vm, descriptor);
    const vk_getset *row = getset_row(vm, descriptor);

    if (!getset_fits(vm, descriptor, object))
        return wrong_object(vm, self->name, self->owner, object);
    if (row->set == NULL)
        return vk_raise(vm, VIV_AttributeError,
                        "attribute '%S' of '%N' objects is not writable",
                        self->name, self->owner);
    return row->set(vm, object, value);
}

/* -- properties */

static viv_value no_accessor(viv_vm *vm, vk_property_object *self,
                             viv_value object, const char *what) {
    if (viv_is_absent(self->name) || viv_is_none(self->name))
        return vk_raise(vm, VIV_AttributeError,
                        "property of %R object has no %s",
                        vk_type_pointer(vm, vk_type_of(vm, object))
                            ->qualified_name,
                        what);
    return vk_raise(
        vm, VIV_AttributeError, "property %R of %R object has no %s",
        self->name,
        vk_type_pointer(vm, vk_type_of(vm, object))->qualified_name, what);
}

static viv_value property_get(viv_vm *vm, viv_value property,
                              viv_value object) {
    vk_property_object *self = vk_object(vm, property);

    if (viv_is_absent(self->get) || viv_is_none(self->get))
        return no_accessor(vm, self, object, "getter");
    return vk_tail_call(vm, self->get, &object, 1);
}

static viv_value property_set(viv_vm *vm, viv_value property, viv_value object,
                              viv_value value) {
    vk_property_object *self = vk_object(vm, property);
    viv_value args[2] = {object, value};
    bool deletes = viv_is_absent(value);
    viv_value function = deletes ? self->del : self->set;

    if (viv_is_absent(function) || viv_is_none(function))
        return no_accessor(vm, self, object, deletes ? "deleter" : "setter");
    return vk_tail_call(vm, function, args, deletes ? 1 : 2);
}

/* -- binding */

static viv_value bind_python(viv_vm *vm, viv_value attribute,
                             viv_value instance, viv_value owner) {
    viv_value type = vk_type_of(vm, attribute), args[3];
    const vk_slots *slots = vk_slots_of(vm, attribute);

    if (vk_type_overrides(vm, type, VK_SPECIAL_GET)) {
        args[0] = attribute;
        args[1] = viv_is_absent(instance) ? VIV_NONE : instance;
        args[2] = owner;
        return vk_prepare(vm, vk_type_special(vm, type, VK_SPECIAL_GET), args,
                          3, VK_AFTER_NONE);
    }
    if (slots->descriptor_get != NULL)
        return slots->descriptor_get(vm, attribute, instance, owner);
    return attribute;
}

viv_value vk_bind(viv_vm *vm, viv_value attribute, viv_value instance,
                  viv_value owner) {
    bool alone = viv_is_absent(instance);

    if (!viv_is_reference(attribute))
        return attribute;
    if (vk_head(vm, attribute)->flags & VK_SUBCLASS)
        return bind_python(vm, attribute, instance, owner);
    switch (vk_head(vm, attribute)->kind) {
    case VK_FUNCTION:
        return alone ? attribute : vk_method_new(vm, attribute, instance);
    case VK_NATIVE_METHOD:
        return alone ? attribute : vk_native_bind(vm, attribute, instance);
    case VK_PROPERTY:
        return alone ? attribute : property_get(vm, attribute, instance);
    case VK_MEMBER:
        return alone ? attribute : member_get(vm, attribute, instance);
    case VK_GETSET:
        return alone ? attribute : getset_get(vm, attribute, instance);
    case VK_STATICMETHOD:
        return ((vk_wrapper_object *)vk_object(vm, attribute))->function;
    case VK_CLASSMETHOD: {
        viv_value function =
            ((vk_wrapper_object *)vk_object(vm, attribute))->function;

        if (vk_is(vm, function, VK_NATIVE_METHOD))
            return vk_native_bind(vm, function, owner);
        if (vk_is(vm, function, VK_FUNCTION))
            return vk_method_new(vm, function, owner);
        return vk_bind(vm, function, owner, vk_type_of(vm, owner));
    }
    default:
        return bind_python(vm, attribute, instance, owner);
    }
}

viv_value vk_bind_special(viv_vm *vm, viv_value method, viv_value object) {
    return vk_finish(vm,
                     vk_bind(vm, method, object, vk_type_of(vm, object)));
}

bool vk_is_data_descriptor(viv_vm *vm, viv_value attribute) {
    viv_value type;

    if (!viv_is_reference(attribute))
        return false;
    switch (vk_head(vm, attribute)->kind) {
    case VK_PROPERTY:
    case VK_MEMBER:
    case VK_GETSET:
        return true;
    default:
        type = vk_type_of(vm, attribute);
        return vk_type_overrides(vm, type, VK_SPECIAL_SET) ||
               vk_type_overrides(vm, type, VK_SPECIAL_DELETE);
    }
}

static viv_value set_python(viv_vm *vm, viv_value descriptor, viv_value object,
                            viv_value name, viv_value value) {
    bool deletes = viv_is_absent(value);
    vk_special special = deletes ? VK_SPECIAL_DELETE : VK_SPECIAL_SET;
    viv_value type = vk_type_of(vm, descriptor);
    viv_value args[3] = {descriptor, object, value};

    if (vk_type_overrides(vm, type, special))
        return vk_prepare(vm, vk_type_special(vm, type, special), args,
                          deletes ? 2 : 3, VK_AFTER_NONE);
    (void)name;
    return vk_raise(vm, VIV_AttributeError,
                    deletes ? "__delete__" : "__set__");
}

viv_value vk_set_through(viv_vm *vm, viv_value descriptor, viv_value object,
                         viv_value name, viv_value value) {
    viv_value type = vk_type_of(vm, descriptor);

    if (vk_type_overrides(vm, type, VK_SPECIAL_SET) ||
        vk_type_overrides(vm, type, VK_SPECIAL_DELETE))
        return set_python(vm, descriptor, object, name, value);
    switch (vk_head(vm, descriptor)->kind) {
    case VK_PROPERTY:
        return property_set(vm, descriptor, object, value);
    case VK_MEMBER:
        return member_set(vm, descriptor, object, value);
    case VK_GETSET:
        return getset_set(vm, descriptor, object, value);
    default:
        return set_python(vm, descriptor, object, name, value);
    }
}

/* -- makers */

viv_value vk_member_new(viv_vm *vm, viv_value owner, viv_value name,
                        uint32_t slot) {
    vk_member_object *made = vk_new(vm, VK_MEMBER, sizeof *made);

    if (made == NULL)
        return VIV_RAISE;
    made->head.extra = (uint16_t)slot;
    made->spare[0] = made->spare[1] = 0;
    made->name = name;
    made->owner = owner;
    return vk_reference(vm, made);
}

viv_value vk_wrapper_new(viv_vm *vm, vk_kind kind, viv_value function) {
    vk_wrapper_object *made = vk_new(vm, kind, sizeof *made);

    if (made == NULL)
        return VIV_RAISE;
    made->attributes = made->spare = 0;
    made->function = function;
    return vk_reference(vm, made);
}
