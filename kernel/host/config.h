/* config.h - an INI file with the profiles it inherits, and settings read from
 * it. */
#ifndef VK_HOST_CONFIG_H
#define VK_HOST_CONFIG_H

#include <vivarium/plugin.h>

#include "host/ini.h"
#include "host/words.h"

typedef struct vk_config {
    vk_ini ini;       /* inherited rows first */
    char *root;       /* folder of plugins/, modules/, policies/, profiles/ */
    char *name;       /* of the file */
    bool bare;        /* not even the built-in functions are loaded */
    void **owned;     /* memory of settings, freed with the configuration */
    uint32_t owned_count, owned_room;
} vk_config;

/* Reads [path]; or [text], if not NULL, under the name [path]; or, if both are
 * NULL, the profile `default`. [root] NULL: the folder that belongs to this
 * library. */
void vk_config_read(vk_config *config, const char *root, const char *path,
                    const char *text, vk_problems *problems);
void vk_config_free(vk_config *config);

/* The list of that key: [initial], replaced and changed by each row in turn. */
void vk_config_words(const vk_config *config, const char *section,
                     const char *key, const char *initial, vk_words *words,
                     vk_problems *problems);

/* Fills [state] from the section: each row of [settings] (viv_setting) has its
 * value or its initial one. A problem is added for values that cannot be
 * read. */
void vk_config_settings(vk_config *config, const char *section,
                        const viv_table *settings, void *state,
                        vk_problems *problems);

/* Keeps [memory] until the configuration is freed; it may be NULL. */
bool vk_config_keep(vk_config *config, void *memory);

/* Adds a problem for each of the file's own rows in [section] whose key no row
 * of [settings] has. */
void vk_config_check_keys(const vk_config *config, const char *section,
                          const viv_table *settings, vk_problems *problems);

#endif
