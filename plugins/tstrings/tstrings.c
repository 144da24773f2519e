/* tstrings.c - the `tstrings` family: t'text {value!r:>8}', a Template. */
#include <vivarium.h>

static bool is_text(viv_builder *b, viv_node part) {
    return viv_node_kind(b, part) == VIV_Constant;
}

/* The texts around and between the fields, one more than there are fields. */
static viv_temp lower_texts(viv_builder *b, viv_nodes parts) {
    viv_temp first = viv_mark(b);
    bool after_text = false;
    int count = 0;

    for (uint32_t i = 0; i < viv_nodes_count(parts); i++) {
        viv_node part = viv_nodes_at(b, parts, i);

        if (is_text(b, part))
            viv_lower_push(b, part);
        else if (!after_text)
            viv_push(b, viv_emit_text(b, ""));
        count += is_text(b, part) || !after_text;
        after_text = is_text(b, part);
    }
    if (!after_text) {
        viv_push(b, viv_emit_text(b, ""));
        count++;
    }
    return viv_emit_build(b, VIV_Tuple, first, count);
}

static viv_temp lower_fields(viv_builder *b, viv_nodes parts) {
    viv_temp first = viv_mark(b);
    int count = 0;

    for (uint32_t i = 0; i < viv_nodes_count(parts); i++) {
        viv_node part = viv_nodes_at(b, parts, i);

        if (is_text(b, part))
            continue;
        viv_lower_push(b, part);
        count++;
    }
    return viv_emit_build(b, VIV_Tuple, first, count);
}

static viv_temp lower_template(viv_builder *b, viv_node node) {
    viv_nodes parts = viv_TemplateStr_values(b, node);
    viv_temp texts = viv_push(b, lower_texts(b, parts));

    viv_push(b, lower_fields(b, parts));
    return viv_emit_intrinsic(b, VIV_INTRINSIC_TEMPLATE, texts, 2, 0);
}

/* 's', 'r', 'a' or none. */
static viv_temp lower_conversion(viv_builder *b, int conversion) {
    char letter[2] = {(char)conversion, 0};

    if (conversion <= 0)
        return viv_emit_constant(b, VIV_NONE);
    return viv_emit_text(b, letter);
}

static viv_temp lower_interpolation(viv_builder *b, viv_node node) {
    viv_node format = viv_Interpolation_format_spec(b, node);
    viv_temp value = viv_lower_push(b, viv_Interpolation_value(b, node));

    viv_push(b, viv_emit_constant(b, viv_Interpolation_str(b, node)));
    viv_push(b, lower_conversion(b, viv_Interpolation_conversion(b, node)));
    viv_push(b, format != 0 ? viv_lower(b, format) : viv_emit_text(b, ""));
    return viv_emit_intrinsic(b, VIV_INTRINSIC_INTERPOLATION, value, 4, 0);
}

static const viv_meaning tstrings_meanings[] = {
    {.kind = VIV_TemplateStr, .value = lower_template},
    {.kind = VIV_Interpolation, .value = lower_interpolation},
};

VIV_FAMILY(tstrings) {
    .doc = "Template string literals.",
    .meanings = VIV_TABLE(tstrings_meanings),
};
