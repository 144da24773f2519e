/* set_operations.c - union, intersection, difference and their like.
 *
 * Results keep the order of the left operand. Every loop looks at the table
 * anew for each item, because __eq__ and __hash__ of items may change the sets.
 */
#include "object/set.h"

#include "object/dict_table.h"
#include "object/error.h"
#include "object/iterator.h"

static uint32_t count_of(viv_vm *vm, viv_value set) {
    VK_CHECK(vm, vk_is_set(vm, set));
    return vk_table_owner(vm, set)->count;
}

/* A set of the items of [value]: itself if it is one. */
static viv_value as_set(viv_vm *vm, viv_value value) {
    return vk_is_set(vm, value) ? value : vk_set_from(vm, VK_SET, value);
}

/* The next item of [set], for loops that run program code; false: the end, or
 * [failed] to stop. */
static bool next(viv_vm *vm, viv_value set, uint32_t *position,
                 viv_value *item, bool *failed) {
    *failed = !vk_charge(vm, 1);
    return !*failed && vk_set_next(vm, set, position, item);
}

/* -- two operands, a new set */

viv_value vk_set_union(viv_vm *vm, viv_value a, viv_value b) {
    viv_value result = vk_set_from(vm, vk_set_kind(vm, a), a);

    VIV_TRY(result);
    VIV_TRY(vk_set_update(vm, result, b));
    return result;
}

/* The items of set [a] that are ([wanted]) or are not in set [b]. */
static viv_value filtered(viv_vm *vm, viv_value a, viv_value b, int wanted,
                          vk_kind kind) {
    viv_value result = vk_set_new(vm, kind, 0), item;
    uint32_t position = 0;
    bool failed;

    VIV_TRY(result);
    while (next(vm, a, &position, &item, &failed)) {
        int found = vk_set_contains(vm, b, item);

        if (found < 0 ||
            (found == wanted && !vk_set_add(vm, result, item)))
            return VIV_RAISE;
    }
    return failed ? VIV_RAISE : result;
}

/* The items of any iterable that are in set [a]. */
static viv_value common(viv_vm *vm, viv_value a, viv_value iterable,
                        vk_kind kind) {
    viv_value result = vk_set_new(vm, kind, 0), item;
    vk_drain drain;

    VIV_TRY(result);
    if (!vk_drain_begin(vm, &drain, iterable))
        return VIV_RAISE;
    for (;;) {
        int found;

        item = vk_drain_next(vm, &drain);
        if (viv_is_done(item))
            return result;
        VIV_TRY(item);
        found = vk_set_contains(vm, a, item);
        if (found < 0 || (found && !vk_set_add(vm, result, item)))
            return VIV_RAISE;
    }
}

viv_value vk_set_intersect(viv_vm *vm, viv_value a, viv_value b) {
    vk_kind kind = vk_set_kind(vm, a);

    if (!vk_is_set(vm, b))
        return common(vm, a, b, kind);
    if (count_of(vm, b) < count_of(vm, a))
        return filtered(vm, b, a, 1, kind);
    return filtered(vm, a, b, 1, kind);
}

viv_value vk_set_subtract(viv_vm *vm, viv_value a, viv_value b) {
    b = as_set(vm, b);
    VIV_TRY(b);
    return filtered(vm, a, b, 0, vk_set_kind(vm, a));
}

/* Adds what [set] lacks of [other], a set, and takes out what it has. */
static viv_value toggle(viv_vm *vm, viv_value set, viv_value other) {
    uint32_t position = 0;
    viv_value item;
    bool failed;

    while (next(vm, other, &position, &item, &failed)) {
        int found = vk_set_discard(vm, set, item);

        if (found < 0 || (found == 0 && !vk_set_add(vm, set, item)))
            return VIV_RAISE;
    }
    return failed ? VIV_RAISE : set;
}

viv_value vk_set_differ(viv_vm *vm, viv_value a, viv_value b) {
    viv_value result;

    /* Not the very iterable: what occurs twice in it must not cancel out. */
    b = as_set(vm, b);
    VIV_TRY(b);
    result = vk_set_from(vm, vk_set_kind(vm, a), a);
    VIV_TRY(result);
    return toggle(vm, result, b);
}

/* -- changing a set */

static viv_value discard_all(viv_vm *vm, viv_value set, viv_value iterable) {
    viv_value item;
    vk_drain drain;

    if (viv_same(set, iterable)) {
        vk_table_owner(vm, set)->table = 0;
        vk_table_owner(vm, set)->count = 0;
        return set;
    }
    if (!vk_drain_begin(vm, &drain, iterable))
        return VIV_RAISE;
    for (;;) {
        item = vk_drain_next(vm, &drain);
        if (viv_is_done(item))
            return set;
        VIV_TRY(item);
        if (vk_set_discard(vm, set, item) < 0)
            return VIV_RAISE;
    }
}

/* [set] gets the table of [other], which nobody else has. */
static viv_value take_over(viv_vm *vm, viv_value set, viv_value other) {
    vk_dict_object *self = vk_table_owner(vm, set);

    VIV_TRY(other);
    vk_store_offset(vm, self, &self->table, vk_table_owner(vm, other)->table);
    self->count = count_of(vm, other);
    return set;
}

static viv_value toggle_in_place(viv_vm *vm, viv_value set, viv_value other) {
    if (viv_same(set, other))
        return discard_all(vm, set, other);
    other = as_set(vm, other);
    VIV_TRY(other);
    return toggle(vm, set, other);
}

/* -- operators */

viv_value vk_set_binary(viv_vm *vm, vk_operator op, viv_value a, viv_value b) {
    if (!vk_is_set(vm, a) || !vk_is_set(vm, b))
        return VIV_NOT_IMPLEMENTED;
    switch (op) {
    case VK_OP_OR:
        return vk_set_union(vm, a, b);
    case VK_OP_AND:
        return vk_set_intersect(vm, a, b);
    case VK_OP_SUB:
        return vk_set_subtract(vm, a, b);
    case VK_OP_XOR:
        return vk_set_differ(vm, a, b);
    default:
        return VIV_NOT_IMPLEMENTED;
    }
}

viv_value vk_set_in_place(viv_vm *vm, vk_operator op, viv_value a,
                          viv_value b) {
    if (!vk_is_set(vm, b) || !vk_is(vm, a, VK_SET))
        return VIV_NOT_IMPLEMENTED;
    if (!vk_set_writable(vm, a))
        return VIV_RAISE;
    switch (op) {
    case VK_OP_OR:
        VIV_TRY(vk_set_update(vm, a, b));
        return a;
    case VK_OP_AND:
        return take_over(vm, a, vk_set_intersect(vm, a, b));
    case VK_OP_SUB:
        return discard_all(vm, a, b);
    case VK_OP_XOR:
        return toggle_in_place(vm, a, b);
    default:
        return VIV_NOT_IMPLEMENTED;
    }
}

int vk_set_is_subset(viv_vm *vm, viv_value a, viv_value b) {
    uint32_t position = 0;
    viv_value item;
    bool failed;
    int found = 1;

    if (count_of(vm, a) > count_of(vm, b))
        return 0;
    while (found > 0 && next(vm, a, &position, &item, &failed))
        found = vk_set_contains(vm, b, item);
    return found > 0 && failed ? -1 : found;
}

viv_value vk_set_compare(viv_vm *vm, vk_operator op, viv_value a,
                         viv_value b) {
    uint32_t left, right;
    int subset;

    if (!vk_is_set(vm, a) || !vk_is_set(vm, b))
        return VIV_NOT_IMPLEMENTED;
    left = count_of(vm, a);
    right = count_of(vm, b);
    if (op == VK_OP_GT || op == VK_OP_GE) {
        viv_value smaller = b;
        uint32_t count = right;

        b = a;
        a = smaller;
        right = left;
        left = count;
        op = op == VK_OP_GT ? VK_OP_LT : VK_OP_LE;
    }
    if (op == VK_OP_LE)
        subset = vk_set_is_subset(vm, a, b);
    else if (op == VK_OP_LT)
        subset = left < right ? vk_set_is_subset(vm, a, b) : 0;
    else
        subset = left == right ? vk_set_is_subset(vm, a, b) : 0;
    if (subset < 0)
        return VIV_RAISE;
    return viv_bool(op == VK_OP_NE ? !subset : subset);
}

/* -- methods: [args] are the set, and the others as a tuple or the only one */

typedef viv_value operation(viv_vm *vm, viv_value set, viv_value other);

/* A new set, from one operation with each of the others. */
static viv_value fold(viv_vm *vm, const viv_value *args, operation *apply) {
    uint32_t count = vk_tuple_length(vm, args[1]), i;
    viv_value set = args[0];

    if (count == 0)
        return vk_set_from(vm, vk_set_kind(vm, set), set);
    for (i = 0; i < count; i++) {
        set = apply(vm, set, vk_tuple_get(vm, args[1], i));
        VIV_TRY(set);
    }
    return set;
}

viv_value vk_set_union_method(viv_vm *vm, const viv_value *args) {
    uint32_t count = vk_tuple_length(vm, args[1]), i;
    viv_value set = vk_set_from(vm, vk_set_kind(vm, args[0]), args[0]);

    VIV_TRY(set);
    for (i = 0; i < count; i++)
        VIV_TRY(vk_set_update(vm, set, vk_tuple_get(vm, args[1], i)));
    return set;
}

viv_value vk_set_intersection_method(viv_vm *vm, const viv_value *args) {
    return fold(vm, args, vk_set_intersect);
}

viv_value vk_set_difference_method(viv_vm *vm, const viv_value *args) {
    return fold(vm, args, vk_set_subtract);
}

viv_value vk_set_symmetric_method(viv_vm *vm, const viv_value *args) {
    return vk_set_differ(vm, args[0], args[1]);
}

/* Changes the set by one operation with each of the others. */
static viv_value apply_all(viv_vm *vm, const viv_value *args,
                           operation *apply) {
    uint32_t count = vk_tuple_length(vm, args[1]), i;

    if (!vk_set_writable(vm, args[0]))
        return VIV_RAISE;
    for (i = 0; i < count; i++)
        VIV_TRY(apply(vm, args[0], vk_tuple_get(vm, args[1], i)));
    return VIV_NONE;
}

viv_value vk_set_update_method(viv_vm *vm, const viv_value *args) {
    return apply_all(vm, args, vk_set_update);
}

viv_value vk_set_difference_update(viv_vm *vm, const viv_value *args) {
    return apply_all(vm, args, discard_all);
}

viv_value vk_set_intersection_update(viv_vm *vm, const viv_value *args) {
    if (!vk_set_writable(vm, args[0]))
        return VIV_RAISE;
    VIV_TRY(take_over(vm, args[0], vk_set_intersection_method(vm, args)));
    return VIV_NONE;
}

viv_value vk_set_symmetric_update(viv_vm *vm, const viv_value *args) {
    if (!vk_set_writable(vm, args[0]))
        return VIV_RAISE;
    VIV_TRY(toggle_in_place(vm, args[0], args[1]));
    return VIV_NONE;
}

viv_value vk_set_isdisjoint(viv_vm *vm, const viv_value *args) {
    viv_value set = args[0], other = args[1], item;
    vk_drain drain;

    if (vk_is_set(vm, other) && count_of(vm, other) > count_of(vm, set)) {
        set = other;
        other = args[0];
    }
    if (!vk_drain_begin(vm, &drain, other))
        return VIV_RAISE;
    for (;;) {
        int found;

        item = vk_drain_next(vm, &drain);
        if (viv_is_done(item))
            return VIV_TRUE;
        VIV_TRY(item);
        found = vk_set_contains(vm, set, item);
        if (found != 0)
            return found < 0 ? VIV_RAISE : VIV_FALSE;
    }
}

static viv_value subset(viv_vm *vm, viv_value a, viv_value b) {
    int answer = vk_set_is_subset(vm, a, b);

    return answer < 0 ? VIV_RAISE : viv_bool(answer);
}

viv_value vk_set_issubset(viv_vm *vm, const viv_value *args) {
    viv_value other = as_set(vm, args[1]);

    VIV_TRY(other);
    return subset(vm, args[0], other);
}

/* Takes no more of an iterable than decides. */
viv_value vk_set_issuperset(viv_vm *vm, const viv_value *args) {
    viv_value item;
    vk_drain drain;

    if (vk_is_set(vm, args[1]))
        return subset(vm, args[1], args[0]);
    if (!vk_drain_begin(vm, &drain, args[1]))
        return VIV_RAISE;
    for (;;) {
        int found;

        item = vk_drain_next(vm, &drain);
        if (viv_is_done(item))
            return VIV_TRUE;
        VIV_TRY(item);
        found = vk_set_contains(vm, args[0], item);
        if (found <= 0)
            return found < 0 ? VIV_RAISE : VIV_FALSE;
    }
}
