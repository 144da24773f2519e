/* world_inner.h - the frozen world, for those who map it. */
#ifndef VK_MEMORY_WORLD_INNER_H
#define VK_MEMORY_WORLD_INNER_H

#include "memory/world.h"

/* A sealed file of the bytes from VK_WORLD_START to vk_world_end(). */
int vk_world_file(const vk_world *world);

#endif
