/* literal.c - numbers and strings: from their spelling to their value.
 *
 * Values are made while parsing and lie in the tree: small ints and floats as
 * words, others as objects of the heap that the conservative scan of the arena
 * keeps alive until the code holds them.
 */
#include "syntax/literal.h"

#include <ctype.h>
#include <stdlib.h>

#include "object/bytes.h"
#include "object/number.h"
#include "object/str.h"
#include "syntax/diagnose.h"
#include "text/name.h"
#include "text/utf8.h"

enum {
    DIGITS_MAX = 4300, /* of a decimal integer, as in CPython */
    SHORT = 64,        /* digits of most numbers: copied to the C stack */
    FIRST_ROOM = 64,
    NAME_LIKE_MOST = 64, /* bytes */
};

static viv_node raised(vk_parser *p) {
    vk_report_raised(&p->lexer);
    p->token.kind = VK_T_ERROR;
    return 0;
}

static viv_node constant(vk_parser *p, vk_place from, viv_value value,
                         uint64_t kind) {
    return viv_is_raise(value) ? raised(p)
                               : VK_NODE(p, from, Constant, value.bits, kind);
}

/* Numbers */

/* Copies without underscores; the copy ends with NUL. */
static uint32_t clean(const char *text, uint32_t length, char *copy) {
    uint32_t used = 0;

    for (uint32_t i = 0; i < length; i++)
        if (text[i] != '_')
            copy[used++] = text[i];
    copy[used] = 0;
    return used;
}

static int base_of(const char *text, uint32_t length) {
    if (length < 3 || text[0] != '0')
        return 10;
    switch (text[1] | 32) {
    case 'x':
        return 16;
    case 'o':
        return 8;
    case 'b':
        return 2;
    default:
        return 10;
    }
}

/* Only for base 10: hexadecimal digits may be an "e". */
static bool is_floating(const char *text, uint32_t length) {
    for (uint32_t i = 0; i < length; i++)
        if (text[i] == '.' || (text[i] | 32) == 'e' || (text[i] | 32) == 'j')
            return true;
    return false;
}

/* Few digits need no big integers: fourteen of base 16 fit 56 bits. 14 digits
 * of any base fit 56 bits: no overflow to check. */
static viv_value small_number(const char *digits, uint32_t length, int base) {
    uint64_t number = 0;

    for (uint32_t i = 0; i < length; i++) {
        char c = digits[i];
        number = number * (uint64_t)base +
                 (uint64_t)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
    }
    return viv_small_int((int64_t)number);
}

/* The limit on decimal digits is CPython's against quadratic conversion
 * (CVE-2020-10735); powers of two convert in linear time and have none. */
static viv_value integer(vk_parser *p, const char *text, uint32_t length) {
    int base = base_of(text, length);
    uint32_t skipped = base == 10 ? 0 : 2;

    if (length - skipped <= 14)
        return small_number(text + skipped, length - skipped, base);
    if (base == 10 && length > DIGITS_MAX) {
        vk_report_range(
            &p->lexer, p->token.from, p->token.to,
            "Exceeds the limit (%d digits) for integer string conversion: "
            "value has %u digits; use sys.set_int_max_str_digits() to increase "
            "the limit - Consider hexadecimal for huge integer literals to "
            "avoid decimal conversion limits.",
            DIGITS_MAX, length);
        return VIV_RAISE;
    }
    return vk_int_from_digits(p->vm, text + skipped, length - skipped, base);
}

/* strtod rounds correctly; the copy it reads has no underscores. The C locale
 * is the process's; the kernel never sets another. */
static viv_value floating(vk_parser *p, const char *text, uint32_t length) {
    double number = strtod(text, NULL);

    if ((text[length - 1] | 32) == 'j')
        return vk_complex_new(p->vm, 0.0, number);
    return vk_float(p->vm, number);
}

static viv_value number_value(vk_parser *p, const char *text, uint32_t length) {
    return base_of(text, length) == 10 && is_floating(text, length)
               ? floating(p, text, length)
               : integer(p, text, length);
}

/* Spellings that do not fit the C stack are copied into the arena. */
static viv_value long_number(vk_parser *p, const char *text, uint32_t length) {
    uint32_t at = vk_tree_take(&p->tree, length + 1);
    char *copy = vk_at(p->vm, at);

    return at ? number_value(p, copy, clean(text, length, copy)) : VIV_RAISE;
}

viv_node vk_literal_number(vk_parser *p) {
    const char *text = p->lexer.text + p->token.start;
    uint32_t length = p->token.end - p->token.start;
    vk_place from = p->token.from;
    viv_value value;
    char copy[SHORT];

    if (length < SHORT)
        value = number_value(p, copy, clean(text, length, copy));
    else
        value = long_number(p, text, length);
    if (viv_is_raise(value))
        return raised(p);
    vk_parser_next(p);
    return VK_NODE(p, from, Constant, value.bits, 0);
}

/* Text that grows */

/* Old room is left in the arena: at most as much again as the text has. */
static bool reserve(vk_parser *p, vk_literal *literal, uint32_t more) {
    uint64_t needed = (uint64_t)literal->used + more;
    uint64_t room = literal->room ? literal->room : FIRST_ROOM;
    uint32_t at;

    if (needed <= literal->room)
        return true;
    while (room < needed)
        room *= 2;
    at = room <= UINT32_MAX / 2 ? vk_tree_take(&p->tree, (uint32_t)room) : 0;
    if (!at)
        return raised(p);
    memcpy(vk_at(p->vm, at), vk_at(p->vm, literal->buffer), literal->used);
    literal->buffer = at;
    literal->room = (uint32_t)room;
    return true;
}

bool vk_literal_append(vk_parser *p, vk_literal *literal, const char *text,
                       uint32_t length) {
    if (!reserve(p, literal, length))
        return false;
    memcpy(vk_at(p->vm, literal->buffer + literal->used), text, length);
    literal->used += length;
    return true;
}

void vk_literal_extend(vk_literal *literal, vk_place from, vk_place to) {
    if (!literal->any)
        literal->from = from;
    literal->any = true;
    literal->to = to;
}

viv_node vk_literal_constant(vk_parser *p, const vk_literal *literal) {
    const char *text = vk_at(p->vm, literal->buffer);

    return constant(p, literal->from,
                    vk_str_from_utf8(p->vm, text, literal->used),
                    literal->kind);
}

/* Escapes */

/* One literal's text being read. */
typedef struct escapes {
    vk_parser *p;
    vk_literal *literal;
    const vk_literal_style *style;
    const char *text, *end; /* text: what is still to be read */
    const char *begin;
    uint32_t spoken; /* invalid escapes warned of */
} escapes;

/* In bytes literals escapes are bytes, in text they are characters; lone
 * surrogates get the three bytes that UTF-8 would give them. */
static bool put_character(escapes *e, uint32_t c) {
    char out[4] = {(char)c};
    uint32_t length = e->style->bytes ? 1 : vk_utf8_encode(c, out);

    return vk_literal_append(e->p, e->literal, out, length);
}

/* CPython's codec sees characters beyond ASCII as escapes of ten characters.
 * The position in a message counts in what CPython hands its codec, not in the
 * source. */
static int codec_position(const escapes *e, const char *at) {
    int position = 0;

    for (const char *c = e->begin; c < at; c++)
        position += (unsigned char)*c < 0x80             ? 1
                    : ((unsigned char)*c & 0xC0) == 0xC0 ? 10
                                                         : 0;
    return position;
}

static bool bad_escape(escapes *e, const char *backslash, const char *end,
                       const char *what) {
    int first = codec_position(e, backslash), last = codec_position(e, end) - 1;

    if (first == last)
        vk_report_range(&e->p->lexer, e->style->from, e->style->to,
                        "(unicode error) 'unicodeescape' codec can't decode "
                        "byte 0x5c in position %d: %s",
                        first, what);
    else
        vk_report_range(&e->p->lexer, e->style->from, e->style->to,
                        "(unicode error) 'unicodeescape' codec can't decode "
                        "bytes in position %d-%d: %s",
                        first, last, what);
    e->p->token.kind = VK_T_ERROR;
    return false;
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* \xHH, \uHHHH, \UHHHHHHHH: [text] is behind the letter. */
static bool hex_escape(escapes *e, const char *backslash, int digits,
                       const char *what) {
    uint32_t c = 0;

    for (int i = 0; i < digits; i++, e->text++) {
        int digit = e->text < e->end ? hex_digit(*e->text) : -1;
        if (digit < 0 && e->style->bytes) {
            vk_report_range(&e->p->lexer, e->style->from, e->style->to,
                            "(value error) invalid \\x escape at position %d",
                            (int)(backslash - e->begin));
            e->p->token.kind = VK_T_ERROR;
            return false;
        }
        if (digit < 0)
            return bad_escape(e, backslash, e->text, what);
        c = c << 4 | (uint32_t)digit;
    }
    if (c > 0x10FFFF)
        return bad_escape(e, backslash, e->text, "illegal Unicode character");
    return put_character(e, c);
}

/* \N{NAME}: [text] is behind the N. Aliases and sequences of several characters
 * exist too; only names of one character are allowed in literals. */
static bool named_escape(escapes *e, const char *backslash) {
    const char *name = e->text + 1, *close;
    uint32_t found[VK_NAME_CHARACTERS];

    if (e->text == e->end || *e->text != '{' || name == e->end ||
        !(close = memchr(name, '}', (size_t)(e->end - name))))
        return bad_escape(e, backslash,
                          e->text < e->end && *e->text == '{' ? e->end
                                                              : e->text,
                          "malformed \\N character escape");
    e->text = close + 1;
    if (close == name)
        return bad_escape(e, backslash, e->text,
                          "malformed \\N character escape");
    if (vk_name_find(name, (uint32_t)(close - name), found) != 1)
        return bad_escape(e, backslash, e->text,
                          "unknown Unicode character name");
    return put_character(e, found[0]);
}

/* The place of [at], in the literal's source text. */
static vk_place place_of(const escapes *e, const char *at) {
    vk_place place = e->style->from;

    for (const char *c = e->begin; c < at; c++) {
        if (*c == '\n')
            place = (vk_place){place.line + 1, 0};
        else
            place.column++;
    }
    return place;
}

/* CPython warns of the first one in a literal only. */
static bool warn(escapes *e, const char *backslash, bool octal) {
    vk_place at = place_of(e, backslash);
    int length = octal ? 3 : 1;

    if (e->spoken++ || e->p->diagnosing)
        return true;
    if (vk_report_warning(
            &e->p->lexer, at, at,
            "\"\\%.*s\" is an invalid %sescape sequence. Such sequences will "
            "not work in the future. Did you mean \"\\\\%.*s\"? A raw string "
            "is also an option.",
            length, backslash + 1, octal ? "octal " : "", length,
            backslash + 1))
        return true;
    e->p->token.kind = VK_T_ERROR;
    return false;
}

static bool octal_escape(escapes *e, const char *backslash) {
    uint32_t c = 0;

    for (int i = 0;
         i < 3 && e->text < e->end && *e->text >= '0' && *e->text <= '7'; i++)
        c = c << 3 | (uint32_t)(*e->text++ - '0');
    if (c > 0377 && !warn(e, backslash, true))
        return false;
    return put_character(e, c);
}

/* What a letter after the backslash stands for; 0: not in this table. */
static const char simple[128] = {
    ['\\'] = '\\', ['\''] = '\'', ['"'] = '"',  ['a'] = '\a', ['b'] = '\b',
    ['f'] = '\f',  ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t', ['v'] = '\v',
};

/* An escape that means nothing stays as it is. A SyntaxWarning since 3.12, to
 * become an error. */
static bool unknown_escape(escapes *e, const char *backslash) {
    e->text = backslash + 1;
    return warn(e, backslash, false) && put_character(e, '\\');
}

/* At a backslash, which is never the last character of a literal. */
static bool escape(escapes *e) {
    const char *backslash = e->text++;
    char c = e->text < e->end ? *e->text++ : 0;

    if (c == '\n')
        return true;
    if (simple[c & 127] && !(c & 128))
        return put_character(e, (uint32_t)simple[c & 127]);
    if (c >= '0' && c <= '7') {
        e->text--;
        return octal_escape(e, backslash);
    }
    if (c == 'x')
        return hex_escape(e, backslash, 2, "truncated \\xXX escape");
    if (e->style->bytes)
        return unknown_escape(e, backslash);
    if (c == 'u')
        return hex_escape(e, backslash, 4, "truncated \\uXXXX escape");
    if (c == 'U')
        return hex_escape(e, backslash, 8, "truncated \\UXXXXXXXX escape");
    if (c == 'N')
        return named_escape(e, backslash);
    return unknown_escape(e, backslash);
}

bool vk_literal_decode(vk_parser *p, vk_literal *literal, uint32_t start,
                       uint32_t end, const vk_literal_style *style) {
    escapes e = {.p = p,
                 .literal = literal,
                 .style = style,
                 .text = p->lexer.text + start,
                 .end = p->lexer.text + end};

    e.begin = e.text;
    while (e.text < e.end) {
        const char *stop =
            style->raw ? NULL : memchr(e.text, '\\', (size_t)(e.end - e.text));
        const char *until = stop ? stop : e.end;

        if (!vk_literal_append(p, literal, e.text, (uint32_t)(until - e.text)))
            return false;
        e.text = until;
        if (stop && !escape(&e))
            return false;
    }
    return true;
}

/* Strings */

/* The parts of a STRING token. */
typedef struct spelling {
    uint32_t start, end; /* without prefix and quotes */
    bool raw, bytes, unicode;
} spelling;

static spelling read_spelling(const vk_parser *p, const vk_token *token) {
    const char *text = p->lexer.text;
    spelling s = {.start = token->start, .end = token->end};
    uint32_t quotes;

    for (; text[s.start] != '"' && text[s.start] != '\''; s.start++) {
        s.raw |= (text[s.start] | 32) == 'r';
        s.bytes |= (text[s.start] | 32) == 'b';
        s.unicode |= text[s.start] == 'u';
    }
    quotes = s.end - s.start >= 6 && text[s.start + 1] == text[s.start] &&
                     text[s.start + 2] == text[s.start]
                 ? 3
                 : 1;
    s.start += quotes;
    s.end -= quotes;
    return s;
}

/* Keys and attribute names are often written as literals: like CPython, those
 * that look like names are interned, so that looking them up compares no
 * characters. */
static bool looks_like_name(const char *text, uint32_t length) {
    if (length > NAME_LIKE_MOST)
        return false;
    for (uint32_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)text[i]) && text[i] != '_')
            return false;
    return true;
}

/* The value of a lone literal without escapes needs no copy. */
static viv_value direct(vk_parser *p, const spelling *s) {
    const char *text = p->lexer.text + s->start;
    uint32_t length = s->end - s->start;

    if (!s->bytes && looks_like_name(text, length))
        return vk_str_intern_utf8(p->vm, text, length);
    return s->bytes ? vk_bytes_from(p->vm, text, length)
                    : vk_str_from_utf8(p->vm, text, length);
}

static bool ascii_only(vk_parser *p, const spelling *s, const vk_token *token) {
    for (uint32_t i = s->start; i < s->end; i++)
        if ((unsigned char)p->lexer.text[i] >= 128) {
            vk_report_range(&p->lexer, token->from, token->to,
                            "bytes can only contain ASCII literal characters");
            p->token.kind = VK_T_ERROR;
            return false;
        }
    return true;
}

static bool add(vk_parser *p, vk_literal *literal, const spelling *s,
                const vk_token *token) {
    vk_literal_style style = {.raw = s->raw, .bytes = s->bytes};

    style.from = token->from;
    style.to = token->to;
    if (s->bytes && !ascii_only(p, s, token))
        return false;
    return vk_literal_decode(p, literal, s->start, s->end, &style);
}

/* A sequence of literals while it is read. */
typedef struct sequence {
    vk_place from;
    bool bytes, text, format, template;
    vk_literal pending;
} sequence;

static void note(sequence *all, bool bytes, char prefix) {
    all->bytes |= bytes;
    all->text |= !bytes && prefix != 't';
    all->format |= prefix == 'f';
    all->template |= prefix == 't';
}

/* Which kind of f-string a token begins: 'f' or 't'. */
static char prefix_of(const vk_parser *p, const vk_token *token) {
    const char *text = p->lexer.text + token->start;

    for (; *text != '"' && *text != '\''; text++)
        if ((*text | 32) == 't')
            return 't';
    return 'f';
}

/* Empty literals leave no trace in the place of a joined constant. */
static bool plain_literal(vk_parser *p, sequence *all) {
    vk_token token = p->token;
    spelling s = read_spelling(p, &token);

    note(all, s.bytes, 0);
    if (s.start != s.end) {
        if (!all->pending.any && s.unicode)
            all->pending.kind = vk_str_intern_utf8(p->vm, "u", 1).bits;
        vk_literal_extend(&all->pending, token.from, token.to);
    }
    if (!add(p, &all->pending, &s, &token))
        return false;
    vk_parser_next(p);
    return true;
}

static bool literal(vk_parser *p, sequence *all) {
    if (vk_parser_at(p, VK_T_STRING))
        return plain_literal(p, all);
    note(all, false, prefix_of(p, &p->token));
    return vk_fstring_parts(p, &all->pending);
}

static bool mixes_well(vk_parser *p, const sequence *all) {
    if (all->bytes && all->text)
        vk_diagnose_say(p, p->token.from, p->token.to,
                        "cannot mix bytes and nonbytes literals");
    return !vk_parser_raised(p);
}

/* Templates stand with templates only: others begin something new, which does
 * not fit. */
static bool goes_on(vk_parser *p, sequence *all, const vk_token *before) {
    bool template =
        vk_parser_at(p, VK_T_FSTRING) && prefix_of(p, &p->token) == 't';
    vk_parser_mark here;

    if (!vk_parser_at(p, VK_T_STRING) && !vk_parser_at(p, VK_T_FSTRING))
        return false;
    if (!before->end || template == all->template)
        return true;
    if (!vk_parser_diagnoses(p))
        return false;
    here = vk_parser_here(p);
    if (literal(p, all))
        vk_diagnose_say(p, before->from, p->last,
                        "cannot mix t-string literals with string or bytes "
                        "literals");
    vk_parser_back(p, &here);
    return false;
}

static viv_node joined(vk_parser *p, sequence *all, uint32_t mark) {
    uint64_t parts;

    if (!vk_fstring_flush(p, &all->pending))
        return 0;
    parts = vk_parser_list(p, mark);
    return all->template ? VK_NODE(p, all->from, TemplateStr, parts)
                         : VK_NODE(p, all->from, JoinedStr, parts);
}

/* All the literals that stand side by side. */
static viv_node strings(vk_parser *p) {
    sequence all = {.from = p->token.from};
    uint32_t mark = p->stack_used;
    bool unicode =
        vk_parser_at(p, VK_T_STRING) && read_spelling(p, &p->token).unicode;
    vk_token before = {0};
    const char *text;

    while (goes_on(p, &all, &before)) {
        before = p->token;
        if (!literal(p, &all))
            return 0;
    }
    if (vk_parser_raised(p) || !mixes_well(p, &all))
        return 0;
    if (all.format || all.template)
        return joined(p, &all, mark);
    text = vk_at(p->vm, all.pending.buffer);
    return constant(p, all.from,
                    all.bytes ? vk_bytes_from(p->vm, text, all.pending.used)
                              : vk_str_from_utf8(p->vm, text, all.pending.used),
                    unicode ? vk_str_intern_utf8(p->vm, "u", 1).bits : 0);
}

/* The usual case: one literal without escapes. Looks one token further, since a
 * second literal beside it makes this a concatenation; if so, everything is
 * read again from here. */
viv_node vk_literal_strings(vk_parser *p) {
    vk_parser_mark before = vk_parser_here(p);
    vk_token token = p->token;
    spelling s;

    if (token.kind != VK_T_STRING)
        return strings(p);
    s = read_spelling(p, &token);
    if (s.unicode || s.bytes ||
        (!s.raw && memchr(p->lexer.text + s.start, '\\', s.end - s.start)))
        return strings(p);
    vk_parser_next(p);
    if (!vk_parser_at(p, VK_T_STRING) && !vk_parser_at(p, VK_T_FSTRING))
        return constant(p, token.from, direct(p, &s), 0);
    p->lexer.at = before.lexer;
    p->token = before.token;
    p->last = before.last;
    return strings(p);
}
