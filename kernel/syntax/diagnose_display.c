/* diagnose_display.c - mistakes in displays, comprehensions and calls.
 *
 * Each function is called where a display or call did not fit, and reads the
 * same text again with one mistake in mind. It must leave the parser where it
 * was, or with an error set.
 */
#include "syntax/diagnose.h"

static bool generators(vk_parser *p) {
    uint64_t list;

    return vk_display_at_generators(p) && vk_display_generators(p, &list);
}

void vk_diagnose_star(vk_parser *p) {
    vk_diagnose_token(p, "Invalid star expression");
}

/* Comprehensions; these stand at the bracket and may leave it. */

static void starred_element(vk_parser *p) {
    vk_place from, to;

    vk_parser_next(p);
    from = p->token.from;
    if (!vk_parser_accept(p, VK_T_STAR))
        return;
    if (!vk_expression(p)) {
        vk_diagnose_star(p);
        return;
    }
    to = p->last;
    if (generators(p))
        vk_diagnose_say(p, from, to,
                        "iterable unpacking cannot be used in comprehension");
}

/* [a, b for ...] */
static void bare_tuple_element(vk_parser *p) {
    vk_place from, to;

    vk_parser_next(p);
    from = p->token.from;
    if (!vk_expression_star_named(p) || !vk_parser_at(p, VK_T_COMMA))
        return;
    while (vk_parser_accept(p, VK_T_COMMA)) {
        to = p->last;
        if (vk_display_at_generators(p))
            break;
        if (!vk_expression_star_named(p))
            return;
        to = p->last;
    }
    if (generators(p))
        vk_diagnose_say(p, from, to,
                        "did you forget parentheses around the comprehension "
                        "target?");
}

static void comprehension(vk_parser *p, bool tuple) {
    vk_parser_mark begin = vk_parser_here(p);

    starred_element(p);
    vk_parser_back(p, &begin);
    if (tuple && !vk_parser_raised(p))
        bare_tuple_element(p);
    vk_parser_back(p, &begin);
}

/* (*a) and (**a) */
static void starred_group(vk_parser *p) {
    vk_parser_mark begin = vk_parser_here(p);
    vk_place from, to;
    bool twice;

    vk_parser_next(p);
    from = p->token.from;
    to = p->token.to;
    twice = vk_parser_at(p, VK_T_DOUBLE_STAR);
    if (twice)
        vk_parser_next(p);
    if ((twice || vk_parser_at(p, VK_T_STAR)) &&
        (twice || vk_parser_accept(p, VK_T_STAR)) && vk_expression(p)) {
        if (vk_parser_at(p, VK_T_RIGHT_PAREN))
            vk_diagnose_say(p, from, twice ? to : p->last,
                            twice ? "cannot use double starred expression here"
                                  : "cannot use starred expression here");
    }
    vk_parser_back(p, &begin);
}

void vk_diagnose_paren(vk_parser *p) {
    starred_group(p);
    if (!vk_parser_raised(p))
        comprehension(p, false);
}

void vk_diagnose_bracket(vk_parser *p) {
    comprehension(p, true);
}

/* Dictionaries */

static void bad_key(vk_parser *p, vk_place from, viv_node key) {
    vk_place at = vk_parser_to(p, key);

    at.column -= at.column > 0;
    at.line = from.line;
    vk_diagnose_say(p, at, at, "':' expected after dictionary key");
    p->lexer.error->end_offset = 0;
}

/* What is wrong behind a key's colon. */
static void bad_value(vk_parser *p, const vk_token *colon) {
    vk_place from = p->token.from;

    if (vk_parser_at(p, VK_T_RIGHT_BRACE) || vk_parser_at(p, VK_T_COMMA)) {
        vk_diagnose_say(p, colon->from, colon->to,
                        "expression expected after dictionary key and ':'");
    } else if (vk_parser_accept(p, VK_T_STAR) && vk_expression_bitwise(p)) {
        vk_diagnose_from(p, from,
                         "cannot use a starred expression in a dictionary "
                         "value");
    }
}

/* One pair; false at what does not fit. */
static bool pair(vk_parser *p, bool first) {
    vk_place from = p->token.from;
    vk_parser_mark behind;
    vk_token colon;
    viv_node key;

    if (vk_parser_accept(p, VK_T_DOUBLE_STAR))
        return vk_expression_bitwise(p) != 0;
    key = vk_expression(p);
    if (!key)
        return false;
    colon = p->token;
    if (!vk_parser_accept(p, VK_T_COLON)) {
        if (!first)
            bad_key(p, from, key);
        return false;
    }
    behind = vk_parser_here(p);
    if (vk_expression_begins(p->token.kind) && vk_expression(p))
        return true;
    vk_parser_back(p, &behind);
    bad_value(p, &colon);
    return false;
}

static void pairs(vk_parser *p) {
    bool first = true;

    vk_parser_next(p);
    while (pair(p, first) && vk_parser_accept(p, VK_T_COMMA) &&
           !vk_parser_at(p, VK_T_RIGHT_BRACE))
        first = false;
}

static void unpacked_comprehension(vk_parser *p) {
    vk_place from, to;

    vk_parser_next(p);
    from = p->token.from;
    to = p->token.to;
    if (vk_parser_accept(p, VK_T_DOUBLE_STAR) && vk_expression_bitwise(p) &&
        generators(p) && vk_parser_at(p, VK_T_RIGHT_BRACE))
        vk_diagnose_say(p, from, to,
                        "dict unpacking cannot be used in dict comprehension");
}

void vk_diagnose_brace(vk_parser *p) {
    vk_parser_mark begin = vk_parser_here(p);

    pairs(p);
    vk_parser_back(p, &begin);
    if (!vk_parser_raised(p))
        unpacked_comprehension(p);
    vk_parser_back(p, &begin);
    if (!vk_parser_raised(p))
        comprehension(p, true);
}

/* Arguments */

/* True = a, None = a */
static bool constant_keyword(vk_parser *p) {
    vk_parser_mark here = vk_parser_here(p);
    vk_token word = p->token;

    if (word.kind != VK_T_TRUE && word.kind != VK_T_FALSE &&
        word.kind != VK_T_NONE)
        return true;
    vk_parser_next(p);
    if (vk_parser_at(p, VK_T_ASSIGN))
        vk_diagnose_say(p, word.from, p->token.to, "cannot assign to %s",
                        vk_lexer_spelling(word.kind));
    vk_parser_back(p, &here);
    return !vk_parser_raised(p);
}

/* *a = b and **a = b: "positions at the star". */
static bool starred_keyword(vk_parser *p) {
    vk_parser_mark here = vk_parser_here(p);
    vk_place from = p->token.from;
    bool twice = vk_parser_at(p, VK_T_DOUBLE_STAR);

    vk_parser_next(p);
    if (vk_expression(p) && vk_parser_accept(p, VK_T_ASSIGN) &&
        vk_expression(p))
        vk_diagnose_say(p, from, p->last,
                        "cannot assign to %s argument unpacking",
                        twice ? "keyword" : "iterable");
    vk_parser_back(p, &here);
    return !vk_parser_raised(p);
}

/* name = with nothing or a generator behind it. */
static bool named_keyword(vk_parser *p, vk_place from) {
    vk_parser_mark here = vk_parser_here(p);
    vk_place to = p->token.to;

    vk_parser_next(p);
    if (vk_parser_at(p, VK_T_COMMA) || vk_parser_at(p, VK_T_RIGHT_PAREN))
        vk_diagnose_say(p, from, to, "expected argument value expression");
    else if (vk_expression(p) && generators(p))
        vk_diagnose_say(p, from, to,
                        "invalid syntax. Maybe you meant '==' or ':=' instead "
                        "of '='?");
    vk_parser_back(p, &here);
    return !vk_parser_raised(p);
}

/* Before an argument is read; false: said. */
bool vk_diagnose_argument(vk_parser *p) {
    vk_parser_mark here = vk_parser_here(p);
    vk_place from = p->token.from;
    bool name = vk_parser_at(p, VK_T_NAME), fine = true;
    viv_node node;

    if (vk_parser_at(p, VK_T_STAR) || vk_parser_at(p, VK_T_DOUBLE_STAR))
        return starred_keyword(p);
    if (!constant_keyword(p))
        return false;
    if (!vk_expression_begins(p->token.kind))
        return true;
    node = vk_expression_argument(p);
    if (node && vk_parser_at(p, VK_T_ASSIGN)) {
        if (name && vk_parser_kind(p, node) == VIV_Name)
            fine = named_keyword(p, from);
        else
            vk_diagnose_say(p, from, p->token.to,
                            "expression cannot contain assignment, perhaps you "
                            "meant \"==\"?");
    }
    vk_parser_back(p, &here);
    return fine && !vk_parser_raised(p);
}

/* What was seen of the arguments so far. */
typedef struct call {
    uint32_t count;
    bool keyword, unpacked; /* the last keyword was **mapping */
    bool misplaced;         /* a plain argument stood behind keywords */
    bool behind_unpacked;   /* ... one of them **mapping */
    bool star;              /* a starred one behind **mapping */
    vk_place comma;         /* before it */
} call;

static bool keyword_value(vk_parser *p) {
    vk_parser_next(p);
    return vk_expression(p) != 0;
}

static bool plain(vk_parser *p, call *c) {
    vk_place from = p->token.from;
    bool name = vk_parser_at(p, VK_T_NAME);
    viv_node node = vk_expression_argument(p);

    if (!node)
        return false;
    if (name && vk_parser_kind(p, node) == VIV_Name &&
        vk_parser_at(p, VK_T_ASSIGN)) {
        c->keyword = true;
        return keyword_value(p);
    }
    if (vk_display_at_generators(p) && generators(p) &&
        (c->count || vk_parser_at(p, VK_T_COMMA))) {
        vk_diagnose_say(p, from, p->last,
                        "Generator expression must be parenthesized");
        return false;
    }
    if (!c->misplaced)
        c->behind_unpacked = c->unpacked;
    c->misplaced |= c->keyword || c->unpacked;
    return true;
}

static bool one_argument(vk_parser *p, call *c) {
    if (vk_parser_accept(p, VK_T_DOUBLE_STAR)) {
        c->unpacked = true;
        return vk_expression(p) != 0;
    }
    if (vk_parser_accept(p, VK_T_STAR)) {
        c->star |= c->unpacked && !c->misplaced;
        return vk_expression(p) != 0;
    }
    return plain(p, c);
}

/* Reads on as long as arguments of the kind that was misplaced follow. */
static void misplaced(vk_parser *p, call *c) {
    if (c->star)
        vk_diagnose_from(p, c->comma,
                         "iterable argument unpacking follows keyword argument "
                         "unpacking");
    else if (c->misplaced)
        vk_diagnose_token(p, c->behind_unpacked
                                 ? "positional argument follows keyword "
                                   "argument unpacking"
                                 : "positional argument follows keyword "
                                   "argument");
}

/* The token is the opening parenthesis. */
void vk_diagnose_arguments(vk_parser *p) {
    call c = {0};

    vk_parser_next(p);
    while (!vk_parser_at(p, VK_T_RIGHT_PAREN)) {
        bool starred = vk_parser_at(p, VK_T_STAR);

        if (c.star && !starred) {
            break;
        }
        if (!one_argument(p, &c))
            break;
        c.count++;
        if (!vk_parser_at(p, VK_T_COMMA))
            break;
        if (!c.star)
            c.comma = p->token.from;
        vk_parser_next(p);
    }
    misplaced(p, &c);
}
