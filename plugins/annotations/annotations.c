/* annotations.c - the `annotations` family: name: type = value, and the types
 * of parameters and results.
 *
 * Annotations are evaluated when somebody asks for them (PEP 649), by a
 * function __annotate__ that belongs to the function, class or module.
 */
#include <vivarium.h>

static bool is_variable(viv_builder *b, viv_node node) {
    return viv_node_kind(b, viv_AnnAssign_target(b, node)) == VIV_Name;
}

/* A target that is not assigned to is evaluated as far as its parts go. */
static void lower_parts(viv_builder *b, viv_node target) {
    switch (viv_node_kind(b, target)) {
    case VIV_Attribute:
        viv_lower_effect(b, viv_Attribute_value(b, target));
        break;
    case VIV_Subscript:
        viv_lower_effect(b, viv_Subscript_value(b, target));
        viv_lower_effect(b, viv_Subscript_slice(b, target));
        break;
    }
}

/* The name of [node] in a class or module is part of its annotations; within
 * parentheses, or in a function, it is not. */
static void lower_annotated(viv_builder *b, viv_node node) {
    viv_node value = viv_AnnAssign_value(b, node);

    if (value != 0)
        viv_lower_store(b, viv_AnnAssign_target(b, node), viv_lower(b, value));
    else
        lower_parts(b, viv_AnnAssign_target(b, node));
    if (is_variable(b, node) && viv_AnnAssign_simple(b, node))
        viv_annotate_later(b, node);
}

/* Without a value, a name in parentheses is not bound, and one without them is
 * only known to be local. */
static void scope_annotated(viv_builder *b, viv_node node) {
    viv_node target = viv_AnnAssign_target(b, node);
    viv_node value = viv_AnnAssign_value(b, node);

    if (is_variable(b, node) && viv_AnnAssign_simple(b, node))
        viv_scope_bind_annotated(b, node, viv_Name_id(b, target));
    else if (!is_variable(b, node) || value != 0)
        viv_scope_visit(b, target);
    viv_scope_annotation(b, viv_AnnAssign_annotation(b, node));
    viv_scope_visit(b, value);
}

static viv_temp field_returns(viv_builder *b, viv_node node, viv_temp given) {
    (void)given;
    return viv_emit_annotations(b, node);
}

static const viv_meaning annotations_meanings[] = {
    {
        .kind = VIV_AnnAssign,
        .statement = lower_annotated,
        .scope = scope_annotated,
    },
};

/* A function's result stands for all of its annotations. */
static const viv_field_meaning annotations_fields[] = {
    {VIV_FIELD_OF(FunctionDef, returns), field_returns},
    {VIV_FIELD_OF(AsyncFunctionDef, returns), field_returns},
    {VIV_FIELD_OF(arg, annotation), 0},
};

VIV_FAMILY(annotations) {
    .doc = "Annotations of variables, parameters and results.",
    .meanings = VIV_TABLE(annotations_meanings),
    .fields = VIV_TABLE(annotations_fields),
};
