/* scope_names.c - the scope pass: what a text does with each name.
 *
 * Python decides by the text alone whether a name is local (language reference
 * 4.2, naming and binding): a name bound anywhere in a function is its variable
 * everywhere in it. So the pass only collects what is done with each name;
 * where the value lives can be said when the whole text was seen (resolve.c).
 *
 * The errors that depend on order, as `global x` after a use of x, are found
 * here, since flags are set in the order of the text.
 */
#include "compile/scope_pass.h"
#include "object/str.h"

/* -- names */

vk_symbol *vk_scope_mark(viv_builder *b, vk_scope *scope, viv_node node,
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

/* Functions that see the variables of their caller, and super. A function that
 * may call one of these must keep every variable where it can be found, unbound
 * ones cleared. Only the name can be seen at this time: a false alarm costs a
 * few instructions, a miss would show the frame's old contents. */
static void note_special(viv_builder *b, viv_node node, viv_value name) {
    static const char *const looks[] = {"dir",  "vars",   "eval",
                                        "exec", "locals", "super"};
    uint32_t length = vk_str_text(b->vm, name).length;
    vk_scope *scope = vk_scope_current_frame(b);

    if (length < 3 || length > 6)
        return;
    for (int i = 0; i < 5; i++)
        if (vk_str_is(b->vm, name, looks[i]))
            scope->all_locals = true;
    if (length == 5 && vk_str_is(b->vm, name, "super") &&
        vk_scope_is_function(scope)) {
        scope->method = true;
        vk_scope_mark(b, vk_scope_current(b), node,
                      viv_identifier(b, "__class__"), VK_USED);
    }
}

void viv_scope_use(viv_builder *b, viv_node node, viv_value name) {
    if (b->failed)
        return;
    vk_scope_mark(b, vk_scope_current(b), node, name, VK_USED);
    note_special(b, node, name);
}

/* `except E as e` deletes e behind the handler, so e is as unsure as after `del
 * e`. */
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
    symbol =
        vk_scope_mark(b, vk_scope_current(b), node, name, flags | VK_BOUND);
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
    vk_scope *scope = vk_scope_current(b);
    uint32_t room = scope->annotated_room, grown = room ? room * 2 : 8;
    vk_annotated *row;

    if (vk_scope_is_function(scope) || viv_node_kind(b, node) != VIV_AnnAssign)
        return;
    if (scope->annotated_count >= room) {
        uint32_t at = vk_arena_grow(b->vm, scope->annotated, room * sizeof *row,
                                    grown * sizeof *row);

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
    symbol = vk_scope_find(b->vm, vk_scope_current(b), viv_mangled(b, name));
    if (symbol && symbol->flags & (VK_GLOBAL | VK_NONLOCAL) &&
        vk_scope_current(b)->kind != VIV_SCOPE_MODULE)
        viv_syntax_error(b, node, "annotated name '%S' can't be %s", name,
                         symbol->flags & VK_GLOBAL ? "global" : "nonlocal");
    bind(b, node, name, VK_ANNOTATED);
    if (!b->failed)
        note_annotated(b, node);
}

void viv_scope_bind_type(viv_builder *b, viv_node node, viv_value name) {
    vk_symbol *symbol =
        b->failed ? NULL : vk_scope_find(b->vm, vk_scope_current(b), name);

    if (symbol && symbol->flags & VK_TYPE_PARAMETER)
        viv_syntax_error(b, node, "duplicate type parameter '%S'", name);
    bind(b, node, name, VK_TYPE_PARAMETER);
}

/* -- declarations */

/* In the order in which CPython looks: a name that is a parameter and used
 * before is reported as a parameter. */
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
    vk_symbol *symbol = b->failed ? NULL
                                  : vk_scope_find(b->vm, vk_scope_current(b),
                                                  viv_mangled(b, name));
    const char *text = symbol ? clash_text(symbol) : NULL;

    if (text) {
        viv_syntax_error(b, node, text, name, what);
        return;
    }
    symbol = vk_scope_mark(b, vk_scope_current(b), node, name, flag);
    if (symbol && (symbol->flags & (VK_GLOBAL | VK_NONLOCAL)) ==
                      (VK_GLOBAL | VK_NONLOCAL))
        viv_syntax_error(b, symbol->node, "name '%S' is nonlocal and global",
                         name);
}

void viv_scope_global(viv_builder *b, viv_node node, viv_value name) {
    declare(b, node, name, VK_GLOBAL);
}

void viv_scope_nonlocal(viv_builder *b, viv_node node, viv_value name) {
    if (!b->failed && vk_scope_current(b)->kind == VIV_SCOPE_MODULE) {
        viv_syntax_error(b, node,
                         "nonlocal declaration not allowed at module level");
        return;
    }
    declare(b, node, name, VK_NONLOCAL);
}

/* -- := */

/* Marks the target in the comprehensions it is bound through; false: an
 * error. */
static bool pass_through(viv_builder *b, viv_node node, viv_value name,
                         vk_scope *outer) {
    bool global = outer->kind == VIV_SCOPE_MODULE;

    vk_scope *at = vk_scope_current(b);

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
        vk_scope_mark(b, at, node, name,
                      VK_NAMED | (global ? VK_GLOBAL : VK_NONLOCAL));
    }
    return !b->failed;
}

/* PEP 572: the target belongs to the frame around all comprehensions. */
void viv_scope_bind_named(viv_builder *b, viv_node node, viv_value name) {
    vk_scope *scope = b->failed ? NULL : vk_scope_current(b);
    viv_node target = node;

    if (!b->failed && viv_node_kind(b, node) == VIV_NamedExpr)
        target = viv_NamedExpr_target(b, node);
    vk_forbid_debug(b, target, name);
    if (b->iterables > 0)
        viv_syntax_error(b, node,
                         "assignment expression cannot be used in a "
                         "comprehension iterable expression");
    vk_scope_forbid_here(b, node, "named expression");
    if (b->failed)
        return;
    for (uint32_t i = 0; i < b->scope_count && scope->parent &&
                         (scope->kind == VIV_SCOPE_COMPREHENSION ||
                          scope->kind == VIV_SCOPE_GENERATOR);
         i++)
        scope = vk_scope_at(b->vm, scope->parent);
    if (scope != vk_scope_current(b) && scope->kind == VIV_SCOPE_CLASS)
        viv_syntax_error(b, target,
                         "assignment expression within a comprehension cannot "
                         "be used in a class body");
    else if (scope != vk_scope_current(b) &&
             vk_scope_is_annotation(scope->kind))
        viv_syntax_error(b, target,
                         "assignment expression within a comprehension cannot "
                         "be used within the definition of a generic");
    else if (pass_through(b, target, name, scope))
        vk_scope_mark(b, scope, target, name, VK_BOUND | VK_NAMED);
}
