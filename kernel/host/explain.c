/* explain.c - what policies would answer, which of them, and the lines that say
 * so. */
#include <stdio.h>
#include <string.h>
#include <vivarium/embed.h>

#include "host/config.h"
#include "host/guard.h"
#include "host/sandbox.h"

/* A question: one policy's answer, and that of all. [first] and [second] are
 * the words it is about. */
typedef struct question {
    const char *name, *arguments;
    int words;
    viv_verdict (*ask)(viv_vm *vm, const vk_plugin *policy, const char *first,
                       const char *second);
    bool (*decide)(viv_vm *vm, const char *first, const char *second);
} question;

static viv_capability capability_of(const char *name) {
    static const char *const names[] = {
#define VIV_CAP(word, doc) #word,
#include <vivarium/caps.def>
#undef VIV_CAP
    };
    int at = 0;

    while (at < VIV_CAP_COUNT && strcmp(names[at], name) != 0)
        at++;
    return (viv_capability)at;
}

#define QUESTION(hook, ...)                                                    \
    static viv_verdict ask_##hook(viv_vm *vm, const vk_plugin *policy,         \
                                  const char *first, const char *second) {     \
        (void)first, (void)second;                                             \
        return policy->hooks && policy->hooks->hook                            \
                   ? policy->hooks->hook(vm, policy->state, __VA_ARGS__)       \
                   : VIV_ABSTAIN;                                              \
    }                                                                          \
    static bool decide_##hook(viv_vm *vm, const char *first,                   \
                              const char *second) {                            \
        (void)first, (void)second;                                             \
        return vk_guard_##hook(vm, __VA_ARGS__);                               \
    }

QUESTION(import, first)
QUESTION(capability, first, capability_of(second))
QUESTION(host_call, first)
QUESTION(builtin, first)
QUESTION(node, first)
QUESTION(attribute, second, first)

#define ROW(hook, words, arguments)                                            \
    {#hook, arguments, words, ask_##hook, decide_##hook}

static const question questions[] = {
    ROW(import, 1, "MODULE"),      ROW(capability, 2, "MODULE CAPABILITY"),
    ROW(host_call, 1, "FUNCTION"), ROW(builtin, 1, "NAME"),
    ROW(node, 1, "KIND"),          ROW(attribute, 1, "NAME [TYPE]"),
};

typedef struct explanation {
    const question *asked;
    const char *first, *second;
    FILE *out;
} explanation;

/* The lines of the policy's section. */
static void print_lines(const vk_config *config, const char *section,
                        FILE *out) {
    for (uint32_t i = 0; i < config->ini.count; i++) {
        const vk_ini_row *row = &config->ini.rows[i];

        if (strcmp(row->section, section) == 0)
            fprintf(out, "    %s:%u: [%s] %s = %s\n", row->file, row->line,
                    section, row->key, row->value);
    }
}

static void print_answer(const explanation *e, viv_vm *vm,
                         const vk_plugin *policy) {
    viv_verdict verdict;

    VK(vm)->denied[0] = 0;
    verdict = e->asked->ask(vm, policy, e->first, e->second);
    if (verdict == VIV_ABSTAIN)
        return;
    fprintf(e->out, "  %s: %s%s%s\n", policy->name,
            verdict == VIV_ALLOW ? "allows" : "denies",
            verdict != VIV_ALLOW && VK(vm)->denied[0] ? ": " : "",
            verdict != VIV_ALLOW ? VK(vm)->denied : "");
    print_lines(vk_runtime(vm)->config, policy->name, e->out);
}

static viv_value explain(viv_sandbox *sandbox, void *arg) {
    const explanation *e = arg;
    viv_vm *vm = sandbox->vm;
    const vk_plugins *policies = &sandbox->runtime->policies;
    bool allowed = e->asked->decide(vm, e->first, e->second);

    fprintf(e->out, "%s %s%s%s: %s%s%s\n", e->asked->name, e->first,
            *e->second ? " " : "", e->second, allowed ? "allowed" : "denied",
            allowed ? "" : ": ", allowed ? "" : vk_guard_reason(vm));
    for (uint32_t i = 0; i < policies->count; i++)
        print_answer(e, vm, &policies->rows[i]);
    return VIV_NONE;
}

static const question *find(const char *name, int words) {
    for (size_t i = 0; name && i < sizeof questions / sizeof *questions; i++)
        if (strcmp(questions[i].name, name) == 0 &&
            words >= questions[i].words && words <= 2)
            return &questions[i];
    return NULL;
}

bool viv_sandbox_explain(viv_sandbox *sandbox, const char *const *words,
                         FILE *out) {
    int count = 0;

    while (words[0] && words[count + 1])
        count++;
    explanation e = {.asked = find(words[0], count), .out = out};

    if (!e.asked) {
        for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
            fprintf(out, "%s %s\n", questions[i].name, questions[i].arguments);
        return false;
    }
    e.first = words[1];
    e.second = count > 1 ? words[2] : "";
    vk_sandbox_ask(sandbox, explain, &e);
    return true;
}
