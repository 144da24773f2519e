/* annotations.c - the `annotations` family: name: type = value, and the types of
 * parameters and results.
 *
 * Annotations are evaluated when somebody asks for them (PEP 649): they are the body of
 * a function, __annotate__, which belongs to the function, class or module.
 */
#include <vivarium.h>

/* -- __annotate__ of a function */

/* `*args: *Ts` */
static viv_temp lower_annotation(viv_builder *b, viv_node annotation) {
    if (viv_node_kind(b, annotation) != VIV_Starred)
        return viv_lower_push(b, annotation);
    viv_temp starred = viv_lower_push(b, viv_Starred_value(b, annotation));

    return viv_emit_intrinsic(b, VIV_INTRINSIC_UNPACK_TYPES, starred, 1, 0);
}

/* Name and type side by side, as pairs of a dict. */
static int push_pair(viv_builder *b, viv_value name, viv_node annotation) {
    if (annotation == 0)
        return 0;
    viv_push(b, viv_emit_constant(b, viv_mangled(b, name)));
    lower_annotation(b, annotation);
    return 1;
}

static int push_parameter(viv_builder *b, viv_node parameter) {
    if (parameter == 0)
        return 0;
    return push_pair(b, viv_arg_arg(b, parameter),
                     viv_arg_annotation(b, parameter));
}

static int push_parameters(viv_builder *b, viv_nodes parameters) {
    int count = 0;

    for (uint32_t i = 0; i < viv_nodes_count(parameters); i++)
        count += push_parameter(b, viv_nodes_at(b, parameters, i));
    return count;
}

/* Only annotations as values (format 1 and 2) are made here. */
static void refuse_other_formats(viv_builder *b) {
    viv_label known = viv_label_new(b);
    viv_temp most = viv_emit_constant(b, viv_small_int(2));

    viv_emit_branch(b, viv_emit_compare(b, VIV_Gt, viv_argument(b, 0), most),
                    VIV_IF_FALSE, known);
    viv_emit_raise(b, viv_emit_error_type(b, VIV_NotImplementedError),
                   VIV_NOWHERE);
    viv_label_place(b, known);
}

/* In the order of CPython: positional, *args, keyword-only, **kwargs, the result. */
static void lower_annotate(viv_builder *b, viv_node args, viv_node returns) {
    refuse_other_formats(b);
    viv_temp first = viv_mark(b);
    int count = push_parameters(b, viv_arguments_posonlyargs(b, args));

    count += push_parameters(b, viv_arguments_args(b, args));
    count += push_parameter(b, viv_arguments_vararg(b, args));
    count += push_parameters(b, viv_arguments_kwonlyargs(b, args));
    count += push_parameter(b, viv_arguments_kwarg(b, args));
    count += push_pair(b, viv_text(b, "return"), returns);
    viv_emit_return(b, viv_emit_build(b, VIV_Dict, first, count));
}

static void lower_of_function(viv_builder *b, const viv_code_spec *spec) {
    lower_annotate(b, viv_FunctionDef_args(b, spec->node),
                   viv_FunctionDef_returns(b, spec->node));
}

static void lower_of_async(viv_builder *b, const viv_code_spec *spec) {
    lower_annotate(b, viv_AsyncFunctionDef_args(b, spec->node),
                   viv_AsyncFunctionDef_returns(b, spec->node));
}

static viv_temp emit_annotate(viv_builder *b, viv_node node,
                              void (*lower)(viv_builder *,
                                            const viv_code_spec *)) {
    viv_code_spec spec = {
        .node = node,
        .scope = VIV_SCOPE_ANNOTATION,
        .name = viv_text(b, "__annotate__"),
        .lower = lower,
        .annotate = VIV_NOWHERE,
    };

    return viv_emit_function(b, &spec);
}

static viv_temp field_function(viv_builder *b, viv_node node, viv_temp given) {
    (void)given;
    return emit_annotate(b, node, lower_of_function);
}

static viv_temp field_async_function(viv_builder *b, viv_node node,
                                     viv_temp given) {
    (void)given;
    return emit_annotate(b, node, lower_of_async);
}

/* -- annotated assignments */

static void lower_annotated(viv_builder *b, viv_node node) {
    viv_node value = viv_AnnAssign_value(b, node);

    if (value != 0)
        viv_lower_store(b, viv_AnnAssign_target(b, node), viv_lower(b, value));
}

static void scope_annotated(viv_builder *b, viv_node node) {
    viv_node target = viv_AnnAssign_target(b, node);

    if (viv_node_kind(b, target) == VIV_Name && viv_AnnAssign_simple(b, node))
        viv_scope_bind_annotated(b, target, viv_Name_id(b, target));
    else if (viv_node_kind(b, target) != VIV_Name ||
             viv_AnnAssign_value(b, node) != 0)
        viv_scope_visit(b, target);
    viv_scope_annotation(b, viv_AnnAssign_annotation(b, node));
    viv_scope_visit(b, viv_AnnAssign_value(b, node));
}

static const viv_meaning annotations_meanings[] = {
    {
        .kind = VIV_AnnAssign,
        .statement = lower_annotated,
        .scope = scope_annotated,
    },
};

static const viv_field_meaning annotations_fields[] = {
    {VIV_FIELD_OF(FunctionDef, returns), field_function},
    {VIV_FIELD_OF(AsyncFunctionDef, returns), field_async_function},
    {VIV_FIELD_OF(arg, annotation), 0},
};

VIV_FAMILY(annotations) {
    .doc = "Annotations of variables, parameters and results.",
    .meanings = VIV_TABLE(annotations_meanings),
    .fields = VIV_TABLE(annotations_fields),
};
