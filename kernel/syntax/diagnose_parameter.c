/* diagnose_parameter.c - mistakes in lists of parameters.
 *
 * The same walk as parameter.c, but stopping at the first thing that is wrong
 * and saying what. Kept apart from it: the plain reader stays readable.
 */
#include "syntax/diagnose.h"

#include <stdio.h>

typedef struct parameters {
    bool lambda, slash, star, defaulted;
    uint32_t count;
} parameters;

static bool ends(const vk_parser *p, const parameters *list) {
    return vk_parser_at(p, list->lambda ? VK_T_COLON : VK_T_RIGHT_PAREN);
}

static bool say(vk_parser *p, const vk_token *at, const char *message) {
    vk_diagnose_say(p, at->from, at->to, "%s", message);
    return false;
}

/* NAME [: ANNOTATION] */
static bool named(vk_parser *p, const parameters *list) {
    if (!vk_parser_accept(p, VK_T_NAME))
        return false;
    return list->lambda || !vk_parser_accept(p, VK_T_COLON) ||
           vk_expression(p) != 0;
}

/* (a, b) among the parameters. */
static bool parenthesised(vk_parser *p, const parameters *list) {
    vk_place from = p->token.from;

    vk_parser_next(p);
    do {
        if (vk_parser_at(p, VK_T_RIGHT_PAREN))
            break;
        if (!vk_parser_accept(p, VK_T_NAME))
            return false;
    } while (vk_parser_accept(p, VK_T_COMMA));
    if (!vk_parser_accept(p, VK_T_RIGHT_PAREN))
        return false;
    vk_diagnose_say(p, from, p->last,
                    list->lambda
                        ? "Lambda expression parameters cannot be "
                          "parenthesized"
                        : "Function parameters cannot be parenthesized");
    return false;
}

static bool slash(vk_parser *p, parameters *list) {
    vk_token at = p->token;

    if (list->star)
        return say(p, &at, "/ must be ahead of *");
    if (list->slash)
        return say(p, &at, "/ may appear only once");
    vk_parser_next(p);
    if (!list->count)
        return vk_parser_at(p, VK_T_COMMA) &&
               say(p, &at, "at least one argument must precede /");
    if (vk_parser_at(p, VK_T_STAR))
        return say(p, &p->token, "expected comma between / and *");
    list->slash = true;
    return true;
}

/* A bare star: something named must follow. */
static bool bare_star(vk_parser *p, const parameters *list,
                      const vk_token *at) {
    vk_parser_mark here = vk_parser_here(p);
    bool bare = ends(p, list);

    if (vk_parser_accept(p, VK_T_COMMA))
        bare = ends(p, list) || vk_parser_at(p, VK_T_DOUBLE_STAR);
    vk_parser_back(p, &here);
    if (bare && list->lambda) /* here CPython points at what it read last */
        vk_diagnose_token(p, "named arguments must follow bare *");
    return !bare || say(p, at, "named arguments must follow bare *");
}

static bool star(vk_parser *p, parameters *list) {
    vk_token at = p->token;

    vk_parser_next(p);
    if (list->star)
        return (vk_parser_at(p, VK_T_COMMA) || named(p, list)) &&
               say(p, &at, "* argument may appear only once");
    list->star = true;
    if (!vk_parser_at(p, VK_T_NAME))
        return bare_star(p, list, &at) && vk_parser_at(p, VK_T_COMMA);
    if (!named(p, list))
        return false;
    return !vk_parser_at(p, VK_T_ASSIGN) ||
           say(p, &p->token,
               "var-positional argument cannot have default "
               "value");
}

static bool double_star(vk_parser *p, parameters *list) {
    vk_parser_next(p);
    if (!named(p, list))
        return false;
    if (vk_parser_at(p, VK_T_ASSIGN))
        return say(p, &p->token,
                   "var-keyword argument cannot have default value");
    if (vk_parser_accept(p, VK_T_COMMA) &&
        (vk_parser_at(p, VK_T_NAME) || vk_parser_at(p, VK_T_STAR) ||
         vk_parser_at(p, VK_T_DOUBLE_STAR) || vk_parser_at(p, VK_T_SLASH)))
        return say(p, &p->token,
                   "arguments cannot follow var-keyword argument");
    return false;
}

static bool plain(vk_parser *p, parameters *list) {
    vk_place from = p->token.from;
    vk_token equal;

    if (!named(p, list))
        return false;
    equal = p->token;
    if (vk_parser_accept(p, VK_T_ASSIGN)) {
        if (vk_parser_at(p, VK_T_COMMA) || vk_parser_at(p, VK_T_RIGHT_PAREN))
            return say(p, &equal, "expected default value expression");
        list->defaulted |= !list->star;
        return vk_expression(p) != 0;
    }
    if (!list->defaulted || list->star ||
        !(vk_parser_at(p, VK_T_COMMA) || ends(p, list)))
        return true;
    vk_diagnose_say(p, from, p->last,
                    "parameter without a default follows parameter with a "
                    "default");
    return false;
}

static bool one(vk_parser *p, parameters *list) {
    switch (p->token.kind) {
    case VK_T_SLASH:
        return slash(p, list);
    case VK_T_STAR:
        return star(p, list);
    case VK_T_DOUBLE_STAR:
        return double_star(p, list);
    case VK_T_LEFT_PAREN:
        return !list->defaulted && !list->star && !list->slash &&
               parenthesised(p, list);
    default:
        return plain(p, list);
    }
}

void vk_diagnose_parameters(vk_parser *p, bool lambda) {
    parameters list = {.lambda = lambda};

    while (!ends(p, &list) && one(p, &list) && vk_parser_accept(p, VK_T_COMMA))
        list.count++;
}

/* Type parameters */

/* *Ts: bound and **P: bound; the token is the one behind the name. */
void vk_diagnose_type_bound(vk_parser *p, bool star) {
    vk_parser_mark here = vk_parser_here(p);
    vk_place from = p->token.from;
    char message[64];
    viv_node bound;

    if (!vk_parser_accept(p, VK_T_COLON))
        return;
    bound = vk_expression(p);
    snprintf(message, sizeof message, "cannot use %s with %s",
             vk_parser_kind(p, bound) == VIV_Tuple ? "constraints" : "bound",
             star ? "TypeVarTuple" : "ParamSpec");
    if (bound)
        vk_diagnose_from(p, from, message);
    vk_parser_back(p, &here);
}

void vk_diagnose_no_types(vk_parser *p) {
    vk_diagnose_from(p, p->token.from, "Type parameter list cannot be empty");
}
