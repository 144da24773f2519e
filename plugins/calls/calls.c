/* calls.c - the `calls` family: functions, methods, `super().name(...)`. */
#include <vivarium.h>

/* `super()`, without arguments. */
static bool is_super(viv_builder *b, viv_node node) {
    if (viv_node_kind(b, node) != VIV_Call)
        return false;
    viv_node callee = viv_Call_func(b, node);

    return viv_nodes_count(viv_Call_args(b, node)) == 0 &&
           viv_nodes_count(viv_Call_keywords(b, node)) == 0 &&
           viv_node_kind(b, callee) == VIV_Name &&
           viv_same(viv_Name_id(b, callee), viv_identifier(b, "super"));
}

/* The method is found before the arguments are evaluated, but a bound method is
 * never made. */
static viv_temp call_method(viv_builder *b, viv_node node) {
    viv_node method = viv_Call_func(b, node);
    viv_node object = viv_Attribute_value(b, method);
    viv_value name = viv_Attribute_attr(b, method);
    viv_nodes args = viv_Call_args(b, node);
    viv_nodes keywords = viv_Call_keywords(b, node);

    if (viv_scope_has_super(b) && is_super(b, object)) {
        viv_temp callee = viv_lower_push(b, viv_Call_func(b, object));

        return viv_lower_super_call(b, callee, name, args, keywords);
    }
    return viv_lower_method_call(b, viv_lower(b, object), name, args, keywords);
}

static viv_temp lower_call(viv_builder *b, viv_node node) {
    viv_node callee = viv_Call_func(b, node);

    if (viv_node_kind(b, callee) == VIV_Attribute)
        return call_method(b, node);
    return viv_lower_call(b, viv_lower_push(b, callee), 0,
                          viv_Call_args(b, node), viv_Call_keywords(b, node));
}

static void check_callee(viv_builder *b, viv_node callee) {
    viv_value type = viv_node_kind(b, callee) == VIV_Lambda
                         ? VIV_ABSENT
                         : viv_evident_type(b, callee);

    if (!viv_is_absent(type))
        viv_syntax_warning(
            b, callee,
            "'%S' object is not callable; perhaps you missed a comma?", type);
}

static void check_call(viv_builder *b, viv_node node) {
    check_callee(b, viv_Call_func(b, node));
    viv_scope_keywords(b, viv_Call_keywords(b, node));
}

static const viv_meaning calls_meanings[] = {
    {.kind = VIV_Call, .value = lower_call, .check = check_call},
};

VIV_FAMILY(calls) {
    .doc = "Calls of functions and methods, with all kinds of arguments.",
    .meanings = VIV_TABLE(calls_meanings),
};
