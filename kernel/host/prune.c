/* prune.c - the built-in names that programs get, once the policies were asked.
 *
 * Library code keeps all of them: its functions have the first namespace of the
 * module `builtins` as their globals. Programs see another one, made when the
 * world is, in which what was denied does not exist.
 *
 * Taking a name away is stronger than refusing to call it: what is not in the
 * namespace cannot be found by any trick of the program.
 */
#include "host/prune.h"

#include "host/guard.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/function.h"
#include "object/str.h"

enum { NAME_MOST = 80 };

/* Names of the machine's own, which nobody is asked about. */
static bool is_internal(const char *name) {
    return strncmp(name, "__", 2) == 0 && strcmp(name, "__import__") != 0;
}

/* These are of no use without what they reach. */
static const struct {
    const char *name;
    viv_capability needs;
} needing[] = {{"open", VIV_CAP_files}, {"input", VIV_CAP_input}};

static bool lacks_capability(viv_vm *vm, const char *name) {
    for (size_t i = 0; i < sizeof needing / sizeof *needing; i++)
        if (strcmp(needing[i].name, name) == 0)
            return !vk_guard(vm, VIV_ASK_capability, "builtins",
                             viv_capability_name(needing[i].needs));
    return false;
}

static bool is_denied(viv_vm *vm, viv_value key) {
    char name[NAME_MOST];

    if (!vk_is(vm, key, VK_STR) ||
        vk_str_utf8(vm, key, name, sizeof name) >= sizeof name)
        return true;
    return !is_internal(name) && (!vk_guard(vm, VIV_ASK_builtin, name, "") ||
                                  lacks_capability(vm, name));
}

/* Copies what is allowed. */
static bool copy_allowed(viv_vm *vm, viv_value from, viv_value to) {
    viv_value key, value;
    uint32_t position = 0;

    while (vk_dict_next(vm, from, &position, &key, &value))
        if (!is_denied(vm, key) && !vk_dict_set_name(vm, to, key, value))
            return false;
    return true;
}

bool vk_prune_builtins(viv_vm *vm, struct vk_runtime *runtime) {
    viv_value name = vk_str_intern_utf8(vm, "builtins", 8);
    viv_value module = vk_module_new(vm, name);

    if (viv_is_jump(module))
        return false;
    viv_value namespace =
        ((vk_module_object *)vk_object(vm, module))->namespace;

    runtime->roots.library_builtins = runtime->roots.builtins;
    if (!copy_allowed(vm, runtime->roots.builtins, namespace) ||
        !vk_dict_set_name(vm, runtime->roots.modules, name, module))
        return false;
    runtime->roots.builtins = namespace;
    return true;
}
