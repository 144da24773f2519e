/* grammar.h - the parser's state, and what its files offer each other.
 *
 * One token is looked ahead. A function that parses returns a node, or 0 when
 * the text does not fit. Text that does not fit is read a second time with
 * [diagnosing] set: then the functions try harder, go back to before what
 * failed, as CPython's parser does, and look for the mistakes that it has
 * sentences for (diagnose.h). The first error that is set ends everything,
 * because the lexer then only gives VK_T_ERROR, which nothing accepts.
 */
#ifndef VK_SYNTAX_GRAMMAR_H
#define VK_SYNTAX_GRAMMAR_H

#include "syntax/extension.h"
#include "syntax/lexer.h"
#include "syntax/source.h"

/* On the C stack, outside the cage. What it points to (text, tree, stack of
 * items) is in the cage, by offset. */
typedef struct vk_parser {
    viv_vm *vm;
    vk_token token;    /* the next one */
    vk_place last;     /* where the one before it ended */
    vk_token furthest; /* the last one that failed to fit, at first reading */
    vk_token reached;  /* the last one that the second reading looked at */
    uint32_t plain_at; /* where an operand was read plainly already */
    vk_tree tree;
    uint32_t stack, stack_used, stack_room; /* items of unfinished lists */
    uint32_t charged;   /* position up to which fuel was charged */
    uint32_t attempts;  /* bounds the second reading */
    vk_place statement; /* the last one with a block that was read */
    bool diagnosing;
    bool plain; /* while diagnosing: read as if not */
    vk_lexer lexer;
} vk_parser;

/* Where to go back to. */
typedef struct vk_parser_mark {
    vk_lexer_state lexer;
    vk_token token;
    vk_place last;
    uint32_t stack_used;
    vk_bracket bracket; /* the innermost; the token may be what opened it */
} vk_parser_mark;

/* parser.c: tokens */
void vk_parser_next(vk_parser *p);
viv_node vk_parser_fail(vk_parser *p); /* notes the token; returns 0 */
vk_parser_mark vk_parser_here(const vk_parser *p);
void vk_parser_back(vk_parser *p, const vk_parser_mark *mark);
bool vk_parser_raised(const vk_parser *p); /* an error is set */
bool vk_parser_expect(vk_parser *p, vk_token_kind kind);
/* As CPython's &&: if something else stands there, the error names [kind]. */
bool vk_parser_force(vk_parser *p, vk_token_kind kind);
bool vk_parser_is_word(const vk_parser *p, const char *word);
/* The C stack has room for another level of nesting? If not, MemoryError. */
bool vk_parser_deeper(vk_parser *p);

static inline bool vk_parser_at(const vk_parser *p, vk_token_kind kind) {
    return p->token.kind == kind;
}

static inline bool vk_parser_accept(vk_parser *p, vk_token_kind kind) {
    if (p->token.kind != kind)
        return false;
    vk_parser_next(p);
    return true;
}

/* Go back and try other ways when something does not fit? */
static inline bool vk_parser_diagnoses(const vk_parser *p) {
    return p->diagnosing && !p->plain;
}

/* The text can be read, or could if it went on? (suggest.c) */
bool vk_parser_accepts(viv_vm *vm, vk_text_span text);

/* parser.c: nodes and lists */
viv_node vk_parser_make(vk_parser *p, vk_place from, int kind, uint32_t count,
                        const uint64_t *words);
#define VK_NODE(p, from, kind, ...)                                            \
    vk_parser_make(p, from, VIV_##kind,                                        \
                   sizeof((uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t),       \
                   (uint64_t[]){__VA_ARGS__})
/* A list is collected by remembering stack_used, pushing, and making it. */
bool vk_parser_push(vk_parser *p, uint64_t item);
uint64_t vk_parser_list(vk_parser *p, uint32_t mark);
uint64_t vk_parser_names(vk_parser *p, uint32_t mark);
/* Only the items whose upper half is [tag]; takes nothing off the stack. */
uint64_t vk_parser_tagged(vk_parser *p, uint32_t mark, uint32_t tag);
/* The identifier that the token is; 0 when memory ran out. */
uint64_t vk_parser_name(vk_parser *p, const vk_token *token);
uint64_t vk_parser_intern(vk_parser *p, const char *text, uint32_t length);
/* A Name, and steps over it. */
viv_node vk_parser_name_node(vk_parser *p, int context);
vk_place vk_parser_from(const vk_parser *p, viv_node node);
vk_place vk_parser_to(const vk_parser *p, viv_node node);
/* [node] begins right there, not behind a bracket? */
bool vk_parser_begins_at(const vk_parser *p, viv_node node, vk_place from);
int vk_parser_kind(const vk_parser *p, viv_node node);
uint64_t vk_parser_word(const vk_parser *p, viv_node node, uint32_t field);
void vk_parser_end_at(vk_parser *p, viv_node node, vk_place to);

/* expression.c */
viv_node vk_expression(vk_parser *p);
viv_node vk_expression_disjunction(vk_parser *p);
viv_node vk_expression_bitwise(vk_parser *p);   /* above comparisons */
viv_node vk_expression_inversion(vk_parser *p); /* not a */
viv_node vk_expression_atom(vk_parser *p);
viv_node vk_expression_named(vk_parser *p);      /* with := */
viv_node vk_expression_argument(vk_parser *p);   /* or name = */
viv_node vk_expression_star_named(vk_parser *p); /* or *x */
viv_node vk_expression_stars(vk_parser *p);      /* a, *b */
viv_node vk_expression_list(vk_parser *p);       /* a, b */
viv_node vk_expression_subject(vk_parser *p);    /* of match */
viv_node vk_expression_yield(vk_parser *p);
viv_node vk_expression_assigned(vk_parser *p); /* yield or a, *b */
viv_node vk_expression_primary(vk_parser *p);
bool vk_expression_begins(uint32_t kind);

/* display.c: what stands in brackets */
viv_node vk_display_paren(vk_parser *p);
viv_node vk_display_bracket(vk_parser *p);
viv_node vk_display_brace(vk_parser *p);
viv_node vk_display_call(vk_parser *p, viv_node function, vk_place from);
bool vk_display_bases(vk_parser *p); /* of a class */
/* Arguments up to the closing parenthesis; leaves them tagged on the stack. */
bool vk_display_arguments(vk_parser *p);
viv_node vk_display_subscript(vk_parser *p, viv_node value, vk_place from);
bool vk_display_generators(vk_parser *p, uint64_t *list);
static inline bool vk_display_at_generators(const vk_parser *p) {
    return vk_parser_at(p, VK_T_FOR) || vk_parser_at(p, VK_T_ASYNC);
}
enum { VK_TAG_POSITIONAL, VK_TAG_KEYWORD };

/* parameter.c */
viv_node vk_parameter_list(vk_parser *p, bool lambda);
viv_node vk_parameter_lambda(vk_parser *p);
bool vk_parameter_types(vk_parser *p, uint64_t *list);

/* literal.c, fstring.c */
viv_node vk_literal_number(vk_parser *p);
viv_node vk_literal_strings(vk_parser *p);

/* target.c */
void vk_target_set(vk_parser *p, viv_node node, int context);
typedef enum vk_target_use {
    VK_TARGET_STAR, /* of =, with, for */
    VK_TARGET_FOR,
    VK_TARGET_DEL,
} vk_target_use;
/* The part of [node] that cannot be a target; 0 when all can. */
viv_node vk_target_invalid(const vk_parser *p, viv_node node,
                           vk_target_use use);
const char *vk_target_kind_name(const vk_parser *p, viv_node node);
/* One target or a list of them, without `in`; stored to. */
viv_node vk_target_list(vk_parser *p, vk_target_use use);
viv_node vk_target_one(vk_parser *p);
viv_node vk_target_any(vk_parser *p); /* a list, of whatever */

/* statement.c, compound.c, pattern.c */
bool vk_statement_push(vk_parser *p); /* pushes one line or block of them */
viv_node vk_statement_simple(vk_parser *p);
bool vk_statement_simple_line(vk_parser *p);
bool vk_statement_augments(const vk_parser *p); /* at an augmented "=" */
bool vk_compound_begins(vk_parser *p);
viv_node vk_compound_statement(vk_parser *p);
bool vk_compound_block(vk_parser *p, const char *what, uint32_t line,
                       uint64_t *body);
viv_node vk_pattern_match(vk_parser *p);
bool vk_pattern_is_match(vk_parser *p);

#endif
