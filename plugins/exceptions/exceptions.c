/* exceptions.c - the `exceptions` family: try, raise and assert.
 *
 * A try statement is one or more guarded regions. What is being handled
 * (sys.exception()) is saved when a handler is entered, and put back on every
 * way out of it, so the handlers are guarded regions themselves.
 */
#include <vivarium.h>

/* -- leaving a handler */

static void leave_handler(viv_builder *b, viv_node node, viv_temp saved) {
    (void)node;
    viv_emit_leave_handler(b, saved);
}

static int begin_handler(viv_builder *b, viv_node node, viv_temp saved) {
    return viv_try_begin(b, leave_handler, node, saved);
}

/* The end of begin_handler(): an exception from the handler goes on. */
static void end_handler(viv_builder *b, int region, viv_temp saved) {
    viv_try_end(b, region);
    viv_temp error = viv_handler_begin(b, region);

    viv_emit_leave_handler(b, saved);
    viv_emit_reraise(b, error);
}

/* -- except TYPE as NAME: the name is unbound at the end, whatever happens */

static void unbind_name(viv_builder *b, viv_node handler, viv_temp state) {
    viv_value name = viv_ExceptHandler_name(b, handler);

    (void)state;
    viv_emit_store_name(b, name, viv_emit_constant(b, VIV_NONE));
    viv_emit_delete_name(b, name);
}

static void lower_named_body(viv_builder *b, viv_node handler, viv_temp error) {
    viv_label done = viv_label_new(b);

    viv_emit_store_name(b, viv_ExceptHandler_name(b, handler), error);
    int region = viv_try_begin(b, unbind_name, handler, VIV_NOWHERE);

    viv_lower_body(b, viv_ExceptHandler_body(b, handler));
    viv_try_end(b, region);
    unbind_name(b, handler, VIV_NOWHERE);
    viv_emit_jump(b, done);
    viv_temp raised = viv_handler_begin(b, region);

    unbind_name(b, handler, VIV_NOWHERE);
    viv_emit_reraise(b, raised);
    viv_label_place(b, done);
}

static void lower_handler_body(viv_builder *b, viv_node handler,
                               viv_temp error) {
    viv_temp mark = viv_mark(b);

    if (viv_is_none(viv_ExceptHandler_name(b, handler)))
        viv_lower_body(b, viv_ExceptHandler_body(b, handler));
    else
        lower_named_body(b, handler, error);
    viv_release(b, mark);
}

static void scope_handler(viv_builder *b, viv_node handler) {
    viv_value name = viv_ExceptHandler_name(b, handler);

    viv_scope_visit(b, viv_ExceptHandler_type(b, handler));
    if (!viv_is_none(name))
        viv_scope_bind(b, handler, name);
    viv_scope_visit_all(b, viv_ExceptHandler_body(b, handler));
}

/* -- try, except, else */

/* The handlers in turn; where none matches, [error] goes on. */
static void lower_handlers(viv_builder *b, viv_node node, viv_temp error,
                           viv_label done) {
    viv_nodes handlers = viv_Try_handlers(b, node);
    viv_temp saved = viv_emit_enter_handler(b, error);
    int region = begin_handler(b, node, saved);

    for (uint32_t i = 0; i < viv_nodes_count(handlers); i++) {
        viv_node handler = viv_nodes_at(b, handlers, i);
        viv_node type = viv_ExceptHandler_type(b, handler);
        viv_label next = viv_label_new(b);

        viv_place(b, handler);
        if (type != 0)
            viv_emit_branch_no_match(b, error, viv_lower(b, type), next);
        lower_handler_body(b, handler, error);
        viv_emit_leave_handler(b, saved);
        viv_emit_jump(b, done);
        viv_label_place(b, next);
    }
    viv_place(b, node);
    viv_emit_reraise(b, error);
    end_handler(b, region, saved);
}

/* `else` is not guarded. */
static void lower_try_except(viv_builder *b, viv_node node) {
    viv_label done = viv_label_new(b);
    int region = viv_try_begin(b, 0, node, VIV_NOWHERE);

    viv_lower_body(b, viv_Try_body(b, node));
    viv_try_end(b, region);
    viv_lower_body(b, viv_Try_orelse(b, node));
    viv_emit_jump(b, done);
    lower_handlers(b, node, viv_handler_begin(b, region), done);
    viv_label_place(b, done);
}

/* -- finally: the body stands once for each way out */

static viv_nodes final_body(viv_builder *b, viv_node node) {
    if (viv_node_kind(b, node) == VIV_TryStar)
        return viv_TryStar_finalbody(b, node);
    return viv_Try_finalbody(b, node);
}

static void run_finally(viv_builder *b, viv_node node, viv_temp state) {
    (void)state;
    viv_lower_body(b, final_body(b, node));
}

/* After an exception: the body, and the exception goes on. */
static void finally_after_error(viv_builder *b, viv_node node, viv_temp error) {
    viv_temp saved = viv_emit_enter_handler(b, error);
    int region = begin_handler(b, node, saved);

    viv_lower_body(b, final_body(b, node));
    viv_emit_reraise(b, error);
    end_handler(b, region, saved);
}

static void lower_try_finally(viv_builder *b, viv_node node,
                              void (*guarded)(viv_builder *, viv_node)) {
    viv_label done = viv_label_new(b);
    int region = viv_try_begin(b, run_finally, node, VIV_NOWHERE);

    guarded(b, node);
    viv_try_end(b, region);
    viv_lower_body(b, final_body(b, node));
    viv_emit_jump(b, done);
    finally_after_error(b, node, viv_handler_begin(b, region));
    viv_label_place(b, done);
}

static void lower_guarded(viv_builder *b, viv_node node) {
    viv_temp mark = viv_mark(b);

    if (viv_nodes_count(viv_Try_handlers(b, node)) > 0)
        lower_try_except(b, node);
    else
        viv_lower_body(b, viv_Try_body(b, node));
    viv_release(b, mark);
}

static void lower_try(viv_builder *b, viv_node node) {
    if (viv_nodes_count(viv_Try_finalbody(b, node)) > 0)
        lower_try_finally(b, node, lower_guarded);
    else
        lower_try_except(b, node);
}

/* -- except*: each handler takes its part of a group */

/* What a group goes through: [rest] is what no handler took yet, [raised] a
 * list of what handlers raised. */
typedef struct group {
    viv_temp original, rest, raised;
} group;

/* Runs the handler's body with [part]; what it raises is collected. */
static void collect_raised(viv_builder *b, viv_node handler, const group *it,
                           viv_temp part) {
    viv_label done = viv_label_new(b);
    viv_temp saved = viv_emit_enter_handler(b, part);
    int region = viv_try_begin(b, leave_handler, handler, saved);

    lower_handler_body(b, handler, part);
    viv_try_end(b, region);
    viv_emit_leave_handler(b, saved);
    viv_emit_jump(b, done);
    viv_temp error = viv_handler_begin(b, region);

    viv_emit_leave_handler(b, saved);
    viv_emit_append(b, VIV_List, it->raised, error);
    viv_label_place(b, done);
}

static void lower_star_handler(viv_builder *b, viv_node handler,
                               const group *it) {
    viv_temp mark = viv_mark(b);
    viv_label next = viv_label_new(b);
    viv_node node = viv_place(b, handler);
    viv_temp types = viv_lower(b, viv_ExceptHandler_type(b, handler));
    viv_temp parts = viv_emit_match_group(b, it->rest, types);

    viv_emit_move(b, it->rest, parts + 1);
    viv_emit_branch_none(b, parts, VIV_IF_TRUE, next);
    collect_raised(b, handler, it, parts);
    viv_label_place(b, next);
    viv_release(b, mark);
    viv_place(b, node);
}

/* What is left and what was raised, as one group; None if there is neither. */
static viv_temp regroup(viv_builder *b, const group *it) {
    viv_label none_left = viv_label_new(b);

    viv_emit_branch_none(b, it->rest, VIV_IF_TRUE, none_left);
    viv_emit_append(b, VIV_List, it->raised, it->rest);
    viv_label_place(b, none_left);
    viv_temp pair = viv_push(b, it->original);

    viv_push(b, it->raised);
    return viv_hold(
        b, viv_emit_intrinsic(b, VIV_INTRINSIC_RAISE_GROUP, pair, 2, 0));
}

static void lower_star_handlers(viv_builder *b, viv_node node, viv_temp error,
                                viv_label done) {
    viv_nodes handlers = viv_TryStar_handlers(b, node);
    group it = {error, viv_temp_new(b), viv_temp_new(b)};
    viv_temp saved = viv_emit_enter_handler(b, error);
    int region = begin_handler(b, node, saved);
    viv_label raise = viv_label_new(b);

    viv_emit_move(b, it.rest, error);
    viv_emit_move(b, it.raised, viv_emit_build(b, VIV_List, viv_mark(b), 0));
    for (uint32_t i = 0; i < viv_nodes_count(handlers); i++)
        lower_star_handler(b, viv_nodes_at(b, handlers, i), &it);
    viv_temp result = regroup(b, &it);

    viv_emit_branch_none(b, result, VIV_IF_FALSE, raise);
    viv_emit_leave_handler(b, saved);
    viv_emit_jump(b, done);
    viv_label_place(b, raise);
    viv_emit_reraise(b, result);
    end_handler(b, region, saved);
}

static void lower_try_except_star(viv_builder *b, viv_node node) {
    viv_temp mark = viv_mark(b);
    viv_label done = viv_label_new(b);
    int region = viv_try_begin(b, 0, node, VIV_NOWHERE);

    viv_lower_body(b, viv_TryStar_body(b, node));
    viv_try_end(b, region);
    viv_lower_body(b, viv_TryStar_orelse(b, node));
    viv_emit_jump(b, done);
    lower_star_handlers(b, node, viv_handler_begin(b, region), done);
    viv_label_place(b, done);
    viv_release(b, mark);
}

static void lower_try_star(viv_builder *b, viv_node node) {
    if (viv_nodes_count(viv_TryStar_finalbody(b, node)) > 0)
        lower_try_finally(b, node, lower_try_except_star);
    else
        lower_try_except_star(b, node);
}

/* -- raise and assert */

static void lower_raise(viv_builder *b, viv_node node) {
    viv_node exception = viv_Raise_exc(b, node);
    viv_node reason = viv_Raise_cause(b, node);
    viv_temp error = exception != 0 ? viv_lower(b, exception) : VIV_NOWHERE;
    viv_temp cause = reason != 0 ? viv_lower(b, reason) : VIV_NOWHERE;

    viv_emit_raise(b, error, cause);
}

/* The class is the built-in one, whatever the name means here. */
static void lower_assert(viv_builder *b, viv_node node) {
    viv_node message = viv_Assert_msg(b, node);
    viv_label holds = viv_label_new(b);

    viv_lower_branch(b, viv_Assert_test(b, node), VIV_IF_TRUE, holds);
    viv_temp error = viv_push(b, viv_emit_error_type(b, VIV_AssertionError));

    if (message != 0) {
        viv_lower_push(b, message);
        error = viv_emit_call(b, error, 1);
    }
    viv_place(b, viv_Assert_test(b, node));
    viv_emit_raise(b, error, VIV_NOWHERE);
    viv_label_place(b, holds);
}

/* -- what looks wrong */

static void check_assert(viv_builder *b, viv_node node) {
    viv_node test = viv_Assert_test(b, node);

    if (viv_node_kind(b, test) == VIV_Tuple &&
        viv_nodes_count(viv_Tuple_elts(b, test)) > 0)
        viv_syntax_warning(b, node,
                           "assertion is always true, perhaps remove "
                           "parentheses?");
}

static void warn_leaving(viv_builder *b, viv_nodes statements);

/* Blocks that are no loops, functions or classes belong to the `finally`
 * too. */
static void warn_leaving_in(viv_builder *b, viv_node node) {
    const char *what = 0;

    switch (viv_node_kind(b, node)) {
    case VIV_Return:
        what = "return";
        break;
    case VIV_Break:
        what = "break";
        break;
    case VIV_Continue:
        what = "continue";
        break;
    case VIV_If:
        warn_leaving(b, viv_If_body(b, node));
        warn_leaving(b, viv_If_orelse(b, node));
        break;
    case VIV_With:
        warn_leaving(b, viv_With_body(b, node));
        break;
    case VIV_AsyncWith:
        warn_leaving(b, viv_AsyncWith_body(b, node));
        break;
    case VIV_Match:
        for (uint32_t i = 0; i < viv_nodes_count(viv_Match_cases(b, node)); i++)
            warn_leaving(b, viv_match_case_body(
                                b, viv_nodes_at(b, viv_Match_cases(b, node),
                                                i)));
        break;
    case VIV_Try:
        warn_leaving(b, viv_Try_body(b, node));
        for (uint32_t i = 0; i < viv_nodes_count(viv_Try_handlers(b, node));
             i++)
            warn_leaving(b, viv_ExceptHandler_body(
                                b, viv_nodes_at(b, viv_Try_handlers(b, node),
                                                i)));
        warn_leaving(b, viv_Try_orelse(b, node));
        break; /* its own `finally` is looked at when it is visited */
    default:
        break;
    }
    if (what)
        viv_syntax_warning(b, node, "'%s' in a 'finally' block", what);
}

static void warn_leaving(viv_builder *b, viv_nodes statements) {
    for (uint32_t i = 0; i < viv_nodes_count(statements); i++)
        warn_leaving_in(b, viv_nodes_at(b, statements, i));
}

static void check_try(viv_builder *b, viv_node node) {
    viv_nodes handlers = viv_Try_handlers(b, node);

    for (uint32_t i = 0; i + 1 < viv_nodes_count(handlers); i++) {
        viv_node handler = viv_nodes_at(b, handlers, i);

        if (viv_ExceptHandler_type(b, handler) == 0)
            viv_syntax_error(b, handler, "default 'except:' must be last");
    }
    warn_leaving(b, viv_Try_finalbody(b, node));
}

/* The handlers of except* all run: none can be left early. */
static void forbid_leaving(viv_builder *b, viv_nodes statements, bool in_loop);

static void forbid_leaving_in(viv_builder *b, viv_node node, bool in_loop) {
    int kind = viv_node_kind(b, node), count = viv_node_field_count(b, node);
    const viv_node_row *row = viv_node_describe(kind);
    bool loop = in_loop || kind == VIV_For || kind == VIV_AsyncFor ||
                kind == VIV_While;

    if (kind == VIV_Return ||
        (!in_loop && (kind == VIV_Break || kind == VIV_Continue)))
        viv_syntax_error(b, node,
                         "'break', 'continue' and 'return' cannot appear in an "
                         "except* block");
    if (kind == VIV_FunctionDef || kind == VIV_AsyncFunctionDef ||
        kind == VIV_ClassDef)
        return;
    for (int i = 0; row && i < count; i++)
        if (row->fields[i].type == VIV_FIELD_BODY)
            forbid_leaving(b, viv_slot_nodes(viv_node_slot(b, node, i)), loop);
        else if (row->fields[i].type == VIV_FIELD_LIST &&
                 (kind == VIV_Match || kind == VIV_Try || kind == VIV_TryStar))
            forbid_leaving(b, viv_slot_nodes(viv_node_slot(b, node, i)), loop);
}

static void forbid_leaving(viv_builder *b, viv_nodes statements, bool in_loop) {
    for (uint32_t i = 0; i < viv_nodes_count(statements) && !viv_failed(b); i++)
        forbid_leaving_in(b, viv_nodes_at(b, statements, i), in_loop);
}

static void check_try_star(viv_builder *b, viv_node node) {
    viv_nodes handlers = viv_TryStar_handlers(b, node);

    for (uint32_t i = 0; i < viv_nodes_count(handlers); i++)
        forbid_leaving(b,
                       viv_ExceptHandler_body(b, viv_nodes_at(b, handlers, i)),
                       false);
    warn_leaving(b, viv_TryStar_finalbody(b, node));
}

static const viv_meaning exceptions_meanings[] = {
    {.kind = VIV_Try, .statement = lower_try, .check = check_try},
    {
        .kind = VIV_TryStar,
        .statement = lower_try_star,
        .check = check_try_star,
    },
    {.kind = VIV_ExceptHandler, .scope = scope_handler},
    {.kind = VIV_Raise, .statement = lower_raise},
    {.kind = VIV_Assert, .statement = lower_assert, .check = check_assert},
};

VIV_FAMILY(exceptions) {
    .doc = "`try` with `except`, `except*` and `finally`; `raise`, `assert`.",
    .meanings = VIV_TABLE(exceptions_meanings),
};
