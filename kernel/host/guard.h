/* guard.h - asks the policies, folds their verdicts.
 *
 * One function per row of hooks.def: vk_guard_import(vm, "math") and so on;
 * true means allowed. When false, vk_guard_reason() says why, for the message.
 * Questions are asked when something is resolved; whoever asks may remember the
 * answer for the sandbox. The same question always has the same answer.
 */
#ifndef VK_HOST_GUARD_H
#define VK_HOST_GUARD_H

#include "host/runtime.h"

#define VK_GUARD_PARAMETERS_(...) (viv_vm * vm, __VA_ARGS__)
#define VIV_HOOK(name, unanswered, parameters, arguments)                      \
    bool vk_guard_##name VK_GUARD_PARAMETERS_ parameters;
#include <vivarium/hooks.def>
#undef VIV_HOOK

/* The one gate of attributes: syntax, getattr(), format fields, patterns and C
 * code. False: a policy, or the table of reflective names, denies a program to
 * reach [name] (a str) of [object]; AttributeError was raised. */
bool vk_guard_reach(viv_vm *vm, viv_value object, viv_value name);

/* All capabilities that the module needs are granted? */
bool vk_guard_module(viv_vm *vm, const vk_plugin *module);

/* Why the newest question was denied: "import of 'os' is not allowed". Valid
 * until the thread asks again. */
const char *vk_guard_reason(viv_vm *vm);

/* What the policies state, the least of all; where none states any, the
 * kernel's own. False: a policy denies that anything runs; its name is put into
 * [who]. */
bool vk_guard_limits(const vk_plugins *policies, viv_limits *limits,
                     const char **who);
/* The least of both, where 0 is no limit. */
void vk_limits_fold(viv_limits *limits, const viv_limits *other);

#endif
