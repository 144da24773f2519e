/* unwind.c - from a raise to its handler, and stops.
 *
 * Entering a `try` costs nothing: each code has a table of guarded ranges,
 * inner ones first. An exception looks for the range its instruction lies in,
 * frame by frame, and leaves a traceback entry in each. A stop leaves all
 * frames without looking.
 *
 * Two kinds of endings that must not be mixed up. An exception is a value and
 * belongs to the program, which may catch it. A stop (limit, cancellation,
 * fault) belongs to the host: no handler, no `finally`, no __exit__ sees it,
 * because a program that could run on after its time limit has none.
 */
#include <stdio.h>

#include "compile/code.h"
#include "eval/eval.h"
#include "eval/generator.h"
#include "host/deadline.h"
#include "memory/probe.h"
#include "memory/stack.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/traceback.h"

/* The index of the instruction in front of [pc]. 16: the header of the storage
 * that holds the instructions. */
static uint32_t index_of(viv_vm *vm, const vk_code_object *code,
                         const uint64_t *pc) {
    return (vk_offset(vm, pc) - (code->instructions + 16)) / 8 - 1;
}

/* Of the one that raised. */
static uint32_t instruction_index(viv_vm *vm, const vk_code_object *code) {
    return index_of(vm, code, VK(vm)->pc);
}

/* The code of an activation, if it is one of the program. */
static vk_code_object *program_code(viv_vm *vm, const viv_value *constants) {
    viv_value code;

    if (constants == NULL || constants == vk_halt_constants.items)
        return NULL;
    code = vk_reference_at(vk_constants_of(constants)->code);
    if (!vk_is(vm, code, VK_CODE))
        return NULL;
    vk_code_object *pointer = vk_object(vm, code);

    return pointer->flags & VK_CODE_HIDDEN ? NULL : pointer;
}

viv_value vk_frame_place(viv_vm *vm, uint32_t *line) {
    const struct vk_machine *machine = VK(vm);
    const vk_control *control = machine->control;
    vk_code_object *code = program_code(vm, machine->constants);
    const uint64_t *pc = machine->pc;

    for (; code == NULL && control < machine->control_base; control++) {
        code = program_code(vm, control->constants);
        pc = control->pc;
    }
    if (code == NULL)
        return VIV_ABSENT;
    *line = vk_code_line(vm, code, index_of(vm, code, pc));
    return code->file;
}

void vk_exception_begins_here(viv_vm *vm, viv_value exception) {
    struct vk_machine *machine = VK(vm);
    viv_value code = vk_frame_code(vm), raised = machine->exception;

    machine->exception = exception;
    vk_exception_passes(vm, code,
                        instruction_index(vm, vk_code_pointer(vm, code)));
    machine->exception = raised;
}

/* The table lies in the cage: its length is cut to what fits, and what it gives
 * is used as an index and offset only. */
static const vk_handler *find_handler(viv_vm *vm, const vk_code_object *code,
                                      uint32_t instruction) {
    vk_raw *table = vk_at(vm, code->handlers);
    uint32_t count;

    if (code->handlers == 0)
        return NULL;
    count = vk_span(code->handlers + 16, table->bytes) / sizeof(vk_handler);
    for (uint32_t i = 0; i < count; i++) {
        const vk_handler *handler =
            vk_element(vm, code->handlers, i, sizeof *handler);

        if (instruction >= handler->start && instruction < handler->end)
            return handler;
    }
    return NULL;
}

/* What goes on as it came does not pass the frame a second time. CPython adds
 * no second traceback entry for a bare `raise`. */
static bool raises_again(viv_vm *vm) {
    uint64_t word = VK(vm)->pc[-1];
    uint8_t op = (uint8_t)word, form = (uint8_t)(word >> 8);
    viv_value exception = VK(vm)->exception;

    if (op == VK_RERAISE_OP)
        return true;
    return op == VK_RAISE_OP && form == 0 &&
           vk_is(vm, exception, VK_EXCEPTION) &&
           vk_is(vm,
                 ((vk_exception_object *)vk_object(vm, exception))->traceback,
                 VK_TRACEBACK);
}

/* Goes on at the handler of the running code, if it has one for this place.
 * Frames of library code written in Python leave no entry: a program sees what
 * it would see of functions in C. */
static bool handle(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);
    viv_value code = vk_frame_code(vm);
    vk_code_object *pointer = vk_code_pointer(vm, code);
    uint32_t instruction = instruction_index(vm, pointer);
    const vk_handler *handler;

    if (!(pointer->flags & VK_CODE_HIDDEN) && !raises_again(vm))
        vk_exception_passes(vm, code, instruction);
    if (machine->stopped != VK_STOP_NONE) /* no memory for its traceback */
        return false;
    handler = find_handler(vm, pointer, instruction);
    if (handler == NULL)
        return false;
    /* Handlers stand behind what they guard; where that is no longer so, they
     * could raise for ever. */
    if (handler->target <= instruction && !vk_charge(vm, 1))
        return false;
    machine->registers[handler->value] = machine->exception;
    machine->exception = VIV_ABSENT;
    machine->pc = vk_element(vm, pointer->instructions, handler->target, 8);
    return true;
}

/* Leaves the running frame. True: a continuation made a value of the
 * exception. */
static bool leave(viv_vm *vm, bool stopping, viv_value *value) {
    viv_value *window = VK(vm)->registers;
    vk_control popped = vk_frame_pop(vm);

    if (popped.flags & VK_CONTROL_GENERATOR)
        vk_generator_leave(vm, &popped);
    if (stopping)
        return false;
    if (popped.flags & VK_CONTROL_GENERATOR)
        vk_exception_leaves_generator(vm, popped.reference);
    if (!vk_frame_catches(&popped))
        return false;
    *value =
        vk_frame_continue(vm, &popped, window - popped.kept, VIV_RAISE);
    return !viv_is_raise(*value);
}

/* Ends at the frame that C entered, where VIV_RAISE goes on through C. */
vk_unwound vk_unwind(viv_vm *vm, viv_value *value) {
    struct vk_machine *machine = VK(vm);

    for (;;) {
        bool stopping = machine->stopped != VK_STOP_NONE;

        if (machine->constants == vk_halt_constants.items)
            return VK_UNWOUND_LEFT;
        if (!stopping && handle(vm))
            return VK_UNWOUND_HANDLER;
        if (leave(vm, machine->stopped != VK_STOP_NONE, value))
            return VK_UNWOUND_VALUE;
    }
}

/* The fuel is taken away, so that code in C notices at its next charge. */
viv_value vk_stop_now(viv_vm *vm, vk_stop why) {
    struct vk_machine *machine = VK(vm);

    if (machine->stopped == VK_STOP_NONE)
        machine->stopped = why;
    machine->exception = VIV_ABSENT;
    machine->fuel = 0;
    return VIV_RAISE;
}

/* For an invariant that is broken: someone has written where nobody may.
 * Nothing of the sandbox is trusted any more, so its C stack is left for good
 * (stack.c) and not unwound. */
void vk_fault(viv_vm *vm, const char *what) {
    struct vk_machine *machine = VK(vm);

    if (machine->fault[0] == '\0')
        snprintf(machine->fault, sizeof machine->fault, "%s", what);
    machine->stopped = VK_STOP_FAULT;
    vk_stack_abandon(vm);
}

/* -- fuel */

static uint64_t spent_of_slice(const struct vk_machine *machine) {
    return machine->slice - (uint64_t)machine->fuel;
}

/* A new slice, not longer than what is left of the step limit. */
static void refill(struct vk_machine *machine) {
    uint64_t slice =
        machine->heap.probe != NULL ? VK_PROBE_SLICE : VK_FUEL_SLICE;

    machine->steps += spent_of_slice(machine);
    if (machine->limits.steps != 0 &&
        machine->limits.steps - machine->steps < slice)
        slice = machine->limits.steps - machine->steps;
    machine->slice = slice;
    machine->fuel = (int64_t)slice;
}

/* Every slice: limits, interrupt, clock. Between two polls the evaluator only
 * decrements a counter; a slice is short enough for the promise of 10 ms. */
bool vk_fuel_poll(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);

    if (machine->stopped != VK_STOP_NONE)
        return false;
    if (machine->limits.steps != 0 &&
        machine->steps + spent_of_slice(machine) >= machine->limits.steps) {
        machine->steps = machine->limits.steps;
        machine->slice = 0;
        vk_stop_now(vm, VK_STOP_STEPS);
        return false;
    }
    refill(machine);
    if (machine->heap.probe != NULL)
        vk_probe_poll(vm);
    if (atomic_load_explicit(&machine->interrupt, memory_order_relaxed)) {
        vk_stop_now(vm, VK_STOP_CANCELLED);
        return false;
    }
    if (machine->deadline != 0 && vk_deadline_passed(vm)) {
        vk_stop_now(vm, VK_STOP_TIME);
        return false;
    }
    return true;
}

/* Exact when nothing but the host's frames lies below the evaluator's. A
 * safepoint: all that lives is in registers, on the C stack of callers, or on
 * the heap. */
static void collect(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);
    bool exact = machine->native_depth == 1 && machine->bare;

    if (!machine->heap.collect_wanted &&
        !(exact && machine->heap.exact_wanted))
        return;
    vk_heap_collect(vm, exact);
    vk_finalize_due(vm);
}

bool vk_fuel_refill(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);

    if (!vk_fuel_poll(vm))
        return false;
    collect(vm);
    return machine->stopped == VK_STOP_NONE;
}

void vk_fuel_hurry(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);

    if (machine->fuel > 0) {
        machine->slice -= (uint64_t)machine->fuel;
        machine->fuel = 0;
    }
}

/* How C code pays: in advance, for as much as it will do. May take more than
 * one slice. */
bool vk_charge(viv_vm *vm, uint64_t units) {
    struct vk_machine *machine = VK(vm);

    while (units > (uint64_t)(machine->fuel > 0 ? machine->fuel : 0)) {
        if (machine->fuel > 0) {
            units -= (uint64_t)machine->fuel;
            machine->fuel = 0;
        }
        if (!vk_fuel_poll(vm))
            return false;
    }
    machine->fuel -= (int64_t)units;
    if (machine->heap.collect_wanted)
        vk_fuel_hurry(vm); /* C code must not put the safepoint off */
    return true;
}

uint64_t vk_fuel_spent(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);

    return machine->steps + spent_of_slice(machine);
}
