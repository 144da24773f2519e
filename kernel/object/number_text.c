/* number_text.c - text of any script as the ASCII that parsers of numbers read.
 */
#include "object/number_text.h"

#include "memory/arena.h"
#include "object/error.h"
#include "object/str.h"
#include "text/unicode.h"

static bool is_space(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
}

vk_number_text vk_number_text_strip(const char *data, uint32_t length) {
    while (length > 0 && is_space(data[length - 1]))
        length--;
    while (length > 0 && is_space(*data))
        data++, length--;
    return (vk_number_text){data, length};
}

static char transformed(uint32_t character) {
    int digit;

    if (character < 128)
        return (char)character;
    if (vk_unicode_flags(character) & VK_UNICODE_SPACE)
        return ' ';
    digit = vk_unicode_decimal(character);
    return digit < 0 ? '?' : (char)('0' + digit);
}

bool vk_number_text_of(viv_vm *vm, viv_value value, vk_number_text *ascii) {
    vk_text text = vk_str_text(vm, value);
    uint32_t offset;
    char *copy;

    if (text.ascii && text.width == 1) {
        *ascii = vk_number_text_strip(text.data, text.length);
        return true;
    }
    if (!vk_charge(vm, text.length / 4))
        return false;
    offset = vk_arena_take(vm, (text.length + 16) & ~15u);
    if (offset == 0)
        return false;
    copy = vk_at(vm, offset);
    for (uint32_t i = 0; i < text.length; i++)
        copy[i] = transformed(vk_text_at(text, i));
    *ascii = vk_number_text_strip(copy, text.length);
    return true;
}
