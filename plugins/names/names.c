/* names.c - the `names` family: variables, `global` and `nonlocal`. */
#include <vivarium.h>

static viv_temp lower_name(viv_builder *b, viv_node node) {
    return viv_emit_load_name(b, viv_Name_id(b, node));
}

static void store_name(viv_builder *b, viv_node node, viv_temp value) {
    viv_emit_store_name(b, viv_Name_id(b, node), value);
}

static void erase_name(viv_builder *b, viv_node node) {
    viv_emit_delete_name(b, viv_Name_id(b, node));
}

static void scope_name(viv_builder *b, viv_node node) {
    if (viv_Name_ctx(b, node) == VIV_Load)
        viv_scope_use(b, node, viv_Name_id(b, node));
    else
        viv_scope_bind(b, node, viv_Name_id(b, node));
}

/* Declarations: they are for the scope pass only. */
static void lower_declaration(viv_builder *b, viv_node node) {
    (void)b;
    (void)node;
}

static void scope_global(viv_builder *b, viv_node node) {
    viv_nodes names = viv_Global_names(b, node);

    for (uint32_t i = 0; i < viv_nodes_count(names); i++)
        viv_scope_global(b, node, viv_nodes_name_at(b, names, i));
}

static void scope_nonlocal(viv_builder *b, viv_node node) {
    viv_nodes names = viv_Nonlocal_names(b, node);

    for (uint32_t i = 0; i < viv_nodes_count(names); i++)
        viv_scope_nonlocal(b, node, viv_nodes_name_at(b, names, i));
}

static const viv_meaning names_meanings[] = {
    {
        .kind = VIV_Name,
        .value = lower_name,
        .store = store_name,
        .erase = erase_name,
        .scope = scope_name,
    },
    {
        .kind = VIV_Global,
        .statement = lower_declaration,
        .scope = scope_global,
    },
    {
        .kind = VIV_Nonlocal,
        .statement = lower_declaration,
        .scope = scope_nonlocal,
    },
};

VIV_FAMILY(names) {
    .doc = "Variables, and the `global` and `nonlocal` statements.",
    .meanings = VIV_TABLE(names_meanings),
};
