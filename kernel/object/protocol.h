/* protocol.h - what Python can do with any value: operators, truth, iteration,
 * attributes, calls.
 *
 * Each operation comes in two forms. `vk_x` finishes it: where a special method
 * is written in Python, the evaluator is entered again (native stack is
 * counted). `vk_step_x` may return VIV_CALL instead: a call prepared in the
 * machine, which the caller hands up to the evaluator, so that nothing recurses
 * in C. Native functions whose last act is such an operation return a step.
 *
 * All return VIV_RAISE on failure. Messages are CPython's.
 */
#ifndef VK_OBJECT_PROTOCOL_H
#define VK_OBJECT_PROTOCOL_H

#include "object/object.h"

viv_value vk_binary(viv_vm *vm, vk_operator op, viv_value a, viv_value b);
viv_value vk_in_place(viv_vm *vm, vk_operator op, viv_value a, viv_value b);
viv_value vk_unary(viv_vm *vm, vk_operator op, viv_value a);
/* VK_OP_LT .. VK_OP_GE; the result may be any value. */
viv_value vk_compare(viv_vm *vm, vk_operator op, viv_value a, viv_value b);

viv_value vk_step_binary(viv_vm *vm, vk_operator op, viv_value a, viv_value b);
viv_value vk_step_in_place(viv_vm *vm, vk_operator op, viv_value a,
                           viv_value b);
viv_value vk_step_unary(viv_vm *vm, vk_operator op, viv_value a);
viv_value vk_step_compare(viv_vm *vm, vk_operator op, viv_value a, viv_value b);

/* Identity, else ==, as containers compare; 1, 0 or -1 (raised). */
int vk_equal(viv_vm *vm, viv_value a, viv_value b);
/* Truth; 1, 0 or -1 (raised). */
int vk_truth(viv_vm *vm, viv_value value);
viv_value vk_step_truth(viv_vm *vm, viv_value value);
/* False: raised. Equal numbers of all types have equal hashes. */
bool vk_hash(viv_vm *vm, viv_value value, uint64_t *hash);
viv_value vk_step_hash(viv_vm *vm, viv_value value);

/* A str. */
viv_value vk_repr(viv_vm *vm, viv_value value);
viv_value vk_str(viv_vm *vm, viv_value value);
viv_value vk_format(viv_vm *vm, viv_value value, viv_value spec);
viv_value vk_step_repr(viv_vm *vm, viv_value value);
viv_value vk_step_str(viv_vm *vm, viv_value value);
viv_value vk_step_format(viv_vm *vm, viv_value value, viv_value spec);

/* Guards a native function that recurses through values: false when too little
 * C stack is left, and then RecursionError is raised. */
bool vk_enter_native(viv_vm *vm);
/* True while [value] is being printed already, as `[...]` needs it. Pairs with
 * vk_repr_leave() when it returned false. */
bool vk_repr_enter(viv_vm *vm, viv_value value);
void vk_repr_leave(viv_vm *vm, viv_value value);

/* -1: raised. */
int64_t vk_length(viv_vm *vm, viv_value value);
viv_value vk_get_item(viv_vm *vm, viv_value container, viv_value key);
/* [value] absent deletes. */
viv_value vk_set_item(viv_vm *vm, viv_value container, viv_value key,
                      viv_value value);
/* 1, 0 or -1. */
int vk_contains(viv_vm *vm, viv_value container, viv_value item);
viv_value vk_step_length(viv_vm *vm, viv_value value);
viv_value vk_step_get_item(viv_vm *vm, viv_value container, viv_value key);
viv_value vk_step_set_item(viv_vm *vm, viv_value container, viv_value key,
                           viv_value value);
viv_value vk_step_contains(viv_vm *vm, viv_value container, viv_value item);

/* An iterator; its next item, or VIV_DONE. */
viv_value vk_iterate(viv_vm *vm, viv_value value);
viv_value vk_next(viv_vm *vm, viv_value iterator);
viv_value vk_step_iterate(viv_vm *vm, viv_value value);
viv_value vk_step_next(viv_vm *vm, viv_value iterator);
/* What len() or __length_hint__ say, else [guess]; -1: raised. */
int64_t vk_length_hint(viv_vm *vm, viv_value value, int64_t guess);

viv_value vk_get_attribute(viv_vm *vm, viv_value object, viv_value name);
/* VIV_ABSENT instead of AttributeError. */
viv_value vk_find_attribute(viv_vm *vm, viv_value object, viv_value name);
viv_value vk_set_attribute(viv_vm *vm, viv_value object, viv_value name,
                           viv_value value);
viv_value vk_step_get_attribute(viv_vm *vm, viv_value object, viv_value name);
viv_value vk_step_set_attribute(viv_vm *vm, viv_value object, viv_value name,
                                viv_value value);

/* A special method as Python looks it up: on the class, not the instance.
 * VIV_ABSENT where there is none. Unbound. */
viv_value vk_find_special(viv_vm *vm, viv_value object, viv_value name);

viv_value vk_call(viv_vm *vm, viv_value callable, const viv_value *args,
                  uint32_t count);
bool vk_is_callable(viv_vm *vm, viv_value value);
/* With keyword arguments: [names] is a tuple of str, their values follow the
 * [count] positional ones. */
viv_value vk_call_names(viv_vm *vm, viv_value callable, const viv_value *args,
                        uint32_t count, viv_value names);
/* The host's: no C frame below holds a value that is needed afterwards, so that
 * collections may be exact. */
viv_value vk_call_bare(viv_vm *vm, viv_value callable, const viv_value *args,
                       uint32_t count, viv_value names);
/* The result of the returning function is that of this call; [count] <= 8. */
viv_value vk_tail_call(viv_vm *vm, viv_value callable, const viv_value *args,
                       uint32_t count);
viv_value vk_tail_call_names(viv_vm *vm, viv_value callable,
                             const viv_value *args, uint32_t count,
                             viv_value names);
/* Makes the prepared call if [step] is VIV_CALL, and whatever follows from
 * it. */
viv_value vk_finish(viv_vm *vm, viv_value step);

/* 1, 0, -1. [type]: a class, a tuple of them, or a union. */
int vk_is_instance(viv_vm *vm, viv_value value, viv_value type);
int vk_is_subclass(viv_vm *vm, viv_value type, viv_value base);
/* The same for a class, whatever its metaclass says. */
int vk_is_plain_instance(viv_vm *vm, viv_value value, viv_value type);
int vk_is_plain_subclass(viv_vm *vm, viv_value type, viv_value base);
/* By the MRO only; never raises, never calls. */
bool vk_type_derives(viv_vm *vm, viv_value type, viv_value base);

/* __index__ and its reading: false, raised. The plain form clips to the ends of
 * int64_t, as slices do. */
viv_value vk_index(viv_vm *vm, viv_value value);
bool vk_index_value(viv_vm *vm, viv_value value, int64_t *result);
/* OverflowError "cannot fit 'int' into an index-sized integer" with [what]. */
bool vk_index_checked(viv_vm *vm, viv_value value, int64_t *result);

#endif
