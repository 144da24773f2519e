/* text.c - SDK: str and the writer of texts. */
#include <vivarium/text.h>

#include "object/error.h"
#include "object/str.h"
#include "text/unicode.h"

_Static_assert(sizeof(viv_writer) >= sizeof(vk_str_builder), "writer fits");

static vk_str_builder *builder_of(viv_writer *writer) {
    return (vk_str_builder *)writer->state;
}

bool viv_is_str(viv_vm *vm, viv_value value) {
    return vk_is(vm, value, VK_STR);
}

viv_chars viv_to_chars(viv_vm *vm, viv_value str) {
    vk_text text = vk_str_text(vm, str);

    return (viv_chars){text.data, text.length, text.width, text.ascii};
}

uint32_t viv_to_utf8(viv_vm *vm, viv_value str, char *buffer, uint32_t size) {
    return vk_str_utf8(vm, str, buffer, size);
}

bool viv_char_is(uint32_t character, viv_char_class classes) {
    return vk_unicode_flags(character) & (uint32_t)classes;
}

uint32_t viv_char_fold(uint32_t character) {
    uint32_t out[3];

    if (character < 128)
        return character - 'A' < 26 ? character + 32 : character;
    if (vk_unicode_map(VK_CASE_FOLD, character, out) == 1)
        return out[0];
    return vk_unicode_map(VK_CASE_LOWER, character, out) == 1 ? out[0]
                                                              : character;
}

bool viv_str_is(viv_vm *vm, viv_value str, const char *text) {
    return vk_str_is(vm, str, text);
}

viv_value viv_str(viv_vm *vm, const char *text) {
    return vk_str_from_text(vm, text);
}

viv_value viv_str_utf8(viv_vm *vm, const char *bytes, uint32_t length) {
    return vk_str_from_utf8(vm, bytes, length);
}

viv_value viv_str_latin1(viv_vm *vm, const void *bytes, uint32_t length) {
    return vk_str_from_latin1(vm, bytes, length);
}

viv_value viv_str_chars(viv_vm *vm, const void *chars, uint32_t length,
                        uint8_t width) {
    VK_CHECK(vm, width == 1 || width == 2 || width == 4);
    return vk_str_from_chars(vm, chars, length, width);
}

viv_value viv_str_char(viv_vm *vm, uint32_t character) {
    VK_CHECK(vm, character <= 0x10FFFF);
    return vk_str_from_char(vm, character);
}

viv_value viv_str_slice(viv_vm *vm, viv_value str, uint32_t start,
                        uint32_t end) {
    uint32_t length = vk_str_text(vm, str).length;

    if (end > length)
        end = length;
    return vk_str_slice(vm, str, start < end ? start : end, end);
}

viv_value viv_str_concat(viv_vm *vm, viv_value a, viv_value b) {
    VK_CHECK(vm, viv_is_str(vm, a) && viv_is_str(vm, b));
    return vk_str_concat(vm, a, b);
}

viv_value viv_str_intern(viv_vm *vm, viv_value str) {
    VK_CHECK(vm, viv_is_jump(str) || viv_is_str(vm, str));
    return vk_str_intern(vm, str);
}

int64_t viv_str_find(viv_vm *vm, viv_value str, viv_value needle,
                     uint32_t start) {
    VK_CHECK(vm, viv_is_str(vm, str) && viv_is_str(vm, needle));
    return vk_str_find(vm, str, needle, start);
}

void viv_write_begin(viv_writer *writer, viv_vm *vm) {
    vk_str_build(builder_of(writer), vm);
}

void viv_write_str(viv_writer *writer, viv_value str) {
    vk_str_add(builder_of(writer), str);
}

void viv_write_char(viv_writer *writer, uint32_t character) {
    vk_str_add_char(builder_of(writer), character);
}

void viv_write_text(viv_writer *writer, const char *ascii) {
    vk_str_add_text(builder_of(writer), ascii);
}

void viv_write_ascii(viv_writer *writer, const char *text, uint32_t length) {
    vk_str_add_ascii(builder_of(writer), text, length);
}

void viv_write_part(viv_writer *writer, viv_chars text, uint32_t start,
                    uint32_t end) {
    vk_text part = {text.data, text.length, text.width, text.ascii};

    if (end > text.length)
        end = text.length;
    vk_str_add_part(builder_of(writer), part, start < end ? start : end, end);
}

bool viv_write_failed(const viv_writer *writer) {
    return ((const vk_str_builder *)writer->state)->failed;
}

viv_value viv_write_end(viv_writer *writer) {
    return vk_str_finish(builder_of(writer));
}
