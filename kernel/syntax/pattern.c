/* pattern.c - match statements and their patterns.
 *
 * PEP 634. `match`, `case` and `_` are soft keywords: names everywhere but
 * here. Whether a line that begins with "match" is a statement is decided by
 * looking ahead, without a tree: `match (x):` is one, `match (x)` is a call.
 */
#include "syntax/diagnose.h"
#include "syntax/literal.h"

static viv_node pattern(vk_parser *p);

/* Is it a statement? */

/* What may follow the word "match" as a subject only. */
static bool only_subject(uint32_t kind) {
    switch (kind) {
    case VK_T_LEFT_PAREN:
    case VK_T_LEFT_BRACKET:
    case VK_T_MINUS:
    case VK_T_PLUS:
    case VK_T_STAR:
    case VK_T_NOT:
        return false;
    default:
        return vk_expression_begins(kind);
    }
}

/* The token behind "match" may go on either way: a statement's line ends in a
 * colon. The text ahead is only looked at; its errors come when it is read. */
static bool line_ends_in_colon(vk_parser *p) {
    vk_syntax_error *error = p->lexer.error, ignored;
    bool quiet = p->lexer.quiet, colon = false;
    vk_token token = p->token;

    ignored.set = false;
    p->lexer.error = &ignored;
    p->lexer.quiet = true;
    while (token.kind != VK_T_ERROR && token.kind != VK_T_NEWLINE &&
           token.kind != VK_T_END) {
        colon = token.kind == VK_T_COLON;
        if (token.kind == VK_T_FSTRING && !vk_fstring_skip(&p->lexer, &token))
            break;
        vk_lexer_next(&p->lexer, &token);
    }
    p->lexer.error = error;
    p->lexer.quiet = quiet;
    return colon && token.kind == VK_T_NEWLINE;
}

bool vk_pattern_is_match(vk_parser *p) {
    vk_parser_mark here = vk_parser_here(p);
    uint32_t kind;
    bool match;

    vk_parser_next(p);
    kind = p->token.kind;
    match = only_subject(kind);
    if (kind == VK_T_NOT) { /* unless "not in" follows */
        vk_parser_next(p);
        match = !vk_parser_at(p, VK_T_IN);
        kind = VK_T_ERROR;
    }
    if (!match && (vk_expression_begins(kind) || kind == VK_T_STAR))
        match = line_ends_in_colon(p);
    vk_parser_back(p, &here);
    return match;
}

/* Values */

/* [minus] NUMBER, whose token is told. */
static viv_node number(vk_parser *p, vk_token *digits) {
    vk_place from = p->token.from;
    bool minus = vk_parser_accept(p, VK_T_MINUS);
    viv_node value;

    *digits = p->token;
    if (!vk_parser_at(p, VK_T_NUMBER))
        return vk_parser_fail(p);
    value = vk_literal_number(p);
    return value && minus ? VK_NODE(p, from, UnaryOp, VIV_USub, value) : value;
}

/* A number, or real and imaginary part. */
static viv_node complex(vk_parser *p) {
    vk_place from = p->token.from;
    vk_token digits;
    viv_node left = number(p, &digits), right;
    int op = vk_parser_at(p, VK_T_PLUS)    ? VIV_Add
             : vk_parser_at(p, VK_T_MINUS) ? VIV_Sub
                                           : 0;

    if (!left || !op)
        return left;
    if (!vk_diagnose_real_part(p, &digits))
        return 0;
    vk_parser_next(p);
    digits = p->token;
    if (!vk_parser_at(p, VK_T_NUMBER))
        return vk_parser_fail(p);
    right = vk_literal_number(p);
    if (!right || !vk_diagnose_imaginary_part(p, &digits))
        return 0;
    return VK_NODE(p, from, BinOp, left, op, right);
}

static viv_node value_pattern(vk_parser *p, vk_place from, viv_node value) {
    return value ? VK_NODE(p, from, MatchValue, value) : 0;
}

/* None, True and False are compared by identity. */
static viv_node singleton(vk_parser *p, viv_value value) {
    vk_place from = p->token.from;

    vk_parser_next(p);
    return VK_NODE(p, from, MatchSingleton, value.bits);
}

/* NAME.NAME ... after the first name. */
static viv_node dotted(vk_parser *p, vk_place from, viv_node value) {
    while (vk_parser_accept(p, VK_T_DOT)) {
        uint64_t name;

        if (!vk_parser_at(p, VK_T_NAME))
            return vk_parser_fail(p);
        name = vk_parser_name(p, &p->token);
        vk_parser_next(p);
        value = VK_NODE(p, from, Attribute, value, name, VIV_Load);
    }
    return value;
}

/* Classes */

/* NAME = PATTERN, told from a pattern by the token behind the name. */
static bool is_named(vk_parser *p) {
    vk_parser_mark here = vk_parser_here(p);
    bool named;

    if (!vk_parser_at(p, VK_T_NAME))
        return false;
    vk_parser_next(p);
    named = vk_parser_at(p, VK_T_ASSIGN);
    vk_parser_back(p, &here);
    return named;
}

static bool named_argument(vk_parser *p) {
    uint64_t name = vk_parser_name(p, &p->token);
    viv_node node;

    vk_parser_next(p);
    vk_parser_next(p);
    node = pattern(p);
    return node && vk_parser_push(p, name) && vk_parser_push(p, node);
}

/* Pushes patterns, which [plain] counts, then names and patterns by turns. */
static bool class_arguments(vk_parser *p, uint32_t *plain) {
    vk_place from = {0, 0}, to = from;
    bool named = false;

    for (*plain = 0; !vk_parser_at(p, VK_T_RIGHT_PAREN);) {
        vk_place here = p->token.from;

        if (is_named(p)) {
            if (from.line)
                break;
            named = true;
            if (!named_argument(p))
                return false;
        } else {
            viv_node node = pattern(p);
            if (!node || !vk_parser_push(p, node))
                return false;
            if (named && !from.line)
                from = here;
            to = p->last;
            ++*plain;
        }
        if (!vk_parser_accept(p, VK_T_COMMA))
            break;
    }
    if (!from.line)
        return vk_parser_expect(p, VK_T_RIGHT_PAREN);
    vk_diagnose_positional_pattern(p, from, to);
    return false;
}

/* Pushes copies of every second item of [first, end). */
static void push_every_second(vk_parser *p, uint32_t first, uint32_t end) {
    for (; first < end; first += 2)
        vk_parser_push(p, *(uint64_t *)vk_at(p->vm, p->stack + first * 8));
}

/* CLASS(patterns, name=pattern) */
static viv_node class_pattern(vk_parser *p, vk_place from, viv_node class) {
    uint32_t mark = p->stack_used, plain, end;
    uint64_t patterns, names, named;

    vk_parser_next(p);
    if (!class_arguments(p, &plain))
        return 0;
    end = p->stack_used;
    push_every_second(p, mark + plain, end);
    names = vk_parser_names(p, end);
    push_every_second(p, mark + plain + 1, end);
    named = vk_parser_list(p, end);
    p->stack_used = mark + plain;
    patterns = vk_parser_list(p, mark);
    return VK_NODE(p, from, MatchClass, class, patterns, names, named);
}

/* A name: the wildcard, a capture, a value with dots, or a class. A name
 * captures, a dotted name compares, a name with parentheses is a class. */
static viv_node name_pattern(vk_parser *p) {
    vk_place from = p->token.from;
    bool wildcard = vk_parser_is_word(p, "_");
    viv_node name = vk_parser_name_node(p, VIV_Load);

    if (vk_parser_at(p, VK_T_DOT)) {
        name = dotted(p, from, name);
        if (name && !vk_parser_at(p, VK_T_LEFT_PAREN))
            return value_pattern(p, from, name);
    }
    if (!name)
        return 0;
    if (vk_parser_at(p, VK_T_LEFT_PAREN))
        return class_pattern(p, from, name);
    return VK_NODE(p, from, MatchAs, 0,
                   wildcard ? 0 : vk_parser_word(p, name, 0));
}

/* Sequences */

static viv_node star_pattern(vk_parser *p) {
    vk_place from = p->token.from;
    uint64_t name;

    if (!vk_parser_accept(p, VK_T_STAR))
        return pattern(p);
    if (!vk_parser_at(p, VK_T_NAME))
        return vk_parser_fail(p);
    name = vk_parser_is_word(p, "_") ? 0 : vk_parser_name(p, &p->token);
    vk_parser_next(p);
    return VK_NODE(p, from, MatchStar, name);
}

/* Parenthesised or not, a comma makes a sequence. */
static bool push_sequence(vk_parser *p, vk_token_kind closing) {
    do {
        viv_node item;

        if (vk_parser_at(p, closing))
            return true;
        item = star_pattern(p);
        if (!item || !vk_parser_push(p, item))
            return false;
    } while (vk_parser_accept(p, VK_T_COMMA));
    return true;
}

/* [a, b], (a, b), or a pattern in parentheses. */
static viv_node sequence(vk_parser *p, vk_token_kind closing) {
    vk_place from = p->token.from;
    uint32_t mark = p->stack_used;
    viv_node first;

    vk_parser_next(p);
    if (!vk_parser_at(p, closing)) {
        first = star_pattern(p);
        if (!first)
            return 0;
        if (closing == VK_T_RIGHT_PAREN && vk_parser_at(p, closing) &&
            vk_parser_kind(p, first) != VIV_MatchStar) {
            vk_parser_next(p);
            return first;
        }
        vk_parser_push(p, first);
        if (vk_parser_at(p, closing) ? closing == VK_T_RIGHT_PAREN
                                     : !vk_parser_expect(p, VK_T_COMMA))
            return vk_parser_fail(p);
        if (!push_sequence(p, closing))
            return 0;
    }
    if (!vk_parser_expect(p, closing))
        return 0;
    return VK_NODE(p, from, MatchSequence, vk_parser_list(p, mark));
}

/* Mappings */

enum { TAG_KEY = 1, TAG_PATTERN };

static bool begins_number(const vk_parser *p) {
    return vk_parser_at(p, VK_T_NUMBER) || vk_parser_at(p, VK_T_MINUS);
}

static viv_node constant(vk_parser *p, viv_value value) {
    vk_place from = p->token.from;

    vk_parser_next(p);
    return VK_NODE(p, from, Constant, value.bits, 0);
}

/* A literal or a name with dots. */
static viv_node key(vk_parser *p) {
    vk_place from = p->token.from;
    viv_node name;

    switch (p->token.kind) {
    case VK_T_NUMBER:
    case VK_T_MINUS:
        return complex(p);
    case VK_T_STRING:
    case VK_T_FSTRING:
        return vk_literal_strings(p);
    case VK_T_NONE:
        return constant(p, VIV_NONE);
    case VK_T_TRUE:
        return constant(p, VIV_TRUE);
    case VK_T_FALSE:
        return constant(p, VIV_FALSE);
    default:
        name = vk_parser_name_node(p, VIV_Load);
        if (name && !vk_parser_at(p, VK_T_DOT))
            return vk_parser_fail(p);
        return name ? dotted(p, from, name) : 0;
    }
}

static bool push_pair(vk_parser *p) {
    viv_node name = key(p), node;

    if (!name || !vk_parser_expect(p, VK_T_COLON))
        return false;
    node = pattern(p);
    return node && vk_parser_push(p, (uint64_t)TAG_KEY << 32 | name) &&
           vk_parser_push(p, (uint64_t)TAG_PATTERN << 32 | node);
}

static bool rest(vk_parser *p, uint64_t *name) {
    vk_parser_next(p);
    if (!vk_parser_at(p, VK_T_NAME) || vk_parser_is_word(p, "_")) {
        vk_parser_fail(p);
        return false;
    }
    *name = vk_parser_name(p, &p->token);
    vk_parser_next(p);
    return true;
}

/* {key: pattern, **rest}; the rest must come last. */
static viv_node mapping(vk_parser *p) {
    vk_place from = p->token.from;
    uint32_t mark = p->stack_used;
    uint64_t keys, patterns, name = 0;

    vk_parser_next(p);
    while (!vk_parser_at(p, VK_T_RIGHT_BRACE) && !name) {
        if (!(vk_parser_at(p, VK_T_DOUBLE_STAR) ? rest(p, &name)
                                                : push_pair(p)))
            return 0;
        if (!vk_parser_accept(p, VK_T_COMMA))
            break;
    }
    if (!vk_parser_expect(p, VK_T_RIGHT_BRACE))
        return 0;
    keys = vk_parser_tagged(p, mark, TAG_KEY);
    patterns = vk_parser_tagged(p, mark, TAG_PATTERN);
    p->stack_used = mark;
    return VK_NODE(p, from, MatchMapping, keys, patterns, name);
}

/* Patterns */

/* A pattern that needs no parentheses anywhere. */
static viv_node closed(vk_parser *p) {
    vk_place from = p->token.from;

    switch (p->token.kind) {
    case VK_T_NAME:
        return name_pattern(p);
    case VK_T_LEFT_PAREN:
        return sequence(p, VK_T_RIGHT_PAREN);
    case VK_T_LEFT_BRACKET:
        return sequence(p, VK_T_RIGHT_BRACKET);
    case VK_T_LEFT_BRACE:
        return mapping(p);
    case VK_T_NONE:
        return singleton(p, VIV_NONE);
    case VK_T_TRUE:
        return singleton(p, VIV_TRUE);
    case VK_T_FALSE:
        return singleton(p, VIV_FALSE);
    case VK_T_STRING:
    case VK_T_FSTRING:
        return value_pattern(p, from, vk_literal_strings(p));
    default:
        return begins_number(p) ? value_pattern(p, from, complex(p))
                                : vk_parser_fail(p);
    }
}

/* a | b | c is one node. That all alternatives bind the same names is the
 * compiler's to check. */
static viv_node alternatives(vk_parser *p) {
    vk_place from = p->token.from;
    uint32_t mark = p->stack_used;
    viv_node node = closed(p);

    if (!node || !vk_parser_at(p, VK_T_PIPE))
        return node;
    vk_parser_push(p, node);
    while (vk_parser_accept(p, VK_T_PIPE)) {
        node = closed(p);
        if (!node || !vk_parser_push(p, node))
            return 0;
    }
    return VK_NODE(p, from, MatchOr, vk_parser_list(p, mark));
}

/* A name that nothing makes more than a name. */
static bool capture_target(vk_parser *p, uint64_t *name) {
    if (vk_parser_is_word(p, "_") || !vk_parser_at(p, VK_T_NAME)) {
        vk_parser_fail(p);
        return false;
    }
    *name = vk_parser_name(p, &p->token);
    vk_parser_next(p);
    if (!vk_parser_at(p, VK_T_DOT) && !vk_parser_at(p, VK_T_LEFT_PAREN) &&
        !vk_parser_at(p, VK_T_ASSIGN))
        return true;
    vk_parser_fail(p);
    return false;
}

/* PATTERN as NAME */
static viv_node pattern(vk_parser *p) {
    vk_place from = p->token.from;
    vk_parser_mark target;
    viv_node node;
    uint64_t name;

    if (!vk_parser_deeper(p))
        return 0;
    node = alternatives(p);
    if (!node || !vk_parser_accept(p, VK_T_AS))
        return node;
    target = vk_parser_here(p);
    if (capture_target(p, &name))
        return VK_NODE(p, from, MatchAs, node, name);
    if (vk_parser_diagnoses(p)) {
        vk_parser_back(p, &target);
        vk_diagnose_pattern_target(p);
    }
    return 0;
}

static bool begins_pattern(const vk_parser *p) {
    return vk_parser_at(p, VK_T_STAR) ||
           (vk_expression_begins(p->token.kind) && !vk_parser_at(p, VK_T_NOT));
}

/* One pattern, or an open sequence. */
static viv_node patterns(vk_parser *p) {
    vk_place from = p->token.from;
    uint32_t mark = p->stack_used;
    viv_node first = star_pattern(p);

    if (!first)
        return 0;
    if (!vk_parser_at(p, VK_T_COMMA))
        return vk_parser_kind(p, first) == VIV_MatchStar ? vk_parser_fail(p)
                                                         : first;
    vk_parser_push(p, first);
    while (vk_parser_accept(p, VK_T_COMMA) && begins_pattern(p)) {
        first = star_pattern(p);
        if (!first || !vk_parser_push(p, first))
            return 0;
    }
    return VK_NODE(p, from, MatchSequence, vk_parser_list(p, mark));
}

/* Statements */

/* case PATTERNS [if GUARD]: BLOCK */
static viv_node match_case(vk_parser *p) {
    uint32_t line = p->token.from.line;
    viv_node node, guard = 0;
    uint64_t body;

    if (!vk_parser_is_word(p, "case"))
        return vk_parser_fail(p);
    vk_parser_next(p);
    node = patterns(p);
    if (!node)
        return 0;
    if (vk_parser_accept(p, VK_T_IF)) {
        guard = vk_expression_named(p);
        if (!guard)
            return 0;
    }
    if (vk_parser_at(p, VK_T_NEWLINE) ? !vk_parser_force(p, VK_T_COLON)
                                      : !vk_parser_expect(p, VK_T_COLON))
        return 0;
    if (!vk_compound_block(p, "'case' statement", line, &body))
        return 0;
    return VK_NODE(p, ((vk_place){0, 0}), match_case, node, guard, body);
}

/* ":" and the line's end; the cases are a block of their own. */
static bool begins_cases(vk_parser *p, uint32_t line) {
    if (vk_parser_at(p, VK_T_NEWLINE))
        return vk_parser_force(p, VK_T_COLON);
    if (!vk_parser_expect(p, VK_T_COLON) || !vk_parser_expect(p, VK_T_NEWLINE))
        return false;
    if (!vk_parser_at(p, VK_T_INDENT)) {
        vk_parser_fail(p);
        if (vk_parser_diagnoses(p))
            vk_diagnose_no_block(p, "'match' statement", line);
        return false;
    }
    vk_parser_next(p);
    return true;
}

viv_node vk_pattern_match(vk_parser *p) {
    vk_place from = p->token.from;
    uint32_t mark = p->stack_used;
    viv_node subject, node;

    vk_parser_next(p);
    subject = vk_expression_subject(p);
    if (!subject || !begins_cases(p, from.line))
        return 0;
    do {
        node = match_case(p);
        if (!node || !vk_parser_push(p, node))
            return 0;
    } while (!vk_parser_at(p, VK_T_DEDENT) && !vk_parser_at(p, VK_T_END));
    vk_parser_accept(p, VK_T_DEDENT);
    return VK_NODE(p, from, Match, subject, vk_parser_list(p, mark));
}
