/* subscripts.c - the `subscripts` family: items and slices. */
#include <vivarium.h>

/* A bound that is left out is None. */
static viv_temp push_bound(viv_builder *b, viv_node bound) {
    if (bound != 0)
        return viv_lower_push(b, bound);
    return viv_push(b, viv_emit_constant(b, VIV_NONE));
}

static viv_temp lower_slice(viv_builder *b, viv_node node) {
    viv_temp lower = push_bound(b, viv_Slice_lower(b, node));

    push_bound(b, viv_Slice_upper(b, node));
    push_bound(b, viv_Slice_step(b, node));
    return viv_emit_build_slice(b, lower);
}

/* object[lower:upper], without making a slice object. */
static viv_temp get_slice(viv_builder *b, viv_temp object, viv_node slice) {
    viv_temp lower = push_bound(b, viv_Slice_lower(b, slice));

    push_bound(b, viv_Slice_upper(b, slice));
    return viv_emit_get_slice(b, object, lower);
}

static viv_temp combine_subscript(viv_builder *b, viv_node node,
                                  viv_temp object) {
    viv_node key = viv_Subscript_slice(b, node);

    if (viv_node_kind(b, key) == VIV_Slice && viv_Slice_step(b, key) == 0)
        return get_slice(b, object, key);
    return viv_emit_get_item(b, object, viv_lower(b, key));
}

static void store_subscript(viv_builder *b, viv_node node, viv_temp value) {
    viv_temp object = viv_lower(b, viv_Subscript_value(b, node));
    viv_temp key = viv_lower(b, viv_Subscript_slice(b, node));

    viv_emit_set_item(b, object, key, value);
}

static void erase_subscript(viv_builder *b, viv_node node) {
    viv_temp object = viv_lower(b, viv_Subscript_value(b, node));
    viv_temp key = viv_lower(b, viv_Subscript_slice(b, node));

    viv_emit_delete_item(b, object, key);
}

static const viv_meaning subscripts_meanings[] = {
    {
        .kind = VIV_Subscript,
        .left = viv_Subscript_value,
        .combine = combine_subscript,
        .store = store_subscript,
        .erase = erase_subscript,
    },
    {.kind = VIV_Slice, .value = lower_slice},
};

VIV_FAMILY(subscripts) {
    .doc = "Items and slices: reading, storing and deleting them.",
    .meanings = VIV_TABLE(subscripts_meanings),
};
