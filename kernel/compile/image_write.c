/* image_write.c - code to bytes: once through it to collect its texts, once
 * more to write it. Places in the source are left out: library code has no
 * frames in tracebacks.
 */
#include "compile/image.h"

#include "compile/ops.h"
#include "memory/heap.h"
#include "object/bytes.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "text/sha256.h"

enum { FORMAT = 1 }; /* changes with what this file writes */

void vk_image_stamp(uint8_t stamp[VK_STAMP_BYTES]) {
    static const char meaning[] =
#define VK_OPCODE(name, a, b, c, x, result)                                    \
    #name " " #a " " #b " " #c " " #x " " #result "\n"
#include "compile/ops.def"
#undef VK_OPCODE
#define VIV_INTRINSIC(name, count, doc) #name " " #count "\n"
#include <vivarium/intrinsics.def>
#undef VIV_INTRINSIC
#define VIV_ERROR(name, base) #name "\n"
#include <vivarium/errors.def>
#undef VIV_ERROR
#define VK_SPECIAL(id, method, slot, form, parameters) #method "\n"
#include "object/specials.def"
#undef VK_SPECIAL
#define VK_BINARY(id, spelling, method, reflected, in_place) #id "\n"
#define VK_UNARY(id, spelling, method) #id "\n"
#define VK_COMPARE(id, spelling, method, swapped) #id "\n"
#include "object/operators.def"
#undef VK_BINARY
#undef VK_UNARY
#undef VK_COMPARE
        ;
    uint32_t sizes[] = {FORMAT, sizeof(vk_code_object), sizeof(vk_handler)};
    vk_sha256 hash;

    vk_sha256_begin(&hash);
    vk_sha256_add(&hash, meaning, sizeof meaning);
    vk_sha256_add(&hash, sizes, sizeof sizes);
    vk_sha256_end(&hash, stamp);
}

typedef struct writing {
    viv_vm *vm;
    const vk_tree_sink *sink;
    viv_value texts, numbers; /* list of str; dict: str -> place there */
    bool collects;            /* nothing is written yet */
    bool failed;
} writing;

static void put(writing *to, const void *bytes, uint32_t length) {
    if (!to->collects && !to->failed)
        to->failed = !to->sink->write(to->sink->context, bytes, length);
}

static void put_byte(writing *to, uint8_t byte) {
    put(to, &byte, 1);
}

static void put_number(writing *to, uint32_t number) {
    put(to, &number, sizeof number);
}

/* Length, then content. */
static void put_chunk(writing *to, const void *bytes, uint32_t length) {
    put_number(to, length);
    put(to, bytes, length);
}

static void put_raw(writing *to, uint32_t offset, uint32_t length) {
    put_chunk(to, vk_at(to->vm, offset + (uint32_t)sizeof(vk_raw)),
              vk_span(offset + (uint32_t)sizeof(vk_raw), length));
}

/* -- values */

static void put_text(writing *to, viv_value text) {
    viv_value number = vk_dict_get(to->vm, to->numbers, text);

    if (viv_is_absent(number)) {
        number = viv_small_int(vk_list_length(to->vm, to->texts));
        to->failed |= !vk_list_append(to->vm, to->texts, text) ||
                      !vk_dict_set(to->vm, to->numbers, text, number);
    }
    put_byte(to, VK_IMAGE_TEXT);
    put_number(to, (uint32_t)viv_small_int_value(number));
}

static void put_int(writing *to, viv_value number) {
    viv_value digits = vk_int_to_str(to->vm, number, 16);
    vk_text text;

    if (viv_is_jump(digits)) {
        to->failed = true;
        return;
    }
    text = vk_str_text(to->vm, digits);
    put_byte(to, VK_IMAGE_INT);
    put_chunk(to, text.data, text.length);
}

static void put_value(writing *to, viv_value value);

static void put_tuple(writing *to, viv_value tuple) {
    uint32_t count = vk_sequence_items(to->vm, tuple).count;

    put_byte(to, VK_IMAGE_TUPLE);
    put_number(to, count);
    for (uint32_t i = 0; i < count; i++)
        put_value(to, vk_sequence_items(to->vm, tuple).items[i]);
}

static void put_code(writing *to, viv_value value) {
    const vk_code_object *code = vk_object(to->vm, value);
    const vk_values *constants = vk_at(to->vm, code->constants);

    put_byte(to, VK_IMAGE_CODE);
#define ROW(field) put_number(to, code->field);
    VK_IMAGE_NUMBERS(ROW)
#undef ROW
#define ROW(field) put_value(to, code->field);
    VK_IMAGE_VALUES(ROW)
#undef ROW
    put_number(to, constants->count);
    for (uint32_t i = 0; i < constants->count; i++)
        put_value(to, constants->items[i]);
    put_raw(to, code->instructions, code->count * 8);
    put_raw(to, code->handlers,
            code->handlers
                ? ((vk_raw *)vk_at(to->vm, code->handlers))->bytes
                : 0);
    put_raw(to, code->captures, code->captures ? code->free_count * 2u : 0);
}

static void put_number_object(writing *to, viv_value value) {
    const vk_complex_object *number = vk_object(to->vm, value);

    if (vk_is(to->vm, value, VK_COMPLEX)) {
        put_byte(to, VK_IMAGE_COMPLEX);
        put(to, &number->real, sizeof number->real);
        put(to, &number->imag, sizeof number->imag);
    } else {
        double plain = vk_float_value(to->vm, value);

        put_byte(to, VK_IMAGE_FLOAT);
        put(to, &plain, sizeof plain);
    }
}

static void put_object(writing *to, viv_value value) {
    vk_text bytes;

    switch (vk_kind_of(to->vm, value)) {
    case VK_STR:
        put_text(to, value);
        return;
    case VK_INT:
        put_int(to, value);
        return;
    case VK_FLOAT:
    case VK_COMPLEX:
        put_number_object(to, value);
        return;
    case VK_BYTES:
        bytes = vk_bytes_text(to->vm, value);
        put_byte(to, VK_IMAGE_BYTES);
        put_chunk(to, bytes.data, bytes.length);
        return;
    case VK_TUPLE:
        put_tuple(to, value);
        return;
    case VK_CODE:
        put_code(to, value);
        return;
    default:
        vk_raise(to->vm, VIV_TypeError, "a constant of kind %T", value);
        to->failed = true;
    }
}

static void put_value(writing *to, viv_value value) {
    if (to->failed)
        return;
    if (viv_is_reference(value)) {
        if (vk_enter_native(to->vm))
            put_object(to, value);
        else
            to->failed = true;
        return;
    }
    put_byte(to, VK_IMAGE_IMMEDIATE);
    put(to, &value.bits, sizeof value.bits);
}

/* -- the whole */

static void put_texts(writing *to) {
    uint32_t count = vk_list_length(to->vm, to->texts);

    put_number(to, count);
    for (uint32_t i = 0; i < count && !to->failed; i++) {
        viv_value text = vk_list_get(to->vm, to->texts, i), bytes;

        bytes = vk_bytes_new(to->vm, vk_str_utf8(to->vm, text, NULL, 0) + 1);
        to->failed |= viv_is_jump(bytes);
        if (to->failed)
            return;
        vk_text room = vk_bytes_text(to->vm, bytes);

        vk_str_utf8(to->vm, text, vk_bytes_writable(to->vm, bytes),
                    room.length);
        put_chunk(to, room.data, room.length - 1);
    }
}

bool vk_image_write(viv_vm *vm, viv_value code, const vk_tree_sink *sink) {
    writing to = {.vm = vm, .sink = sink, .collects = true};
    uint8_t stamp[VK_STAMP_BYTES];

    to.texts = vk_list_new(vm, 64);
    to.numbers = vk_dict_new(vm, 64);
    if (viv_is_jump(to.texts) || viv_is_jump(to.numbers))
        return false;
    put_value(&to, code);
    to.collects = false;
    vk_image_stamp(stamp);
    put(&to, stamp, sizeof stamp);
    put_texts(&to);
    put_value(&to, code);
    return !to.failed;
}
