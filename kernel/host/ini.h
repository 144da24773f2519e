/* ini.h - INI files as rows: section, key, value, and where they stand. */
#ifndef VK_HOST_INI_H
#define VK_HOST_INI_H

#include <stdbool.h>

#include "host/problems.h"

typedef struct vk_ini_row {
    char *section, *key, *value;
    char *file;      /* of the vk_ini that read it */
    uint32_t line;
    bool inherited;  /* from a profile */
} vk_ini_row;

typedef struct vk_ini {
    vk_ini_row *rows;
    uint32_t count, room;
} vk_ini;

enum { VK_INI_LINE_MOST = 198, VK_INI_FILE_MOST = 1 << 20 };

/* Appends the rows of a file. A problem is added for what cannot be read: a
 * missing file, one over 1 MiB, a long line, a line that is no `key = value`, a
 * key twice in a section. */
void vk_ini_read_file(vk_ini *ini, const char *path, vk_problems *problems);
/* The same for a text that is called [name]. */
void vk_ini_read_text(vk_ini *ini, const char *name, const char *text,
                      vk_problems *problems);
/* Moves the rows of [other] to the end of [ini]. */
void vk_ini_append(vk_ini *ini, vk_ini *other, vk_problems *problems);
void vk_ini_free(vk_ini *ini);

/* The newest row of that key, or NULL. `-` and `_` in keys are the same. */
const vk_ini_row *vk_ini_find(const vk_ini *ini, const char *section,
                              const char *key);
bool vk_ini_same_key(const char *a, const char *b);

/* Adds "file:line: [section] key: " and the message. */
void vk_ini_problem(vk_problems *problems, const vk_ini_row *row,
                    const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
