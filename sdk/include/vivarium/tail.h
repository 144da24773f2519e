/* tail.h - last acts of a native function: operations that may have to run
 * program code, and then do so after the function has returned.
 *
 *     static viv_value builtins_repr(viv_vm *vm, const viv_value *args) {
 *         return viv_tail_repr(vm, args[0]);
 *     }
 *
 * What they return must be returned at once, unread: it may ask the evaluator
 * for a call whose result becomes the function's own. No C frame stays behind,
 * nothing recurses. Failures are raised as by the operation itself.
 */
#ifndef VIVARIUM_TAIL_H
#define VIVARIUM_TAIL_H

#include <vivarium/value.h>
#include <vivarium/version.h>

VIV_API viv_value viv_tail_repr(viv_vm *vm, viv_value value);
VIV_API viv_value viv_tail_str(viv_vm *vm, viv_value value);
VIV_API viv_value viv_tail_format(viv_vm *vm, viv_value value, viv_value spec);
VIV_API viv_value viv_tail_hash(viv_vm *vm, viv_value value);
VIV_API viv_value viv_tail_length(viv_vm *vm, viv_value value);
VIV_API viv_value viv_tail_iterate(viv_vm *vm, viv_value value);
/* The next item; at the end [fallback], or StopIteration if that is absent. */
VIV_API viv_value viv_tail_next(viv_vm *vm, viv_value iterator,
                                viv_value fallback);
VIV_API viv_value viv_tail_binary(viv_vm *vm, int op, viv_value a, viv_value b);
VIV_API viv_value viv_tail_unary(viv_vm *vm, int op, viv_value a);
/* [fallback] instead of AttributeError, unless it is absent. */
VIV_API viv_value viv_tail_get_attribute(viv_vm *vm, viv_value object,
                                         viv_value name, viv_value fallback);
/* [value] VIV_ABSENT deletes. */
VIV_API viv_value viv_tail_set_attribute(viv_vm *vm, viv_value object,
                                         viv_value name, viv_value value);

/* The namespace of the function that called, and its local variables as a
 * dict. */
VIV_API viv_value viv_globals(viv_vm *vm);
VIV_API viv_value viv_locals(viv_vm *vm);

/* issubclass() and class creation, as the class statement needs them. */
VIV_API int viv_is_subclass(viv_vm *vm, viv_value type, viv_value base);
/* The metaclass that fits [wanted] and all of the tuple [bases]; VIV_RAISE:
 * conflict. */
VIV_API viv_value viv_metaclass(viv_vm *vm, viv_value wanted, viv_value bases);
/* Makes the import that `__import__` does: a module. */
VIV_API viv_value viv_import_name(viv_vm *vm, viv_value name, viv_value wanted,
                                  uint32_t level);
/* Sorts a list in place by <, stably; [keys], of the same length or absent, are
 * compared instead. False: raised. */
VIV_API bool viv_sort(viv_vm *vm, viv_value list, viv_value keys, bool reverse);
/* int(text of digits); number in base 2, 8, 16 with its prefix. */
VIV_API viv_value viv_int_text(viv_vm *vm, viv_value number, int base);
/* ascii() of a value. */
VIV_API viv_value viv_ascii(viv_vm *vm, viv_value value);
/* iter(callable, sentinel) */
VIV_API viv_value viv_call_iterator(viv_vm *vm, viv_value callable,
                                    viv_value sentinel);
/* A module's own namespace, made writable. */
VIV_API viv_value viv_namespace(viv_vm *vm, viv_value object);
/* sys.modules. */
VIV_API viv_value viv_modules(viv_vm *vm);
/* The built-in type of that name (a str), also one that has no name in
 * programs; absent: there is none. */
VIV_API viv_value viv_builtin_type(viv_vm *vm, viv_value name);
/* Generators of this function can be awaited from now on: True; False: it is no
 * function of the program's that makes generators. */
VIV_API viv_value viv_make_awaitable(viv_vm *vm, viv_value function);
/* The frame [depth] calls above the function that called, a `frame` with those
 * above it. ValueError: there are not so many. */
VIV_API viv_value viv_frame(viv_vm *vm, uint32_t depth);
/* The exception that is being handled, or None. */
VIV_API viv_value viv_handled(viv_vm *vm);
/* The limit of nested calls. */
VIV_API uint32_t viv_recursion_limit(viv_vm *vm);
/* A limit of the program's own; one above the sandbox's has no effect. False:
 * the calls that are running are more. */
VIV_API bool viv_set_recursion_limit(viv_vm *vm, uint32_t limit);
/* Nanoseconds: the time of day, a clock that never goes back, CPU time of the
 * thread. Only for functions of modules that need `clock`. */
VIV_API int64_t viv_clock_real(viv_vm *vm);
VIV_API int64_t viv_clock_steady(viv_vm *vm);
VIV_API int64_t viv_clock_thread(viv_vm *vm);
/* [size] bytes of random numbers of the host. Only for functions of modules
 * that need `entropy`. False: raised. */
VIV_API bool viv_entropy(viv_vm *vm, void *bytes, uint32_t size);
/* Waits, at most until the sandbox's deadline. False: a stop waits. */
VIV_API bool viv_sleep(viv_vm *vm, double seconds);

#endif
