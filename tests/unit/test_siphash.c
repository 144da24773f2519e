/* test_siphash.c - SipHash-1-3 against published values. */
#include <criterion/criterion.h>

#include "text/siphash.h"

/* Key 00 01 .. 0f, input 00 01 ..: the first words of the reference list. */
static const uint64_t key[2] = {UINT64_C(0x0706050403020100),
                                UINT64_C(0x0F0E0D0C0B0A0908)};

static uint64_t hash_of(uint32_t length) {
    unsigned char input[64] = {0};

    for (uint32_t i = 0; i < length; i++)
        input[i] = (unsigned char)i;
    return vk_siphash(key, input, length);
}

Test(siphash, of_nothing) {
    cr_assert_eq(hash_of(0), UINT64_C(0xabac0158050fc4dc));
}

Test(siphash, of_one_byte) {
    cr_assert_eq(hash_of(1), UINT64_C(0xc9f49bf37d57ca93));
}

Test(siphash, every_length_reads_every_byte) {
    unsigned char input[40] = {0};

    for (uint32_t length = 1; length <= sizeof input; length++)
        for (uint32_t at = 0; at < length; at++) {
            uint64_t before = vk_siphash(key, input, length);

            input[at] ^= 0x40;
            cr_assert_neq(vk_siphash(key, input, length), before,
                          "length %u, byte %u", length, at);
            input[at] ^= 0x40;
        }
}
