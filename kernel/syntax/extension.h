/* extension.h - what third parties add to the grammar.
 *
 * A family that brings syntax of its own gives the parser rows: words that
 * begin a statement, operators between two operands, and the node kinds they
 * make, which are numbered from VIV_NODE_COUNT on. The words are soft keywords:
 * where the row does not fit, they are names as before.
 *
 * Kept to two forms on purpose: a statement that begins with a word, an
 * operator between two operands. More would let a plugin change what existing
 * text means.
 */
#ifndef VK_SYNTAX_EXTENSION_H
#define VK_SYNTAX_EXTENSION_H

#include <vivarium/node.h>

struct vk_parser;

typedef struct vk_statement_row {
    const char *word;
    /* Parses from behind the word on; 0 with no error set: it does not fit. */
    viv_node (*parse)(struct vk_parser *p, const struct vk_statement_row *row);
    void *context;
} vk_statement_row;

/* An operator spelled as a name, made into kind(left, right). */
typedef struct vk_infix_row {
    const char *word;
    uint8_t level; /* vk_level of expression.c */
    bool right;    /* a op b op c is a op (b op c) */
    int kind;
} vk_infix_row;

struct vk_syntax_extension {
    const viv_node_row *nodes;
    uint32_t node_count;
    const vk_statement_row *statements;
    uint32_t statement_count;
    const vk_infix_row *infixes;
    uint32_t infix_count;
};

#endif
