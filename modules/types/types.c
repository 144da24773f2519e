/* types.c - what the `types` module has in C. */
#include <vivarium.h>

static viv_value types_make_awaitable(viv_vm *vm, const viv_value *args) {
    return viv_make_awaitable(vm, args[0]);
}

static viv_value types_type_named(viv_vm *vm, const viv_value *args) {
    viv_value found = viv_builtin_type(vm, args[0]);

    return viv_is_absent(found) ? VIV_NONE : found;
}

static const viv_function types_functions[] = {
    {"_make_awaitable(function, /)", types_make_awaitable, NULL},
    {"_type_named(name: str, /)", types_type_named, NULL},
};

VIV_MODULE(types) {
    .doc = "Names of types that the language uses.",
    .functions = VIV_TABLE(types_functions),
};
