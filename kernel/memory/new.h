/* new.h - vk_new() inline, for the makers of objects that come in millions. */
#ifndef VK_MEMORY_NEW_H
#define VK_MEMORY_NEW_H

#include "machine.h"
#include "memory/world.h"

/* [kind] and [bytes] are constants at the caller, so that nothing is computed.
 * NULL: raised. */
static inline void *vk_take_object(viv_vm *vm, vk_kind kind, uint32_t bytes) {
    vk_header *head = vk_heap_take(vm, bytes);

    if (head == NULL)
        return NULL;
    head->kind = (uint8_t)kind;
    head->shape = VK_BUILTIN_SHAPE(kind);
    return head;
}

#endif
