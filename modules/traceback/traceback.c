/* traceback.c - what the module `traceback` gets from the kernel. */
#include <vivarium.h>

static viv_value traceback_report(viv_vm *vm, const viv_value *args) {
    viv_value base = viv_error_type(vm, VIV_BaseException);

    if (viv_is_instance(vm, args[0], base) <= 0)
        return viv_raise(vm, VIV_TypeError, "an exception is expected, not %T",
                         args[0]);
    return viv_exception_report(vm, args[0]);
}

static viv_value traceback_entries(viv_vm *vm, const viv_value *args) {
    return viv_traceback_entries(vm, args[0]);
}

static viv_value traceback_stack(viv_vm *vm, const viv_value *args) {
    (void)args;
    return viv_stack_entries(vm);
}

static const viv_function traceback_functions[] = {
    {"_report(exception, /)", traceback_report,
     "What is printed of an uncaught exception."},
    {"_entries(traceback, /)", traceback_entries, "Its frames, as tuples."},
    {"_stack()", traceback_stack, "The frames of the program, innermost first."},
};

VIV_MODULE(traceback) {
    .functions = VIV_TABLE(traceback_functions),
};
