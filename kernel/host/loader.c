/* loader.c - opens plugins and makes their descriptors safe to read.
 *
 * A plugin is code that will run in this process with all its rights, so
 * everything about it is checked before that: name, folder, owner, note,
 * versions, hash (finder.c, note.c, pins.c). Only a configuration without any
 * problem is opened at all; dlopen already runs constructors.
 *
 * Descriptors may come from an older SDK, with shorter structs. They are read
 * through whole() and vk_table_row(), which give zeros for what is not there.
 */
#include "host/loader.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vivarium/family.h>

#include "host/finder.h"

enum { SECTION_MOST = 80 }; /* "module NAME" */

static const vk_plugin_kind_row kinds[] = {
    [VIV_PLUGIN_FAMILY] = {"family", "families", "plugins", sizeof(viv_family)},
    [VIV_PLUGIN_MODULE] = {"module", "modules", "modules", sizeof(viv_module)},
    [VIV_PLUGIN_POLICY] = {"policy", "policies", "policies",
                           sizeof(viv_policy)},
};

static const char *const capabilities[] = {
#define VIV_CAP(name, doc) #name,
#include <vivarium/caps.def>
#undef VIV_CAP
};

const char *viv_capability_name(viv_capability capability) {
    return capability < VIV_CAP_COUNT ? capabilities[capability] : "";
}

viv_capability viv_capability_called(const char *name) {
    viv_capability at = 0;

    while (at < VIV_CAP_COUNT && strcmp(capabilities[at], name) != 0)
        at++;
    return at;
}

const vk_plugin_kind_row *vk_loader_kind(viv_plugin_kind kind) {
    return &kinds[kind];
}

/* [source] itself, or a copy that is [wanted] bytes long if it is shorter. */
static const void *whole(vk_config *config, const void *source, size_t size,
                         size_t wanted) {
    if (size >= wanted)
        return source;
    void *copy = calloc(1, wanted);

    if (copy) {
        memcpy(copy, source, size);
        vk_config_keep(config, copy);
    }
    return copy;
}

static uint64_t read_needs(const vk_found *found, vk_problems *problems) {
    uint64_t needs = 0;

    for (uint32_t i = 0; i < found->note.needs.count; i++) {
        const char *name = found->note.needs.items[i];
        viv_capability at = viv_capability_called(name);

        if (at < VIV_CAP_COUNT)
            needs |= UINT64_C(1) << at;
        else
            vk_problems_add(problems, "%s: needs an unknown capability '%s'",
                            found->path, name);
    }
    return needs;
}

/* The note was read from the file, the descriptor from memory: they must
 * agree. */
static const char *check_descriptor(const viv_plugin *plugin,
                                    const vk_plugin *row) {
    if (plugin->magic != VIV_PLUGIN_MAGIC)
        return "its descriptor has not the magic of one";
    if (plugin->size < offsetof(viv_plugin, version))
        return "its descriptor is too short";
    if (plugin->kind != (uint32_t)row->kind)
        return "its descriptor is of another kind than its note";
    if (!plugin->id || strcmp(plugin->id, row->name) != 0)
        return "its descriptor has another name than its note";
    if (plugin->sdk_major != VIV_SDK_MAJOR ||
        plugin->sdk_minor > VIV_SDK_MINOR || !plugin->body)
        return "its descriptor is for another SDK than its note";
    return NULL;
}

/* What was hashed is what is loaded: by its descriptor, not by its name again.
 * RTLD_NOW: a missing symbol must fail here, not in the middle of a program.
 * RTLD_LOCAL: plugins do not see each other. */
static void *open_library(const vk_plugin *row, int file) {
    char path[64];

    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    return dlopen(file >= 0 ? path : row->path, RTLD_NOW | RTLD_LOCAL);
}

static void open_plugin(vk_config *config, vk_plugin *row, int file,
                        vk_problems *problems) {
    char symbol[128];
    void *library = open_library(row, file);

    if (!library) {
        vk_problems_add(problems, "%s", dlerror());
        return;
    }
    snprintf(symbol, sizeof symbol, "viv_%s_%s", kinds[row->kind].word,
             row->name);
    row->descriptor = dlsym(library, symbol);
    const char *wrong = row->descriptor
                            ? check_descriptor(row->descriptor, row)
                            : "the symbol of its descriptor is missing";

    if (wrong) {
        vk_problems_add(problems, "%s: %s: %s", row->path, symbol, wrong);
        return;
    }
    row->body = whole(config, row->descriptor->body, row->descriptor->body_size,
                      kinds[row->kind].body_size);
    row->descriptor = whole(config, row->descriptor, row->descriptor->size,
                            sizeof(viv_plugin));
    if (!row->body || !row->descriptor)
        vk_problems_add(problems, "%s: out of memory", row->path);
}

/* The struct that a plugin's settings fill, from its section. */
static void read_settings(vk_config *config, vk_plugin *row,
                          const char *section, const viv_table *settings,
                          vk_problems *problems) {
    if (!row->state || !vk_config_keep(config, row->state)) {
        vk_problems_add(problems, "%s: out of memory", row->path);
        return;
    }
    vk_config_settings(config, section, settings, row->state, problems);
    vk_config_check_keys(config, section, settings, problems);
}

static void read_policy(vk_config *config, vk_plugin *row,
                        vk_problems *problems) {
    const viv_policy *policy = row->body;

    if (policy->hooks)
        row->hooks = whole(config, policy->hooks, policy->hooks->size,
                           sizeof(viv_hooks));
    if (policy->services)
        row->services = whole(config, policy->services,
                              policy->services->size, sizeof(viv_services));
    row->state = calloc(1, policy->state_size + 1);
    read_settings(config, row, row->name, &policy->settings, problems);
}

static void name_section(char *section, const char *module) {
    snprintf(section, SECTION_MOST, "module %s", module);
}

static void read_module(vk_config *config, vk_plugin *row,
                        vk_problems *problems) {
    const viv_module *module = row->body;
    char section[SECTION_MOST];

    if (module->settings.count == 0)
        return;
    name_section(section, row->name);
    row->state = calloc(1, module->state_size + 1);
    read_settings(config, row, section, &module->settings, problems);
}

static void open_all(vk_config *config, viv_plugin_kind kind,
                     vk_found_list *found, vk_plugins *plugins,
                     vk_problems *problems) {
    plugins->rows = calloc(found->count + 1, sizeof *plugins->rows);
    for (uint32_t i = 0; plugins->rows && i < found->count; i++) {
        vk_plugin *row = &plugins->rows[plugins->count++];

        row->name = strdup(found->rows[i].name);
        row->path = strdup(found->rows[i].path);
        row->kind = kind;
        row->listed = found->rows[i].listed;
        row->needs = read_needs(&found->rows[i], problems);
        open_plugin(config, row, found->rows[i].file, problems);
        if (row->body && kind == VIV_PLUGIN_POLICY)
            read_policy(config, row, problems);
        else if (row->body && kind == VIV_PLUGIN_MODULE)
            read_module(config, row, problems);
    }
}

void vk_loader_load_policies(vk_config *config, vk_plugins *policies,
                             vk_problems *problems) {
    vk_found_list found = {0};

    vk_finder_find(config, VIV_PLUGIN_POLICY, &found, problems);
    if (problems->count == 0)
        open_all(config, VIV_PLUGIN_POLICY, &found, policies, problems);
    vk_finder_free(&found);
}

static const viv_setting vivarium_keys[] = {
    {"inherit", VIV_SETTING_TEXT, 0, "", "Profile that the file changes."},
    {"families", VIV_SETTING_WORDS, 0, "", "Syntax that exists."},
    {"modules", VIV_SETTING_WORDS, 0, "", "Modules that exist."},
    {"policies", VIV_SETTING_WORDS, 0, "", "Policies that are asked."},
    {"plugin-path", VIV_SETTING_WORDS, 0, "", "Further folders of plugins."},
    {"hash-key", VIV_SETTING_TEXT, 0, "", "Key of str hashes, 32 hex digits."},
    {"c-stack", VIV_SETTING_TEXT, 0, "1M",
     "Bytes of C stack of a running sandbox."},
};

static const viv_setting modules_keys[] = {
    {"path", VIV_SETTING_WORDS, 0, "", "Folders of permitted .py modules."},
    {"vetted", VIV_SETTING_WORDS, 0, "", "Modules of them that may import "
                                         "what programs may not."},
    {"full-names", VIV_SETTING_FLAG, 0, "no", "Programs see their folders."},
};

static const viv_table vivarium_table = VIV_TABLE(vivarium_keys);
static const viv_table modules_table = VIV_TABLE(modules_keys);

/* Only modules that have settings have a section. */
static bool is_module_section(const struct vk_runtime *runtime,
                              const char *section) {
    for (uint32_t i = 0; i < runtime->modules.count; i++) {
        const vk_plugin *row = &runtime->modules.rows[i];
        const viv_module *module = row->body;
        char name[SECTION_MOST];

        name_section(name, row->name);
        if (module && module->settings.count && strcmp(name, section) == 0)
            return true;
    }
    return false;
}

/* Sections of the kernel's own; that of pins has keys of its own. */
static const struct {
    const char *name;
    const viv_table *keys;
} sections[] = {
    {"vivarium", &vivarium_table},
    {"modules", &modules_table},
    {"files", &vk_files_settings},
    {"sha256", NULL},
};
enum { SECTION_COUNT = sizeof sections / sizeof *sections };

static void check_own_sections(const vk_config *config,
                               vk_problems *problems) {
    for (int i = 0; i < SECTION_COUNT; i++)
        if (sections[i].keys)
            vk_config_check_keys(config, sections[i].name, sections[i].keys,
                                 problems);
}

static bool is_loaded_section(const struct vk_runtime *runtime,
                              const char *section) {
    for (int i = 0; i < SECTION_COUNT; i++)
        if (strcmp(section, sections[i].name) == 0)
            return true;
    for (uint32_t i = 0; i < runtime->policies.count; i++)
        if (strcmp(runtime->policies.rows[i].name, section) == 0)
            return true;
    return is_module_section(runtime, section);
}

/* Inherited sections of policies that are not listed are no mistake. A section
 * that nobody reads is a mistake somebody would not notice: a policy that was
 * meant to be on. */
static void check_sections(const struct vk_runtime *runtime,
                           const vk_config *config, vk_problems *problems) {
    const char *names[64];
    uint32_t count = 0;

    while (count < SECTION_COUNT) {
        names[count] = sections[count].name;
        count++;
    }
    for (uint32_t i = 0; i < runtime->policies.count && count < 64; i++)
        names[count++] = runtime->policies.rows[i].name;
    for (uint32_t i = 0; i < config->ini.count; i++) {
        const vk_ini_row *row = &config->ini.rows[i];

        if (row->inherited || is_loaded_section(runtime, row->section))
            continue;
        const char *near = vk_nearest_name(row->section, names, count);

        vk_ini_problem(problems, row,
                       "no loaded plugin has settings of that section%s%s%s",
                       near ? ", did you mean [" : "", near ? near : "",
                       near ? "]?" : "");
    }
}

void vk_loader_load(struct vk_runtime *runtime, vk_config *config,
                    vk_problems *problems) {
    vk_plugins *const plugins[] = {
        [VIV_PLUGIN_FAMILY] = &runtime->families,
        [VIV_PLUGIN_MODULE] = &runtime->modules,
        [VIV_PLUGIN_POLICY] = &runtime->policies,
    };
    vk_found_list found[VIV_PLUGIN_POLICY + 1] = {0};

    check_own_sections(config, problems);
    vk_finder_check_folders(config, problems);
    for (int kind = VIV_PLUGIN_FAMILY; kind <= VIV_PLUGIN_POLICY; kind++)
        vk_finder_find(config, (viv_plugin_kind)kind, &found[kind], problems);
    if (problems->count == 0) {
        for (int kind = VIV_PLUGIN_FAMILY; kind <= VIV_PLUGIN_POLICY; kind++)
            open_all(config, (viv_plugin_kind)kind, &found[kind],
                     plugins[kind], problems);
        check_sections(runtime, config, problems);
    }
    for (int kind = VIV_PLUGIN_FAMILY; kind <= VIV_PLUGIN_POLICY; kind++)
        vk_finder_free(&found[kind]);
}

void vk_plugins_free(vk_plugins *plugins) {
    for (uint32_t i = 0; i < plugins->count; i++) {
        free(plugins->rows[i].name);
        free(plugins->rows[i].path);
    }
    free(plugins->rows);
    *plugins = (vk_plugins){0};
}

void vk_loader_free(struct vk_runtime *runtime) {
    vk_plugins_free(&runtime->families);
    vk_plugins_free(&runtime->modules);
    vk_plugins_free(&runtime->policies);
}
