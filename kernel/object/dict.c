/* dict.c - dict: the operations C code uses, and the methods.
 *
 * Insertion order is part of the language (3.7); the rest of the file is the
 * interface between Python's methods, C code, and the table.
 *
 * Functions with "name" in theirs take an interned str as key: such keys run no
 * program code and need no checks for changes.
 */
#include "object/dict.h"

#include <vivarium/function.h>

#include "memory/heap.h"
#include "object/dict_table.h"
#include "object/error.h"
#include "object/iterator.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

/* -- for C code */

static vk_dict_object *checked(viv_vm *vm, viv_value dict) {
    VK_CHECK(vm, vk_is(vm, dict, VK_DICT));
    return vk_table_owner(vm, dict);
}

/* The object for a change; NULL: it belongs to the world, raised. Dicts of the
 * world are read-only memory; without the check a store would be a fault of the
 * sandbox instead of an exception. */
static vk_dict_object *writable(viv_vm *vm, viv_value dict) {
    vk_dict_object *self = checked(vm, dict);

    if (self->head.flags & VK_FROZEN) {
        vk_raise(vm, VIV_TypeError, "'%T' object is read-only", dict);
        return NULL;
    }
    return self;
}

viv_value vk_dict_new(viv_vm *vm, uint32_t room) {
    vk_dict_object *self = vk_new(vm, VK_DICT, sizeof *self);

    if (!self)
        return VIV_RAISE;
    self->table = 0;
    self->count = 0;
    if (room > 0 && !vk_table_reserve(vm, self, VK_TABLE_DICT, room))
        return VIV_RAISE;
    return vk_reference(vm, self);
}

/* The entry of [key], VK_TABLE_ABSENT or VK_TABLE_RAISED. */
static int64_t find(viv_vm *vm, vk_dict_object *self, viv_value key,
                    vk_place *place) {
    if (!vk_table_hash(vm, key, "dict key", &place->hash))
        return VK_TABLE_RAISED;
    return vk_table_find(vm, self, key, place);
}

viv_value vk_dict_get(viv_vm *vm, viv_value dict, viv_value key) {
    vk_dict_object *self = checked(vm, dict);
    vk_place place;
    int64_t entry = find(vm, self, key, &place);

    if (entry < 0)
        return entry == VK_TABLE_ABSENT ? VIV_ABSENT : VIV_RAISE;
    return vk_dict_entry(vm, self, entry)[1];
}

/* Stores at what a search found. */
static bool put(viv_vm *vm, vk_dict_object *self, int64_t entry,
                const vk_place *place, const viv_value *pair) {
    if (entry == VK_TABLE_RAISED)
        return false;
    if (entry == VK_TABLE_ABSENT)
        return vk_table_insert(vm, self, VK_TABLE_DICT, *place, pair);
    vk_store(vm, vk_at(vm, self->table),
             vk_dict_entry(vm, self, entry) + 1, pair[1]);
    return true;
}

bool vk_dict_set(viv_vm *vm, viv_value dict, viv_value key, viv_value value) {
    vk_dict_object *self = writable(vm, dict);
    viv_value pair[2] = {key, value};
    vk_place place;

    return self && put(vm, self, find(vm, self, key, &place), &place, pair);
}

int vk_dict_delete(viv_vm *vm, viv_value dict, viv_value key) {
    vk_dict_object *self = writable(vm, dict);
    vk_place place;
    int64_t entry = self ? find(vm, self, key, &place) : VK_TABLE_RAISED;

    if (entry < 0)
        return entry == VK_TABLE_ABSENT ? 0 : -1;
    vk_table_remove(vm, self, (uint32_t)entry);
    return 1;
}

uint32_t vk_dict_count(viv_vm *vm, viv_value dict) {
    return checked(vm, dict)->count;
}

bool vk_dict_next(viv_vm *vm, viv_value dict, uint32_t *position,
                  viv_value *key, viv_value *value) {
    vk_dict_object *self = checked(vm, dict);
    int64_t entry = vk_table_next(vm, self, *position);
    const viv_value *pair;

    if (entry < 0)
        return false;
    pair = vk_dict_entry(vm, self, entry);
    *position = (uint32_t)entry + 1;
    *key = pair[0];
    *value = pair[1];
    return true;
}

viv_value vk_dict_copy(viv_vm *vm, viv_value dict) {
    viv_value copy = vk_dict_new(vm, 0);

    VIV_TRY(copy);
    if (!vk_table_copy(vm, vk_table_owner(vm, copy), checked(vm, dict),
                       VK_TABLE_DICT))
        return VIV_RAISE;
    return copy;
}

/* -- names */

viv_value vk_dict_get_name(viv_vm *vm, viv_value dict, viv_value name) {
    vk_dict_object *self = checked(vm, dict);
    vk_place place;
    int64_t entry = vk_table_find_name(vm, self, name, &place);

    return entry < 0 ? VIV_ABSENT : vk_dict_entry(vm, self, entry)[1];
}

bool vk_dict_set_name(viv_vm *vm, viv_value dict, viv_value name,
                      viv_value value) {
    vk_dict_object *self = writable(vm, dict);
    viv_value pair[2] = {name, value};
    vk_place place;
    int64_t entry;

    if (!self)
        return false;
    entry = vk_table_find_name(vm, self, name, &place);
    return put(vm, self, entry, &place, pair);
}

uint32_t vk_dict_locate_name(viv_vm *vm, viv_value dict, viv_value name) {
    vk_dict_object *self = checked(vm, dict);
    vk_place place;
    int64_t entry = vk_table_find_name(vm, self, name, &place);

    if (entry < 0)
        return 0;
    return vk_offset(vm, vk_dict_entry(vm, self, entry) + 1);
}

/* -- methods */

static viv_value dict_get(viv_vm *vm, const viv_value *args) {
    viv_value value = vk_dict_get(vm, args[0], args[1]);

    return viv_is_absent(value) ? args[2] : value;
}

static viv_value dict_setdefault(viv_vm *vm, const viv_value *args) {
    vk_dict_object *self = writable(vm, args[0]);
    vk_place place;
    int64_t entry = self ? find(vm, self, args[1], &place) : VK_TABLE_RAISED;

    if (entry >= 0)
        return vk_dict_entry(vm, self, entry)[1];
    return put(vm, self, entry, &place, args + 1) ? args[2] : VIV_RAISE;
}

/* An empty dict does not hash the key: as CPython. */
static viv_value dict_pop(viv_vm *vm, const viv_value *args) {
    vk_dict_object *self = writable(vm, args[0]);
    int64_t entry = VK_TABLE_ABSENT;
    viv_value value;
    vk_place place;

    if (!self)
        return VIV_RAISE;
    if (self->count != 0)
        entry = find(vm, self, args[1], &place);
    if (entry == VK_TABLE_RAISED)
        return VIV_RAISE;
    if (entry == VK_TABLE_ABSENT)
        return viv_is_absent(args[2])
                   ? vk_raise_value(vm, VIV_KeyError, args[1])
                   : args[2];
    value = vk_dict_entry(vm, self, entry)[1];
    vk_table_remove(vm, self, (uint32_t)entry);
    return value;
}

static viv_value dict_popitem(viv_vm *vm, const viv_value *args) {
    vk_dict_object *self = writable(vm, args[0]);
    int64_t entry;
    viv_value pair;

    if (!self)
        return VIV_RAISE;
    entry = vk_table_previous(vm, self, UINT32_MAX);
    if (entry < 0)
        return vk_raise(vm, VIV_KeyError, "popitem(): dictionary is empty");
    pair = vk_tuple_from(vm, vk_dict_entry(vm, self, entry), 2);
    VIV_TRY(pair);
    vk_table_remove(vm, self, (uint32_t)entry);
    return pair;
}

/* The table is left to the collector: caches may still name it. */
static viv_value dict_clear(viv_vm *vm, const viv_value *args) {
    vk_dict_object *self = writable(vm, args[0]);

    if (!self)
        return VIV_RAISE;
    self->table = 0;
    self->count = 0;
    return VIV_NONE;
}

static viv_value dict_copy(viv_vm *vm, const viv_value *args) {
    return vk_dict_copy(vm, args[0]);
}

static viv_value view_new(viv_vm *vm, vk_kind kind, viv_value dict) {
    vk_dict_view_object *view = vk_new(vm, kind, sizeof *view);

    if (!view)
        return VIV_RAISE;
    view->dict = dict;
    return vk_reference(vm, view);
}

static viv_value dict_keys(viv_vm *vm, const viv_value *args) {
    return view_new(vm, VK_DICT_KEYS, args[0]);
}

static viv_value dict_values(viv_vm *vm, const viv_value *args) {
    return view_new(vm, VK_DICT_VALUES, args[0]);
}

static viv_value dict_items(viv_vm *vm, const viv_value *args) {
    return view_new(vm, VK_DICT_ITEMS, args[0]);
}

/* update() and __init__(): a mapping or pairs, then the keyword arguments. */
static viv_value dict_update(viv_vm *vm, const viv_value *args) {
    if (!viv_is_absent(args[1]))
        VIV_TRY(vk_dict_update(vm, args[0], args[1]));
    if (vk_dict_count(vm, args[2]) > 0)
        VIV_TRY(vk_dict_update(vm, args[0], args[2]));
    return VIV_NONE;
}

static viv_value dict_new(viv_vm *vm, const viv_value *args) {
    vk_dict_object *self = vk_new_instance(vm, args[0], VK_DICT, sizeof *self);
    viv_value all[3] = {vk_reference(vm, self), args[1], args[2]};

    if (!self)
        return VIV_RAISE;
    self->table = 0;
    self->count = 0;
    VIV_TRY(dict_update(vm, all));
    return all[0];
}

static viv_value dict_fromkeys(viv_vm *vm, const viv_value *args) {
    viv_value dict = vk_call(vm, args[0], NULL, 0), key;
    vk_drain drain;

    VIV_TRY(dict);
    if (!vk_drain_begin(vm, &drain, args[1]))
        return VIV_RAISE;
    for (;;) {
        key = vk_drain_next(vm, &drain);
        if (viv_is_done(key))
            return dict;
        VIV_TRY(key);
        if (!vk_is_exact(vm, dict, VK_DICT))
            VIV_TRY(vk_set_item(vm, dict, key, args[2]));
        else if (!vk_dict_set(vm, dict, key, args[2]))
            return VIV_RAISE;
    }
}

static viv_value dict_reversed(viv_vm *vm, const viv_value *args) {
    return vk_dict_iterator_new(vm, VK_DICT_KEY_ITERATOR, args[0], true);
}

static viv_value dict_sizeof(viv_vm *vm, const viv_value *args) {
    const vk_dict_object *self = checked(vm, args[0]);
    int64_t bytes = sizeof *self;

    if (self->table != 0)
        bytes += vk_heap_room(vm, vk_at(vm, self->table));
    return viv_small_int(bytes);
}

/* -- slots */

static void dict_trace(vk_marker *marker, void *object) {
    vk_dict_object *self = object;

    if (self->table != 0)
        vk_mark_offset(marker, self->table);
}

static viv_value dict_length(viv_vm *vm, viv_value self) {
    return viv_small_int(vk_dict_count(vm, self));
}

static viv_value dict_truth(viv_vm *vm, viv_value self) {
    return viv_bool(vk_dict_count(vm, self) != 0);
}

/* A subclass may supply what is missing. */
static viv_value missing(viv_vm *vm, viv_value self, viv_value key) {
    if (vk_head(vm, self)->flags & VK_SUBCLASS) {
        viv_value name = vk_str_intern_utf8(vm, "__missing__", 11);
        viv_value args[2] = {self, key}, function;

        VIV_TRY(name);
        function = vk_find_special(vm, self, name);
        VIV_TRY(function);
        if (!viv_is_absent(function))
            return vk_call(vm, function, args, 2);
    }
    return vk_raise_value(vm, VIV_KeyError, key);
}

static viv_value dict_get_item(viv_vm *vm, viv_value self, viv_value key) {
    viv_value value = vk_dict_get(vm, self, key);

    return viv_is_absent(value) ? missing(vm, self, key) : value;
}

static viv_value dict_set_item(viv_vm *vm, viv_value self, viv_value key,
                               viv_value value) {
    int found;

    if (!viv_is_absent(value))
        return vk_dict_set(vm, self, key, value) ? VIV_NONE : VIV_RAISE;
    found = vk_dict_delete(vm, self, key);
    if (found == 0)
        return vk_raise_value(vm, VIV_KeyError, key);
    return found > 0 ? VIV_NONE : VIV_RAISE;
}

static viv_value dict_contains(viv_vm *vm, viv_value self, viv_value key) {
    vk_place place;
    int64_t entry = find(vm, checked(vm, self), key, &place);

    return entry == VK_TABLE_RAISED ? VIV_RAISE : viv_bool(entry >= 0);
}

static viv_value dict_iterate(viv_vm *vm, viv_value self) {
    return vk_dict_iterator_new(vm, VK_DICT_KEY_ITERATOR, self, false);
}

/* A dict that contains itself shows {...}; vk_repr_enter keeps the list of what
 * is being shown. */
static viv_value dict_repr(viv_vm *vm, viv_value self) {
    viv_value key = VIV_NONE, value = VIV_NONE;
    uint32_t position = 0;
    vk_str_builder text;

    if (vk_dict_count(vm, self) == 0)
        return vk_str_from_text(vm, "{}");
    if (!vk_enter_native(vm))
        return VIV_RAISE;
    if (vk_repr_enter(vm, self))
        return vk_str_from_text(vm, "{...}");
    vk_str_build(&text, vm);
    while (!text.failed && vk_dict_next(vm, self, &position, &key, &value)) {
        vk_str_add_text(&text, text.length == 0 ? "{" : ", ");
        key = vk_repr(vm, key);
        if (!viv_is_jump(key)) {
            vk_str_add(&text, key);
            vk_str_add_text(&text, ": ");
            value = vk_repr(vm, value);
        }
        if (viv_is_jump(key) || viv_is_jump(value))
            break;
        vk_str_add(&text, value);
    }
    vk_repr_leave(vm, self);
    if (viv_is_jump(key) || viv_is_jump(value))
        return VIV_RAISE;
    vk_str_add_text(&text, text.length == 0 ? "{}" : "}");
    return vk_str_finish(&text);
}

/* 1, 0, -1: raised. The other dict may change meanwhile; each value is looked
 * up anew. */
static int dict_equal(viv_vm *vm, viv_value a, viv_value b) {
    viv_value key, value, other;
    uint32_t position = 0;
    int equal = 1;

    if (vk_dict_count(vm, a) != vk_dict_count(vm, b))
        return 0;
    if (!vk_enter_native(vm))
        return -1;
    while (equal == 1 && vk_dict_next(vm, a, &position, &key, &value)) {
        if (!vk_charge(vm, 1))
            return -1;
        other = vk_dict_get(vm, b, key);
        if (viv_is_jump(other))
            return -1;
        equal =
            viv_is_absent(other) ? 0 : vk_item_equal(vm, value, other);
    }
    return equal;
}

static viv_value dict_compare(viv_vm *vm, vk_operator op, viv_value a,
                              viv_value b) {
    int equal;

    if ((op != VK_OP_EQ && op != VK_OP_NE) || !vk_is(vm, a, VK_DICT) ||
        !vk_is(vm, b, VK_DICT))
        return VIV_NOT_IMPLEMENTED;
    equal = dict_equal(vm, a, b);
    return equal < 0 ? VIV_RAISE : viv_bool((op == VK_OP_EQ) == equal);
}

static viv_value dict_binary(viv_vm *vm, vk_operator op, viv_value a,
                             viv_value b) {
    viv_value copy;

    if (op != VK_OP_OR || !vk_is(vm, a, VK_DICT) || !vk_is(vm, b, VK_DICT))
        return VIV_NOT_IMPLEMENTED;
    copy = vk_dict_copy(vm, a);
    VIV_TRY(copy);
    VIV_TRY(vk_dict_update(vm, copy, b));
    return copy;
}

static viv_value dict_in_place(viv_vm *vm, vk_operator op, viv_value a,
                               viv_value b) {
    if (op != VK_OP_OR)
        return VIV_NOT_IMPLEMENTED;
    VIV_TRY(vk_dict_update(vm, a, b));
    return a;
}

static const viv_function methods[] = {
    {"__new__(cls, iterable=..., /, **kwargs)", dict_new,
     "Create and return a new object."},
    {"__init__(self, iterable=..., /, **kwargs)", dict_update,
     "Initialize self."},
    {"get(self, key, default=None, /)", dict_get,
     "Return the value for key if key is in the dictionary, else default."},
    {"setdefault(self, key, default=None, /)", dict_setdefault,
     "Insert key with a value of default if key is not in the dictionary."},
    {"pop(self, key, default=..., /)", dict_pop,
     "Remove the key and return its value, or default if it is not there."},
    {"popitem(self, /)", dict_popitem,
     "Remove and return a (key, value) pair, the last one inserted."},
    {"keys(self, /)", dict_keys,
     "Return a set-like object providing a view on the dict's keys."},
    {"items(self, /)", dict_items,
     "Return a set-like object providing a view on the dict's items."},
    {"values(self, /)", dict_values,
     "Return an object providing a view on the dict's values."},
    {"update(self, iterable=..., /, **kwargs)", dict_update,
     "Update the dict from a mapping or an iterable of pairs, and keywords."},
    {"fromkeys(cls, iterable, value=None, /)", dict_fromkeys,
     "Create a new dictionary with keys from iterable and values set to value."},
    {"clear(self, /)", dict_clear, "Remove all items from the dict."},
    {"copy(self, /)", dict_copy, "Return a shallow copy of the dict."},
    {"__reversed__(self, /)", dict_reversed,
     "Return a reverse iterator over the dict keys."},
    {"__sizeof__(self, /)", dict_sizeof,
     "Return the size of the dict in memory, in bytes."},
    {"__class_getitem__(cls, item, /)", vk_class_item, "See PEP 585"},
    {0},
};

const vk_slots vk_dict_slots = {
    .size = sizeof(vk_dict_object),
    .trace = dict_trace,
    .repr = dict_repr,
    .truth = dict_truth,
    .length = dict_length,
    .compare = dict_compare,
    .binary = dict_binary,
    .in_place = dict_in_place,
    .get_item = dict_get_item,
    .set_item = dict_set_item,
    .contains = dict_contains,
    .iterate = dict_iterate,
    .methods = methods,
    .flags = VK_TYPE_MAPPING,
    .doc = "dict() -> new empty dictionary\n"
           "dict(mapping) -> new dictionary initialized from a mapping "
           "object's\n    (key, value) pairs\n"
           "dict(iterable) -> new dictionary initialized as if via:\n"
           "    d = {}\n    for k, v in iterable:\n        d[k] = v\n"
           "dict(**kwargs) -> new dictionary initialized with the "
           "name=value pairs\n    in the keyword argument list.  For "
           "example:  dict(one=1, two=2)",
    .filled_by_init = true,
};
