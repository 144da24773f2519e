/* sequence.c - what list and tuple have in common. */
#include "object/sequence.h"

#include "memory/heap.h"
#include "object/error.h"
#include "object/iterator.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/str.h"

enum {
    ASKED = 4096,          /* items: smaller requests are not asked about */
    PER_UNIT = 4,          /* items moved for one unit of fuel */
    CHUNK = 1 << 16,       /* items written between charges */
    FEW = 8,               /* items copied without charge */
    COMPARED_PER_UNIT = 8, /* items looked at */
};

vk_items vk_sequence_items(viv_vm *vm, viv_value list_or_tuple) {
    vk_items result = {NULL, 0};
    uint32_t offset, count;

    if (vk_is(vm, list_or_tuple, VK_LIST)) {
        const vk_list_object *list = vk_object(vm, list_or_tuple);
        uint32_t room;

        offset = list->storage;
        if (offset == 0)
            return result;
        room = ((const vk_values *)vk_at(vm, offset))->count;
        count = list->length < room ? list->length : room;
    } else {
        VK_CHECK(vm, vk_is(vm, list_or_tuple, VK_TUPLE));
        offset = vk_reference_offset(list_or_tuple);
        count = ((const vk_tuple_object *)vk_at(vm, offset))->length;
    }
    result.items = vk_element(vm, offset, 0, 8);
    result.count =
        vk_span(vk_offset(vm, result.items), (uint64_t)count * 8) / 8;
    return result;
}

/* -- making */

bool vk_sequence_admits(viv_vm *vm, uint64_t count) {
    if (count > VK_SEQUENCE_MAX) {
        vk_raise_memory(vm);
        return false;
    }
    return count <= ASKED || vk_heap_admits(vm, count * 8 + 16);
}

bool vk_sequence_charge(viv_vm *vm, uint64_t count) {
    return count < PER_UNIT || vk_charge(vm, count / PER_UNIT);
}

uint32_t vk_sequence_storage(viv_vm *vm, uint64_t room) {
    vk_values *storage;

    if (!vk_sequence_admits(vm, room))
        return 0;
    storage = vk_heap_take(vm, (uint32_t)(room * 8 + sizeof *storage));
    if (!storage)
        return 0;
    storage->head.kind = VK_VALUES;
    storage->count = (uint32_t)room;
    return vk_offset(vm, storage);
}

/* [count] copies of one value. */
static bool fill(viv_vm *vm, viv_value *to, viv_value value, uint64_t count) {
    while (count > 0) {
        uint64_t now = count < CHUNK ? count : CHUNK, i;

        if (!vk_sequence_charge(vm, now))
            return false;
        for (i = 0; i < now; i++)
            to[i] = value;
        to += now;
        count -= now;
    }
    return true;
}

bool vk_sequence_copy(viv_vm *vm, viv_value *to, const viv_value *from,
                      uint64_t count) {
    /* Most are short: a call costs more than copying them. */
    if (count < FEW) {
        while (count-- > 0)
            *to++ = *from++;
        return true;
    }
    while (count > 0) {
        uint64_t now = count < CHUNK ? count : CHUNK;

        if (!vk_sequence_charge(vm, now))
            return false;
        memcpy(to, from, (size_t)now * 8);
        to += now;
        from += now;
        count -= now;
    }
    return true;
}

bool vk_sequence_repeat(viv_vm *vm, viv_value *to, vk_items from,
                        uint64_t times) {
    uint64_t total = from.count * times, done = from.count;

    if (from.count == 1)
        return fill(vm, to, from.items[0], times);
    if (total == 0)
        return true;
    if (!vk_sequence_copy(vm, to, from.items, done))
        return false;
    /* What is there already is copied behind itself. */
    while (done < total) {
        uint64_t now = total - done < done ? total - done : done;

        if (!vk_charge(vm, 1) ||
            !vk_sequence_copy(vm, to + done, to, now))
            return false;
        done += now;
    }
    return true;
}

/* -- searching */

int64_t vk_sequence_find(viv_vm *vm, viv_value self, viv_value value,
                         int64_t start, int64_t stop) {
    vk_items items = vk_sequence_items(vm, self);
    int64_t i;

    for (i = start; i < stop && i < items.count; i++) {
        viv_value item = items.items[i];
        int equal;

        if (i % COMPARED_PER_UNIT == 0 && !vk_charge(vm, 1))
            return VK_SEQUENCE_RAISED;
        if (viv_same(item, value))
            return i;
        if (viv_are_small_ints(item, value))
            continue;
        equal = vk_equal(vm, item, value);
        if (equal != 0)
            return equal > 0 ? i : VK_SEQUENCE_RAISED;
        items = vk_sequence_items(vm, self);
    }
    return VK_SEQUENCE_ABSENT;
}

viv_value vk_sequence_count(viv_vm *vm, viv_value self, viv_value value) {
    int64_t found = -1, count = 0;

    for (;;) {
        found = vk_sequence_find(vm, self, value, found + 1, INT64_MAX);
        if (found == VK_SEQUENCE_RAISED)
            return VIV_RAISE;
        if (found == VK_SEQUENCE_ABSENT)
            return viv_small_int(count);
        count++;
        if (!vk_charge(vm, 1))
            return VIV_RAISE;
    }
}

viv_value vk_sequence_search(viv_vm *vm, const viv_value *args,
                             const char *type) {
    int64_t start = 0, stop = INT64_MAX, found, length;

    if (!vk_slice_bound(vm, args[2], &start) ||
        (!viv_is_absent(args[3]) && !vk_slice_bound(vm, args[3], &stop)))
        return VIV_RAISE;
    length = vk_sequence_items(vm, args[0]).count;
    if (start < 0)
        start = start + length < 0 ? 0 : start + length;
    if (stop < 0)
        stop += length;
    found = vk_sequence_find(vm, args[0], args[1], start, stop);
    if (found == VK_SEQUENCE_RAISED)
        return VIV_RAISE;
    if (found == VK_SEQUENCE_ABSENT)
        return vk_raise(vm, VIV_ValueError, "%s.index(x): x not in %s", type,
                        type);
    return viv_small_int(found);
}

viv_value vk_sequence_contains(viv_vm *vm, viv_value self, viv_value value) {
    int64_t found = vk_sequence_find(vm, self, value, 0, INT64_MAX);

    return found == VK_SEQUENCE_RAISED ? VIV_RAISE : viv_bool(found >= 0);
}

/* -- comparing */

/* Compares lengths as the operator says. */
static viv_value compare_counts(vk_operator op, uint32_t a, uint32_t b) {
    switch (op) {
    case VK_OP_LT:
        return viv_bool(a < b);
    case VK_OP_LE:
        return viv_bool(a <= b);
    case VK_OP_EQ:
        return viv_bool(a == b);
    case VK_OP_NE:
        return viv_bool(a != b);
    case VK_OP_GT:
        return viv_bool(a > b);
    default:
        return viv_bool(a >= b);
    }
}

/* The position of the first pair of items that differ, or the shorter length;
 * VK_SEQUENCE_RAISED. */
static int64_t first_difference(viv_vm *vm, viv_value a, viv_value b) {
    vk_items left = vk_sequence_items(vm, a), right = vk_sequence_items(vm, b);
    uint32_t i;

    for (i = 0; i < left.count && i < right.count; i++) {
        viv_value x = left.items[i], y = right.items[i];
        int equal;

        if (i % COMPARED_PER_UNIT == 0 && !vk_charge(vm, 1))
            return VK_SEQUENCE_RAISED;
        if (viv_same(x, y))
            continue;
        if (viv_are_small_ints(x, y))
            break;
        equal = vk_equal(vm, x, y);
        if (equal < 0)
            return VK_SEQUENCE_RAISED;
        if (equal == 0)
            break;
        left = vk_sequence_items(vm, a);
        right = vk_sequence_items(vm, b);
    }
    return i;
}

viv_value vk_sequence_compare(viv_vm *vm, vk_operator op, viv_value a,
                              viv_value b) {
    bool equality = op == VK_OP_EQ || op == VK_OP_NE;
    vk_items left = vk_sequence_items(vm, a), right = vk_sequence_items(vm, b);
    int64_t i;

    if (equality && left.count != right.count)
        return viv_bool(op == VK_OP_NE);
    if (!vk_enter_native(vm))
        return VIV_RAISE;
    i = first_difference(vm, a, b);
    if (i < 0)
        return VIV_RAISE;
    left = vk_sequence_items(vm, a);
    right = vk_sequence_items(vm, b);
    if (i >= left.count || i >= right.count)
        return compare_counts(op, left.count, right.count);
    if (equality)
        return viv_bool(op == VK_OP_NE);
    return vk_compare(vm, op, left.items[i], right.items[i]);
}

/* -- repr */

viv_value vk_sequence_repr(viv_vm *vm, viv_value self, const char *open,
                           const char *close) {
    vk_items items = vk_sequence_items(vm, self);
    viv_value item = VIV_NONE;
    vk_str_builder text;
    uint32_t i;

    if (!vk_enter_native(vm))
        return VIV_RAISE;
    vk_str_build(&text, vm);
    vk_str_add_text(&text, open);
    if (vk_repr_enter(vm, self)) {
        vk_str_add_text(&text, "...");
        vk_str_add_text(&text, close);
        return vk_str_finish(&text);
    }
    for (i = 0; i < items.count && !text.failed; i++) {
        if (i > 0)
            vk_str_add_text(&text, ", ");
        item = vk_repr(vm, items.items[i]);
        if (viv_is_jump(item))
            break;
        vk_str_add(&text, item);
        items = vk_sequence_items(vm, self);
    }
    vk_repr_leave(vm, self);
    VIV_TRY(item);
    if (*open == '(' && items.count == 1)
        vk_str_add_text(&text, ",");
    vk_str_add_text(&text, close);
    return vk_str_finish(&text);
}

/* -- operators with something else */

/* Classes written in Python may define the reflected method. */
static bool reflects(viv_vm *vm, viv_value other, const char *method) {
    viv_value name;

    if (!viv_is_reference(other) ||
        (vk_kind_of(vm, other) != VK_OBJECT &&
         !(vk_head(vm, other)->flags & VK_SUBCLASS)))
        return false;
    name = vk_str_intern_utf8(vm, method, (uint32_t)strlen(method));
    return !viv_is_jump(name) &&
           !viv_is_absent(vk_find_special(vm, other, name));
}

viv_value vk_sequence_refuse_concat(viv_vm *vm, const char *type,
                                    viv_value other) {
    if (reflects(vm, other, "__radd__"))
        return VIV_NOT_IMPLEMENTED;
    return vk_raise(vm, VIV_TypeError,
                    "can only concatenate %s (not \"%T\") to %s", type, other,
                    type);
}

bool vk_sequence_times(viv_vm *vm, viv_value factor, int64_t *times,
                       viv_value *result) {
    if (viv_is_small_int(factor)) {
        *times = viv_small_int_value(factor);
        return true;
    }
    *result = VIV_RAISE;
    if (vk_has_index(vm, factor)) {
        factor = vk_index(vm, factor);
        if (viv_is_jump(factor))
            return false;
        if (vk_int_value(vm, factor, times))
            return true;
        vk_raise(vm, VIV_OverflowError,
                 "cannot fit 'int' into an index-sized integer");
        return false;
    }
    if (reflects(vm, factor, "__rmul__") || reflects(vm, factor, "__mul__"))
        *result = VIV_NOT_IMPLEMENTED;
    else
        vk_raise(vm, VIV_TypeError,
                 "can't multiply sequence by non-int of type '%T'", factor);
    return false;
}
