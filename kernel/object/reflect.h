/* reflect.h - what leads from functions and tracebacks to the machinery below:
 * only where a policy allows it. */
#ifndef VK_OBJECT_REFLECT_H
#define VK_OBJECT_REFLECT_H

#include "object/function.h"

/* The policies let this program reach that attribute; false: raised. */
bool vk_reflects(viv_vm *vm, viv_value self, const char *name);

/* Getters and setters of functions. */
viv_value vk_function_code(viv_vm *vm, viv_value self);
viv_value vk_function_set_code(viv_vm *vm, viv_value self, viv_value code);
viv_value vk_function_globals(viv_vm *vm, viv_value self);
viv_value vk_function_builtins(viv_vm *vm, viv_value self);
viv_value vk_function_closure(viv_vm *vm, viv_value self);
/* Generators of this function can be awaited from now on: True; False: it is no
 * function of the program's that makes generators. */
viv_value vk_function_awaitable(viv_vm *vm, viv_value self);

#endif
