/* assignments.c - the `assignments` family: =, +=, :=, del, and unpacking. */
#include <vivarium.h>

/* -- a, b = c, d: no tuple is made */

enum { PARALLEL_MAX = 8 };

typedef struct parallel {
    viv_nodes targets, values;
    uint32_t count;
    viv_temp registers[PARALLEL_MAX]; /* of targets that are plain variables */
    viv_temp results[PARALLEL_MAX];   /* VIV_NOWHERE: a constant, made later */
} parallel;

static viv_nodes display_items(viv_builder *b, viv_node node) {
    switch (viv_node_kind(b, node)) {
    case VIV_Tuple:
        return viv_Tuple_elts(b, node);
    case VIV_List:
        return viv_List_elts(b, node);
    default:
        return (viv_nodes){0};
    }
}

static bool has_star(viv_builder *b, viv_nodes items) {
    for (uint32_t i = 0; i < viv_nodes_count(items); i++)
        if (viv_node_kind(b, viv_nodes_at(b, items, i)) == VIV_Starred)
            return true;
    return false;
}

/* Is it a display of values for as many targets, without stars? */
static bool is_parallel(viv_builder *b, viv_node target, viv_node value,
                        parallel *moves) {
    moves->targets = display_items(b, target);
    moves->values = display_items(b, value);
    moves->count = viv_nodes_count(moves->targets);
    return moves->count > 0 && moves->count == viv_nodes_count(moves->values) &&
           !has_star(b, moves->targets) && !has_star(b, moves->values);
}

/* Are all targets plain variables, and the last one none of the others? */
static bool is_simple(viv_builder *b, parallel *moves) {
    uint32_t last = moves->count - 1;

    if (moves->count > PARALLEL_MAX)
        return false;
    for (uint32_t i = 0; i <= last; i++) {
        viv_node target = viv_nodes_at(b, moves->targets, i);

        moves->registers[i] = viv_target_register(b, target);
        if (moves->registers[i] == VIV_NOWHERE)
            return false;
        if (i < last &&
            moves->registers[i] ==
                viv_target_register(b, viv_nodes_at(b, moves->targets, last)))
            return false;
    }
    return true;
}

static bool is_target(const parallel *moves, viv_temp value) {
    for (uint32_t i = 0; i < moves->count; i++)
        if (moves->registers[i] == value)
            return true;
    return false;
}

/* The value at [index], where storing into the targets does not change it. */
static viv_temp keep_value(viv_builder *b, const parallel *moves,
                           uint32_t index) {
    viv_node node = viv_nodes_at(b, moves->values, index);
    viv_value constant;

    if (viv_constant_value(b, node, &constant))
        return VIV_NOWHERE;
    viv_temp value = viv_lower(b, node);

    return viv_hold(b, is_target(moves, value) ? viv_push(b, value) : value);
}

/* Stores into variables cannot fail, so only their result matters: the last
 * value is made in its variable, the others follow. */
static void assign_variables(viv_builder *b, parallel *moves) {
    uint32_t last = moves->count - 1;

    for (uint32_t i = 0; i < last; i++)
        moves->results[i] = keep_value(b, moves, i);
    viv_lower_store(b, viv_nodes_at(b, moves->targets, last),
                    viv_lower(b, viv_nodes_at(b, moves->values, last)));
    for (uint32_t i = 0; i < last; i++) {
        viv_temp value = moves->results[i];

        if (value == VIV_NOWHERE)
            value = viv_lower(b, viv_nodes_at(b, moves->values, i));
        viv_lower_store(b, viv_nodes_at(b, moves->targets, i), value);
    }
}

static void assign_parallel(viv_builder *b, parallel *moves) {
    if (is_simple(b, moves)) {
        assign_variables(b, moves);
        return;
    }
    viv_temp run = viv_lower_run(b, moves->values);

    viv_hold(b, run + (viv_temp)moves->count - 1);
    for (uint32_t i = 0; i < moves->count; i++)
        viv_lower_store(b, viv_nodes_at(b, moves->targets, i),
                        run + (viv_temp)i);
}

/* -- target = other = value */

static void lower_assign(viv_builder *b, viv_node node) {
    viv_nodes targets = viv_Assign_targets(b, node);
    uint32_t count = viv_nodes_count(targets);
    parallel moves;

    if (count == 1 && is_parallel(b, viv_nodes_at(b, targets, 0),
                                  viv_Assign_value(b, node), &moves)) {
        assign_parallel(b, &moves);
        return;
    }
    viv_temp value = viv_lower(b, viv_Assign_value(b, node));

    if (count > 1)
        value = viv_hold(b, value);
    for (uint32_t i = 0; i < count; i++)
        viv_lower_store(b, viv_nodes_at(b, targets, i), value);
}

/* -- target += value: the parts of the target are evaluated once */

static viv_temp updated(viv_builder *b, viv_node node, viv_temp old) {
    return viv_emit_in_place(b, viv_AugAssign_op(b, node), old,
                             viv_lower(b, viv_AugAssign_value(b, node)));
}

static void update_name(viv_builder *b, viv_node node, viv_node target) {
    viv_value name = viv_Name_id(b, target);

    viv_place(b, target);
    viv_temp old = viv_emit_load_name(b, name);

    viv_place(b, node);
    viv_emit_store_name(b, name, updated(b, node, old));
}

static void update_attribute(viv_builder *b, viv_node node, viv_node target) {
    viv_value name = viv_Attribute_attr(b, target);
    viv_temp object = viv_hold(b, viv_lower(b, viv_Attribute_value(b, target)));

    viv_place(b, target);
    viv_temp old = viv_emit_get_attribute(b, object, name);

    viv_place(b, node);
    old = updated(b, node, old);
    viv_place(b, target);
    viv_emit_set_attribute(b, object, name, old);
}

static void update_item(viv_builder *b, viv_node node, viv_node target) {
    viv_temp object = viv_hold(b, viv_lower(b, viv_Subscript_value(b, target)));
    viv_temp key = viv_hold(b, viv_lower(b, viv_Subscript_slice(b, target)));

    viv_place(b, target);
    viv_temp old = viv_emit_get_item(b, object, key);

    viv_place(b, node);
    old = updated(b, node, old);
    viv_place(b, target);
    viv_emit_set_item(b, object, key, old);
}

static void lower_augmented(viv_builder *b, viv_node node) {
    viv_node target = viv_AugAssign_target(b, node);

    switch (viv_node_kind(b, target)) {
    case VIV_Attribute:
        update_attribute(b, node, target);
        break;
    case VIV_Subscript:
        update_item(b, node, target);
        break;
    default:
        update_name(b, node, target);
    }
}

/* -- name := value */

static viv_temp lower_named(viv_builder *b, viv_node node) {
    viv_temp value =
        viv_hold(b, viv_lower_push(b, viv_NamedExpr_value(b, node)));

    viv_lower_store(b, viv_NamedExpr_target(b, node), value);
    return value;
}

/* What was stored in a plain variable is tested there. */
static void branch_named(viv_builder *b, viv_node node, viv_sense sense,
                         viv_label label) {
    viv_node target = viv_NamedExpr_target(b, node);
    viv_temp variable = viv_target_register(b, target);

    if (variable == VIV_NOWHERE) {
        viv_emit_branch(b, lower_named(b, node), sense, label);
        return;
    }
    viv_lower_store(b, target, viv_lower(b, viv_NamedExpr_value(b, node)));
    viv_emit_branch(b, variable, sense, label);
}

static void scope_named(viv_builder *b, viv_node node) {
    viv_node target = viv_NamedExpr_target(b, node);

    viv_scope_visit(b, viv_NamedExpr_value(b, node));
    viv_scope_bind_named(b, node, viv_Name_id(b, target));
}

/* -- del target, ... */

static void lower_delete(viv_builder *b, viv_node node) {
    viv_nodes targets = viv_Delete_targets(b, node);

    for (uint32_t i = 0; i < viv_nodes_count(targets); i++)
        viv_lower_delete(b, viv_nodes_at(b, targets, i));
}

static const viv_meaning assignments_meanings[] = {
    {.kind = VIV_Assign, .statement = lower_assign},
    {.kind = VIV_AugAssign, .statement = lower_augmented},
    {
        .kind = VIV_NamedExpr,
        .value = lower_named,
        .branch = branch_named,
        .scope = scope_named,
    },
    {.kind = VIV_Delete, .statement = lower_delete},
};

VIV_FAMILY(assignments) {
    .doc = "Assignments, augmented assignments, `:=` and `del`.",
    .meanings = VIV_TABLE(assignments_meanings),
};
