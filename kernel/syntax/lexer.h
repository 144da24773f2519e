/* lexer.h - text to tokens, one at a time, on demand.
 *
 * The lexer looks at the text only; which words are soft keywords and where the
 * text of an f-string ends is the parser's business, which therefore drives it:
 * vk_lexer_next() for code, fstring.c for what is text. All of it lies in the
 * arena, ends with NUL and holds no other; every loop stops there.
 */
#ifndef VK_SYNTAX_LEXER_H
#define VK_SYNTAX_LEXER_H

#include "syntax/parser.h"
#include "syntax/tree.h"

typedef enum vk_token_kind {
#define VK_TOKEN(id, text) VK_T_##id,
#define VK_SIGN(id, spelling) VK_T_##id,
#define VK_KEYWORD(id, spelling) VK_T_##id,
#include "syntax/tokens.def"
#undef VK_TOKEN
#undef VK_SIGN
#undef VK_KEYWORD
    VK_TOKEN_COUNT,
    VK_T_FIRST_KEYWORD = VK_T_FALSE,
} vk_token_kind;

typedef struct vk_token {
    uint32_t kind;
    uint32_t start, end; /* bytes of the text */
    vk_place from, to;
} vk_token;

enum {
    VK_BRACKETS_MAX = 200, /* as in CPython */
    VK_INDENTS_MAX = 100,
    VK_FSTRINGS_MAX = 150,
};

typedef struct vk_bracket {
    uint32_t line, column;
    char opening;
} vk_bracket;

typedef struct vk_indent {
    uint32_t column;      /* with tabs to multiples of eight */
    uint32_t alternative; /* with tabs as one column */
} vk_indent;

/* What has to be put back to read a part of the text again. Brackets and
 * indents below these counts are not touched by reading ahead. */
typedef struct vk_lexer_state {
    uint32_t position, line, line_start;
    uint32_t chain; /* where the first of lines joined by backslashes began */
    uint16_t brackets, indents;
    uint8_t dedents;        /* DEDENT tokens still to come */
    bool line_begins;       /* indentation is to be looked at */
    bool indent_due;        /* an INDENT token is still to come */
    bool continued;         /* this line follows a backslash */
    bool logical;           /* a token stood on this logical line */
    struct vk_field *field; /* the innermost one, on the C stack */
} vk_lexer_state;

/* A replacement field being parsed: where its f-string began and ends. */
typedef struct vk_field {
    struct vk_field *outer;
    uint16_t brackets; /* open ones when it began, its own brace included */
    char quote, prefix;
    bool triple, raw;
    uint8_t nested; /* how many fields of this f-string are open */
} vk_field;

/* As messages call the literal that the field is in. */
static inline const char *vk_field_name(const vk_field *field) {
    return field->prefix == 't' ? "t-string" : "f-string";
}

typedef struct vk_lexer {
    vk_lexer_state at;
    const char *text;
    uint32_t length;
    viv_vm *vm;
    const vk_source *source;
    vk_syntax_error *error;
    bool quiet;        /* no warnings: this is read a second time */
    bool by_parser;    /* the error is about tokens, not about text */
    bool by_code;      /* ... one that CPython tells by a code only */
    bool ended;        /* the end of the text was looked at */
    uint32_t unclosed; /* line of the bracket that the error is about */
    vk_bracket brackets[VK_BRACKETS_MAX];
    vk_indent indents[VK_INDENTS_MAX];
} vk_lexer;

void vk_lexer_prepare(vk_lexer *lexer, viv_vm *vm, const vk_source *source,
                      vk_syntax_error *error);
/* To the beginning of [text]. */
void vk_lexer_begin(vk_lexer *lexer, const char *text, uint32_t length);

/* The next token. After VK_T_ERROR the error is set and nothing follows. */
void vk_lexer_next(vk_lexer *lexer, vk_token *token);

/* Closes [token] at the present position and gives it [kind]. */
void vk_lexer_finish(vk_lexer *lexer, vk_token *token, vk_token_kind kind);

static inline vk_place vk_lexer_place(const vk_lexer *lexer) {
    return (vk_place){lexer->at.line,
                      lexer->at.position - lexer->at.line_start};
}

/* The line of the last character that was read. */
static inline uint32_t vk_lexer_line(const vk_lexer *lexer) {
    bool begins = lexer->at.position == lexer->at.line_start;

    return lexer->at.line - (begins && lexer->at.line > 1);
}

/* Of tokens.def: the spelling. */
const char *vk_lexer_spelling(uint32_t kind);

/* lexer_number.c: a number begins at the position. */
void vk_number_token(vk_lexer *lexer, vk_token *token);

/* lexer_name.c: a name, keyword or prefixed string begins at the position. */
void vk_name_token(vk_lexer *lexer, vk_token *token);
/* Length of the character at [text] if it may begin a name, else 0. */
uint32_t vk_name_character(const char *text);

/* lexer_string.c: a string whose quote is at the position. */
void vk_string_token(vk_lexer *lexer, vk_token *token);

/* report.c: fill in the error, unless one is set already; a SyntaxError. */
void vk_report_range(vk_lexer *lexer, vk_place from, vk_place to,
                     const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* As CPython's tokenizer does: at the last character that was read. */
void vk_report_here(vk_lexer *lexer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* With the numbers as SyntaxError is to carry them, columns in bytes from 0; -1
 * as end column gives no end. */
void vk_report_as(vk_lexer *lexer, viv_error kind, vk_place from, vk_place to,
                  const char *message);
void vk_report_raised(vk_lexer *lexer);
void vk_report_unclosed(vk_lexer *lexer);
/* A SyntaxWarning; false when it was turned into an exception. */
bool vk_report_warning(vk_lexer *lexer, vk_place from, vk_place to,
                       const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
