/* codec_escape.c - the encodings that write characters as string literals do:
 * unicode_escape, and raw_unicode_escape, which knows \u and \U only. */
#include "object/codec.h"
#include "object/escape.h"
#include "object/str.h"
#include "object/text.h"
#include "text/name.h"

enum { SLICE = 256 };

/* -- encoding */

static void add_escaped(vk_codec *c, uint32_t character) {
    bool raw = c->id == VK_CODEC_RAW_ESCAPE;
    char text[12];

    if (raw ? character < 256
            : character >= 32 && character < 127 && character != '\\') {
        vk_str_add_char(&c->out, character);
        return;
    }
    if (character == '\\')
        vk_str_add_text(&c->out, "\\\\");
    else {
        vk_escape_shortly(character, text);
        vk_str_add_text(&c->out, text);
    }
}

viv_value vk_codec_encode_escapes(vk_codec *c) {
    for (uint32_t at = 0; at < c->text.length; at++) {
        if (c->out.failed || (at % SLICE == 0 && !vk_charge(c->vm, SLICE / 4)))
            return VIV_RAISE;
        add_escaped(c, vk_text_at(c->text, at));
    }
    return vk_bytes_finish(&c->out);
}

/* -- decoding */

/* Each takes an escape that begins at [at], of which [at + 1] is the letter,
 * and gives the place behind it; UINT32_MAX: raised. */

static int digit_of(uint32_t character, uint32_t base) {
    int value = character - '0' < 10             ? (int)(character - '0')
                : (character | 32) - 'a' < 6     ? (int)((character | 32) - 'a' + 10)
                                                 : 99;

    return value < (int)base ? value : -1;
}

/* Up to [most] digits from [at] on: how many there are. */
static uint32_t read_digits(const vk_codec *c, uint32_t at, uint32_t most,
                            uint32_t base, uint32_t *number) {
    uint32_t count = 0;

    *number = 0;
    while (count < most && at + count < c->text.length) {
        int digit = digit_of(vk_text_at(c->text, at + count), base);

        if (digit < 0)
            break;
        *number = *number * base + (uint32_t)digit;
        count++;
    }
    return count;
}

static uint32_t take_hex(vk_codec *c, uint32_t at) {
    uint32_t letter = vk_text_at(c->text, at + 1), number;
    uint32_t wanted = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
    uint32_t count = read_digits(c, at + 2, wanted, 16, &number);
    const char *reason = letter == 'x'   ? "truncated \\xXX escape"
                         : letter == 'u' ? "truncated \\uXXXX escape"
                                         : "truncated \\UXXXXXXXX escape";

    if (count == wanted && number > 0x10FFFF) {
        reason = c->id == VK_CODEC_RAW_ESCAPE ? "\\Uxxxxxxxx out of range"
                                              : "illegal Unicode character";
    } else if (count == wanted) {
        vk_str_add_char(&c->out, number);
        return at + 2 + count;
    }
    return vk_codec_mend(c, at, at + 2 + count, reason);
}

/* \N{NAME} */
static uint32_t take_name(vk_codec *c, uint32_t at) {
    char name[VK_NAME_BYTES];
    uint32_t found[VK_NAME_CHARACTERS], length = 0, end = at + 3;

    if (at + 2 >= c->text.length || vk_text_at(c->text, at + 2) != '{')
        return vk_codec_mend(c, at, at + 2, "malformed \\N character escape");
    while (end < c->text.length && vk_text_at(c->text, end) != '}') {
        if (length < sizeof name)
            name[length++] = (char)vk_text_at(c->text, end);
        end++;
    }
    if (end == c->text.length || length == 0)
        return vk_codec_mend(c, at, end, "malformed \\N character escape");
    if (length == sizeof name || vk_name_find(name, length, found) != 1)
        return vk_codec_mend(c, at, end + 1,
                             "unknown Unicode character name");
    vk_str_add_char(&c->out, found[0]);
    return end + 1;
}

static uint32_t take_octal(vk_codec *c, uint32_t at) {
    uint32_t number, count = read_digits(c, at + 1, 3, 8, &number);

    vk_str_add_char(&c->out, number);
    return at + 1 + count;
}

/* What stands behind a backslash for one character. */
static int plain_escape(uint32_t letter) {
    static const char letters[] = "\\'\"abfnrtv", meant[] = "\\'\"\a\b\f\n\r\t\v";
    const char *found = letter != 0 && letter < 128
                            ? strchr(letters, (int)letter)
                            : NULL;

    return found ? meant[found - letters] : -1;
}

static uint32_t take_escape(vk_codec *c, uint32_t at) {
    bool raw = c->id == VK_CODEC_RAW_ESCAPE;
    uint32_t letter =
        at + 1 < c->text.length ? vk_text_at(c->text, at + 1) : 0;
    int plain = raw ? -1 : plain_escape(letter);

    if (letter == 'u' || letter == 'U' || (letter == 'x' && !raw))
        return take_hex(c, at);
    if (!raw) {
        if (at + 1 == c->text.length)
            return vk_codec_mend(c, at, at + 1, "\\ at end of string");
        if (letter == 'N')
            return take_name(c, at);
        if (letter - '0' < 8)
            return take_octal(c, at);
        if (letter == '\n')
            return at + 2;
        if (plain >= 0) {
            vk_str_add_char(&c->out, (uint32_t)plain);
            return at + 2;
        }
    }
    vk_str_add_char(&c->out, '\\');
    return at + 1;
}

/* Of an even number of backslashes, raw_unicode_escape reads none as the
 * beginning of an escape. */
static uint32_t take_backslashes(vk_codec *c, uint32_t at) {
    while (at + 1 < c->text.length && vk_text_at(c->text, at + 1) == '\\') {
        vk_str_add_text(&c->out, "\\\\");
        at += 2;
        if (at >= c->text.length || vk_text_at(c->text, at) != '\\')
            return at;
    }
    return take_escape(c, at);
}

viv_value vk_codec_decode_escapes(vk_codec *c) {
    uint32_t at = 0;

    while (at < c->text.length) {
        uint32_t character = vk_text_at(c->text, at);

        if (c->out.failed || !vk_charge(c->vm, 1))
            return VIV_RAISE;
        if (character != '\\') {
            vk_str_add_char(&c->out, character);
            at++;
            continue;
        }
        at = c->id == VK_CODEC_RAW_ESCAPE ? take_backslashes(c, at)
                                          : take_escape(c, at);
        if (at == UINT32_MAX)
            return VIV_RAISE;
    }
    return vk_str_finish(&c->out);
}
