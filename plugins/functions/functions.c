/* functions.c - the `functions` family: def, lambda and return. */
#include <vivarium.h>

/* -- def */

/* The function itself, before decorators see it. */
static viv_temp lower_function(viv_builder *b, viv_node node) {
    bool generic = viv_nodes_count(viv_FunctionDef_type_params(b, node)) > 0;
    viv_code_spec spec = {
        .node = node,
        .scope = VIV_SCOPE_FUNCTION,
        .args = generic ? 0 : viv_FunctionDef_args(b, node),
        .name = viv_FunctionDef_name(b, node),
        .body = viv_FunctionDef_body(b, node),
        .annotate = VIV_NOWHERE,
    };

    if (viv_has_annotations(b, node))
        spec.annotate = viv_lower_field(b, node, "returns", VIV_NOWHERE);
    return viv_emit_function(b, &spec);
}

/* Decorators are evaluated from the top and applied from the bottom: each is a
 * callable whose argument stands right behind it. */
static void lower_def(viv_builder *b, viv_node node) {
    viv_nodes decorators = viv_FunctionDef_decorator_list(b, node);
    viv_temp first = viv_lower_run(b, decorators);
    viv_temp made;

    if (viv_nodes_count(viv_FunctionDef_type_params(b, node)) > 0) {
        made = viv_push(
            b, viv_lower_field(b, node, "type_params", VIV_NOWHERE));
        viv_emit_defaults(b, made, viv_FunctionDef_args(b, node));
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
    viv_emit_store_name(b, viv_FunctionDef_name(b, node), made);
}

static void scope_body(viv_builder *b, viv_node node) {
    viv_node args = viv_FunctionDef_args(b, node);

    viv_scope_annotations(b, node, args, viv_FunctionDef_returns(b, node));
    viv_scope_begin(b, node, VIV_SCOPE_FUNCTION, viv_FunctionDef_name(b, node));
    viv_scope_parameters(b, args);
    viv_scope_visit_all(b, viv_FunctionDef_body(b, node));
    viv_scope_end(b);
}

static void scope_def(viv_builder *b, viv_node node) {
    viv_value name = viv_FunctionDef_name(b, node);
    viv_nodes type_params = viv_FunctionDef_type_params(b, node);

    viv_scope_bind(b, node, name);
    viv_scope_defaults(b, viv_FunctionDef_args(b, node));
    viv_scope_visit_all(b, viv_FunctionDef_decorator_list(b, node));
    if (viv_nodes_count(type_params) == 0) {
        scope_body(b, node);
        return;
    }
    viv_scope_begin(b, node, VIV_SCOPE_PARAMETERS, name);
    viv_scope_visit_all(b, type_params);
    scope_body(b, node);
    viv_scope_end(b);
}

/* -- lambda */

static void lower_lambda_body(viv_builder *b, const viv_code_spec *spec) {
    viv_emit_return(b, viv_lower(b, viv_Lambda_body(b, spec->node)));
}

static viv_temp lower_lambda(viv_builder *b, viv_node node) {
    viv_code_spec spec = {
        .node = node,
        .scope = VIV_SCOPE_LAMBDA,
        .args = viv_Lambda_args(b, node),
        .name = viv_identifier(b, "<lambda>"),
        .lower = lower_lambda_body,
        .annotate = VIV_NOWHERE,
        .flags = VIV_CODE_LAMBDA,
    };

    return viv_emit_function(b, &spec);
}

static void scope_lambda(viv_builder *b, viv_node node) {
    viv_node args = viv_Lambda_args(b, node);

    viv_scope_defaults(b, args);
    viv_scope_begin(b, node, VIV_SCOPE_LAMBDA, viv_identifier(b, "<lambda>"));
    viv_scope_parameters(b, args);
    viv_scope_visit(b, viv_Lambda_body(b, node));
    viv_scope_end(b);
}

/* -- return */

/* `return a if test else b` returns from either branch. */
static void return_value(viv_builder *b, viv_node value) {
    if (viv_node_kind(b, value) != VIV_IfExp) {
        viv_emit_return(b, viv_lower(b, value));
        return;
    }
    viv_label otherwise = viv_label_new(b);

    viv_lower_branch(b, viv_IfExp_test(b, value), VIV_IF_FALSE, otherwise);
    return_value(b, viv_IfExp_body(b, value));
    viv_label_place(b, otherwise);
    return_value(b, viv_IfExp_orelse(b, value));
}

static void lower_return(viv_builder *b, viv_node node) {
    viv_node value = viv_Return_value(b, node);

    if (value != 0)
        return_value(b, value);
    else
        viv_emit_return(b, viv_emit_constant(b, VIV_NONE));
}

static void scope_return(viv_builder *b, viv_node node) {
    viv_node value = viv_Return_value(b, node);

    if (viv_scope_current(b) == VIV_SCOPE_MODULE ||
        viv_scope_current(b) == VIV_SCOPE_CLASS)
        viv_syntax_error(b, node, "'return' outside function");
    viv_scope_returns(b, node, value != 0);
    viv_scope_visit(b, value);
}

static const viv_meaning functions_meanings[] = {
    {
        .kind = VIV_FunctionDef,
        .statement = lower_def,
        .value = lower_function,
        .scope = scope_def,
    },
    {.kind = VIV_Lambda, .value = lower_lambda, .scope = scope_lambda},
    {.kind = VIV_Return, .statement = lower_return, .scope = scope_return},
};

VIV_FAMILY(functions) {
    .doc = "Functions: `def`, `lambda` and `return`.",
    .meanings = VIV_TABLE(functions_meanings),
};
