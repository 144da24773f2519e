/* weak.h - weak references: the layout, for the collector. */
#ifndef VK_OBJECT_WEAK_H
#define VK_OBJECT_WEAK_H

#include "object/object.h"

typedef struct vk_weak {
    vk_header head;
    uint32_t attributes, spare;
    viv_value target;   /* not traced; absent when it died */
    viv_value callback; /* None, or called with the reference afterwards */
    viv_value hash;     /* that of the target, once asked for */
} vk_weak_object;

viv_value vk_weak_target(viv_vm *vm, viv_value self);

#endif
