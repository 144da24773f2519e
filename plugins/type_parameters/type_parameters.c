/* type_parameters.c - the `type_parameters` family: def f[T], class C[T], type
 * X = ...
 *
 * A definition with type parameters is made within a function of its own, which
 * is called at once: the parameters are its variables. Bounds, defaults and the
 * values of aliases are functions too; they are called when somebody asks.
 */
#include <vivarium.h>

/* -- expressions that are evaluated later */

/* `*Ts = *tuple[int, str]`: the default is the one item that the star gives. */
static void lower_later_body(viv_builder *b, const viv_code_spec *spec) {
    if (viv_node_kind(b, spec->node) != VIV_Starred) {
        viv_emit_return(b, viv_lower(b, spec->node));
        return;
    }
    viv_temp starred = viv_lower_push(b, viv_Starred_value(b, spec->node));

    viv_emit_return(
        b, viv_emit_intrinsic(b, VIV_INTRINSIC_UNPACK_TYPES, starred, 1, 0));
}

/* A function that gives the value of [expression], whose scope is its own. */
static viv_temp lower_later(viv_builder *b, viv_node expression,
                            viv_value name) {
    viv_code_spec spec = {
        .node = expression,
        .scope = VIV_SCOPE_VARIABLE,
        .name = name,
        .lower = lower_later_body,
        .annotate = VIV_NOWHERE,
    };

    return viv_emit_function(b, &spec);
}

static void scope_later(viv_builder *b, viv_node expression, const char *what) {
    if (expression == 0)
        return;
    viv_scope_begin(b, expression, VIV_SCOPE_VARIABLE, viv_identifier(b, what));
    viv_scope_visit(b, expression);
    viv_scope_end(b);
}

/* -- type parameters */

static viv_value parameter_name(viv_builder *b, viv_node parameter) {
    switch (viv_node_kind(b, parameter)) {
    case VIV_TypeVar:
        return viv_TypeVar_name(b, parameter);
    case VIV_ParamSpec:
        return viv_ParamSpec_name(b, parameter);
    default:
        return viv_TypeVarTuple_name(b, parameter);
    }
}

static viv_node parameter_default(viv_builder *b, viv_node parameter) {
    switch (viv_node_kind(b, parameter)) {
    case VIV_TypeVar:
        return viv_TypeVar_default_value(b, parameter);
    case VIV_ParamSpec:
        return viv_ParamSpec_default_value(b, parameter);
    default:
        return viv_TypeVarTuple_default_value(b, parameter);
    }
}

/* A tuple in place of a bound lists constraints. */
static viv_temp lower_bound(viv_builder *b, viv_node bound, viv_value name,
                            viv_temp run) {
    viv_intrinsic row = viv_node_kind(b, bound) == VIV_Tuple
                            ? VIV_INTRINSIC_TYPE_VAR_CONSTRAINTS
                            : VIV_INTRINSIC_TYPE_VAR_BOUND;

    viv_push(b, lower_later(b, bound, name));
    return viv_emit_intrinsic(b, row, run, 2, 0);
}

static viv_temp lower_plain(viv_builder *b, viv_node parameter,
                            viv_value name) {
    viv_temp run = viv_push(b, viv_emit_constant(b, name));

    switch (viv_node_kind(b, parameter)) {
    case VIV_TypeVar:
        if (viv_TypeVar_bound(b, parameter) != 0)
            return lower_bound(b, viv_TypeVar_bound(b, parameter), name, run);
        return viv_emit_intrinsic(b, VIV_INTRINSIC_TYPE_VAR, run, 1, 0);
    case VIV_ParamSpec:
        return viv_emit_intrinsic(b, VIV_INTRINSIC_PARAM_SPEC, run, 1, 0);
    default:
        return viv_emit_intrinsic(b, VIV_INTRINSIC_TYPE_VAR_TUPLE, run, 1, 0);
    }
}

static viv_temp lower_parameter(viv_builder *b, viv_node parameter) {
    viv_value name = parameter_name(b, parameter);
    viv_node fallback = parameter_default(b, parameter);
    viv_temp made = viv_push(b, lower_plain(b, parameter, name));

    if (fallback == 0)
        return made;
    viv_push(b, lower_later(b, fallback, name));
    return viv_emit_intrinsic(b, VIV_INTRINSIC_TYPE_DEFAULT, made, 2, 0);
}

/* Makes and names them; their tuple is held. */
static viv_temp lower_parameters(viv_builder *b, viv_nodes parameters) {
    viv_temp first = viv_mark(b);

    for (uint32_t i = 0; i < viv_nodes_count(parameters); i++) {
        viv_node parameter = viv_nodes_at(b, parameters, i);
        viv_temp made = viv_hold(b, viv_push(b, lower_parameter(b, parameter)));

        viv_emit_store_name(b, parameter_name(b, parameter), made);
    }
    return viv_hold(b, viv_emit_build(b, VIV_Tuple, first,
                                      (int)viv_nodes_count(parameters)));
}

static void scope_type_var(viv_builder *b, viv_node node) {
    viv_node bound = viv_TypeVar_bound(b, node);
    bool constraints = bound != 0 && viv_node_kind(b, bound) == VIV_Tuple;

    viv_scope_bind_type(b, node, viv_TypeVar_name(b, node));
    scope_later(b, bound,
                constraints ? "a TypeVar constraint" : "a TypeVar bound");
    scope_later(b, viv_TypeVar_default_value(b, node), "a TypeVar default");
}

static void scope_param_spec(viv_builder *b, viv_node node) {
    viv_scope_bind_type(b, node, viv_ParamSpec_name(b, node));
    scope_later(b, viv_ParamSpec_default_value(b, node), "a ParamSpec default");
}

static void scope_type_var_tuple(viv_builder *b, viv_node node) {
    viv_scope_bind_type(b, node, viv_TypeVarTuple_name(b, node));
    scope_later(b, viv_TypeVarTuple_default_value(b, node),
                "a TypeVarTuple default");
}

/* -- the function around a definition */

static viv_temp call_around(viv_builder *b, viv_node node, viv_value name,
                            void (*lower)(viv_builder *,
                                          const viv_code_spec *)) {
    viv_code_spec spec = {
        .node = node,
        .scope = VIV_SCOPE_PARAMETERS,
        .name = name,
        .lower = lower,
        .annotate = VIV_NOWHERE,
    };

    return viv_emit_call(b, viv_push(b, viv_emit_function(b, &spec)), 0);
}

static viv_nodes definition_parameters(viv_builder *b, viv_node node) {
    switch (viv_node_kind(b, node)) {
    case VIV_FunctionDef:
        return viv_FunctionDef_type_params(b, node);
    case VIV_AsyncFunctionDef:
        return viv_AsyncFunctionDef_type_params(b, node);
    default:
        return viv_ClassDef_type_params(b, node);
    }
}

/* A class body finds its type parameters by name, a function is given them. */
static void lower_definition(viv_builder *b, const viv_code_spec *spec) {
    viv_temp parameters =
        lower_parameters(b, definition_parameters(b, spec->node));

    if (viv_node_kind(b, spec->node) == VIV_ClassDef) {
        viv_emit_store_name(b, viv_identifier(b, ".type_params"), parameters);
        viv_emit_return(b, viv_lower(b, spec->node));
        return;
    }
    viv_temp made = viv_lower_push(b, spec->node);

    viv_push(b, parameters);
    viv_emit_return(b, viv_emit_intrinsic(b, VIV_INTRINSIC_SET_TYPE_PARAMETERS,
                                          made, 2, 0));
}

static viv_temp field_function(viv_builder *b, viv_node node, viv_temp given) {
    (void)given;
    return call_around(b, node, viv_FunctionDef_name(b, node),
                       lower_definition);
}

static viv_temp field_async_function(viv_builder *b, viv_node node,
                                     viv_temp given) {
    (void)given;
    return call_around(b, node, viv_AsyncFunctionDef_name(b, node),
                       lower_definition);
}

static viv_temp field_class(viv_builder *b, viv_node node, viv_temp given) {
    (void)given;
    return call_around(b, node, viv_ClassDef_name(b, node), lower_definition);
}

/* -- type NAME[...] = VALUE */

static viv_value alias_name(viv_builder *b, viv_node node) {
    return viv_Name_id(b, viv_TypeAlias_name(b, node));
}

static void lower_alias_value(viv_builder *b, const viv_code_spec *spec) {
    viv_emit_return(b, viv_lower(b, viv_TypeAlias_value(b, spec->node)));
}

/* [parameters] is a tuple, or VIV_NOWHERE. */
static viv_temp make_alias(viv_builder *b, viv_node node, viv_temp parameters) {
    viv_code_spec spec = {
        .node = node,
        .scope = VIV_SCOPE_ALIAS,
        .name = alias_name(b, node),
        .lower = lower_alias_value,
        .annotate = VIV_NOWHERE,
    };
    viv_temp run = viv_push(b, viv_emit_constant(b, alias_name(b, node)));

    if (parameters == VIV_NOWHERE)
        parameters = viv_emit_constant(b, VIV_NONE);
    viv_push(b, parameters);
    viv_push(b, viv_emit_function(b, &spec));
    return viv_emit_intrinsic(b, VIV_INTRINSIC_TYPE_ALIAS, run, 3, 0);
}

static void lower_generic_alias(viv_builder *b, const viv_code_spec *spec) {
    viv_temp parameters =
        lower_parameters(b, viv_TypeAlias_type_params(b, spec->node));

    viv_emit_return(b, make_alias(b, spec->node, parameters));
}

static void lower_alias(viv_builder *b, viv_node node) {
    viv_temp alias;

    if (viv_nodes_count(viv_TypeAlias_type_params(b, node)) > 0)
        alias = call_around(b, node, alias_name(b, node), lower_generic_alias);
    else
        alias = make_alias(b, node, VIV_NOWHERE);
    viv_lower_store(b, viv_TypeAlias_name(b, node), alias);
}

static void scope_alias_value(viv_builder *b, viv_node node) {
    viv_scope_begin(b, node, VIV_SCOPE_ALIAS, alias_name(b, node));
    viv_scope_visit(b, viv_TypeAlias_value(b, node));
    viv_scope_end(b);
}

static void scope_alias(viv_builder *b, viv_node node) {
    viv_nodes parameters = viv_TypeAlias_type_params(b, node);

    viv_scope_visit(b, viv_TypeAlias_name(b, node));
    if (viv_nodes_count(parameters) == 0) {
        scope_alias_value(b, node);
        return;
    }
    viv_scope_begin(b, node, VIV_SCOPE_PARAMETERS, alias_name(b, node));
    viv_scope_visit_all(b, parameters);
    scope_alias_value(b, node);
    viv_scope_end(b);
}

static const viv_meaning type_parameters_meanings[] = {
    {.kind = VIV_TypeAlias, .statement = lower_alias, .scope = scope_alias},
    {.kind = VIV_TypeVar, .scope = scope_type_var},
    {.kind = VIV_ParamSpec, .scope = scope_param_spec},
    {.kind = VIV_TypeVarTuple, .scope = scope_type_var_tuple},
};

static const viv_field_meaning type_parameters_fields[] = {
    {VIV_FIELD_OF(FunctionDef, type_params), field_function},
    {VIV_FIELD_OF(AsyncFunctionDef, type_params), field_async_function},
    {VIV_FIELD_OF(ClassDef, type_params), field_class},
};

VIV_FAMILY(type_parameters) {
    .doc = "Type parameters of functions and classes, and `type` statements.",
    .meanings = VIV_TABLE(type_parameters_meanings),
    .fields = VIV_TABLE(type_parameters_fields),
};
