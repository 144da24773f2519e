/* deque.c - deque: a list used as a ring.
 *
 * The ring's room is a power of two, so that places are masked. What the slots
 * say is checked against the list at every use. A counter of changes tells
 * iterators that items came or went.
 */
#include "collections_parts.h"

enum { RING, HEAD, COUNT, MOST, CHANGES };

typedef struct ring {
    viv_value list;
    uint32_t head, count, mask;
} ring;

static ring read(viv_vm *vm, viv_value self) {
    ring r = {.list = viv_slot(vm, self, RING)};
    uint32_t room = viv_list_length(vm, r.list);

    r.mask = room ? room - 1 : 0;
    r.head = (uint32_t)viv_small_int_value(viv_slot(vm, self, HEAD)) & r.mask;
    r.count = (uint32_t)viv_small_int_value(viv_slot(vm, self, COUNT));
    if (r.count > room)
        r.count = room;
    return r;
}

static void write(viv_vm *vm, viv_value self, uint32_t head, uint32_t count) {
    int64_t changes = viv_small_int_value(viv_slot(vm, self, CHANGES));

    viv_set_slot(vm, self, HEAD, viv_small_int(head));
    viv_set_slot(vm, self, COUNT, viv_small_int(count));
    viv_set_slot(vm, self, CHANGES, viv_small_int(changes + 1));
}

/* The longest it may get, or -1. */
static int64_t most(viv_vm *vm, viv_value self) {
    viv_value value = viv_slot(vm, self, MOST);

    return viv_is_none(value) ? -1 : viv_small_int_value(value);
}

static viv_value item_at(viv_vm *vm, const ring *r, uint32_t index) {
    viv_value item = viv_list_get(vm, r->list, (r->head + index) & r->mask);

    return viv_is_absent(item) ? VIV_NONE : item;
}

static bool grow(viv_vm *vm, viv_value self, ring *r) {
    uint32_t room = r->mask + 1 < 8 ? 8 : (r->mask + 1) * 2;
    viv_value list = viv_list(vm, room);

    if (viv_is_raise(list) || !viv_charge(vm, room / 8))
        return false;
    for (uint32_t i = 0; i < room; i++)
        if (!viv_list_append(vm, list,
                             i < r->count ? item_at(vm, r, i) : VIV_NONE))
            return false;
    r->list = list;
    r->head = 0;
    r->mask = room - 1;
    viv_set_slot(vm, self, RING, list);
    return true;
}

static void drop_first(viv_vm *vm, viv_value self, ring *r) {
    viv_list_set(vm, r->list, r->head, VIV_NONE);
    r->head = (r->head + 1) & r->mask;
    write(vm, self, r->head, --r->count);
}

static void drop_last(viv_vm *vm, viv_value self, ring *r) {
    r->count--;
    viv_list_set(vm, r->list, (r->head + r->count) & r->mask, VIV_NONE);
    write(vm, self, r->head, r->count);
}

static bool push(viv_vm *vm, viv_value self, viv_value item) {
    ring r = read(vm, self);
    int64_t limit = most(vm, self);

    if (limit == 0)
        return true;
    if (r.count == limit)
        drop_first(vm, self, &r);
    if (r.count == viv_list_length(vm, r.list) && !grow(vm, self, &r))
        return false;
    viv_list_set(vm, r.list, (r.head + r.count) & r.mask, item);
    write(vm, self, r.head, r.count + 1);
    return true;
}

static bool push_left(viv_vm *vm, viv_value self, viv_value item) {
    ring r = read(vm, self);
    int64_t limit = most(vm, self);

    if (limit == 0)
        return true;
    if (r.count == limit)
        drop_last(vm, self, &r);
    if (r.count == viv_list_length(vm, r.list) && !grow(vm, self, &r))
        return false;
    r.head = (r.head - 1) & r.mask;
    viv_list_set(vm, r.list, r.head, item);
    write(vm, self, r.head, r.count + 1);
    return true;
}

static viv_value none(bool fine) {
    return fine ? VIV_NONE : VIV_RAISE;
}

/* -- making */

static viv_value make(viv_vm *vm, viv_value type, viv_value bound) {
    viv_value made = viv_new(vm, type), list = viv_list(vm, 0);

    VIV_TRY(made);
    VIV_TRY(list);
    viv_set_slot(vm, made, RING, list);
    viv_set_slot(vm, made, MOST, bound);
    viv_set_slot(vm, made, CHANGES, viv_small_int(0));
    write(vm, made, 0, 0);
    return made;
}

static viv_value deque_new(viv_vm *vm, const viv_value *args) {
    return make(vm, args[0], VIV_NONE);
}

static bool extend(viv_vm *vm, viv_value self, viv_value iterable, bool left) {
    viv_value iterator, item;

    if (viv_same(iterable, self)) {
        iterable = viv_to_list(vm, iterable);
        if (viv_is_raise(iterable))
            return false;
    }
    iterator = viv_iterate(vm, iterable);
    if (viv_is_raise(iterator))
        return false;
    for (;;) {
        item = viv_next(vm, iterator);
        if (viv_is_done(item))
            return true;
        if (viv_is_raise(item) || !viv_charge(vm, 1) ||
            !(left ? push_left(vm, self, item) : push(vm, self, item)))
            return false;
    }
}

static viv_value deque_clear(viv_vm *vm, const viv_value *args) {
    viv_value list = viv_list(vm, 0);

    VIV_TRY(list);
    viv_set_slot(vm, args[0], RING, list);
    write(vm, args[0], 0, 0);
    return VIV_NONE;
}

static viv_value deque_init(viv_vm *vm, const viv_value *args) {
    viv_value bound = args[2];

    if (!viv_is_none(bound)) {
        int64_t number;

        if (!viv_is_int(vm, bound))
            return viv_raise(vm, VIV_TypeError, "an integer is required");
        number = viv_to_int(vm, bound);
        if (number < 0)
            return viv_raise(vm, VIV_ValueError,
                             "maxlen must be non-negative");
        bound = viv_small_int(number > UINT32_MAX ? UINT32_MAX : number);
    }
    VIV_TRY(deque_clear(vm, args));
    viv_set_slot(vm, args[0], MOST, bound);
    return none(viv_is_absent(args[1]) ||
                extend(vm, args[0], args[1], false));
}

static viv_value deque_copy(viv_vm *vm, const viv_value *args) {
    viv_value type = viv_type_of(vm, args[0]), pair[2];

    if (viv_same(type, viv_module_get(vm, "collections", "deque"))) {
        viv_value made = make(vm, type, viv_slot(vm, args[0], MOST));

        VIV_TRY(made);
        return extend(vm, made, args[0], false) ? made : VIV_RAISE;
    }
    pair[0] = args[0];
    pair[1] = viv_slot(vm, args[0], MOST);
    return viv_tail_call(vm, type, pair, viv_is_none(pair[1]) ? 1 : 2);
}

/* -- both ends */

static viv_value deque_append(viv_vm *vm, const viv_value *args) {
    return none(push(vm, args[0], args[1]));
}

static viv_value deque_appendleft(viv_vm *vm, const viv_value *args) {
    return none(push_left(vm, args[0], args[1]));
}

static viv_value deque_extend(viv_vm *vm, const viv_value *args) {
    return none(extend(vm, args[0], args[1], false));
}

static viv_value deque_extendleft(viv_vm *vm, const viv_value *args) {
    return none(extend(vm, args[0], args[1], true));
}

static viv_value deque_pop(viv_vm *vm, const viv_value *args) {
    ring r = read(vm, args[0]);
    viv_value item;

    if (r.count == 0)
        return viv_raise(vm, VIV_IndexError, "pop from an empty deque");
    item = item_at(vm, &r, r.count - 1);
    drop_last(vm, args[0], &r);
    return item;
}

static viv_value deque_popleft(viv_vm *vm, const viv_value *args) {
    ring r = read(vm, args[0]);
    viv_value item;

    if (r.count == 0)
        return viv_raise(vm, VIV_IndexError, "pop from an empty deque");
    item = item_at(vm, &r, 0);
    drop_first(vm, args[0], &r);
    return item;
}

static viv_value deque_rotate(viv_vm *vm, const viv_value *args) {
    ring r = read(vm, args[0]);
    int64_t steps = viv_to_int(vm, args[1]);
    viv_value item;

    if (r.count <= 1)
        return VIV_NONE;
    steps %= r.count;
    if (steps < 0)
        steps += r.count;
    if (!viv_charge(vm, (uint64_t)steps / 4 + 1))
        return VIV_RAISE;
    for (; steps > 0; steps--) {
        r = read(vm, args[0]);
        item = item_at(vm, &r, r.count - 1);
        drop_last(vm, args[0], &r);
        if (!push_left(vm, args[0], item))
            return VIV_RAISE;
    }
    return VIV_NONE;
}

/* -- as a sequence */

static viv_value deque_length(viv_vm *vm, const viv_value *args) {
    return viv_small_int(read(vm, args[0]).count);
}

viv_value collections_as_list(viv_vm *vm, viv_value self) {
    ring r = read(vm, self);
    viv_value list = viv_list(vm, r.count);

    VIV_TRY(list);
    if (!viv_charge(vm, r.count / 8))
        return VIV_RAISE;
    for (uint32_t i = 0; i < r.count; i++)
        if (!viv_list_append(vm, list, item_at(vm, &r, i)))
            return VIV_RAISE;
    return list;
}

/* The place in the ring; false: raised. */
static bool place(viv_vm *vm, const ring *r, viv_value index, uint32_t *at) {
    int64_t number = viv_to_int(vm, index);

    if (number < 0)
        number += r->count;
    if (number < 0 || number >= r->count)
        return viv_raise(vm, VIV_IndexError, "deque index out of range"),
               false;
    *at = (r->head + (uint32_t)number) & r->mask;
    return true;
}

static viv_value index_of(viv_vm *vm, viv_value key) {
    if (viv_is_int(vm, key))
        return key;
    if (viv_is_absent(viv_find_attribute(vm, key, viv_name(vm, "__index__"))))
        return viv_raise(vm, VIV_TypeError,
                         "sequence index must be integer, not '%T'", key);
    return viv_index(vm, key);
}

static viv_value deque_get(viv_vm *vm, const viv_value *args) {
    viv_value key = index_of(vm, args[1]);
    ring r = read(vm, args[0]);
    uint32_t at;

    VIV_TRY(key);
    return place(vm, &r, key, &at) ? viv_list_get(vm, r.list, at) : VIV_RAISE;
}

static viv_value deque_set(viv_vm *vm, const viv_value *args) {
    viv_value key = index_of(vm, args[1]);
    ring r = read(vm, args[0]);
    uint32_t at;

    VIV_TRY(key);
    if (!place(vm, &r, key, &at))
        return VIV_RAISE;
    viv_list_set(vm, r.list, at, args[2]);
    return VIV_NONE;
}

/* All items anew from a list. */
viv_value collections_refill(viv_vm *vm, viv_value self, viv_value list) {
    VIV_TRY(deque_clear(vm, &self));
    return none(extend(vm, self, list, false));
}

static viv_value deque_delete(viv_vm *vm, const viv_value *args) {
    viv_value key = index_of(vm, args[1]), list = collections_as_list(vm, args[0]);
    ring r = read(vm, args[0]);
    uint32_t at;

    VIV_TRY(key);
    VIV_TRY(list);
    if (!place(vm, &r, key, &at))
        return VIV_RAISE;
    VIV_TRY(viv_set_item(vm, list, key, VIV_ABSENT));
    return collections_refill(vm, args[0], list);
}

static viv_value changed(viv_vm *vm) {
    return viv_raise(vm, VIV_RuntimeError, "deque mutated during iteration");
}

static viv_value deque_contains(viv_vm *vm, const viv_value *args) {
    viv_value before = viv_slot(vm, args[0], CHANGES);
    ring r = read(vm, args[0]);

    for (uint32_t i = 0; i < r.count; i++) {
        int equal = viv_equal(vm, item_at(vm, &r, i), args[1]);

        if (equal < 0 || !viv_charge(vm, 1))
            return VIV_RAISE;
        if (equal)
            return VIV_TRUE;
        if (!viv_same(before, viv_slot(vm, args[0], CHANGES)))
            return changed(vm);
    }
    return VIV_FALSE;
}

viv_value collections_bound(viv_vm *vm, viv_value self) {
    return viv_slot(vm, self, MOST);
}

/* -- iterators: the deque, its changes, how many are behind, backwards or
 * not */

static viv_value iterate(viv_vm *vm, viv_value self, bool backwards) {
    viv_value made = viv_new(
        vm, viv_module_get(vm, "collections", "_deque_iterator"));

    VIV_TRY(made);
    viv_set_slot(vm, made, 0, self);
    viv_set_slot(vm, made, 1, viv_slot(vm, self, CHANGES));
    viv_set_slot(vm, made, 2, viv_small_int(0));
    viv_set_slot(vm, made, 3, viv_bool(backwards));
    return made;
}

static viv_value deque_iterate(viv_vm *vm, const viv_value *args) {
    return iterate(vm, args[0], false);
}

static viv_value deque_reversed(viv_vm *vm, const viv_value *args) {
    return iterate(vm, args[0], true);
}

static viv_value iterator_self(viv_vm *vm, const viv_value *args) {
    (void)vm;
    return args[0];
}

static viv_value iterator_next(viv_vm *vm, const viv_value *args) {
    viv_value deque = viv_slot(vm, args[0], 0);
    uint32_t done = (uint32_t)viv_small_int_value(viv_slot(vm, args[0], 2));
    ring r;

    if (viv_is_absent(deque))
        return VIV_DONE;
    r = read(vm, deque);
    if (!viv_same(viv_slot(vm, args[0], 1), viv_slot(vm, deque, CHANGES))) {
        viv_set_slot(vm, args[0], 0, VIV_ABSENT);
        return changed(vm);
    }
    if (done >= r.count) {
        viv_set_slot(vm, args[0], 0, VIV_ABSENT);
        return VIV_DONE;
    }
    viv_set_slot(vm, args[0], 2, viv_small_int(done + 1));
    return item_at(vm, &r,
                   viv_same(viv_slot(vm, args[0], 3), VIV_TRUE)
                       ? r.count - 1 - done
                       : done);
}

static viv_value iterator_hint(viv_vm *vm, const viv_value *args) {
    viv_value deque = viv_slot(vm, args[0], 0);

    if (viv_is_absent(deque))
        return viv_small_int(0);
    return viv_small_int(read(vm, deque).count -
                         viv_small_int_value(viv_slot(vm, args[0], 2)));
}

const viv_function collections_deque_methods[19] = {
    {"__new__(cls, /, *args, **keywords)", deque_new, NULL},
    {"__init__(self, iterable=..., maxlen=None)", deque_init, NULL},
    {"append(self, item, /)", deque_append,
     "Add an element to the right side of the deque."},
    {"appendleft(self, item, /)", deque_appendleft,
     "Add an element to the left side of the deque."},
    {"extend(self, iterable, /)", deque_extend,
     "Extend the right side of the deque with elements from the iterable."},
    {"extendleft(self, iterable, /)", deque_extendleft,
     "Extend the left side of the deque with elements from the iterable."},
    {"pop(self, /)", deque_pop, "Remove and return the rightmost element."},
    {"popleft(self, /)", deque_popleft,
     "Remove and return the leftmost element."},
    {"rotate(self, n: ssize = 1, /)", deque_rotate,
     "Rotate the deque n steps to the right.  If n is negative, rotates left."},
    {"clear(self, /)", deque_clear, "Remove all elements from the deque."},
    {"copy(self, /)", deque_copy, "Return a shallow copy of a deque."},
    {"__copy__(self, /)", deque_copy, "Return a shallow copy of a deque."},
    {"__len__(self, /)", deque_length, NULL},
    {"__getitem__(self, index, /)", deque_get, NULL},
    {"__setitem__(self, index, value, /)", deque_set, NULL},
    {"__delitem__(self, index, /)", deque_delete, NULL},
    {"__contains__(self, item, /)", deque_contains, NULL},
    {"__iter__(self, /)", deque_iterate, NULL},
    {"__reversed__(self, /)", deque_reversed,
     "Return a reverse iterator over the deque."},
};

const viv_property collections_deque_properties[1] = {
    {"maxlen", collections_bound, NULL,
     "maximum size of a deque or None if unbounded"},
};

const viv_function collections_iterator_methods[3] = {
    {"__iter__(self, /)", iterator_self, NULL},
    {"__next__(self, /)", iterator_next, NULL},
    {"__length_hint__(self, /)", iterator_hint, NULL},
};
