/* program.h - code from text at run time, as eval() and exec() need it, and
 * input. */
#ifndef VIVARIUM_PROGRAM_H
#define VIVARIUM_PROGRAM_H

#include <vivarium/value.h>
#include <vivarium/version.h>

typedef enum viv_text_kind {
    VIV_TEXT_MODULE,     /* statements */
    VIV_TEXT_EXPRESSION, /* one expression, whose value is the code's */
    VIV_TEXT_SINGLE,     /* one statement, as typed at a prompt */
} viv_text_kind;

VIV_API bool viv_is_code(viv_vm *vm, viv_value value);
/* The code of a str or bytes-like object; [file] is its name in tracebacks.
 * Names of such code live in a mapping. VIV_RAISE: SyntaxError, MemoryError
 * ... */
VIV_API viv_value viv_compile(viv_vm *vm, viv_value source, viv_value file,
                              viv_text_kind kind);
/* Runs it as a last act: [globals] is a dict, [namespace] a mapping, maybe the
 * same. */
VIV_API viv_value viv_tail_run(viv_vm *vm, viv_value code, viv_value globals,
                               viv_value namespace);
/* A line from the host without its end, as a str. VIV_RAISE: EOFError, or the
 * capability `input` is not granted. */
VIV_API viv_value viv_input_line(viv_vm *vm);

#endif
