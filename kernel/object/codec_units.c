/* codec_units.c - UTF-16 and UTF-32 to text. */
#include "object/codec.h"
#include "object/text.h"

static uint32_t unit_at(const vk_codec *c, uint32_t at, uint32_t size) {
    bool big = c->id == VK_CODEC_UTF16_BE || c->id == VK_CODEC_UTF32_BE;
    uint32_t unit = 0;

    for (uint32_t i = 0; i < size; i++)
        unit |= vk_text_at(c->text, at + i)
                << 8 * (big ? size - 1 - i : i);
    return unit;
}

/* A mark of byte order decides which codec goes on; returns where. */
static uint32_t read_mark(vk_codec *c) {
    bool wide = c->id == VK_CODEC_UTF32;
    uint32_t size = wide ? 4 : 2, unit;

    if (c->id != VK_CODEC_UTF16 && c->id != VK_CODEC_UTF32)
        return 0;
    c->id = wide ? VK_CODEC_UTF32_LE : VK_CODEC_UTF16_LE;
    c->name = wide ? "utf-32-le" : "utf-16-le";
    if (c->text.length < size)
        return 0;
    unit = unit_at(c, 0, size);
    if (unit == 0xFEFF)
        return size;
    if (unit != (wide ? 0xFFFE0000 : 0xFFFE))
        return 0;
    c->id = wide ? VK_CODEC_UTF32_BE : VK_CODEC_UTF16_BE;
    c->name = wide ? "utf-32-be" : "utf-16-be";
    return size;
}

/* One character of UTF-16 at [at], or an error. */
static uint32_t take_pair(vk_codec *c, uint32_t at) {
    uint32_t left = c->text.length - at, unit, second;

    if (left < 2)
        return vk_codec_mend(c, at, at + left, "truncated data");
    unit = unit_at(c, at, 2);
    if ((unit & 0xF800) != 0xD800) {
        vk_str_add_char(&c->out, unit);
        return at + 2;
    }
    if (unit >= 0xDC00)
        return vk_codec_mend(c, at, at + 2, "illegal encoding");
    if (left < 4)
        return vk_codec_mend(c, at, at + left, "unexpected end of data");
    second = unit_at(c, at + 2, 2);
    if ((second & 0xFC00) != 0xDC00)
        return vk_codec_mend(c, at, at + 2, "illegal UTF-16 surrogate");
    vk_str_add_char(&c->out, 0x10000 + ((unit & 0x3FF) << 10) +
                                 (second & 0x3FF));
    return at + 4;
}

static uint32_t take_quad(vk_codec *c, uint32_t at) {
    uint32_t left = c->text.length - at, unit;

    if (left < 4)
        return vk_codec_mend(c, at, at + left, "truncated data");
    unit = unit_at(c, at, 4);
    if ((unit & 0xFFFFF800) == 0xD800)
        return vk_codec_mend(c, at, at + 4,
                             "code point in surrogate code point "
                             "range(0xd800, 0xe000)");
    if (unit > 0x10FFFF)
        return vk_codec_mend(c, at, at + 4,
                             "code point not in range(0x110000)");
    vk_str_add_char(&c->out, unit);
    return at + 4;
}

viv_value vk_codec_decode_units(vk_codec *c) {
    uint32_t at = read_mark(c);
    bool wide = c->id >= VK_CODEC_UTF32;

    for (uint32_t count = 1; at < c->text.length; count++) {
        if (c->out.failed || (count % 64 == 0 && !vk_charge(c->vm, 64)))
            return VIV_RAISE;
        at = wide ? take_quad(c, at) : take_pair(c, at);
        if (at == UINT32_MAX)
            return VIV_RAISE;
    }
    return vk_str_finish(&c->out);
}
