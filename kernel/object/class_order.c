/* class_order.c - the method resolution order (C3), and __slots__.
 *
 * Barrett et al., "A Monotonic Superclass Linearization for Dylan", OOPSLA
 * 1996.
 */
#include "compile/scope.h"
#include "object/class.h"
#include "object/class_parts.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"
#include "object/str_methods.h"

/* The lists to be merged: the order of each base, then the bases; as a list of
 * tuples, with how far each was used. */
typedef struct merge {
    viv_vm *vm;
    viv_value lists; /* tuple of tuples */
    viv_value used;  /* tuple of ints */
    viv_value result;
    uint32_t count;
} merge;

static uint32_t used(merge *m, uint32_t list) {
    return (uint32_t)viv_small_int_value(vk_tuple_get(m->vm, m->used, list));
}

static viv_value item(merge *m, uint32_t list, uint32_t index) {
    return vk_tuple_get(m->vm, vk_tuple_get(m->vm, m->lists, list), index);
}

static uint32_t length(merge *m, uint32_t list) {
    return vk_tuple_length(m->vm, vk_tuple_get(m->vm, m->lists, list));
}

/* [candidate] stands behind the head of some list: it must wait. */
static bool in_a_tail(merge *m, viv_value candidate) {
    for (uint32_t i = 0; i < m->count; i++)
        for (uint32_t k = used(m, i) + 1; k < length(m, i); k++)
            if (viv_same(item(m, i, k), candidate))
                return true;
    return false;
}

static void take(merge *m, viv_value chosen) {
    vk_items counters = vk_sequence_items(m->vm, m->used);

    for (uint32_t i = 0; i < m->count && i < counters.count; i++)
        if (used(m, i) < length(m, i) &&
            viv_same(item(m, i, used(m, i)), chosen))
            counters.items[i] = viv_small_int(used(m, i) + 1);
}

/* Was the head of list [number] that of an earlier one? */
static bool seen_before(merge *m, uint32_t number, viv_value head) {
    for (uint32_t i = 0; i < number; i++)
        if (used(m, i) < length(m, i) &&
            viv_same(item(m, i, used(m, i)), head))
            return true;
    return false;
}

/* Names the heads that block each other. */
static viv_value inconsistent(merge *m) {
    viv_vm *vm = m->vm;
    vk_str_builder names;
    bool first = true;
    viv_value text;

    vk_str_build(&names, vm);
    for (uint32_t i = 0; i < m->count; i++) {
        viv_value head;

        if (used(m, i) >= length(m, i))
            continue;
        head = item(m, i, used(m, i));
        if (seen_before(m, i, head))
            continue;
        if (!first)
            vk_str_add_text(&names, ", ");
        first = false;
        vk_str_add(&names, vk_type_pointer(vm, head)->name);
    }
    text = vk_str_finish(&names);
    VIV_TRY(text);
    return vk_raise(vm, VIV_TypeError,
                    "Cannot create a consistent method resolution order (MRO) "
                    "for bases %S",
                    text);
}

/* 1: one class more, 0: all done, -1: no head is free. The first head that is
 * in no tail: bases keep their order, and a class comes before its bases. */
static int step(merge *m) {
    bool left = false;

    for (uint32_t i = 0; i < m->count; i++) {
        viv_value head;

        if (used(m, i) >= length(m, i))
            continue;
        left = true;
        head = item(m, i, used(m, i));
        if (in_a_tail(m, head))
            continue;
        if (!vk_list_append(m->vm, m->result, head))
            return -2;
        take(m, head);
        return 1;
    }
    return left ? -1 : 0;
}

static bool no_duplicates(viv_vm *vm, viv_value bases) {
    uint32_t count = vk_tuple_length(vm, bases);

    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = i + 1; k < count; k++)
            if (viv_same(vk_tuple_get(vm, bases, i),
                         vk_tuple_get(vm, bases, k))) {
                vk_raise(vm, VIV_TypeError, "duplicate base class %N",
                         vk_tuple_get(vm, bases, i));
                return false;
            }
    return true;
}

/* 64 bases: a bound for arrays on the C stack. */
static bool begin(merge *m, viv_value type, viv_value bases) {
    viv_vm *vm = m->vm;
    viv_value lists[65], zeros[65];
    uint32_t count = vk_tuple_length(vm, bases);

    if (count > 64) {
        vk_raise(vm, VIV_TypeError, "too many bases");
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        lists[i] = vk_type_pointer(vm, vk_tuple_get(vm, bases, i))->resolution;
        zeros[i] = viv_small_int(0);
    }
    lists[count] = bases;
    zeros[count] = viv_small_int(0);
    m->count = count + 1;
    m->lists = vk_tuple_from(vm, lists, m->count);
    m->used = vk_tuple_from(vm, zeros, m->count);
    m->result = vk_list_from(vm, &type, 1);
    return !viv_is_jump(m->lists) && !viv_is_jump(m->used) &&
           !viv_is_jump(m->result);
}

viv_value vk_class_resolution(viv_vm *vm, viv_value type, viv_value bases) {
    merge m = {.vm = vm};
    int more;

    if (!no_duplicates(vm, bases) || !begin(&m, type, bases))
        return VIV_RAISE;
    do {
        if (!vk_charge(vm, m.count))
            return VIV_RAISE;
        more = step(&m);
    } while (more > 0);
    if (more == -1)
        return inconsistent(&m);
    return more < 0 ? VIV_RAISE : vk_tuple_from_list(vm, m.result);
}

/* -- __slots__ */

static bool take_slot(viv_vm *vm, viv_value class, viv_value namespace,
                      viv_value name, viv_value list, bool *dict) {
    if (!vk_is(vm, name, VK_STR)) {
        vk_raise(vm, VIV_TypeError, "__slots__ items must be strings, not '%T'",
                 name);
        return false;
    }
    if (!viv_same(vk_str_isidentifier(vm, &name), VIV_TRUE)) {
        vk_raise(vm, VIV_TypeError, "__slots__ must be identifiers");
        return false;
    }
    if (vk_str_is(vm, name, "__dict__")) {
        *dict = true;
        return true;
    }
    if (vk_str_is(vm, name, "__weakref__"))
        return true;
    name = vk_str_intern(vm, vk_scope_mangle(vm, class, name));
    if (viv_is_jump(name))
        return false;
    if (!viv_is_absent(vk_dict_get_name(vm, namespace, name))) {
        vk_raise(vm, VIV_ValueError,
                 "%R in __slots__ conflicts with class variable", name);
        return false;
    }
    return vk_list_append(vm, list, name);
}

/* As CPython: instances of these have no fixed size. */
static bool takes_slots(viv_vm *vm, viv_value base) {
    uint8_t kind = vk_type_pointer(vm, base)->instance_kind;

    if (kind != VK_INT && kind != VK_TUPLE && kind != VK_BYTES &&
        kind != VK_TYPE)
        return true;
    vk_raise(vm, VIV_TypeError,
             "nonempty __slots__ not supported for subtype of '%N'", base);
    return false;
}

bool vk_class_slots(viv_vm *vm, viv_value name, viv_value namespace,
                    viv_value base, viv_value *slots, bool *dict) {
    viv_value key = vk_str_intern_utf8(vm, "__slots__", 9), list, names;
    viv_value wanted = vk_dict_get_name(vm, namespace, key);

    *slots = VIV_ABSENT;
    *dict = true;
    if (viv_is_absent(wanted))
        return true;
    *dict = vk_type_pointer(vm, base)->flags & VK_TYPE_HAS_DICT;
    if (vk_is(vm, wanted, VK_STR))
        names = vk_list_from(vm, &wanted, 1);
    else
        names = vk_list_from_iterable(vm, wanted);
    list = vk_list_new(vm, 4);
    if (viv_is_jump(names) || viv_is_jump(list) ||
        (vk_list_length(vm, names) != 0 && !takes_slots(vm, base)))
        return false;
    for (uint32_t i = 0; i < vk_list_length(vm, names); i++)
        if (!take_slot(vm, name, namespace, vk_list_get(vm, names, i), list,
                       dict))
            return false;
    *slots = vk_tuple_from_list(vm, list);
    return !viv_is_jump(*slots);
}
