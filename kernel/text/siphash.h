/* siphash.h - a keyed hash of bytes: SipHash with one round a word and three at
 * the end, by Aumasson and Bernstein. */
#ifndef VK_TEXT_SIPHASH_H
#define VK_TEXT_SIPHASH_H

#include <stdint.h>

/* [key]: two words. [bytes] need no alignment. */
uint64_t vk_siphash(const uint64_t *key, const void *bytes, uint32_t length);

#endif
