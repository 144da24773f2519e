/* loads.c - opens one plugin as the loader does and looks at its descriptor. */
#include <dlfcn.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <vivarium/plugin.h>

static const char *const kinds[] = {0, "family", "module", "policy"};

static const viv_plugin *find_descriptor(void *library, const char *name) {
    char symbol[200];

    for (int kind = VIV_PLUGIN_FAMILY; kind <= VIV_PLUGIN_POLICY; kind++) {
        snprintf(symbol, sizeof symbol, "viv_%s_%s", kinds[kind], name);
        const viv_plugin *plugin = dlsym(library, symbol);

        if (plugin && plugin->kind == (uint32_t)kind)
            return plugin;
    }
    return NULL;
}

int main(int argc, char **argv) {
    void *library = argc == 2 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;

    if (!library) {
        fprintf(stderr, "%s\n", argc == 2 ? dlerror() : "usage: loads FILE");
        return 1;
    }
    char *name = basename(argv[1]);

    name[strcspn(name, ".")] = 0;
    const viv_plugin *plugin = find_descriptor(library, name);

    if (!plugin || plugin->magic != VIV_PLUGIN_MAGIC ||
        plugin->size != sizeof *plugin || strcmp(plugin->id, name) != 0) {
        fprintf(stderr, "%s: no descriptor of its name\n", argv[1]);
        return 1;
    }
    return 0;
}
