/* str_intern.c - the strings of which there is only one.
 *
 * The table is an open-addressed array of references (VK_VALUES), of a power of
 * two; its `spare` counts what is in it. The world's is searched first, then
 * the sandbox's own, so that an interned str is the only one of its content in
 * both.
 */
#include "host/runtime.h"
#include "machine.h"
#include "memory/world.h"
#include "object/text.h"
#include "text/utf8.h"

enum { FIRST_ROOM = 64, PROBES = 1 << 16 };

/* The place in a table where the text is, or where it would be put. */
typedef struct place {
    viv_value *slot;
    bool found;
} place;

static bool is_text(viv_vm *vm, viv_value item, vk_text text, uint64_t hash) {
    const vk_str_object *str = vk_object(vm, item);
    vk_text other;

    if (str->hash != hash || str->length != text.length)
        return false;
    other = vk_str_view(vm, str);
    return other.width == text.width && vk_text_equal(vm, other, text);
}

static place look_up(viv_vm *vm, viv_value table, vk_text text, uint64_t hash) {
    uint32_t mask, index = (uint32_t)(hash ^ hash >> 32);
    uint32_t offset = vk_reference_offset(table);
    place at = {NULL, false};

    if (!viv_is_reference(table))
        return at;
    mask = ((vk_values *)vk_at(vm, offset))->count - 1;
    for (uint32_t probes = 0; probes < PROBES; probes++) {
        at.slot = vk_element(vm, offset, index++ & mask, sizeof(viv_value));
        if (!viv_is_reference(*at.slot))
            return at;
        at.found = is_text(vm, *at.slot, text, hash);
        if (at.found)
            return at;
    }
    return (place){NULL, false};
}

/* Puts all of [from] into a table of [room]; absent: raised. */
static viv_value grown(viv_vm *vm, viv_value from, uint32_t room) {
    uint32_t offset = vk_values_new(vm, room), count = 0;
    vk_values *old, *new;

    if (offset == 0)
        return VIV_ABSENT;
    new = vk_at(vm, offset);
    new->spare = 0;
    if (!viv_is_reference(from))
        return vk_reference_at(offset);
    old = vk_object(vm, from);
    for (uint32_t i = 0; i < room / 2 && i < old->count; i++) {
        viv_value item = old->items[i];
        uint64_t hash;
        uint32_t index;

        if (!viv_is_reference(item))
            continue;
        hash = ((vk_str_object *)vk_object(vm, item))->hash;
        index = (uint32_t)(hash ^ hash >> 32) & (room - 1);
        while (viv_is_reference(new->items[index]))
            index = (index + 1) & (room - 1);
        new->items[index] = item;
        count++;
    }
    new->spare = count;
    return vk_reference_at(offset);
}

/* Makes room for one more: tables are at most two thirds full. */
static bool reserve(viv_vm *vm) {
    viv_value table = VK(vm)->interned;
    uint32_t room = 0, used = 0;

    if (viv_is_reference(table)) {
        const vk_values *values = vk_object(vm, table);

        room = values->count;
        used = values->spare;
    }
    if ((uint64_t)used * 3 < (uint64_t)room * 2)
        return true;
    room = room == 0 ? FIRST_ROOM : room * 2;
    if (!vk_charge(vm, room))
        return false;
    table = grown(vm, table, room);
    if (viv_is_absent(table))
        return false;
    VK(vm)->interned = table;
    return true;
}

static viv_value find(viv_vm *vm, vk_text text, uint64_t hash) {
    place at = look_up(vm, vk_world_interned(vm), text, hash);

    if (!at.found)
        at = look_up(vm, VK(vm)->interned, text, hash);
    return at.found ? *at.slot : VIV_ABSENT;
}

/* [str], which nobody else has seen or which is not in the world, becomes the
 * one of its content. */
static viv_value insert(viv_vm *vm, viv_value str, uint64_t hash) {
    vk_str_object *object;
    vk_values *table;
    place at;

    if (!reserve(vm))
        return VIV_RAISE;
    object = vk_object(vm, str);
    object->hash = hash;
    at = look_up(vm, VK(vm)->interned, vk_str_view(vm, object), hash);
    if (!at.slot)
        return vk_raise_memory(vm);
    if (at.found)
        return *at.slot;
    object->head.extra |= VK_STR_INTERNED;
    table = vk_object(vm, VK(vm)->interned);
    table->spare++;
    vk_store(vm, table, at.slot, str);
    return str;
}

viv_value vk_str_find_interned(viv_vm *vm, viv_value str) {
    vk_text text = vk_str_text(vm, str);
    uint64_t hash;

    if (vk_head(vm, str)->extra & VK_STR_INTERNED)
        return str;
    hash = vk_str_hash(vm, str);
    return find(vm, text, hash);
}

viv_value vk_str_intern(viv_vm *vm, viv_value str) {
    VIV_TRY(str);
    vk_text text = vk_str_text(vm, str);
    vk_header *head = vk_head(vm, str);
    uint64_t hash;
    viv_value known;

    if (head->extra & VK_STR_INTERNED)
        return str;
    hash = vk_str_hash(vm, str);
    known = find(vm, text, hash);
    if (!viv_is_absent(known))
        return known;
    /* A text that shares a store, has attributes or cannot be written to does
     * not become the one: a copy does. */
    if (head->extra & VK_STR_STORED || head->flags & VK_SUBCLASS ||
        vk_in_world(vm, vk_reference_offset(str))) {
        str = vk_str_new(vm, text.length,
                         vk_chars_union(text.data, text.width, text.length));
        VIV_TRY(str);
        if (!vk_text_copy(vm, vk_str_writable(vm, str), text.width, text))
            return VIV_RAISE;
    }
    return insert(vm, str, hash);
}

viv_value vk_str_intern_utf8(viv_vm *vm, const char *bytes, uint32_t length) {
    vk_text text = {bytes, length, 1, true};
    uint64_t hash;
    viv_value known, str;

    if (vk_utf8_ascii_prefix(bytes, length) < length) {
        str = vk_str_from_utf8(vm, bytes, length);
        VIV_TRY(str);
        return vk_str_intern(vm, str);
    }
    hash = vk_text_hash(vm, text);
    known = find(vm, text, hash);
    if (!viv_is_absent(known))
        return known;
    str = vk_str_new(vm, length, 0);
    VIV_TRY(str);
    if (!vk_text_copy(vm, vk_str_writable(vm, str), 1, text))
        return VIV_RAISE;
    return insert(vm, str, hash);
}

/* -- the world's constants -- */

uint32_t vk_str_build_world(viv_vm *vm) {
    uint32_t table = vk_values_new(vm, VK_STR_EMPTY + 1);
    viv_value kept = vk_reference_at(table); /* seen by the collector */

    if (table == 0)
        return 0;
    for (uint32_t i = 0; i <= VK_STR_EMPTY; i++) {
        viv_value str = i == VK_STR_EMPTY ? vk_str_empty(vm)
                                          : vk_str_from_char(vm, i);
        vk_values *values = vk_object(vm, kept);

        if (viv_is_raise(str))
            return 0;
        str = vk_str_intern(vm, str);
        if (viv_is_raise(str))
            return 0;
        vk_store(vm, values, &values->items[i], str);
    }
    return table;
}
