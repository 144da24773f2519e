/* bytes_new.c - bytes(...), fromhex, hex, decode, join, translate. */
#include "memory/heap.h"
#include "object/bytes_methods.h"
#include "object/codec.h"
#include "object/list.h"
#include "object/number.h"
#include "object/piece.h"
#include "object/protocol.h"
#include "object/text.h"

/* -- construction -- */

/* The result of __bytes__, or absent where there is none. */
static viv_value ask(viv_vm *vm, viv_value source) {
    viv_value name = vk_str_intern_utf8(vm, "__bytes__", 9), method, result;

    VIV_TRY(name);
    method = vk_find_special(vm, source, name);
    if (viv_is_jump(method) || viv_is_absent(method))
        return method;
    result = vk_call(vm, method, &source, 1);
    VIV_TRY(result);
    if (!vk_is(vm, result, VK_BYTES))
        return vk_raise(vm, VIV_TypeError,
                        "__bytes__ returned non-bytes (type %T)", result);
    return result;
}

static viv_value zeros(viv_vm *vm, int64_t count) {
    viv_value made;

    if (count < 0)
        return vk_raise(vm, VIV_ValueError, "negative count");
    if (count >= UINT32_MAX)
        return vk_raise_memory(vm);
    made = vk_bytes_new(vm, (uint32_t)count);
    VIV_TRY(made);
    if (!vk_text_charge(vm, (uint64_t)count))
        return VIV_RAISE;
    memset(vk_bytes_writable(vm, made), 0, (size_t)count);
    return made;
}

/* encoding and errors were given, or the source is a str. */
static viv_value encode(viv_vm *vm, const viv_value *args) {
    bool is_text = vk_is_str(vm, args[0]);

    if (!is_text)
        return vk_raise(vm, VIV_TypeError, "%s without a string argument",
                        viv_is_absent(args[1]) ? "errors" : "encoding");
    if (viv_is_absent(args[1]))
        return vk_raise(vm, VIV_TypeError,
                        "string argument without an encoding");
    return vk_codec_encode(vm, args[0], args[1], args[2]);
}

/* args: source, encoding, errors */
viv_value vk_bytes_of_source(viv_vm *vm, const viv_value *args, bool array) {
    viv_value source = args[0], made;
    int64_t count;

    if (!viv_is_absent(args[1]) || !viv_is_absent(args[2]) ||
        vk_is_str(vm, source))
        return encode(vm, args);
    if (viv_is_absent(source))
        return vk_bytes_new(vm, 0);
    if (!array) {
        made = ask(vm, source);
        if (!viv_is_absent(made))
            return made;
    }
    if (vk_has_index(vm, source))
        return vk_piece_size(vm, source, &count) ? zeros(vm, count)
                                                    : VIV_RAISE;
    return array ? vk_bytes_collect(vm, source, "byte must be in range(0, 256)",
                                    "cannot convert '%T' object to bytearray")
                 : vk_bytes_collect(vm, source,
                                    "bytes must be in range(0, 256)",
                                    "cannot convert '%T' object to bytes");
}

viv_value vk_bytes_construct(viv_vm *vm, const viv_value *args) {
    bool plain = viv_same(args[0], vk_builtin_type(VK_BYTES));
    viv_value made;

    if (plain && vk_is(vm, args[1], VK_BYTES) && viv_is_absent(args[2]) &&
        viv_is_absent(args[3]) && !(vk_head(vm, args[1])->flags & VK_SUBCLASS))
        return args[1];
    made = vk_bytes_of_source(vm, args + 1, false);
    if (plain || viv_is_jump(made))
        return made;
    return vk_bytes_instance(vm, args[0], made);
}

/* -- hexadecimal -- */

static int hex_digit(uint32_t character) {
    if (character - '0' < 10)
        return (int)character - '0';
    character |= 0x20;
    return character - 'a' < 6 ? (int)character - 'a' + 10 : -1;
}

static viv_value bad_hex(viv_vm *vm, vk_text text, uint32_t at, bool second) {
    if (second && at >= text.length)
        return vk_raise(vm, VIV_ValueError,
                        "fromhex() arg must contain an even number of "
                        "hexadecimal digits");
    return vk_raise(vm, VIV_ValueError,
                    "non-hexadecimal number found in fromhex() arg at "
                    "position %u",
                    (uint64_t)at);
}

static viv_value read_hex(viv_vm *vm, vk_text text) {
    vk_str_builder builder;

    vk_str_build(&builder, vm);
    for (uint32_t at = 0; at < text.length && !builder.failed; at++) {
        uint32_t character = vk_text_at(text, at);
        int high = hex_digit(character), low;

        if (at % 512 >= 510 && !vk_charge(vm, 256))
            return VIV_RAISE;
        if (character < 0x80 && vk_piece_is_space(false, character))
            continue;
        if (high < 0)
            return bad_hex(vm, text, at, false);
        low = ++at < text.length ? hex_digit(vk_text_at(text, at)) : -1;
        if (low < 0)
            return bad_hex(vm, text, at, true);
        vk_str_add_char(&builder, (uint32_t)(high << 4 | low));
    }
    return vk_bytes_finish(&builder);
}

/* args: cls, string */
viv_value vk_bytes_fromhex(viv_vm *vm, const viv_value *args) {
    vk_text text;
    viv_value made;

    if (vk_is_str(vm, args[1]))
        text = vk_str_text(vm, args[1]);
    else if (!vk_bytes_like(vm, args[1], &text))
        return vk_raise(vm, VIV_TypeError,
                        "fromhex() argument must be str or bytes-like, not %T",
                        args[1]);
    made = read_hex(vm, text);
    if (viv_is_jump(made) || viv_same(args[0], vk_builtin_type(VK_BYTES)))
        return made;
    return vk_call(vm, args[0], &made, 1);
}

/* The separator of hex(): one ASCII character; false: raised. */
static bool separator(viv_vm *vm, viv_value given, uint32_t *character) {
    int64_t length;
    vk_text text;

    *character = 0;
    if (viv_is_absent(given))
        return true;
    length = vk_length(vm, given);
    if (length < 0)
        return false;
    if (length != 1) {
        vk_raise(vm, VIV_ValueError, "sep must be length 1.");
        return false;
    }
    if (vk_is_str(vm, given)) {
        text = vk_str_text(vm, given);
    } else if (!vk_bytes_like(vm, given, &text)) {
        vk_raise(vm, VIV_TypeError, "sep must be str or bytes.");
        return false;
    }
    if (text.length == 1)
        *character = vk_text_at(text, 0);
    if (text.length == 1 && *character < 0x80)
        return true;
    vk_raise(vm, VIV_ValueError, "sep must be ASCII.");
    return false;
}

/* args: self, sep, bytes_per_sep: groups are counted from the right, or from
 * the left when the number is negative. */
viv_value vk_bytes_hex(viv_vm *vm, const viv_value *args) {
    static const char digits[] = "0123456789abcdef";
    int64_t group = vk_int_clipped(vm, args[2]);
    uint32_t character;
    vk_str_builder builder;
    vk_text text;

    if (!separator(vm, args[1], &character))
        return VIV_RAISE;
    if (viv_is_absent(args[1]))
        group = 0;
    text = vk_piece_text(vm, args[0]);
    vk_str_build(&builder, vm);
    for (uint32_t i = 0; i < text.length && !builder.failed; i++) {
        uint32_t byte = vk_text_at(text, i);
        char pair[2] = {digits[byte >> 4 & 15], digits[byte & 15]};

        if (i % 256 == 255 && !vk_charge(vm, 256))
            return VIV_RAISE;
        if (i > 0 && group != 0 &&
            (group > 0 ? (text.length - i) % group == 0 : i % -group == 0))
            vk_str_add_char(&builder, character);
        vk_str_add_ascii(&builder, pair, 2);
    }
    return vk_str_finish(&builder);
}

viv_value vk_bytes_decode(viv_vm *vm, const viv_value *args) {
    return vk_codec_decode(vm, args[0], args[1], args[2]);
}

/* -- join and translate -- */

/* args: self, iterable */
viv_value vk_bytes_join(viv_vm *vm, const viv_value *args) {
    viv_value items = args[1];
    vk_text part;
    vk_str_builder builder;

    if (!vk_is(vm, items, VK_LIST) && !vk_is(vm, items, VK_TUPLE)) {
        viv_value iterator = vk_iterate(vm, items);

        if (viv_is_raise(iterator) && vk_raised(vm, VIV_TypeError) &&
            !viv_is_absent(vk_catch(vm)))
            return vk_raise(vm, VIV_TypeError, "can only join an iterable");
        VIV_TRY(iterator);
        items = vk_list_from_iterable(vm, iterator);
        VIV_TRY(items);
    }
    vk_str_build(&builder, vm);
    for (uint32_t i = 0; i < vk_sequence_items(vm, items).count; i++) {
        viv_value item = vk_sequence_items(vm, items).items[i];

        if (!vk_bytes_like(vm, item, &part))
            return vk_raise(vm, VIV_TypeError,
                            "sequence item %u: expected a bytes-like object, "
                            "%T found",
                            (uint64_t)i, item);
        if (builder.failed || (i % 64 == 0 && !vk_charge(vm, 64)))
            return VIV_RAISE;
        if (i > 0)
            vk_str_add_part(&builder, vk_piece_text(vm, args[0]), 0,
                            vk_piece_text(vm, args[0]).length);
        vk_str_add_part(&builder, part, 0, part.length);
    }
    return vk_piece_finish(args[0], &builder);
}

/* A view that must be there; false: raised. */
static bool need(viv_vm *vm, viv_value value, vk_text *text) {
    if (vk_bytes_like(vm, value, text))
        return true;
    vk_raise(vm, VIV_TypeError, "a bytes-like object is required, not '%T'",
             value);
    return false;
}

/* args: self, table, delete */
viv_value vk_bytes_translate(viv_vm *vm, const viv_value *args) {
    bool deleted[256] = {false};
    vk_text table = {NULL, 0, 1, false}, gone, text;
    vk_str_builder builder;

    if (!viv_is_none(args[1])) {
        if (!need(vm, args[1], &table))
            return VIV_RAISE;
        if (table.length != 256)
            return vk_raise(vm, VIV_ValueError,
                            "translation table must be 256 characters long");
    }
    if (!viv_is_absent(args[2])) {
        if (!need(vm, args[2], &gone) || !vk_text_charge(vm, gone.length * 8))
            return VIV_RAISE;
        for (uint32_t i = 0; i < gone.length; i++)
            deleted[vk_text_at(gone, i) & 255] = true;
    }
    text = vk_piece_text(vm, args[0]);
    vk_str_build(&builder, vm);
    for (uint32_t i = 0; i < text.length && !builder.failed; i++) {
        uint32_t byte = vk_text_at(text, i) & 255;

        if (i % 256 == 255 && !vk_charge(vm, 128))
            return VIV_RAISE;
        if (!deleted[byte])
            vk_str_add_char(&builder,
                            table.data ? vk_text_at(table, byte) : byte);
    }
    return vk_piece_finish(args[0], &builder);
}

/* args: from, to */
viv_value vk_bytes_maketrans(viv_vm *vm, const viv_value *args) {
    uint8_t table[256];
    vk_text from, to;

    if (!need(vm, args[0], &from) || !need(vm, args[1], &to))
        return VIV_RAISE;
    if (from.length != to.length)
        return vk_raise(vm, VIV_ValueError,
                        "maketrans arguments must have same length");
    for (uint32_t i = 0; i < 256; i++)
        table[i] = (uint8_t)i;
    if (!vk_text_charge(vm, from.length * 8ULL))
        return VIV_RAISE;
    for (uint32_t i = 0; i < from.length; i++)
        table[vk_text_at(from, i) & 255] = (uint8_t)vk_text_at(to, i);
    return vk_bytes_from(vm, table, 256);
}
