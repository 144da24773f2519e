/* alias.h - parameterized types (list[int]) and unions (int | str). */
#ifndef VK_OBJECT_ALIAS_H
#define VK_OBJECT_ALIAS_H

#include "object/object.h"

/* types.GenericAlias; of a union only [args], its members, counts. */
typedef struct vk_alias {
    vk_header head; /* head.extra: VK_ALIAS_* */
    uint32_t spare[2];
    viv_value origin, args;
} vk_alias_object;

/* origin[args]: [args] is a tuple, or the only argument. */
viv_value vk_alias_new(viv_vm *vm, viv_value origin, viv_value args);

enum {
    VK_ALIAS_STARRED = 1,  /* *tuple[int, ...] */
    VK_ALIAS_UNPACKED = 2, /* typing.Unpack[Ts]: its origin */
};

/* typing.Unpack[value] */
viv_value vk_alias_unpacked(viv_vm *vm, viv_value value);
bool vk_alias_is_unpacked(viv_vm *vm, viv_value alias);
/* [alias] with other arguments, a tuple. */
viv_value vk_alias_like(viv_vm *vm, viv_value alias, viv_value args);
/* The slot of all that may stand in X | Y. */
viv_value vk_union_binary(viv_vm *vm, vk_operator op, viv_value a, viv_value b);

#endif
