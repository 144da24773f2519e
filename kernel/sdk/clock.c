/* clock.c - SDK: clocks, and waiting.
 *
 * What programs see of time goes through here, so that a policy can give them
 * another clock (tests that repeat, simulations). The limits of a run use the
 * real one, which no policy can slow.
 */
#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <vivarium/tail.h>

#include "eval/eval.h"
#include "host/policies.h"
#include "object/error.h"

static int64_t now(clockid_t clock) {
    struct timespec time;

    clock_gettime(clock, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* A policy may stand in for the system. */
static int64_t ask(viv_vm *vm, viv_clock which, clockid_t clock) {
    const viv_sandbox *sandbox = vk_sandbox_of(vm);
    const vk_plugin *policy = vk_runtime(vm)->clock;

    return sandbox && policy
               ? policy->services->clock(vk_session(sandbox, policy), which)
               : now(clock);
}

int64_t viv_clock_real(viv_vm *vm) {
    return ask(vm, VIV_CLOCK_REAL, CLOCK_REALTIME);
}

int64_t viv_clock_steady(viv_vm *vm) {
    return ask(vm, VIV_CLOCK_STEADY, CLOCK_MONOTONIC);
}

int64_t viv_clock_thread(viv_vm *vm) {
    return ask(vm, VIV_CLOCK_THREAD, CLOCK_THREAD_CPUTIME_ID);
}

bool viv_entropy(viv_vm *vm, void *bytes, uint32_t size) {
    const viv_sandbox *sandbox = vk_sandbox_of(vm);
    const vk_plugin *policy = vk_runtime(vm)->entropy;

    if (sandbox && policy) {
        policy->services->entropy(vk_session(sandbox, policy), bytes, size);
        return true;
    }
    if (getrandom(bytes, size, 0) == (ssize_t)size)
        return true;
    vk_raise(vm, VIV_OSError, "no random numbers: %s", strerror(errno));
    return false;
}

/* In slices, so that a cancellation and the deadline are seen. Sleeping counts
 * as running: the deadline and a cancellation end it within ten
 * milliseconds. */
static bool wait(viv_vm *vm, int64_t nanoseconds) {
    int64_t end = now(CLOCK_MONOTONIC) + nanoseconds;

    for (;;) {
        int64_t left = end - now(CLOCK_MONOTONIC);
        struct timespec slice;

        if (!vk_fuel_poll(vm))
            return false;
        if (left <= 0)
            return true;
        if (left > 10000000)
            left = 10000000;
        slice = (struct timespec){0, (long)left};
        nanosleep(&slice, NULL);
    }
}

bool viv_sleep(viv_vm *vm, double seconds) {
    const viv_sandbox *sandbox = vk_sandbox_of(vm);
    const vk_plugin *policy = vk_runtime(vm)->clock;
    int64_t nanoseconds = (int64_t)(seconds * 1e9);

    if (!sandbox || !policy)
        return wait(vm, nanoseconds);
    policy->services->sleep(vk_session(sandbox, policy), nanoseconds);
    return vk_fuel_poll(vm);
}
