/* container.h - list, tuple, dict, set, range and slice.
 *
 * The functions want an object of the type (or a subclass); anything else is a
 * fault that ends the sandbox. Those that return bool are false when they
 * raised.
 */
#ifndef VIVARIUM_CONTAINER_H
#define VIVARIUM_CONTAINER_H

#include <vivarium/value.h>
#include <vivarium/version.h>

VIV_API bool viv_is_list(viv_vm *vm, viv_value value);
VIV_API bool viv_is_tuple(viv_vm *vm, viv_value value);
VIV_API bool viv_is_dict(viv_vm *vm, viv_value value);
VIV_API bool viv_is_set(viv_vm *vm, viv_value value); /* frozenset too */

/* An empty list with room for [room] items. */
VIV_API viv_value viv_list(viv_vm *vm, uint32_t room);
VIV_API viv_value viv_list_from(viv_vm *vm, const viv_value *items,
                                uint32_t count);
VIV_API bool viv_list_append(viv_vm *vm, viv_value list, viv_value item);
/* list.extend(iterable); returns None. */
VIV_API viv_value viv_list_extend(viv_vm *vm, viv_value list,
                                  viv_value iterable);
VIV_API uint32_t viv_list_length(viv_vm *vm, viv_value list);
/* VIV_ABSENT past the end. */
VIV_API viv_value viv_list_get(viv_vm *vm, viv_value list, uint32_t index);
/* False past the end; nothing is raised. */
VIV_API bool viv_list_set(viv_vm *vm, viv_value list, uint32_t index,
                          viv_value item);
/* Takes the last item off; VIV_ABSENT when there is none. */
VIV_API viv_value viv_list_pop(viv_vm *vm, viv_value list);

VIV_API viv_value viv_tuple(viv_vm *vm, const viv_value *items,
                            uint32_t count);
VIV_API viv_value viv_tuple_from_list(viv_vm *vm, viv_value list);
VIV_API uint32_t viv_tuple_length(viv_vm *vm, viv_value tuple);
/* VIV_ABSENT past the end. */
VIV_API viv_value viv_tuple_get(viv_vm *vm, viv_value tuple, uint32_t index);

/* list(iterable), tuple(iterable) */
VIV_API viv_value viv_to_list(viv_vm *vm, viv_value iterable);
VIV_API viv_value viv_to_tuple(viv_vm *vm, viv_value iterable);

VIV_API viv_value viv_dict(viv_vm *vm, uint32_t room);
/* VIV_ABSENT: no such key. VIV_RAISE: unhashable, or __eq__ raised. */
VIV_API viv_value viv_dict_get(viv_vm *vm, viv_value dict, viv_value key);
VIV_API bool viv_dict_set(viv_vm *vm, viv_value dict, viv_value key,
                          viv_value value);
/* 1 deleted, 0 not there, -1 raised. */
VIV_API int viv_dict_delete(viv_vm *vm, viv_value dict, viv_value key);
VIV_API uint32_t viv_dict_length(viv_vm *vm, viv_value dict);
/* The next live entry from [*position] on, which begins with 0; false at the
 * end. */
VIV_API bool viv_dict_next(viv_vm *vm, viv_value dict, uint32_t *position,
                           viv_value *key, viv_value *value);
VIV_API viv_value viv_dict_copy(viv_vm *vm, viv_value dict);

VIV_API viv_value viv_set(viv_vm *vm, uint32_t room);
VIV_API viv_value viv_frozenset(viv_vm *vm, uint32_t room);
VIV_API bool viv_set_add(viv_vm *vm, viv_value set, viv_value item);
VIV_API int viv_set_contains(viv_vm *vm, viv_value set, viv_value item);
VIV_API int viv_set_discard(viv_vm *vm, viv_value set, viv_value item);
VIV_API bool viv_set_next(viv_vm *vm, viv_value set, uint32_t *position,
                          viv_value *item);

/* Ints, or None for a slice's absent parts. */
VIV_API viv_value viv_range(viv_vm *vm, viv_value start, viv_value stop,
                            viv_value step);
VIV_API viv_value viv_slice(viv_vm *vm, viv_value start, viv_value stop,
                            viv_value step);
/* What a slice over [length] items selects. False: raised. */
typedef struct viv_slice_span {
    int64_t start, stop, step, count;
} viv_slice_span;
VIV_API bool viv_slice_over(viv_vm *vm, viv_value slice, int64_t length,
                            viv_slice_span *span);

#endif
