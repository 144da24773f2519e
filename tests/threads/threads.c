/* threads.c - one runtime, sandboxes on two threads at once: same results as
 * alone, and the throughput of two processes.
 *
 * A plain program: Criterion does not start under ThreadSanitizer.
 *
 *     threads [ROUNDS]   prints what two threads and two processes get done
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vivarium/embed.h>

static const char program[] =
    "class Account:\n"
    "    def __init__(self, balance):\n"
    "        self.balance = balance\n"
    "    def add(self, amount):\n"
    "        self.balance += amount\n"
    "        return self\n"
    "accounts = {str(i): Account(i) for i in range(50)}\n"
    "for i in range(2000):\n"
    "    accounts[str(i % 50)].add(i)\n"
    "sum(a.balance for a in accounts.values())\n";

static const char expected[] = "2000225";

typedef struct job {
    viv_runtime *runtime;
    int rounds;
    int wrong;
} job;

static viv_runtime *start(void) {
    viv_runtime_options options = {.size = sizeof options, .cages = 4};
    char *problems = NULL;
    viv_runtime *runtime = viv_runtime_start(&options, &problems);

    if (!runtime) {
        fputs(problems ? problems : "no runtime\n", stderr);
        exit(1);
    }
    return runtime;
}

static void *work(void *arg) {
    job *work = arg;

    for (int i = 0; i < work->rounds; i++) {
        viv_sandbox *sandbox = viv_sandbox_new(work->runtime, NULL, NULL);

        if (!sandbox || viv_sandbox_run(sandbox, "job", program,
                                        strlen(program)) != VIV_END_FINE ||
            strcmp(viv_sandbox_result(sandbox), expected) != 0)
            work->wrong++;
        viv_sandbox_free(sandbox);
    }
    return NULL;
}

static double now(void) {
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Runs a second by two threads of one runtime; wrong results are counted. */
static double with_threads(int rounds, int *wrong) {
    viv_runtime *runtime = start();
    job jobs[2] = {{runtime, rounds, 0}, {runtime, rounds, 0}};
    pthread_t threads[2];
    double begin = now();

    for (int i = 0; i < 2; i++)
        if (pthread_create(&threads[i], NULL, work, &jobs[i]) != 0)
            exit(1);
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
        *wrong += jobs[i].wrong;
    }
    double rate = 2 * rounds / (now() - begin);

    viv_runtime_end(runtime);
    return rate;
}

/* A process of its own: tells that it is ready, waits to be told to go. */
static void work_alone(int rounds, int ready, int go) {
    job alone = {start(), rounds, 0};
    char byte = 0;

    if (write(ready, &byte, 1) != 1 || read(go, &byte, 1) != 1)
        _exit(1);
    work(&alone);
    viv_runtime_end(alone.runtime);
    _exit(alone.wrong != 0);
}

/* The same by two processes; their starting is not counted. */
static double with_processes(int rounds, int *wrong) {
    int ready[2], go[2];
    char bytes[2] = {0};

    if (pipe(ready) != 0 || pipe(go) != 0)
        exit(1);
    fflush(NULL);
    for (int i = 0; i < 2; i++)
        if (fork() == 0)
            work_alone(rounds, ready[1], go[0]);
    for (int i = 0; i < 2; i++)
        if (read(ready[0], bytes, 1) != 1)
            exit(1);
    double begin = now();

    if (write(go[1], bytes, 2) != 2)
        exit(1);
    for (int i = 0; i < 2; i++) {
        int status = 1;

        wait(&status);
        *wrong += status != 0;
    }
    return 2 * rounds / (now() - begin);
}

typedef struct cancel_job {
    viv_sandbox *sandbox;
    atomic_int entered;
} cancel_job;

static void *run_for_ever(void *arg) {
    static const char loop[] = "while True: pass";
    cancel_job *cancel = arg;

    atomic_store(&cancel->entered, 1);
    viv_sandbox_run(cancel->sandbox, "loop", loop, strlen(loop));
    return NULL;
}

/* A run is stopped from another thread; the sandbox is of use afterwards. */
static int cancels(void) {
    viv_runtime *runtime = start();
    cancel_job cancel = {viv_sandbox_new(runtime, NULL, NULL), 0};
    pthread_t thread;

    if (!cancel.sandbox || pthread_create(&thread, NULL, run_for_ever, &cancel) != 0)
        return 1;
    while (!atomic_load(&cancel.entered))
        usleep(1000);
    usleep(20000);
    viv_sandbox_cancel(cancel.sandbox);
    pthread_join(thread, NULL);
    int wrong = viv_sandbox_exit_status(cancel.sandbox) != 106;

    wrong += viv_sandbox_run(cancel.sandbox, "after", "1", 1) != VIV_END_FINE;
    viv_sandbox_free(cancel.sandbox);
    viv_runtime_end(runtime);
    return wrong;
}

int main(int argc, char **argv) {
    int rounds = argc > 1 ? atoi(argv[1]) : 100, wrong = 0;

    printf("two threads: %.0f runs/s\n", with_threads(rounds, &wrong));
    printf("two processes: %.0f runs/s\n", with_processes(rounds, &wrong));
    wrong += cancels();
    if (wrong)
        fprintf(stderr, "threads: %d wrong\n", wrong);
    return wrong != 0;
}
