/* sequence.h - what list and tuple have in common. */
#ifndef VK_OBJECT_SEQUENCE_H
#define VK_OBJECT_SEQUENCE_H

#include "object/list.h"

enum {
    VK_SEQUENCE_ABSENT = -1, /* results of vk_sequence_find */
    VK_SEQUENCE_RAISED = -2,
};

/* The most items that one storage, or one tuple, can have. */
#define VK_SEQUENCE_MAX ((UINT32_MAX - 64) / 8)

/* Asks before [count] items are allocated and written; false: raised. */
bool vk_sequence_admits(viv_vm *vm, uint64_t count);

/* Pays for [count] items about to be moved; false: to stop. */
bool vk_sequence_charge(viv_vm *vm, uint64_t count);

/* A list's storage with room for [room], its items not initialised: the caller
 * does that before anything else is allocated. 0: raised. */
uint32_t vk_sequence_storage(viv_vm *vm, uint64_t room);

/* Copies items, paying for them piece by piece; false: to stop. */
bool vk_sequence_copy(viv_vm *vm, viv_value *to, const viv_value *from,
                      uint64_t count);

/* Writes [count] items [times] over to [to]; false: to stop. The spans were
 * checked by whoever allocated. */
bool vk_sequence_repeat(viv_vm *vm, viv_value *to, vk_items from,
                        uint64_t times);

/* The position of the first item from [start] up to [stop] that equals
 * [value]. */
int64_t vk_sequence_find(viv_vm *vm, viv_value self, viv_value value,
                         int64_t start, int64_t stop);
viv_value vk_sequence_count(viv_vm *vm, viv_value self, viv_value value);
/* index(): [args] are self, value, start, stop; [type] is its name. */
viv_value vk_sequence_search(viv_vm *vm, const viv_value *args,
                             const char *type);
viv_value vk_sequence_contains(viv_vm *vm, viv_value self, viv_value value);
/* Of two lists or two tuples. */
viv_value vk_sequence_compare(viv_vm *vm, vk_operator op, viv_value a,
                              viv_value b);
/* [open] and [close] are the brackets. */
viv_value vk_sequence_repr(viv_vm *vm, viv_value self, const char *open,
                           const char *close);

/* The right operand of a + whose left one is a list or tuple is no such:
 * raises, or gives NotImplemented where its class may know what to do. The same
 * for *. */
viv_value vk_sequence_refuse_concat(viv_vm *vm, const char *type,
                                    viv_value other);
/* How often to repeat; false: [result] is what the operator returns. */
bool vk_sequence_times(viv_vm *vm, viv_value factor, int64_t *times,
                       viv_value *result);

#endif
