/* ops_compare.h - comparisons, truth and jumps. Part of eval.c.
 *
 * Comparisons of small ints compare the tagged words: the shift keeps their
 * order. Fused with a jump, `while i < n` is one instruction and makes no
 * bool.
 */

#define COMPARE(id, sign)                                                      \
    OP(id) {                                                                   \
        left = R[B];                                                           \
        right = R[C];                                                          \
        if (viv_are_small_ints(left, right)) {                                 \
            R[A] = viv_bool((int64_t)left.bits sign(int64_t) right.bits);      \
            NEXT;                                                              \
        }                                                                      \
        if (viv_are_immediate_floats(left, right)) {                           \
            R[A] = viv_bool(viv_immediate_float_value(left)                    \
                                sign viv_immediate_float_value(right));        \
            NEXT;                                                              \
        }                                                                      \
        SAVE;                                                                  \
        STORE(vk_ops_compare(vm, VK_OP_##id, left, right));                   \
    }

/* Jumps when the comparison is [wanted]; of two registers and with a number. */
#define COMPARE_JUMP(name, id, sign, wanted)                                   \
    OP(name) {                                                                 \
        left = R[A];                                                           \
        right = R[B];                                                          \
        if (viv_are_small_ints(left, right)) {                                 \
            if (((int64_t)left.bits sign(int64_t) right.bits) == wanted)       \
                JUMP(SC);                                                      \
            NEXT;                                                              \
        }                                                                      \
        if (viv_are_immediate_floats(left, right)) {                           \
            if ((viv_immediate_float_value(left)                               \
                     sign viv_immediate_float_value(right)) == wanted)         \
                JUMP(SC);                                                      \
            NEXT;                                                              \
        }                                                                      \
        op = VK_OP_##id;                                                       \
        goto branch_compare;                                                   \
    }                                                                          \
    OP(name##_INT) {                                                           \
        left = R[A];                                                           \
        right = SMALL(SB);                                                     \
        if (viv_is_small_int(left)) {                                          \
            if (((int64_t)left.bits sign(int64_t) right.bits) == wanted)       \
                JUMP(SC);                                                      \
            NEXT;                                                              \
        }                                                                      \
        op = VK_OP_##id;                                                       \
        goto branch_compare;                                                   \
    }

COMPARE(LT, <)
COMPARE(LE, <=)
COMPARE(EQ, ==)
COMPARE(NE, !=)
COMPARE(GT, >)
COMPARE(GE, >=)

COMPARE_JUMP(JUMP_LT, LT, <, 1)
COMPARE_JUMP(JUMP_LE, LE, <=, 1)
COMPARE_JUMP(JUMP_EQ, EQ, ==, 1)
COMPARE_JUMP(JUMP_NE, NE, !=, 1)
COMPARE_JUMP(JUMP_GT, GT, >, 1)
COMPARE_JUMP(JUMP_GE, GE, >=, 1)
COMPARE_JUMP(JUMP_NOT_LT, LT, <, 0)
COMPARE_JUMP(JUMP_NOT_LE, LE, <=, 0)
COMPARE_JUMP(JUMP_NOT_EQ, EQ, ==, 0)
COMPARE_JUMP(JUMP_NOT_NE, NE, !=, 0)
COMPARE_JUMP(JUMP_NOT_GT, GT, >, 0)
COMPARE_JUMP(JUMP_NOT_GE, GE, >=, 0)

#undef COMPARE
#undef COMPARE_JUMP

OP(IS) {
    R[A] = viv_bool(viv_same(R[B], R[C]));
    NEXT;
}

OP(IS_NOT) {
    R[A] = viv_bool(!viv_same(R[B], R[C]));
    NEXT;
}

OP(IN)
OP(NOT_IN) {
    SAVE;
    value = vk_step_contains(vm, R[C], R[B]);
    if (viv_is_jump(value))
        goto jumped;
    goto deliver;
}

OP(NOT)
OP(TO_BOOL) {
    SAVE;
    value = R[B];
    goto deliver;
}

OP(JUMP) {
    JUMP(SC);
}

/* The target was verified, and is an index into storage in any case. Costs fuel
 * in both directions, which saves asking which it is. */
OP(JUMP_FAR) {
    vk_code_object *code = vk_at(vm, vk_constants_of(K)->code);

    pc = vk_element(vm, code->instructions, B | (uint32_t)C << 16, 8);
    if (--machine->fuel < 0)
        goto refill;
    NEXT;
}

OP(JUMP_TRUE) {
    value = R[A];
    if (viv_same(value, VIV_TRUE))
        JUMP(SC);
    if (viv_same(value, VIV_FALSE) || viv_is_none(value))
        NEXT;
    SAVE;
    goto deliver;
}

OP(JUMP_FALSE) {
    value = R[A];
    if (viv_same(value, VIV_TRUE))
        NEXT;
    if (viv_same(value, VIV_FALSE) || viv_is_none(value))
        JUMP(SC);
    SAVE;
    goto deliver;
}

OP(JUMP_NONE) {
    if (viv_is_none(R[A]))
        JUMP(SC);
    NEXT;
}

OP(JUMP_NOT_NONE) {
    if (!viv_is_none(R[A]))
        JUMP(SC);
    NEXT;
}

OP(JUMP_IS) {
    if (viv_same(R[A], R[B]))
        JUMP(SC);
    NEXT;
}

OP(JUMP_IS_NOT) {
    if (!viv_same(R[A], R[B]))
        JUMP(SC);
    NEXT;
}
