/* slots.h - the table from a kind to its C code. */
#ifndef VK_OBJECT_SLOTS_H
#define VK_OBJECT_SLOTS_H

#include "memory/world.h"
#include "object/object.h"

/* By kind; NULL for cells that no program can name. */
extern const vk_slots *const vk_slots_table[VK_KIND_COUNT];

/* The Python name of a built-in type, and the kind of its base. */
extern const char *const vk_kind_names[VK_KIND_COUNT];
extern const uint8_t vk_kind_bases[VK_KIND_COUNT];

#define VK_BUILTIN_TYPE_OFFSET(kind)                                           \
    ((uint32_t)(VK_WORLD_TYPES + (kind) * VK_WORLD_TYPE_BYTES))

#endif
