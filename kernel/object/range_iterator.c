/* range_iterator.c - the iterator over a range. */
#include "object/iterator.h"

#include <vivarium/function.h>

#include "memory/heap.h"
#include "object/class.h"
#include "object/error.h"
#include "object/number.h"

#define ZERO viv_small_int(0)

static vk_range_iterator_object *checked(viv_vm *vm, viv_value self) {
    VK_CHECK(vm, vk_is(vm, self, VK_RANGE_ITERATOR));
    return vk_object(vm, self);
}

static viv_value big_next(viv_vm *vm, vk_range_iterator_object *self) {
    viv_value item = self->big_next, next, left;

    if (vk_int_order(vm, self->big_left, ZERO) <= 0)
        return VIV_DONE;
    next = vk_int_binary(vm, VK_OP_ADD, item, self->big_step);
    VIV_TRY(next);
    left = vk_int_binary(vm, VK_OP_SUB, self->big_left, viv_small_int(1));
    VIV_TRY(left);
    vk_store(vm, self, &self->big_next, next);
    vk_store(vm, self, &self->big_left, left);
    return item;
}

static viv_value range_iterator_next(viv_vm *vm, viv_value iterator) {
    vk_range_iterator_object *self = checked(vm, iterator);
    int64_t number = self->next;

    if (!self->head.extra)
        return big_next(vm, self);
    if (self->left <= 0)
        return VIV_DONE;
    self->left--;
    self->next = (int64_t)((uint64_t)number + (uint64_t)self->step);
    return viv_small_int(number);
}

static viv_value range_iterator_hint(viv_vm *vm, const viv_value *args) {
    const vk_range_iterator_object *self = checked(vm, args[0]);

    return self->head.extra ? vk_int(vm, self->left) : self->big_left;
}

/* The range of what is still to come. */
static viv_value rest(viv_vm *vm, const vk_range_iterator_object *self) {
    bool small = self->head.extra;
    viv_value next = small ? vk_int(vm, self->next) : self->big_next;
    viv_value step = small ? vk_int(vm, self->step) : self->big_step;
    viv_value left = small ? vk_int(vm, self->left) : self->big_left, stop;

    VIV_TRY(next);
    VIV_TRY(step);
    VIV_TRY(left);
    stop = vk_int_binary(vm, VK_OP_MUL, left, step);
    VIV_TRY(stop);
    stop = vk_int_binary(vm, VK_OP_ADD, next, stop);
    VIV_TRY(stop);
    return vk_range_new(vm, next, stop, step);
}

static viv_value range_iterator_reduce(viv_vm *vm, const viv_value *args) {
    return vk_iterator_reduce(vm, "iter", rest(vm, checked(vm, args[0])),
                              VIV_NONE);
}

/* Goes [state] numbers on. */
static viv_value range_iterator_setstate(viv_vm *vm, const viv_value *args) {
    vk_range_iterator_object *self = checked(vm, args[0]);
    int64_t count;

    if (!vk_index_value(vm, args[1], &count))
        return VIV_RAISE;
    if (!self->head.extra) {
        while (count-- > 0) {
            viv_value item = big_next(vm, self);

            if (!vk_charge(vm, 1) || viv_is_jump(item))
                return VIV_RAISE;
            if (viv_is_done(item))
                break;
        }
        return VIV_NONE;
    }
    if (count < 0)
        count = 0;
    if (count > self->left)
        count = self->left;
    self->next = (int64_t)((uint64_t)self->next +
                           (uint64_t)count * (uint64_t)self->step);
    self->left -= count;
    return VIV_NONE;
}

static void range_iterator_trace(vk_marker *marker, void *object) {
    vk_mark_values(marker, &((vk_range_iterator_object *)object)->big_next, 3);
}

static const viv_function methods[] = {
    {"__length_hint__(self, /)", range_iterator_hint,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", range_iterator_reduce,
     "Return state information for pickling."},
    {"__setstate__(self, object, /)", range_iterator_setstate,
     "Set state information for unpickling."},
    {0},
};

const vk_slots vk_range_iterator_slots = {
    .size = sizeof(vk_range_iterator_object),
    .trace = range_iterator_trace,
    .hash = vk_identity_hash,
    .iterate = vk_iterator_self,
    .next = range_iterator_next,
    .methods = methods,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};
