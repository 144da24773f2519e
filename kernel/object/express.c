/* express.c - repr, str and format of any value. */
#include <stdio.h>

#include "eval/continuations.h"
#include "eval/eval.h"
#include "object/class.h"
#include "object/error.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/slots.h"
#include "object/str.h"

static bool overridden(viv_vm *vm, viv_value value, vk_special special) {
    return viv_is_reference(value) &&
           vk_head(vm, value)->flags & VK_SUBCLASS &&
           vk_type_overrides(vm, vk_type_of(vm, value), special);
}

viv_value vk_after_text(viv_vm *vm, const viv_value *kept, viv_value result) {
    if (vk_is(vm, result, VK_STR))
        return result;
    if (viv_same(kept[0], vk_special_name(vm, VK_SPECIAL_FORMAT)))
        return vk_raise(vm, VIV_TypeError,
                        "__format__ must return a str, not %T", result);
    return vk_raise(vm, VIV_TypeError, "%S returned non-string (type %T)",
                    kept[0], result);
}

static viv_value prepare(viv_vm *vm, viv_value value, vk_special special) {
    viv_value type = vk_type_of(vm, value);
    viv_value method = vk_type_special(vm, type, special);

    if (vk_is(vm, method, VK_FUNCTION) || vk_is(vm, method, VK_NATIVE_METHOD)) {
        vk_prepare(vm, method, &value, 1, VK_AFTER_TEXT);
    } else {
        method = vk_bind_special(vm, method, value);
        VIV_TRY(method);
        vk_prepare(vm, method, NULL, 0, VK_AFTER_TEXT);
    }
    vk_keep(vm, vk_special_name(vm, special));
    return VIV_CALL;
}

/* "<__main__.Name object at 0x...>"; the number is the place in the cage. */
static viv_value plain_repr(viv_vm *vm, viv_value value) {
    vk_type *type = vk_type_pointer(vm, vk_type_of(vm, value));
    viv_value module = vk_type_module(vm, vk_type_of(vm, value));
    char place[32];
    vk_str_builder text;

    vk_str_build(&text, vm);
    vk_str_add_text(&text, "<");
    if (vk_is(vm, module, VK_STR) && !vk_str_is(vm, module, "builtins")) {
        vk_str_add(&text, module);
        vk_str_add_text(&text, ".");
    }
    vk_str_add(&text, type->qualified_name);
    snprintf(place, sizeof place, " object at 0x%012x>",
             viv_is_reference(value) ? vk_reference_offset(value) : 0);
    vk_str_add_text(&text, place);
    return vk_str_finish(&text);
}

viv_value vk_step_repr(viv_vm *vm, viv_value value) {
    const vk_slots *slots = vk_slots_of(vm, value);

    if (overridden(vm, value, VK_SPECIAL_REPR))
        return prepare(vm, value, VK_SPECIAL_REPR);
    if (slots->repr != NULL)
        return slots->repr(vm, value);
    return plain_repr(vm, value);
}

viv_value vk_object_repr(viv_vm *vm, viv_value value) {
    return plain_repr(vm, value);
}

viv_value vk_step_str(viv_vm *vm, viv_value value) {
    const vk_slots *slots;

    if (vk_is(vm, value, VK_STR) &&
        !(vk_head(vm, value)->flags & VK_SUBCLASS))
        return value;
    if (overridden(vm, value, VK_SPECIAL_STR))
        return prepare(vm, value, VK_SPECIAL_STR);
    slots = vk_slots_of(vm, value);
    if (slots->str != NULL)
        return slots->str(vm, value);
    return vk_step_repr(vm, value);
}

viv_value vk_repr(viv_vm *vm, viv_value value) {
    if (!vk_enter_native(vm))
        return VIV_RAISE;
    return vk_finish(vm, vk_step_repr(vm, value));
}

viv_value vk_str(viv_vm *vm, viv_value value) {
    if (!vk_enter_native(vm))
        return VIV_RAISE;
    return vk_finish(vm, vk_step_str(vm, value));
}

/* -- format */

static bool empty(viv_vm *vm, viv_value spec) {
    return viv_is_absent(spec) || vk_str_text(vm, spec).length == 0;
}

viv_value vk_step_format(viv_vm *vm, viv_value value, viv_value spec) {
    viv_value name, method, args[2] = {value, spec};
    vk_kind kind = vk_kind_of(vm, value);
    bool plain = !viv_is_reference(value) ||
                 !(vk_head(vm, value)->flags & VK_SUBCLASS);

    if (plain && empty(vm, spec) &&
        (kind == VK_STR || kind == VK_INT || kind == VK_FLOAT))
        return vk_step_str(vm, value);
    if (viv_is_absent(spec)) {
        args[1] = spec = vk_str_intern_utf8(vm, "", 0);
        VIV_TRY(spec);
    }
    name = vk_special_name(vm, VK_SPECIAL_FORMAT);
    method = vk_find_special(vm, value, name);
    if (viv_is_absent(method))
        return vk_raise(vm, VIV_TypeError,
                        "unsupported format string passed to %T.__format__",
                        value);
    if (!vk_is(vm, method, VK_FUNCTION) &&
        !vk_is(vm, method, VK_NATIVE_METHOD)) {
        method = vk_bind_special(vm, method, value);
        VIV_TRY(method);
        vk_prepare(vm, method, args + 1, 1, VK_AFTER_TEXT);
    } else {
        vk_prepare(vm, method, args, 2, VK_AFTER_TEXT);
    }
    vk_keep(vm, name);
    return VIV_CALL;
}

viv_value vk_format(viv_vm *vm, viv_value value, viv_value spec) {
    return vk_finish(vm, vk_step_format(vm, value, spec));
}

/* -- containers within themselves */

bool vk_repr_enter(viv_vm *vm, viv_value value) {
    struct vk_machine *machine = VK(vm);
    vk_items items;

    if (viv_is_absent(machine->printing)) {
        viv_value list = vk_list_new(vm, 4);

        if (viv_is_jump(list))
            return false;
        machine->printing = list;
    }
    items = vk_sequence_items(vm, machine->printing);
    if (!vk_charge(vm, items.count / 8))
        return false;
    for (uint32_t i = 0; i < items.count; i++)
        if (viv_same(items.items[i], value))
            return true;
    vk_list_append(vm, machine->printing, value);
    return false;
}

void vk_repr_leave(viv_vm *vm, viv_value value) {
    viv_value list = VK(vm)->printing;
    vk_list_object *pointer;

    (void)value;
    if (!vk_is(vm, list, VK_LIST))
        return;
    pointer = vk_object(vm, list);
    if (pointer->length > 0)
        pointer->length--;
}

bool vk_enter_native(viv_vm *vm) {
    if (!vk_stack_low(vm))
        return true;
    vk_raise(vm, VIV_RecursionError, "maximum recursion depth exceeded");
    return false;
}
