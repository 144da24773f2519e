/* sha256.c - SHA-256, as FIPS 180-4 defines it.
 *
 * For journals, pins and fingerprints: small, and without tables beyond the
 * constants. Data goes in as it comes, a block at a time.
 */
#include "text/sha256.h"

#include <string.h>

enum { ROUNDS = 64 };

/* Fractional parts of the cube roots of the first 64 primes. */
static const uint32_t round_constants[ROUNDS] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
    0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/* Fractional parts of the square roots of the first 8 primes. */
static const uint32_t initial_state[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

static uint32_t rotate(uint32_t word, int bits) {
    return word >> bits | word << (32 - bits);
}

static uint32_t read_word(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
           (uint32_t)bytes[2] << 8 | bytes[3];
}

static void write_word(uint8_t *bytes, uint32_t word) {
    for (int i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(word >> (24 - i * 8));
}

static void expand(uint32_t *schedule, const uint8_t *block) {
    for (int i = 0; i < 16; i++)
        schedule[i] = read_word(block + i * 4);
    for (int i = 16; i < ROUNDS; i++) {
        uint32_t a = schedule[i - 15], b = schedule[i - 2];

        schedule[i] =
            (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10) + schedule[i - 7] +
            (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + schedule[i - 16];
    }
}

/* [s] holds the working variables a to h, from the front. */
static void run_round(uint32_t *s, uint32_t word) {
    uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
    uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
    uint32_t first = s[7] + choice + word +
                     (rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25));
    uint32_t second =
        majority + (rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22));

    for (int i = 7; i > 0; i--)
        s[i] = s[i - 1];
    s[4] += first;
    s[0] = first + second;
}

static void compress(vk_sha256 *hash, const uint8_t *block) {
    uint32_t schedule[ROUNDS], working[8];

    expand(schedule, block);
    memcpy(working, hash->state, sizeof working);
    for (int i = 0; i < ROUNDS; i++)
        run_round(working, round_constants[i] + schedule[i]);
    for (int i = 0; i < 8; i++)
        hash->state[i] += working[i];
}

void vk_sha256_begin(vk_sha256 *hash) {
    memcpy(hash->state, initial_state, sizeof initial_state);
    hash->length = 0;
}

void vk_sha256_add(vk_sha256 *hash, const void *data, size_t bytes) {
    const uint8_t *at = data;
    size_t held = hash->length % VK_SHA256_BLOCK;

    hash->length += bytes;
    while (bytes > 0) {
        size_t part = VK_SHA256_BLOCK - held;

        if (part > bytes)
            part = bytes;
        memcpy(hash->block + held, at, part);
        at += part;
        bytes -= part;
        held += part;
        if (held < VK_SHA256_BLOCK)
            return;
        compress(hash, hash->block);
        held = 0;
    }
}

/* Padding to 56 bytes of a block, then the length in bits: the standard's form,
 * so that no two messages pad to the same. */
void vk_sha256_end(vk_sha256 *hash, uint8_t digest[VK_SHA256_BYTES]) {
    static const uint8_t padding[VK_SHA256_BLOCK] = {0x80};
    uint64_t bits = hash->length * 8;
    size_t held = hash->length % VK_SHA256_BLOCK;
    uint8_t length[8];

    write_word(length, (uint32_t)(bits >> 32));
    write_word(length + 4, (uint32_t)bits);
    vk_sha256_add(hash, padding, held < 56 ? 56 - held : 120 - held);
    vk_sha256_add(hash, length, sizeof length);
    for (int i = 0; i < 8; i++)
        write_word(digest + i * 4, hash->state[i]);
}
