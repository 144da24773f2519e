/* report.c - the plugins' documentation, from their descriptors: `viv
 * plugins`.
 *
 * Printed from descriptors and settings themselves; documentation repeats none
 * of it.
 */
#include "host/report.h"

#include <string.h>
#include <vivarium/embed.h>

#include "host/loader.h"

/* The first line of the text in three quotation marks that a source begins
 * with; its length is 0 if there is none. */
static viv_source docstring(const vk_plugin *plugin) {
    viv_source source;

    if (!vk_plugin_source(plugin, plugin->name, &source) &&
        !vk_plugin_world_source(plugin, &source))
        return (viv_source){0};
    if (strncmp(source.text, "\"\"\"", 3) != 0)
        return (viv_source){0};
    source.text += 3;
    source.length = (uint32_t)strcspn(source.text, "\"\n");
    return source;
}

static void print_title(FILE *out, const vk_plugin *plugin) {
    /* All three bodies begin with it. */
    const char *doc = *(const char *const *)plugin->body;
    viv_source source = docstring(plugin);

    fprintf(out, "%s %s", vk_loader_kind(plugin->kind)->word, plugin->name);
    if (doc)
        fprintf(out, ": %s", doc);
    else if (source.length)
        fprintf(out, ": %.*s", (int)source.length, source.text);
    fputc('\n', out);
}

static void print_entry(FILE *out, const char *indent, const char *entry,
                        const char *doc) {
    /* Alternatives of a signature are lines. */
    for (; *entry; entry += strcspn(entry, "\n"), entry += *entry == '\n')
        fprintf(out, "%s%.*s\n", indent, (int)strcspn(entry, "\n"), entry);
    if (doc && *doc)
        fprintf(out, "%s    %s\n", indent, doc);
}

static void print_functions(FILE *out, const char *indent,
                            const viv_table *functions) {
    viv_function row;

    for (uint32_t i = 0; vk_table_row(functions, i, &row, sizeof row); i++)
        print_entry(out, indent, row.signature, row.doc);
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

static void print_type(FILE *out, const viv_type *type) {
    char head[200];
    viv_property row;

    snprintf(head, sizeof head, "class %s%s%s%s", type->name,
             type->base ? "(" : "", type->base ? type->base : "",
             type->base ? ")" : "");
    print_entry(out, "    ", head, type->doc);
    for (uint32_t i = 0;
         vk_table_row(&type->properties, i, &row, sizeof row); i++)
        print_entry(out, "        ", row.name, row.doc);
    print_functions(out, "        ", &type->methods);
}

static void print_module(FILE *out, const vk_plugin *plugin) {
    const viv_module *module = plugin->body;
    viv_constant constant;
    viv_type type;
    viv_source source;
    const viv_table *sources = plugin->descriptor->sources;

    print_functions(out, "    ", &module->functions);
    for (uint32_t i = 0; vk_table_row(&module->constants, i, &constant,
                                      sizeof constant);
         i++)
        print_constant(out, &constant);
    for (uint32_t i = 0;
         vk_table_row(&module->types, i, &type, sizeof type); i++)
        if (!(type.flags & VIV_TYPE_HIDDEN))
            print_type(out, &type);
    for (uint32_t i = 0;
         sources && vk_table_row(sources, i, &source, sizeof source); i++)
        fprintf(out, "    %s in Python, %u bytes\n", source.module,
                source.length);
}

static void print_setting(FILE *out, const char *section,
                          const viv_setting *row) {
    static const char *const values[] = {
        [VIV_SETTING_WORDS] = "words",
        [VIV_SETTING_SIZE] = "size",
        [VIV_SETTING_NUMBER] = "number",
        [VIV_SETTING_FLAG] = "yes or no",
        [VIV_SETTING_TEXT] = "text",
    };
    char head[300];

    snprintf(head, sizeof head, "[%s] %s = %s    (%s)", section, row->name,
             row->initial ? row->initial : "",
             (unsigned)row->kind < sizeof values / sizeof *values
                 ? values[row->kind]
                 : "?");
    print_entry(out, "    ", head, row->doc);
}

static void print_policy(FILE *out, const vk_plugin *plugin) {
    const viv_policy *policy = plugin->body;
    vk_word_line line = {out, 0, ""};
    viv_setting row;

    line.column = fprintf(out, "   ");
    vk_policy_words(&line, policy);
    fputc('\n', out);
    for (uint32_t i = 0;
         vk_table_row(&policy->settings, i, &row, sizeof row); i++)
        print_setting(out, plugin->name, &row);
}

static void print_family(FILE *out, const vk_plugin *plugin) {
    vk_word_line line = {out, 0, ""};

    line.column = fprintf(out, "   ");
    vk_family_words(&line, plugin->body);
    fputc('\n', out);
}

static void print_whole(FILE *out, const vk_plugin *plugin) {
    const viv_plugin *descriptor = plugin->descriptor;

    fprintf(out, "    %s, SDK %u.%u, %s\n",
            descriptor->version && *descriptor->version ? descriptor->version
                                                        : "no version",
            descriptor->sdk_major, descriptor->sdk_minor, plugin->path);
    print_needs(out, plugin);
    switch (plugin->kind) {
    case VIV_PLUGIN_FAMILY:
        print_family(out, plugin);
        break;
    case VIV_PLUGIN_MODULE:
        print_module(out, plugin);
        break;
    case VIV_PLUGIN_POLICY:
        print_policy(out, plugin);
        break;
    }
}

bool viv_runtime_print_plugins(viv_runtime *handle, const char *name,
                               FILE *out) {
    const struct vk_runtime *runtime = (const struct vk_runtime *)handle;
    bool found = !name;

    for (int kind = VIV_PLUGIN_FAMILY; kind <= VIV_PLUGIN_POLICY; kind++) {
        const vk_plugins *plugins =
            vk_plugins_of(runtime, (viv_plugin_kind)kind);

        for (uint32_t i = 0; i < plugins->count; i++) {
            const vk_plugin *plugin = &plugins->rows[i];

            if (!plugin->listed || (name && strcmp(plugin->name, name) != 0))
                continue;
            print_title(out, plugin);
            if (name)
                print_whole(out, plugin);
            found = true;
        }
    }
    return found;
}
