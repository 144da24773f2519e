/* scope_visit.c - the scope pass: what families say of names, put into the
 * tables. */
#include <vivarium/error.h>

#include "compile/builder.h"
#include "object/error.h"
#include "object/str.h"
#include "host/guard.h"

static vk_scope *current(const viv_builder *b) {
    return vk_scope_at(b->vm, b->scope);
}

/* -- visiting */

static const char *kind_what(int kind) {
    const viv_node_row *row = viv_node_describe(kind);

    return row ? row->name : "these nodes";
}

static void refuse_kind(viv_builder *b, viv_node node, int kind) {
    vk_convention usual = vk_families_convention(kind);

    if (usual.family)
        viv_syntax_error(b, node,
                         "%s are not available here (family '%s' is not "
                         "loaded)",
                         usual.what, usual.family);
    else
        viv_syntax_error(b, node, "%s cannot stand here", kind_what(kind));
}

static bool is_filled(viv_field_type type, uint64_t word) {
    switch (type) {
    case VIV_FIELD_BODY:
    case VIV_FIELD_LIST:
    case VIV_FIELD_NAMES:
    case VIV_FIELD_KINDS:
        return viv_slot_nodes(word).count != 0;
    default:
        return word != 0;
    }
}

/* Is there such a family, for this code? Library code has all that are
 * loaded. */
static bool is_offered(const viv_builder *b, uint16_t family) {
    return vk_families_offer(b->families, family,
                             b->options->flags & VK_COMPILE_LIBRARY);
}

/* Fields that need an owner have one? */
static void check_fields(viv_builder *b, viv_node node, int kind) {
    const viv_node_row *row = vk_families_describe(b->families, kind);

    for (int i = 0; row && row->fields[i].name; i++) {
        vk_convention usual = vk_families_field_convention(kind, i);
        const vk_own_field *owner = vk_families_field(b->families, kind, i);

        if (usual.family && !is_offered(b, owner ? owner->family : 0) &&
            is_filled(row->fields[i].type, viv_node_slot(b, node, i)))
            viv_syntax_error(b, node,
                             "%s are not available here (family '%s' is not "
                             "loaded)",
                             usual.what, usual.family);
    }
}

static void visit_field(viv_builder *b, viv_field_type type, uint64_t word,
                        viv_node but) {
    switch (type) {
    case VIV_FIELD_EXPR:
    case VIV_FIELD_OPTIONAL:
        if (viv_slot_node(word) != but)
            viv_scope_visit(b, viv_slot_node(word));
        break;
    case VIV_FIELD_BODY:
    case VIV_FIELD_LIST:
        viv_scope_visit_all(b, viv_slot_nodes(word));
        break;
    default:
        break;
    }
}

static void visit_children(viv_builder *b, viv_node node, int kind,
                           viv_node but) {
    const viv_node_row *row = vk_families_describe(b->families, kind);
    int count = viv_node_field_count(b, node);

    for (int i = 0; row && i < count && row->fields[i].name; i++)
        visit_field(b, row->fields[i].type, viv_node_slot(b, node, i), but);
}

void viv_scope_children(viv_builder *b, viv_node node) {
    visit_children(b, node, viv_node_kind(b, node), 0);
}

void viv_scope_visit_all(viv_builder *b, viv_nodes nodes) {
    for (uint32_t i = 0; i < nodes.count && !b->failed; i++)
        viv_scope_visit(b, viv_nodes_at(b, nodes, i));
}

static bool is_child(viv_builder *b, viv_node node, viv_node left) {
    int count = viv_node_field_count(b, node);

    for (int i = 0; i < count; i++)
        if (viv_slot_node(viv_node_slot(b, node, i)) == left)
            return true;
    return false;
}

static bool is_block(int kind) {
    switch (kind) {
    case VIV_If:
    case VIV_For:
    case VIV_AsyncFor:
    case VIV_While:
    case VIV_Try:
    case VIV_TryStar:
    case VIV_With:
    case VIV_AsyncWith:
    case VIV_Match:
        return true;
    default:
        return false;
    }
}

static void visit_parts(viv_builder *b, viv_node node, int kind,
                        const vk_meaning *meaning) {
    vk_scope *scope = current(b);

    scope->blocks++;
    if (meaning->row.scope)
        meaning->row.scope(b, node);
    else
        visit_children(b, node, kind, 0);
    scope->blocks--;
}

/* Parts without a meaning of their own (arguments, keyword, ...) are looked
 * through. Long chains to the left are walked, not recursed into. */
/* Policies may refuse kinds of nodes; library code is nobody's program. */
static bool is_allowed(viv_builder *b, viv_node node, int kind) {
    const viv_node_row *row = vk_families_describe(b->families, kind);

    if (!vk_runtime(b->vm)->asks_nodes ||
        b->options->flags & VK_COMPILE_LIBRARY || kind == VIV_Module ||
        kind == VIV_Expression || kind == VIV_Interactive)
        return true;
    if (row && vk_guard(b->vm, VIV_ASK_node, row->name, ""))
        return true;
    viv_syntax_error(b, node, "%s", vk_guard_reason(b->vm));
    return false;
}

void viv_scope_visit(viv_builder *b, viv_node node) {
    while (node && vk_builder_enter(b)) {
        int kind = viv_node_kind(b, node);
        const vk_meaning *meaning = vk_families_meaning(b->families, kind);
        viv_node left;

        if (!is_allowed(b, node, kind))
            return;
        if (b->families->owned[(uint32_t)kind % VK_NODE_KINDS_MAX])
            check_fields(b, node, kind);
        if (!is_offered(b, meaning->family) &&
            (meaning->family || vk_families_convention(kind).family)) {
            refuse_kind(b, node, kind);
            return;
        }
        if (meaning->row.check)
            meaning->row.check(b, node);
        if (is_block(kind)) {
            visit_parts(b, node, kind, meaning);
            return;
        }
        if (meaning->row.scope) {
            meaning->row.scope(b, node);
            return;
        }
        left = meaning->row.left ? meaning->row.left(b, node) : 0;
        if (left && !is_child(b, node, left))
            left = 0;
        visit_children(b, node, kind, left);
        node = left;
    }
}

/* -- scopes */

static bool remember_scope(viv_builder *b, uint32_t offset) {
    uint32_t room = b->all_room;

    if (b->scope_count == room) {
        uint32_t grown = room ? room * 2 : 8;
        uint32_t at = vk_arena_grow(b->vm, b->all_scopes, room * 4, grown * 4);

        if (!at)
            return false;
        b->all_scopes = at;
        b->all_room = grown;
    }
    *(uint32_t *)vk_at(b->vm, b->all_scopes + b->scope_count * 4) = offset;
    b->scope_count++;
    return true;
}

static bool is_annotation_kind(int kind) {
    return kind >= VIV_SCOPE_ANNOTATION;
}

/* A class body, or an annotation scope that looks into one. */
static bool shows_class(const vk_scope *scope) {
    return scope->kind == VIV_SCOPE_CLASS ||
           (is_annotation_kind(scope->kind) && scope->in_class);
}

static void link_scope(viv_builder *b, uint32_t offset, vk_scope *scope) {
    vk_scope *parent = vk_scope_at(b->vm, b->scope);

    scope->parent = b->scope;
    if (!b->scope) {
        scope->private = VIV_ABSENT;
        return;
    }
    scope->private = parent->private;
    scope->in_class = is_annotation_kind(scope->kind) && shows_class(parent);
    if (parent->last_child)
        vk_scope_at(b->vm, parent->last_child)->next = offset;
    else
        parent->child = offset;
    parent->last_child = offset;
}

void viv_scope_begin(viv_builder *b, viv_node node, viv_scope_kind kind,
                     viv_value name) {
    uint32_t offset = b->failed ? 0 : vk_arena_take(b->vm, sizeof(vk_scope));
    vk_scope *scope = vk_scope_at(b->vm, offset);

    if (b->failed)
        return;
    if (!offset || !remember_scope(b, offset)) {
        vk_builder_raised(b);
        return;
    }
    scope->node = node;
    scope->kind = (uint8_t)kind;
    scope->name = name;
    link_scope(b, offset, scope);
    if (kind == VIV_SCOPE_CLASS) {
        scope->private = name;
        scope->parameters = scope->positional = 1;
    }
    b->scope = offset;
}

void viv_scope_end(viv_builder *b) {
    if (!b->failed)
        b->scope = current(b)->parent;
}

/* The scope whose names are those of the code: comprehensions are left out. */
static vk_scope *current_frame(viv_builder *b) {
    return vk_scope_at(b->vm, vk_scope_frame(b->vm, b->scope, b->scope_count));
}

/* -- names */

static vk_symbol *mark(viv_builder *b, vk_scope *scope, viv_node node,
                       viv_value name, uint32_t flags) {
    viv_value mangled;
    vk_symbol *symbol;

    if (b->failed)
        return NULL;
    mangled = vk_scope_mangle(b->vm, scope->private, name);
    if (viv_is_raise(mangled)) {
        vk_builder_raised(b);
        return NULL;
    }
    symbol = vk_scope_symbol(b, scope, mangled);
    if (!symbol)
        return NULL;
    if (!symbol->node)
        symbol->node = node;
    symbol->flags |= flags;
    return symbol;
}

/* Functions that see the variables of their caller, and super. */
static void note_special(viv_builder *b, viv_node node, viv_value name) {
    static const char *const looks[] = {"dir", "vars", "eval", "exec",
                                        "locals", "super"};
    uint32_t length = vk_str_text(b->vm, name).length;
    vk_scope *scope = current_frame(b);

    if (length < 3 || length > 6)
        return;
    for (int i = 0; i < 5; i++)
        if (vk_str_is(b->vm, name, looks[i]))
            scope->all_locals = true;
    if (length == 5 && vk_str_is(b->vm, name, "super") &&
        vk_scope_is_function(scope)) {
        scope->method = true;
        mark(b, current(b), node, viv_identifier(b, "__class__"), VK_USED);
    }
}

void viv_scope_use(viv_builder *b, viv_node node, viv_value name) {
    if (b->failed)
        return;
    mark(b, current(b), node, name, VK_USED);
    note_special(b, node, name);
}

static bool is_deleted(viv_builder *b, viv_node node) {
    switch (viv_node_kind(b, node)) {
    case VIV_Name:
        return viv_Name_ctx(b, node) == VIV_Del;
    case VIV_ExceptHandler:
        return true;
    default:
        return false;
    }
}

void vk_forbid_debug(viv_builder *b, viv_node node, viv_value name) {
    if (!b->failed && vk_is(b->vm, name, VK_STR) &&
        vk_str_is(b->vm, name, "__debug__"))
        viv_syntax_error(b, node, "cannot %s __debug__",
                         viv_node_kind(b, node) == VIV_Name &&
                                 viv_Name_ctx(b, node) == VIV_Del
                             ? "delete"
                             : "assign to");
}

static void bind(viv_builder *b, viv_node node, viv_value name,
                 uint32_t flags) {
    vk_symbol *symbol;

    vk_forbid_debug(b, node, name);
    if (b->failed)
        return;
    if (is_deleted(b, node))
        flags |= VK_ERASED;
    if (b->target)
        flags |= VK_ITERATION;
    symbol = mark(b, current(b), node, name, flags | VK_BOUND);
    if (symbol && b->target && (symbol->flags & (VK_GLOBAL | VK_NONLOCAL)))
        viv_syntax_error(b, node,
                         "comprehension inner loop cannot rebind assignment "
                         "expression target '%S'",
                         symbol->name);
}

void viv_scope_bind(viv_builder *b, viv_node node, viv_value name) {
    bind(b, node, name, 0);
}

void viv_scope_bind_import(viv_builder *b, viv_node node, viv_value name) {
    bind(b, node, name, VK_IMPORTED);
}

/* Annotations of a module are all taken for conditional, since they may be
 * asked for while it is running. */
static void note_annotated(viv_builder *b, viv_node node) {
    vk_scope *scope = current(b);
    uint32_t room = scope->annotated_room, grown = room ? room * 2 : 8;
    vk_annotated *row;

    if (vk_scope_is_function(scope) ||
        viv_node_kind(b, node) != VIV_AnnAssign)
        return;
    if (scope->annotated_count >= room) {
        uint32_t at = vk_arena_grow(b->vm, scope->annotated,
                                    room * sizeof *row, grown * sizeof *row);

        if (!at || grown > UINT32_MAX / 32) {
            vk_builder_raised(b);
            return;
        }
        scope->annotated = at;
        scope->annotated_room = grown;
    }
    row = vk_at(b->vm, scope->annotated +
                           scope->annotated_count++ * (uint32_t)sizeof *row);
    row->node = node;
    row->conditional = scope->blocks > 0 || scope->kind == VIV_SCOPE_MODULE;
    scope->conditional = scope->conditional || row->conditional;
}

void viv_scope_bind_annotated(viv_builder *b, viv_node node, viv_value name) {
    vk_symbol *symbol;

    if (b->failed)
        return;
    symbol = vk_scope_find(b->vm, current(b), viv_mangled(b, name));
    if (symbol && symbol->flags & (VK_GLOBAL | VK_NONLOCAL) &&
        current(b)->kind != VIV_SCOPE_MODULE)
        viv_syntax_error(b, node, "annotated name '%S' can't be %s", name,
                         symbol->flags & VK_GLOBAL ? "global" : "nonlocal");
    bind(b, node, name, VK_ANNOTATED);
    if (!b->failed)
        note_annotated(b, node);
}

void viv_scope_bind_type(viv_builder *b, viv_node node, viv_value name) {
    vk_symbol *symbol =
        b->failed ? NULL : vk_scope_find(b->vm, current(b), name);

    if (symbol && symbol->flags & VK_TYPE_PARAMETER)
        viv_syntax_error(b, node, "duplicate type parameter '%S'", name);
    bind(b, node, name, VK_TYPE_PARAMETER);
}

/* -- declarations */

static const char *clash_text(const vk_symbol *symbol) {
    if (symbol->flags & VK_PARAMETER)
        return "name '%S' is parameter and %s";
    if (symbol->flags & VK_ANNOTATED)
        return "annotated name '%S' can't be %s";
    if (symbol->flags & (VK_BOUND | VK_NAMED))
        return "name '%S' is assigned to before %s declaration";
    if (symbol->flags & VK_USED)
        return "name '%S' is used prior to %s declaration";
    return NULL;
}

static void declare(viv_builder *b, viv_node node, viv_value name,
                    uint32_t flag) {
    const char *what = flag == VK_GLOBAL ? "global" : "nonlocal";
    vk_symbol *symbol =
        b->failed ? NULL
                  : vk_scope_find(b->vm, current(b), viv_mangled(b, name));
    const char *text = symbol ? clash_text(symbol) : NULL;

    if (text) {
        viv_syntax_error(b, node, text, name, what);
        return;
    }
    symbol = mark(b, current(b), node, name, flag);
    if (symbol && (symbol->flags & (VK_GLOBAL | VK_NONLOCAL)) ==
                      (VK_GLOBAL | VK_NONLOCAL))
        viv_syntax_error(b, symbol->node, "name '%S' is nonlocal and global",
                         name);
}

void viv_scope_global(viv_builder *b, viv_node node, viv_value name) {
    declare(b, node, name, VK_GLOBAL);
}

void viv_scope_nonlocal(viv_builder *b, viv_node node, viv_value name) {
    if (!b->failed && current(b)->kind == VIV_SCOPE_MODULE) {
        viv_syntax_error(b, node,
                         "nonlocal declaration not allowed at module level");
        return;
    }
    declare(b, node, name, VK_NONLOCAL);
}

/* -- what is not allowed in annotation scopes */

static void forbid_in_annotation(viv_builder *b, viv_node node,
                                 const char *what) {
    const vk_scope *scope = b->failed ? NULL : current(b);

    if (!scope || !is_annotation_kind(scope->kind))
        return;
    if (scope->kind == VIV_SCOPE_VARIABLE)
        viv_syntax_error(b, node, "%s cannot be used within %S", what,
                         scope->name);
    else
        viv_syntax_error(
            b, node, "%s cannot be used within %s", what,
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

    forbid_in_annotation(b, node, "yield expression");
    if (b->failed)
        return;
    scope = current(b);
    if (scope->kind == VIV_SCOPE_COMPREHENSION ||
        scope->kind == VIV_SCOPE_GENERATOR)
        viv_syntax_error(b, node, "'yield' inside %s",
                         comprehension_text(b, scope->node));
    else
        scope->yields = true;
}

/* A comprehension that is no generator expression runs in the frame around it,
 * which must be that of a coroutine. */
static void forbid_async(viv_builder *b) {
    if (!b->failed && current(b)->kind == VIV_SCOPE_COMPREHENSION &&
        current_frame(b)->kind != VIV_SCOPE_GENERATOR &&
        !viv_scope_allows_await(b))
        viv_syntax_error(b, current(b)->node,
                         "asynchronous comprehension outside of an "
                         "asynchronous function");
}

void viv_scope_awaits(viv_builder *b, viv_node node) {
    vk_scope *scope;

    forbid_in_annotation(b, node, "await expression");
    forbid_async(b);
    if (b->failed)
        return;
    scope = current_frame(b);
    scope->awaits = true;
    if (scope->kind == VIV_SCOPE_GENERATOR)
        scope->coroutine = true;
}

void viv_scope_returns(viv_builder *b, viv_node node, bool value) {
    vk_scope *scope = b->failed ? NULL : current(b);

    if (scope && value && !scope->returned)
        scope->returned = node;
}

void viv_scope_coroutine(viv_builder *b) {
    if (!b->failed)
        current(b)->coroutine = true;
}

/* -- := */

/* Marks the target in the comprehensions it is bound through; false: an
 * error. */
static bool pass_through(viv_builder *b, viv_node node, viv_value name,
                         vk_scope *outer) {
    bool global = outer->kind == VIV_SCOPE_MODULE;

    vk_scope *at = current(b);

    for (uint32_t i = 0; at != outer && at->parent && i < b->scope_count;
         i++, at = vk_scope_at(b->vm, at->parent)) {
        vk_symbol *symbol = vk_scope_find(b->vm, at, viv_mangled(b, name));

        if (symbol && symbol->flags & VK_ITERATION) {
            viv_syntax_error(b, node,
                             "assignment expression cannot rebind "
                             "comprehension iteration variable '%S'",
                             name);
            return false;
        }
        mark(b, at, node, name,
             VK_NAMED | (global ? VK_GLOBAL : VK_NONLOCAL));
    }
    return !b->failed;
}

void viv_scope_bind_named(viv_builder *b, viv_node node, viv_value name) {
    vk_scope *scope = b->failed ? NULL : current(b);
    viv_node target = node;

    if (!b->failed && viv_node_kind(b, node) == VIV_NamedExpr)
        target = viv_NamedExpr_target(b, node);
    vk_forbid_debug(b, target, name);
    if (b->iterables > 0)
        viv_syntax_error(b, node,
                         "assignment expression cannot be used in a "
                         "comprehension iterable expression");
    forbid_in_annotation(b, node, "named expression");
    if (b->failed)
        return;
    for (uint32_t i = 0; i < b->scope_count && scope->parent &&
                         (scope->kind == VIV_SCOPE_COMPREHENSION ||
                          scope->kind == VIV_SCOPE_GENERATOR);
         i++)
        scope = vk_scope_at(b->vm, scope->parent);
    if (scope != current(b) && scope->kind == VIV_SCOPE_CLASS)
        viv_syntax_error(b, target,
                         "assignment expression within a comprehension cannot "
                         "be used in a class body");
    else if (scope != current(b) && is_annotation_kind(scope->kind))
        viv_syntax_error(b, target,
                         "assignment expression within a comprehension cannot "
                         "be used within the definition of a generic");
    else if (pass_through(b, target, name, scope))
        mark(b, scope, target, name, VK_BOUND | VK_NAMED);
}

/* -- parts of calls, functions and comprehensions */

void viv_scope_keywords(viv_builder *b, viv_nodes keywords) {
    for (uint32_t i = 0; i < keywords.count && !b->failed; i++) {
        viv_node keyword = viv_nodes_at(b, keywords, i);
        viv_value name = viv_keyword_arg(b, keyword);

        vk_forbid_debug(b, keyword, name);
        for (uint32_t j = i + 1; j < keywords.count && !viv_is_none(name); j++)
            if (viv_same(name, viv_keyword_arg(b, viv_nodes_at(b, keywords, j))))
                viv_syntax_error(b, viv_nodes_at(b, keywords, j),
                                 "keyword argument repeated: %S", name);
        if (i > 8 && !vk_charge(b->vm, keywords.count / 8))
            vk_builder_raised(b);
    }
}

static void parameter(viv_builder *b, viv_node arg) {
    viv_value name = arg ? viv_arg_arg(b, arg) : VIV_NONE;
    vk_scope *scope = b->failed ? NULL : current(b);
    vk_symbol *symbol;

    if (!arg || !scope)
        return;
    check_fields(b, arg, VIV_arg);
    vk_forbid_debug(b, arg, name);
    if (b->failed)
        return;
    symbol = vk_scope_find(b->vm, scope, viv_mangled(b, name));
    if (symbol && symbol->flags & VK_PARAMETER) {
        viv_syntax_error(b, arg, "duplicate argument '%S' in function "
                                 "definition", name);
        return;
    }
    symbol = mark(b, scope, arg, name, VK_PARAMETER | VK_BOUND);
    if (symbol)
        symbol->reg = scope->parameters++;
}

static void parameters(viv_builder *b, viv_nodes args) {
    for (uint32_t i = 0; i < args.count && !b->failed; i++)
        parameter(b, viv_nodes_at(b, args, i));
}

void viv_scope_parameters(viv_builder *b, viv_node node) {
    viv_nodes only, args, keyword;
    vk_scope *scope = b->failed ? NULL : current(b);

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

static void visit_iterable(viv_builder *b, viv_node node) {
    b->iterables++;
    viv_scope_visit(b, node);
    b->iterables--;
}

static void visit_generator(viv_builder *b, viv_node generator, bool first) {
    bool around = b->target;

    check_fields(b, generator, VIV_comprehension);
    b->target = true;
    viv_scope_visit(b, viv_comprehension_target(b, generator));
    b->target = around;
    if (!first)
        visit_iterable(b, viv_comprehension_iter(b, generator));
    viv_scope_visit_all(b, viv_comprehension_ifs(b, generator));
    if (viv_comprehension_is_async(b, generator) && !b->failed)
        viv_scope_awaits(b, generator);
}

void viv_scope_comprehension(viv_builder *b, viv_node node,
                             viv_scope_kind kind, viv_nodes generators,
                             viv_node element, viv_node second) {
    bool around = b->target;

    if (b->failed || !generators.count)
        return;
    b->target = false;
    visit_iterable(b, viv_comprehension_iter(b, viv_nodes_at(b, generators, 0)));
    viv_scope_begin(b, node, kind, VIV_NONE);
    if (!b->failed && kind == VIV_SCOPE_GENERATOR)
        current(b)->parameters = current(b)->positional = 1;
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
        current(b)->parameters = current(b)->positional =
            current(b)->positional_only = 1;
}

/* With `from __future__ import annotations` it is a text, and names nothing. */
static void visit_annotation(viv_builder *b, viv_node annotation) {
    if (!b->future_annotations)
        viv_scope_visit(b, annotation);
}

void viv_scope_annotation(viv_builder *b, viv_node annotation) {
    if (b->failed)
        return;
    bool conditional = current(b)->conditional;
    viv_value reached = viv_identifier(b, VK_REACHED_ANNOTATIONS);

    if (conditional)
        mark(b, current(b), annotation, reached, VK_BOUND | VK_USED);
    annotation_begin(b, current(b)->node);
    if (conditional && !b->failed)
        mark(b, current(b), annotation, reached, VK_USED);
    visit_annotation(b, annotation);
    viv_scope_end(b);
}

static viv_nodes statements_of(viv_builder *b, viv_node root) {
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
    viv_node value = viv_node_kind(b, node) == VIV_Expr
                         ? viv_Expr_value(b, node)
                         : 0;

    return value && viv_node_kind(b, value) == VIV_Constant &&
           vk_is(b->vm, viv_Constant_value(b, value), VK_STR);
}

bool viv_scope_is_heading(viv_builder *b, viv_node node) {
    viv_nodes body;

    if (b->failed)
        return true;
    body = statements_of(b, vk_scope_at(b->vm, b->root_scope)->node);
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

/* -- the pass */

void vk_scope_pass(viv_builder *b, viv_node root) {
    viv_scope_begin(b, root, VIV_SCOPE_MODULE, VIV_NONE);
    if (b->failed)
        return;
    b->root_scope = b->scope;
    if (b->options->flags & VK_COMPILE_NAMESPACE)
        current(b)->parameters = current(b)->positional = 1;
    viv_scope_children(b, root);
}
