/* enumerate.c - enumerate, zip, map, filter and reversed. */
#include "object/iterator.h"

#include <vivarium/function.h>

#include "memory/heap.h"
#include "object/class.h"
#include "object/error.h"
#include "object/number.h"
#include "object/str.h"

/* Steps in a row without an item (of filter) between charges. */
enum { FILTERED_PER_UNIT = 1 };

/* -- enumerate */

static viv_value enumerate_new(viv_vm *vm, const viv_value *args) {
    viv_value start = vk_index(vm, args[2]), iterator;
    vk_enumerate_object *self;

    VIV_TRY(start);
    iterator = vk_iterate(vm, args[1]);
    VIV_TRY(iterator);
    self = vk_new_instance(vm, args[0], VK_ENUMERATE, sizeof *self);
    if (!self)
        return VIV_RAISE;
    self->iterator = iterator;
    self->count = viv_is_small_int(start) ? viv_small_int_value(start) : 0;
    self->big_count = viv_is_small_int(start) ? VIV_ABSENT : start;
    return vk_reference(vm, self);
}

/* The number for the next item; the one after it is kept. */
static viv_value enumerate_count(viv_vm *vm, vk_enumerate_object *self) {
    viv_value count = self->big_count, next;

    if (viv_is_absent(count)) {
        if (self->count < VIV_SMALL_INT_MAX)
            return viv_small_int(self->count++);
        count = vk_int(vm, self->count);
    }
    next = vk_int_binary(vm, VK_OP_ADD, count, viv_small_int(1));
    VIV_TRY(next);
    vk_store(vm, self, &self->big_count, next);
    return count;
}

static viv_value enumerate_next(viv_vm *vm, viv_value iterator) {
    vk_enumerate_object *self = vk_object(vm, iterator);
    viv_value pair[2];

    pair[1] = vk_next(vm, self->iterator);
    if (viv_is_done(pair[1]))
        return VIV_DONE;
    VIV_TRY(pair[1]);
    pair[0] = enumerate_count(vm, self);
    VIV_TRY(pair[0]);
    return vk_tuple_from(vm, pair, 2);
}

static viv_value enumerate_reduce(viv_vm *vm, const viv_value *args) {
    const vk_enumerate_object *self = vk_object(vm, args[0]);
    viv_value parts[2] = {self->iterator, self->big_count};

    if (viv_is_absent(parts[1])) {
        parts[1] = vk_int(vm, self->count);
        VIV_TRY(parts[1]);
    }
    parts[1] = vk_tuple_from(vm, parts, 2);
    VIV_TRY(parts[1]);
    parts[0] = vk_type_of(vm, args[0]);
    return vk_tuple_from(vm, parts, 2);
}

static void enumerate_trace(vk_marker *marker, void *object) {
    vk_enumerate_object *self = object;

    vk_mark(marker, self->iterator);
    vk_mark(marker, self->big_count);
}

static const char reduce_doc[] = "Return state information for pickling.";
static const char new_doc[] = "Create and return a new object.";

static const viv_function enumerate_methods[] = {
    {"__new__(cls, iterable, start=0)", enumerate_new, new_doc},
    {"__reduce__(self, /)", enumerate_reduce, reduce_doc},
    {"__class_getitem__(cls, item, /)", vk_class_item, "See PEP 585"},
    {0},
};

const vk_slots vk_enumerate_slots = {
    .size = sizeof(vk_enumerate_object),
    .trace = enumerate_trace,
    .hash = vk_identity_hash,
    .iterate = vk_iterator_self,
    .next = enumerate_next,
    .methods = enumerate_methods,
    .doc = "Return an enumerate object.\n\n  iterable\n    an object supporting "
           "iteration\n\nThe enumerate object yields pairs containing a count "
           "(from start, which\ndefaults to zero) and a value yielded by the "
           "iterable argument.\n\nenumerate is useful for obtaining an indexed "
           "list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...",
};

/* -- zip and map */

/* An object over the iterables of the tuple [given] from [skip] on. */
static viv_value zip_over(viv_vm *vm, viv_value type, vk_kind kind,
                          viv_value given, uint32_t skip) {
    uint32_t count = vk_tuple_length(vm, given) - skip, i;
    uint32_t offset = count ? vk_values_new(vm, count) : 0;
    vk_values *iterators = vk_at(vm, offset);
    vk_zip_object *self;

    if (count && offset == 0)
        return VIV_RAISE;
    for (i = 0; i < count; i++) {
        viv_value iterator = vk_iterate(vm, vk_tuple_get(vm, given, skip + i));

        VIV_TRY(iterator);
        vk_store(vm, iterators, &iterators->items[i], iterator);
    }
    self = vk_new_instance(vm, type, kind, sizeof *self);
    if (!self)
        return VIV_RAISE;
    self->iterators = count ? vk_offset(vm, iterators) : 0;
    self->count = count;
    self->function = VIV_ABSENT;
    return vk_reference(vm, self);
}

/* Marks it as strict, if [strict] is true. */
static viv_value make_strict(viv_vm *vm, viv_value zip, viv_value strict) {
    int truth = vk_truth(vm, strict);

    VIV_TRY(zip);
    if (truth < 0)
        return VIV_RAISE;
    vk_head(vm, zip)->extra = (uint16_t)truth;
    return zip;
}

static viv_value zip_new(viv_vm *vm, const viv_value *args) {
    return make_strict(vm, zip_over(vm, args[0], VK_ZIP, args[1], 0), args[2]);
}

static viv_value map_new(viv_vm *vm, const viv_value *args) {
    viv_value map;

    if (vk_tuple_length(vm, args[1]) < 2)
        return vk_raise(vm, VIV_TypeError,
                        "map() must have at least two arguments.");
    map = zip_over(vm, args[0], VK_MAP, args[1], 1);
    VIV_TRY(map);
    ((vk_zip_object *)vk_object(vm, map))->function =
        vk_tuple_get(vm, args[1], 0);
    return make_strict(vm, map, args[2]);
}

static viv_value iterator_at(viv_vm *vm, const vk_zip_object *self,
                             uint32_t index) {
    const vk_values *iterators = vk_at(vm, self->iterators);

    if (self->iterators == 0 || index >= iterators->count)
        return VIV_NONE;
    return *(viv_value *)vk_element(vm, self->iterators, index, 8);
}

static viv_value uneven(viv_vm *vm, const vk_zip_object *self, uint32_t index,
                        const char *what) {
    const char *name = self->head.kind == VK_MAP ? "map" : "zip";

    if (index == 1)
        return vk_raise(vm, VIV_ValueError,
                        "%s() argument 2 is %s than argument 1", name, what);
    return vk_raise(vm, VIV_ValueError,
                    "%s() argument %u is %s than arguments 1-%u", name,
                    (uint64_t)index + 1, what, (uint64_t)index);
}

/* Number [index] is exhausted. Strict: all must be. */
static viv_value exhausted(viv_vm *vm, const vk_zip_object *self,
                           uint32_t index) {
    uint32_t i;

    if (!self->head.extra)
        return VIV_DONE;
    if (index > 0)
        return uneven(vm, self, index, "shorter");
    for (i = 1; i < self->count; i++) {
        viv_value item = vk_next(vm, iterator_at(vm, self, i));

        if (viv_is_done(item))
            continue;
        VIV_TRY(item);
        return uneven(vm, self, i, "longer");
    }
    return VIV_DONE;
}

static viv_value zip_next(viv_vm *vm, viv_value iterator) {
    const vk_zip_object *self = vk_object(vm, iterator);
    uint32_t count = self->count, i;
    viv_value result, item;

    if (count == 0)
        return VIV_DONE;
    result = vk_tuple_new(vm, count);
    VIV_TRY(result);
    for (i = 0; i < count; i++) {
        vk_tuple_object *tuple = vk_object(vm, result);

        item = vk_next(vm, iterator_at(vm, self, i));
        if (viv_is_done(item))
            return exhausted(vm, self, i);
        VIV_TRY(item);
        vk_store(vm, tuple, vk_element(vm, vk_offset(vm, tuple), i, 8), item);
    }
    return result;
}

/* More arguments than lie on the C stack go through a tuple. */
static viv_value map_wide(viv_vm *vm, viv_value iterator,
                          viv_value function) {
    viv_value items = zip_next(vm, iterator);
    vk_items args;

    if (viv_is_done(items))
        return items;
    VIV_TRY(items);
    args = vk_sequence_items(vm, items);
    return vk_call(vm, function, args.items, args.count);
}

static viv_value map_next(viv_vm *vm, viv_value iterator) {
    const vk_zip_object *self = vk_object(vm, iterator);
    viv_value args[4], function = self->function;
    uint32_t count = self->count, i;

    if (count == 0 || count > 4)
        return map_wide(vm, iterator, function);
    for (i = 0; i < count; i++) {
        args[i] = vk_next(vm, iterator_at(vm, self, i));
        if (viv_is_done(args[i]))
            return exhausted(vm, self, i);
        VIV_TRY(args[i]);
    }
    return vk_call(vm, function, args, count);
}

/* (type, (function, iterators...)[, True]) */
static viv_value zip_reduce(viv_vm *vm, const viv_value *args) {
    const vk_zip_object *self = vk_object(vm, args[0]);
    viv_value list = vk_list_new(vm, 0), parts[3];
    uint32_t i;

    VIV_TRY(list);
    if (self->head.kind == VK_MAP && !vk_list_append(vm, list, self->function))
        return VIV_RAISE;
    for (i = 0; i < self->count; i++) {
        if (!vk_list_append(vm, list, iterator_at(vm, self, i)))
            return VIV_RAISE;
    }
    parts[0] = vk_type_of(vm, args[0]);
    parts[1] = vk_tuple_from_list(vm, list);
    VIV_TRY(parts[1]);
    parts[2] = VIV_TRUE;
    return vk_tuple_from(vm, parts, self->head.extra ? 3 : 2);
}

static viv_value zip_setstate(viv_vm *vm, const viv_value *args) {
    viv_value zip = make_strict(vm, args[0], args[1]);

    VIV_TRY(zip);
    return VIV_NONE;
}

static void zip_trace(vk_marker *marker, void *object) {
    vk_zip_object *self = object;

    if (self->iterators != 0)
        vk_mark_offset(marker, self->iterators);
    vk_mark(marker, self->function);
}

static const char setstate_doc[] = "Set state information for unpickling.";

static const viv_function zip_methods[] = {
    {"__new__(cls, /, *iterables, strict=False)", zip_new, new_doc},
    {"__reduce__(self, /)", zip_reduce, reduce_doc},
    {"__setstate__(self, object, /)", zip_setstate, setstate_doc},
    {0},
};

const vk_slots vk_zip_slots = {
    .size = sizeof(vk_zip_object),
    .trace = zip_trace,
    .hash = vk_identity_hash,
    .iterate = vk_iterator_self,
    .next = zip_next,
    .methods = zip_methods,
    .doc = "The zip object yields n-length tuples, where n is the number of "
           "iterables\npassed as positional arguments to zip().  The i-th "
           "element in every tuple\ncomes from the i-th iterable argument to "
           "zip().  This continues until the\nshortest argument is exhausted."
           "\n\nIf strict is true and one of the arguments is exhausted before "
           "the others,\nraise a ValueError.\n\n   >>> list(zip('abcdefg', "
           "range(3), range(4)))\n   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]",
};

static const viv_function map_methods[] = {
    {"__new__(cls, /, *args, strict=False)", map_new, new_doc},
    {"__reduce__(self, /)", zip_reduce, reduce_doc},
    {"__setstate__(self, object, /)", zip_setstate, setstate_doc},
    {0},
};

const vk_slots vk_map_slots = {
    .size = sizeof(vk_zip_object),
    .trace = zip_trace,
    .hash = vk_identity_hash,
    .iterate = vk_iterator_self,
    .next = map_next,
    .methods = map_methods,
    .doc = "Make an iterator that computes the function using arguments from\n"
           "each of the iterables.  Stops when the shortest iterable is "
           "exhausted.\n\nIf strict is true and one of the arguments is "
           "exhausted before the others,\nraise a ValueError.",
};

/* -- filter */

static viv_value filter_new(viv_vm *vm, const viv_value *args) {
    viv_value iterator = vk_iterate(vm, args[2]);
    vk_filter_object *self;

    VIV_TRY(iterator);
    self = vk_new_instance(vm, args[0], VK_FILTER, sizeof *self);
    if (!self)
        return VIV_RAISE;
    self->function = args[1];
    self->iterator = iterator;
    return vk_reference(vm, self);
}

static viv_value filter_next(viv_vm *vm, viv_value iterator) {
    const vk_filter_object *self = vk_object(vm, iterator);
    viv_value function = self->function, item, verdict;
    bool plain = viv_is_none(function) ||
                 viv_same(function, vk_builtin_type(VK_BOOL));

    for (;;) {
        int truth;

        item = vk_next(vm, self->iterator);
        if (viv_is_done(item))
            return VIV_DONE;
        VIV_TRY(item);
        verdict = plain ? item : vk_call(vm, function, &item, 1);
        VIV_TRY(verdict);
        truth = vk_truth(vm, verdict);
        if (truth < 0 || !vk_charge(vm, FILTERED_PER_UNIT))
            return VIV_RAISE;
        if (truth)
            return item;
    }
}

static viv_value filter_reduce(viv_vm *vm, const viv_value *args) {
    const vk_filter_object *self = vk_object(vm, args[0]);
    viv_value parts[2];

    parts[1] = vk_tuple_from(vm, &self->function, 2);
    VIV_TRY(parts[1]);
    parts[0] = vk_type_of(vm, args[0]);
    return vk_tuple_from(vm, parts, 2);
}

static void filter_trace(vk_marker *marker, void *object) {
    vk_mark_values(marker, &((vk_filter_object *)object)->function, 2);
}

static const viv_function filter_methods[] = {
    {"__new__(cls, function, iterable, /)", filter_new, new_doc},
    {"__reduce__(self, /)", filter_reduce, reduce_doc},
    {0},
};

const vk_slots vk_filter_slots = {
    .size = sizeof(vk_filter_object),
    .trace = filter_trace,
    .hash = vk_identity_hash,
    .iterate = vk_iterator_self,
    .next = filter_next,
    .methods = filter_methods,
    .doc = "Return an iterator yielding those items of iterable for which "
           "function(item)\nis true. If function is None, return the items "
           "that are true.",
};
