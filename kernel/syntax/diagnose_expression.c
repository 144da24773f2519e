/* diagnose_expression.c - reading expressions while looking for mistakes. */
#include "syntax/diagnose.h"

/* Brackets that were open where the last token ended. */
static uint32_t open_brackets(const vk_parser *p) {
    uint32_t open = p->lexer.at.brackets;

    switch (p->token.kind) {
    case VK_T_LEFT_PAREN:
    case VK_T_LEFT_BRACKET:
    case VK_T_LEFT_BRACE:
        return open - 1;
    case VK_T_RIGHT_PAREN:
    case VK_T_RIGHT_BRACKET:
    case VK_T_RIGHT_BRACE:
        return open + 1;
    default:
        return open;
    }
}

static bool is_soft_keyword(const vk_parser *p) {
    static const char *const words[] = {"_", "case", "match", "type"};

    for (int i = 0; i < 4; i++)
        if (vk_parser_is_word(p, words[i]))
            return true;
    return false;
}

/* A name that a string follows was meant as a prefix. */
static bool is_prefix_like(vk_parser *p) {
    vk_parser_mark here = vk_parser_here(p);
    bool prefix;

    if (!vk_parser_at(p, VK_T_NAME))
        return false;
    vk_parser_next(p);
    prefix = vk_parser_at(p, VK_T_STRING);
    vk_parser_back(p, &here);
    return prefix;
}

/* The old statements: print and exec. */
static const char *legacy_name(const vk_parser *p, const vk_token *first) {
    static const char *const names[] = {"print", "exec"};
    uint32_t length = first->end - first->start;

    if (first->kind != VK_T_NAME)
        return NULL;
    for (int i = 0; i < 2; i++)
        if (strlen(names[i]) == length &&
            !memcmp(p->lexer.text + first->start, names[i], length))
            return names[i];
    return NULL;
}

/* a b in brackets. False: said. Two expressions side by side inside brackets:
 * most likely a comma was forgotten. Not for print and exec, which have a
 * sentence of their own. */
static bool missing_comma(vk_parser *p, viv_node left, const vk_token *first) {
    vk_parser_mark here = vk_parser_here(p);
    bool plain = p->plain;
    viv_node right;
    uint32_t open;

    if (!vk_expression_begins(p->token.kind))
        return true;
    p->plain = true;
    p->plain_at = p->token.start;
    right = vk_expression(p);
    p->plain = plain;
    open = open_brackets(p);
    vk_parser_back(p, &here);
    if (right && open &&
        !(vk_parser_kind(p, left) == VIV_Name && legacy_name(p, first)))
        vk_diagnose_say(p, vk_parser_from(p, left), vk_parser_to(p, right),
                        "invalid syntax. Perhaps you forgot a comma?");
    return !vk_parser_raised(p);
}

/* print a; the line may be right otherwise, as "print -1" is. What follows any
 * name is read like that, and its own mistakes come first. */
static bool legacy(vk_parser *p, const vk_parser_mark *begin) {
    vk_parser_mark here = vk_parser_here(p);
    vk_token first = begin->token;
    const char *name = legacy_name(p, &first);

    if (first.kind != VK_T_NAME)
        return true;
    vk_parser_back(p, begin);
    vk_parser_next(p);
    if (!vk_parser_at(p, VK_T_LEFT_PAREN) &&
        (vk_expression_begins(p->token.kind) || vk_parser_at(p, VK_T_STAR)) &&
        vk_expression_stars(p) && name)
        vk_diagnose_say(p, first.from, p->last,
                        "Missing parentheses in call to '%s'. Did you mean "
                        "%s(...)?",
                        name, name);
    vk_parser_back(p, &here);
    return !vk_parser_raised(p);
}

/* "a" b "c": the inner quotes were meant as text. At the first literal. */
static bool inner_quotes(vk_parser *p) {
    vk_parser_mark here = vk_parser_here(p);
    bool plain = p->plain;
    vk_place from = {0, 0}, to = from;

    if (!vk_parser_at(p, VK_T_STRING))
        return true;
    vk_parser_next(p);
    p->plain = true;
    while (vk_expression_begins(p->token.kind) &&
           !vk_parser_at(p, VK_T_STRING)) {
        viv_node inner = vk_expression(p);

        if (!inner)
            break;
        from = from.line ? from : vk_parser_from(p, inner);
        to = vk_parser_to(p, inner);
    }
    p->plain = plain;
    if (from.line && vk_parser_at(p, VK_T_STRING))
        vk_diagnose_say(p, from, to,
                        "invalid syntax. Is this intended to be part of the "
                        "string?");
    vk_parser_back(p, &here);
    return !vk_parser_raised(p);
}

/* pass if a else b. False: said. */
static bool statement_before_if(vk_parser *p) {
    vk_parser_mark here = vk_parser_here(p);
    vk_token word = p->token;

    if (word.kind != VK_T_PASS && word.kind != VK_T_BREAK &&
        word.kind != VK_T_CONTINUE)
        return true;
    vk_parser_next(p);
    if (vk_parser_accept(p, VK_T_IF) && vk_expression_disjunction(p) &&
        vk_parser_accept(p, VK_T_ELSE) && vk_statement_simple(p))
        vk_diagnose_say(p, word.from, word.to,
                        "expected expression before 'if', but statement is "
                        "given");
    vk_parser_back(p, &here);
    return !vk_parser_raised(p);
}

bool vk_diagnose_statement(vk_parser *p) {
    return statement_before_if(p);
}

/* A lambda in an f-string loses its colon to the format specification. */
static bool lambda_in_field(vk_parser *p) {
    const vk_field *field = p->lexer.at.field;
    vk_parser_mark here = vk_parser_here(p);
    vk_place from = p->token.from;
    const char *name;

    if (!vk_parser_at(p, VK_T_LAMBDA) || !field ||
        field->brackets != p->lexer.at.brackets)
        return true;
    name = vk_field_name(field);
    vk_parser_next(p);
    if (vk_parameter_list(p, true) && vk_parser_at(p, VK_T_COLON) &&
        p->lexer.text[p->token.end] != '{')
        vk_diagnose_say(p, from, p->token.to,
                        "%s: lambda expressions are not allowed without "
                        "parentheses",
                        name);
    vk_parser_back(p, &here);
    return !vk_parser_raised(p);
}

/* a if b, with or without the rest; 0: there is no else, or it was said why. */
static viv_node conditional(vk_parser *p, viv_node body, vk_place from) {
    viv_node test, otherwise;
    vk_token next;

    vk_parser_next(p);
    test = vk_expression_disjunction(p);
    if (!test)
        return 0;
    if (!vk_parser_accept(p, VK_T_ELSE)) {
        if (!vk_parser_at(p, VK_T_COLON))
            vk_diagnose_say(p, vk_parser_from(p, body), vk_parser_to(p, test),
                            "expected 'else' after 'if' expression");
        return 0;
    }
    next = p->token;
    otherwise = vk_expression(p);
    if (!otherwise)
        vk_diagnose_say(p, next.from, next.to,
                        "expected expression after 'else', but statement is "
                        "given");
    return otherwise ? VK_NODE(p, from, IfExp, test, body, otherwise) : 0;
}

/* CPython remembers what it read where; an operand that was read without
 * looking for mistakes is not looked at again. Keeps the second reading linear
 * in practice: what was read plainly once is known to have no mistake to tell
 * of. */
static viv_node operand(vk_parser *p) {
    viv_node node;

    if (p->token.start != p->plain_at)
        return vk_expression_disjunction(p);
    p->plain = true;
    node = vk_expression_disjunction(p);
    p->plain = false;
    return node;
}

viv_node vk_diagnose_expression(vk_parser *p) {
    vk_parser_mark begin = vk_parser_here(p), here;
    vk_place from = p->token.from;
    bool excused = is_soft_keyword(p) || is_prefix_like(p);
    viv_node body, whole;

    if (!inner_quotes(p) || !statement_before_if(p) || !lambda_in_field(p))
        return 0;
    if (vk_parser_at(p, VK_T_LAMBDA))
        return vk_parameter_lambda(p);
    body = operand(p);
    if (!body || vk_parser_raised(p))
        return 0;
    if ((!excused && !missing_comma(p, body, &begin.token)) ||
        !legacy(p, &begin))
        return 0;
    if (!vk_parser_at(p, VK_T_IF))
        return body;
    here = vk_parser_here(p);
    whole = conditional(p, body, from);
    if (whole || vk_parser_raised(p))
        return whole;
    vk_parser_back(p, &here);
    return body;
}

/* Named expressions */

/* a.b := c */
static bool bad_walrus(vk_parser *p, viv_node target) {
    vk_parser_mark here = vk_parser_here(p);

    if (!vk_parser_accept(p, VK_T_WALRUS))
        return true;
    if (vk_expression(p))
        vk_diagnose_say(p, vk_parser_from(p, target), vk_parser_to(p, target),
                        "cannot use assignment expressions with %s",
                        vk_target_kind_name(p, target));
    vk_parser_back(p, &here);
    return !vk_parser_raised(p);
}

/* Looser than "|" and not in parentheses: no "=" can be meant for it. */
static bool is_loose(const vk_parser *p, viv_node node, vk_place from) {
    int kind = vk_parser_kind(p, node);

    if (!vk_parser_begins_at(p, node, from))
        return false;
    return kind == VIV_Compare || kind == VIV_BoolOp || kind == VIV_IfExp ||
           kind == VIV_Lambda ||
           (kind == VIV_UnaryOp && vk_parser_word(p, node, 0) == VIV_Not);
}

/* Displays and constants begin no target that "==" is suggested for. */
static bool excluded(vk_parser *p, const vk_parser_mark *begin) {
    vk_parser_mark here = vk_parser_here(p);
    bool plain = p->plain;
    int kind;
    viv_node atom;

    vk_parser_back(p, begin);
    p->plain = true;
    atom = vk_expression_atom(p);
    p->plain = plain;
    kind = vk_parser_kind(p, atom);
    kind = vk_parser_begins_at(p, atom, begin->token.from) ? kind : 0;
    vk_parser_back(p, &here);
    return begin->token.kind == VK_T_NONE || begin->token.kind == VK_T_TRUE ||
           begin->token.kind == VK_T_FALSE || kind == VIV_List ||
           kind == VIV_Tuple || kind == VIV_GeneratorExp;
}

/* a = b where only a condition may stand. */
static bool bad_assign(vk_parser *p, viv_node target,
                       const vk_parser_mark *begin) {
    vk_parser_mark here = vk_parser_here(p);
    vk_place from = begin->token.from;
    bool name =
        begin->token.kind == VK_T_NAME && vk_parser_kind(p, target) == VIV_Name;
    viv_node value;

    if (!vk_parser_at(p, VK_T_ASSIGN) || is_loose(p, target, from) ||
        (!name && excluded(p, begin)))
        return true;
    vk_parser_next(p);
    value = vk_expression_bitwise(p);
    if (value && !vk_parser_at(p, VK_T_ASSIGN) &&
        !vk_parser_at(p, VK_T_WALRUS)) {
        if (name)
            vk_diagnose_say(p, from, vk_parser_to(p, value),
                            "invalid syntax. Maybe you meant '==' or ':=' "
                            "instead of '='?");
        else
            vk_diagnose_say(p, vk_parser_from(p, target),
                            vk_parser_to(p, target),
                            "cannot assign to %s here. Maybe you meant '==' "
                            "instead of '='?",
                            vk_target_kind_name(p, target));
    }
    vk_parser_back(p, &here);
    return !vk_parser_raised(p);
}

viv_node vk_diagnose_named(vk_parser *p) {
    vk_parser_mark begin = vk_parser_here(p);
    viv_node node = vk_expression_argument(p);
    vk_place from = begin.token.from;

    if (!node || vk_parser_raised(p))
        return 0;
    if (vk_parser_kind(p, node) == VIV_NamedExpr &&
        vk_parser_begins_at(p, node, from))
        return node;
    if (!bad_walrus(p, node))
        return 0;
    return bad_assign(p, node, &begin) ? node : 0;
}

/* -not a: [p] stands behind the sign. */
void vk_diagnose_not_operand(vk_parser *p) {
    vk_parser_mark here = vk_parser_here(p);
    vk_place from = p->token.from;
    viv_node negation;

    if (!vk_parser_at(p, VK_T_NOT))
        return;
    negation = vk_expression_inversion(p);
    if (negation)
        vk_diagnose_say(p, from, vk_parser_to(p, negation),
                        "'not' after an operator must be parenthesized");
    vk_parser_back(p, &here);
}

/* At the word "for" of a statement. */
void vk_diagnose_for(vk_parser *p) {
    viv_node target, invalid;

    vk_parser_next(p);
    target = vk_expression_stars(p);
    invalid = vk_target_invalid(p, target, VK_TARGET_FOR);
    if (invalid)
        vk_diagnose_say(p, vk_parser_from(p, invalid), vk_parser_to(p, invalid),
                        "cannot assign to %s", vk_target_kind_name(p, invalid));
}

/* ... of a comprehension. */
void vk_diagnose_generator(vk_parser *p) {
    vk_parser_mark begin = vk_parser_here(p);

    vk_parser_next(p);
    if (vk_target_any(p) && !vk_parser_at(p, VK_T_IN))
        vk_diagnose_token(p, "'in' expected after for-loop variables");
    vk_parser_back(p, &begin);
    if (!vk_parser_raised(p))
        vk_diagnose_for(p);
}
