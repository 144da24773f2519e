/* containers.c - the `containers` family: displays, and lists and tuples as
 * targets. */
#include <vivarium.h>

/* -- displays */

static viv_temp lower_list(viv_builder *b, viv_node node) {
    return viv_lower_display(b, VIV_List, viv_List_elts(b, node));
}

static viv_temp lower_tuple(viv_builder *b, viv_node node) {
    return viv_lower_display(b, VIV_Tuple, viv_Tuple_elts(b, node));
}

static viv_temp lower_set(viv_builder *b, viv_node node) {
    return viv_lower_display(b, VIV_Set, viv_Set_elts(b, node));
}

static viv_temp lower_dict(viv_builder *b, viv_node node) {
    return viv_lower_dict(b, viv_Dict_keys(b, node), viv_Dict_values(b, node));
}

/* Keys and values alternate in time, while the tree has a list of each. */
static void scope_dict(viv_builder *b, viv_node node) {
    viv_nodes keys = viv_Dict_keys(b, node);
    viv_nodes values = viv_Dict_values(b, node);

    for (uint32_t i = 0; i < viv_nodes_count(values); i++) {
        viv_scope_visit(b, viv_nodes_at(b, keys, i));
        viv_scope_visit(b, viv_nodes_at(b, values, i));
    }
}

/* -- targets */

static viv_nodes target_items(viv_builder *b, viv_node node) {
    if (viv_node_kind(b, node) == VIV_List)
        return viv_List_elts(b, node);
    return viv_Tuple_elts(b, node);
}

/* The place of the starred item; the number of items if there is none. */
static uint32_t find_star(viv_builder *b, viv_node node, viv_nodes items) {
    uint32_t found = viv_nodes_count(items);

    for (uint32_t i = 0; i < viv_nodes_count(items); i++) {
        if (viv_node_kind(b, viv_nodes_at(b, items, i)) != VIV_Starred)
            continue;
        if (found < i)
            viv_syntax_error(b, node,
                             "multiple starred expressions in assignment");
        found = i;
    }
    return found;
}

static void store_sequence(viv_builder *b, viv_node node, viv_temp value) {
    viv_nodes items = target_items(b, node);
    uint32_t count = viv_nodes_count(items), star;
    viv_temp run;

    star = find_star(b, node, items);
    if (star == count)
        run = viv_emit_unpack(b, value, (int)count);
    else
        run =
            viv_emit_unpack_star(b, value, (int)star, (int)(count - star - 1));
    for (uint32_t i = 0; i < count; i++) {
        viv_node item = viv_nodes_at(b, items, i);

        if (i == star)
            item = viv_Starred_value(b, item);
        viv_lower_store(b, item, run + (viv_temp)i);
    }
}

static void erase_sequence(viv_builder *b, viv_node node) {
    viv_nodes items = target_items(b, node);

    for (uint32_t i = 0; i < viv_nodes_count(items); i++)
        viv_lower_delete(b, viv_nodes_at(b, items, i));
}

/* -- a star where no display or target takes notice of it */

static viv_temp lower_starred(viv_builder *b, viv_node node) {
    viv_syntax_error(b, node, "can't use starred expression here");
    return viv_emit_constant(b, VIV_NONE);
}

static void store_starred(viv_builder *b, viv_node node, viv_temp value) {
    (void)value;
    viv_syntax_error(b, node,
                     "starred assignment target must be in a list or tuple");
}

static const viv_meaning containers_meanings[] = {
    {
        .kind = VIV_List,
        .value = lower_list,
        .store = store_sequence,
        .erase = erase_sequence,
    },
    {
        .kind = VIV_Tuple,
        .value = lower_tuple,
        .store = store_sequence,
        .erase = erase_sequence,
    },
    {.kind = VIV_Set, .value = lower_set},
    {.kind = VIV_Dict, .value = lower_dict, .scope = scope_dict},
    {.kind = VIV_Starred, .value = lower_starred, .store = store_starred},
};

VIV_FAMILY(containers) {
    .doc = "List, tuple, set and dict displays, and unpacking into targets.",
    .meanings = VIV_TABLE(containers_meanings),
};
