/* cache.h - inline caches: what an instruction learnt about a name.
 *
 * A cache fills the two words behind a name in K. It holds for one key (the
 * shape of the receiver, the class that is the receiver, or the table of a
 * namespace) and one epoch. The epoch of a sandbox changes whenever a class
 * changes in a way that could move a lookup elsewhere, and with every
 * collection, since offsets are reused. Overwriting a plain class attribute by
 * a plain value changes no epoch: caches hold the place of the value, not the
 * value.
 *
 * Inline caches come from Smalltalk-80 (Deutsch and Schiffman 1984), hidden
 * classes from Self (Chambers, Ungar and Lee 1989). Here a cache must also
 * survive an attacker: it lies in the cage, all it holds are offsets, and
 * believing a forged one reads or writes some other word of the same cage.
 */
#ifndef VK_EVAL_CACHE_H
#define VK_EVAL_CACHE_H

#include "machine.h"
#include "object/dict.h"
#include "object/function.h"

typedef enum vk_cache_kind {
    VK_CACHE_EMPTY,
    VK_CACHE_INLINE,      /* value at object + where */
    VK_CACHE_OUTER,       /* value at storage + where; storage is named at
                             object + detail */
    VK_CACHE_VALUE,       /* the word at where, as it is */
    VK_CACHE_METHOD,      /* the word at where, a function to be bound to the
                             object */
    VK_CACHE_PROPERTY,    /* the word at where, a function to be called with
                             the object */
    VK_CACHE_ADD_INLINE,  /* store: new shape where, slot at object + detail */
    VK_CACHE_CLASS,       /* store: the word at where, of the class that is
                             the key */
    VK_CACHE_MODULE,      /* the word at where, in table detail * 16 of the
                             module */
    VK_CACHE_SUPER,       /* the word at where, behind class detail * 16 */
    VK_CACHE_GLOBAL,      /* the word at where, in the table `key` */
    VK_CACHE_BUILTIN,     /* the word at where; not in table `key` of detail
                             entries */
} vk_cache_kind;

/* [detail] shares a word with [kind]: where it holds an offset, that is divided
 * by 16, which is what objects are aligned to. */
typedef struct vk_cache {
    uint32_t key, epoch;
    uint32_t kind : 4, detail : 28;
    uint32_t where;
} vk_cache;

_Static_assert(sizeof(vk_cache) == 2 * sizeof(viv_value), "two words");

/* The cache behind the name at K[index]. */
static inline vk_cache *vk_cache_at(const viv_value *k, uint32_t index) {
    return (vk_cache *)(k + index + 1);
}

/* One comparison of two numbers each: whatever could make a lookup end
 * elsewhere changes one of the two. */
static inline bool vk_cache_holds(viv_vm *vm, const vk_cache *cache,
                                  uint32_t key) {
    return cache->key == key && cache->epoch == VK(vm)->epoch;
}

/* Is the namespace of the module [head] still in the table that was noted? */
static inline bool vk_module_holds(viv_vm *vm, const vk_cache *cache,
                                   const vk_header *head) {
    const vk_module_object *module = (const vk_module_object *)head;

    return head->kind == VK_MODULE &&
           ((vk_dict_object *)vk_object(vm, module->namespace))->table / 16 ==
               cache->detail;
}

/* A class changed: no cache of the sandbox holds any more. */
void vk_cache_expire(viv_vm *vm);

#endif
