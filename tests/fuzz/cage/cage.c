/* cage.c - overwrites words of running cages, and looks whether anything
 * outside of them is touched.
 *
 *     fuzz_cage ROUNDS [SEED] PROGRAM...
 *
 * Each round runs a program in a fresh sandbox, with all limits on. At an
 * allocation that chance picks, up to 16 words of what it uses of its cage are
 * overwritten, and it goes on. It may end as it likes: in a result, an
 * exception, a stop, or a fault at its own guards. What may not happen: another
 * address faults (64 GiB without access lie on both sides of the cages), or the
 * machine's limits, tables or grants, or the world change. With the seed that
 * is printed a round can be repeated.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "eval/native.h"
#include "host/sandbox.h"
#include "memory/layout.h"
#include "memory/world.h"

enum { BATCH = 200, WORDS = 16, PROGRAM_MOST = 1 << 16 };
enum { LONGEST_ROUND = 20 }; /* seconds: no loop may escape the limits */

#define MOAT_BYTES (UINT64_C(64) << 30)

typedef struct program {
    char *text;
    size_t length;
} program;

/* Of one round; the hook gets nothing but the machine. */
static struct round {
    uint64_t random;
    uint64_t countdown; /* allocations until words are overwritten */
    viv_vm *vm;
} current;

static struct tally {
    uint64_t rounds, fine, exceptions, stops, faults, overwritten;
    uint64_t seed; /* of the round that runs */
} * tally;

static uint64_t chance(uint64_t limit) {
    current.random = current.random * UINT64_C(6364136223846793005) +
                     UINT64_C(1442695040888963407);
    return (current.random >> 24) % limit;
}

/* An offset that is in use. */
static uint32_t place(viv_vm *vm) {
    const struct vk_machine *machine = VK(vm);
    const vk_heap *heap = &machine->heap;
    uint64_t blocks =
        ((uint64_t)heap->fresh << VK_BLOCK_SHIFT) - heap->span_start;
    const struct vk_arena_state *arena = &machine->arena;
    uint32_t tree = arena->chunks[arena->chunk].start;

    switch (chance(blocks > 0 ? 5 : 3)) {
    case 0:
        return heap->first_start +
               (uint32_t)chance(heap->first_cursor - heap->first_start + 1);
    case 1:
        return vk_offset(vm, machine->stack_base) + (uint32_t)chance(2048);
    case 2:
        return tree + (uint32_t)chance(arena->cursor - tree + 1);
    default:
        return heap->span_start + (uint32_t)chance(blocks);
    }
}

static uint64_t word(viv_vm *vm) {
    uint64_t offset = place(vm) & ~UINT64_C(15);

    switch (chance(9)) {
    case 0:
        return chance(256);
    case 1:
        return ~UINT64_C(0);
    case 2:
        return VIV_REFERENCE_MARK << 32 | offset | 1;
    case 3:
        return offset << 32 | offset;
    case 4:
        return chance(UINT32_MAX) << 32 | chance(UINT32_MAX);
    case 5:
        return UINT64_C(1) << chance(64);
    case 6:
        return UINT64_C(0x7fffffff) << chance(33);
    case 7:
        return chance(VK_KIND_COUNT) << 32 | (chance(32) << 40);
    default:
        return (VK_CAGE_BYTES - chance(4096)) | chance(UINT32_MAX) << 32;
    }
}

static void overwrite(viv_vm *vm) {
    uint64_t count = 1 + chance(WORDS);

    if (vm != current.vm || current.countdown == 0 || --current.countdown > 0)
        return;
    for (uint64_t i = 0; i < count; i++)
        *(uint64_t *)vk_at(vm, place(vm) & ~7u) = word(vm);
    tally->overwritten++;
    current.countdown = 1 + chance(300);
}

static void *moat(void) {
    return mmap(NULL, MOAT_BYTES, PROT_NONE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
}

/* What a program must never be able to change. */
typedef struct trusted {
    vk_limits limits;
    const void *runtime, *natives, *table, *bits, *control_base, *stack_base;
    uint64_t memory;
    uint32_t native_count, granted, world_end;
    uint64_t world, tables; /* checksums */
} trusted;

static uint64_t checksum(const void *data, size_t bytes) {
    const uint64_t *words = data;
    uint64_t sum = bytes;

    for (size_t i = 0; i < bytes / 8; i++)
        sum = (sum ^ words[i]) * UINT64_C(0x9E3779B97F4A7C15);
    return sum;
}

static trusted trusted_of(viv_vm *vm) {
    const struct vk_machine *machine = VK(vm);
    trusted state;

    memset(&state, 0, sizeof state);
    state.limits = machine->limits;
    state.runtime = machine->runtime;
    state.natives = machine->natives;
    state.table = machine->heap.table;
    state.bits = machine->heap.live_bits < machine->heap.mark_bits
                     ? machine->heap.live_bits
                     : machine->heap.mark_bits;
    state.control_base = machine->control_base;
    state.stack_base = machine->stack_base;
    state.memory = machine->heap.limit;
    state.native_count = machine->native_count;
    state.granted = machine->granted;
    state.world_end = machine->world_end;
    state.world = checksum(vk_at(vm, VK_WORLD_START),
                           machine->world_end - VK_WORLD_START);
    state.tables = checksum(machine->runtime, sizeof *machine->runtime) ^
                   checksum(machine->natives, machine->native_count *
                                                  sizeof *machine->natives);
    return state;
}

static void count_end(viv_end end, bool dead) {
    tally->rounds++;
    if (dead)
        tally->faults++;
    else if (end == VIV_END_STOP)
        tally->stops++;
    else if (end == VIV_END_FINE)
        tally->fine++;
    else
        tally->exceptions++;
}

static void run_round(viv_runtime *runtime, const program *chosen) {
    viv_sandbox_options options = {.size = sizeof options};
    char *problems = NULL;
    viv_sandbox *sandbox;
    trusted before, after;
    viv_end end;

    options.limits.memory = 64 << 20;
    options.limits.steps = 300000;
    options.limits.seconds = 2;
    sandbox = viv_sandbox_new(runtime, &options, &problems);
    if (sandbox == NULL) {
        fprintf(stderr, "fuzz_cage: %s\n", problems);
        exit(2);
    }
    before = trusted_of(sandbox->vm);
    current.vm = sandbox->vm;
    current.countdown = 1 + chance(300);
    VK(sandbox->vm)->heap.on_take = overwrite;
    alarm(LONGEST_ROUND);
    end = viv_sandbox_run(sandbox, "fuzz.py", chosen->text, chosen->length);
    after = trusted_of(sandbox->vm);
    if (memcmp(&before, &after, sizeof before) != 0) {
        fprintf(stderr, "fuzz_cage: trusted state changed\n");
        abort();
    }
    count_end(end, sandbox->dead);
    viv_sandbox_free(sandbox);
}

static void run_batch(const program *programs, int count, uint64_t seed,
                      uint64_t rounds) {
    viv_runtime_options options = {.size = sizeof options,
                                   .catch_faults = true};
    char *problems = NULL;
    void *above = moat(), *below;
    viv_runtime *runtime = viv_runtime_start(&options, &problems);

    below = moat();
    if (runtime == NULL || above == MAP_FAILED || below == MAP_FAILED) {
        fprintf(stderr, "fuzz_cage: %s\n",
                problems != NULL ? problems : "no moat");
        exit(2);
    }
    for (uint64_t i = 0; i < rounds; i++) {
        tally->seed = seed + i;
        current.random = (seed + i) * UINT64_C(0x9E3779B97F4A7C15) + 1;
        chance(2);
        run_round(runtime, &programs[chance((uint64_t)count)]);
    }
    viv_runtime_end(runtime);
}

/* False: the batch died; the rounds after the one that did are skipped. */
static bool fork_batch(const program *programs, int count, uint64_t seed,
                       uint64_t rounds) {
    int status;
    pid_t child = fork();

    if (child == 0) {
        run_batch(programs, count, seed, rounds);
        _exit(0);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0)
        exit(2);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 2)
        exit(2);
    printf("seed %llu: %s %d\n", (unsigned long long)tally->seed,
           WIFSIGNALED(status) ? "signal" : "status",
           WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    fflush(stdout);
    return false;
}

static program read_program(const char *path) {
    FILE *file = fopen(path, "r");
    program text;

    if (file == NULL || (text.text = malloc(PROGRAM_MOST)) == NULL) {
        perror(path);
        exit(2);
    }
    text.length = fread(text.text, 1, PROGRAM_MOST, file);
    fclose(file);
    return text;
}

static void report(void) {
    printf("%llu rounds: %llu fine, %llu exceptions, %llu stops, %llu faults "
           "inside; overwritten %llu times\n",
           (unsigned long long)tally->rounds, (unsigned long long)tally->fine,
           (unsigned long long)tally->exceptions,
           (unsigned long long)tally->stops, (unsigned long long)tally->faults,
           (unsigned long long)tally->overwritten);
}

int main(int argc, char **argv) {
    uint64_t rounds = argc > 2 ? strtoull(argv[1], NULL, 10) : 0, seed = 1;
    char *end = NULL;
    int first = 2, count, deaths = 0;
    program *programs;

    if (argc > 3 && (seed = strtoull(argv[2], &end, 10), *end == 0))
        first = 3;
    else
        seed = 1;
    count = argc - first;
    programs = calloc((size_t)(count > 0 ? count : 1), sizeof *programs);
    tally = mmap(NULL, sizeof *tally, PROT_READ | PROT_WRITE,
                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (rounds == 0 || count < 1 || programs == NULL || tally == MAP_FAILED) {
        fprintf(stderr, "usage: fuzz_cage ROUNDS [SEED] PROGRAM...\n");
        return 2;
    }
    for (int i = 0; i < count; i++)
        programs[i] = read_program(argv[first + i]);
    for (uint64_t done = 0; done < rounds; done += BATCH)
        deaths += !fork_batch(programs, count, seed + done,
                              rounds - done < BATCH ? rounds - done : BATCH);
    report();
    return deaths > 0;
}
