/* world.h - what all sandboxes of a runtime share: built once, frozen, mapped.
 *
 * The world is built in a cage of its own by ordinary code (types, native
 * functions, module templates, library code), in a fixed order, so that the
 * same plugins give the same bytes. Then it is sealed in a memory file and
 * mapped read-only at the same offset into every cage. The built-in types and
 * their root shapes come first, at fixed places: their references are
 * constants.
 *
 *     VK_WORLD_START: shapes of all kinds │ types of all kinds │ whatever was
 * built
 */
#ifndef VK_MEMORY_WORLD_H
#define VK_MEMORY_WORLD_H

#include "object/object.h"

enum {
    VK_WORLD_START = 4096,
    VK_WORLD_SHAPES = VK_WORLD_START,
    VK_WORLD_SHAPE_BYTES = (sizeof(vk_shape) + 15) / 16 * 16,
    VK_WORLD_TYPES = VK_WORLD_SHAPES + VK_KIND_COUNT * VK_WORLD_SHAPE_BYTES,
    VK_WORLD_TYPE_BYTES = (sizeof(vk_type) + 15) / 16 * 16,
    VK_WORLD_REST = VK_WORLD_TYPES + VK_KIND_COUNT * VK_WORLD_TYPE_BYTES,
};

#define VK_BUILTIN_SHAPE(kind)                                                 \
    ((uint32_t)(VK_WORLD_SHAPES + (kind)*VK_WORLD_SHAPE_BYTES))
#define VK_BUILTIN_TYPE(kind)                                                  \
    vk_reference_at((uint32_t)(VK_WORLD_TYPES + (kind)*VK_WORLD_TYPE_BYTES))

/* The cell lies in the world: immutable for ever. Never true while the world is
 * being built. */
bool vk_in_world(viv_vm *vm, uint32_t offset);

enum { VK_WORLD_MOST = 64 << 20, VK_WORLD_HASH_BYTES = 32 };

/* A cage in which vk_heap_take() hands out zeroed world memory, beginning at
 * VK_WORLD_START, that no collection ever frees; the arena and the value stack
 * work as usual. NULL: see [problem]. */
viv_vm *vk_world_build(vk_problem *problem);
/* Reserves [bytes] in the world without a header, for the fixed tables of
 * shapes and types; the offset. 0: raised. */
uint32_t vk_world_reserve(viv_vm *vm, uint32_t bytes);

/* Seals what was built and unmaps its cage: [builder] is gone, even on failure.
 */
vk_world *vk_world_freeze(viv_vm *builder, vk_problem *problem);
/* Abandons what was built. */
void vk_world_abandon(viv_vm *builder);
void vk_world_free(vk_world *world);

/* First offset behind the world. */
uint32_t vk_world_end(const vk_world *world);
/* SHA-256 of the world's bytes. False: see [problem]. */
bool vk_world_hash(const vk_world *world, uint8_t hash[VK_WORLD_HASH_BYTES],
                   vk_problem *problem);

#endif
