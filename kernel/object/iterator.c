/* iterator.c - iterators over sequences, ranges and callables; draining. */
#include "object/iterator.h"

#include <vivarium/function.h>

#include "machine.h"
#include "object/alias.h"
#include "object/class.h"
#include "object/error.h"
#include "object/number.h"
#include "object/str.h"

enum {
    ITEMS_PER_UNIT = 8,
    ITERATOR_FLAGS = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT
};

viv_value vk_iterator_self(viv_vm *vm, viv_value self) {
    (void)vm;
    return self;
}

viv_value vk_class_item(viv_vm *vm, const viv_value *args) {
    return vk_alias_new(vm, args[0], args[1]);
}

viv_value vk_iterator_reduce(viv_vm *vm, const char *function,
                             viv_value argument, viv_value state) {
    viv_value name =
        vk_str_intern_utf8(vm, function, (uint32_t)strlen(function));
    viv_value parts[3];

    VIV_TRY(argument);
    VIV_TRY(name);
    parts[0] = vk_dict_get_name(vm, VK(vm)->builtins, name);
    if (viv_is_absent(parts[0]))
        return vk_raise(vm, VIV_AttributeError, "%s", function);
    parts[1] = vk_tuple_from(vm, &argument, 1);
    VIV_TRY(parts[1]);
    parts[2] = state;
    return vk_tuple_from(vm, parts, viv_is_absent(state) ? 2 : 3);
}

/* -- of list, tuple, and of anything with __getitem__ */

viv_value vk_iterator_new(viv_vm *vm, vk_kind kind, viv_value sequence,
                          uint32_t index) {
    vk_iterator_object *self = vk_new(vm, kind, sizeof *self);

    if (!self)
        return VIV_RAISE;
    self->index = index;
    self->spare = 0;
    self->sequence = sequence;
    return vk_reference(vm, self);
}

static vk_iterator_object *iterator_of(viv_vm *vm, viv_value self) {
    return vk_object(vm, self);
}

static void sequence_trace(vk_marker *marker, void *object) {
    vk_mark(marker, ((vk_iterator_object *)object)->sequence);
}

/* The item at [index], or the end. */
static viv_value deliver(vk_iterator_object *self, viv_value item) {
    if (viv_is_absent(item)) {
        self->sequence = VIV_ABSENT;
        return VIV_DONE;
    }
    self->index++;
    return item;
}

static viv_value list_iterator_next(viv_vm *vm, viv_value iterator) {
    vk_iterator_object *self = iterator_of(vm, iterator);

    if (!vk_is(vm, self->sequence, VK_LIST))
        return VIV_DONE;
    return deliver(self, vk_list_at(vm, vk_object(vm, self->sequence),
                                    self->index));
}

static viv_value tuple_iterator_next(viv_vm *vm, viv_value iterator) {
    vk_iterator_object *self = iterator_of(vm, iterator);

    if (!vk_is(vm, self->sequence, VK_TUPLE))
        return VIV_DONE;
    return deliver(self, vk_tuple_at(vm, vk_object(vm, self->sequence),
                                     self->index));
}

/* Here [index] is one more than that of the next item. */
static viv_value list_reversed_next(viv_vm *vm, viv_value iterator) {
    vk_iterator_object *self = iterator_of(vm, iterator);
    viv_value item = VIV_ABSENT;

    if (!vk_is(vm, self->sequence, VK_LIST))
        return VIV_DONE;
    if (self->index > 0)
        item = vk_list_at(vm, vk_object(vm, self->sequence), self->index - 1);
    if (viv_is_absent(item)) {
        self->sequence = VIV_ABSENT;
        return VIV_DONE;
    }
    self->index--;
    return item;
}

viv_value vk_sequence_step(viv_vm *vm, viv_value *sequence, int64_t index) {
    viv_value item = vk_get_item(vm, *sequence, viv_small_int(index));

    if (!viv_is_jump(item))
        return item;
    if (!vk_raised(vm, VIV_IndexError) && !vk_raised(vm, VIV_StopIteration))
        return VIV_RAISE;
    if (viv_is_absent(vk_catch(vm)))
        return VIV_RAISE;
    *sequence = VIV_ABSENT;
    return VIV_DONE;
}

static viv_value sequence_iterator_next(viv_vm *vm, viv_value iterator) {
    vk_iterator_object *self = iterator_of(vm, iterator);
    viv_value item;

    if (viv_is_absent(self->sequence))
        return VIV_DONE;
    item = vk_sequence_step(vm, &self->sequence, self->index);
    self->index += !viv_is_jump(item) && !viv_is_done(item);
    return item;
}

static viv_value sequence_hint(viv_vm *vm, const viv_value *args) {
    const vk_iterator_object *self = iterator_of(vm, args[0]);
    int64_t length;

    if (viv_is_absent(self->sequence))
        return viv_small_int(0);
    length = vk_length(vm, self->sequence);
    if (length < 0)
        return VIV_RAISE;
    return viv_small_int(length > self->index ? length - self->index : 0);
}

static viv_value reversed_hint(viv_vm *vm, const viv_value *args) {
    const vk_iterator_object *self = iterator_of(vm, args[0]);

    if (!vk_is(vm, self->sequence, VK_LIST) ||
        vk_list_length(vm, self->sequence) < self->index)
        return viv_small_int(0);
    return viv_small_int(self->index);
}

static viv_value sequence_setstate(viv_vm *vm, const viv_value *args) {
    vk_iterator_object *self = iterator_of(vm, args[0]);
    int64_t index, last = UINT32_MAX;

    if (!vk_index_value(vm, args[1], &index))
        return VIV_RAISE;
    if (vk_is(vm, self->sequence, VK_LIST))
        last = vk_list_length(vm, self->sequence);
    else if (vk_is(vm, self->sequence, VK_TUPLE))
        last = vk_tuple_length(vm, self->sequence);
    self->index = (uint32_t)(index < 0 ? 0 : index > last ? last : index);
    return VIV_NONE;
}

static viv_value sequence_reduce(viv_vm *vm, const viv_value *args) {
    const vk_iterator_object *self = iterator_of(vm, args[0]);
    bool list = self->head.kind == VK_LIST_ITERATOR;

    if (viv_is_absent(self->sequence))
        return vk_iterator_reduce(vm, "iter",
                                  list ? vk_list_new(vm, 0)
                                       : vk_empty_tuple(vm),
                                  VIV_ABSENT);
    return vk_iterator_reduce(vm, "iter", self->sequence,
                              viv_small_int(self->index));
}

static viv_value reversed_reduce(viv_vm *vm, const viv_value *args) {
    const vk_iterator_object *self = iterator_of(vm, args[0]);

    if (viv_is_absent(self->sequence))
        return vk_iterator_reduce(vm, "iter", vk_list_new(vm, 0), VIV_ABSENT);
    return vk_iterator_reduce(vm, "reversed", self->sequence,
                              viv_small_int((int64_t)self->index - 1));
}

/* The state that reversed_reduce() says is that of the next item. */
static viv_value reversed_setstate(viv_vm *vm, const viv_value *args) {
    vk_iterator_object *self = iterator_of(vm, args[0]);
    int64_t index, last;

    if (!vk_index_value(vm, args[1], &index))
        return VIV_RAISE;
    if (vk_is(vm, self->sequence, VK_LIST)) {
        last = vk_list_length(vm, self->sequence);
        self->index =
            (uint32_t)(index < 0 ? 0 : index >= last ? last : index + 1);
    }
    return VIV_NONE;
}

static const char hint_doc[] =
    "Private method returning an estimate of len(list(it)).";
static const char reduce_doc[] = "Return state information for pickling.";
static const char setstate_doc[] = "Set state information for unpickling.";

static const viv_function sequence_methods[] = {
    {"__length_hint__(self, /)", sequence_hint, hint_doc},
    {"__reduce__(self, /)", sequence_reduce, reduce_doc},
    {"__setstate__(self, object, /)", sequence_setstate, setstate_doc},
    {0},
};

static const viv_function reversed_methods[] = {
    {"__length_hint__(self, /)", reversed_hint, hint_doc},
    {"__reduce__(self, /)", reversed_reduce, reduce_doc},
    {"__setstate__(self, object, /)", reversed_setstate, setstate_doc},
    {0},
};

const vk_slots vk_list_iterator_slots = {
    .size = sizeof(vk_iterator_object),
    .trace = sequence_trace,
    .hash = vk_identity_hash,
    .iterate = vk_iterator_self,
    .next = list_iterator_next,
    .methods = sequence_methods,
    .flags = ITERATOR_FLAGS,
};

const vk_slots vk_list_reversed_slots = {
    .size = sizeof(vk_iterator_object),
    .trace = sequence_trace,
    .hash = vk_identity_hash,
    .iterate = vk_iterator_self,
    .next = list_reversed_next,
    .methods = reversed_methods,
    .flags = ITERATOR_FLAGS,
};

const vk_slots vk_tuple_iterator_slots = {
    .size = sizeof(vk_iterator_object),
    .trace = sequence_trace,
    .hash = vk_identity_hash,
    .iterate = vk_iterator_self,
    .next = tuple_iterator_next,
    .methods = sequence_methods,
    .flags = ITERATOR_FLAGS,
};

const vk_slots vk_sequence_iterator_slots = {
    .size = sizeof(vk_iterator_object),
    .trace = sequence_trace,
    .hash = vk_identity_hash,
    .iterate = vk_iterator_self,
    .next = sequence_iterator_next,
    .methods = sequence_methods,
    .flags = ITERATOR_FLAGS,
};

/* -- of a callable */

viv_value vk_call_iterator_new(viv_vm *vm, viv_value callable,
                               viv_value sentinel) {
    vk_call_iterator_object *self =
        vk_new(vm, VK_CALL_ITERATOR, sizeof *self);

    if (!self)
        return VIV_RAISE;
    self->callable = callable;
    self->sentinel = sentinel;
    return vk_reference(vm, self);
}

static void call_trace(vk_marker *marker, void *object) {
    vk_mark_values(marker, &((vk_call_iterator_object *)object)->callable, 2);
}

static viv_value call_end(vk_call_iterator_object *self) {
    self->callable = VIV_ABSENT;
    self->sentinel = VIV_ABSENT;
    return VIV_DONE;
}

static viv_value call_iterator_next(viv_vm *vm, viv_value iterator) {
    vk_call_iterator_object *self = vk_object(vm, iterator);
    viv_value item, sentinel = self->sentinel;
    int equal;

    if (viv_is_absent(self->callable))
        return VIV_DONE;
    item = vk_call(vm, self->callable, NULL, 0);
    if (viv_is_jump(item)) {
        if (!vk_raised(vm, VIV_StopIteration) || viv_is_absent(vk_catch(vm)))
            return VIV_RAISE;
        return call_end(self);
    }
    if (viv_is_absent(self->callable))
        return VIV_DONE; /* the call itself went on with this iterator */
    equal = vk_item_equal(vm, sentinel, item);
    if (equal < 0)
        return VIV_RAISE;
    return equal ? call_end(self) : item;
}

static viv_value call_reduce(viv_vm *vm, const viv_value *args) {
    const vk_call_iterator_object *self = vk_object(vm, args[0]);
    viv_value name, parts[2];

    if (viv_is_absent(self->callable))
        return vk_iterator_reduce(vm, "iter", vk_empty_tuple(vm), VIV_ABSENT);
    name = vk_str_intern_utf8(vm, "iter", 4);
    VIV_TRY(name);
    parts[0] = vk_dict_get_name(vm, VK(vm)->builtins, name);
    parts[1] = vk_tuple_from(vm, &self->callable, 2);
    VIV_TRY(parts[1]);
    if (viv_is_absent(parts[0]))
        return vk_raise(vm, VIV_AttributeError, "iter");
    return vk_tuple_from(vm, parts, 2);
}

static const viv_function call_methods[] = {
    {"__reduce__(self, /)", call_reduce, reduce_doc},
    {0},
};

const vk_slots vk_call_iterator_slots = {
    .size = sizeof(vk_call_iterator_object),
    .trace = call_trace,
    .hash = vk_identity_hash,
    .iterate = vk_iterator_self,
    .next = call_iterator_next,
    .methods = call_methods,
    .flags = ITERATOR_FLAGS,
};

/* -- draining */

static bool is_builtin(viv_vm *vm, viv_value value, vk_kind *kind) {
    if (!viv_is_reference(value) || vk_head(vm, value)->flags & VK_SUBCLASS)
        return false;
    *kind = vk_head(vm, value)->kind;
    return true;
}

bool vk_drain_begin(viv_vm *vm, vk_drain *drain, viv_value iterable) {
    vk_kind kind = VK_FREE;

    drain->source = iterable;
    drain->position = 0;
    drain->kind = VK_FREE;
    if (is_builtin(vm, iterable, &kind)) {
        const vk_range_object *range = vk_object(vm, iterable);

        switch (kind) {
        case VK_RANGE:
            if (!range->head.extra)
                break;
            drain->next = viv_small_int_value(range->start);
            drain->step = viv_small_int_value(range->step);
            drain->left = viv_small_int_value(range->length);
            drain->kind = kind;
            return true;
        case VK_DICT:
        case VK_SET:
        case VK_FROZENSET:
            drain->count = ((vk_dict_object *)range)->count;
            drain->kind = kind;
            return true;
        case VK_LIST:
        case VK_TUPLE:
            drain->kind = kind;
            return true;
        default:
            break;
        }
    }
    drain->source = vk_iterate(vm, iterable);
    return !viv_is_jump(drain->source);
}

static viv_value or_done(viv_value item) {
    return viv_is_absent(item) ? VIV_DONE : item;
}

static viv_value drain_range(vk_drain *drain) {
    int64_t number = drain->next;

    if (drain->left <= 0)
        return VIV_DONE;
    drain->left--;
    drain->next = (int64_t)((uint64_t)number + (uint64_t)drain->step);
    return viv_small_int(number);
}

static viv_value drain_table(viv_vm *vm, vk_drain *drain) {
    bool dict = drain->kind == VK_DICT;
    viv_value item, value;

    if (((vk_dict_object *)vk_object(vm, drain->source))->count !=
        drain->count)
        return vk_raise(vm, VIV_RuntimeError,
                        dict ? "dictionary changed size during iteration"
                             : "Set changed size during iteration");
    if (dict ? vk_dict_next(vm, drain->source, &drain->position, &item, &value)
             : vk_set_next(vm, drain->source, &drain->position, &item))
        return item;
    return VIV_DONE;
}

viv_value vk_drain_next(viv_vm *vm, vk_drain *drain) {
    uint32_t index = drain->position;

    switch (drain->kind) {
    case VK_LIST:
    case VK_TUPLE:
        if (index % ITEMS_PER_UNIT == 0 && !vk_charge(vm, 1))
            return VIV_RAISE;
        drain->position = index + 1;
        return or_done(drain->kind == VK_LIST
                           ? vk_list_get(vm, drain->source, index)
                           : vk_tuple_get(vm, drain->source, index));
    case VK_RANGE:
        if (drain->left % ITEMS_PER_UNIT == 0 && !vk_charge(vm, 1))
            return VIV_RAISE;
        return drain_range(drain);
    case VK_DICT:
    case VK_SET:
    case VK_FROZENSET:
        if (!vk_charge(vm, 1))
            return VIV_RAISE;
        return drain_table(vm, drain);
    default:
        return vk_charge(vm, 1) ? vk_next(vm, drain->source) : VIV_RAISE;
    }
}
