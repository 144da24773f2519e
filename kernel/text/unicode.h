/* unicode.h - what Python asks of a character: its class and its cases.
 *
 * Categories and simple case mappings come from utf8proc (Unicode 15 in Debian
 * 12, where Python 3.14 has 16: characters added in between have no properties
 * here); what it lacks stands in unicode_tables.def.
 */
#ifndef VK_TEXT_UNICODE_H
#define VK_TEXT_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    VK_UNICODE_ALPHA = 1,       /* letters */
    VK_UNICODE_DECIMAL = 2,     /* decimal digits */
    VK_UNICODE_DIGIT = 4,       /* these, and superscripts and the like */
    VK_UNICODE_NUMERIC = 8,     /* whatever means a number */
    VK_UNICODE_LOWER = 16,
    VK_UNICODE_UPPER = 32,
    VK_UNICODE_TITLE = 64,      /* like the ligature Dz */
    VK_UNICODE_SPACE = 128,
    VK_UNICODE_PRINTABLE = 256, /* repr() shows it as it is */
    VK_UNICODE_START = 512,     /* may begin an identifier */
    VK_UNICODE_CONTINUE = 1024, /* may stand in one */
    VK_UNICODE_IGNORABLE = 2048, /* between letters, does not end a word */
    VK_UNICODE_LINE = 4096,     /* ends a line for str.splitlines() */
    VK_UNICODE_ALNUM = VK_UNICODE_ALPHA | VK_UNICODE_NUMERIC,
    VK_UNICODE_CASED = VK_UNICODE_LOWER | VK_UNICODE_UPPER | VK_UNICODE_TITLE,
};

/* Any number may be asked for; past U+10FFFF nothing is set. */
extern const uint16_t vk_unicode_latin1[256];
uint32_t vk_unicode_flags_wide(uint32_t character);

static inline uint32_t vk_unicode_flags(uint32_t character) {
    return character < 256 ? vk_unicode_latin1[character]
                           : vk_unicode_flags_wide(character);
}

typedef enum vk_case {
    VK_CASE_LOWER,
    VK_CASE_UPPER,
    VK_CASE_TITLE,
    VK_CASE_FOLD,
} vk_case;

/* The full mapping of one character, without regard to its neighbours: one to
 * three characters; returns how many. */
uint32_t vk_unicode_map(vk_case mapping, uint32_t character, uint32_t *out);

/* The value of a decimal digit, or -1. */
int vk_unicode_decimal(uint32_t character);

#endif
