/* guard.h - asks the policies, folds their verdicts.
 *
 * Questions are asked when something is resolved; whoever asks may remember the
 * answer for the sandbox. The same question always has the same answer.
 */
#ifndef VK_HOST_GUARD_H
#define VK_HOST_GUARD_H

#include "host/runtime.h"

/* Is it allowed? The two words are what the row of hooks.def says ("" for a
 * second one that it has not). Policies that want to know are told. */
bool vk_guard(viv_vm *vm, viv_question_kind kind, const char *first,
              const char *second);
/* Why the newest question was denied: "import of 'os' is not allowed". Valid
 * until the next one. */
const char *vk_guard_reason(viv_vm *vm);

/* The one gate of attributes: syntax, getattr(), format fields, patterns and C
 * code. False: a policy, or the table of reflective names, denies a program to
 * reach [name] (a str) of [object]; AttributeError was raised. */
bool vk_guard_reach(viv_vm *vm, viv_value object, viv_value name);

/* All capabilities that the module needs are granted? */
bool vk_guard_module(viv_vm *vm, const vk_plugin *module);

/* The same answer, of which nobody is told. */
viv_answer vk_guard_peek(viv_vm *vm, const viv_question *question);
/* What these policies alone would answer. */
viv_answer vk_guard_fold(viv_vm *vm, const vk_plugins *policies,
                         const viv_question *question);
/* One policy's opinion: a verdict in any case, with a reason for each DENY. */
viv_verdict vk_guard_opinion(viv_vm *vm, const vk_plugin *policy,
                             const viv_question *question);

/* What the policies state, the least of all; where none states any, the
 * kernel's own. False: a policy denies that anything runs; its name is put into
 * [who]. */
bool vk_guard_limits(const vk_plugins *policies, viv_limits *limits,
                     const char **who);
/* The least of both, where 0 is no limit. */
void vk_limits_fold(viv_limits *limits, const viv_limits *other);

#endif
