/* function.h - native functions: a signature in Python, a C function, a
 * sentence.
 *
 *     static viv_value math_sqrt(viv_vm *vm, const viv_value *args) { ... }
 *
 *     {"sqrt(x: float, /) -> float", math_sqrt, "Return the square root of x."}
 *
 * The kernel reads the signature once and binds the arguments of each call, so
 * C gets one checked value per parameter, in the order written: `*args` as a
 * tuple, `**kwargs` as a dict (`**kwargs = ...`: VIV_ABSENT if no argument is
 * named). A parameter without a value in the call has its default; a default of
 * `...` gives VIV_ABSENT. Annotations are rows of convert.def: the value is
 * converted before C is entered (`float`: any real number as a float; `int`: by
 * __index__; `str`, `bytes`, `list`, ...: must be one; `Iterable`: drained into
 * a list). Up to three alternatives stand on lines of their own; the first that
 * fits the number of arguments is bound, and its number is the last value:
 * args[n].
 *
 * A method's first parameter is `self`, a class method's `cls`; `__new__(cls,
 * ...)` is a type's constructor.
 */
#ifndef VIVARIUM_FUNCTION_H
#define VIVARIUM_FUNCTION_H

#include <vivarium/value.h>

/* Returns a value, or VIV_RAISE after raising. [args] is valid for the call. */
typedef viv_value (*viv_native)(viv_vm *vm, const viv_value *args);

typedef struct viv_function {
    const char *signature;
    viv_native call;
    const char *doc;
} viv_function;

#endif
