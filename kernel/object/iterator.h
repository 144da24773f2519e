/* iterator.h - iterators over containers, and what drains any iterable in C.
 *
 * The iterators of list, tuple, str and bytes and of objects with __getitem__
 * have the layout vk_iterator of list.h; those of dicts and sets are in dict.h.
 */
#ifndef VK_OBJECT_ITERATOR_H
#define VK_OBJECT_ITERATOR_H

#include "object/dict.h"
#include "object/list.h"
#include "object/protocol.h"

/* callable_iterator: iter(callable, sentinel) */
typedef struct vk_call_iterator {
    vk_header head;
    uint32_t spare[2];
    viv_value callable, sentinel; /* absent when exhausted */
} vk_call_iterator_object;

/* enumerate: the next number is [big_count] once it is no small int any more */
typedef struct vk_enumerate {
    vk_header head;
    uint32_t spare[2];
    viv_value iterator;
    int64_t count;
    viv_value big_count; /* absent while [count] is used */
} vk_enumerate_object;

/* zip and map: head.extra is 1 when strict */
typedef struct vk_zip {
    vk_header head;
    uint32_t iterators; /* VK_VALUES, 0 once exhausted or without any */
    uint32_t count;
    viv_value function; /* of map */
} vk_zip_object;

typedef struct vk_filter {
    vk_header head;
    uint32_t spare[2];
    viv_value function; /* None: truth */
    viv_value iterator;
} vk_filter_object;

/* reversed, of a sequence without __reversed__ */
typedef struct vk_reversed {
    vk_header head;
    uint32_t spare[2];
    int64_t index;      /* of the next item */
    viv_value sequence; /* absent when exhausted */
} vk_reversed_object;

/* An iterator of one of the kinds with layout vk_iterator, at [index]. */
viv_value vk_iterator_new(viv_vm *vm, vk_kind kind, viv_value sequence,
                          uint32_t index);
viv_value vk_call_iterator_new(viv_vm *vm, viv_value callable,
                               viv_value sentinel);
/* Of a dict by VK_DICT_KEY_ITERATOR, ..., or of a set. */
viv_value vk_dict_iterator_new(viv_vm *vm, vk_kind kind, viv_value dict,
                               bool reverse);
/* reversed(value). */
viv_value vk_reversed_new(viv_vm *vm, viv_value value);

/* (function, (argument,)[, state]) for __reduce__, [function] a builtin's
 * name. */
viv_value vk_iterator_reduce(viv_vm *vm, const char *function,
                             viv_value argument, viv_value state);
/* __class_getitem__ of every built-in type that has it: list[int]. */
viv_value vk_class_item(viv_vm *vm, const viv_value *args);
/* iterate of every iterator. */
viv_value vk_iterator_self(viv_vm *vm, viv_value self);

/* Takes one item after the other from any iterable, without an iterator object
 * where the built-in type is known; each item costs fuel. */
typedef struct vk_drain {
    viv_value source;     /* container, or iterator */
    uint32_t position;    /* in it */
    uint32_t count;       /* of a dict or set when it began */
    int64_t next, step, left; /* of a range */
    vk_kind kind;         /* VK_FREE: through the protocol */
} vk_drain;

bool vk_drain_begin(viv_vm *vm, vk_drain *drain, viv_value iterable);
/* An item, VIV_DONE or VIV_RAISE. */
viv_value vk_drain_next(viv_vm *vm, vk_drain *drain);

/* Equality as containers mean it, without a call for the usual items. */

static inline int vk_item_equal(viv_vm *vm, viv_value a, viv_value b) {
    if (viv_same(a, b))
        return 1;
    return viv_are_small_ints(a, b) ? 0 : vk_equal(vm, a, b);
}

/* The value is of exactly the built-in type of the kind. */
static inline bool vk_is_exact(viv_vm *vm, viv_value value, vk_kind kind) {
    return viv_is_reference(value) && vk_head(vm, value)->kind == kind &&
           !(vk_head(vm, value)->flags & VK_SUBCLASS);
}

/* Item [index] of an object with __getitem__, as iteration asks for it:
 * IndexError and StopIteration are the end (VIV_DONE), which empties
 * [*sequence]; other failures are passed on. */
viv_value vk_sequence_step(viv_vm *vm, viv_value *sequence, int64_t index);

#endif
