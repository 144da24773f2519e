/* pool.c - cages made when the runtime starts, taken and given by any thread.
 *
 * Mapping a cage costs 11 µs, several times that when threads do it at once;
 * taking a clean one costs a lock. So cages are never unmapped while the pool
 * lives, but cleared when they are given back: as far as they were used, small
 * amounts by writing zeroes, which keeps the pages for the next sandbox, large
 * ones by handing the pages back. A page that is touched for the first time
 * costs more than a hundred that are copied; so some cages, as many as a budget
 * for the whole pool allows, stay warm: they keep the pages of some MiB. Nobody
 * may rely on memory being zero all the same: a program that found a memory
 * error can have written where the marks do not reach.
 */
#include "memory/layout.h"
#include "memory/world_inner.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

enum {
    KEPT_BYTES = 128 << 10, /* cleared by writing up to here */
    WARM_MOST = 4 << 20,    /* of one cage's heap */
    WARM_ALL = 64 << 20,    /* of all idle cages together */
    DEEP_CLEAN_EVERY = 64,  /* gives */
    WRITTEN_AT_ONCE = 2048,
};

struct vk_cage_pool {
    pthread_mutex_t lock;
    const vk_world *world;
    vk_layout layout;
    viv_vm **idle; /* a stack: the one given last has the warmest pages */
    uint32_t idle_count, count, gives;
    uint64_t warm; /* of the idle ones */
};

static viv_vm *make_cage(vk_cage_pool *pool, vk_problem *problem) {
    return vk_cage_map(&pool->layout,
                       pool->world != NULL ? vk_world_file(pool->world) : -1,
                       problem);
}

static bool fill_pool(vk_cage_pool *pool, uint32_t count, vk_problem *problem) {
    if (count > VK_CAGE_MOST) {
        snprintf(problem->text, sizeof problem->text,
                 "a pool holds at most %d sandboxes, not %u", VK_CAGE_MOST,
                 count);
        return false;
    }
    while (pool->count < count) {
        viv_vm *vm = make_cage(pool, problem);

        if (vm == NULL)
            return false;
        pool->idle[pool->idle_count++] = vm;
        pool->count++;
    }
    return true;
}

vk_cage_pool *vk_cage_pool_new(const vk_world *world, uint32_t count,
                               vk_problem *problem) {
    vk_cage_pool *pool = calloc(1, sizeof *pool);
    viv_vm **idle = calloc(VK_CAGE_MOST, sizeof *idle);

    if (pool == NULL || idle == NULL) {
        free(pool);
        free(idle);
        snprintf(problem->text, sizeof problem->text, "out of memory");
        return NULL;
    }
    pthread_mutex_init(&pool->lock, NULL);
    pool->idle = idle;
    pool->world = world;
    pool->layout = vk_layout_of(world != NULL ? vk_world_end(world) : 0);
    if (fill_pool(pool, count, problem))
        return pool;
    vk_cage_pool_free(pool);
    return NULL;
}

void vk_cage_pool_free(vk_cage_pool *pool) {
    while (pool->idle_count > 0)
        vk_cage_unmap(pool->idle[--pool->idle_count]);
    pthread_mutex_destroy(&pool->lock);
    free(pool->idle);
    free(pool);
}

/* NULL: none is idle, but one more is counted and may be made (without the
 * lock, since it takes long) ... unless *full. */
static viv_vm *take_idle(vk_cage_pool *pool, bool *full) {
    viv_vm *vm = NULL;

    pthread_mutex_lock(&pool->lock);
    *full = pool->idle_count == 0 && pool->count >= VK_CAGE_MOST;
    if (pool->idle_count > 0)
        vm = pool->idle[--pool->idle_count], pool->warm -= VK(vm)->warm;
    else if (!*full)
        pool->count++;
    pthread_mutex_unlock(&pool->lock);
    return vm;
}

static void forget_cage(vk_cage_pool *pool) {
    pthread_mutex_lock(&pool->lock);
    pool->count--;
    pthread_mutex_unlock(&pool->lock);
}

viv_vm *vk_cage_take(vk_cage_pool *pool, uint64_t limit, vk_problem *problem) {
    bool full;
    viv_vm *vm = take_idle(pool, &full);

    if (full) {
        snprintf(problem->text, sizeof problem->text,
                 "all %d sandboxes of the pool are in use", VK_CAGE_MOST);
        return NULL;
    }
    if (vm == NULL && (vm = make_cage(pool, problem)) == NULL) {
        forget_cage(pool);
        return NULL;
    }
    vk_cage_prepare(vm, &pool->layout, limit);
    return vm;
}

/* In parts, since for more than 2 KiB the library turns to instructions that
 * are made for large amounts, and take three times as long; so do compilers, if
 * they learn that a part is never larger. */
static void write_zeroes(char *start, size_t bytes) {
    while (bytes > 0) {
        size_t part = bytes < WRITTEN_AT_ONCE ? bytes : WRITTEN_AT_ONCE;

        __asm__("" : "+r"(part));
        memset(start, 0, part);
        start += part;
        bytes -= part;
    }
}

/* [start, end) is zero afterwards; so is, when it is large, what follows on its
 * last page. */
static void clear(void *start, void *end) {
    size_t bytes = (size_t)((char *)end - (char *)start);
    size_t head = -(uintptr_t)start % VK_PAGE_BYTES;

    VK_UNPOISON(start, bytes);
    if (bytes <= KEPT_BYTES) {
        write_zeroes(start, bytes);
        return;
    }
    write_zeroes(start, head);
    madvise((char *)start + head, bytes - head, MADV_DONTNEED);
}

/* The heap's pages, as many as there may still be, are to stay: true if so. */
static bool keep_warm(vk_cage_pool *pool, viv_vm *vm, uint64_t used) {
    struct vk_machine *machine = VK(vm);
    bool kept;

    if (machine->warm < used)
        machine->warm = used;
    if (machine->warm <= KEPT_BYTES) {
        machine->warm = 0; /* as in any cage */
        return true;
    }
    pthread_mutex_lock(&pool->lock);
    kept = machine->warm <= WARM_MOST && pool->warm + machine->warm <= WARM_ALL;
    if (kept)
        pool->warm += machine->warm;
    pthread_mutex_unlock(&pool->lock);
    return kept;
}

static void clear_heap(vk_cage_pool *pool, viv_vm *vm, uint64_t used) {
    struct vk_machine *machine = VK(vm);
    char *start = vk_at(vm, machine->heap.span_start);

    VK_UNPOISON(start, used);
    if (keep_warm(pool, vm, used)) {
        write_zeroes(start, used);
        return;
    }
    write_zeroes(start, -(uintptr_t)start % VK_PAGE_BYTES);
    start += -(uintptr_t)start % VK_PAGE_BYTES;
    madvise(start, machine->warm, MADV_DONTNEED);
    machine->warm = 0;
}

static void clear_blocks(vk_cage_pool *pool, viv_vm *vm) {
    vk_heap *heap = &VK(vm)->heap;
    uint32_t first = heap->span_start >> VK_BLOCK_SHIFT;
    uint32_t used = heap->fresh - first;
    uint64_t *bits =
        heap->live_bits < heap->mark_bits ? heap->live_bits : heap->mark_bits;

    clear_heap(pool, vm, (uint64_t)used * VK_BLOCK_BYTES);
    if (used == 0)
        return;
    /* 32 words a block, for each of the two kinds of bits */
    clear(bits + (uint64_t)first * 64, bits + (uint64_t)heap->fresh * 64);
    memset(heap->table + first, 0, used * sizeof *heap->table);
    memset(heap->free_map + first / 64, 0, (used / 64 + 2) * 8);
    memset(heap->empty_map + first / 64, 0, (used / 64 + 2) * 8);
}

/* An activation moves the registers by at least four words, so the depth of the
 * control stack is bounded by the height of the value stack. */
static void clear_stacks(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);
    size_t words = (size_t)(machine->stack_charged - machine->stack_base);
    size_t deep = words / 4 * sizeof(vk_control);

    clear(machine->stack_base, machine->stack_charged);
    if (deep > KEPT_BYTES)
        madvise((char *)vm - VK_TRUSTED_BYTES - VK_CONTROL_BYTES,
                VK_CONTROL_BYTES - KEPT_BYTES, MADV_DONTNEED);
}

static void clear_cage(vk_cage_pool *pool, viv_vm *vm) {
    struct vk_machine *machine = VK(vm);
    const vk_layout *layout = &pool->layout;
    char *slot = machine->slot;
    uint64_t warm;

    clear(vk_at(vm, layout->first), vk_at(vm, machine->heap.first_cursor));
    clear(vk_at(vm, layout->arena), vk_at(vm, machine->arena.high));
    clear_stacks(vm);
    clear_blocks(pool, vm);
    clear(machine->handles.rows,
          machine->handles.rows + machine->handles.count);
    if (machine->method_cache_used)
        clear(machine->method_cache, machine + 1);
    warm = machine->warm;
    clear(machine, machine->method_cache);
    machine->slot = slot;
    machine->warm = warm;
}

/* Pages that a program dirtied behind the kernel's back are not counted
 * anywhere; so now and then whatever lies above the marks is cleared, and
 * dropped where no pages are kept. */
static void drop_pages(viv_vm *vm, uint64_t start, uint64_t end) {
    start = vk_round_up(start, VK_PAGE_BYTES);
    madvise((char *)vm + start, end - start, MADV_DONTNEED);
}

static void clean_deeply(viv_vm *vm, const vk_layout *layout) {
    const struct vk_machine *machine = VK(vm);
    uint64_t used = (uint64_t)machine->heap.fresh << VK_BLOCK_SHIFT;
    uint64_t warm = machine->heap.span_start + machine->warm;

    drop_pages(vm, vk_offset(vm, machine->stack_charged),
               layout->stack + VK_STACK_BYTES);
    if (warm > used)
        write_zeroes(vk_at(vm, (uint32_t)used), warm - used);
    drop_pages(vm, warm > used ? warm : used,
               VK_HEAP_END);
}

static void put_idle(vk_cage_pool *pool, viv_vm *vm) {
    pthread_mutex_lock(&pool->lock);
    pool->idle[pool->idle_count++] = vm;
    pthread_mutex_unlock(&pool->lock);
}

void vk_cage_give(vk_cage_pool *pool, viv_vm *vm) {
    uint32_t gives = __atomic_add_fetch(&pool->gives, 1, __ATOMIC_RELAXED);
    struct vk_machine *machine = VK(vm);

    vk_handle_release_all(vm);
    if (machine->stack_charged > machine->stack_limit)
        machine->stack_charged = machine->stack_limit;
    if (gives % DEEP_CLEAN_EVERY == 0)
        clean_deeply(vm, &pool->layout);
    clear_cage(pool, vm);
    put_idle(pool, vm);
}

void vk_cage_bury(vk_cage_pool *pool, viv_vm *vm) {
    vk_heap *heap = &VK(vm)->heap;

    vk_handle_release_all(vm);
    VK_UNPOISON(vk_at(vm, heap->first_start), VK_FIRST_BYTES);
    VK_UNPOISON(vk_at(vm, heap->span_start),
                ((size_t)heap->fresh << VK_BLOCK_SHIFT) - heap->span_start);
    vk_cage_unmap(vm);
    forget_cage(pool);
}
