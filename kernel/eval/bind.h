/* bind.h - arguments of a call to parameters: of native and of Python
 * functions.
 *
 * Two binders, one idea: arguments as they were given, values as the callee
 * wants them. Whether a call needs them at all was decided before (call.c,
 * ops_call.h); most calls do not.
 */
#ifndef VK_EVAL_BIND_H
#define VK_EVAL_BIND_H

#include "eval/eval.h"
#include "eval/native.h"

/* [count] values, the last of them named by the tuple [names], or absent. */
typedef struct vk_arguments {
    const viv_value *values;
    uint32_t count;
    viv_value names;
} vk_arguments;

/* How many are not named. */
uint32_t vk_bind_positional(viv_vm *vm, const vk_arguments *given);

/* One checked value per parameter into [bound]; false: TypeError raised. */
bool vk_bind_native(viv_vm *vm, const vk_native_entry *entry,
                    const vk_signature *signature, const vk_arguments *given,
                    viv_value *bound);

/* The same where no value needs work: positional arguments that are as the
 * parameters want them. 1: done; 0: vk_bind_native() is to be asked; -1:
 * raised. */
int vk_bind_quick(viv_vm *vm, const vk_signature *signature,
                   const viv_value *args, uint32_t count, viv_value *bound);

/* The parameters of [function] into [window], which may overlap the arguments'
 * end; false: raised. */
bool vk_bind_function(viv_vm *vm, vk_function_object *function,
                      const vk_arguments *given, viv_value *window);

/* The value after its annotation's conversion (convert.def), or VIV_RAISE. */
viv_value vk_bind_convert(viv_vm *vm, const vk_native_entry *entry,
                          const vk_parameter *parameter, uint32_t number,
                          viv_value value);

#endif
