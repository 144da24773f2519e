/* ascii.c - cases of ASCII letters in arrays of bytes. */
#include "text/ascii.h"

/* The four simple loops are written so that the compiler can use vectors. */
static void lower(uint8_t *to, const uint8_t *from, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        to[i] = (uint8_t)(from[i] |
                          (((uint8_t)(from[i] - 'A') < 26) << 5));
}

static void upper(uint8_t *to, const uint8_t *from, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        to[i] = (uint8_t)(from[i] ^
                          (((uint8_t)(from[i] - 'a') < 26) << 5));
}

static void swap(uint8_t *to, const uint8_t *from, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        to[i] = (uint8_t)(from[i] ^
                          (((uint8_t)((from[i] | 0x20) - 'a') < 26) << 5));
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
