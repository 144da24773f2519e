/* relate.c - isinstance and issubclass, __index__. */
#include "eval/eval.h"
#include "object/class.h"
#include "object/error.h"
#include "object/function.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/str.h"

enum { NESTING = 1000 };

/* A hook of the metaclass: __instancecheck__ or __subclasscheck__. */
static int ask(viv_vm *vm, viv_value type, vk_special special,
               viv_value subject) {
    viv_value method = vk_type_special(vm, vk_type_of(vm, type), special);
    viv_value args[2] = {type, subject}, result;

    result = vk_call(vm, method, args, 2);
    return viv_is_jump(result) ? -1 : vk_truth(vm, result);
}

static bool asks(viv_vm *vm, viv_value type, vk_special special) {
    return viv_is_reference(type) &&
           vk_head(vm, type)->flags & VK_SUBCLASS &&
           vk_type_overrides(vm, vk_type_of(vm, type), special);
}

/* What __class__ says, if it says something else than the type. */
static int by_class_attribute(viv_vm *vm, viv_value value, viv_value type) {
    viv_value claimed;

    if (!viv_is_reference(value) ||
        !(vk_head(vm, value)->flags & VK_SUBCLASS))
        return 0;
    claimed = vk_find_attribute(vm, value,
                                vk_str_intern_utf8(vm, "__class__", 9));
    if (viv_is_jump(claimed))
        return -1;
    return vk_is(vm, claimed, VK_TYPE) &&
           !viv_same(claimed, vk_type_of(vm, value)) &&
           vk_type_derives(vm, claimed, type);
}

/* -- things that say what their bases are, without being classes */

/* The tuple that `__bases__` is; absent: there is none. */
static viv_value bases_of(viv_vm *vm, viv_value object) {
    viv_value found = vk_find_attribute(
        vm, object, vk_str_intern_utf8(vm, "__bases__", 9));

    return viv_is_jump(found) || vk_is(vm, found, VK_TUPLE) ? found
                                                            : VIV_ABSENT;
}

static int derives_by_bases(viv_vm *vm, viv_value derived, viv_value base) {
    viv_value bases;

    if (viv_same(derived, base))
        return 1;
    if (!vk_enter_native(vm))
        return -1;
    bases = bases_of(vm, derived);
    if (viv_is_jump(bases))
        return -1;
    for (uint32_t i = 0;
         !viv_is_absent(bases) && i < vk_tuple_length(vm, bases); i++) {
        int found = derives_by_bases(vm, vk_tuple_get(vm, bases, i), base);

        if (found != 0)
            return found;
    }
    return 0;
}

/* [object] has bases; else TypeError: 1, -1. */
static int must_have_bases(viv_vm *vm, viv_value object, const char *problem) {
    viv_value bases = bases_of(vm, object);

    if (viv_is_absent(bases))
        bases = vk_raise(vm, VIV_TypeError, problem);
    return viv_is_jump(bases) ? -1 : 1;
}

static int instance_by_bases(viv_vm *vm, viv_value value, viv_value base) {
    viv_value claimed;

    if (must_have_bases(vm, base,
                        "isinstance() arg 2 must be a type, a tuple of types, "
                        "or a union") < 0)
        return -1;
    claimed = vk_find_attribute(vm, value,
                                vk_str_intern_utf8(vm, "__class__", 9));
    if (viv_is_jump(claimed))
        return -1;
    return viv_is_absent(claimed) ? 0 : derives_by_bases(vm, claimed, base);
}

static int subclass_by_bases(viv_vm *vm, viv_value type, viv_value base) {
    if (must_have_bases(vm, type, "issubclass() arg 1 must be a class") < 0 ||
        must_have_bases(vm, base,
                        "issubclass() arg 2 must be a class, a tuple of "
                        "classes, or a union") < 0)
        return -1;
    return derives_by_bases(vm, type, base);
}

int vk_is_plain_instance(viv_vm *vm, viv_value value, viv_value type) {
    return vk_type_derives(vm, vk_type_of(vm, value), type)
               ? 1
               : by_class_attribute(vm, value, type);
}

int vk_is_plain_subclass(viv_vm *vm, viv_value type, viv_value base) {
    return vk_is(vm, type, VK_TYPE) ? vk_type_derives(vm, type, base)
                                    : subclass_by_bases(vm, type, base);
}

typedef int (*test)(viv_vm *vm, viv_value value, viv_value type);

/* Any member of a tuple or a union. */
static int any(viv_vm *vm, viv_value value, viv_value types, test each) {
    uint32_t count = vk_tuple_length(vm, types);

    if (!vk_enter_native(vm))
        return -1;
    for (uint32_t i = 0; i < count; i++) {
        int found = each(vm, value, vk_tuple_get(vm, types, i));

        if (found != 0)
            return found;
    }
    return 0;
}

int vk_is_instance(viv_vm *vm, viv_value value, viv_value type) {
    if (viv_same(vk_type_of(vm, value), type))
        return 1;
    if (vk_is(vm, type, VK_TYPE) && !asks(vm, type, VK_SPECIAL_INSTANCECHECK))
        return vk_is_plain_instance(vm, value, type);
    if (vk_is(vm, type, VK_TUPLE))
        return any(vm, value, type, vk_is_instance);
    if (vk_is(vm, type, VK_UNION))
        return any(vm, value, vk_union_members(vm, type), vk_is_instance);
    if (asks(vm, type, VK_SPECIAL_INSTANCECHECK))
        return ask(vm, type, VK_SPECIAL_INSTANCECHECK, value);
    if (viv_is_none(type) && viv_is_none(value))
        return 1;
    if (!vk_is(vm, type, VK_GENERIC_ALIAS))
        return instance_by_bases(vm, value, type);
    vk_raise(vm, VIV_TypeError,
             "isinstance() argument 2 cannot be a parameterized generic");
    return -1;
}

static int is_subclass(viv_vm *vm, viv_value type, viv_value base) {
    if (vk_is(vm, base, VK_TYPE) && !asks(vm, base, VK_SPECIAL_SUBCLASSCHECK))
        return vk_is_plain_subclass(vm, type, base);
    if (vk_is(vm, base, VK_TUPLE))
        return any(vm, type, base, vk_is_subclass);
    if (vk_is(vm, base, VK_UNION))
        return any(vm, type, vk_union_members(vm, base), vk_is_subclass);
    if (asks(vm, base, VK_SPECIAL_SUBCLASSCHECK))
        return ask(vm, base, VK_SPECIAL_SUBCLASSCHECK, type);
    if (!vk_is(vm, base, VK_GENERIC_ALIAS))
        return subclass_by_bases(vm, type, base);
    vk_raise(vm, VIV_TypeError,
             "issubclass() argument 2 cannot be a parameterized generic");
    return -1;
}

int vk_is_subclass(viv_vm *vm, viv_value type, viv_value base) {
    return is_subclass(vm, type, base);
}

/* -- indexes */

viv_value vk_index(viv_vm *vm, viv_value value) {
    viv_value method, result;

    if (vk_is_int(vm, value))
        return vk_int_exact(vm, value);
    method = vk_find_special(vm, value,
                             vk_special_name(vm, VK_SPECIAL_INDEX));
    if (viv_is_absent(method))
        return vk_raise(vm, VIV_TypeError,
                        "'%T' object cannot be interpreted as an integer",
                        value);
    method = vk_bind_special(vm, method, value);
    VIV_TRY(method);
    result = vk_call(vm, method, NULL, 0);
    VIV_TRY(result);
    if (vk_is_int(vm, result))
        return vk_int_exact(vm, result);
    return vk_raise(vm, VIV_TypeError,
                    "__index__ returned non-int (type %T)", result);
}

bool vk_index_value(viv_vm *vm, viv_value value, int64_t *result) {
    viv_value number;

    if (viv_is_small_int(value)) {
        *result = viv_small_int_value(value);
        return true;
    }
    number = vk_index(vm, value);
    if (viv_is_jump(number))
        return false;
    *result = vk_int_clipped(vm, number);
    return true;
}

bool vk_index_checked(viv_vm *vm, viv_value value, int64_t *result) {
    viv_value number = vk_index(vm, value);

    if (viv_is_jump(number))
        return false;
    if (vk_int_value(vm, number, result))
        return true;
    vk_raise(vm, VIV_IndexError,
             "cannot fit '%T' into an index-sized integer", value);
    return false;
}

bool vk_is_callable(viv_vm *vm, viv_value value) {
    vk_kind kind = vk_kind_of(vm, value);
    viv_value name;

    if (kind == VK_FUNCTION || kind == VK_NATIVE || kind == VK_NATIVE_METHOD ||
        kind == VK_METHOD || kind == VK_TYPE || vk_slots_of(vm, value)->call)
        return true;
    name = vk_str_intern_utf8(vm, "__call__", 8);
    return !viv_is_jump(name) &&
           !viv_is_absent(vk_find_special(vm, value, name));
}
