/* fold.c - results of operators on constants, where CPython folds them too.
 *
 * Only what cannot fail and cannot run code is computed; sizes are bounded, so
 * that a text cannot make code much larger than itself.
 */
#include "compile/builder.h"
#include "object/list.h"
#include "object/number.h"
#include "object/str.h"

enum { TEXT_MAX = 4096, SHIFT_MAX = 128, POWER_MAX = 128 };

/* Exact int, float; not bool. */
static bool is_number(viv_builder *b, viv_value value) {
    return viv_is_small_int(value) || vk_is(b->vm, value, VK_INT) ||
           viv_is_immediate_float(value) || viv_is_zero_float(value) ||
           vk_is(b->vm, value, VK_FLOAT);
}

static bool is_int(viv_builder *b, viv_value value) {
    return viv_is_small_int(value) || vk_is(b->vm, value, VK_INT);
}

static double as_double(viv_builder *b, viv_value value) {
    return viv_is_small_int(value) ? (double)viv_small_int_value(value)
                                   : vk_float_value(b->vm, value);
}

/* What was computed; nothing if it failed, which is then forgotten. */
static bool keep(viv_builder *b, viv_value value, viv_value *result) {
    if (viv_is_raise(value)) {
        vk_builder_raised(b);
        return false;
    }
    *result = value;
    return true;
}

static bool small_limit(viv_value value, int64_t limit) {
    return viv_is_small_int(value) && viv_small_int_value(value) >= 0 &&
           viv_small_int_value(value) <= limit;
}

/* Of a power, 2**128 and beyond are left to run time: a text of ten characters
 * could otherwise ask for gigabytes at compile time, where no limit of the
 * program counts yet. */
static int bits_of(viv_value value) {
    int64_t number = viv_is_small_int(value) ? viv_small_int_value(value) : 0;
    uint64_t size = (uint64_t)(number < 0 ? -number : number);

    return size ? 64 - __builtin_clzll(size) : 1;
}

/* The operator as the numbers know it, or -1 where it is better left alone. */
static int int_operator(int op, viv_value left, viv_value right) {
    bool zero = viv_is_small_int(right) && viv_small_int_value(right) == 0;

    switch (op) {
    case VIV_Add:
        return VK_OP_ADD;
    case VIV_Sub:
        return VK_OP_SUB;
    case VIV_Mult:
        return viv_is_small_int(left) && viv_is_small_int(right) ? VK_OP_MUL
                                                                 : -1;
    case VIV_FloorDiv:
        return zero ? -1 : VK_OP_FLOORDIV;
    case VIV_Mod:
        return zero ? -1 : VK_OP_MOD;
    case VIV_LShift:
        return small_limit(right, SHIFT_MAX) ? VK_OP_LSHIFT : -1;
    case VIV_RShift:
        return small_limit(right, INT32_MAX) ? VK_OP_RSHIFT : -1;
    case VIV_BitAnd:
        return VK_OP_AND;
    case VIV_BitOr:
        return VK_OP_OR;
    case VIV_BitXor:
        return VK_OP_XOR;
    case VIV_Pow:
        return viv_is_small_int(left) && small_limit(right, POWER_MAX) &&
                       bits_of(left) * viv_small_int_value(right) <= POWER_MAX
                   ? VK_OP_POW
                   : -1;
    default:
        return -1;
    }
}

static bool is_big(viv_builder *b, viv_value value) {
    return vk_is(b->vm, value, VK_INT) &&
           ((vk_int_object *)vk_object(b->vm, value))->count > 4;
}

/* True division is folded only where both sides are exact as doubles; the
 * general case needs the rounding of int.__truediv__. */
static bool fold_ints(viv_builder *b, int op, viv_value left, viv_value right,
                      viv_value *result) {
    int known = int_operator(op, left, right);

    if (op == VIV_Div && viv_are_small_ints(left, right) &&
        bits_of(left) <= 53 && bits_of(right) <= 53 &&
        viv_small_int_value(right) != 0)
        return keep(b,
                    vk_float(b->vm, (double)viv_small_int_value(left) /
                                        (double)viv_small_int_value(right)),
                    result);
    if (known < 0 || is_big(b, left) || is_big(b, right))
        return false;
    return keep(b, vk_int_binary(b->vm, (vk_operator)known, left, right),
                result);
}

static bool fold_floats(viv_builder *b, int op, viv_value left,
                        viv_value right, viv_value *result) {
    double x, y;

    if ((is_int(b, left) && !viv_is_small_int(left)) ||
        (is_int(b, right) && !viv_is_small_int(right)))
        return false;
    x = as_double(b, left);
    y = as_double(b, right);
    switch (op) {
    case VIV_Add:
        return keep(b, vk_float(b->vm, x + y), result);
    case VIV_Sub:
        return keep(b, vk_float(b->vm, x - y), result);
    case VIV_Mult:
        return keep(b, vk_float(b->vm, x * y), result);
    case VIV_Div:
        return y != 0 && keep(b, vk_float(b->vm, x / y), result);
    default:
        return false;
    }
}

/* 1 + 2j, which is how complex literals are written. */
static bool fold_complex(viv_builder *b, int op, viv_value left,
                         viv_value right, viv_value *result) {
    vk_complex_object *imaginary;
    double x;

    if ((op != VIV_Add && op != VIV_Sub) || !is_number(b, left) ||
        (is_int(b, left) && !viv_is_small_int(left)) ||
        !vk_is(b->vm, right, VK_COMPLEX))
        return false;
    imaginary = vk_object(b->vm, right);
    x = as_double(b, left);
    if (op == VIV_Add)
        return keep(b,
                    vk_complex_new(b->vm, x + imaginary->real,
                                   imaginary->imag),
                    result);
    return keep(b,
                vk_complex_new(b->vm, x - imaginary->real, -imaginary->imag),
                result);
}

static bool fold_texts(viv_builder *b, int op, viv_value left, viv_value right,
                       viv_value *result) {
    uint64_t length = (uint64_t)vk_str_text(b->vm, left).length +
                      vk_str_text(b->vm, right).length;

    return op == VIV_Add && length <= TEXT_MAX &&
           keep(b, vk_str_concat(b->vm, left, right), result);
}

static bool repeat_text(viv_builder *b, viv_value text, viv_value times,
                        viv_value *result) {
    int64_t count = viv_small_int_value(times);
    vk_str_builder builder;

    if (count < 0 || count > TEXT_MAX ||
        (uint64_t)count * vk_str_text(b->vm, text).length > TEXT_MAX)
        return false;
    vk_str_build(&builder, b->vm);
    for (int64_t i = 0; i < count; i++)
        vk_str_add(&builder, text);
    return keep(b, vk_str_finish(&builder), result);
}

bool vk_fold_binary(viv_builder *b, int op, viv_value left, viv_value right,
                    viv_value *result) {
    if (b->failed)
        return false;
    if (is_int(b, left) && is_int(b, right))
        return fold_ints(b, op, left, right, result);
    if (is_number(b, left) && is_number(b, right))
        return fold_floats(b, op, left, right, result);
    if (vk_is(b->vm, left, VK_STR) && vk_is(b->vm, right, VK_STR))
        return fold_texts(b, op, left, right, result);
    if (op == VIV_Mult && vk_is(b->vm, left, VK_STR) &&
        viv_is_small_int(right))
        return repeat_text(b, left, right, result);
    return fold_complex(b, op, left, right, result);
}

bool vk_fold_unary(viv_builder *b, int op, viv_value operand,
                   viv_value *result) {
    if (b->failed)
        return false;
    if (op == VIV_Not && (viv_is_bool(operand) || viv_is_none(operand))) {
        *result = viv_bool(!viv_same(operand, VIV_TRUE));
        return true;
    }
    if (!is_number(b, operand))
        return false;
    switch (op) {
    case VIV_UAdd:
        *result = operand;
        return true;
    case VIV_USub:
        if (!is_int(b, operand))
            return keep(b, vk_float(b->vm, -vk_float_value(b->vm, operand)),
                        result);
        return keep(b,
                    vk_int_binary(b->vm, VK_OP_SUB, viv_small_int(0), operand),
                    result);
    case VIV_Invert:
        return is_int(b, operand) &&
               keep(b,
                    vk_int_binary(b->vm, VK_OP_SUB, viv_small_int(-1), operand),
                    result);
    default:
        return false;
    }
}
