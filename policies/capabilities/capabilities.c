/* capabilities.c - the `capabilities` policy: what modules get of the outside
 * world. */
#include <vivarium.h>

typedef struct capabilities {
    viv_words grant;
} capabilities;

static const viv_setting capabilities_settings[] = {
    VIV_WORDS(capabilities, grant, "",
              "Capabilities that any module gets (clock, entropy, ...), or one "
              "module alone (time:clock)."),
};

static bool is_granted(const viv_words *grant, const char *module,
                       const char *name) {
    size_t length = strlen(module);

    for (uint32_t i = 0; i < grant->count; i++) {
        const char *word = grant->items[i];

        if (strcmp(word, name) == 0 ||
            (strncmp(word, module, length) == 0 && word[length] == ':' &&
             strcmp(word + length + 1, name) == 0))
            return true;
    }
    return false;
}

static viv_verdict capabilities_capability(viv_vm *vm, void *state,
                                           const char *module,
                                           viv_capability wanted) {
    const capabilities *self = state;

    if (wanted < VIV_CAP_COUNT &&
        is_granted(&self->grant, module, viv_capability_name(wanted)))
        return VIV_ALLOW;
    return viv_deny(vm, "module '%s' is not granted what it needs", module);
}

VIV_POLICY(capabilities) {
    .doc = "Grant capabilities to modules.",
    .state_size = sizeof(capabilities),
    .settings = VIV_TABLE(capabilities_settings),
    .hooks = VIV_HOOKS(.capability = capabilities_capability),
};
