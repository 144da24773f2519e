/* state.c - a plugin that keeps state of its own and asks for nothing it uses.
 *
 * wrong: imports 'getrandom', but does not ask for the capability: add needs(entropy)
 * wrong: imports 'system', which is neither in the SDK nor among
 * wrong: exports 'state_helper': make it static
 * wrong: 'calls' can be written to
 */
#include <stdlib.h>
#include <sys/random.h>
#include <vivarium.h>

static int calls;

VIV_API int state_helper(void);
int state_helper(void) {
    return system("true");
}

static viv_value state_number(viv_vm *vm, const viv_value *args) {
    int64_t number = 0;

    (void)args;
    if (calls++ > 1000 && state_helper() != 0)
        return VIV_NONE;
    return getrandom(&number, 1, 0) == 1 ? viv_int(vm, number) : VIV_NONE;
}

static const viv_function state_functions[] = {
    {"number()", state_number, "A number."},
};

VIV_MODULE(state) {
    .doc = "Keeps state.",
    .functions = VIV_TABLE(state_functions),
};
