/* codec_decode.c - bytes to text: UTF-8, ASCII, Latin-1. */
#include "object/codec.h"
#include "object/escape.h"
#include "object/text.h"
#include "text/utf8.h"

/* Bytes from 128 on as lone surrogates; where it stops. */
static uint32_t escape_high(vk_codec *c, uint32_t start, uint32_t end) {
    while (start < end && vk_text_at(c->text, start) >= 0x80)
        vk_str_add_char(&c->out, 0xDC00 + vk_text_at(c->text, start++));
    return start;
}

/* A surrogate where the codec does not allow one; the bytes it takes, or 0. */
static uint32_t pass_surrogate(vk_codec *c, uint32_t start) {
    const uint8_t *bytes = vk_chars_from(c->text.data, 1, start);
    uint32_t left = c->text.length - start, used, unit;
    bool big = c->id == VK_CODEC_UTF16_BE || c->id == VK_CODEC_UTF32_BE;
    uint32_t size = c->id >= VK_CODEC_UTF32 ? 4 : 2;
    int32_t character;

    if (c->id == VK_CODEC_UTF8 || c->id == VK_CODEC_UTF8_SIG) {
        character = vk_utf8_decode(bytes, left, true, &used);
    } else if (c->id >= VK_CODEC_UTF16 && left >= size) {
        unit = big ? (uint32_t)bytes[size - 2] << 8 | bytes[size - 1]
                   : (uint32_t)bytes[1] << 8 | bytes[0];
        character = (int32_t)unit;
        used = size;
    } else {
        return 0;
    }
    if (character < 0 || (character & 0xF800) != 0xD800)
        return 0;
    vk_str_add_char(&c->out, (uint32_t)character);
    return used;
}

uint32_t vk_codec_mend(vk_codec *c, uint32_t start, uint32_t end,
                       const char *reason) {
    char text[12];
    uint32_t to = start;

    switch (c->errors) {
    case VK_ERRORS_IGNORE:
        return end;
    case VK_ERRORS_REPLACE:
        vk_str_add_char(&c->out, 0xFFFD);
        return end;
    case VK_ERRORS_BACKSLASH:
        for (uint32_t i = start; i < end; i++) {
            vk_escape_byte((uint8_t)vk_text_at(c->text, i), text);
            vk_str_add_text(&c->out, text);
        }
        return end;
    case VK_ERRORS_ESCAPE:
        to = escape_high(c, start, end);
        break;
    case VK_ERRORS_PASS:
        to = start + pass_surrogate(c, start);
        break;
    default:
        break;
    }
    if (to > start)
        return to;
    vk_codec_fail(c, false, start, end, reason);
    return UINT32_MAX;
}

/* Goes over the ASCII at [at]; a slice of it, so that fuel is paid. */
static uint32_t take_ascii(vk_codec *c, uint32_t at) {
    uint32_t left = c->text.length - at;
    uint32_t count = vk_utf8_ascii_prefix(
        vk_chars_from(c->text.data, 1, at), left < 65536 ? left : 65536);

    vk_str_add_ascii(&c->out, vk_chars_from(c->text.data, 1, at), count);
    return at + count;
}

/* Characters of several bytes, until ASCII comes again. */
static uint32_t take_wide(vk_codec *c, uint32_t at) {
    uint32_t limit = at + 512;

    while (at < c->text.length && at < limit && !c->out.failed) {
        const uint8_t *bytes = vk_chars_from(c->text.data, 1, at);
        uint32_t used;
        int32_t character;

        if (*bytes < 0x80)
            break;
        character = vk_utf8_decode(bytes, c->text.length - at, false, &used);
        if (character < 0)
            return vk_codec_mend(c, at, at + used, vk_utf8_reason(character));
        vk_str_add_char(&c->out, (uint32_t)character);
        at += used;
    }
    return at;
}

static uint32_t take_high(vk_codec *c, uint32_t at) {
    if (c->id == VK_CODEC_ASCII)
        return vk_codec_mend(c, at, at + 1, "ordinal not in range(128)");
    return take_wide(c, at);
}

static viv_value decode_bytes(vk_codec *c) {
    uint32_t at = 0;

    if (vk_utf8_ascii_prefix(c->text.data, c->text.length < 65536
                                               ? c->text.length
                                               : 65536) == c->text.length)
        return vk_str_from_latin1(c->vm, c->text.data, c->text.length);
    while (at < c->text.length) {
        if (c->out.failed || !vk_charge(c->vm, 16))
            return VIV_RAISE;
        at = vk_text_at(c->text, at) < 0x80 ? take_ascii(c, at)
                                            : take_high(c, at);
        if (at == UINT32_MAX)
            return VIV_RAISE;
    }
    return vk_str_finish(&c->out);
}

viv_value vk_codec_decode_with(vk_codec *c) {
    switch (c->id) {
    case VK_CODEC_LATIN1:
        return vk_str_from_latin1(c->vm, c->text.data, c->text.length);
    case VK_CODEC_UTF8_SIG:
        if (c->text.length >= 3 &&
            memcmp(c->text.data, "\xEF\xBB\xBF", 3) == 0) {
            c->text = vk_text_part(c->text, 3, c->text.length);
            c->source = vk_bytes_from_text(c->vm, c->text);
            VIV_TRY(c->source);
        }
        return decode_bytes(c);
    case VK_CODEC_ESCAPE:
    case VK_CODEC_RAW_ESCAPE:
        return vk_codec_decode_escapes(c);
    case VK_CODEC_UTF8:
    case VK_CODEC_ASCII:
        return decode_bytes(c);
    default:
        return vk_codec_decode_units(c);
    }
}

viv_value vk_str_from_utf8(viv_vm *vm, const char *bytes, uint32_t length) {
    vk_codec c = {.vm = vm, .source = VIV_NONE,
                  .text = vk_text_of(bytes, length), .handler = VIV_ABSENT,
                  .errors = VK_ERRORS_PASS, .id = VK_CODEC_UTF8,
                  .name = "utf-8"};

    vk_str_build(&c.out, vm);
    return decode_bytes(&c);
}
