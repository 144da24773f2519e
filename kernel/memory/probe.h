/* probe.h - what tests ask of a running sandbox, and learn about it.
 *
 * A sandbox under a probe behaves as ever, but slower: every allocation takes
 * the slow path, so that the n-th of them can be made to fail (heap.fail_at);
 * fuel is given out in small slices, so that the longest stretch between two
 * polls can be measured; and at polls what instances of native classes hold may
 * be overwritten.
 */
#ifndef VK_MEMORY_PROBE_H
#define VK_MEMORY_PROBE_H

#include "machine.h"

enum { VK_PROBE_SLICE = 20, VK_PROBE_PAYLOADS = 256 };

/* Bytes in the cage that belong to a native class's instance. */
typedef struct vk_payload {
    uint32_t offset, bytes;
} vk_payload;

typedef struct vk_probe {
    vk_run held[VK_CLASS_COUNT]; /* the heap's runs: those that the fast path
                                    knows stay empty */
    uint64_t polled, longest;    /* CPU time of the thread, ns */
    uint64_t random;             /* 0: nothing is overwritten */
    uint64_t overwritten;
    vk_payload payloads[VK_PROBE_PAYLOADS]; /* the newest */
    uint32_t payload_count;      /* noted so far */
} vk_probe;

/* [probe] is zeroed memory of the caller's, and outlives the sandbox. */
void vk_probe_attach(viv_vm *vm, vk_probe *probe);
/* A run begins: what was before is no stretch. */
void vk_probe_begin(viv_vm *vm);
/* Fuel is polled, or the run is over. */
void vk_probe_poll(viv_vm *vm);
/* A native instance got [bytes] at [offset]. */
void vk_probe_note(viv_vm *vm, uint32_t offset, uint32_t bytes);

#endif
