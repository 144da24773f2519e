/* module.c - modules: a namespace with a name. */
#include "eval/eval.h"
#include "memory/world.h"
#include "object/class.h"
#include "object/descriptor.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

viv_value vk_module_new(viv_vm *vm, viv_value name) {
    viv_value dict = vk_dict_new(vm, 8);
    vk_module_object *made;

    VIV_TRY(dict);
    if (!vk_dict_set_name(vm, dict, vk_str_intern_utf8(vm, "__name__", 8),
                          name) ||
        !vk_dict_set_name(vm, dict, vk_str_intern_utf8(vm, "__doc__", 7),
                          VIV_NONE))
        return VIV_RAISE;
    made = vk_new(vm, VK_MODULE, sizeof *made);
    if (made == NULL)
        return VIV_RAISE;
    made->attributes = made->spare = 0;
    made->namespace = dict;
    made->name = name;
    return vk_reference(vm, made);
}

static vk_module_object *self_of(viv_vm *vm, viv_value self) {
    return vk_object(vm, self);
}

/* The module's own dict: a copy, once a program changes a module of the
 * world. */
static viv_value writable(viv_vm *vm, viv_value self) {
    return vk_module_namespace(vm, self, true);
}

static viv_value missing(viv_vm *vm, viv_value self, viv_value name) {
    viv_value dict = vk_module_namespace(vm, self, false);
    viv_value hook = vk_dict_get_name(
        vm, dict, vk_str_intern_utf8(vm, "__getattr__", 11));

    if (!viv_is_absent(hook))
        return vk_tail_call(vm, hook, &name, 1);
    vk_raise(vm, VIV_AttributeError,
             self_of(vm, self)->spare
                 ? "partially initialized module '%S' has no attribute '%S' "
                   "(most likely due to a circular import)"
                 : "module '%S' has no attribute '%S'",
             self_of(vm, self)->name, name);
    return vk_exception_note_attribute(vm, self, name);
}

static viv_value module_get_attribute(viv_vm *vm, viv_value self,
                                      viv_value name) {
    viv_value dict = vk_module_namespace(vm, self, false);
    viv_value found = vk_dict_get_name(vm, dict, name);

    if (!viv_is_absent(found))
        return found;
    if (!viv_is_absent(vk_type_lookup(vm, vk_type_of(vm, self), name)))
        return vk_object_get_attribute(vm, self, name);
    return missing(vm, self, name);
}

static viv_value module_set_attribute(viv_vm *vm, viv_value self,
                                      viv_value name, viv_value value) {
    viv_value dict = writable(vm, self);
    int deleted;

    VIV_TRY(dict);
    if (!viv_is_absent(value))
        return vk_dict_set_name(vm, dict, name, value) ? VIV_NONE : VIV_RAISE;
    deleted = vk_dict_delete(vm, dict, name);
    if (deleted < 0)
        return VIV_RAISE;
    return deleted ? VIV_NONE : vk_raise_attribute(vm, self, name);
}

static viv_value module_repr(viv_vm *vm, viv_value self) {
    vk_str_builder text;

    vk_str_build(&text, vm);
    vk_str_add_text(&text, "<module ");
    vk_str_add(&text, vk_repr(vm, self_of(vm, self)->name));
    vk_str_add_text(&text, vk_in_world(vm, vk_reference_offset(self))
                               ? " (built-in)>"
                               : ">");
    return vk_str_finish(&text);
}

static viv_value module_init(viv_vm *vm, const viv_value *args) {
    viv_value made = vk_module_new(vm, args[1]);
    viv_value dict;

    VIV_TRY(made);
    dict = self_of(vm, made)->namespace;
    if (!vk_dict_set_name(vm, dict, vk_str_intern_utf8(vm, "__doc__", 7),
                          args[2]))
        return VIV_RAISE;
    return made;
}

static viv_value get_dict(viv_vm *vm, viv_value self) {
    return writable(vm, self);
}

static viv_value module_dir(viv_vm *vm, const viv_value *args) {
    viv_value dict = vk_module_namespace(vm, args[0], false);
    viv_value hook = vk_dict_get_name(vm, dict,
                                      vk_str_intern_utf8(vm, "__dir__", 7));

    if (!viv_is_absent(hook))
        return vk_tail_call(vm, hook, NULL, 0);
    return vk_list_from_iterable(vm, dict);
}

static void module_trace(vk_marker *marker, void *object) {
    vk_module_object *self = object;

    vk_mark_offset(marker, self->attributes);
    vk_mark(marker, self->namespace);
    vk_mark(marker, self->name);
}

static const viv_function module_methods[] = {
    {"__new__(cls, name: str, doc=None)", module_init,
     "Create a module object."},
    {"__dir__(self, /)", module_dir,
     "__dir__() -> list\nspecialized dir() implementation"},
    {0},
};

static const vk_getset module_getsets[] = {
    {"__dict__", get_dict, NULL, NULL},
    {0},
};

const vk_slots vk_module_slots = {
    .size = sizeof(vk_module_object),
    .trace = module_trace,
    .repr = module_repr,
    .hash = vk_identity_hash,
    .get_attribute = module_get_attribute,
    .set_attribute = module_set_attribute,
    .methods = module_methods,
    .getsets = module_getsets,
    .attributes = offsetof(vk_module_object, attributes),
    .doc = "Create a module object.",
};
