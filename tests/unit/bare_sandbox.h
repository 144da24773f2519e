/* bare_sandbox.h - a sandbox without a world, for units of kernel/object: a
 * cage, fuel, and the few objects that containers ask a runtime for. Included
 * last: its [vm] would shadow the parameters of the kernel's headers. */
#ifndef BARE_SANDBOX_H
#define BARE_SANDBOX_H

#include <stdlib.h>

#include "host/runtime.h"
#include "machine.h"
#include "memory/layout.h"
#include "object/list.h"

extern void *__libc_stack_end;

static vk_cage_pool *pool;
static viv_vm *vm;
static struct vk_runtime runtime;

/* The same [seed], the same test: a failure can be looked at again. */
static void bare_sandbox_begin(unsigned seed) {
    vk_problem problem;

    pool = vk_cage_pool_new(NULL, 1, &problem);
    vm = vk_cage_take(pool, 0, &problem);
    VK(vm)->c_stack_entry = __libc_stack_end;
    VK(vm)->fuel = INT64_MAX / 2;
    VK(vm)->runtime = &runtime;
    runtime.roots.empty_tuple = vk_reference(vm, vk_new(vm, VK_TUPLE, 16));
    ((vk_tuple_object *)vk_object(vm, runtime.roots.empty_tuple))->length = 0;
    VK(vm)->main = runtime.roots.empty_tuple;
    srandom(seed);
}

static void bare_sandbox_end(void) {
    vk_cage_give(pool, vm);
    vk_cage_pool_free(pool);
}

/* A number from 0 to [end] - 1. */
static int64_t below(int64_t end) {
    return random() % end;
}

#endif
