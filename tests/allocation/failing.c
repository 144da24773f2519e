/* failing.c - runs programs again and again while one allocation fails.
 *
 *     failing PROGRAM...
 *
 * Each program runs as it is, then in fresh sandboxes whose first, second ...
 * 500th allocation fails, and beyond that at distances that grow; each time as
 * a limit that is reached (nothing can catch that) and as MemoryError (which a
 * program may). It must end in a stop, in MemoryError, or as it did at first.
 * Builds that see every allocation (VIV_CHECKED, VIV_HARSH) find the most.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/sandbox.h"

enum { EACH = 500, SAMPLES = 60, PROGRAM_MOST = 1 << 16 };

typedef struct program {
    const char *path;
    char text[PROGRAM_MOST];
    size_t length;
} program;

/* How one run ended. */
typedef struct ending {
    viv_end end;
    int status;
    char *output;
    char type[64];
    uint64_t takes;
} ending;

static uint64_t trials, unexpected;

static bool read_program(const char *path, program *read) {
    FILE *file = fopen(path, "r");

    if (file == NULL) {
        perror(path);
        return false;
    }
    read->path = path;
    read->length = fread(read->text, 1, PROGRAM_MOST - 1, file);
    read->text[read->length] = 0;
    fclose(file);
    return true;
}

static ending run(viv_runtime *runtime, const program *tried, uint64_t fail_at,
                  bool softly) {
    viv_sandbox_options options = {.size = sizeof options};
    char *problems = NULL;
    viv_sandbox *sandbox;
    const viv_failure *failure;
    ending seen = {0};
    size_t length;

    options.limits.seconds = 20;
    sandbox = viv_sandbox_new(runtime, &options, &problems);
    if (sandbox == NULL) {
        fprintf(stderr, "failing: %s\n", problems);
        exit(2);
    }
    vk_heap *heap = &VK(sandbox->vm)->heap;

    heap->takes = 0;
    heap->fail_at = fail_at;
    heap->fail_softly = softly;
    seen.end = viv_sandbox_run(sandbox, tried->path, tried->text,
                               tried->length);
    seen.takes = heap->takes;
    heap->fail_at = 0;
    seen.status = viv_sandbox_exit_status(sandbox);
    failure = viv_sandbox_failure(sandbox);
    snprintf(seen.type, sizeof seen.type, "%s", failure ? failure->type : "");
    seen.output =
        strdup(viv_sandbox_output(sandbox, VIV_STDOUT, &length));
    viv_sandbox_free(sandbox);
    return seen;
}

/* A program that handles exceptions may say that it met one. */
static bool allowed(const program *tried, const ending *first,
                    const ending *seen, bool softly) {
    if (seen->end == VIV_END_STOP || !strcmp(seen->type, "MemoryError"))
        return true;
    if (softly && strstr(tried->text, "except") != NULL)
        return seen->status == 0 || seen->status == 1;
    return seen->end == first->end && seen->status == first->status &&
           !strcmp(seen->type, first->type) &&
           !strcmp(seen->output, first->output);
}

static void try_failure(viv_runtime *runtime, const program *tried,
                        const ending *first, uint64_t at) {
    for (int softly = 0; softly < 2; softly++) {
        ending seen = run(runtime, tried, at, softly);

        trials++;
        if (!allowed(tried, first, &seen, softly)) {
            unexpected++;
            printf("%s: allocation %llu %s: end %d, status %d, %s\n",
                   tried->path, (unsigned long long)at,
                   softly ? "raises MemoryError" : "reaches the limit",
                   seen.end, seen.status, seen.type);
            fflush(stdout);
        }
        free(seen.output);
    }
}

static void try_program(viv_runtime *runtime, const program *tried) {
    ending first = run(runtime, tried, 0, false);
    uint64_t at = 1;

    while (at <= first.takes) {
        try_failure(runtime, tried, &first, at);
        at += at < EACH ? 1 : 1 + (first.takes - EACH) / SAMPLES;
    }
    free(first.output);
}

int main(int argc, char **argv) {
    static program tried;
    viv_runtime_options options = {.size = sizeof options};
    char *problems = NULL;
    viv_runtime *runtime = viv_runtime_start(&options, &problems);

    if (argc < 2 || runtime == NULL) {
        fprintf(stderr, "%s\n",
                problems ? problems : "usage: failing PROGRAM...");
        return 2;
    }
    for (int i = 1; i < argc; i++) {
        if (!read_program(argv[i], &tried))
            return 2;
        try_program(runtime, &tried);
    }
    viv_runtime_end(runtime);
    printf("%d programs, %llu failing allocations: %llu unexpected endings\n",
           argc - 1, (unsigned long long)trials,
           (unsigned long long)unexpected);
    return unexpected > 0;
}
