/* conditionals.c - the `conditionals` family: if, elif, else, and `a if b else
 * c`.
 */
#include <vivarium.h>

/* The If that an `elif` is: alone in the other branch of [node]; 0: there is
 * none. */
static viv_node elif_of(viv_builder *b, viv_node node) {
    viv_nodes otherwise = viv_If_orelse(b, node);

    if (viv_nodes_count(otherwise) != 1)
        return 0;
    viv_node only = viv_nodes_at(b, otherwise, 0);

    return viv_node_kind(b, only) == VIV_If ? only : 0;
}

/* A chain of elifs is a loop here: it may be long. */
static void lower_if(viv_builder *b, viv_node node) {
    viv_label done = viv_label_new(b);
    viv_node last;

    do {
        viv_label skipped = viv_label_new(b);

        viv_lower_branch(b, viv_If_test(b, node), VIV_IF_FALSE, skipped);
        viv_lower_body(b, viv_If_body(b, node));
        if (viv_nodes_count(viv_If_orelse(b, node)) > 0)
            viv_emit_jump(b, done);
        viv_label_place(b, skipped);
        last = node;
        node = elif_of(b, node);
    } while (node != 0 && !viv_failed(b));
    viv_lower_body(b, viv_If_orelse(b, last));
    viv_label_place(b, done);
}

static void scope_if(viv_builder *b, viv_node node) {
    viv_node last;

    do {
        viv_scope_visit(b, viv_If_test(b, node));
        viv_scope_visit_all(b, viv_If_body(b, node));
        last = node;
        node = elif_of(b, node);
    } while (node != 0 && !viv_failed(b));
    viv_scope_visit_all(b, viv_If_orelse(b, last));
}

static viv_temp lower_if_else(viv_builder *b, viv_node node) {
    viv_label otherwise = viv_label_new(b), done = viv_label_new(b);
    viv_temp result = viv_temp_new(b);

    viv_lower_branch(b, viv_IfExp_test(b, node), VIV_IF_FALSE, otherwise);
    viv_lower_into(b, viv_IfExp_body(b, node), result);
    viv_emit_jump(b, done);
    viv_label_place(b, otherwise);
    viv_lower_into(b, viv_IfExp_orelse(b, node), result);
    viv_label_place(b, done);
    return result;
}

static void branch_if_else(viv_builder *b, viv_node node, viv_sense sense,
                           viv_label label) {
    viv_label otherwise = viv_label_new(b), done = viv_label_new(b);

    viv_lower_branch(b, viv_IfExp_test(b, node), VIV_IF_FALSE, otherwise);
    viv_lower_branch(b, viv_IfExp_body(b, node), sense, label);
    viv_emit_jump(b, done);
    viv_label_place(b, otherwise);
    viv_lower_branch(b, viv_IfExp_orelse(b, node), sense, label);
    viv_label_place(b, done);
}

static const viv_meaning conditionals_meanings[] = {
    {.kind = VIV_If, .statement = lower_if, .scope = scope_if},
    {.kind = VIV_IfExp, .value = lower_if_else, .branch = branch_if_else},
};

VIV_FAMILY(conditionals) {
    .doc = "The `if` statement and the conditional expression.",
    .meanings = VIV_TABLE(conditionals_meanings),
};
