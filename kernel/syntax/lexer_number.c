/* lexer_number.c - the spelling of numbers, with CPython's messages.
 *
 * Finds where a number ends and whether it is one; its value is literal.c's.
 * Nearly all of this is about numbers that are wrong, since CPython has a
 * sentence for each way to misspell one.
 */
#include "syntax/lexer.h"

static unsigned char at(const vk_lexer *lexer) {
    return (unsigned char)lexer->text[lexer->at.position];
}

static bool is_digit(unsigned char c, int base) {
    if (base == 16)
        return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f');
    return c >= '0' && c < '0' + base;
}

static bool in_name(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (c >= '0' && c <= '9') || c >= 128;
}

/* The message is about the character at the position, which is read. */
static bool bad(vk_lexer *lexer, const char *kind) {
    vk_report_here(lexer, "invalid %s literal", kind);
    return false;
}

/* Whether [word] stands at the position: a number may touch these keywords. */
static bool follows(const vk_lexer *lexer, const char *word) {
    const char *text = lexer->text + lexer->at.position;
    size_t length = strlen(word);

    /* CPython looks no further than "if", "in" and "is". */
    return !strncmp(text, word, length) &&
           (word[0] == 'i' || !in_name((unsigned char)text[length]));
}

/* `1if x else y` is legal, with a warning: the digit ends where a keyword that
 * may follow begins. */
static bool touches_keyword(const vk_lexer *lexer) {
    switch (at(lexer)) {
    case 'a':
        return follows(lexer, "and");
    case 'e':
        return follows(lexer, "else");
    case 'f':
        return follows(lexer, "for");
    case 'i':
        return follows(lexer, "if") || follows(lexer, "in") ||
               follows(lexer, "is");
    case 'n':
        return follows(lexer, "not");
    case 'o':
        return follows(lexer, "or");
    default:
        return false;
    }
}

/* What may follow a number: no letter, but some keywords with a warning. */
static bool ends_well(vk_lexer *lexer, const vk_token *token,
                      const char *kind) {
    if (touches_keyword(lexer)) {
        vk_place here = vk_lexer_place(lexer);
        return vk_report_warning(lexer, token->from, here, "invalid %s literal",
                                 kind);
    }
    if (!in_name(at(lexer)))
        return true;
    if (at(lexer) >= 128) {
        uint32_t length = vk_name_character(lexer->text + lexer->at.position);
        if (!length)
            return true; /* the next token says what is wrong with it */
        lexer->at.position += length;
    } else {
        lexer->at.position++;
    }
    lexer->at.position--;
    return bad(lexer, kind);
}

/* Digits with single underscores between them; one must be there. */
static bool decimal_tail(vk_lexer *lexer) {
    for (;;) {
        while (is_digit(at(lexer), 10))
            lexer->at.position++;
        if (at(lexer) != '_')
            return true;
        lexer->at.position++;
        if (!is_digit(at(lexer), 10))
            return bad(lexer, "decimal");
    }
}

static bool exponent(vk_lexer *lexer, const vk_token *token, bool *floating) {
    uint32_t e = lexer->at.position;

    if ((at(lexer) | 32) != 'e')
        return true;
    lexer->at.position++;
    if (at(lexer) == '+' || at(lexer) == '-') {
        lexer->at.position++;
        if (!is_digit(at(lexer), 10)) {
            return bad(lexer, "decimal");
        }
    } else if (!is_digit(at(lexer), 10)) {
        lexer->at.position = e; /* "1else" and "1e" */
        return ends_well(lexer, token, "decimal");
    }
    *floating = true;
    return decimal_tail(lexer);
}

/* From the fraction on. */
static bool fraction(vk_lexer *lexer, const vk_token *token, bool floating) {
    if (at(lexer) == '.') {
        floating = true;
        lexer->at.position++;
        if (is_digit(at(lexer), 10) && !decimal_tail(lexer))
            return false;
    }
    if (!exponent(lexer, token, &floating))
        return false;
    if ((at(lexer) | 32) == 'j') {
        lexer->at.position++;
        return ends_well(lexer, token, "imaginary");
    }
    return ends_well(lexer, token, "decimal");
}

static bool bad_digit(vk_lexer *lexer, const char *kind) {
    char digit = (char)at(lexer);

    lexer->at.position++;
    vk_report_here(lexer, "invalid digit '%c' in %s literal", digit, kind);
    return false;
}

/* 0x, 0o, 0b: the position is at the letter. */
static bool based(vk_lexer *lexer, const vk_token *token, int base,
                  const char *kind) {
    lexer->at.position++;
    do {
        if (at(lexer) == '_')
            lexer->at.position++;
        if (!is_digit(at(lexer), base)) {
            if (is_digit(at(lexer), 10))
                return bad_digit(lexer, kind);
            return bad(lexer, kind);
        }
        while (is_digit(at(lexer), base))
            lexer->at.position++;
    } while (at(lexer) == '_');
    if (is_digit(at(lexer), 10))
        return bad_digit(lexer, kind);
    return ends_well(lexer, token, kind);
}

static bool leading_zeros(vk_lexer *lexer, const vk_token *token,
                          uint32_t zeros) {
    vk_place from = token->from, to = token->from;

    to.column += zeros;
    vk_report_range(lexer, from, to,
                    "leading zeros in decimal integer literals are not "
                    "permitted; use an 0o prefix for octal integers");
    lexer->error->end_offset = lexer->error->offset + (int)zeros;
    return false;
}

/* A zero and what is no base: zeros, or a float with leading zeros. `00` is
 * legal, `01` is not, `01.5` and `01e0` and `01j` are. */
static bool zero(vk_lexer *lexer, const vk_token *token) {
    bool other = false;
    uint32_t zeros;
    unsigned char c;

    while (at(lexer) == '0' || at(lexer) == '_') {
        if (at(lexer) == '_') {
            lexer->at.position++;
            if (!is_digit(at(lexer), 10))
                return bad(lexer, "decimal");
            continue;
        }
        lexer->at.position++;
    }
    zeros = lexer->at.position - token->start;
    if (is_digit(at(lexer), 10)) {
        other = true;
        if (!decimal_tail(lexer))
            return false;
    }
    c = at(lexer);
    if (other && c != '.' && (c | 32) != 'e' && (c | 32) != 'j')
        return leading_zeros(lexer, token, zeros);
    return fraction(lexer, token, false);
}

static bool number(vk_lexer *lexer, const vk_token *token) {
    if (at(lexer) != '0') {
        if (at(lexer) != '.' && !decimal_tail(lexer))
            return false;
        return fraction(lexer, token, false);
    }
    lexer->at.position++;
    switch (at(lexer) | 32) {
    case 'x':
        return based(lexer, token, 16, "hexadecimal");
    case 'o':
        return based(lexer, token, 8, "octal");
    case 'b':
        return based(lexer, token, 2, "binary");
    default:
        return zero(lexer, token);
    }
}

void vk_number_token(vk_lexer *lexer, vk_token *token) {
    bool valid = number(lexer, token);

    vk_lexer_finish(lexer, token, valid ? VK_T_NUMBER : VK_T_ERROR);
}
