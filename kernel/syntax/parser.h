/* parser.h - from source text to tree: what the rest of the kernel asks for.
 *
 * The text, the tree and everything in between lie in the sandbox's arena; the
 * caller marks it before and releases it when the tree is no longer needed. The
 * parser's own state lies on the C stack.
 */
#ifndef VK_SYNTAX_PARSER_H
#define VK_SYNTAX_PARSER_H

#include <vivarium/node.h>

#include "object/error.h"

typedef struct vk_syntax_extension vk_syntax_extension;
typedef struct vk_syntax_error vk_syntax_error;

typedef enum vk_parse_mode {
    VK_PARSE_MODULE,     /* Module */
    VK_PARSE_EXPRESSION, /* Expression */
    VK_PARSE_SINGLE,     /* Interactive */
} vk_parse_mode;

/* A text to parse: bytes of the cage. They must not change meanwhile. */
typedef struct vk_source {
    uint32_t offset, length;
    bool encoded; /* as in a file: a cookie may name the encoding; else UTF-8 */
    bool file;    /* as CPython reads files: a missing last newline shows */
    /* Called for each SyntaxWarning, with [context]; false: one was raised.
     * NULL: nobody wants to know. */
    bool (*warn)(viv_vm *vm, void *context, const vk_syntax_error *warning);
    void *context;
    const vk_syntax_extension *extension; /* of third parties, or NULL */
} vk_source;

#define VK_SYNTAX_MESSAGE 400

/* What SyntaxError carries. Lines and offsets count from 1, offsets are
 * characters, the end is exclusive; 0 or -1 stand where CPython has them. */
struct vk_syntax_error {
    bool set;
    bool raised;    /* an exception or a stop waits in the machine instead */
    viv_error kind; /* SyntaxError or one derived from it; SyntaxWarning */
    int line, offset, end_line, end_offset;
    uint32_t text, text_length; /* the line, UTF-8, in the arena; or 0 */
    /* Where the statement begins that could not be read, for suggestions. */
    int statement_line, statement_offset;
    char message[VK_SYNTAX_MESSAGE]; /* UTF-8, NUL-terminated */
};

/* The tree of [source], or 0 with [error] filled in. */
viv_node vk_parser_parse(viv_vm *vm, const vk_source *source,
                         vk_parse_mode mode, vk_syntax_error *error);

/* As CPython does when it prints a SyntaxError that says no more than "invalid
 * syntax": looks for a misspelt keyword, and if the text would parse with it,
 * puts "Did you mean ..." and its place into [error]. */
void vk_suggest_keyword(viv_vm *vm, const vk_source *source,
                        vk_syntax_error *error);

/* Receives a piece of text; false ends the printing. */
typedef struct vk_tree_sink {
    bool (*write)(void *context, const char *text, uint32_t length);
    void *context;
} vk_tree_sink;

/* Prints what ast.dump(tree, indent=1, include_attributes=True) prints; false
 * when the sink said so or an exception waits in the machine. */
bool vk_tree_dump(viv_vm *vm, viv_node tree, const vk_tree_sink *sink);

#endif
