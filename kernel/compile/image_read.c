/* image_read.c - code from the bytes that lie in a plugin. */
#include "compile/image.h"

#include <string.h>

#include "compile/compile.h"
#include "host/runtime.h"
#include "memory/arena.h"
#include "object/bytes.h"
#include "object/error.h"
#include "object/function.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"

typedef struct reading {
    viv_vm *vm;
    const uint8_t *at, *end;
    uint32_t texts; /* str values in the arena */
    uint32_t text_count;
    bool torn;      /* it ended too early, or says what cannot be */
} reading;

/* The next [length] bytes; NULL: there are not as many. */
static const void *take(reading *from, size_t length) {
    const uint8_t *at = from->at;

    if (from->torn || (size_t)(from->end - at) < length) {
        from->torn = true;
        return NULL;
    }
    from->at += length;
    return at;
}

static uint32_t take_number(reading *from) {
    const void *at = take(from, sizeof(uint32_t));
    uint32_t number = 0;

    if (at != NULL)
        memcpy(&number, at, sizeof number);
    return number;
}

static double take_double(reading *from) {
    const void *at = take(from, sizeof(double));
    double number = 0;

    if (at != NULL)
        memcpy(&number, at, sizeof number);
    return number;
}

/* Length and content; [length] is 0 where there is none. */
static const void *take_chunk(reading *from, uint32_t *length) {
    const void *at;

    *length = take_number(from);
    at = take(from, *length);
    if (at == NULL)
        *length = 0;
    return at;
}

/* How many items follow, none of which is shorter than [least] bytes. */
static uint32_t take_count(reading *from, size_t least) {
    uint32_t count = take_number(from);

    if (count > (size_t)(from->end - from->at) / least)
        from->torn = true;
    return from->torn ? 0 : count;
}

static viv_value torn(reading *from) {
    from->torn = true;
    return vk_raise(from->vm, VIV_SystemError,
                    "the compiled part of a plugin is damaged");
}

/* -- values */

static viv_value take_value(reading *from);

static viv_value take_immediate(reading *from) {
    const void *at = take(from, sizeof(viv_value));
    viv_value value;

    if (at == NULL)
        return torn(from);
    memcpy(&value, at, sizeof value);
    return viv_is_reference(value) || viv_is_jump(value) ? torn(from) : value;
}

static viv_value take_text(reading *from) {
    uint32_t number = take_number(from);

    if (from->torn || number >= from->text_count)
        return torn(from);
    return *(viv_value *)vk_at(from->vm, from->texts + number * 8);
}

static viv_value take_int(reading *from) {
    uint32_t length;
    const char *digits = take_chunk(from, &length);
    bool negative = length != 0 && digits[0] == '-';
    viv_value number;

    if (length <= negative)
        return torn(from);
    number = vk_int_from_digits(from->vm, digits + negative, length - negative,
                                16);
    VIV_TRY(number);
    return negative ? vk_int_unary(from->vm, VK_OP_NEG, number) : number;
}

static viv_value take_bytes(reading *from) {
    uint32_t length;
    const void *data = take_chunk(from, &length);

    return from->torn ? torn(from) : vk_bytes_from(from->vm, data, length);
}

static viv_value take_complex(reading *from) {
    double real = take_double(from), imag = take_double(from);

    return from->torn ? torn(from) : vk_complex_new(from->vm, real, imag);
}

static viv_value take_float(reading *from) {
    double number = take_double(from);

    return from->torn ? torn(from) : vk_float(from->vm, number);
}

static viv_value take_tuple(reading *from) {
    uint32_t count = take_count(from, 1);
    viv_value tuple = count ? vk_tuple_new(from->vm, count)
                            : vk_empty_tuple(from->vm);

    VIV_TRY(tuple);
    if (!vk_enter_native(from->vm))
        return VIV_RAISE;
    for (uint32_t i = 0; i < count; i++) {
        viv_value item = take_value(from);

        VIV_TRY(item);
        ((vk_tuple_object *)vk_object(from->vm, tuple))->items[i] = item;
    }
    return from->torn ? torn(from) : tuple;
}

/* -- code */

static uint32_t take_raw(reading *from) {
    uint32_t length, made;
    const void *data = take_chunk(from, &length);

    if (length == 0)
        return 0;
    made = vk_raw_new(from->vm, length);
    if (made == 0)
        from->torn = true;
    else
        memcpy(vk_element(from->vm, made, 0, 1), data, length);
    return made;
}

static bool take_constants(reading *from, vk_code_object *code) {
    uint32_t count = take_count(from, 1);

    code->constants = vk_values_new(from->vm, count);
    for (uint32_t i = 0; code->constants != 0 && i < count; i++) {
        viv_value item = take_value(from);

        if (viv_is_jump(item))
            return false;
        *(viv_value *)vk_element(from->vm, code->constants, i, 8) = item;
    }
    return code->constants != 0;
}

static bool fill(reading *from, vk_code_object *code) {
    uint32_t bytes;
    char problem[120];

#define ROW(field) code->field = (__typeof__(code->field))take_number(from);
    VK_IMAGE_NUMBERS(ROW)
#undef ROW
#define ROW(field)                                                             \
    code->field = take_value(from);                                            \
    if (viv_is_jump(code->field))                                              \
        return false;
    VK_IMAGE_VALUES(ROW)
#undef ROW
    if (!take_constants(from, code))
        return false;
    code->instructions = take_raw(from);
    code->handlers = take_raw(from);
    code->captures = take_raw(from);
    if (from->torn || code->instructions == 0)
        return false;
    bytes = ((vk_raw *)vk_at(from->vm, code->instructions))->bytes;
    code->count = bytes / 8;
    return vk_verify(from->vm, vk_reference(from->vm, code), problem,
                     sizeof problem);
}

static viv_value take_code(reading *from) {
    vk_code_object *code = vk_enter_native(from->vm)
                               ? vk_new(from->vm, VK_CODE, sizeof *code)
                               : NULL;

    if (code == NULL)
        return VIV_RAISE;
    memset((char *)code + sizeof code->head, 0,
           sizeof *code - sizeof code->head);
    code->source = VIV_ABSENT;
    code->number = vk_world_number(from->vm);
    if (!fill(from, code))
        return viv_is_absent(VK(from->vm)->exception) ? torn(from) : VIV_RAISE;
    return vk_reference(from->vm, code);
}

static viv_value take_value(reading *from) {
    static viv_value (*const takers[])(reading *) = {
        [VK_IMAGE_IMMEDIATE] = take_immediate,
        [VK_IMAGE_TEXT] = take_text,
        [VK_IMAGE_INT] = take_int,
        [VK_IMAGE_FLOAT] = take_float,
        [VK_IMAGE_COMPLEX] = take_complex,
        [VK_IMAGE_BYTES] = take_bytes,
        [VK_IMAGE_TUPLE] = take_tuple,
        [VK_IMAGE_CODE] = take_code,
    };
    const uint8_t *tag = take(from, 1);

    if (tag == NULL || *tag >= sizeof takers / sizeof *takers)
        return torn(from);
    return takers[*tag](from);
}

/* -- the whole */

/* All are interned: most are names, and a text of the world has its hash. */
static bool take_texts(reading *from) {
    uint32_t count = take_count(from, sizeof(uint32_t));

    from->texts = vk_arena_take(from->vm, count * 8 + 8);
    if (from->texts == 0)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t length;
        const char *bytes = take_chunk(from, &length);
        viv_value text = from->torn ? torn(from)
                                    : vk_str_intern_utf8(from->vm, bytes,
                                                         length);

        if (viv_is_jump(text))
            return false;
        *(viv_value *)vk_at(from->vm, from->texts + i * 8) = text;
        from->text_count = i + 1;
    }
    return true;
}

viv_value vk_image_read(viv_vm *vm, const void *image, size_t size) {
    reading from = {.vm = vm, .at = image, .end = (const uint8_t *)image + size};
    const void *found = take(&from, VK_STAMP_BYTES);
    vk_arena_mark mark;
    viv_value code;

    if (found == NULL ||
        memcmp(found, vk_runtime(vm)->stamp, VK_STAMP_BYTES) != 0)
        return VIV_ABSENT;
    mark = vk_arena_begin(vm);
    code = take_texts(&from) ? take_value(&from) : VIV_RAISE;
    vk_arena_end(vm, mark);
    VIV_TRY(code);
    return vk_is(vm, code, VK_CODE) ? code : torn(&from);
}
