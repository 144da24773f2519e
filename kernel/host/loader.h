/* loader.h - finds, checks, orders and opens the plugins that a configuration
 * lists. */
#ifndef VK_HOST_LOADER_H
#define VK_HOST_LOADER_H

#include "host/config.h"
#include "host/runtime.h"

/* One row for each viv_plugin_kind. */
typedef struct vk_plugin_kind_row {
    const char *word;   /* family, as in the note, the symbol and INI
                           sections */
    const char *list;   /* families, the key of [vivarium] */
    const char *folder; /* plugins */
    size_t body_size;
} vk_plugin_kind_row;

const vk_plugin_kind_row *vk_loader_kind(viv_plugin_kind kind);

/* Opens what [config] lists and fills in the runtime's plugins and the
 * policies' settings. Everything that is wrong is added to [problems]; unless
 * there were none, nothing was opened. Plugins are never closed again. */
void vk_loader_load(struct vk_runtime *runtime, vk_config *config,
                    vk_problems *problems);

/* The policies alone. */
void vk_loader_load_policies(vk_config *config, vk_plugins *policies,
                             vk_problems *problems);

/* Frees the lists; the shared objects stay. */
void vk_loader_free(struct vk_runtime *runtime);
void vk_plugins_free(vk_plugins *plugins);

#endif
