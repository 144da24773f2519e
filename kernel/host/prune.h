/* prune.h - the built-in names that programs get, once the policies were
 * asked. */
#ifndef VK_HOST_PRUNE_H
#define VK_HOST_PRUNE_H

#include "host/runtime.h"

/* After the world was populated, before it is frozen. False: out of memory. */
bool vk_prune_builtins(viv_vm *vm, struct vk_runtime *runtime);

#endif
