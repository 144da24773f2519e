/* itertools_select.c - chain, compress, dropwhile, takewhile, filterfalse,
 * islice, starmap. */
#include "itertools_parts.h"

/* -- chain: iterator of iterables (or None), the iterator in use (or absent) */

static viv_value chain_over(viv_vm *vm, viv_value type, viv_value iterables) {
    viv_value iterator = viv_iterate(vm, iterables);

    VIV_TRY(iterator);
    return itertools_new(vm, type, &iterator, 1);
}

static viv_value chain_new(viv_vm *vm, const viv_value *args) {
    return chain_over(vm, args[0], args[1]);
}

static viv_value chain_from(viv_vm *vm, const viv_value *args) {
    return chain_over(vm, args[0], args[1]);
}

static viv_value chain_next(viv_vm *vm, const viv_value *args) {
    viv_value self = args[0];

    for (;;) {
        viv_value active = viv_slot(vm, self, 1), outer;

        if (!viv_is_absent(active)) {
            viv_value item = viv_next(vm, active);

            if (!viv_is_done(item))
                return item;
            viv_set_slot(vm, self, 1, VIV_ABSENT);
        }
        outer = viv_slot(vm, self, 0);
        if (viv_is_none(outer))
            return VIV_DONE;
        active = viv_next(vm, outer);
        if (viv_is_raise(active) || viv_is_done(active)) {
            viv_set_slot(vm, self, 0, VIV_NONE);
            return active;
        }
        active = viv_iterate(vm, active);
        if (viv_is_raise(active) || !viv_charge(vm, 1)) {
            viv_set_slot(vm, self, 0, VIV_NONE);
            return VIV_RAISE;
        }
        viv_set_slot(vm, self, 1, active);
    }
}

const viv_function itertools_chain_methods[4] = {
    {"__new__(cls, /, *iterables)", chain_new, NULL},
    {"from_iterable(cls, iterable, /)", chain_from,
     "Alternative chain() constructor: one iterable of iterables."},
    ITERTOOLS_ITER,
    {"__next__(self, /)", chain_next, NULL},
};

/* -- two iterators, or a function and an iterator */

static viv_value function_and_iterator(viv_vm *vm, const viv_value *args) {
    viv_value parts[2] = {args[1], viv_iterate(vm, args[2])};

    VIV_TRY(parts[1]);
    return itertools_new(vm, args[0], parts, 2);
}

static viv_value compress_new(viv_vm *vm, const viv_value *args) {
    viv_value parts[2] = {viv_iterate(vm, args[1]), VIV_NONE};

    VIV_TRY(parts[0]);
    parts[1] = viv_iterate(vm, args[2]);
    VIV_TRY(parts[1]);
    return itertools_new(vm, args[0], parts, 2);
}

static viv_value compress_next(viv_vm *vm, const viv_value *args) {
    viv_value data = viv_slot(vm, args[0], 0);
    viv_value selectors = viv_slot(vm, args[0], 1);

    for (;;) {
        viv_value item = viv_next(vm, data), selector;
        int truth;

        VIV_TRY(item);
        if (viv_is_done(item))
            return item;
        selector = viv_next(vm, selectors);
        VIV_TRY(selector);
        if (viv_is_done(selector))
            return selector;
        truth = viv_truth(vm, selector);
        if (truth < 0 || !viv_charge(vm, 1))
            return VIV_RAISE;
        if (truth)
            return item;
    }
}

const viv_function itertools_compress_methods[3] = {
    {"__new__(cls, data, selectors)", compress_new, NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", compress_next, NULL},
};

/* Slot 0 is None when the prefix is behind. */
static viv_value dropwhile_next(viv_vm *vm, const viv_value *args) {
    viv_value iterator = viv_slot(vm, args[0], 1);

    for (;;) {
        viv_value item = viv_next(vm, iterator);
        viv_value predicate = viv_slot(vm, args[0], 0);
        int dropped;

        if (viv_is_raise(item) || viv_is_done(item) ||
            viv_is_absent(predicate))
            return item;
        dropped = itertools_test(vm, predicate, item);
        if (dropped < 0 || !viv_charge(vm, 1))
            return VIV_RAISE;
        if (!dropped) {
            viv_set_slot(vm, args[0], 0, VIV_ABSENT);
            return item;
        }
    }
}

const viv_function itertools_dropwhile_methods[3] = {
    {"__new__(cls, predicate, iterable, /)", function_and_iterator, NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", dropwhile_next, NULL},
};

static viv_value takewhile_next(viv_vm *vm, const viv_value *args) {
    viv_value predicate = viv_slot(vm, args[0], 0), item;
    int taken;

    if (viv_is_absent(predicate))
        return VIV_DONE;
    item = viv_next(vm, viv_slot(vm, args[0], 1));
    if (viv_is_raise(item) || viv_is_done(item))
        return item;
    taken = itertools_test(vm, predicate, item);
    if (taken < 0)
        return VIV_RAISE;
    if (taken)
        return item;
    viv_set_slot(vm, args[0], 0, VIV_ABSENT);
    return VIV_DONE;
}

const viv_function itertools_takewhile_methods[3] = {
    {"__new__(cls, predicate, iterable, /)", function_and_iterator, NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", takewhile_next, NULL},
};

static viv_value filterfalse_next(viv_vm *vm, const viv_value *args) {
    viv_value function = viv_slot(vm, args[0], 0);
    viv_value iterator = viv_slot(vm, args[0], 1);

    for (;;) {
        viv_value item = viv_next(vm, iterator);
        int kept;

        if (viv_is_raise(item) || viv_is_done(item))
            return item;
        kept = viv_is_none(function) ? viv_truth(vm, item)
                                     : itertools_test(vm, function, item);
        if (kept < 0 || !viv_charge(vm, 1))
            return VIV_RAISE;
        if (!kept)
            return item;
    }
}

const viv_function itertools_filterfalse_methods[3] = {
    {"__new__(cls, function, iterable, /)", function_and_iterator, NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", filterfalse_next, NULL},
};

static viv_value starmap_next(viv_vm *vm, const viv_value *args) {
    viv_value item = viv_next(vm, viv_slot(vm, args[0], 1)), values[8];
    viv_value *all = values;
    uint32_t count;

    if (viv_is_raise(item) || viv_is_done(item))
        return item;
    if (!viv_is_tuple(vm, item))
        item = viv_to_tuple(vm, item);
    VIV_TRY(item);
    count = viv_tuple_length(vm, item);
    if (count > 8)
        all = viv_scratch(vm, count * (uint32_t)sizeof *all);
    if (all == NULL)
        return VIV_RAISE;
    for (uint32_t i = 0; i < count; i++)
        all[i] = viv_tuple_get(vm, item, i);
    return viv_call(vm, viv_slot(vm, args[0], 0), all, count);
}

const viv_function itertools_starmap_methods[3] = {
    {"__new__(cls, function, iterable, /)", function_and_iterator, NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", starmap_next, NULL},
};

/* -- islice: iterator (or absent), position, next index, stop or None, step */

static bool read_index(viv_vm *vm, viv_value value, int64_t absent,
                       int64_t *index) {
    *index = absent;
    if (viv_is_none(value))
        return true;
    value = viv_index(vm, value);
    if (viv_is_raise(value))
        return !viv_is_absent(viv_catch(vm)) && (*index = -2, true);
    return viv_int_fits(vm, value, index) || (*index = -2, true);
}

static viv_value islice_new(viv_vm *vm, const viv_value *args) {
    bool one = viv_is_absent(args[3]);
    int64_t start, stop, step;
    viv_value parts[5] = {viv_iterate(vm, args[1])};

    if (!read_index(vm, one ? VIV_NONE : args[2], 0, &start) ||
        !read_index(vm, one ? args[2] : args[3], -1, &stop) ||
        !read_index(vm, one ? VIV_NONE : args[4], 1, &step))
        return VIV_RAISE;
    if (stop < -1 || (stop < 0 && !viv_is_none(one ? args[2] : args[3])))
        return viv_raise(vm, VIV_ValueError,
                         one ? "Stop argument for islice() must be None or an "
                               "integer: 0 <= x <= sys.maxsize."
                             : "Indices for islice() must be None or an "
                               "integer: 0 <= x <= sys.maxsize.");
    if (start < 0)
        return viv_raise(vm, VIV_ValueError,
                         "Indices for islice() must be None or an integer: "
                         "0 <= x <= sys.maxsize.");
    if (step < 1)
        return viv_raise(vm, VIV_ValueError,
                         "Step for islice() must be a positive integer or "
                         "None.");
    VIV_TRY(parts[0]);
    parts[1] = viv_small_int(0);
    parts[2] = viv_int(vm, start);
    parts[3] = stop < 0 ? VIV_NONE : viv_int(vm, stop);
    parts[4] = viv_int(vm, step);
    return itertools_new(vm, args[0], parts, 5);
}

static viv_value islice_next(viv_vm *vm, const viv_value *args) {
    viv_value self = args[0], iterator = viv_slot(vm, self, 0), item;
    int64_t at = viv_to_int(vm, viv_slot(vm, self, 1));
    int64_t next = viv_to_int(vm, viv_slot(vm, self, 2));
    viv_value bound = viv_slot(vm, self, 3);
    int64_t stop = viv_is_none(bound) ? INT64_MAX : viv_to_int(vm, bound);
    int64_t goal = next < stop ? next : stop;

    if (viv_is_absent(iterator))
        return VIV_DONE;
    item = VIV_NONE;
    for (; at < goal && !viv_is_jump(item) && !viv_is_done(item); at++)
        item = viv_charge(vm, 1) ? viv_next(vm, iterator) : VIV_RAISE;
    if (!viv_is_jump(item) && !viv_is_done(item))
        item = at >= stop ? VIV_DONE : viv_next(vm, iterator);
    if (viv_is_raise(item) || viv_is_done(item)) {
        viv_set_slot(vm, self, 0, VIV_ABSENT);
        return item;
    }
    next += viv_to_int(vm, viv_slot(vm, self, 4));
    viv_set_slot(vm, self, 1, viv_small_int(at + 1));
    viv_set_slot(vm, self, 2,
                 viv_small_int(next < 0 || next > VIV_SMALL_INT_MAX
                                   ? VIV_SMALL_INT_MAX
                                   : next));
    return item;
}

const viv_function itertools_islice_methods[3] = {
    {"__new__(cls, iterable, start, stop=..., step=None, /)", islice_new,
     NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", islice_next, NULL},
};
