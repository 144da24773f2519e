/* probe.c - measures and disturbs a sandbox under test. */
#include "memory/probe.h"

#include <time.h>

#include "memory/blocks.h"

void vk_probe_attach(viv_vm *vm, vk_probe *probe) {
    vk_heap_drop_runs(vm);
    VK(vm)->heap.probe = probe;
}

static uint64_t thread_time(void) {
    struct timespec time;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

void vk_probe_begin(viv_vm *vm) {
    VK(vm)->heap.probe->polled = thread_time();
}

void vk_probe_note(viv_vm *vm, uint32_t offset, uint32_t bytes) {
    vk_probe *probe = VK(vm)->heap.probe;

    if (bytes >= 8)
        probe->payloads[probe->payload_count++ % VK_PROBE_PAYLOADS] =
            (vk_payload){offset, bytes};
}

static uint64_t chance(vk_probe *probe, uint64_t limit) {
    probe->random = probe->random * UINT64_C(6364136223846793005) +
                    UINT64_C(1442695040888963407);
    return (probe->random >> 24) % limit;
}

/* Small, large, negative, at an edge, or a reference to what may be there. */
static uint64_t any_word(vk_probe *probe, const vk_payload *payload) {
    switch (chance(probe, 7)) {
    case 0:
        return chance(probe, 64);
    case 1:
        return ~UINT64_C(0) - chance(probe, 16);
    case 2:
        return UINT64_C(1) << chance(probe, 64);
    case 3:
        return chance(probe, UINT32_MAX) << 32 | chance(probe, UINT32_MAX);
    case 4: /* an int */
        return (uint64_t)chance(probe, UINT32_MAX) << (3 + chance(probe, 29));
    case 5: /* the object or bytes themselves */
        return VIV_REFERENCE_MARK << 32 | (payload->offset & ~15u) | 1;
    default: /* something near */
        return VIV_REFERENCE_MARK << 32 |
               ((payload->offset & ~15u) + 16 * chance(probe, 64) + 1);
    }
}

static void overwrite(viv_vm *vm, vk_probe *probe) {
    uint32_t known = probe->payload_count < VK_PROBE_PAYLOADS
                         ? probe->payload_count
                         : VK_PROBE_PAYLOADS;

    if (known == 0 || chance(probe, 3) != 0)
        return;
    const vk_payload *payload = &probe->payloads[chance(probe, known)];
    uint32_t place =
        payload->offset + (uint32_t)(8 * chance(probe, payload->bytes / 8));

    *(uint64_t *)vk_at(vm, place) = any_word(probe, payload);
    probe->overwritten++;
}

void vk_probe_poll(viv_vm *vm) {
    vk_probe *probe = VK(vm)->heap.probe;
    uint64_t stretch = thread_time() - probe->polled;

    if (stretch > probe->longest)
        probe->longest = stretch;
    if (probe->random != 0)
        overwrite(vm, probe);
    probe->polled = thread_time();
}
