/* fstrings.c - the `fstrings` family: f'text {value!r:>8}'. */
#include <vivarium.h>

/* The specification is an f-string itself: it may have fields. */
static viv_temp lower_field(viv_builder *b, viv_node node) {
    viv_node format = viv_FormattedValue_format_spec(b, node);
    viv_temp value = viv_lower(b, viv_FormattedValue_value(b, node));
    viv_temp spec = format != 0 ? viv_lower(b, format) : VIV_NOWHERE;

    return viv_emit_format(b, value, viv_FormattedValue_conversion(b, node),
                           spec);
}

static viv_temp lower_fstring(viv_builder *b, viv_node node) {
    viv_nodes parts = viv_JoinedStr_values(b, node);
    uint32_t count = viv_nodes_count(parts);

    if (count == 0)
        return viv_emit_text(b, "");
    if (count == 1)
        return viv_lower(b, viv_nodes_at(b, parts, 0));
    viv_temp first = viv_lower_run(b, parts);

    return viv_emit_build_string(b, first, (int)count);
}

static const viv_meaning fstrings_meanings[] = {
    {.kind = VIV_JoinedStr, .value = lower_fstring},
    {.kind = VIV_FormattedValue, .value = lower_field},
};

VIV_FAMILY(fstrings) {
    .doc = "Formatted string literals.",
    .meanings = VIV_TABLE(fstrings_meanings),
};
