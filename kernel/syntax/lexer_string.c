/* lexer_string.c - where string literals end. What they mean is literal.c's. */
#include "syntax/lexer.h"

static bool has_prefix(const vk_lexer *lexer, const vk_token *token,
                       char letter) {
    for (uint32_t i = token->start; i < lexer->at.position; i++)
        if ((lexer->text[i] | 32) == letter)
            return true;
    return false;
}

/* CPython places it at the literal's first character. */
static void unterminated(vk_lexer *lexer, const vk_token *token, bool triple,
                         bool escaped) {
    const vk_place from = token->from;
    int found = (int)vk_lexer_line(lexer);

    lexer->ended = true;
    vk_report_range(lexer, from, from,
                    triple ? "unterminated triple-quoted string literal "
                             "(detected at line %d)%s"
                           : "unterminated string literal (detected at line "
                             "%d)%s",
                    found,
                    escaped ? "; perhaps you escaped the end quote?" : "");
}

/* In a field of an f-string whose quote this is, the field was not closed.
 * Since PEP 701 the quotes of the outer f-string may be used inside a field;
 * where that leaves no end, the field is what was not closed. */
static bool closes_field(vk_lexer *lexer, char quote, bool triple) {
    const vk_field *field = lexer->at.field;

    if (!field || field->quote != quote || field->triple != triple)
        return false;
    vk_report_here(lexer, "%s: expecting '}'",
                   vk_field_name(field));
    return true;
}

/* Steps to behind the closing quote; false when there is none. A backslash
 * hides the next character even in raw strings, so that r'\'' has an end; what
 * it means is decided later. */
static bool find_end(vk_lexer *lexer, char quote, bool triple, bool *escaped) {
    vk_lexer_state *now = &lexer->at;

    for (;;) {
        char c = lexer->text[now->position];

        if (c == 0 || (c == '\n' && !triple))
            return false;
        now->position++;
        if (c == '\\') {
            c = lexer->text[now->position];
            if (c == 0)
                return false;
            *escaped |= c == quote;
            now->position++;
        } else if (c == quote) {
            if (!triple)
                return true;
            if (lexer->text[now->position] == quote &&
                lexer->text[now->position + 1] == quote) {
                now->position += 2;
                return true;
            }
        }
        if (c == '\n') {
            now->line++;
            now->line_start = now->position;
        }
    }
}

void vk_string_token(vk_lexer *lexer, vk_token *token) {
    const char *text = lexer->text + lexer->at.position;
    char quote = text[0];
    bool triple = text[1] == quote && text[2] == quote, escaped = false;
    vk_lexer_state before;

    if (has_prefix(lexer, token, 'f') || has_prefix(lexer, token, 't')) {
        lexer->at.position += triple ? 3 : 1;
        vk_lexer_finish(lexer, token, VK_T_FSTRING);
        return;
    }
    lexer->at.position += triple ? 3 : 1;
    before = lexer->at;
    if (find_end(lexer, quote, triple, &escaped)) {
        vk_lexer_finish(lexer, token, VK_T_STRING);
        return;
    }
    if (lexer->at.field) {
        vk_lexer_state end = lexer->at;
        lexer->at = before;
        lexer->at.position -= triple ? 2 : 0;
        if (!closes_field(lexer, quote, triple))
            lexer->at = end;
    }
    unterminated(lexer, token, triple, escaped && !triple);
    vk_lexer_finish(lexer, token, VK_T_ERROR);
}
