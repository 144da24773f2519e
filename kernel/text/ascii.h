/* ascii.h - cases of ASCII letters in arrays of bytes; other bytes stay. */
#ifndef VK_TEXT_ASCII_H
#define VK_TEXT_ASCII_H

#include <stdbool.h>
#include <stdint.h>

typedef enum vk_ascii_case {
    VK_ASCII_LOWER,
    VK_ASCII_UPPER,
    VK_ASCII_SWAP,
    VK_ASCII_TITLE,      /* a capital at the beginning of each run of letters */
    VK_ASCII_CAPITALIZE, /* at the first byte */
} vk_ascii_case;

/* [to] may be [from]. For TITLE and CAPITALIZE, [inside]: the slice does not
 * begin a word (the text). */
void vk_ascii_map(vk_ascii_case mapping, uint8_t *to, const uint8_t *from,
                  uint32_t count, bool inside);

static inline bool vk_ascii_is_lower(uint32_t character) {
    return character - 'a' < 26;
}

static inline bool vk_ascii_is_upper(uint32_t character) {
    return character - 'A' < 26;
}

#endif
