/* list.h - list and tuple: layouts, and what other files need of them. */
#ifndef VK_OBJECT_LIST_H
#define VK_OBJECT_LIST_H

#include "object/object.h"

typedef struct vk_list {
    vk_header head;
    uint32_t storage; /* VK_VALUES, 0 while nothing was ever stored */
    uint32_t length;
} vk_list_object;

typedef struct vk_tuple {
    vk_header head;
    uint32_t length;
    uint32_t spare;
    viv_value items[]; /* at 16, as in storage */
} vk_tuple_object;

/* list_iterator, tuple_iterator, str_iterator, bytes_iterator, iterator */
typedef struct vk_iterator {
    vk_header head;
    uint32_t index;
    uint32_t spare;
    viv_value sequence; /* absent when exhausted */
} vk_iterator_object;

typedef struct vk_range {
    vk_header head; /* head.extra: 1 when all are small ints */
    uint32_t spare[2];
    viv_value start, stop, step, length; /* ints */
} vk_range_object;

/* Next value, step, and how many are left: all small, or else absent and the
 * object forms are used. */
typedef struct vk_range_iterator {
    vk_header head; /* head.extra: 1 when small */
    int64_t next, step, left;
    viv_value big_next, big_step, big_left; /* only when not small */
} vk_range_iterator_object;

typedef struct vk_slice {
    vk_header head;
    uint32_t spare[2];
    viv_value start, stop, step;
} vk_slice_object;

/* An empty list with room for [room] items. */
viv_value vk_list_new(viv_vm *vm, uint32_t room);
viv_value vk_list_from(viv_vm *vm, const viv_value *items, uint32_t count);
bool vk_list_append(viv_vm *vm, viv_value list, viv_value item);
/* Drains any iterable into the list (list.extend). */
viv_value vk_list_extend(viv_vm *vm, viv_value list, viv_value iterable);
uint32_t vk_list_length(viv_vm *vm, viv_value list);
/* VIV_ABSENT when the index is out of range. */
viv_value vk_list_get(viv_vm *vm, viv_value list, uint32_t index);

viv_value vk_tuple_new(viv_vm *vm, uint32_t count); /* items absent */
viv_value vk_tuple_from(viv_vm *vm, const viv_value *items, uint32_t count);
viv_value vk_tuple_from_list(viv_vm *vm, viv_value list);
/* tuple(iterable), list(iterable) */
viv_value vk_tuple_from_iterable(viv_vm *vm, viv_value iterable);
viv_value vk_list_from_iterable(viv_vm *vm, viv_value iterable);
uint32_t vk_tuple_length(viv_vm *vm, viv_value tuple);
viv_value vk_tuple_get(viv_vm *vm, viv_value tuple, uint32_t index);

/* Items of a list or tuple as they lie now (rule 5: fetch again after calls):
 * count is checked against the storage. */
typedef struct vk_items {
    viv_value *items;
    uint32_t count;
} vk_items;
vk_items vk_sequence_items(viv_vm *vm, viv_value list_or_tuple);

viv_value vk_range_new(viv_vm *vm, viv_value start, viv_value stop,
                       viv_value step);
viv_value vk_slice_new(viv_vm *vm, viv_value start, viv_value stop,
                       viv_value step);
/* start, stop, step and count of a slice over [length] items, Python's rules;
 * false: raised. */
bool vk_slice_indices(viv_vm *vm, viv_value slice, int64_t length,
                      int64_t *start, int64_t *stop, int64_t *step,
                      int64_t *count);

/* For sequences: the position that [key] names, an index or not, of something
 * of the type called [type]; false: TypeError or IndexError raised. */
bool vk_sequence_index(viv_vm *vm, viv_value key, const char *type,
                       int64_t *index);
/* A bound of index(): clipped to int64_t; false: raised. */
bool vk_slice_bound(viv_vm *vm, viv_value value, int64_t *bound);
/* An int, or something with __index__. */
bool vk_has_index(viv_vm *vm, viv_value value);

/* vk_slice_indices() in two halves: the first may run program code that changes
 * the length, the second does not. Bounds not given are at the ends of
 * int64_t. */
bool vk_slice_unpack(viv_vm *vm, viv_value slice, int64_t *start, int64_t *stop,
                     int64_t *step);
/* Clips to [length] and returns the count. */
int64_t vk_slice_adjust(int64_t length, int64_t *start, int64_t *stop,
                        int64_t step);

/* slice.indices(): a tuple; [length] is an int of any size. */
viv_value vk_slice_parts(viv_vm *vm, viv_value slice, viv_value length);

/* The hash of an exact tuple of [self]'s items; false: raised. */
bool vk_tuple_hash(viv_vm *vm, viv_value self, uint64_t *hash);

viv_value vk_empty_tuple(viv_vm *vm);

/* The hot forms, for the evaluator. An index is checked against the length
 * only: were that overwritten, the address is still one of the cage
 * (vk_element). */

/* Item [index], from the end when negative; VIV_ABSENT: out of range. */
static inline viv_value vk_list_at(viv_vm *vm, const vk_list_object *list,
                                   int64_t index) {
    uint32_t length = list->length;

    if ((uint64_t)index >= length) {
        index += length;
        if ((uint64_t)index >= length)
            return VIV_ABSENT;
    }
    return *(viv_value *)vk_element(vm, list->storage, (uint32_t)index, 8);
}

static inline viv_value vk_tuple_at(viv_vm *vm, const vk_tuple_object *tuple,
                                    int64_t index) {
    uint32_t length = tuple->length;

    if ((uint64_t)index >= length) {
        index += length;
        if ((uint64_t)index >= length)
            return VIV_ABSENT;
    }
    return *(viv_value *)vk_element(vm, vk_offset(vm, tuple), (uint32_t)index,
                                    8);
}

/* False: out of range, nothing was done. */
static inline bool vk_list_put(viv_vm *vm, vk_list_object *list, int64_t index,
                               viv_value value) {
    uint32_t length = list->length;

    if ((uint64_t)index >= length) {
        index += length;
        if ((uint64_t)index >= length)
            return false;
    }
    vk_store(vm, list, vk_element(vm, list->storage, (uint32_t)index, 8),
             value);
    return true;
}

/* Appends where there is room; false: there is none, nothing was done. */
static inline bool vk_list_push(viv_vm *vm, vk_list_object *list,
                                viv_value item) {
    uint32_t length = list->length, storage = list->storage;

    if (storage == 0 ||
        length >= ((const vk_values *)vk_at(vm, storage))->count)
        return false;
    list->length = length + 1;
    vk_store(vm, list, vk_element(vm, storage, length, 8), item);
    return true;
}

/* Sorts [count] values in place by <, stably; private storage. Natively where
 * all are str, int or float; else vk_compare. [values] may have [payload] moved
 * along with it. False: raised. */
bool vk_sort_values(viv_vm *vm, viv_value *keys, viv_value *payload,
                    uint32_t count, bool reverse);
/* list.sort(key=key, reverse=reverse); [key] None: none. */
viv_value vk_list_sort(viv_vm *vm, viv_value list, viv_value key, bool reverse);

#endif
