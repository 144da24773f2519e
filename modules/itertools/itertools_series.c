/* itertools_series.c - accumulate, pairwise, batched, zip_longest. */
#include "itertools_parts.h"

/* -- accumulate: iterator, function or None, total or absent, initial or
 * absent */

static viv_value accumulate_new(viv_vm *vm, const viv_value *args) {
    viv_value parts[4] = {viv_iterate(vm, args[1]), args[2], VIV_ABSENT,
                          viv_is_none(args[3]) ? VIV_ABSENT : args[3]};

    VIV_TRY(parts[0]);
    return itertools_new(vm, args[0], parts, 4);
}

static viv_value accumulate_next(viv_vm *vm, const viv_value *args) {
    viv_value self = args[0], initial = viv_slot(vm, self, 3);
    viv_value function = viv_slot(vm, self, 1), pair[2];

    if (!viv_is_absent(initial)) {
        viv_set_slot(vm, self, 2, initial);
        viv_set_slot(vm, self, 3, VIV_ABSENT);
        return initial;
    }
    pair[1] = viv_next(vm, viv_slot(vm, self, 0));
    if (viv_is_raise(pair[1]) || viv_is_done(pair[1]))
        return pair[1];
    pair[0] = viv_slot(vm, self, 2);
    if (!viv_is_absent(pair[0]))
        pair[1] = viv_is_none(function)
                      ? viv_binary(vm, VIV_OP_ADD, pair[0], pair[1])
                      : viv_call(vm, function, pair, 2);
    VIV_TRY(pair[1]);
    viv_set_slot(vm, self, 2, pair[1]);
    return pair[1];
}

const viv_function itertools_accumulate_methods[3] = {
    {"__new__(cls, iterable, func=None, *, initial=None)", accumulate_new,
     NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", accumulate_next, NULL},
};

/* -- pairwise: iterator or absent, the item before */

static viv_value pairwise_new(viv_vm *vm, const viv_value *args) {
    viv_value iterator = viv_iterate(vm, args[1]);

    VIV_TRY(iterator);
    return itertools_new(vm, args[0], &iterator, 1);
}

static viv_value pairwise_next(viv_vm *vm, const viv_value *args) {
    viv_value self = args[0], iterator = viv_slot(vm, self, 0), pair[2];

    if (viv_is_absent(iterator))
        return VIV_DONE;
    if (viv_is_absent(viv_slot(vm, self, 1))) {
        pair[0] = viv_next(vm, iterator);
        if (viv_is_raise(pair[0]) || viv_is_done(pair[0])) {
            viv_set_slot(vm, self, 0, VIV_ABSENT);
            return pair[0];
        }
        viv_set_slot(vm, self, 1, pair[0]);
    }
    pair[1] = viv_next(vm, iterator);
    pair[0] = viv_slot(vm, self, 1);
    if (viv_is_raise(pair[1]) || viv_is_done(pair[1])) {
        viv_set_slot(vm, self, 0, VIV_ABSENT);
        return pair[1];
    }
    viv_set_slot(vm, self, 1, pair[1]);
    return viv_tuple(vm, pair, 2);
}

const viv_function itertools_pairwise_methods[3] = {
    {"__new__(cls, iterable, /)", pairwise_new, NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", pairwise_next, NULL},
};

/* -- batched: iterator or absent, size, strict */

static viv_value batched_new(viv_vm *vm, const viv_value *args) {
    viv_value parts[3] = {VIV_ABSENT, args[2], args[3]};

    if (viv_to_int(vm, args[2]) < 1)
        return viv_raise(vm, VIV_ValueError, "n must be at least one");
    parts[0] = viv_iterate(vm, args[1]);
    VIV_TRY(parts[0]);
    return itertools_new(vm, args[0], parts, 3);
}

static viv_value batched_next(viv_vm *vm, const viv_value *args) {
    viv_value iterator = viv_slot(vm, args[0], 0), list, item = VIV_NONE;
    int64_t size = viv_to_int(vm, viv_slot(vm, args[0], 1)), count = 0;

    if (viv_is_absent(iterator))
        return VIV_DONE;
    list = viv_list(vm, size < 64 ? (uint32_t)size : 64);
    VIV_TRY(list);
    while (count < size) {
        item = viv_next(vm, iterator);
        if (viv_is_raise(item) || viv_is_done(item))
            break;
        if (!viv_list_append(vm, list, item) || !viv_charge(vm, 1))
            return VIV_RAISE;
        count++;
    }
    if (count < size)
        viv_set_slot(vm, args[0], 0, VIV_ABSENT);
    VIV_TRY(item);
    if (count == 0)
        return VIV_DONE;
    if (count < size && viv_same(viv_slot(vm, args[0], 2), VIV_TRUE))
        return viv_raise(vm, VIV_ValueError, "batched(): incomplete batch");
    return viv_tuple_from_list(vm, list);
}

const viv_function itertools_batched_methods[3] = {
    {"__new__(cls, iterable, n: ssize, *, strict: bool = False)", batched_new,
     NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", batched_next, NULL},
};

/* -- zip_longest: list of iterators (None where one ended), fill value,
 * active */

static viv_value zip_longest_new(viv_vm *vm, const viv_value *args) {
    uint32_t count = viv_tuple_length(vm, args[1]);
    viv_value parts[3] = {viv_list(vm, count), args[2],
                          viv_small_int(count)};

    VIV_TRY(parts[0]);
    for (uint32_t i = 0; i < count; i++) {
        viv_value iterator = viv_iterate(vm, viv_tuple_get(vm, args[1], i));

        VIV_TRY(iterator);
        if (!viv_list_append(vm, parts[0], iterator))
            return VIV_RAISE;
    }
    return itertools_new(vm, args[0], parts, 3);
}

/* The item of iterator [index], the fill value, or VIV_DONE: it was the
 * last. */
static viv_value longest_item(viv_vm *vm, viv_value self, uint32_t index) {
    viv_value list = viv_slot(vm, self, 0), item;
    viv_value iterator = viv_list_get(vm, list, index);
    int64_t active;

    if (viv_is_none(iterator) || viv_is_absent(iterator))
        return viv_slot(vm, self, 1);
    item = viv_next(vm, iterator);
    if (viv_is_raise(item)) {
        viv_set_slot(vm, self, 2, viv_small_int(0));
        return item;
    }
    if (!viv_is_done(item))
        return item;
    active = viv_small_int_value(viv_slot(vm, self, 2)) - 1;
    viv_set_slot(vm, self, 2, viv_small_int(active));
    viv_list_set(vm, list, index, VIV_NONE);
    return active <= 0 ? VIV_DONE : viv_slot(vm, self, 1);
}

static viv_value zip_longest_next(viv_vm *vm, const viv_value *args) {
    uint32_t count = viv_list_length(vm, viv_slot(vm, args[0], 0));
    viv_value few[8], *items = few;

    if (viv_small_int_value(viv_slot(vm, args[0], 2)) <= 0)
        return VIV_DONE;
    if (count > 8)
        items = viv_scratch(vm, count * (uint32_t)sizeof *items);
    if (items == NULL || !viv_charge(vm, count / 8))
        return VIV_RAISE;
    for (uint32_t i = 0; i < count; i++) {
        items[i] = longest_item(vm, args[0], i);
        if (viv_is_raise(items[i]) || viv_is_done(items[i]))
            return items[i];
    }
    return viv_tuple(vm, items, count);
}

const viv_function itertools_zip_longest_methods[3] = {
    {"__new__(cls, /, *iterables, fillvalue=None)", zip_longest_new, NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", zip_longest_next, NULL},
};
