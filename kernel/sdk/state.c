/* state.c - SDK: what a module keeps. */
#include <vivarium/state.h>

#include "host/policies.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/str.h"

static const vk_plugin *find_module(viv_vm *vm, const char *module) {
    const vk_plugin *plugin = vk_runtime_module(vk_runtime(vm), module);

    VK_CHECK(vm, plugin != NULL);
    return plugin;
}

const void *viv_state(viv_vm *vm, const char *module) {
    return find_module(vm, module)->state;
}

void *viv_session(viv_vm *vm, const char *module) {
    const vk_plugin *plugin = find_module(vm, module);
    viv_sandbox *sandbox = vk_sandbox_of(vm);

    return sandbox ? vk_session(sandbox, plugin) : NULL;
}

/* In the sandbox's table of what it adds to the world, under the name. */
viv_value viv_values(viv_vm *vm, const char *module) {
    viv_value *state = &VK(vm)->world_state, values;
    viv_value name = vk_str_intern_utf8(vm, module, (uint32_t)strlen(module));

    VIV_TRY(name);
    if (viv_is_absent(*state)) {
        viv_value made = vk_dict_new(vm, 4);

        VIV_TRY(made);
        *state = made;
    }
    values = vk_dict_get_name(vm, *state, name);
    if (viv_is_absent(values)) {
        values = vk_dict_new(vm, 4);
        VIV_TRY(values);
        if (!vk_dict_set_name(vm, *state, name, values))
            return VIV_RAISE;
    }
    return values;
}
