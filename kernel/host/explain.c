/* explain.c - what policies would answer, which of them, and the lines that say
 * so.
 *
 * The question "why was that denied?" is answered by asking again, with the
 * same code, policy by policy; so the explanation cannot differ from the rule.
 */
#include <stdio.h>
#include <string.h>
#include <vivarium/embed.h>

#include "host/config.h"
#include "host/guard.h"
#include "host/sandbox.h"

/* The words that each question takes: "MODULE CAPABILITY"; those in brackets
 * may be left out. */
static const char *const words_of[] = {
#define VIV_HOOK(name, unanswered, parameters, arguments, words) words,
#include <vivarium/hooks.def>
#undef VIV_HOOK
};

typedef struct explanation {
    viv_question question;
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

static void print_opinion(const explanation *e, viv_vm *vm,
                          const vk_plugin *policy) {
    viv_verdict verdict = vk_guard_opinion(vm, policy, &e->question);

    if (verdict == VIV_ABSTAIN)
        return;
    fprintf(e->out, "  %s: %s%s%s\n", policy->name,
            verdict == VIV_ALLOW ? "allows" : "denies",
            verdict == VIV_ALLOW ? "" : ": ",
            verdict == VIV_ALLOW ? "" : vk_guard_reason(vm));
    print_lines(vk_runtime(vm)->config, policy->name, e->out);
}

static viv_value explain(viv_sandbox *sandbox, void *arg) {
    const explanation *e = arg;
    const viv_question *question = &e->question;
    const vk_plugins *policies = &sandbox->runtime->policies;
    viv_answer answer = vk_guard_peek(sandbox->vm, question);

    fprintf(e->out, "%s %s%s%s: %s%s%s\n", viv_question_name(question->kind),
            question->first, *question->second ? " " : "", question->second,
            answer.allowed ? "allowed" : "denied", answer.allowed ? "" : ": ",
            answer.reason);
    for (uint32_t i = 0; i < policies->count; i++)
        print_opinion(e, sandbox->vm, &policies->rows[i]);
    return VIV_NONE;
}

static bool takes(const char *words, int count) {
    bool two = strchr(words, ' '), optional = strchr(words, '[');

    return count == 1 ? !two || optional : count == 2 && two;
}

static viv_question_kind find(const char *name, int count) {
    viv_question_kind kind = 0;

    while (kind < VIV_ASK_COUNT &&
           (!name || strcmp(viv_question_name(kind), name) != 0 ||
            !takes(words_of[kind], count)))
        kind++;
    return kind;
}

bool viv_sandbox_explain(viv_sandbox *sandbox, const char *const *words,
                         FILE *out) {
    int count = 0;

    while (words[0] && words[count + 1])
        count++;
    explanation e = {{find(words[0], count), words[0] ? words[1] : "", ""},
                     out};

    if (e.question.kind == VIV_ASK_COUNT) {
        for (int kind = 0; kind < VIV_ASK_COUNT; kind++)
            fprintf(out, "%s %s\n", viv_question_name(kind), words_of[kind]);
        return false;
    }
    if (count > 1)
        e.question.second = words[2];
    vk_sandbox_ask(sandbox, explain, &e);
    return true;
}
