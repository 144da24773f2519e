/* attributes.c - the `attributes` family: object.name. */
#include <vivarium.h>

static viv_temp combine_attribute(viv_builder *b, viv_node node,
                                  viv_temp object) {
    return viv_emit_get_attribute(b, object, viv_Attribute_attr(b, node));
}

static void store_attribute(viv_builder *b, viv_node node, viv_temp value) {
    viv_temp object = viv_lower(b, viv_Attribute_value(b, node));

    viv_emit_set_attribute(b, object, viv_Attribute_attr(b, node), value);
}

static void erase_attribute(viv_builder *b, viv_node node) {
    viv_temp object = viv_lower(b, viv_Attribute_value(b, node));

    viv_emit_delete_attribute(b, object, viv_Attribute_attr(b, node));
}

static void check_attribute(viv_builder *b, viv_node node) {
    if (viv_Attribute_ctx(b, node) != VIV_Load &&
        viv_same(viv_Attribute_attr(b, node), viv_identifier(b, "__debug__")))
        viv_syntax_error(b, node, "cannot %s __debug__",
                         viv_Attribute_ctx(b, node) == VIV_Del ? "delete"
                                                               : "assign to");
}

static const viv_meaning attributes_meanings[] = {
    {
        .kind = VIV_Attribute,
        .left = viv_Attribute_value,
        .combine = combine_attribute,
        .store = store_attribute,
        .erase = erase_attribute,
        .check = check_attribute,
    },
};

VIV_FAMILY(attributes) {
    .doc = "Attributes: reading, storing and deleting them.",
    .meanings = VIV_TABLE(attributes_meanings),
};
