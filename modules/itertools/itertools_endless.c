/* itertools_endless.c - count, cycle, repeat. */
#include "itertools_parts.h"

/* -- count: next number, step */

static bool is_number(viv_vm *vm, viv_value value) {
    viv_value index = viv_name(vm, "__index__"), real = viv_name(vm, "__float__");

    if (viv_is_int(vm, value) || viv_is_float(vm, value))
        return true;
    if (viv_is_str(vm, value) || viv_is_bytes(vm, value))
        return false;
    return !viv_is_absent(viv_find_attribute(vm, value, index)) ||
           !viv_is_absent(viv_find_attribute(vm, value, real)) ||
           !viv_is_absent(
               viv_find_attribute(vm, value, viv_name(vm, "__complex__")));
}

static viv_value count_new(viv_vm *vm, const viv_value *args) {
    if (!is_number(vm, args[1]) || !is_number(vm, args[2]))
        return viv_raise(vm, VIV_TypeError, "a number is required");
    return itertools_new(vm, args[0], args + 1, 2);
}

static viv_value count_next(viv_vm *vm, const viv_value *args) {
    viv_value number = viv_slot(vm, args[0], 0), step = viv_slot(vm, args[0], 1);
    viv_value next = viv_binary(vm, VIV_OP_ADD, number, step);

    VIV_TRY(next);
    viv_set_slot(vm, args[0], 0, next);
    return number;
}

static viv_value count_repr(viv_vm *vm, const viv_value *args) {
    viv_value number = viv_slot(vm, args[0], 0), step = viv_slot(vm, args[0], 1);
    viv_writer out;

    number = viv_repr(vm, number);
    VIV_TRY(number);
    viv_write_begin(&out, vm);
    viv_write_text(&out, "count(");
    viv_write_str(&out, number);
    if (!viv_same(step, viv_small_int(1))) {
        step = viv_repr(vm, step);
        VIV_TRY(step);
        viv_write_text(&out, ", ");
        viv_write_str(&out, step);
    }
    viv_write_text(&out, ")");
    return viv_write_end(&out);
}

const viv_function itertools_count_methods[5] = {
    {"__new__(cls, start=0, step=1)", count_new, NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", count_next, NULL},
    {"__repr__(self, /)", count_repr, NULL},
};

/* -- cycle: iterator or None, list of items, index of the next */

static viv_value cycle_new(viv_vm *vm, const viv_value *args) {
    viv_value parts[3] = {viv_iterate(vm, args[1]), VIV_NONE, viv_small_int(0)};

    VIV_TRY(parts[0]);
    parts[1] = viv_list(vm, 4);
    VIV_TRY(parts[1]);
    return itertools_new(vm, args[0], parts, 3);
}

static viv_value cycle_next(viv_vm *vm, const viv_value *args) {
    viv_value iterator = viv_slot(vm, args[0], 0);
    viv_value list = viv_slot(vm, args[0], 1), item;
    int64_t index = viv_small_int_value(viv_slot(vm, args[0], 2));

    if (!viv_is_none(iterator)) {
        item = viv_next(vm, iterator);
        VIV_TRY(item);
        if (!viv_is_done(item))
            return viv_list_append(vm, list, item) ? item : VIV_RAISE;
        viv_set_slot(vm, args[0], 0, VIV_NONE);
    }
    item = viv_list_get(vm, list, (uint32_t)index);
    if (viv_is_absent(item)) {
        index = 0;
        item = viv_list_get(vm, list, 0);
    }
    viv_set_slot(vm, args[0], 2, viv_small_int(index + 1));
    return viv_is_absent(item) ? VIV_DONE : item;
}

const viv_function itertools_cycle_methods[3] = {
    {"__new__(cls, iterable, /)", cycle_new, NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", cycle_next, NULL},
};

/* -- repeat: object, how often (negative: without end) */

static viv_value repeat_new(viv_vm *vm, const viv_value *args) {
    viv_value parts[2] = {args[1], viv_small_int(-1)};

    if (!viv_is_absent(args[2])) {
        int64_t times = viv_to_int(vm, args[2]);

        parts[1] = viv_small_int(times < 0                   ? 0
                                 : times > VIV_SMALL_INT_MAX ? VIV_SMALL_INT_MAX
                                                             : times);
    }
    return itertools_new(vm, args[0], parts, 2);
}

static viv_value repeat_next(viv_vm *vm, const viv_value *args) {
    int64_t left = viv_small_int_value(viv_slot(vm, args[0], 1));

    if (left == 0)
        return VIV_DONE;
    if (left > 0)
        viv_set_slot(vm, args[0], 1, viv_small_int(left - 1));
    return viv_slot(vm, args[0], 0);
}

static viv_value repeat_hint(viv_vm *vm, const viv_value *args) {
    viv_value left = viv_slot(vm, args[0], 1);

    if (viv_small_int_value(left) < 0)
        return viv_raise(vm, VIV_TypeError, "len() of unsized object");
    return left;
}

static viv_value repeat_repr(viv_vm *vm, const viv_value *args) {
    int64_t left = viv_small_int_value(viv_slot(vm, args[0], 1));
    viv_value item = viv_repr(vm, viv_slot(vm, args[0], 0));
    viv_writer out;

    VIV_TRY(item);
    viv_write_begin(&out, vm);
    viv_write_text(&out, "repeat(");
    viv_write_str(&out, item);
    if (left >= 0) {
        viv_write_text(&out, ", ");
        viv_write_str(&out, viv_repr(vm, viv_small_int(left)));
    }
    viv_write_text(&out, ")");
    return viv_write_end(&out);
}

const viv_function itertools_repeat_methods[5] = {
    {"__new__(cls, object, times: ssize = ...)", repeat_new, NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", repeat_next, NULL},
    {"__length_hint__(self, /)", repeat_hint, NULL},
    {"__repr__(self, /)", repeat_repr, NULL},
};
