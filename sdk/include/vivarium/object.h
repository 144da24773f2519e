/* object.h - numbers, and what Python can do with any value.
 *
 * Functions that return a viv_value return VIV_RAISE on failure; those that
 * return int return 1, 0 or -1 for a failure. Pass a failure on at once. After
 * any call that may run program code (comparison, hash, iteration, attributes,
 * calls ...) read every length and pointer again.
 */
#ifndef VIVARIUM_OBJECT_H
#define VIVARIUM_OBJECT_H

#include <vivarium/value.h>
#include <vivarium/version.h>

/* Operators of viv_binary, viv_unary and viv_compare, in Python's words. */
typedef enum viv_operator {
    VIV_OP_ADD, VIV_OP_SUB, VIV_OP_MUL, VIV_OP_MATMUL, VIV_OP_TRUEDIV,
    VIV_OP_FLOORDIV, VIV_OP_MOD, VIV_OP_DIVMOD, VIV_OP_POW, VIV_OP_LSHIFT,
    VIV_OP_RSHIFT, VIV_OP_AND, VIV_OP_XOR, VIV_OP_OR,
    VIV_OP_NEG, VIV_OP_POS, VIV_OP_INVERT, VIV_OP_ABS,
    VIV_OP_LT, VIV_OP_LE, VIV_OP_EQ, VIV_OP_NE, VIV_OP_GT, VIV_OP_GE,
} viv_operator;

/* A Python int or float. Fail only when memory runs out. */
VIV_API viv_value viv_int(viv_vm *vm, int64_t number);
VIV_API viv_value viv_int_unsigned(viv_vm *vm, uint64_t number);
VIV_API viv_value viv_float(viv_vm *vm, double number);

/* Of the type, or of a subclass. A bool is an int. */
VIV_API bool viv_is_int(viv_vm *vm, viv_value value);
VIV_API bool viv_is_float(viv_vm *vm, viv_value value);

/* The number of an int, clipped to the ends of int64_t; of anything else 0. */
VIV_API int64_t viv_to_int(viv_vm *vm, viv_value value);
/* False: no int, or it does not fit (nothing is raised). */
VIV_API bool viv_int_fits(viv_vm *vm, viv_value value, int64_t *number);
/* The number of a float; of anything else 0. */
VIV_API double viv_to_float(viv_vm *vm, viv_value value);
/* Any real number as float() takes it. False: raised TypeError,
 * OverflowError. */
VIV_API bool viv_real(viv_vm *vm, viv_value value, double *number);
/* __index__: an int. */
VIV_API viv_value viv_index(viv_vm *vm, viv_value value);

/* a op b, op a; for viv_compare the result may be any value. */
VIV_API viv_value viv_binary(viv_vm *vm, viv_operator op, viv_value a,
                             viv_value b);
VIV_API viv_value viv_in_place(viv_vm *vm, viv_operator op, viv_value a,
                               viv_value b);
VIV_API viv_value viv_unary(viv_vm *vm, viv_operator op, viv_value a);
VIV_API viv_value viv_compare(viv_vm *vm, viv_operator op, viv_value a,
                              viv_value b);

/* Identity, else ==, as containers compare. */
VIV_API int viv_equal(viv_vm *vm, viv_value a, viv_value b);
/* a < b as bisect and heapq ask it. */
VIV_API int viv_less(viv_vm *vm, viv_value a, viv_value b);
VIV_API int viv_truth(viv_vm *vm, viv_value value);
/* False: raised. */
VIV_API bool viv_hash(viv_vm *vm, viv_value value, uint64_t *hash);

/* repr(), str(), format(): a str. [spec] is a str. */
VIV_API viv_value viv_repr(viv_vm *vm, viv_value value);
VIV_API viv_value viv_to_str(viv_vm *vm, viv_value value);
VIV_API viv_value viv_format(viv_vm *vm, viv_value value, viv_value spec);

/* len(): -1 is a failure. */
VIV_API int64_t viv_length(viv_vm *vm, viv_value value);
VIV_API viv_value viv_get_item(viv_vm *vm, viv_value container, viv_value key);
/* [value] VIV_ABSENT deletes. Return None. */
VIV_API viv_value viv_set_item(viv_vm *vm, viv_value container, viv_value key,
                               viv_value value);
VIV_API int viv_contains(viv_vm *vm, viv_value container, viv_value item);

/* iter(), and its next item; VIV_DONE when there is none. */
VIV_API viv_value viv_iterate(viv_vm *vm, viv_value value);
VIV_API viv_value viv_next(viv_vm *vm, viv_value iterator);

/* The interned str of a name. */
VIV_API viv_value viv_name(viv_vm *vm, const char *name);
VIV_API viv_value viv_get_attribute(viv_vm *vm, viv_value object,
                                    viv_value name);
/* VIV_ABSENT instead of AttributeError. */
VIV_API viv_value viv_find_attribute(viv_vm *vm, viv_value object,
                                     viv_value name);
/* [value] VIV_ABSENT deletes. Returns None. */
VIV_API viv_value viv_set_attribute(viv_vm *vm, viv_value object,
                                    viv_value name, viv_value value);

/* Calls with [count] positional arguments; the second form has values for the
 * tuple of str [names] behind them. */
VIV_API viv_value viv_call(viv_vm *vm, viv_value callable,
                           const viv_value *args, uint32_t count);
VIV_API viv_value viv_call_names(viv_vm *vm, viv_value callable,
                                 const viv_value *args, uint32_t count,
                                 viv_value names);
/* Returned as a function's own result, the result of that call becomes it, with
 * no C frame in between: prefer it. At most 8 values. */
VIV_API viv_value viv_tail_call(viv_vm *vm, viv_value callable,
                                const viv_value *args, uint32_t count);
/* The same with names, as in viv_call_names(). */
VIV_API viv_value viv_tail_call_names(viv_vm *vm, viv_value callable,
                                      const viv_value *args, uint32_t count,
                                      viv_value names);
/* The same, and then [then]: a function of the module in C with four plain
 * parameters, called with the three values [kept] and the result of the call;
 * what it returns becomes the result. */
VIV_API viv_value viv_tail_call_then(viv_vm *vm, viv_value callable,
                                     const viv_value *args, uint32_t count,
                                     viv_value names, viv_value then,
                                     const viv_value kept[3]);
/* [function] bound to [self]: a method. */
VIV_API viv_value viv_method(viv_vm *vm, viv_value function, viv_value self);
VIV_API bool viv_is_callable(viv_vm *vm, viv_value value);
/* A function (or method) defined with `async def` that makes coroutines. */
VIV_API bool viv_is_coroutine_function(viv_vm *vm, viv_value value);

/* type(value); isinstance() with a class, a tuple of them or a union. */
VIV_API viv_value viv_type_of(viv_vm *vm, viv_value value);
VIV_API int viv_is_instance(viv_vm *vm, viv_value value, viv_value type);
/* A built-in class or function by its name; VIV_ABSENT: there is none. */
VIV_API viv_value viv_builtin(viv_vm *vm, const char *name);
/* The module of that name, imported; policies are asked. */
VIV_API viv_value viv_import(viv_vm *vm, const char *name);

/* What a module has in C under that name, for its own use: no policy is asked.
 * VIV_ABSENT: nothing. */
VIV_API viv_value viv_module_get(viv_vm *vm, const char *module,
                                 const char *name);

/* An instance of [type], a class of a viv_type row or a subclass, all slots
 * VIV_ABSENT. */
VIV_API viv_value viv_new(viv_vm *vm, viv_value type);
/* A hidden value of an instance; [index] below the row's `slots`, else a
 * fault. */
VIV_API viv_value viv_slot(viv_vm *vm, viv_value self, uint32_t index);
VIV_API void viv_set_slot(viv_vm *vm, viv_value self, uint32_t index,
                          viv_value value);
/* [bytes] of plain memory that the slot holds, made zeroed when the slot is
 * absent. Valid until the slot is written. NULL: raised. */
VIV_API void *viv_slot_bytes(viv_vm *vm, viv_value self, uint32_t index,
                             uint32_t bytes);

/* Charges [units] of fuel, before the work: one unit is about 5 ns, 8 simple
 * elements or 32 bytes. False: the sandbox is to stop, return VIV_RAISE. */
VIV_API bool viv_charge(viv_vm *vm, uint64_t units);
/* [bytes] are to be allocated soon. False: too many, MemoryError was raised. */
VIV_API bool viv_admits(viv_vm *vm, uint64_t bytes);
/* [bytes] zeroed bytes that last until the native function returns. Values in
 * them are kept alive. NULL: raised. */
VIV_API void *viv_scratch(viv_vm *vm, uint32_t bytes);
/* In every function that recurses through values. False: raised
 * RecursionError. */
VIV_API bool viv_enter_native(viv_vm *vm);

#endif
