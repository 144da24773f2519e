/* note.h - a plugin's ELF note, read before any of its code can run. */
#ifndef VK_HOST_NOTE_H
#define VK_HOST_NOTE_H

#include <vivarium/plugin.h>

#include "host/words.h"

enum { VK_NOTE_TEXT_MOST = 2000 };

typedef struct vk_note {
    char kind[16], id[64];
    uint32_t sdk_major, sdk_minor;
    vk_words needs, requires;
} vk_note;

/* Reads the note of the shared object at [path]. False: [why], of [size] bytes,
 * says what is wrong: no regular file, writable by others, no ELF file for this
 * machine, no note, or a note that cannot be read. */
bool vk_note_read(const char *path, vk_note *note, char *why, size_t size);
void vk_note_free(vk_note *note);

#endif
