/* target.c - expressions that are assigned to or deleted.
 *
 * What is assigned to is read as an expression and looked at afterwards: is it
 * a name, an attribute, a subscript, or a list of such? If so its context is
 * set from Load to Store, otherwise CPython's name for its kind goes into the
 * message.
 */
#include "syntax/diagnose.h"
#include "syntax/grammar.h"

/* Fields of the nodes that are looked into. */
enum { FIRST = 0, SECOND = 1, THIRD = 2 };

/* Where a node says whether it is loaded, stored to or deleted; -1: nowhere. */
static int context_field(int kind) {
    switch (kind) {
    case VIV_Attribute:
    case VIV_Subscript:
        return THIRD;
    case VIV_Starred:
    case VIV_Name:
    case VIV_List:
    case VIV_Tuple:
        return SECOND;
    default:
        return -1;
    }
}

/* Brackets bound the nesting. Called only on trees this parser has just made,
 * so that the recursion is as deep as the text's brackets. */
void vk_target_set(vk_parser *p, viv_node node, int context) {
    int kind = vk_parser_kind(p, node), field = context_field(kind);
    uint64_t list = vk_parser_word(p, node, FIRST);

    if (field < 0)
        return;
    vk_tree_set(p->vm, node, (uint32_t)field, (uint64_t)context);
    if (kind == VIV_Starred)
        vk_target_set(p, (viv_node)list, context);
    if (kind != VIV_List && kind != VIV_Tuple)
        return;
    for (uint32_t i = 0; i < viv_slot_nodes(list).count; i++)
        vk_target_set(p, vk_tree_item(p->vm, list, i), context);
}

/* The first item that is no target. */
static viv_node invalid_item(const vk_parser *p, viv_node node,
                             vk_target_use use) {
    uint64_t list = vk_parser_word(p, node, FIRST);

    for (uint32_t i = 0; i < viv_slot_nodes(list).count; i++) {
        viv_node bad = vk_target_invalid(p, vk_tree_item(p->vm, list, i), use);
        if (bad)
            return bad;
    }
    return 0;
}

viv_node vk_target_invalid(const vk_parser *p, viv_node node,
                           vk_target_use use) {
    switch (vk_parser_kind(p, node)) {
    case VIV_List:
    case VIV_Tuple:
        return invalid_item(p, node, use);
    case VIV_Starred:
        if (use == VK_TARGET_DEL)
            return node;
        return vk_target_invalid(p, (viv_node)vk_parser_word(p, node, FIRST),
                                 use);
    case VIV_Compare:
        /* `for a in b` read as a comparison: the target is its left side. */
        if (use == VK_TARGET_FOR &&
            vk_tree_item(p->vm, vk_parser_word(p, node, SECOND), 0) == VIV_In)
            return vk_target_invalid(
                p, (viv_node)vk_parser_word(p, node, FIRST), use);
        return use == VK_TARGET_FOR ? 0 : node;
    case VIV_Name:
    case VIV_Attribute:
    case VIV_Subscript:
        return 0;
    default:
        return node;
    }
}

static const char *constant_name(const vk_parser *p, viv_node node) {
    viv_value value = VIV_VALUE(vk_parser_word(p, node, FIRST));

    if (viv_is_none(value))
        return "None";
    if (viv_same(value, VIV_TRUE))
        return "True";
    if (viv_same(value, VIV_FALSE))
        return "False";
    return viv_same(value, VIV_ELLIPSIS) ? "ellipsis" : "literal";
}

/* How CPython calls what is no target. */
static const char *const names[VIV_NODE_COUNT] = {
    [VIV_Attribute] = "attribute",
    [VIV_Subscript] = "subscript",
    [VIV_Starred] = "starred",
    [VIV_Name] = "name",
    [VIV_List] = "list",
    [VIV_Tuple] = "tuple",
    [VIV_Lambda] = "lambda",
    [VIV_Call] = "function call",
    [VIV_BoolOp] = "expression",
    [VIV_BinOp] = "expression",
    [VIV_UnaryOp] = "expression",
    [VIV_GeneratorExp] = "generator expression",
    [VIV_Yield] = "yield expression",
    [VIV_YieldFrom] = "yield expression",
    [VIV_Await] = "await expression",
    [VIV_ListComp] = "list comprehension",
    [VIV_SetComp] = "set comprehension",
    [VIV_DictComp] = "dict comprehension",
    [VIV_Dict] = "dict literal",
    [VIV_Set] = "set display",
    [VIV_JoinedStr] = "f-string expression",
    [VIV_FormattedValue] = "f-string expression",
    [VIV_TemplateStr] = "t-string expression",
    [VIV_Interpolation] = "t-string expression",
    [VIV_Compare] = "comparison",
    [VIV_IfExp] = "conditional expression",
    [VIV_NamedExpr] = "named expression",
};

const char *vk_target_kind_name(const vk_parser *p, viv_node node) {
    int kind = vk_parser_kind(p, node);

    if (kind == VIV_Constant)
        return constant_name(p, node);
    if (kind < VIV_NODE_COUNT && names[kind])
        return names[kind];
    return "expression";
}

/* Checks and marks; a failure is told at once when diagnosing. */
static viv_node stored(vk_parser *p, viv_node node, vk_target_use use) {
    if (!node)
        return 0;
    if (vk_target_invalid(p, node, use))
        return vk_parser_fail(p);
    vk_target_set(p, node, VIV_Store);
    return node;
}

/* One target, or what stands in its place; operators are no part of it. */
static viv_node one(vk_parser *p) {
    vk_place from = p->token.from;
    viv_node value;

    if (!vk_parser_accept(p, VK_T_STAR))
        return vk_expression_primary(p);
    value = vk_expression_primary(p);
    return value ? VK_NODE(p, from, Starred, value, VIV_Load) : 0;
}

viv_node vk_target_one(vk_parser *p) {
    return stored(p, one(p), VK_TARGET_STAR);
}

viv_node vk_target_any(vk_parser *p) {
    viv_node first = vk_expression_bitwise(p), next = first;

    while (next && vk_parser_accept(p, VK_T_COMMA) &&
           vk_expression_begins(p->token.kind))
        next = vk_expression_bitwise(p);
    return next ? first : 0;
}

viv_node vk_target_list(vk_parser *p, vk_target_use use) {
    vk_place from = p->token.from;
    uint32_t mark = p->stack_used;
    viv_node first = one(p);

    if (!first || !vk_parser_at(p, VK_T_COMMA))
        return stored(p, first, use);
    vk_parser_push(p, first);
    while (
        vk_parser_accept(p, VK_T_COMMA) &&
        (vk_expression_begins(p->token.kind) || vk_parser_at(p, VK_T_STAR))) {
        viv_node next = one(p);
        if (!next)
            return 0;
        vk_parser_push(p, next);
    }
    first = VK_NODE(p, from, Tuple, vk_parser_list(p, mark), VIV_Load);
    return stored(p, first, use);
}
