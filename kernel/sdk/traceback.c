/* traceback.c - SDK: running frames, tracebacks and functions as tuples. */
#include <vivarium/traceback.h>

#include "eval/eval.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/function.h"
#include "object/list.h"
#include "object/traceback.h"

static viv_value column(vk_text line, uint32_t bytes) {
    return viv_small_int(vk_source_column(line, bytes));
}

static viv_value make_entry(viv_vm *vm, const vk_code_object *code,
                            const vk_position *position) {
    vk_text line = {0}, end = {0};
    bool known = vk_source_line(vm, code->source, position->line, &line);
    viv_value text = known ? vk_str_from_chars(vm, line.data, line.length,
                                               line.width)
                           : VIV_NONE;

    VIV_TRY(text);
    if (!known || !vk_source_line(vm, code->source, position->end_line, &end))
        end = line;
    return vk_tuple_from(
        vm,
        (viv_value[]){code->file, viv_small_int(position->line),
                      viv_small_int(position->end_line),
                      column(line, position->column),
                      column(end, position->end_column), code->name, text},
        7);
}

viv_value viv_traceback_entries(viv_vm *vm, viv_value traceback) {
    viv_value list = vk_list_new(vm, 4);

    VIV_TRY(list);
    while (vk_is(vm, traceback, VK_TRACEBACK)) {
        vk_traceback_object *entry = vk_object(vm, traceback);
        vk_position position = {0};
        viv_value made;

        if (!vk_charge(vm, 8))
            return VIV_RAISE;
        vk_traceback_position(vm, entry, &position);
        made = make_entry(vm, vk_code_pointer(vm, entry->code), &position);
        VIV_TRY(made);
        if (!vk_list_append(vm, list, made))
            return VIV_RAISE;
        traceback = entry->next;
    }
    return list;
}

/* Adds the frame that runs with these constants, unless it is of the library or
 * of none. */
static bool add_frame(viv_vm *vm, viv_value list, const viv_value *constants,
                      const uint64_t *pc) {
    vk_position position = {0};
    vk_code_object *code;
    viv_value made;
    uint32_t index;

    if (constants == NULL || constants == vk_halt_constants.items)
        return true;
    code = vk_code_pointer(
        vm, vk_reference_at(vk_constants_of(constants)->code));
    if (code->flags & VK_CODE_HIDDEN)
        return true;
    index = (vk_offset(vm, pc) - (code->instructions + 16)) / 8 - 1;
    vk_code_position(vm, code, index, &position);
    made = make_entry(vm, code, &position);
    return !viv_is_jump(made) && vk_list_append(vm, list, made);
}

viv_value viv_stack_entries(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);
    viv_value list = vk_list_new(vm, 4);
    const vk_control *caller = machine->control;

    VIV_TRY(list);
    if (!add_frame(vm, list, machine->constants, machine->pc))
        return VIV_RAISE;
    for (; caller < machine->control_base; caller++)
        if (!vk_charge(vm, 8) ||
            !add_frame(vm, list, caller->constants, caller->pc))
            return VIV_RAISE;
    return list;
}

static viv_value first_of(viv_vm *vm, viv_value tuple, uint32_t count) {
    viv_value made = vk_tuple_new(vm, count);

    VIV_TRY(made);
    for (uint32_t i = 0; i < count; i++)
        ((vk_tuple_object *)vk_object(vm, made))->items[i] =
            vk_tuple_get(vm, tuple, i);
    return made;
}

viv_value viv_function_facts(viv_vm *vm, viv_value function) {
    const vk_code_object *code;
    viv_value names;
    uint32_t flags, count;

    if (!vk_is(vm, function, VK_FUNCTION))
        return VIV_NONE;
    code = vk_code_pointer(
        vm, ((vk_function_object *)vk_object(vm, function))->code);
    flags = code->flags;
    count = code->positional + code->keyword_only +
            !!(flags & VK_CODE_VARARGS) + !!(flags & VK_CODE_KEYWORDS);
    if (!vk_is(vm, code->names, VK_TUPLE))
        return VIV_NONE;
    names = first_of(vm, code->names, count);
    VIV_TRY(names);
    return vk_tuple_from(
        vm,
        (viv_value[]){names, viv_small_int(code->positional_only),
                      viv_small_int(code->positional),
                      viv_small_int(code->keyword_only),
                      viv_bool(flags & VK_CODE_VARARGS),
                      viv_bool(flags & VK_CODE_KEYWORDS),
                      viv_bool(flags & (VK_CODE_GENERATOR |
                                        VK_CODE_ASYNC_GENERATOR)),
                      viv_bool(flags & (VK_CODE_COROUTINE |
                                        VK_CODE_ASYNC_GENERATOR))},
        8);
}

int viv_generator_state(viv_vm *vm, viv_value generator) {
    if (!vk_is(vm, generator, VK_GENERATOR) &&
        !vk_is(vm, generator, VK_COROUTINE) &&
        !vk_is(vm, generator, VK_ASYNC_GENERATOR))
        return -1;
    return ((vk_generator_object *)vk_object(vm, generator))->head.extra & 3;
}
