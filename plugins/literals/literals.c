/* literals.c - the `literals` family: numbers, strings, None, True, ... */
#include <vivarium.h>

static viv_temp lower_constant(viv_builder *b, viv_node node) {
    return viv_emit_constant(b, viv_Constant_value(b, node));
}

static const viv_meaning literals_meanings[] = {
    {.kind = VIV_Constant, .value = lower_constant},
};

VIV_FAMILY(literals) {
    .doc = "Numbers, strings, bytes, None, True, False and `...`.",
    .meanings = VIV_TABLE(literals_meanings),
};
