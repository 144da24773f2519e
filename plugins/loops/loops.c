/* loops.c - the `loops` family: while, for, break and continue. */
#include <vivarium.h>

/* The test stands twice: once before the loop, once at its end, where
 * `continue` goes, so that a round takes one jump. */
static void lower_while(viv_builder *b, viv_node loop) {
    viv_label body = viv_label_new(b), test = viv_label_new(b);
    viv_label otherwise = viv_label_new(b), done = viv_label_new(b);

    viv_lower_branch(b, viv_While_test(b, loop), VIV_IF_FALSE, otherwise);
    viv_label_place(b, body);
    viv_loop_begin(b, test, done);
    viv_lower_body(b, viv_While_body(b, loop));
    viv_loop_end(b);
    viv_label_place(b, test);
    viv_lower_branch(b, viv_While_test(b, loop), VIV_IF_TRUE, body);
    viv_label_place(b, otherwise);
    viv_lower_body(b, viv_While_orelse(b, loop));
    viv_label_place(b, done);
}

static void lower_for(viv_builder *b, viv_node loop) {
    viv_iteration items;
    viv_label done = viv_label_new(b);

    viv_iteration_begin(b, &items, viv_For_target(b, loop),
                        viv_lower(b, viv_For_iter(b, loop)), 0);
    viv_loop_begin(b, items.next, done);
    viv_lower_body(b, viv_For_body(b, loop));
    viv_loop_end(b);
    viv_iteration_end(b, &items);
    viv_lower_body(b, viv_For_orelse(b, loop));
    viv_label_place(b, done);
}

/* Names are met in the order in which they are bound. */
static void scope_for(viv_builder *b, viv_node loop) {
    viv_scope_visit(b, viv_For_target(b, loop));
    viv_scope_visit(b, viv_For_iter(b, loop));
    viv_scope_visit_all(b, viv_For_body(b, loop));
    viv_scope_visit_all(b, viv_For_orelse(b, loop));
}

static void lower_break(viv_builder *b, viv_node node) {
    viv_emit_break(b, node);
}

static void lower_continue(viv_builder *b, viv_node node) {
    viv_emit_continue(b, node);
}

static const viv_meaning loops_meanings[] = {
    {.kind = VIV_While, .statement = lower_while},
    {.kind = VIV_For, .statement = lower_for, .scope = scope_for},
    {.kind = VIV_Break, .statement = lower_break},
    {.kind = VIV_Continue, .statement = lower_continue},
};

VIV_FAMILY(loops) {
    .doc = "The `while` and `for` statements, `break` and `continue`.",
    .meanings = VIV_TABLE(loops_meanings),
};
