/* generators.c - the `generators` family: yield, and (x for ...). */
#include <vivarium.h>

/* -- yield */

static viv_temp lower_yield(viv_builder *b, viv_node node) {
    viv_node value = viv_Yield_value(b, node);

    return viv_emit_yield(b, value != 0 ? viv_lower(b, value)
                                        : viv_emit_constant(b, VIV_NONE));
}

static void scope_yield(viv_builder *b, viv_node node) {
    viv_scope_yields(b, node);
    viv_scope_visit(b, viv_Yield_value(b, node));
}

static viv_temp lower_yield_from(viv_builder *b, viv_node node) {
    return viv_emit_yield_from(b, viv_lower(b, viv_YieldFrom_value(b, node)));
}

static void scope_yield_from(viv_builder *b, viv_node node) {
    viv_scope_yields(b, node);
    viv_scope_visit(b, viv_YieldFrom_value(b, node));
}

/* -- generator expressions: a function of one argument, the first iterable */

/* `for` clause [index] over [items], its conditions, and what is inside. */
static void lower_clause(viv_builder *b, viv_node node, uint32_t index,
                         viv_temp items, int flags) {
    viv_nodes generators = viv_GeneratorExp_generators(b, node);
    viv_node clause = viv_nodes_at(b, generators, index);
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
    } else if (index + 1 < viv_nodes_count(generators)) {
        viv_node inner = viv_nodes_at(b, generators, index + 1);

        lower_clause(b, node, index + 1,
                     viv_lower(b, viv_comprehension_iter(b, inner)), 0);
    } else {
        viv_emit_yield(b, viv_lower(b, viv_GeneratorExp_elt(b, node)));
    }
    viv_iteration_end(b, &loop);
}

static viv_node first_clause(viv_builder *b, viv_node node) {
    return viv_nodes_at(b, viv_GeneratorExp_generators(b, node), 0);
}

/* A plain iterable was iterated outside: that is where its error belongs. */
static void lower_generator_body(viv_builder *b, const viv_code_spec *spec) {
    viv_node first = first_clause(b, spec->node);
    int flags = viv_comprehension_is_async(b, first) ? 0 : VIV_ITERATE_ITERATOR;

    lower_clause(b, spec->node, 0, viv_argument(b, 0), flags);
}

static viv_temp lower_generator(viv_builder *b, viv_node node) {
    viv_node first = first_clause(b, node);
    viv_code_spec spec = {
        .node = node,
        .scope = VIV_SCOPE_GENERATOR,
        .name = viv_identifier(b, "<genexpr>"),
        .lower = lower_generator_body,
        .annotate = VIV_NOWHERE,
        .flags = VIV_CODE_ITERATOR,
    };
    viv_temp window = viv_push(b, viv_emit_function(b, &spec));
    viv_temp items = viv_lower(b, viv_comprehension_iter(b, first));

    if (!viv_comprehension_is_async(b, first))
        items = viv_emit_iter(b, items);
    viv_push(b, items);
    return viv_emit_call(b, window, 1);
}

static void scope_generator(viv_builder *b, viv_node node) {
    viv_scope_comprehension(b, node, VIV_SCOPE_GENERATOR,
                            viv_GeneratorExp_generators(b, node),
                            viv_GeneratorExp_elt(b, node), 0);
}

static const viv_meaning generators_meanings[] = {
    {.kind = VIV_Yield, .value = lower_yield, .scope = scope_yield},
    {
        .kind = VIV_YieldFrom,
        .value = lower_yield_from,
        .scope = scope_yield_from,
    },
    {
        .kind = VIV_GeneratorExp,
        .value = lower_generator,
        .scope = scope_generator,
    },
};

VIV_FAMILY(generators) {
    .doc = "`yield`, `yield from` and generator expressions.",
    .meanings = VIV_TABLE(generators_meanings),
};
