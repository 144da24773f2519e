/* start.c - the machine of a clean cage made ready to run programs.
 *
 * A cage comes back from the pool as clean memory, so starting is setting a few
 * words. The world is there already, mapped; nothing is imported, initialised
 * or allocated but the module __main__. That is why a sandbox costs
 * microseconds.
 */
#include "eval/cache.h"
#include "eval/eval.h"
#include "host/runtime.h"
#include "object/dict.h"
#include "object/function.h"
#include "object/str.h"

/* Caches made while the world was built are in it: no sandbox may believe
 * them. */
enum { FIRST_EPOCH_OF_SANDBOX = 1 << 20 };

void vk_machine_reset(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);

    machine->registers = machine->stack_base;
    machine->constants = vk_halt_constants.items;
    machine->pc = &vk_halt_code[1];
    machine->above = machine->stack_base;
    machine->fuel = machine->slice = 0;
    machine->epoch = 1;
    machine->own_constants = 0;
    machine->exception = machine->handled = VIV_ABSENT;
    machine->builtins = machine->returned = VIV_ABSENT;
    machine->main = machine->modules = machine->library = VIV_ABSENT;
    machine->private_modules = VIV_ABSENT;
    machine->interned = machine->world_state = VIV_ABSENT;
    machine->printing = machine->finalizers = VIV_ABSENT;
    machine->result = VIV_ABSENT;
    machine->pending.callable = machine->pending.names = VIV_ABSENT;
    machine->stopped = VK_STOP_NONE;
    machine->stack_base[0] = VIV_ABSENT;
}

/* Recursion is bounded by moving the end of the control stack: no counter to
 * keep. */
bool vk_limit_recursion(viv_vm *vm, uint32_t limit) {
    struct vk_machine *machine = VK(vm);
    uint32_t most = VK_CONTROL_BYTES / sizeof(vk_control) - 64;

    if (machine->limits.recursion != 0 && machine->limits.recursion < most)
        most = machine->limits.recursion;
    if (limit == 0 || limit > most)
        limit = most;
    if (machine->control_base - machine->control >= (ptrdiff_t)limit)
        return false;
    machine->control_limit = machine->control_base - limit;
    return true;
}

static bool make_main(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);
    viv_value name = vk_str_intern_utf8(vm, "__main__", 8);

    machine->main = vk_module_new(vm, name);
    return !viv_is_jump(machine->main);
}

bool vk_machine_start(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);
    const struct vk_runtime *runtime = machine->runtime;

    vk_machine_reset(vm);
    machine->epoch = FIRST_EPOCH_OF_SANDBOX;
    machine->builtins = runtime->roots.builtins;
    machine->natives = runtime->natives;
    machine->native_count = runtime->native_count;
    vk_limit_recursion(vm, 0);
    return make_main(vm);
}
