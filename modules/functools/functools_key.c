/* functools_key.c - cmp_to_key: values that are compared by a function. */
#include "functools_parts.h"

enum { COMPARE, OBJECT };

viv_value functools_cmp_to_key(viv_vm *vm, const viv_value *args) {
    viv_value made =
        viv_new(vm, viv_module_get(vm, "functools", "KeyWrapper"));

    VIV_TRY(made);
    viv_set_slot(vm, made, COMPARE, args[0]);
    return made;
}

static viv_value key_call(viv_vm *vm, const viv_value *args) {
    viv_value made = viv_new(vm, viv_type_of(vm, args[0]));

    VIV_TRY(made);
    viv_set_slot(vm, made, COMPARE, viv_slot(vm, args[0], COMPARE));
    viv_set_slot(vm, made, OBJECT, args[1]);
    return made;
}

static viv_value compare(viv_vm *vm, const viv_value *args, viv_operator op) {
    viv_value pair[2], answer;

    if (!viv_same(viv_type_of(vm, args[1]), viv_type_of(vm, args[0])))
        return viv_raise(vm, VIV_TypeError,
                         "other argument must be K instance");
    pair[0] = viv_slot(vm, args[0], OBJECT);
    pair[1] = viv_slot(vm, args[1], OBJECT);
    if (viv_is_absent(pair[0]) || viv_is_absent(pair[1]))
        return viv_raise(vm, VIV_AttributeError, "object");
    answer = viv_call(vm, viv_slot(vm, args[0], COMPARE), pair, 2);
    VIV_TRY(answer);
    return viv_compare(vm, op, answer, viv_small_int(0));
}

#define COMPARING(name, op)                                                    \
    static viv_value name(viv_vm *vm, const viv_value *args) {                 \
        return compare(vm, args, op);                                          \
    }
COMPARING(key_lt, VIV_OP_LT)
COMPARING(key_le, VIV_OP_LE)
COMPARING(key_eq, VIV_OP_EQ)
COMPARING(key_ne, VIV_OP_NE)
COMPARING(key_gt, VIV_OP_GT)
COMPARING(key_ge, VIV_OP_GE)

const viv_function functools_key_methods[8] = {
    {"__call__(self, obj)", key_call, NULL},
    {"__lt__(self, other, /)", key_lt, NULL},
    {"__le__(self, other, /)", key_le, NULL},
    {"__eq__(self, other, /)", key_eq, NULL},
    {"__ne__(self, other, /)", key_ne, NULL},
    {"__gt__(self, other, /)", key_gt, NULL},
    {"__ge__(self, other, /)", key_ge, NULL},
};
