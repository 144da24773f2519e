/* attributes.c - the `attributes` policy: attribute names a program may
 * reach. */
#include <vivarium.h>

typedef struct attributes {
    viv_words allow, deny;
} attributes;

static const viv_setting attributes_settings[] = {
    VIV_WORDS(attributes, allow, "",
              "Names that are reachable although they are reflective."),
    VIV_WORDS(attributes, deny, "__subclasses__ __mro__ __base__ __bases__ mro",
              "Names that are not reachable."),
};

/* Without an opinion: the kernel's table of reflective names decides. */
static viv_verdict attributes_attribute(viv_vm *vm, void *state,
                                        const char *type, const char *name) {
    const attributes *self = state;

    if (viv_words_has(&self->deny, name))
        return viv_deny(vm, "attribute '%s' of '%s' is not allowed by policy "
                            "'attributes'",
                        name, type);
    return viv_words_has(&self->allow, name) ? VIV_ALLOW : VIV_ABSTAIN;
}

VIV_POLICY(attributes) {
    .doc = "Choose which attribute names a program may reach.",
    .state_size = sizeof(attributes),
    .settings = VIV_TABLE(attributes_settings),
    .hooks = VIV_HOOKS(.attribute = attributes_attribute),
};
