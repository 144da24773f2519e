/* clock.c - SDK: clocks, and waiting. */
#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <vivarium/tail.h>

#include "eval/eval.h"
#include "host/deadline.h"
#include "object/error.h"

static int64_t now(clockid_t clock) {
    struct timespec time;

    clock_gettime(clock, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int64_t viv_clock_real(viv_vm *vm) {
    (void)vm;
    return now(CLOCK_REALTIME);
}

int64_t viv_clock_steady(viv_vm *vm) {
    (void)vm;
    return now(CLOCK_MONOTONIC);
}

int64_t viv_clock_thread(viv_vm *vm) {
    (void)vm;
    return now(CLOCK_THREAD_CPUTIME_ID);
}

bool viv_entropy(viv_vm *vm, void *bytes, uint32_t size) {
    if (getrandom(bytes, size, 0) == (ssize_t)size)
        return true;
    vk_raise(vm, VIV_OSError, "no random numbers: %s", strerror(errno));
    return false;
}

/* In slices, so that a cancellation and the deadline are seen. */
bool viv_sleep(viv_vm *vm, double seconds) {
    int64_t end = now(CLOCK_MONOTONIC) + (int64_t)(seconds * 1e9);

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
