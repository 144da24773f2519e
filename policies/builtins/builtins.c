/* builtins.c - the `builtins` policy: which built-in functions and classes
 * exist. */
#include <vivarium.h>

typedef struct builtins {
    viv_words allow, deny;
} builtins;

static const viv_setting builtins_settings[] = {
    VIV_WORDS(builtins, allow, "*", "Built-in names that exist; * for all."),
    VIV_WORDS(builtins, deny, "eval exec compile open input breakpoint",
              "Built-in names that do not exist, even if they are allowed."),
};

static viv_verdict builtins_builtin(viv_vm *vm, void *state, const char *name) {
    const builtins *self = state;

    if (!viv_words_has(&self->deny, name) && viv_words_has(&self->allow, name))
        return VIV_ALLOW;
    return viv_deny(vm, "built-in '%s' is not allowed by policy 'builtins'",
                    name);
}

VIV_POLICY(builtins) {
    .doc = "Choose which built-in functions and classes exist.",
    .state_size = sizeof(builtins),
    .settings = VIV_TABLE(builtins_settings),
    .hooks = VIV_HOOKS(.builtin = builtins_builtin),
};
