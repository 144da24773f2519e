/* dict_table.c - the hash table below dict, set and frozenset.
 *
 * A search compares 32 bits of hash in the index before it looks at a key, so
 * that it costs two cache lines. Deleting empties the entry and leaves the
 * index alone: what points to an emptied entry matches no key. Every entry
 * written takes one slot of the index at most, and there is room for two thirds
 * as many entries as slots, so a search always ends at a free slot; the bound
 * on probes is for tables that were overwritten.
 *
 * The layout is that of CPython's compact dict (Hettinger 2012): a sparse
 * index, and entries in the order of insertion. Different is that the index
 * holds the hash itself, so that a table is walked and rebuilt without calling
 * __hash__ again.
 *
 * Comparing keys may run program code, which may change the table under the
 * search. So the table and its use are compared afterwards, and the search
 * begins anew if they differ (CHANGED).
 */
#include "object/dict_table.h"

#include "memory/heap.h"
#include "memory/world.h"
#include "object/error.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

enum {
    SMALLEST_INDEX = 8,
    FREE_PROBES = 8, /* longer chains are charged */
    PERTURB_SHIFT = 5,
    SHORT_TUPLE = 8,  /* items compared without charge */
    CHUNK = 4096, /* slots or entries between charges */
    CHANGED = -3, /* result of a search that program code disturbed */
    CLEARED = 1 << 18, /* bytes between charges */
    MARGIN = 64, /* bytes at the end of what 32 bits can say */
};

/* -- hashing and matching */

static bool is_exact(viv_vm *vm, viv_value value, vk_kind kind) {
    return vk_is(vm, value, kind) &&
           !(vk_head(vm, value)->flags & VK_SUBCLASS);
}

/* The hash could not be had: says what it was for, if the key cannot have
 * one. */
static void explain_unhashable(viv_vm *vm, viv_value key, const char *use) {
    viv_value error, text;

    if (!vk_raised(vm, VIV_TypeError))
        return;
    error = vk_catch(vm);
    if (viv_is_absent(error))
        return;
    text = vk_str(vm, error);
    if (!viv_is_jump(text))
        vk_raise(vm, VIV_TypeError, "cannot use '%T' as a %s (%S)", key, use,
                 text);
}

bool vk_table_hash(viv_vm *vm, viv_value key, const char *use,
                   uint32_t *hash) {
    uint64_t full;

    if (viv_is_jump(key)) /* it could not be made */
        return false;
    if (!vk_table_quick_hash(vm, key, &full) &&
        !(is_exact(vm, key, VK_TUPLE) ? vk_tuple_hash(vm, key, &full)
                                      : vk_hash(vm, key, &full))) {
        explain_unhashable(vm, key, use);
        return false;
    }
    *hash = vk_hash_fold(full);
    return true;
}

static bool both_interned(viv_vm *vm, viv_value a, viv_value b) {
    return vk_head(vm, a)->extra & vk_head(vm, b)->extra & VK_STR_INTERNED;
}

/* Of ints and strs, which no program code compares: 1, 0; -1: others. */
static int plain_equal(viv_vm *vm, viv_value a, viv_value b) {
    if (viv_same(a, b))
        return 1;
    if (viv_are_small_ints(a, b))
        return 0;
    if (is_exact(vm, a, VK_STR) && is_exact(vm, b, VK_STR))
        return !both_interned(vm, a, b) && vk_str_equal(vm, a, b);
    return -1;
}

/* The same of tuples of such. */
static int tuple_equal(viv_vm *vm, viv_value a, viv_value b) {
    const vk_tuple_object *x = vk_object(vm, a), *y = vk_object(vm, b);
    uint32_t count = x->length, i;

    if (count != y->length)
        return 0;
    if (count > SHORT_TUPLE)
        return -1;
    /* The items of the two lie anywhere: they are fetched at the same time. */
    for (i = 0; i < count; i++) {
        __builtin_prefetch(vk_object(vm, vk_tuple_at(vm, x, i)));
        __builtin_prefetch(vk_object(vm, vk_tuple_at(vm, y, i)));
    }
    for (i = 0; i < count; i++) {
        int equal = plain_equal(vm, vk_tuple_at(vm, x, i),
                                vk_tuple_at(vm, y, i));

        if (equal != 1)
            return equal;
    }
    return 1;
}

/* Whether [stored], which is not [key] itself but of the same hash, is equal:
 * 1, 0, VK_TABLE_RAISED or CHANGED. */
static int64_t match(viv_vm *vm, vk_dict_object *owner, viv_value stored,
                     viv_value key) {
    uint32_t table = owner->table;
    uint32_t used = ((const vk_table *)vk_at(vm, table))->used;
    int equal;

    if (viv_is_absent(stored))
        return 0;
    equal = is_exact(vm, stored, VK_TUPLE) && is_exact(vm, key, VK_TUPLE)
                ? tuple_equal(vm, stored, key)
                : plain_equal(vm, stored, key);
    if (equal >= 0)
        return equal;
    equal = vk_equal(vm, stored, key);
    if (equal < 0)
        return VK_TABLE_RAISED;
    if (owner->table != table ||
        ((const vk_table *)vk_at(vm, table))->used != used)
        return CHANGED;
    return equal;
}

/* The same for names: no program code. */
static int64_t match_name(viv_vm *vm, viv_value stored, viv_value name) {
    return vk_is(vm, stored, VK_STR) && !both_interned(vm, stored, name) &&
           vk_str_equal(vm, stored, name);
}

/* -- searching */

static inline vk_table_slot *slot_at(viv_vm *vm, uint32_t table,
                                     uint32_t slot) {
    return vk_at(vm, (uint32_t)(table + sizeof(vk_table) + slot * 8));
}

/* Fuel for the probe after the first ones; flooding a table with equal hashes
 * spends the flooder's fuel. */
static bool charge_probe(viv_vm *vm, uint32_t probes, uint32_t mask) {
    VK_CHECK(vm, probes < (uint64_t)mask + 64);
    return vk_charge(vm, 1);
}

/* The probe sequence is CPython's: all bits of the hash come into play, little
 * by little (perturb). Everything read from the table is used masked or
 * checked. */
__attribute__((always_inline)) static inline int64_t
search(viv_vm *vm, vk_dict_object *owner, viv_value key, vk_place *place,
       bool names) {
    uint32_t base = owner->table, hash = place->hash, perturb = hash;
    const vk_table *table = vk_at(vm, base);
    uint32_t mask, used, entries, size, slot, probes;

    if (base == 0)
        return VK_TABLE_ABSENT;
    mask = table->mask;
    used = table->used;
    entries = base + table->entries;
    size = table->head.extra * 8u;
    slot = hash & mask;
    for (probes = 0;; probes++) {
        const vk_table_slot *pair = slot_at(vm, base, slot);
        uint32_t entry = pair->entry - 1;

        if (pair->entry == 0)
            break;
        if (pair->hash == hash && entry < used) {
            const viv_value *at = vk_at(vm, entries + entry * size);
            viv_value stored = *at;
            int64_t result;

            if (viv_same(stored, key))
                return entry;
            result = names ? match_name(vm, stored, key)
                           : match(vm, owner, stored, key);
            /* An equal key may have been deleted while it was compared. */
            if (result == 1)
                return viv_same(*at, stored) ? (int64_t)entry : CHANGED;
            if (result != 0)
                return result;
        }
        if (probes >= FREE_PROBES && !charge_probe(vm, probes, mask))
            return VK_TABLE_RAISED;
        perturb >>= PERTURB_SHIFT;
        slot = (slot * 5 + perturb + 1) & mask;
    }
    place->slot = slot;
    return VK_TABLE_ABSENT;
}

int64_t vk_table_find(viv_vm *vm, vk_dict_object *owner, viv_value key,
                      vk_place *place) {
    int64_t entry = search(vm, owner, key, place, false);

    while (entry == CHANGED) {
        if (!vk_charge(vm, FREE_PROBES))
            return VK_TABLE_RAISED;
        entry = search(vm, owner, key, place, false);
    }
    return entry;
}

int64_t vk_table_find_name(viv_vm *vm, vk_dict_object *owner, viv_value name,
                           vk_place *place) {
    uint64_t hash;

    if (viv_is_jump(name)) /* it could not be interned */
        return VK_TABLE_RAISED;
    hash = ((const vk_str_object *)vk_object(vm, name))->hash;
    place->hash = vk_hash_fold(hash ? hash : vk_str_hash(vm, name));
    return search(vm, owner, name, place, true);
}

/* -- new tables */

static uint32_t room_of(uint32_t slots) {
    return (uint32_t)((uint64_t)slots * 2 / 3);
}

static uint64_t table_bytes(uint64_t slots, uint64_t room, uint32_t words) {
    return sizeof(vk_table) + slots * sizeof(vk_table_slot) + room * words * 8;
}

/* In pieces, each paid for before it is done. */
static bool clear_index(viv_vm *vm, char *index, uint64_t bytes) {
    while (bytes > CLEARED) {
        if (!vk_charge(vm, CLEARED / 128))
            return false;
        memset(index, 0, CLEARED);
        index += CLEARED;
        bytes -= CLEARED;
    }
    memset(index, 0, bytes);
    return true;
}

/* An empty table, or NULL, raised. Entries are not initialised: only the ones
 * below [used] are ever looked at. The only place where a table's size is
 * computed; 64 bits, compared before it is cut to 32. */
static vk_table *table_new(viv_vm *vm, uint32_t slots, uint32_t words) {
    uint32_t room = room_of(slots);
    uint64_t bytes = table_bytes(slots, room, words);
    vk_table *table;

    if (bytes > UINT32_MAX - MARGIN) {
        vk_raise_memory(vm);
        return NULL;
    }
    if (bytes > CHUNK && !vk_heap_admits(vm, bytes))
        return NULL;
    table = vk_heap_take(vm, (uint32_t)bytes);
    if (!table)
        return NULL;
    table->head.kind = VK_TABLE;
    table->head.extra = (uint16_t)words;
    table->used = 0;
    table->room = room;
    table->mask = slots - 1;
    table->entries =
        (uint32_t)(sizeof(vk_table) + slots * sizeof(vk_table_slot));
    table->first = 0;
    table->end = 0;
    if (!clear_index(vm, (char *)(table + 1),
                     (uint64_t)slots * sizeof(vk_table_slot)))
        return NULL;
    return table;
}

/* Index slots for [room] entries; 0: more than a cage holds, raised. */
static uint32_t slots_for(viv_vm *vm, uint64_t room) {
    uint64_t slots = SMALLEST_INDEX;

    while (slots * 2 / 3 < room)
        slots *= 2;
    if (slots > UINT32_MAX / sizeof(vk_table_slot)) {
        vk_raise_memory(vm);
        return 0;
    }
    return (uint32_t)slots;
}

static void index_add(viv_vm *vm, uint32_t base, uint32_t hash,
                      uint32_t entry) {
    uint32_t mask = ((const vk_table *)vk_at(vm, base))->mask;
    uint32_t slot = hash & mask, perturb = hash, probes = 0;
    vk_table_slot *pair = slot_at(vm, base, slot);

    while (pair->entry != 0) {
        VK_CHECK(vm, probes++ < (uint64_t)mask + 64);
        perturb >>= PERTURB_SHIFT;
        slot = (slot * 5 + perturb + 1) & mask;
        pair = slot_at(vm, base, slot);
    }
    pair->hash = hash;
    pair->entry = entry + 1;
}

/* -- moving to another table */

static bool charge_chunk(viv_vm *vm, uint32_t done) {
    return done % CHUNK != 0 || vk_charge(vm, CHUNK / 4);
}

/* Copies index and entries of a table without deleted ones. Without gaps
 * entries keep their numbers and are copied as one block. */
static bool move_all(viv_vm *vm, uint32_t from, uint32_t to, uint32_t words) {
    const vk_table *old = vk_at(vm, from);
    vk_table *new = vk_at(vm, to);
    uint32_t used = old->used, mask = old->mask, slot = 0;
    uint32_t bytes = used * words * 8;

    VK_CHECK(vm, used <= new->room);
    do {
        vk_table_slot pair = *slot_at(vm, from, slot);

        if (!charge_chunk(vm, slot))
            return false;
        if (pair.entry - 1 < used)
            index_add(vm, to, pair.hash, pair.entry - 1);
    } while (slot++ != mask);
    memcpy(vk_table_entry(vm, to, 0, words),
           vk_table_entry(vm, from, 0, words),
           vk_span(from + old->entries, bytes));
    new->used = used;
    new->end = used;
    return true;
}

/* The hash of each entry, read off the index, in a VK_RAW; NULL: raised. */
static vk_raw *hashes_by_entry(viv_vm *vm, uint32_t from, uint32_t used) {
    uint32_t mask = ((const vk_table *)vk_at(vm, from))->mask, slot = 0;
    uint32_t offset;

    if (used > UINT32_MAX / 8) {
        vk_raise_memory(vm);
        return NULL;
    }
    offset = vk_raw_new(vm, used * 4);
    if (offset == 0)
        return NULL;
    do {
        vk_table_slot pair = *slot_at(vm, from, slot);

        if (!charge_chunk(vm, slot))
            return NULL;
        if (pair.entry - 1 < used)
            *(uint32_t *)vk_element(vm, offset, pair.entry - 1, 4) = pair.hash;
    } while (slot++ != mask);
    return vk_at(vm, offset);
}

/* Copies the live entries, closing the gaps. [hashes] belongs to [from]. */
static bool move_live(viv_vm *vm, uint32_t from, uint32_t to, uint32_t words,
                      vk_raw *hashes) {
    vk_table *new = vk_at(vm, to);
    uint32_t used = ((const vk_table *)vk_at(vm, from))->used;
    uint32_t room = new->room, count = 0, entry;

    for (entry = 0; entry < used; entry++) {
        const viv_value *source = vk_table_entry(vm, from, entry, words);

        if (!charge_chunk(vm, entry + 1))
            return false;
        if (viv_is_absent(*source))
            continue;
        VK_CHECK(vm, count < room);
        index_add(
            vm, to,
            *(uint32_t *)vk_element(vm, vk_offset(vm, hashes), entry, 4),
            count);
        memcpy(vk_table_entry(vm, to, count, words), source, words * 8);
        count++;
        new->used = count;
        new->end = count;
    }
    return true;
}

/* A table that grows by one of its own steps is a container that grows
 * gradually. */
static bool admits(viv_vm *vm, uint32_t table, uint32_t slots, uint32_t words) {
    uint64_t held = 0, bytes = table_bytes(slots, room_of(slots), words);

    if (table != 0)
        held = UINT64_C(1) + ((const vk_table *)vk_at(vm, table))->mask;
    return bytes <= CHUNK ||
           vk_heap_admits_growth(vm, held, slots / 4 <= held ? held : slots,
                                 bytes);
}

/* Gives [owner] a table with [slots] and the live entries of [from]'s. The old
 * table is left to the collector: inline caches may still name its entries. */
static bool rebuild(viv_vm *vm, vk_dict_object *owner, vk_dict_object *from,
                    uint32_t words, uint32_t slots) {
    const vk_table *old = vk_at(vm, from->table);
    vk_raw *hashes = NULL;
    vk_table *new;
    uint32_t table = from->table;
    bool gaps = table != 0 && old->used != from->count;

    if (!admits(vm, owner->table, slots, words))
        return false;
    if (gaps) {
        hashes = hashes_by_entry(vm, table, old->used);
        if (!hashes)
            return false;
    }
    new = table_new(vm, slots, words);
    if (!new)
        return false;
    if (table != 0 &&
        !(gaps ? move_live(vm, table, vk_offset(vm, new), words, hashes)
               : move_all(vm, table, vk_offset(vm, new), words)))
        return false;
    if (hashes)
        vk_heap_release(vm, hashes);
    vk_store_offset(vm, owner, &owner->table, vk_offset(vm, new));
    owner->count = new->used;
    return true;
}

bool vk_table_reserve(viv_vm *vm, vk_dict_object *owner, uint32_t words,
                      uint32_t room) {
    const vk_table *table = vk_at(vm, owner->table);
    uint32_t slots;

    if (owner->table != 0 &&
        room <= (uint64_t)table->room - table->used + owner->count)
        return true;
    slots = slots_for(vm, room);
    return slots != 0 && rebuild(vm, owner, owner, words, slots);
}

bool vk_table_copy(viv_vm *vm, vk_dict_object *owner, vk_dict_object *from,
                   uint32_t words) {
    uint32_t slots;

    if (from->table == 0 || from->count == 0)
        return true;
    slots = slots_for(vm, from->count);
    return slots != 0 && rebuild(vm, owner, from, words, slots);
}

/* -- changing and walking */

/* At the slot where the search ended: no second search, unless the table was
 * rebuilt. */
bool vk_table_insert(viv_vm *vm, vk_dict_object *owner, uint32_t words,
                     vk_place place, const viv_value *entry) {
    vk_table *table = vk_at(vm, owner->table);
    uint32_t number;
    viv_value *target;

    if (owner->table == 0 || table->used >= table->room) {
        /* Room for twice the live entries; a table full of deleted ones
         * shrinks. */
        uint32_t slots = slots_for(vm, (uint64_t)owner->count * 2 + 1);

        if (slots == 0 || !rebuild(vm, owner, owner, words, slots))
            return false;
        table = vk_at(vm, owner->table);
        number = table->used;
        index_add(vm, owner->table, place.hash, number);
    } else {
        number = table->used;
        *slot_at(vm, owner->table, place.slot) =
            (vk_table_slot){place.hash, number + 1};
    }
    target = vk_table_entry(vm, owner->table, number, words);
    vk_store(vm, table, target, entry[0]);
    if (words == VK_TABLE_DICT)
        vk_store(vm, table, target + 1, entry[1]);
    table->used = number + 1;
    table->end = number + 1;
    owner->count++;
    return true;
}

void vk_table_remove(viv_vm *vm, vk_dict_object *owner, uint32_t entry) {
    vk_table *table = vk_at(vm, owner->table);
    uint32_t words = table->head.extra == VK_TABLE_SET ? 1 : 2;
    viv_value *target = vk_table_entry(vm, owner->table, entry, words);

    target[0] = VIV_ABSENT;
    if (words == VK_TABLE_DICT)
        target[1] = VIV_ABSENT;
    owner->count--;
    if (table->first == entry)
        table->first = entry + 1;
    if (table->end == entry + 1)
        table->end = entry;
}

/* [first] remembers where live entries begin: a queue that is emptied from the
 * front would be walked from its start each time. */
int64_t vk_table_next(viv_vm *vm, vk_dict_object *owner, uint32_t entry) {
    uint32_t base = owner->table;
    vk_table *table = vk_at(vm, base);
    uint32_t words, end, at;

    if (base == 0)
        return VK_TABLE_ABSENT;
    words = table->head.extra;
    end = table->end < table->used ? table->end : table->used;
    at = entry > table->first ? entry : table->first;
    while (at < end &&
           viv_is_absent(*vk_table_entry(vm, base, at, words))) {
        at++;
        /* The stop of a failing charge is met at the next one. */
        (void)charge_chunk(vm, at);
    }
    if (entry <= table->first && at != table->first && !vk_in_world(vm, base))
        table->first = at;
    return at < end ? (int64_t)at : VK_TABLE_ABSENT;
}

int64_t vk_table_previous(viv_vm *vm, vk_dict_object *owner, int64_t entry) {
    uint32_t base = owner->table;
    vk_table *table = vk_at(vm, base);
    uint32_t words, end, at;

    if (base == 0)
        return VK_TABLE_ABSENT;
    words = table->head.extra;
    end = table->end < table->used ? table->end : table->used;
    at = entry + 1 < end ? (uint32_t)(entry + 1) : end;
    while (at > table->first &&
           viv_is_absent(*vk_table_entry(vm, base, at - 1, words))) {
        at--;
        (void)charge_chunk(vm, at);
    }
    if (entry + 1 >= end && at != table->end && !vk_in_world(vm, base))
        table->end = at;
    return at > table->first ? (int64_t)at - 1 : VK_TABLE_ABSENT;
}
