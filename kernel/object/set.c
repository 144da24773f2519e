/* set.c - set and frozenset: tables of one word per entry, in insertion
 * order. */
#include "object/set.h"

#include "memory/heap.h"
#include "memory/world.h"
#include "object/dict_table.h"
#include "object/error.h"
#include "object/iterator.h"
#include "object/number.h"
#include "object/str.h"

static vk_dict_object *checked(viv_vm *vm, viv_value set) {
    VK_CHECK(vm, vk_is_set(vm, set));
    return vk_table_owner(vm, set);
}

vk_dict_object *vk_set_writable(viv_vm *vm, viv_value set) {
    vk_dict_object *self = checked(vm, set);

    if (self->head.flags & VK_FROZEN) {
        vk_raise(vm, VIV_TypeError, "'%T' object is read-only", set);
        return NULL;
    }
    return self;
}

vk_kind vk_set_kind(viv_vm *vm, viv_value set) {
    return vk_is(vm, set, VK_FROZENSET) ? VK_FROZENSET : VK_SET;
}

/* -- for C code */

static uint32_t size_of(vk_kind kind) {
    return kind == VK_FROZENSET ? sizeof(vk_frozenset) : sizeof(vk_dict_object);
}

static void begin(vk_dict_object *self) {
    self->table = 0;
    self->count = 0;
    if (self->head.kind == VK_FROZENSET)
        ((vk_frozenset *)self)->hash = 0;
}

viv_value vk_set_new(viv_vm *vm, vk_kind kind, uint32_t room) {
    vk_dict_object *self = vk_new(vm, kind, size_of(kind));

    if (!self)
        return VIV_RAISE;
    begin(self);
    if (room > 0 && !vk_table_reserve(vm, self, VK_TABLE_SET, room))
        return VIV_RAISE;
    return vk_reference(vm, self);
}

static int64_t find(viv_vm *vm, vk_dict_object *self, viv_value item,
                    vk_place *place) {
    if (!vk_table_hash(vm, item, "set element", &place->hash))
        return VK_TABLE_RAISED;
    return vk_table_find(vm, self, item, place);
}

/* As find(), but a set that cannot be hashed is looked up as the frozenset of
 * its items. */
static int64_t find_any(viv_vm *vm, vk_dict_object *self, viv_value item,
                        vk_place *place) {
    int64_t entry = find(vm, self, item, place);

    if (entry != VK_TABLE_RAISED || !vk_is(vm, item, VK_SET) ||
        !vk_raised(vm, VIV_TypeError) || viv_is_absent(vk_catch(vm)))
        return entry;
    item = vk_set_from(vm, VK_FROZENSET, item);
    return viv_is_jump(item) ? VK_TABLE_RAISED : find(vm, self, item, place);
}

/* Also fills a frozenset that is being made. */
static bool add(viv_vm *vm, vk_dict_object *self, viv_value item) {
    vk_place place;
    int64_t entry = find(vm, self, item, &place);

    if (entry != VK_TABLE_ABSENT)
        return entry >= 0;
    return vk_table_insert(vm, self, VK_TABLE_SET, place, &item);
}

bool vk_set_add(viv_vm *vm, viv_value set, viv_value item) {
    vk_dict_object *self = vk_set_writable(vm, set);

    return self && add(vm, self, item);
}

int vk_set_contains(viv_vm *vm, viv_value set, viv_value item) {
    vk_place place;
    int64_t entry = find_any(vm, checked(vm, set), item, &place);

    return entry == VK_TABLE_RAISED ? -1 : entry >= 0;
}

int vk_set_discard(viv_vm *vm, viv_value set, viv_value item) {
    vk_dict_object *self = vk_set_writable(vm, set);
    vk_place place;
    int64_t entry =
        self ? find_any(vm, self, item, &place) : VK_TABLE_RAISED;

    if (entry < 0)
        return entry == VK_TABLE_ABSENT ? 0 : -1;
    vk_table_remove(vm, self, (uint32_t)entry);
    return 1;
}

bool vk_set_next(viv_vm *vm, viv_value set, uint32_t *position,
                 viv_value *item) {
    vk_dict_object *self = checked(vm, set);
    int64_t entry = vk_table_next(vm, self, *position);

    if (entry < 0)
        return false;
    *position = (uint32_t)entry + 1;
    *item = *vk_set_entry(vm, self, entry);
    return true;
}

viv_value vk_set_update(viv_vm *vm, viv_value set, viv_value iterable) {
    vk_dict_object *self = vk_set_writable(vm, set);
    viv_value item;
    vk_drain drain;

    if (!self)
        return VIV_RAISE;
    if (self->count == 0 && (vk_is_exact(vm, iterable, VK_SET) ||
                             vk_is_exact(vm, iterable, VK_FROZENSET)))
        return vk_table_copy(vm, self, checked(vm, iterable), VK_TABLE_SET)
                   ? VIV_NONE
                   : VIV_RAISE;
    if (!vk_drain_begin(vm, &drain, iterable))
        return VIV_RAISE;
    for (;;) {
        item = vk_drain_next(vm, &drain);
        if (viv_is_done(item))
            return VIV_NONE;
        VIV_TRY(item);
        if (!add(vm, self, item))
            return VIV_RAISE;
    }
}

viv_value vk_set_from(viv_vm *vm, vk_kind kind, viv_value iterable) {
    viv_value set = vk_set_new(vm, kind, 0);

    VIV_TRY(set);
    VIV_TRY(vk_set_update(vm, set, iterable));
    return set;
}

/* -- methods */

static viv_value set_add(viv_vm *vm, const viv_value *args) {
    return vk_set_add(vm, args[0], args[1]) ? VIV_NONE : VIV_RAISE;
}

static viv_value set_discard(viv_vm *vm, const viv_value *args) {
    return vk_set_discard(vm, args[0], args[1]) < 0 ? VIV_RAISE : VIV_NONE;
}

static viv_value set_remove(viv_vm *vm, const viv_value *args) {
    int found = vk_set_discard(vm, args[0], args[1]);

    if (found == 0)
        return vk_raise_value(vm, VIV_KeyError, args[1]);
    return found > 0 ? VIV_NONE : VIV_RAISE;
}

static viv_value set_pop(viv_vm *vm, const viv_value *args) {
    vk_dict_object *self = vk_set_writable(vm, args[0]);
    int64_t entry;
    viv_value item;

    if (!self)
        return VIV_RAISE;
    entry = vk_table_next(vm, self, 0);
    if (entry < 0)
        return vk_raise(vm, VIV_KeyError, "pop from an empty set");
    item = *vk_set_entry(vm, self, entry);
    vk_table_remove(vm, self, (uint32_t)entry);
    return item;
}

static viv_value set_clear(viv_vm *vm, const viv_value *args) {
    vk_dict_object *self = vk_set_writable(vm, args[0]);

    if (!self)
        return VIV_RAISE;
    self->table = 0;
    self->count = 0;
    return VIV_NONE;
}

static viv_value set_copy(viv_vm *vm, const viv_value *args) {
    if (vk_is_exact(vm, args[0], VK_FROZENSET))
        return args[0];
    return vk_set_from(vm, vk_set_kind(vm, args[0]), args[0]);
}

/* An instance of [type] with the items of [iterable], unless absent. */
static viv_value instance(viv_vm *vm, viv_value type, vk_kind kind,
                          viv_value iterable) {
    vk_dict_object *self = vk_new_instance(vm, type, kind, size_of(kind));
    viv_value set = vk_reference(vm, self);

    if (!self)
        return VIV_RAISE;
    begin(self);
    if (!viv_is_absent(iterable))
        VIV_TRY(vk_set_update(vm, set, iterable));
    return set;
}

static viv_value set_new(viv_vm *vm, const viv_value *args) {
    return instance(vm, args[0], VK_SET, args[1]);
}

static viv_value frozenset_new(viv_vm *vm, const viv_value *args) {
    if (viv_same(args[0], vk_builtin_type(VK_FROZENSET)) &&
        vk_is_exact(vm, args[1], VK_FROZENSET))
        return args[1];
    return instance(vm, args[0], VK_FROZENSET, args[1]);
}

static viv_value set_init(viv_vm *vm, const viv_value *args) {
    VIV_TRY(set_clear(vm, args));
    if (viv_is_absent(args[1]))
        return VIV_NONE;
    return vk_set_update(vm, args[0], args[1]);
}

static viv_value set_sizeof(viv_vm *vm, const viv_value *args) {
    const vk_dict_object *self = checked(vm, args[0]);
    int64_t bytes = sizeof *self;

    if (self->table != 0)
        bytes += vk_heap_room(vm, vk_at(vm, self->table));
    return viv_small_int(bytes);
}

/* (type, ([items],), attributes or None) */
static viv_value set_reduce(viv_vm *vm, const viv_value *args) {
    viv_value list = vk_list_from_iterable(vm, args[0]), name, parts[3];

    VIV_TRY(list);
    name = vk_str_intern_utf8(vm, "__dict__", 8);
    VIV_TRY(name);
    parts[0] = vk_type_of(vm, args[0]);
    parts[1] = vk_tuple_from(vm, &list, 1);
    VIV_TRY(parts[1]);
    parts[2] = vk_find_attribute(vm, args[0], name);
    VIV_TRY(parts[2]);
    if (viv_is_absent(parts[2]))
        parts[2] = VIV_NONE;
    return vk_tuple_from(vm, parts, 3);
}

/* -- slots */

static void set_trace(vk_marker *marker, void *object) {
    vk_dict_object *self = object;

    if (self->table != 0)
        vk_mark_offset(marker, self->table);
}

static viv_value set_length(viv_vm *vm, viv_value self) {
    return viv_small_int(checked(vm, self)->count);
}

static viv_value set_truth(viv_vm *vm, viv_value self) {
    return viv_bool(checked(vm, self)->count != 0);
}

static viv_value set_contains(viv_vm *vm, viv_value self, viv_value item) {
    int found = vk_set_contains(vm, self, item);

    return found < 0 ? VIV_RAISE : viv_bool(found);
}

static viv_value set_iterate(viv_vm *vm, viv_value self) {
    return vk_dict_iterator_new(vm, VK_SET_ITERATOR, self, false);
}

/* The items between braces. */
static bool add_items(viv_vm *vm, viv_value self, vk_str_builder *text) {
    uint32_t position = 0;
    bool first = true;
    viv_value item;

    vk_str_add_text(text, "{");
    while (!text->failed && vk_set_next(vm, self, &position, &item)) {
        if (!first)
            vk_str_add_text(text, ", ");
        first = false;
        item = vk_repr(vm, item);
        if (viv_is_jump(item))
            return false;
        vk_str_add(text, item);
    }
    vk_str_add_text(text, "}");
    return true;
}

static viv_value set_repr(viv_vm *vm, viv_value self) {
    bool plain = vk_is_exact(vm, self, VK_SET), fine = true, again;
    bool empty = checked(vm, self)->count == 0;
    viv_value type = vk_type_of(vm, self);
    vk_str_builder text;

    if (!vk_enter_native(vm))
        return VIV_RAISE;
    vk_str_build(&text, vm);
    again = vk_repr_enter(vm, self);
    if (!plain || again || empty) {
        vk_str_add(&text, vk_type_pointer(vm, type)->name);
        vk_str_add_text(&text, "(");
    }
    if (again)
        vk_str_add_text(&text, "...");
    else if (!empty)
        fine = add_items(vm, self, &text);
    if (!plain || again || empty)
        vk_str_add_text(&text, ")");
    if (!again)
        vk_repr_leave(vm, self);
    return fine ? vk_str_finish(&text) : VIV_RAISE;
}

/* Independent of the order of items, as CPython reckons it. */
static bool mix_items(viv_vm *vm, viv_value self, uint64_t *mixed) {
    uint64_t hash;
    uint32_t position = 0;
    viv_value item;

    *mixed = 0;
    if (!vk_enter_native(vm))
        return false;
    while (vk_set_next(vm, self, &position, &item)) {
        if (!vk_charge(vm, 1) || !vk_hash(vm, item, &hash))
            return false;
        *mixed ^= ((hash ^ 89869747) ^ hash << 16) * 3644798167;
    }
    return true;
}

/* It is kept: of frozensets in frozensets, the innermost would otherwise be
 * reckoned once for every way that leads to it. */
static viv_value frozenset_hash(viv_vm *vm, viv_value self) {
    vk_frozenset *frozen = (vk_frozenset *)checked(vm, self);
    uint64_t mixed = frozen->hash;

    if (mixed == 0) {
        if (!mix_items(vm, self, &mixed))
            return VIV_RAISE;
        mixed ^= ((uint64_t)checked(vm, self)->count + 1) * 1927868237;
        mixed ^= mixed >> 11 ^ mixed >> 25;
        mixed = mixed * 69069 + 907133923;
        if (mixed == UINT64_MAX)
            mixed = 590923713;
        if (!vk_in_world(vm, vk_reference_offset(self)))
            frozen->hash = mixed;
    }
    return vk_int(vm, (int64_t)mixed);
}

/* What set and frozenset have in common. */
#define SHARED_METHODS                                                         \
    {"copy(self, /)", set_copy, "Return a shallow copy of a set."},            \
        {"union(self, /, *others)", vk_set_union_method,                       \
         "Return a new set with elements from the set and all others."},       \
        {"intersection(self, /, *others)", vk_set_intersection_method,         \
         "Return a new set with elements common to the set and all others."},  \
        {"difference(self, /, *others)", vk_set_difference_method,             \
         "Return a new set with elements in the set that are not in the "      \
         "others."},                                                           \
        {"symmetric_difference(self, other, /)", vk_set_symmetric_method,      \
         "Return a new set with elements in either the set or other but not "  \
         "both."},                                                             \
        {"isdisjoint(self, other, /)", vk_set_isdisjoint,                      \
         "Return True if two sets have a null intersection."},                 \
        {"issubset(self, other, /)", vk_set_issubset,                          \
         "Report whether another set contains this set."},                     \
        {"issuperset(self, other, /)", vk_set_issuperset,                      \
         "Report whether this set contains another set."},                     \
        {"__reduce__(self, /)", set_reduce,                                    \
         "Return state information for pickling."},                            \
        {"__sizeof__(self, /)", set_sizeof,                                    \
         "S.__sizeof__() -> size of S in memory, in bytes."}

static const viv_function set_methods[] = {
    {"__new__(cls, iterable=..., /)", set_new,
     "Create and return a new object."},
    {"__init__(self, iterable=..., /)", set_init, "Initialize self."},
    {"add(self, object, /)", set_add, "Add an element to a set."},
    {"clear(self, /)", set_clear, "Remove all elements from this set."},
    {"discard(self, object, /)", set_discard,
     "Remove an element from a set if it is a member."},
    {"remove(self, object, /)", set_remove,
     "Remove an element from a set; it must be a member."},
    {"pop(self, /)", set_pop, "Remove and return an arbitrary set element."},
    {"update(self, /, *others)", vk_set_update_method,
     "Update the set, adding elements from all others."},
    {"intersection_update(self, /, *others)", vk_set_intersection_update,
     "Update the set, keeping only elements found in it and all others."},
    {"difference_update(self, /, *others)", vk_set_difference_update,
     "Update the set, removing elements found in others."},
    {"symmetric_difference_update(self, other, /)", vk_set_symmetric_update,
     "Update the set, keeping only elements found in either set, but not in "
     "both."},
    SHARED_METHODS,
    {"__class_getitem__(cls, item, /)", vk_class_item, "See PEP 585"},
    {0},
};

static const viv_function frozenset_methods[] = {
    {"__new__(cls, iterable=..., /)", frozenset_new,
     "Create and return a new object."},
    SHARED_METHODS,
    {"__class_getitem__(cls, item, /)", vk_class_item, "See PEP 585"},
    {0},
};

const vk_slots vk_set_slots = {
    .size = sizeof(vk_dict_object),
    .trace = set_trace,
    .repr = set_repr,
    .truth = set_truth,
    .length = set_length,
    .compare = vk_set_compare,
    .binary = vk_set_binary,
    .in_place = vk_set_in_place,
    .contains = set_contains,
    .iterate = set_iterate,
    .methods = set_methods,
    .doc = "Build an unordered collection of unique elements.",
    .filled_by_init = true,
};

const vk_slots vk_frozenset_slots = {
    .size = sizeof(vk_frozenset),
    .trace = set_trace,
    .repr = set_repr,
    .hash = frozenset_hash,
    .truth = set_truth,
    .length = set_length,
    .compare = vk_set_compare,
    .binary = vk_set_binary,
    .contains = set_contains,
    .iterate = set_iterate,
    .methods = frozenset_methods,
    .doc = "Build an immutable unordered collection of unique elements.",
};
