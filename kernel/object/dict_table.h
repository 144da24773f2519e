/* dict_table.h - the hash table below dict, set and frozenset.
 *
 * Functions take the owner (dict or set object): a program's __eq__ may replace
 * its table in the middle of a search, which is noticed by looking at the owner
 * again. Nothing here returns an address that outlives the next call.
 */
#ifndef VK_OBJECT_DICT_TABLE_H
#define VK_OBJECT_DICT_TABLE_H

#include "object/dict.h"
#include "object/str.h"

enum {
    VK_TABLE_DICT = 2, /* words per entry */
    VK_TABLE_SET = 1,
    VK_TABLE_ABSENT = -1, /* results of vk_table_find */
    VK_TABLE_RAISED = -2,
};

/* What a search found, and where a key that is absent would go: good until the
 * next change of the table. */
typedef struct vk_place {
    uint32_t hash; /* folded */
    uint32_t slot; /* of the index */
} vk_place;

/* The folded hash of a key; false: raised. [use] is what an unhashable one
 * cannot be used as: "dict key", "set element". */
bool vk_table_hash(viv_vm *vm, viv_value key, const char *use, uint32_t *hash);

/* The entry number of [key], whose hash is place->hash, or VK_TABLE_ABSENT,
 * VK_TABLE_RAISED. */
int64_t vk_table_find(viv_vm *vm, vk_dict_object *owner, viv_value key,
                      vk_place *place);

/* The same for a str whose characters decide, whatever other keys think. */
int64_t vk_table_find_name(viv_vm *vm, vk_dict_object *owner, viv_value name,
                           vk_place *place);

/* Appends an entry for a key that vk_table_find just did not find. [words] is
 * the owner's. False: out of memory. */
bool vk_table_insert(viv_vm *vm, vk_dict_object *owner, uint32_t words,
                     vk_place place, const viv_value *entry);

/* Takes out a live entry. */
void vk_table_remove(viv_vm *vm, vk_dict_object *owner, uint32_t entry);

/* Room for [room] entries in all; false: raised. */
bool vk_table_reserve(viv_vm *vm, vk_dict_object *owner, uint32_t words,
                      uint32_t room);

/* Makes [owner], which is empty, a copy of [from]; false: raised. */
bool vk_table_copy(viv_vm *vm, vk_dict_object *owner, vk_dict_object *from,
                   uint32_t words);

/* The number of the first live entry at or after [entry], or VK_TABLE_ABSENT;
 * of the last one at or before it. */
int64_t vk_table_next(viv_vm *vm, vk_dict_object *owner, uint32_t entry);
int64_t vk_table_previous(viv_vm *vm, vk_dict_object *owner, int64_t entry);

/* The hash of a small int or a str; false: ask vk_hash. */
static inline bool vk_table_quick_hash(viv_vm *vm, viv_value key,
                                       uint64_t *hash) {
    const vk_str_object *str = vk_object(vm, key);

    if (viv_is_small_int(key)) {
        /* -1 is an error code in CPython, and hash(-1) is -2. */
        *hash = (uint64_t)viv_small_int_value(key);
        *hash -= *hash == UINT64_MAX;
        return true;
    }
    if (!viv_is_reference(key) || str->head.kind != VK_STR ||
        str->head.flags & VK_SUBCLASS)
        return false;
    *hash = str->hash ? str->hash : vk_str_hash(vm, key);
    return true;
}

static inline vk_dict_object *vk_table_owner(viv_vm *vm, viv_value owner) {
    return vk_object(vm, owner);
}

/* The words of entry [entry]. */
static inline viv_value *vk_table_entry(viv_vm *vm, uint32_t table,
                                        uint32_t entry, uint32_t words) {
    uint32_t entries = ((vk_table *)vk_at(vm, table))->entries;

    return vk_at(vm, table + entries + entry * words * 8);
}

/* The same of a dict's or set's present table. */
static inline viv_value *vk_dict_entry(viv_vm *vm, vk_dict_object *dict,
                                       int64_t entry) {
    return vk_table_entry(vm, dict->table, (uint32_t)entry, VK_TABLE_DICT);
}

static inline viv_value *vk_set_entry(viv_vm *vm, vk_dict_object *set,
                                      int64_t entry) {
    return vk_table_entry(vm, set->table, (uint32_t)entry, VK_TABLE_SET);
}

#endif
