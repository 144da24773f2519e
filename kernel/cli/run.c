/* run.c - `viv run`, `viv ast` and `viv dis`. */
#include "cli/run.h"

#include <stdlib.h>
#include <string.h>

#include "cli/options.h"
#include "cli/result.h"
#include "cli/source.h"

enum { STATUS_USAGE = 2 };

/* Everything that a verb needs; freed as one. */
typedef struct job {
    vk_options options;
    vk_program program;
    viv_runtime *runtime;
    viv_sandbox *sandbox;
    viv_usage usage; /* of all runs */
} job;

static void write_stream(void *context, viv_stream stream, const char *text,
                         size_t length) {
    FILE *out = stream == VIV_STDERR ? stderr : stdout;

    (void)context;
    if (stream == VIV_STDERR || !text)
        fflush(stdout);
    if (text)
        fwrite(text, 1, length, out);
}

static size_t read_line(void *context, char *text, size_t size) {
    (void)context;
    return size > 1 && fgets(text, (int)size, stdin) ? strlen(text) : 0;
}

/* One line each, so that it is clear who speaks. */
static void print_problems(const char *problems) {
    while (problems && *problems) {
        int length = (int)strcspn(problems, "\n");

        fprintf(stderr, "viv: %.*s\n", length, problems);
        problems += length + (problems[length] == '\n');
    }
}

static int refuse(const job *session, char *problems) {
    if (session->options.json_result)
        vk_result_print_refusal(problems);
    else
        print_problems(problems);
    free(problems);
    return STATUS_USAGE;
}

static bool start_runtime(job *session, char **problems) {
    uint64_t bytes = session->options.c_stack_bytes;
    viv_runtime_options options = {
        .size = sizeof options,
        .config = session->options.config,
        .catch_faults = true,
        .c_stack = bytes < UINT32_MAX ? (uint32_t)bytes : UINT32_MAX,
    };

    session->runtime = viv_runtime_start(&options, problems);
    return session->runtime != NULL;
}

static bool start_sandbox(job *session, char **problems) {
    const vk_options *given = &session->options;
    viv_sandbox_options options = {
        .size = sizeof options,
        .limits = given->limits,
        .allow = given->allow,
        .write = given->json_result ? NULL : write_stream,
        .name = session->program.name,
        .arguments = given->rest,
        .argument_count = (uint32_t)given->rest_count,
        .module_path = given->module_path,
        .module_path_count = (uint32_t)given->module_path_count,
        .read = read_line,
    };

    session->sandbox = viv_sandbox_new(session->runtime, &options, problems);
    return session->sandbox != NULL;
}

static void end_session(job *session) {
    viv_sandbox_free(session->sandbox);
    viv_runtime_end(session->runtime);
    vk_program_free(&session->program);
}

static void add_usage(job *session) {
    viv_usage usage = viv_sandbox_usage(session->sandbox);
    uint64_t steps = session->usage.steps + usage.steps;
    double time = session->usage.time_ms + usage.time_ms;

    session->usage = usage;
    session->usage.steps = steps;
    session->usage.time_ms = time;
}

static bool bind_inputs(job *session) {
    for (int i = 0; i < session->options.input_count; i++) {
        const char *input = session->options.inputs[i];
        size_t length = strcspn(input, "=");
        char *name = strndup(input, length);
        bool fine = name && viv_sandbox_set(session->sandbox, name,
                                            input + length + 1) == VIV_END_FINE;

        free(name);
        if (!fine)
            return false;
    }
    return true;
}

static void run_program(job *session) {
    const vk_options *options = &session->options;
    const vk_program *program = &session->program;

    if (!bind_inputs(session))
        return;
    viv_end end = viv_sandbox_run(session->sandbox, program->name,
                                  program->text, program->length);

    add_usage(session);
    if (end != VIV_END_FINE || !options->entry)
        return;
    viv_sandbox_call(session->sandbox, options->entry, options->args,
                     options->kwargs);
    add_usage(session);
}

static void print_failure(viv_sandbox *sandbox) {
    const viv_failure *failure = viv_sandbox_failure(sandbox);

    fflush(stdout);
    if (!failure)
        return;
    if (failure->stop)
        fprintf(stderr, "viv: stopped: %s\n", failure->message);
    else if (*failure->traceback)
        fputs(failure->traceback, stderr);
    else
        fprintf(stderr, "viv: %s: %s\n", failure->type, failure->message);
}

static int finish(job *session) {
    if (session->options.json_result)
        vk_result_print(session->sandbox, &session->usage);
    else
        print_failure(session->sandbox);
    return viv_sandbox_exit_status(session->sandbox);
}

int vk_run(const char *const *arguments) {
    job session = {0};
    char *problems = NULL;
    int status = STATUS_USAGE;

    if (!vk_options_read(&session.options, arguments,
                         VK_OPTIONS_CONFIG | VK_OPTIONS_RUN) ||
        !vk_program_read(&session.program, &session.options)) {
        vk_program_free(&session.program);
        return status;
    }
    if (!start_runtime(&session, &problems) ||
        !start_sandbox(&session, &problems)) {
        status = refuse(&session, problems);
    } else {
        run_program(&session);
        status = finish(&session);
    }
    end_session(&session);
    return status;
}

typedef viv_end (*print_function)(viv_sandbox *sandbox, const char *file,
                                  const char *text, size_t length, FILE *out);

static int print_program(const char *const *arguments, print_function print) {
    job session = {0};
    char *problems = NULL;
    int status = STATUS_USAGE;

    if (!vk_options_read(&session.options, arguments, VK_OPTIONS_CONFIG) ||
        !vk_program_read(&session.program, &session.options)) {
        vk_program_free(&session.program);
        return status;
    }
    if (!start_runtime(&session, &problems) ||
        !start_sandbox(&session, &problems)) {
        status = refuse(&session, problems);
    } else {
        print(session.sandbox, session.program.name, session.program.text,
              session.program.length, stdout);
        status = finish(&session);
    }
    end_session(&session);
    return status;
}

int vk_ast(const char *const *arguments) {
    return print_program(arguments, viv_sandbox_print_tree);
}

int vk_dis(const char *const *arguments) {
    return print_program(arguments, viv_sandbox_print_code);
}

int vk_check(const char *const *arguments) {
    job session = {0};
    char *problems = NULL;

    if (!vk_options_read(&session.options, arguments, VK_OPTIONS_CONFIG))
        return STATUS_USAGE;
    if (session.options.file) {
        vk_complain("check: unexpected argument '%s'", session.options.file);
        return STATUS_USAGE;
    }
    if (!start_runtime(&session, &problems))
        return refuse(&session, problems);
    viv_runtime_print_plan(session.runtime, stdout);
    end_session(&session);
    return 0;
}

int vk_plugins(const char *const *arguments) {
    job session = {0};
    char *problems = NULL;
    int status = 0;

    if (!vk_options_read(&session.options, arguments, VK_OPTIONS_CONFIG))
        return STATUS_USAGE;
    if (!start_runtime(&session, &problems))
        return refuse(&session, problems);
    if (!viv_runtime_print_plugins(session.runtime, session.options.file,
                                   stdout)) {
        vk_complain("no plugin '%s' is loaded", session.options.file);
        status = STATUS_USAGE;
    }
    end_session(&session);
    return status;
}

/* `viv explain import os`: the words behind the options are the question. */
int vk_explain(const char *const *arguments) {
    job session = {0};
    char *problems = NULL;
    int status = STATUS_USAGE;

    if (!vk_options_read(&session.options, arguments, VK_OPTIONS_CONFIG))
        return STATUS_USAGE;
    const char *const *words =
        session.options.rest - (session.options.file != NULL);

    if (!start_runtime(&session, &problems) ||
        !start_sandbox(&session, &problems))
        status = refuse(&session, problems);
    else if (viv_sandbox_explain(session.sandbox, words, stdout))
        status = 0;
    end_session(&session);
    return status;
}

int vk_lock(const char *const *arguments) {
    job session = {0};
    char *problems = NULL;

    if (!vk_options_read(&session.options, arguments, VK_OPTIONS_CONFIG))
        return STATUS_USAGE;
    if (!start_runtime(&session, &problems))
        return refuse(&session, problems);
    viv_runtime_print_pins(session.runtime, stdout);
    end_session(&session);
    return 0;
}
