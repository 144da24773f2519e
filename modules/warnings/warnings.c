/* warnings.c - what the module `warnings` needs to know of who calls it. */
#include <vivarium.h>

static viv_value warnings_stack(viv_vm *vm, const viv_value *args) {
    (void)args;
    return viv_stack_entries(vm);
}

static const viv_function warnings_functions[] = {
    {"_stack()", warnings_stack, "The frames of the program, innermost first."},
};

VIV_MODULE(warnings) {
    .functions = VIV_TABLE(warnings_functions),
};
