/* escape.h - characters as Python writes them in literals. */
#ifndef VK_OBJECT_ESCAPE_H
#define VK_OBJECT_ESCAPE_H

#include <stdint.h>

/* \xhh, \uhhhh or \Uhhhhhhhh, NUL-terminated: up to 11 bytes. Returns its
 * length. */
uint32_t vk_escape_char(uint32_t character, char *text);
/* \xhh */
uint32_t vk_escape_byte(uint8_t byte, char *text);
/* \t, \n and \r, else as vk_escape_char(). */
uint32_t vk_escape_shortly(uint32_t character, char *text);

#endif
