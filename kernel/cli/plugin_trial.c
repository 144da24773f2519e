/* plugin_trial.c - one script of a plugin, run again and again while things go
 * wrong. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <vivarium/testing.h>

#include "cli/options.h"
#include "cli/plugin_test.h"

enum {
    SECONDS_MOST = 30, /* of one run: no loop may escape the limits */
    REPEATS = 5,
};

/* Nothing may lie near enough to a cage to be reached by chance. */
#define MOAT_BYTES (UINT64_C(64) << 30)

typedef struct trial {
    const vk_tested *tested;
    vk_script script;
    vk_options options;
    viv_runtime *runtime;
    vk_trial *into;
    vk_shown normal;
    viv_probed newest; /* of the newest run */
} trial;

static void wrong(trial *job, const char *format, const char *text) {
    char *into = job->into->wrong;

    if (!*into)
        snprintf(into, sizeof job->into->wrong, format, job->into->phase,
                 text);
}

static bool dig_moat(void) {
    return mmap(NULL, MOAT_BYTES, PROT_NONE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1,
                0) != MAP_FAILED;
}

static bool start(trial *job) {
    viv_runtime_options options = {.size = sizeof options,
                                   .config_text = job->script.config,
                                   .catch_faults = true};
    char *problems = NULL;

    if (!dig_moat())
        return false;
    job->runtime = viv_runtime_start(&options, &problems);
    if (!job->runtime || !dig_moat())
        wrong(job, "%s: %s", problems ? problems : "no room");
    free(problems);
    return !*job->into->wrong;
}

static void add_probed(trial *job, viv_sandbox *sandbox) {
    viv_probed probed = {.size = sizeof probed};
    vk_trial *into = job->into;

    if (!viv_sandbox_probed(sandbox, &probed))
        return;
    into->runs++;
    into->overwritten += probed.overwritten;
    job->newest = probed;
}

/* One run of the script in a sandbox of its own. False: it could not be. */
static bool run(trial *job, const viv_probe *probe, vk_shown *shown) {
    viv_sandbox_options options = {
        .size = sizeof options,
        .limits = job->options.limits,
        .allow = job->options.allow,
        .name = "script.py",
    };
    char *problems = NULL;
    viv_sandbox *sandbox;
    bool fine = false;

    sandbox = viv_sandbox_new(job->runtime, &options, &problems);
    alarm(SECONDS_MOST);
    if (!sandbox) {
        wrong(job, "%s: %s", problems);
    } else if (viv_sandbox_probe(sandbox, probe)) {
        viv_end end = viv_sandbox_run(sandbox, "script.py", job->script.text,
                                      job->script.length);

        add_probed(job, sandbox);
        fine = vk_shown_take(shown, sandbox, end);
    }
    free(problems);
    viv_sandbox_free(sandbox);
    return fine;
}

static bool run_normally(trial *job) {
    viv_probe probe = {.size = sizeof probe};
    char why[600] = "it could not be run";

    snprintf(job->into->phase, sizeof job->into->phase, "the script");
    if (!run(job, &probe, &job->normal) ||
        !vk_script_check(&job->script, &job->normal, why, sizeof why)) {
        wrong(job, "%s: %s", why);
        return false;
    }
    job->into->allocations = job->newest.allocations;
    job->into->stretch_ms = job->newest.stretch_ms;
    return true;
}

/* A stretch that is too long is one in every run: a busy machine makes single
 * ones long. */
static void measure_again(trial *job) {
    viv_probe probe = {.size = sizeof probe};

    for (int i = 0; i < REPEATS && job->into->stretch_ms > VK_STRETCH_MOST_MS;
         i++) {
        vk_shown shown;

        if (run(job, &probe, &shown))
            vk_shown_free(&shown);
        if (job->newest.stretch_ms < job->into->stretch_ms)
            job->into->stretch_ms = job->newest.stretch_ms;
    }
}

static bool same(const vk_shown *a, const vk_shown *b) {
    return a->end == b->end && a->status == b->status &&
           strcmp(a->output, b->output) == 0 &&
           strcmp(a->errors, b->errors) == 0;
}

/* A stop that is no fault, MemoryError, or as if nothing had been. */
static bool is_bearable(const trial *job, const vk_shown *shown) {
    if (shown->end == VIV_END_STOP)
        return strstr(shown->stopped ? shown->stopped : "", "fault") == NULL;
    return strstr(shown->errors, "MemoryError") != NULL ||
           same(shown, &job->normal);
}

/* Allocation number [at] fails. */
static void fail_one(trial *job, uint64_t at) {
    viv_probe probe = {.size = sizeof probe, .fail_at = at};
    vk_shown shown;

    snprintf(job->into->phase, sizeof job->into->phase,
             "allocation %llu failed", (unsigned long long)at);
    if (!run(job, &probe, &shown))
        return;
    job->into->failed++;
    if (!is_bearable(job, &shown))
        wrong(job, "%s: expected a stop, MemoryError or the normal end, got "
                   "'%s'",
              shown.stopped ? shown.stopped
              : *shown.errors ? shown.errors
                              : shown.output);
    vk_shown_free(&shown);
}

/* All of them, or as many as were asked for, evenly. */
static void fail_all(trial *job) {
    uint64_t all = job->into->allocations;
    uint64_t most = (uint64_t)job->tested->failures;
    uint64_t count = all < most ? all : most;

    for (uint64_t i = 0; i < count && !*job->into->wrong; i++)
        fail_one(job, 1 + i * all / count);
}

/* It may end as it likes, if only this process goes on. */
static void overwrite(trial *job) {
    for (int round = 1; round <= job->tested->rounds; round++) {
        viv_probe probe = {.size = sizeof probe, .corrupt = (uint64_t)round};
        uint64_t before = job->into->overwritten;
        vk_shown shown;

        snprintf(job->into->phase, sizeof job->into->phase,
                 "round %d of overwriting", round);
        if (run(job, &probe, &shown))
            vk_shown_free(&shown);
        if (job->into->overwritten == before)
            return; /* it has no native instances */
    }
}

void vk_plugin_trial(const vk_tested *tested, const char *name,
                     vk_trial *into) {
    trial job = {.tested = tested, .into = into};
    char why[600];

    snprintf(into->phase, sizeof into->phase, "reading it");
    if (!vk_tested_read(tested, name, &job.script, why, sizeof why))
        wrong(&job, "%s: %s", why);
    else if (!vk_options_read(&job.options, job.script.words, VK_OPTIONS_RUN))
        wrong(&job, "%s: %s", "its arguments cannot be read");
    else if (start(&job) && run_normally(&job)) {
        measure_again(&job);
        fail_all(&job);
        overwrite(&job);
    }
    viv_runtime_end(job.runtime);
    vk_shown_free(&job.normal);
    vk_script_free(&job.script);
    into->finished = true;
}
