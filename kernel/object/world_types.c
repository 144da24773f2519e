/* world_types.c - the built-in types: objects at fixed places, methods from the
 * tables of their files, wrappers of special methods from their slots. */
#include <stdio.h>
#include <stdlib.h>

#include "memory/world.h"
#include "object/class.h"
#include "object/descriptor.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/exception_group.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/slots.h"
#include "object/str.h"
#include "object/type_parameter.h"
#include "object/world_build.h"
#include "object/wrappers.h"

static viv_value name_of(viv_vm *vm, const char *text) {
    return vk_str_intern_utf8(vm, text, (uint32_t)strlen(text));
}

/* "types.GenericAlias": module and name. */
static viv_value short_name(viv_vm *vm, const char *text) {
    const char *dot = strrchr(text, '.');

    return name_of(vm, dot ? dot + 1 : text);
}

static viv_value module_name(viv_vm *vm, const char *text) {
    const char *dot = strrchr(text, '.');

    return dot ? vk_str_intern_utf8(vm, text, (uint32_t)(dot - text))
               : name_of(vm, "builtins");
}

static void make_shape(viv_vm *vm, uint32_t kind) {
    vk_shape *shape = vk_at(vm, VK_BUILTIN_SHAPE(kind));

    *shape = (vk_shape){.head = {.kind = VK_SHAPE},
                        .type = VK_BUILTIN_TYPE_OFFSET(kind),
                        .key = VIV_ABSENT,
                        .flags = VK_SHAPE_FIXED};
}

static void make_type(viv_vm *vm, uint32_t kind) {
    vk_type *type = vk_at(vm, VK_BUILTIN_TYPE_OFFSET(kind));
    const vk_slots *slots = vk_slots_table[kind];

    *type = (vk_type){
        .head = {.shape = VK_BUILTIN_SHAPE(VK_TYPE), .kind = VK_TYPE},
        .shape = VK_BUILTIN_SHAPE(kind),
        .name = VIV_ABSENT,
        .qualified_name = VIV_ABSENT,
        .bases = VIV_ABSENT,
        .resolution = VIV_ABSENT,
        .namespace = VIV_ABSENT,
        .module = VIV_ABSENT,
        .subclasses = VIV_ABSENT,
        .flags = slots->flags | VK_TYPE_NATIVE,
        .instance_kind = (uint8_t)kind,
        .doc = VIV_NONE,
    };
    if (kind == VK_TYPE)
        type->flags |= VK_TYPE_METACLASS;
}

bool vk_world_make_types(vk_world_making *making) {
    for (uint32_t kind = 0; kind < VK_KIND_COUNT; kind++) {
        make_shape(making->vm, kind);
        if (vk_slots_table[kind] != NULL)
            make_type(making->vm, kind);
    }
    return true;
}

/* -- names, bases, namespaces */

static bool name_type(viv_vm *vm, uint32_t kind) {
    vk_type *type = vk_at(vm, VK_BUILTIN_TYPE_OFFSET(kind));
    viv_value self = VK_BUILTIN_TYPE(kind);
    viv_value base = VK_BUILTIN_TYPE(vk_kind_bases[kind]);
    viv_value order[3] = {self, base, VK_BUILTIN_TYPE(VK_OBJECT)};
    uint32_t count = kind == VK_OBJECT                       ? 1
                     : vk_kind_bases[kind] == VK_OBJECT ? 2
                                                             : 3;
    const char *doc = vk_slots_table[kind]->doc;

    type->name = type->qualified_name = short_name(vm, vk_kind_names[kind]);
    type->module = module_name(vm, vk_kind_names[kind]);
    type->bases = vk_tuple_from(vm, &base, kind == VK_OBJECT ? 0 : 1);
    type->resolution = vk_tuple_from(vm, order, count);
    type->namespace = vk_dict_new(vm, 16);
    type->doc = doc ? vk_str_from_text(vm, doc) : VIV_NONE;
    return !viv_is_jump(type->name) && !viv_is_jump(type->bases) &&
           !viv_is_jump(type->resolution) && !viv_is_jump(type->namespace) &&
           !viv_is_jump(type->doc);
}

/* -- methods */

viv_value vk_world_native(vk_world_making *making, const viv_function *function,
                          const char *owner, vk_kind self_kind,
                          viv_value module, viv_value type) {
    viv_vm *vm = making->vm;
    bool method = self_kind != 0;
    uint32_t index =
        vk_natives_add(vm, &making->natives, function, owner, self_kind,
                       &making->problem);

    if (index == UINT32_MAX) {
        making->where = function->signature;
        return VIV_ABSENT;
    }
    making->problem = NULL;
    VK(vm)->natives = making->natives.entries;
    VK(vm)->native_count = making->natives.count;
    return vk_native_new(vm,
                         method && !making->natives.entries[index].constructor
                             ? VK_NATIVE_METHOD
                             : VK_NATIVE,
                         index, module, type);
}

static bool is_class_method(const char *signature) {
    const char *open = strchr(signature, '(');

    return open != NULL && strncmp(open, "(cls", 4) == 0 &&
           strncmp(signature, "__new__", 7) != 0;
}

/* The first parameter's name says what it is: self, cls, or neither
 * (static). */
static bool is_static(const char *signature) {
    const char *open = strchr(signature, '(');

    return open == NULL ||
           (strncmp(open, "(self", 5) != 0 && strncmp(open, "(cls", 4) != 0);
}

bool vk_world_add_method(vk_world_making *making, viv_value type,
                         const viv_function *function, const char *owner,
                         vk_kind self_kind) {
    viv_vm *vm = making->vm;
    vk_type *pointer = vk_type_pointer(vm, type);
    uint32_t length = (uint32_t)strcspn(function->signature, "(");
    viv_value name = vk_str_intern_utf8(vm, function->signature, length);
    bool plain = is_static(function->signature);
    bool of_class = is_class_method(function->signature);
    viv_value made = vk_world_native(
        making, function, owner,
        plain ? 0 : of_class ? VK_TYPE : self_kind, VIV_NONE, type);

    if (viv_is_absent(made) || viv_is_jump(made) || viv_is_jump(name))
        return false;
    if (of_class)
        made = vk_wrapper_new(vm, VK_CLASSMETHOD, made);
    else if (plain)
        made = vk_wrapper_new(vm, VK_STATICMETHOD, made);
    return !viv_is_jump(made) &&
           vk_dict_set_name(vm, pointer->namespace, name, made);
}

static bool add_methods(vk_world_making *making, uint32_t kind) {
    const viv_function *row = vk_slots_table[kind]->methods;
    viv_value type = VK_BUILTIN_TYPE(kind);

    for (; row != NULL && row->signature != NULL; row++)
        if (!vk_world_add_method(making, type, row, vk_kind_names[kind], kind))
            return false;
    return true;
}

static bool remember_getset(vk_world_making *making, const vk_getset *row) {
    if (making->getset_count == making->getset_room) {
        uint32_t room = making->getset_room ? making->getset_room * 2 : 256;
        const vk_getset **rows =
            realloc(making->getsets, room * sizeof *rows);

        if (rows == NULL)
            return false;
        making->getsets = rows;
        making->getset_room = room;
    }
    making->getsets[making->getset_count++] = row;
    /* Library code runs, and reads attributes, before all is built. */
    making->runtime->getsets = (const struct vk_getset **)making->getsets;
    making->runtime->getset_count = making->getset_count;
    return true;
}

bool vk_world_add_getset(vk_world_making *making, viv_value type,
                         const vk_getset *row) {
    viv_vm *vm = making->vm;
    vk_getset_object *made;
    viv_value name = name_of(vm, row->name);

    if (viv_is_jump(name) || !remember_getset(making, row))
        return false;
    made = vk_new(vm, VK_GETSET, sizeof *made);
    if (made == NULL)
        return false;
    made->index = making->getset_count - 1;
    made->spare = 0;
    made->name = name;
    made->owner = type;
    return vk_dict_set_name(vm, vk_type_pointer(vm, type)->namespace, name,
                            vk_reference(vm, made));
}

static bool add_getsets(vk_world_making *making, uint32_t kind) {
    const vk_getset *row = vk_slots_table[kind]->getsets;

    for (; row != NULL && row->name != NULL; row++)
        if (!vk_world_add_getset(making, VK_BUILTIN_TYPE(kind), row))
            return false;
    return true;
}

/* Special methods that slots implement, unless the table has one of its own. */
static bool add_wrappers(vk_world_making *making, uint32_t kind) {
    viv_vm *vm = making->vm;
    viv_value type = VK_BUILTIN_TYPE(kind);
    viv_value namespace = vk_type_pointer(vm, type)->namespace;

    for (uint32_t i = 0; i < vk_wrapper_count; i++) {
        const vk_wrapper_row *row = &vk_wrapper_rows[i];
        viv_value name;

        if (!row->present(kind))
            continue;
        name = name_of(vm, vk_special_texts[row->special]);
        if (!viv_is_absent(vk_dict_get_name(vm, namespace, name)))
            continue;
        if (!vk_world_add_method(making, type, &row->function,
                                 vk_kind_names[kind], kind))
            return false;
    }
    return true;
}

static bool add_doc(viv_vm *vm, uint32_t kind) {
    vk_type *type = vk_at(vm, VK_BUILTIN_TYPE_OFFSET(kind));

    if (kind == VK_TYPE || kind == VK_FUNCTION || kind == VK_PROPERTY)
        return true;
    if (!viv_is_absent(vk_dict_get_name(vm, type->namespace,
                                        name_of(vm, "__doc__"))))
        return true;
    return vk_dict_set_name(vm, type->namespace, name_of(vm, "__doc__"),
                            type->doc);
}

/* Mutable containers cannot be hashed: __hash__ is None. */
static bool add_no_hash(viv_vm *vm, uint32_t kind) {
    vk_type *type = vk_at(vm, VK_BUILTIN_TYPE_OFFSET(kind));
    const vk_slots *slots = vk_slots_table[kind];

    if (slots->hash != NULL || slots->compare == NULL)
        return true;
    return vk_dict_set_name(vm, type->namespace, name_of(vm, "__hash__"),
                            VIV_NONE);
}

static bool fill_type(vk_world_making *making, uint32_t kind) {
    making->where = vk_kind_names[kind];
    return add_methods(making, kind) && add_getsets(making, kind) &&
           add_wrappers(making, kind) && add_doc(making->vm, kind) &&
           add_no_hash(making->vm, kind);
}

bool vk_world_fill_types(vk_world_making *making) {
    for (uint32_t kind = 0; kind < VK_KIND_COUNT; kind++)
        if (vk_slots_table[kind] != NULL && !name_type(making->vm, kind))
            return false;
    for (uint32_t kind = 0; kind < VK_KIND_COUNT; kind++)
        if (vk_slots_table[kind] != NULL && !fill_type(making, kind))
            return false;
    return true;
}

/* -- exception classes */

typedef struct error_row {
    const char *name;
    viv_error base;
} error_row;

static const error_row error_rows[VIV_ERROR_COUNT] = {
#define VIV_ERROR(name, base) {#name, VIV_##base},
#include <vivarium/errors.def>
#undef VIV_ERROR
};

static viv_value make_error(viv_vm *vm, uint32_t error, viv_value bases) {
    viv_value name = name_of(vm, error_rows[error].name);
    vk_type *from, *made;

    VIV_TRY(bases);
    from = vk_type_pointer(vm, vk_tuple_get(vm, bases, 0));
    made = vk_new(vm, VK_TYPE, sizeof *made);
    if (made == NULL)
        return VIV_RAISE;
    {
        vk_header head = made->head;

        *made = *from;
        made->head = head;
    }
    made->name = made->qualified_name = name;
    made->bases = bases;
    made->namespace = vk_dict_new(vm, 2);
    made->error = error + 1;
    made->doc = VIV_NONE;
    made->resolution =
        vk_class_resolution(vm, vk_reference(vm, made), bases);
    if (viv_is_jump(made->resolution) || viv_is_jump(made->namespace))
        return VIV_RAISE;
    made->shape = vk_shape_new(vm, vk_reference(vm, made), 0);
    return made->shape == 0 ? VIV_RAISE : vk_reference(vm, made);
}

/* ExceptionGroup is an Exception, too. */
static viv_value error_bases(viv_vm *vm, const vk_world_roots *roots,
                             uint32_t error) {
    viv_value bases[2] = {roots->errors[error_rows[error].base]};
    bool group = error == VIV_ExceptionGroup;

    if (group) {
        bases[1] = bases[0];
        bases[0] = roots->errors[VIV_BaseExceptionGroup];
    }
    return vk_tuple_from(vm, bases, group ? 2 : 1);
}

static bool fill_group(vk_world_making *making, viv_value type) {
    const viv_function *method = vk_exception_group_methods;
    const vk_getset *getset = vk_exception_group_getsets;

    for (; method->signature != NULL; method++)
        if (!vk_world_add_method(making, type, method, "BaseExceptionGroup",
                                 VK_EXCEPTION))
            return false;
    for (; getset->name != NULL; getset++)
        if (!vk_world_add_getset(making, type, getset))
            return false;
    return true;
}

bool vk_world_make_errors(vk_world_making *making) {
    vk_world_roots *roots = &making->runtime->roots;

    roots->errors[0] = VK_BUILTIN_TYPE(VK_EXCEPTION);
    for (uint32_t i = 1; i < VIV_ERROR_COUNT; i++) {
        viv_value made = make_error(making->vm, i,
                                    error_bases(making->vm, roots, i));

        if (viv_is_jump(made))
            return false;
        roots->errors[i] = made;
    }
    return fill_group(making, roots->errors[VIV_BaseExceptionGroup]);
}

/* -- what the language needs of typing and string.templatelib */

static viv_value derive_from_object(viv_vm *vm, const char *name) {
    viv_value base = vk_builtin_type(VK_OBJECT);
    viv_value bases = vk_tuple_from(vm, &base, 1);
    vk_type *made = vk_new(vm, VK_TYPE, sizeof *made);

    VIV_TRY(bases);
    if (made == NULL)
        return VIV_RAISE;
    {
        vk_header head = made->head;

        *made = *vk_type_pointer(vm, base);
        made->head = head;
    }
    made->name = made->qualified_name = short_name(vm, name);
    made->module = module_name(vm, name);
    made->bases = bases;
    made->namespace = vk_dict_new(vm, 4);
    made->resolution = vk_class_resolution(vm, vk_reference(vm, made), bases);
    if (viv_is_jump(made->resolution) || viv_is_jump(made->namespace))
        return VIV_RAISE;
    made->shape = vk_shape_new(vm, vk_reference(vm, made), 0);
    return made->shape == 0 ? VIV_RAISE : vk_reference(vm, made);
}

static bool set_match_args(viv_vm *vm) {
    static const char *const texts[] = {"value", "expression", "conversion",
                                        "format_spec"};
    viv_value names[4], tuple;

    for (uint32_t i = 0; i < 4; i++)
        names[i] = name_of(vm, texts[i]);
    tuple = vk_tuple_from(vm, names, 4);
    return !viv_is_jump(tuple) &&
           vk_dict_set_name(
               vm,
               vk_type_pointer(vm, vk_builtin_type(VK_INTERPOLATION))->namespace,
               name_of(vm, "__match_args__"), tuple);
}

bool vk_world_make_typing(vk_world_making *making) {
    viv_vm *vm = making->vm;
    vk_world_roots *roots = &making->runtime->roots;
    vk_header *none = vk_new(vm, VK_NO_DEFAULT, sizeof *none);
    const viv_function *method = vk_generic_methods;

    roots->generic = derive_from_object(vm, "typing.Generic");
    if (none == NULL || viv_is_jump(roots->generic) || !set_match_args(vm))
        return false;
    roots->no_default = vk_reference(vm, none);
    for (; method->signature != NULL; method++)
        if (!vk_world_add_method(making, roots->generic, method, "Generic",
                                 VK_OBJECT))
            return false;
    return true;
}
