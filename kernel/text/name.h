/* name.h - the names of characters, both ways.
 *
 * The data is Unicode's own (Debian's unicode-data, Unicode 15, where
 * Python 3.14 has 16), made into a table when Vivarium is built.
 */
#ifndef VK_TEXT_NAME_H
#define VK_TEXT_NAME_H

#include <stdint.h>

enum {
    VK_NAME_CHARACTERS = 4, /* of the longest named sequence */
    VK_NAME_BYTES = 128,    /* more than the longest name has */
};

/* What has this name or alias: the number of characters in [out], 0 if nothing
 * has. More than one: a named sequence. */
uint32_t vk_name_find(const char *name, uint32_t length,
                      uint32_t out[VK_NAME_CHARACTERS]);

/* The name, ended by NUL; returns its length, 0 where there is none. */
uint32_t vk_name_of(uint32_t character, char name[VK_NAME_BYTES]);

#endif
