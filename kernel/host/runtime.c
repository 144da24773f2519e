/* runtime.c - from a configuration to plugins, world and cages.
 *
 * The expensive things happen here, once: plugins are opened, the world is
 * built by running the library's own code in a cage, and frozen. A sandbox then
 * costs a range of addresses and a few words.
 *
 * Steps go on after a problem as far as they can, so that a user sees all
 * mistakes of a configuration at once; what depends on a sound one is not
 * begun.
 */
#include "host/runtime.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vivarium/embed.h>

#include "compile/families.h"
#include "compile/image.h"
#include "host/guard.h"
#include "host/loader.h"
#include "host/policies.h"
#include "host/prune.h"
#include "host/words.h"
#include "sdk/parse.h"
#include "memory/cage.h"
#include "memory/stack.h"
#include "memory/world.h"
#include "object/list.h"

enum { RECURSION_MOST = 100000, NAME_MOST = 60 };

/* Any number will do: it is the same for all, so that runs can be repeated. */
static const char default_hash_key[] = "243f6a8885a308d313198a2e03707344";

/* The one place where struct sizes of plugins are believed: the copy is never
 * longer than both sides. */
bool vk_table_row(const viv_table *table, uint32_t index, void *row,
                  size_t size) {
    size_t given = table->row_size < size ? table->row_size : size;
    const char *at =
        (const char *)table->rows + (size_t)index * table->row_size;
    const void *first = NULL;

    if (index >= table->count)
        return false;
    memset(row, 0, size);
    memcpy(row, at, given);
    /* Every row begins with a name; a table may end in an empty one. */
    memcpy(&first, row, sizeof first);
    return first != NULL;
}

viv_value vk_empty_tuple(viv_vm *vm) {
    return vk_runtime(vm)->roots.empty_tuple;
}

const vk_plugin *vk_runtime_module(const struct vk_runtime *runtime,
                                   const char *name) {
    for (uint32_t i = 0; i < runtime->modules.count; i++)
        if (strcmp(runtime->modules.rows[i].name, name) == 0)
            return &runtime->modules.rows[i];
    return NULL;
}

bool vk_plugin_source(const vk_plugin *plugin, const char *module,
                      viv_source *source) {
    const viv_table *sources = plugin->descriptor->sources;

    for (uint32_t i = 0;
         sources && vk_table_row(sources, i, source, sizeof *source); i++)
        if (strcmp(source->module, module) == 0)
            return true;
    return false;
}

enum { MODULE_BYTES = 2 * NAME_MOST + 3 };

static void world_source_name(const vk_plugin *plugin,
                              char name[MODULE_BYTES]) {
    snprintf(name, MODULE_BYTES, "%.*s._%.*s", NAME_MOST, plugin->name,
             NAME_MOST, plugin->name);
}

bool vk_plugin_world_source(const vk_plugin *plugin, viv_source *source) {
    char name[MODULE_BYTES];

    world_source_name(plugin, name);
    return vk_plugin_source(plugin, name, source);
}

bool vk_plugin_is_world_source(const vk_plugin *plugin,
                               const viv_source *source) {
    char name[MODULE_BYTES];

    world_source_name(plugin, name);
    return strcmp(source->module, name) == 0;
}

/* -- limits: what the configuration states is the ceiling */

static double as_number(uint64_t limit) {
    return (double)limit;
}

/* The INI row that sets a limit, in the section of whichever policy has a
 * setting of that name. */
static const vk_ini_row *find_limit_row(const struct vk_runtime *runtime,
                                        const char *name) {
    const vk_config *config = runtime->config;
    const vk_ini_row *row = NULL;

    for (uint32_t i = 0; i < runtime->policies.count && !row; i++)
        row = vk_ini_find(&config->ini, runtime->policies.rows[i].name, name);
    return row;
}

/* A host may ask for less than the configuration states, never for more. */
static void check_limit(const struct vk_runtime *runtime, const char *name,
                        double asked, double ceiling, vk_problems *problems) {
    const vk_ini_row *row = find_limit_row(runtime, name);
    const vk_config *config = runtime->config;

    if (ceiling == 0 || asked <= ceiling)
        return;
    if (row)
        vk_ini_problem(problems, row,
                       "the %s limit is at most %s, asked for %.15g", name,
                       row->value, asked);
    else
        vk_problems_add(problems,
                        "%s: the %s limit is at most %.15g, asked for %.15g",
                        config->name, name, ceiling, asked);
}

void vk_runtime_check_limits(const struct vk_runtime *runtime,
                             const viv_limits *asked, vk_problems *problems) {
    const viv_limits *most = &runtime->limits;

    check_limit(runtime, "memory", as_number(asked->memory),
                as_number(most->memory), problems);
    check_limit(runtime, "steps", as_number(asked->steps),
                as_number(most->steps), problems);
    check_limit(runtime, "output", as_number(asked->output),
                as_number(most->output), problems);
    check_limit(runtime, "time", asked->seconds, most->seconds, problems);
    check_limit(runtime, "recursion", asked->recursion, most->recursion,
                problems);
    check_limit(runtime, "int-bits", asked->int_bits, most->int_bits, problems);
}

static void read_limits(struct vk_runtime *runtime, vk_problems *problems) {
    const char *who = NULL;

    if (!vk_guard_limits(&runtime->policies, &runtime->limits, &who))
        vk_problems_add(problems, "policy '%s' allows no program to run", who);
    if (runtime->limits.recursion > RECURSION_MOST)
        vk_problems_add(problems, "the recursion limit is at most %d, not %u",
                        RECURSION_MOST, runtime->limits.recursion);
}

/* -- other keys */

static void read_hash_key(struct vk_runtime *runtime, vk_problems *problems) {
    const vk_config *config = runtime->config;
    const vk_ini_row *row = vk_ini_find(&config->ini, "vivarium", "hash-key");
    const char *text = row ? row->value : default_hash_key;
    char digits[33] = {0};

    if (strlen(text) == 32)
        memcpy(digits, text, 32);
    if (strspn(digits, "0123456789abcdefABCDEF") != 32)
        vk_ini_problem(problems, row,
                       "expected 32 hexadecimal digits, found '%s'",
                       row->value);
    runtime->hash_key[1] = strtoull(digits + 16, NULL, 16);
    digits[16] = 0;
    runtime->hash_key[0] = strtoull(digits, NULL, 16);
}

/* Bytes of the stacks that sandboxes run on: the host's figure, else the INI
 * file's. */
static uint32_t read_c_stack(const struct vk_runtime *runtime, uint64_t asked,
                             vk_problems *problems) {
    const vk_config *config = runtime->config;
    const vk_ini_row *row = vk_ini_find(&config->ini, "vivarium", "c-stack");
    uint64_t bytes = VK_C_STACK_DEFAULT;

    if (asked == 0 && row && !vk_size_parse(row->value, &bytes))
        bytes = 0;
    if (asked != 0)
        bytes = asked;
    if (bytes >= VK_C_STACK_LEAST && bytes <= VK_C_STACK_MOST)
        return (uint32_t)bytes;
    if (asked == 0)
        vk_ini_problem(problems, row,
                       "expected a size from 256K to 8M, found '%s'",
                       row->value);
    else
        vk_problems_add(problems, "a C stack has 256 KiB to 8 MiB, not %llu",
                        (unsigned long long)asked);
    return VK_C_STACK_DEFAULT;
}

static const viv_setting folder_settings[] = {
    VIV_FLAG(vk_folders, full_names, "no", ""),
};

static void read_module_path(struct vk_runtime *runtime,
                             vk_problems *problems) {
    static const viv_table settings = VIV_TABLE(folder_settings);
    vk_config *config = runtime->config;
    const vk_ini_row *row = vk_ini_find(&config->ini, "modules", "path");
    vk_words folders = {0};

    vk_config_settings(config, "modules", &settings, &runtime->folders,
                       problems);
    vk_config_words(config, "modules", "path", "", &folders, problems);
    vk_config_words(config, "modules", "vetted", "", &runtime->vetted,
                    problems);
    for (uint32_t i = 0; i < folders.count; i++) {
        const char *wrong =
            vk_folders_add(&runtime->folders, folders.items[i]);

        if (wrong)
            vk_ini_problem(problems, row, "%s: %s", folders.items[i], wrong);
    }
    vk_words_free(&folders);
}

static void read_files(struct vk_runtime *runtime, vk_problems *problems) {
    vk_config *config = runtime->config;

    vk_config_settings(config, "files", &vk_files_settings, &runtime->files,
                       problems);
    vk_files_start(&runtime->files, config, problems);
}

static void make_family_table(struct vk_runtime *runtime,
                              vk_problems *problems) {
    char problem[200];
    bool failed;

    runtime->family_table = malloc(sizeof *runtime->family_table);
    if (!runtime->family_table) {
        vk_problems_add(problems, "out of memory");
        return;
    }
    vk_families_begin(runtime->family_table);
    for (uint32_t i = 0; i < runtime->families.count; i++) {
        const vk_plugin *family = &runtime->families.rows[i];

        if (!vk_families_add(runtime->family_table, family->name, family->body,
                             problem, sizeof problem))
            vk_problems_add(problems, "%s: %s", family->path, problem);
        else if (!family->listed)
            vk_families_withhold(runtime->family_table);
    }
    runtime->syntax = vk_extension_new(runtime->family_table, &failed);
    if (failed)
        vk_problems_add(problems, "out of memory");
}

/* -- the world */

typedef struct populate {
    viv_vm *vm;
    struct vk_runtime *runtime;
    vk_problem problem;
    bool fine;
} populate;

static void run_populate(void *arg) {
    populate *job = arg;

    job->fine = vk_world_populate(job->vm, job->runtime, &job->problem) &&
                (job->runtime->bare ||
                 vk_prune_builtins(job->vm, job->runtime));
}

/* On a pooled C stack with its guard page, like any sandbox: library code that
 * recursed for ever would end here and not in the host. */
static void make_world(struct vk_runtime *runtime, vk_problems *problems) {
    populate job = {.runtime = runtime};

    job.vm = vk_world_build(&job.problem);
    if (!job.vm) {
        vk_problems_add(problems, "%s", job.problem.text);
        return;
    }
    VK(job.vm)->runtime = runtime;
    vk_image_stamp(runtime->stamp);
    vk_stack_end end =
        vk_stack_run(runtime->stacks, job.vm, run_populate, &job);

    if (end != VK_STACK_RETURNED || !job.fine) {
        vk_problems_add(problems, "the world cannot be built: %s",
                        end == VK_STACK_ABANDONED ? VK(job.vm)->fault
                                                  : job.problem.text);
        vk_world_abandon(job.vm);
        return;
    }
    runtime->world = vk_world_freeze(job.vm, &job.problem);
    if (!runtime->world)
        vk_problems_add(problems, "%s", job.problem.text);
}

static void make_cages(struct vk_runtime *runtime, uint32_t count,
                       vk_problems *problems) {
    vk_problem problem = {{0}};

    runtime->cages =
        vk_cage_pool_new(runtime->world, count ? count : 1, &problem);
    if (!runtime->cages)
        vk_problems_add(problems, "%s", problem.text);
}

static void start(struct vk_runtime *runtime,
                  const viv_runtime_options *options, vk_problems *problems) {
    vk_config *config = runtime->config;
    uint32_t c_stack;

    config->bare = runtime->bare = options->bare;
    vk_config_read(config, options->root, options->config,
                   options->config_text, problems);
    if (problems->count)
        return;
    vk_loader_load(runtime, config, problems);
    vk_policies_describe(runtime, problems);
    read_limits(runtime, problems);
    read_hash_key(runtime, problems);
    read_module_path(runtime, problems);
    read_files(runtime, problems);
    c_stack = read_c_stack(runtime, options->c_stack, problems);
    make_family_table(runtime, problems);
    vk_policies_start(&runtime->policies, config, problems);
    if (problems->count)
        return;
    runtime->stacks = vk_stack_pool_new(c_stack);
    if (!runtime->stacks)
        vk_problems_add(problems, "out of memory");
    else
        make_world(runtime, problems);
    if (problems->count == 0)
        make_cages(runtime, options->cages, problems);
    if (options->catch_faults && !vk_fault_handler_install())
        vk_problems_add(problems, "the handler for faults was refused");
}

/* The caller's struct, whole: one built against an older header is shorter. */
static viv_runtime_options read_options(const viv_runtime_options *given) {
    viv_runtime_options options = {0};

    if (given)
        memcpy(&options, given,
               given->size < sizeof options ? given->size : sizeof options);
    return options;
}

viv_runtime *viv_runtime_start(const viv_runtime_options *given,
                               char **problem_text) {
    viv_runtime_options options = read_options(given);
    struct vk_runtime *runtime = calloc(1, sizeof *runtime);
    vk_problems problems = {0};

    if (runtime)
        runtime->config = calloc(1, sizeof(vk_config));
    if (runtime && runtime->config)
        start(runtime, &options, &problems);
    else
        vk_problems_add(&problems, "out of memory");
    if (problems.count) {
        viv_runtime_end((viv_runtime *)runtime);
        runtime = NULL;
    }
    if (problem_text)
        *problem_text = problems.text;
    else
        vk_problems_free(&problems);
    return (viv_runtime *)runtime;
}

/* Also for a runtime that never came to be: each part may be missing. */
void viv_runtime_end(viv_runtime *handle) {
    struct vk_runtime *runtime = (struct vk_runtime *)handle;

    if (!runtime)
        return;
    if (runtime->cages)
        vk_cage_pool_free(runtime->cages);
    if (runtime->world)
        vk_world_free(runtime->world);
    if (runtime->stacks)
        vk_stack_pool_free(runtime->stacks);
    vk_world_release(runtime);
    free(runtime->syntax);
    free(runtime->family_table);
    vk_folders_close(&runtime->folders);
    vk_files_end(&runtime->files);
    vk_words_free(&runtime->vetted);
    vk_policies_end(&runtime->policies);
    vk_loader_free(runtime);
    if (runtime->config)
        vk_config_free(runtime->config);
    free(runtime->config);
    free(runtime);
}
