/* static_names.c - the names of a class's __static_attributes__: what its
 * functions assign to as self.NAME. */
#include "classes.h"

static void visit(viv_builder *b, viv_node node, static_names *names);

static void add_name(static_names *names, viv_value name) {
    for (uint32_t i = 0; i < names->count; i++)
        if (viv_same(names->items[i], name))
            return;
    if (names->count < STATIC_NAMES_MAX)
        names->items[names->count++] = name;
}

static void visit_attribute(viv_builder *b, viv_node node,
                            static_names *names) {
    viv_node object = viv_Attribute_value(b, node);

    if (names->in_function && viv_Attribute_ctx(b, node) == VIV_Store &&
        viv_node_kind(b, object) == VIV_Name &&
        viv_same(viv_Name_id(b, object), names->self))
        add_name(names, viv_Attribute_attr(b, node));
}

static void visit_all(viv_builder *b, viv_nodes nodes, static_names *names) {
    for (uint32_t i = 0; i < viv_nodes_count(nodes); i++)
        visit(b, viv_nodes_at(b, nodes, i), names);
}

static void visit_fields(viv_builder *b, viv_node node, static_names *names) {
    const viv_node_row *row = viv_node_describe(viv_node_kind(b, node));

    for (int i = 0; row && i < viv_node_field_count(b, node); i++) {
        uint64_t word = viv_node_slot(b, node, i);

        switch (row->fields[i].type) {
        case VIV_FIELD_EXPR:
        case VIV_FIELD_OPTIONAL:
            visit(b, viv_slot_node(word), names);
            break;
        case VIV_FIELD_BODY:
        case VIV_FIELD_LIST:
            visit_all(b, viv_slot_nodes(word), names);
            break;
        default:
            break;
        }
    }
}

static void visit_function(viv_builder *b, viv_nodes body,
                           static_names *names) {
    bool in_function = names->in_function;

    names->in_function = true;
    visit_all(b, body, names);
    names->in_function = in_function;
}

/* Statements, and targets within them: no other expression can hold a target.
 */
static void visit(viv_builder *b, viv_node node, static_names *names) {
    int kind = viv_node_kind(b, node);

    switch (kind) {
    case VIV_Attribute:
        visit_attribute(b, node, names);
        break;
    case VIV_FunctionDef:
        visit_function(b, viv_FunctionDef_body(b, node), names);
        break;
    case VIV_AsyncFunctionDef:
        visit_function(b, viv_AsyncFunctionDef_body(b, node), names);
        break;
    case VIV_ClassDef:
        break;
    case VIV_Tuple:
    case VIV_List:
    case VIV_Starred:
    case VIV_ExceptHandler:
    case VIV_withitem:
    case VIV_match_case:
        visit_fields(b, node, names);
        break;
    default:
        if (kind >= VIV_Return && kind <= VIV_Continue)
            visit_fields(b, node, names);
    }
}

viv_temp lower_static_names(viv_builder *b, viv_nodes body) {
    static_names names = {.self = viv_identifier(b, "self")};
    viv_temp first = viv_mark(b);

    visit_all(b, body, &names);
    for (uint32_t i = 0; i < names.count; i++)
        viv_push(b, viv_emit_constant(b, names.items[i]));
    return viv_emit_build(b, VIV_Tuple, first, (int)names.count);
}
