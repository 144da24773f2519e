/* take.h - the fast path of allocation; included by machine.h. */
#ifndef VK_MEMORY_TAKE_H
#define VK_MEMORY_TAKE_H

#include "machine.h"
#include "memory/sanitize.h"

/* Harsh, checked and sanitized builds see every allocation. */
#if defined(VK_HARSH) || VK_CHECKED || VK_ASAN
#define VK_TAKE_SLOWLY 1
#else
#define VK_TAKE_SLOWLY 0
#endif

static inline void *vk_heap_take(viv_vm *vm, uint32_t bytes) {
    if (!VK_TAKE_SLOWLY && bytes <= VK_SMALL_BYTES) {
        uint32_t class = (bytes + VK_SMALL_STEP - 1) / VK_SMALL_STEP;
        vk_run *run = &VK(vm)->heap.runs[class];
        char *cell = run->cursor;

        if (__builtin_expect(cell != run->end, 1)) {
            run->cursor = cell + class * VK_SMALL_STEP;
            *(vk_header *)cell = (vk_header){.kind = VK_RAW};
            return cell;
        }
    }
    return vk_heap_take_slow(vm, bytes);
}

#endif
