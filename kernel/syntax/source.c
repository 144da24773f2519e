/* source.c - encodings, line ends and byte order marks of source texts.
 *
 * A text from outside is bytes in some encoding (PEP 263); the lexer wants one
 * form. Everything that depends on the origin is settled here, once: byte order
 * mark, cookie, decoding, line ends, NUL bytes.
 *
 * Buffers are sized for the worst case beforehand, so no converter can write
 * past one; lengths that would overflow 32 bits are refused first.
 */
#include "syntax/source.h"

#include <ctype.h>
#include <iconv.h>
#include <stdio.h>

#include "memory/arena.h"
#include "text/utf8.h"

enum {
    COOKIE_MAX = 40,
    GROWTH = 4, /* bytes of UTF-8 that one byte may become */
    LARGEST = UINT32_MAX / GROWTH - 64,
};

typedef struct reader {
    viv_vm *vm;
    vk_syntax_error *error;
    vk_text_span text;
    char encoding[COOKIE_MAX]; /* as written; "" when there is no cookie */
} reader;

static bool refuse(reader *r, const char *format, const char *what) {
    *r->error = (vk_syntax_error){.set = true, .kind = VIV_SyntaxError};
    snprintf(r->error->message, sizeof r->error->message, format, what);
    return false;
}

static bool room(reader *r, uint32_t bytes, uint32_t *at) {
    *at = vk_arena_take(r->vm, bytes);
    if (*at)
        return true;
    r->error->set = r->error->raised = true;
    return false;
}

/* Cookies */

static bool in_name(char c) {
    return isalnum((unsigned char)c) || c == '-' || c == '_' || c == '.';
}

/* Reads "coding: name" or "coding=name" out of a comment line. */
static bool cookie_of(const char *line, uint32_t length, char *name) {
    uint32_t i = 0, count = 0;

    while (i < length && (line[i] == ' ' || line[i] == '\t' || line[i] == '\f'))
        i++;
    if (i == length || line[i] != '#')
        return false;
    for (; i + 7 < length; i++)
        if (!memcmp(line + i, "coding", 6) &&
            (line[i + 6] == ':' || line[i + 6] == '='))
            break;
    if (i + 7 >= length)
        return false;
    for (i += 7; i < length && (line[i] == ' ' || line[i] == '\t'); i++)
        ;
    while (i < length && in_name(line[i]) && count + 1 < COOKIE_MAX)
        name[count++] = line[i++];
    name[count] = 0;
    return count > 0;
}

/* A second line counts only below a first that says nothing. */
static bool says_nothing(const char *line, uint32_t length) {
    for (uint32_t i = 0; i < length && line[i] != '#'; i++)
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\f')
            return false;
    return true;
}

/* Only in the first two lines, and only in comments. */
static void find_cookie(reader *r, const char *bytes, uint32_t length) {
    for (int line = 0; line < 2; line++) {
        uint32_t size = 0;

        while (size < length && bytes[size] != '\n' && bytes[size] != '\r')
            size++;
        if (cookie_of(bytes, size, r->encoding))
            return;
        if (!says_nothing(bytes, size) || size == length)
            return;
        size +=
            bytes[size] == '\r' && size + 1 < length && bytes[size + 1] == '\n'
                ? 2
                : 1;
        bytes += size;
        length -= size;
    }
}

/* Lower case, '-' for '_': how encodings are compared. */
static void normal_name(const char *name, char *normal) {
    for (; *name; name++)
        *normal++ = *name == '_' ? '-' : (char)tolower((unsigned char)*name);
    *normal = 0;
}

static bool is_one_of(const char *name, const char *const *names) {
    for (; *names; names++)
        if (!strcmp(name, *names))
            return true;
    return false;
}

static bool is_utf8(const char *normal) {
    return !strcmp(normal, "utf-8") || !strncmp(normal, "utf-8-", 6) ||
           !strcmp(normal, "utf8");
}

/* Encodings of one byte a character: these must work where no file can be read,
 * and iconv reads its tables from files. */
static const char *const latin1_names[] = {
    "latin-1", "iso-8859-1", "iso-latin-1", "latin1", "iso8859-1", "l1", NULL,
};
static const char *const ascii_names[] = {"ascii", "us-ascii", "646", NULL};
static const char *const cp1252_names[] = {"cp1252", "windows-1252", "1252",
                                           NULL};

static const uint16_t cp1252_high[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* The character of a byte from 0x80 on; 0: none. */
static uint32_t high_character(const char *normal, unsigned char byte) {
    if (is_one_of(normal, ascii_names))
        return 0;
    if (byte < 0xA0 && is_one_of(normal, cp1252_names))
        return cp1252_high[byte & 31];
    return byte;
}

static bool decode_bytes(reader *r, const char *bytes, uint32_t length,
                         const char *normal) {
    uint32_t used = 0;
    char *out;

    if (!room(r, length * GROWTH + 1, &r->text.offset))
        return false;
    out = vk_at(r->vm, r->text.offset);
    for (uint32_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        uint32_t c = byte < 0x80 ? byte : high_character(normal, byte);

        if (!c)
            return refuse(r, "(unicode error) '%s' codec can't decode a byte",
                          r->encoding);
        used += vk_utf8_encode(c, out + used);
    }
    r->text.length = used;
    return true;
}

static iconv_t open_converter(const char *name) {
    char normal[COOKIE_MAX];
    iconv_t converter = iconv_open("UTF-8", name);

    if (converter != (iconv_t)-1)
        return converter;
    normal_name(name, normal);
    return iconv_open("UTF-8", normal);
}

/* All the other encodings; their names are iconv's, with '-' for '_'. iconv
 * works on memory of the cage through host pointers, bounded by [left] and
 * [space]; it never sees an address from the cage. */
static bool decode_any(reader *r, const char *bytes, uint32_t length) {
    size_t left = length, space = (size_t)length * GROWTH, result;
    char *in = (char *)bytes, *out;
    iconv_t converter;

    if (!room(r, length * GROWTH + 1, &r->text.offset))
        return false;
    out = vk_at(r->vm, r->text.offset);
    converter = open_converter(r->encoding);
    if (converter == (iconv_t)-1)
        return refuse(r, "unknown encoding: %s", r->encoding);
    result = iconv(converter, &in, &left, &out, &space);
    iconv_close(converter);
    if (result == (size_t)-1 || left)
        return refuse(r, "(unicode error) '%s' codec can't decode the source",
                      r->encoding);
    r->text.length = length * GROWTH - (uint32_t)space;
    return true;
}

/* UTF-8 */

/* Length of the well-formed character at [text], of [left] bytes, or 0. Table
 * 3-7 of the Unicode standard, as comparisons. */
static uint32_t well_formed(const unsigned char *text, uint32_t left) {
    unsigned char a = text[0], b = left > 1 ? text[1] : 0;
    uint32_t size = a < 0x80 ? 1 : a < 0xE0 ? 2 : a < 0xF0 ? 3 : 4;

    if (a < 0x80)
        return 1;
    if (a < 0xC2 || a > 0xF4 || size > left)
        return 0;
    if ((a == 0xE0 && b < 0xA0) || (a == 0xED && b > 0x9F) ||
        (a == 0xF0 && b < 0x90) || (a == 0xF4 && b > 0x8F))
        return 0;
    for (uint32_t i = 1; i < size; i++)
        if ((text[i] & 0xC0) != 0x80)
            return 0;
    return size;
}

static bool bad_byte(reader *r, const unsigned char *text, uint32_t at,
                     uint32_t left) {
    bool begins = text[at] >= 0xC2 && text[at] <= 0xF4;
    const char *why = !begins     ? "invalid start byte"
                      : left == 1 ? "unexpected end of data"
                                  : "invalid continuation byte";

    *r->error = (vk_syntax_error){.set = true, .kind = VIV_SyntaxError};
    snprintf(r->error->message, sizeof r->error->message,
             "(unicode error) 'utf-8' codec can't decode byte 0x%02x in "
             "position %u: %s",
             text[at], at, why);
    return false;
}

/* Surrogates and overlong forms are refused, as in CPython. Nearly all sources
 * are ASCII: a word at a time. */
static bool check_utf8(reader *r) {
    const unsigned char *text = vk_at(r->vm, r->text.offset);
    uint32_t length = r->text.length;

    for (uint32_t i = 0; i < length;) {
        uint32_t size;
        uint64_t word;

        if (length - i >= 8) { /* eight ASCII characters at once */
            memcpy(&word, text + i, 8);
            if (!(word & UINT64_C(0x8080808080808080))) {
                i += 8;
                continue;
            }
        }
        size = well_formed(text + i, length - i);
        if (!size)
            return bad_byte(r, text, i, length - i);
        i += size;
    }
    return true;
}

/* Copies with '\n' for every kind of line end, and NUL behind. */
static bool normalise(reader *r) {
    const char *in = vk_at(r->vm, r->text.offset), *end = in + r->text.length;
    uint32_t offset;
    char *out, *start;

    if (!room(r, r->text.length + 1, &offset))
        return false;
    out = start = vk_at(r->vm, offset);
    while (in < end) {
        const char *stop = memchr(in, '\r', (size_t)(end - in));
        size_t size = (size_t)((stop ? stop : end) - in);

        memcpy(out, in, size);
        out += size;
        in += size;
        if (stop) {
            *out++ = '\n';
            in += in + 1 < end && in[1] == '\n' ? 2 : 1;
        }
    }
    *out = 0;
    r->text = (vk_text_span){offset, (uint32_t)(out - start)};
    return true;
}

/* From bytes to UTF-8: by byte order mark, cookie, or as it is. */
static bool decode(reader *r) {
    const char *bytes = vk_at(r->vm, r->text.offset);
    uint32_t length = r->text.length;
    char normal[COOKIE_MAX];
    bool marked = length >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3);

    if (marked) {
        r->text = (vk_text_span){r->text.offset + 3, length - 3};
        bytes += 3;
        length -= 3;
    }
    find_cookie(r, bytes, length);
    normal_name(r->encoding, normal);
    if (!*normal || is_utf8(normal))
        return check_utf8(r);
    if (marked)
        return refuse(r, "encoding problem: %s with BOM", r->encoding);
    if (is_one_of(normal, latin1_names) || is_one_of(normal, ascii_names) ||
        is_one_of(normal, cp1252_names))
        return decode_bytes(r, bytes, length, normal);
    return decode_any(r, bytes, length) && check_utf8(r);
}

bool vk_source_read(viv_vm *vm, const vk_source *source, vk_syntax_error *error,
                    vk_text_span *text) {
    reader r = {.vm = vm, .error = error};

    r.text.offset = source->offset;
    r.text.length = vk_span(source->offset, source->length);
    if (r.text.length > LARGEST)
        return refuse(&r, "%s", "source text is too long");
    if (memchr(vk_at(vm, r.text.offset), 0, r.text.length))
        return refuse(&r, "%s",
                      source->file
                          ? "source code cannot contain null bytes"
                          : "source code string cannot contain null bytes");
    if (source->encoded && !decode(&r))
        return false;
    if (!normalise(&r))
        return false;
    *text = r.text;
    return true;
}
