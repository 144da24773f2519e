/* nodes.c - the `nodes` policy: kinds of syntax that a program may contain. */
#include <vivarium.h>

typedef struct nodes {
    viv_words allow, deny;
} nodes;

static const viv_setting nodes_settings[] = {
    VIV_WORDS(nodes, allow, "*",
              "Kinds of nodes, as Python's ast module names them; * for all."),
    VIV_WORDS(nodes, deny, "", "Kinds of nodes that may not appear."),
};

/* No permission of its own: what this policy does not mind, others may deny. */
static viv_verdict nodes_node(viv_vm *vm, void *state, const char *kind) {
    const nodes *self = state;

    if (!viv_words_has(&self->deny, kind) && viv_words_has(&self->allow, kind))
        return VIV_ABSTAIN;
    return viv_deny(vm, "'%s' nodes are not allowed by policy 'nodes'", kind);
}

VIV_POLICY(nodes) {
    .doc = "Choose which kinds of syntax a program may contain.",
    .state_size = sizeof(nodes),
    .settings = VIV_TABLE(nodes_settings),
    .hooks = VIV_HOOKS(.node = nodes_node),
};
