/* evaluate.h - built-in functions that make code of text, and input(). */
#ifndef BUILTINS_EVALUATE_H
#define BUILTINS_EVALUATE_H

#include <vivarium.h>

viv_value builtins_eval(viv_vm *vm, const viv_value *args);
viv_value builtins_exec(viv_vm *vm, const viv_value *args);
viv_value builtins_compile(viv_vm *vm, const viv_value *args);
viv_value builtins_input(viv_vm *vm, const viv_value *args);

#endif
