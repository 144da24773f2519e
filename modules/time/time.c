/* time.c - the `time` module: clocks and waiting. */
#include <vivarium.h>

static viv_value seconds(viv_vm *vm, int64_t nanoseconds) {
    return viv_float(vm, (double)nanoseconds / 1e9);
}

static viv_value time_time(viv_vm *vm, const viv_value *args) {
    (void)args;
    return seconds(vm, viv_clock_real(vm));
}

static viv_value time_time_ns(viv_vm *vm, const viv_value *args) {
    (void)args;
    return viv_int(vm, viv_clock_real(vm));
}

static viv_value time_monotonic(viv_vm *vm, const viv_value *args) {
    (void)args;
    return seconds(vm, viv_clock_steady(vm));
}

static viv_value time_monotonic_ns(viv_vm *vm, const viv_value *args) {
    (void)args;
    return viv_int(vm, viv_clock_steady(vm));
}

static viv_value time_process_time(viv_vm *vm, const viv_value *args) {
    (void)args;
    return seconds(vm, viv_clock_thread(vm));
}

static viv_value time_process_time_ns(viv_vm *vm, const viv_value *args) {
    (void)args;
    return viv_int(vm, viv_clock_thread(vm));
}

static viv_value time_sleep(viv_vm *vm, const viv_value *args) {
    double wanted = viv_to_float(vm, args[0]);

    if (wanted < 0)
        return viv_raise(vm, VIV_ValueError,
                         "sleep length must be non-negative");
    if (!(wanted < 9e9))
        return viv_raise(vm, VIV_OverflowError,
                         "timestamp too large to convert to C PyTime_t");
    return viv_sleep(vm, wanted) ? VIV_NONE : VIV_RAISE;
}

static const viv_function time_functions[] = {
    {"time()", time_time,
     "Return the current time in seconds since the Epoch."},
    {"time_ns()", time_time_ns,
     "Return the current time in nanoseconds since the Epoch."},
    {"monotonic()", time_monotonic,
     "Monotonic clock, cannot go backward."},
    {"monotonic_ns()", time_monotonic_ns,
     "Monotonic clock, cannot go backward, as nanoseconds."},
    {"perf_counter()", time_monotonic,
     "Performance counter for benchmarking."},
    {"perf_counter_ns()", time_monotonic_ns,
     "Performance counter for benchmarking as nanoseconds."},
    {"process_time()", time_process_time,
     "Process time for profiling: CPU time of the sandbox's thread."},
    {"process_time_ns()", time_process_time_ns,
     "Process time for profiling as nanoseconds."},
    {"thread_time()", time_process_time, "Thread time for profiling."},
    {"sleep(seconds: float, /)", time_sleep,
     "Delay execution for a given number of seconds."},
};

VIV_MODULE(time, needs(clock)) {
    .doc = "Clocks and waiting.",
    .functions = VIV_TABLE(time_functions),
};
