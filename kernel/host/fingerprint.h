/* fingerprint.h - what a runtime's world depends on, as one hash. */
#ifndef VK_HOST_FINGERPRINT_H
#define VK_HOST_FINGERPRINT_H

#include "host/runtime.h"
#include "memory/cage.h"
#include "text/sha256.h"

/* World bytes, form of the code, build of the kernel, each plugin's file.
 * False: see [problem]. */
bool vk_fingerprint(const struct vk_runtime *runtime,
                    uint8_t digest[VK_SHA256_BYTES], vk_problem *problem);

#endif
