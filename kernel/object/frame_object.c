/* frame_object.c - frames as Python sees them: what was running when somebody
 * asked. They are pictures: nothing of the evaluator's is reached through them,
 * and a variable that is changed in one does not change the function's.
 */
#include "object/frame_object.h"

#include <stdio.h>

#include "eval/eval.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/reflect.h"
#include "object/str.h"
#include "object/traceback.h"

typedef struct vk_frame {
    vk_header head;
    uint32_t instruction; /* index in the code */
    uint32_t spare;
    viv_value code, globals, variables; /* variables: absent until asked for */
    viv_value back;                     /* frame or None */
} vk_frame_object;

static vk_frame_object *self_of(viv_vm *vm, viv_value self) {
    return vk_object(vm, self);
}

static viv_value frame_new(viv_vm *vm, viv_value code, viv_value globals,
                           uint32_t instruction) {
    vk_frame_object *made = vk_new(vm, VK_FRAME, sizeof *made);

    if (made == NULL)
        return VIV_RAISE;
    made->instruction = instruction;
    made->spare = 0;
    made->code = code;
    made->globals = globals;
    made->variables = VIV_ABSENT;
    made->back = VIV_NONE;
    return vk_reference(vm, made);
}

/* -- variables */

/* Values of cells rather than the cells; unbound names are left out. */
static bool add_variable(viv_vm *vm, viv_value dict, viv_value name,
                         viv_value value) {
    if (!vk_is(vm, name, VK_STR) || vk_str_text(vm, name).length == 0)
        return true;
    if (vk_is(vm, value, VK_CELL))
        value = ((vk_cell_object *)vk_object(vm, value))->content;
    return viv_is_absent(value) || vk_dict_set(vm, dict, name, value);
}

viv_value vk_frame_variables(viv_vm *vm, viv_value code, viv_value globals,
                             const viv_value *registers, uint32_t count) {
    vk_code_object *pointer = vk_code_pointer(vm, code);
    viv_value dict;

    if (pointer->flags & VK_CODE_NAMESPACE)
        return registers[0];
    if (pointer->flags & VK_CODE_MODULE)
        return globals;
    dict = vk_dict_new(vm, 8);
    VIV_TRY(dict);
    if (count > pointer->registers)
        count = pointer->registers;
    if (count > vk_tuple_length(vm, pointer->names))
        count = vk_tuple_length(vm, pointer->names);
    for (uint32_t i = 0; i < count; i++)
        if (!add_variable(vm, dict, vk_tuple_get(vm, pointer->names, i),
                          registers[i]))
            return VIV_RAISE;
    return dict;
}

/* -- making */

/* Of the instruction before [pc], which called; the first one of a function
 * that did not begin. */
static uint32_t index_of(viv_vm *vm, viv_value code, uint32_t pc) {
    uint32_t first = vk_code_pointer(vm, code)->instructions + 16;

    return pc <= first ? 0 : (pc - first) / 8 - 1;
}

/* An activation's part of the machine. */
typedef struct activation {
    const viv_value *registers, *constants;
    const uint64_t *pc;
} activation;

/* False: it is the evaluator's own, or library code that stands in for C. */
static bool is_shown(viv_vm *vm, const activation *at) {
    viv_value code;

    if (at->constants == NULL || at->constants == vk_halt_constants.items)
        return false;
    code = vk_reference_at(vk_constants_of(at->constants)->code);
    return !(vk_code_pointer(vm, code)->flags & VK_CODE_HIDDEN);
}

static viv_value picture(viv_vm *vm, const activation *at) {
    const vk_constants *constants = vk_constants_of(at->constants);
    viv_value code = vk_reference_at(constants->code), variables;
    viv_value globals = vk_reference_at(constants->globals);
    viv_value made = frame_new(vm, code, globals,
                               index_of(vm, code, vk_offset(vm, at->pc)));

    VIV_TRY(made);
    variables = vk_frame_variables(vm, code, globals, at->registers,
                                   vk_code_pointer(vm, code)->registers);
    VIV_TRY(variables);
    vk_store(vm, self_of(vm, made), &self_of(vm, made)->variables, variables);
    return made;
}

/* Each frame is put behind the one before. */
viv_value vk_frame_at_depth(viv_vm *vm, uint32_t depth) {
    struct vk_machine *machine = VK(vm);
    activation at = {machine->registers, machine->constants, machine->pc};
    viv_value first = VIV_ABSENT, last = VIV_ABSENT;

    for (vk_control *row = machine->control;; row++) {
        if (is_shown(vm, &at) && depth-- == 0) {
            viv_value made = picture(vm, &at);

            VIV_TRY(made);
            if (!vk_charge(vm, 8))
                return VIV_RAISE;
            if (viv_is_absent(first))
                first = made;
            else
                vk_store(vm, self_of(vm, last), &self_of(vm, last)->back,
                         made);
            last = made;
            depth = 0;
        }
        if (row >= machine->control_base)
            break;
        at = (activation){row->registers, row->constants, row->pc};
    }
    return viv_is_absent(first)
               ? vk_raise(vm, VIV_ValueError, "call stack is not deep enough")
               : first;
}

viv_value vk_frame_of_traceback(viv_vm *vm, viv_value entry) {
    vk_traceback_object *from = vk_object(vm, entry);

    if (!vk_reflects(vm, entry, "tb_frame"))
        return VIV_RAISE;
    return frame_new(vm, from->code, from->globals, from->instruction);
}

/* gi_frame, cr_frame, ag_frame, or the same with code. */
static bool reflects_generator(viv_vm *vm, viv_value generator,
                               const char *part) {
    uint8_t kind = vk_head(vm, generator)->kind;
    char name[16];

    snprintf(name, sizeof name, "%s_%s",
             kind == VK_COROUTINE         ? "cr"
             : kind == VK_ASYNC_GENERATOR ? "ag"
                                          : "gi",
             part);
    return vk_reflects(vm, generator, name);
}

viv_value vk_generator_code(viv_vm *vm, viv_value generator) {
    return reflects_generator(vm, generator, "code")
               ? ((vk_generator_object *)vk_object(vm, generator))->code
               : VIV_RAISE;
}

viv_value vk_generator_frame(viv_vm *vm, viv_value generator) {
    vk_generator_object *from = vk_object(vm, generator);
    uint16_t state = from->head.extra;
    viv_value made, globals, variables;

    if (!reflects_generator(vm, generator, "frame"))
        return VIV_RAISE;
    if ((state != VK_GENERATOR_FRESH && state != VK_GENERATOR_RESTS) ||
        from->constants == 0)
        return VIV_NONE;
    globals = vk_reference_at(
        ((const vk_constants *)vk_at(vm, from->constants))->globals);
    variables = vk_frame_variables(vm, from->code, globals, from->registers,
                                   from->live);
    VIV_TRY(variables);
    made = frame_new(vm, from->code, globals,
                     index_of(vm, from->code, from->pc));
    VIV_TRY(made);
    vk_store(vm, self_of(vm, made), &self_of(vm, made)->variables, variables);
    return made;
}

/* -- attributes */

static viv_value get_code(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->code;
}

static viv_value get_globals(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->globals;
}

static viv_value get_builtins(viv_vm *vm, viv_value self) {
    (void)self;
    return VK(vm)->builtins;
}

static viv_value get_variables(viv_vm *vm, viv_value self) {
    vk_frame_object *frame = self_of(vm, self);

    if (viv_is_absent(frame->variables)) {
        viv_value made =
            vk_code_pointer(vm, frame->code)->flags & VK_CODE_MODULE
                ? frame->globals
                : vk_dict_new(vm, 0);

        VIV_TRY(made);
        vk_store(vm, frame, &frame->variables, made);
    }
    return frame->variables;
}

static viv_value get_back(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->back;
}

static viv_value get_line(viv_vm *vm, viv_value self) {
    vk_frame_object *frame = self_of(vm, self);
    vk_code_object *code = vk_code_pointer(vm, frame->code);
    uint32_t line = vk_code_line(vm, code, frame->instruction);

    return viv_small_int(line ? line : code->first_line);
}

static viv_value get_instruction(viv_vm *vm, viv_value self) {
    return viv_small_int((int64_t)self_of(vm, self)->instruction * 2);
}

static viv_value get_none(viv_vm *vm, viv_value self) {
    (void)vm, (void)self;
    return VIV_NONE;
}

static viv_value frame_clear(viv_vm *vm, const viv_value *args) {
    vk_frame_object *frame = self_of(vm, args[0]);

    frame->variables = VIV_ABSENT;
    return VIV_NONE;
}

static viv_value frame_repr(viv_vm *vm, viv_value self) {
    vk_code_object *code = vk_code_pointer(vm, self_of(vm, self)->code);
    char text[60];
    vk_str_builder out;

    vk_str_build(&out, vm);
    snprintf(text, sizeof text, "<frame at 0x%012x, file ",
             vk_reference_offset(self));
    vk_str_add_text(&out, text);
    vk_str_add(&out, vk_repr(vm, code->file));
    snprintf(text, sizeof text, ", line %d, code ",
             (int)viv_small_int_value(get_line(vm, self)));
    vk_str_add_text(&out, text);
    vk_str_add(&out, code->name);
    vk_str_add_text(&out, ">");
    return vk_str_finish(&out);
}

static void frame_trace(vk_marker *marker, void *object) {
    vk_mark_values(marker, &((vk_frame_object *)object)->code, 4);
}

static const viv_function frame_methods[] = {
    {"clear(self, /)", frame_clear,
     "Clear all references held by the frame."},
    {0},
};

static const vk_getset frame_getsets[] = {
    {"f_code", get_code, NULL, NULL},
    {"f_globals", get_globals, NULL, NULL},
    {"f_builtins", get_builtins, NULL, NULL},
    {"f_locals", get_variables, NULL, NULL},
    {"f_back", get_back, NULL, NULL},
    {"f_lineno", get_line, NULL, NULL},
    {"f_lasti", get_instruction, NULL, NULL},
    {"f_trace", get_none, NULL, NULL},
    {0},
};

const vk_slots vk_frame_object_slots = {
    .size = sizeof(vk_frame_object),
    .trace = frame_trace,
    .repr = frame_repr,
    .hash = vk_identity_hash,
    .methods = frame_methods,
    .getsets = frame_getsets,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};
