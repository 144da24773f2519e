/* generator.c - generators and coroutines: resting on the heap, running on the
 * stack.
 *
 * While a generator rests its registers lie in its object; to go on they are
 * copied to the top of the value stack, behind an activation that remembers the
 * generator. A generator that waits in `yield from` (or `await`) rests at that
 * very instruction, which is done again with what is sent in.
 *
 * The alternative, a C stack for each generator, would cost pages where this
 * costs a few words, and could not be collected. Coroutines and asynchronous
 * generators are the same machine with other names.
 *
 * The state of the exception that is being handled (sys.exception()) belongs to
 * the generator while it rests: one must not leak its own to whoever resumes it
 * (CPython had that fault, bpo-25612).
 */
#include "eval/eval.h"

#include "eval/continuations.h"
#include "eval/generator.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/protocol.h"
#include "object/str.h"

_Static_assert(VK_COROUTINE == VK_GENERATOR + 1 &&
                   VK_ASYNC_GENERATOR == VK_GENERATOR + 2,
               "the three kinds follow each other");

/* The kind is checked at every entrance: everything below trusts the layout. */
static inline vk_generator_object *generator_of(viv_vm *vm, viv_value value) {
    vk_generator_object *self = vk_object(vm, value);

    VK_CHECK(vm, viv_is_reference(value) &&
                     (uint8_t)(self->head.kind - VK_GENERATOR) <= 2);
    return self;
}

/* Only parameters and free variables are live before the first instruction. */
viv_value vk_generator_new(viv_vm *vm, vk_function_object *function,
                           const viv_value *registers) {
    vk_code_object *code = vk_code_pointer(vm, function->code);
    uint32_t flags = code->flags, count = function->registers;
    vk_kind kind = flags & VK_CODE_COROUTINE         ? VK_COROUTINE
                   : flags & VK_CODE_ASYNC_GENERATOR ? VK_ASYNC_GENERATOR
                                                     : VK_GENERATOR;
    uint32_t constants = vk_function_constants(vm, function);
    vk_generator_object *made =
        vk_new(vm, kind, sizeof *made + count * sizeof(viv_value));
    uint32_t used = code->free_start + code->free_count;

    if (made == NULL)
        return VIV_RAISE;
    made->head.extra = VK_GENERATOR_FRESH;
    made->constants = constants;
    made->pc = function->entry;
    made->count = count;
    made->flags = 0;
    made->name = function->name;
    made->qualified_name = function->qualified_name;
    made->code = function->code;
    made->handled = VIV_ABSENT;
    made->live = used < count ? used : count;
    vk_generator_copy(made->registers, registers, made->live);
    return vk_reference(vm, made);
}

static viv_value already_running(viv_vm *vm, const vk_generator_object *self) {
    return vk_raise(vm, VIV_ValueError, "%s already executing",
                    self->head.kind == VK_COROUTINE ? "coroutine"
                    : self->head.kind == VK_GENERATOR
                        ? "generator"
                        : "async generator");
}

/* Makes the resting generator the running one. [live] is 0 while it runs: the
 * collector need not look at the old copies. Both counts come from the cage;
 * the smaller one is used, and the window that was pushed has room for
 * [count]. */
static bool enter(viv_vm *vm, viv_value generator,
                  vk_continuation continuation) {
    struct vk_machine *machine = VK(vm);
    vk_generator_object *self = generator_of(vm, generator);
    uint32_t count = self->count, live = self->live;
    viv_value *window = vk_frame_top(vm), handled = machine->handled;
    vk_control *control = vk_frame_push(vm, window, count);

    if (control == NULL)
        return false;
    control->continuation = continuation;
    control->flags = VK_CONTROL_GENERATOR;
    control->reference = vk_reference_offset(generator);
    vk_generator_copy(window, self->registers, live < count ? live : count);
    self->live = 0;
    machine->registers = window;
    machine->constants =
        vk_at(vm, self->constants + offsetof(vk_constants, items));
    machine->pc = vk_at(vm, self->pc);
    if (!viv_is_absent(self->handled))
        machine->handled = self->handled;
    vk_store(vm, self, &self->handled, handled);
    self->head.extra = VK_GENERATOR_RUNS;
    return true;
}

/* VIV_DONE is the end as a value: loops need no StopIteration object. */
viv_value vk_generator_resume(viv_vm *vm, viv_value generator, viv_value sent,
                              vk_continuation continuation) {
    vk_generator_object *self = generator_of(vm, generator);
    uint32_t state = self->head.extra;

    if (state == VK_GENERATOR_RUNS)
        return already_running(vm, self);
    if (state == VK_GENERATOR_ENDED) {
        if (self->head.kind == VK_COROUTINE)
            return vk_raise(vm, VIV_RuntimeError,
                            "cannot reuse already awaited coroutine");
        VK(vm)->returned = VIV_NONE;
        return VIV_DONE;
    }
    if (state == VK_GENERATOR_FRESH && !viv_is_none(sent))
        return vk_raise(vm, VIV_TypeError,
                        "can't send non-None value to a just-started %s",
                        self->head.kind == VK_COROUTINE ? "coroutine"
                        : self->head.kind == VK_GENERATOR
                            ? "generator"
                            : "async generator");
    if (!enter(vm, generator, continuation))
        return VIV_RAISE;
    if (state != VK_GENERATOR_FRESH)
        vk_generator_give(VK(vm)->registers, VK(vm)->pc, sent);
    return VK_ENTERED;
}

/* Pops the activation of the running generator, which is now in [state]. */
static vk_control leave(viv_vm *vm, vk_generator_object *self, uint32_t state) {
    struct vk_machine *machine = VK(vm);
    viv_value handled = machine->handled;

    machine->handled = self->handled;
    self->handled = state == VK_GENERATOR_RESTS ? handled : VIV_ABSENT;
    if (viv_same(self->handled, machine->handled))
        self->handled = VIV_ABSENT;
    self->head.extra = (uint16_t)state;
    return vk_frame_pop(vm);
}

static vk_generator_object *running(viv_vm *vm) {
    vk_control *control = VK(vm)->control;

    VK_CHECK(vm, control->flags & VK_CONTROL_GENERATOR);
    return generator_of(vm, vk_reference_at(control->reference));
}

/* The write barrier, since an old generator may now hold young objects. */
viv_value vk_generator_yield(viv_vm *vm, viv_value value) {
    struct vk_machine *machine = VK(vm);
    vk_generator_object *self = running(vm);
    viv_value *window = machine->registers;
    vk_control popped;

    self->live = vk_generator_live(self, machine->pc);
    vk_generator_copy(self->registers, window, self->live);
    if (self->head.flags & VK_OLD)
        vk_remember(vm, &self->head);
    self->pc = vk_offset(vm, machine->pc);
    popped = leave(vm, self, VK_GENERATOR_RESTS);
    return vk_frame_continue(vm, &popped, window - popped.kept, value);
}

viv_value vk_generator_yield_wrapped(viv_vm *vm, viv_value value) {
    vk_generator_object *self = running(vm);

    self->flags &= ~(uint32_t)VK_ASYNC_RUNNING;
    VK(vm)->returned = value;
    return vk_generator_yield(vm, VIV_ABSENT);
}

/* For gi_yieldfrom, cr_await: the register is taken from the instruction that
 * waits. */
viv_value vk_generator_awaits(viv_vm *vm, viv_value generator) {
    vk_generator_object *self = generator_of(vm, generator);
    const uint64_t *pc = vk_at(vm, self->pc);
    uint16_t inner = (uint16_t)(*pc >> 32);

    if (self->head.extra != VK_GENERATOR_RESTS || !vk_generator_delegates(pc) ||
        inner >= self->live)
        return VIV_NONE;
    return self->registers[inner];
}

viv_value vk_generator_finish(viv_vm *vm, viv_value value) {
    vk_generator_object *self = running(vm);
    viv_value *window = VK(vm)->registers;
    vk_control popped = leave(vm, self, VK_GENERATOR_ENDED);

    self->flags = 0;
    VK(vm)->returned = value;
    return vk_frame_continue(vm, &popped, window - popped.kept, VIV_DONE);
}

void vk_generator_leave(viv_vm *vm, const vk_control *control) {
    vk_generator_object *self =
        generator_of(vm, vk_reference_at(control->reference));

    VK(vm)->handled = self->handled;
    self->handled = VIV_ABSENT;
    self->head.extra = VK_GENERATOR_ENDED;
    self->flags = 0;
}

/* -- throwing in */

/* The exception goes to what the generator waits for, first. */
static viv_value throw_into(viv_vm *vm, viv_value inner, viv_value exception) {
    viv_value method;

    if (vk_is(vm, inner, VK_GENERATOR) || vk_is(vm, inner, VK_COROUTINE))
        return vk_prepare_generator(vm, inner, exception, VK_PENDING_THROW,
                                    VK_AFTER_DELEGATE);
    if (vk_is(vm, inner, VK_ASYNC_GENERATOR))
        return vk_prepare_generator(vm, inner, exception, VK_PENDING_THROW,
                                    VK_AFTER_ASYNC_NEXT);
    method = vk_find_attribute(vm, inner, vk_str_intern_utf8(vm, "throw", 5));
    VIV_TRY(method);
    if (viv_is_absent(method))
        return vk_raise_exception(vm, exception, VIV_ABSENT);
    return vk_prepare(vm, method, &exception, 1, VK_AFTER_DELEGATE);
}

/* GeneratorExit closes what the generator waits for; then it is raised. */
static viv_value close_inner(viv_vm *vm, viv_value inner, viv_value exception) {
    viv_value method;

    if (vk_is(vm, inner, VK_ASYNC_GENERATOR))
        inner = vk_async_step_running(vm, inner);
    VIV_TRY(inner);
    method = vk_find_attribute(vm, inner, vk_str_intern_utf8(vm, "close", 5));
    VIV_TRY(method);
    if (viv_is_absent(method))
        return vk_raise_exception(vm, exception, VIV_ABSENT);
    vk_prepare(vm, method, NULL, 0, VK_AFTER_THROW_INTO);
    vk_keep(vm, exception);
    return VIV_CALL;
}

viv_value vk_after_throw_into(viv_vm *vm, const viv_value *kept,
                              viv_value result) {
    if (viv_is_raise(result))
        return result;
    return vk_raise_exception(vm, kept[0], VIV_ABSENT);
}

/* GeneratorExit closes what is waited for, unless it comes from athrow(). */
static bool closes_inner(viv_vm *vm, vk_generator_object *self,
                         viv_value exception) {
    bool throws_in = self->flags & VK_ASYNC_THROWS_IN;

    self->flags &= ~(uint32_t)VK_ASYNC_THROWS_IN;
    return !throws_in &&
           vk_type_derives(vm, vk_type_of(vm, exception),
                           vk_error_type(vm, VIV_GeneratorExit));
}

/* A generator that was not begun has no handler that could catch it: it ends at
 * once, and the exception goes to the caller. */
viv_value vk_generator_throw(viv_vm *vm, viv_value generator,
                             viv_value exception,
                             vk_continuation continuation) {
    vk_generator_object *self = generator_of(vm, generator);
    uint32_t state = self->head.extra;
    struct vk_machine *machine = VK(vm);
    viv_value inner, step;

    if (state == VK_GENERATOR_RUNS)
        return already_running(vm, self);
    if (state == VK_GENERATOR_FRESH) {
        self->head.extra = VK_GENERATOR_ENDED;
        self->live = 0;
    }
    if (state != VK_GENERATOR_RESTS) {
        if (self->head.kind == VK_COROUTINE && state == VK_GENERATOR_ENDED)
            return vk_raise(vm, VIV_RuntimeError,
                            "cannot reuse already awaited coroutine");
        return vk_raise_exception(vm, exception, VIV_ABSENT);
    }
    if (!enter(vm, generator, continuation))
        return VIV_RAISE;
    if (!vk_generator_delegates(machine->pc))
        return vk_raise_exception(vm, exception, VIV_ABSENT);
    inner = machine->registers[(uint16_t)(*machine->pc >> 32)];
    machine->pc++;
    step = closes_inner(vm, self, exception)
               ? close_inner(vm, inner, exception)
               : throw_into(vm, inner, exception);
    return viv_is_raise(step) ? step : vk_frame_pending(vm);
}

/* -- yield from */

/* PEP 380, in the order of its specification: None sent means next(), anything
 * else means send(). */
viv_value vk_generator_delegate(viv_vm *vm, viv_value iterator,
                                viv_value sent) {
    viv_value method;

    if (vk_is(vm, iterator, VK_GENERATOR) || vk_is(vm, iterator, VK_COROUTINE))
        return vk_prepare_generator(vm, iterator, sent, VK_PENDING_RESUME,
                                    VK_AFTER_DELEGATE);
    if (vk_is(vm, iterator, VK_ASYNC_SEND) ||
        vk_is(vm, iterator, VK_ASYNC_THROW))
        return vk_async_step_awaited(vm, iterator, sent);
    if (viv_is_none(sent)) {
        viv_value step = vk_step_next(vm, iterator);

        if (viv_is_jump(step) && !viv_is_raise(step))
            step = vk_finish(vm, step);
        if (viv_is_raise(step))
            return step;
        return vk_after_delegate(vm, NULL, step);
    }
    method = vk_get_attribute(vm, iterator, vk_str_intern_utf8(vm, "send", 4));
    VIV_TRY(method);
    return vk_prepare(vm, method, &sent, 1, VK_AFTER_DELEGATE);
}

/* What the inner iterator gave is given on; its end is the value. Yields on
 * behalf of the instruction: pc is set back, so that YIELD_FROM is done again
 * with what is sent next. */
viv_value vk_after_delegate(viv_vm *vm, const viv_value *kept,
                            viv_value result) {
    (void)kept;
    if (viv_is_raise(result)) {
        if (!vk_raised(vm, VIV_StopIteration))
            return result;
        return vk_exception_stop_value(vm, vk_catch(vm));
    }
    if (viv_is_done(result))
        return VK(vm)->returned;
    VK(vm)->pc--;
    return vk_generator_yield(vm, result);
}
