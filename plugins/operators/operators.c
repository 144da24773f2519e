/* operators.c - the `operators` family: arithmetic, `not`, `and`, `or`. */
#include <vivarium.h>

/* The truth of an operand at which the others are no longer evaluated. */
static viv_sense deciding_sense(viv_builder *b, viv_node node) {
    return viv_BoolOp_op(b, node) == VIV_Or ? VIV_IF_TRUE : VIV_IF_FALSE;
}

/* If [node] is true (false), its value goes into [result] and control to
 * [label]; else its value is of no interest. So the truth of each operand of `a
 * and b or c` is asked for once, and an inner `a` needs no register. */
static void lower_operand(viv_builder *b, viv_node node, viv_temp result,
                          viv_sense sense, viv_label label) {
    if (viv_node_kind(b, node) != VIV_BoolOp) {
        viv_lower_into(b, node, result);
        viv_emit_branch(b, result, sense, label);
        return;
    }
    viv_nodes values = viv_BoolOp_values(b, node);
    uint32_t last = viv_nodes_count(values) - 1;
    viv_label skipped = viv_label_new(b);

    for (uint32_t i = 0; i < last; i++)
        if (deciding_sense(b, node) == sense)
            lower_operand(b, viv_nodes_at(b, values, i), result, sense, label);
        else
            viv_lower_branch(b, viv_nodes_at(b, values, i), !sense, skipped);
    lower_operand(b, viv_nodes_at(b, values, last), result, sense, label);
    viv_label_place(b, skipped);
}

static viv_temp lower_boolean(viv_builder *b, viv_node node) {
    viv_temp result = viv_temp_new(b);
    viv_label done = viv_label_new(b);
    viv_nodes values = viv_BoolOp_values(b, node);
    uint32_t last = viv_nodes_count(values) - 1;

    for (uint32_t i = 0; i < last; i++)
        lower_operand(b, viv_nodes_at(b, values, i), result,
                      deciding_sense(b, node), done);
    viv_lower_into(b, viv_nodes_at(b, values, last), result);
    viv_label_place(b, done);
    return result;
}

static void branch_boolean(viv_builder *b, viv_node node, viv_sense sense,
                           viv_label label) {
    viv_sense deciding = deciding_sense(b, node);
    viv_nodes values = viv_BoolOp_values(b, node);
    uint32_t last = viv_nodes_count(values) - 1;
    viv_label skipped = viv_label_new(b);

    for (uint32_t i = 0; i < last; i++)
        viv_lower_branch(b, viv_nodes_at(b, values, i), deciding,
                         sense == deciding ? label : skipped);
    viv_lower_branch(b, viv_nodes_at(b, values, last), sense, label);
    viv_label_place(b, skipped);
}

static viv_temp lower_unary(viv_builder *b, viv_node node) {
    return viv_emit_unary(b, viv_UnaryOp_op(b, node),
                          viv_lower(b, viv_UnaryOp_operand(b, node)));
}

static void branch_unary(viv_builder *b, viv_node node, viv_sense sense,
                         viv_label label) {
    if (viv_UnaryOp_op(b, node) == VIV_Not)
        viv_lower_branch(b, viv_UnaryOp_operand(b, node), !sense, label);
    else
        viv_emit_branch(b, lower_unary(b, node), sense, label);
}

static viv_temp combine_binary(viv_builder *b, viv_node node, viv_temp left) {
    viv_temp right = viv_lower(b, viv_BinOp_right(b, node));

    return viv_emit_binary(b, viv_BinOp_op(b, node), left, right);
}

static const viv_meaning operators_meanings[] = {
    {.kind = VIV_BinOp, .left = viv_BinOp_left, .combine = combine_binary},
    {.kind = VIV_UnaryOp, .value = lower_unary, .branch = branch_unary},
    {.kind = VIV_BoolOp, .value = lower_boolean, .branch = branch_boolean},
};

VIV_FAMILY(operators) {
    .doc = "Arithmetic and bitwise operators, `not`, `and` and `or`.",
    .meanings = VIV_TABLE(operators_meanings),
};
