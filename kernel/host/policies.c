/* policies.c - what policies do beside answering: starting, ending, sessions,
 * services.
 *
 * Beside answering questions a policy may hold something of its own: a journal,
 * a clock that it fakes, a count for each sandbox. What it holds lies outside
 * all cages.
 */
#include "host/policies.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "eval/eval.h"
#include "host/guard.h"
#include "host/loader.h"
#include "object/str.h"

enum { SESSION_ALIGNMENT = 16, FILE_MOST = 200 };

struct viv_start {
    vk_config *config;
    const char *section;
    vk_problems *problems;
};

bool viv_start_fail(viv_start *start, const char *key, const char *format,
                    ...) {
    const vk_ini_row *row =
        vk_ini_find(&start->config->ini, start->section, key);
    char message[600];
    va_list values;

    va_start(values, format);
    vsnprintf(message, sizeof message, format, values);
    va_end(values);
    if (row)
        vk_ini_problem(start->problems, row, "%s", message);
    else
        vk_problems_add(start->problems, "%s: [%s] %s: %s",
                        start->config->name, start->section, key, message);
    return false;
}

static void start_one(vk_plugin *policy, vk_config *config,
                      vk_problems *problems) {
    const viv_policy *body = policy->body;
    viv_start start = {config, policy->name, problems};
    uint32_t before = problems->count;

    policy->started = !body->start || body->start(policy->state, &start);
    if (!policy->started && problems->count == before)
        vk_problems_add(problems, "%s: policy '%s' did not start",
                        config->name, policy->name);
}

void vk_policies_start(vk_plugins *policies, vk_config *config,
                       vk_problems *problems) {
    for (uint32_t i = 0; problems->count == 0 && i < policies->count; i++)
        start_one(&policies->rows[i], config, problems);
}

void vk_policies_end(vk_plugins *policies) {
    for (uint32_t i = 0; i < policies->count; i++) {
        vk_plugin *policy = &policies->rows[i];

        if (policy->started && ((const viv_policy *)policy->body)->end)
            ((const viv_policy *)policy->body)->end(policy->state);
        policy->started = false;
    }
}

/* Two clocks cannot both hold. */
static void take_over(const vk_plugin **role, const vk_plugin *policy,
                      const char *what, vk_problems *problems) {
    if (*role)
        vk_problems_add(problems, "policies '%s' and '%s' both give %s",
                        (*role)->name, policy->name, what);
    *role = policy;
}

/* Sessions of all plugins are one allocation per sandbox, in which each has
 * its place. */
static void make_room(struct vk_runtime *runtime, vk_plugin *plugin,
                      uint32_t bytes) {
    plugin->session = runtime->session_bytes;
    runtime->session_bytes +=
        (bytes + SESSION_ALIGNMENT - 1) & ~(SESSION_ALIGNMENT - 1u);
}

static void describe_services(struct vk_runtime *runtime, vk_plugin *policy,
                              vk_problems *problems) {
    const viv_services *services = policy->services;

    runtime->tells_answers |= services->answered != NULL;
    runtime->filters_output |= services->output != NULL;
    runtime->asks_attributes |= services->all_questions;
    runtime->asks_nodes |= services->all_questions;
    if (!services->clock != !services->sleep)
        vk_problems_add(problems,
                        "policy '%s' gives a clock without waiting, or the "
                        "other way round",
                        policy->name);
    if (services->clock)
        take_over(&runtime->clock, policy, "a clock", problems);
    if (services->entropy)
        take_over(&runtime->entropy, policy, "random numbers", problems);
    make_room(runtime, policy, services->session_size);
}

void vk_policies_describe(struct vk_runtime *runtime, vk_problems *problems) {
    for (uint32_t i = 0; i < runtime->policies.count; i++) {
        vk_plugin *policy = &runtime->policies.rows[i];

        runtime->asks_attributes |= policy->hooks && policy->hooks->attribute;
        runtime->asks_nodes |= policy->hooks && policy->hooks->node;
        if (policy->services)
            describe_services(runtime, policy, problems);
    }
    for (uint32_t i = 0; i < runtime->modules.count; i++) {
        vk_plugin *module = &runtime->modules.rows[i];
        const viv_module *body = module->body;

        make_room(runtime, module, body ? body->session_size : 0);
    }
}

/* A fork begins with what its parent had: a budget that was spent stays
 * spent. */
bool vk_sessions_begin(viv_sandbox *sandbox, const viv_sandbox *parent) {
    const struct vk_runtime *runtime = sandbox->runtime;

    if (runtime->session_bytes == 0)
        return true;
    sandbox->sessions = calloc(1, runtime->session_bytes);
    if (!sandbox->sessions)
        return false;
    if (parent) {
        memcpy(sandbox->sessions, parent->sessions, runtime->session_bytes);
        return true;
    }
    for (uint32_t i = 0; i < runtime->policies.count; i++) {
        const vk_plugin *policy = &runtime->policies.rows[i];

        if (policy->services && policy->services->begin)
            policy->services->begin(policy->state,
                                    vk_session(sandbox, policy));
    }
    return true;
}

/* -- the policies of another configuration */

/* A policy can ask those of another configuration ("would the strict profile
 * have allowed this?") without obeying them. */
struct viv_policies {
    vk_plugins plugins;
    vk_config config;
};

static bool answers_questions(const viv_hooks *hooks) {
    return hooks && (0
#define VIV_HOOK(name, unanswered, parameters, arguments, words) || hooks->name
#include <vivarium/hooks.def>
#undef VIV_HOOK
                    );
}

/* Only opinions count here: a journal is not to be opened a second time. */
static void keep_opinions(vk_plugins *plugins) {
    uint32_t kept = 0;

    for (uint32_t i = 0; i < plugins->count; i++) {
        vk_plugin *row = &plugins->rows[i];

        if (answers_questions(row->hooks)) {
            plugins->rows[kept++] = *row;
            continue;
        }
        free(row->name);
        free(row->path);
    }
    plugins->count = kept;
}

static void pass_on(vk_problems *to, const vk_problems *from) {
    const char *line = from->text;

    while (line && *line) {
        int length = (int)strcspn(line, "\n");

        vk_problems_add(to, "%.*s", length, line);
        line += length + (line[length] == '\n');
    }
}

viv_policies *viv_policies_open(viv_start *start, const char *key,
                                const char *config) {
    viv_policies *policies = calloc(1, sizeof *policies);
    vk_problems problems = {0};

    if (!policies) {
        viv_start_fail(start, key, "out of memory");
        return NULL;
    }
    vk_config_read(&policies->config, start->config->root, config, NULL,
                   &problems);
    if (problems.count == 0)
        vk_loader_load_policies(&policies->config, &policies->plugins,
                                &problems);
    keep_opinions(&policies->plugins);
    vk_policies_start(&policies->plugins, &policies->config, &problems);
    if (problems.count == 0)
        return policies;
    pass_on(start->problems, &problems);
    vk_problems_free(&problems);
    viv_policies_close(policies);
    return NULL;
}

void viv_policies_close(viv_policies *policies) {
    if (!policies)
        return;
    vk_policies_end(&policies->plugins);
    vk_plugins_free(&policies->plugins);
    vk_config_free(&policies->config);
    free(policies);
}

viv_answer viv_policies_answer(viv_vm *vm, const viv_policies *policies,
                               const viv_question *question) {
    return vk_guard_fold(vm, &policies->plugins, question);
}

/* -- where the program is */

void viv_program_place(viv_vm *vm, char *buffer, size_t size) {
    char file[FILE_MOST];
    uint32_t line = 0;
    viv_value name = VK(vm)->host ? vk_frame_place(vm, &line) : VIV_ABSENT;

    buffer[0] = 0;
    if (!vk_is(vm, name, VK_STR))
        return;
    vk_str_utf8(vm, name, file, sizeof file);
    snprintf(buffer, size, "%s:%u", file, line);
}
