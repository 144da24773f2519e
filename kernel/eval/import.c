/* import.c - import statements: which modules, and what of them.
 *
 * Modules of the world are templates: they are the same object in every
 * sandbox, and a namespace that a program writes to becomes its own
 * (vk_module_namespace).
 *
 * Language reference 5 and 7.11, without finders and loaders as Python objects:
 * where modules come from is the host's decision, and no hook of the program
 * takes part in it. sys.modules is honoured as CPython does, since programs
 * rely on putting modules there.
 */
#include "eval/cache.h"
#include "eval/import.h"
#include "eval/ops.h"
#include "host/runtime.h"
#include "memory/world.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

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

/* Copy on write by hand: the world is shared by all sandboxes and read-only.
 * The copy is found by module from then on, and caches that noted the old table
 * expire. */
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

/* -- sys */

static viv_value sys_module(viv_vm *vm) {
    return vk_dict_get_name(vm, vk_runtime(vm)->roots.modules,
                            vk_str_intern_utf8(vm, "sys", 3));
}

viv_value vk_sys_get(viv_vm *vm, const char *name) {
    return vk_import_attribute(vm, sys_module(vm), name);
}

viv_value vk_sys_changed(viv_vm *vm, const char *name) {
    viv_value module, now, before;

    if (viv_is_absent(VK(vm)->world_state))
        return VIV_ABSENT;
    module = sys_module(vm);
    if (!vk_is(vm, module, VK_MODULE))
        return VIV_ABSENT;
    now = vk_import_attribute(vm, module, name);
    before = vk_dict_get_name(
        vm, ((vk_module_object *)vk_object(vm, module))->namespace,
        vk_str_intern_utf8(vm, name, (uint32_t)strlen(name)));
    if (viv_is_absent(now) && !viv_is_absent(before))
        return vk_raise(vm, VIV_RuntimeError, "lost sys.%s", name);
    return viv_same(now, before) ? VIV_ABSENT : now;
}

/* -- names */

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

static viv_value module_name(viv_vm *vm, viv_value module) {
    viv_value name = vk_import_attribute(vm, module, "__name__");

    return vk_is(vm, name, VK_STR)
               ? name
               : vk_str_from_text(vm, "<unknown module name>");
}

static bool is_package(viv_vm *vm, viv_value module) {
    return !viv_is_absent(vk_import_attribute(vm, module, "__path__")) ||
           (vk_is(vm, module, VK_MODULE) &&
            vk_import_has_submodules(vm, module));
}

static viv_value no_package(viv_vm *vm, viv_value name, viv_value module) {
    vk_raise(vm, VIV_ModuleNotFoundError,
             "No module named %R; %R is not a package", name,
             module_name(vm, module));
    return vk_exception_note_import(vm, name);
}

/* A submodule is an attribute of what it belongs to. */
static viv_value bind_submodule(viv_vm *vm, viv_value module, viv_value full,
                                viv_value submodule) {
    vk_text text = vk_str_text(vm, full);
    uint32_t start = text.length;
    viv_value name;

    while (start > 0 && vk_text_at(text, start - 1) != '.')
        start--;
    name = vk_str_intern(vm, vk_str_slice(vm, full, start, text.length));
    VIV_TRY(name);
    if (vk_is(vm, module, VK_MODULE) &&
        !viv_is_absent(vk_dict_get_name(
            vm, vk_module_namespace(vm, module, false), name)))
        return submodule;
    VIV_TRY(vk_set_attribute(vm, module, name, submodule));
    return submodule;
}

/* Each part of a dotted name; the first or the last module. `import a.b.c`
 * loads a, a.b and a.b.c in this order, and binds each in the one before. */
static viv_value load_dotted(viv_vm *vm, viv_value name, bool last,
                             bool trusted) {
    uint32_t total = vk_str_text(vm, name).length, length = 0;
    viv_value first = VIV_ABSENT, module = VIV_ABSENT;

    while (length <= total) {
        viv_value part = head_of(vm, name, &length), outer = module;

        VIV_TRY(part);
        if (!viv_is_absent(module) && !is_package(vm, module) &&
            !vk_import_exists(vm, part))
            return no_package(vm, part, module);
        module = vk_import_load(vm, part, trusted);
        VIV_TRY(module);
        if (!viv_is_absent(outer))
            VIV_TRY(bind_submodule(vm, outer, part, module));
        if (viv_is_absent(first))
            first = module;
        length++;
    }
    return last ? module : first;
}

/* -- relative names */

static viv_value global(viv_vm *vm, viv_value globals, const char *name) {
    return vk_dict_get_name(
        vm, globals, vk_str_intern_utf8(vm, name, (uint32_t)strlen(name)));
}

/* The package that the running code belongs to, as CPython finds it.
 * __package__, then __name__ and __path__: PEP 366. */
static viv_value package_of(viv_vm *vm) {
    viv_value globals, name;

    if (viv_is_absent(vk_frame_code(vm)))
        return vk_str_from_text(vm, "");
    globals = vk_reference_at(vk_constants_of(VK(vm)->constants)->globals);
    name = global(vm, globals, "__package__");
    if (!viv_is_absent(name) && !viv_is_none(name)) {
        if (vk_is(vm, name, VK_STR))
            return name;
        return vk_raise(vm, VIV_TypeError, "package must be a string");
    }
    name = global(vm, globals, "__name__");
    if (viv_is_absent(name))
        return vk_raise(vm, VIV_KeyError, "'__name__' not in globals");
    if (!vk_is(vm, name, VK_STR))
        return vk_raise(vm, VIV_TypeError, "__name__ must be a string");
    return viv_is_absent(global(vm, globals, "__path__"))
               ? vk_import_parent_name(vm, name)
               : name;
}

/* `..name` seen from the running module. */
static viv_value absolute(viv_vm *vm, viv_value name, uint32_t level) {
    viv_value base = package_of(vm), dot;

    VIV_TRY(base);
    if (vk_str_text(vm, base).length == 0)
        return vk_raise(vm, VIV_ImportError,
                        "attempted relative import with no known parent "
                        "package");
    for (; level > 1; level--) {
        base = vk_import_parent_name(vm, base);
        VIV_TRY(base);
        if (vk_str_text(vm, base).length == 0)
            return vk_raise(vm, VIV_ImportError,
                            "attempted relative import beyond top-level "
                            "package");
    }
    if (vk_str_text(vm, name).length == 0)
        return vk_str_intern(vm, base);
    dot = vk_str_from_text(vm, ".");
    VIV_TRY(dot);
    return vk_str_intern(
        vm, vk_str_join(vm, dot, (viv_value[]){base, name}, 2));
}

/* -- from package import module */

static viv_value import_listed(viv_vm *vm, viv_value module, viv_value wanted,
                               bool trusted, bool all);

/* A name that is no attribute of the package may be a module in it. */
static viv_value import_one(viv_vm *vm, viv_value module, viv_value name,
                            bool trusted) {
    viv_value found = vk_find_attribute(vm, module, name), dot, full;

    VIV_TRY(found);
    if (!viv_is_absent(found))
        return VIV_NONE;
    dot = vk_str_from_text(vm, ".");
    VIV_TRY(dot);
    full = vk_str_intern(
        vm, vk_str_join(vm, dot,
                        (viv_value[]){module_name(vm, module), name}, 2));
    VIV_TRY(full);
    if (!vk_import_exists(vm, full))
        return VIV_NONE;
    found = vk_import_load(vm, full, trusted);
    VIV_TRY(found);
    return bind_submodule(vm, module, full, found);
}

static viv_value import_all(viv_vm *vm, viv_value module, bool trusted) {
    viv_value all = vk_import_attribute(vm, module, "__all__");

    if (!vk_is(vm, all, VK_LIST) && !vk_is(vm, all, VK_TUPLE))
        return VIV_NONE;
    return import_listed(vm, module, all, trusted, true);
}

static viv_value import_listed(viv_vm *vm, viv_value module, viv_value wanted,
                               bool trusted, bool all) {
    for (uint32_t i = 0; i < vk_sequence_items(vm, wanted).count; i++) {
        viv_value name = vk_sequence_items(vm, wanted).items[i], done;

        if (!vk_is(vm, name, VK_STR)) {
            if (all)
                continue; /* import * complains */
            return vk_raise(vm, VIV_TypeError,
                            "Item in ``from list'' must be str, not %T", name);
        }
        if (!vk_charge(vm, 1))
            return VIV_RAISE;
        if (vk_str_is(vm, name, "*"))
            done = all ? VIV_NONE : import_all(vm, module, trusted);
        else
            done = import_one(vm, module, name, trusted);
        VIV_TRY(done);
    }
    return VIV_NONE;
}

/* -- what instructions and __import__() ask for */

static viv_value import(viv_vm *vm, viv_value name, viv_value wanted,
                        uint32_t level, bool trusted) {
    bool from = (vk_is(vm, wanted, VK_TUPLE) || vk_is(vm, wanted, VK_LIST)) &&
                vk_sequence_items(vm, wanted).count != 0;
    viv_value module;

    if (level == 0 && vk_str_text(vm, name).length == 0)
        return vk_raise(vm, VIV_ValueError, "Empty module name");
    name = level == 0 ? vk_str_intern(vm, name) : absolute(vm, name, level);
    VIV_TRY(name);
    module = load_dotted(vm, name, from, trusted);
    VIV_TRY(module);
    if (from && is_package(vm, module))
        VIV_TRY(import_listed(vm, module, wanted, trusted, false));
    return module;
}

viv_value vk_ops_import(viv_vm *vm, viv_value name, viv_value wanted,
                        uint32_t level) {
    return import(vm, name, wanted, level, vk_import_is_trusted(vm));
}

/* The name may be the program's: no trust, whoever calls. */
viv_value vk_import_by_name(viv_vm *vm, viv_value name, viv_value wanted,
                            uint32_t level) {
    return import(vm, name, wanted, level, false);
}

/* A module of a package that is being imported is no attribute of it yet. */
static viv_value submodule(viv_vm *vm, viv_value from, viv_value name) {
    viv_value dot = vk_str_from_text(vm, "."), full;

    VIV_TRY(dot);
    full = vk_str_join(vm, dot, (viv_value[]){from, name}, 2);
    VIV_TRY(full);
    return vk_import_known(vm, full, vk_import_is_trusted(vm));
}

/* [spare] of a module is set while its body runs. */
static viv_value cannot_import(viv_vm *vm, viv_value module, viv_value from,
                               viv_value name) {
    viv_value file = vk_import_attribute(vm, module, "__file__");
    bool partial = vk_is(vm, module, VK_MODULE) &&
                   ((vk_module_object *)vk_object(vm, module))->spare != 0;

    if (!vk_is(vm, file, VK_STR))
        file = vk_str_from_text(vm, "unknown location");
    VIV_TRY(file);
    vk_raise(vm, VIV_ImportError,
             partial ? "cannot import name %R from partially initialized "
                       "module %R (most likely due to a circular import) (%S)"
                     : "cannot import name %R from %R (%S)",
             name, from, file);
    vk_exception_note_import(vm, from);
    return vk_exception_note_import_from(vm, name);
}

viv_value vk_ops_import_from(viv_vm *vm, viv_value module, viv_value name) {
    viv_value found = vk_find_attribute(vm, module, name), from;

    if (!viv_is_absent(found))
        return found;
    from = module_name(vm, module);
    VIV_TRY(from);
    found = submodule(vm, from, name);
    return viv_is_absent(found) ? cannot_import(vm, module, from, name) : found;
}

/* -- from module import * */

static bool public_name(viv_vm *vm, viv_value name) {
    vk_text text;

    if (!vk_is(vm, name, VK_STR))
        return false;
    text = vk_str_text(vm, name);
    return text.length == 0 || vk_text_at(text, 0) != '_';
}

/* Into the namespace of a class body or exec, or into the globals. */
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
