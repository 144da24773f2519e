/* operator.c - the `operator` module: operators as functions. */
#include <vivarium.h>

#define BINARY(name, op)                                                       \
    static viv_value name(viv_vm *vm, const viv_value *args) {                 \
        return viv_tail_binary(vm, op, args[0], args[1]);                      \
    }
#define IN_PLACE(name, op)                                                     \
    static viv_value name(viv_vm *vm, const viv_value *args) {                 \
        return viv_in_place(vm, op, args[0], args[1]);                         \
    }
#define UNARY(name, op)                                                        \
    static viv_value name(viv_vm *vm, const viv_value *args) {                 \
        return viv_tail_unary(vm, op, args[0]);                                \
    }
#define COMPARE(name, op)                                                      \
    static viv_value name(viv_vm *vm, const viv_value *args) {                 \
        return viv_compare(vm, op, args[0], args[1]);                          \
    }

BINARY(op_add, VIV_OP_ADD)
BINARY(op_sub, VIV_OP_SUB)
BINARY(op_mul, VIV_OP_MUL)
BINARY(op_matmul, VIV_OP_MATMUL)
BINARY(op_truediv, VIV_OP_TRUEDIV)
BINARY(op_floordiv, VIV_OP_FLOORDIV)
BINARY(op_mod, VIV_OP_MOD)
BINARY(op_pow, VIV_OP_POW)
BINARY(op_lshift, VIV_OP_LSHIFT)
BINARY(op_rshift, VIV_OP_RSHIFT)
BINARY(op_and, VIV_OP_AND)
BINARY(op_xor, VIV_OP_XOR)
BINARY(op_or, VIV_OP_OR)
IN_PLACE(op_iadd, VIV_OP_ADD)
IN_PLACE(op_isub, VIV_OP_SUB)
IN_PLACE(op_imul, VIV_OP_MUL)
IN_PLACE(op_imatmul, VIV_OP_MATMUL)
IN_PLACE(op_itruediv, VIV_OP_TRUEDIV)
IN_PLACE(op_ifloordiv, VIV_OP_FLOORDIV)
IN_PLACE(op_imod, VIV_OP_MOD)
IN_PLACE(op_ipow, VIV_OP_POW)
IN_PLACE(op_ilshift, VIV_OP_LSHIFT)
IN_PLACE(op_irshift, VIV_OP_RSHIFT)
IN_PLACE(op_iand, VIV_OP_AND)
IN_PLACE(op_ixor, VIV_OP_XOR)
IN_PLACE(op_ior, VIV_OP_OR)
UNARY(op_neg, VIV_OP_NEG)
UNARY(op_pos, VIV_OP_POS)
UNARY(op_invert, VIV_OP_INVERT)
UNARY(op_abs, VIV_OP_ABS)
COMPARE(op_lt, VIV_OP_LT)
COMPARE(op_le, VIV_OP_LE)
COMPARE(op_eq, VIV_OP_EQ)
COMPARE(op_ne, VIV_OP_NE)
COMPARE(op_gt, VIV_OP_GT)
COMPARE(op_ge, VIV_OP_GE)

static viv_value from_truth(int truth) {
    return truth < 0 ? VIV_RAISE : viv_bool(truth);
}

static viv_value op_truth(viv_vm *vm, const viv_value *args) {
    return from_truth(viv_truth(vm, args[0]));
}

static viv_value op_not(viv_vm *vm, const viv_value *args) {
    int truth = viv_truth(vm, args[0]);

    return truth < 0 ? VIV_RAISE : viv_bool(!truth);
}

static viv_value op_is(viv_vm *vm, const viv_value *args) {
    (void)vm;
    return viv_bool(viv_same(args[0], args[1]));
}

static viv_value op_is_not(viv_vm *vm, const viv_value *args) {
    (void)vm;
    return viv_bool(!viv_same(args[0], args[1]));
}

static viv_value op_is_none(viv_vm *vm, const viv_value *args) {
    (void)vm;
    return viv_bool(viv_is_none(args[0]));
}

static viv_value op_is_not_none(viv_vm *vm, const viv_value *args) {
    (void)vm;
    return viv_bool(!viv_is_none(args[0]));
}

static viv_value op_index(viv_vm *vm, const viv_value *args) {
    return viv_index(vm, args[0]);
}

static viv_value op_contains(viv_vm *vm, const viv_value *args) {
    return from_truth(viv_contains(vm, args[0], args[1]));
}

static viv_value op_getitem(viv_vm *vm, const viv_value *args) {
    return viv_get_item(vm, args[0], args[1]);
}

static viv_value op_setitem(viv_vm *vm, const viv_value *args) {
    return viv_set_item(vm, args[0], args[1], args[2]);
}

static viv_value op_delitem(viv_vm *vm, const viv_value *args) {
    return viv_set_item(vm, args[0], args[1], VIV_ABSENT);
}

/* -- itemgetter: the keys (a tuple) */

static viv_value getter_new(viv_vm *vm, const viv_value *args) {
    uint32_t rest = viv_tuple_length(vm, args[2]);
    viv_value made = viv_new(vm, args[0]), list = viv_list(vm, rest + 1);

    VIV_TRY(made);
    VIV_TRY(list);
    if (!viv_list_append(vm, list, args[1]))
        return VIV_RAISE;
    for (uint32_t i = 0; i < rest; i++)
        if (!viv_list_append(vm, list, viv_tuple_get(vm, args[2], i)))
            return VIV_RAISE;
    list = viv_tuple_from_list(vm, list);
    VIV_TRY(list);
    viv_set_slot(vm, made, 0, list);
    return made;
}

static viv_value getter_call(viv_vm *vm, const viv_value *args) {
    viv_value keys = viv_slot(vm, args[0], 0), list;
    uint32_t count = viv_tuple_length(vm, keys);

    if (count == 1)
        return viv_get_item(vm, args[1], viv_tuple_get(vm, keys, 0));
    list = viv_list(vm, count);
    VIV_TRY(list);
    for (uint32_t i = 0; i < count; i++) {
        viv_value item =
            viv_get_item(vm, args[1], viv_tuple_get(vm, keys, i));

        VIV_TRY(item);
        if (!viv_list_append(vm, list, item))
            return VIV_RAISE;
    }
    return viv_tuple_from_list(vm, list);
}

static viv_value getter_repr(viv_vm *vm, const viv_value *args) {
    viv_value keys = viv_slot(vm, args[0], 0);
    viv_writer out;

    viv_write_begin(&out, vm);
    viv_write_text(&out, "operator.itemgetter(");
    for (uint32_t i = 0; i < viv_tuple_length(vm, keys); i++) {
        viv_value text = viv_repr(vm, viv_tuple_get(vm, keys, i));

        VIV_TRY(text);
        if (i != 0)
            viv_write_text(&out, ", ");
        viv_write_str(&out, text);
    }
    viv_write_text(&out, ")");
    return viv_write_end(&out);
}

static const viv_function getter_methods[] = {
    {"__new__(cls, item, /, *items)", getter_new, NULL},
    {"__call__(self, obj, /)", getter_call, "Call self as a function."},
    {"__repr__(self, /)", getter_repr, NULL},
};

static const viv_type operator_types[] = {
    {"itemgetter", "Return a callable that fetches the given items.", NULL, 1,
     0, VIV_TABLE(getter_methods), {0, 0, 0}},
};

#define TWO(name, function, text)                                              \
    {name "(a, b, /)", function, text}, { "__" name "__(a, b, /)", function, text }
#define ONE(name, function, text)                                              \
    {name "(a, /)", function, text}, { "__" name "__(a, /)", function, text }

static const viv_function operator_functions[] = {
    TWO("add", op_add, "Same as a + b."),
    TWO("sub", op_sub, "Same as a - b."),
    TWO("mul", op_mul, "Same as a * b."),
    TWO("matmul", op_matmul, "Same as a @ b."),
    TWO("truediv", op_truediv, "Same as a / b."),
    TWO("floordiv", op_floordiv, "Same as a // b."),
    TWO("mod", op_mod, "Same as a % b."),
    TWO("pow", op_pow, "Same as a ** b."),
    TWO("lshift", op_lshift, "Same as a << b."),
    TWO("rshift", op_rshift, "Same as a >> b."),
    {"and_(a, b, /)", op_and, "Same as a & b."},
    {"__and__(a, b, /)", op_and, "Same as a & b."},
    TWO("xor", op_xor, "Same as a ^ b."),
    {"or_(a, b, /)", op_or, "Same as a | b."},
    {"__or__(a, b, /)", op_or, "Same as a | b."},
    TWO("iadd", op_iadd, "Same as a += b."),
    TWO("isub", op_isub, "Same as a -= b."),
    TWO("imul", op_imul, "Same as a *= b."),
    TWO("imatmul", op_imatmul, "Same as a @= b."),
    TWO("itruediv", op_itruediv, "Same as a /= b."),
    TWO("ifloordiv", op_ifloordiv, "Same as a //= b."),
    TWO("imod", op_imod, "Same as a %= b."),
    TWO("ipow", op_ipow, "Same as a **= b."),
    TWO("ilshift", op_ilshift, "Same as a <<= b."),
    TWO("irshift", op_irshift, "Same as a >>= b."),
    TWO("iand", op_iand, "Same as a &= b."),
    TWO("ixor", op_ixor, "Same as a ^= b."),
    TWO("ior", op_ior, "Same as a |= b."),
    ONE("neg", op_neg, "Same as -a."),
    ONE("pos", op_pos, "Same as +a."),
    ONE("invert", op_invert, "Same as ~a."),
    ONE("inv", op_invert, "Same as ~a."),
    ONE("abs", op_abs, "Same as abs(a)."),
    TWO("lt", op_lt, "Same as a < b."),
    TWO("le", op_le, "Same as a <= b."),
    TWO("eq", op_eq, "Same as a == b."),
    TWO("ne", op_ne, "Same as a != b."),
    TWO("gt", op_gt, "Same as a > b."),
    TWO("ge", op_ge, "Same as a >= b."),
    {"truth(a, /)", op_truth, "Return True if a is true, False otherwise."},
    {"not_(a, /)", op_not, "Same as not a."},
    {"__not__(a, /)", op_not, "Same as not a."},
    {"is_(a, b, /)", op_is, "Same as a is b."},
    {"is_not(a, b, /)", op_is_not, "Same as a is not b."},
    {"is_none(a, /)", op_is_none, "Same as a is None."},
    {"is_not_none(a, /)", op_is_not_none, "Same as a is not None."},
    ONE("index", op_index, "Same as a.__index__()"),
    TWO("contains", op_contains, "Same as b in a (note reversed operands)."),
    {"getitem(a, b, /)", op_getitem, "Same as a[b]."},
    {"__getitem__(a, b, /)", op_getitem, "Same as a[b]."},
    {"setitem(a, b, c, /)", op_setitem, "Same as a[b] = c."},
    {"__setitem__(a, b, c, /)", op_setitem, "Same as a[b] = c."},
    {"delitem(a, b, /)", op_delitem, "Same as del a[b]."},
    {"__delitem__(a, b, /)", op_delitem, "Same as del a[b]."},
};

VIV_MODULE(operator) {
    .doc = "Operator interface.",
    .functions = VIV_TABLE(operator_functions),
    .types = VIV_TABLE(operator_types),
};
