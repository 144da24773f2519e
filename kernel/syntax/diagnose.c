/* diagnose.c - what is said of a text that does not fit, when all is known.
 *
 * CPython's grammar has dozens of rules (invalid_*) whose only purpose is a
 * message. They are tried when a text has failed, in the order of the grammar;
 * here they are functions that the second reading calls at the same places.
 * Which of several mistakes is reported depends on that order, so it is kept.
 *
 * The positions are CPython's to the column, including those that look odd:
 * tests of programs and tutorials compare them.
 */
#include "syntax/diagnose.h"

#include <stdarg.h>
#include <stdio.h>

#include "syntax/literal.h"

void vk_diagnose_say(vk_parser *p, vk_place from, vk_place to,
                     const char *format, ...) {
    char message[VK_SYNTAX_MESSAGE];
    va_list args;

    if (vk_parser_raised(p))
        return;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    vk_report_range(&p->lexer, from, to, "%s", message);
    p->lexer.by_parser = true;
    p->token.kind = VK_T_ERROR;
}

void vk_diagnose_token(vk_parser *p, const char *message) {
    if (vk_parser_raised(p))
        return;
    p->token = p->reached;
    if (p->token.kind == VK_T_END || p->token.kind == VK_T_DEDENT ||
        p->token.kind == VK_T_INDENT)
        vk_diagnose_at_empty(p, VIV_SyntaxError, message);
    else
        vk_diagnose_say(p, p->token.from, p->token.to, "%s", message);
}

/* CPython ends it where its tokenizer stands, one column early. */
void vk_diagnose_from(vk_parser *p, vk_place from, const char *message) {
    vk_place here = p->reached.to;

    if (vk_parser_raised(p))
        return;
    vk_diagnose_say(p, from, here, "%s", message);
    p->lexer.error->end_offset--;
}

/* Tokens without text stand, for CPython, where its tokenizer does: behind the
 * indentation, or at the end of the last line. */
void vk_diagnose_at_empty(vk_parser *p, viv_error kind, const char *message) {
    const char *text = p->lexer.text;
    uint32_t length = p->lexer.length;
    vk_place at = p->token.from;
    int within = 0;

    if (!text[p->token.start] && length) {
        uint32_t end = length - (text[length - 1] == '\n'), start = end;

        while (start && text[start - 1] != '\n')
            start--;
        at = (vk_place){at.line - (end < length && at.line > 1), end - start};
        if (p->lexer.source->file) /* its buffer is empty by then */
            within = (int)at.column + 1;
    } else {
        within = 1;
    }
    vk_report_as(&p->lexer, kind, at, (vk_place){at.line, UINT32_MAX}, message);
    p->lexer.error->offset -= within;
    p->lexer.by_parser = true;
    p->token.kind = VK_T_ERROR;
}

void vk_diagnose_no_block(vk_parser *p, const char *what, uint32_t line) {
    char message[128];

    if (vk_parser_raised(p))
        return;
    snprintf(message, sizeof message,
             "expected an indented block after %s on line %u", what, line);
    if (p->token.kind <= VK_T_DEDENT) {
        vk_diagnose_at_empty(p, VIV_IndentationError, message);
        return;
    }
    vk_report_as(&p->lexer, VIV_IndentationError, p->token.from, p->token.to,
                 message);
    p->lexer.by_parser = true;
    p->token.kind = VK_T_ERROR;
}

/* At the end of the first one's line. */
void vk_diagnose_second_statement(vk_parser *p) {
    vk_place end = {p->last.line, p->last.column + 1};

    vk_diagnose_say(p, p->last, end,
                    "multiple statements found while compiling a single "
                    "statement");
}

/* The end */

/* No mistake with a sentence of its own: the last token that was looked at. */
static void generic(vk_parser *p) {
    p->token = p->furthest;
    if (p->token.kind == VK_T_INDENT || p->token.kind == VK_T_DEDENT) {
        const char *message = p->token.kind == VK_T_INDENT
                                  ? "unexpected indent"
                                  : "unexpected unindent";

        vk_diagnose_at_empty(p, VIV_IndentationError, message);
        p->lexer.by_parser = false; /* nothing that comes later matters */
    } else if (p->token.kind == VK_T_END) {
        vk_diagnose_at_empty(p, VIV_SyntaxError, "invalid syntax");
        p->lexer.error->offset = p->lexer.error->end_offset = 0;
        if (!p->lexer.length)
            p->lexer.error->line = p->lexer.error->end_line = 0;
    } else {
        vk_diagnose_say(p, p->token.from, p->token.to, "invalid syntax");
    }
}

/* Reads the whole text once more, as tokens only. An error inside an f-string
 * does not count: what is wrong in its fields is more to the point. After the
 * error the tokenizer's own errors (an unclosed bracket, a bad character) take
 * precedence, wherever they are. */
static bool rest_fails(vk_lexer *lexer) {
    vk_token token;

    vk_lexer_begin(lexer, lexer->text, lexer->length);
    do {
        vk_lexer_next(lexer, &token);
        if (token.kind == VK_T_FSTRING && !vk_fstring_skip(lexer, &token))
            return false;
    } while (token.kind != VK_T_ERROR && token.kind != VK_T_END);
    return token.kind == VK_T_ERROR && !lexer->by_code;
}

/* What cannot be tokens at all, anywhere later in the text, comes first, as in
 * CPython; a bracket that stays open only if it began on an earlier line. */
static void look_ahead(vk_parser *p, uint32_t line) {
    vk_syntax_error *found = p->lexer.error, later;
    bool fails;

    later.set = later.raised = false;
    p->lexer.error = &later;
    p->lexer.unclosed = 0;
    p->lexer.by_code = false;
    fails = rest_fails(&p->lexer);
    p->lexer.error = found;
    if (fails && !later.raised &&
        !(p->lexer.unclosed && p->lexer.unclosed >= line))
        *found = later;
}

void vk_diagnose_finish(vk_parser *p) {
    vk_syntax_error *error = p->lexer.error;
    uint32_t line =
        p->reached.from.line ? p->reached.from.line : p->token.from.line;

    if (!error->set)
        generic(p);
    error->statement_line = (int)p->statement.line;
    error->statement_offset = (int)p->statement.column;
    if (p->lexer.by_parser && !error->raised)
        look_ahead(p, line);
}
