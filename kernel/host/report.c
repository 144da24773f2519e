/* report.c - the plan of a runtime and the plugins' documentation, for
 * people. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <vivarium/embed.h>
#include <vivarium/family.h>

#include "host/fingerprint.h"
#include "host/loader.h"
#include "host/runtime.h"
#include "memory/cage.h"
#include "memory/world.h"

static const vk_plugins *plugins_of(const struct vk_runtime *runtime,
                                    viv_plugin_kind kind) {
    switch (kind) {
    case VIV_PLUGIN_FAMILY:
        return &runtime->families;
    case VIV_PLUGIN_MODULE:
        return &runtime->modules;
    default:
        return &runtime->policies;
    }
}

static void print_names(FILE *out, const char *list, const vk_plugins *plugins) {
    size_t column = (size_t)fprintf(out, "%s:", list);

    for (uint32_t i = 0; i < plugins->count; i++) {
        const char *name = plugins->rows[i].name;

        if (!plugins->rows[i].listed)
            continue;
        if (column + strlen(name) + 1 > 78)
            column = (size_t)fprintf(out, "\n   ") - 1;
        column += (size_t)fprintf(out, " %s", name);
    }
    fputc('\n', out);
}

static void print_limit(FILE *out, const char *name, double limit) {
    if (limit > 0)
        fprintf(out, "    %s = %.15g\n", name, limit);
    else
        fprintf(out, "    %s = none\n", name);
}

static void print_limits(FILE *out, const viv_limits *limits) {
    fputs("limits:\n", out);
    print_limit(out, "memory", (double)limits->memory);
    print_limit(out, "time", limits->seconds);
    print_limit(out, "steps", (double)limits->steps);
    print_limit(out, "recursion", limits->recursion);
    print_limit(out, "output", (double)limits->output);
    print_limit(out, "int-bits", limits->int_bits);
}

static void print_settings(FILE *out, const vk_config *config) {
    fputs("settings:\n", out);
    for (uint32_t i = 0; i < config->ini.count; i++) {
        const vk_ini_row *row = &config->ini.rows[i];

        fprintf(out, "    [%s] %s = %s    (%s:%u)\n", row->section, row->key,
                row->value, row->file, row->line);
    }
}

static void print_hash(FILE *out, const struct vk_runtime *runtime) {
    uint8_t hash[VK_SHA256_BYTES];
    vk_problem problem = {{0}};

    fprintf(out, "world: %u bytes, ", vk_world_end(runtime->world));
    if (!vk_fingerprint(runtime, hash, &problem)) {
        fprintf(out, "no hash: %s\n", problem.text);
        return;
    }
    for (size_t i = 0; i < sizeof hash; i++)
        fprintf(out, "%02x", hash[i]);
    fputc('\n', out);
}

void viv_runtime_print_plan(viv_runtime *handle, FILE *out) {
    const struct vk_runtime *runtime = (const struct vk_runtime *)handle;
    const vk_config *config = runtime->config;

    fprintf(out, "configuration: %s\n", config->name);
    for (int kind = VIV_PLUGIN_FAMILY; kind <= VIV_PLUGIN_POLICY; kind++)
        print_names(out, vk_loader_kind((viv_plugin_kind)kind)->list,
                    plugins_of(runtime, (viv_plugin_kind)kind));
    print_limits(out, &runtime->limits);
    print_settings(out, config);
    print_hash(out, runtime);
}

/* -- one plugin */

static const char *doc_of(const vk_plugin *plugin) {
    /* All three begin with it. */
    const char *doc = *(const char *const *)plugin->body;

    return doc ? doc : "";
}

static void print_functions(FILE *out, const viv_table *functions) {
    viv_function row;

    for (uint32_t i = 0; vk_table_row(functions, i, &row, sizeof row); i++)
        fprintf(out, "    %s\n        %s\n", row.signature,
                row.doc ? row.doc : "");
}

static void print_constant(FILE *out, const viv_constant *row) {
    fprintf(out, "    %s = ", row->name);
    switch (row->kind) {
    case VIV_CONSTANT_FLOAT:
        fprintf(out, "%.17g", row->number);
        break;
    case VIV_CONSTANT_INT:
        fprintf(out, "%lld", (long long)row->integer);
        break;
    case VIV_CONSTANT_STR:
        fprintf(out, "\"%s\"", row->text);
        break;
    }
    fprintf(out, "\n        %s\n", row->doc ? row->doc : "");
}

static void print_needs(FILE *out, const vk_plugin *plugin) {
    static const char *const names[] = {
#define VIV_CAP(name, doc) #name " (" doc ")",
#include <vivarium/caps.def>
#undef VIV_CAP
    };

    for (uint32_t i = 0; i < VIV_CAP_COUNT; i++)
        if (plugin->needs >> i & 1)
            fprintf(out, "    needs %s\n", names[i]);
}

static void print_module(FILE *out, const vk_plugin *plugin) {
    const viv_module *module = plugin->body;
    viv_constant constant;
    viv_type type;
    viv_source source;
    const viv_table *sources = plugin->descriptor->sources;

    print_functions(out, &module->functions);
    for (uint32_t i = 0; vk_table_row(&module->constants, i, &constant,
                                      sizeof constant);
         i++)
        print_constant(out, &constant);
    for (uint32_t i = 0;
         vk_table_row(&module->types, i, &type, sizeof type); i++) {
        fprintf(out, "    class %s\n        %s\n", type.name,
                type.doc ? type.doc : "");
        print_functions(out, &type.methods);
    }
    for (uint32_t i = 0;
         sources && vk_table_row(sources, i, &source, sizeof source); i++)
        fprintf(out, "    %s in Python, %u bytes\n", source.module,
                source.length);
}

static void print_policy(FILE *out, const vk_plugin *plugin) {
    const viv_policy *policy = plugin->body;
    viv_setting row;

    for (uint32_t i = 0;
         vk_table_row(&policy->settings, i, &row, sizeof row); i++)
        fprintf(out, "    %s = %s\n        %s\n", row.name, row.initial,
                row.doc ? row.doc : "");
}

static void print_plugin(FILE *out, const vk_plugin *plugin, bool whole) {
    fprintf(out, "%s %s: %s\n", vk_loader_kind(plugin->kind)->word,
            plugin->name, doc_of(plugin));
    if (!whole)
        return;
    fprintf(out, "    %s, SDK %u.%u\n", plugin->path,
            plugin->descriptor->sdk_major, plugin->descriptor->sdk_minor);
    print_needs(out, plugin);
    if (plugin->kind == VIV_PLUGIN_MODULE)
        print_module(out, plugin);
    else if (plugin->kind == VIV_PLUGIN_POLICY)
        print_policy(out, plugin);
}

bool viv_runtime_print_plugins(viv_runtime *handle, const char *name,
                               FILE *out) {
    const struct vk_runtime *runtime = (const struct vk_runtime *)handle;
    bool found = !name;

    for (int kind = VIV_PLUGIN_FAMILY; kind <= VIV_PLUGIN_POLICY; kind++) {
        const vk_plugins *plugins =
            plugins_of(runtime, (viv_plugin_kind)kind);

        for (uint32_t i = 0; i < plugins->count; i++) {
            const vk_plugin *plugin = &plugins->rows[i];

            if (!plugin->listed || (name && strcmp(plugin->name, name) != 0))
                continue;
            print_plugin(out, plugin, name != NULL);
            found = true;
        }
    }
    return found;
}
