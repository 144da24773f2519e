/* traceback.c - where an exception came through, and how that reads: source
 * lines with carets under the part that failed, repeated frames folded. */
#include "object/traceback.h"

#include <stdio.h>

#include "compile/code.h"
#include "eval/eval.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/frame_object.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/str.h"

/* Whether an AttributeError comes from looking for the method to call: that has
 * a place of its own. */
static bool fails_in_lookup(viv_vm *vm, viv_value code, uint32_t instruction) {
    vk_code_object *pointer = vk_code_pointer(vm, code);
    vk_raw *words = vk_at(vm, pointer->instructions);
    vk_values *constants = vk_at(vm, pointer->constants);
    uint64_t word;
    uint32_t index;

    if (instruction >= vk_span(pointer->instructions + 16, words->bytes) / 8)
        return false;
    word = *(uint64_t *)vk_element(vm, pointer->instructions, instruction, 8);
    index = (uint16_t)(word >> 48);
    if ((uint8_t)word != VK_CALL_METHOD_OP || index >= constants->count ||
        !vk_raised(vm, VIV_AttributeError))
        return false;
    return viv_same(
        *(viv_value *)vk_element(vm, pointer->constants, index, 8),
        vk_instance_get(vm, VK(vm)->exception,
                        vk_str_intern_utf8(vm, "name", 4)));
}

/* What a suggestion will need of the running frame. */
static void note_frame(viv_vm *vm, vk_traceback_object *entry) {
    struct vk_machine *machine = VK(vm);
    vk_code_object *code = vk_code_pointer(vm, entry->code);
    viv_value first;

    if (!vk_raised(vm, VIV_NameError) && !vk_raised(vm, VIV_AttributeError))
        return;
    if (code->positional == 0 || !vk_is(vm, code->names, VK_TUPLE) ||
        vk_tuple_length(vm, code->names) == 0)
        return;
    first = vk_tuple_get(vm, code->names, 0);
    if (vk_is(vm, first, VK_STR) && vk_str_is(vm, first, "self") &&
        !vk_is(vm, machine->registers[0], VK_CELL))
        entry->self = machine->registers[0];
}

/* Costs an allocation per frame; when there is no memory for it, the exception
 * goes on without the entry. */
void vk_exception_passes(viv_vm *vm, viv_value code, uint32_t instruction) {
    viv_value exception = VK(vm)->exception;
    vk_exception_object *raised;
    vk_traceback_object *made, *newest;

    if (!vk_is(vm, exception, VK_EXCEPTION))
        return;
    raised = vk_object(vm, exception);
    newest = vk_object(vm, raised->traceback);
    if (vk_is(vm, raised->traceback, VK_TRACEBACK) &&
        viv_same(newest->code, code) && newest->instruction == instruction &&
        newest->spare == vk_frame_mark(vm))
        return;
    bool lookup = !vk_is(vm, raised->traceback, VK_TRACEBACK) &&
                  fails_in_lookup(vm, code, instruction);

    made = vk_new(vm, VK_TRACEBACK, sizeof *made);
    if (made == NULL) {
        VK(vm)->exception =
            VK(vm)->stopped == VK_STOP_NONE ? exception : VIV_ABSENT;
        return;
    }
    made->head.extra = lookup ? VK_TRACEBACK_LOOKUP : 0;
    made->instruction = instruction;
    made->spare = vk_frame_mark(vm);
    made->code = code;
    made->self = VIV_ABSENT;
    made->globals =
        vk_reference_at(vk_constants_of(VK(vm)->constants)->globals);
    if (!vk_is(vm, raised->traceback, VK_TRACEBACK))
        note_frame(vm, made);
    made->next = raised->traceback;
    vk_store(vm, raised, &raised->traceback, vk_reference(vm, made));
}

/* A generator of Python's may not let StopIteration out (PEP 479). */
void vk_exception_leaves_generator(viv_vm *vm, uint32_t generator) {
    vk_header *head = vk_at(vm, generator);
    viv_value stop;

    if (!vk_raised(vm, VIV_StopIteration) &&
        !(head->kind == VK_ASYNC_GENERATOR &&
          vk_raised(vm, VIV_StopAsyncIteration)))
        return;
    stop = vk_catch(vm);
    vk_raise(vm, VIV_RuntimeError, "%s raised %s",
             head->kind == VK_COROUTINE         ? "coroutine"
             : head->kind == VK_ASYNC_GENERATOR ? "async generator"
                                                : "generator",
             vk_type_derives(vm, vk_type_of(vm, stop),
                             vk_error_type(vm, VIV_StopIteration))
                 ? "StopIteration"
                 : "StopAsyncIteration");
    if (vk_is(vm, VK(vm)->exception, VK_EXCEPTION)) {
        vk_exception_object *raised = vk_object(vm, VK(vm)->exception);

        vk_store(vm, raised, &raised->cause, stop);
        vk_store(vm, raised, &raised->context, stop);
        raised->head.extra |= VK_EXCEPTION_SUPPRESS_CONTEXT;
    }
}

/* -- positions */

/* The last row at or before the instruction; false: there is none. Of two rows
 * that begin together, [first] wants the first. Binary search in rows of the
 * cage; their number is cut to the storage. */
static bool find_position(viv_vm *vm, const vk_code_object *code,
                          uint32_t instruction, bool first,
                          vk_position *position) {
    vk_raw *table = vk_at(vm, code->positions);
    uint32_t low = 0, high;

    if (code->positions == 0)
        return false;
    high = vk_span(code->positions + 16, table->bytes) / sizeof *position;
    while (low + 1 < high) {
        uint32_t middle = (low + high) / 2;
        vk_position *row = vk_element(vm, code->positions, middle, sizeof *row);

        if (row->start <= instruction)
            low = middle;
        else
            high = middle;
    }
    *position =
        *(vk_position *)vk_element(vm, code->positions, low, sizeof *position);
    if (low > 0 && first) {
        vk_position *before =
            vk_element(vm, code->positions, low - 1, sizeof *position);

        if (before->start == position->start)
            *position = *before;
    }
    return high > 0;
}

bool vk_traceback_position(viv_vm *vm, const vk_traceback_object *entry,
                           vk_position *position) {
    return find_position(vm, vk_code_pointer(vm, entry->code),
                         entry->instruction,
                         entry->head.extra & VK_TRACEBACK_LOOKUP, position);
}

bool vk_code_position(viv_vm *vm, const vk_code_object *code,
                      uint32_t instruction, vk_position *position) {
    return find_position(vm, code, instruction, false, position);
}

uint32_t vk_code_line(viv_vm *vm, const vk_code_object *code,
                      uint32_t instruction) {
    vk_position position;

    return find_position(vm, code, instruction, false, &position)
               ? position.line
               : 0;
}

/* A chain of tracebacks that was made circular must not hold up the host. */
bool vk_exception_place(viv_vm *vm, viv_value exception, vk_place *place) {
    vk_exception_object *raised = vk_object(vm, exception);
    vk_traceback_object *entry;
    vk_position position;
    vk_text line;
    viv_value source, walk = raised->traceback;

    if (!vk_is(vm, walk, VK_TRACEBACK))
        return false;
    for (uint32_t i = 0; i < 1000000; i++) {
        entry = vk_object(vm, walk);
        if (!vk_is(vm, entry->next, VK_TRACEBACK))
            break;
        walk = entry->next;
    }
    if (!vk_traceback_position(vm, entry, &position))
        return false;
    source = vk_code_pointer(vm, entry->code)->source;
    *place = (vk_place){position.line, position.column + 1u,
                        position.end_line, position.end_column + 1u};
    if (vk_source_line(vm, source, position.line, &line))
        place->column = vk_source_column(line, position.column) + 1;
    if (vk_source_line(vm, source, position.end_line, &line))
        place->end_column = vk_source_column(line, position.end_column) + 1;
    return true;
}

/* -- attributes of tracebacks */

static viv_value get_line(viv_vm *vm, viv_value self) {
    vk_position position;

    return vk_traceback_position(vm, vk_object(vm, self), &position)
               ? viv_small_int(position.line)
               : VIV_NONE;
}

static viv_value get_next(viv_vm *vm, viv_value self) {
    viv_value next = ((vk_traceback_object *)vk_object(vm, self))->next;

    return viv_is_absent(next) ? VIV_NONE : next;
}

static viv_value get_instruction(viv_vm *vm, viv_value self) {
    vk_traceback_object *entry = vk_object(vm, self);

    return viv_small_int((int64_t)entry->instruction * 2);
}

/* Of a chain that must not come round to itself. */
static viv_value set_next(viv_vm *vm, viv_value self, viv_value value) {
    vk_traceback_object *entry = vk_object(vm, self);

    if (viv_is_absent(value))
        return vk_raise(vm, VIV_TypeError, "can't delete tb_next attribute");
    if (!viv_is_none(value) && !vk_is(vm, value, VK_TRACEBACK))
        return vk_raise(vm, VIV_TypeError,
                        "expected traceback object or None, got '%T'", value);
    for (viv_value walk = value; vk_is(vm, walk, VK_TRACEBACK);
         walk = ((vk_traceback_object *)vk_object(vm, walk))->next) {
        if (viv_same(walk, self))
            return vk_raise(vm, VIV_ValueError, "traceback loop detected");
        if (!vk_charge(vm, 1))
            return VIV_RAISE;
    }
    vk_store(vm, entry, &entry->next, value);
    return VIV_NONE;
}

static void traceback_trace(vk_marker *marker, void *object) {
    vk_mark_values(marker, &((vk_traceback_object *)object)->code, 4);
}

static const vk_getset traceback_getsets[] = {
    {"tb_lineno", get_line, NULL, NULL},
    {"tb_next", get_next, set_next, NULL},
    {"tb_lasti", get_instruction, NULL, NULL},
    {"tb_frame", vk_frame_of_traceback, NULL, NULL},
    {0},
};

const vk_slots vk_traceback_slots = {
    .size = sizeof(vk_traceback_object),
    .trace = traceback_trace,
    .hash = vk_identity_hash,
    .getsets = traceback_getsets,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};

/* -- frames as text */

enum { FOLD_AFTER = 3 };

static void add_number(vk_str_builder *text, uint32_t number) {
    char digits[16];

    snprintf(digits, sizeof digits, "%u", number);
    vk_str_add_text(text, digits);
}

static void add_frame(vk_str_builder *out, vk_traceback_object *entry) {
    viv_vm *vm = out->vm;
    vk_code_object *code = vk_code_pointer(vm, entry->code);
    vk_position position = {0};

    vk_traceback_position(vm, entry, &position);
    vk_str_add_text(out, "  File \"");
    vk_str_add(out, code->file);
    vk_str_add_text(out, "\", line ");
    add_number(out, position.line);
    vk_str_add_text(out, ", in ");
    vk_str_add(out, code->name);
    vk_str_add_text(out, "\n");
    vk_caret_add_source(out, code->source, &position);
}

static bool same_frame(viv_vm *vm, vk_traceback_object *a,
                       vk_traceback_object *b) {
    vk_position first, second;

    return viv_same(a->code, b->code) && vk_traceback_position(vm, a, &first) &&
           vk_traceback_position(vm, b, &second) && first.line == second.line;
}

static void add_repeats(vk_str_builder *out, uint32_t count) {
    if (count <= FOLD_AFTER)
        return;
    count -= FOLD_AFTER;
    vk_str_add_text(out, "  [Previous line repeated ");
    add_number(out, count);
    vk_str_add_text(out, count == 1 ? " more time]\n" : " more times]\n");
}

void vk_traceback_add_frames(vk_str_builder *out, viv_value walk) {
    viv_vm *vm = out->vm;
    vk_traceback_object *last = NULL;
    uint32_t count = 0;

    while (vk_is(vm, walk, VK_TRACEBACK) && !out->failed && vk_charge(vm, 4)) {
        vk_traceback_object *entry = vk_object(vm, walk);

        if (last != NULL && same_frame(vm, last, entry)) {
            count++;
        } else {
            add_repeats(out, count);
            count = 1;
        }
        if (count <= FOLD_AFTER)
            add_frame(out, entry);
        last = entry;
        walk = entry->next;
    }
    add_repeats(out, count);
}
