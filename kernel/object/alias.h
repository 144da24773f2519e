/* alias.h - parameterized types (list[int]) and unions (int | str). */
#ifndef VK_OBJECT_ALIAS_H
#define VK_OBJECT_ALIAS_H

#include "object/object.h"

/* types.GenericAlias; of a union only [args], its members, counts. */
typedef struct vk_alias {
    vk_header head;
    uint32_t spare[2];
    viv_value origin, args;
} vk_alias_object;

/* origin[args]: [args] is a tuple, or the only argument. */
viv_value vk_alias_new(viv_vm *vm, viv_value origin, viv_value args);

#endif
