/* imports.c - the `imports` policy: only listed modules can be imported. */
#include <vivarium.h>

typedef struct imports {
    viv_words allow;
} imports;

static const viv_setting imports_settings[] = {
    VIV_WORDS(imports, allow, "",
              "Modules that a program may import; * for all that are loaded."),
};

/* A submodule is allowed with its package. */
static viv_verdict imports_import(viv_vm *vm, void *state, const char *module) {
    const imports *self = state;
    char name[128];
    size_t length = strcspn(module, ".");

    if (length < sizeof name) {
        memcpy(name, module, length);
        name[length] = 0;
        if (viv_words_has(&self->allow, name))
            return VIV_ALLOW;
    }
    return viv_deny(vm, "import of '%s' is not allowed by policy 'imports'",
                    module);
}

VIV_POLICY(imports) {
    .doc = "Allow only the listed modules to be imported.",
    .state_size = sizeof(imports),
    .settings = VIV_TABLE(imports_settings),
    .hooks = VIV_HOOKS(.import = imports_import),
};
