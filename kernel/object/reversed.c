/* reversed.c - reversed(): a sequence from its end. */
#include "object/iterator.h"

#include <vivarium/function.h>

#include "memory/heap.h"
#include "object/class.h"
#include "object/error.h"
#include "object/number.h"
#include "object/str.h"

static viv_value special(viv_vm *vm, viv_value object, const char *method) {
    viv_value name = vk_str_intern_utf8(vm, method, (uint32_t)strlen(method));

    VIV_TRY(name);
    return vk_find_special(vm, object, name);
}

/* Over a sequence, by __len__ and __getitem__. */
static viv_value reversed_over(viv_vm *vm, viv_value type, viv_value sequence) {
    int64_t length = vk_length(vm, sequence);
    vk_reversed_object *self;

    if (length < 0)
        return VIV_RAISE;
    self = vk_new_instance(vm, type, VK_REVERSED, sizeof *self);
    if (!self)
        return VIV_RAISE;
    self->index = length - 1;
    self->sequence = sequence;
    return vk_reference(vm, self);
}

/* Its class says how, or it can be subscripted and has a length. */
static viv_value reversed_new(viv_vm *vm, const viv_value *args) {
    viv_value sequence = args[1];
    viv_value method = special(vm, sequence, "__reversed__");

    VIV_TRY(method);
    if (!viv_is_absent(method) && !viv_is_none(method))
        return vk_call(vm, method, &sequence, 1);
    if (viv_is_none(method) || vk_is(vm, sequence, VK_DICT) ||
        viv_is_absent(special(vm, sequence, "__getitem__")) ||
        viv_is_absent(special(vm, sequence, "__len__")))
        return vk_raise(vm, VIV_TypeError, "'%T' object is not reversible",
                        sequence);
    return reversed_over(vm, args[0], sequence);
}

viv_value vk_reversed_new(viv_vm *vm, viv_value value) {
    viv_value args[2] = {vk_builtin_type(VK_REVERSED), value};

    return reversed_new(vm, args);
}

static viv_value reversed_next(viv_vm *vm, viv_value iterator) {
    vk_reversed_object *self = vk_object(vm, iterator);
    viv_value item;

    if (viv_is_absent(self->sequence) || self->index < 0) {
        self->sequence = VIV_ABSENT;
        return VIV_DONE;
    }
    item = vk_sequence_step(vm, &self->sequence, self->index);
    self->index -= !viv_is_jump(item) && !viv_is_done(item);
    return item;
}

static viv_value reversed_hint(viv_vm *vm, const viv_value *args) {
    const vk_reversed_object *self = vk_object(vm, args[0]);
    int64_t length;

    if (viv_is_absent(self->sequence))
        return viv_small_int(0);
    length = vk_length(vm, self->sequence);
    if (length < 0)
        return VIV_RAISE;
    return viv_small_int(length < self->index + 1 ? 0 : self->index + 1);
}

static viv_value reversed_reduce(viv_vm *vm, const viv_value *args) {
    const vk_reversed_object *self = vk_object(vm, args[0]);
    viv_value parts[3] = {vk_type_of(vm, args[0])};
    viv_value argument = viv_is_absent(self->sequence) ? vk_empty_tuple(vm)
                                                       : self->sequence;

    parts[1] = vk_tuple_from(vm, &argument, 1);
    VIV_TRY(parts[1]);
    parts[2] = vk_int(vm, self->index);
    VIV_TRY(parts[2]);
    return vk_tuple_from(vm, parts, viv_is_absent(self->sequence) ? 2 : 3);
}

static viv_value reversed_setstate(viv_vm *vm, const viv_value *args) {
    vk_reversed_object *self = vk_object(vm, args[0]);
    int64_t index, length;

    if (!vk_index_value(vm, args[1], &index))
        return VIV_RAISE;
    if (viv_is_absent(self->sequence))
        return VIV_NONE;
    length = vk_length(vm, self->sequence);
    if (length < 0)
        return VIV_RAISE;
    self->index = index < -1 ? -1 : index > length - 1 ? length - 1 : index;
    return VIV_NONE;
}

static void reversed_trace(vk_marker *marker, void *object) {
    vk_mark(marker, ((vk_reversed_object *)object)->sequence);
}

static const viv_function methods[] = {
    {"__new__(cls, sequence, /)", reversed_new,
     "Create and return a new object."},
    {"__length_hint__(self, /)", reversed_hint,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", reversed_reduce,
     "Return state information for pickling."},
    {"__setstate__(self, object, /)", reversed_setstate,
     "Set state information for unpickling."},
    {0},
};

const vk_slots vk_reversed_slots = {
    .size = sizeof(vk_reversed_object),
    .trace = reversed_trace,
    .hash = vk_identity_hash,
    .iterate = vk_iterator_self,
    .next = reversed_next,
    .methods = methods,
    .doc = "Return a reverse iterator over the values of the given sequence.",
};
