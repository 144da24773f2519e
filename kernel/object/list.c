/* list.c - list: storage, the operations C code uses, and the methods.
 *
 * Storage doubles while it is small and grows by a quarter when it is large. It
 * belongs to its list alone, so the old one is given back at once; iterators
 * hold the list, and C code that calls out fetches the items again.
 */
#include "object/list.h"

#include <vivarium/function.h>

#include "memory/heap.h"
#include "object/error.h"
#include "object/iterator.h"
#include "object/list_slice.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/sequence.h"
#include "object/str.h"

enum {
    FIRST_ROOM = 4,
    MIDDLE = 1 << 12, /* items from which growth is by half, */
    LARGE = 1 << 15,  /* and by a quarter */
    KEPT_ROOM = 64,   /* storage this small never shrinks */
};

static vk_list_object *checked(viv_vm *vm, viv_value list) {
    VK_CHECK(vm, vk_is(vm, list, VK_LIST));
    return vk_object(vm, list);
}

vk_list_object *vk_list_writable(viv_vm *vm, viv_value list) {
    vk_list_object *self = checked(vm, list);

    if (self->head.flags & VK_FROZEN) {
        vk_raise(vm, VIV_TypeError, "'%T' object is read-only", list);
        return NULL;
    }
    return self;
}

/* -- storage */

static uint32_t room_of(viv_vm *vm, const vk_list_object *self) {
    return self->storage ? ((vk_values *)vk_at(vm, self->storage))->count : 0;
}

/* Gives the list storage for [room], at least its length, with its items. */
static bool move(viv_vm *vm, vk_list_object *self, uint64_t room) {
    vk_items items = vk_sequence_items(vm, vk_reference(vm, self));
    uint32_t old = self->storage, storage, count, i;
    viv_value *target;

    storage = vk_sequence_storage(vm, room);
    if (storage == 0)
        return false;
    count = items.count < room ? items.count : (uint32_t)room;
    target = vk_element(vm, storage, 0, 8);
    if (!vk_sequence_copy(vm, target, items.items, count))
        return false;
    for (i = count; i < room; i++)
        target[i] = VIV_ABSENT;
    vk_store_offset(vm, self, &self->storage, storage);
    self->length = count;
    if (old != 0)
        vk_heap_release(vm, vk_at(vm, old));
    return true;
}

/* Enlarges large storage where it lies, if what is behind it is free. */
static bool extend_in_place(viv_vm *vm, vk_list_object *self, uint64_t room) {
    vk_values *storage = vk_at(vm, self->storage);
    uint32_t count = storage->count, i;

    if (count < VK_BLOCK_BYTES / 8 || room > VK_SEQUENCE_MAX ||
        vk_heap_room(vm, storage) < (uint64_t)count * 8 + sizeof *storage ||
        !vk_heap_extend(vm, storage, (uint32_t)(room * 8 + sizeof *storage)))
        return false;
    for (i = count; i < room; i++)
        *(viv_value *)vk_element(vm, self->storage, i, 8) = VIV_ABSENT;
    storage->count = (uint32_t)room;
    return true;
}

bool vk_list_reserve(viv_vm *vm, vk_list_object *self, uint64_t need) {
    uint32_t room = room_of(vm, self);

    if (need <= room)
        return true;
    if (room != 0) {
        uint64_t more = need / (need < MIDDLE  ? 1
                                : need < LARGE ? 2
                                               : 4);

        more = need + more < VK_SEQUENCE_MAX ? need + more : need;
        if (!vk_heap_admits_growth(vm, room * UINT64_C(8), need * 8,
                                   more * 8) ||
            !vk_sequence_charge(vm, more - room))
            return false;
        return extend_in_place(vm, self, more) || move(vm, self, more);
    }
    return move(vm, self, need < FIRST_ROOM ? FIRST_ROOM : need);
}

bool vk_list_truncate(viv_vm *vm, vk_list_object *self, uint32_t length) {
    vk_items items = vk_sequence_items(vm, vk_reference(vm, self));
    uint32_t i;

    for (i = length; i < items.count; i++)
        items.items[i] = VIV_ABSENT;
    self->length = length;
    return room_of(vm, self) <= KEPT_ROOM ||
           length >= room_of(vm, self) / 4 ||
           move(vm, self, length * UINT64_C(2));
}

/* -- for C code */

viv_value vk_list_adopt(viv_vm *vm, uint32_t storage, uint32_t count) {
    /* While the list is made, only this pointer keeps the storage. */
    vk_values *values = vk_at(vm, storage);
    vk_list_object *self = vk_new(vm, VK_LIST, sizeof *self);

    if (!self)
        return VIV_RAISE;
    self->storage = storage ? vk_offset(vm, values) : 0;
    self->length = count;
    return vk_reference(vm, self);
}

viv_value vk_list_new(viv_vm *vm, uint32_t room) {
    viv_value list = vk_list_adopt(vm, 0, 0);

    if (room == 0 || viv_is_jump(list) ||
        vk_list_reserve(vm, vk_object(vm, list), room))
        return list;
    return VIV_RAISE;
}

viv_value vk_list_from(viv_vm *vm, const viv_value *items, uint32_t count) {
    uint32_t storage;

    if (count == 0)
        return vk_list_adopt(vm, 0, 0);
    storage = vk_sequence_storage(vm, count);
    if (storage == 0 ||
        !vk_sequence_copy(vm, vk_element(vm, storage, 0, 8), items, count))
        return VIV_RAISE;
    return vk_list_adopt(vm, storage, count);
}

bool vk_list_append(viv_vm *vm, viv_value list, viv_value item) {
    vk_list_object *self = vk_object(vm, list);

    if (vk_list_push(vm, self, item))
        return true;
    self = vk_list_writable(vm, list);
    return self && vk_list_reserve(vm, self, self->length + UINT64_C(1)) &&
           vk_list_push(vm, self, item);
}

uint32_t vk_list_length(viv_vm *vm, viv_value list) {
    return checked(vm, list)->length;
}

viv_value vk_list_get(viv_vm *vm, viv_value list, uint32_t index) {
    return vk_list_at(vm, checked(vm, list), index);
}

viv_value vk_list_from_iterable(viv_vm *vm, viv_value iterable) {
    viv_value list;

    if (vk_is_exact(vm, iterable, VK_LIST) ||
        vk_is_exact(vm, iterable, VK_TUPLE)) {
        vk_items items = vk_sequence_items(vm, iterable);

        return vk_list_from(vm, items.items, items.count);
    }
    list = vk_list_new(vm, 0);
    VIV_TRY(list);
    VIV_TRY(vk_list_extend(vm, list, iterable));
    return list;
}

/* -- extending */

static viv_value extend_from_items(viv_vm *vm, vk_list_object *self,
                                   viv_value other) {
    vk_items from = vk_sequence_items(vm, other);
    uint32_t length = self->length;

    if (from.count == 0)
        return VIV_NONE;
    if (!vk_list_reserve(vm, self, (uint64_t)length + from.count))
        return VIV_RAISE;
    /* They may be the list's own, whose storage has just moved. */
    from.items = vk_sequence_items(vm, other).items;
    if (!vk_sequence_copy(vm, vk_element(vm, self->storage, length, 8),
                          from.items, from.count))
        return VIV_RAISE;
    self->length = length + from.count;
    if (self->head.flags & VK_OLD)
        vk_remember(vm, &self->head);
    return VIV_NONE;
}

/* Room for what a built-in iterable says it has: a guess of others is not asked
 * for, since the items may never come. */
static bool reserve_for(viv_vm *vm, vk_list_object *self, viv_value iterable) {
    uint64_t more = 0;

    if (vk_is_exact(vm, iterable, VK_DICT) ||
        vk_is_exact(vm, iterable, VK_SET) ||
        vk_is_exact(vm, iterable, VK_FROZENSET)) {
        more = ((const vk_dict_object *)vk_object(vm, iterable))->count;
    } else if (vk_is_exact(vm, iterable, VK_RANGE)) {
        viv_value length =
            ((const vk_range_object *)vk_object(vm, iterable))->length;

        if (!viv_is_small_int(length)) {
            vk_raise_memory(vm);
            return false;
        }
        more = (uint64_t)viv_small_int_value(length);
    }
    return more == 0 || vk_list_reserve(vm, self, self->length + more);
}

viv_value vk_list_extend(viv_vm *vm, viv_value list, viv_value iterable) {
    vk_list_object *self = vk_list_writable(vm, list);
    viv_value item;
    vk_drain drain;

    if (!self)
        return VIV_RAISE;
    if (vk_is_exact(vm, iterable, VK_LIST) ||
        vk_is_exact(vm, iterable, VK_TUPLE))
        return extend_from_items(vm, self, iterable);
    if (!reserve_for(vm, self, iterable) ||
        !vk_drain_begin(vm, &drain, iterable))
        return VIV_RAISE;
    for (;;) {
        item = vk_drain_next(vm, &drain);
        if (viv_is_done(item))
            return VIV_NONE;
        VIV_TRY(item);
        if (!vk_list_push(vm, self, item) && !vk_list_append(vm, list, item))
            return VIV_RAISE;
    }
}

/* -- methods */

static viv_value list_append(viv_vm *vm, const viv_value *args) {
    return vk_list_append(vm, args[0], args[1]) ? VIV_NONE : VIV_RAISE;
}

static viv_value list_extend(viv_vm *vm, const viv_value *args) {
    return vk_list_extend(vm, args[0], args[1]);
}

/* An argument that is a position: false: raised. */
static bool position(viv_vm *vm, viv_value value, int64_t *index) {
    if (viv_is_small_int(value)) {
        *index = viv_small_int_value(value);
        return true;
    }
    value = vk_index(vm, value);
    if (viv_is_jump(value))
        return false;
    if (vk_int_value(vm, value, index))
        return true;
    vk_raise(vm, VIV_OverflowError,
             "Python int too large to convert to C ssize_t");
    return false;
}

/* Takes items from [at] on [count] places towards the end. */
static bool open_gap(viv_vm *vm, vk_list_object *self, uint32_t at,
                     uint32_t count) {
    uint32_t length = self->length;
    viv_value *items;

    if (!vk_list_reserve(vm, self, (uint64_t)length + count) ||
        !vk_sequence_charge(vm, length - at))
        return false;
    items = vk_element(vm, self->storage, 0, 8);
    memmove(items + at + count, items + at, (size_t)(length - at) * 8);
    self->length = length + count;
    return true;
}

static viv_value list_insert(viv_vm *vm, const viv_value *args) {
    vk_list_object *self = vk_list_writable(vm, args[0]);
    int64_t at, length;

    if (!self || !position(vm, args[1], &at))
        return VIV_RAISE;
    length = vk_sequence_items(vm, args[0]).count;
    if (at < 0)
        at = at + length < 0 ? 0 : at + length;
    else if (at > length)
        at = length;
    self->length = (uint32_t)length;
    if (!open_gap(vm, self, (uint32_t)at, 1))
        return VIV_RAISE;
    vk_store(vm, self, vk_element(vm, self->storage, (uint32_t)at, 8), args[2]);
    return VIV_NONE;
}

/* Takes out item [at], which must exist. */
static viv_value take_out(viv_vm *vm, vk_list_object *self, uint32_t at) {
    vk_items items = vk_sequence_items(vm, vk_reference(vm, self));
    viv_value item;

    VK_CHECK(vm, at < items.count);
    item = items.items[at];
    if (!vk_sequence_charge(vm, items.count - at))
        return VIV_RAISE;
    memmove(items.items + at, items.items + at + 1,
            (size_t)(items.count - at - 1) * 8);
    return vk_list_truncate(vm, self, items.count - 1) ? item : VIV_RAISE;
}

static viv_value list_pop(viv_vm *vm, const viv_value *args) {
    vk_list_object *self = vk_list_writable(vm, args[0]);
    int64_t at, length;

    if (!self || !position(vm, args[1], &at))
        return VIV_RAISE;
    length = vk_sequence_items(vm, args[0]).count;
    if (length == 0)
        return vk_raise(vm, VIV_IndexError, "pop from empty list");
    if (at < 0)
        at += length;
    if (at < 0 || at >= length)
        return vk_raise(vm, VIV_IndexError, "pop index out of range");
    if (at == length - 1) {
        viv_value item = vk_list_at(vm, self, at);

        return vk_list_truncate(vm, self, (uint32_t)at) ? item : VIV_RAISE;
    }
    return take_out(vm, self, (uint32_t)at);
}

static viv_value list_remove(viv_vm *vm, const viv_value *args) {
    vk_list_object *self = vk_list_writable(vm, args[0]);
    int64_t at;

    if (!self)
        return VIV_RAISE;
    at = vk_sequence_find(vm, args[0], args[1], 0, INT64_MAX);
    if (at == VK_SEQUENCE_RAISED)
        return VIV_RAISE;
    if (at == VK_SEQUENCE_ABSENT)
        return vk_raise(vm, VIV_ValueError, "list.remove(x): x not in list");
    /* __eq__ may have shortened the list. */
    if (at < vk_sequence_items(vm, args[0]).count)
        VIV_TRY(take_out(vm, self, (uint32_t)at));
    return VIV_NONE;
}

static viv_value list_clear(viv_vm *vm, const viv_value *args) {
    vk_list_object *self = vk_list_writable(vm, args[0]);
    uint32_t storage;

    if (!self)
        return VIV_RAISE;
    storage = self->storage;
    self->storage = 0;
    self->length = 0;
    if (storage != 0)
        vk_heap_release(vm, vk_at(vm, storage));
    return VIV_NONE;
}

static viv_value list_copy(viv_vm *vm, const viv_value *args) {
    vk_items items = vk_sequence_items(vm, args[0]);

    return vk_list_from(vm, items.items, items.count);
}

static viv_value list_index(viv_vm *vm, const viv_value *args) {
    return vk_sequence_search(vm, args, "list");
}

static viv_value list_count(viv_vm *vm, const viv_value *args) {
    return vk_sequence_count(vm, args[0], args[1]);
}

static viv_value list_reverse(viv_vm *vm, const viv_value *args) {
    vk_items items = vk_sequence_items(vm, args[0]);
    uint32_t low, high;

    if (!vk_list_writable(vm, args[0]) ||
        !vk_sequence_charge(vm, items.count))
        return VIV_RAISE;
    for (low = 0, high = items.count; low + 1 < high; low++) {
        viv_value item = items.items[low];

        high--;
        items.items[low] = items.items[high];
        items.items[high] = item;
    }
    return VIV_NONE;
}

static viv_value list_sort(viv_vm *vm, const viv_value *args) {
    int reverse = vk_truth(vm, args[2]);

    if (reverse < 0)
        return VIV_RAISE;
    return vk_list_sort(vm, args[0], args[1], reverse);
}

static viv_value list_reversed(viv_vm *vm, const viv_value *args) {
    uint32_t length = vk_list_length(vm, args[0]);

    return vk_iterator_new(vm, VK_LIST_REVERSED, args[0], length);
}

static viv_value list_sizeof(viv_vm *vm, const viv_value *args) {
    const vk_list_object *self = checked(vm, args[0]);
    int64_t bytes = sizeof *self;

    if (self->storage != 0)
        bytes += vk_heap_room(vm, vk_at(vm, self->storage));
    return viv_small_int(bytes);
}

/* __init__() of a list that may hold something. */
static viv_value list_init(viv_vm *vm, const viv_value *args) {
    if (checked(vm, args[0])->length != 0)
        VIV_TRY(list_clear(vm, args));
    if (viv_is_absent(args[1]))
        return VIV_NONE;
    return vk_list_extend(vm, args[0], args[1]);
}

static viv_value list_new(viv_vm *vm, const viv_value *args) {
    vk_list_object *self = vk_new_instance(vm, args[0], VK_LIST, sizeof *self);
    viv_value list = vk_reference(vm, self);

    if (!self)
        return VIV_RAISE;
    self->storage = 0;
    self->length = 0;
    if (!viv_is_absent(args[1]))
        VIV_TRY(vk_list_extend(vm, list, args[1]));
    return list;
}

/* -- slots */

static void list_trace(vk_marker *marker, void *object) {
    vk_list_object *self = object;

    if (self->storage != 0)
        vk_mark_offset(marker, self->storage);
}

static viv_value list_length(viv_vm *vm, viv_value self) {
    return viv_small_int(vk_list_length(vm, self));
}

static viv_value list_truth(viv_vm *vm, viv_value self) {
    return viv_bool(vk_list_length(vm, self) != 0);
}

static viv_value list_repr(viv_vm *vm, viv_value self) {
    return vk_sequence_repr(vm, self, "[", "]");
}

static viv_value list_compare(viv_vm *vm, vk_operator op, viv_value a,
                              viv_value b) {
    if (!vk_is(vm, a, VK_LIST) || !vk_is(vm, b, VK_LIST))
        return VIV_NOT_IMPLEMENTED;
    return vk_sequence_compare(vm, op, a, b);
}

static viv_value list_iterate(viv_vm *vm, viv_value self) {
    return vk_iterator_new(vm, VK_LIST_ITERATOR, self, 0);
}

static const viv_function methods[] = {
    {"__new__(cls, iterable=..., /)", list_new,
     "Create and return a new object."},
    {"__init__(self, iterable=..., /)", list_init, "Initialize self."},
    {"append(self, object, /)", list_append,
     "Append object to the end of the list."},
    {"extend(self, iterable, /)", list_extend,
     "Extend list by appending elements from the iterable."},
    {"insert(self, index, object, /)", list_insert,
     "Insert object before index."},
    {"pop(self, index=-1, /)", list_pop,
     "Remove and return item at index (default last)."},
    {"remove(self, value, /)", list_remove,
     "Remove first occurrence of value."},
    {"clear(self, /)", list_clear, "Remove all items from list."},
    {"copy(self, /)", list_copy, "Return a shallow copy of the list."},
    {"index(self, value, start=0, stop=..., /)", list_index,
     "Return first index of value."},
    {"count(self, value, /)", list_count,
     "Return number of occurrences of value."},
    {"reverse(self, /)", list_reverse, "Reverse *IN PLACE*."},
    {"sort(self, /, *, key=None, reverse=False)", list_sort,
     "Sort the list in ascending order and return None."},
    {"__reversed__(self, /)", list_reversed,
     "Return a reverse iterator over the list."},
    {"__sizeof__(self, /)", list_sizeof,
     "Return the size of the list in memory, in bytes."},
    {"__class_getitem__(cls, item, /)", vk_class_item, "See PEP 585"},
    {0},
};

const vk_slots vk_list_slots = {
    .size = sizeof(vk_list_object),
    .trace = list_trace,
    .repr = list_repr,
    .truth = list_truth,
    .length = list_length,
    .compare = list_compare,
    .binary = vk_list_binary,
    .in_place = vk_list_in_place,
    .get_item = vk_list_get_item,
    .set_item = vk_list_set_item,
    .contains = vk_sequence_contains,
    .iterate = list_iterate,
    .methods = methods,
    .flags = VK_TYPE_SEQUENCE,
    .doc = "Built-in mutable sequence.\n\nIf no argument is given, the "
           "constructor creates a new empty list.\nThe argument must be an "
           "iterable if specified.",
    .filled_by_init = true,
};
