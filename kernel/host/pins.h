/* pins.h - the SHA-256 of plugins, as the section [sha256] of an INI file
 * states them. */
#ifndef VK_HOST_PINS_H
#define VK_HOST_PINS_H

#include <stdio.h>

#include "host/finder.h"
#include "host/runtime.h"

/* Where the section exists, all plugins must be in it, `module.math = HEX`, and
 * their files must have that hash. The file is opened, hashed, and loaded by
 * the same descriptor, found->file. Else a problem is added. */
void vk_pins_check(const vk_config *config, const char *kind, vk_found *found,
                   vk_problems *problems);

/* Writes the section for everything that is loaded. */
void vk_pins_print(const struct vk_runtime *runtime, FILE *out);

#endif
