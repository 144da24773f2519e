/* literal.h - text of string literals while it is put together.
 *
 * Shared by literal.c and fstring.c, because adjacent literals of both sorts
 * are one string: "a" f"{b}c" "d" has the constants "a" and "cd".
 */
#ifndef VK_SYNTAX_LITERAL_H
#define VK_SYNTAX_LITERAL_H

#include "syntax/grammar.h"

/* Text that grows in the arena, and where it stands in the source. */
typedef struct vk_literal {
    uint32_t buffer, used, room;
    vk_place from, to;
    uint64_t kind; /* of the first literal in it: 'u' or 0 */
    bool any;
} vk_literal;

/* How a piece is to be read. */
typedef struct vk_literal_style {
    bool raw, bytes;
    vk_place from, to; /* of the literal, for errors */
} vk_literal_style;

/* Appends source text [start, end), which begins at [from]; false: error. */
bool vk_literal_decode(vk_parser *p, vk_literal *literal, uint32_t start,
                       uint32_t end, const vk_literal_style *style);
/* Appends text as it is. */
bool vk_literal_append(vk_parser *p, vk_literal *literal, const char *text,
                       uint32_t length);
/* What is appended next stands here. */
void vk_literal_extend(vk_literal *literal, vk_place from, vk_place to);
/* The literal's text as a Constant that ends at p->last, or 0. */
viv_node vk_literal_constant(vk_parser *p, const vk_literal *literal);

/* fstring.c: the FSTRING token's parts. Text is gathered in [pending], which
 * goes on from literal to literal; constants and fields are pushed. */
bool vk_fstring_parts(vk_parser *p, vk_literal *pending);
/* Pushes the pending text. */
bool vk_fstring_flush(vk_parser *p, vk_literal *pending);
/* Steps over an f-string without reading it (diagnose.c). */
bool vk_fstring_skip(vk_lexer *lexer, const vk_token *token);

#endif
