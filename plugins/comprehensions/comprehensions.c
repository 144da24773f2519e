/* comprehensions.c - the `comprehensions` family: [x for ...], {x for ...} and
 * {k: v for ...}. They run in the frame around them. */
#include <vivarium.h>

typedef struct comprehension {
    viv_nodes generators;
    int kind;                /* VIV_List, VIV_Set or VIV_Dict */
    viv_node element, value; /* of a dict: key and value */
    viv_temp result;         /* the container being filled */
} comprehension;

static void lower_element(viv_builder *b, const comprehension *it) {
    viv_temp element = viv_lower(b, it->element);

    if (it->kind == VIV_Dict)
        viv_emit_dict_set(b, it->result, element, viv_lower(b, it->value));
    else
        viv_emit_append(b, it->kind, it->result, element);
}

/* `for` clause [index] over [items], its conditions, and what is inside. */
static void lower_clause(viv_builder *b, const comprehension *it,
                         uint32_t index, viv_temp items, int flags) {
    viv_node clause = viv_nodes_at(b, it->generators, index);
    viv_nodes conditions = viv_comprehension_ifs(b, clause);
    viv_iteration loop;

    if (viv_comprehension_is_async(b, clause))
        flags |= VIV_ITERATE_ASYNC;
    viv_iteration_begin(b, &loop, viv_comprehension_target(b, clause), items,
                        flags);
    for (uint32_t i = 0; i < viv_nodes_count(conditions); i++)
        viv_lower_branch(b, viv_nodes_at(b, conditions, i), VIV_IF_FALSE,
                         loop.next);
    if (viv_failed(b)) {
        /* Too many blocks: the clauses within are not looked at. */
    } else if (index + 1 < viv_nodes_count(it->generators)) {
        viv_node inner = viv_nodes_at(b, it->generators, index + 1);

        lower_clause(b, it, index + 1,
                     viv_lower(b, viv_comprehension_iter(b, inner)), 0);
    } else {
        lower_element(b, it);
    }
    viv_iteration_end(b, &loop);
}

/* The first iterable is evaluated where the comprehension's own variables are
 * not known yet. */
static viv_temp lower_comprehension(viv_builder *b, viv_node node,
                                    comprehension *it) {
    viv_node first = viv_nodes_at(b, it->generators, 0);

    it->result = viv_temp_new(b);
    viv_temp items = viv_lower(b, viv_comprehension_iter(b, first));

    viv_emit_move(b, it->result, viv_emit_build(b, it->kind, viv_mark(b), 0));
    viv_comprehension_begin(b, node);
    lower_clause(b, it, 0, items, 0);
    viv_comprehension_end(b, node);
    return it->result;
}

static viv_temp lower_list(viv_builder *b, viv_node node) {
    comprehension it = {
        .generators = viv_ListComp_generators(b, node),
        .kind = VIV_List,
        .element = viv_ListComp_elt(b, node),
    };

    return lower_comprehension(b, node, &it);
}

static viv_temp lower_set(viv_builder *b, viv_node node) {
    comprehension it = {
        .generators = viv_SetComp_generators(b, node),
        .kind = VIV_Set,
        .element = viv_SetComp_elt(b, node),
    };

    return lower_comprehension(b, node, &it);
}

static viv_temp lower_dict(viv_builder *b, viv_node node) {
    comprehension it = {
        .generators = viv_DictComp_generators(b, node),
        .kind = VIV_Dict,
        .element = viv_DictComp_key(b, node),
        .value = viv_DictComp_value(b, node),
    };

    return lower_comprehension(b, node, &it);
}

static void scope_list(viv_builder *b, viv_node node) {
    viv_scope_comprehension(b, node, VIV_SCOPE_COMPREHENSION,
                            viv_ListComp_generators(b, node),
                            viv_ListComp_elt(b, node), 0);
}

static void scope_set(viv_builder *b, viv_node node) {
    viv_scope_comprehension(b, node, VIV_SCOPE_COMPREHENSION,
                            viv_SetComp_generators(b, node),
                            viv_SetComp_elt(b, node), 0);
}

static void scope_dict(viv_builder *b, viv_node node) {
    viv_scope_comprehension(
        b, node, VIV_SCOPE_COMPREHENSION, viv_DictComp_generators(b, node),
        viv_DictComp_key(b, node), viv_DictComp_value(b, node));
}

static const viv_meaning comprehensions_meanings[] = {
    {.kind = VIV_ListComp, .value = lower_list, .scope = scope_list},
    {.kind = VIV_SetComp, .value = lower_set, .scope = scope_set},
    {.kind = VIV_DictComp, .value = lower_dict, .scope = scope_dict},
};

VIV_FAMILY(comprehensions) {
    .doc = "List, set and dict comprehensions.",
    .meanings = VIV_TABLE(comprehensions_meanings),
};
