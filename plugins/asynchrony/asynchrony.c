/* asynchrony.c - the `asynchrony` family: async def, await, async for, async
 * with. */
#include <vivarium.h>

/* -- async def */

static viv_temp lower_function(viv_builder *b, viv_node node) {
    bool generic = viv_nodes_count(viv_AsyncFunctionDef_type_params(b, node)) > 0;
    viv_code_spec spec = {
        .node = node,
        .scope = VIV_SCOPE_FUNCTION,
        .args = generic ? 0 : viv_AsyncFunctionDef_args(b, node),
        .name = viv_AsyncFunctionDef_name(b, node),
        .body = viv_AsyncFunctionDef_body(b, node),
        .annotate = VIV_NOWHERE,
        .flags = VIV_CODE_COROUTINE,
    };

    if (viv_has_annotations(b, node))
        spec.annotate = viv_lower_field(b, node, "returns", VIV_NOWHERE);
    return viv_emit_function(b, &spec);
}

static void lower_def(viv_builder *b, viv_node node) {
    viv_nodes decorators = viv_AsyncFunctionDef_decorator_list(b, node);
    viv_temp first = viv_lower_run(b, decorators);
    viv_temp made;

    if (viv_nodes_count(viv_AsyncFunctionDef_type_params(b, node)) > 0) {
        made = viv_push(
            b, viv_lower_field(b, node, "type_params", VIV_NOWHERE));
        viv_emit_defaults(b, made, viv_AsyncFunctionDef_args(b, node));
    } else {
        made = viv_lower(b, node);
    }
    for (uint32_t i = viv_nodes_count(decorators);
         i-- > 0 && !viv_failed(b);) {
        viv_place(b, viv_nodes_at(b, decorators, i));
        viv_push(b, made);
        made = viv_emit_call(b, first + (viv_temp)i, 1);
    }
    viv_place(b, node);
    viv_emit_store_name(b, viv_AsyncFunctionDef_name(b, node), made);
}

static void scope_body(viv_builder *b, viv_node node) {
    viv_node args = viv_AsyncFunctionDef_args(b, node);

    viv_scope_annotations(b, node, args, viv_AsyncFunctionDef_returns(b, node));
    viv_scope_begin(b, node, VIV_SCOPE_FUNCTION,
                    viv_AsyncFunctionDef_name(b, node));
    viv_scope_coroutine(b);
    viv_scope_parameters(b, args);
    viv_scope_visit_all(b, viv_AsyncFunctionDef_body(b, node));
    viv_scope_end(b);
}

static void scope_def(viv_builder *b, viv_node node) {
    viv_value name = viv_AsyncFunctionDef_name(b, node);
    viv_nodes type_params = viv_AsyncFunctionDef_type_params(b, node);

    viv_scope_bind(b, node, name);
    viv_scope_defaults(b, viv_AsyncFunctionDef_args(b, node));
    viv_scope_visit_all(b, viv_AsyncFunctionDef_decorator_list(b, node));
    if (viv_nodes_count(type_params) == 0) {
        scope_body(b, node);
        return;
    }
    viv_scope_begin(b, node, VIV_SCOPE_PARAMETERS, name);
    viv_scope_visit_all(b, type_params);
    scope_body(b, node);
    viv_scope_end(b);
}

/* -- await, async for */

static void check_awaits(viv_builder *b, viv_node node, const char *what) {
    if (!viv_scope_allows_await(b))
        viv_syntax_error(b, node, "%s outside async function", what);
}

static viv_temp lower_await(viv_builder *b, viv_node node) {
    return viv_emit_await(b, viv_lower(b, viv_Await_value(b, node)), VIV_AWAIT);
}

static void scope_await(viv_builder *b, viv_node node) {
    viv_scope_awaits(b, node);
    viv_scope_visit(b, viv_Await_value(b, node));
}

static void lower_for(viv_builder *b, viv_node loop) {
    viv_iteration items;
    viv_label done = viv_label_new(b);

    check_awaits(b, loop, "'async for'");
    viv_iteration_begin(b, &items, viv_AsyncFor_target(b, loop),
                        viv_lower(b, viv_AsyncFor_iter(b, loop)),
                        VIV_ITERATE_ASYNC);
    viv_loop_begin(b, items.next, done);
    viv_lower_body(b, viv_AsyncFor_body(b, loop));
    viv_loop_end(b);
    viv_iteration_end(b, &items);
    viv_lower_body(b, viv_AsyncFor_orelse(b, loop));
    viv_label_place(b, done);
}

/* -- async with: as `with`, but that what the methods return is awaited */

static viv_temp call_exit(viv_builder *b, viv_temp window) {
    return viv_emit_await(b, viv_emit_call_loaded(b, window, 3),
                          VIV_AWAIT_AEXIT);
}

static void exit_plainly(viv_builder *b, viv_node item, viv_temp exit) {
    viv_node around = viv_place(b, viv_withitem_context_expr(b, item));
    viv_temp mark = viv_mark(b);
    viv_temp window = viv_push_pair(b, exit);

    for (int i = 0; i < 3; i++)
        viv_push(b, viv_emit_constant(b, VIV_NONE));
    call_exit(b, window);
    viv_release(b, mark);
    viv_place(b, around);
}

static viv_temp exit_with_error(viv_builder *b, viv_temp exit, viv_temp error) {
    viv_temp window = viv_push_pair(b, exit);

    viv_push(b,
             viv_emit_get_attribute(b, error, viv_identifier(b, "__class__")));
    viv_push(b, error);
    viv_push(b, viv_emit_get_attribute(b, error,
                                       viv_identifier(b, "__traceback__")));
    return call_exit(b, window);
}

static void leave_handler(viv_builder *b, viv_node node, viv_temp saved) {
    (void)node;
    viv_emit_leave_handler(b, saved);
}

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

static void lower_item(viv_builder *b, viv_node node, uint32_t index) {
    viv_nodes items = viv_AsyncWith_items(b, node);

    if (index == viv_nodes_count(items) || viv_failed(b)) {
        viv_lower_body(b, viv_AsyncWith_body(b, node));
        return;
    }
    viv_node item = viv_nodes_at(b, items, index);
    viv_node target = viv_withitem_optional_vars(b, item);
    viv_label done = viv_label_new(b);
    viv_temp mark = viv_mark(b);
    viv_temp manager =
        viv_hold(b, viv_lower(b, viv_withitem_context_expr(b, item)));

    viv_place(b, viv_withitem_context_expr(b, item));
    viv_temp exit = viv_emit_load_special(b, manager, VIV_SPECIAL_AEXIT);
    viv_temp enter = viv_emit_load_special(b, manager, VIV_SPECIAL_AENTER);
    viv_temp value =
        viv_emit_await(b, viv_emit_call_loaded(b, enter, 0), VIV_AWAIT_AENTER);
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
    check_awaits(b, node, "'async with'");
    lower_item(b, node, 0);
}

static const viv_meaning asynchrony_meanings[] = {
    {
        .kind = VIV_AsyncFunctionDef,
        .statement = lower_def,
        .value = lower_function,
        .scope = scope_def,
    },
    {.kind = VIV_Await, .value = lower_await, .scope = scope_await},
    {.kind = VIV_AsyncFor, .statement = lower_for},
    {.kind = VIV_AsyncWith, .statement = lower_with},
};

/* Owning it makes it available: viv_iteration_begin() knows the rest. */
static const viv_field_meaning asynchrony_fields[] = {
    {VIV_FIELD_OF(comprehension, is_async), 0},
};

VIV_FAMILY(asynchrony) {
    .doc = "`async def`, `await`, `async for`, `async with`, and asynchronous"
           " comprehensions.",
    .meanings = VIV_TABLE(asynchrony_meanings),
    .fields = VIV_TABLE(asynchrony_fields),
};
