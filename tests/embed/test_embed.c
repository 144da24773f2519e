/* test_embed.c - the library as a host uses it. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdlib.h>
#include <string.h>
#include <vivarium/embed.h>

static viv_runtime *runtime;
static viv_sandbox *sandbox;

static void start(void) {
    char *problems = NULL;

    runtime = viv_runtime_start(NULL, &problems);
    cr_assert(runtime != NULL, "%s", problems);
    sandbox = viv_sandbox_new(runtime, NULL, &problems);
    cr_assert(sandbox != NULL, "%s", problems);
}

static void end(void) {
    viv_sandbox_free(sandbox);
    viv_runtime_end(runtime);
}

static viv_end run(const char *text) {
    return viv_sandbox_run(sandbox, "test.py", text, strlen(text));
}

static char *result(void) {
    return (char *)viv_sandbox_result(sandbox);
}

TestSuite(embed, .init = start, .fini = end, .timeout = 30);

Test(embed, last_expression_is_the_result) {
    cr_assert(eq(int, run("x = 20\nx + 22"), VIV_END_FINE));
    cr_assert(eq(str, result(), "42"));
    cr_assert(eq(int, run("x = 1"), VIV_END_FINE));
    cr_assert(eq(str, result(), "null"));
}

Test(embed, globals_are_kept_between_runs) {
    run("def double(n): return 2 * n");
    cr_assert(eq(int, run("double(21)"), VIV_END_FINE));
    cr_assert(eq(str, result(), "42"));
}

Test(embed, values_cross_as_json) {
    cr_assert(eq(int, viv_sandbox_set(sandbox, "data", "{\"a\": [1, 2.5, null]}"),
                 VIV_END_FINE));
    run("data['b'] = (True, 'x\\n\"\\u00e9')\ndata");
    cr_assert(eq(str, result(), "{\"a\": [1, 2.5, null], "
                                "\"b\": [true, \"x\\n\\\"\xc3\xa9\"]}"));
    cr_assert(eq(str, (char *)viv_sandbox_globals(sandbox),
                 "{\"data\": {\"a\": [1, 2.5, null], "
                 "\"b\": [true, \"x\\n\\\"\xc3\xa9\"]}}"));
}

Test(embed, what_json_cannot_hold_is_a_repr) {
    run("[{1, }, float('nan'), 10 ** 30]");
    cr_assert(eq(str, result(), "[{\"$repr\": \"{1}\"}, {\"$repr\": \"nan\"}, "
                                "1000000000000000000000000000000]"));
    run("loop = []\nloop.append(loop)\nloop");
    cr_assert(eq(str, result(), "[{\"$repr\": \"[[...]]\"}]"));
}

Test(embed, text_that_is_no_json_is_refused) {
    cr_assert(eq(int, viv_sandbox_set(sandbox, "x", "{"), VIV_END_EXCEPTION));
    cr_assert(eq(str, (char *)viv_sandbox_failure(sandbox)->type, "ValueError"));
}

Test(embed, call_takes_arguments_and_keywords) {
    run("def f(a, b, *, c=0): return [a, b, c]");
    cr_assert(eq(int, viv_sandbox_call(sandbox, "f", "[1, 2]", "{\"c\": 3}"),
                 VIV_END_FINE));
    cr_assert(eq(str, result(), "[1, 2, 3]"));
}

Test(embed, generator_is_collected) {
    run("def f(n):\n    yield from range(n)");
    viv_sandbox_call(sandbox, "f", "[3]", NULL);
    cr_assert(eq(str, result(), "[0, 1, 2]"));
}

Test(embed, coroutine_is_awaited) {
    run("async def one(): return 1\nasync def two(): return await one() + 1");
    cr_assert(eq(int, viv_sandbox_call(sandbox, "two", NULL, NULL),
                 VIV_END_FINE));
    cr_assert(eq(str, result(), "2"));
}

static size_t one_line(void *context, char *text, size_t size) {
    int *lines = context;

    return (*lines)-- > 0 ? (size_t)snprintf(text, size, "line\n") : 0;
}

Test(embed, input_comes_from_the_host) {
    int lines = 1;
    viv_runtime_options options = {
        .size = sizeof options,
        .config_text = "[vivarium]\ninherit = teaching\n"};
    viv_runtime *teaching = viv_runtime_start(&options, NULL);
    viv_sandbox_options given = {
        .size = sizeof given, .read = one_line, .context = &lines};
    viv_sandbox *student = viv_sandbox_new(teaching, &given, NULL);

    viv_sandbox_run(student, "x.py", "input()", 7);
    cr_assert(eq(str, (char *)viv_sandbox_result(student), "\"line\""));
    viv_sandbox_run(student, "x.py", "input()", 7);
    cr_assert(eq(str, (char *)viv_sandbox_failure(student)->type, "EOFError"));
    viv_sandbox_free(student);
    viv_runtime_end(teaching);
}

Test(embed, failure_is_structured) {
    cr_assert(eq(int, run("x = 1\n\nraise ValueError('no')"),
                 VIV_END_EXCEPTION));
    const viv_failure *failure = viv_sandbox_failure(sandbox);

    cr_assert(eq(str, (char *)failure->type, "ValueError"));
    cr_assert(eq(str, (char *)failure->message, "no"));
    cr_assert(eq(str, (char *)failure->code, "python.ValueError"));
    cr_assert(eq(int, failure->line, 3));
    cr_assert(eq(int, failure->column, 1));
    cr_assert(eq(int, viv_sandbox_exit_status(sandbox), 1));
    cr_assert(eq(int, run("1"), VIV_END_FINE));
    cr_assert(viv_sandbox_failure(sandbox) == NULL);
}

Test(embed, very_long_message_is_cut_and_says_so) {
    const char *message;

    cr_assert(eq(int, run("raise ValueError('x' * 3_000_000)"),
                 VIV_END_EXCEPTION));
    message = viv_sandbox_failure(sandbox)->message;
    cr_assert(lt(sz, strlen(message), 300000));
    cr_assert(strstr(message, "x ... (2737856 more characters)") != NULL);
}

Test(embed, syntax_error_is_a_failure) {
    cr_assert(eq(int, run("x = = 1"), VIV_END_EXCEPTION));
    cr_assert(eq(str, (char *)viv_sandbox_failure(sandbox)->type,
                 "SyntaxError"));
}

Test(embed, exit_status_is_the_programs_but_for_stops) {
    cr_assert(eq(int, run("raise SystemExit(3)"), VIV_END_EXIT));
    cr_assert(eq(int, viv_sandbox_exit_status(sandbox), 3));
    run("raise SystemExit(102)");
    cr_assert(eq(int, viv_sandbox_exit_status(sandbox), 1));
}

Test(embed, output_is_kept_for_the_host) {
    size_t length = 0;

    run("print('one')\nprint('two')");
    cr_assert(eq(str, (char *)viv_sandbox_output(sandbox, VIV_STDOUT, &length),
                 "one\ntwo\n"));
    cr_assert(eq(sz, length, 8));
    cr_assert(eq(str, (char *)viv_sandbox_output(sandbox, VIV_STDOUT, &length),
                 ""));
}

Test(embed, fork_has_the_state_and_goes_its_own_way) {
    char *problems = NULL;

    run("items = [str(i) for i in range(1000)]\n"
        "class Counter:\n    n = 0\ncounter = Counter()");
    viv_sandbox *child = viv_sandbox_fork(sandbox, &problems);

    cr_assert(child != NULL, "%s", problems);
    static const char change[] = "counter.n += 1\nitems.append('x')\n"
                                 "[counter.n, len(items), items[999]]";

    cr_assert(eq(int, viv_sandbox_run(child, "child", change, strlen(change)),
                 VIV_END_FINE));
    cr_assert(eq(str, (char *)viv_sandbox_result(child), "[1, 1001, \"999\"]"));
    run("[counter.n, len(items)]");
    cr_assert(eq(str, result(), "[0, 1000]"));
    viv_sandbox_free(child);
}


/* Open files and what policies keep for a sandbox go along. */
Test(embed, fork_has_its_own_files_and_clock) {
    static const char config[] = "[vivarium]\ninherit = default\n"
                                 "policies = +determinism\n"
                                 "[determinism]\ntick = 1\nstart = 0\n"
                                 "[builtins]\ndeny = -open\n"
                                 "[capabilities]\ngrant = +files\n"
                                 "[files]\nread = /usr/include\n";
    static const char opens[] =
        "import time\nfile = open('stdio.h', 'rb')\n"
        "parts = [time.time(), file.read(10)]\n";
    static const char goes_on[] = "str([time.time(), file.read(10), file.tell()])";
    viv_runtime_options options = {.size = sizeof options,
                                   .config_text = config};
    char *problems = NULL, first[200];
    viv_runtime *with_files = viv_runtime_start(&options, &problems);

    cr_assert(with_files != NULL, "%s", problems);
    viv_sandbox *parent = viv_sandbox_new(with_files, NULL, &problems);

    cr_assert(eq(int, viv_sandbox_run(parent, "a", opens, strlen(opens)),
                 VIV_END_FINE));
    viv_sandbox *child = viv_sandbox_fork(parent, &problems);

    cr_assert(child != NULL, "%s", problems);
    viv_sandbox_run(child, "b", goes_on, strlen(goes_on));
    snprintf(first, sizeof first, "%s", viv_sandbox_result(child));
    viv_sandbox_run(parent, "b", goes_on, strlen(goes_on));
    cr_assert(eq(str, (char *)viv_sandbox_result(parent), first));
    cr_assert(strncmp(first, "\"[2.0, ", 7) == 0, "%s", first);
    viv_sandbox_free(child);
    viv_sandbox_free(parent);
    viv_runtime_end(with_files);
}

Test(embed, limits_are_those_asked_for) {
    viv_sandbox_options options = {.size = sizeof options,
                                   .limits = {.steps = 50000}};
    char *problems = NULL;
    viv_sandbox *small = viv_sandbox_new(runtime, &options, &problems);
    static const char loop[] = "while True: pass";

    cr_assert(small != NULL, "%s", problems);
    cr_assert(eq(int, viv_sandbox_run(small, "loop", loop, strlen(loop)),
                 VIV_END_STOP));
    const viv_failure *failure = viv_sandbox_failure(small);

    cr_assert(eq(str, (char *)failure->code, "stop.steps"));
    cr_assert(eq(str, (char *)failure->limit, "steps"));
    cr_assert(eq(str, (char *)failure->message, "step limit of 50000 reached"));
    cr_assert(eq(int, viv_sandbox_exit_status(small), 103));
    cr_assert(eq(int, viv_sandbox_run(small, "after", "1", 1), VIV_END_FINE));
    viv_sandbox_free(small);
}

Test(embed, asking_for_more_than_the_ceiling_is_refused) {
    viv_sandbox_options options = {.size = sizeof options,
                                   .limits = {.seconds = 1e6}};
    char *problems = NULL;

    cr_assert(viv_sandbox_new(runtime, &options, &problems) == NULL);
    cr_assert(strstr(problems, "[budget] time") != NULL, "%s", problems);
    free(problems);
}

Test(embed, same_program_spends_the_same_steps) {
    static const char text[] = "sum(n * n for n in range(1000))";
    viv_usage usage[2];

    for (int i = 0; i < 2; i++) {
        viv_sandbox *fresh = viv_sandbox_new(runtime, NULL, NULL);

        viv_sandbox_run(fresh, "sum", text, strlen(text));
        usage[i] = viv_sandbox_usage(fresh);
        viv_sandbox_free(fresh);
    }
    cr_assert(gt(u64, usage[0].steps, 1000));
    cr_assert(eq(u64, usage[0].steps, usage[1].steps));
}
