/* diagnose_literal.c - mistakes in fields of f-strings, and in patterns. */
#include "syntax/diagnose.h"

#include <stdio.h>

/* Fields */

/* At the next token, which may be the quote that ends the whole literal. */
static void say_next(vk_parser *p, const vk_field *field, const char *what) {
    vk_diagnose_say(p, p->token.from, p->token.to, "%s: %s",
                    vk_field_name(field), what);
}

static bool ends_expression(const vk_parser *p) {
    return vk_parser_at(p, VK_T_BANG) || vk_parser_at(p, VK_T_COLON) ||
           vk_parser_at(p, VK_T_RIGHT_BRACE);
}

static bool is_conversion(vk_parser *p) {
    if (!vk_parser_accept(p, VK_T_BANG))
        return true;
    return vk_parser_accept(p, VK_T_NAME);
}

/* What does not fit behind the field's expression. */
static void after_expression(vk_parser *p, const vk_field *field) {
    bool debug = vk_parser_accept(p, VK_T_ASSIGN), converted;

    if (!ends_expression(p)) {
        say_next(p, field,
                 debug ? "expecting '!', or ':', or '}'"
                       : "expecting '=', or '!', or ':', or '}'");
        return;
    }
    converted = vk_parser_at(p, VK_T_BANG);
    if (!is_conversion(p))
        return;
    if (converted && !vk_parser_at(p, VK_T_COLON) &&
        !vk_parser_at(p, VK_T_RIGHT_BRACE))
        say_next(p, field, "expecting ':' or '}'");
}

/* The token is the field's brace. */
void vk_diagnose_field(vk_parser *p, const vk_field *field) {
    vk_token first;

    vk_parser_next(p);
    first = p->token;
    if (vk_parser_at(p, VK_T_ASSIGN) || ends_expression(p)) {
        vk_diagnose_say(p, first.from, first.to,
                        "%s: valid expression required before '%s'",
                        vk_field_name(field), vk_lexer_spelling(first.kind));
        return;
    }
    if (vk_expression_assigned(p)) {
        after_expression(p, field);
    } else if (!vk_parser_raised(p)) {
        vk_diagnose_say(p, first.from, first.to,
                        "%s: expecting a valid expression after '{'",
                        vk_field_name(field));
    }
}

/* The quote came before the brace. */
void vk_diagnose_open_spec(vk_parser *p, const vk_field *field) {
    vk_place from = vk_lexer_place(&p->lexer), to = from;

    to.column += field->triple ? 3 : 1;
    p->reached.from = from;
    vk_diagnose_say(p, from, to, "%s: expecting '}', or format specs",
                    vk_field_name(field));
}

/* The token is what stands behind the exclamation mark, [bang]. */
void vk_diagnose_conversion(vk_parser *p, const vk_field *field,
                            const vk_token *bang) {
    const char *text = p->lexer.text + p->token.start;
    int length = (int)(p->token.end - p->token.start);

    if (vk_parser_at(p, VK_T_COLON) || vk_parser_at(p, VK_T_RIGHT_BRACE))
        say_next(p, field, "missing conversion character");
    else if (!vk_parser_at(p, VK_T_NAME))
        say_next(p, field, "invalid conversion character");
    else if (p->token.start != bang->end)
        vk_diagnose_say(p, bang->from, p->token.to,
                        "%s: conversion type must come right after the "
                        "exclamation mark",
                        vk_field_name(field));
    else
        vk_diagnose_say(p, p->token.from, p->token.to,
                        "%s: invalid conversion character '%.*s': expected "
                        "'s', 'r', or 'a'",
                        vk_field_name(field), length, text);
}

/* Patterns */

static bool is_imaginary(const vk_parser *p, const vk_token *number) {
    return number->end && (p->lexer.text[number->end - 1] | 32) == 'j';
}

bool vk_diagnose_real_part(vk_parser *p, const vk_token *number) {
    if (!is_imaginary(p, number))
        return true;
    vk_diagnose_say(p, number->from, number->to,
                    "real number required in complex literal");
    return false;
}

bool vk_diagnose_imaginary_part(vk_parser *p, const vk_token *number) {
    if (is_imaginary(p, number))
        return true;
    vk_diagnose_say(p, number->from, number->to,
                    "imaginary number required in complex literal");
    return false;
}

/* A pattern with or without a name behind keyword patterns. */
void vk_diagnose_positional_pattern(vk_parser *p, vk_place from, vk_place to) {
    vk_diagnose_say(p, from, to, "positional patterns follow keyword patterns");
}

/* The token is what stands behind "as". */
void vk_diagnose_pattern_target(vk_parser *p) {
    vk_token first = p->token;
    viv_node target;

    if (vk_parser_is_word(p, "_")) {
        vk_diagnose_say(p, first.from, first.to, "cannot use '_' as a target");
        return;
    }
    target = vk_expression(p);
    if (target)
        vk_diagnose_say(p, vk_parser_from(p, target), vk_parser_to(p, target),
                        "cannot use %s as pattern target",
                        vk_target_kind_name(p, target));
}
