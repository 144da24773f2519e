/* conditionals.c - the `conditionals` family: if, elif, else, and `a if b else c`.
 */
#include <vivarium.h>

static void lower_if(viv_builder *b, viv_node node) {
    viv_nodes otherwise = viv_If_orelse(b, node);
    viv_label skipped = viv_label_new(b), done = viv_label_new(b);

    viv_lower_branch(b, viv_If_test(b, node), VIV_IF_FALSE, skipped);
    viv_lower_body(b, viv_If_body(b, node));
    if (viv_nodes_count(otherwise) > 0)
        viv_emit_jump(b, done);
    viv_label_place(b, skipped);
    viv_lower_body(b, otherwise);
    viv_label_place(b, done);
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
    {.kind = VIV_If, .statement = lower_if},
    {.kind = VIV_IfExp, .value = lower_if_else, .branch = branch_if_else},
};

VIV_FAMILY(conditionals) {
    .doc = "The `if` statement and the conditional expression.",
    .meanings = VIV_TABLE(conditionals_meanings),
};
