/* hours.c - the `hours` policy: copy this to policies/NAME/NAME.c to start one. */
#include <vivarium.h>

typedef struct hours {
    viv_words modules;
} hours;

static const viv_setting hours_settings[] = {
    VIV_WORDS(hours, modules, "time datetime", "Modules that are closed."),
};

static viv_verdict hours_import(viv_vm *vm, void *state, const char *module) {
    const hours *self = state;

    if (!viv_words_has(&self->modules, module))
        return VIV_ABSTAIN;
    return viv_deny(vm, "module '%s' is closed", module);
}

VIV_POLICY(hours) {
    .doc = "Close some modules.",
    .state_size = sizeof(hours),
    .settings = VIV_TABLE(hours_settings),
    .hooks = VIV_HOOKS(.import = hours_import),
};
