/* deadline.h - the limit of wall-clock time, read when fuel is refilled. */
#ifndef VK_HOST_DEADLINE_H
#define VK_HOST_DEADLINE_H

#include "machine.h"

/* Monotonic nanoseconds. */
uint64_t vk_deadline_now(void);

/* The run begins now and may take [seconds] (0: any time). */
void vk_deadline_begin(viv_vm *vm, double seconds);

/* The time is over. */
bool vk_deadline_passed(viv_vm *vm);

/* Nanoseconds since the run began. */
uint64_t vk_deadline_elapsed(viv_vm *vm);

#endif
