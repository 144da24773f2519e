/* number_convert.c - the special methods by which objects become numbers. */
#include "object/number_convert.h"

#include "object/error.h"
#include "object/int_limbs.h"
#include "object/protocol.h"
#include "object/str.h"

static viv_value find_special(viv_vm *vm, viv_value value, const char *method) {
    viv_value name = vk_str_intern_utf8(vm, method, (uint32_t)strlen(method));

    return viv_is_raise(name) ? name : vk_find_special(vm, value, name);
}

viv_value vk_number_special(viv_vm *vm, viv_value value, const char *method) {
    viv_value found = find_special(vm, value, method);

    if (viv_is_absent(found) || viv_is_raise(found))
        return found;
    return vk_call(vm, found, &value, 1);
}

bool vk_number_has_special(viv_vm *vm, viv_value value, const char *method) {
    viv_value found = find_special(vm, value, method);

    return !viv_is_absent(found) && !viv_is_raise(found);
}

viv_value vk_number_to_int(viv_vm *vm, viv_value value) {
    viv_value result;

    if (viv_is_small_int(value))
        return value;
    if (viv_is_immediate_float(value) || viv_is_zero_float(value))
        return vk_int_from_double(vm, vk_float_value(vm, value));
    result = vk_number_special(vm, value, "__int__");
    if (viv_is_absent(result) && vk_number_has_special(vm, value, "__index__"))
        result = vk_index(vm, value);
    if (viv_is_absent(result) || viv_is_raise(result))
        return result;
    if (vk_is_int(vm, result))
        return vk_int_exact(vm, result);
    return vk_raise(vm, VIV_TypeError, "__int__ returned non-int (type %T)",
                    result);
}

static int int_to_double(viv_vm *vm, viv_value value, double *number) {
    vk_int_view view;

    VK_CHECK(vm, vk_int_view_of(vm, value, &view));
    if (vk_int_view_double(&view, number))
        return 1;
    vk_raise(vm, VIV_OverflowError, "int too large to convert to float");
    return -1;
}

static int object_to_double(viv_vm *vm, viv_value value, double *number) {
    viv_value result = vk_number_special(vm, value, "__float__");

    if (viv_is_raise(result))
        return -1;
    if (!viv_is_absent(result)) {
        if (vk_is_float(vm, result)) {
            *number = vk_float_value(vm, result);
            return 1;
        }
        vk_raise(vm, VIV_TypeError, "%T.__float__ returned non-float (type %T)",
                 value, result);
        return -1;
    }
    if (!vk_number_has_special(vm, value, "__index__"))
        return 0;
    result = vk_index(vm, value);
    return viv_is_raise(result) ? -1 : int_to_double(vm, result, number);
}

int vk_number_to_double(viv_vm *vm, viv_value value, double *number) {
    if (viv_is_small_int(value)) {
        *number = (double)viv_small_int_value(value);
        return 1;
    }
    if (viv_is_immediate_float(value) || vk_is_float(vm, value)) {
        *number = vk_float_value(vm, value);
        return 1;
    }
    if (vk_is_int(vm, value))
        return int_to_double(vm, value, number);
    return object_to_double(vm, value, number);
}

/* An instance of a subclass of float is its number, whatever its __float__. */
bool vk_to_double(viv_vm *vm, viv_value value, double *number) {
    int known = vk_number_to_double(vm, value, number);

    if (known == 0)
        vk_raise(vm, VIV_TypeError, "must be real number, not %T", value);
    return known > 0;
}

static viv_value int_instance(viv_vm *vm, viv_value type, viv_value number) {
    vk_int_object *object =
        vk_new_instance(vm, type, VK_INT, sizeof *object + sizeof number);

    if (object == NULL)
        return VIV_RAISE;
    object->head.flags |= VK_SUBCLASS;
    object->head.extra = 0;
    object->count = 1;
    object->spare = 0;
    object->limbs[0] = number.bits;
    return vk_reference(vm, object);
}

static viv_value float_instance(viv_vm *vm, viv_value type, double number) {
    vk_float_object *object =
        vk_new_instance(vm, type, VK_FLOAT, sizeof *object);

    if (object == NULL)
        return VIV_RAISE;
    object->number = number;
    return vk_reference(vm, object);
}

static viv_value complex_instance(viv_vm *vm, viv_value type,
                                  viv_value number) {
    vk_complex_object *from = vk_object(vm, number);
    vk_complex_object *object =
        vk_new_instance(vm, type, VK_COMPLEX, sizeof *object);

    if (object == NULL)
        return VIV_RAISE;
    object->real = from->real;
    object->imag = from->imag;
    return vk_reference(vm, object);
}

viv_value vk_number_as(viv_vm *vm, viv_value type, viv_value number) {
    vk_kind kind = vk_kind_of(vm, number);

    if (viv_is_raise(number) || viv_same(type, vk_builtin_type(kind)))
        return number;
    if (kind == VK_INT)
        return int_instance(vm, type, number);
    if (kind == VK_FLOAT)
        return float_instance(vm, type, vk_float_value(vm, number));
    VK_CHECK(vm, vk_is(vm, number, VK_COMPLEX));
    return complex_instance(vm, type, number);
}
