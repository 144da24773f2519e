/* import_load.c - a module's first import: policies, where it is, running it.
 *
 * In this order: what the sandbox imported already; files below the folders of
 * `[modules] path` (but for `sys` and `builtins`); the world's templates;
 * Python sources in plugins.
 *
 * What a program may import is decided by its policies at this single place,
 * before anything is read or run. The name is copied out of the cage first, and
 * it is the copy that the policy sees and the file is searched by: a program
 * cannot change it in between.
 *
 * Trust follows the code that imports and not the name: library code may use
 * modules that the program must not have, and what it loads for itself does not
 * appear in the program's sys.modules.
 */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "eval/import.h"
#include "eval/library.h"
#include "eval/program.h"
#include "host/folders.h"
#include "host/guard.h"
#include "host/runtime.h"
#include "host/sandbox.h"
#include "memory/arena.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

enum { NAME_BYTES = 256 };

/* Where a module's code comes from. */
typedef struct origin {
    vk_module_file file;
    bool package, vetted;
} origin;

static viv_value name_of(viv_vm *vm, const char *text) {
    return vk_str_intern_utf8(vm, text, (uint32_t)strlen(text));
}

viv_value vk_import_missing(viv_vm *vm, viv_value name) {
    viv_value raised = vk_raise(vm, VIV_ModuleNotFoundError,
                                "No module named %R", name);

    return vk_exception_note_import(vm, name), raised;
}

viv_value vk_import_parent_name(viv_vm *vm, viv_value name) {
    vk_text text = vk_str_text(vm, name);
    uint32_t end = text.length;

    while (end > 0 && vk_text_at(text, end - 1) != '.')
        end--;
    return vk_str_intern(vm,
                         vk_str_slice(vm, name, 0, end > 0 ? end - 1 : 0));
}

viv_value vk_import_attribute(viv_vm *vm, viv_value module, const char *name) {
    viv_value key = name_of(vm, name);

    if (!vk_is(vm, module, VK_MODULE) || viv_is_jump(key))
        return VIV_ABSENT;
    return vk_dict_get_name(vm, vk_module_namespace(vm, module, false), key);
}

bool vk_import_is_trusted(viv_vm *vm) {
    viv_value code = vk_frame_code(vm);

    return !viv_is_absent(code) &&
           vk_code_pointer(vm, code)->flags & (VK_CODE_HIDDEN | VK_CODE_VETTED);
}

/* Library code, importing for itself. */
static bool is_library(viv_vm *vm, bool trusted) {
    viv_value code = vk_frame_code(vm);

    return trusted && !viv_is_absent(code) &&
           vk_code_pointer(vm, code)->flags & VK_CODE_HIDDEN;
}

/* -- plugins */

static viv_value find_world(viv_vm *vm, viv_value name) {
    return vk_dict_get(vm, vk_runtime(vm)->roots.modules, name);
}

/* The plugin that the first part of the name belongs to, or NULL. */
static const vk_plugin *plugin_of(viv_vm *vm, const char *text) {
    char head[NAME_BYTES];

    snprintf(head, sizeof head, "%.*s", (int)strcspn(text, "."), text);
    return vk_runtime_module(vk_runtime(vm), head);
}

/* Submodules whose names begin with an underscore are the library's own. A name
 * such as `re._parser` can only be reached by library code. */
static bool in_plugins(viv_vm *vm, viv_value name, const char *text) {
    const vk_plugin *plugin = plugin_of(vm, text);
    viv_source source;

    return plugin != NULL &&
           (strstr(text, "._") == NULL || vk_import_is_trusted(vm)) &&
           (vk_plugin_source(plugin, text, &source) ||
            !viv_is_absent(find_world(vm, name)));
}

bool vk_import_has_submodules(viv_vm *vm, viv_value module) {
    char text[NAME_BYTES];
    const vk_plugin *plugin;
    viv_source source;

    VK_CHECK(vm, vk_is(vm, module, VK_MODULE));
    vk_str_utf8(vm, ((vk_module_object *)vk_object(vm, module))->name, text,
                sizeof text);
    plugin = vk_runtime_module(vk_runtime(vm), text);
    for (uint32_t i = 0; plugin != NULL && plugin->descriptor->sources &&
                         vk_table_row(plugin->descriptor->sources, i, &source,
                                      sizeof source);
         i++)
        if (strchr(source.module, '.') != NULL &&
            strstr(source.module, "._") == NULL)
            return true;
    return false;
}

/* -- policies */

/* What library code and vetted modules import for themselves is invisible to
 * the program, unless the program may import it too. */
static bool is_private(viv_vm *vm, const char *text, bool trusted) {
    viv_question question = {VIV_ASK_import, text, ""};

    return trusted && !vk_guard_peek(vm, &question).allowed;
}

static viv_value private_modules(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);

    if (viv_is_absent(machine->private_modules)) {
        viv_value made = vk_dict_new(vm, 4);

        VIV_TRY(made);
        machine->private_modules = made;
    }
    return machine->private_modules;
}

viv_value vk_import_known(viv_vm *vm, viv_value name, bool trusted) {
    viv_value found = vk_dict_get(vm, vk_import_modules(vm), name);

    if (viv_is_absent(found) && trusted &&
        !viv_is_absent(VK(vm)->private_modules))
        found = vk_dict_get(vm, VK(vm)->private_modules, name);
    return found;
}

static bool remember(viv_vm *vm, viv_value name, const char *text,
                     viv_value module, bool trusted) {
    viv_value modules = is_private(vm, text, trusted) ? private_modules(vm)
                                                      : vk_import_modules(vm);

    return !viv_is_jump(modules) && vk_dict_set(vm, modules, name, module);
}

static viv_value denied(viv_vm *vm, viv_value name, const char *reason) {
    vk_raise(vm, VIV_ImportError, "%s", reason);
    return vk_exception_note_import(vm, name);
}

/* What a module needs of the outside world is asked for in any case. Asked of
 * trusted importers as well: a capability is the sandbox's, whoever uses it. */
static viv_value grant(viv_vm *vm, viv_value name, const char *text) {
    const vk_plugin *plugin = plugin_of(vm, text);

    if (plugin != NULL && plugin->needs != 0) {
        if (!vk_guard_module(vm, plugin))
            return denied(vm, name, vk_guard_reason(vm));
        VK(vm)->granted |= (uint32_t)plugin->needs;
    }
    return VIV_NONE;
}

/* The policies and the run's own list decide, by a copy of the name. */
static viv_value allowed(viv_vm *vm, viv_value name, const char *text,
                         bool trusted) {
    if (!trusted && !vk_guard(vm, VIV_ASK_import, text, ""))
        return denied(vm, name, vk_guard_reason(vm));
    return grant(vm, name, text);
}

/* -- finding */

static const vk_folders *folders_of(viv_vm *vm) {
    const viv_sandbox *sandbox = vk_sandbox_of(vm);

    if (sandbox != NULL && sandbox->folders.count != 0)
        return &sandbox->folders;
    return &vk_runtime(vm)->folders;
}

/* `sys` and `builtins` hold what the machine relies on: a file of that name
 * must not take their place. */
static void find_file(viv_vm *vm, const char *text, origin *from) {
    from->file = (vk_module_file){.kind = VK_MODULE_NONE, .file = -1};
    if (strcmp(text, "sys") != 0 && strcmp(text, "builtins") != 0)
        vk_folders_find(folders_of(vm), text, &from->file);
    from->package = from->file.kind == VK_MODULE_PACKAGE ||
                    from->file.kind == VK_MODULE_FOLDER;
    from->vetted = vk_words_contain(&vk_runtime(vm)->vetted, text) ||
                   vk_words_contain(&vk_runtime(vm)->vetted, "*");
}

bool vk_import_exists(viv_vm *vm, viv_value name) {
    char text[NAME_BYTES];

    if (!viv_is_absent(vk_import_known(vm, name, true)))
        return true;
    return vk_str_utf8(vm, name, text, sizeof text) < sizeof text &&
           (in_plugins(vm, name, text) ||
            vk_folders_has(folders_of(vm), text));
}

/* -- running */

/* The file's bytes, straight into the arena. The size was taken when the file
 * was opened; if it shrinks meanwhile, less is read, if it grows, the rest is
 * left out. */
static bool read_file(viv_vm *vm, const vk_module_file *file,
                      vk_program_text *text) {
    uint32_t got = 0;

    if (!vk_charge(vm, file->size / 32 + 1))
        return false;
    text->offset = vk_arena_take(vm, file->size + 1);
    if (text->offset == 0)
        return false;
    while (got < file->size) {
        ssize_t count =
            read(file->file, (char *)vk_at(vm, text->offset) + got,
                 file->size - got);

        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        got += (uint32_t)count;
    }
    text->length = got;
    return true;
}

static viv_value compile_origin(viv_vm *vm, const origin *from,
                                viv_value path) {
    vk_program_text text = {.file = path,
                            .flags = from->vetted ? VK_COMPILE_VETTED : 0,
                            .encoded = true,
                            .whole_file = true,
                            .quoted = true};

    return read_file(vm, &from->file, &text) ? vk_program_compile(vm, &text)
                                             : VIV_RAISE;
}

static viv_value run_origin(viv_vm *vm, const origin *from, viv_value path,
                            viv_value namespace) {
    vk_arena_mark mark = vk_arena_begin(vm);
    viv_value code = compile_origin(vm, from, path), function;

    vk_arena_end(vm, mark);
    VIV_TRY(code);
    function = vk_function_new(vm, code, namespace);
    VIV_TRY(function);
    return vk_call(vm, function, NULL, 0);
}

static bool define(viv_vm *vm, viv_value namespace, const char *name,
                   viv_value value) {
    viv_value key = name_of(vm, name);

    return !viv_is_jump(key) && !viv_is_jump(value) &&
           vk_dict_set_name(vm, namespace, key, value);
}

/* "pkg/__init__.py" lies in the folder "pkg". */
static viv_value folder_list(viv_vm *vm, const char *path) {
    const char *end = strrchr(path, '/');
    bool bare = end == NULL || strcmp(end, "/__init__.py") != 0;
    viv_value text = vk_str_from_utf8(
        vm, path, (uint32_t)(bare ? strlen(path) : (size_t)(end - path)));

    VIV_TRY(text);
    return vk_list_from(vm, &text, 1);
}

/* What a module knows of itself before its body runs. */
static bool describe(viv_vm *vm, viv_value name, const origin *from,
                     viv_value path, viv_value namespace) {
    viv_value package = from->package ? name : vk_import_parent_name(vm, name);

    if (!define(vm, namespace, "__package__", package) ||
        !define(vm, namespace, "__loader__", VIV_NONE) ||
        !define(vm, namespace, "__spec__", VIV_NONE))
        return false;
    if (from->file.file >= 0 && !define(vm, namespace, "__file__", path))
        return false;
    return !from->package || define(vm, namespace, "__path__",
                                    folder_list(vm, from->file.path));
}

/* A module whose body failed must be imported anew. Deleting from a dict may
 * raise, which must not replace the error. */
static void forget(viv_vm *vm, viv_value name) {
    viv_value raised = VK(vm)->exception;

    vk_dict_delete(vm, vk_import_modules(vm), name);
    if (!viv_is_absent(VK(vm)->private_modules))
        vk_dict_delete(vm, VK(vm)->private_modules, name);
    VK(vm)->exception = raised;
}

/* In sys.modules before the body runs: circular imports find the partial module
 * (language reference 5.4). It may have replaced itself there, so the result is
 * looked up again. */
static viv_value run_module(viv_vm *vm, viv_value name, const origin *from,
                            const char *text, bool trusted) {
    viv_value module = vk_module_new(vm, name), path, done, namespace;

    VIV_TRY(module);
    path = vk_str_from_text(vm, from->file.path);
    VIV_TRY(path);
    namespace = vk_module_namespace(vm, module, true);
    if (!describe(vm, name, from, path, namespace) ||
        !remember(vm, name, text, module, trusted))
        return VIV_RAISE;
    ((vk_module_object *)vk_object(vm, module))->spare = 1;
    done = from->file.kind == VK_MODULE_FOLDER
               ? VIV_NONE
               : run_origin(vm, from, path, namespace);
    ((vk_module_object *)vk_object(vm, module))->spare = 0;
    if (viv_is_jump(done)) {
        forget(vm, name);
        return VIV_RAISE;
    }
    module = vk_import_known(vm, name, trusted);
    return viv_is_absent(module) ? vk_import_missing(vm, name) : module;
}

/* A module that has a file, or absent. A vetted module gets more than the
 * program has, so a file that others can write to would be a way in. */
static viv_value load_file(viv_vm *vm, viv_value name, const char *text,
                           bool trusted) {
    viv_value made = VIV_ABSENT;
    origin from = {.package = false};

    find_file(vm, text, &from);
    if (from.file.kind == VK_MODULE_NONE ||
        (from.file.kind == VK_MODULE_FOLDER && in_plugins(vm, name, text)))
        return VIV_ABSENT;
    made = allowed(vm, name, text, trusted);
    if (from.vetted && from.file.loose)
        made = denied(vm, name,
                      "a vetted module can be written by others than its "
                      "owner");
    if (!viv_is_jump(made))
        made = vk_enter_native(vm) ? run_module(vm, name, &from, text, trusted)
                                   : VIV_RAISE;
    if (from.file.file >= 0)
        close(from.file.file);
    return made;
}

/* A module of a plugin: its part in C, or its Python run in this sandbox; or
 * absent. Library code's imports stay its own. */
static viv_value load_plugin(viv_vm *vm, viv_value name, const char *text,
                             bool trusted) {
    viv_value made = find_world(vm, name), code;

    VIV_TRY(made);
    if (!in_plugins(vm, name, text))
        return VIV_ABSENT;
    VIV_TRY(allowed(vm, name, text, trusted));
    code = vk_dict_get(vm, vk_runtime(vm)->roots.library, name);
    if (!viv_is_absent(code))
        made = vk_import_library(vm, name, plugin_of(vm, text), code);
    VIV_TRY(made);
    return is_library(vm, trusted) || remember(vm, name, text, made, trusted)
               ? made
               : VIV_RAISE;
}

/* A name with a NUL or too long for any file is no module; it must not be cut
 * short and found. */
static viv_value load_new(viv_vm *vm, viv_value name, bool trusted) {
    char text[NAME_BYTES];
    uint32_t length = vk_str_utf8(vm, name, text, sizeof text);
    viv_value made = VIV_ABSENT;

    if (length >= sizeof text || strlen(text) != length)
        return vk_import_missing(vm, name);
    if (!is_library(vm, trusted))
        made = load_file(vm, name, text, trusted);
    if (viv_is_absent(made))
        made = load_plugin(vm, name, text, trusted);
    return viv_is_absent(made) ? vk_import_missing(vm, name) : made;
}

viv_value vk_import_load(viv_vm *vm, viv_value name, bool trusted) {
    viv_value modules = vk_import_modules(vm), found;

    VIV_TRY(modules);
    found = vk_import_known(vm, name, trusted);
    if (viv_is_none(found))
        return vk_raise(vm, VIV_ModuleNotFoundError,
                        "import of %S halted; None in sys.modules", name);
    if (!viv_is_absent(found))
        return found;
    if (vk_str_is(vm, name, "__main__"))
        return VK(vm)->main;
    return load_new(vm, name, trusted);
}
