/* patterns.c - the `patterns` family: match statements.
 *
 * A pattern is lowered to tests that jump to [fail]. Names are bound when all
 * of it has matched: until then what they capture lies in registers, which
 * `captures` lists.
 */
#include <vivarium.h>

enum { CAPTURES_MAX = 200 };

typedef struct capture {
    viv_value name;
    viv_temp value;
    uint32_t stamp; /* of the alternative that captured it last */
} capture;

/* One pattern being lowered. */
typedef struct matching {
    viv_label fail;
    bool catch_all;        /* allowed: there is a guard, or no case follows */
    uint32_t alternatives; /* begun so far; they are the stamps */
    uint32_t stamp;        /* of the alternative being lowered; 0: none */
    bool repeating;        /* not the first one: captures have registers, */
    uint32_t expected;     /* and the stamp of the alternative before */
    viv_node choice;       /* the pattern whose alternatives they are */
    uint32_t count;
    capture captures[CAPTURES_MAX];
} matching;

static void lower_pattern(viv_builder *b, matching *m, viv_node pattern,
                          viv_temp subject);

/* -- names */

static capture *find_capture(matching *m, viv_value name) {
    for (uint32_t i = 0; i < m->count; i++)
        if (viv_same(m->captures[i].name, name))
            return &m->captures[i];
    return 0;
}

/* A name that the first alternative has captured too. */
static void recapture(viv_builder *b, matching *m, viv_node pattern,
                      capture *found, viv_temp value) {
    if (!m->repeating || found->stamp != m->expected)
        viv_syntax_error(b, pattern,
                         "multiple assignments to name '%S' in pattern",
                         found->name);
    found->stamp = m->stamp;
    viv_emit_move(b, found->value, value);
}

/* [value] is held. Alternatives need one register for all of them. */
static void capture_name(viv_builder *b, matching *m, viv_node pattern,
                         viv_value name, viv_temp value) {
    capture *found = find_capture(m, name);

    if (found) {
        recapture(b, m, pattern, found, value);
        return;
    }
    if (m->repeating)
        viv_syntax_error(b, m->choice,
                         "alternative patterns bind different names");
    if (m->count == CAPTURES_MAX) {
        viv_syntax_error(b, pattern, "too many names in a pattern");
        return;
    }
    if (m->stamp > 0) {
        viv_temp own = viv_temp_new(b);

        viv_emit_move(b, own, value);
        value = own;
    }
    m->captures[m->count++] = (capture){name, value, m->stamp};
}

static void bind_captures(viv_builder *b, const matching *m) {
    for (uint32_t i = 0; i < m->count; i++)
        viv_emit_store_name(b, m->captures[i].name, m->captures[i].value);
}

/* -- kinds of patterns */

static bool is_wildcard(viv_builder *b, viv_node pattern) {
    switch (viv_node_kind(b, pattern)) {
    case VIV_MatchAs:
        return viv_MatchAs_pattern(b, pattern) == 0 &&
               viv_is_none(viv_MatchAs_name(b, pattern));
    case VIV_MatchStar:
        return viv_is_none(viv_MatchStar_name(b, pattern));
    default:
        return false;
    }
}

static bool all_wildcards(viv_builder *b, viv_nodes patterns) {
    for (uint32_t i = 0; i < viv_nodes_count(patterns); i++)
        if (!is_wildcard(b, viv_nodes_at(b, patterns, i)))
            return false;
    return true;
}

/* A pattern within another one may match anything. */
static void lower_part(viv_builder *b, matching *m, viv_node pattern,
                       viv_temp subject) {
    bool catch_all = m->catch_all;

    m->catch_all = true;
    lower_pattern(b, m, pattern, subject);
    m->catch_all = catch_all;
}

static void lower_parts(viv_builder *b, matching *m, viv_nodes patterns,
                        viv_temp run) {
    for (uint32_t i = 0; i < viv_nodes_count(patterns); i++)
        lower_part(b, m, viv_nodes_at(b, patterns, i), run + (viv_temp)i);
}

static void test_compare(viv_builder *b, matching *m, int op, viv_temp left,
                         viv_temp right) {
    viv_emit_branch(b, viv_emit_compare(b, op, left, right), VIV_IF_FALSE,
                    m->fail);
}

static void match_value(viv_builder *b, matching *m, viv_node pattern,
                        viv_temp subject) {
    test_compare(b, m, VIV_Eq, subject,
                 viv_lower(b, viv_MatchValue_value(b, pattern)));
}

static void match_singleton(viv_builder *b, matching *m, viv_node pattern,
                            viv_temp subject) {
    viv_value value = viv_MatchSingleton_value(b, pattern);

    test_compare(b, m, VIV_Is, subject, viv_emit_constant(b, value));
}

/* -- sequences */

static viv_temp ask(viv_builder *b, viv_intrinsic question, viv_temp subject) {
    return viv_emit_intrinsic(b, question, viv_push(b, subject), 1, 0);
}

static uint32_t find_star(viv_builder *b, viv_node node, viv_nodes patterns) {
    uint32_t found = viv_nodes_count(patterns);

    for (uint32_t i = 0; i < viv_nodes_count(patterns); i++) {
        viv_node pattern = viv_nodes_at(b, patterns, i);

        if (viv_node_kind(b, pattern) != VIV_MatchStar)
            continue;
        if (found < i)
            viv_syntax_error(b, node,
                             "multiple starred names in sequence pattern");
        found = i;
    }
    return found;
}

/* With `*_` only the items that patterns ask for are looked at. */
static void match_items(viv_builder *b, matching *m, viv_nodes patterns,
                        viv_temp subject, viv_temp length) {
    uint32_t count = viv_nodes_count(patterns);
    bool behind = false; /* the star */

    for (uint32_t i = 0; i < count; i++) {
        viv_node pattern = viv_nodes_at(b, patterns, i);
        viv_temp index;

        behind = behind || viv_node_kind(b, pattern) == VIV_MatchStar;
        if (is_wildcard(b, pattern))
            continue;
        if (behind)
            index =
                viv_emit_binary(b, VIV_Sub, length,
                                viv_emit_constant(b, viv_small_int(count - i)));
        else
            index = viv_emit_constant(b, viv_small_int(i));
        lower_part(b, m, pattern,
                   viv_hold(b, viv_emit_get_item(b, subject, index)));
    }
}

static void match_sequence(viv_builder *b, matching *m, viv_node pattern,
                           viv_temp subject) {
    viv_nodes patterns = viv_MatchSequence_patterns(b, pattern);
    uint32_t count = viv_nodes_count(patterns), star;
    bool starred;
    viv_temp length =
        viv_hold(b, ask(b, VIV_INTRINSIC_MATCH_SEQUENCE, subject));

    star = find_star(b, pattern, patterns);
    starred = star < count;
    viv_temp needed = viv_emit_constant(b, viv_small_int(count - starred));

    test_compare(b, m, starred ? VIV_GtE : VIV_Eq, length, needed);
    if (all_wildcards(b, patterns))
        return;
    if (starred && is_wildcard(b, viv_nodes_at(b, patterns, star)))
        match_items(b, m, patterns, subject, length);
    else if (starred)
        lower_parts(b, m, patterns,
                    viv_emit_unpack_star(b, subject, (int)star,
                                         (int)(count - star - 1)));
    else
        lower_parts(b, m, patterns, viv_emit_unpack(b, subject, (int)count));
}

static void match_star(viv_builder *b, matching *m, viv_node pattern,
                       viv_temp subject) {
    viv_value name = viv_MatchStar_name(b, pattern);

    if (!viv_is_none(name))
        capture_name(b, m, pattern, name, subject);
}

/* -- mappings and classes: what they ask for comes as a tuple, or None */

static viv_temp unpack_found(viv_builder *b, matching *m, viv_temp found,
                             uint32_t count) {
    viv_hold(b, found);
    viv_emit_branch_none(b, found, VIV_IF_TRUE, m->fail);
    return count > 0 ? viv_emit_unpack(b, found, (int)count) : found;
}

static void match_keys(viv_builder *b, matching *m, viv_node pattern,
                       viv_temp subject) {
    viv_value rest = viv_MatchMapping_rest(b, pattern);
    viv_nodes keys = viv_MatchMapping_keys(b, pattern);
    viv_temp pair = viv_hold(b, viv_push(b, subject));
    viv_temp wanted =
        viv_hold(b, viv_push(b, viv_lower_display(b, VIV_Tuple, keys)));

    if (viv_nodes_count(keys) > 0) {
        viv_temp found =
            viv_emit_intrinsic(b, VIV_INTRINSIC_MATCH_KEYS, pair, 2, 0);

        lower_parts(b, m, viv_MatchMapping_patterns(b, pattern),
                    unpack_found(b, m, found, viv_nodes_count(keys)));
    }
    if (viv_is_none(rest))
        return;
    pair = viv_push(b, subject);
    viv_push(b, wanted);
    capture_name(b, m, pattern, rest,
                 viv_hold(b, viv_emit_intrinsic(b, VIV_INTRINSIC_MATCH_REST,
                                                pair, 2, 0)));
}

static void check_keys(viv_builder *b, viv_node pattern, viv_nodes keys) {
    viv_vm *vm = viv_builder_vm(b);
    viv_value value, other;

    for (uint32_t i = 0; i < viv_nodes_count(keys); i++) {
        if (!viv_constant_value(b, viv_nodes_at(b, keys, i), &value))
            continue;
        for (uint32_t j = 0; j < i && !viv_failed(b); j++)
            if (viv_constant_value(b, viv_nodes_at(b, keys, j), &other) &&
                viv_equal(vm, value, other) == 1)
                viv_syntax_error(b, pattern,
                                 "mapping pattern checks duplicate key (%S)",
                                 viv_repr(vm, value));
    }
}

static void match_mapping(viv_builder *b, matching *m, viv_node pattern,
                          viv_temp subject) {
    uint32_t count = viv_nodes_count(viv_MatchMapping_keys(b, pattern));

    check_keys(b, pattern, viv_MatchMapping_keys(b, pattern));
    viv_temp length = ask(b, VIV_INTRINSIC_MATCH_MAPPING, subject);

    test_compare(b, m, VIV_GtE, length,
                 viv_emit_constant(b, viv_small_int(count)));
    if (count > 0 || !viv_is_none(viv_MatchMapping_rest(b, pattern)))
        match_keys(b, m, pattern, subject);
}

static void check_repeated(viv_builder *b, viv_nodes patterns,
                           viv_nodes names) {
    for (uint32_t i = 0; i < viv_nodes_count(names); i++)
        for (uint32_t j = 0; j < i; j++)
            if (viv_same(viv_nodes_name_at(b, names, i),
                         viv_nodes_name_at(b, names, j)))
                viv_syntax_error(b, viv_nodes_at(b, patterns, i),
                                 "attribute name repeated in class pattern: %S",
                                 viv_nodes_name_at(b, names, i));
}

static void match_class(viv_builder *b, matching *m, viv_node pattern,
                        viv_temp subject) {
    viv_nodes positional = viv_MatchClass_patterns(b, pattern);
    viv_nodes names = viv_MatchClass_kwd_attrs(b, pattern);
    uint32_t count = viv_nodes_count(positional);
    viv_temp run = viv_push(b, subject), first;

    check_repeated(b, viv_MatchClass_kwd_patterns(b, pattern), names);
    viv_lower_push(b, viv_MatchClass_cls(b, pattern));
    first = viv_mark(b);
    for (uint32_t i = 0; i < viv_nodes_count(names); i++)
        viv_push(b, viv_emit_constant(b, viv_nodes_name_at(b, names, i)));
    viv_push(b,
             viv_emit_build(b, VIV_Tuple, first, (int)viv_nodes_count(names)));
    viv_temp found =
        viv_emit_intrinsic(b, VIV_INTRINSIC_MATCH_CLASS, run, 3, (int)count);

    run = unpack_found(b, m, found, count + viv_nodes_count(names));
    lower_parts(b, m, positional, run);
    lower_parts(b, m, viv_MatchClass_kwd_patterns(b, pattern),
                run + (viv_temp)count);
}

/* -- names and alternatives */

static void match_as(viv_builder *b, matching *m, viv_node pattern,
                     viv_temp subject) {
    viv_node inner = viv_MatchAs_pattern(b, pattern);
    viv_value name = viv_MatchAs_name(b, pattern);

    if (inner != 0)
        lower_pattern(b, m, inner, subject);
    else if (!m->catch_all && viv_is_none(name))
        viv_syntax_error(b, pattern,
                         "wildcard makes remaining patterns unreachable");
    else if (!m->catch_all)
        viv_syntax_error(
            b, pattern,
            "name capture '%S' makes remaining patterns unreachable", name);
    if (!viv_is_none(name))
        capture_name(b, m, pattern, name, subject);
}

/* Turns one stamp into another; says how many captures had it. */
static uint32_t restamp(matching *m, uint32_t from, uint32_t to) {
    uint32_t count = 0;

    for (uint32_t i = 0; i < m->count; i++) {
        if (m->captures[i].stamp != from)
            continue;
        m->captures[i].stamp = to;
        count++;
    }
    return count;
}

/* An alternative captures what the one before it did: it leaves none of its
 * stamps. */
static void lower_alternative(viv_builder *b, matching *m, viv_node pattern,
                              viv_temp subject, uint32_t before) {
    m->stamp = ++m->alternatives;
    if (before > 0) {
        m->repeating = true;
        m->expected = before;
    }
    lower_pattern(b, m, pattern, subject);
    if (before > 0 && restamp(m, before, before) > 0)
        viv_syntax_error(b, m->choice,
                         "alternative patterns bind different names");
}

static void match_or(viv_builder *b, matching *m, viv_node pattern,
                     viv_temp subject) {
    viv_nodes patterns = viv_MatchOr_patterns(b, pattern);
    uint32_t last = viv_nodes_count(patterns) - 1, before = 0;
    uint32_t stamp = m->stamp, expected = m->expected;
    viv_label matched = viv_label_new(b), fail = m->fail;
    bool catch_all = m->catch_all, repeating = m->repeating;
    viv_node choice = m->choice;

    for (uint32_t i = 0; i <= last; i++) {
        m->fail = i < last ? viv_label_new(b) : fail;
        m->catch_all = catch_all && i == last;
        m->choice = pattern;
        lower_alternative(b, m, viv_nodes_at(b, patterns, i), subject, before);
        before = m->stamp;
        if (i == last)
            break;
        viv_emit_jump(b, matched);
        viv_label_place(b, m->fail);
    }
    viv_label_place(b, matched);
    restamp(m, before, stamp);
    m->stamp = stamp;
    m->expected = expected;
    m->choice = choice;
    m->repeating = repeating;
    m->catch_all = catch_all;
}

typedef void (*matcher)(viv_builder *b, matching *m, viv_node pattern,
                        viv_temp subject);

static const matcher matchers[VIV_NODE_COUNT] = {
    [VIV_MatchValue] = match_value,
    [VIV_MatchSingleton] = match_singleton,
    [VIV_MatchSequence] = match_sequence,
    [VIV_MatchMapping] = match_mapping,
    [VIV_MatchClass] = match_class,
    [VIV_MatchStar] = match_star,
    [VIV_MatchAs] = match_as,
    [VIV_MatchOr] = match_or,
};

/* [subject] is held, and stays. */
static void lower_pattern(viv_builder *b, matching *m, viv_node pattern,
                          viv_temp subject) {
    int kind = viv_node_kind(b, pattern);
    viv_node around = viv_place(b, pattern);

    if (kind < VIV_NODE_COUNT && matchers[kind] && !viv_failed(b))
        matchers[kind](b, m, pattern, subject);
    viv_place(b, around);
}

/* -- the statement */

/* Returns where control goes on if the case does not apply. */
static viv_label lower_case(viv_builder *b, viv_node node, viv_temp subject,
                            bool last) {
    viv_node guard = viv_match_case_guard(b, node);
    matching m = {
        .fail = viv_label_new(b),
        .catch_all = last || guard != 0,
    };

    lower_pattern(b, &m, viv_match_case_pattern(b, node), subject);
    bind_captures(b, &m);
    if (guard != 0)
        viv_lower_branch(b, guard, VIV_IF_FALSE, m.fail);
    viv_lower_body(b, viv_match_case_body(b, node));
    return m.fail;
}

static void lower_match(viv_builder *b, viv_node node) {
    viv_nodes cases = viv_Match_cases(b, node);
    uint32_t count = viv_nodes_count(cases);
    viv_label done = viv_label_new(b);
    viv_temp subject =
        viv_hold(b, viv_lower_push(b, viv_Match_subject(b, node)));

    for (uint32_t i = 0; i < count; i++) {
        viv_temp mark = viv_mark(b);
        viv_label next =
            lower_case(b, viv_nodes_at(b, cases, i), subject, i + 1 == count);

        viv_emit_jump(b, done);
        viv_label_place(b, next);
        viv_release(b, mark);
    }
    viv_label_place(b, done);
}

static void scope_as(viv_builder *b, viv_node pattern) {
    viv_value name = viv_MatchAs_name(b, pattern);

    viv_scope_visit(b, viv_MatchAs_pattern(b, pattern));
    if (!viv_is_none(name))
        viv_scope_bind(b, pattern, name);
}

static void scope_star(viv_builder *b, viv_node pattern) {
    viv_value name = viv_MatchStar_name(b, pattern);

    if (!viv_is_none(name))
        viv_scope_bind(b, pattern, name);
}

static void scope_mapping(viv_builder *b, viv_node pattern) {
    viv_value rest = viv_MatchMapping_rest(b, pattern);

    viv_scope_children(b, pattern);
    if (!viv_is_none(rest))
        viv_scope_bind(b, pattern, rest);
}

static const viv_meaning patterns_meanings[] = {
    {.kind = VIV_Match, .statement = lower_match},
    {.kind = VIV_MatchAs, .scope = scope_as},
    {.kind = VIV_MatchStar, .scope = scope_star},
    {.kind = VIV_MatchMapping, .scope = scope_mapping},
};

VIV_FAMILY(patterns) {
    .doc = "The `match` statement.",
    .meanings = VIV_TABLE(patterns_meanings),
};
