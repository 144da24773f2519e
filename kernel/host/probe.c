/* probe.c - sandboxes under test, for <vivarium/testing.h>.
 *
 * Lets a test make the n-th allocation fail, or overwrite words of a cage at
 * random while a program runs; see tests/fuzz. Nothing of this exists in a
 * sandbox that was not asked for it.
 */
#include "memory/probe.h"

#include <stdlib.h>
#include <vivarium/testing.h>

#include "host/sandbox.h"

bool viv_sandbox_probe(viv_sandbox *sandbox, const viv_probe *given) {
    viv_vm *vm = sandbox->vm;
    vk_heap *heap = &VK(vm)->heap;
    viv_probe asked = {0};

    memcpy(&asked, given,
           given->size < sizeof asked ? given->size : sizeof asked);
    if (!sandbox->probe) {
        sandbox->probe = calloc(1, sizeof *sandbox->probe);
        if (!sandbox->probe)
            return false;
        vk_probe_attach(vm, sandbox->probe);
    }
    sandbox->probe->random = asked.corrupt;
    heap->takes = 0;
    heap->fail_at = asked.fail_at;
    return true;
}

bool viv_sandbox_probed(viv_sandbox *sandbox, viv_probed *probed) {
    const vk_probe *probe = sandbox->probe;

    if (!probe)
        return false;
    viv_probed found = {
        .size = probed->size,
        .allocations = VK(sandbox->vm)->heap.takes,
        .overwritten = probe->overwritten,
        .stretch_ms = (double)probe->longest / 1e6,
    };

    memcpy(probed, &found,
           found.size < sizeof found ? found.size : sizeof found);
    return true;
}
