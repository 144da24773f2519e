/* annotations.c - __annotate__: annotations as a function that evaluates them
 * when somebody asks (PEP 649).
 *
 * PEP 649 and PEP 749 (Python 3.14): annotations are not evaluated where they
 * stand but in a function of their own, __annotate__, that the descriptor
 * __annotations__ calls. Names in it see the class around.
 *
 * In a class or module only annotations that were reached count. A set of
 * numbers in the namespace, __conditional_annotations__, tells which.
 */
#include "compile/builder.h"
#include "compile/ops.h"
#include "object/error.h"

enum { FORMAT_VALUE = 2 }; /* VALUE and VALUE_WITH_FAKE_GLOBALS are served */

/* `if format > 2: raise NotImplementedError`, which tells the caller to try the
 * annotations in another way. annotationlib calls with other formats and falls
 * back when this is raised; the compiler never has to write a second
 * version. */
static void check_format(viv_builder *b) {
    viv_label served = viv_label_new(b);
    viv_temp format = viv_argument(b, 0);

    viv_emit_branch(b,
                    viv_emit_compare(b, VIV_Gt, format,
                                     viv_emit_constant(
                                         b, viv_small_int(FORMAT_VALUE))),
                    VIV_IF_FALSE, served);
    viv_emit_raise(b, viv_emit_error_type(b, VIV_NotImplementedError),
                   VIV_NOWHERE);
    viv_label_place(b, served);
}

/* The annotation as it stands in the source, its lines joined. */
static viv_temp annotation_text(viv_builder *b, viv_node annotation) {
    viv_value text = vk_source_text(b, annotation);

    return viv_emit_constant(b, text);
}

static viv_temp lower_annotation(viv_builder *b, viv_node annotation) {
    if (b->future_annotations)
        return annotation_text(b, annotation);
    if (viv_node_kind(b, annotation) == VIV_Starred)
        return viv_emit_intrinsic(
            b, VIV_INTRINSIC_UNPACK_TYPES,
            viv_lower_push(b, viv_Starred_value(b, annotation)), 1, 0);
    return viv_lower(b, annotation);
}

static void put(viv_builder *b, viv_temp dict, viv_value name,
                viv_node annotation) {
    viv_temp key = viv_emit_constant(b, viv_mangled(b, name));

    viv_emit_dict_set(b, dict, key, lower_annotation(b, annotation));
}

static viv_temp begin_dict(viv_builder *b) {
    check_format(b);
    return viv_hold(b, viv_emit_build(b, VIV_Dict, viv_mark(b), 0));
}

static void finish_dict(viv_builder *b, viv_temp dict) {
    viv_emit_return(b, dict);
}

/* -- of a function */

static void put_arg(viv_builder *b, viv_temp dict, viv_node arg) {
    viv_node annotation = arg ? viv_arg_annotation(b, arg) : 0;

    if (annotation)
        put(b, dict, viv_arg_arg(b, arg), annotation);
}

static void put_args(viv_builder *b, viv_temp dict, viv_nodes args) {
    for (uint32_t i = 0; i < args.count && !b->failed; i++)
        put_arg(b, dict, viv_nodes_at(b, args, i));
}

static viv_node args_of(viv_builder *b, viv_node node) {
    return viv_node_kind(b, node) == VIV_FunctionDef
               ? viv_FunctionDef_args(b, node)
               : viv_AsyncFunctionDef_args(b, node);
}

static viv_node returns_of(viv_builder *b, viv_node node) {
    return viv_node_kind(b, node) == VIV_FunctionDef
               ? viv_FunctionDef_returns(b, node)
               : viv_AsyncFunctionDef_returns(b, node);
}

static void lower_function(viv_builder *b, const viv_code_spec *spec) {
    viv_node args = args_of(b, spec->node), returns = returns_of(b, spec->node);
    viv_temp dict = begin_dict(b);

    put_args(b, dict, viv_arguments_posonlyargs(b, args));
    put_args(b, dict, viv_arguments_args(b, args));
    put_arg(b, dict, viv_arguments_vararg(b, args));
    put_args(b, dict, viv_arguments_kwonlyargs(b, args));
    put_arg(b, dict, viv_arguments_kwarg(b, args));
    if (returns)
        put(b, dict, viv_identifier(b, "return"), returns);
    finish_dict(b, dict);
}

static bool any_annotated(viv_builder *b, viv_nodes args) {
    for (uint32_t i = 0; i < args.count && !b->failed; i++)
        if (viv_arg_annotation(b, viv_nodes_at(b, args, i)))
            return true;
    return false;
}

static bool is_annotated(viv_builder *b, viv_node arg) {
    return arg && viv_arg_annotation(b, arg);
}

bool viv_has_annotations(viv_builder *b, viv_node node) {
    viv_node args;

    if (b->failed)
        return false;
    args = args_of(b, node);
    return returns_of(b, node) ||
           any_annotated(b, viv_arguments_posonlyargs(b, args)) ||
           any_annotated(b, viv_arguments_args(b, args)) ||
           any_annotated(b, viv_arguments_kwonlyargs(b, args)) ||
           is_annotated(b, viv_arguments_vararg(b, args)) ||
           is_annotated(b, viv_arguments_kwarg(b, args));
}

static viv_temp make(viv_builder *b, viv_node node,
                     void (*lower)(viv_builder *, const viv_code_spec *)) {
    viv_code_spec spec = {.node = node,
                          .scope = VIV_SCOPE_ANNOTATION,
                          .name = viv_identifier(b, "__annotate__"),
                          .lower = lower,
                          .annotate = VIV_NOWHERE};

    return viv_emit_function(b, &spec);
}

viv_temp viv_emit_annotations(viv_builder *b, viv_node node) {
    return make(b, node, lower_function);
}

/* -- of a class or module */

static vk_scope *unit_scope(const viv_builder *b) {
    return vk_scope_at(b->vm, b->unit->frame);
}

static vk_annotated row_at(viv_builder *b, const vk_scope *scope,
                           uint32_t index) {
    return *(vk_annotated *)vk_at(
        b->vm, scope->annotated + index * (uint32_t)sizeof(vk_annotated));
}

static viv_temp load_reached(viv_builder *b) {
    return viv_emit_load_name(b, viv_identifier(b, VK_REACHED_ANNOTATIONS));
}

static viv_temp number(viv_builder *b, uint32_t index) {
    return viv_emit_constant(b, viv_small_int(index));
}

/* [index] is reached: it is one of those that __annotate__ will tell. */
static void add_reached(viv_builder *b, uint32_t index) {
    viv_temp reached = viv_push(b, load_reached(b));
    viv_temp item = viv_push(b, number(b, index));

    viv_emit_store_name(
        b, viv_identifier(b, VK_REACHED_ANNOTATIONS),
        viv_emit_in_place(b, VIV_BitOr, reached,
                          viv_emit_build(b, VIV_Set, item, 1)));
}

void viv_annotate_later(viv_builder *b, viv_node node) {
    vk_scope *scope = b->failed ? NULL : unit_scope(b);
    uint32_t at;

    if (!scope || vk_scope_is_function(scope) || !scope->conditional)
        return;
    /* Statements are lowered in the order in which they were visited; a
     * `finally` more than once. */
    at = scope->next_annotated;
    for (uint32_t i = 0; i < scope->annotated_count; i++, at++) {
        if (at >= scope->annotated_count)
            at = 0;
        if (row_at(b, scope, at).node == node)
            break;
    }
    scope->next_annotated = at + 1;
    if (at < scope->annotated_count && row_at(b, scope, at).conditional)
        add_reached(b, at);
}

/* Told by number and not by name: the same name may be annotated twice. */
static void put_annotated(viv_builder *b, viv_temp dict, vk_annotated row,
                          uint32_t index) {
    viv_label skipped = viv_label_new(b);
    viv_temp mark = viv_mark(b);

    b->node = row.node;
    if (row.conditional) {
        viv_temp key = viv_push(b, number(b, index));

        viv_emit_branch(b, viv_emit_compare(b, VIV_In, key, load_reached(b)),
                        VIV_IF_FALSE, skipped);
    }
    put(b, dict, viv_Name_id(b, viv_AnnAssign_target(b, row.node)),
        viv_AnnAssign_annotation(b, row.node));
    viv_label_place(b, skipped);
    viv_release(b, mark);
}

static void lower_annotated(viv_builder *b, const viv_code_spec *spec) {
    const vk_scope *scope = vk_scope_at(b->vm, b->unit->outer->frame);
    viv_temp dict = begin_dict(b);

    (void)spec;
    for (uint32_t i = 0; i < scope->annotated_count && !b->failed; i++)
        put_annotated(b, dict, row_at(b, scope, i), i);
    finish_dict(b, dict);
}

void vk_emit_annotate(viv_builder *b, const char *name) {
    viv_node around = b->node;

    if (b->failed || unit_scope(b)->annotated_count == 0)
        return;
    b->node = unit_scope(b)->node;
    viv_emit_store_name(b, viv_identifier(b, name),
                        make(b, b->node, lower_annotated));
    b->node = around;
}

void viv_emit_body_begin(viv_builder *b) {
    if (b->failed || !unit_scope(b)->conditional)
        return;
    viv_emit_store_name(b, viv_identifier(b, VK_REACHED_ANNOTATIONS),
                        viv_emit_build(b, VIV_Set, viv_mark(b), 0));
}
