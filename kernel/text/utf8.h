/* utf8.h - UTF-8, one character at a time and in runs.
 *
 * Decoding finds the same faults at the same places as CPython. The generalised
 * form also takes surrogates, each in three bytes, as text may hold them.
 */
#ifndef VK_TEXT_UTF8_H
#define VK_TEXT_UTF8_H

#include <stdbool.h>
#include <stdint.h>

/* What vk_utf8_decode() answers instead of a character. */
enum {
    VK_UTF8_START = -1,    /* invalid start byte */
    VK_UTF8_CONTINUE = -2, /* invalid continuation byte */
    VK_UTF8_END = -3,      /* unexpected end of data */
};

/* The character at [bytes], of which [left] > 0 remain, or a fault; [used] gets
 * the number of bytes that it is made of. [general]: takes surrogates. */
int32_t vk_utf8_decode(const uint8_t *bytes, uint32_t left, bool general,
                       uint32_t *used);

/* Writes up to four bytes; returns how many. Surrogates become three bytes. */
uint32_t vk_utf8_encode(uint32_t character, char *bytes);
uint32_t vk_utf8_size(uint32_t character);

/* How many bytes at the beginning are ASCII. */
uint32_t vk_utf8_ascii_prefix(const void *bytes, uint32_t length);

/* CPython's words for a fault. */
const char *vk_utf8_reason(int32_t fault);

#endif
