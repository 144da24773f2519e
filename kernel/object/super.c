/* super.c - super: attributes behind a class in the MRO. */
#include "eval/eval.h"
#include "object/class.h"
#include "object/descriptor.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

static vk_super_object *self_of(viv_vm *vm, viv_value self) {
    return vk_object(vm, self);
}

/* The class whose MRO is searched: that of self, or self where it is a
 * class. */
static viv_value search_type(viv_vm *vm, viv_value type, viv_value self) {
    viv_value own = vk_type_of(vm, self), claimed;

    if (vk_is(vm, self, VK_TYPE) && vk_type_derives(vm, self, type))
        return self;
    if (vk_type_derives(vm, own, type))
        return own;
    claimed = vk_find_attribute(vm, self,
                                vk_str_intern_utf8(vm, "__class__", 9));
    VIV_TRY(claimed);
    if (vk_is(vm, claimed, VK_TYPE) && vk_type_derives(vm, claimed, type))
        return claimed;
    return vk_raise(vm, VIV_TypeError,
                    "super(type, obj): obj (%s %N) is not an instance or "
                    "subtype of type (%N).",
                    vk_is(vm, self, VK_TYPE) ? "type" : "instance of",
                    vk_is(vm, self, VK_TYPE) ? self : own, type);
}

/* super() without arguments: __class__ and the first argument of the caller. */
static bool find_implicit(viv_vm *vm, viv_value *type, viv_value *self) {
    viv_value code = vk_frame_code(vm);
    vk_code_object *pointer;
    uint32_t count;

    if (viv_is_absent(code)) {
        vk_raise(vm, VIV_RuntimeError, "super(): no arguments");
        return false;
    }
    pointer = vk_code_pointer(vm, code);
    if (pointer->positional == 0) {
        vk_raise(vm, VIV_RuntimeError, "super(): no arguments");
        return false;
    }
    count = vk_tuple_length(vm, pointer->free_names);
    for (uint32_t i = 0; i < count; i++) {
        viv_value cell = VK(vm)->registers[pointer->free_start + i];

        if (!vk_str_is(vm, vk_tuple_get(vm, pointer->free_names, i),
                       "__class__") ||
            !vk_is(vm, cell, VK_CELL))
            continue;
        *type = ((vk_cell_object *)vk_object(vm, cell))->content;
        *self = VK(vm)->registers[0];
        if (vk_is(vm, *self, VK_CELL))
            *self = ((vk_cell_object *)vk_object(vm, *self))->content;
        if (viv_is_absent(*type)) {
            vk_raise(vm, VIV_RuntimeError, "super(): empty __class__ cell");
            return false;
        }
        return true;
    }
    vk_raise(vm, VIV_RuntimeError, "super(): __class__ cell not found");
    return false;
}

static viv_value super_new(viv_vm *vm, const viv_value *args) {
    viv_value type = args[1], self = args[2], searched = VIV_ABSENT;
    vk_super_object *made;

    if (viv_is_absent(type) && !find_implicit(vm, &type, &self))
        return VIV_RAISE;
    if (!vk_is(vm, type, VK_TYPE))
        return vk_raise(vm, VIV_TypeError,
                        "super() argument 1 must be a type, not %T", type);
    if (viv_is_none(self))
        self = VIV_ABSENT;
    if (!viv_is_absent(self)) {
        searched = search_type(vm, type, self);
        VIV_TRY(searched);
    }
    made = vk_new_instance(vm, args[0], VK_SUPER, sizeof *made);
    if (made == NULL)
        return VIV_RAISE;
    made->type = type;
    made->self = self;
    made->self_type = searched;
    return vk_reference(vm, made);
}

static viv_value super_get_attribute(viv_vm *vm, viv_value self,
                                     viv_value name) {
    vk_super_object *super = self_of(vm, self);
    viv_value searched = super->self_type, found;

    if (!viv_is_absent(searched) && !vk_str_is(vm, name, "__class__")) {
        found = vk_type_lookup_after(vm, searched, super->type, name);
        if (!viv_is_absent(found))
            return vk_bind(vm, found,
                           viv_same(super->self, searched) ? VIV_ABSENT
                                                           : super->self,
                           searched);
    }
    if (!viv_is_absent(vk_type_lookup(vm, vk_type_of(vm, self), name)))
        return vk_object_get_attribute(vm, self, name);
    vk_raise(vm, VIV_AttributeError, "'super' object has no attribute '%S'",
             name);
    return vk_exception_note_attribute(vm, self, name);
}

static viv_value super_repr(viv_vm *vm, viv_value self) {
    vk_super_object *super = self_of(vm, self);
    vk_str_builder text;

    vk_str_build(&text, vm);
    vk_str_add_text(&text, "<super: <class '");
    vk_str_add(&text, vk_type_pointer(vm, super->type)->name);
    vk_str_add_text(&text, "'>, ");
    if (viv_is_absent(super->self_type)) {
        vk_str_add_text(&text, "NULL>");
    } else {
        vk_str_add_text(&text, "<");
        vk_str_add(&text, vk_type_pointer(vm, super->self_type)->name);
        vk_str_add_text(&text, " object>>");
    }
    return vk_str_finish(&text);
}

static viv_value super_bind(viv_vm *vm, viv_value self, viv_value instance,
                            viv_value owner) {
    vk_super_object *super = self_of(vm, self);
    viv_value args[3] = {vk_type_of(vm, self), super->type, instance};

    (void)owner;
    if (viv_is_absent(instance) || viv_is_none(instance) ||
        !viv_is_absent(super->self))
        return self;
    return super_new(vm, args);
}

static viv_value get_this_class(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->type;
}

static viv_value get_self(viv_vm *vm, viv_value self) {
    viv_value bound = self_of(vm, self)->self;

    return viv_is_absent(bound) ? VIV_NONE : bound;
}

static viv_value get_self_class(viv_vm *vm, viv_value self) {
    viv_value type = self_of(vm, self)->self_type;

    return viv_is_absent(type) ? VIV_NONE : type;
}

static void super_trace(vk_marker *marker, void *object) {
    vk_mark_values(marker, &((vk_super_object *)object)->type, 3);
}

static const viv_function super_methods[] = {
    {"__new__(cls, type=..., object=..., /)", super_new,
     "Same as super(__class__, <first argument>)"},
    {0},
};

static const vk_getset super_getsets[] = {
    {"__thisclass__", get_this_class, NULL, "the class invoking super()"},
    {"__self__", get_self, NULL, "the instance invoking super(); may be None"},
    {"__self_class__", get_self_class, NULL,
     "the type of the instance invoking super(); may be None"},
    {0},
};

const vk_slots vk_super_slots = {
    .size = sizeof(vk_super_object),
    .trace = super_trace,
    .repr = super_repr,
    .hash = vk_identity_hash,
    .get_attribute = super_get_attribute,
    .descriptor_get = super_bind,
    .methods = super_methods,
    .getsets = super_getsets,
};
