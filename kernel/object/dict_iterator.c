/* dict_iterator.c - iterators over dicts and sets.
 *
 * A change of the number of entries is noticed by comparing it with what it was
 * at the start; a change that keeps the number, by the items that are left.
 */
#include "object/iterator.h"

#include <vivarium/function.h>

#include "memory/heap.h"
#include "object/dict_table.h"
#include "object/class.h"
#include "object/error.h"

static vk_dict_iterator_object *checked(viv_vm *vm, viv_value self) {
    vk_kind kind = vk_kind_of(vm, self);

    VK_CHECK(vm, kind == VK_DICT_KEY_ITERATOR ||
                     kind == VK_DICT_VALUE_ITERATOR ||
                     kind == VK_DICT_ITEM_ITERATOR || kind == VK_SET_ITERATOR);
    return vk_object(vm, self);
}

static bool is_set(viv_vm *vm, viv_value value) {
    return vk_is(vm, value, VK_SET) || vk_is(vm, value, VK_FROZENSET);
}

viv_value vk_dict_iterator_new(viv_vm *vm, vk_kind kind, viv_value dict,
                               bool reverse) {
    vk_dict_iterator_object *self = vk_new(vm, kind, sizeof *self);

    if (!self)
        return VIV_RAISE;
    self->head.extra = reverse;
    self->entry = reverse ? UINT32_MAX : 0;
    self->count = ((const vk_dict_object *)vk_object(vm, dict))->count;
    self->dict = dict;
    self->left = self->count;
    self->spare = 0;
    return vk_reference(vm, self);
}

static void iterator_trace(vk_marker *marker, void *object) {
    vk_mark(marker, ((vk_dict_iterator_object *)object)->dict);
}

/* The number of the next entry of [owner]; VK_TABLE_ABSENT: none is left;
 * VK_TABLE_RAISED. */
static int64_t advance(viv_vm *vm, vk_dict_iterator_object *self,
                       vk_dict_object *owner, bool dict) {
    int64_t entry;

    if (owner->count != self->count) {
        self->count = UINT32_MAX; /* it says so from now on */
        vk_raise(vm, VIV_RuntimeError,
                 dict ? "dictionary changed size during iteration"
                      : "Set changed size during iteration");
        return VK_TABLE_RAISED;
    }
    if (self->head.extra) {
        entry = self->entry == 0
                    ? VK_TABLE_ABSENT
                    : vk_table_previous(vm, owner, (int64_t)self->entry - 1);
        self->entry = entry < 0 ? 0 : (uint32_t)entry;
    } else {
        entry = vk_table_next(vm, owner, self->entry);
        self->entry = (uint32_t)entry + 1;
    }
    if (entry < 0) {
        self->dict = VIV_ABSENT;
    } else if (self->left == 0) {
        vk_raise(vm, VIV_RuntimeError,
                 "dictionary keys changed during iteration");
        return VK_TABLE_RAISED;
    } else {
        self->left--;
    }
    return entry;
}

/* The words of the next entry; NULL: [end] says why. */
static const viv_value *next_pair(viv_vm *vm, viv_value iterator,
                                  viv_value *end) {
    vk_dict_iterator_object *self = checked(vm, iterator);
    vk_dict_object *owner;
    int64_t entry;

    *end = VIV_DONE;
    if (!vk_is(vm, self->dict, VK_DICT))
        return NULL;
    owner = vk_table_owner(vm, self->dict);
    entry = advance(vm, self, owner, true);
    if (entry >= 0)
        return vk_dict_entry(vm, owner, entry);
    if (entry == VK_TABLE_RAISED)
        *end = VIV_RAISE;
    return NULL;
}

static viv_value key_next(viv_vm *vm, viv_value self) {
    viv_value end;
    const viv_value *pair = next_pair(vm, self, &end);

    return pair ? pair[0] : end;
}

static viv_value value_next(viv_vm *vm, viv_value self) {
    viv_value end;
    const viv_value *pair = next_pair(vm, self, &end);

    return pair ? pair[1] : end;
}

static viv_value item_next(viv_vm *vm, viv_value self) {
    viv_value end;
    const viv_value *pair = next_pair(vm, self, &end);

    return pair ? vk_tuple_from(vm, pair, 2) : end;
}

static viv_value set_next(viv_vm *vm, viv_value iterator) {
    vk_dict_iterator_object *self = checked(vm, iterator);
    vk_dict_object *owner;
    int64_t entry;

    if (!is_set(vm, self->dict))
        return VIV_DONE;
    owner = vk_table_owner(vm, self->dict);
    entry = advance(vm, self, owner, false);
    if (entry < 0)
        return entry == VK_TABLE_RAISED ? VIV_RAISE : VIV_DONE;
    return *vk_set_entry(vm, owner, entry);
}

static viv_value iterator_hint(viv_vm *vm, const viv_value *args) {
    const vk_dict_iterator_object *self = checked(vm, args[0]);

    if (viv_is_absent(self->dict) ||
        ((vk_dict_object *)vk_object(vm, self->dict))->count != self->count)
        return viv_small_int(0);
    return viv_small_int(self->left);
}

/* As a list of what is to come; the iterator itself is not moved. */
static viv_value iterator_reduce(viv_vm *vm, const viv_value *args) {
    vk_dict_iterator_object *self = checked(vm, args[0]);
    vk_dict_iterator_object saved = *self;
    viv_value list = vk_list_new(vm, 0), item = VIV_NONE;

    VIV_TRY(list);
    while (!viv_is_done(item)) {
        if (!vk_charge(vm, 1))
            return VIV_RAISE;
        item = vk_next(vm, args[0]);
        if (viv_is_jump(item) ||
            (!viv_is_done(item) && !vk_list_append(vm, list, item)))
            return VIV_RAISE;
    }
    self->entry = saved.entry;
    self->left = saved.left;
    self->dict = saved.dict;
    return vk_iterator_reduce(vm, "iter", list, VIV_ABSENT);
}

static const viv_function methods[] = {
    {"__length_hint__(self, /)", iterator_hint,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", iterator_reduce,
     "Return state information for pickling."},
    {0},
};

const vk_slots vk_dict_key_iterator_slots = {
    .size = sizeof(vk_dict_iterator_object),
    .trace = iterator_trace,
    .hash = vk_identity_hash,
    .iterate = vk_iterator_self,
    .next = key_next,
    .methods = methods,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};

const vk_slots vk_dict_value_iterator_slots = {
    .size = sizeof(vk_dict_iterator_object),
    .trace = iterator_trace,
    .hash = vk_identity_hash,
    .iterate = vk_iterator_self,
    .next = value_next,
    .methods = methods,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};

const vk_slots vk_dict_item_iterator_slots = {
    .size = sizeof(vk_dict_iterator_object),
    .trace = iterator_trace,
    .hash = vk_identity_hash,
    .iterate = vk_iterator_self,
    .next = item_next,
    .methods = methods,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};

const vk_slots vk_set_iterator_slots = {
    .size = sizeof(vk_dict_iterator_object),
    .trace = iterator_trace,
    .hash = vk_identity_hash,
    .iterate = vk_iterator_self,
    .next = set_next,
    .methods = methods,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};
