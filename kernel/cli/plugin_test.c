/* plugin_test.c - `viv plugin-test FILE.so`: everything that can be found out
 * about a plugin without knowing what it is for.
 *
 * Each script runs in a child process, once as it is, then with its allocations
 * failing one after the other, then with its native payloads overwritten at
 * random: a plugin must fail as Python or end its sandbox, never the process. A
 * crash is a finding, with the script's name.
 */
#include "cli/plugin_test.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/options.h"
#include "cli/run.h"

enum { STATUS_WRONG = 1, STATUS_USAGE = 2 };
enum { FAILURES = 500, ROUNDS = 20 };

void vk_tested_wrong(vk_tested *tested, const char *format, ...) {
    va_list values;

    va_start(values, format);
    printf("  wrong: ");
    vprintf(format, values);
    putchar('\n');
    va_end(values);
    tested->wrong++;
}

/* Runs task(tested, arg) in a process of its own. False: it did not end well;
 * [how] says so. fork(), since the plugin under test may do anything to the
 * process. */
static bool apart(const vk_tested *tested,
                  void (*task)(const vk_tested *tested, void *arg), void *arg,
                  char *how, size_t size) {
    int status = 0;
    pid_t child;

    fflush(stdout);
    child = fork();
    if (child == 0) {
        task(tested, arg);
        fflush(stdout);
        _exit(0);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0)
        snprintf(how, size, "no process for it");
    else if (WIFSIGNALED(status))
        snprintf(how, size, "the process died: %s",
                 strsignal(WTERMSIG(status)));
    else if (WEXITSTATUS(status) != 0)
        snprintf(how, size, "the process ended with %d", WEXITSTATUS(status));
    else
        return true;
    return false;
}

/* -- scripts as files */

bool vk_tested_read(const vk_tested *tested, const char *name,
                    vk_script *script, char *wrong, size_t size) {
    char path[sizeof tested->folder + 300], work[sizeof tested->work + 300];
    /* The profile has all families and modules that are installed. */
    bool listed = tested->installed && strcmp(tested->kind, "policy") != 0;
    const vk_script_plugin plugin = {
        .name = tested->name,
        .list = listed ? NULL : vk_tested_list(tested),
        .folder = tested->installed ? NULL : tested->folder,
        .work = work,
        .files = tested->files,
    };

    snprintf(path, sizeof path, "%s/%s", tested->tests, name);
    snprintf(work, sizeof work, "%s/%s", tested->work, name);
    mkdir(work, 0700);
    return vk_script_read(script, path, &plugin, wrong, size);
}

static int is_script(const struct dirent *entry) {
    const char *end = strrchr(entry->d_name, '.');

    return end && strcmp(end, ".py") == 0;
}

static void find_scripts(vk_tested *tested) {
    int count = scandir(tested->tests, &tested->scripts, is_script, alphasort);

    tested->script_count = count > 0 ? count : 0;
    snprintf(tested->work, sizeof tested->work,
             P_tmpdir "/viv-plugin-test-XXXXXX");
    if (!mkdtemp(tested->work))
        vk_tested_wrong(tested, "%s: %s", tested->work, strerror(errno));
}

static int delete_one(const char *path, const struct stat *facts, int flag,
                      struct FTW *at) {
    (void)facts;
    (void)flag;
    (void)at;
    return remove(path);
}

static void forget_scripts(vk_tested *tested) {
    for (int i = 0; i < tested->script_count; i++)
        free(tested->scripts[i]);
    free(tested->scripts);
    nftw(tested->work, delete_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* -- alone */

const char *vk_tested_list(const vk_tested *tested) {
    switch (*tested->kind) {
    case 'f':
        return "families";
    case 'm':
        return "modules";
    default:
        return "policies";
    }
}

/* With nothing but what it requires, and what the library itself is made of.
 * NULL: [problems] says why. */
static viv_runtime *start_alone(const vk_tested *tested, const char *settings,
                                char **problems) {
    viv_runtime_options options = {.size = sizeof options};
    char config[16384];

    snprintf(config, sizeof config, "[vivarium]\n%s = %s %s\n%s%s\n%s",
             vk_tested_list(tested), tested->requires, tested->name,
             tested->installed ? "" : "plugin-path = ",
             tested->installed ? "" : tested->folder, settings);
    options.config_text = config;
    return viv_runtime_start(&options, problems);
}

/* Settings that it must be given are those of its first script. */
static viv_runtime *start_with_settings(const vk_tested *tested,
                                        char **problems) {
    vk_script script;
    viv_runtime *runtime;
    char why[200];

    if (!tested->script_count ||
        !vk_tested_read(tested, tested->scripts[0]->d_name, &script, why,
                        sizeof why))
        return NULL;
    runtime = start_alone(tested, script.own, problems);
    vk_script_free(&script);
    return runtime;
}

static void load_alone(const vk_tested *tested, void *arg) {
    char *problems = NULL, *further = NULL;
    viv_runtime *runtime = start_alone(tested, "", &problems);

    if (!runtime)
        runtime = start_with_settings(tested, &further);
    if (runtime)
        viv_runtime_print_plugins(runtime, NULL, stdout);
    else
        snprintf(arg, sizeof((vk_trial *)0)->wrong, "%s",
                 problems ? problems : "out of memory");
    viv_runtime_end(runtime);
    free(problems);
    free(further);
}

static void check_alone(vk_tested *tested, vk_trial *trial) {
    char how[120];

    *trial->wrong = 0;
    printf("alone: ");
    if (!apart(tested, load_alone, trial->wrong, how, sizeof how))
        vk_tested_wrong(tested, "loading it: %s", how);
    else if (*trial->wrong)
        vk_tested_wrong(tested, "it does not load alone: %s", trial->wrong);
}

/* -- scripts */

static void run_script(const vk_tested *tested, void *arg) {
    vk_plugin_trial(tested, tested->scripts[tested->at]->d_name, arg);
}

/* Sums of all scripts. */
typedef struct sums {
    vk_trial all;
    uint32_t scripts, passed;
    char slowest[256];
} sums;

static void add(sums *total, const vk_trial *trial, const char *name) {
    total->all.allocations += trial->allocations;
    total->all.failed += trial->failed;
    total->all.overwritten += trial->overwritten;
    total->all.runs += trial->runs;
    if (trial->stretch_ms > total->all.stretch_ms) {
        total->all.stretch_ms = trial->stretch_ms;
        snprintf(total->slowest, sizeof total->slowest, "%s", name);
    }
}

static void test_script(vk_tested *tested, const char *name, vk_trial *trial,
                        sums *total) {
    char how[120];
    int before = tested->wrong;

    *trial = (vk_trial){0};
    if (!apart(tested, run_script, trial, how, sizeof how))
        vk_tested_wrong(tested, "%s: %s: %s", name, trial->phase, how);
    else if (*trial->wrong)
        vk_tested_wrong(tested, "%s: %s", name, trial->wrong);
    total->scripts++;
    total->passed += tested->wrong == before;
    add(total, trial, name);
}

static void report(vk_tested *tested, const sums *total) {
    const vk_trial *all = &total->all;

    printf("tests: %u of %u passed\n", total->passed, total->scripts);
    printf("failures: %llu of %llu allocations failed, one in each run\n",
           (unsigned long long)all->failed,
           (unsigned long long)all->allocations);
    printf("fuel: %.2f ms at most without a poll%s%s\n", all->stretch_ms,
           *total->slowest ? ", in " : "", total->slowest);
    if (all->stretch_ms > VK_STRETCH_MOST_MS)
        vk_tested_wrong(tested, "more than %d ms: charge before the work",
                        VK_STRETCH_MOST_MS);
    printf("payloads: overwritten %llu times in %u runs\n",
           (unsigned long long)all->overwritten, all->runs);
}

static void check_scripts(vk_tested *tested, vk_trial *trial) {
    sums total = {0};

    for (tested->at = 0; tested->at < tested->script_count; tested->at++)
        test_script(tested, tested->scripts[tested->at]->d_name, trial,
                    &total);
    report(tested, &total);
    if (total.scripts == 0)
        vk_tested_wrong(tested, "there are no tests in %s", tested->tests);
}

/* -- the verb */

static bool read_number(const char *name, const char *text, int *number) {
    uint64_t value;

    if (!text)
        return true;
    if (!viv_parse_size(text, &value) || value > 1000000)
        return vk_complain("%s: expected a number, found '%s'", name, text);
    *number = (int)value;
    return true;
}

static bool read_options(vk_tested *tested, vk_options *options,
                         const char *const *arguments) {
    if (!vk_options_read(options, arguments, VK_OPTIONS_TEST) ||
        !read_number("--failures", options->failures, &tested->failures) ||
        !read_number("--rounds", options->rounds, &tested->rounds))
        return false;
    if (!options->file || options->rest_count)
        return vk_complain("plugin-test: expected one FILE.so");
    tested->path = options->file;
    return true;
}

int vk_plugin_test(const char *const *arguments) {
    vk_tested tested = {.failures = FAILURES, .rounds = ROUNDS};
    vk_options options;
    char beside[sizeof tested.folder + 8];
    vk_trial *trial = mmap(NULL, sizeof *trial, PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (trial == MAP_FAILED || !read_options(&tested, &options, arguments))
        return STATUS_USAGE;
    if (vk_plugin_lint(&tested)) {
        snprintf(beside, sizeof beside, "%s/tests", tested.folder);
        tested.tests = options.tests ? options.tests : beside;
        tested.files = options.files ? options.files : tested.tests;
        find_scripts(&tested);
        check_alone(&tested, trial);
        check_scripts(&tested, trial);
        forget_scripts(&tested);
    }
    if (tested.wrong)
        printf("%s: %d wrong\n", tested.path, tested.wrong);
    else
        printf("%s: clean\n", tested.path);
    munmap(trial, sizeof *trial);
    return tested.wrong ? STATUS_WRONG : 0;
}
