/* fstring.c - f-strings and t-strings: text, and the fields in it.
 *
 * PEP 701 made f-strings part of the grammar and PEP 750 added t-strings;
 * fields are parsed as any expression is, by the same parser on the same text.
 * So the two take turns: here the text between fields is read character by
 * character, inside a field the lexer makes tokens, and the colon or brace at
 * the field's own bracket level hands over again.
 *
 * The state of a field is a struct on the C stack, linked to those around it:
 * fields nest as the recursion does, and are bounded by it.
 */
#include "object/str.h"
#include "syntax/diagnose.h"
#include "syntax/literal.h"

enum { FIELDS_MAX = 3 }; /* how deep fields nest in format specifications */

/* Text */

/* The literal that a FSTRING token begins. */
static vk_field read_prefix(const vk_lexer *lexer, const vk_token *token) {
    const char *text = lexer->text + token->start;
    vk_field field = {.outer = lexer->at.field, .prefix = 'f'};

    for (; *text != '"' && *text != '\''; text++) {
        if ((*text | 32) == 't')
            field.prefix = 't';
        field.raw |= (*text | 32) == 'r';
    }
    field.quote = *text;
    field.triple = text[1] == *text && text[2] == *text;
    return field;
}

static bool at_quote(const vk_lexer *lexer, const vk_field *field) {
    const char *text = lexer->text + lexer->at.position;

    return text[0] == field->quote &&
           (!field->triple ||
            (text[1] == field->quote && text[2] == field->quote));
}

static void step(vk_lexer *lexer) {
    if (lexer->text[lexer->at.position++] == '\n') {
        lexer->at.line++;
        lexer->at.line_start = lexer->at.position;
    }
}

/* A backslash and what it protects; \N{ } hides its braces. The name in \N{...}
 * has braces that begin no field. */
static void step_escape(vk_lexer *lexer, const vk_field *field) {
    const char *text = lexer->text + ++lexer->at.position;
    const char *close = text + 2;

    if (*text == '{' || *text == '}' || *text == 0)
        return;
    step(lexer);
    if (field->raw || text[0] != 'N' || text[1] != '{')
        return;
    while (*close && *close != '}' && *close != '\n' && *close != field->quote)
        close++;
    if (*close == '}')
        lexer->at.position += (uint32_t)(close - text);
}

static char unterminated(vk_lexer *lexer, const vk_field *field,
                         const vk_token *whole, bool spec) {
    int line = (int)vk_lexer_line(lexer);

    if (spec && !field->triple && lexer->text[lexer->at.position] == '\n')
        vk_report_range(lexer, whole->from, whole->from,
                        "%s: newlines are not allowed in format specifiers for "
                        "single quoted %ss",
                        vk_field_name(field), vk_field_name(field));
    else
        vk_report_range(lexer, whole->from, whole->from,
                        "unterminated %s%s literal (detected at line %d)",
                        field->triple ? "triple-quoted " : "",
                        vk_field_name(field), line);
    return 0;
}

/* Reads text up to a brace or the end quote, which it returns; 0: error. Text
 * of a single-quoted f-string ends at the line's end, as of other strings. */
static char read_text(vk_lexer *lexer, const vk_field *field,
                      const vk_token *whole, bool spec) {
    for (;;) {
        char c = lexer->text[lexer->at.position];

        if (c == 0 || (c == '\n' && !field->triple))
            return unterminated(lexer, field, whole, spec);
        if (at_quote(lexer, field))
            return field->quote;
        if (c == '{' || c == '}')
            return c;
        if (c == '\\')
            step_escape(lexer, field);
        else
            step(lexer);
    }
}

/* Fields */

static bool push(vk_parser *p, viv_node node) {
    return node && vk_parser_push(p, node);
}

bool vk_fstring_flush(vk_parser *p, vk_literal *pending) {
    vk_place last = p->last;
    viv_node node = 0;

    if (pending->used) {
        p->last = pending->to;
        node = vk_literal_constant(p, pending);
        p->last = last;
        if (!push(p, node))
            return false;
    }
    *pending = (vk_literal){0};
    return true;
}

/* Text that belongs to the constant before a field or behind it. */
static bool add_text(vk_parser *p, vk_literal *pending, const vk_field *field,
                     const vk_token *piece) {
    vk_literal_style style = {
        .raw = field->raw, .from = piece->from, .to = piece->to};

    if (piece->start == piece->end)
        return true;
    vk_literal_extend(pending, piece->from, piece->to);
    return vk_literal_decode(p, pending, piece->start, piece->end, &style);
}

/* Fields nest in specifications, and whole f-strings in fields. */
static bool push_field(vk_parser *p, const vk_field *outer,
                       vk_literal *pending);

static bool lone_brace(vk_parser *p, const vk_field *field) {
    p->lexer.at.position++;
    vk_report_here(&p->lexer, "%s: single '}' is not allowed",
                   vk_field_name(field));
    return false;
}

/* Text up to a single brace or the end quote, which it returns; 0: error.
 * Doubled braces stand for one: the piece ends behind the first of the two. */
static char push_text(vk_parser *p, const vk_field *field, vk_literal *pending,
                      const vk_token *whole, bool spec) {
    vk_lexer *lexer = &p->lexer;

    for (;;) {
        vk_token piece = {.start = lexer->at.position,
                          .from = vk_lexer_place(lexer)};
        char c = read_text(lexer, field, whole, spec);
        bool doubled = c && c != field->quote && !spec &&
                       lexer->text[lexer->at.position + 1] == c;

        lexer->at.position += doubled ? 2 : 0;
        vk_lexer_finish(lexer, &piece, VK_T_STRING);
        piece.end -= doubled;
        if (!c || !add_text(p, pending, field, &piece))
            return 0;
        if (!doubled)
            return c;
    }
}

/* Text and fields up to the end quote or, in a specification, its brace. */
static bool push_parts(vk_parser *p, const vk_field *field, vk_literal *pending,
                       const vk_token *whole, bool spec) {
    for (;;) {
        char c = push_text(p, field, pending, whole, spec);

        if (!c)
            return false;
        if (c == field->quote || (c == '}' && spec))
            return true;
        if (c == '}')
            return lone_brace(p, field);
        if (!push_field(p, field, pending))
            return false;
    }
}

/* The specification's text is not code: the lexer stands behind the colon and
 * afterwards at the closing brace, which becomes the next token. A format
 * specification is text with fields, itself an f-string without quotes:
 * {x:>{width}}. */
static viv_node specification(vk_parser *p, const vk_field *field,
                              const vk_token *whole) {
    vk_place from = p->token.from;
    vk_literal pending = {0};
    uint32_t mark = p->stack_used;

    if (!push_parts(p, field, &pending, whole, true) ||
        !vk_fstring_flush(p, &pending))
        return 0;
    if (p->lexer.text[p->lexer.at.position] != '}') {
        vk_diagnose_open_spec(p, field);
        return 0;
    }
    p->token.to = vk_lexer_place(&p->lexer);
    vk_parser_next(p);
    return VK_NODE(p, from, JoinedStr, vk_parser_list(p, mark));
}

/* !r, !s, !a; the number is the letter. */
static bool conversion(vk_parser *p, const vk_field *field, int *letter) {
    vk_token bang = p->token;
    const char *text;

    *letter = -1;
    if (!vk_parser_accept(p, VK_T_BANG))
        return true;
    text = p->lexer.text + p->token.start;
    if (!vk_parser_at(p, VK_T_NAME) || p->token.start != bang.end ||
        p->token.end != p->token.start + 1 ||
        (*text != 'r' && *text != 's' && *text != 'a')) {
        vk_diagnose_conversion(p, field, &bang);
        return false;
    }
    *letter = *text;
    vk_parser_next(p);
    return true;
}

/* The field's own source text without comments, which {x=} repeats and
 * templates keep. Kept as it was written, white space included: f"{ x = }"
 * shows it. */
static bool copy_source(vk_parser *p, vk_literal *to, uint32_t start,
                        uint32_t end) {
    const char *text = p->lexer.text;

    while (start < end) {
        uint32_t stop = start;

        while (stop < end && text[stop] != '#')
            stop++;
        if (!vk_literal_append(p, to, text + start, stop - start))
            return false;
        for (start = stop; start < end && text[start] != '\n'; start++)
            ;
    }
    return true;
}

/* Parts of a field on their way into its node. The text is that between brace
 * and "=", "!", ":" or "}". */
typedef struct field_parts {
    vk_place from;
    uint32_t text_start, text_end; /* of the expression */
    viv_node value, spec;
    int letter;
} field_parts;

/* The text of {x=} goes to the constant before the field. */
static bool debug_text(vk_parser *p, vk_literal *pending, field_parts *parts) {
    vk_place from = parts->from;

    from.column++;
    vk_literal_extend(pending, from, p->token.from);
    return copy_source(p, pending, parts->text_start, p->token.start);
}

/* From behind the opening brace to the closing one, which stays the token. */
static bool read_field(vk_parser *p, const vk_field *field, vk_literal *pending,
                       field_parts *parts) {
    vk_token brace = p->token;
    bool debug;

    vk_parser_next(p);
    parts->value = vk_expression_assigned(p);
    parts->text_end = p->token.start;
    if (!parts->value)
        return false;
    debug = vk_parser_accept(p, VK_T_ASSIGN);
    if (debug && !debug_text(p, pending, parts))
        return false;
    if (!conversion(p, field, &parts->letter))
        return false;
    if (vk_parser_at(p, VK_T_COLON)) {
        parts->spec = specification(p, field, &brace);
        if (!parts->spec)
            return false;
    } else if (debug && parts->letter < 0) {
        parts->letter = 'r';
    }
    return vk_parser_at(p, VK_T_RIGHT_BRACE) || vk_parser_fail(p);
}

/* The expression's text, without white space at its end. */
static uint64_t source_value(vk_parser *p, const field_parts *parts) {
    vk_literal copy = {0};
    const char *text;
    viv_value value;

    if (!copy_source(p, &copy, parts->text_start, parts->text_end))
        return 0;
    text = vk_at(p->vm, copy.buffer);
    while (copy.used && strchr(" \t\n\f", text[copy.used - 1]))
        copy.used--;
    value = vk_str_from_utf8(p->vm, text, copy.used);
    if (viv_is_raise(value))
        vk_report_raised(&p->lexer);
    return value.bits;
}

/* In a specification even a t-string has the fields of f-strings. */
static viv_node make_field(vk_parser *p, const vk_field *field,
                           const field_parts *parts) {
    uint64_t letter = (uint64_t)(int64_t)parts->letter;

    if (field->prefix == 't' && field->nested == 1)
        return VK_NODE(p, parts->from, Interpolation, parts->value,
                       source_value(p, parts), letter, parts->spec);
    return VK_NODE(p, parts->from, FormattedValue, parts->value, letter,
                   parts->spec);
}

/* When a field does not fit, its own mistakes are looked for. */
static bool field_fits(vk_parser *p, const vk_field *field, vk_literal *pending,
                       field_parts *parts) {
    vk_parser_mark before = vk_parser_here(p);

    if (read_field(p, field, pending, parts))
        return true;
    if (vk_parser_diagnoses(p)) {
        vk_parser_back(p, &before);
        vk_diagnose_field(p, field);
    }
    return false;
}

/* The lexer stands at the brace, and behind the closing one afterwards. The
 * link to [field] must be gone before [field] is; after a failure the lexer
 * gives only ERROR, and nobody follows it any more. */
static bool push_field(vk_parser *p, const vk_field *outer,
                       vk_literal *pending) {
    field_parts parts = {.from = vk_lexer_place(&p->lexer)};
    vk_field field = *outer;

    if (field.nested >= FIELDS_MAX) {
        vk_report_here(&p->lexer, "%s: expressions nested too deeply",
                       vk_field_name(outer));
        return false;
    }
    if (!vk_parser_deeper(p))
        return false;
    vk_parser_next(p); /* the brace becomes the token */
    field.nested++;
    field.outer = p->lexer.at.field;
    field.brackets = p->lexer.at.brackets;
    p->lexer.at.field = &field;
    parts.text_start = p->lexer.at.position;
    if (!field_fits(p, &field, pending, &parts))
        return false;
    p->lexer.at.field = field.outer;
    p->last = p->token.to;
    return vk_fstring_flush(p, pending) &&
           push(p, make_field(p, &field, &parts));
}

bool vk_fstring_parts(vk_parser *p, vk_literal *pending) {
    vk_field field = read_prefix(&p->lexer, &p->token);
    vk_token whole = p->token;

    if (!push_parts(p, &field, pending, &whole, false))
        return false;
    p->lexer.at.position += field.triple ? 3 : 1;
    p->token.to = vk_lexer_place(&p->lexer);
    vk_parser_next(p);
    return true;
}

/* Stepping over, for the search for later errors */

static bool skip_parts(vk_lexer *lexer, const vk_field *field,
                       const vk_token *whole, bool spec);

/* A field, from its brace to behind the closing one. */
static bool skip_field(vk_lexer *lexer, const vk_field *outer) {
    vk_field field = *outer;
    vk_token token, brace;

    if (++field.nested > FIELDS_MAX)
        return false;
    vk_lexer_next(lexer, &brace);
    field.outer = lexer->at.field;
    field.brackets = lexer->at.brackets;
    lexer->at.field = &field;
    do {
        vk_lexer_next(lexer, &token);
        if (token.kind == VK_T_FSTRING && !vk_fstring_skip(lexer, &token))
            break;
        if (token.kind == VK_T_COLON && lexer->at.brackets == field.brackets) {
            if (!skip_parts(lexer, &field, &brace, true))
                break;
            if (lexer->text[lexer->at.position] != '}') {
                lexer->at.field = field.outer;
                return true; /* the literal ends inside the field */
            }
        }
    } while (token.kind != VK_T_ERROR && token.kind != VK_T_END &&
             lexer->at.brackets >= field.brackets);
    lexer->at.field = field.outer;
    return lexer->at.brackets < field.brackets;
}

static bool skip_parts(vk_lexer *lexer, const vk_field *field,
                       const vk_token *whole, bool spec) {
    for (;;) {
        char c = read_text(lexer, field, whole, spec);

        if (!c)
            return false;
        if (c == field->quote || (c == '}' && spec))
            return true;
        if (!spec && lexer->text[lexer->at.position + 1] == c)
            lexer->at.position += 2;
        else if (c == '}' || !skip_field(lexer, field))
            return false;
    }
}

/* For looking ahead, where no tree is wanted. */
bool vk_fstring_skip(vk_lexer *lexer, const vk_token *token) {
    vk_field field = read_prefix(lexer, token);

    if (vk_stack_low(lexer->vm) || !skip_parts(lexer, &field, token, false))
        return false;
    lexer->at.position += field.triple ? 3 : 1;
    return true;
}
