/* policy.h - a policy: typed questions, and its answers.
 *
 * Questions are asked when a thing is resolved: compiled, imported, first
 * looked up, called at the host. Several policies compose: any DENY denies,
 * else any ALLOW allows, else the default of hooks.def decides. Anything but
 * the three verdicts is a DENY.
 */
#ifndef VIVARIUM_POLICY_H
#define VIVARIUM_POLICY_H

#include <vivarium/plugin.h>
#include <vivarium/setting.h>

typedef enum viv_capability {
#define VIV_CAP(name, doc) VIV_CAP_##name,
#include <vivarium/caps.def>
#undef VIV_CAP
    VIV_CAP_COUNT
} viv_capability;

typedef enum viv_verdict {
    VIV_ABSTAIN, /* no opinion */
    VIV_ALLOW,
    VIV_DENY,
} viv_verdict;

/* What a sandbox may use; 0 means no limit, but for recursion. */
typedef struct viv_limits {
    uint64_t memory, steps, output; /* bytes, units of fuel, bytes */
    double seconds;
    uint32_t recursion; /* frames; 0: not stated */
    uint32_t int_bits;  /* of one integer; 0: not stated */
    uint32_t int_digits; /* of text to int and back, as Python limits them */
} viv_limits;

/* One member per row of hooks.def, e.g.
 *     viv_verdict (*import)(viv_vm *vm, void *state, const char *module);
 * [state] is the policy's own, filled from its settings, read-only. */
#define VIV_HOOK_PARAMETERS_(...) (viv_vm * vm, void *state, __VA_ARGS__)
typedef struct viv_hooks {
    size_t size;
    /* Asked once per sandbox; the least of all answers holds. */
    viv_verdict (*limits)(viv_vm *vm, void *state, viv_limits *limits);
#define VIV_HOOK(name, unanswered, parameters, arguments)                      \
    viv_verdict(*name) VIV_HOOK_PARAMETERS_ parameters;
#include <vivarium/hooks.def>
#undef VIV_HOOK
} viv_hooks;

/* .hooks = VIV_HOOKS(.import = imports_import) */
#define VIV_HOOKS(...)                                                         \
    (&(const viv_hooks){.size = sizeof(viv_hooks), __VA_ARGS__})

typedef struct viv_policy {
    const char *doc;
    uint32_t state_size; /* of the struct that the settings fill */
    viv_table settings;  /* viv_setting */
    const viv_hooks *hooks;
} viv_policy;

/* Says why, for the message the program gets; returns VIV_DENY. [format] takes
 * %s and %d. */
VIV_API viv_verdict viv_deny(viv_vm *vm, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
