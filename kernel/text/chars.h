/* chars.h - arrays of characters of 1, 2 or 4 bytes: copying between widths,
 * comparing, filling. Sizes are the caller's care; none of it charges fuel. */
#ifndef VK_TEXT_CHARS_H
#define VK_TEXT_CHARS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* All characters or-ed together: as good as the greatest for choosing a
 * width. */
uint32_t vk_chars_union(const void *chars, uint8_t width, uint32_t count);

/* Copies [count] characters; into a narrower array they must fit. The arrays do
 * not overlap. */
void vk_chars_copy(void *to, uint8_t to_width, const void *from,
                   uint8_t from_width, uint32_t count);
void vk_chars_fill(void *to, uint8_t width, uint32_t character, uint32_t count);
bool vk_chars_equal(const void *a, uint8_t a_width, const void *b,
                    uint8_t b_width, uint32_t count);
/* By code point: <0, 0, >0. */
int vk_chars_order(const void *a, uint8_t a_width, const void *b,
                   uint8_t b_width, uint32_t count);

/* The narrowest width for a character. */
static inline uint8_t vk_chars_width(uint32_t greatest) {
    return greatest < 0x100 ? 1 : greatest < 0x10000 ? 2 : 4;
}

static inline uint32_t vk_chars_get(const void *chars, uint8_t width,
                                    uint32_t index) {
    switch (width) {
    case 1:
        return ((const uint8_t *)chars)[index];
    case 2:
        return ((const uint16_t *)chars)[index];
    default:
        return ((const uint32_t *)chars)[index];
    }
}

static inline void vk_chars_put(void *chars, uint8_t width, uint32_t index,
                                uint32_t character) {
    switch (width) {
    case 1:
        ((uint8_t *)chars)[index] = (uint8_t)character;
        break;
    case 2:
        ((uint16_t *)chars)[index] = (uint16_t)character;
        break;
    default:
        ((uint32_t *)chars)[index] = character;
    }
}

/* The address of a character; the index is not truncated. */
static inline const void *vk_chars_from(const void *chars, uint8_t width,
                                        uint32_t index) {
    return (const char *)chars + (uint64_t)index * width;
}

#endif
