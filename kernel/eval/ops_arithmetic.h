/* ops_arithmetic.h - operators on numbers inline, on all else through the
 * types. Part of eval.c.
 *
 * Small ints are shifted left by three, so sums and differences of their words
 * are the words of sums and differences, with overflow where it belongs.
 */

#define SLOW(id, first, second)                                                \
    do {                                                                       \
        left = (first);                                                        \
        right = (second);                                                      \
        op = VK_OP_##id;                                                       \
        goto binary;                                                           \
    } while (0)

#define FLOATS(a, b, sign)                                                     \
    if (viv_are_immediate_floats(a, b))                                        \
        FLOAT(A, viv_immediate_float_value(a)                                  \
                     sign viv_immediate_float_value(b));

/* Overflow of the word is overflow of the number: no untagging, one branch. */
#define SUM(id, builtin, sign, first, second)                                  \
    do {                                                                       \
        viv_value a = (first), b = (second);                                   \
        int64_t sum;                                                           \
                                                                               \
        if (viv_are_small_ints(a, b) &&                                        \
            !builtin((int64_t)a.bits, (int64_t)b.bits, &sum)) {                \
            R[A] = VIV_VALUE(sum);                                             \
            NEXT;                                                              \
        }                                                                      \
        FLOATS(a, b, sign)                                                     \
        SLOW(id, a, b);                                                        \
    } while (0)

/* One factor untagged: the product of words would be shifted twice. */
#define PRODUCT(first, second)                                                 \
    do {                                                                       \
        viv_value a = (first), b = (second);                                   \
        int64_t product;                                                       \
                                                                               \
        if (viv_are_small_ints(a, b) &&                                        \
            !__builtin_mul_overflow((int64_t)a.bits, (int64_t)b.bits >> 3,     \
                                    &product)) {                               \
            R[A] = VIV_VALUE(product);                                         \
            NEXT;                                                              \
        }                                                                      \
        FLOATS(a, b, *)                                                        \
        SLOW(MUL, a, b);                                                       \
    } while (0)

#define QUOTIENT(first, second)                                                \
    do {                                                                       \
        viv_value a = (first), b = (second);                                   \
                                                                               \
        FLOATS(a, b, /)                                                        \
        SLOW(TRUEDIV, a, b);                                                   \
    } while (0)

/* Tag bits are zero in both, so they are in the result. */
#define BITWISE(id, sign, first, second)                                       \
    do {                                                                       \
        viv_value a = (first), b = (second);                                   \
                                                                               \
        if (viv_are_small_ints(a, b)) {                                        \
            R[A] = VIV_VALUE(a.bits sign b.bits);                              \
            NEXT;                                                              \
        }                                                                      \
        SLOW(id, a, b);                                                        \
    } while (0)

/* Rounds towards minus infinity; the remainder has the divisor's sign. */
#define FLOOR(id, first, second, body)                                         \
    do {                                                                       \
        viv_value a = (first), b = (second);                                   \
                                                                               \
        if (viv_are_small_ints(a, b) && b.bits != 0 &&                         \
            (int64_t)b.bits != -8) {                                           \
            int64_t n = (int64_t)a.bits >> 3, d = (int64_t)b.bits >> 3;        \
            int64_t quotient = n / d, rest = n % d;                            \
                                                                               \
            if (rest != 0 && (rest ^ d) < 0) {                                 \
                quotient--;                                                    \
                rest += d;                                                     \
            }                                                                  \
            R[A] = viv_small_int(body);                                        \
            (void)quotient;                                                    \
            (void)rest;                                                        \
            NEXT;                                                              \
        }                                                                      \
        SLOW(id, a, b);                                                        \
    } while (0)

/* Shifting back shows whether bits were lost; cheaper than counting them. */
#define SHIFT_LEFT(first, second)                                              \
    do {                                                                       \
        viv_value a = (first), b = (second);                                   \
                                                                               \
        if (viv_are_small_ints(a, b) && b.bits < 60 << 3) {                    \
            uint64_t by = b.bits >> 3;                                         \
            int64_t shifted = (int64_t)(a.bits << by);                         \
                                                                               \
            if (shifted >> by == (int64_t)a.bits) {                            \
                R[A] = VIV_VALUE(shifted);                                     \
                NEXT;                                                          \
            }                                                                  \
        }                                                                      \
        SLOW(LSHIFT, a, b);                                                    \
    } while (0)

#define SHIFT_RIGHT(first, second)                                             \
    do {                                                                       \
        viv_value a = (first), b = (second);                                   \
                                                                               \
        if (viv_are_small_ints(a, b) && b.bits < 61 << 3) {                    \
            R[A] = VIV_VALUE((uint64_t)((int64_t)a.bits >> (b.bits >> 3)) &    \
                             ~UINT64_C(7));                                    \
            NEXT;                                                              \
        }                                                                      \
        SLOW(RSHIFT, a, b);                                                    \
    } while (0)

#define SMALL(number) viv_small_int(number)

OP(ADD) {
    SUM(ADD, __builtin_add_overflow, +, R[B], R[C]);
}

OP(ADD_INT) {
    SUM(ADD, __builtin_add_overflow, +, R[B], SMALL(SC));
}

OP(ADD_CONST) {
    SUM(ADD, __builtin_add_overflow, +, R[B], K[C]);
}

OP(SUB) {
    SUM(SUB, __builtin_sub_overflow, -, R[B], R[C]);
}

OP(SUB_INT) {
    SUM(SUB, __builtin_sub_overflow, -, R[B], SMALL(SC));
}

OP(SUB_CONST) {
    SUM(SUB, __builtin_sub_overflow, -, R[B], K[C]);
}

OP(MUL) {
    PRODUCT(R[B], R[C]);
}

OP(MUL_INT) {
    PRODUCT(R[B], SMALL(SC));
}

OP(MUL_CONST) {
    PRODUCT(R[B], K[C]);
}

/* Dividing by 0.0 must raise, not give infinity. */
OP(TRUEDIV) {
    if (__builtin_expect(viv_is_zero_float(R[C]), 0))
        SLOW(TRUEDIV, R[B], R[C]);
    QUOTIENT(R[B], R[C]);
}

OP(TRUEDIV_CONST) {
    QUOTIENT(R[B], K[C]);
}

OP(FLOORDIV) {
    FLOOR(FLOORDIV, R[B], R[C], quotient);
}

OP(FLOORDIV_INT) {
    FLOOR(FLOORDIV, R[B], SMALL(SC), quotient);
}

OP(MOD) {
    FLOOR(MOD, R[B], R[C], rest);
}

OP(MOD_INT) {
    FLOOR(MOD, R[B], SMALL(SC), rest);
}

OP(LSHIFT) {
    SHIFT_LEFT(R[B], R[C]);
}

OP(LSHIFT_INT) {
    SHIFT_LEFT(R[B], SMALL(SC));
}

OP(RSHIFT) {
    SHIFT_RIGHT(R[B], R[C]);
}

OP(RSHIFT_INT) {
    SHIFT_RIGHT(R[B], SMALL(SC));
}

OP(AND) {
    BITWISE(AND, &, R[B], R[C]);
}

OP(AND_INT) {
    BITWISE(AND, &, R[B], SMALL(SC));
}

OP(AND_CONST) {
    BITWISE(AND, &, R[B], K[C]);
}

OP(XOR) {
    BITWISE(XOR, ^, R[B], R[C]);
}

OP(OR) {
    BITWISE(OR, |, R[B], R[C]);
}

OP(POW) {
    SLOW(POW, R[B], R[C]);
}

OP(MATMUL) {
    SLOW(MATMUL, R[B], R[C]);
}

/* The least small int has no positive counterpart of the same width. */
OP(NEG) {
    viv_value a = R[B];

    if (viv_is_small_int(a) && a.bits != UINT64_C(1) << 63) {
        R[A] = VIV_VALUE(0 - a.bits);
        NEXT;
    }
    if (viv_is_immediate_float(a))
        FLOAT(A, -viv_immediate_float_value(a));
    SAVE;
    STORE(vk_step_unary(vm, VK_OP_NEG, a));
}

OP(POS) {
    SAVE;
    STORE(vk_step_unary(vm, VK_OP_POS, R[B]));
}

OP(INVERT) {
    if (viv_is_small_int(R[B])) {
        R[A] = VIV_VALUE(~R[B].bits & ~UINT64_C(7));
        NEXT;
    }
    SAVE;
    STORE(vk_step_unary(vm, VK_OP_INVERT, R[B]));
}

#undef SLOW
#undef FLOATS
#undef SUM
#undef PRODUCT
#undef QUOTIENT
#undef BITWISE
#undef FLOOR
#undef SHIFT_LEFT
#undef SHIFT_RIGHT
