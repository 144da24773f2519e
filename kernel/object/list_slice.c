/* list_slice.c - list: subscripts, slices, + and *. */
#include "object/list_slice.h"

#include "memory/heap.h"
#include "object/error.h"
#include "object/iterator.h"
#include "object/protocol.h"
#include "object/sequence.h"

/* A slice as it lies over the list now. */
typedef struct section {
    int64_t start, step, count;
} section;

static bool read_slice(viv_vm *vm, viv_value self, viv_value slice,
                       section *part) {
    int64_t stop;

    if (!vk_slice_unpack(vm, slice, &part->start, &stop, &part->step))
        return false;
    part->count = vk_slice_adjust(vk_sequence_items(vm, self).count,
                                  &part->start, &stop, part->step);
    return true;
}

/* After a bulk write. */
static void remember(viv_vm *vm, vk_list_object *self) {
    if (self->head.flags & VK_OLD)
        vk_remember(vm, &self->head);
}

/* -- reading */

static viv_value get_slice(viv_vm *vm, viv_value self, viv_value slice) {
    viv_value *target;
    vk_items items;
    uint32_t storage;
    section part;
    int64_t i;

    if (!read_slice(vm, self, slice, &part))
        return VIV_RAISE;
    items = vk_sequence_items(vm, self);
    if (part.count == 0)
        return vk_list_adopt(vm, 0, 0);
    if (part.step == 1)
        return vk_list_from(vm, items.items + part.start,
                            (uint32_t)part.count);
    storage = vk_sequence_charge(vm, (uint64_t)part.count * 2)
                  ? vk_sequence_storage(vm, (uint64_t)part.count)
                  : 0;
    if (storage == 0)
        return VIV_RAISE;
    target = vk_element(vm, storage, 0, 8);
    for (i = 0; i < part.count; i++)
        target[i] = items.items[part.start + i * part.step];
    return vk_list_adopt(vm, storage, (uint32_t)part.count);
}

viv_value vk_list_get_item(viv_vm *vm, viv_value self, viv_value key) {
    viv_value item;
    int64_t index;

    if (vk_is(vm, key, VK_SLICE))
        return get_slice(vm, self, key);
    if (!vk_sequence_index(vm, key, "list", &index))
        return VIV_RAISE;
    item = vk_list_at(vm, vk_object(vm, self), index);
    if (viv_is_absent(item))
        return vk_raise(vm, VIV_IndexError, "list index out of range");
    return item;
}

/* -- writing */

/* Puts the items of [source], a list or tuple but not the list itself, in place
 * of [count] items from [start] on. */
static viv_value replace(viv_vm *vm, vk_list_object *self, uint32_t start,
                         uint32_t count, viv_value source) {
    vk_items from = vk_sequence_items(vm, source);
    uint32_t length = vk_sequence_items(vm, vk_reference(vm, self)).count;
    uint64_t after = (uint64_t)length - count + from.count;
    viv_value *items;

    if (!vk_list_reserve(vm, self, after) ||
        !vk_sequence_charge(vm, length - start + from.count))
        return VIV_RAISE;
    if (after == 0 && length == 0)
        return VIV_NONE;
    items = vk_element(vm, self->storage, start, 8);
    if (from.count != count)
        memmove(items + from.count, items + count,
                (size_t)(length - start - count) * 8);
    if (from.count > 0)
        memcpy(items, from.items, (size_t)from.count * 8);
    remember(vm, self);
    if (after < length)
        return vk_list_truncate(vm, self, (uint32_t)after) ? VIV_NONE
                                                           : VIV_RAISE;
    self->length = (uint32_t)after;
    return VIV_NONE;
}

static viv_value assign_steps(viv_vm *vm, vk_list_object *self,
                              const section *part, viv_value source) {
    vk_items from = vk_sequence_items(vm, source);
    vk_items items = vk_sequence_items(vm, vk_reference(vm, self));
    int64_t i;

    if (from.count != part->count)
        return vk_raise(vm, VIV_ValueError,
                        "attempt to assign sequence of size %u to extended "
                        "slice of size %l",
                        (uint64_t)from.count, part->count);
    if (!vk_sequence_charge(vm, (uint64_t)part->count * 2))
        return VIV_RAISE;
    for (i = 0; i < part->count; i++)
        items.items[part->start + i * part->step] = from.items[i];
    remember(vm, self);
    return VIV_NONE;
}

/* What is assigned as a list or tuple that is not [self]. */
static viv_value assigned(viv_vm *vm, viv_value self, viv_value value) {
    viv_value result;

    if (!viv_same(self, value) && (vk_is_exact(vm, value, VK_LIST) ||
                                   vk_is_exact(vm, value, VK_TUPLE)))
        return value;
    result = vk_list_from_iterable(vm, value);
    if (viv_is_jump(result) && vk_raised(vm, VIV_TypeError) &&
        viv_is_jump(vk_iterate(vm, value)) && !viv_is_absent(vk_catch(vm)))
        return vk_raise(vm, VIV_TypeError,
                        "must assign iterable to extended slice");
    return result;
}

static viv_value set_slice(viv_vm *vm, viv_value self, viv_value slice,
                           viv_value value) {
    section part;

    value = assigned(vm, self, value);
    VIV_TRY(value);
    if (!read_slice(vm, self, slice, &part))
        return VIV_RAISE;
    if (part.step != 1)
        return assign_steps(vm, vk_object(vm, self), &part, value);
    return replace(vm, vk_object(vm, self), (uint32_t)part.start,
                   (uint32_t)part.count, value);
}

/* Closes the gaps that every [step]-th item leaves. */
static viv_value delete_steps(viv_vm *vm, vk_list_object *self,
                              const section *part) {
    vk_items items = vk_sequence_items(vm, vk_reference(vm, self));
    int64_t step = part->step, read = part->start, write, next, left;

    if (step < 0) {
        read += (part->count - 1) * step;
        step = -step;
    }
    if (!vk_sequence_charge(vm, (uint64_t)(items.count - read) * 2))
        return VIV_RAISE;
    next = read;
    left = part->count;
    for (write = read; read < items.count; read++) {
        if (left > 0 && read == next) {
            /* Past the last one, the sum could be too large for 64 bits. */
            if (--left > 0)
                next += step;
        } else {
            items.items[write++] = items.items[read];
        }
    }
    remember(vm, self);
    return vk_list_truncate(vm, self, (uint32_t)write) ? VIV_NONE : VIV_RAISE;
}

static viv_value delete_slice(viv_vm *vm, viv_value self, viv_value slice) {
    section part;

    if (!read_slice(vm, self, slice, &part))
        return VIV_RAISE;
    if (part.count == 0)
        return VIV_NONE;
    if (part.step == 1)
        return replace(vm, vk_object(vm, self), (uint32_t)part.start,
                       (uint32_t)part.count, vk_empty_tuple(vm));
    return delete_steps(vm, vk_object(vm, self), &part);
}

viv_value vk_list_set_item(viv_vm *vm, viv_value self, viv_value key,
                           viv_value value) {
    section part = {0, 1, 1};
    vk_list_object *list = vk_list_writable(vm, self);
    int64_t index, length;

    if (!list)
        return VIV_RAISE;
    if (vk_is(vm, key, VK_SLICE))
        return viv_is_absent(value) ? delete_slice(vm, self, key)
                                    : set_slice(vm, self, key, value);
    if (!vk_sequence_index(vm, key, "list", &index))
        return VIV_RAISE;
    length = vk_sequence_items(vm, self).count;
    part.start = index < 0 ? index + length : index;
    if (part.start < 0 || part.start >= length)
        return vk_raise(vm, VIV_IndexError,
                        "list assignment index out of range");
    if (viv_is_absent(value))
        return replace(vm, list, (uint32_t)part.start, 1, vk_empty_tuple(vm));
    return vk_list_put(vm, list, part.start, value) ? VIV_NONE : VIV_RAISE;
}

/* -- operators */

static viv_value concat(viv_vm *vm, viv_value a, viv_value b) {
    vk_items left = vk_sequence_items(vm, a), right = vk_sequence_items(vm, b);
    uint64_t count = (uint64_t)left.count + right.count;
    uint32_t storage;
    viv_value *target;

    if (count == 0)
        return vk_list_adopt(vm, 0, 0);
    storage = vk_sequence_storage(vm, count);
    if (storage == 0)
        return VIV_RAISE;
    target = vk_element(vm, storage, 0, 8);
    if (!vk_sequence_copy(vm, target, left.items, left.count) ||
        !vk_sequence_copy(vm, target + left.count, right.items, right.count))
        return VIV_RAISE;
    return vk_list_adopt(vm, storage, (uint32_t)count);
}

static viv_value repeat(viv_vm *vm, viv_value self, int64_t times) {
    vk_items items = vk_sequence_items(vm, self);
    uint64_t count;
    uint32_t storage;

    if (times <= 0 || items.count == 0)
        return vk_list_adopt(vm, 0, 0);
    if (__builtin_mul_overflow((uint64_t)times, items.count, &count))
        return vk_raise_memory(vm);
    storage = vk_sequence_storage(vm, count);
    if (storage == 0 ||
        !vk_sequence_repeat(vm, vk_element(vm, storage, 0, 8), items,
                            (uint64_t)times))
        return VIV_RAISE;
    return vk_list_adopt(vm, storage, (uint32_t)count);
}

viv_value vk_list_binary(viv_vm *vm, vk_operator op, viv_value a,
                         viv_value b) {
    viv_value result;
    int64_t times;

    if (op == VK_OP_ADD && vk_is(vm, a, VK_LIST))
        return vk_is(vm, b, VK_LIST) ? concat(vm, a, b)
                                     : vk_sequence_refuse_concat(vm, "list", b);
    if (op != VK_OP_MUL)
        return VIV_NOT_IMPLEMENTED;
    if (!vk_is(vm, a, VK_LIST)) {
        viv_value list = b;

        b = a;
        a = list;
    }
    return vk_sequence_times(vm, b, &times, &result) ? repeat(vm, a, times)
                                                     : result;
}

static viv_value repeat_in_place(viv_vm *vm, viv_value self, int64_t times) {
    vk_list_object *list = vk_list_writable(vm, self);
    vk_items items = vk_sequence_items(vm, self);
    uint64_t count;

    if (!list)
        return VIV_RAISE;
    if (times <= 0)
        return vk_list_truncate(vm, list, 0) ? self : VIV_RAISE;
    if (__builtin_mul_overflow((uint64_t)times, items.count, &count))
        return vk_raise_memory(vm);
    if (items.count == 0 || times == 1)
        return self;
    if (!vk_list_reserve(vm, list, count))
        return VIV_RAISE;
    items.items = vk_sequence_items(vm, self).items;
    if (!vk_sequence_repeat(vm, items.items + items.count, items,
                            (uint64_t)times - 1))
        return VIV_RAISE;
    list->length = (uint32_t)count;
    remember(vm, list);
    return self;
}

viv_value vk_list_in_place(viv_vm *vm, vk_operator op, viv_value a,
                           viv_value b) {
    viv_value result;
    int64_t times;

    if (op == VK_OP_ADD) {
        VIV_TRY(vk_list_extend(vm, a, b));
        return a;
    }
    if (op != VK_OP_MUL)
        return VIV_NOT_IMPLEMENTED;
    return vk_sequence_times(vm, b, &times, &result)
               ? repeat_in_place(vm, a, times)
               : result;
}
