/* import_library.c - library modules written in Python: run by the sandbox that
 * imports them, so that their classes, caches and registries are ordinary and
 * its own.
 *
 * A body runs in a private namespace, the globals of the module's functions;
 * the module that programs see has only what it publishes. So nothing that a
 * module imports for itself can be reached through it.
 *
 * Built once per sandbox and not once per world, because modules such as `enum`
 * keep state in classes and dicts that programs change. What needs no such
 * state is in C, or compiled into the world.
 */
#include "eval/eval.h"
#include "eval/library.h"
#include "host/runtime.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

static viv_value namespace_of(viv_vm *vm, viv_value module) {
    VK_CHECK(vm, vk_is(vm, module, VK_MODULE));
    return ((vk_module_object *)vk_object(vm, module))->namespace;
}

static viv_value name_of(viv_vm *vm, const char *text) {
    return vk_str_intern_utf8(vm, text, (uint32_t)strlen(text));
}

static bool copy_all(viv_vm *vm, viv_value from, viv_value to) {
    viv_value key, value;
    uint32_t position = 0;

    while (vk_dict_next(vm, from, &position, &key, &value))
        if (!vk_dict_set_name(vm, to, key, value))
            return false;
    return true;
}

/* The built-ins, whatever policies left the program of them, and the functions
 * in C of a module that has some. Policies may take built-ins (open, eval) from
 * the program; the library keeps those it was written with. */
static viv_value private_namespace(viv_vm *vm, viv_value name,
                                   const vk_plugin *plugin) {
    const vk_world_roots *roots = &vk_runtime(vm)->roots;
    viv_value made = vk_dict_copy(vm, roots->library_builtins);
    viv_value part = name_of(vm, plugin->name);

    VIV_TRY(made);
    VIV_TRY(part);
    part = vk_dict_get_name(vm, roots->modules, part);
    if (!viv_is_absent(part) && !copy_all(vm, namespace_of(vm, part), made))
        return VIV_RAISE;
    if (!vk_dict_set_name(vm, made, name_of(vm, "__name__"), name) ||
        !vk_dict_set_name(vm, made, name_of(vm, "__doc__"), VIV_NONE))
        return VIV_RAISE;
    return made;
}

static viv_value run(viv_vm *vm, viv_value code, viv_value namespace) {
    viv_value function = vk_function_new(vm, code, namespace);

    VIV_TRY(function);
    return vk_call(vm, function, NULL, 0);
}

/* -- publishing */

static bool begins_with(viv_vm *vm, viv_value name, const char *start) {
    vk_text text = vk_str_text(vm, name);
    uint32_t length = (uint32_t)strlen(start);

    for (uint32_t i = 0; i < length; i++)
        if (i >= text.length || vk_text_at(text, i) != (uint8_t)start[i])
            return false;
    return true;
}

/* Names that the module itself made; a built-in that it did not change is
 * none. */
static bool is_own(viv_vm *vm, viv_value key, viv_value value) {
    viv_value builtin =
        vk_dict_get_name(vm, vk_runtime(vm)->roots.library_builtins, key);

    return !viv_same(builtin, value);
}

static bool publish_where(viv_vm *vm, viv_value from, viv_value to,
                          bool all_public) {
    viv_value key, value;
    uint32_t position = 0;

    while (vk_dict_next(vm, from, &position, &key, &value)) {
        bool chosen = vk_is(vm, key, VK_STR) &&
                      (begins_with(vm, key, "__") ||
                       (all_public && !begins_with(vm, key, "_") &&
                        !vk_is(vm, value, VK_MODULE)));

        if (chosen && is_own(vm, key, value) &&
            !vk_dict_set_name(vm, to, key, value))
            return false;
    }
    return true;
}

/* __getattr__ of a module may make listed names later (PEP 562). */
static bool publish_listed(viv_vm *vm, viv_value list, viv_value from,
                           viv_value to) {
    viv_value names;
    bool made_later =
        !viv_is_absent(vk_dict_get_name(vm, from, name_of(vm, "__getattr__")));

    if (viv_is_absent(list))
        return true;
    names = vk_list_from_iterable(vm, list);
    if (viv_is_jump(names))
        return false;
    for (uint32_t i = 0; i < vk_list_length(vm, names); i++) {
        viv_value name = vk_list_get(vm, names, i), value;

        VK_CHECK(vm, vk_is(vm, name, VK_STR));
        name = vk_str_intern(vm, name);
        if (viv_is_jump(name))
            return false;
        value = vk_dict_get_name(vm, from, name);
        if (viv_is_absent(value) && made_later)
            continue;
        if (viv_is_absent(value))
            return vk_raise(vm, VIV_SystemError, "%R is listed, but not there",
                            name),
                   false;
        if (!vk_dict_set_name(vm, to, name, value))
            return false;
    }
    return true;
}

static bool publish(viv_vm *vm, viv_value from, viv_value to) {
    viv_value all = vk_dict_get_name(vm, from, name_of(vm, "__all__"));
    viv_value further = name_of(vm, "__published__");

    return publish_where(vm, from, to, viv_is_absent(all)) &&
           publish_listed(vm, all, from, to) &&
           publish_listed(vm, vk_dict_get_name(vm, from, further), from, to);
}

/* -- the whole */

static viv_value library(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);

    if (viv_is_absent(machine->library)) {
        viv_value made = vk_dict_new(vm, 8);

        VIV_TRY(made);
        machine->library = made;
    }
    return machine->library;
}

static viv_value run_module(viv_vm *vm, viv_value module, viv_value name,
                            const vk_plugin *plugin, viv_value code) {
    viv_value namespace = private_namespace(vm, name, plugin);

    VIV_TRY(namespace);
    VIV_TRY(run(vm, code, namespace));
    return publish(vm, namespace, namespace_of(vm, module)) ? module
                                                            : VIV_RAISE;
}

/* Known before it runs, for circular imports; forgotten when it fails, unless
 * the sandbox is stopping, when nothing may be allocated. */
viv_value vk_import_library(viv_vm *vm, viv_value name,
                            const vk_plugin *plugin, viv_value code) {
    viv_value known = library(vm), module;

    VIV_TRY(known);
    module = vk_dict_get(vm, known, name);
    if (!viv_is_absent(module))
        return module;
    if (!vk_enter_native(vm))
        return VIV_RAISE;
    module = vk_module_new(vm, name);
    VIV_TRY(module);
    if (!vk_dict_set(vm, known, name, module))
        return VIV_RAISE;
    if (viv_is_jump(run_module(vm, module, name, plugin, code))) {
        if (VK(vm)->stopped == VK_STOP_NONE) {
            viv_value error = vk_catch(vm);

            vk_dict_delete(vm, known, name);
            vk_raise_exception(vm, error, VIV_ABSENT);
        }
        return VIV_RAISE;
    }
    return module;
}
