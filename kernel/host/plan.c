/* plan.c - what a configuration loads and what it means, for people: `viv
 * check`. */
#include <libgen.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <vivarium/embed.h>

#include "host/fingerprint.h"
#include "host/guard.h"
#include "host/loader.h"
#include "host/report.h"
#include "host/sandbox.h"
#include "memory/world.h"

enum { WIDTH = 88, WORD_MOST = 300 };

void vk_word_line_add(vk_word_line *line, const char *format, ...) {
    char word[WORD_MOST];
    va_list values;

    va_start(values, format);
    vsnprintf(word, sizeof word, format, values);
    va_end(values);
    fputs(line->comma, line->out);
    if (line->column + (int)strlen(word) > WIDTH)
        line->column = fprintf(line->out, "\n       ");
    line->column += fprintf(line->out, " %s", word);
    line->comma = ",";
}

/* -- what plugins provide */

static const char *const node_names[] = {
#define VIV_NODE(kind, fields) [VIV_##kind] = #kind,
#define VIV_PLAIN(kind, fields) [VIV_##kind] = #kind,
#include <vivarium/nodes.def>
#undef VIV_NODE
#undef VIV_PLAIN
};

void vk_family_words(vk_word_line *line, const viv_family *family) {
    viv_meaning meaning;
    viv_field_meaning field;
    viv_node_row node;
    viv_statement_row statement;
    viv_operator_row operation;

    for (uint32_t i = 0;
         vk_table_row(&family->meanings, i, &meaning, sizeof meaning); i++)
        if (meaning.kind > 0 && meaning.kind < VIV_NODE_COUNT)
            vk_word_line_add(line, "%s", node_names[meaning.kind]);
    for (uint32_t i = 0; vk_table_row(&family->fields, i, &field, sizeof field);
         i++)
        vk_word_line_add(line, "%s.%s", field.node, field.field);
    for (uint32_t i = 0; vk_table_row(&family->nodes, i, &node, sizeof node);
         i++)
        vk_word_line_add(line, "%s", node.name);
    for (uint32_t i = 0;
         vk_table_row(&family->statements, i, &statement, sizeof statement);
         i++)
        vk_word_line_add(line, "statement '%s'", statement.keyword);
    for (uint32_t i = 0;
         vk_table_row(&family->operators, i, &operation, sizeof operation); i++)
        vk_word_line_add(line, "operator '%s'", operation.spelling);
}

static uint32_t count_rows(const viv_table *table) {
    const void *first;
    uint32_t count = 0;

    while (vk_table_row(table, count, &first, sizeof first))
        count++;
    return count;
}

static void add_count(vk_word_line *line, uint32_t count, const char *one,
                      const char *many) {
    if (count)
        vk_word_line_add(line, "%u %s", count, count == 1 ? one : many);
}

static void add_module(vk_word_line *line, const vk_plugin *plugin) {
    const viv_module *module = plugin->body;
    const viv_table *sources = plugin->descriptor->sources;

    add_count(line, count_rows(&module->functions), "function in C",
              "functions in C");
    add_count(line, count_rows(&module->types), "class in C", "classes in C");
    add_count(line, count_rows(&module->constants), "constant", "constants");
    if (sources)
        add_count(line, count_rows(sources), "part in Python",
                  "parts in Python");
}

void vk_policy_words(vk_word_line *line, const viv_policy *policy) {
    viv_hooks hooks = {0};
    viv_services services = {0};

    if (policy->hooks)
        memcpy(&hooks, policy->hooks,
               policy->hooks->size < sizeof hooks ? policy->hooks->size
                                                  : sizeof hooks);
    if (policy->services)
        memcpy(&services, policy->services,
               policy->services->size < sizeof services
                   ? policy->services->size
                   : sizeof services);
    if (hooks.limits)
        vk_word_line_add(line, "states limits");
#define VIV_HOOK(name, unanswered, parameters, arguments, words)               \
    if (hooks.name)                                                            \
        vk_word_line_add(line, "answers %s", #name);
#include <vivarium/hooks.def>
#undef VIV_HOOK
    if (services.output)
        vk_word_line_add(line, "sees output");
    if (services.clock)
        vk_word_line_add(line, "gives the clock");
    if (services.entropy)
        vk_word_line_add(line, "gives entropy");
    if (services.answered)
        vk_word_line_add(line, "is told of answers");
}

/* -- plugins */

typedef struct plan {
    struct vk_runtime *runtime;
    FILE *out;
} plan;

/* Asked in a sandbox of its own, in which nothing runs. */
static void add_needs(vk_word_line *line, viv_vm *vm,
                      const vk_plugin *plugin) {
    for (uint32_t i = 0; i < VIV_CAP_COUNT; i++) {
        const char *name = viv_capability_name((viv_capability)i);
        viv_question question = {VIV_ASK_capability, plugin->name, name};

        if (!(plugin->needs >> i & 1))
            continue;
        if (plugin->kind != VIV_PLUGIN_MODULE)
            vk_word_line_add(line, "uses %s", name);
        else
            vk_word_line_add(line, "needs %s: %s", name,
                             vk_guard_peek(vm, &question).allowed
                                 ? "granted"
                                 : "not granted");
    }
}

/* The installation's own folders go without saying. */
static void add_origin(vk_word_line *line, const struct vk_runtime *runtime,
                       const vk_plugin *plugin) {
    const vk_config *config = runtime->config;
    char usual[PATH_MAX];

    snprintf(usual, sizeof usual, "%s/%s/%s.so", config->root,
             vk_loader_kind(plugin->kind)->folder, plugin->name);
    if (strcmp(usual, plugin->path) != 0)
        vk_word_line_add(line, "from %s", plugin->path);
}

static void print_plugin(const plan *job, viv_vm *vm, const vk_plugin *plugin) {
    const viv_plugin *descriptor = plugin->descriptor;
    vk_word_line line = {job->out, 0, ""};

    line.column = fprintf(job->out, "    %s", plugin->name);
    if (descriptor->version && *descriptor->version)
        line.column += fprintf(job->out, " %s", descriptor->version);
    line.column += fprintf(job->out, " (SDK %u.%u):", descriptor->sdk_major,
                           descriptor->sdk_minor);
    if (plugin->kind == VIV_PLUGIN_FAMILY)
        vk_family_words(&line, plugin->body);
    else if (plugin->kind == VIV_PLUGIN_MODULE)
        add_module(&line, plugin);
    else
        vk_policy_words(&line, plugin->body);
    add_needs(&line, vm, plugin);
    add_origin(&line, job->runtime, plugin);
    fputc('\n', job->out);
}

static viv_value print_plugins(viv_sandbox *sandbox, void *arg) {
    const plan *job = arg;

    for (viv_plugin_kind kind = VIV_PLUGIN_FAMILY; kind <= VIV_PLUGIN_POLICY;
         kind++) {
        const vk_plugins *plugins = vk_plugins_of(job->runtime, kind);

        fprintf(job->out, "%s:\n", vk_loader_kind(kind)->list);
        for (uint32_t i = 0; i < plugins->count; i++)
            if (plugins->rows[i].listed)
                print_plugin(job, sandbox->vm, &plugins->rows[i]);
    }
    return VIV_NONE;
}

/* -- the rest */

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
    print_limit(out, "int-digits", limits->int_digits);
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
    plan job = {(struct vk_runtime *)handle, out};
    const vk_config *config = job.runtime->config;
    char *problems = NULL;
    viv_sandbox *sandbox = viv_sandbox_new(handle, NULL, &problems);

    fprintf(out, "configuration: %s\ninstallation: %s\n", config->name,
            config->root);
    if (sandbox)
        vk_sandbox_ask(sandbox, print_plugins, &job);
    else
        fprintf(out, "no sandbox starts: %s", problems);
    viv_sandbox_free(sandbox);
    free(problems);
    print_limits(out, &job.runtime->limits);
    print_settings(out, config);
    print_hash(out, job.runtime);
}
