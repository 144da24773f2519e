/* codec.c - names of encodings and error handlers, and what their errors
 * say. */
#include "object/codec.h"

#include "eval/eval.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/escape.h"
#include "object/exception.h"
#include "object/function.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/text.h"

typedef struct named {
    const char *name;
    uint32_t id;
} named;

/* Lower case, and `_` for whatever is neither letter nor digit. */
static const named encodings[] = {
    {"utf_8", VK_CODEC_UTF8},          {"utf8", VK_CODEC_UTF8},
    {"u8", VK_CODEC_UTF8},             {"utf", VK_CODEC_UTF8},
    {"cp65001", VK_CODEC_UTF8},        {"utf8_ucs2", VK_CODEC_UTF8},
    {"utf8_ucs4", VK_CODEC_UTF8},      {"utf_8_sig", VK_CODEC_UTF8_SIG},
    {"ascii", VK_CODEC_ASCII},         {"us_ascii", VK_CODEC_ASCII},
    {"646", VK_CODEC_ASCII},           {"us", VK_CODEC_ASCII},
    {"ansi_x3.4_1968", VK_CODEC_ASCII}, {"iso646_us", VK_CODEC_ASCII},
    {"latin_1", VK_CODEC_LATIN1},      {"latin1", VK_CODEC_LATIN1},
    {"latin", VK_CODEC_LATIN1},        {"l1", VK_CODEC_LATIN1},
    {"iso_8859_1", VK_CODEC_LATIN1},   {"iso8859_1", VK_CODEC_LATIN1},
    {"iso8859", VK_CODEC_LATIN1},      {"8859", VK_CODEC_LATIN1},
    {"cp819", VK_CODEC_LATIN1},        {"utf_16", VK_CODEC_UTF16},
    {"utf16", VK_CODEC_UTF16},         {"u16", VK_CODEC_UTF16},
    {"utf_16_le", VK_CODEC_UTF16_LE},  {"utf_16le", VK_CODEC_UTF16_LE},
    {"utf_16_be", VK_CODEC_UTF16_BE},  {"utf_16be", VK_CODEC_UTF16_BE},
    {"utf_32", VK_CODEC_UTF32},        {"utf32", VK_CODEC_UTF32},
    {"u32", VK_CODEC_UTF32},           {"utf_32_le", VK_CODEC_UTF32_LE},
    {"utf_32le", VK_CODEC_UTF32_LE},   {"utf_32_be", VK_CODEC_UTF32_BE},
    {"utf_32be", VK_CODEC_UTF32_BE},   {"unicode_escape", VK_CODEC_ESCAPE},
    {"raw_unicode_escape", VK_CODEC_RAW_ESCAPE}, {NULL, 0},
};

static const char *const names[] = {
    [VK_CODEC_UTF8] = "utf-8",         [VK_CODEC_UTF8_SIG] = "utf-8",
    [VK_CODEC_ASCII] = "ascii",        [VK_CODEC_LATIN1] = "latin-1",
    [VK_CODEC_UTF16] = "utf-16",       [VK_CODEC_UTF16_LE] = "utf-16-le",
    [VK_CODEC_UTF16_BE] = "utf-16-be", [VK_CODEC_UTF32] = "utf-32",
    [VK_CODEC_UTF32_LE] = "utf-32-le", [VK_CODEC_UTF32_BE] = "utf-32-be",
    [VK_CODEC_ESCAPE] = "unicodeescape",
    [VK_CODEC_RAW_ESCAPE] = "rawunicodeescape",
};

static const named handlers[] = {
    {"strict", VK_ERRORS_STRICT},
    {"ignore", VK_ERRORS_IGNORE},
    {"replace", VK_ERRORS_REPLACE},
    {"backslashreplace", VK_ERRORS_BACKSLASH},
    {"xmlcharrefreplace", VK_ERRORS_XML},
    {"surrogateescape", VK_ERRORS_ESCAPE},
    {"surrogatepass", VK_ERRORS_PASS},
    {NULL, VK_ERRORS_UNKNOWN},
};

static const named *look_up(const named *table, const char *name) {
    while (table->name && strcmp(table->name, name) != 0)
        table++;
    return table;
}

static bool is_plain(uint32_t character) {
    return (character - 'a') < 26 || (character - '0') < 10 ||
           character == '.';
}

/* The row of an encoding by its name, read as CPython reads it. */
static const named *find_encoding(vk_text text) {
    char name[24];
    uint32_t length = 0;

    for (uint32_t i = 0; i < text.length; i++) {
        uint32_t character = vk_text_at(text, i);

        if (character - 'A' < 26)
            character |= 0x20;
        if (!is_plain(character)) {
            if (length == 0 || name[length - 1] == '_')
                continue;
            character = '_';
        }
        if (length == sizeof name - 1)
            return look_up(encodings, "");
        name[length++] = (char)character;
    }
    name[length] = '\0';
    return look_up(encodings, name);
}

static vk_codec_errors find_handler(viv_vm *vm, viv_value errors) {
    char name[24];

    if (viv_is_absent(errors))
        return VK_ERRORS_STRICT;
    if (vk_str_utf8(vm, errors, name, sizeof name) >= sizeof name)
        return VK_ERRORS_UNKNOWN;
    return look_up(handlers, name)->id;
}

static bool has_nul(viv_vm *vm, viv_value str) {
    vk_text text = vk_str_text(vm, str);

    for (uint32_t i = 0; i < text.length; i++) {
        if (vk_text_at(text, i) == 0)
            return true;
        if (i % 4096 == 4095 && !vk_charge(vm, 512))
            return true;
    }
    return false;
}

/* Finds encoding and handler; false: raised. */
static bool set_up(vk_codec *codec, viv_value encoding, viv_value errors) {
    viv_vm *vm = codec->vm;

    codec->handler = errors;
    codec->id = VK_CODEC_UTF8;
    if ((!viv_is_absent(encoding) && has_nul(vm, encoding)) ||
        (!viv_is_absent(errors) && has_nul(vm, errors))) {
        vk_raise(vm, VIV_ValueError, "embedded null character");
        return false;
    }
    if (!viv_is_absent(encoding)) {
        const named *row = find_encoding(vk_str_text(vm, encoding));

        if (!row->name) {
            vk_raise(vm, VIV_LookupError, "unknown encoding: %S", encoding);
            return false;
        }
        codec->id = row->id;
    }
    codec->errors = find_handler(vm, errors);
    codec->name = names[codec->id];
    vk_str_build(&codec->out, vm);
    return true;
}

/* -- encodings that the program registered with the module `codecs` */

/* encode() or decode() of that module; absent: the encoding is one of ours, or
 * the program did not import the module. */
static viv_value registry(viv_vm *vm, viv_value encoding, const char *name) {
    viv_value module;

    if (viv_is_absent(encoding) || viv_is_absent(VK(vm)->library) ||
        find_encoding(vk_str_text(vm, encoding))->name)
        return VIV_ABSENT;
    module = vk_dict_get(vm, VK(vm)->library,
                         vk_str_intern_utf8(vm, "codecs", 6));
    if (!vk_is(vm, module, VK_MODULE))
        return VIV_ABSENT;
    return vk_dict_get_name(
        vm, vk_module_namespace(vm, module, false),
        vk_str_intern_utf8(vm, name, (uint32_t)strlen(name)));
}

/* What it made must be of [kind]. */
static viv_value by_registry(viv_vm *vm, viv_value function, viv_value source,
                             viv_value encoding, viv_value errors,
                             vk_kind kind) {
    viv_value args[3] = {source, encoding, errors}, made;

    made = vk_call(vm, function, args, viv_is_absent(errors) ? 2 : 3);
    VIV_TRY(made);
    if (vk_is(vm, made, kind))
        return made;
    return vk_raise(vm, VIV_TypeError,
                    kind == VK_BYTES
                        ? "'%S' encoder returned '%T' instead of 'bytes'; use "
                          "codecs.encode() to encode to arbitrary types"
                        : "'%S' decoder returned '%T' instead of 'str'; use "
                          "codecs.decode() to decode to arbitrary types",
                    encoding, made);
}

viv_value vk_codec_encode(viv_vm *vm, viv_value str, viv_value encoding,
                          viv_value errors) {
    vk_codec codec = {.vm = vm, .source = str, .text = vk_str_text(vm, str)};
    viv_value registered = registry(vm, encoding, "encode");

    if (!viv_is_absent(registered))
        return by_registry(vm, registered, str, encoding, errors, VK_BYTES);
    if (!set_up(&codec, encoding, errors))
        return VIV_RAISE;
    return vk_codec_encode_with(&codec);
}

viv_value vk_codec_decode(viv_vm *vm, viv_value bytes, viv_value encoding,
                          viv_value errors) {
    vk_codec codec = {.vm = vm, .source = bytes};
    viv_value registered = registry(vm, encoding, "decode");

    if (!viv_is_absent(registered))
        return by_registry(vm, registered, bytes, encoding, errors, VK_STR);
    if (!set_up(&codec, encoding, errors))
        return VIV_RAISE;
    if (!vk_bytes_like(vm, bytes, &codec.text))
        return vk_raise(vm, VIV_TypeError,
                        "a bytes-like object is required, not '%T'", bytes);
    return vk_codec_decode_with(&codec);
}

/* -- errors -- */

viv_value vk_codec_fail(const vk_codec *codec, bool encoding, uint32_t start,
                        uint32_t end, const char *reason) {
    viv_vm *vm = codec->vm;
    viv_error error =
        encoding ? VIV_UnicodeEncodeError : VIV_UnicodeDecodeError;
    viv_value args[5], exception;

    if (codec->errors == VK_ERRORS_UNKNOWN || codec->errors == VK_ERRORS_NAME)
        return vk_raise(vm, VIV_LookupError,
                        "unknown error handler name '%S'", codec->handler);
    if (codec->errors == VK_ERRORS_XML && !encoding)
        return vk_raise(vm, VIV_TypeError,
                        "don't know how to handle UnicodeDecodeError in error "
                        "callback");
    args[0] = vk_str_from_text(vm, codec->name);
    args[1] = codec->source;
    if (!encoding && !vk_is(vm, args[1], VK_BYTES))
        args[1] = vk_bytes_from_text(vm, codec->text);
    args[2] = viv_small_int(start);
    args[3] = viv_small_int(end);
    args[4] = vk_str_from_text(vm, reason);
    for (uint32_t i = 0; i < 5; i++)
        VIV_TRY(args[i]);
    exception = vk_exception_new(vm, vk_error_type(vm, error), args, 5);
    VIV_TRY(exception);
    return vk_raise_exception(vm, exception, VIV_ABSENT);
}

static void add_int(vk_str_builder *builder, viv_value number) {
    viv_value digits = vk_int_to_str(builder->vm, number, 10);

    if (viv_is_jump(digits))
        builder->failed = true;
    else
        vk_str_add(builder, digits);
}

/* What stands at [start], where the range has one element. */
static void add_element(vk_str_builder *b, viv_error error, viv_value object,
                        int64_t start) {
    vk_text text;
    char escape[12];

    if (error == VIV_UnicodeDecodeError) {
        if (!vk_bytes_like(b->vm, object, &text) || start >= text.length)
            return;
        vk_escape_byte((uint8_t)vk_text_at(text, (uint32_t)start), escape);
        escape[0] = '0'; /* 0xhh */
        vk_str_add_text(b, "byte ");
        vk_str_add_text(b, escape);
        return;
    }
    if (!vk_is_str(b->vm, object) ||
        start >= vk_str_text(b->vm, object).length)
        return;
    vk_escape_char(vk_text_at(vk_str_text(b->vm, object), (uint32_t)start),
                   escape);
    vk_str_add_text(b, "character '");
    vk_str_add_text(b, escape);
    vk_str_add_char(b, '\'');
}

viv_value vk_codec_message(viv_vm *vm, viv_error error, const viv_value *args,
                           uint32_t count) {
    bool decode = error == VIV_UnicodeDecodeError;
    uint32_t first = error == VIV_UnicodeTranslateError ? 0 : 1;
    const viv_value *rest = args + first;
    vk_str_builder b;
    int64_t start, end;

    if (count != 4 + first || !vk_int_value(vm, rest[1], &start) ||
        !vk_int_value(vm, rest[2], &end) || !vk_is_str(vm, rest[3]) ||
        !vk_is_str(vm, args[0]) || start < 0)
        return vk_str_empty(vm);
    vk_str_build(&b, vm);
    if (first) {
        vk_str_add_char(&b, '\'');
        vk_str_add(&b, args[0]);
        vk_str_add_text(&b, "' codec ");
    }
    vk_str_add_text(&b, decode  ? "can't decode "
                        : first ? "can't encode "
                                : "can't translate ");
    if (end == start + 1)
        add_element(&b, error, rest[0], start);
    else
        vk_str_add_text(&b, decode ? "bytes" : "characters");
    vk_str_add_text(&b, " in position ");
    add_int(&b, rest[1]);
    if (end != start + 1) {
        vk_str_add_char(&b, '-');
        add_int(&b, viv_small_int(end - 1));
    }
    vk_str_add_text(&b, ": ");
    vk_str_add(&b, rest[3]);
    return vk_str_finish(&b);
}
