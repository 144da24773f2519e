/* frame_object.h - frames as Python sees them. */
#ifndef VK_OBJECT_FRAME_OBJECT_H
#define VK_OBJECT_FRAME_OBJECT_H

#include "object/function.h"

/* The activation [depth] calls above the running Python function (0: that one),
 * with those above it; ValueError if there are not so many. */
viv_value vk_frame_at_depth(viv_vm *vm, uint32_t depth);
/* The frame that a traceback's entry speaks of; without its variables. */
viv_value vk_frame_of_traceback(viv_vm *vm, viv_value entry);
/* Of generators, coroutines and async generators: the frame of one that rests
 * (None: it ended, or runs), and its code. */
viv_value vk_generator_frame(viv_vm *vm, viv_value generator);
viv_value vk_generator_code(viv_vm *vm, viv_value generator);

/* The variables of code running in the window [registers], of which [count] are
 * in use: a dict, or the mapping that names live in. */
viv_value vk_frame_variables(viv_vm *vm, viv_value code, viv_value globals,
                             const viv_value *registers, uint32_t count);

#endif
