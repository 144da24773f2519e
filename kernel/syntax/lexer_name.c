/* lexer_name.c - names, keywords, and the prefixes of strings.
 *
 * Identifiers are XID_Start XID_Continue* of UAX #31 (reference 2.3), which
 * Unicode defines by categories and lists of exceptions. utf8proc knows the
 * categories; the exceptions stand here. Names beyond ASCII are normalised
 * later, when the parser interns them (PEP 3131).
 */
#include <utf8proc.h>

#include "syntax/lexer.h"

static const struct {
    const char *spelling;
    uint32_t length;
} keywords[VK_TOKEN_COUNT] = {
#define VK_TOKEN(id, text)
#define VK_SIGN(id, spelling)
#define VK_KEYWORD(id, spelling) [VK_T_##id] = {spelling, sizeof spelling - 1},
#include "syntax/tokens.def"
#undef VK_TOKEN
#undef VK_SIGN
#undef VK_KEYWORD
};

/* Keywords of one first letter stand together in tokens.def. */
static const struct {
    uint8_t first, last;
} by_letter[128] = {
    ['F'] = {VK_T_FALSE, VK_T_FALSE},  ['N'] = {VK_T_NONE, VK_T_NONE},
    ['T'] = {VK_T_TRUE, VK_T_TRUE},    ['a'] = {VK_T_AND, VK_T_AWAIT},
    ['b'] = {VK_T_BREAK, VK_T_BREAK},  ['c'] = {VK_T_CLASS, VK_T_CONTINUE},
    ['d'] = {VK_T_DEF, VK_T_DEL},      ['e'] = {VK_T_ELIF, VK_T_EXCEPT},
    ['f'] = {VK_T_FINALLY, VK_T_FROM}, ['g'] = {VK_T_GLOBAL, VK_T_GLOBAL},
    ['i'] = {VK_T_IF, VK_T_IS},        ['l'] = {VK_T_LAMBDA, VK_T_LAMBDA},
    ['n'] = {VK_T_NONLOCAL, VK_T_NOT}, ['o'] = {VK_T_OR, VK_T_OR},
    ['p'] = {VK_T_PASS, VK_T_PASS},    ['r'] = {VK_T_RAISE, VK_T_RETURN},
    ['t'] = {VK_T_TRY, VK_T_TRY},      ['w'] = {VK_T_WHILE, VK_T_WITH},
    ['y'] = {VK_T_YIELD, VK_T_YIELD},
};

static const bool plain[256] = {
    ['0' ... '9'] = true,
    ['A' ... 'Z'] = true,
    ['a' ... 'z'] = true,
    ['_'] = true,
};

/* 35 keywords behind 19 first letters: few comparisons, and no hash to keep in
 * step with tokens.def. */
static vk_token_kind keyword(const char *text, uint32_t length) {
    uint32_t kind = by_letter[text[0] & 127].first;
    uint32_t last = by_letter[text[0] & 127].last;

    for (; kind && kind <= last; kind++)
        if (keywords[kind].length == length &&
            !memcmp(keywords[kind].spelling, text, length))
            return kind;
    return VK_T_NAME;
}

/* Unicode */

/* Characters outside the categories that may begin a name (Other_ID_Start). */
static bool begins_by_rule(utf8proc_int32_t c) {
    return c == 0x1885 || c == 0x1886 || c == 0x2118 || c == 0x212E;
}

/* Characters whose compatibility form may not begin a name (XID_Start). */
static bool begins_not(utf8proc_int32_t c) {
    return c == 0x37A || c == 0xE33 || c == 0xEB3 ||
           (c >= 0xFC5E && c <= 0xFC63) || c == 0xFDFA || c == 0xFDFB ||
           (c >= 0xFE70 && c <= 0xFE7E && !(c & 1)) || c == 0xFF9E ||
           c == 0xFF9F;
}

static bool continues_by_rule(utf8proc_int32_t c) {
    return c == 0xB7 || c == 0x387 || (c >= 0x1369 && c <= 0x1371) ||
           c == 0x19DA || c == 0x200C || c == 0x200D || c == 0x30FB ||
           c == 0xFF65 || c == 0xE33 || c == 0xEB3 || c == 0xFF9E ||
           c == 0xFF9F;
}

static bool may_begin(utf8proc_int32_t c) {
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
        return !begins_not(c);
    default:
        return begins_by_rule(c);
    }
}

static bool may_continue(utf8proc_int32_t c) {
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC:
        return true;
    default:
        return may_begin(c) || continues_by_rule(c);
    }
}

/* Reads a character that is not ASCII; -1 when the bytes are none. */
static utf8proc_int32_t read_character(const char *text, uint32_t *length) {
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
    utf8proc_int32_t c;
    utf8proc_ssize_t used =
        utf8proc_iterate(bytes, (utf8proc_ssize_t)strnlen(text, 4), &c);

    *length = used > 0 ? (uint32_t)used : 1;
    return used > 0 ? c : -1;
}

/* An invisible character is named by number, or its message would show
 * nothing. */
static bool printable(utf8proc_int32_t c) {
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS:
        return false;
    default:
        return true;
    }
}

static void invalid_character(vk_lexer *lexer, utf8proc_int32_t c,
                              uint32_t length) {
    const char *text = lexer->text + lexer->at.position;

    lexer->at.position += length;
    if (c >= 0 && printable(c))
        vk_report_here(lexer, "invalid character '%.*s' (U+%04X)", (int)length,
                       text, (unsigned)c);
    else
        vk_report_here(lexer, "invalid non-printable character U+%04X",
                       (unsigned)c);
}

/* The rest of a name from its first character beyond ASCII on. */
static bool unicode_name(vk_lexer *lexer, uint32_t first) {
    const char *text = lexer->text;
    uint32_t length;

    for (;;) {
        uint32_t at = lexer->at.position;
        utf8proc_int32_t c;

        if ((unsigned char)text[at] < 128) {
            if (!plain[(unsigned char)text[at]])
                return true;
            lexer->at.position++;
            continue;
        }
        c = read_character(text + at, &length);
        if (c < 0 || !(at == first ? may_begin(c) : may_continue(c))) {
            invalid_character(lexer, c, length);
            return false;
        }
        lexer->at.position += length;
    }
}

/* Tokens */

/* [length] characters at [text] are a prefix of strings? r, b, u, f, t, and r
 * with one of b, f, t in any order and case. */
static bool is_prefix(const char *text, uint32_t length) {
    char a = (char)(text[0] | 32), b = (char)(text[length - 1] | 32);

    if (length == 1)
        return a == 'r' || a == 'b' || a == 'u' || a == 'f' || a == 't';
    if (length != 2)
        return false;
    if (a == 'r')
        return b == 'b' || b == 'f' || b == 't';
    return b == 'r' && (a == 'b' || a == 'f' || a == 't');
}

/* Prefixes that exclude each other, in the order CPython names them. */
static const char incompatible[][2] = {
    {'u', 'b'}, {'u', 'r'}, {'u', 'f'}, {'u', 't'},
    {'b', 'f'}, {'b', 't'}, {'f', 't'},
};

/* Letters of prefixes, none twice, as a set of bits; 0: something else. */
static uint32_t prefix_letters(const char *text, uint32_t length) {
    uint32_t letters = 0;

    for (uint32_t i = 0; i < length; i++) {
        uint32_t bit = is_prefix(text + i, 1) ? 1u << (text[i] & 31) : 0;

        if (!bit || letters & bit)
            return 0;
        letters |= bit;
    }
    return letters;
}

/* Letters that would each be a prefix, before a quote. False: said. */
static bool prefixes_agree(vk_lexer *lexer, const vk_token *token,
                           uint32_t length) {
    uint32_t letters = prefix_letters(lexer->text + token->start, length);

    for (uint32_t i = 0; i < sizeof incompatible / 2; i++) {
        const char *pair = incompatible[i];

        if (!(letters >> (pair[0] & 31) & 1) ||
            !(letters >> (pair[1] & 31) & 1))
            continue;
        vk_report_range(lexer, token->from, vk_lexer_place(lexer),
                        "'%c' and '%c' prefixes are incompatible", pair[0],
                        pair[1]);
        return false;
    }
    return true;
}

static void name_before_quote(vk_lexer *lexer, vk_token *token,
                              uint32_t length) {
    const char *text = lexer->text + token->start;

    if (is_prefix(text, length))
        vk_string_token(lexer, token);
    else if (prefixes_agree(lexer, token, length))
        vk_lexer_finish(lexer, token, keyword(text, length));
    else
        vk_lexer_finish(lexer, token, VK_T_ERROR);
}

void vk_name_token(vk_lexer *lexer, vk_token *token) {
    const char *text = lexer->text + token->start;
    uint32_t length = 0;

    while (plain[(unsigned char)text[length]])
        length++;
    lexer->at.position += length;
    if ((unsigned char)text[length] >= 128) {
        bool valid = unicode_name(lexer, token->start);
        vk_lexer_finish(lexer, token, valid ? VK_T_NAME : VK_T_ERROR);
    } else if (text[length] == '"' || text[length] == '\'') {
        name_before_quote(lexer, token, length);
    } else {
        vk_lexer_finish(lexer, token, keyword(text, length));
    }
}

uint32_t vk_name_character(const char *text) {
    uint32_t length;
    utf8proc_int32_t c = read_character(text, &length);

    return c >= 0 && may_continue(c) ? length : 0;
}
