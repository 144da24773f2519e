/* gc.c - the `gc` module: asks for a collection.
 *
 * There are no generations and no reference counts here, so that there is
 * nothing to switch off and nothing to count: collect() is all of it.
 */
#include <vivarium.h>

static viv_value gc_collect(viv_vm *vm, const viv_value *args) {
    int64_t generation = viv_to_int(vm, args[0]);

    if (generation < 0 || generation > 2)
        return viv_raise(vm, VIV_ValueError, "invalid generation");
    viv_collect(vm);
    return viv_small_int(0);
}

static viv_value gc_isenabled(viv_vm *vm, const viv_value *args) {
    (void)vm, (void)args;
    return VIV_TRUE;
}

static const viv_function gc_functions[] = {
    {"collect(generation: int = 2)", gc_collect,
     "Collect before the program's next call. Return 0."},
    {"isenabled()", gc_isenabled,
     "Return True: collection cannot be switched off."},
};

VIV_MODULE(gc) {
    .doc = "The collector of what a program can no longer reach.",
    .functions = VIV_TABLE(gc_functions),
};
