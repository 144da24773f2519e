/* slice.c - slices, and positions as subscripts say them. */
#include "object/list.h"

#include <vivarium/function.h>

#include "memory/heap.h"
#include "object/error.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/sequence.h"
#include "object/str.h"

/* -- positions */

bool vk_has_index(viv_vm *vm, viv_value value) {
    viv_value name;

    if (vk_is_int(vm, value))
        return true;
    name = vk_str_intern_utf8(vm, "__index__", 9);
    return !viv_is_jump(name) &&
           !viv_is_absent(vk_find_special(vm, value, name));
}

bool vk_sequence_index(viv_vm *vm, viv_value key, const char *type,
                       int64_t *index) {
    if (viv_is_small_int(key)) {
        *index = viv_small_int_value(key);
        return true;
    }
    if (!vk_has_index(vm, key)) {
        vk_raise(vm, VIV_TypeError,
                 "%s indices must be integers or slices, not %T", type, key);
        return false;
    }
    key = vk_index(vm, key);
    if (viv_is_jump(key))
        return false;
    if (vk_int_value(vm, key, index))
        return true;
    vk_raise(vm, VIV_IndexError,
             "cannot fit 'int' into an index-sized integer");
    return false;
}

static bool bound(viv_vm *vm, viv_value value, const char *what,
                  int64_t *result) {
    if (viv_is_small_int(value)) {
        *result = viv_small_int_value(value);
        return true;
    }
    if (vk_has_index(vm, value))
        return vk_index_value(vm, value, result);
    vk_raise(vm, VIV_TypeError, "slice indices must be %s method", what);
    return false;
}

bool vk_slice_bound(viv_vm *vm, viv_value value, int64_t *result) {
    return bound(vm, value, "integers or have an __index__", result);
}

/* As vk_slice_bound, with a meaning for None. */
static bool part(viv_vm *vm, viv_value value, int64_t none, int64_t *result) {
    *result = none;
    return viv_is_none(value) ||
           bound(vm, value, "integers or None or have an __index__", result);
}

static vk_slice_object *checked(viv_vm *vm, viv_value slice) {
    VK_CHECK(vm, vk_is(vm, slice, VK_SLICE));
    return vk_object(vm, slice);
}

bool vk_slice_unpack(viv_vm *vm, viv_value slice, int64_t *start, int64_t *stop,
                     int64_t *step) {
    const vk_slice_object *self = checked(vm, slice);
    viv_value from = self->start, to = self->stop;

    if (!part(vm, self->step, 1, step))
        return false;
    if (*step == 0) {
        vk_raise(vm, VIV_ValueError, "slice step cannot be zero");
        return false;
    }
    if (*step == INT64_MIN)
        *step = -INT64_MAX; /* so that it can be negated */
    return part(vm, from, *step < 0 ? INT64_MAX : 0, start) &&
           part(vm, to, *step < 0 ? INT64_MIN : INT64_MAX, stop);
}

static int64_t clip(int64_t at, int64_t length, int64_t step) {
    if (at < 0) {
        at += length;
        if (at < 0)
            at = step < 0 ? -1 : 0;
    } else if (at >= length) {
        at = step < 0 ? length - 1 : length;
    }
    return at;
}

int64_t vk_slice_adjust(int64_t length, int64_t *start, int64_t *stop,
                        int64_t step) {
    *start = clip(*start, length, step);
    *stop = clip(*stop, length, step);
    if (step < 0)
        return *stop < *start ? (*start - *stop - 1) / -step + 1 : 0;
    return *start < *stop ? (*stop - *start - 1) / step + 1 : 0;
}

bool vk_slice_indices(viv_vm *vm, viv_value slice, int64_t length,
                      int64_t *start, int64_t *stop, int64_t *step,
                      int64_t *count) {
    if (!vk_slice_unpack(vm, slice, start, stop, step))
        return false;
    *count = vk_slice_adjust(length, start, stop, *step);
    return true;
}

viv_value vk_slice_new(viv_vm *vm, viv_value start, viv_value stop,
                       viv_value step) {
    vk_slice_object *self = vk_new(vm, VK_SLICE, sizeof *self);

    if (!self)
        return VIV_RAISE;
    self->start = start;
    self->stop = stop;
    self->step = step;
    return vk_reference(vm, self);
}

/* -- indices() of lengths beyond 64 bits */

static bool negative(viv_vm *vm, viv_value number) {
    return vk_int_order(vm, number, viv_small_int(0)) < 0;
}

/* [value] clipped as a bound; [low] and [high] are the ends. */
static viv_value clip_long(viv_vm *vm, viv_value value, viv_value length,
                           viv_value low, viv_value high) {
    value = vk_index(vm, value);
    VIV_TRY(value);
    if (negative(vm, value)) {
        value = vk_int_binary(vm, VK_OP_ADD, value, length);
        VIV_TRY(value);
        return vk_int_order(vm, value, low) < 0 ? low : value;
    }
    return vk_int_order(vm, value, high) > 0 ? high : value;
}

static viv_value long_indices(viv_vm *vm, const vk_slice_object *self,
                              viv_value length) {
    viv_value step = viv_small_int(1), parts[3];
    viv_value low = viv_small_int(0), high = length;
    bool down;

    if (!viv_is_none(self->step)) {
        step = vk_index(vm, self->step);
        VIV_TRY(step);
        if (viv_same(step, viv_small_int(0)))
            return vk_raise(vm, VIV_ValueError, "slice step cannot be zero");
    }
    down = negative(vm, step);
    if (down) {
        low = viv_small_int(-1);
        high = vk_int_binary(vm, VK_OP_ADD, length, low);
        VIV_TRY(high);
    }
    parts[0] = viv_is_none(self->start)
                   ? (down ? high : low)
                   : clip_long(vm, self->start, length, low, high);
    VIV_TRY(parts[0]);
    parts[1] = viv_is_none(self->stop)
                   ? (down ? low : high)
                   : clip_long(vm, self->stop, length, low, high);
    VIV_TRY(parts[1]);
    parts[2] = step;
    return vk_tuple_from(vm, parts, 3);
}

viv_value vk_slice_parts(viv_vm *vm, viv_value slice, viv_value length) {
    int64_t number, start, stop, step, count;
    viv_value parts[3];

    if (!vk_int_value(vm, length, &number))
        return long_indices(vm, checked(vm, slice), length);
    if (!vk_slice_indices(vm, slice, number, &start, &stop, &step, &count))
        return VIV_RAISE;
    parts[0] = vk_int(vm, start);
    parts[1] = vk_int(vm, stop);
    parts[2] = vk_int(vm, step);
    if (viv_is_jump(parts[0]) || viv_is_jump(parts[1]) ||
        viv_is_jump(parts[2]))
        return VIV_RAISE;
    return vk_tuple_from(vm, parts, 3);
}

/* -- methods and slots */

static viv_value slice_indices(viv_vm *vm, const viv_value *args) {
    viv_value length = vk_index(vm, args[1]);

    VIV_TRY(length);
    if (negative(vm, length))
        return vk_raise(vm, VIV_ValueError, "length should not be negative");
    return vk_slice_parts(vm, args[0], length);
}

static viv_value slice_new(viv_vm *vm, const viv_value *args) {
    if (viv_is_absent(args[2]))
        return vk_slice_new(vm, VIV_NONE, args[1], VIV_NONE);
    return vk_slice_new(vm, args[1], args[2], args[3]);
}

static viv_value parts_of(viv_vm *vm, viv_value self) {
    return vk_tuple_from(vm, &checked(vm, self)->start, 3);
}

static viv_value slice_reduce(viv_vm *vm, const viv_value *args) {
    viv_value pair[2] = {vk_builtin_type(VK_SLICE), parts_of(vm, args[0])};

    VIV_TRY(pair[1]);
    return vk_tuple_from(vm, pair, 2);
}

static void slice_trace(vk_marker *marker, void *object) {
    vk_mark_values(marker, &((vk_slice_object *)object)->start, 3);
}

static viv_value slice_repr(viv_vm *vm, viv_value self) {
    viv_value parts = parts_of(vm, self);

    VIV_TRY(parts);
    return vk_sequence_repr(vm, parts, "slice(", ")");
}

/* Mixed like a tuple's hash, but without its length. */
static viv_value slice_hash(viv_vm *vm, viv_value self) {
    const vk_slice_object *slice = checked(vm, self);
    viv_value parts[3] = {slice->start, slice->stop, slice->step};
    uint64_t mixed = UINT64_C(2870177450012600261), lane;
    int i;

    for (i = 0; i < 3; i++) {
        if (!vk_hash(vm, parts[i], &lane))
            return VIV_RAISE;
        mixed += lane * UINT64_C(14029467366897019727);
        mixed = mixed << 31 | mixed >> 33;
        mixed *= UINT64_C(11400714785074694791);
    }
    return vk_int(vm, mixed == UINT64_MAX ? 1546275796 : (int64_t)mixed);
}

static viv_value slice_compare(viv_vm *vm, vk_operator op, viv_value a,
                               viv_value b) {
    if (!vk_is(vm, a, VK_SLICE) || !vk_is(vm, b, VK_SLICE))
        return VIV_NOT_IMPLEMENTED;
    a = parts_of(vm, a);
    VIV_TRY(a);
    b = parts_of(vm, b);
    VIV_TRY(b);
    return vk_sequence_compare(vm, op, a, b);
}

static viv_value slice_start(viv_vm *vm, viv_value self) {
    return checked(vm, self)->start;
}

static viv_value slice_stop(viv_vm *vm, viv_value self) {
    return checked(vm, self)->stop;
}

static viv_value slice_step(viv_vm *vm, viv_value self) {
    return checked(vm, self)->step;
}

static const vk_getset getsets[] = {
    {"start", slice_start, NULL, NULL},
    {"stop", slice_stop, NULL, NULL},
    {"step", slice_step, NULL, NULL},
    {0},
};

static const viv_function methods[] = {
    {"__new__(cls, start, stop=..., step=None, /)", slice_new,
     "Create and return a new object."},
    {"indices(self, object, /)", slice_indices,
     "Return (start, stop, step) of the slice over a sequence of this length."},
    {"__reduce__(self, /)", slice_reduce,
     "Return state information for pickling."},
    {0},
};

const vk_slots vk_slice_slots = {
    .size = sizeof(vk_slice_object),
    .trace = slice_trace,
    .repr = slice_repr,
    .hash = slice_hash,
    .compare = slice_compare,
    .methods = methods,
    .getsets = getsets,
    .flags = VK_TYPE_FINAL,
    .doc = "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  "
           "This is used for extended slicing (e.g. a[0:10:2]).",
};
