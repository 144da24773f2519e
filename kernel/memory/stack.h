/* stack.h - the C stacks that sandboxes run on, and leaving one for good.
 *
 * A sandbox's C code (evaluator, natives, libraries) runs on a stack from a
 * pool, with a guard below. So its depth is known in bytes, the collector knows
 * what to scan, and after a fault the frames are simply left: C frames of a
 * sandbox own nothing outside its cage.
 *
 * The thread's active sandbox is the kernel's one thread-local variable: a
 * signal handler has no other way to learn whose guard was hit.
 */
#ifndef VK_MEMORY_STACK_H
#define VK_MEMORY_STACK_H

#include "memory/cage.h"

typedef struct vk_stack_pool vk_stack_pool;

enum {
    VK_C_STACK_LEAST = 256 << 10,
    VK_C_STACK_DEFAULT = 1 << 20,
    VK_C_STACK_MOST = 8 << 20,
    VK_C_STACK_KEPT =
        64 << 10, /* for libraries, below which nothing recurses */
    VK_C_STACK_GUARD = 64 << 10,
};

/* Stacks of [bytes] (cut to the bounds above), made when they are first needed.
 * NULL: out of memory. */
vk_stack_pool *vk_stack_pool_new(uint32_t bytes);
void vk_stack_pool_free(vk_stack_pool *pool);

typedef enum vk_stack_end {
    VK_STACK_RETURNED,
    VK_STACK_ABANDONED, /* vk_stack_abandon(): the cage must be buried */
    VK_STACK_NONE,      /* there was no memory for a stack: nothing ran */
} vk_stack_end;

/* Runs function(arg) on a stack of the pool. May be nested. A thread that runs
 * its first one gets a signal stack, unless it has one. */
vk_stack_end vk_stack_run(vk_stack_pool *pool, viv_vm *vm,
                          void (*function)(void *arg), void *arg);

/* Leaves the sandbox's stack for good: the vk_stack_run() that entered it
 * returns. Without one the process ends. */
_Noreturn void vk_stack_abandon(viv_vm *vm);

/* From now on an access to the guards of the thread's active sandbox (null
 * page, gap, world, beyond the cage, below the C stack) is vk_fault() of that
 * sandbox; any other fault is the crash it always was. False: the system
 * refused. */
bool vk_fault_handler_install(void);

/* For fault.c: the active sandbox of this thread and its C stack. */
typedef struct vk_stack_run {
    viv_vm *vm;
    char *low, *high; /* of the stack; the guard lies below [low] */
    void *host;       /* context to go back to */
    void *fake_stack; /* the sanitizers' */
    void *host_fiber, *fiber;
    const void *host_low;
    size_t host_bytes;
    void (*function)(void *arg);
    void *arg;
    bool abandoned;
    struct vk_stack_run *outer;
} vk_stack_run_state;

const vk_stack_run_state *vk_stack_active(void);
/* Gives this thread an alternate signal stack, once; false: the system refused.
 */
bool vk_fault_thread_ready(void);

#endif
