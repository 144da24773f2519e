/* lexer.c - tokens: lines, indentation, operators and brackets.
 *
 * A hand-written scanner after language reference chapter 2. It runs on demand,
 * because only the parser knows when the text of an f-string begins and ends.
 * Its state is a small struct that is copied to remember a place and copied
 * back to return to it; whatever that does not hold (brackets, indents) must
 * not be changed by reading ahead.
 *
 * The text ends with NUL and holds no other, so loops need no length: a NUL is
 * part of no token. Everything here is read-only on a text in the arena, and
 * all counters live on the C stack.
 */
#include "syntax/lexer.h"

#include <stdio.h>

#define CASE_LETTER                                                            \
    case 'a' ... 'z':                                                          \
    case 'A' ... 'Z':                                                          \
    case '_':                                                                  \
    case 0x80 ... 0xFF

enum { TAB = 8 };

static const char *const spellings[VK_TOKEN_COUNT] = {
#define VK_TOKEN(id, text) [VK_T_##id] = text,
#define VK_SIGN(id, spelling) [VK_T_##id] = spelling,
#define VK_KEYWORD(id, spelling) [VK_T_##id] = spelling,
#include "syntax/tokens.def"
#undef VK_TOKEN
#undef VK_SIGN
#undef VK_KEYWORD
};

/* What a character is alone, before '=', twice, and twice before '='. */
typedef struct sign {
    uint8_t alone, equal, twice, twice_equal;
} sign;

/* Longest match by table: up to three characters decide, no backtracking. */
static const sign signs[128] = {
    [':'] = {VK_T_COLON, VK_T_WALRUS, 0, 0},
    [','] = {VK_T_COMMA, 0, 0, 0},
    [';'] = {VK_T_SEMICOLON, 0, 0, 0},
    ['='] = {VK_T_ASSIGN, VK_T_EQUAL, 0, 0},
    ['!'] = {VK_T_BANG, VK_T_NOT_EQUAL, 0, 0},
    ['+'] = {VK_T_PLUS, VK_T_PLUS_ASSIGN, 0, 0},
    ['-'] = {VK_T_MINUS, VK_T_MINUS_ASSIGN, 0, 0},
    ['*'] = {VK_T_STAR, VK_T_STAR_ASSIGN, VK_T_DOUBLE_STAR,
             VK_T_DOUBLE_STAR_ASSIGN},
    ['/'] = {VK_T_SLASH, VK_T_SLASH_ASSIGN, VK_T_DOUBLE_SLASH,
             VK_T_DOUBLE_SLASH_ASSIGN},
    ['%'] = {VK_T_PERCENT, VK_T_PERCENT_ASSIGN, 0, 0},
    ['@'] = {VK_T_AT, VK_T_AT_ASSIGN, 0, 0},
    ['&'] = {VK_T_AMPERSAND, VK_T_AMPERSAND_ASSIGN, 0, 0},
    ['|'] = {VK_T_PIPE, VK_T_PIPE_ASSIGN, 0, 0},
    ['^'] = {VK_T_CARET, VK_T_CARET_ASSIGN, 0, 0},
    ['~'] = {VK_T_TILDE, 0, 0, 0},
    ['<'] = {VK_T_LESS, VK_T_LESS_EQUAL, VK_T_SHIFT_LEFT,
             VK_T_SHIFT_LEFT_ASSIGN},
    ['>'] = {VK_T_GREATER, VK_T_GREATER_EQUAL, VK_T_SHIFT_RIGHT,
             VK_T_SHIFT_RIGHT_ASSIGN},
};

const char *vk_lexer_spelling(uint32_t kind) {
    return kind < VK_TOKEN_COUNT ? spellings[kind] : "";
}

void vk_lexer_prepare(vk_lexer *lexer, viv_vm *vm, const vk_source *source,
                      vk_syntax_error *error) {
    lexer->vm = vm;
    lexer->source = source;
    lexer->error = error;
    lexer->quiet = lexer->by_parser = false;
    lexer->by_code = lexer->ended = false;
    lexer->unclosed = 0;
}

/* [indents] and [brackets] stay uninitialised above their counts: clearing them
 * would cost more than lexing a short text. */
void vk_lexer_begin(vk_lexer *lexer, const char *text, uint32_t length) {
    lexer->at = (vk_lexer_state){.line = 1, .line_begins = true};
    lexer->text = text;
    lexer->length = length;
    lexer->indents[0] = (vk_indent){0, 0};
}

void vk_lexer_finish(vk_lexer *lexer, vk_token *token, vk_token_kind kind) {
    token->kind = kind;
    token->end = lexer->at.position;
    token->to = vk_lexer_place(lexer);
}

static void start(vk_lexer *lexer, vk_token *token) {
    token->start = lexer->at.position;
    token->from = vk_lexer_place(lexer);
}

/* A token without text: INDENT, DEDENT, END, ERROR. */
static void empty(vk_lexer *lexer, vk_token *token, vk_token_kind kind) {
    start(lexer, token);
    vk_lexer_finish(lexer, token, kind);
}

static void next_line(vk_lexer *lexer) {
    lexer->at.position++;
    lexer->at.line++;
    lexer->at.line_start = lexer->at.chain = lexer->at.position;
}

static uint32_t least(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

/* Lines */

/* At a backslash: true when the next line continues this one. The odd columns
 * below are CPython's, found by comparison; programs that print SyntaxError
 * show them. */
static bool continue_line(vk_lexer *lexer) {
    uint32_t chain;
    vk_place here;

    lexer->at.position++;
    here = vk_lexer_place(lexer);
    if (lexer->text[lexer->at.position] == 0) {
        vk_report_as(lexer, VIV_SyntaxError, here,
                     (vk_place){here.line, UINT32_MAX},
                     "unexpected EOF while parsing");
        return false;
    }
    if (lexer->text[lexer->at.position] != '\n') {
        vk_report_as(lexer, VIV_SyntaxError, here,
                     (vk_place){here.line, UINT32_MAX},
                     "unexpected character after line continuation character");
        lexer->error->offset = (int)least(
            lexer->at.position - lexer->at.chain + 1,
            (uint32_t)strcspn(lexer->text + lexer->at.line_start, "\n") + 2);
        lexer->error->end_offset = 0;
        return false;
    }
    chain = lexer->at.chain;
    next_line(lexer);
    lexer->at.chain = chain;
    if (lexer->text[lexer->at.position])
        return true;
    if (lexer->at.brackets) {
        vk_report_unclosed(lexer);
        return false;
    }
    lexer->at.line--;
    vk_report_as(lexer, VIV_SyntaxError, here, here,
                 "unexpected EOF while parsing");
    lexer->error->end_offset = -1;
    return false;
}

/* Tabs and spaces are mixed so that the columns depend on the width of tabs. */
static void inconsistent(vk_lexer *lexer) {
    vk_place here = {lexer->at.line, 0};

    vk_report_as(lexer, VIV_TabError, here, (vk_place){here.line, UINT32_MAX},
                 "inconsistent use of tabs and spaces in indentation");
    lexer->error->offset = 1;
    lexer->error->end_offset = 0;
}

/* CPython places this one behind the line. */
static void unknown_level(vk_lexer *lexer) {
    const char *line = lexer->text + lexer->at.line_start;
    vk_place end = {lexer->at.line, (uint32_t)strcspn(line, "\n")};

    vk_report_as(lexer, VIV_IndentationError, end, end,
                 "unindent does not match any outer indentation level");
    lexer->error->end_offset = -1;
}

static bool indent(vk_lexer *lexer, vk_indent now, vk_indent top) {
    if (now.alternative <= top.alternative) {
        inconsistent(lexer);
        return false;
    }
    if (lexer->at.indents + 1 >= VK_INDENTS_MAX) {
        vk_report_as(lexer, VIV_IndentationError, (vk_place){lexer->at.line, 0},
                     (vk_place){lexer->at.line, UINT32_MAX},
                     "too many levels of indentation");
        lexer->error->end_offset = 0;
        return false;
    }
    lexer->indents[++lexer->at.indents] = now;
    lexer->at.indent_due = true;
    return true;
}

/* Closes blocks; the column must be that of one that stays open. Several blocks
 * may end at once; the tokens are handed out one by one. */
static bool dedent(vk_lexer *lexer, vk_indent now) {
    while (lexer->at.indents &&
           now.column < lexer->indents[lexer->at.indents].column) {
        lexer->at.indents--;
        lexer->at.dedents++;
    }
    if (now.column != lexer->indents[lexer->at.indents].column) {
        unknown_level(lexer);
        return false;
    }
    if (now.alternative != lexer->indents[lexer->at.indents].alternative) {
        inconsistent(lexer);
        return false;
    }
    return true;
}

/* Compares a line's indentation with the open blocks. Each line's indentation
 * is measured twice, with tabs to multiples of eight and with tabs as one
 * column. If the two measures disagree about the order, the meaning would
 * depend on the width of tabs: TabError (reference 2.1.8). */
static bool compare_indent(vk_lexer *lexer, vk_indent now) {
    vk_indent top = lexer->indents[lexer->at.indents];

    if (now.column > top.column)
        return indent(lexer, now, top);
    if (now.column < top.column)
        return dedent(lexer, now);
    if (now.alternative == top.alternative)
        return true;
    inconsistent(lexer);
    return false;
}

/* Steps over white space at a line's beginning. A backslash there continues the
 * line, and the first such column counts. False: error. */
static bool measure(vk_lexer *lexer, vk_indent *now) {
    uint32_t first = 0;

    *now = (vk_indent){0, 0};
    for (;; lexer->at.position++) {
        switch (lexer->text[lexer->at.position]) {
        case ' ':
            now->column++;
            now->alternative++;
            break;
        case '\t':
            now->column = (now->column / TAB + 1) * TAB;
            now->alternative++;
            break;
        case '\f':
            *now = (vk_indent){0, 0};
            break;
        case '\\':
            first = first ? first : now->column;
            if (!continue_line(lexer))
                return false;
            lexer->at.position--;
            break;
        default:
            if (first)
                *now = (vk_indent){first, first};
            return true;
        }
    }
}

/* The beginning of a line outside of brackets; blank lines are stepped over.
 * False: error. */
static bool begin_line(vk_lexer *lexer) {
    vk_indent now;

    for (;;) {
        if (!measure(lexer, &now))
            return false;
        if (lexer->text[lexer->at.position] == '#')
            lexer->at.position +=
                (uint32_t)strcspn(lexer->text + lexer->at.position, "\n");
        if (lexer->text[lexer->at.position] != '\n')
            break;
        next_line(lexer);
    }
    lexer->at.line_begins = false;
    if (!lexer->text[lexer->at.position])
        return true; /* the end dedents by itself */
    return compare_indent(lexer, now);
}

/* White space, comments, continuations and, in brackets, newlines. Returns the
 * character that follows; -1: error. Inside brackets a comment is white space;
 * outside it belongs to the NEWLINE. */
static int skip(vk_lexer *lexer) {
    const char *text = lexer->text;

    for (;;) {
        unsigned char c = (unsigned char)text[lexer->at.position];

        if (c == ' ' || c == '\t' || c == '\f') {
            lexer->at.position++;
        } else if (c == '\\') {
            if (!continue_line(lexer))
                return -1;
        } else if (c == '\n' && lexer->at.brackets) {
            next_line(lexer);
        } else if (c == '#' && lexer->at.brackets) {
            lexer->at.position +=
                (uint32_t)strcspn(text + lexer->at.position, "\n");
        } else {
            return c;
        }
    }
}

/* A comment belongs to the token; so do its columns in CPython. */
static void newline_token(vk_lexer *lexer, vk_token *token) {
    uint32_t *position = &lexer->at.position;

    *position += (uint32_t)strcspn(lexer->text + *position, "\n");
    vk_lexer_finish(lexer, token, VK_T_NEWLINE);
    token->to.column++;
    if (lexer->text[*position])
        next_line(lexer);
    lexer->at.line_begins = true;
    lexer->at.logical = false;
}

/* The end of the text: first the line ends, then the blocks. At the end of the
 * text the line in progress ends as if it had a newline. */
static void end_token(vk_lexer *lexer, vk_token *token) {
    lexer->ended |= !lexer->at.logical || lexer->at.brackets;
    if (lexer->at.brackets) {
        vk_report_unclosed(lexer);
        empty(lexer, token, VK_T_ERROR);
    } else if (lexer->at.logical) {
        newline_token(lexer, token);
    } else if (lexer->at.indents) {
        lexer->at.indents--;
        empty(lexer, token, VK_T_DEDENT);
    } else {
        empty(lexer, token, VK_T_END);
    }
}

/* Brackets */

/* The limit is CPython's; deeper nesting is refused here, before the parser
 * would need as many C frames. */
static void open_bracket(vk_lexer *lexer, vk_token *token, vk_token_kind kind) {
    vk_bracket *open;

    lexer->at.position++;
    if (lexer->at.brackets >= VK_BRACKETS_MAX) {
        vk_report_here(lexer, "too many nested parentheses");
        empty(lexer, token, VK_T_ERROR);
        return;
    }
    open = &lexer->brackets[lexer->at.brackets++];
    *open = (vk_bracket){token->from.line, token->from.column,
                         lexer->text[token->start]};
    vk_lexer_finish(lexer, token, kind);
}

/* In an f-string's field the brace that is open is the field's own. */
static void mismatch(vk_lexer *lexer, char closing, vk_bracket open) {
    const vk_field *field = lexer->at.field;

    if (field && open.opening == '{' &&
        lexer->at.brackets + 1 == field->brackets)
        vk_report_here(lexer, "%s: unmatched '%c'", vk_field_name(field),
                       closing);
    else if (open.line != lexer->at.line)
        vk_report_here(lexer,
                       "closing parenthesis '%c' does not match opening "
                       "parenthesis '%c' on line %d",
                       closing, open.opening, (int)open.line);
    else
        vk_report_here(lexer,
                       "closing parenthesis '%c' does not match opening "
                       "parenthesis '%c'",
                       closing, open.opening);
}

/* What was opened last must be closed first; lines in between do not matter. */
static void close_bracket(vk_lexer *lexer, vk_token *token, char opening,
                          vk_token_kind kind) {
    char closing = lexer->text[lexer->at.position++];
    vk_bracket open;

    if (!lexer->at.brackets) {
        vk_report_here(lexer, "unmatched '%c'", closing);
        empty(lexer, token, VK_T_ERROR);
        return;
    }
    open = lexer->brackets[--lexer->at.brackets];
    if (open.opening != opening) {
        mismatch(lexer, closing, open);
        empty(lexer, token, VK_T_ERROR);
        return;
    }
    vk_lexer_finish(lexer, token, kind);
}

/* Operators */

static void take(vk_lexer *lexer, vk_token *token, uint32_t length,
                 uint32_t kind) {
    lexer->at.position += length;
    vk_lexer_finish(lexer, token, kind);
}

static bool at_field_level(const vk_lexer *lexer) {
    const vk_field *field = lexer->at.field;

    return field && field->brackets == lexer->at.brackets;
}

/* The longest operator wins, but a field's colon ends its expression: {x:=5} is
 * x with the specification "=5". */
static void sign_token(vk_lexer *lexer, vk_token *token, unsigned char c) {
    const char *text = lexer->text + lexer->at.position;
    const sign *row = &signs[c & 127];

    if (c == ':' && at_field_level(lexer))
        take(lexer, token, 1, VK_T_COLON);
    else if (row->twice && text[1] == text[0] && text[2] == '=')
        take(lexer, token, 3, row->twice_equal);
    else if (row->twice && text[1] == text[0])
        take(lexer, token, 2, row->twice);
    else if (row->equal && text[1] == '=')
        take(lexer, token, 2, row->equal);
    else if (c == '-' && text[1] == '>')
        take(lexer, token, 2, VK_T_ARROW);
    else if (c == '<' && text[1] == '>')
        take(lexer, token, 2, VK_T_WILD);
    else
        take(lexer, token, 1, row->alone);
}

static void dot_token(vk_lexer *lexer, vk_token *token) {
    const char *text = lexer->text + lexer->at.position;

    if (text[1] >= '0' && text[1] <= '9')
        vk_number_token(lexer, token);
    else if (text[1] == '.' && text[2] == '.')
        take(lexer, token, 3, VK_T_ELLIPSIS);
    else
        take(lexer, token, 1, VK_T_DOT);
}

/* What no token begins with. Printable ones are for the parser to refuse. */
static void other_token(vk_lexer *lexer, vk_token *token, unsigned char c) {
    lexer->at.position++;
    if (c == '$' || c == '?' || c == '`') {
        vk_lexer_finish(lexer, token, VK_T_WILD);
        return;
    }
    vk_report_here(lexer, "invalid non-printable character U+%04X", c);
    empty(lexer, token, VK_T_ERROR);
}

static void code_token(vk_lexer *lexer, vk_token *token, unsigned char c) {
    switch (c) {
    CASE_LETTER:
        vk_name_token(lexer, token);
        return;
    case '0' ... '9':
        vk_number_token(lexer, token);
        return;
    case '\'':
    case '"':
        vk_string_token(lexer, token);
        return;
    case '(':
        open_bracket(lexer, token, VK_T_LEFT_PAREN);
        return;
    case '[':
        open_bracket(lexer, token, VK_T_LEFT_BRACKET);
        return;
    case '{':
        open_bracket(lexer, token, VK_T_LEFT_BRACE);
        return;
    case ')':
        close_bracket(lexer, token, '(', VK_T_RIGHT_PAREN);
        return;
    case ']':
        close_bracket(lexer, token, '[', VK_T_RIGHT_BRACKET);
        return;
    case '}':
        close_bracket(lexer, token, '{', VK_T_RIGHT_BRACE);
        return;
    case '.':
        dot_token(lexer, token);
        return;
    default:
        if (c < 128 && signs[c].alone)
            sign_token(lexer, token, c);
        else
            other_token(lexer, token, c);
    }
}

/* INDENT and DEDENT tokens that the beginning of the line gave. */
static bool block_token(vk_lexer *lexer, vk_token *token) {
    if (lexer->at.line_begins && !lexer->at.brackets && !begin_line(lexer)) {
        empty(lexer, token, VK_T_ERROR);
        return true;
    }
    if (lexer->at.dedents) {
        lexer->at.dedents--;
        empty(lexer, token, VK_T_DEDENT);
        return true;
    }
    if (lexer->at.indent_due) {
        lexer->at.indent_due = false;
        empty(lexer, token, VK_T_INDENT);
        return true;
    }
    return false;
}

/* After an error nothing but ERROR comes: the parser needs no other way to
 * stop. */
void vk_lexer_next(vk_lexer *lexer, vk_token *token) {
    int c;

    if (lexer->error->set) {
        empty(lexer, token, VK_T_ERROR);
        return;
    }
    if ((lexer->at.line_begins || lexer->at.dedents || lexer->at.indent_due) &&
        block_token(lexer, token))
        return;
    c = skip(lexer);
    start(lexer, token);
    if (c < 0) {
        empty(lexer, token, VK_T_ERROR);
    } else if (c == 0) {
        end_token(lexer, token);
    } else if (c == '\n' || c == '#') {
        newline_token(lexer, token);
    } else {
        lexer->at.logical = true;
        code_token(lexer, token, (unsigned char)c);
    }
}
