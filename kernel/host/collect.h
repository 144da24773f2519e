/* collect.h - what a host gets of a call: no generators, no coroutines. */
#ifndef VK_HOST_COLLECT_H
#define VK_HOST_COLLECT_H

#include <vivarium/value.h>

/* A coroutine is awaited; the items of a generator, asynchronous or not, are
 * put into a list; any other value is itself. */
viv_value vk_collect(viv_vm *vm, viv_value value);

#endif
