/* unless.c - the `unless` family: copy this to plugins/NAME/NAME.c to start one. */
#include <vivarium.h>

static const viv_node_row unless_nodes[] = {
    {"Unless", true, {{"test", VIV_FIELD_EXPR}, {"body", VIV_FIELD_BODY}}},
};

static viv_node parse_unless(viv_parser *p) {
    viv_node test = viv_parse_expression(p);
    viv_nodes body;

    if (!test || !viv_parse_block(p, &body))
        return 0;
    return viv_parse_make(p, VIV_OWN_NODE(0),
                          VIV_WORDS_OF(test, viv_word_nodes(body)));
}

static void lower_unless(viv_builder *b, viv_node node) {
    viv_label end = viv_label_new(b);

    viv_lower_branch(b, viv_slot_node(viv_node_slot(b, node, 0)), VIV_IF_TRUE,
                     end);
    viv_lower_body(b, viv_slot_nodes(viv_node_slot(b, node, 1)));
    viv_label_place(b, end);
}

static const viv_meaning unless_meanings[] = {
    {.kind = VIV_OWN_NODE(0), .statement = lower_unless},
};

static const viv_statement_row unless_statements[] = {{"unless", parse_unless}};

VIV_FAMILY(unless) {
    .doc = "`unless CONDITION:` statements.",
    .nodes = VIV_TABLE(unless_nodes),
    .meanings = VIV_TABLE(unless_meanings),
    .statements = VIV_TABLE(unless_statements),
};
