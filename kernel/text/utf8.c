/* utf8.c - UTF-8, one character at a time and in runs. */
#include "text/utf8.h"

#include <string.h>

static inline bool continues(uint8_t byte) {
    return (byte & 0xC0) == 0x80;
}

/* What the second byte may be, by the first: from E0, F0 shorter forms would
 * do, from ED on surrogates, after F4 nothing is left. */
static bool second_fits(uint8_t first, uint8_t second, bool general) {
    if (!continues(second))
        return false;
    switch (first) {
    case 0xE0:
        return second >= 0xA0;
    case 0xED:
        return general || second < 0xA0;
    case 0xF0:
        return second >= 0x90;
    case 0xF4:
        return second < 0x90;
    default:
        return true;
    }
}

static uint32_t sequence_length(uint8_t first) {
    if (first < 0xC2 || first > 0xF4)
        return 0;
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

int32_t vk_utf8_decode(const uint8_t *bytes, uint32_t left, bool general,
                       uint32_t *used) {
    uint8_t first = bytes[0];
    uint32_t length, at;
    int32_t character;

    *used = 1;
    if (first < 0x80)
        return first;
    length = sequence_length(first);
    if (length == 0)
        return VK_UTF8_START;
    character = first & (0x7F >> length);
    for (at = 1; at < length && at < left; at++) {
        if (at == 1 ? !second_fits(first, bytes[1], general)
                    : !continues(bytes[at]))
            break;
        character = character << 6 | (bytes[at] & 0x3F);
    }
    *used = at;
    if (at == length)
        return character;
    return at == left ? VK_UTF8_END : VK_UTF8_CONTINUE;
}

uint32_t vk_utf8_size(uint32_t character) {
    return character < 0x80      ? 1
           : character < 0x800   ? 2
           : character < 0x10000 ? 3
                                 : 4;
}

uint32_t vk_utf8_encode(uint32_t character, char *bytes) {
    uint32_t size = vk_utf8_size(character);

    if (size == 1) {
        bytes[0] = (char)character;
        return 1;
    }
    for (uint32_t at = size - 1; at > 0; at--) {
        bytes[at] = (char)(0x80 | (character & 0x3F));
        character >>= 6;
    }
    bytes[0] = (char)((0xF00 >> size & 0xF0) | character);
    return size;
}

uint32_t vk_utf8_ascii_prefix(const void *bytes, uint32_t length) {
    const unsigned char *text = bytes;
    uint32_t at = 0;
    uint64_t words[2];

    while (length - at >= 16) {
        memcpy(words, text + at, 16);
        if ((words[0] | words[1]) & UINT64_C(0x8080808080808080))
            break;
        at += 16;
    }
    while (at < length && text[at] < 0x80)
        at++;
    return at;
}

const char *vk_utf8_reason(int32_t fault) {
    switch (fault) {
    case VK_UTF8_START:
        return "invalid start byte";
    case VK_UTF8_CONTINUE:
        return "invalid continuation byte";
    default:
        return "unexpected end of data";
    }
}
