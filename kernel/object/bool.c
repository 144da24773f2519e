/* bool.c - the type bool: the two ints that print as words. */
#include <vivarium/function.h>

#include "object/error.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/str.h"

static void bool_trace(vk_marker *marker, void *object) {
    (void)marker;
    (void)object;
}

static viv_value bool_repr(viv_vm *vm, viv_value self) {
    return viv_same(self, VIV_TRUE) ? vk_str_intern_utf8(vm, "True", 4)
                                    : vk_str_intern_utf8(vm, "False", 5);
}

static viv_value bool_hash(viv_vm *vm, viv_value self) {
    (void)vm;
    return viv_small_int(viv_same(self, VIV_TRUE));
}

static viv_value bool_truth(viv_vm *vm, viv_value self) {
    (void)vm;
    return viv_bool(viv_same(self, VIV_TRUE));
}

/* Of two bools `&`, `|` and `^` are one; all else is done by int. */
static viv_value bool_binary(viv_vm *vm, vk_operator op, viv_value a,
                             viv_value b) {
    bool x = viv_same(a, VIV_TRUE), y = viv_same(b, VIV_TRUE);

    if (viv_is_bool(a) && viv_is_bool(b)) {
        if (op == VK_OP_AND)
            return viv_bool(x && y);
        if (op == VK_OP_OR)
            return viv_bool(x || y);
        if (op == VK_OP_XOR)
            return viv_bool(x != y);
    }
    return vk_int_binary(vm, op, a, b);
}

static viv_value bool_compare(viv_vm *vm, vk_operator op, viv_value a,
                              viv_value b) {
    return vk_int_slots.compare(vm, op, a, b);
}

/* cls, x */
static viv_value bool_new(viv_vm *vm, const viv_value *args) {
    return viv_is_absent(args[1]) ? VIV_FALSE : vk_step_truth(vm, args[1]);
}

static const viv_function bool_methods[] = {
    {"__new__(cls, x=..., /)", bool_new, ""},
    {0},
};

const vk_slots vk_bool_slots = {
    .size = sizeof(vk_instance),
    .trace = bool_trace,
    .repr = bool_repr,
    .hash = bool_hash,
    .truth = bool_truth,
    .compare = bool_compare,
    .binary = bool_binary,
    .unary = vk_int_unary,
    .methods = bool_methods,
    .flags = VK_TYPE_FINAL,
    .doc = "bool(object=False, /)\n--\n\n"
           "True when the argument is true, else False.",
};
