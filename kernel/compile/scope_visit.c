/* scope_visit.c - the scope pass: a walk over the tree that opens scopes.
 *
 * The walk is generic: fields are described by nodes.def, so that a node kind
 * is visited without code of its own, and a family states a `scope` function
 * only where names are more than used (a class body, a comprehension). The walk
 * is also the gate: a kind that no loaded family means, a field whose family is
 * missing, a node that a policy denies are syntax errors here, before anything
 * is lowered. What is not loaded does not exist.
 *
 * Recursion is bounded by the C stack (vk_builder_enter); the texts of programs
 * decide how deep a tree is.
 */
#include "compile/scope_pass.h"
#include "host/guard.h"

/* -- visiting */

/* The name of a kind in a message when families.def has no words for it. */
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

/* What an absent field looks like depends on its type: 0, or an empty list. The
 * names of operators and contexts are never absent. */
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
void vk_scope_check_fields(viv_builder *b, viv_node node, int kind) {
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

/* A family's `left` names the node to go on with. It is believed only if this
 * node has it: a node from elsewhere could lead round in a circle. */
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

/* Annotations in a block may not be reached when the class body runs; counting
 * the blocks around them tells (PEP 649, note_annotated). */
static void visit_parts(viv_builder *b, viv_node node, int kind,
                        const vk_meaning *meaning) {
    vk_scope *scope = vk_scope_current(b);

    scope->blocks++;
    if (meaning->row.scope)
        meaning->row.scope(b, node);
    else
        visit_children(b, node, kind, 0);
    scope->blocks--;
}

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

/* Parts without a meaning of their own (arguments, keyword, ...) are looked
 * through. Long chains to the left, `a + b + ...` or `a.b.c...`, are walked and
 * not recursed into: 100,000 operands are a legal text, as many C frames are
 * not. */
void viv_scope_visit(viv_builder *b, viv_node node) {
    while (node && vk_builder_enter(b)) {
        int kind = viv_node_kind(b, node);
        const vk_meaning *meaning = vk_families_meaning(b->families, kind);
        viv_node left;

        if (!is_allowed(b, node, kind))
            return;
        if (b->families->owned[(uint32_t)kind % VK_NODE_KINDS_MAX])
            vk_scope_check_fields(b, node, kind);
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

/* All scopes in one list, in the order in which they were begun, which is
 * outside in: resolve.c goes through it without recursion. */
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

/* A class body, or an annotation scope that looks into one. */
static bool shows_class(const vk_scope *scope) {
    return scope->kind == VIV_SCOPE_CLASS ||
           (vk_scope_is_annotation(scope->kind) && scope->in_class);
}

/* Appended at the end: lowering asks for children in the same order. */
static void link_scope(viv_builder *b, uint32_t offset, vk_scope *scope) {
    vk_scope *parent = vk_scope_at(b->vm, b->scope);

    scope->parent = b->scope;
    if (!b->scope) {
        scope->private = VIV_ABSENT;
        return;
    }
    scope->private = parent->private;
    scope->in_class =
        vk_scope_is_annotation(scope->kind) && shows_class(parent);
    if (parent->last_child)
        vk_scope_at(b->vm, parent->last_child)->next = offset;
    else
        parent->child = offset;
    parent->last_child = offset;
}

/* The arena gives cleared memory, so that a field not set here is 0, false,
 * none. */
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
        b->scope = vk_scope_current(b)->parent;
}

/* -- the pass */

void vk_scope_pass(viv_builder *b, viv_node root) {
    viv_scope_begin(b, root, VIV_SCOPE_MODULE, VIV_NONE);
    if (b->failed)
        return;
    b->root_scope = b->scope;
    if (b->options->flags & VK_COMPILE_NAMESPACE)
        vk_scope_current(b)->parameters = vk_scope_current(b)->positional = 1;
    viv_scope_children(b, root);
}
