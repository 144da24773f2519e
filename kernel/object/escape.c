/* escape.c - characters as Python writes them in literals. */
#include "object/escape.h"

static const char digits[] = "0123456789abcdef";

static uint32_t put(char *text, char letter, uint32_t number, uint32_t count) {
    text[0] = '\\';
    text[1] = letter;
    for (uint32_t i = 0; i < count; i++)
        text[2 + i] = digits[number >> 4 * (count - 1 - i) & 15];
    text[2 + count] = '\0';
    return 2 + count;
}

uint32_t vk_escape_byte(uint8_t byte, char *text) {
    return put(text, 'x', byte, 2);
}

uint32_t vk_escape_char(uint32_t character, char *text) {
    if (character < 0x100)
        return put(text, 'x', character, 2);
    if (character < 0x10000)
        return put(text, 'u', character, 4);
    return put(text, 'U', character, 8);
}

uint32_t vk_escape_shortly(uint32_t character, char *text) {
    char letter = character == '\t'   ? 't'
                  : character == '\n' ? 'n'
                  : character == '\r' ? 'r'
                                      : 0;

    if (letter == 0)
        return vk_escape_char(character, text);
    text[0] = '\\';
    text[1] = letter;
    text[2] = '\0';
    return 2;
}
