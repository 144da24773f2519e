/* singletons.c - None, Ellipsis, NotImplemented, and hashes by identity. */
#include "object/class.h"
#include "object/error.h"
#include "object/str.h"

viv_value vk_identity_hash(viv_vm *vm, viv_value value) {
    (void)vm;
    return viv_is_reference(value)
               ? viv_small_int(vk_reference_offset(value) >> 4)
               : viv_small_int((int64_t)(value.bits >> 3));
}

static void nothing_inside(vk_marker *marker, void *object) {
    (void)marker;
    (void)object;
}

static viv_value none_repr(viv_vm *vm, viv_value self) {
    (void)self;
    return vk_str_intern_utf8(vm, "None", 4);
}

static viv_value never_true(viv_vm *vm, viv_value self) {
    (void)vm;
    (void)self;
    return VIV_FALSE;
}

static viv_value none_binary(viv_vm *vm, vk_operator op, viv_value a,
                             viv_value b) {
    bool types = vk_is(vm, a, VK_TYPE) || vk_is(vm, b, VK_TYPE);

    return op == VK_OP_OR && types ? vk_union_of(vm, a, b)
                                   : VIV_NOT_IMPLEMENTED;
}

static viv_value none_new(viv_vm *vm, const viv_value *args) {
    (void)vm;
    (void)args;
    return VIV_NONE;
}

static const viv_function none_methods[] = {
    {"__new__(cls, /)", none_new, "The type of the None singleton."},
    {0},
};

const vk_slots vk_none_slots = {
    .size = 16,
    .trace = nothing_inside,
    .repr = none_repr,
    .hash = vk_identity_hash,
    .truth = never_true,
    .binary = none_binary,
    .methods = none_methods,
    .flags = VK_TYPE_FINAL,
};

static viv_value ellipsis_repr(viv_vm *vm, viv_value self) {
    (void)self;
    return vk_str_intern_utf8(vm, "Ellipsis", 8);
}

static viv_value ellipsis_new(viv_vm *vm, const viv_value *args) {
    (void)vm;
    (void)args;
    return VIV_ELLIPSIS;
}

static const viv_function ellipsis_methods[] = {
    {"__new__(cls, /)", ellipsis_new, "The type of the Ellipsis singleton."},
    {0},
};

const vk_slots vk_ellipsis_slots = {
    .size = 16,
    .trace = nothing_inside,
    .repr = ellipsis_repr,
    .hash = vk_identity_hash,
    .methods = ellipsis_methods,
    .flags = VK_TYPE_FINAL,
};

static viv_value not_implemented_repr(viv_vm *vm, viv_value self) {
    (void)self;
    return vk_str_intern_utf8(vm, "NotImplemented", 14);
}

static viv_value not_implemented_truth(viv_vm *vm, viv_value self) {
    (void)self;
    return vk_raise(vm, VIV_TypeError,
                    "NotImplemented should not be used in a boolean context");
}

static viv_value not_implemented_new(viv_vm *vm, const viv_value *args) {
    (void)vm;
    (void)args;
    return VIV_NOT_IMPLEMENTED;
}

static const viv_function not_implemented_methods[] = {
    {"__new__(cls, /)", not_implemented_new,
     "The type of the NotImplemented singleton."},
    {0},
};

const vk_slots vk_not_implemented_slots = {
    .size = 16,
    .trace = nothing_inside,
    .repr = not_implemented_repr,
    .hash = vk_identity_hash,
    .truth = not_implemented_truth,
    .methods = not_implemented_methods,
    .flags = VK_TYPE_FINAL,
};
