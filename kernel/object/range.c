/* range.c - range: numbers that are never made but one by one.
 *
 * Where start, stop, step and length are all small ints (head.extra is 1), 64
 * bits hold whatever is computed from them; other ranges compute with Python
 * ints.
 */
#include "object/list.h"

#include <vivarium/function.h>

#include "memory/heap.h"
#include "object/error.h"
#include "object/iterator.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/sequence.h"
#include "object/str.h"

#define ZERO viv_small_int(0)
#define ONE viv_small_int(1)

static vk_range_object *checked(viv_vm *vm, viv_value range) {
    VK_CHECK(vm, vk_is(vm, range, VK_RANGE));
    return vk_object(vm, range);
}

static int64_t small(viv_value number) {
    return viv_small_int_value(number);
}

/* -- making */

/* How many numbers there are, of small parts. */
static int64_t small_length(int64_t start, int64_t stop, int64_t step) {
    if (step > 0)
        return start < stop ? (stop - start - 1) / step + 1 : 0;
    return start > stop ? (start - stop - 1) / -step + 1 : 0;
}

static viv_value any_length(viv_vm *vm, viv_value start, viv_value stop,
                            viv_value step) {
    viv_value distance;

    if (vk_int_order(vm, step, ZERO) < 0) {
        viv_value low = stop;

        stop = start;
        start = low;
        step = vk_int_binary(vm, VK_OP_SUB, ZERO, step);
        VIV_TRY(step);
    }
    if (vk_int_order(vm, start, stop) >= 0)
        return ZERO;
    distance = vk_int_binary(vm, VK_OP_SUB, stop, start);
    VIV_TRY(distance);
    distance = vk_int_binary(vm, VK_OP_SUB, distance, ONE);
    VIV_TRY(distance);
    distance = vk_int_binary(vm, VK_OP_FLOORDIV, distance, step);
    VIV_TRY(distance);
    return vk_int_binary(vm, VK_OP_ADD, distance, ONE);
}

viv_value vk_range_new(viv_vm *vm, viv_value start, viv_value stop,
                       viv_value step) {
    bool all_small = viv_are_small_ints(start, stop) && viv_is_small_int(step);
    vk_range_object *self;
    viv_value length;

    if (viv_same(step, ZERO))
        return vk_raise(vm, VIV_ValueError, "range() arg 3 must not be zero");
    length = all_small
                 ? vk_int(vm, small_length(small(start), small(stop),
                                           small(step)))
                 : any_length(vm, start, stop, step);
    VIV_TRY(length);
    self = vk_new(vm, VK_RANGE, sizeof *self);
    if (!self)
        return VIV_RAISE;
    self->head.extra = all_small && viv_is_small_int(length);
    self->start = start;
    self->stop = stop;
    self->step = step;
    self->length = length;
    return vk_reference(vm, self);
}

static viv_value range_new(viv_vm *vm, const viv_value *args) {
    viv_value start = ZERO, stop = args[1], step = ONE;

    if (!viv_is_absent(args[2])) {
        start = vk_index(vm, args[1]);
        VIV_TRY(start);
        stop = args[2];
    }
    stop = vk_index(vm, stop);
    VIV_TRY(stop);
    if (!viv_is_absent(args[3])) {
        step = vk_index(vm, args[3]);
        VIV_TRY(step);
    }
    return vk_range_new(vm, start, stop, step);
}

/* -- single numbers */

/* start + index * step, wherever that is. */
static viv_value number_at(viv_vm *vm, const vk_range_object *self,
                           viv_value index) {
    index = vk_int_binary(vm, VK_OP_MUL, index, self->step);
    VIV_TRY(index);
    return vk_int_binary(vm, VK_OP_ADD, self->start, index);
}

/* The position of an exact int: an int, VIV_ABSENT where it is none of the
 * numbers, or VIV_RAISE. */
static viv_value position_of(viv_vm *vm, const vk_range_object *self,
                             viv_value number) {
    viv_value distance, index;

    if (viv_is_bool(number))
        number = viv_small_int(viv_same(number, VIV_TRUE));
    distance = vk_int_binary(vm, VK_OP_SUB, number, self->start);
    VIV_TRY(distance);
    index = vk_int_binary(vm, VK_OP_FLOORDIV, distance, self->step);
    VIV_TRY(index);
    if (vk_int_order(vm, index, ZERO) < 0 ||
        vk_int_order(vm, index, self->length) >= 0)
        return VIV_ABSENT;
    distance = vk_int_binary(vm, VK_OP_MOD, distance, self->step);
    VIV_TRY(distance);
    return viv_same(distance, ZERO) ? index : VIV_ABSENT;
}

static bool is_plain_int(viv_vm *vm, viv_value value) {
    return viv_is_small_int(value) || viv_is_bool(value) ||
           vk_is_exact(vm, value, VK_INT);
}

/* The position of the first number that equals [value], by asking it; as
 * above. */
static viv_value search(viv_vm *vm, viv_value self, viv_value value,
                        int64_t *count) {
    viv_value found = VIV_ABSENT, number;
    int64_t position = 0;
    vk_drain drain;

    if (!vk_drain_begin(vm, &drain, self))
        return VIV_RAISE;
    for (;; position++) {
        int equal;

        number = vk_drain_next(vm, &drain);
        if (viv_is_done(number))
            return found;
        VIV_TRY(number);
        equal = vk_item_equal(vm, number, value);
        if (equal < 0)
            return VIV_RAISE;
        if (equal == 0)
            continue;
        if (!count)
            return viv_small_int(position);
        ++*count;
    }
}

static viv_value range_contains(viv_vm *vm, viv_value self, viv_value value) {
    const vk_range_object *range = checked(vm, self);
    viv_value found;

    if (range->head.extra && viv_is_small_int(value)) {
        int64_t start = small(range->start), step = small(range->step);
        int64_t distance = small(value) - start;

        return viv_bool(step != 0 && distance % step == 0 &&
                        distance / step >= 0 &&
                        distance / step < small(range->length));
    }
    found = is_plain_int(vm, value) ? position_of(vm, range, value)
                                    : search(vm, self, value, NULL);
    VIV_TRY(found);
    return viv_bool(!viv_is_absent(found));
}

static viv_value range_index(viv_vm *vm, const viv_value *args) {
    bool plain = is_plain_int(vm, args[1]);
    viv_value found = plain
                          ? position_of(vm, checked(vm, args[0]), args[1])
                          : search(vm, args[0], args[1], NULL);

    if (!viv_is_absent(found))
        return found;
    return vk_raise(vm, VIV_ValueError,
                    plain ? "range.index(x): x not in range"
                          : "sequence.index(x): x not in sequence");
}

static viv_value range_count(viv_vm *vm, const viv_value *args) {
    int64_t count = 0;
    viv_value found;

    if (is_plain_int(vm, args[1])) {
        found = position_of(vm, checked(vm, args[0]), args[1]);
        count = !viv_is_absent(found);
    } else {
        found = search(vm, args[0], args[1], &count);
    }
    VIV_TRY(found);
    return viv_small_int(count);
}

/* -- subscripts */

static viv_value get_slice(viv_vm *vm, const vk_range_object *self,
                           viv_value slice) {
    viv_value parts = vk_slice_parts(vm, slice, self->length), start, stop;
    viv_value step;

    VIV_TRY(parts);
    step = vk_int_binary(vm, VK_OP_MUL, self->step,
                         vk_tuple_get(vm, parts, 2));
    VIV_TRY(step);
    start = number_at(vm, self, vk_tuple_get(vm, parts, 0));
    VIV_TRY(start);
    stop = number_at(vm, self, vk_tuple_get(vm, parts, 1));
    VIV_TRY(stop);
    return vk_range_new(vm, start, stop, step);
}

static viv_value range_get_item(viv_vm *vm, viv_value self, viv_value key) {
    const vk_range_object *range = checked(vm, self);

    if (vk_is(vm, key, VK_SLICE))
        return get_slice(vm, range, key);
    if (!vk_has_index(vm, key))
        return vk_raise(vm, VIV_TypeError,
                        "range indices must be integers or slices, not %T",
                        key);
    key = vk_index(vm, key);
    VIV_TRY(key);
    if (vk_int_order(vm, key, ZERO) < 0) {
        key = vk_int_binary(vm, VK_OP_ADD, key, range->length);
        VIV_TRY(key);
    }
    if (vk_int_order(vm, key, ZERO) < 0 ||
        vk_int_order(vm, key, range->length) >= 0)
        return vk_raise(vm, VIV_IndexError,
                        "range object index out of range");
    return number_at(vm, range, key);
}

/* -- iterating */

static viv_value iterator_over(viv_vm *vm, const vk_range_object *range,
                               bool reverse) {
    viv_value next = range->start, step = range->step, last;
    vk_range_iterator_object *self;

    if (reverse) {
        last = vk_int_binary(vm, VK_OP_SUB, range->length, ONE);
        VIV_TRY(last);
        next = number_at(vm, range, last);
        VIV_TRY(next);
        step = vk_int_binary(vm, VK_OP_SUB, ZERO, step);
        VIV_TRY(step);
    }
    self = vk_new(vm, VK_RANGE_ITERATOR, sizeof *self);
    if (!self)
        return VIV_RAISE;
    self->head.extra = range->head.extra && viv_are_small_ints(next, step);
    self->next = small(next);
    self->step = small(step);
    self->left = small(range->length);
    self->big_next = next;
    self->big_step = step;
    self->big_left = range->length;
    return vk_reference(vm, self);
}

static viv_value range_iterate(viv_vm *vm, viv_value self) {
    return iterator_over(vm, checked(vm, self), false);
}

static viv_value range_reversed(viv_vm *vm, const viv_value *args) {
    return iterator_over(vm, checked(vm, args[0]), true);
}

/* -- slots */

static void range_trace(vk_marker *marker, void *object) {
    vk_mark_values(marker, &((vk_range_object *)object)->start, 4);
}

static viv_value range_length(viv_vm *vm, viv_value self) {
    viv_value length = checked(vm, self)->length;
    int64_t number;

    if (!vk_int_value(vm, length, &number))
        return vk_raise(vm, VIV_OverflowError,
                        "Python int too large to convert to C ssize_t");
    return length;
}

static viv_value range_truth(viv_vm *vm, viv_value self) {
    return viv_bool(!viv_same(checked(vm, self)->length, ZERO));
}

static viv_value range_repr(viv_vm *vm, viv_value self) {
    const vk_range_object *range = checked(vm, self);
    viv_value parts = vk_tuple_from(vm, &range->start,
                                    viv_same(range->step, ONE) ? 2 : 3);

    VIV_TRY(parts);
    return vk_sequence_repr(vm, parts, "range(", ")");
}

/* What two ranges that are equal have in common: length, first number, step;
 * None where it makes no difference. */
static void identity(const vk_range_object *self, viv_value parts[3]) {
    bool empty = viv_same(self->length, ZERO);

    parts[0] = self->length;
    parts[1] = empty ? VIV_NONE : self->start;
    parts[2] = empty || viv_same(self->length, ONE) ? VIV_NONE : self->step;
}

static viv_value range_hash(viv_vm *vm, viv_value self) {
    viv_value parts[3], tuple;
    uint64_t hash;

    identity(checked(vm, self), parts);
    tuple = vk_tuple_from(vm, parts, 3);
    VIV_TRY(tuple);
    return vk_tuple_hash(vm, tuple, &hash) ? vk_int(vm, (int64_t)hash)
                                           : VIV_RAISE;
}

static viv_value range_compare(viv_vm *vm, vk_operator op, viv_value a,
                               viv_value b) {
    viv_value left[3], right[3];
    int i, equal = 1;

    if ((op != VK_OP_EQ && op != VK_OP_NE) || !vk_is(vm, a, VK_RANGE) ||
        !vk_is(vm, b, VK_RANGE))
        return VIV_NOT_IMPLEMENTED;
    identity(checked(vm, a), left);
    identity(checked(vm, b), right);
    for (i = 0; i < 3 && equal == 1; i++)
        equal = vk_item_equal(vm, left[i], right[i]);
    return equal < 0 ? VIV_RAISE : viv_bool((op == VK_OP_EQ) == equal);
}

static viv_value range_reduce(viv_vm *vm, const viv_value *args) {
    viv_value pair[2] = {vk_builtin_type(VK_RANGE)};

    pair[1] = vk_tuple_from(vm, &checked(vm, args[0])->start, 3);
    VIV_TRY(pair[1]);
    return vk_tuple_from(vm, pair, 2);
}

static viv_value range_start(viv_vm *vm, viv_value self) {
    return checked(vm, self)->start;
}

static viv_value range_stop(viv_vm *vm, viv_value self) {
    return checked(vm, self)->stop;
}

static viv_value range_step(viv_vm *vm, viv_value self) {
    return checked(vm, self)->step;
}

static const vk_getset getsets[] = {
    {"start", range_start, NULL, NULL},
    {"stop", range_stop, NULL, NULL},
    {"step", range_step, NULL, NULL},
    {0},
};

static const viv_function methods[] = {
    {"__new__(cls, start, stop=..., step=..., /)", range_new,
     "Create and return a new object."},
    {"count(self, object, /)", range_count,
     "Return the number of occurrences of the value."},
    {"index(self, object, /)", range_index,
     "Return the index of the value."},
    {"__reversed__(self, /)", range_reversed, "Return a reverse iterator."},
    {"__reduce__(self, /)", range_reduce, NULL},
    {0},
};

const vk_slots vk_range_slots = {
    .size = sizeof(vk_range_object),
    .trace = range_trace,
    .repr = range_repr,
    .hash = range_hash,
    .truth = range_truth,
    .length = range_length,
    .compare = range_compare,
    .get_item = range_get_item,
    .contains = range_contains,
    .iterate = range_iterate,
    .methods = methods,
    .getsets = getsets,
    .flags = VK_TYPE_FINAL | VK_TYPE_SEQUENCE,
    .doc = "range(stop) -> range object\n"
           "range(start, stop[, step]) -> range object\n\n"
           "Return an object that produces a sequence of integers from start "
           "(inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, "
           "i+1, i+2, ..., j-1.\nstart defaults to 0, and stop is omitted!  "
           "range(4) produces 0, 1, 2, 3.\nThese are exactly the valid indices "
           "for a list of 4 elements.\nWhen step is given, it specifies the "
           "increment (or decrement).",
};
