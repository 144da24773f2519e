/* comparisons.c - the `comparisons` family: <, ==, `is`, `in`, and chains. */
#include <vivarium.h>

/* Comparison [index] of a chain: consumes [left]. A right operand that is also
 * the left one of the next comparison is held, and given back through [right].
 */
static viv_temp compare_link(viv_builder *b, viv_node node, uint32_t index,
                             viv_temp left, viv_temp *right) {
    viv_nodes operands = viv_Compare_comparators(b, node);
    int op = viv_nodes_kind_at(b, viv_Compare_ops(b, node), index);

    *right = viv_lower(b, viv_nodes_at(b, operands, index));
    if (index + 1 < viv_nodes_count(operands))
        *right = viv_hold(b, *right);
    return viv_emit_compare(b, op, left, *right);
}

static viv_temp lower_chain(viv_builder *b, viv_node node, uint32_t last) {
    viv_temp result = viv_temp_new(b), right;
    viv_temp left = viv_lower(b, viv_Compare_left(b, node));
    viv_label done = viv_label_new(b);

    for (uint32_t i = 0; i < last; i++) {
        viv_emit_move(b, result, compare_link(b, node, i, left, &right));
        viv_emit_branch(b, result, VIV_IF_FALSE, done);
        left = right;
    }
    viv_emit_move(b, result, compare_link(b, node, last, left, &right));
    viv_label_place(b, done);
    return result;
}

/* `a < b < c` is `a < b and b < c`, but that b is evaluated once. */
static viv_temp lower_compare(viv_builder *b, viv_node node) {
    uint32_t last = viv_nodes_count(viv_Compare_comparators(b, node)) - 1;
    viv_temp right;

    if (last > 0)
        return lower_chain(b, node, last);
    return compare_link(b, node, 0, viv_lower(b, viv_Compare_left(b, node)),
                        &right);
}

static void branch_compare(viv_builder *b, viv_node node, viv_sense sense,
                           viv_label label) {
    uint32_t last = viv_nodes_count(viv_Compare_comparators(b, node)) - 1;
    viv_temp left = viv_lower(b, viv_Compare_left(b, node)), right;
    viv_label skipped = viv_label_new(b);

    for (uint32_t i = 0; i < last; i++) {
        viv_emit_branch(b, compare_link(b, node, i, left, &right), VIV_IF_FALSE,
                        sense == VIV_IF_FALSE ? label : skipped);
        left = right;
    }
    viv_emit_branch(b, compare_link(b, node, last, left, &right), sense, label);
    viv_label_place(b, skipped);
}

/* -- `is` asks for the same object, which no literal is */

static bool all_constant(viv_builder *b, viv_nodes items) {
    for (uint32_t i = 0; i < viv_nodes_count(items); i++)
        if (viv_node_kind(b, viv_nodes_at(b, items, i)) != VIV_Constant)
            return false;
    return true;
}

static bool is_literal(viv_builder *b, viv_node node) {
    viv_value value;

    if (viv_node_kind(b, node) == VIV_Tuple)
        return all_constant(b, viv_Tuple_elts(b, node));
    if (viv_node_kind(b, node) != VIV_Constant)
        return false;
    value = viv_Constant_value(b, node);
    return !viv_is_none(value) && !viv_is_bool(value) &&
           !viv_same(value, VIV_ELLIPSIS);
}

static void check_compare(viv_builder *b, viv_node node) {
    viv_nodes operators = viv_Compare_ops(b, node);
    viv_nodes operands = viv_Compare_comparators(b, node);
    viv_node left = viv_Compare_left(b, node);

    for (uint32_t i = 0; i < viv_nodes_count(operands); i++) {
        int op = viv_nodes_kind_at(b, operators, i);
        viv_node right = viv_nodes_at(b, operands, i);
        viv_node literal = is_literal(b, left) ? left : right;

        left = right;
        if ((op != VIV_Is && op != VIV_IsNot) || !is_literal(b, literal))
            continue;
        viv_syntax_warning(
            b, node, "\"%s\" with '%S' literal. Did you mean \"%s\"?",
            op == VIV_Is ? "is" : "is not", viv_evident_type(b, literal),
            op == VIV_Is ? "==" : "!=");
        return;
    }
}

static const viv_meaning comparisons_meanings[] = {
    {
        .kind = VIV_Compare,
        .value = lower_compare,
        .branch = branch_compare,
        .check = check_compare,
    },
};

VIV_FAMILY(comparisons) {
    .doc = "Comparisons, identity and membership, and chains of them.",
    .meanings = VIV_TABLE(comparisons_meanings),
};
