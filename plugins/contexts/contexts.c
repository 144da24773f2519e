/* contexts.c - the `contexts` family: with statements. */
#include <vivarium.h>

/* The call of __exit__ when nothing was raised. */
static void exit_plainly(viv_builder *b, viv_node item, viv_temp exit) {
    viv_node around = viv_place(b, viv_withitem_context_expr(b, item));
    viv_temp mark = viv_mark(b);
    viv_temp window = viv_push_pair(b, exit);

    for (int i = 0; i < 3; i++)
        viv_push(b, viv_emit_constant(b, VIV_NONE));
    viv_emit_call_loaded(b, window, 3);
    viv_release(b, mark);
    viv_place(b, around);
}

/* The call of __exit__ for an exception; its result tells whether the exception
 * ends here. */
static viv_temp exit_with_error(viv_builder *b, viv_temp exit, viv_temp error) {
    viv_temp window = viv_push_pair(b, exit);

    viv_push(b,
             viv_emit_get_attribute(b, error, viv_identifier(b, "__class__")));
    viv_push(b, error);
    viv_push(b, viv_emit_get_attribute(b, error,
                                       viv_identifier(b, "__traceback__")));
    return viv_emit_call_loaded(b, window, 3);
}

static void leave_handler(viv_builder *b, viv_node node, viv_temp saved) {
    (void)node;
    viv_emit_leave_handler(b, saved);
}

/* After an exception [error] in the body: control ends behind here if __exit__
 * says that it is dealt with. */
static void handle_error(viv_builder *b, viv_node node, viv_temp exit,
                         viv_temp error) {
    viv_label dealt_with = viv_label_new(b), done = viv_label_new(b);
    viv_temp saved = viv_emit_enter_handler(b, error);
    int region = viv_try_begin(b, leave_handler, node, saved);

    viv_emit_branch(b, exit_with_error(b, exit, error), VIV_IF_TRUE,
                    dealt_with);
    viv_emit_reraise(b, error);
    viv_label_place(b, dealt_with);
    viv_try_end(b, region);
    viv_emit_leave_handler(b, saved);
    viv_emit_jump(b, done);
    viv_temp raised = viv_handler_begin(b, region);

    viv_emit_leave_handler(b, saved);
    viv_emit_reraise(b, raised);
    viv_label_place(b, done);
}

/* Item [index], and within it the further ones and the body. Both methods are
 * found before __enter__ is called; storing its result is guarded already. */
static void lower_item(viv_builder *b, viv_node node, uint32_t index) {
    viv_nodes items = viv_With_items(b, node);

    if (index == viv_nodes_count(items) || viv_failed(b)) {
        viv_lower_body(b, viv_With_body(b, node));
        return;
    }
    viv_node item = viv_nodes_at(b, items, index);
    viv_node target = viv_withitem_optional_vars(b, item);
    viv_label done = viv_label_new(b);
    viv_temp mark = viv_mark(b);
    viv_temp manager =
        viv_hold(b, viv_lower(b, viv_withitem_context_expr(b, item)));

    viv_place(b, viv_withitem_context_expr(b, item));
    viv_temp exit = viv_emit_load_special(b, manager, VIV_SPECIAL_EXIT);
    viv_temp enter = viv_emit_load_special(b, manager, VIV_SPECIAL_ENTER);
    viv_temp value = viv_emit_call_loaded(b, enter, 0);
    int region = viv_try_begin(b, exit_plainly, item, exit);

    if (target != 0)
        viv_lower_store(b, target, value);
    lower_item(b, node, index + 1);
    viv_try_end(b, region);
    exit_plainly(b, item, exit);
    viv_emit_jump(b, done);
    handle_error(b, node, exit, viv_handler_begin(b, region));
    viv_label_place(b, done);
    viv_release(b, mark);
}

static void lower_with(viv_builder *b, viv_node node) {
    lower_item(b, node, 0);
}

static const viv_meaning contexts_meanings[] = {
    {.kind = VIV_With, .statement = lower_with},
};

VIV_FAMILY(contexts) {
    .doc = "The `with` statement.",
    .meanings = VIV_TABLE(contexts_meanings),
};
