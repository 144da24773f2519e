/* tail.c - SDK: operations that end a native function, and its caller's
 * names.
 *
 * A native function that ends with one of these asks the evaluator to go on,
 * instead of calling into it: `len(x)` of a class with __len__ needs no C frame
 * while that runs.
 */
#include <vivarium/object.h>
#include <vivarium/tail.h>

#include "eval/eval.h"
#include "eval/ops.h"
#include "object/class.h"
#include "object/descriptor.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/frame_object.h"
#include "object/iterator.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/reflect.h"
#include "object/slots.h"
#include "object/str.h"
#include "eval/continuations.h"

viv_value viv_tail_repr(viv_vm *vm, viv_value value) {
    return vk_step_repr(vm, value);
}

viv_value viv_tail_str(viv_vm *vm, viv_value value) {
    return vk_step_str(vm, value);
}

viv_value viv_tail_format(viv_vm *vm, viv_value value, viv_value spec) {
    return vk_step_format(vm, value, spec);
}

viv_value viv_tail_hash(viv_vm *vm, viv_value value) {
    return vk_step_hash(vm, value);
}

viv_value viv_tail_length(viv_vm *vm, viv_value value) {
    return vk_step_length(vm, value);
}

viv_value viv_tail_iterate(viv_vm *vm, viv_value value) {
    return vk_step_iterate(vm, value);
}

/* A second value must be kept for the end; where a continuation waits already,
 * the call is made from here. */
viv_value viv_tail_next(viv_vm *vm, viv_value iterator, viv_value fallback) {
    viv_value step = vk_step_next(vm, iterator);

    if (viv_is_jump(step) && !viv_is_raise(step)) {
        if (VK(vm)->pending.continuation == VK_AFTER_NONE) {
            VK(vm)->pending.continuation = VK_AFTER_SEND;
            VK(vm)->pending.kept_count = 0;
            vk_keep(vm, fallback);
            return step;
        }
        step = vk_finish(vm, step);
    }
    return viv_is_raise(step) ? step : vk_after_send(vm, &fallback, step);
}

viv_value viv_tail_binary(viv_vm *vm, int op, viv_value a, viv_value b) {
    VK_CHECK(vm, op >= 0 && op < VK_BINARY_COUNT);
    return vk_step_binary(vm, (vk_operator)op, a, b);
}

viv_value viv_tail_unary(viv_vm *vm, int op, viv_value a) {
    return vk_step_unary(vm, (vk_operator)(op - VIV_OP_NEG + VK_OP_NEG), a);
}

viv_value viv_tail_get_attribute(viv_vm *vm, viv_value object, viv_value name,
                                 viv_value fallback) {
    if (viv_is_absent(fallback))
        return vk_step_get_attribute(vm, object, name);
    return vk_step_find_attribute(vm, object, name, fallback);
}

viv_value viv_tail_set_attribute(viv_vm *vm, viv_value object, viv_value name,
                                 viv_value value) {
    return vk_step_set_attribute(vm, object, name, value);
}

viv_value viv_globals(viv_vm *vm) {
    if (viv_is_absent(vk_frame_code(vm)))
        return vk_dict_new(vm, 0);
    return vk_reference_at(vk_constants_of(VK(vm)->constants)->globals);
}

viv_value viv_locals(viv_vm *vm) {
    viv_value code = vk_frame_code(vm);

    if (viv_is_absent(code))
        return vk_dict_new(vm, 0);
    return vk_frame_variables(vm, code, viv_globals(vm), VK(vm)->registers,
                              vk_code_pointer(vm, code)->registers);
}

viv_value viv_builtin_type(viv_vm *vm, viv_value name) {
    for (uint32_t kind = 0; kind < VK_KIND_COUNT; kind++) {
        viv_value type = vk_slots_table[kind] ? vk_builtin_type((vk_kind)kind)
                                              : VIV_ABSENT;

        if (vk_is(vm, type, VK_TYPE) &&
            vk_str_equal(vm, vk_type_pointer(vm, type)->name, name))
            return type;
    }
    return VIV_ABSENT;
}

viv_value viv_make_awaitable(viv_vm *vm, viv_value function) {
    return vk_function_awaitable(vm, function);
}

viv_value viv_frame(viv_vm *vm, uint32_t depth) {
    return vk_frame_at_depth(vm, depth);
}

int viv_is_subclass(viv_vm *vm, viv_value type, viv_value base) {
    return vk_is_subclass(vm, type, base);
}

viv_value viv_metaclass(viv_vm *vm, viv_value wanted, viv_value bases) {
    return vk_class_metaclass(vm, wanted, bases);
}

viv_value viv_import_name(viv_vm *vm, viv_value name, viv_value wanted,
                          uint32_t level) {
    if (!vk_is(vm, name, VK_STR))
        return vk_raise(vm, VIV_TypeError, "module name must be a string");
    return vk_import_by_name(vm, name, wanted, level);
}

bool viv_sort(viv_vm *vm, viv_value list, viv_value keys, bool reverse) {
    vk_items items = vk_sequence_items(vm, list);

    if (viv_is_absent(keys))
        return vk_sort_values(vm, items.items, NULL, items.count, reverse);
    VK_CHECK(vm, vk_sequence_items(vm, keys).count == items.count);
    return vk_sort_values(vm, vk_sequence_items(vm, keys).items, items.items,
                          items.count, reverse);
}

viv_value viv_int_text(viv_vm *vm, viv_value number, int base) {
    viv_value text, prefix;
    bool negative = vk_int_order(vm, number, viv_small_int(0)) < 0;
    vk_str_builder out;

    number = vk_index(vm, number);
    VIV_TRY(number);
    if (negative)
        number = vk_unary(vm, VK_OP_NEG, number);
    VIV_TRY(number);
    text = vk_int_to_str(vm, number, base);
    VIV_TRY(text);
    prefix = vk_str_from_text(vm, base == 2 ? "0b" : base == 8 ? "0o" : "0x");
    VIV_TRY(prefix);
    vk_str_build(&out, vm);
    if (negative)
        vk_str_add_text(&out, "-");
    vk_str_add(&out, prefix);
    vk_str_add(&out, text);
    return vk_str_finish(&out);
}

viv_value viv_ascii(viv_vm *vm, viv_value value) {
    return vk_str_ascii(vm, value);
}

viv_value viv_call_iterator(viv_vm *vm, viv_value callable,
                            viv_value sentinel) {
    return vk_call_iterator_new(vm, callable, sentinel);
}

viv_value viv_namespace(viv_vm *vm, viv_value object) {
    return vk_is(vm, object, VK_MODULE)
               ? vk_module_namespace(vm, object, true)
               : vk_get_attribute(vm, object,
                                  vk_str_intern_utf8(vm, "__dict__", 8));
}

viv_value viv_modules(viv_vm *vm) {
    return vk_import_modules(vm);
}

viv_value viv_handled(viv_vm *vm) {
    viv_value handled = VK(vm)->handled;

    return viv_is_absent(handled) ? VIV_NONE : handled;
}

uint32_t viv_recursion_limit(viv_vm *vm) {
    return (uint32_t)(VK(vm)->control_base - VK(vm)->control_limit);
}

bool viv_set_recursion_limit(viv_vm *vm, uint32_t limit) {
    return vk_limit_recursion(vm, limit);
}
