/* program.h - the text of a program, made code: a host's, a module's, or what a
 * program gives to eval() and exec().
 */
#ifndef VK_EVAL_PROGRAM_H
#define VK_EVAL_PROGRAM_H

#include "compile/compile.h"

typedef struct vk_program_text {
    viv_value file;     /* str: the name in tracebacks */
    uint32_t offset, length; /* bytes in the arena (vk_program_bytes) or the
                                cage */
    vk_parse_mode mode;
    uint32_t flags;     /* of vk_compile_options */
    bool encoded, whole_file; /* as vk_source: encoded, file */
    bool quoted;        /* tracebacks show its lines */
} vk_program_text;

/* Copies bytes of the host into the arena; false: raised. */
bool vk_program_bytes(viv_vm *vm, vk_program_text *text, const char *bytes,
                      size_t length);
/* The tree, or 0: raised. */
viv_node vk_program_parse(viv_vm *vm, vk_program_text *text);
/* The code, or VIV_RAISE. The caller marks and releases the arena. */
viv_value vk_program_compile(viv_vm *vm, vk_program_text *text);

/* eval(), exec(), compile(): the code of a str, bytes or bytearray. */
viv_value vk_program_from_value(viv_vm *vm, viv_value source, viv_value file,
                                vk_parse_mode mode, uint32_t flags);
/* Runs code with names in the mapping [namespace] and the dict [globals]. */
viv_value vk_program_run(viv_vm *vm, viv_value code, viv_value globals,
                         viv_value namespace);

#endif
