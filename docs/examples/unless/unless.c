/* unless.c - the `unless` family: `unless CONDITION:` and `value |> function`. */
#include <vivarium.h>

enum { UNLESS, PIPE };

static const viv_node_row unless_nodes[] = {
    [UNLESS] = {"Unless",
                true,
                {{"test", VIV_FIELD_EXPR}, {"body", VIV_FIELD_BODY}}},
    [PIPE] = {"Pipe",
              true,
              {{"value", VIV_FIELD_EXPR}, {"function", VIV_FIELD_EXPR}}},
};

static viv_node parse_unless(viv_parser *p) {
    viv_node test = viv_parse_expression(p);
    viv_nodes body;

    if (!test || !viv_parse_block(p, &body))
        return 0;
    return viv_parse_make(p, VIV_OWN_NODE(UNLESS),
                          VIV_WORDS_OF(test, viv_word_nodes(body)));
}

static void lower_unless(viv_builder *b, viv_node node) {
    viv_label end = viv_label_new(b);

    viv_lower_branch(b, viv_slot_node(viv_node_slot(b, node, 0)), VIV_IF_TRUE,
                     end);
    viv_lower_body(b, viv_slot_nodes(viv_node_slot(b, node, 1)));
    viv_label_place(b, end);
}

/* The value is computed first, as it stands first. */
static viv_temp lower_pipe(viv_builder *b, viv_node node) {
    viv_temp value = viv_hold(
        b, viv_lower_push(b, viv_slot_node(viv_node_slot(b, node, 0))));
    viv_temp window =
        viv_lower_push(b, viv_slot_node(viv_node_slot(b, node, 1)));

    viv_push(b, value);
    return viv_emit_call(b, window, 1);
}

static const viv_meaning unless_meanings[] = {
    {.kind = VIV_OWN_NODE(UNLESS), .statement = lower_unless},
    {.kind = VIV_OWN_NODE(PIPE), .value = lower_pipe},
};

static const viv_statement_row unless_statements[] = {{"unless", parse_unless}};

static const viv_operator_row unless_operators[] = {
    {"|>", VIV_POWER_BIT_OR, VIV_OWN_NODE(PIPE), false},
};

VIV_FAMILY(unless) {
    .doc = "`unless CONDITION:` and `value |> function`.",
    .nodes = VIV_TABLE(unless_nodes),
    .meanings = VIV_TABLE(unless_meanings),
    .statements = VIV_TABLE(unless_statements),
    .operators = VIV_TABLE(unless_operators),
};
