/* sha256.h - SHA-256, as FIPS 180-4 defines it. */
#ifndef VK_TEXT_SHA256_H
#define VK_TEXT_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { VK_SHA256_BYTES = 32, VK_SHA256_BLOCK = 64 };

typedef struct vk_sha256 {
    uint32_t state[8];
    uint64_t length;                /* bytes so far */
    uint8_t block[VK_SHA256_BLOCK]; /* what does not fill one yet */
} vk_sha256;

void vk_sha256_begin(vk_sha256 *hash);
void vk_sha256_add(vk_sha256 *hash, const void *data, size_t bytes);
void vk_sha256_end(vk_sha256 *hash, uint8_t digest[VK_SHA256_BYTES]);

#endif
