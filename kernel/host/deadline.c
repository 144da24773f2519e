/* deadline.c - the limit of wall-clock time.
 *
 * Wall-clock and not CPU time: what a host wants to bound is how long it waits.
 * Read once per slice of fuel, since a system call per instruction would be the
 * program's whole cost.
 */
#include "host/deadline.h"

#include <time.h>

uint64_t vk_deadline_now(void) {
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

/* Monotonic: setting the clock neither stops nor frees a program. */
void vk_deadline_begin(viv_vm *vm, double seconds) {
    uint64_t now = vk_deadline_now();
    /* Beyond a century a limit is none. */
    double least = seconds < 3e9 ? seconds : 0;

    VK(vm)->started = now;
    VK(vm)->deadline = least > 0 ? now + (uint64_t)(least * 1e9) : 0;
}

bool vk_deadline_passed(viv_vm *vm) {
    return VK(vm)->deadline && vk_deadline_now() >= VK(vm)->deadline;
}

uint64_t vk_deadline_elapsed(viv_vm *vm) {
    return vk_deadline_now() - VK(vm)->started;
}
