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

/* -- mistakes that can be seen: mostly a comma is missing before the bracket */

static bool is_number(viv_value type, viv_builder *b) {
    static const char *const names[] = {"int", "bool", "float", "complex",
                                        "NoneType", "ellipsis"};

    for (int i = 0; i < 6; i++)
        if (viv_same(type, viv_identifier(b, names[i])))
            return true;
    return false;
}

static bool has_no_items(viv_builder *b, viv_node node, viv_value type) {
    switch (viv_node_kind(b, node)) {
    case VIV_Constant:
        return is_number(type, b);
    case VIV_Set:
    case VIV_SetComp:
    case VIV_GeneratorExp:
    case VIV_TemplateStr:
    case VIV_Interpolation:
    case VIV_Lambda:
        return true;
    default:
        return false;
    }
}

static bool is_sequence(viv_builder *b, viv_node node) {
    switch (viv_node_kind(b, node)) {
    case VIV_Constant: /* str or bytes: the others have no items */
    case VIV_Tuple:
    case VIV_List:
    case VIV_ListComp:
    case VIV_JoinedStr:
        return true;
    default:
        return false;
    }
}

static bool may_be_index(viv_builder *b, viv_value type) {
    return viv_is_absent(type) || viv_same(type, viv_identifier(b, "int")) ||
           viv_same(type, viv_identifier(b, "bool"));
}

static void check_subscript(viv_builder *b, viv_node node) {
    viv_node object = viv_Subscript_value(b, node);
    viv_value type = viv_evident_type(b, object);
    viv_value key = viv_evident_type(b, viv_Subscript_slice(b, node));

    if (viv_is_absent(type) || viv_Subscript_ctx(b, node) != VIV_Load)
        return;
    if (has_no_items(b, object, type))
        viv_syntax_warning(
            b, object,
            "'%S' object is not subscriptable; perhaps you missed a comma?",
            type);
    else if (is_sequence(b, object) && !may_be_index(b, key))
        viv_syntax_warning(b, object,
                           "%S indices must be integers or slices, not %S; "
                           "perhaps you missed a comma?",
                           type, key);
}

static const viv_meaning subscripts_meanings[] = {
    {
        .kind = VIV_Subscript,
        .left = viv_Subscript_value,
        .combine = combine_subscript,
        .store = store_subscript,
        .erase = erase_subscript,
        .check = check_subscript,
    },
    {.kind = VIV_Slice, .value = lower_slice},
};

VIV_FAMILY(subscripts) {
    .doc = "Items and slices: reading, storing and deleting them.",
    .meanings = VIV_TABLE(subscripts_meanings),
};
