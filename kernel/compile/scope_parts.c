/* scope_parts.c - the scope pass: parameters, comprehensions, annotations.
 *
 * Comprehensions, annotations, type parameters: constructs that read like a
 * block and run like a function. The rules that Python has for them are told
 * here once, for all the families that lower them.
 */
#include "compile/scope_pass.h"
#include "object/error.h"
#include "object/str.h"

/* -- what is not allowed in annotation scopes */

void vk_scope_forbid_here(viv_builder *b, viv_node node, const char *what) {
    const vk_scope *scope = b->failed ? NULL : vk_scope_current(b);

    if (!scope || !vk_scope_is_annotation(scope->kind))
        return;
    if (scope->kind == VIV_SCOPE_VARIABLE)
        viv_syntax_error(b, node, "%s cannot be used within %S", what,
                         scope->name);
    else
        viv_syntax_error(b, node, "%s cannot be used within %s", what,
                         scope->kind == VIV_SCOPE_ANNOTATION ? "an annotation"
                         : scope->kind == VIV_SCOPE_ALIAS
                             ? "a type alias"
                             : "the definition of a generic");
}

static const char *comprehension_text(viv_builder *b, viv_node node) {
    switch (viv_node_kind(b, node)) {
    case VIV_ListComp:
        return "list comprehension";
    case VIV_SetComp:
        return "set comprehension";
    case VIV_DictComp:
        return "dict comprehension";
    default:
        return "generator expression";
    }
}

void viv_scope_yields(viv_builder *b, viv_node node) {
    vk_scope *scope;

    vk_scope_forbid_here(b, node, "yield expression");
    if (b->failed)
        return;
    scope = vk_scope_current(b);
    if (scope->kind == VIV_SCOPE_COMPREHENSION ||
        scope->kind == VIV_SCOPE_GENERATOR)
        viv_syntax_error(b, node, "'yield' inside %s",
                         comprehension_text(b, scope->node));
    else
        scope->yields = true;
}

/* A comprehension that is no generator expression runs in the frame around it,
 * which must be that of a coroutine. Known only when the walk is inside:
 * whether a comprehension is asynchronous depends on an `await` or `async for`
 * in it. */
static void forbid_async(viv_builder *b) {
    if (!b->failed && vk_scope_current(b)->kind == VIV_SCOPE_COMPREHENSION &&
        vk_scope_current_frame(b)->kind != VIV_SCOPE_GENERATOR &&
        !viv_scope_allows_await(b))
        viv_syntax_error(b, vk_scope_current(b)->node,
                         "asynchronous comprehension outside of an "
                         "asynchronous function");
}

void viv_scope_awaits(viv_builder *b, viv_node node) {
    vk_scope *scope;

    vk_scope_forbid_here(b, node, "await expression");
    forbid_async(b);
    if (b->failed)
        return;
    scope = vk_scope_current_frame(b);
    scope->awaits = true;
    if (scope->kind == VIV_SCOPE_GENERATOR)
        scope->coroutine = true;
}

void viv_scope_returns(viv_builder *b, viv_node node, bool value) {
    vk_scope *scope = b->failed ? NULL : vk_scope_current(b);

    if (scope && value && !scope->returned)
        scope->returned = node;
}

void viv_scope_coroutine(viv_builder *b) {
    if (!b->failed)
        vk_scope_current(b)->coroutine = true;
}

/* -- parts of calls, functions and comprehensions */

/* Quadratic on purpose: calls have few keywords. The charge makes somebody who
 * writes 10,000 of them pay for it. */
void viv_scope_keywords(viv_builder *b, viv_nodes keywords) {
    for (uint32_t i = 0; i < keywords.count && !b->failed; i++) {
        viv_node keyword = viv_nodes_at(b, keywords, i);
        viv_value name = viv_keyword_arg(b, keyword);

        vk_forbid_debug(b, keyword, name);
        for (uint32_t j = i + 1; j < keywords.count && !viv_is_none(name); j++)
            if (viv_same(name,
                         viv_keyword_arg(b, viv_nodes_at(b, keywords, j))))
                viv_syntax_error(b, viv_nodes_at(b, keywords, j),
                                 "keyword argument repeated: %S", name);
        if (i > 8 && !vk_charge(b->vm, keywords.count / 8))
            vk_builder_raised(b);
    }
}

/* Parameters are the first registers in the order of this call: positional,
 * keyword-only, *args, **kwargs (code.h). */
static void parameter(viv_builder *b, viv_node arg) {
    viv_value name = arg ? viv_arg_arg(b, arg) : VIV_NONE;
    vk_scope *scope = b->failed ? NULL : vk_scope_current(b);
    vk_symbol *symbol;

    if (!arg || !scope)
        return;
    vk_scope_check_fields(b, arg, VIV_arg);
    vk_forbid_debug(b, arg, name);
    if (b->failed)
        return;
    symbol = vk_scope_find(b->vm, scope, viv_mangled(b, name));
    if (symbol && symbol->flags & VK_PARAMETER) {
        viv_syntax_error(b, arg,
                         "duplicate argument '%S' in function "
                         "definition",
                         name);
        return;
    }
    symbol = vk_scope_mark(b, scope, arg, name, VK_PARAMETER | VK_BOUND);
    if (symbol)
        symbol->reg = scope->parameters++;
}

static void parameters(viv_builder *b, viv_nodes args) {
    for (uint32_t i = 0; i < args.count && !b->failed; i++)
        parameter(b, viv_nodes_at(b, args, i));
}

void viv_scope_parameters(viv_builder *b, viv_node node) {
    viv_nodes only, args, keyword;
    vk_scope *scope = b->failed ? NULL : vk_scope_current(b);

    if (!scope || !node)
        return;
    only = viv_arguments_posonlyargs(b, node);
    args = viv_arguments_args(b, node);
    keyword = viv_arguments_kwonlyargs(b, node);
    if ((uint64_t)only.count + args.count + keyword.count > 60000) {
        viv_syntax_error(b, node, "too many parameters");
        return;
    }
    scope->positional_only = (uint16_t)only.count;
    scope->positional = (uint16_t)(only.count + args.count);
    scope->keyword_only = (uint16_t)keyword.count;
    scope->varargs = viv_arguments_vararg(b, node) != 0;
    scope->keywords = viv_arguments_kwarg(b, node) != 0;
    parameters(b, only);
    parameters(b, args);
    parameters(b, keyword);
    parameter(b, viv_arguments_vararg(b, node));
    parameter(b, viv_arguments_kwarg(b, node));
}

void viv_scope_defaults(viv_builder *b, viv_node node) {
    if (!node)
        return;
    viv_scope_visit_all(b, viv_arguments_defaults(b, node));
    viv_scope_visit_all(b, viv_arguments_kw_defaults(b, node));
}

/* The first iterable is evaluated in the scope around; `:=` is an error in
 * every one of them (PEP 572). */
static void visit_iterable(viv_builder *b, viv_node node) {
    b->iterables++;
    viv_scope_visit(b, node);
    b->iterables--;
}

static void visit_generator(viv_builder *b, viv_node generator, bool first) {
    bool around = b->target;

    vk_scope_check_fields(b, generator, VIV_comprehension);
    b->target = true;
    viv_scope_visit(b, viv_comprehension_target(b, generator));
    b->target = around;
    if (!first)
        visit_iterable(b, viv_comprehension_iter(b, generator));
    viv_scope_visit_all(b, viv_comprehension_ifs(b, generator));
    if (viv_comprehension_is_async(b, generator) && !b->failed)
        viv_scope_awaits(b, generator);
}

/* Language reference 6.2.4: the outermost iterable is evaluated outside, all
 * else inside. A generator expression gets its iterator as its only parameter,
 * any other comprehension is inlined (PEP 709). */
void viv_scope_comprehension(viv_builder *b, viv_node node, viv_scope_kind kind,
                             viv_nodes generators, viv_node element,
                             viv_node second) {
    bool around = b->target;

    if (b->failed || !generators.count)
        return;
    b->target = false;
    visit_iterable(b,
                   viv_comprehension_iter(b, viv_nodes_at(b, generators, 0)));
    viv_scope_begin(b, node, kind, VIV_NONE);
    if (!b->failed && kind == VIV_SCOPE_GENERATOR)
        vk_scope_current(b)->parameters = vk_scope_current(b)->positional = 1;
    for (uint32_t i = 0; i < generators.count && !b->failed; i++)
        visit_generator(b, viv_nodes_at(b, generators, i), i == 0);
    viv_scope_visit(b, element);
    viv_scope_visit(b, second);
    viv_scope_end(b);
    b->target = around;
}

/* -- annotations */

/* The annotation scope of the class or module that is being visited: one for
 * all. */
static void annotation_begin(viv_builder *b, viv_node node) {
    uint32_t found = vk_scope_child(b, b->scope, node, VIV_SCOPE_ANNOTATION);

    if (found) {
        b->scope = found;
        return;
    }
    viv_scope_begin(b, node, VIV_SCOPE_ANNOTATION, VIV_NONE);
    if (!b->failed)
        vk_scope_current(b)->parameters = vk_scope_current(b)->positional =
            vk_scope_current(b)->positional_only = 1;
}

/* With `from __future__ import annotations` it is a text, and names nothing. */
static void visit_annotation(viv_builder *b, viv_node annotation) {
    if (!b->future_annotations)
        viv_scope_visit(b, annotation);
}

void viv_scope_annotation(viv_builder *b, viv_node annotation) {
    if (b->failed)
        return;
    bool conditional = vk_scope_current(b)->conditional;
    viv_value reached = viv_identifier(b, VK_REACHED_ANNOTATIONS);

    if (conditional)
        vk_scope_mark(b, vk_scope_current(b), annotation, reached,
                      VK_BOUND | VK_USED);
    annotation_begin(b, vk_scope_current(b)->node);
    if (conditional && !b->failed)
        vk_scope_mark(b, vk_scope_current(b), annotation, reached, VK_USED);
    visit_annotation(b, annotation);
    viv_scope_end(b);
}

viv_nodes vk_root_body(viv_builder *b, viv_node root) {
    switch (viv_node_kind(b, root)) {
    case VIV_Module:
        return viv_Module_body(b, root);
    case VIV_Interactive:
        return viv_Interactive_body(b, root);
    default:
        return (viv_nodes){0, 0};
    }
}

static bool is_future(viv_builder *b, viv_node node) {
    viv_value module;

    if (viv_node_kind(b, node) != VIV_ImportFrom ||
        viv_ImportFrom_level(b, node) != 0)
        return false;
    module = viv_ImportFrom_module(b, node);
    return vk_is(b->vm, module, VK_STR) &&
           vk_str_is(b->vm, module, "__future__");
}

static bool is_text(viv_builder *b, viv_node node) {
    viv_node value =
        viv_node_kind(b, node) == VIV_Expr ? viv_Expr_value(b, node) : 0;

    return value && viv_node_kind(b, value) == VIV_Constant &&
           vk_is(b->vm, viv_Constant_value(b, value), VK_STR);
}

/* `from __future__` may only be preceded by a docstring and its likes. */
bool viv_scope_is_heading(viv_builder *b, viv_node node) {
    viv_nodes body;

    if (b->failed)
        return true;
    body = vk_root_body(b, vk_scope_at(b->vm, b->root_scope)->node);
    for (uint32_t i = 0; i < body.count; i++) {
        viv_node each = viv_nodes_at(b, body, i);

        if (each == node)
            return true;
        if (!is_future(b, each) && !(i == 0 && is_text(b, each)))
            return false;
    }
    return false;
}

void viv_scope_future_annotations(viv_builder *b) {
    b->future_annotations = true;
}

static void annotated(viv_builder *b, viv_node arg) {
    if (arg)
        visit_annotation(b, viv_arg_annotation(b, arg));
}

static void annotated_all(viv_builder *b, viv_nodes args) {
    for (uint32_t i = 0; i < args.count && !b->failed; i++)
        annotated(b, viv_nodes_at(b, args, i));
}

void viv_scope_annotations(viv_builder *b, viv_node node, viv_node arguments,
                           viv_node returns) {
    if (b->failed)
        return;
    annotation_begin(b, node);
    if (arguments) {
        annotated_all(b, viv_arguments_posonlyargs(b, arguments));
        annotated_all(b, viv_arguments_args(b, arguments));
        annotated(b, viv_arguments_vararg(b, arguments));
        annotated_all(b, viv_arguments_kwonlyargs(b, arguments));
        annotated(b, viv_arguments_kwarg(b, arguments));
    }
    visit_annotation(b, returns);
    viv_scope_end(b);
}
