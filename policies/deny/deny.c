/* deny.c - the `deny` policy: no to every question; for quarantine and for
 * tests. */
#include <vivarium.h>

/* What the question is about makes no difference. */
#pragma GCC diagnostic ignored "-Wunused-parameter"

#define VIV_HOOK(name, unanswered, parameters, arguments, words)               \
    static viv_verdict deny_##name VIV_HOOK_PARAMETERS_ parameters {           \
        return viv_deny(vm, "%s is not allowed by policy 'deny'", #name);      \
    }
#include <vivarium/hooks.def>
#undef VIV_HOOK

static const viv_hooks deny_hooks = {
    .size = sizeof(viv_hooks),
#define VIV_HOOK(name, unanswered, parameters, arguments, words)               \
    .name = deny_##name,
#include <vivarium/hooks.def>
#undef VIV_HOOK
};

VIV_POLICY(deny) {
    .doc = "Deny everything that policies are asked about.",
    .hooks = &deny_hooks,
};
