/* statements.c - the `statements` family: expressions as statements, and
 * `pass`. */
#include <vivarium.h>

/* The value of a program's last expression statement is the program's result.
 */
static void lower_expression(viv_builder *b, viv_node node) {
    viv_emit_result(b, viv_lower(b, viv_Expr_value(b, node)));
}

static void lower_pass(viv_builder *b, viv_node node) {
    (void)b;
    (void)node;
}

static const viv_meaning statements_meanings[] = {
    {.kind = VIV_Expr, .statement = lower_expression},
    {.kind = VIV_Pass, .statement = lower_pass},
};

VIV_FAMILY(statements) {
    .doc = "Expression statements and `pass`.",
    .meanings = VIV_TABLE(statements_meanings),
};
