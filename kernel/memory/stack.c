/* stack.c - C stacks of sandboxes: a pool, entering one, leaving it for good.
 */
#include "memory/stack.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "machine.h"
#include "memory/layout.h"
#include "object/error.h"

#if VK_ASAN
#include <sanitizer/common_interface_defs.h>
#endif
#if VK_TSAN
#include <sanitizer/tsan_interface.h>
#endif

/* Boost.Context's C entry points, which its C++ headers declare. */
typedef struct transfer {
    void *context, *data;
} transfer;
extern transfer jump_fcontext(void *context, void *data);
extern void *make_fcontext(void *top, size_t bytes, void (*entry)(transfer));

enum { IDLE_MOST = 64 }; /* stacks a pool keeps */

struct vk_stack_pool {
    pthread_mutex_t lock;
    size_t bytes;
    uint32_t idle_count;
    char *idle[IDLE_MOST]; /* lowest usable byte; the guard lies below */
};

/* See stack.h: the signal handler's only way to the sandbox. */
static _Thread_local vk_stack_run_state *active;
static _Thread_local bool ready; /* has a signal stack */

const vk_stack_run_state *vk_stack_active(void) {
    return active;
}

vk_stack_pool *vk_stack_pool_new(uint32_t bytes) {
    vk_stack_pool *pool = calloc(1, sizeof *pool);

    if (pool == NULL)
        return NULL;
    if (bytes == 0)
        bytes = VK_C_STACK_DEFAULT;
    if (bytes < VK_C_STACK_LEAST)
        bytes = VK_C_STACK_LEAST;
    if (bytes > VK_C_STACK_MOST)
        bytes = VK_C_STACK_MOST;
    pool->bytes = vk_round_up(bytes, VK_PAGE_BYTES);
    pthread_mutex_init(&pool->lock, NULL);
    return pool;
}

static char *map_stack(size_t bytes) {
    char *guard = mmap(NULL, bytes + VK_C_STACK_GUARD, PROT_NONE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    if (guard == MAP_FAILED)
        return NULL;
    madvise(guard, bytes + VK_C_STACK_GUARD, MADV_DONTDUMP);
    if (mprotect(guard + VK_C_STACK_GUARD, bytes, PROT_READ | PROT_WRITE) == 0)
        return guard + VK_C_STACK_GUARD;
    munmap(guard, bytes + VK_C_STACK_GUARD);
    return NULL;
}

static void unmap_stack(vk_stack_pool *pool, char *low) {
    munmap(low - VK_C_STACK_GUARD, pool->bytes + VK_C_STACK_GUARD);
}

void vk_stack_pool_free(vk_stack_pool *pool) {
    while (pool->idle_count > 0)
        unmap_stack(pool, pool->idle[--pool->idle_count]);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}

static char *take_stack(vk_stack_pool *pool) {
    char *low = NULL;

    pthread_mutex_lock(&pool->lock);
    if (pool->idle_count > 0)
        low = pool->idle[--pool->idle_count];
    pthread_mutex_unlock(&pool->lock);
    return low != NULL ? low : map_stack(pool->bytes);
}

static void give_stack(vk_stack_pool *pool, char *low) {
    VK_UNPOISON(low, pool->bytes);
    pthread_mutex_lock(&pool->lock);
    if (pool->idle_count < IDLE_MOST) {
        pool->idle[pool->idle_count++] = low;
        low = NULL;
    }
    pthread_mutex_unlock(&pool->lock);
    if (low != NULL)
        unmap_stack(pool, low);
}

/* The sanitizers must know which stack runs. [fake]: where the leaving stack's
 * fake frames are kept; NULL when it is left for good. */
VK_SWITCHES_STACKS
static void announce(void **fake, const void *low, size_t bytes, void *fiber) {
#if VK_ASAN
    __sanitizer_start_switch_fiber(fake, low, bytes);
#endif
#if VK_TSAN
    __tsan_switch_to_fiber(fiber, 0);
#endif
    (void)fake, (void)low, (void)bytes, (void)fiber;
}

static void arrive(void *fake, const void **low, size_t *bytes) {
#if VK_ASAN
    __sanitizer_finish_switch_fiber(fake, low, bytes);
#endif
    (void)fake, (void)low, (void)bytes;
}

VK_SWITCHES_STACKS
static _Noreturn void leave(vk_stack_run_state *run) {
    announce(NULL, run->host_low, run->host_bytes, run->host_fiber);
    jump_fcontext(run->host, NULL);
    __builtin_unreachable();
}

VK_SWITCHES_STACKS
static void run_entry(transfer from) {
    vk_stack_run_state *run = from.data;

    arrive(NULL, &run->host_low, &run->host_bytes);
    run->host = from.context;
    run->function(run->arg);
    leave(run);
}

static void make_fibers(vk_stack_run_state *run) {
#if VK_TSAN
    run->host_fiber = __tsan_get_current_fiber();
    run->fiber = __tsan_create_fiber(0);
#endif
    (void)run;
}

static void free_fibers(vk_stack_run_state *run) {
#if VK_TSAN
    __tsan_destroy_fiber(run->fiber);
#endif
    (void)run;
}

VK_SWITCHES_STACKS
static void enter(vk_stack_run_state *run) {
    size_t bytes = (size_t)(run->high - run->low);
    void *context = make_fcontext(run->high, bytes, run_entry);

    make_fibers(run);
    announce(&run->fake_stack, run->low, bytes, run->fiber);
    jump_fcontext(context, run);
    arrive(run->fake_stack, NULL, NULL);
    free_fibers(run);
}

vk_stack_end vk_stack_run(vk_stack_pool *pool, viv_vm *vm,
                          void (*function)(void *arg), void *arg) {
    struct vk_machine *machine = VK(vm);
    char *outer_low = machine->c_stack_low;
    void *outer_entry = machine->c_stack_entry;
    vk_stack_run_state *outer_run = machine->stack_run;
    vk_stack_run_state run = {
        .vm = vm, .function = function, .arg = arg, .outer = active};

    if (!ready && !(ready = vk_fault_thread_ready()))
        return VK_STACK_NONE;
    run.low = take_stack(pool);
    if (run.low == NULL)
        return VK_STACK_NONE;
    run.high = run.low + pool->bytes;
    machine->c_stack_low = run.low + VK_C_STACK_KEPT;
    machine->c_stack_entry = run.high;
    machine->stack_run = active = &run;
    enter(&run);
    active = run.outer;
    machine->stack_run = outer_run;
    machine->c_stack_low = outer_low;
    machine->c_stack_entry = outer_entry;
    give_stack(pool, run.low);
    return run.abandoned ? VK_STACK_ABANDONED : VK_STACK_RETURNED;
}

_Noreturn void vk_stack_abandon(viv_vm *vm) {
    vk_stack_run_state *run = VK(vm)->stack_run;

    if (run == NULL)
        abort();
    run->abandoned = true;
    leave(run);
}

bool vk_stack_low(viv_vm *vm) {
    return (char *)__builtin_frame_address(0) < VK(vm)->c_stack_low;
}
