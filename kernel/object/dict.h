/* dict.h - insertion-ordered hash tables: dict, set and frozenset.
 *
 *     table:  header │ used, room, mask, … │ index: {hash, entry} pairs │ entries …
 *
 * The index is an open-addressed array of pairs of 32-bit hash and entry
 * number; entries lie in insertion order. A deleted entry has an absent key and
 * value and is not reused in the same table: an entry's address stays that of
 * its name for as long as the table lives, which inline caches rely on. Growth,
 * clearing and compaction make a new table. Sets have the same tables with
 * entries of one value.
 */
#ifndef VK_OBJECT_DICT_H
#define VK_OBJECT_DICT_H

#include "object/object.h"

typedef struct vk_dict {
    vk_header head;
    uint32_t table; /* VK_TABLE; 0: empty, nothing allocated */
    uint32_t count; /* live entries */
} vk_dict_object;   /* dict, set, frozenset */

typedef struct vk_frozenset {
    vk_dict_object set;
    uint64_t hash; /* 0: not reckoned yet */
} vk_frozenset;

typedef struct vk_table {
    vk_header head; /* head.extra: words per entry, 2 (dict) or 1 (set) */
    uint32_t used;  /* entries written, deleted ones included */
    uint32_t room;  /* entries there is room for */
    uint32_t mask;  /* index slots - 1 */
    uint32_t entries; /* distance in bytes from the table to its first entry */
    uint32_t first; /* entries below are deleted: queues are fast */
    uint32_t end;   /* entries from here on are deleted: so are stacks */
} vk_table;         /* the index follows */

typedef struct vk_table_slot {
    uint32_t hash, entry; /* entry: number + 1; 0: free */
} vk_table_slot;

/* dict_keys, dict_values, dict_items, mappingproxy */
typedef struct vk_dict_view {
    vk_header head;
    uint32_t spare[2];
    viv_value dict;
} vk_dict_view_object;

typedef struct vk_dict_iterator {
    vk_header head;
    uint32_t entry; /* number of the next */
    uint32_t count; /* live entries when it began: "changed size" */
    viv_value dict; /* absent when exhausted */
    uint32_t left;  /* entries still to come */
    uint32_t spare;
} vk_dict_iterator_object; /* head.extra: 1 when it runs backwards */

viv_value vk_dict_new(viv_vm *vm, uint32_t room);
/* VIV_ABSENT: no such key. VIV_RAISE: unhashable, or __eq__ raised. */
viv_value vk_dict_get(viv_vm *vm, viv_value dict, viv_value key);
bool vk_dict_set(viv_vm *vm, viv_value dict, viv_value key, viv_value value);
/* 1 deleted, 0 not there, -1 raised. */
int vk_dict_delete(viv_vm *vm, viv_value dict, viv_value key);
uint32_t vk_dict_count(viv_vm *vm, viv_value dict);
/* Entry [*position]..: the next live one; false at the end. Starts with 0. */
bool vk_dict_next(viv_vm *vm, viv_value dict, uint32_t *position,
                  viv_value *key, viv_value *value);
viv_value vk_dict_copy(viv_vm *vm, viv_value dict);
/* dict.update(mapping or pairs). */
viv_value vk_dict_update(viv_vm *vm, viv_value dict, viv_value other);

/* A read-only view of any mapping. */
viv_value vk_mapping_proxy_new(viv_vm *vm, viv_value mapping);

/* Get, set and find for keys that are interned str (names): cannot raise but
 * for memory. */
viv_value vk_dict_get_name(viv_vm *vm, viv_value dict, viv_value name);
bool vk_dict_set_name(viv_vm *vm, viv_value dict, viv_value name,
                      viv_value value);
/* The offset of the name's value word, for inline caches; 0: not there. */
uint32_t vk_dict_locate_name(viv_vm *vm, viv_value dict, viv_value name);

viv_value vk_set_new(viv_vm *vm, vk_kind kind, uint32_t room);
bool vk_set_add(viv_vm *vm, viv_value set, viv_value item);
int vk_set_contains(viv_vm *vm, viv_value set, viv_value item);
int vk_set_discard(viv_vm *vm, viv_value set, viv_value item);
bool vk_set_next(viv_vm *vm, viv_value set, uint32_t *position,
                 viv_value *item);
viv_value vk_set_update(viv_vm *vm, viv_value set, viv_value iterable);

/* How a 64-bit hash becomes the 32 bits of the index. */
static inline uint32_t vk_hash_fold(uint64_t hash) {
    return (uint32_t)(hash ^ hash >> 32);
}

#endif
