/* compare.c - comparisons, truth and hashes of any value. */
#include "eval/continuations.h"
#include "eval/eval.h"
#include "object/ask.h"
#include "object/class.h"
#include "object/error.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/str.h"

static const struct {
    const char *spelling;
    vk_special special;
    vk_operator swapped;
} rows[VK_COMPARE_END] = {
#define VK_BINARY(id, spelling, method, reflected, in_place)
#define VK_UNARY(id, spelling, method)
#define VK_COMPARE(id, spelling, method, swapped)                              \
    [VK_OP_##id] = {spelling, VK_SPECIAL_##id, VK_OP_##swapped},
#include "object/operators.def"
#undef VK_BINARY
#undef VK_UNARY
#undef VK_COMPARE
};

/* A state of the search: operator, whether the second operand is asked, whether
 * the right one came first, whether the answer is turned (!= by __eq__). */
enum { SECOND = 1 << 8, RIGHT_FIRST = 1 << 9, TURN = 1 << 10 };

static viv_value natively(viv_vm *vm, vk_operator op, viv_value a,
                          viv_value b) {
    const vk_slots *slots = vk_slots_of(vm, a);

    return slots->compare == NULL ? VIV_NOT_IMPLEMENTED
                                  : slots->compare(vm, op, a, b);
}

static viv_value by_identity(viv_vm *vm, vk_operator op, viv_value a,
                             viv_value b) {
    if (op == VK_OP_EQ || op == VK_OP_NE)
        return viv_bool(viv_same(a, b) == (op == VK_OP_EQ));
    return vk_raise(vm, VIV_TypeError,
                    "'%s' not supported between instances of '%T' and '%T'",
                    rows[op].spelling, a, b);
}

static viv_value ask_one(viv_vm *vm, uint32_t state, bool right, viv_value a,
                         viv_value b) {
    vk_operator op = state & 0xFF;
    viv_value self = right ? b : a, other = right ? a : b, type;

    if (right)
        op = rows[op].swapped;
    type = vk_type_of(vm, self);
    if (vk_type_overrides(vm, type, rows[op].special))
        return vk_ask_method(
            vm, (vk_ask){rows[op].special, right, VK_AFTER_COMPARE, state},
            self, other);
    if (op == VK_OP_NE && vk_type_overrides(vm, type, VK_SPECIAL_EQ))
        return vk_ask_method(
            vm,
            (vk_ask){VK_SPECIAL_EQ, right, VK_AFTER_COMPARE, state | TURN},
            self, other);
    return natively(vm, op, self, other);
}

static viv_value ask(viv_vm *vm, uint32_t state, viv_value a, viv_value b) {
    bool right_first = state & RIGHT_FIRST;
    viv_value result;

    if (!(state & SECOND)) {
        state |= SECOND;
        result = ask_one(vm, state, right_first, a, b);
        if (!viv_same(result, VIV_NOT_IMPLEMENTED))
            return result;
    }
    state |= 1 << 11;
    result = ask_one(vm, state, !right_first, a, b);
    return viv_same(result, VIV_NOT_IMPLEMENTED)
               ? by_identity(vm, state & 0xFF, a, b)
               : result;
}

viv_value vk_after_compare(viv_vm *vm, const viv_value *kept,
                           viv_value result) {
    uint32_t state = (uint32_t)viv_small_int_value(kept[2]);

    if (!viv_same(result, VIV_NOT_IMPLEMENTED)) {
        int truth = state & TURN ? vk_truth(vm, result) : 0;

        if (!(state & TURN))
            return result;
        return truth < 0 ? VIV_RAISE : viv_bool(!truth);
    }
    state &= ~(uint32_t)TURN;
    if (state & 1 << 11)
        return by_identity(vm, state & 0xFF, kept[0], kept[1]);
    return ask(vm, state, kept[0], kept[1]);
}

viv_value vk_step_compare(viv_vm *vm, vk_operator op, viv_value a,
                          viv_value b) {
    viv_value left, right, result;
    uint32_t state = op;

    VK_CHECK(vm, op >= VK_OP_LT && op < VK_COMPARE_END);
    if (!(viv_is_reference(a) && vk_head(vm, a)->flags & VK_SUBCLASS) &&
        !(viv_is_reference(b) && vk_head(vm, b)->flags & VK_SUBCLASS)) {
        result = natively(vm, op, a, b);
        if (viv_same(result, VIV_NOT_IMPLEMENTED))
            result = natively(vm, rows[op].swapped, b, a);
        return viv_same(result, VIV_NOT_IMPLEMENTED)
                   ? by_identity(vm, op, a, b)
                   : result;
    }
    left = vk_type_of(vm, a);
    right = vk_type_of(vm, b);
    if (!viv_same(left, right) && vk_type_derives(vm, right, left))
        state |= RIGHT_FIRST;
    return ask(vm, state, a, b);
}

viv_value vk_compare(viv_vm *vm, vk_operator op, viv_value a, viv_value b) {
    return vk_finish(vm, vk_step_compare(vm, op, a, b));
}

int vk_equal(viv_vm *vm, viv_value a, viv_value b) {
    viv_value result;

    if (viv_same(a, b))
        return 1;
    if (viv_are_small_ints(a, b))
        return 0;
    if (vk_is(vm, a, VK_STR) && vk_is(vm, b, VK_STR) &&
        !((vk_head(vm, a)->flags | vk_head(vm, b)->flags) & VK_SUBCLASS))
        return vk_str_equal(vm, a, b);
    result = vk_compare(vm, VK_OP_EQ, a, b);
    return viv_is_jump(result) ? -1 : vk_truth(vm, result);
}

/* -- truth */

viv_value vk_after_truth(viv_vm *vm, const viv_value *kept, viv_value result) {
    (void)kept;
    if (viv_is_bool(result))
        return result;
    return vk_raise(vm, VIV_TypeError,
                    "__bool__ should return bool, returned %T", result);
}

viv_value vk_after_truth_length(viv_vm *vm, const viv_value *kept,
                                viv_value result) {
    viv_value length = vk_after_length(vm, kept, result);

    VIV_TRY(length);
    return viv_bool(!viv_same(length, viv_small_int(0)));
}

viv_value vk_step_truth(viv_vm *vm, viv_value value) {
    viv_value type, result;
    const vk_slots *slots;

    if (viv_same(value, VIV_NOT_IMPLEMENTED))
        return vk_slots_of(vm, value)->truth(vm, value);
    if (!viv_is_reference(value))
        return viv_bool(value.bits != 0x02 && value.bits != 0x0A &&
                        value.bits != 0 && !viv_is_zero_float(value));
    slots = vk_slots_of(vm, value);
    if (vk_head(vm, value)->flags & VK_SUBCLASS) {
        type = vk_type_of(vm, value);
        if (vk_type_overrides(vm, type, VK_SPECIAL_BOOL))
            return vk_prepare(vm, vk_type_special(vm, type, VK_SPECIAL_BOOL),
                              &value, 1, VK_AFTER_TRUTH);
        if (slots->truth == NULL &&
            vk_type_overrides(vm, type, VK_SPECIAL_LEN))
            return vk_prepare(vm, vk_type_special(vm, type, VK_SPECIAL_LEN),
                              &value, 1, VK_AFTER_TRUTH_LENGTH);
    }
    if (slots->truth != NULL)
        return slots->truth(vm, value);
    if (slots->length == NULL)
        return VIV_TRUE;
    result = slots->length(vm, value);
    VIV_TRY(result);
    return viv_bool(!viv_same(result, viv_small_int(0)));
}

int vk_truth(viv_vm *vm, viv_value value) {
    viv_value result;

    if (viv_is_bool(value))
        return viv_same(value, VIV_TRUE);
    result = vk_finish(vm, vk_step_truth(vm, value));
    return viv_is_jump(result) ? -1 : viv_same(result, VIV_TRUE);
}

/* -- hashes */

static viv_value unhashable(viv_vm *vm, viv_value value) {
    return vk_raise(vm, VIV_TypeError, "unhashable type: '%T'", value);
}

viv_value vk_after_hash(viv_vm *vm, const viv_value *kept, viv_value result) {
    int64_t number;

    (void)kept;
    if (!vk_is_int(vm, result))
        return vk_raise(vm, VIV_TypeError,
                        "__hash__ method should return an integer");
    if (vk_int_value(vm, result, &number))
        return number == -1 ? viv_small_int(-2) : vk_int(vm, number);
    return vk_int(vm, (int64_t)vk_int_hash(vm, result));
}

viv_value vk_step_hash(viv_vm *vm, viv_value value) {
    const vk_slots *slots = vk_slots_of(vm, value);
    viv_value type, method;

    if (viv_is_reference(value) && vk_head(vm, value)->flags & VK_SUBCLASS) {
        type = vk_type_of(vm, value);
        if (vk_type_overrides(vm, type, VK_SPECIAL_HASH)) {
            method = vk_type_special(vm, type, VK_SPECIAL_HASH);
            if (viv_is_none(method))
                return unhashable(vm, value);
            return vk_prepare(vm, method, &value, 1, VK_AFTER_HASH);
        }
    }
    return slots->hash == NULL ? unhashable(vm, value)
                               : slots->hash(vm, value);
}

bool vk_hash(viv_vm *vm, viv_value value, uint64_t *hash) {
    viv_value result;
    int64_t number;

    if (vk_is(vm, value, VK_STR) &&
        !(vk_head(vm, value)->flags & VK_SUBCLASS)) {
        *hash = vk_str_hash(vm, value);
        return true;
    }
    if (viv_is_small_int(value)) {
        *hash = vk_int_hash(vm, value);
        return true;
    }
    if (!vk_enter_native(vm))
        return false;
    result = vk_finish(vm, vk_step_hash(vm, value));
    if (viv_is_jump(result))
        return false;
    *hash = vk_int_value(vm, result, &number) ? (uint64_t)number
                                              : vk_int_hash(vm, result);
    return true;
}
