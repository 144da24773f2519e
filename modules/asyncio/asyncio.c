/* asyncio.c - the module asyncio: what its event loop needs of the clock. The
 * rest is written in Python (_asyncio.py). */
#include <vivarium.h>

static viv_value asyncio_monotonic(viv_vm *vm, const viv_value *args) {
    (void)args;
    return viv_float(vm, (double)viv_clock_steady(vm) * 1e-9);
}

static viv_value asyncio_sleep(viv_vm *vm, const viv_value *args) {
    double seconds = viv_to_float(vm, args[0]);

    return viv_sleep(vm, seconds > 0 ? seconds : 0) ? VIV_NONE : VIV_RAISE;
}

static viv_value asyncio_iscoroutinefunction(viv_vm *vm,
                                             const viv_value *args) {
    return viv_bool(viv_is_coroutine_function(vm, args[0]));
}

static const viv_function asyncio_functions[] = {
    {"iscoroutinefunction(func, /)", asyncio_iscoroutinefunction,
     "Return True if func is a decorated coroutine function."},
    {"_monotonic()", asyncio_monotonic, NULL},
    {"_wait(seconds: float, /)", asyncio_sleep, NULL},
};

VIV_MODULE(asyncio, needs(clock)) {
    .doc = "Coroutines as tasks of an event loop.",
    .functions = VIV_TABLE(asyncio_functions),
};
