/* generator.h - what the rest of the machine needs of generators.
 *
 * vk_generator_enter() and vk_generator_rest() are the short ways for loops
 * over generators: no exception is being handled on either side, nothing
 * unusual waits. They are inline in the evaluator; whatever is out of the
 * ordinary goes to generator.c, which does all of it.
 */
#ifndef VK_EVAL_GENERATOR_H
#define VK_EVAL_GENERATOR_H

#include "eval/continuations.h"
#include "eval/eval.h"

/* vk_control.flags */
enum { VK_CONTROL_GENERATOR = 1 };

/* `yield` of an async generator: whoever drives it gets VIV_ABSENT, the value
 * is the machine's [returned]; what it waits for gives its values as they
 * are. */
viv_value vk_generator_yield_wrapped(viv_vm *vm, viv_value value);
/* What a resting generator waits for in `yield from` or `await`, or None. */
viv_value vk_generator_awaits(viv_vm *vm, viv_value generator);
/* The exception that throw(type, value) means. */
viv_value vk_generator_thrown(viv_vm *vm, viv_value type, viv_value value);
/* `async for` over an async generator: no object stands between. */
viv_value vk_async_generator_next(viv_vm *vm, viv_value generator);
/* An awaitable of an async generator goes on: a step. */
viv_value vk_async_step_awaited(viv_vm *vm, viv_value step, viv_value sent);
/* What close() of an `async for` over [generator] would be called on. */
viv_value vk_async_step_running(viv_vm *vm, viv_value generator);
/* One round of `yield from`: a step. */
viv_value vk_generator_delegate(viv_vm *vm, viv_value iterator, viv_value sent);
/* Does the generator that rests at [pc] wait in `yield from`, which is done
 * again? */
static inline bool vk_generator_delegates(const uint64_t *pc) {
    return (*pc & 0xFF) == VK_YIELD_FROM_OP;
}

/* Where a value sent in goes: the target of the `yield` before pc, or what
 * `yield from` at pc sends on. The register numbers are taken from instructions
 * in the cage: 16 bits each, so the write stays within reach of the window. */
static inline void vk_generator_give(viv_value *registers, const uint64_t *pc,
                                     viv_value sent) {
    if (vk_generator_delegates(pc))
        registers[(uint16_t)(*pc >> 48)] = sent;
    else
        registers[(uint16_t)(pc[-1] >> 16)] = sent;
}

/* How many registers a generator that comes to rest at [pc] keeps: what the
 * instruction says, never more than a window has. */
static inline uint32_t vk_generator_live(const vk_generator_object *self,
                                         const uint64_t *pc) {
    uint64_t word = vk_generator_delegates(pc) ? *pc : pc[-1];
    uint32_t live = (uint8_t)(word >> 8);

    return live != 0 ? live : self->count;
}

/* Windows are small: a loop beats a call. What is copied stays in the cage and
 * its guard, counts have 16 bits. */
static inline void vk_generator_copy(viv_value *to, const viv_value *from,
                                     uint32_t count) {
    for (uint32_t i = 0; i < (uint16_t)count; i++)
        to[i] = from[i];
}

static inline bool vk_generator_handles_nothing(
    const struct vk_machine *machine, const vk_generator_object *self) {
    return viv_is_absent(machine->handled) && viv_is_absent(self->handled);
}

/* Makes a generator (or coroutine) that was not running the running one, if
 * nothing is in the way; else the longer vk_generator_resume() is to be asked.
 * [top]: the first free register. */
static inline bool vk_generator_enter(viv_vm *vm, vk_generator_object *self,
                                      viv_value *top, viv_value sent,
                                      vk_continuation continuation) {
    struct vk_machine *machine = VK(vm);
    vk_control *control = machine->control - 1;
    uint32_t state = self->head.extra;
    const uint64_t *pc = vk_at(vm, self->pc);

    if (state > VK_GENERATOR_RESTS || control < machine->control_limit ||
        top + self->count >= machine->stack_charged ||
        !vk_generator_handles_nothing(machine, self))
        return false;
    control->registers = machine->registers;
    control->pc = machine->pc;
    control->constants = machine->constants;
    control->reference = vk_offset(vm, self);
    control->kept = 0;
    control->continuation = (uint8_t)continuation;
    control->flags = VK_CONTROL_GENERATOR;
    machine->control = control;
    vk_generator_copy(top, self->registers, self->live);
    self->live = 0;
    self->head.extra = VK_GENERATOR_RUNS;
    if (state == VK_GENERATOR_RESTS)
        vk_generator_give(top, pc, sent);
    machine->registers = top;
    machine->constants =
        vk_at(vm, self->constants + offsetof(vk_constants, items));
    machine->pc = pc;
    return true;
}

/* The running generator rests at [pc], if nothing is in the way: the machine is
 * in its caller again, and the result is what that had asked for; else
 * VK_CONTINUATION_COUNT, and vk_generator_yield() is to be asked. */
static inline vk_continuation vk_generator_rest(viv_vm *vm,
                                                const uint64_t *pc) {
    struct vk_machine *machine = VK(vm);
    vk_control *control = machine->control;
    vk_generator_object *self = vk_at(vm, control->reference);
    uint32_t live;

    if (!(control->flags & VK_CONTROL_GENERATOR) ||
        (uint8_t)(self->head.kind - VK_GENERATOR) > 1 ||
        (control->continuation != VK_AFTER_NONE &&
         control->continuation != VK_AFTER_DELEGATE) ||
        !vk_generator_handles_nothing(machine, self))
        return VK_CONTINUATION_COUNT;
    live = vk_generator_live(self, pc);
    vk_generator_copy(self->registers, machine->registers, live);
    self->live = live;
    if (self->head.flags & VK_OLD)
        vk_remember(vm, &self->head);
    self->pc = vk_offset(vm, pc);
    self->head.extra = VK_GENERATOR_RESTS;
    machine->control = control + 1;
    machine->registers = control->registers;
    machine->constants = control->constants;
    machine->pc = control->pc;
    return control->continuation;
}

/* The `value` of a StopIteration. */
viv_value vk_exception_stop_value(viv_vm *vm, viv_value exception);

#endif
