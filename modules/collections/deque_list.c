/* deque_list.c - what deques do as lists do it: by way of a list. */
#include "collections_parts.h"

static viv_value on_list(viv_vm *vm, viv_value list, const char *method,
                         const viv_value *args, uint32_t count) {
    viv_value function = viv_get_attribute(vm, list, viv_name(vm, method));

    VIV_TRY(function);
    return viv_call(vm, function, args, count);
}

static bool is_deque(viv_vm *vm, viv_value value) {
    return viv_is_instance(vm, value,
                           viv_module_get(vm, "collections", "deque")) == 1;
}

static viv_value deque_count(viv_vm *vm, const viv_value *args) {
    viv_value list = collections_as_list(vm, args[0]);

    VIV_TRY(list);
    return on_list(vm, list, "count", args + 1, 1);
}

static viv_value deque_index(viv_vm *vm, const viv_value *args) {
    viv_value list = collections_as_list(vm, args[0]), found;

    VIV_TRY(list);
    found = on_list(vm, list, "index", args + 1,
                    viv_is_absent(args[2])   ? 1
                    : viv_is_absent(args[3]) ? 2
                                             : 3);
    if (!viv_is_raise(found) || !viv_raised(vm, VIV_ValueError) ||
        viv_is_absent(viv_catch(vm)))
        return found;
    return viv_raise(vm, VIV_ValueError, "%R is not in deque", args[1]);
}

static viv_value deque_insert(viv_vm *vm, const viv_value *args) {
    viv_value list = collections_as_list(vm, args[0]);
    viv_value bound = collections_bound(vm, args[0]);

    VIV_TRY(list);
    if (!viv_is_none(bound) &&
        viv_list_length(vm, list) >= viv_small_int_value(bound))
        return viv_raise(vm, VIV_IndexError,
                         "deque already at its maximum size");
    VIV_TRY(on_list(vm, list, "insert", args + 1, 2));
    return collections_refill(vm, args[0], list);
}

static viv_value deque_remove(viv_vm *vm, const viv_value *args) {
    viv_value list = collections_as_list(vm, args[0]), done;

    VIV_TRY(list);
    done = on_list(vm, list, "remove", args + 1, 1);
    if (!viv_is_raise(done))
        return collections_refill(vm, args[0], list);
    if (!viv_raised(vm, VIV_ValueError) || viv_is_absent(viv_catch(vm)))
        return VIV_RAISE;
    return viv_raise(vm, VIV_ValueError, "deque.remove(x): x not in deque");
}

static viv_value deque_reverse(viv_vm *vm, const viv_value *args) {
    viv_value list = collections_as_list(vm, args[0]);

    VIV_TRY(list);
    VIV_TRY(on_list(vm, list, "reverse", NULL, 0));
    return collections_refill(vm, args[0], list);
}

/* -- operators */

static viv_value compare(viv_vm *vm, const viv_value *args, viv_operator op) {
    viv_value a, b;

    if (!is_deque(vm, args[1]))
        return VIV_NOT_IMPLEMENTED;
    a = collections_as_list(vm, args[0]);
    VIV_TRY(a);
    b = collections_as_list(vm, args[1]);
    VIV_TRY(b);
    return viv_compare(vm, op, a, b);
}

#define COMPARING(name, op)                                                    \
    static viv_value name(viv_vm *vm, const viv_value *args) {                 \
        return compare(vm, args, op);                                          \
    }
COMPARING(deque_lt, VIV_OP_LT)
COMPARING(deque_le, VIV_OP_LE)
COMPARING(deque_eq, VIV_OP_EQ)
COMPARING(deque_ne, VIV_OP_NE)
COMPARING(deque_gt, VIV_OP_GT)
COMPARING(deque_ge, VIV_OP_GE)

static viv_value copy(viv_vm *vm, viv_value self) {
    return on_list(vm, self, "copy", NULL, 0);
}

static viv_value deque_add(viv_vm *vm, const viv_value *args) {
    viv_value made;

    if (!is_deque(vm, args[1]))
        return viv_raise(vm, VIV_TypeError,
                         "can only concatenate deque (not \"%T\") to deque",
                         args[1]);
    made = copy(vm, args[0]);
    VIV_TRY(made);
    VIV_TRY(on_list(vm, made, "extend", args + 1, 1));
    return made;
}

static viv_value deque_iadd(viv_vm *vm, const viv_value *args) {
    VIV_TRY(on_list(vm, args[0], "extend", args + 1, 1));
    return args[0];
}

static viv_value deque_imul(viv_vm *vm, const viv_value *args) {
    viv_value list = collections_as_list(vm, args[0]);

    VIV_TRY(list);
    list = viv_binary(vm, VIV_OP_MUL, list, args[1]);
    VIV_TRY(list);
    VIV_TRY(collections_refill(vm, args[0], list));
    return args[0];
}

static viv_value deque_mul(viv_vm *vm, const viv_value *args) {
    viv_value pair[2] = {copy(vm, args[0]), args[1]};

    VIV_TRY(pair[0]);
    return deque_imul(vm, pair);
}

static viv_value deque_repr(viv_vm *vm, const viv_value *args) {
    viv_value list = collections_as_list(vm, args[0]), text;
    viv_value bound = collections_bound(vm, args[0]);
    viv_value name = viv_get_attribute(vm, viv_type_of(vm, args[0]),
                                       viv_name(vm, "__name__"));
    viv_writer out;

    VIV_TRY(list);
    VIV_TRY(name);
    if (!viv_enter_native(vm))
        return VIV_RAISE;
    text = viv_repr(vm, list);
    VIV_TRY(text);
    viv_write_begin(&out, vm);
    viv_write_str(&out, name);
    viv_write_text(&out, "(");
    viv_write_str(&out, text);
    if (!viv_is_none(bound)) {
        viv_write_text(&out, ", maxlen=");
        viv_write_str(&out, viv_repr(vm, bound));
    }
    viv_write_text(&out, ")");
    return viv_write_end(&out);
}

const viv_function collections_deque_list_methods[16] = {
    {"count(self, value, /)", deque_count,
     "Return number of occurrences of value."},
    {"index(self, value, start=..., stop=..., /)", deque_index,
     "Return first index of value."},
    {"insert(self, index: ssize, value, /)", deque_insert,
     "Insert value before index."},
    {"remove(self, value, /)", deque_remove,
     "Remove first occurrence of value."},
    {"reverse(self, /)", deque_reverse, "Reverse *IN PLACE*."},
    {"__lt__(self, other, /)", deque_lt, NULL},
    {"__le__(self, other, /)", deque_le, NULL},
    {"__eq__(self, other, /)", deque_eq, NULL},
    {"__ne__(self, other, /)", deque_ne, NULL},
    {"__gt__(self, other, /)", deque_gt, NULL},
    {"__ge__(self, other, /)", deque_ge, NULL},
    {"__add__(self, other, /)", deque_add, NULL},
    {"__iadd__(self, other, /)", deque_iadd, NULL},
    {"__mul__(self, times: ssize, /)", deque_mul, NULL},
    {"__imul__(self, times: ssize, /)", deque_imul, NULL},
    {"__repr__(self, /)", deque_repr, NULL},
};
