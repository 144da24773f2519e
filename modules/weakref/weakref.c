/* weakref.c - the `weakref` module: references that do not keep their
 * object. */
#include <vivarium.h>

static viv_value weakref_type(viv_vm *vm, const viv_value *args) {
    (void)args;
    return viv_weak_reference_type(vm);
}

static const viv_function weakref_functions[] = {
    {"_type()", weakref_type, NULL},
};

VIV_MODULE(weakref) {
    .doc = "Weak references.",
    .functions = VIV_TABLE(weakref_functions),
};
