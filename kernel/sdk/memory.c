/* memory.c - SDK: the collector, weak references.
 *
 * Collection is wished for, not done: it happens at the next safepoint, where
 * all values are where the collector looks.
 */
#include <vivarium/memory.h>

#include "machine.h"

void viv_collect(viv_vm *vm) {
    vk_heap_want_exact(vm);
}

viv_value viv_weak_reference_type(viv_vm *vm) {
    (void)vm;
    return vk_builtin_type(VK_WEAK_REFERENCE);
}
