/* error.h - raising.
 *
 * A failure is a value: what is raised waits in the machine, and VIV_RAISE is
 * returned by everybody up to the evaluator. A stop (limits, cancellation,
 * fault) travels the same way and cannot be cleared.
 */
#ifndef VK_OBJECT_ERROR_H
#define VK_OBJECT_ERROR_H

#include <stdarg.h>
#include <vivarium/error.h>

#include "object/object.h"

/* Raises [error] with a message. Directives: %s C text, %d int, %l int64_t, %u
 * uint64_t, %c character (code point), %g double as repr; of a viv_value: %S
 * its text if it is a str, %R its repr, %T the name of its type, %N the name of
 * a class; %% . Returns VIV_RAISE. */
viv_value vk_raise(viv_vm *vm, viv_error error, const char *format, ...);
/* The message alone: a str. VIV_RAISE: no memory, or a stop waits. */
viv_value vk_message_list(viv_vm *vm, const char *format, va_list args);
viv_value vk_raise_list(viv_vm *vm, viv_error error, const char *format,
                        va_list values);

/* Raises [error] with one argument, e.g. KeyError(key). */
viv_value vk_raise_value(viv_vm *vm, viv_error error, viv_value argument);

/* Raises an exception instance (or instantiates a class), as `raise` does. */
viv_value vk_raise_exception(viv_vm *vm, viv_value exception, viv_value cause);

/* An exception of [error] waits? Stops are none. */
bool vk_raised(viv_vm *vm, viv_error error);

/* Takes the waiting exception away and returns it; VIV_ABSENT when a stop
 * waits, which stays: the caller must then return VIV_RAISE. */
viv_value vk_catch(viv_vm *vm);

/* A memory request was refused: raises MemoryError. */
viv_value vk_raise_memory(viv_vm *vm);

/* The class of a row of errors.def. */
viv_value vk_error_type(viv_vm *vm, viv_error error);

/* An internal check failed, or the cage is corrupt: ends the sandbox with the
 * stop `fault`. Never returns. */
_Noreturn void vk_fault(viv_vm *vm, const char *what);

#define VK_CHECK(vm, condition)                                                \
    do {                                                                       \
        if (__builtin_expect(!(condition), 0))                                 \
            vk_fault(vm, #condition);                                          \
    } while (0)

/* Charges [units] of fuel; false when the sandbox is to stop (return
 * VIV_RAISE). In loops over data, before the work. One unit is about the cost
 * of one simple instruction, some 5 ns. */
bool vk_charge(viv_vm *vm, uint64_t units);

/* Too little C stack is left for another recursion. */
bool vk_stack_low(viv_vm *vm);

#endif
