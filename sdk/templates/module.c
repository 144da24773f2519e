/* greeting.c - the `greeting` module: copy this to modules/NAME/NAME.c to start one. */
#include <vivarium.h>

static viv_value greeting_hello(viv_vm *vm, const viv_value *args) {
    viv_writer out;

    viv_write_begin(&out, vm);
    viv_write_text(&out, "Hello, ");
    viv_write_str(&out, args[0]);
    viv_write_text(&out, "!");
    return viv_write_end(&out);
}

static viv_value greeting_total(viv_vm *vm, const viv_value *args) {
    uint32_t count = viv_list_length(vm, args[0]);
    viv_value total = args[1];

    if (!viv_charge(vm, count / 8 + 1))
        return VIV_RAISE;
    for (uint32_t i = 0; i < viv_list_length(vm, args[0]); i++) {
        total = viv_binary(vm, VIV_OP_ADD, total, viv_list_get(vm, args[0], i));
        VIV_TRY(total);
    }
    return total;
}

static const viv_function greeting_functions[] = {
    {"hello(name: str, /) -> str", greeting_hello, "Greet someone by name."},
    {"total(numbers: list, /, start=0)", greeting_total,
     "Add the numbers to start."},
};

static const viv_constant greeting_constants[] = {
    VIV_INT_CONSTANT("answer", 42, "What it all comes to."),
};

VIV_MODULE(greeting) {
    .doc = "Greets, and adds.",
    .functions = VIV_TABLE(greeting_functions),
    .constants = VIV_TABLE(greeting_constants),
};
