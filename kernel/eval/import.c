/* import.c - import statements: which module, may it be had, what of it.
 *
 * Modules of the world are templates: they are the same object in every sandbox, and a
 * namespace that a program writes to becomes its own (vk_module_namespace).
 */
#include "eval/cache.h"
#include "eval/library.h"
#include "eval/ops.h"
#include "host/guard.h"
#include "host/runtime.h"
#include "host/sandbox.h"
#include "memory/world.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

enum { NAME_BYTES = 256 };

viv_value vk_build_class(viv_vm *vm) {
    return vk_runtime(vm)->roots.build_class;
}

/* The sandbox's own dict of what it imported: sys.modules. */
viv_value vk_import_modules(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);

    if (viv_is_absent(machine->modules)) {
        viv_value made = vk_dict_new(vm, 8);

        VIV_TRY(made);
        machine->modules = made;
    }
    return machine->modules;
}

/* Namespaces of world modules that this sandbox changed, by module. */
static viv_value changed(viv_vm *vm, bool make) {
    struct vk_machine *machine = VK(vm);

    if (viv_is_absent(machine->world_state) && make) {
        viv_value made = vk_dict_new(vm, 4);

        VIV_TRY(made);
        machine->world_state = made;
    }
    return machine->world_state;
}

viv_value vk_module_namespace(viv_vm *vm, viv_value module, bool writable) {
    vk_module_object *self = vk_object(vm, module);
    viv_value own, state;

    VK_CHECK(vm, vk_is(vm, module, VK_MODULE));
    if (!vk_in_world(vm, vk_reference_offset(module)))
        return self->namespace;
    state = changed(vm, writable);
    VIV_TRY(state);
    own = viv_is_absent(state) ? VIV_ABSENT
                               : vk_dict_get(vm, state, module);
    if (!viv_is_absent(own) || !writable)
        return viv_is_absent(own) ? self->namespace : own;
    own = vk_dict_copy(vm, self->namespace);
    VIV_TRY(own);
    if (!vk_dict_set(vm, state, module, own))
        return VIV_RAISE;
    if (viv_same(VK(vm)->builtins, self->namespace))
        VK(vm)->builtins = own;
    vk_cache_expire(vm);
    return own;
}

/* -- finding */

static viv_value no_module(viv_vm *vm, viv_value name) {
    viv_value raised = vk_raise(vm, VIV_ModuleNotFoundError,
                                "No module named %R", name);

    return vk_exception_note_import(vm, name), raised;
}

static viv_value denied(viv_vm *vm, viv_value name, const char *reason) {
    vk_raise(vm, VIV_ImportError, "%s", reason);
    return vk_exception_note_import(vm, name);
}

/* The policies and the run's own list decide, by a copy of the name. */
static viv_value allowed(viv_vm *vm, viv_value name, const char *text) {
    char reason[NAME_BYTES + 64];

    if (!vk_sandbox_allows(vm, text)) {
        snprintf(reason, sizeof reason,
                 "import of '%s' is not allowed in this run", text);
        return denied(vm, name, reason);
    }
    if (!vk_guard_import(vm, text))
        return denied(vm, name, vk_guard_reason(vm));
    return VIV_NONE;
}

/* What a module needs of the outside, whoever imports it. */
static viv_value grant(viv_vm *vm, viv_value name, const vk_plugin *plugin) {
    if (plugin->needs == 0)
        return VIV_NONE;
    if (!vk_guard_module(vm, plugin))
        return denied(vm, name, vk_guard_reason(vm));
    VK(vm)->granted |= (uint32_t)plugin->needs;
    return VIV_NONE;
}

/* The running function is the library's: what it imports is its own matter, and stays
 * invisible to the program. */
static bool for_library(viv_vm *vm) {
    const vk_constants *k = vk_constants_of(VK(vm)->constants);
    const vk_code_object *code = vk_at(vm, k->code);

    return code->head.kind == VK_CODE && code->flags & VK_CODE_HIDDEN;
}

/* A module of a plugin: its part in C, or its Python run in this sandbox. Names of
 * submodules that begin with an underscore are the library's own. */
static viv_value find_in_plugins(viv_vm *vm, viv_value name, bool library) {
    char text[NAME_BYTES], top[NAME_BYTES];
    const vk_plugin *plugin;
    viv_source source;
    viv_value world;
    bool python;

    if (vk_str_utf8(vm, name, text, sizeof text) >= sizeof text)
        return VIV_ABSENT;
    snprintf(top, sizeof top, "%.*s", (int)strcspn(text, "."), text);
    plugin = vk_runtime_module(vk_runtime(vm), top);
    if (plugin == NULL || (!library && strstr(text, "._") != NULL))
        return VIV_ABSENT;
    world = vk_dict_get(vm, vk_runtime(vm)->roots.modules, name);
    VIV_TRY(world);
    python = vk_plugin_source(plugin, text, &source);
    if (!python && viv_is_absent(world))
        return VIV_ABSENT;
    if (!library)
        VIV_TRY(allowed(vm, name, text));
    VIV_TRY(grant(vm, name, plugin));
    return python ? vk_import_library(vm, name, plugin, &source) : world;
}

static viv_value load(viv_vm *vm, viv_value name) {
    viv_value modules = vk_import_modules(vm), found;
    bool library = for_library(vm);

    VIV_TRY(modules);
    found = vk_dict_get(vm, modules, name);
    if (viv_is_none(found))
        return vk_raise(vm, VIV_ModuleNotFoundError,
                        "import of %S halted; None in sys.modules", name);
    if (!viv_is_absent(found))
        return found;
    if (vk_str_is(vm, name, "__main__"))
        return VK(vm)->main;
    found = find_in_plugins(vm, name, library);
    VIV_TRY(found);
    if (viv_is_absent(found))
        return no_module(vm, name);
    if (!library && !vk_dict_set(vm, modules, name, found))
        return VIV_RAISE;
    return found;
}

/* A submodule is an attribute of what it belongs to. */
static viv_value bind_submodule(viv_vm *vm, viv_value module, viv_value part,
                                viv_value submodule) {
    vk_text text = vk_str_text(vm, part);
    uint32_t start = text.length;
    viv_value name, namespace;

    while (start > 0 && vk_text_at(text, start - 1) != '.')
        start--;
    name = vk_str_intern(vm, vk_str_slice(vm, part, start, text.length));
    VIV_TRY(name);
    namespace = vk_module_namespace(vm, module, false);
    VIV_TRY(namespace);
    if (!viv_is_absent(vk_dict_get_name(vm, namespace, name)))
        return submodule;
    namespace = vk_module_namespace(vm, module, true);
    VIV_TRY(namespace);
    return vk_dict_set_name(vm, namespace, name, submodule) ? submodule
                                                            : VIV_RAISE;
}

static viv_value head_of(viv_vm *vm, viv_value name, uint32_t *length) {
    vk_text text = vk_str_text(vm, name);
    uint32_t end = *length;

    while (end < text.length && vk_text_at(text, end) != '.')
        end++;
    *length = end;
    return end == text.length
               ? name
               : vk_str_intern(vm, vk_str_slice(vm, name, 0, end));
}

static bool is_package(viv_vm *vm, viv_value module) {
    const vk_plugin *plugin;
    char name[NAME_BYTES];
    viv_source source;

    vk_str_utf8(vm, ((vk_module_object *)vk_object(vm, module))->name, name,
                sizeof name);
    plugin = vk_runtime_module(vk_runtime(vm), name);
    for (uint32_t i = 0; plugin != NULL && plugin->descriptor->sources &&
                         vk_table_row(plugin->descriptor->sources, i, &source,
                                      sizeof source);
         i++)
        if (strchr(source.module, '.') != NULL &&
            strstr(source.module, "._") == NULL)
            return true;
    return false;
}

/* A submodule was not found: some modules have none at all. */
static viv_value not_a_package(viv_vm *vm, viv_value module, viv_value name) {
    if (!vk_raised(vm, VIV_ModuleNotFoundError) || !vk_is(vm, module, VK_MODULE) ||
        is_package(vm, module) || viv_is_absent(vk_catch(vm)))
        return VIV_RAISE;
    vk_raise(vm, VIV_ModuleNotFoundError,
             "No module named %R; %R is not a package", name,
             ((vk_module_object *)vk_object(vm, module))->name);
    return vk_exception_note_import(vm, name);
}

/* Each part of a dotted name; the first or the last module. */
static viv_value load_dotted(viv_vm *vm, viv_value name, bool last) {
    uint32_t total = vk_str_text(vm, name).length, length = 0;
    viv_value first = VIV_ABSENT, module = VIV_ABSENT;

    while (length <= total) {
        viv_value part = head_of(vm, name, &length), outer = module;

        VIV_TRY(part);
        module = load(vm, part);
        if (viv_is_raise(module) && !viv_is_absent(outer))
            return not_a_package(vm, outer, name);
        VIV_TRY(module);
        if (!viv_is_absent(outer))
            VIV_TRY(bind_submodule(vm, outer, part, module));
        if (viv_is_absent(first))
            first = module;
        length++;
    }
    return last ? module : first;
}

viv_value vk_ops_import(viv_vm *vm, viv_value name, viv_value wanted,
                        uint32_t level) {
    bool from = vk_is(vm, wanted, VK_TUPLE) &&
                vk_tuple_length(vm, wanted) != 0;

    if (level != 0)
        return vk_raise(vm, VIV_ImportError,
                        "attempted relative import with no known parent "
                        "package");
    if (vk_str_text(vm, name).length == 0)
        return vk_raise(vm, VIV_ValueError, "Empty module name");
    name = vk_str_intern(vm, name);
    VIV_TRY(name);
    return load_dotted(vm, name, from);
}

viv_value vk_ops_import_from(viv_vm *vm, viv_value module, viv_value name) {
    viv_value found = vk_find_attribute(vm, module, name), from;

    if (!viv_is_absent(found))
        return found;
    from = vk_is(vm, module, VK_MODULE)
               ? ((vk_module_object *)vk_object(vm, module))->name
               : vk_str_from_text(vm, "<unknown module name>");
    VIV_TRY(from);
    vk_raise(vm, VIV_ImportError,
             "cannot import name %R from %R (unknown location)", name, from);
    return vk_exception_note_import(vm, from);
}

/* -- from module import * */

static bool public_name(viv_vm *vm, viv_value name) {
    vk_text text;

    if (!vk_is(vm, name, VK_STR))
        return false;
    text = vk_str_text(vm, name);
    return text.length == 0 || vk_text_at(text, 0) != '_';
}

static bool bind_star(viv_vm *vm, viv_value name, viv_value value) {
    vk_constants *k = vk_constants_of(VK(vm)->constants);
    vk_code_object *code = vk_at(vm, k->code);
    viv_value namespace = code->flags & VK_CODE_NAMESPACE
                              ? VK(vm)->registers[0]
                              : vk_reference_at(k->globals);

    name = vk_str_intern(vm, name);
    return !viv_is_jump(name) &&
           !viv_is_jump(vk_set_item(vm, namespace, name, value));
}

static viv_value star_names(viv_vm *vm, viv_value module, viv_value names) {
    uint32_t count;

    names = vk_list_from_iterable(vm, names);
    VIV_TRY(names);
    count = vk_list_length(vm, names);
    for (uint32_t i = 0; i < count; i++) {
        viv_value name = vk_list_get(vm, names, i), value;

        if (!vk_is(vm, name, VK_STR))
            return vk_raise(vm, VIV_TypeError,
                            "Item in %S.__all__ must be str, not %T",
                            ((vk_module_object *)vk_object(vm, module))->name,
                            name);
        value = vk_get_attribute(vm, module, name);
        VIV_TRY(value);
        if (!bind_star(vm, name, value))
            return VIV_RAISE;
    }
    return VIV_NONE;
}

viv_value vk_ops_import_star(viv_vm *vm, viv_value module) {
    viv_value all = vk_find_attribute(vm, module,
                                      vk_str_intern_utf8(vm, "__all__", 7));
    viv_value dict, key, value;
    uint32_t position = 0;

    VIV_TRY(all);
    if (!viv_is_absent(all))
        return star_names(vm, module, all);
    VK_CHECK(vm, vk_is(vm, module, VK_MODULE));
    dict = vk_module_namespace(vm, module, false);
    VIV_TRY(dict);
    while (vk_dict_next(vm, dict, &position, &key, &value))
        if (public_name(vm, key) && !bind_star(vm, key, value))
            return VIV_RAISE;
    return VIV_NONE;
}
