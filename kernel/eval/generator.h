/* generator.h - what the rest of the machine needs of generators. */
#ifndef VK_EVAL_GENERATOR_H
#define VK_EVAL_GENERATOR_H

#include "eval/eval.h"

/* vk_control.flags */
enum { VK_CONTROL_GENERATOR = 1 };

/* One round of `yield from`: a step. */
viv_value vk_generator_delegate(viv_vm *vm, viv_value iterator, viv_value sent);
/* The `value` of a StopIteration. */
viv_value vk_exception_stop_value(viv_vm *vm, viv_value exception);

#endif
