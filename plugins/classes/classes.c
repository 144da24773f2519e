/* classes.c - the `classes` family: class statements. */
#include "classes.h"

static void store_text(viv_builder *b, const char *name, viv_temp value) {
    viv_emit_store_name(b, viv_identifier(b, name), value);
}

static bool is_generic(viv_builder *b, viv_node node) {
    return viv_nodes_count(viv_ClassDef_type_params(b, node)) > 0;
}

/* The tuple of type parameters is a variable around a generic class, under a
 * name that no program can write. */
static viv_value type_params_name(viv_builder *b) {
    return viv_identifier(b, ".type_params");
}

/* What every class body begins with. */
static void lower_heading(viv_builder *b, viv_node node) {
    store_text(b, "__module__",
               viv_emit_load_name(b, viv_identifier(b, "__name__")));
    store_text(b, "__qualname__", viv_emit_constant(b, viv_qualified_name(b)));
    store_text(b, "__firstlineno__", viv_emit_constant(b, viv_first_line(b)));
    if (is_generic(b, node))
        store_text(b, "__type_params__",
                   viv_emit_load_name(b, type_params_name(b)));
    if (!viv_is_none(viv_docstring(b)))
        store_text(b, "__doc__", viv_emit_constant(b, viv_docstring(b)));
}

static void lower_class_body(viv_builder *b, const viv_code_spec *spec) {
    lower_heading(b, spec->node);
    viv_emit_body_begin(b);
    viv_lower_body(b, spec->body);
    store_text(b, "__static_attributes__", lower_static_names(b, spec->body));
    viv_emit_class_end(b);
}

/* Bases of a generic class end with Generic[...]. Returns how many there are.
 */
static int push_generic_bases(viv_builder *b, viv_node node) {
    viv_nodes bases = viv_ClassDef_bases(b, node);

    viv_lower_run(b, bases);
    viv_temp params = viv_push(b, viv_emit_load_name(b, type_params_name(b)));

    viv_push(b,
             viv_emit_intrinsic(b, VIV_INTRINSIC_GENERIC_BASE, params, 1, 0));
    return (int)viv_nodes_count(bases) + 1;
}

/* The class itself, before decorators see it: a call of __build_class__. */
static viv_temp lower_class(viv_builder *b, viv_node node) {
    viv_value name = viv_ClassDef_name(b, node);
    viv_code_spec spec = {
        .node = node,
        .scope = VIV_SCOPE_CLASS,
        .name = name,
        .body = viv_ClassDef_body(b, node),
        .lower = lower_class_body,
        .annotate = VIV_NOWHERE,
        .flags = VIV_CODE_CLASS,
    };
    viv_temp window = viv_push(b, viv_emit_build_class(b));

    viv_push(b, viv_emit_function(b, &spec));
    viv_push(b, viv_emit_constant(b, name));
    if (!is_generic(b, node))
        return viv_lower_call(b, window, 2, viv_ClassDef_bases(b, node),
                              viv_ClassDef_keywords(b, node));
    return viv_lower_call(b, window, 2 + push_generic_bases(b, node),
                          (viv_nodes){0}, viv_ClassDef_keywords(b, node));
}

/* Decorators are evaluated from the top and applied from the bottom: each is a
 * callable whose argument stands right behind it. */
static void lower_statement(viv_builder *b, viv_node node) {
    viv_nodes decorators = viv_ClassDef_decorator_list(b, node);
    viv_temp first = viv_lower_run(b, decorators);
    viv_temp made;

    if (is_generic(b, node))
        made = viv_lower_field(b, node, "type_params", VIV_NOWHERE);
    else
        made = viv_lower(b, node);
    for (uint32_t i = viv_nodes_count(decorators);
         i-- > 0 && !viv_failed(b);) {
        viv_place(b, viv_nodes_at(b, decorators, i));
        viv_push(b, made);
        made = viv_emit_call(b, first + (viv_temp)i, 1);
    }
    viv_place(b, node);
    viv_emit_store_name(b, viv_ClassDef_name(b, node), made);
}

static void visit_keywords(viv_builder *b, viv_nodes keywords) {
    viv_scope_keywords(b, keywords);
    for (uint32_t i = 0; i < viv_nodes_count(keywords); i++) {
        viv_node keyword = viv_nodes_at(b, keywords, i);

        viv_scope_visit(b, viv_keyword_value(b, keyword));
    }
}

static void scope_body(viv_builder *b, viv_node node) {
    viv_scope_visit_all(b, viv_ClassDef_bases(b, node));
    visit_keywords(b, viv_ClassDef_keywords(b, node));
    viv_scope_begin(b, node, VIV_SCOPE_CLASS, viv_ClassDef_name(b, node));
    if (is_generic(b, node))
        viv_scope_use(b, node, type_params_name(b));
    viv_scope_visit_all(b, viv_ClassDef_body(b, node));
    viv_scope_end(b);
}

static void scope_class(viv_builder *b, viv_node node) {
    viv_value name = viv_ClassDef_name(b, node);

    viv_scope_bind(b, node, name);
    viv_scope_visit_all(b, viv_ClassDef_decorator_list(b, node));
    if (!is_generic(b, node)) {
        scope_body(b, node);
        return;
    }
    viv_scope_begin(b, node, VIV_SCOPE_PARAMETERS, name);
    viv_scope_bind(b, node, type_params_name(b));
    viv_scope_visit_all(b, viv_ClassDef_type_params(b, node));
    scope_body(b, node);
    viv_scope_end(b);
}

static const viv_meaning classes_meanings[] = {
    {
        .kind = VIV_ClassDef,
        .statement = lower_statement,
        .value = lower_class,
        .scope = scope_class,
    },
};

VIV_FAMILY(classes) {
    .doc = "Class statements.",
    .meanings = VIV_TABLE(classes_meanings),
};
