/* codec_encode.c - text to bytes. */
#include "object/codec.h"
#include "object/escape.h"
#include "object/text.h"
#include "text/utf8.h"

#include <stdio.h>

enum { SLICE = 64, ROOM = SLICE * 4 }; /* characters at a time, their bytes */

static bool is_surrogate(uint32_t character) {
    return (character & 0xFFFFF800) == 0xD800;
}

/* Can the codec write the character? */
static bool takes(const vk_codec *c, uint32_t character) {
    switch (c->id) {
    case VK_CODEC_ASCII:
        return character < 0x80;
    case VK_CODEC_LATIN1:
        return character < 0x100;
    default:
        return !is_surrogate(character);
    }
}

static const char *reason_of(const vk_codec *c) {
    return c->id == VK_CODEC_ASCII    ? "ordinal not in range(128)"
           : c->id == VK_CODEC_LATIN1 ? "ordinal not in range(256)"
                                      : "surrogates not allowed";
}

static uint32_t put_unit(char *bytes, uint32_t unit, uint32_t size, bool big) {
    for (uint32_t i = 0; i < size; i++)
        bytes[i] = (char)(unit >> 8 * (big ? size - 1 - i : i));
    return size;
}

static bool is_big(vk_codec_id id) {
    return id == VK_CODEC_UTF16_BE || id == VK_CODEC_UTF32_BE;
}

/* Writes a character that the codec takes (or a surrogate). */
static uint32_t put(const vk_codec *c, uint32_t character, char *bytes) {
    bool big = is_big(c->id);

    switch (c->id) {
    case VK_CODEC_UTF8:
    case VK_CODEC_UTF8_SIG:
        return vk_utf8_encode(character, bytes);
    case VK_CODEC_ASCII:
    case VK_CODEC_LATIN1:
        bytes[0] = (char)character;
        return 1;
    case VK_CODEC_UTF16:
    case VK_CODEC_UTF16_LE:
    case VK_CODEC_UTF16_BE:
        if (character < 0x10000)
            return put_unit(bytes, character, 2, big);
        character -= 0x10000;
        put_unit(bytes, 0xD800 | (character >> 10 & 0x3FF), 2, big);
        put_unit(bytes + 2, 0xDC00 | (character & 0x3FF), 2, big);
        return 4;
    default:
        return put_unit(bytes, character, 4, big);
    }
}

static void add_char(vk_codec *c, uint32_t character) {
    char bytes[4];

    vk_str_add_ascii(&c->out, bytes, put(c, character, bytes));
}

static void add_ascii(vk_codec *c, const char *text) {
    while (*text != '\0')
        add_char(c, (uint8_t)*text++);
}

static bool is_unicode(const vk_codec *c) {
    return c->id != VK_CODEC_ASCII && c->id != VK_CODEC_LATIN1;
}

/* What the handler makes of one character; false: it does not know how to. */
static bool handle(vk_codec *c, uint32_t character) {
    char text[16];

    switch (c->errors) {
    case VK_ERRORS_IGNORE:
        return true;
    case VK_ERRORS_REPLACE:
        add_char(c, '?');
        return true;
    case VK_ERRORS_BACKSLASH:
        vk_escape_char(character, text);
        add_ascii(c, text);
        return true;
    case VK_ERRORS_XML:
        snprintf(text, sizeof text, "&#%u;", character);
        add_ascii(c, text);
        return true;
    case VK_ERRORS_ESCAPE:
        if (character < 0xDC80 || character > 0xDCFF ||
            c->id >= VK_CODEC_UTF16)
            return false;
        text[0] = (char)character;
        vk_str_add_ascii(&c->out, text, 1);
        return true;
    case VK_ERRORS_PASS:
        if (!is_unicode(c) || !is_surrogate(character))
            return false;
        add_char(c, character);
        return true;
    default:
        return false;
    }
}

/* The end of the run of characters at [at] that the codec does not take: what
 * an error speaks of. UTF-16 and UTF-32 speak of one. */
static uint32_t bad_run(const vk_codec *c, uint32_t at) {
    uint32_t end = at + 1;

    if (c->id >= VK_CODEC_UTF16)
        return end;
    while (end < c->text.length && !takes(c, vk_text_at(c->text, end)))
        end++;
    return end;
}

/* Encodes up to SLICE characters, or hands one to the error handler. */
static uint32_t encode_slice(vk_codec *c, uint32_t at) {
    char bytes[ROOM];
    uint32_t used = 0, end = at;

    for (; end < c->text.length && end - at < SLICE; end++) {
        uint32_t character = vk_text_at(c->text, end);

        if (!takes(c, character))
            break;
        used += put(c, character, bytes + used);
    }
    vk_str_add_ascii(&c->out, bytes, used);
    if (end > at)
        return end;
    if (!handle(c, vk_text_at(c->text, at))) {
        vk_codec_fail(c, true, at, bad_run(c, at), reason_of(c));
        return UINT32_MAX;
    }
    return at + 1;
}

/* Encoded bytes are the characters as they lie there. */
static bool is_direct(const vk_codec *c) {
    if (c->id == VK_CODEC_LATIN1)
        return c->text.width == 1;
    return c->text.ascii && c->id <= VK_CODEC_LATIN1 &&
           c->id != VK_CODEC_UTF8_SIG;
}

viv_value vk_codec_encode_with(vk_codec *c) {
    uint32_t at = 0;

    if (c->id >= VK_CODEC_ESCAPE)
        return vk_codec_encode_escapes(c);
    if (is_direct(c))
        return vk_bytes_from_text(c->vm, c->text);
    if (c->id == VK_CODEC_UTF8_SIG || c->id == VK_CODEC_UTF16 ||
        c->id == VK_CODEC_UTF32)
        add_char(c, 0xFEFF);
    while (at < c->text.length) {
        if (c->out.failed || !vk_charge(c->vm, SLICE / 4))
            return VIV_RAISE;
        at = encode_slice(c, at);
        if (at == UINT32_MAX)
            return VIV_RAISE;
    }
    return vk_bytes_finish(&c->out);
}
