/* operate.c - binary and unary operators on any two values.
 *
 * Language reference, 3.3.8: the left operand's method, then the right one's
 * reflected method; the right one first if its type derives from the left one's
 * and provides a method of its own. Native types answer for both sides in one
 * slot.
 */
#include "eval/continuations.h"
#include "eval/eval.h"
#include "object/ask.h"
#include "object/class.h"
#include "object/error.h"
#include "object/protocol.h"
#include "object/str.h"

static const char *const spellings[VK_BINARY_COUNT] = {
#define VK_BINARY(id, spelling, method, reflected, in_place)                   \
    [VK_OP_##id] = spelling,
#define VK_UNARY(id, spelling, method)
#define VK_COMPARE(id, spelling, method, swapped)
#include "object/operators.def"
#undef VK_BINARY
#undef VK_UNARY
#undef VK_COMPARE
};

/* The three rows of an operator: method, reflected, in place. */
static vk_special special_of(vk_operator op, uint32_t form) {
    return (vk_special)((uint32_t)op * 3 + form);
}

static viv_value unsupported(viv_vm *vm, vk_operator op, viv_value a,
                             viv_value b, bool in_place) {
    const char *spelling = spellings[op < VK_BINARY_COUNT ? op : 0];

    if (in_place && op == VK_OP_POW)
        spelling = "**";
    return vk_raise(vm, VIV_TypeError,
                    "unsupported operand type(s) for %s%s: '%T' and '%T'",
                    spelling, in_place ? "=" : "", a, b);
}

static viv_value natively(viv_vm *vm, vk_operator op, viv_value a,
                          viv_value b, viv_value side) {
    const vk_slots *slots = vk_slots_of(vm, side);

    return slots->binary == NULL ? VIV_NOT_IMPLEMENTED
                                 : slots->binary(vm, op, a, b);
}

/* A state of the search is a number: operator, which operand is asked next,
 * whether the right one is asked first, whether it began in place. */
enum { SECOND = 1 << 8, RIGHT_FIRST = 1 << 9, IN_PLACE = 1 << 10 };

static viv_value ask(viv_vm *vm, uint32_t state, viv_value a, viv_value b);

static viv_value ask_one(viv_vm *vm, uint32_t state, bool right, viv_value a,
                         viv_value b) {
    vk_operator op = state & 0xFF;
    viv_value side = right ? b : a;
    vk_special special = special_of(op, right);

    if (vk_type_overrides(vm, vk_type_of(vm, side), special))
        return vk_ask_method(
            vm, (vk_ask){special, special % 3 == 1, VK_AFTER_BINARY, state},
            side, right ? a : b);
    return natively(vm, op, a, b, side);
}

/* Nobody knew: sequences say it their way. */
static viv_value refuse(viv_vm *vm, uint32_t state, viv_value a, viv_value b) {
    vk_operator op = state & 0xFF;

    if (op == VK_OP_ADD) {
        if (vk_is(vm, a, VK_STR))
            return vk_raise(vm, VIV_TypeError,
                            "can only concatenate str (not \"%T\") to str", b);
        if (vk_is(vm, a, VK_LIST))
            return vk_raise(vm, VIV_TypeError,
                            "can only concatenate list (not \"%T\") to list",
                            b);
        if (vk_is(vm, a, VK_TUPLE))
            return vk_raise(vm, VIV_TypeError,
                            "can only concatenate tuple (not \"%T\") to tuple",
                            b);
        if (vk_is(vm, a, VK_BYTES) || vk_is(vm, a, VK_BYTEARRAY))
            return vk_raise(vm, VIV_TypeError, "can't concat %T to %T", b, a);
    }
    if (op == VK_OP_MUL) {
        bool left = vk_slots_of(vm, a)->get_item != NULL &&
                    !vk_is(vm, a, VK_DICT);
        bool right = vk_slots_of(vm, b)->get_item != NULL &&
                     !vk_is(vm, b, VK_DICT);

        if (left || right)
            return vk_raise(vm, VIV_TypeError,
                            "can't multiply sequence by non-int of type '%T'",
                            left ? b : a);
    }
    return unsupported(vm, op, a, b, state & IN_PLACE);
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
    if (viv_same(vk_type_of(vm, a), vk_type_of(vm, b)))
        return refuse(vm, state, a, b);
    state |= 1 << 11;
    result = ask_one(vm, state, !right_first, a, b);
    return viv_same(result, VIV_NOT_IMPLEMENTED) ? refuse(vm, state, a, b)
                                                 : result;
}

viv_value vk_after_binary(viv_vm *vm, const viv_value *kept,
                          viv_value result) {
    uint32_t state = (uint32_t)viv_small_int_value(kept[2]);

    if (!viv_same(result, VIV_NOT_IMPLEMENTED))
        return result;
    if (state & 1 << 11)
        return refuse(vm, state, kept[0], kept[1]);
    return ask(vm, state, kept[0], kept[1]);
}

static viv_value step_binary(viv_vm *vm, uint32_t state, viv_value a,
                             viv_value b) {
    viv_value left = vk_type_of(vm, a), right = vk_type_of(vm, b);
    vk_operator op = state & 0xFF;

    if (!viv_same(left, right) &&
        vk_type_overrides(vm, right, special_of(op, 1)) &&
        vk_type_derives(vm, right, left) &&
        !viv_same(vk_type_special(vm, right, special_of(op, 1)),
                  vk_type_special(vm, left, special_of(op, 1))))
        state |= RIGHT_FIRST;
    return ask(vm, state, a, b);
}

viv_value vk_step_binary(viv_vm *vm, vk_operator op, viv_value a,
                         viv_value b) {
    viv_value result;

    /* Numbers and the like: no class of Python's is involved. */
    if (!(viv_is_reference(a) && vk_head(vm, a)->flags & VK_SUBCLASS) &&
        !(viv_is_reference(b) && vk_head(vm, b)->flags & VK_SUBCLASS)) {
        result = natively(vm, op, a, b, a);
        if (!viv_same(result, VIV_NOT_IMPLEMENTED))
            return result;
        if (vk_kind_of(vm, a) != vk_kind_of(vm, b))
            result = natively(vm, op, a, b, b);
        if (!viv_same(result, VIV_NOT_IMPLEMENTED))
            return result;
    }
    return step_binary(vm, op, a, b);
}

viv_value vk_step_in_place(viv_vm *vm, vk_operator op, viv_value a,
                           viv_value b) {
    vk_special special = special_of(op, 2);
    viv_value type = vk_type_of(vm, a), args[2] = {a, b}, result;
    const vk_slots *slots = vk_slots_of(vm, a);

    if (vk_type_overrides(vm, type, special)) {
        viv_value method = vk_type_special(vm, type, special);

        if (!viv_is_none(method)) {
            vk_prepare(vm, method, args, 2, VK_AFTER_IN_PLACE);
            vk_keep(vm, a);
            vk_keep(vm, b);
            vk_keep(vm, viv_small_int(op));
            return VIV_CALL;
        }
    } else if (slots->in_place != NULL) {
        result = slots->in_place(vm, op, a, b);
        if (!viv_same(result, VIV_NOT_IMPLEMENTED))
            return result;
    }
    if (!(viv_is_reference(a) && vk_head(vm, a)->flags & VK_SUBCLASS) &&
        !(viv_is_reference(b) && vk_head(vm, b)->flags & VK_SUBCLASS)) {
        result = natively(vm, op, a, b, a);
        if (!viv_same(result, VIV_NOT_IMPLEMENTED))
            return result;
    }
    return step_binary(vm, (uint32_t)op | IN_PLACE, a, b);
}

viv_value vk_after_in_place(viv_vm *vm, const viv_value *kept,
                            viv_value result) {
    if (!viv_same(result, VIV_NOT_IMPLEMENTED))
        return result;
    return step_binary(vm, (uint32_t)viv_small_int_value(kept[2]) | IN_PLACE,
                       kept[0], kept[1]);
}

viv_value vk_step_unary(viv_vm *vm, vk_operator op, viv_value a) {
    static const struct {
        vk_special special;
        const char *spelling;
    } rows[] = {
        [VK_OP_NEG] = {VK_SPECIAL_NEG, "unary -"},
        [VK_OP_POS] = {VK_SPECIAL_POS, "unary +"},
        [VK_OP_INVERT] = {VK_SPECIAL_INVERT, "unary ~"},
        [VK_OP_ABS] = {VK_SPECIAL_ABS, "abs()"},
    };
    viv_value type = vk_type_of(vm, a), result = VIV_NOT_IMPLEMENTED;
    const vk_slots *slots = vk_slots_of(vm, a);

    VK_CHECK(vm, op >= VK_OP_NEG && op <= VK_OP_ABS);
    if (vk_type_overrides(vm, type, rows[op].special))
        return vk_prepare(vm, vk_type_special(vm, type, rows[op].special), &a,
                          1, VK_AFTER_NONE);
    if (slots->unary != NULL)
        result = slots->unary(vm, op, a);
    if (!viv_same(result, VIV_NOT_IMPLEMENTED))
        return result;
    return vk_raise(vm, VIV_TypeError, "bad operand type for %s: '%T'",
                    rows[op].spelling, a);
}

viv_value vk_binary(viv_vm *vm, vk_operator op, viv_value a, viv_value b) {
    return vk_finish(vm, vk_step_binary(vm, op, a, b));
}

viv_value vk_in_place(viv_vm *vm, vk_operator op, viv_value a, viv_value b) {
    return vk_finish(vm, vk_step_in_place(vm, op, a, b));
}

viv_value vk_unary(viv_vm *vm, vk_operator op, viv_value a) {
    return vk_finish(vm, vk_step_unary(vm, op, a));
}
