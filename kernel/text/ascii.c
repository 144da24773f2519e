/* ascii.c - cases of ASCII letters in arrays of bytes.
 *
 * Written with GCC's vector extension instead of intrinsics, so that one source
 * serves every machine; bytes beyond ASCII never match, so UTF-8 and Latin-1
 * pass unchanged.
 */
#include "text/ascii.h"

#include <string.h>

typedef uint8_t bytes16 __attribute__((vector_size(16)));

/* Turns the case of the letters from [first] on, 26 of them, after [fold] was
 * or-ed to each byte for the comparison: sixteen at a time, then one by one.
 * The subtraction wraps below the first letter: one unsigned comparison tests
 * both ends. */
static void turn(uint8_t *to, const uint8_t *from, uint32_t count,
                 uint8_t first, uint8_t fold) {
    uint32_t at = 0;

    for (; count - at >= 16; at += 16) {
        bytes16 text, letters;

        memcpy(&text, from + at, 16);
        letters = (bytes16)((text | fold) - first < 26);
        text ^= letters & 0x20;
        memcpy(to + at, &text, 16);
    }
    for (; at < count; at++)
        to[at] = (uint8_t)(from[at] ^
                           ((uint8_t)((from[at] | fold) - first) < 26) << 5);
}

static void lower(uint8_t *to, const uint8_t *from, uint32_t count) {
    turn(to, from, count, 'A', 0);
}

static void upper(uint8_t *to, const uint8_t *from, uint32_t count) {
    turn(to, from, count, 'a', 0);
}

static void swap(uint8_t *to, const uint8_t *from, uint32_t count) {
    turn(to, from, count, 'a', 0x20);
}

static void title(uint8_t *to, const uint8_t *from, uint32_t count,
                  bool inside) {
    for (uint32_t i = 0; i < count; i++) {
        uint8_t folded = from[i] | 0x20;
        bool letter = vk_ascii_is_lower(folded);

        to[i] = !letter  ? from[i]
                : inside ? folded
                         : (uint8_t)(folded ^ 0x20);
        inside = letter;
    }
}

void vk_ascii_map(vk_ascii_case mapping, uint8_t *to, const uint8_t *from,
                  uint32_t count, bool inside) {
    switch (mapping) {
    case VK_ASCII_LOWER:
        lower(to, from, count);
        break;
    case VK_ASCII_UPPER:
        upper(to, from, count);
        break;
    case VK_ASCII_SWAP:
        swap(to, from, count);
        break;
    case VK_ASCII_TITLE:
        title(to, from, count, inside);
        break;
    default:
        lower(to, from, count);
        if (count > 0 && !inside)
            upper(to, to, 1);
    }
}
