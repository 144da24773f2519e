/* emit.c - operators, comparisons and branches, fused where that is
 * possible.
 *
 * The instruction set has forms with a small number or a constant as operand,
 * and comparisons that jump. Families need not know: they ask for "add" and
 * "branch if true", and the last words emitted tell whether a shorter form is
 * possible.
 *
 * All rewriting goes through vk_loaded() and vk_last_word(), which know what
 * may be changed. The forms are tables by node kind, not cases.
 */
#include "compile/builder.h"
#include "compile/ops.h"
#include "object/list.h"
#include "object/set.h"
#include "object/str.h"

/* The instructions of an operator: registers; a small int, a constant at the
 * right (0: there is none). */
typedef struct binary_row {
    uint8_t plain, with_int, with_constant;
} binary_row;

#define OP(name) VK_##name##_OP

static const binary_row binary_rows[VIV_NODE_COUNT] = {
    [VIV_Add] = {OP(ADD), OP(ADD_INT), OP(ADD_CONST)},
    [VIV_Sub] = {OP(SUB), OP(SUB_INT), OP(SUB_CONST)},
    [VIV_Mult] = {OP(MUL), OP(MUL_INT), OP(MUL_CONST)},
    [VIV_MatMult] = {OP(MATMUL), 0, 0},
    [VIV_Div] = {OP(TRUEDIV), 0, OP(TRUEDIV_CONST)},
    [VIV_FloorDiv] = {OP(FLOORDIV), OP(FLOORDIV_INT), 0},
    [VIV_Mod] = {OP(MOD), OP(MOD_INT), 0},
    [VIV_Pow] = {OP(POW), 0, 0},
    [VIV_LShift] = {OP(LSHIFT), OP(LSHIFT_INT), 0},
    [VIV_RShift] = {OP(RSHIFT), OP(RSHIFT_INT), 0},
    [VIV_BitAnd] = {OP(AND), OP(AND_INT), OP(AND_CONST)},
    [VIV_BitXor] = {OP(XOR), 0, 0},
    [VIV_BitOr] = {OP(OR), 0, 0},
};

/* A comparison's instruction and the branches that it fuses to, if true and if
 * not, with registers and with a small int (0: it does not). */
typedef struct compare_row {
    uint8_t plain, if_true, if_false, int_true, int_false;
} compare_row;

#define COMPARE(name)                                                          \
    {OP(name), OP(JUMP_##name), OP(JUMP_NOT_##name), OP(JUMP_##name##_INT),    \
     OP(JUMP_NOT_##name##_INT)}

static const compare_row compare_rows[VIV_NODE_COUNT] = {
    [VIV_Lt] = COMPARE(LT),
    [VIV_LtE] = COMPARE(LE),
    [VIV_Eq] = COMPARE(EQ),
    [VIV_NotEq] = COMPARE(NE),
    [VIV_Gt] = COMPARE(GT),
    [VIV_GtE] = COMPARE(GE),
    [VIV_Is] = {OP(IS), OP(JUMP_IS), OP(JUMP_IS_NOT), 0, 0},
    [VIV_IsNot] = {OP(IS_NOT), OP(JUMP_IS_NOT), OP(JUMP_IS), 0, 0},
    [VIV_In] = {OP(IN), 0, 0, 0, 0},
    [VIV_NotIn] = {OP(NOT_IN), 0, 0, 0, 0},
};

static bool is_known(int op, size_t size) {
    return op > 0 && (size_t)op < size;
}

/* -- operators */

/* Both operands are constants just loaded: load the result instead. */
static bool fold(viv_builder *b, int op, viv_temp left, viv_temp right,
                 viv_temp *result) {
    viv_value x, y, folded;

    if (!vk_loaded(b, 0, right, &y) || !vk_loaded(b, 1, left, &x) ||
        left == right || !vk_fold_binary(b, op, x, y, &folded))
        return false;
    vk_drop_words(b, 2);
    *result = vk_result(b, left, right);
    vk_load(b, *result, folded);
    return true;
}

/* From the best form to the plain one: result known, small number, constant,
 * two registers. */
static viv_temp binary(viv_builder *b, int op, viv_temp left, viv_temp right,
                       int in_place) {
    binary_row row;
    viv_value constant;
    viv_temp result;

    if (!is_known(op, VIV_NODE_COUNT) || !binary_rows[op].plain) {
        viv_syntax_error(b, b->node, "no such operator");
        return left;
    }
    row = binary_rows[op];
    if (fold(b, op, left, right, &result))
        return result;
    if (!vk_loaded(b, 0, right, &constant))
        constant = VIV_ABSENT;
    if (row.with_int && vk_fits_operand(constant) && left != right) {
        vk_drop_words(b, 1);
        result = vk_result(b, left, right);
        vk_emit(b, VK_WORD(row.with_int, in_place, result, left,
                           (int)viv_small_int_value(constant)));
    } else if (row.with_constant && !viv_is_absent(constant) &&
               vk_word_op(vk_last_word(b, 0)) == OP(LOAD_CONST)) {
        int index = (int)vk_word_b(vk_last_word(b, 0));

        vk_drop_words(b, 1);
        result = vk_result(b, left, right);
        vk_emit(b, VK_WORD(row.with_constant, in_place, result, left, index));
    } else {
        result = vk_result(b, left, right);
        vk_emit(b, VK_WORD(row.plain, in_place, result, left, right));
    }
    return result;
}

viv_temp viv_emit_binary(viv_builder *b, int op, viv_temp left,
                         viv_temp right) {
    return binary(b, op, left, right, 0);
}

viv_temp viv_emit_in_place(viv_builder *b, int op, viv_temp left,
                           viv_temp right) {
    return binary(b, op, left, right, 1);
}

static vk_opcode unary_op(int op) {
    switch (op) {
    case VIV_USub:
        return OP(NEG);
    case VIV_UAdd:
        return OP(POS);
    case VIV_Invert:
        return OP(INVERT);
    default:
        return OP(NOT);
    }
}

viv_temp viv_emit_unary(viv_builder *b, int op, viv_temp operand) {
    viv_value constant, folded;
    viv_temp result;

    if (vk_loaded(b, 0, operand, &constant) &&
        vk_fold_unary(b, op, constant, &folded)) {
        vk_drop_words(b, 1);
        result = vk_result(b, VIV_NOWHERE, operand);
        vk_load(b, result, folded);
        return result;
    }
    result = vk_result(b, VIV_NOWHERE, operand);
    vk_emit(b, VK_WORD(unary_op(op), 0, result, operand, 0));
    return result;
}

viv_temp viv_emit_truth(viv_builder *b, viv_temp value) {
    viv_temp result = vk_result(b, VIV_NOWHERE, value);

    vk_emit(b, VK_WORD(OP(TO_BOOL), 0, result, value, 0));
    return result;
}

/* The constants that the words before the last [count] registers load, as a
 * tuple or, for a set, as a frozenset: a tuple would not ask the left operand
 * for its hash, and `[] in {1}` is a TypeError. */
static viv_value display_constant(viv_builder *b, viv_temp first,
                                  uint32_t count, bool set) {
    viv_value tuple = vk_tuple_new(b->vm, count), item;

    if (viv_is_raise(tuple))
        return tuple;
    for (uint32_t i = 0; i < count; i++)
        if (vk_loaded(b, i + 1, first + (int)(count - 1 - i), &item))
            ((vk_tuple_object *)vk_object(b->vm, tuple))
                ->items[count - 1 - i] = item;
    return set ? vk_set_from(b->vm, VK_FROZENSET, tuple) : tuple;
}

/* `x in [1, 2]`: nobody else sees the display, so it may be a constant, and is
 * not built anew each time. */
static void fold_display(viv_builder *b, viv_temp right) {
    uint64_t word = vk_last_word(b, 0);
    uint32_t count = vk_word_c(word);
    bool set = vk_word_op(word) == OP(BUILD_SET);
    viv_value constant, item;

    if ((vk_word_op(word) != OP(BUILD_LIST) && !set) ||
        vk_word_a(word) != (uint32_t)right || !vk_is_free(b->unit, right) ||
        vk_word_b(word) != (uint32_t)right || count > 64)
        return;
    for (uint32_t i = 0; i < count; i++)
        if (!vk_loaded(b, i + 1, right + (int)(count - 1 - i), &item))
            return;
    constant = display_constant(b, right, count, set);
    if (viv_is_raise(constant)) {
        vk_builder_raised(b);
        return;
    }
    vk_drop_words(b, count + 1);
    vk_load(b, right, constant);
}

viv_temp viv_emit_compare(viv_builder *b, int op, viv_temp left,
                          viv_temp right) {
    viv_temp result;

    if (!is_known(op, VIV_NODE_COUNT) || !compare_rows[op].plain) {
        viv_syntax_error(b, b->node, "no such comparison");
        return left;
    }
    if (op == VIV_In || op == VIV_NotIn)
        fold_display(b, right);
    result = vk_result(b, left, right);
    vk_emit(b, VK_WORD(compare_rows[op].plain, 0, result, left, right));
    return result;
}

/* -- branches */

static const compare_row *row_of_word(uint64_t word) {
    int op = vk_word_op(word);

    for (int i = VIV_Eq; word && i < VIV_NODE_COUNT; i++)
        if (compare_rows[i].plain == op && compare_rows[i].if_true)
            return &compare_rows[i];
    return NULL;
}

static bool compares(int op) {
    return (op >= OP(LT) && op <= OP(IS_NOT));
}

/* The last word is a comparison; the one before may load its right operand. `x
 * is None` has a branch of its own, `x < 10` too: the load of the constant
 * disappears with the comparison. */
static void branch_compare(viv_builder *b, uint64_t word, viv_sense sense,
                           viv_label label) {
    const compare_row *row = row_of_word(word);
    int left = (int)vk_word_b(word), right = (int)vk_word_c(word);
    bool identity = !row->int_true;
    viv_value constant;

    if (!vk_loaded(b, 1, right, &constant) || left == right)
        constant = VIV_ABSENT;
    if (identity && viv_is_none(constant)) {
        bool is = (row->plain == OP(IS)) == (sense == VIV_IF_TRUE);

        vk_drop_words(b, 2);
        vk_emit_jump(b, is ? OP(JUMP_NONE) : OP(JUMP_NOT_NONE), left, 0, label);
    } else if (!identity && vk_fits_operand(constant)) {
        vk_drop_words(b, 2);
        vk_emit_jump(b, sense == VIV_IF_TRUE ? row->int_true : row->int_false,
                     left, (int)viv_small_int_value(constant), label);
    } else {
        vk_drop_words(b, 1);
        vk_emit_jump(b, sense == VIV_IF_TRUE ? row->if_true : row->if_false,
                     left, right, label);
    }
}

/* -1: not known at compile time. Only values whose truth no class can
 * redefine. */
static int known_truth(viv_builder *b, viv_value value) {
    if (viv_is_bool(value) || viv_is_none(value))
        return viv_same(value, VIV_TRUE);
    if (viv_is_small_int(value))
        return value.bits != 0;
    if (viv_is_immediate_float(value) || viv_same(value, VIV_ELLIPSIS))
        return 1;
    if (vk_is(b->vm, value, VK_STR))
        return ((vk_str_object *)vk_object(b->vm, value))->length != 0;
    return -1;
}

/* A condition that is a constant: jump always, or never. `while True:` has no
 * test, `if 0:` no body. */
static bool branch_constant(viv_builder *b, viv_temp value, viv_sense sense,
                            viv_label label) {
    viv_value constant;
    int truth;

    if (!vk_loaded(b, 0, value, &constant))
        return false;
    truth = known_truth(b, constant);
    if (truth < 0)
        return false;
    vk_drop_words(b, 1);
    if (truth == (sense == VIV_IF_TRUE))
        viv_emit_jump(b, label);
    return true;
}

void viv_emit_branch(viv_builder *b, viv_temp value, viv_sense sense,
                     viv_label label) {
    uint64_t word = vk_last_word(b, 0);
    int op = vk_word_op(word);
    bool ours = word && vk_is_free(b->unit, value) &&
                vk_word_a(word) == (uint32_t)value;

    if (branch_constant(b, value, sense, label)) {
        vk_consume(b, value);
        return;
    }
    if (ours && (op == OP(NOT) || op == OP(TO_BOOL))) {
        vk_drop_words(b, 1);
        viv_emit_branch(b, (viv_temp)vk_word_b(word),
                        op == OP(NOT) ? !sense : sense, label);
    } else if (ours && compares(op) && row_of_word(word))
        branch_compare(b, word, sense, label);
    else
        vk_emit_jump(b, sense == VIV_IF_TRUE ? OP(JUMP_TRUE) : OP(JUMP_FALSE),
                     value, 0, label);
    vk_consume(b, value);
}

void viv_emit_branch_none(viv_builder *b, viv_temp value, viv_sense sense,
                          viv_label label) {
    vk_emit_jump(b, sense == VIV_IF_TRUE ? OP(JUMP_NONE) : OP(JUMP_NOT_NONE),
                 value, 0, label);
}
