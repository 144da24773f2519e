/* itertools_group.c - groupby and tee. */
#include "itertools_parts.h"

/* -- groupby */

enum {
    GROUP_ITERATOR,
    GROUP_KEY,     /* function or None */
    GROUP_TARGET,  /* key of the group handed out, or absent */
    GROUP_CURRENT, /* key of the newest item, or absent */
    GROUP_VALUE,   /* the newest item */
    GROUP_ACTIVE,  /* number of the group handed out */
    GROUP_CLASS,   /* _grouper */
    GROUP_SLOTS,
};

static viv_value groupby_new(viv_vm *vm, const viv_value *args) {
    viv_value iterator = viv_iterate(vm, args[1]), made;

    VIV_TRY(iterator);
    made = itertools_new(vm, args[0], &iterator, 1);
    VIV_TRY(made);
    viv_set_slot(vm, made, GROUP_KEY, args[2]);
    viv_set_slot(vm, made, GROUP_ACTIVE, viv_small_int(0));
    viv_set_slot(vm, made, GROUP_CLASS,
                 viv_module_get(vm, "itertools", "_grouper"));
    return made;
}

/* Takes one item further; VIV_DONE at the end. */
static viv_value group_step(viv_vm *vm, viv_value self) {
    viv_value item = viv_next(vm, viv_slot(vm, self, GROUP_ITERATOR));
    viv_value function, key = item;

    if (viv_is_raise(item) || viv_is_done(item))
        return item;
    function = viv_slot(vm, self, GROUP_KEY);
    if (!viv_is_none(function))
        key = viv_call(vm, function, &item, 1);
    VIV_TRY(key);
    viv_set_slot(vm, self, GROUP_VALUE, item);
    viv_set_slot(vm, self, GROUP_CURRENT, key);
    return VIV_NONE;
}

/* The newest item belongs to the group that was handed out: 1, 0, -1. */
static int in_target(viv_vm *vm, viv_value self) {
    viv_value target = viv_slot(vm, self, GROUP_TARGET);
    viv_value current = viv_slot(vm, self, GROUP_CURRENT);

    if (viv_is_absent(current))
        return 1;
    return viv_is_absent(target) ? 0 : viv_equal(vm, target, current);
}

static viv_value groupby_next(viv_vm *vm, const viv_value *args) {
    viv_value self = args[0], parts[2], pair[2];
    int64_t number = viv_small_int_value(viv_slot(vm, self, GROUP_ACTIVE)) + 1;
    int same;

    viv_set_slot(vm, self, GROUP_ACTIVE, viv_small_int(number));
    while ((same = in_target(vm, self)) == 1) {
        viv_value step = viv_charge(vm, 1) ? group_step(vm, self) : VIV_RAISE;

        if (!viv_is_none(step))
            return step;
    }
    if (same < 0)
        return VIV_RAISE;
    pair[0] = viv_slot(vm, self, GROUP_CURRENT);
    viv_set_slot(vm, self, GROUP_TARGET, pair[0]);
    parts[0] = self;
    parts[1] = viv_small_int(number);
    pair[1] = itertools_new(vm, viv_slot(vm, self, GROUP_CLASS), parts, 2);
    VIV_TRY(pair[1]);
    return viv_tuple(vm, pair, 2);
}

const viv_function itertools_groupby_methods[3] = {
    {"__new__(cls, iterable, key=None)", groupby_new, NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", groupby_next, NULL},
};

/* A group: its groupby, its number. */
static viv_value grouper_next(viv_vm *vm, const viv_value *args) {
    viv_value parent = viv_slot(vm, args[0], 0), item;
    int same;

    if (!viv_same(viv_slot(vm, args[0], 1),
                  viv_slot(vm, parent, GROUP_ACTIVE)))
        return VIV_DONE;
    item = viv_slot(vm, parent, GROUP_VALUE);
    if (viv_is_absent(item)) {
        viv_value step = group_step(vm, parent);

        if (!viv_is_none(step))
            return step;
        item = viv_slot(vm, parent, GROUP_VALUE);
    }
    same = viv_equal(vm, viv_slot(vm, parent, GROUP_TARGET),
                     viv_slot(vm, parent, GROUP_CURRENT));
    if (same <= 0)
        return same < 0 ? VIV_RAISE : VIV_DONE;
    viv_set_slot(vm, parent, GROUP_VALUE, VIV_ABSENT);
    viv_set_slot(vm, parent, GROUP_CURRENT, VIV_ABSENT);
    return item;
}

const viv_function itertools_grouper_methods[3] = {
    ITERTOOLS_ITER,
    {"__next__(self, /)", grouper_next, NULL},
};

/* -- tee: the items lie in a chain of lists that all copies share */

enum {
    TEE_SOURCE,
    TEE_LIST, /* LINK items, then the next list */
    TEE_INDEX,
    LINK = 57,
};

static viv_value tee_advance(viv_vm *vm, viv_value self, viv_value *list,
                             uint32_t *index) {
    viv_value item;

    if (*index == LINK) {
        if (viv_is_absent(viv_list_get(vm, *list, LINK))) {
            viv_value next = viv_list(vm, LINK + 1);

            VIV_TRY(next);
            if (!viv_list_append(vm, *list, next))
                return VIV_RAISE;
        }
        *list = viv_list_get(vm, *list, LINK);
        *index = 0;
    }
    item = viv_list_get(vm, *list, *index);
    if (!viv_is_absent(item))
        return item;
    item = viv_next(vm, viv_slot(vm, self, TEE_SOURCE));
    if (viv_is_raise(item) || viv_is_done(item))
        return item;
    if (viv_list_length(vm, *list) != *index)
        return viv_raise(vm, VIV_RuntimeError,
                         "cannot re-enter the tee iterator");
    return viv_list_append(vm, *list, item) ? item : VIV_RAISE;
}

static viv_value tee_next(viv_vm *vm, const viv_value *args) {
    viv_value list = viv_slot(vm, args[0], TEE_LIST), item;
    uint32_t index =
        (uint32_t)viv_small_int_value(viv_slot(vm, args[0], TEE_INDEX));

    item = tee_advance(vm, args[0], &list, &index);
    if (viv_is_raise(item) || viv_is_done(item))
        return item;
    viv_set_slot(vm, args[0], TEE_LIST, list);
    viv_set_slot(vm, args[0], TEE_INDEX, viv_small_int(index + 1));
    return item;
}

static viv_value tee_over(viv_vm *vm, viv_value type, viv_value iterable) {
    viv_value parts[3] = {viv_iterate(vm, iterable), VIV_NONE,
                          viv_small_int(0)};

    VIV_TRY(parts[0]);
    parts[1] = viv_list(vm, 0);
    VIV_TRY(parts[1]);
    return itertools_new(vm, type, parts, 3);
}

static viv_value tee_copy(viv_vm *vm, const viv_value *args) {
    viv_value parts[3];

    for (uint32_t i = 0; i < 3; i++)
        parts[i] = viv_slot(vm, args[0], i);
    return itertools_new(vm, viv_type_of(vm, args[0]), parts, 3);
}

static viv_value tee_new(viv_vm *vm, const viv_value *args) {
    if (viv_same(viv_type_of(vm, args[1]), args[0]))
        return tee_copy(vm, args + 1);
    return tee_over(vm, args[0], args[1]);
}

const viv_function itertools_tee_methods[4] = {
    {"__new__(cls, iterable, /)", tee_new, NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", tee_next, NULL},
    {"__copy__(self, /)", tee_copy, "Returns an independent iterator."},
};

viv_value itertools_tee(viv_vm *vm, const viv_value *args) {
    int64_t count = viv_to_int(vm, args[1]);
    viv_value parts[2] = {viv_module_get(vm, "itertools", "_tee"), args[0]};
    viv_value list, made;

    if (count < 0)
        return viv_raise(vm, VIV_ValueError, "n must be >= 0");
    list = viv_list(vm, 0);
    VIV_TRY(list);
    made = count ? tee_new(vm, parts) : VIV_NONE;
    VIV_TRY(made);
    for (int64_t i = 0; i < count; i++) {
        viv_value copy = i == 0 ? made : tee_copy(vm, &made);

        VIV_TRY(copy);
        if (!viv_charge(vm, 1) || !viv_list_append(vm, list, copy))
            return VIV_RAISE;
    }
    return viv_tuple_from_list(vm, list);
}
