/* sandbox.c - making, limiting, entering and ending sandboxes.
 *
 * The C API's heart: every visit to a sandbox runs on a C stack of the pool, so
 * that a fault or an endless recursion inside can be cut off without touching
 * the host's stack. A sandbox that ended in a fault is dead: its state is what
 * an attacker left, and nothing in it is run or read again.
 */
#include "host/sandbox.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "host/config.h"
#include "host/deadline.h"
#include "host/guard.h"
#include "host/policies.h"
#include "memory/cage.h"
#include "memory/probe.h"
#include "memory/stack.h"
#include "object/error.h"

bool vk_sandbox_allows(viv_vm *vm, const char *module) {
    const viv_sandbox *sandbox = vk_sandbox_of(vm);
    size_t length;

    if (!sandbox || !sandbox->allow)
        return true;
    for (char **name = sandbox->allow; *name; name++) {
        length = strlen(*name);
        if (strncmp(*name, module, length) == 0 &&
            (module[length] == 0 || module[length] == '.'))
            return true;
    }
    return false;
}

static void free_texts(char **texts) {
    for (char **text = texts; text && *text; text++)
        free(*text);
    free(texts);
}

static bool set_arguments(viv_sandbox *sandbox,
                          const viv_sandbox_options *options) {
    sandbox->arguments =
        calloc(options->argument_count + 2, sizeof *sandbox->arguments);
    if (!sandbox->arguments)
        return false;
    sandbox->arguments[0] = strdup(options->name ? options->name : "");
    for (uint32_t i = 0; i < options->argument_count; i++)
        sandbox->arguments[i + 1] = strdup(options->arguments[i]);
    return true;
}

/* "math, json" */
static bool set_allow(viv_sandbox *sandbox, const char *text) {
    static const char separators[] = ", \t";
    size_t count = 0;

    if (!text)
        return true;
    sandbox->allow = calloc(strlen(text) / 2 + 2, sizeof *sandbox->allow);
    if (!sandbox->allow)
        return false;
    text += strspn(text, separators);
    while (*text) {
        size_t length = strcspn(text, separators);

        sandbox->allow[count] = strndup(text, length);
        if (!sandbox->allow[count++])
            return false;
        text += length;
        text += strspn(text, separators);
    }
    return true;
}

/* Folders beneath those of the INI file. A host can narrow the folders of the
 * configuration, not widen them. */
static bool set_folders(viv_sandbox *sandbox,
                        const viv_sandbox_options *options,
                        vk_problems *problems) {
    sandbox->folders.full_names = sandbox->runtime->folders.full_names;
    for (uint32_t i = 0; i < options->module_path_count; i++) {
        const char *path = options->module_path[i], *wrong;
        char *real = realpath(path, NULL);

        wrong = !real ? strerror(errno)
                : !vk_folders_cover(&sandbox->runtime->folders, real)
                    ? "does not lie beneath a folder of [modules] path"
                    : vk_folders_add(&sandbox->folders, real);
        free(real);
        if (wrong) {
            vk_problems_add(problems, "module path '%s': %s", path, wrong);
            return false;
        }
    }
    return true;
}

static void set_limits(viv_sandbox *sandbox, const viv_limits *asked) {
    struct vk_machine *machine = VK(sandbox->vm);
    viv_limits limits = sandbox->runtime->limits;

    vk_limits_fold(&limits, asked);
    machine->limits.memory = limits.memory;
    machine->limits.steps = limits.steps;
    machine->limits.output = limits.output;
    machine->limits.seconds = limits.seconds;
    machine->limits.recursion = limits.recursion;
    machine->limits.int_bits = limits.int_bits;
    machine->limits.int_digits = limits.int_digits;
}

static uint64_t memory_limit(const struct vk_runtime *runtime,
                             const viv_limits *asked) {
    viv_limits limits = runtime->limits;

    vk_limits_fold(&limits, asked);
    return limits.memory;
}

/* The caller's struct, whole: one built against an older header is shorter. */
static viv_sandbox_options read_options(const viv_sandbox_options *given) {
    viv_sandbox_options options = {0};

    if (given)
        memcpy(&options, given,
               given->size < sizeof options ? given->size : sizeof options);
    return options;
}

static viv_value start_machine(viv_sandbox *sandbox, void *arg) {
    (void)arg;
    return vk_machine_start(sandbox->vm) ? VIV_NONE : VIV_RAISE;
}

static bool start(viv_sandbox *sandbox, const viv_sandbox_options *options,
                  vk_problems *problems) {
    vk_problem problem = {{0}};
    uint64_t memory = memory_limit(sandbox->runtime, &options->limits);

    sandbox->write = options->write;
    sandbox->context = options->context;
    sandbox->read = options->read;
    if (!set_folders(sandbox, options, problems))
        return false;
    if (!set_allow(sandbox, options->allow) ||
        !vk_sessions_begin(sandbox, NULL) ||
        (options->name && !set_arguments(sandbox, options))) {
        vk_problems_add(problems, "out of memory");
        return false;
    }
    sandbox->vm = vk_cage_take(sandbox->runtime->cages, memory, &problem);
    if (!sandbox->vm) {
        vk_problems_add(problems, "%s", problem.text);
        return false;
    }
    VK(sandbox->vm)->runtime = sandbox->runtime;
    VK(sandbox->vm)->host = sandbox;
    set_limits(sandbox, &options->limits);
    if (vk_sandbox_enter(sandbox, start_machine, NULL) == VIV_END_FINE)
        return true;
    vk_problems_add(problems, "the sandbox cannot start: %s",
                    sandbox->failed ? sandbox->failure.message : "?");
    return false;
}

viv_sandbox *viv_sandbox_new(viv_runtime *handle,
                             const viv_sandbox_options *given,
                             char **problem_text) {
    struct vk_runtime *runtime = (struct vk_runtime *)handle;
    viv_sandbox_options options = read_options(given);
    viv_sandbox *sandbox = calloc(1, sizeof *sandbox);
    vk_problems problems = {0};

    vk_runtime_check_limits(runtime, &options.limits, &problems);
    if (sandbox)
        sandbox->runtime = runtime;
    if (sandbox && problems.count == 0 &&
        start(sandbox, &options, &problems)) {
        if (problem_text)
            *problem_text = NULL;
        return sandbox;
    }
    viv_sandbox_free(sandbox);
    if (problem_text)
        *problem_text = problems.text;
    else
        vk_problems_free(&problems);
    return NULL;
}

void viv_sandbox_free(viv_sandbox *sandbox) {
    if (!sandbox)
        return;
    vk_buffer *const texts[] = {
        &sandbox->traceback, &sandbox->message,   &sandbox->type,
        &sandbox->code,      &sandbox->result,    &sandbox->repr,
        &sandbox->globals,   &sandbox->output[0], &sandbox->output[1],
        &sandbox->lent[0],   &sandbox->lent[1]};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i]->text)
            vk_buffer_free(texts[i]);
    if (sandbox->vm && sandbox->dead)
        vk_cage_bury(sandbox->runtime->cages, sandbox->vm);
    else if (sandbox->vm)
        vk_cage_give(sandbox->runtime->cages, sandbox->vm);
    vk_folders_close(&sandbox->folders);
    free_texts(sandbox->allow);
    free_texts(sandbox->arguments);
    free(sandbox->probe);
    free(sandbox->sessions);
    free(sandbox);
}

/* What is done on the sandbox's own C stack. */
typedef struct visit {
    viv_sandbox *sandbox;
    vk_task task;
    void *arg;
} visit;

static void enter(void *arg) {
    visit *entry = arg;
    viv_sandbox *sandbox = entry->sandbox;

    if (viv_is_raise(entry->task(sandbox, entry->arg)) ||
        VK(sandbox->vm)->stopped != VK_STOP_NONE)
        vk_outcome_raised(sandbox);
}

/* A new run: the limits on time and steps begin again, stops are over. Limits
 * on time and steps hold for each run; memory and output are the sandbox's,
 * over all its runs. */
static void begin_run(viv_sandbox *sandbox) {
    struct vk_machine *machine = VK(sandbox->vm);

    vk_outcome_clear(sandbox);
    machine->stopped = VK_STOP_NONE;
    machine->fault[0] = 0;
    machine->steps = 0;
    machine->slice = 0;
    machine->fuel = 0;
    vk_deadline_begin(sandbox->vm, machine->limits.seconds);
    if (sandbox->probe)
        vk_probe_begin(sandbox->vm);
}

static void ask(void *arg) {
    visit *entry = arg;

    entry->task(entry->sandbox, entry->arg);
}

/* For questions about the outcome, whose answer may run code of the program (a
 * __repr__): limited like a run, but its own stops leave no trace. */
void vk_sandbox_ask(viv_sandbox *sandbox, vk_task task, void *arg) {
    visit entry = {sandbox, task, arg};
    struct vk_machine *machine = VK(sandbox->vm);
    vk_stop stopped = machine->stopped;

    if (sandbox->dead)
        return;
    machine->stopped = VK_STOP_NONE;
    machine->steps = machine->slice = 0;
    machine->fuel = 0;
    vk_deadline_begin(sandbox->vm, machine->limits.seconds);
    sandbox->dead = vk_stack_run(sandbox->runtime->stacks, sandbox->vm, ask,
                                 &entry) == VK_STACK_ABANDONED ||
                    machine->stopped == VK_STOP_FAULT;
    machine->exception = VIV_ABSENT;
    machine->stopped = stopped;
}

viv_end vk_sandbox_enter(viv_sandbox *sandbox, vk_task task, void *arg) {
    visit entry = {sandbox, task, arg};
    viv_vm *vm = sandbox->vm;

    if (sandbox->dead)
        return vk_outcome_refuse(sandbox, "Stop",
                                 "the sandbox ended in a fault before");
    begin_run(sandbox);
    switch (vk_stack_run(sandbox->runtime->stacks, vm, enter, &entry)) {
    case VK_STACK_RETURNED:
        break;
    case VK_STACK_ABANDONED:
        vk_outcome_fault(sandbox);
        break;
    case VK_STACK_NONE:
        return vk_outcome_refuse(sandbox, "MemoryError",
                                 "no memory for a C stack");
    }
    if (sandbox->probe)
        vk_probe_poll(vm);
    sandbox->dead = VK(vm)->stopped == VK_STOP_FAULT;
    sandbox->elapsed = vk_deadline_elapsed(vm);
    sandbox->steps = vk_fuel_spent(vm);
    atomic_store_explicit(&VK(vm)->interrupt, 0, memory_order_relaxed);
    return sandbox->end;
}

/* The only function that another thread may call meanwhile: one atomic store,
 * seen at the next slice of fuel. */
void viv_sandbox_cancel(viv_sandbox *sandbox) {
    atomic_store_explicit(&VK(sandbox->vm)->interrupt, 1,
                          memory_order_relaxed);
}

viv_usage viv_sandbox_usage(viv_sandbox *sandbox) {
    const struct vk_machine *machine = VK(sandbox->vm);

    return (viv_usage){
        .steps = sandbox->steps,
        .memory = machine->heap.account,
        .memory_peak = machine->heap.peak,
        .output_bytes = machine->output_bytes,
        .time_ms = (double)sandbox->elapsed / 1e6,
    };
}

/* Lent: valid until the same stream is asked for again. */
const char *viv_sandbox_output(viv_sandbox *sandbox, viv_stream stream,
                               size_t *length) {
    uint32_t which = stream == VIV_STDERR;
    vk_buffer *lent = &sandbox->lent[which];

    vk_buffer_free(lent);
    *lent = sandbox->output[which];
    sandbox->output[which] = (vk_buffer){0};
    if (length)
        *length = lent->length;
    return lent->text ? lent->text : "";
}

bool viv_parse_size(const char *text, uint64_t *size) {
    return vk_size_parse(text, size);
}

bool viv_parse_number(const char *text, double *number) {
    return vk_number_parse(text, number);
}
