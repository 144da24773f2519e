/* int_bytes.c - int.to_bytes() and int.from_bytes(). */
#include <vivarium/text.h>

#include "memory/arena.h"
#include "memory/heap.h"
#include "object/error.h"
#include "object/int_limbs.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

static bool is_little(viv_vm *vm, viv_value order, bool *little) {
    *little = vk_str_is(vm, order, "little");
    if (*little || vk_str_is(vm, order, "big"))
        return true;
    vk_raise(vm, VIV_ValueError, "byteorder must be either 'little' or 'big'");
    return false;
}

/* Byte [index] of the two's complement, in the order of growing weight; [carry]
 * is that of the negation of what came before. */
static uint8_t complement_byte(const vk_int_view *view, uint64_t index,
                               bool *carry) {
    uint8_t byte = 0;

    if (index / 8 < view->count)
        byte = (uint8_t)(view->limbs[index / 8] >> index % 8 * 8);
    if (!view->negative)
        return byte;
    byte = (uint8_t)(~byte + *carry);
    *carry = *carry && byte == 0;
    return byte;
}

/* -2**(n-1) needs no bit for its sign beyond those of its magnitude. */
static bool is_power(const vk_int_view *view) {
    for (uint32_t i = 0; i + 1 < view->count; i++)
        if (view->limbs[i] != 0)
            return false;
    return view->count > 0 && (view->limbs[view->count - 1] &
                               (view->limbs[view->count - 1] - 1)) == 0;
}

static bool fits_bytes(viv_vm *vm, const vk_int_view *view, uint64_t length,
                       bool with_sign) {
    uint64_t bits = vk_int_view_bits(view);

    if (view->negative && !with_sign) {
        vk_raise(vm, VIV_OverflowError,
                 "can't convert negative int to unsigned");
        return false;
    }
    if (with_sign && view->count > 0 && !(view->negative && is_power(view)))
        bits++;
    if (bits <= length * 8)
        return true;
    vk_raise(vm, VIV_OverflowError, "int too big to convert");
    return false;
}

static viv_value write_bytes(viv_vm *vm, const vk_int_view *view,
                             uint32_t length, bool little) {
    uint8_t *bytes = (uint8_t *)vk_int_scratch(vm, (uint64_t)length / 8 + 1);
    bool carry = true;

    if (bytes == NULL || !vk_charge(vm, length / 8))
        return VIV_RAISE;
    for (uint32_t i = 0; i < length; i++)
        bytes[little ? i : length - 1 - i] = complement_byte(view, i, &carry);
    return viv_bytes(vm, bytes, length);
}

/* self, length, byteorder, signed */
viv_value vk_int_to_bytes(viv_vm *vm, const viv_value *args) {
    int64_t length = viv_small_int_value(args[1]);
    int with_sign = vk_truth(vm, args[3]);
    vk_int_view view;
    vk_arena_mark mark;
    viv_value result;
    bool little;

    if (with_sign < 0 || !is_little(vm, args[2], &little))
        return VIV_RAISE;
    if (!vk_int_value(vm, args[1], &length) || length < 0)
        return vk_raise(vm, VIV_ValueError,
                        "length argument must be non-negative");
    VK_CHECK(vm, vk_int_view_of(vm, args[0], &view));
    if (!vk_heap_admits(vm, (uint64_t)length * 2) ||
        !fits_bytes(vm, &view, (uint64_t)length, with_sign))
        return VIV_RAISE;
    mark = vk_arena_begin(vm);
    result = write_bytes(vm, &view, (uint32_t)length, little);
    vk_arena_end(vm, mark);
    return result;
}

/* Negative numbers are turned into their magnitude on the way. */
static viv_value read_bytes(viv_vm *vm, viv_bytes_view bytes, bool little,
                            bool with_sign) {
    uint64_t count = (uint64_t)bytes.length / 8 + 1;
    uint64_t *limbs;
    bool negative = with_sign && bytes.length > 0 &&
                    bytes.data[little ? bytes.length - 1 : 0] >> 7;
    bool carry = true;

    if (!vk_int_admits(vm, (uint64_t)bytes.length * 8) ||
        !vk_charge(vm, bytes.length / 8))
        return VIV_RAISE;
    limbs = vk_int_scratch(vm, count);
    if (limbs == NULL)
        return VIV_RAISE;
    for (uint32_t i = 0; i < bytes.length; i++) {
        uint8_t byte = bytes.data[little ? i : bytes.length - 1 - i];

        if (negative) {
            byte = (uint8_t)(~byte + carry);
            carry = carry && byte == 0;
        }
        limbs[i / 8] |= (uint64_t)byte << i % 8 * 8;
    }
    /* -2**(8n) is not among them; the lowest, -2**(8n-1), has its own
     * magnitude. */
    return vk_int_from_limbs(vm, limbs, count, negative);
}

static viv_value raise_not_bytes(viv_vm *vm, viv_value value) {
    return vk_raise(vm, VIV_TypeError, "cannot convert '%T' object to bytes",
                    value);
}

/* The bytes of a list of numbers. */
static viv_value collect_bytes(viv_vm *vm, viv_value list) {
    uint32_t length = vk_list_length(vm, list);
    uint8_t *bytes = (uint8_t *)vk_int_scratch(vm, (uint64_t)length / 8 + 1);

    if (bytes == NULL || !vk_charge(vm, length))
        return VIV_RAISE;
    for (uint32_t i = 0; i < length; i++) {
        viv_value item = vk_list_get(vm, list, i);
        int64_t number;

        if (viv_is_absent(item))
            break;
        if (!vk_index_checked(vm, item, &number))
            return VIV_RAISE;
        if (number < 0 || number > 255)
            return vk_raise(vm, VIV_ValueError,
                            "bytes must be in range(0, 256)");
        bytes[i] = (uint8_t)number;
    }
    return viv_bytes(vm, bytes, length);
}

static viv_value bytes_of(viv_vm *vm, viv_value value) {
    viv_value name = vk_str_intern_utf8(vm, "__bytes__", 9), method, list;

    if (viv_to_bytes(vm, value).data != NULL)
        return value;
    VIV_TRY(name);
    method = vk_find_special(vm, value, name);
    if (!viv_is_absent(method)) {
        value = vk_call(vm, method, &value, 1);
        if (viv_is_raise(value) || viv_is_bytes(vm, value))
            return value;
        return vk_raise(vm, VIV_TypeError,
                        "__bytes__ returned non-bytes (type %T)", value);
    }
    name = vk_str_intern_utf8(vm, "__iter__", 8);
    VIV_TRY(name);
    if (vk_is(vm, value, VK_STR) ||
        viv_is_absent(vk_find_special(vm, value, name)))
        return raise_not_bytes(vm, value);
    list = vk_list_from_iterable(vm, value);
    VIV_TRY(list);
    return collect_bytes(vm, list);
}

/* cls, bytes, byteorder, signed */
viv_value vk_int_from_bytes(viv_vm *vm, const viv_value *args) {
    int with_sign = vk_truth(vm, args[3]);
    vk_arena_mark mark;
    viv_value bytes, result;
    bool little;

    if (with_sign < 0 || !is_little(vm, args[2], &little))
        return VIV_RAISE;
    mark = vk_arena_begin(vm);
    result = bytes = bytes_of(vm, args[1]);
    if (!viv_is_raise(bytes))
        result = read_bytes(vm, viv_to_bytes(vm, bytes), little, with_sign);
    vk_arena_end(vm, mark);
    if (viv_is_raise(result) || viv_same(args[0], vk_builtin_type(VK_INT)))
        return result;
    return vk_tail_call(vm, args[0], &result, 1);
}
