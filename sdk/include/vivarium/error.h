/* error.h - raising.
 *
 * A failure is a value: what was raised waits in the machine, and VIV_RAISE is
 * returned by everybody up to the evaluator. A stop (a limit, a cancellation, a
 * fault) travels the same way and cannot be cleared.
 */
#ifndef VIVARIUM_ERROR_H
#define VIVARIUM_ERROR_H

#include <vivarium/value.h>
#include <vivarium/version.h>

typedef enum viv_error {
#define VIV_ERROR(name, base) VIV_##name,
#include <vivarium/errors.def>
#undef VIV_ERROR
    VIV_ERROR_COUNT
} viv_error;

/* Passes a failure on: the only macro that returns. */
#define VIV_TRY(expression)                                                    \
    do {                                                                       \
        viv_value viv_tried = (expression);                                    \
        if (viv_is_jump(viv_tried))                                            \
            return viv_tried;                                                  \
    } while (0)

/* Raises [error] with a message. Directives: %s C text, %d int, %l int64_t, %u
 * uint64_t, %c character (code point), %g double as its repr; of a viv_value:
 * %S its text if it is a str, %R its repr, %T the name of its type, %N the name
 * of a class; %% . Returns VIV_RAISE. */
VIV_API viv_value viv_raise(viv_vm *vm, viv_error error, const char *format,
                            ...);

/* The same of any class of exceptions, such as a module's own. */
VIV_API viv_value viv_raise_type(viv_vm *vm, viv_value type,
                                 const char *format, ...);

/* Raises [error] with one argument, e.g. KeyError(key). Returns VIV_RAISE. */
VIV_API viv_value viv_raise_value(viv_vm *vm, viv_error error,
                                  viv_value argument);

/* Raises an exception instance, or an instance of a class. Returns
 * VIV_RAISE. */
VIV_API viv_value viv_raise_exception(viv_vm *vm, viv_value exception);

/* The class of a built-in exception. */
VIV_API viv_value viv_error_type(viv_vm *vm, viv_error error);

/* An exception of [error] waits? A stop is none. */
VIV_API bool viv_raised(viv_vm *vm, viv_error error);

/* Takes the waiting exception away and returns it. VIV_ABSENT when a stop
 * waits: it stays, and the caller must return VIV_RAISE. */
VIV_API viv_value viv_catch(viv_vm *vm);
/* The lines that report [exception] when nobody handles it: a str. */
VIV_API viv_value viv_exception_report(viv_vm *vm, viv_value exception);

#endif
