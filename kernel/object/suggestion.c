/* suggestion.c - "Did you mean": what a report adds to errors about names. */
#include "compile/code.h"
#include "eval/eval.h"
#include "host/runtime.h"
#include "machine.h"
#include "memory/world.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/nearest.h"
#include "object/protocol.h"
#include "object/traceback.h"

static bool is_error(viv_vm *vm, viv_value exception, viv_error error) {
    return vk_type_derives(vm, vk_type_of(vm, exception),
                           vk_error_type(vm, error));
}

static viv_value part(viv_vm *vm, viv_value exception, const char *name) {
    return vk_instance_get(
        vm, exception,
        vk_str_intern_utf8(vm, name, (uint32_t)strlen(name)));
}

static bool is_hidden(viv_vm *vm, viv_value name) {
    vk_text text;

    if (!vk_is(vm, name, VK_STR))
        return true;
    text = vk_str_text(vm, name);
    return text.length > 0 && vk_text_at(text, 0) == '_';
}

/* Where it was raised; NULL: not known. */
static vk_traceback_object *innermost(viv_vm *vm, viv_value exception) {
    viv_value walk =
        ((vk_exception_object *)vk_object(vm, exception))->traceback;
    vk_traceback_object *entry = NULL;

    while (vk_is(vm, walk, VK_TRACEBACK) && vk_charge(vm, 1)) {
        entry = vk_object(vm, walk);
        walk = entry->next;
    }
    return entry;
}

/* -- attributes */

static viv_value names_of(viv_vm *vm, viv_value object) {
    viv_value names;

    if (vk_is(vm, object, VK_TYPE))
        names = vk_dir_of_class(vm, object);
    else if (viv_is_reference(object) &&
             vk_in_world(vm, vk_reference_offset(object)))
        names = vk_dir_of_class(vm, vk_type_of(vm, object));
    else
        names = vk_dir_of_object(vm, object);
    return names;
}

/* The names in a module, sorted. */
static viv_value names_in(viv_vm *vm, viv_value module) {
    viv_value dict = vk_module_namespace(vm, module, false), key, value;
    viv_value names = vk_list_new(vm, 16);
    uint32_t position = 0;

    if (viv_is_raise(names))
        return names;
    while (vk_dict_next(vm, dict, &position, &key, &value))
        if (vk_is(vm, key, VK_STR) && !vk_list_append(vm, names, key))
            return VIV_RAISE;
    return vk_sort_values(vm, vk_sequence_items(vm, names).items, NULL,
                          vk_list_length(vm, names), false)
               ? names
               : VIV_RAISE;
}

static void try_attributes(vk_nearest *search, viv_value object,
                           bool show_hidden) {
    viv_vm *vm = search->vm;
    viv_value names = vk_is(vm, object, VK_MODULE) ? names_in(vm, object)
                                                   : names_of(vm, object);

    if (viv_is_raise(names))
        vk_catch(vm);
    if (!vk_is(vm, names, VK_LIST))
        return;
    for (uint32_t i = 0; i < vk_list_length(vm, names); i++) {
        viv_value name = vk_list_get(vm, names, i);

        if (show_hidden || !is_hidden(vm, name))
            vk_nearest_try(search, name);
    }
}

/* Within the object's own methods hidden names are no secret. */
static viv_value nearest_attribute(viv_vm *vm, viv_value exception,
                                   viv_value name) {
    vk_traceback_object *entry = innermost(vm, exception);
    viv_value object = part(vm, exception, "obj");
    vk_nearest search;

    if (viv_is_absent(object))
        return VIV_ABSENT;
    vk_nearest_begin(&search, vm, name);
    try_attributes(&search, object,
                   is_hidden(vm, name) ||
                       (entry != NULL && viv_same(entry->self, object)));
    return vk_nearest_end(&search);
}

static viv_value nearest_in_module(viv_vm *vm, viv_value exception,
                                   viv_value name) {
    viv_value module = part(vm, exception, "name");
    vk_nearest search;

    if (!vk_is(vm, VK(vm)->modules, VK_DICT) || !vk_is(vm, module, VK_STR))
        return VIV_ABSENT;
    module = vk_dict_get(vm, VK(vm)->modules, module);
    if (!vk_is(vm, module, VK_MODULE))
        return VIV_ABSENT;
    vk_nearest_begin(&search, vm, name);
    try_attributes(&search, module, is_hidden(vm, name));
    return vk_nearest_end(&search);
}

/* -- variables */

static void try_keys(vk_nearest *search, viv_value dict) {
    viv_value key, value;
    uint32_t position = 0;

    if (!vk_is(search->vm, dict, VK_DICT))
        return;
    while (vk_dict_next(search->vm, dict, &position, &key, &value))
        vk_nearest_try(search, key);
}

static void try_names(vk_nearest *search, viv_value names) {
    viv_vm *vm = search->vm;

    if (!vk_is(vm, names, VK_TUPLE))
        return;
    for (uint32_t i = 0; i < vk_tuple_length(vm, names); i++)
        vk_nearest_try(search, vk_tuple_get(vm, names, i));
}

static viv_value nearest_variable(viv_vm *vm, vk_traceback_object *entry,
                                  viv_value name) {
    vk_code_object *code = vk_code_pointer(vm, entry->code);
    vk_nearest search;

    vk_nearest_begin(&search, vm, name);
    if (!(code->flags & VK_CODE_NAMESPACE))
        try_names(&search, code->names);
    try_keys(&search, entry->globals);
    try_keys(&search, VK(vm)->builtins);
    return vk_nearest_end(&search);
}

static bool has_attribute(viv_vm *vm, viv_value object, viv_value name) {
    viv_value found = VIV_ABSENT;

    if (!viv_is_absent(object) && vk_is(vm, name, VK_STR))
        found = vk_find_attribute(vm, object, vk_str_intern(vm, name));
    if (viv_is_raise(found))
        vk_catch(vm);
    return !viv_is_raise(found) && !viv_is_absent(found);
}

/* A module that could be imported? */
static bool is_module(viv_vm *vm, viv_value name) {
    const vk_plugins *modules = &VK(vm)->runtime->modules;

    for (uint32_t i = 0; i < modules->count; i++)
        if (modules->rows[i].listed &&
            vk_str_is(vm, name, modules->rows[i].name))
            return true;
    return false;
}

static void add_name(vk_str_builder *out, const char *before, viv_value name,
                     const char *after) {
    vk_str_add_text(out, before);
    vk_str_add(out, name);
    vk_str_add_text(out, after);
}

static void add_variable(vk_str_builder *out, viv_value exception,
                         viv_value name) {
    viv_vm *vm = out->vm;
    vk_traceback_object *entry = innermost(vm, exception);
    viv_value found = VIV_ABSENT;
    bool own = entry != NULL && has_attribute(vm, entry->self, name), known;

    if (entry != NULL && !own)
        found = nearest_variable(vm, entry, name);
    if (own)
        add_name(out, ". Did you mean: 'self.", name, "'?");
    else if (!viv_is_absent(found))
        add_name(out, ". Did you mean: '", found, "'?");
    known = own || !viv_is_absent(found);
    if (vk_is(vm, name, VK_STR) && is_module(vm, name))
        add_name(out, known ? " Or did you forget to import '"
                            : ". Did you forget to import '",
                 name, "'?");
}

void vk_str_add_suggestion(vk_str_builder *out, viv_value exception) {
    viv_vm *vm = out->vm;
    viv_value name, found = VIV_ABSENT;

    if (out->failed)
        return;
    if (is_error(vm, exception, VIV_ImportError)) {
        name = part(vm, exception, "name_from");
        if (vk_is(vm, name, VK_STR))
            found = nearest_in_module(vm, exception, name);
    } else if (is_error(vm, exception, VIV_AttributeError)) {
        name = part(vm, exception, "name");
        if (vk_is(vm, name, VK_STR))
            found = nearest_attribute(vm, exception, name);
    } else if (is_error(vm, exception, VIV_NameError)) {
        name = part(vm, exception, "name");
        if (vk_is(vm, name, VK_STR))
            add_variable(out, exception, name);
    }
    if (!viv_is_absent(found))
        add_name(out, ". Did you mean: '", found, "'?");
}
