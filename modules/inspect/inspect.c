/* inspect.c - what the module `inspect` needs to know of functions. */
#include <vivarium.h>

static viv_value inspect_facts(viv_vm *vm, const viv_value *args) {
    return viv_function_facts(vm, args[0]);
}

static viv_value inspect_state(viv_vm *vm, const viv_value *args) {
    return viv_int(vm, viv_generator_state(vm, args[0]));
}

static const viv_function inspect_functions[] = {
    {"_facts(function, /)", inspect_facts,
     "What a function in Python takes and gives, or None."},
    {"_state(generator, /)", inspect_state,
     "Of a generator or coroutine: 0 fresh, 1 rests, 2 runs, 3 ended."},
};

VIV_MODULE(inspect) {
    .functions = VIV_TABLE(inspect_functions),
};
