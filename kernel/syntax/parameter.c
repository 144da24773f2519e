/* parameter.c - parameters of functions and lambdas, and type parameters.
 *
 * Functions and lambdas differ in two points only: lambdas have no annotations,
 * and end at a colon instead of a parenthesis. So one reader with a flag.
 */
#include "syntax/diagnose.h"
#include "syntax/grammar.h"

/* What parameters of one list have in common, and how far it has come. */
typedef struct parameters {
    bool lambda;
    bool slash, star, defaulted, done;
    viv_node vararg, kwarg;
    uint32_t mark;
} parameters;

/* On the stack parameters are tagged with what they are. */
enum {
    TAG_BEFORE_SLASH = 1,
    TAG_PLAIN,
    TAG_NAMED_ONLY,
    TAG_DEFAULT,
    TAG_NAMED_DEFAULT
};

static bool push(vk_parser *p, uint64_t tag, viv_node node) {
    return vk_parser_push(p, tag << 32 | node);
}

/* After *: an annotation may be starred. */
static viv_node annotation(vk_parser *p, bool star) {
    vk_place from = p->token.from;
    viv_node value;

    if (!star || !vk_parser_accept(p, VK_T_STAR))
        return vk_expression(p);
    value = vk_expression_bitwise(p);
    return value ? VK_NODE(p, from, Starred, value, VIV_Load) : 0;
}

/* NAME [: TYPE]; lambdas have no types, their colon is their own. */
static viv_node parameter(vk_parser *p, const parameters *list, bool star) {
    vk_place from = p->token.from;
    viv_node note = 0;
    uint64_t name;

    if (!vk_parser_at(p, VK_T_NAME))
        return vk_parser_fail(p);
    name = vk_parser_name(p, &p->token);
    vk_parser_next(p);
    if (!list->lambda && vk_parser_accept(p, VK_T_COLON)) {
        note = annotation(p, star);
        if (!note)
            return 0;
    }
    return VK_NODE(p, from, arg, name, note, 0);
}

/* Everything plain so far is positional-only. */
static bool slash(vk_parser *p, parameters *list) {
    if (list->slash || list->star || p->stack_used == list->mark) {
        vk_parser_fail(p);
        return false;
    }
    vk_parser_next(p);
    list->slash = true;
    for (uint32_t i = list->mark; i < p->stack_used; i++) {
        uint64_t *item = vk_at(p->vm, p->stack + i * 8);
        if (*item >> 32 == TAG_PLAIN)
            *item = (uint64_t)TAG_BEFORE_SLASH << 32 | (uint32_t)*item;
    }
    return true;
}

static bool ends(const vk_parser *p, const parameters *list) {
    return vk_parser_at(p, list->lambda ? VK_T_COLON : VK_T_RIGHT_PAREN);
}

/* *name, or a bare star, which something named must follow. */
static bool star(vk_parser *p, parameters *list) {
    if (list->star) {
        vk_parser_fail(p);
        return false;
    }
    vk_parser_next(p);
    list->star = true;
    if (vk_parser_at(p, VK_T_NAME)) {
        list->vararg = parameter(p, list, true);
        return list->vararg != 0;
    }
    if (!vk_parser_at(p, VK_T_COMMA)) {
        vk_parser_fail(p);
        return false;
    }
    vk_parser_mark here = vk_parser_here(p);
    vk_parser_next(p);
    bool named = vk_parser_at(p, VK_T_NAME);
    if (!named)
        vk_parser_fail(p);
    vk_parser_back(p, &here);
    return named;
}

/* Nothing but a comma may follow. */
static bool double_star(vk_parser *p, parameters *list) {
    vk_parser_next(p);
    list->kwarg = parameter(p, list, false);
    list->done = true;
    return list->kwarg != 0;
}

/* After a star defaults may have gaps, which count as "none". Positional
 * parameters with defaults may only be followed by such. */
static bool plain(vk_parser *p, parameters *list) {
    viv_node node = parameter(p, list, false), value = 0;

    if (!node)
        return false;
    if (vk_parser_accept(p, VK_T_ASSIGN)) {
        value = vk_expression(p);
        if (!value)
            return false;
    }
    if (list->star)
        return push(p, TAG_NAMED_ONLY, node) &&
               push(p, TAG_NAMED_DEFAULT, value);
    if (list->defaulted && !value) {
        vk_parser_fail(p);
        return false;
    }
    list->defaulted = value != 0;
    return push(p, TAG_PLAIN, node) && (!value || push(p, TAG_DEFAULT, value));
}

static bool one(vk_parser *p, parameters *list) {
    switch (p->token.kind) {
    case VK_T_SLASH:
        return slash(p, list);
    case VK_T_STAR:
        return star(p, list);
    case VK_T_DOUBLE_STAR:
        return double_star(p, list);
    default:
        return plain(p, list);
    }
}

/* Sorts what was pushed in the order of the text into ast's lists. */
static viv_node finish(vk_parser *p, parameters *list) {
    uint32_t mark = list->mark;
    uint64_t before, args, named, named_defaults, defaults;

    before = vk_parser_tagged(p, mark, TAG_BEFORE_SLASH);
    args = vk_parser_tagged(p, mark, TAG_PLAIN);
    named = vk_parser_tagged(p, mark, TAG_NAMED_ONLY);
    named_defaults = vk_parser_tagged(p, mark, TAG_NAMED_DEFAULT);
    defaults = vk_parser_tagged(p, mark, TAG_DEFAULT);
    p->stack_used = mark;
    return VK_NODE(p, ((vk_place){0, 0}), arguments, before, args, list->vararg,
                   named, named_defaults, list->kwarg, defaults);
}

static viv_node parse_list(vk_parser *p, bool lambda) {
    parameters list = {.lambda = lambda, .mark = p->stack_used};

    while (!ends(p, &list) && !list.done) {
        if (!one(p, &list))
            return 0;
        if (!vk_parser_accept(p, VK_T_COMMA))
            break;
    }
    if (!ends(p, &list))
        return vk_parser_fail(p);
    return finish(p, &list);
}

viv_node vk_parameter_list(vk_parser *p, bool lambda) {
    vk_parser_mark before = vk_parser_here(p);
    viv_node node = parse_list(p, lambda);

    if (!node && vk_parser_diagnoses(p)) {
        vk_parser_back(p, &before);
        vk_diagnose_parameters(p, lambda);
    }
    return node;
}

/* This colon begins the format specification of an f-string's field. f"{lambda
 * x: 1}" is a lambda without body and a specification " 1": the colon belongs
 * to the field, so it needs parentheses. */
static bool at_field_colon(vk_parser *p) {
    const vk_field *field = p->lexer.at.field;

    if (!field || field->brackets != p->lexer.at.brackets)
        return false;
    vk_parser_fail(p);
    return true;
}

viv_node vk_parameter_lambda(vk_parser *p) {
    vk_place from = p->token.from;
    viv_node list, body;

    vk_parser_next(p);
    list = vk_parameter_list(p, true);
    if (!list || at_field_colon(p) || !vk_parser_expect(p, VK_T_COLON))
        return 0;
    body = vk_expression(p);
    return body ? VK_NODE(p, from, Lambda, list, body) : 0;
}

/* Type parameters */

static bool type_default(vk_parser *p, bool star, viv_node *value) {
    *value = 0;
    if (!vk_parser_accept(p, VK_T_ASSIGN))
        return true;
    *value = annotation(p, star);
    return *value != 0;
}

static viv_node type_variable(vk_parser *p, vk_place from, uint64_t name) {
    viv_node bound = 0, value;

    if (vk_parser_accept(p, VK_T_COLON)) {
        bound = vk_expression(p);
        if (!bound)
            return 0;
    }
    if (!type_default(p, false, &value))
        return 0;
    return VK_NODE(p, from, TypeVar, name, bound, value);
}

/* NAME [: BOUND] [= DEFAULT], *NAME [= DEFAULT] or **NAME [= DEFAULT] */
static viv_node type_parameter(vk_parser *p) {
    vk_place from = p->token.from;
    bool star = vk_parser_accept(p, VK_T_STAR);
    bool double_star = !star && vk_parser_accept(p, VK_T_DOUBLE_STAR);
    viv_node value;
    uint64_t name;

    if (!vk_parser_at(p, VK_T_NAME))
        return vk_parser_fail(p);
    name = vk_parser_name(p, &p->token);
    vk_parser_next(p);
    if (!star && !double_star)
        return type_variable(p, from, name);
    if (vk_parser_diagnoses(p))
        vk_diagnose_type_bound(p, star);
    if (!type_default(p, star, &value))
        return 0;
    return star ? VK_NODE(p, from, TypeVarTuple, name, value)
                : VK_NODE(p, from, ParamSpec, name, value);
}

/* [T, *Ts, **P]; nothing when there is no bracket. */
bool vk_parameter_types(vk_parser *p, uint64_t *list) {
    uint32_t mark = p->stack_used;

    *list = 0;
    if (!vk_parser_accept(p, VK_T_LEFT_BRACKET))
        return true;
    if (vk_parser_at(p, VK_T_RIGHT_BRACKET)) {
        if (vk_parser_diagnoses(p))
            vk_diagnose_no_types(p);
        vk_parser_fail(p);
        return false;
    }
    do {
        viv_node next;

        if (vk_parser_at(p, VK_T_RIGHT_BRACKET))
            break;
        next = type_parameter(p);
        if (!next || !vk_parser_push(p, next))
            return false;
    } while (vk_parser_accept(p, VK_T_COMMA));
    *list = vk_parser_list(p, mark);
    return vk_parser_expect(p, VK_T_RIGHT_BRACKET);
}
