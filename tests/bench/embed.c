/* embed.c - what sandboxes cost: made, run and freed; forked; kept idle.
 *
 * Our sandboxes and Lua's states are measured in turn in one run, with warm
 * pools and all limits on; each figure is the median of the rounds.
 */
#define _GNU_SOURCE
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <vivarium/embed.h>

enum { ROUNDS = 25, OURS = 2000, LUAS = 100, FORKS = 20, LIVE = 9000 };

static const char program[] = "1+1";

static double now(void) {
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static void fail(const char *what, const char *why) {
    fprintf(stderr, "embed: %s: %s\n", what, why ? why : "?");
    exit(1);
}

static viv_sandbox *make(viv_runtime *runtime) {
    char *problems = NULL;
    viv_sandbox *sandbox = viv_sandbox_new(runtime, NULL, &problems);

    if (!sandbox)
        fail("sandbox", problems);
    return sandbox;
}

static void run(viv_sandbox *sandbox, const char *text) {
    if (viv_sandbox_run(sandbox, "bench", text, strlen(text)) != VIV_END_FINE)
        fail("run", viv_sandbox_failure(sandbox)->message);
}

/* Microseconds for each of [OURS] sandboxes. */
static double measure_ours(viv_runtime *runtime) {
    double start = now();

    for (int i = 0; i < OURS; i++) {
        viv_sandbox *sandbox = make(runtime);

        run(sandbox, program);
        viv_sandbox_free(sandbox);
    }
    return (now() - start) / OURS;
}

static double measure_lua(void) {
    double start = now();

    for (int i = 0; i < LUAS; i++) {
        lua_State *lua = luaL_newstate();

        luaL_openlibs(lua);
        if (luaL_dostring(lua, "return 1+1"))
            fail("lua", lua_tostring(lua, -1));
        lua_close(lua);
    }
    return (now() - start) / LUAS;
}

static double measure_fork(viv_sandbox *parent) {
    double spent = 0;

    for (int i = 0; i < FORKS; i++) {
        char *problems = NULL;
        double start = now();
        viv_sandbox *child = viv_sandbox_fork(parent, &problems);

        if (!child)
            fail("fork", problems);
        spent += now() - start;
        viv_sandbox_free(child);
    }
    return spent / FORKS;
}

static int compare(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;

    return (left > right) - (left < right);
}

static double median(double *values, size_t count) {
    qsort(values, count, sizeof *values, compare);
    return values[count / 2];
}

/* KiB of this process: resident pages of its own, and page tables. */
static double memory_used(void) {
    FILE *file = fopen("/proc/self/status", "re");
    char line[200];
    double total = 0, part;

    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "RssAnon: %lf", &part) == 1 ||
            sscanf(line, "VmPTE: %lf", &part) == 1)
            total += part;
    if (file)
        fclose(file);
    return total;
}

/* KiB for each of [LIVE] sandboxes that have run once and are kept. */
static double measure_idle(const viv_runtime_options *options) {
    static viv_sandbox *live[LIVE];
    char *problems = NULL;
    viv_runtime *runtime = viv_runtime_start(options, &problems);

    if (!runtime)
        fail("runtime", problems);
    double before = memory_used();

    for (int i = 0; i < LIVE; i++) {
        live[i] = make(runtime);
        run(live[i], program);
    }
    double each = (memory_used() - before) / LIVE;

    for (int i = 0; i < LIVE; i++)
        viv_sandbox_free(live[i]);
    viv_runtime_end(runtime);
    return each;
}

int main(void) {
    viv_runtime_options options = {.size = sizeof options, .cages = 8};
    char *problems = NULL;
    viv_runtime *runtime = viv_runtime_start(&options, &problems);
    double ours[ROUNDS], luas[ROUNDS], forks[ROUNDS];

    if (!runtime)
        fail("runtime", problems);
    viv_sandbox *parent = make(runtime);

    run(parent, "data = ['%06d' % i for i in range(4000)]");
    measure_ours(runtime);
    for (int i = 0; i < ROUNDS; i++) {
        ours[i] = measure_ours(runtime);
        luas[i] = measure_lua();
        forks[i] = measure_fork(parent);
    }
    viv_usage usage = viv_sandbox_usage(parent);

    printf("create+run+destroy %.2f us\n", median(ours, ROUNDS));
    printf("lua5.4 %.2f us\n", median(luas, ROUNDS));
    printf("fork %.1f MiB %.1f us\n", (double)usage.memory / (1 << 20),
           median(forks, ROUNDS));
    viv_sandbox_free(parent);
    viv_runtime_end(runtime);
    options.cages = 1;
    printf("idle %.1f KiB (%d live)\n", measure_idle(&options), LIVE);
    return 0;
}
