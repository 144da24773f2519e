/* generator.h - what the rest of the machine needs of generators. */
#ifndef VK_EVAL_GENERATOR_H
#define VK_EVAL_GENERATOR_H

#include "eval/eval.h"

/* vk_control.flags */
enum { VK_CONTROL_GENERATOR = 1 };

/* `yield` of an async generator: whoever drives it gets VIV_ABSENT, the value is the
 * machine's [returned]; what it waits for gives its values as they are. */
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
/* The `value` of a StopIteration. */
viv_value vk_exception_stop_value(viv_vm *vm, viv_value exception);

#endif
