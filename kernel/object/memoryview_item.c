/* memoryview_item.c - elements of memoryviews: bytes to values and back. */
#include "object/memoryview.h"

#include "object/bytes.h"
#include "object/error.h"
#include "object/number.h"
#include "object/protocol.h"

static const vk_view_format formats[] = {
    [VK_VIEW_BYTES] = {'B', 'u', 1},
    {'b', 'i', 1},
    {'c', 'c', 1},
    {'?', '?', 1},
    {'h', 'i', 2},
    {'H', 'u', 2},
    {'i', 'i', 4},
    {'I', 'u', 4},
    {'l', 'i', 8},
    {'L', 'u', 8},
    {'q', 'i', 8},
    {'Q', 'u', 8},
    {'n', 'i', 8},
    {'N', 'u', 8},
    {'P', 'u', 8},
    {'f', 'f', 4},
    {'d', 'f', 8},
};

enum { FORMATS = sizeof formats / sizeof *formats };

const vk_view_format *vk_view_format_at(uint32_t row) {
    return &formats[row < FORMATS ? row : VK_VIEW_BYTES];
}

int vk_view_format_find(viv_vm *vm, viv_value text, bool *native) {
    char code[4];
    uint32_t length = vk_str_utf8(vm, text, code, sizeof code);
    int row;

    *native = length > 1 && code[0] == '@';
    if (length != (*native ? 2u : 1u))
        return -1;
    for (row = 0; row < FORMATS; row++) {
        if (formats[row].code == code[length - 1])
            return row;
    }
    return -1;
}

/* Sign-extended, if it has a sign. */
static int64_t whole(const vk_view_format *format, const void *data) {
    uint64_t bits = 0;
    int unused = 64 - format->size * 8;

    memcpy(&bits, data, format->size);
    if (format->kind == 'i')
        return (int64_t)(bits << unused) >> unused;
    return (int64_t)bits;
}

viv_value vk_view_unpack(viv_vm *vm, const vk_view_format *format,
                         const void *data) {
    double number;
    float narrow;

    switch (format->kind) {
    case 'i':
        return vk_int(vm, whole(format, data));
    case 'u':
        return vk_int_unsigned(vm, (uint64_t)whole(format, data));
    case '?':
        return viv_bool(whole(format, data) != 0);
    case 'c':
        return vk_bytes_from(vm, data, 1);
    default:
        break;
    }
    if (format->size == 4) {
        memcpy(&narrow, data, sizeof narrow);
        return vk_float(vm, narrow);
    }
    memcpy(&number, data, sizeof number);
    return vk_float(vm, number);
}

static bool refuse(viv_vm *vm, const vk_view_format *format, bool type) {
    vk_raise(vm, type ? VIV_TypeError : VIV_ValueError,
             "memoryview: invalid %s for format '%c'",
             type ? "type" : "value", format->code);
    return false;
}

static bool pack_whole(viv_vm *vm, const vk_view_format *format,
                       viv_value value, void *data) {
    int bits = format->size * 8 - (format->kind == 'i');
    viv_value shifted;
    uint64_t word;
    int64_t number;

    value = vk_index(vm, value);
    if (viv_is_jump(value))
        return vk_raised(vm, VIV_TypeError) && !viv_is_absent(vk_catch(vm))
                   ? refuse(vm, format, true)
                   : false;
    /* What is left beyond the bits must be the sign alone. */
    shifted = vk_int_binary(vm, VK_OP_RSHIFT, value, viv_small_int(bits));
    if (viv_is_jump(shifted))
        return false;
    if (!viv_same(shifted, viv_small_int(0)) &&
        !(format->kind == 'i' && viv_same(shifted, viv_small_int(-1))))
        return refuse(vm, format, false);
    if (vk_int_value(vm, value, &number))
        word = (uint64_t)number;
    else
        word = ((const vk_int_object *)vk_object(vm, value))->limbs[0];
    memcpy(data, &word, format->size);
    return true;
}

bool vk_view_pack(viv_vm *vm, const vk_view_format *format, viv_value value,
                  void *data) {
    double number;
    float narrow;
    int truth;

    switch (format->kind) {
    case 'f':
        if (!vk_to_double(vm, value, &number))
            return vk_raised(vm, VIV_TypeError) && !viv_is_absent(vk_catch(vm))
                       ? refuse(vm, format, true)
                       : false;
        narrow = (float)number;
        memcpy(data, format->size == 4 ? (const void *)&narrow : &number,
               format->size);
        return true;
    case '?':
        truth = vk_truth(vm, value);
        *(uint8_t *)data = truth > 0;
        return truth >= 0;
    case 'c': {
        vk_text text;

        if (!vk_is(vm, value, VK_BYTES))
            return refuse(vm, format, true);
        text = vk_bytes_text(vm, value);
        if (text.length != 1)
            return refuse(vm, format, false);
        memcpy(data, text.data, 1);
        return true;
    }
    default:
        return pack_whole(vm, format, value, data);
    }
}
