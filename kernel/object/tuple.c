/* tuple.c - tuple: an immutable row of values, in one cell. */
#include "object/list.h"

#include <vivarium/function.h>

#include "memory/heap.h"
#include "object/dict_table.h"
#include "object/error.h"
#include "object/iterator.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/sequence.h"

static vk_tuple_object *checked(viv_vm *vm, viv_value tuple) {
    VK_CHECK(vm, vk_is(vm, tuple, VK_TUPLE));
    return vk_object(vm, tuple);
}

/* -- for C code */

/* A tuple whose items are not initialised; NULL: raised. */
static vk_tuple_object *take(viv_vm *vm, uint64_t count) {
    vk_tuple_object *self;

    if (!vk_sequence_admits(vm, count))
        return NULL;
    self = vk_new(vm, VK_TUPLE, (uint32_t)(sizeof *self + count * 8));
    if (self) {
        self->length = (uint32_t)count;
        self->spare = 0;
    }
    return self;
}

viv_value vk_tuple_new(viv_vm *vm, uint32_t count) {
    vk_tuple_object *self;
    uint32_t i;

    if (count == 0)
        return vk_empty_tuple(vm);
    self = take(vm, count);
    if (!self)
        return VIV_RAISE;
    for (i = 0; i < count; i++)
        self->items[i] = VIV_ABSENT;
    return vk_reference(vm, self);
}

viv_value vk_tuple_from(viv_vm *vm, const viv_value *items, uint32_t count) {
    vk_tuple_object *self;

    if (count == 0)
        return vk_empty_tuple(vm);
    self = take(vm, count);
    if (!self || !vk_sequence_copy(vm, self->items, items, count))
        return VIV_RAISE;
    return vk_reference(vm, self);
}

viv_value vk_tuple_from_list(viv_vm *vm, viv_value list) {
    vk_items items = vk_sequence_items(vm, list);

    return vk_tuple_from(vm, items.items, items.count);
}

viv_value vk_tuple_from_iterable(viv_vm *vm, viv_value iterable) {
    viv_value list = iterable;

    if (vk_is_exact(vm, iterable, VK_TUPLE))
        return iterable;
    if (!vk_is_exact(vm, iterable, VK_LIST)) {
        list = vk_list_from_iterable(vm, iterable);
        VIV_TRY(list);
    }
    return vk_tuple_from_list(vm, list);
}

uint32_t vk_tuple_length(viv_vm *vm, viv_value tuple) {
    return checked(vm, tuple)->length;
}

viv_value vk_tuple_get(viv_vm *vm, viv_value tuple, uint32_t index) {
    return vk_tuple_at(vm, checked(vm, tuple), index);
}

/* The mixing steps of xxHash, as CPython uses them. */
bool vk_tuple_hash(viv_vm *vm, viv_value self, uint64_t *hash) {
    const uint64_t prime = UINT64_C(2870177450012600261);
    vk_items items = vk_sequence_items(vm, self);
    uint64_t mixed = prime, lane;
    uint32_t i;

    if (!vk_enter_native(vm))
        return false;
    for (i = 0; i < items.count; i++) {
        viv_value item = items.items[i];

        if (i % 8 == 7 && !vk_charge(vm, 1))
            return false;
        if (!vk_table_quick_hash(vm, item, &lane) &&
            !vk_hash(vm, item, &lane))
            return false;
        mixed += lane * UINT64_C(14029467366897019727);
        mixed = mixed << 31 | mixed >> 33;
        mixed *= UINT64_C(11400714785074694791);
    }
    mixed += items.count ^ (prime ^ UINT64_C(3527539));
    *hash = mixed == UINT64_MAX ? 1546275796 : mixed;
    return true;
}

/* -- methods */

static viv_value tuple_index(viv_vm *vm, const viv_value *args) {
    return vk_sequence_search(vm, args, "tuple");
}

static viv_value tuple_count(viv_vm *vm, const viv_value *args) {
    return vk_sequence_count(vm, args[0], args[1]);
}

static viv_value exact_copy(viv_vm *vm, viv_value self) {
    return vk_is_exact(vm, self, VK_TUPLE) ? self
                                           : vk_tuple_from_list(vm, self);
}

static viv_value tuple_getnewargs(viv_vm *vm, const viv_value *args) {
    viv_value copy = exact_copy(vm, args[0]);

    VIV_TRY(copy);
    return vk_tuple_from(vm, &copy, 1);
}

static viv_value tuple_new(viv_vm *vm, const viv_value *args) {
    viv_value items = vk_empty_tuple(vm);
    vk_tuple_object *self;
    vk_items from;

    if (!viv_is_absent(args[1])) {
        items = vk_tuple_from_iterable(vm, args[1]);
        VIV_TRY(items);
    }
    if (viv_same(args[0], vk_builtin_type(VK_TUPLE)))
        return items;
    from = vk_sequence_items(vm, items);
    self = vk_new_instance(vm, args[0], VK_TUPLE,
                           (uint32_t)sizeof *self + from.count * 8);
    if (!self)
        return VIV_RAISE;
    self->length = from.count;
    self->spare = 0;
    if (!vk_sequence_copy(vm, self->items, from.items, from.count))
        return VIV_RAISE;
    return vk_reference(vm, self);
}

/* -- slots */

static void tuple_trace(vk_marker *marker, void *object) {
    vk_tuple_object *self = object;
    uint32_t offset = vk_offset(marker->vm, self->items);

    vk_mark_values(marker, self->items,
                   vk_span(offset, (uint64_t)self->length * 8) / 8);
}

static uint32_t tuple_measure(viv_vm *vm, const vk_header *object) {
    uint32_t length = ((const vk_tuple_object *)object)->length;

    (void)vm;
    return (uint32_t)sizeof(vk_tuple_object) + length * 8;
}

static viv_value tuple_length(viv_vm *vm, viv_value self) {
    return viv_small_int(vk_tuple_length(vm, self));
}

static viv_value tuple_truth(viv_vm *vm, viv_value self) {
    return viv_bool(vk_tuple_length(vm, self) != 0);
}

static viv_value tuple_hash(viv_vm *vm, viv_value self) {
    uint64_t hash;

    if (!vk_tuple_hash(vm, self, &hash))
        return VIV_RAISE;
    return vk_int(vm, (int64_t)hash);
}

static viv_value tuple_repr(viv_vm *vm, viv_value self) {
    return vk_sequence_repr(vm, self, "(", ")");
}

static viv_value tuple_compare(viv_vm *vm, vk_operator op, viv_value a,
                               viv_value b) {
    if (!vk_is(vm, a, VK_TUPLE) || !vk_is(vm, b, VK_TUPLE))
        return VIV_NOT_IMPLEMENTED;
    return vk_sequence_compare(vm, op, a, b);
}

static viv_value get_slice(viv_vm *vm, viv_value self, viv_value slice) {
    vk_items items = vk_sequence_items(vm, self);
    int64_t start, stop, step, count, i;
    vk_tuple_object *result;

    if (!vk_slice_indices(vm, slice, items.count, &start, &stop, &step,
                          &count))
        return VIV_RAISE;
    if (step == 1 && count == items.count)
        return exact_copy(vm, self);
    if (step == 1 || count == 0)
        return vk_tuple_from(vm, items.items + start, (uint32_t)count);
    if (!vk_sequence_charge(vm, (uint64_t)count * 2))
        return VIV_RAISE;
    result = take(vm, (uint64_t)count);
    if (!result)
        return VIV_RAISE;
    for (i = 0; i < count; i++)
        result->items[i] = items.items[start + i * step];
    return vk_reference(vm, result);
}

static viv_value tuple_get_item(viv_vm *vm, viv_value self, viv_value key) {
    viv_value item;
    int64_t index;

    if (vk_is(vm, key, VK_SLICE))
        return get_slice(vm, self, key);
    if (!vk_sequence_index(vm, key, "tuple", &index))
        return VIV_RAISE;
    item = vk_tuple_at(vm, checked(vm, self), index);
    if (viv_is_absent(item))
        return vk_raise(vm, VIV_IndexError, "tuple index out of range");
    return item;
}

static viv_value tuple_iterate(viv_vm *vm, viv_value self) {
    return vk_iterator_new(vm, VK_TUPLE_ITERATOR, self, 0);
}

static viv_value concat(viv_vm *vm, viv_value a, viv_value b) {
    vk_items left = vk_sequence_items(vm, a), right = vk_sequence_items(vm, b);
    vk_tuple_object *result;

    if (left.count == 0 && vk_is_exact(vm, b, VK_TUPLE))
        return b;
    if (right.count == 0 && vk_is_exact(vm, a, VK_TUPLE))
        return a;
    result = take(vm, (uint64_t)left.count + right.count);
    if (!result ||
        !vk_sequence_copy(vm, result->items, left.items, left.count) ||
        !vk_sequence_copy(vm, result->items + left.count, right.items,
                          right.count))
        return VIV_RAISE;
    return vk_reference(vm, result);
}

static viv_value repeat(viv_vm *vm, viv_value self, int64_t times) {
    vk_items items = vk_sequence_items(vm, self);
    vk_tuple_object *result;
    uint64_t count;

    if (times <= 0 || items.count == 0)
        return vk_empty_tuple(vm);
    if (times == 1 && vk_is_exact(vm, self, VK_TUPLE))
        return self;
    if (__builtin_mul_overflow((uint64_t)times, items.count, &count))
        return vk_raise_memory(vm);
    result = take(vm, count);
    if (!result ||
        !vk_sequence_repeat(vm, result->items, items, (uint64_t)times))
        return VIV_RAISE;
    return vk_reference(vm, result);
}

static viv_value tuple_binary(viv_vm *vm, vk_operator op, viv_value a,
                              viv_value b) {
    viv_value result;
    int64_t times;

    if (op == VK_OP_ADD && vk_is(vm, a, VK_TUPLE))
        return vk_is(vm, b, VK_TUPLE)
                   ? concat(vm, a, b)
                   : vk_sequence_refuse_concat(vm, "tuple", b);
    if (op != VK_OP_MUL)
        return VIV_NOT_IMPLEMENTED;
    if (!vk_is(vm, a, VK_TUPLE)) {
        viv_value tuple = b;

        b = a;
        a = tuple;
    }
    return vk_sequence_times(vm, b, &times, &result) ? repeat(vm, a, times)
                                                     : result;
}

static const viv_function methods[] = {
    {"__new__(cls, iterable=..., /)", tuple_new,
     "Create and return a new object."},
    {"index(self, value, start=0, stop=..., /)", tuple_index,
     "Return first index of value."},
    {"count(self, value, /)", tuple_count,
     "Return number of occurrences of value."},
    {"__getnewargs__(self, /)", tuple_getnewargs, NULL},
    {"__class_getitem__(cls, item, /)", vk_class_item, "See PEP 585"},
    {0},
};

const vk_slots vk_tuple_slots = {
    .size = sizeof(vk_tuple_object),
    .trace = tuple_trace,
    .measure = tuple_measure,
    .repr = tuple_repr,
    .hash = tuple_hash,
    .truth = tuple_truth,
    .length = tuple_length,
    .compare = tuple_compare,
    .binary = tuple_binary,
    .get_item = tuple_get_item,
    .contains = vk_sequence_contains,
    .iterate = tuple_iterate,
    .methods = methods,
    .flags = VK_TYPE_SEQUENCE,
    .doc = "Built-in immutable sequence.\n\nIf no argument is given, the "
           "constructor returns an empty tuple.\nIf iterable is specified the "
           "tuple is initialized from iterable's items.\n\nIf the argument is "
           "a tuple, the return value is the same object.",
};
