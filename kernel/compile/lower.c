/* lower.c - from a node to its family's handler, and what holds around each
 * one.
 *
 * A family's handler may push temporaries, mark places, hold registers; when it
 * returns, all of that is as it was before, but for the one result. That is
 * enforced here and not asked of families.
 */
#include "compile/builder.h"
#include "compile/ops.h"
#include "object/error.h"

/* What a handler must leave as it was. */
typedef struct around {
    viv_temp mark;
    int floor;
    viv_node node;
} around;

/* [floor]: what lies below belongs to somebody else and is not consumed. */
static around begin(viv_builder *b, viv_node node) {
    vk_unit *unit = b->unit;
    around outer = {unit->top, unit->floor, b->node};

    unit->floor = unit->top;
    b->node = node;
    return outer;
}

static void end(viv_builder *b, around outer) {
    b->unit->top = outer.mark;
    b->unit->floor = outer.floor;
    b->node = outer.node;
}

/* A temporary result goes where the handler's temporaries began; one of
 * somebody else's stays where it is. */
static viv_temp settle(viv_builder *b, viv_temp mark, viv_temp value) {
    vk_unit *unit = b->unit;

    if (value >= 0 && (!vk_is_temp(unit, value) || value < mark)) {
        unit->top = unit->floor = mark;
        return value;
    }
    unit->floor = mark;
    if (value > mark)
        viv_emit_move(b, mark, value);
    unit->top = mark;
    return vk_new_temp(b);
}

static viv_temp end_with(viv_builder *b, around outer, viv_temp value) {
    value = settle(b, outer.mark, value);
    b->unit->floor = outer.floor;
    b->lowered = b->node;
    b->node = outer.node;
    return value;
}

static const viv_meaning *meaning_of(viv_builder *b, viv_node node) {
    return &vk_families_meaning(b->families, viv_node_kind(b, node))->row;
}

static void refuse(viv_builder *b, viv_node node, const char *what) {
    const viv_node_row *row =
        vk_families_describe(b->families, viv_node_kind(b, node));

    viv_syntax_error(b, node, "%s %s", row ? row->name : "node", what);
}

/* -- values */

/* The nodes of a chain, outermost first: short ones need no memory. A chain
 * such as `a + b + c + ...` has one node for each operator: going down it by
 * recursion would need a C frame for each. */
typedef struct path {
    viv_node near[16];
    uint32_t far, count, room; /* in the arena, beyond them */
} path;

static bool path_push(viv_builder *b, path *to, viv_node node) {
    uint32_t index = to->count++, room = to->room ? to->room * 2 : 256;

    if (index < 16) {
        to->near[index] = node;
        return true;
    }
    index -= 16;
    if (index == to->room) {
        to->far = vk_arena_grow(b->vm, to->far, to->room * 4, room * 4);
        to->room = room;
    }
    if (!to->far || !vk_charge(b->vm, 1)) {
        vk_builder_raised(b);
        return false;
    }
    *(viv_node *)vk_at(b->vm, to->far + index * 4) = node;
    return true;
}

static viv_node path_pop(viv_builder *b, path *from) {
    uint32_t index = --from->count;

    return index < 16 ? from->near[index]
                      : *(viv_node *)vk_at(b->vm,
                                           from->far + (index - 16) * 4);
}

/* A chain to the left: down to its first part, then up, value by value. The
 * meaning is looked up again on the way up, from trees in the cage: that is why
 * [combine] is checked again. */
static viv_temp lower_chain(viv_builder *b, viv_node node,
                            const viv_meaning *row) {
    viv_temp mark = b->unit->top, value;
    viv_node whole = node;
    path chain;

    chain.far = chain.count = chain.room = 0;
    while (row->combine && row->left && path_push(b, &chain, node)) {
        node = row->left(b, node);
        row = meaning_of(b, node);
    }
    value = viv_lower(b, node);
    while (chain.count > 0 && !b->failed) {
        b->node = path_pop(b, &chain);
        row = meaning_of(b, b->node);
        VK_CHECK(b->vm, row->combine);
        value = row->combine(b, b->node, value);
        if (chain.count > 0)
            value = settle(b, mark, value);
    }
    b->node = whole;
    return value;
}

viv_temp viv_lower(viv_builder *b, viv_node node) {
    const viv_meaning *row;
    around outer;
    viv_temp value = VIV_NOWHERE;

    if (!vk_builder_enter(b))
        return b->unit->base;
    row = meaning_of(b, node);
    outer = begin(b, node);
    if (row->combine && row->left)
        value = lower_chain(b, node, row);
    else if (row->value)
        value = row->value(b, node);
    else
        refuse(b, node, "is no expression");
    return end_with(b, outer, value);
}

viv_temp viv_lower_push(viv_builder *b, viv_node node) {
    return viv_push(b, viv_lower(b, node));
}

viv_temp viv_lower_run(viv_builder *b, viv_nodes nodes) {
    viv_temp first = viv_mark(b);

    for (uint32_t i = 0; i < nodes.count && !b->failed; i++)
        viv_lower_push(b, viv_nodes_at(b, nodes, i));
    return first;
}

void viv_lower_into(viv_builder *b, viv_node node, viv_temp dest) {
    viv_emit_move(b, dest, viv_lower(b, node));
}

/* A constant as a statement leaves no instruction. */
void viv_lower_effect(viv_builder *b, viv_node node) {
    viv_temp value = viv_lower(b, node);
    viv_value constant;

    if (vk_loaded(b, 0, value, &constant))
        vk_drop_words(b, 1);
    vk_consume(b, value);
}

/* -- conditions */

void viv_lower_branch(viv_builder *b, viv_node test, viv_sense sense,
                      viv_label label) {
    const viv_meaning *row;
    around outer;

    if (!vk_builder_enter(b))
        return;
    row = meaning_of(b, test);
    outer = begin(b, test);
    if (row->branch)
        row->branch(b, test, sense, label);
    else
        viv_emit_branch(b, viv_lower(b, test), sense, label);
    end(b, outer);
}

/* -- statements */

void viv_lower_statement(viv_builder *b, viv_node node) {
    const viv_meaning *row;
    around outer;

    if (!vk_builder_enter(b))
        return;
    row = meaning_of(b, node);
    outer = begin(b, node);
    if (row->statement)
        row->statement(b, node);
    else
        refuse(b, node, "is no statement");
    end(b, outer);
}

void viv_lower_body(viv_builder *b, viv_nodes statements) {
    for (uint32_t i = 0; i < statements.count && !b->failed; i++)
        viv_lower_statement(b, viv_nodes_at(b, statements, i));
}

/* -- targets */

/* Statements that assign one value to several targets keep it; a single target
 * may take it over. */
void viv_lower_store(viv_builder *b, viv_node target, viv_temp value) {
    const viv_meaning *row;
    around outer;

    if (!vk_builder_enter(b))
        return;
    row = meaning_of(b, target);
    outer = begin(b, target);
    /* The value may be consumed in there, if it could be here. */
    if (value >= outer.floor && value == outer.mark - 1)
        b->unit->floor = value;
    if (row->store)
        row->store(b, target, value);
    else
        refuse(b, target, "cannot be assigned to");
    end(b, outer);
    vk_consume(b, value);
}

void viv_lower_delete(viv_builder *b, viv_node target) {
    const viv_meaning *row;
    around outer;

    if (!vk_builder_enter(b))
        return;
    row = meaning_of(b, target);
    outer = begin(b, target);
    if (row->erase)
        row->erase(b, target);
    else
        refuse(b, target, "cannot be deleted");
    end(b, outer);
}

/* -- fields, constants */

viv_temp viv_lower_field(viv_builder *b, viv_node node, const char *field,
                         viv_temp given) {
    int kind, number;
    const vk_own_field *owner;
    around outer;

    if (!vk_builder_enter(b))
        return VIV_NOWHERE;
    kind = viv_node_kind(b, node);
    number = vk_families_field_number(kind, field);
    owner = vk_families_field(b->families, kind, number);
    if (!owner || !owner->row.value) {
        viv_syntax_error(b, node, "%s are not available here",
                         vk_families_field_convention(kind, number).what
                             ? vk_families_field_convention(kind, number).what
                             : field);
        return VIV_NOWHERE;
    }
    outer = begin(b, node);
    return end_with(b, outer, owner->row.value(b, node, given));
}

int viv_own_kind(viv_builder *b, viv_node node, int number) {
    uint16_t family =
        vk_families_meaning(b->families, viv_node_kind(b, node))->family;

    return family ? b->families->families[family - 1].first_kind + number : 0;
}

/* Constants, tuples of constants, and a sign before a number. For families that
 * choose by constants (patterns, f-strings, calls). */
bool viv_constant_value(viv_builder *b, viv_node node, viv_value *value) {
    viv_node operand;

    if (b->failed)
        return false;
    switch (viv_node_kind(b, node)) {
    case VIV_Constant:
        *value = viv_Constant_value(b, node);
        return true;
    case VIV_UnaryOp:
        operand = viv_UnaryOp_operand(b, node);
        return viv_node_kind(b, operand) == VIV_Constant &&
               vk_fold_unary(b, viv_UnaryOp_op(b, node),
                             viv_Constant_value(b, operand), value);
    default:
        return false;
    }
}
