/* object.c - what any value is, and `object`: attributes by the rules of the
 * data model. */
#include "object/object.h"

#include "eval/continuations.h"
#include "eval/eval.h"
#include "host/guard.h"
#include "host/runtime.h"
#include "object/class.h"
#include "object/descriptor.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/slots.h"
#include "object/str.h"

/* Kinds of immediates, by tag. References are looked at. */
vk_kind vk_kind_of(viv_vm *vm, viv_value value) {
    switch (value.bits & 7) {
    case 0:
        return VK_INT;
    case 1: {
        uint8_t kind = vk_head(vm, value)->kind;

        return kind < VK_KIND_COUNT ? kind : VK_FREE;
    }
    case 2:
        switch (value.bits) {
        case 0x02:
            return VK_NONE;
        case 0x0A:
        case 0x12:
            return VK_BOOL;
        case 0x1A:
            return VK_ELLIPSIS;
        case 0x22:
            return VK_NOT_IMPLEMENTED;
        default:
            return VK_FREE;
        }
    case 3:
    case 4:
    case 5:
        return VK_FLOAT;
    default:
        return VK_FREE;
    }
}

const vk_slots *vk_slots_of(viv_vm *vm, viv_value value) {
    const vk_slots *slots = vk_slots_table[vk_kind_of(vm, value)];

    VK_CHECK(vm, slots != NULL);
    return slots;
}

viv_value vk_type_of(viv_vm *vm, viv_value value) {
    if (viv_is_reference(value)) {
        vk_shape *shape = vk_at(vm, vk_head(vm, value)->shape);

        VK_CHECK(vm, shape->head.kind == VK_SHAPE);
        return vk_reference_at(shape->type);
    }
    return VK_BUILTIN_TYPE(vk_kind_of(vm, value));
}

vk_type *vk_type_pointer(viv_vm *vm, viv_value type) {
    VK_CHECK(vm, vk_is(vm, type, VK_TYPE));
    return vk_object(vm, type);
}

/* -- getting */

static viv_value no_attribute(viv_vm *vm, viv_value object, viv_value name) {
    return vk_raise_attribute(vm, object, name);
}

/* object.__getattribute__: data descriptor, own attribute, other class
 * attribute. */
viv_value vk_object_get_attribute(viv_vm *vm, viv_value object,
                                  viv_value name) {
    viv_value type = vk_type_of(vm, object);
    viv_value found = vk_type_lookup(vm, type, name), own;

    if (!viv_is_absent(found) && vk_is_data_descriptor(vm, found))
        return vk_bind(vm, found, object, type);
    own = vk_instance_get(vm, object, name);
    if (!viv_is_absent(own))
        return own;
    if (!viv_is_absent(found))
        return vk_bind(vm, found, object, type);
    return no_attribute(vm, object, name);
}

/* An interned name; lookups compare names by identity. */
static viv_value as_name(viv_vm *vm, viv_value name) {
    if (!vk_is(vm, name, VK_STR))
        return vk_raise(vm, VIV_TypeError,
                        "attribute name must be string, not '%T'", name);
    if (vk_head(vm, name)->extra & VK_STR_INTERNED)
        return name;
    return vk_str_intern(vm, name);
}

static viv_value get_natively(viv_vm *vm, viv_value object, viv_value name) {
    const vk_slots *slots = vk_slots_of(vm, object);

    if (!vk_guard_reach(vm, object, name))
        return VIV_RAISE;
    if (slots->get_attribute != NULL)
        return slots->get_attribute(vm, object, name);
    return vk_object_get_attribute(vm, object, name);
}

static viv_value call_getattr(viv_vm *vm, viv_value object, viv_value name,
                              vk_continuation continuation) {
    viv_value type = vk_type_of(vm, object), args[2] = {object, name};
    viv_value method = vk_type_special(vm, type, VK_SPECIAL_GETATTR);

    return vk_prepare(vm, method, args, 2, continuation);
}

viv_value vk_step_get_attribute(viv_vm *vm, viv_value object, viv_value name) {
    viv_value type = vk_type_of(vm, object), result;

    name = as_name(vm, name);
    VIV_TRY(name);
    if (vk_type_overrides(vm, type, VK_SPECIAL_GETATTRIBUTE)) {
        viv_value args[2] = {object, name};

        vk_prepare(vm, vk_type_special(vm, type, VK_SPECIAL_GETATTRIBUTE), args,
                   2, VK_AFTER_GET_ATTRIBUTE);
        vk_keep(vm, object);
        vk_keep(vm, name);
        return VIV_CALL;
    }
    result = get_natively(vm, object, name);
    if (!vk_type_overrides(vm, type, VK_SPECIAL_GETATTR))
        return result;
    if (viv_is_jump(result) && !viv_is_raise(result)) {
        if (VK(vm)->pending.continuation != VK_AFTER_NONE)
            result = vk_finish(vm, result);
        else {
            VK(vm)->pending.continuation = VK_AFTER_GET_ATTRIBUTE;
            VK(vm)->pending.kept_count = 0;
            vk_keep(vm, object);
            vk_keep(vm, name);
            return VIV_CALL;
        }
    }
    if (!viv_is_raise(result) || !vk_raised(vm, VIV_AttributeError))
        return result;
    vk_catch(vm);
    return call_getattr(vm, object, name, VK_AFTER_NONE);
}

/* __getattribute__ or a descriptor failed: __getattr__ is asked. */
viv_value vk_after_get_attribute(viv_vm *vm, const viv_value *kept,
                                 viv_value result) {
    if (!viv_is_raise(result))
        return result;
    if (!vk_raised(vm, VIV_AttributeError) ||
        !vk_type_overrides(vm, vk_type_of(vm, kept[0]), VK_SPECIAL_GETATTR))
        return result;
    vk_catch(vm);
    return call_getattr(vm, kept[0], kept[1], VK_AFTER_NONE);
}

viv_value vk_get_attribute(viv_vm *vm, viv_value object, viv_value name) {
    return vk_finish(vm, vk_step_get_attribute(vm, object, name));
}

viv_value vk_find_attribute(viv_vm *vm, viv_value object, viv_value name) {
    viv_value found = vk_get_attribute(vm, object, name);

    if (!viv_is_raise(found) || !vk_raised(vm, VIV_AttributeError))
        return found;
    vk_catch(vm);
    return VIV_ABSENT;
}

/* A step with a default: getattr(object, name, default), hasattr. */
viv_value vk_step_find_attribute(viv_vm *vm, viv_value object, viv_value name,
                                 viv_value fallback) {
    viv_value found = vk_step_get_attribute(vm, object, name);

    if (viv_is_jump(found) && !viv_is_raise(found)) {
        if (VK(vm)->pending.continuation == VK_AFTER_NONE) {
            VK(vm)->pending.continuation = VK_AFTER_FIND_ATTRIBUTE;
            VK(vm)->pending.kept_count = 0;
            vk_keep(vm, fallback);
            return VIV_CALL;
        }
        found = vk_finish(vm, found);
    }
    return vk_after_find_attribute(vm, &fallback, found);
}

viv_value vk_after_find_attribute(viv_vm *vm, const viv_value *kept,
                                  viv_value result) {
    if (!viv_is_raise(result) || !vk_raised(vm, VIV_AttributeError))
        return result;
    vk_catch(vm);
    return kept[0];
}

/* -- setting */

static viv_value cannot_set(viv_vm *vm, viv_value object, viv_value name,
                            viv_value found, bool deletes) {
    if (viv_is_absent(found) && deletes)
        return vk_raise_attribute(vm, object, name);
    if (viv_is_absent(found))
        return vk_raise_attribute_no_dict(vm, object, name);
    return vk_raise(vm, VIV_AttributeError,
                    "'%T' object attribute '%S' is read-only", object, name);
}

/* object.__setattr__; [value] absent: object.__delattr__. */
viv_value vk_object_set_attribute(viv_vm *vm, viv_value object, viv_value name,
                                  viv_value value) {
    viv_value type = vk_type_of(vm, object);
    viv_value found = vk_type_lookup(vm, type, name);
    int done;

    if (!viv_is_absent(found) && vk_is_data_descriptor(vm, found))
        return vk_set_through(vm, found, object, name, value);
    done = vk_instance_set(vm, object, name, value);
    if (done < 0)
        return VIV_RAISE;
    return done ? VIV_NONE
                : cannot_set(vm, object, name, found, viv_is_absent(value));
}

viv_value vk_step_set_attribute(viv_vm *vm, viv_value object, viv_value name,
                                viv_value value) {
    viv_value type = vk_type_of(vm, object);
    vk_special special =
        viv_is_absent(value) ? VK_SPECIAL_DELATTR : VK_SPECIAL_SETATTR;
    const vk_slots *slots;

    name = as_name(vm, name);
    VIV_TRY(name);
    if (vk_type_overrides(vm, type, special)) {
        viv_value args[3] = {object, name, value};

        return vk_prepare(vm, vk_type_special(vm, type, special), args,
                          viv_is_absent(value) ? 2 : 3, VK_AFTER_NONE);
    }
    slots = vk_slots_of(vm, object);
    if (slots->set_attribute != NULL)
        return slots->set_attribute(vm, object, name, value);
    return vk_object_set_attribute(vm, object, name, value);
}

viv_value vk_set_attribute(viv_vm *vm, viv_value object, viv_value name,
                           viv_value value) {
    return vk_finish(vm, vk_step_set_attribute(vm, object, name, value));
}

viv_value vk_find_special(viv_vm *vm, viv_value object, viv_value name) {
    return vk_type_lookup(vm, vk_type_of(vm, object), name);
}
