/* codec.h - text to bytes and back: UTF-8, UTF-16, UTF-32, ASCII, Latin-1, with
 * CPython's error handlers. */
#ifndef VK_OBJECT_CODEC_H
#define VK_OBJECT_CODEC_H

#include "object/bytes.h"

/* [encoding] and [errors] are str, or absent for utf-8 and strict. LookupError
 * where they are not known; UnicodeEncodeError, UnicodeDecodeError. */
viv_value vk_codec_encode(viv_vm *vm, viv_value str, viv_value encoding,
                          viv_value errors);
/* [bytes] lends its bytes. */
viv_value vk_codec_decode(viv_vm *vm, viv_value bytes, viv_value encoding,
                          viv_value errors);

/* The text of a UnicodeEncodeError (and so on, by [error]) with these
 * arguments; a str. For the others it is that of any exception. */
viv_value vk_codec_message(viv_vm *vm, viv_error error, const viv_value *args,
                           uint32_t count);

/* -- shared by the files of codecs -- */

typedef enum vk_codec_id {
    VK_CODEC_UTF8,
    VK_CODEC_UTF8_SIG,
    VK_CODEC_ASCII,
    VK_CODEC_LATIN1,
    VK_CODEC_UTF16, /* with a mark */
    VK_CODEC_UTF16_LE,
    VK_CODEC_UTF16_BE,
    VK_CODEC_UTF32,
    VK_CODEC_UTF32_LE,
    VK_CODEC_UTF32_BE,
    VK_CODEC_ESCAPE,
    VK_CODEC_RAW_ESCAPE,
} vk_codec_id;

typedef enum vk_codec_errors {
    VK_ERRORS_STRICT,
    VK_ERRORS_IGNORE,
    VK_ERRORS_REPLACE,
    VK_ERRORS_BACKSLASH,
    VK_ERRORS_XML,
    VK_ERRORS_NAME,
    VK_ERRORS_ESCAPE, /* surrogateescape */
    VK_ERRORS_PASS,   /* surrogatepass */
    VK_ERRORS_UNKNOWN,
} vk_codec_errors;

/* A conversion under way. */
typedef struct vk_codec {
    viv_vm *vm;
    viv_value source;   /* str or what lends bytes */
    vk_text text;       /* of it */
    viv_value handler;  /* name of the error handler, or absent */
    vk_codec_errors errors;
    vk_codec_id id;
    const char *name;   /* in messages */
    vk_str_builder out;
} vk_codec;

viv_value vk_codec_encode_with(vk_codec *codec);
viv_value vk_codec_decode_with(vk_codec *codec);
viv_value vk_codec_decode_units(vk_codec *codec); /* UTF-16 and UTF-32 */
viv_value vk_codec_encode_escapes(vk_codec *codec); /* unicode_escape, raw */
viv_value vk_codec_decode_escapes(vk_codec *codec);
/* Raises the error of [start]..[end] of the source, or LookupError. */
viv_value vk_codec_fail(const vk_codec *codec, bool encoding, uint32_t start,
                        uint32_t end, const char *reason);
/* What the handler puts in for bytes that cannot be decoded; the position to go
 * on from, or UINT32_MAX: raised. */
uint32_t vk_codec_mend(vk_codec *codec, uint32_t start, uint32_t end,
                       const char *reason);

#endif
