/* budget.c - the `budget` policy: what one program may use. */
#include <vivarium.h>

typedef struct budget {
    uint64_t memory, steps, output, recursion, int_bits, int_digits;
    double time;
} budget;

static const viv_setting budget_settings[] = {
    VIV_SIZE(budget, memory, "64M", "Bytes that a program may hold; 0: no limit."),
    VIV_NUMBER(budget, time, "5", "Seconds that a run may take; 0: no limit."),
    VIV_SIZE(budget, steps, "0", "Units of fuel that a run may spend; 0: no limit."),
    VIV_SIZE(budget, recursion, "1000", "Frames that may be active, at least 1."),
    VIV_SIZE(budget, output, "1M", "Bytes that may be printed; 0: no limit."),
    VIV_SIZE(budget, int_bits, "8M", "Bits of the largest integer, at least 1."),
    VIV_SIZE(budget, int_digits, "4300",
             "Digits of an integer's text that are converted; 0: no limit."),
};

static uint32_t clipped(uint64_t number) {
    return number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

static viv_verdict budget_limits(viv_vm *vm, void *state, viv_limits *limits) {
    const budget *self = state;

    limits->memory = self->memory;
    limits->seconds = self->time;
    limits->steps = self->steps;
    limits->output = self->output;
    limits->recursion = clipped(self->recursion);
    limits->int_bits = clipped(self->int_bits);
    limits->int_digits = clipped(self->int_digits);
    if (limits->recursion == 0 || limits->int_bits == 0)
        return viv_deny(vm, "recursion and int-bits must be at least 1");
    return VIV_ALLOW;
}

VIV_POLICY(budget) {
    .doc = "Limit memory, time, steps, recursion and output of a program.",
    .state_size = sizeof(budget),
    .settings = VIV_TABLE(budget_settings),
    .hooks = VIV_HOOKS(.limits = budget_limits),
};
