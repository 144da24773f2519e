/* frame.c - activations: entering and leaving functions, prepared calls and
 * their continuations.
 *
 * An activation has two halves. Registers lie on the value stack in the cage,
 * where the program may damage them. Where to go back to (pc, window,
 * constants) lies on the control stack outside: overwritten data must not
 * become a return address.
 *
 * A prepared call may end in one of three ways: a function was entered, a value
 * is there at once, or another call was prepared. The loop in
 * vk_frame_pending() is that, without recursion.
 */
#include "eval/eval.h"

#include "eval/continuations.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/protocol.h"

typedef viv_value (*continuation_function)(viv_vm *vm, const viv_value *kept,
                                           viv_value result);

static const struct {
    continuation_function function;
    bool catches;
} continuations[] = {
#define VK_CONTINUATION(id, function, catches) {function, catches},
#include "eval/continuations.def"
#undef VK_CONTINUATION
};

/* Checked because the offset comes from the cage: any other object there would
 * be read as code. */
vk_code_object *vk_code_pointer(viv_vm *vm, viv_value code) {
    VK_CHECK(vm, vk_is(vm, code, VK_CODE));
    return vk_object(vm, code);
}

viv_value vk_frame_code(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);

    if (machine->constants == NULL ||
        machine->constants == vk_halt_constants.items)
        return VIV_ABSENT;
    return vk_reference_at(vk_constants_of(machine->constants)->code);
}

/* [above]: C laid arguments above the window before it called; what is entered
 * next must not lie over them. */
viv_value *vk_frame_top(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);
    viv_value code = vk_frame_code(vm);
    viv_value *top;

    if (viv_is_absent(code))
        top = machine->registers + 1;
    else
        top = machine->registers +
              ((vk_code_object *)vk_object(vm, code))->registers;
    return top > machine->above ? top : machine->above;
}

/* An instruction that calls uses no register above its arguments, so that what
 * lies there is left over from earlier ones. Matters for `weakref` and __del__:
 * a stale copy of a reference in a register nobody reads would keep an object
 * alive for an arbitrary time. */
static viv_value *live_end(viv_vm *vm, viv_value *end) {
    struct vk_machine *machine = VK(vm);
    uint64_t word = *machine->pc;
    viv_value *called = machine->registers + (uint16_t)(word >> 32) +
                        (uint8_t)(word >> 8) + 1;

    switch (word & 0xFF) {
    case VK_CALL_METHOD_OP:
    case VK_CALL_LOADED_OP:
    case VK_CALL_LOADED_KEYWORDS_OP:
        called++;
        /* fallthrough */
    case VK_CALL_OP:
    case VK_CALL_KEYWORDS_OP:
        return called < end ? called : end;
    default:
        return end;
    }
}

viv_value *vk_frame_live_top(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);
    viv_value *top = vk_frame_top(vm);

    if (!viv_is_absent(vk_frame_code(vm)))
        top = live_end(vm, top);
    return top > machine->above ? top : machine->above;
}

/* The value stack counts against the memory limit as it is used, in pages, and
 * a bit ahead so that this is rarely asked. */
bool vk_frame_reserve(viv_vm *vm, viv_value *end) {
    struct vk_machine *machine = VK(vm);
    uint64_t bytes;

    if (end >= machine->stack_limit) {
        vk_raise(vm, VIV_RecursionError, "maximum recursion depth exceeded");
        return false;
    }
    if (end < machine->stack_charged)
        return true;
    bytes = ((uint64_t)((char *)end - (char *)machine->stack_charged) | 4095) +
            1 + 12288;
    if (!vk_heap_charge(vm, bytes))
        return false;
    machine->stack_charged += bytes / sizeof(viv_value);
    return true;
}

/* Both stacks have ends: whichever is met first raises RecursionError, which a
 * program may catch; nothing was touched yet. */
static bool push(viv_vm *vm, viv_value *window, uint32_t registers) {
    struct vk_machine *machine = VK(vm);

    if (machine->control - 1 < machine->control_limit) {
        vk_raise(vm, VIV_RecursionError, "maximum recursion depth exceeded");
        return false;
    }
    if (!vk_frame_reserve(vm, window + registers))
        return false;
    machine->control--;
    machine->control->registers = machine->registers;
    machine->control->pc = machine->pc;
    machine->control->constants = machine->constants;
    machine->control->kept = 0;
    machine->control->flags = 0;
    return true;
}

bool vk_frame_enter(viv_vm *vm, vk_function_object *function, viv_value *window,
                    vk_continuation continuation, uint32_t reference) {
    struct vk_machine *machine = VK(vm);

    if (!push(vm, window, function->registers))
        return false;
    machine->control->continuation = continuation;
    machine->control->reference = reference;
    machine->registers = window;
    machine->constants =
        vk_at(vm, vk_function_constants(vm, function) +
                      offsetof(vk_constants, items));
    machine->pc = vk_at(vm, function->entry);
    if (function->free_count != 0)
        vk_closure_copy(vm, function, window);
    return true;
}

vk_control *vk_frame_push(viv_vm *vm, viv_value *window, uint32_t registers) {
    return push(vm, window, registers) ? VK(vm)->control : NULL;
}

vk_control vk_frame_pop(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);
    vk_control popped = *machine->control;

    machine->control++;
    machine->registers = popped.registers;
    machine->constants = popped.constants;
    machine->pc = popped.pc;
    return popped;
}

bool vk_frame_catches(const vk_control *control) {
    return control->continuation < VK_CONTINUATION_COUNT &&
           continuations[control->continuation].catches;
}

viv_value vk_after_value(viv_vm *vm, const viv_value *kept, viv_value value) {
    (void)vm, (void)kept;
    return value;
}

static viv_value after_init(viv_vm *vm, uint32_t object, viv_value value) {
    if (viv_is_none(value))
        return vk_reference_at(object);
    return vk_raise(vm, VIV_TypeError,
                    "__init__() should return None, not '%T'", value);
}

/* Prepared calls follow one another until a function was entered or a value is
 * there. */
static viv_value settle(viv_vm *vm, viv_value value) {
    return viv_is_jump(value) && !viv_is_raise(value) ? vk_frame_pending(vm)
                                                      : value;
}

/* Kept values are copied first: the continuation may push new frames over the
 * place where they lie. */
viv_value vk_frame_continue(viv_vm *vm, const vk_control *popped,
                            const viv_value *kept, viv_value value) {
    viv_value copy[VK_KEPT_VALUES] = {VIV_ABSENT, VIV_ABSENT, VIV_ABSENT,
                                      VIV_ABSENT};

    if (popped->continuation == VK_AFTER_NONE)
        return value;
    if (popped->continuation == VK_AFTER_INIT)
        return after_init(vm, popped->reference, value);
    VK_CHECK(vm, popped->continuation < VK_CONTINUATION_COUNT &&
                     continuations[popped->continuation].function != NULL);
    for (uint32_t i = 0; i < popped->kept && i < VK_KEPT_VALUES; i++)
        copy[i] = kept[i];
    return settle(vm, continuations[popped->continuation].function(vm, copy,
                                                                   value));
}

viv_value vk_frame_return(viv_vm *vm, viv_value value) {
    viv_value *window = VK(vm)->registers;
    vk_control popped = vk_frame_pop(vm);

    return vk_frame_continue(vm, &popped, window - popped.kept, value);
}

/* A native function gave [value] at once: what its continuation makes of it. */
static viv_value continue_at_once(viv_vm *vm, const vk_pending *pending,
                                  viv_value value) {
    vk_control control = {.continuation = pending->continuation,
                          .kept = pending->kept_count};

    if (viv_is_raise(value) && !vk_frame_catches(&control))
        return value;
    return vk_frame_continue(vm, &control, pending->kept, value);
}

static viv_value dispatch(viv_vm *vm, const vk_pending *pending,
                          viv_value *base) {
    switch (pending->mode) {
    case VK_PENDING_RESUME:
        return vk_generator_resume(vm, pending->callable, pending->args[0],
                                   pending->continuation);
    case VK_PENDING_THROW:
        return vk_generator_throw(vm, pending->callable, pending->args[0],
                                  pending->continuation);
    default:
        return vk_call_at(vm, base, pending->count, pending->names,
                          pending->continuation);
    }
}

/* Lays kept values and arguments above the running window and calls. [entered]:
 * an activation was pushed, which has the continuation. [kept] of the new
 * activation is the distance from its window down to the kept values, which may
 * be larger than their number when the callable laid arguments out anew. */
static viv_value start(viv_vm *vm, const vk_pending *pending, bool *entered) {
    struct vk_machine *machine = VK(vm);
    viv_value *above = machine->above, *first = vk_frame_top(vm);
    viv_value *base = first + pending->kept_count, result;
    vk_control *control = machine->control;

    *entered = false;
    if (!vk_frame_reserve(vm, base + VK_TAIL_ARGUMENTS + 2))
        return VIV_RAISE;
    for (uint32_t i = 0; i < pending->kept_count; i++)
        first[i] = pending->kept[i];
    base[0] = pending->callable;
    for (uint32_t i = 0; i < pending->count; i++)
        base[1 + i] = pending->args[i];
    machine->above = base + 1 + pending->count;
    result = dispatch(vm, pending, base);
    machine->above = above;
    if (machine->control < control) {
        /* A generator that was thrown into may have entered another frame. */
        viv_value *window = machine->control == control - 1
                                ? machine->registers
                                : control[-2].registers;

        *entered = true;
        control[-1].kept = (uint16_t)(window - first);
    }
    return result;
}

/* The common case: a function that takes just these arguments. */
static bool is_simple(viv_vm *vm, const vk_pending *pending) {
    return pending->mode == VK_PENDING_CALL &&
           viv_is_absent(pending->names) &&
           vk_is(vm, pending->callable, VK_FUNCTION) &&
           vk_head(vm, pending->callable)->extra == pending->count &&
           pending->count <= VK_TAIL_ARGUMENTS &&
           pending->kept_count <= VK_KEPT_VALUES;
}

static viv_value enter_simple(viv_vm *vm, const vk_pending *pending) {
    viv_value *window = vk_frame_top(vm);
    uint32_t kept = pending->kept_count, count = pending->count;

    if (!vk_frame_reserve(vm, window + kept + count))
        return VIV_RAISE;
    for (uint32_t i = 0; i < kept; i++)
        *window++ = pending->kept[i];
    for (uint32_t i = 0; i < count; i++)
        window[i] = pending->args[i];
    if (!vk_frame_enter(vm, vk_object(vm, pending->callable), window,
                        pending->continuation, 0))
        return VIV_RAISE;
    VK(vm)->control->kept = (uint16_t)kept;
    return VK_ENTERED;
}

viv_value vk_frame_pending(viv_vm *vm) {
    if (is_simple(vm, &VK(vm)->pending))
        return enter_simple(vm, &VK(vm)->pending);
    for (;;) {
        vk_pending pending = VK(vm)->pending;
        viv_value result;
        bool entered;

        VK_CHECK(vm, pending.count <= VK_TAIL_ARGUMENTS &&
                         pending.kept_count <= VK_KEPT_VALUES);
        result = start(vm, &pending, &entered);
        if (entered)
            return result;
        if (viv_is_jump(result) && !viv_is_raise(result)) {
            if (pending.continuation == VK_AFTER_NONE)
                continue;
            result = vk_finish(vm, result);
        }
        return continue_at_once(vm, &pending, result);
    }
}

/* The call lies in the machine, outside the cage. How many arguments there are
 * is stated by C code: a wrong number is a fault. */
viv_value vk_prepare(viv_vm *vm, viv_value callable, const viv_value *args,
                     uint32_t count, vk_continuation continuation) {
    vk_pending *pending = &VK(vm)->pending;

    VK_CHECK(vm, count <= VK_TAIL_ARGUMENTS);
    pending->callable = callable;
    pending->names = VIV_ABSENT;
    for (uint32_t i = 0; i < count; i++)
        pending->args[i] = args[i];
    pending->count = count;
    pending->continuation = continuation;
    pending->kept_count = 0;
    pending->mode = VK_PENDING_CALL;
    return VIV_CALL;
}

viv_value vk_prepare_generator(viv_vm *vm, viv_value generator, viv_value sent,
                               vk_pending_mode mode,
                               vk_continuation continuation) {
    vk_prepare(vm, generator, &sent, 1, continuation);
    VK(vm)->pending.mode = mode;
    return VIV_CALL;
}

void vk_keep(viv_vm *vm, viv_value value) {
    vk_pending *pending = &VK(vm)->pending;

    VK_CHECK(vm, pending->kept_count < VK_KEPT_VALUES);
    pending->kept[pending->kept_count++] = value;
}

/* Runs what [start] begins in an evaluator of its own, above everything. */
static viv_value run_nested(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);
    viv_value *registers = machine->registers, *above = machine->above;
    const viv_value *constants = machine->constants;
    const uint64_t *pc = machine->pc;
    viv_value *window = vk_frame_top(vm), result;

    if (!vk_frame_reserve(vm, window + 2) || !vk_enter_native(vm))
        return VIV_RAISE;
    machine->native_depth++;
    machine->registers = window;
    machine->constants = vk_halt_constants.items;
    machine->pc = &vk_halt_code[1];
    window[0] = VIV_ABSENT;
    result = vk_frame_pending(vm);
    if (machine->pc != &vk_halt_code[1])
        result = vk_eval_run(vm);
    machine->native_depth--;
    machine->registers = registers;
    machine->constants = constants;
    machine->pc = pc;
    machine->above = above;
    return result;
}

/* For C code that cannot hand a step up. Costs an evaluator on the C stack, so
 * vk_enter_native() watches the depth. */
viv_value vk_finish(viv_vm *vm, viv_value step) {
    while (viv_is_jump(step) && !viv_is_raise(step))
        step = run_nested(vm);
    return step;
}
