/* text.h - str and bytes.
 *
 * Both are immutable and never move: what a reader lends stays valid as long as
 * the value is in a local.
 */
#ifndef VIVARIUM_TEXT_H
#define VIVARIUM_TEXT_H

#include <vivarium/value.h>
#include <vivarium/version.h>

/* Characters of a str: 1, 2 or 4 bytes each. */
typedef struct viv_chars {
    const void *data;
    uint32_t length; /* characters */
    uint8_t width;
    bool ascii;
} viv_chars;

/* [index] must be below the length. */
static inline uint32_t viv_char_at(viv_chars text, uint32_t index) {
    switch (text.width) {
    case 1:
        return ((const uint8_t *)text.data)[index];
    case 2:
        return ((const uint16_t *)text.data)[index];
    default:
        return ((const uint32_t *)text.data)[index];
    }
}

VIV_API bool viv_is_str(viv_vm *vm, viv_value value);
/* Of a str; anything else is a fault. */
VIV_API viv_chars viv_to_chars(viv_vm *vm, viv_value str);
/* A copy in UTF-8, cut to [size] with its NUL; returns the bytes it needs. */
VIV_API uint32_t viv_to_utf8(viv_vm *vm, viv_value str, char *buffer,
                             uint32_t size);
/* The str is exactly this ASCII text. */
VIV_API bool viv_str_is(viv_vm *vm, viv_value str, const char *text);

/* New ones: from C text in UTF-8, from bytes of UTF-8 (invalid ones raise
 * UnicodeDecodeError), from Latin-1, from characters of [width] bytes. */
VIV_API viv_value viv_str(viv_vm *vm, const char *text);
VIV_API viv_value viv_str_utf8(viv_vm *vm, const char *bytes, uint32_t length);
VIV_API viv_value viv_str_latin1(viv_vm *vm, const void *bytes,
                                 uint32_t length);
VIV_API viv_value viv_str_chars(viv_vm *vm, const void *chars, uint32_t length,
                                uint8_t width);
VIV_API viv_value viv_str_char(viv_vm *vm, uint32_t character);
/* str[start:end]; both are clipped. */
VIV_API viv_value viv_str_slice(viv_vm *vm, viv_value str, uint32_t start,
                                uint32_t end);
VIV_API viv_value viv_str_concat(viv_vm *vm, viv_value a, viv_value b);
/* The only str of this content. */
VIV_API viv_value viv_str_intern(viv_vm *vm, viv_value str);
/* Position of [needle] at or after [start], or -1. */
VIV_API int64_t viv_str_find(viv_vm *vm, viv_value str, viv_value needle,
                             uint32_t start);

/* What Python asks of a character; any number may be given. */
typedef enum viv_char_class {
    VIV_CHAR_ALPHA = 1,
    VIV_CHAR_DECIMAL = 2,
    VIV_CHAR_NUMERIC = 8,
    VIV_CHAR_ALNUM = VIV_CHAR_ALPHA | VIV_CHAR_NUMERIC,
    VIV_CHAR_LOWER = 16,
    VIV_CHAR_UPPER = 32,
    VIV_CHAR_SPACE = 128,
    VIV_CHAR_PRINTABLE = 256,
} viv_char_class;
VIV_API bool viv_char_is(uint32_t character, viv_char_class classes);
/* The character that stands for all that differ from it in case only. */
VIV_API uint32_t viv_char_fold(uint32_t character);

/* A text made piece by piece, in a local of the C function:
 *
 *     viv_writer out;
 *     viv_write_begin(&out, vm);
 *     viv_write_text(&out, "[");
 *     return viv_write_end(&out);
 *
 * A failure is remembered; writing does nothing from then on and the end
 * returns VIV_RAISE. */
typedef struct viv_writer {
    uint64_t state[4];
} viv_writer;

VIV_API void viv_write_begin(viv_writer *writer, viv_vm *vm);
VIV_API void viv_write_str(viv_writer *writer, viv_value str);
VIV_API void viv_write_char(viv_writer *writer, uint32_t character);
VIV_API void viv_write_text(viv_writer *writer, const char *ascii);
VIV_API void viv_write_ascii(viv_writer *writer, const char *text,
                             uint32_t length);
/* Characters start .. end of [text]. */
VIV_API void viv_write_part(viv_writer *writer, viv_chars text, uint32_t start,
                            uint32_t end);
VIV_API bool viv_write_failed(const viv_writer *writer);
VIV_API viv_value viv_write_end(viv_writer *writer);

/* Bytes that a reader lends. */
typedef struct viv_bytes_view {
    const uint8_t *data;
    uint32_t length;
} viv_bytes_view;

VIV_API bool viv_is_bytes(viv_vm *vm, viv_value value);
/* Of bytes, bytearray or a contiguous memoryview. Of the latter two valid only
 * until program code may run. Anything else has length 0 and data NULL. */
VIV_API viv_bytes_view viv_to_bytes(viv_vm *vm, viv_value value);
VIV_API viv_value viv_bytes(viv_vm *vm, const void *data, uint32_t length);

#endif
