/* chars.c - arrays of characters of 1, 2 or 4 bytes.
 *
 * A str holds its characters in the narrowest of three widths (PEP 393):
 * indexing is arithmetic, ASCII costs a byte each. What the rest of the kernel
 * does with characters goes through these functions, so that nobody else has
 * three versions of a loop.
 */
#include "text/chars.h"

/* Eight at a time. Or-ing suffices, since only the highest bit decides a
 * width. */
static uint32_t union_bytes(const uint8_t *chars, uint32_t count) {
    uint64_t all = 0, word;
    uint32_t at = 0;
    uint8_t rest = 0;

    for (; count - at >= 8; at += 8) {
        memcpy(&word, chars + at, 8);
        all |= word;
    }
    for (; at < count; at++)
        rest |= chars[at];
    all |= all >> 32;
    all |= all >> 16;
    return (uint8_t)(all | all >> 8) | rest;
}

uint32_t vk_chars_union(const void *chars, uint8_t width, uint32_t count) {
    const uint16_t *pairs = chars;
    const uint32_t *quads = chars;
    uint32_t all = 0;

    if (width == 1)
        return union_bytes(chars, count);
    if (width == 2) {
        for (uint32_t i = 0; i < count; i++)
            all |= pairs[i];
        return all;
    }
    for (uint32_t i = 0; i < count; i++)
        all |= quads[i];
    return all;
}

/* One loop for each pair of widths, so that the compiler can use vectors. */
#define COPY(to_type, from_type)                                               \
    do {                                                                       \
        to_type *target = to;                                                  \
        const from_type *source = from;                                        \
        for (uint32_t i = 0; i < count; i++)                                   \
            target[i] = (to_type)source[i];                                    \
    } while (0)

void vk_chars_copy(void *to, uint8_t to_width, const void *from,
                   uint8_t from_width, uint32_t count) {
    if (to_width == from_width)
        memcpy(to, from, (uint64_t)count * to_width);
    else if (to_width == 1 && from_width == 2)
        COPY(uint8_t, uint16_t);
    else if (to_width == 1)
        COPY(uint8_t, uint32_t);
    else if (to_width == 2 && from_width == 1)
        COPY(uint16_t, uint8_t);
    else if (to_width == 2)
        COPY(uint16_t, uint32_t);
    else if (from_width == 1)
        COPY(uint32_t, uint8_t);
    else
        COPY(uint32_t, uint16_t);
}

#undef COPY

void vk_chars_fill(void *to, uint8_t width, uint32_t character,
                   uint32_t count) {
    if (width == 1) {
        memset(to, (int)character, count);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        vk_chars_put(to, width, i, character);
}

/* Equal strs have equal widths if both are narrowest; slices that share storage
 * may not be. */
bool vk_chars_equal(const void *a, uint8_t a_width, const void *b,
                    uint8_t b_width, uint32_t count) {
    if (a_width == b_width)
        return memcmp(a, b, (uint64_t)count * a_width) == 0;
    for (uint32_t i = 0; i < count; i++)
        if (vk_chars_get(a, a_width, i) != vk_chars_get(b, b_width, i))
            return false;
    return true;
}

int vk_chars_order(const void *a, uint8_t a_width, const void *b,
                   uint8_t b_width, uint32_t count) {
    if (a_width == 1 && b_width == 1)
        return memcmp(a, b, count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t left = vk_chars_get(a, a_width, i);
        uint32_t right = vk_chars_get(b, b_width, i);

        if (left != right)
            return left < right ? -1 : 1;
    }
    return 0;
}
