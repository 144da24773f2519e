/* display.c - what stands in brackets: displays, calls, indexes.
 *
 * After an opening bracket the first item decides what it is: a comprehension
 * if `for` follows, a dict if a colon does, a tuple if a comma does, otherwise
 * a group. No lookahead is needed, only that the item was read generally
 * enough.
 */
#include "syntax/diagnose.h"
#include "syntax/grammar.h"

static bool begins_item(const vk_parser *p) {
    return vk_expression_begins(p->token.kind) || vk_parser_at(p, VK_T_STAR);
}

/* When it does not fit, its own mistakes are looked for. Apart, so that the
 * usual way needs little of the C stack. */
static __attribute__((noinline)) viv_node
diagnosed(vk_parser *p, viv_node (*parse)(vk_parser *),
          void (*diagnose)(vk_parser *)) {
    vk_parser_mark before = vk_parser_here(p);
    viv_node node = parse(p);

    if (!node) {
        vk_parser_back(p, &before);
        diagnose(p);
    }
    return node;
}

static viv_node display(vk_parser *p, viv_node (*parse)(vk_parser *),
                        void (*diagnose)(vk_parser *)) {
    return vk_parser_diagnoses(p) ? diagnosed(p, parse, diagnose) : parse(p);
}

/* Comprehensions */

/* for TARGET; "in" is the next token. */
static viv_node generator_target(vk_parser *p) {
    viv_node target;

    vk_parser_next(p);
    target = vk_target_list(p, VK_TARGET_STAR);
    return target && vk_parser_at(p, VK_T_IN) ? target : vk_parser_fail(p);
}

/* [if CONDITION] ... of one "for". */
static bool conditions(vk_parser *p, uint64_t *list) {
    uint32_t mark = p->stack_used;

    while (vk_parser_accept(p, VK_T_IF)) {
        viv_node test = vk_expression_disjunction(p);
        if (!test || !vk_parser_push(p, test))
            return false;
    }
    *list = vk_parser_list(p, mark);
    return true;
}

/* for TARGET in ITERABLE if CONDITION ... */
static viv_node generator(vk_parser *p) {
    vk_place from = p->token.from;
    bool async = vk_parser_accept(p, VK_T_ASYNC);
    viv_node target, iterable;
    uint64_t tests;

    if (!vk_parser_at(p, VK_T_FOR))
        return vk_parser_fail(p);
    target = display(p, generator_target, vk_diagnose_generator);
    if (!target)
        return 0;
    vk_parser_next(p);
    iterable = vk_expression_disjunction(p);
    if (!iterable || !conditions(p, &tests))
        return 0;
    return VK_NODE(p, from, comprehension, target, iterable, tests, async);
}

bool vk_display_generators(vk_parser *p, uint64_t *list) {
    uint32_t mark = p->stack_used;

    while (vk_display_at_generators(p)) {
        viv_node next = generator(p);
        if (!next || !vk_parser_push(p, next))
            return false;
    }
    *list = vk_parser_list(p, mark);
    return *list != 0;
}

/* The rest of a comprehension of [kind] after its element. Each sort of
 * comprehension is the display of its kind with generators in place of further
 * items. */
static viv_node comprehension(vk_parser *p, vk_place from, int kind,
                              viv_node element) {
    vk_token_kind closing = kind == VIV_ListComp       ? VK_T_RIGHT_BRACKET
                            : kind == VIV_GeneratorExp ? VK_T_RIGHT_PAREN
                                                       : VK_T_RIGHT_BRACE;
    uint64_t generators;

    if (vk_parser_kind(p, element) == VIV_Starred)
        return vk_parser_fail(p);
    if (!vk_display_generators(p, &generators) || !vk_parser_expect(p, closing))
        return 0;
    return vk_parser_make(p, from, kind, 2, (uint64_t[]){element, generators});
}

/* Sequences */

/* Pushes items as long as commas follow; [first] is pushed already. */
static bool more_items(vk_parser *p) {
    while (vk_parser_accept(p, VK_T_COMMA)) {
        viv_node item;

        if (!begins_item(p))
            return true;
        item = vk_expression_star_named(p);
        if (!item || !vk_parser_push(p, item))
            return false;
    }
    return true;
}

/* (), a group, a tuple or a generator. */
static viv_node paren(vk_parser *p) {
    vk_place from = p->token.from;
    uint32_t mark = p->stack_used;
    viv_node first;
    uint64_t items;

    vk_parser_next(p);
    if (vk_parser_accept(p, VK_T_RIGHT_PAREN))
        return VK_NODE(p, from, Tuple, 0, VIV_Load);
    if (vk_parser_at(p, VK_T_YIELD)) {
        first = vk_expression_yield(p);
        return first && vk_parser_expect(p, VK_T_RIGHT_PAREN) ? first : 0;
    }
    first = vk_expression_star_named(p);
    if (!first)
        return 0;
    if (vk_display_at_generators(p))
        return comprehension(p, from, VIV_GeneratorExp, first);
    if (!vk_parser_at(p, VK_T_COMMA)) {
        if (vk_parser_kind(p, first) == VIV_Starred)
            return vk_parser_fail(p);
        return vk_parser_expect(p, VK_T_RIGHT_PAREN) ? first : 0;
    }
    if (!vk_parser_push(p, first) || !more_items(p) ||
        !vk_parser_expect(p, VK_T_RIGHT_PAREN))
        return 0;
    items = vk_parser_list(p, mark);
    return VK_NODE(p, from, Tuple, items, VIV_Load);
}

/* A list or its comprehension. */
static viv_node bracket(vk_parser *p) {
    vk_place from = p->token.from;
    uint32_t mark = p->stack_used;
    viv_node first;
    uint64_t items;

    vk_parser_next(p);
    if (vk_parser_accept(p, VK_T_RIGHT_BRACKET))
        return VK_NODE(p, from, List, 0, VIV_Load);
    first = vk_expression_star_named(p);
    if (!first)
        return 0;
    if (vk_display_at_generators(p))
        return comprehension(p, from, VIV_ListComp, first);
    if (!vk_parser_push(p, first) || !more_items(p) ||
        !vk_parser_expect(p, VK_T_RIGHT_BRACKET))
        return 0;
    items = vk_parser_list(p, mark);
    return VK_NODE(p, from, List, items, VIV_Load);
}

/* Dictionaries and sets */

enum { TAG_KEY = 1, TAG_VALUE = 2 };

static bool push_pair(vk_parser *p, viv_node key, viv_node value) {
    return value && vk_parser_push(p, (uint64_t)TAG_KEY << 32 | key) &&
           vk_parser_push(p, (uint64_t)TAG_VALUE << 32 | value);
}

/* **mapping or key: value; the comprehension's pair is told by [key]. */
static bool pair(vk_parser *p, viv_node *key, viv_node *value) {
    *key = 0;
    if (vk_parser_accept(p, VK_T_DOUBLE_STAR)) {
        *value = vk_expression_bitwise(p);
        return *value != 0;
    }
    *key = vk_expression(p);
    if (!*key || !vk_parser_expect(p, VK_T_COLON))
        return false;
    *value = vk_expression(p);
    return *value != 0;
}

static viv_node dict(vk_parser *p, vk_place from, uint32_t mark) {
    uint64_t keys, values;

    while (vk_parser_accept(p, VK_T_COMMA)) {
        viv_node key, value;

        if (vk_parser_at(p, VK_T_RIGHT_BRACE))
            break;
        if (!pair(p, &key, &value) || !push_pair(p, key, value))
            return 0;
    }
    if (!vk_parser_expect(p, VK_T_RIGHT_BRACE))
        return 0;
    keys = vk_parser_tagged(p, mark, TAG_KEY);
    values = vk_parser_tagged(p, mark, TAG_VALUE);
    p->stack_used = mark;
    return VK_NODE(p, from, Dict, keys, values);
}

static viv_node dict_comprehension(vk_parser *p, vk_place from, viv_node key,
                                   viv_node value) {
    uint64_t generators;

    if (!vk_display_generators(p, &generators) ||
        !vk_parser_expect(p, VK_T_RIGHT_BRACE))
        return 0;
    return VK_NODE(p, from, DictComp, key, value, generators);
}

/* After "{" when a pair begins with "**" or [key] and a colon. */
static viv_node pairs(vk_parser *p, vk_place from, viv_node key) {
    uint32_t mark = p->stack_used;
    viv_node value;

    vk_parser_next(p);
    value = key ? vk_expression(p) : vk_expression_bitwise(p);
    if (!value)
        return 0;
    if (key && vk_display_at_generators(p))
        return dict_comprehension(p, from, key, value);
    return push_pair(p, key, value) ? dict(p, from, mark) : 0;
}

/* The first item was read before it was known to be no key. */
static viv_node set(vk_parser *p, vk_place from, viv_node first) {
    uint32_t mark = p->stack_used;
    uint64_t items;

    if (vk_display_at_generators(p))
        return comprehension(p, from, VIV_SetComp, first);
    if (!vk_parser_push(p, first) || !more_items(p) ||
        !vk_parser_expect(p, VK_T_RIGHT_BRACE))
        return 0;
    items = vk_parser_list(p, mark);
    return VK_NODE(p, from, Set, items);
}

/* A dictionary, a set, or a comprehension of one of them. */
static viv_node brace(vk_parser *p) {
    vk_place from = p->token.from, at;
    viv_node first;

    vk_parser_next(p);
    if (vk_parser_accept(p, VK_T_RIGHT_BRACE))
        return VK_NODE(p, from, Dict, 0, 0);
    if (vk_parser_at(p, VK_T_DOUBLE_STAR))
        return pairs(p, from, 0);
    at = p->token.from;
    first = vk_expression_star_named(p);
    if (!first)
        return 0;
    if (!vk_parser_at(p, VK_T_COLON))
        return set(p, from, first);
    if (vk_parser_kind(p, first) == VIV_Starred ||
        (vk_parser_kind(p, first) == VIV_NamedExpr &&
         vk_parser_begins_at(p, first, at)))
        return vk_parser_fail(p);
    return pairs(p, from, first);
}

viv_node vk_display_paren(vk_parser *p) {
    return display(p, paren, vk_diagnose_paren);
}

viv_node vk_display_bracket(vk_parser *p) {
    return display(p, bracket, vk_diagnose_bracket);
}

viv_node vk_display_brace(vk_parser *p) {
    return display(p, brace, vk_diagnose_brace);
}

/* Arguments */

static bool push_tagged(vk_parser *p, viv_node node, uint32_t tag) {
    return node && vk_parser_push(p, (uint64_t)tag << 32 | node);
}

static bool star_argument(vk_parser *p) {
    vk_place from = p->token.from;
    viv_node value;

    vk_parser_next(p);
    value = vk_expression(p);
    if (!value && vk_parser_diagnoses(p))
        vk_diagnose_star(p);
    return value && push_tagged(p, VK_NODE(p, from, Starred, value, VIV_Load),
                                VK_TAG_POSITIONAL);
}

static bool double_star_argument(vk_parser *p) {
    vk_place from = p->token.from;
    viv_node value;

    vk_parser_next(p);
    value = vk_expression(p);
    return value &&
           push_tagged(p, VK_NODE(p, from, keyword, 0, value), VK_TAG_KEYWORD);
}

static bool keyword_argument(vk_parser *p, viv_node name, vk_place from) {
    viv_node value;

    vk_parser_next(p);
    value = vk_expression(p);
    return value &&
           push_tagged(
               p, VK_NODE(p, from, keyword, vk_parser_word(p, name, 0), value),
               VK_TAG_KEYWORD);
}

/* Which arguments may still follow. */
typedef enum argument_stage { PLAIN, NAMED, UNPACKED } argument_stage;

/* f(x for x in y): the parentheses are the generator's. */
static bool generator_argument(vk_parser *p, viv_node element, vk_place from) {
    uint64_t generators;
    vk_place last;
    viv_node node;

    if (!vk_display_generators(p, &generators))
        return false;
    if (!vk_parser_at(p, VK_T_RIGHT_PAREN)) {
        vk_parser_fail(p);
        return false;
    }
    last = p->last;
    p->last = p->token.to;
    node = VK_NODE(p, from, GeneratorExp, element, generators);
    p->last = last;
    return push_tagged(p, node, VK_TAG_POSITIONAL);
}

/* Positional, named, or the generator that a call with one argument may be. */
static bool plain_argument(vk_parser *p, argument_stage *stage,
                           vk_place paren_from, bool only) {
    vk_place from = p->token.from;
    bool name = vk_parser_at(p, VK_T_NAME);
    viv_node value =
        *stage == PLAIN || name ? vk_expression_argument(p) : vk_parser_fail(p);

    name = name && vk_parser_kind(p, value) == VIV_Name;
    if (value && name && vk_parser_at(p, VK_T_ASSIGN)) {
        if (*stage == PLAIN)
            *stage = NAMED;
        return keyword_argument(p, value, from);
    }
    if (value && only && vk_display_at_generators(p))
        return generator_argument(p, value, paren_from);
    if (*stage != PLAIN) {
        vk_parser_fail(p);
        return false;
    }
    return push_tagged(p, value, VK_TAG_POSITIONAL);
}

static bool argument(vk_parser *p, argument_stage *stage, vk_place paren_from,
                     bool only) {
    if (vk_parser_at(p, VK_T_DOUBLE_STAR)) {
        *stage = UNPACKED;
        return double_star_argument(p);
    }
    if (vk_parser_at(p, VK_T_STAR) && *stage != UNPACKED)
        return star_argument(p);
    return plain_argument(p, stage, paren_from, only);
}

/* The token is the opening parenthesis. Order of arguments (reference 6.3.4):
 * positional before keywords, `*x` nearly anywhere, nothing positional behind
 * `**x`. Tagged as they come, sorted into two lists at the end. */
static bool arguments(vk_parser *p) {
    vk_place paren_from = p->token.from;
    argument_stage stage = PLAIN;
    bool only = true;

    vk_parser_next(p);
    while (!vk_parser_at(p, VK_T_RIGHT_PAREN)) {
        if (vk_parser_diagnoses(p) && !vk_diagnose_argument(p))
            return false;
        if (!argument(p, &stage, paren_from, only))
            return false;
        only = false;
        if (!vk_parser_accept(p, VK_T_COMMA))
            break;
    }
    return vk_parser_expect(p, VK_T_RIGHT_PAREN);
}

static viv_node argument_list(vk_parser *p) {
    return arguments(p);
}

bool vk_display_arguments(vk_parser *p) {
    return display(p, argument_list, vk_diagnose_arguments) != 0;
}

/* A class takes the arguments of a call, but no bare generator. */
bool vk_display_bases(vk_parser *p) {
    vk_parser_mark before = vk_parser_here(p);
    uint32_t mark = p->stack_used;
    uint64_t first;

    if (!vk_display_arguments(p))
        return false;
    first = p->stack_used > mark
                ? *(uint64_t *)vk_at(p->vm, p->stack + mark * 8)
                : 0;
    if (vk_parser_kind(p, (viv_node)first) != VIV_GeneratorExp ||
        !vk_parser_begins_at(p, (viv_node)first, before.token.from))
        return true;
    vk_parser_back(p, &before);
    vk_parser_next(p);
    vk_expression(p);
    vk_parser_fail(p);
    return false;
}

viv_node vk_display_call(vk_parser *p, viv_node function, vk_place from) {
    uint32_t mark = p->stack_used;
    uint64_t positional, keywords;

    if (!vk_display_arguments(p))
        return 0;
    if (p->stack_used == mark)
        return VK_NODE(p, from, Call, function, 0, 0);
    positional = vk_parser_tagged(p, mark, VK_TAG_POSITIONAL);
    keywords = vk_parser_tagged(p, mark, VK_TAG_KEYWORD);
    p->stack_used = mark;
    return VK_NODE(p, from, Call, function, positional, keywords);
}

/* Indexes */

static bool begins_slice_part(const vk_parser *p) {
    return vk_expression_begins(p->token.kind);
}

static bool slice_part(vk_parser *p, viv_node *part) {
    *part = 0;
    if (!begins_slice_part(p))
        return true;
    *part = vk_expression(p);
    return *part != 0;
}

static viv_node slice_rest(vk_parser *p, vk_place from, viv_node lower) {
    viv_node upper, step = 0;

    if (!vk_parser_expect(p, VK_T_COLON) || !slice_part(p, &upper))
        return 0;
    if (vk_parser_accept(p, VK_T_COLON) && !slice_part(p, &step))
        return 0;
    return VK_NODE(p, from, Slice, lower, upper, step);
}

static viv_node star_index(vk_parser *p) {
    vk_place from = p->token.from;
    viv_node value;

    vk_parser_next(p);
    value = vk_expression(p);
    if (!value && vk_parser_diagnoses(p))
        vk_diagnose_star(p);
    return value ? VK_NODE(p, from, Starred, value, VIV_Load) : 0;
}

/* An expression, a slice, or *x. */
static viv_node index_item(vk_parser *p) {
    vk_place from = p->token.from;
    viv_node first;

    if (vk_parser_at(p, VK_T_STAR))
        return star_index(p);
    if (vk_parser_at(p, VK_T_COLON))
        return slice_rest(p, from, 0);
    first = vk_expression_named(p);
    if (!first || !vk_parser_at(p, VK_T_COLON))
        return first;
    if (vk_parser_kind(p, first) == VIV_NamedExpr &&
        vk_parser_begins_at(p, first, from))
        return vk_parser_fail(p);
    return slice_rest(p, from, first);
}

/* One index, or a tuple of them; a starred one always makes a tuple. `a[1:2,
 * 3]` is a tuple of a slice and a number. */
static viv_node index_list(vk_parser *p) {
    vk_place from = p->token.from;
    uint32_t mark = p->stack_used;
    viv_node item = index_item(p);
    bool single = vk_parser_kind(p, item) != VIV_Starred;
    uint64_t items;

    if (!item || (single && !vk_parser_at(p, VK_T_COMMA)))
        return item;
    vk_parser_push(p, item);
    while (vk_parser_accept(p, VK_T_COMMA) &&
           !vk_parser_at(p, VK_T_RIGHT_BRACKET)) {
        item = index_item(p);
        if (!item)
            return 0;
        vk_parser_push(p, item);
    }
    items = vk_parser_list(p, mark);
    return VK_NODE(p, from, Tuple, items, VIV_Load);
}

viv_node vk_display_subscript(vk_parser *p, viv_node value, vk_place from) {
    viv_node index;

    vk_parser_next(p);
    index = index_list(p);
    if (!index || !vk_parser_expect(p, VK_T_RIGHT_BRACKET))
        return 0;
    return VK_NODE(p, from, Subscript, value, index, VIV_Load);
}
