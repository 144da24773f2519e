/* handle.h - what lies outside a cage, by index.
 *
 * A library's struct, a host object or a timer is never stored in the cage; the
 * object that stands for it holds a vk_handle_id, which the program may
 * overwrite with anything. The table lies outside the cage; a row is reached by
 * a checked index, and serves only the kind and generation it was made for. A
 * released row gets the next generation, so an old id never names a new
 * resource.
 */
#ifndef VK_MEMORY_HANDLE_H
#define VK_MEMORY_HANDLE_H

#include <vivarium/handle.h>

#include "memory/cage.h"

/* In the cage: generation << 32 | index, below 2^60. 0 names nothing. */
typedef uint64_t vk_handle_id;

enum { VK_HANDLE_MOST = 1 << 16, VK_HANDLE_COST = 128 };

typedef struct vk_handle {
    const viv_handle_kind *kind; /* NULL: the row is free */
    void *resource;              /* memory of malloc() */
    uint32_t bytes;              /* of it, counted */
    uint32_t owner; /* offset of the object that dies with it, or 0 */
    uint32_t generation;
    uint32_t next; /* free rows: number of the next + 1 */
} vk_handle;

/* [bytes] zeroed bytes, outside of the cage but counted; released with [owner]
 * (absent: with the sandbox). 0: raised. */
vk_handle_id vk_handle_new(viv_vm *vm, const viv_handle_kind *kind,
                           uint32_t bytes, viv_value owner);
/* The resource; NULL when [id] is stale, forged or of another kind. */
void *vk_handle_get(viv_vm *vm, vk_handle_id id, const viv_handle_kind *kind);
/* Releases the resource before its owner goes; a stale [id] is ignored. */
void vk_handle_release(viv_vm *vm, vk_handle_id id,
                       const viv_handle_kind *kind);

/* How many of the kind there are. */
uint32_t vk_handle_count(viv_vm *vm, const viv_handle_kind *kind);
/* Replaces a row's resource, another sandbox's, by a copy. False: it failed. */
bool vk_handle_copy(vk_handle *row);
/* The name of a kind in use that has no `copy`, or NULL. */
const char *vk_handle_uncopyable(viv_vm *vm);

/* Releases what dead objects own; called by the collector after marking. */
void vk_handle_sweep(viv_vm *vm);
/* Releases everything: the sandbox ends. */
void vk_handle_release_all(viv_vm *vm);

#endif
