/* finder.h - the plugins that a configuration names, found and checked, not
 * opened. */
#ifndef VK_HOST_FINDER_H
#define VK_HOST_FINDER_H

#include "host/config.h"
#include "host/note.h"

typedef struct vk_found {
    char *name, *path;
    const vk_ini_row *row; /* that names it, or NULL */
    bool listed;           /* else the kernel's own code needs it */
    vk_note note;
    int mark;              /* while sorting */
    int file;              /* open, if its hash was compared; else -1 */
} vk_found;

typedef struct vk_found_list {
    vk_found *rows;
    uint32_t count;
} vk_found_list;

/* Adds a problem for each folder of plugin-path that cannot be used. */
void vk_finder_check_folders(const vk_config *config, vk_problems *problems);

/* Finds what the key [list] of [vivarium] names (`*`: all there are) and what
 * library code needs, reads the notes, and orders them: a plugin comes after
 * those that it requires, else by name; policies as listed. */
void vk_finder_find(const vk_config *config, viv_plugin_kind kind,
                    vk_found_list *found, vk_problems *problems);
void vk_finder_free(vk_found_list *found);

#endif
