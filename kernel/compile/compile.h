/* compile.h - from tree to code.
 *
 *     tree ─ every node has a family? ─ scope pass ─ lowering ─ verifier ─▶ code
 *
 * All that the compiler needs for itself lies in the sandbox's arena and on the
 * C stack; whoever calls marks the arena before and releases it afterwards.
 */
#ifndef VK_COMPILE_COMPILE_H
#define VK_COMPILE_COMPILE_H

#include "compile/code.h"
#include "syntax/parser.h"

/* vk_compile_options.flags */
enum {
    VK_COMPILE_NAMESPACE = 1, /* names live in a mapping, the code's
                                 parameter */
    VK_COMPILE_AWAIT = 2,     /* top-level await is allowed */
    VK_COMPILE_HIDDEN = 4,    /* library code that stands in for C */
    VK_COMPILE_RESULT = 8,    /* keep the value of a last expression
                                 statement */
    VK_COMPILE_LIBRARY = 16,  /* not the program's: no family is missing to
                                 it */
    VK_COMPILE_VETTED = 32,   /* may import what programs may not */
};

typedef struct vk_compile_options {
    viv_value file;   /* str: the name in tracebacks */
    viv_value source; /* str: the text; or absent */
    uint32_t flags;
    /* As in vk_source: for SyntaxWarnings. May be NULL. */
    bool (*warn)(viv_vm *vm, void *context, const vk_syntax_error *warning);
    void *context;
} vk_compile_options;

/* The code object of [tree] (Module, Expression, Interactive), or VIV_RAISE. */
viv_value vk_compile(viv_vm *vm, viv_node tree,
                     const vk_compile_options *options);

/* Raises the SyntaxError that [error] describes, for the file [file] (str).
 * Returns VIV_RAISE. Provided by whoever knows exceptions
 * (eval/syntax_error.c). */
viv_value vk_raise_syntax(viv_vm *vm, const vk_syntax_error *error,
                          viv_value file);

/* verify.c: is the code well formed? Else false and a text of what is wrong. */
bool vk_verify(viv_vm *vm, viv_value code, char *problem, size_t size);

/* dis.c: a listing for people; false when the sink said so. */
bool vk_code_print(viv_vm *vm, viv_value code, const vk_tree_sink *sink);

#endif
