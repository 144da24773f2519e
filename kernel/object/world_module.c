/* world_module.c - a module of the world from its plugin: functions, constants,
 * classes, then its part in Python. */
#include <stdio.h>

#include "eval/library.h"
#include "eval/eval.h"
#include "object/class.h"
#include "object/descriptor.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/function.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/slots.h"
#include "object/str.h"
#include "object/world_build.h"

typedef struct module_making {
    vk_world_making *world;
    viv_vm *vm;
    const vk_plugin *plugin;
    viv_value module, namespace, name;
} module_making;

static viv_value name_of(viv_vm *vm, const char *text) {
    return vk_str_intern_utf8(vm, text, (uint32_t)strlen(text));
}

static bool define(module_making *m, const char *name, uint32_t length,
                   viv_value value) {
    viv_value text = vk_str_intern_utf8(m->vm, name, length);

    return !viv_is_jump(text) && !viv_is_jump(value) &&
           !viv_is_absent(value) &&
           vk_dict_set_name(m->vm, m->namespace, text, value);
}

/* -- functions and constants */

static bool add_functions(module_making *m, const viv_module *body) {
    viv_function row;

    for (uint32_t i = 0; vk_table_row(&body->functions, i, &row, sizeof row);
         i++) {
        viv_value made = vk_world_native(m->world, &row, m->plugin->name, 0,
                                         m->name, VIV_ABSENT);
        vk_natives *natives = &m->world->natives;

        if (viv_is_absent(made))
            return false;
        natives->entries[natives->count - 1].needs =
            (uint32_t)m->plugin->needs;
        if (!define(m, row.signature, (uint32_t)strcspn(row.signature, "("),
                    made))
            return false;
    }
    return true;
}

/* The newest function of that name: one of this module. */
static vk_native_entry *find_function(vk_natives *natives, const char *name) {
    for (uint32_t i = natives->count; i > 0; i--)
        if (strcmp(natives->entries[i - 1].name, name) == 0)
            return &natives->entries[i - 1];
    return NULL;
}

static bool add_reals(module_making *m, const viv_module *body) {
    viv_real_function row;

    for (uint32_t i = 0; vk_table_row(&body->reals, i, &row, sizeof row); i++) {
        vk_native_entry *entry = find_function(&m->world->natives, row.name);

        if (entry == NULL || entry->direct != 1 ||
            entry->wants != VK_CONVERT_float || entry->needs != 0) {
            m->world->where = row.name;
            m->world->problem = "there is no such function of one float";
            return false;
        }
        entry->real = row.compute;
    }
    return true;
}

static viv_value constant_value(viv_vm *vm, const viv_constant *row) {
    switch (row->kind) {
    case VIV_CONSTANT_FLOAT:
        return vk_float(vm, row->number);
    case VIV_CONSTANT_INT:
        return vk_int(vm, row->integer);
    case VIV_CONSTANT_STR:
        return vk_str_from_text(vm, row->text);
    }
    return VIV_ABSENT;
}

static bool add_constants(module_making *m, const viv_module *body) {
    viv_constant row;

    for (uint32_t i = 0; vk_table_row(&body->constants, i, &row, sizeof row);
         i++)
        if (!define(m, row.name, (uint32_t)strlen(row.name),
                    constant_value(m->vm, &row)))
            return false;
    return true;
}

/* -- classes in C: plain instances with slots that only C sees */

static viv_value base_of(module_making *m, const viv_type *row) {
    viv_value name, found;

    if (row->base == NULL)
        return vk_builtin_type(VK_OBJECT);
    name = name_of(m->vm, row->base);
    found = vk_dict_get_name(m->vm, m->namespace, name);
    if (viv_is_absent(found))
        found = vk_dict_get_name(m->vm, m->world->runtime->roots.builtins,
                                 name);
    return found;
}

/* Hidden slots take places of the shape without a name. */
static uint32_t slots_shape(viv_vm *vm, viv_value type, const viv_type *row) {
    uint32_t shape = vk_shape_new(vm, type, row->slots);

    for (uint32_t i = 0; shape != 0 && i < row->slots; i++)
        shape = vk_shape_add(vm, shape, VIV_ABSENT);
    if (shape != 0 && !(row->flags & VIV_TYPE_ATTRIBUTES))
        vk_shape_pointer(vm, shape)->flags |= VK_SHAPE_FIXED;
    return shape;
}

static viv_value make_class(module_making *m, const viv_type *row,
                            viv_value base) {
    viv_vm *vm = m->vm;
    viv_value bases = vk_tuple_from(vm, &base, 1), name = name_of(vm, row->name);
    vk_type *made = vk_new(vm, VK_TYPE, sizeof *made);
    vk_type *from = vk_type_pointer(vm, base);
    vk_header head;

    if (made == NULL || viv_is_jump(bases))
        return VIV_RAISE;
    head = made->head;
    *made = *from;
    made->head = head;
    made->name = made->qualified_name = name;
    made->module = m->name;
    made->bases = bases;
    made->namespace = vk_dict_new(vm, 8);
    made->doc = row->doc ? vk_str_from_text(vm, row->doc) : VIV_NONE;
    made->flags = VK_TYPE_NATIVE |
                  (row->flags & VIV_TYPE_FINAL ? VK_TYPE_FINAL : 0) |
                  (row->flags & VIV_TYPE_ATTRIBUTES ? VK_TYPE_HAS_DICT : 0) |
                  (row->flags & VIV_TYPE_SEQUENCE ? VK_TYPE_SEQUENCE : 0) |
                  (row->flags & VIV_TYPE_MAPPING ? VK_TYPE_MAPPING : 0);
    made->slot_count = (uint16_t)row->slots;
    made->resolution =
        vk_class_resolution(vm, vk_reference(vm, made), bases);
    made->shape = slots_shape(vm, vk_reference(vm, made), row);
    return made->shape == 0 || viv_is_jump(made->resolution)
               ? VIV_RAISE
               : vk_reference(vm, made);
}

/* Special methods of such a class are found as those of Python's classes
 * are. */
static void note_special(viv_vm *vm, viv_value type, const char *signature) {
    vk_type *pointer = vk_type_pointer(vm, type);
    vk_special special = vk_special_find(
        vm, vk_str_intern_utf8(vm, signature,
                               (uint32_t)strcspn(signature, "(")));

    if (special < VK_SPECIAL_COUNT)
        pointer->overrides[special >> 6] |= UINT64_C(1) << (special & 63);
}

/* A method proper or a constructor; class methods take any class. */
static bool is_of_instances(const char *signature) {
    return strncmp(signature, "__new__(", 8) == 0 ||
           strncmp(signature + strcspn(signature, "("), "(self", 5) == 0;
}

static bool add_methods(module_making *m, const viv_type *row, viv_value type) {
    viv_function method;

    for (uint32_t i = 0;
         vk_table_row(&row->methods, i, &method, sizeof method); i++) {
        vk_natives *natives = &m->world->natives;

        if (!vk_world_add_method(m->world, type, &method, row->name,
                                 VK_OBJECT))
            return false;
        if (is_of_instances(method.signature))
            natives->entries[natives->count - 1].self_type =
                vk_reference_offset(type);
        note_special(m->vm, type, method.signature);
    }
    return true;
}

_Static_assert(sizeof(viv_property) == sizeof(vk_getset),
               "properties of plugins are getsets");

/* Equal by value, so not hashable unless it says how. */
static bool refuse_hash(module_making *m, viv_value type) {
    viv_value namespace = vk_type_pointer(m->vm, type)->namespace;
    viv_value name = name_of(m->vm, "__hash__");

    if (viv_is_absent(vk_dict_get_name(m->vm, namespace,
                                       name_of(m->vm, "__eq__"))) ||
        !viv_is_absent(vk_dict_get_name(m->vm, namespace, name)))
        return true;
    note_special(m->vm, type, "__hash__(");
    return vk_dict_set_name(m->vm, namespace, name, VIV_NONE);
}

static bool add_properties(module_making *m, const viv_table *table,
                           viv_value type) {
    for (uint32_t i = 0; i < table->count; i++) {
        const vk_getset *row = (const vk_getset *)((const char *)table->rows +
                                                   i * table->row_size);

        if (row->name != NULL && !vk_world_add_getset(m->world, type, row))
            return false;
    }
    return true;
}

static bool add_types(module_making *m, const viv_module *body) {
    viv_type row;

    for (uint32_t i = 0; vk_table_row(&body->types, i, &row, sizeof row); i++) {
        viv_value base = base_of(m, &row), made;

        if (!vk_is(m->vm, base, VK_TYPE)) {
            m->world->problem = "the base of a class is unknown";
            return false;
        }
        made = make_class(m, &row, base);
        if (viv_is_jump(made) || !add_methods(m, &row, made) ||
            !refuse_hash(m, made) ||
            !define(m, row.name, (uint32_t)strlen(row.name), made))
            return false;
        if (!add_properties(m, &row.properties, made))
            return false;
        vk_type_cache_world_construction(m->vm, made);
    }
    return true;
}

/* -- the parts in Python */

/* What each sandbox that imports it runs. */
static bool add_library(module_making *m) {
    const viv_table *sources = m->plugin->descriptor->sources;
    viv_source source;

    for (uint32_t i = 0;
         sources && vk_table_row(sources, i, &source, sizeof source); i++) {
        viv_value code, name = name_of(m->vm, source.module);

        if (vk_plugin_is_world_source(m->plugin, &source))
            continue;
        code = vk_library_code(m->vm, &source);
        if (viv_is_jump(code) || viv_is_jump(name) ||
            !vk_dict_set_name(m->vm, m->world->runtime->roots.library, name,
                              code))
            return false;
    }
    return true;
}

/* What stands in for C. */
static bool run_source(module_making *m, const viv_source *source) {
    viv_vm *vm = m->vm;
    viv_value code = vk_library_code(vm, source), function;

    if (viv_is_jump(code))
        return false;
    function = vk_function_new(vm, code, m->namespace);
    return !viv_is_jump(function) &&
           !viv_is_jump(vk_call(vm, function, NULL, 0));
}

static bool fill(module_making *m, const viv_module *body) {
    viv_source source;

    if (!add_functions(m, body) || !add_reals(m, body) ||
        !add_constants(m, body) || !add_types(m, body))
        return false;
    if (body->doc != NULL &&
        !define(m, "__doc__", 7, vk_str_from_text(m->vm, body->doc)))
        return false;
    if (vk_plugin_world_source(m->plugin, &source) && !run_source(m, &source))
        return false;
    return add_library(m);
}

/* The built-in types and exceptions are names of the module builtins. */
static bool add_builtin_names(module_making *m) {
    static const uint8_t kinds[] = {
        VK_OBJECT, VK_TYPE,  VK_INT,         VK_BOOL,         VK_FLOAT,
        VK_COMPLEX, VK_STR,  VK_BYTES,       VK_BYTEARRAY,    VK_MEMORYVIEW,
        VK_LIST,   VK_TUPLE, VK_DICT,        VK_SET,          VK_FROZENSET,
        VK_RANGE,  VK_SLICE, VK_ENUMERATE,   VK_ZIP,          VK_MAP,
        VK_FILTER, VK_REVERSED, VK_PROPERTY, VK_CLASSMETHOD,  VK_STATICMETHOD,
        VK_SUPER};
    viv_vm *vm = m->vm;

    for (uint32_t i = 0; i < sizeof kinds; i++) {
        vk_type *type;

        type = vk_type_pointer(vm, vk_builtin_type(kinds[i]));
        if (!vk_dict_set_name(vm, m->namespace, type->name,
                              vk_builtin_type(kinds[i])))
            return false;
        vk_type_cache_world_construction(vm, vk_builtin_type(kinds[i]));
    }
    for (uint32_t i = 0; i < VIV_ERROR_COUNT; i++) {
        viv_value error = m->world->runtime->roots.errors[i];

        if (!vk_dict_set_name(vm, m->namespace,
                              vk_type_pointer(vm, error)->name, error))
            return false;
        vk_type_cache_world_construction(vm, error);
    }
    return define(m, "NotImplemented", 14, VIV_NOT_IMPLEMENTED) &&
           define(m, "Ellipsis", 8, VIV_ELLIPSIS) &&
           define(m, "__debug__", 9, VIV_TRUE);
}

bool vk_world_make_module(vk_world_making *making, const vk_plugin *plugin) {
    module_making m = {.world = making, .vm = making->vm, .plugin = plugin};
    vk_world_roots *roots = &making->runtime->roots;
    bool builtins = strcmp(plugin->name, "builtins") == 0;

    making->where = plugin->name;
    m.name = name_of(m.vm, plugin->name);
    m.module = vk_module_new(m.vm, m.name);
    if (viv_is_jump(m.module))
        return false;
    m.namespace = ((vk_module_object *)vk_object(m.vm, m.module))->namespace;
    if (builtins) {
        VK(m.vm)->builtins = roots->builtins = m.namespace;
        if (!add_builtin_names(&m))
            return false;
    }
    if (!fill(&m, plugin->body))
        return false;
    if (builtins)
        roots->build_class = vk_dict_get_name(
            m.vm, m.namespace, name_of(m.vm, "__build_class__"));
    return vk_dict_set_name(m.vm, roots->modules, m.name, m.module);
}
