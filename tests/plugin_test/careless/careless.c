/* careless.c - a plugin that does not look whether memory was there, and works
 * without a charge.
 *
 * wrong: pair.py: allocation
 * wrong: more than 10 ms: charge before the work
 * wrong: wrong.py: the script: expected '3', got '2'
 */
#include <vivarium.h>

static viv_value careless_pair(viv_vm *vm, const viv_value *args) {
    viv_value pair = viv_list(vm, 0);

    viv_list_append(vm, pair, args[0]);
    viv_list_append(vm, pair, args[0]);
    return pair;
}

static viv_value careless_work(viv_vm *vm, const viv_value *args) {
    volatile uint64_t sum = 0;

    for (int64_t i = 0; i < viv_to_int(vm, args[0]); i++)
        sum = sum * 31 + 7;
    return VIV_NONE;
}

static const viv_function careless_functions[] = {
    {"pair(object, /)", careless_pair, "A list of it and it."},
    {"work(count: ssize, /)", careless_work, "Does nothing, so many times."},
};

VIV_MODULE(careless) {
    .doc = "Hopes for the best.",
    .functions = VIV_TABLE(careless_functions),
};
