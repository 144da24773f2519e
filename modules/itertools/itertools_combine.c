/* itertools_combine.c - product, permutations, combinations.
 *
 * All keep a pool of items (a tuple; for product a tuple of pools) and the
 * indices of the newest result, which lie in bytes of the instance. The first
 * result has a state of its own, since it is the one that no step leads to.
 */
#include "itertools_parts.h"

/* Slots. */
enum { POOL, INDICES, STATE };
enum { FRESH, RUNNING, ENDED };

typedef struct indices {
    uint32_t count, size; /* of the result, of the pool */
    uint32_t items[];     /* count, then what the kind needs further */
} indices;

static indices *indices_of(viv_vm *vm, viv_value self, uint32_t words) {
    return viv_slot_bytes(vm, self, INDICES,
                          (uint32_t)sizeof(indices) + 4 * words);
}

static viv_value state(int number) {
    return viv_small_int(number);
}

static bool is_state(viv_vm *vm, viv_value self, int number) {
    return viv_same(viv_slot(vm, self, STATE), state(number));
}

/* An instance over [pool] with [words] indices, zeroed. */
static viv_value combine_new(viv_vm *vm, viv_value type, viv_value pool,
                             uint32_t count, uint64_t words) {
    viv_value made;
    indices *at;

    if (words > UINT32_MAX / 8 || !viv_admits(vm, words * 4))
        return viv_raise(vm, VIV_MemoryError, "");
    made = itertools_new(vm, type, &pool, 1);
    VIV_TRY(made);
    viv_set_slot(vm, made, STATE, state(FRESH));
    at = indices_of(vm, made, (uint32_t)words);
    if (at == NULL || !viv_charge(vm, words / 8))
        return VIV_RAISE;
    at->count = count;
    at->size = viv_tuple_length(vm, pool);
    return made;
}

/* The head, and the indices as far as it says they go. */
static indices *read(viv_vm *vm, viv_value self, uint32_t *count,
                     uint32_t extra) {
    indices *at = indices_of(vm, self, 0);
    uint32_t length = at->count;

    *count = length;
    return indices_of(vm, self, length + extra);
}

/* The pool's items by the indices. */
static viv_value chosen(viv_vm *vm, viv_value self) {
    viv_value pool = viv_slot(vm, self, POOL), few[16], *items = few;
    uint32_t count;
    indices *at = read(vm, self, &count, 0);

    if (count > 16)
        items = viv_scratch(vm, count * (uint32_t)sizeof *items);
    if (items == NULL || !viv_charge(vm, count / 8))
        return VIV_RAISE;
    for (uint32_t i = 0; i < count; i++) {
        items[i] = viv_tuple_get(vm, pool, at->items[i]);
        if (viv_is_absent(items[i]))
            items[i] = VIV_NONE;
    }
    return viv_tuple(vm, items, count);
}

static viv_value ended(viv_vm *vm, viv_value self) {
    viv_set_slot(vm, self, STATE, state(ENDED));
    return VIV_DONE;
}

/* -- product */

static viv_value product_pools(viv_vm *vm, viv_value iterables,
                               int64_t repeat) {
    uint32_t count = viv_tuple_length(vm, iterables);
    viv_value list = viv_list(vm, count);

    VIV_TRY(list);
    if (count != 0 && (uint64_t)repeat > UINT32_MAX / 8 / count)
        return viv_raise(vm, VIV_OverflowError, "repeat argument too large");
    for (uint32_t i = 0; repeat > 0 && i < count; i++) {
        viv_value pool = viv_to_tuple(vm, viv_tuple_get(vm, iterables, i));

        VIV_TRY(pool);
        if (!viv_list_append(vm, list, pool))
            return VIV_RAISE;
    }
    for (int64_t i = count; i < repeat * count; i++)
        if (!viv_charge(vm, 1) ||
            !viv_list_append(vm, list,
                             viv_list_get(vm, list, (uint32_t)(i % count))))
            return VIV_RAISE;
    return viv_tuple_from_list(vm, list);
}

static viv_value product_new(viv_vm *vm, const viv_value *args) {
    int64_t repeat = viv_to_int(vm, args[2]);
    viv_value pools;
    uint32_t count;

    if (repeat < 0)
        return viv_raise(vm, VIV_ValueError,
                         "repeat argument cannot be negative");
    pools = product_pools(vm, args[1], repeat);
    VIV_TRY(pools);
    count = viv_tuple_length(vm, pools);
    return combine_new(vm, args[0], pools, count, count);
}

static viv_value product_result(viv_vm *vm, viv_value self) {
    viv_value pools = viv_slot(vm, self, POOL), few[16], *items = few;
    uint32_t count;
    indices *at = read(vm, self, &count, 0);

    if (count > 16)
        items = viv_scratch(vm, count * (uint32_t)sizeof *items);
    if (items == NULL || !viv_charge(vm, count / 8))
        return VIV_RAISE;
    for (uint32_t i = 0; i < count; i++) {
        viv_value pool = viv_tuple_get(vm, pools, i);

        items[i] = viv_is_tuple(vm, pool)
                       ? viv_tuple_get(vm, pool, at->items[i])
                       : VIV_ABSENT;
        if (viv_is_absent(items[i]))
            return ended(vm, self); /* an empty pool */
    }
    return viv_tuple(vm, items, count);
}

static viv_value product_next(viv_vm *vm, const viv_value *args) {
    viv_value pools = viv_slot(vm, args[0], POOL);
    uint32_t count, i;
    indices *at;

    if (is_state(vm, args[0], ENDED))
        return VIV_DONE;
    if (is_state(vm, args[0], FRESH)) {
        viv_set_slot(vm, args[0], STATE, state(RUNNING));
        return product_result(vm, args[0]);
    }
    at = read(vm, args[0], &count, 0);
    for (i = count; i-- > 0;) {
        viv_value pool = viv_tuple_get(vm, pools, i);

        if (viv_is_tuple(vm, pool) &&
            ++at->items[i] < viv_tuple_length(vm, pool))
            return product_result(vm, args[0]);
        at->items[i] = 0;
    }
    return ended(vm, args[0]);
}

const viv_function itertools_product_methods[3] = {
    {"__new__(cls, /, *iterables, repeat: ssize = 1)", product_new, NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", product_next, NULL},
};

/* -- combinations */

static viv_value pool_and_length(viv_vm *vm, const viv_value *args,
                                 int64_t *length) {
    viv_value pool = viv_to_tuple(vm, args[1]);

    VIV_TRY(pool);
    *length = viv_to_int(vm, args[2]);
    if (*length < 0)
        return viv_raise(vm, VIV_ValueError, "r must be non-negative");
    return pool;
}

static viv_value combinations_new(viv_vm *vm, const viv_value *args) {
    int64_t length;
    viv_value pool = pool_and_length(vm, args, &length), made;
    uint32_t size, count;
    indices *at;

    VIV_TRY(pool);
    size = viv_tuple_length(vm, pool);
    count = length > size ? 0 : (uint32_t)length;
    made = combine_new(vm, args[0], pool, count, count);
    VIV_TRY(made);
    at = indices_of(vm, made, count);
    for (uint32_t i = 0; i < count; i++)
        at->items[i] = i;
    if (length > size)
        viv_set_slot(vm, made, STATE, state(ENDED));
    return made;
}

static viv_value combinations_next(viv_vm *vm, const viv_value *args) {
    uint32_t count, size, i;
    indices *at;

    if (is_state(vm, args[0], ENDED))
        return VIV_DONE;
    if (is_state(vm, args[0], FRESH)) {
        viv_set_slot(vm, args[0], STATE, state(RUNNING));
        return chosen(vm, args[0]);
    }
    at = read(vm, args[0], &count, 0);
    size = at->size;
    for (i = count; i-- > 0;)
        if (at->items[i] != size - count + i)
            break;
    if (i == UINT32_MAX)
        return ended(vm, args[0]);
    at->items[i]++;
    for (i++; i < count; i++)
        at->items[i] = at->items[i - 1] + 1;
    return chosen(vm, args[0]);
}

const viv_function itertools_combinations_methods[3] = {
    {"__new__(cls, iterable, r: ssize)", combinations_new, NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", combinations_next, NULL},
};

static viv_value replacement_new(viv_vm *vm, const viv_value *args) {
    int64_t length;
    viv_value pool = pool_and_length(vm, args, &length), made;

    VIV_TRY(pool);
    if (length > UINT32_MAX / 8)
        return viv_raise(vm, VIV_MemoryError, "");
    made = combine_new(vm, args[0], pool, (uint32_t)length, (uint32_t)length);
    VIV_TRY(made);
    if (viv_tuple_length(vm, pool) == 0 && length != 0)
        viv_set_slot(vm, made, STATE, state(ENDED));
    return made;
}

static viv_value replacement_next(viv_vm *vm, const viv_value *args) {
    uint32_t count, size, i, next;
    indices *at;

    if (is_state(vm, args[0], ENDED))
        return VIV_DONE;
    if (is_state(vm, args[0], FRESH)) {
        viv_set_slot(vm, args[0], STATE, state(RUNNING));
        return chosen(vm, args[0]);
    }
    at = read(vm, args[0], &count, 0);
    size = at->size;
    for (i = count; i-- > 0;)
        if (at->items[i] != size - 1)
            break;
    if (i == UINT32_MAX)
        return ended(vm, args[0]);
    for (next = at->items[i] + 1; i < count; i++)
        at->items[i] = next;
    return chosen(vm, args[0]);
}

const viv_function itertools_replacement_methods[3] = {
    {"__new__(cls, iterable, r: ssize)", replacement_new, NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", replacement_next, NULL},
};

/* -- permutations: the result's indices, then those of the whole pool, then a
 * counter for each place of the result */

static viv_value permutations_new(viv_vm *vm, const viv_value *args) {
    viv_value pool = viv_to_tuple(vm, args[1]), made;
    int64_t length;
    uint32_t size, count;
    indices *at;

    VIV_TRY(pool);
    length = size = viv_tuple_length(vm, pool);
    if (!viv_is_none(args[2]) && !viv_is_int(vm, args[2]))
        return viv_raise(vm, VIV_TypeError, "Expected int as r");
    if (!viv_is_none(args[2]))
        length = viv_to_int(vm, args[2]);
    if (length < 0)
        return viv_raise(vm, VIV_ValueError, "r must be non-negative");
    count = length > size ? 0 : (uint32_t)length;
    made = combine_new(vm, args[0], pool, count, 2 * (uint64_t)count + size);
    VIV_TRY(made);
    at = indices_of(vm, made, 2 * count + size);
    for (uint32_t i = 0; i < size; i++)
        at->items[count + i] = i;
    for (uint32_t i = 0; i < count; i++) {
        at->items[i] = i;
        at->items[count + size + i] = size - i;
    }
    if (length > size)
        viv_set_slot(vm, made, STATE, state(ENDED));
    return made;
}

/* Place [i] is through: its index goes behind all others. */
static void rotate(uint32_t *order, uint32_t i, uint32_t size) {
    uint32_t first = order[i];

    memmove(order + i, order + i + 1, (size - i - 1) * sizeof *order);
    order[size - 1] = first;
}

static bool permute(uint32_t *order, uint32_t *left, uint32_t count,
                    uint32_t size) {
    for (uint32_t i = count; i-- > 0;) {
        uint32_t with, kept;

        if (left[i] > 1 && left[i] <= size) {
            with = size - --left[i];
            kept = order[i];
            order[i] = order[with];
            order[with] = kept;
            return true;
        }
        rotate(order, i, size);
        left[i] = size - i;
    }
    return false;
}

static viv_value permutations_next(viv_vm *vm, const viv_value *args) {
    uint32_t count, size;
    indices *at;

    if (is_state(vm, args[0], ENDED))
        return VIV_DONE;
    if (is_state(vm, args[0], FRESH)) {
        viv_set_slot(vm, args[0], STATE, state(RUNNING));
        return chosen(vm, args[0]);
    }
    at = read(vm, args[0], &count, 0);
    size = at->size;
    if (count > size || size > UINT32_MAX / 16 ||
        !viv_charge(vm, size / 64 + 1))
        return VIV_RAISE;
    at = indices_of(vm, args[0], 2 * count + size);
    if (!permute(at->items + count, at->items + count + size, count, size))
        return ended(vm, args[0]);
    memcpy(at->items, at->items + count, count * sizeof *at->items);
    return chosen(vm, args[0]);
}

const viv_function itertools_permutations_methods[3] = {
    {"__new__(cls, iterable, r=None)", permutations_new, NULL},
    ITERTOOLS_ITER,
    {"__next__(self, /)", permutations_next, NULL},
};
