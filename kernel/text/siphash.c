/* siphash.c - SipHash-1-3, for hashes of text that a program cannot steer.
 *
 * A program chooses its keys; with a hash it can predict it could put thousands
 * of them into one bucket. The key of a runtime is not known to it. One round a
 * word and three at the end are what CPython uses too (PEP 456).
 */
#include "text/siphash.h"

#include <string.h>

typedef struct sip_state {
    uint64_t a, b, c, d;
} sip_state;

static inline uint64_t rotate(uint64_t word, int bits) {
    return word << bits | word >> (64 - bits);
}

static inline void sip_round(sip_state *s) {
    s->a += s->b;
    s->c += s->d;
    s->b = rotate(s->b, 13) ^ s->a;
    s->d = rotate(s->d, 16) ^ s->c;
    s->a = rotate(s->a, 32);
    s->c += s->b;
    s->a += s->d;
    s->b = rotate(s->b, 17) ^ s->c;
    s->d = rotate(s->d, 21) ^ s->a;
    s->c = rotate(s->c, 32);
}

static inline void sip_word(sip_state *s, uint64_t word) {
    s->d ^= word;
    sip_round(s);
    s->a ^= word;
}

static inline uint64_t load(const unsigned char *bytes) {
    uint64_t word;

    memcpy(&word, bytes, sizeof word);
    return word;
}

/* The last bytes, fewer than eight, with the length's low byte on top. Where a
 * whole word was hashed before, one load that overlaps it is enough. */
static inline uint64_t last_word(const unsigned char *bytes, uint32_t length) {
    uint32_t left = length & 7;
    uint64_t word = 0;

    if (left == 0)
        return (uint64_t)length << 56;
    if (length >= 8) {
        word = load(bytes + left - 8) >> (64 - 8 * left);
    } else if (left >= 4) {
        uint32_t low, high;

        memcpy(&low, bytes, 4);
        memcpy(&high, bytes + left - 4, 4);
        word = low | (uint64_t)high << (8 * (left - 4));
    } else {
        word = bytes[0] | (uint64_t)bytes[left >> 1] << (8 * (left >> 1)) |
               (uint64_t)bytes[left - 1] << (8 * (left - 1));
    }
    return word | (uint64_t)length << 56;
}

/* The four constants are the algorithm's
 * ("somepseudorandomlygeneratedbytes"). */
uint64_t vk_siphash(const uint64_t *key, const void *bytes, uint32_t length) {
    const unsigned char *at = bytes;
    sip_state s = {
        key[0] ^ UINT64_C(0x736f6d6570736575),
        key[1] ^ UINT64_C(0x646f72616e646f6d),
        key[0] ^ UINT64_C(0x6c7967656e657261),
        key[1] ^ UINT64_C(0x7465646279746573),
    };

    for (uint32_t words = length >> 3; words > 0; words--, at += 8)
        sip_word(&s, load(at));
    sip_word(&s, last_word(at, length));
    s.c ^= 0xFF;
    sip_round(&s);
    sip_round(&s);
    sip_round(&s);
    return s.a ^ s.b ^ s.c ^ s.d;
}
