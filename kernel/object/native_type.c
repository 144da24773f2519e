/* native_type.c - built-in functions and methods as Python sees them. */
#include <stdio.h>

#include "eval/native.h"
#include "object/class.h"
#include "object/error.h"
#include "object/protocol.h"
#include "object/str.h"

static vk_native_object *self_of(viv_vm *vm, viv_value self) {
    return vk_object(vm, self);
}

static viv_value native_repr(viv_vm *vm, viv_value self) {
    vk_native_object *native = self_of(vm, self);
    char place[32];
    vk_str_builder text;

    vk_str_build(&text, vm);
    if (viv_is_absent(native->self)) {
        vk_str_add_text(&text, "<built-in function ");
        vk_str_add(&text, native->name);
        vk_str_add_text(&text, ">");
        return vk_str_finish(&text);
    }
    vk_str_add_text(&text, "<built-in method ");
    vk_str_add(&text, native->name);
    vk_str_add_text(&text, " of ");
    vk_str_add(&text, vk_type_pointer(vm, vk_type_of(vm, native->self))->name);
    snprintf(place, sizeof place, " object at 0x%012x>",
             viv_is_reference(native->self)
                 ? vk_reference_offset(native->self)
                 : 0);
    vk_str_add_text(&text, place);
    return vk_str_finish(&text);
}

static viv_value method_repr(viv_vm *vm, viv_value self) {
    vk_native_object *native = self_of(vm, self);
    vk_str_builder text;

    vk_str_build(&text, vm);
    vk_str_add_text(&text, "<method '");
    vk_str_add(&text, native->name);
    vk_str_add_text(&text, "' of '");
    vk_str_add(&text, vk_type_pointer(vm, native->owner)->name);
    vk_str_add_text(&text, "' objects>");
    return vk_str_finish(&text);
}

static viv_value get_name(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->name;
}

static viv_value get_qualified_name(viv_vm *vm, viv_value self) {
    vk_native_object *native = self_of(vm, self);
    vk_str_builder text;

    if (!vk_is(vm, native->owner, VK_TYPE))
        return native->name;
    vk_str_build(&text, vm);
    vk_str_add(&text, vk_type_pointer(vm, native->owner)->name);
    vk_str_add_text(&text, ".");
    vk_str_add(&text, native->name);
    return vk_str_finish(&text);
}

static viv_value get_doc(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->doc;
}

static viv_value get_module(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->module;
}

static viv_value get_self(viv_vm *vm, viv_value self) {
    viv_value bound = self_of(vm, self)->self;

    return viv_is_absent(bound) ? VIV_NONE : bound;
}

static viv_value get_owner(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->owner;
}

/* "(x, /)": the part of the signature between the name and the result. */
static viv_value get_text_signature(viv_vm *vm, viv_value self) {
    uint32_t index = self_of(vm, self)->index;
    const char *text, *end;

    VK_CHECK(vm, index < VK(vm)->native_count);
    text = strchr(VK(vm)->natives[index].text, '(');
    end = strstr(text, " ->");
    return vk_str_from_utf8(vm, text,
                            (uint32_t)(end ? end - text
                                           : (ptrdiff_t)strcspn(text, "\n")));
}

static viv_value native_compare(viv_vm *vm, vk_operator op, viv_value a,
                                viv_value b) {
    if ((op != VK_OP_EQ && op != VK_OP_NE) || !vk_is(vm, a, VK_NATIVE) ||
        !vk_is(vm, b, VK_NATIVE))
        return VIV_NOT_IMPLEMENTED;
    return viv_bool((self_of(vm, a)->index == self_of(vm, b)->index &&
                     viv_same(self_of(vm, a)->self, self_of(vm, b)->self)) ==
                    (op == VK_OP_EQ));
}

static viv_value native_hash(viv_vm *vm, viv_value self) {
    vk_native_object *native = self_of(vm, self);

    return viv_small_int((int64_t)native->index * 31 +
                         (int64_t)(uint32_t)native->self.bits);
}

static viv_value method_bind(viv_vm *vm, viv_value self, viv_value instance,
                             viv_value owner) {
    (void)owner;
    if (viv_is_absent(instance) || viv_is_none(instance))
        return self;
    return vk_native_bind(vm, self, instance);
}

static void native_trace(vk_marker *marker, void *object) {
    vk_mark_values(marker, &((vk_native_object *)object)->self, 5);
}

static const vk_getset native_getsets[] = {
    {"__name__", get_name, NULL, NULL},
    {"__qualname__", get_qualified_name, NULL, NULL},
    {"__doc__", get_doc, NULL, NULL},
    {"__module__", get_module, NULL, NULL},
    {"__self__", get_self, NULL, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL},
    {0},
};

static const vk_getset method_getsets[] = {
    {"__name__", get_name, NULL, NULL},
    {"__qualname__", get_qualified_name, NULL, NULL},
    {"__doc__", get_doc, NULL, NULL},
    {"__objclass__", get_owner, NULL, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL},
    {0},
};

const vk_slots vk_native_slots = {
    .size = sizeof(vk_native_object),
    .trace = native_trace,
    .repr = native_repr,
    .hash = native_hash,
    .compare = native_compare,
    .getsets = native_getsets,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};

const vk_slots vk_native_method_slots = {
    .size = sizeof(vk_native_object),
    .trace = native_trace,
    .repr = method_repr,
    .hash = vk_identity_hash,
    .descriptor_get = method_bind,
    .getsets = method_getsets,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};
