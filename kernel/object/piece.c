/* piece.c - views, pieces and operators of str, bytes and bytearray alike. */
#include "object/piece.h"

#include "memory/heap.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/text.h"
#include "text/unicode.h"

enum { MULTIPLY_CHUNK = 1 << 18 };

vk_text vk_piece_text(viv_vm *vm, viv_value self) {
    if (vk_is(vm, self, VK_STR))
        return vk_str_view(vm, vk_object(vm, self));
    if (vk_is(vm, self, VK_BYTES))
        return vk_bytes_text(vm, self);
    return vk_bytearray_text(vm, self);
}

viv_value vk_piece_make(viv_vm *vm, viv_value self, vk_text text) {
    if (vk_is(vm, self, VK_STR))
        return vk_str_from_chars(vm, text.data, text.length, text.width);
    if (vk_is(vm, self, VK_BYTES))
        return vk_bytes_from_text(vm, text);
    return vk_bytearray_from_text(vm, text);
}

viv_value vk_piece_cut(viv_vm *vm, viv_value self, uint32_t start,
                       uint32_t end) {
    vk_text text;

    if (vk_is(vm, self, VK_STR))
        return vk_str_slice(vm, self, start, end);
    text = vk_piece_text(vm, self);
    if (end > text.length)
        end = text.length;
    if (start > end)
        start = end;
    if (start == 0 && end == text.length)
        return vk_piece_same(vm, self);
    return vk_piece_make(vm, self, vk_text_part(text, start, end));
}

viv_value vk_piece_finish(viv_value self, vk_str_builder *builder) {
    viv_vm *vm = builder->vm;
    viv_value bytes;

    if (vk_is(vm, self, VK_STR))
        return vk_str_finish(builder);
    bytes = vk_bytes_finish(builder);
    if (viv_is_raise(bytes) || vk_is(vm, self, VK_BYTES))
        return bytes;
    return vk_bytearray_from_text(vm, vk_bytes_text(vm, bytes));
}

viv_value vk_piece_same(viv_vm *vm, viv_value self) {
    vk_header *head = vk_head(vm, self);

    if (head->kind != VK_BYTEARRAY && !(head->flags & VK_SUBCLASS))
        return self;
    return vk_piece_make(vm, self, vk_piece_text(vm, self));
}

/* CPython says None, not NoneType, where it speaks of numbered arguments. */
static void raise_none(viv_vm *vm, const char *message) {
    char text[96];
    size_t length = strcspn(message, "%");

    if (length > sizeof text - 1)
        length = sizeof text - 1;
    memcpy(text, message, length);
    text[length] = '\0';
    vk_raise(vm, VIV_TypeError, "%sNone", text);
}

bool vk_piece_argument(viv_vm *vm, viv_value self, viv_value argument,
                       const char *message, vk_text *text) {
    if (!vk_is(vm, self, VK_STR)) {
        if (vk_bytes_like(vm, argument, text))
            return true;
        vk_raise(vm, VIV_TypeError,
                 "a bytes-like object is required, not '%T'", argument);
        return false;
    }
    if (vk_is_str(vm, argument)) {
        *text = vk_str_text(vm, argument);
        return true;
    }
    if (viv_is_none(argument) && strstr(message, "() argument"))
        raise_none(vm, message);
    else
        vk_raise(vm, VIV_TypeError, message, argument);
    return false;
}

bool vk_piece_or_byte(viv_vm *vm, viv_value self, viv_value argument,
                      const char *message, uint8_t *byte, vk_text *text) {
    if (vk_is(vm, self, VK_STR) || vk_bytes_like(vm, argument, text))
        return vk_piece_argument(vm, self, argument, message, text);
    if (!vk_has_index(vm, argument)) {
        vk_raise(vm, VIV_TypeError,
                 "argument should be integer or bytes-like object, not '%T'",
                 argument);
        return false;
    }
    if (!vk_bytes_byte(vm, argument, "byte must be in range(0, 256)", byte))
        return false;
    *text = vk_text_of(byte, 1);
    return true;
}

bool vk_piece_size(viv_vm *vm, viv_value value, int64_t *size) {
    value = vk_index(vm, value);
    if (viv_is_jump(value))
        return false;
    if (vk_int_value(vm, value, size))
        return true;
    vk_raise(vm, VIV_OverflowError,
             "cannot fit 'int' into an index-sized integer");
    return false;
}

static int64_t clipped(viv_vm *vm, viv_value bound, int64_t absent) {
    return viv_is_none(bound) || viv_is_absent(bound)
               ? absent
               : vk_int_clipped(vm, bound);
}

void vk_piece_range(viv_vm *vm, const viv_value *args, uint32_t length,
                    int64_t *start, int64_t *end) {
    *start = clipped(vm, args[0], 0);
    *end = clipped(vm, args[1], length);
    if (*end > length)
        *end = length;
    if (*end < 0)
        *end = *end + length < 0 ? 0 : *end + length;
    if (*start < 0)
        *start = *start + length < 0 ? 0 : *start + length;
}

bool vk_piece_is_space(bool is_text, uint32_t character) {
    if (is_text)
        return vk_unicode_flags(character) & VK_UNICODE_SPACE;
    return character == ' ' || (character >= '\t' && character <= '\r');
}

/* -- operators -- */

/* Fills [bytes] at [to], of which the first [done] are there, by doubling. */
static bool multiply(viv_vm *vm, char *to, uint64_t done, uint64_t bytes) {
    uint64_t chunk = done;

    while (done < bytes) {
        uint64_t count = chunk < bytes - done ? chunk : bytes - done;

        if (!vk_text_copy(vm, to + done, 1, vk_text_of(to, (uint32_t)count)))
            return false;
        done += count;
        if (chunk < MULTIPLY_CHUNK)
            chunk = done;
    }
    return true;
}

static viv_value new_like(viv_vm *vm, viv_value self, vk_text text,
                          uint32_t length) {
    if (vk_is(vm, self, VK_STR))
        return vk_str_new(vm, length,
                          text.ascii        ? 0
                          : text.width == 1 ? 0xFF
                          : text.width == 2 ? 0xFFFF
                                            : 0x10FFFF);
    if (vk_is(vm, self, VK_BYTES))
        return vk_bytes_new(vm, length);
    return vk_bytearray_new(vm, length);
}

viv_value vk_piece_repeat(viv_vm *vm, viv_value self, viv_value times) {
    vk_text text;
    int64_t count;
    uint64_t length, bytes;
    viv_value made;
    char *to;

    if (!vk_piece_size(vm, times, &count))
        return VIV_RAISE;
    text = vk_piece_text(vm, self);
    if (count <= 0 || text.length == 0)
        return vk_piece_make(vm, self, vk_text_of("", 0));
    if (count == 1)
        return vk_piece_same(vm, self);
    if (count > UINT32_MAX)
        return vk_raise_memory(vm);
    length = (uint64_t)text.length * (uint64_t)count;
    bytes = length * text.width;
    if (bytes >= VK_CAGE_BYTES)
        return vk_raise_memory(vm);
    made = new_like(vm, self, text, (uint32_t)length);
    VIV_TRY(made);
    text = vk_piece_text(vm, self);
    if ((uint64_t)text.length * text.width > bytes)
        return vk_raise_memory(vm);
    to = (char *)vk_piece_text(vm, made).data;
    if (!vk_text_copy(vm, to, text.width, text) ||
        !multiply(vm, to, (uint64_t)text.length * text.width, bytes))
        return VIV_RAISE;
    return made;
}

viv_value vk_piece_compare(vk_operator op, int order) {
    switch (op) {
    case VK_OP_LT:
        return viv_bool(order < 0);
    case VK_OP_LE:
        return viv_bool(order <= 0);
    case VK_OP_EQ:
        return viv_bool(order == 0);
    case VK_OP_NE:
        return viv_bool(order != 0);
    case VK_OP_GT:
        return viv_bool(order > 0);
    default:
        return viv_bool(order >= 0);
    }
}

/* Characters start, start + step, ...; where they can be narrower than those of
 * [self], through a builder. */
static viv_value pick(viv_vm *vm, viv_value self, int64_t start, int64_t step,
                      uint32_t count) {
    vk_text text = vk_piece_text(vm, self);
    bool narrow = text.ascii || !vk_is(vm, self, VK_STR);
    viv_value made = narrow ? new_like(vm, self, text, count) : VIV_NONE;
    char *to = NULL;
    vk_str_builder builder;

    VIV_TRY(made);
    if (narrow)
        to = (char *)vk_piece_text(vm, made).data;
    vk_str_build(&builder, vm);
    text = vk_piece_text(vm, self);
    for (uint32_t i = 0; i < count && !builder.failed; i++) {
        int64_t at = start + i * step;

        if (i % 4096 == 4095 && !vk_charge(vm, narrow ? 512 : 4096))
            return VIV_RAISE;
        if (at < 0 || at >= text.length)
            return vk_raise(vm, VIV_IndexError, "index out of range");
        if (narrow)
            to[i] = (char)vk_text_at(text, (uint32_t)at);
        else
            vk_str_add_char(&builder, vk_text_at(text, (uint32_t)at));
    }
    return narrow ? made : vk_str_finish(&builder);
}

viv_value vk_piece_slice(viv_vm *vm, viv_value self, viv_value slice) {
    int64_t start, stop, step, count;

    if (!vk_slice_indices(vm, slice, vk_piece_text(vm, self).length, &start,
                          &stop, &step, &count))
        return VIV_RAISE;
    if (step == 1)
        return vk_piece_cut(vm, self, (uint32_t)start,
                            (uint32_t)(start + count));
    if (count <= 0)
        return vk_piece_make(vm, self, vk_text_of("", 0));
    return pick(vm, self, start, step, (uint32_t)count);
}
