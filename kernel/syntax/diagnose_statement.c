/* diagnose_statement.c - mistakes in assignments, imports and headers.
 *
 * Mistakes in what CPython's rules call invalid_assignment, invalid_import and
 * the like. Where a target was expected, the name of what stands there instead
 * is the message.
 */
#include "syntax/diagnose.h"

static void say_node(vk_parser *p, viv_node node, const char *format) {
    vk_diagnose_say(p, vk_parser_from(p, node), vk_parser_to(p, node), format,
                    vk_target_kind_name(p, node));
}

/* Assignments; these stand at the statement. */

/* ": ANNOTATION" follows. */
static bool annotation(vk_parser *p) {
    return vk_parser_accept(p, VK_T_COLON) && vk_expression(p);
}

/* [a]: int and a, b: int */
static void annotated_list(vk_parser *p) {
    viv_node first = vk_expression_star_named(p);
    int kind = vk_parser_kind(p, first);

    if (!first)
        return;
    if (vk_parser_at(p, VK_T_COLON)) {
        if ((kind == VIV_List || kind == VIV_Tuple) && annotation(p))
            say_node(p, first, "only single target (not %s) can be annotated");
        return;
    }
    if (!vk_parser_accept(p, VK_T_COMMA))
        return;
    /* For CPython the commas between the others may be missing. */
    while (vk_expression_begins(p->token.kind) || vk_parser_at(p, VK_T_STAR)) {
        if (!vk_expression_star_named(p))
            return;
        vk_parser_accept(p, VK_T_COMMA);
    }
    if (vk_parser_at(p, VK_T_COLON) && annotation(p))
        vk_diagnose_say(p, vk_parser_from(p, first), vk_parser_to(p, first),
                        "only single target (not tuple) can be annotated");
}

static void annotated(vk_parser *p) {
    viv_node target = vk_expression(p);

    if (target && vk_parser_at(p, VK_T_COLON) && annotation(p))
        say_node(p, target, "illegal target for annotation");
}

/* a = b = ... with something that is no target among them. */
static void assigned(vk_parser *p) {
    viv_node value, invalid;

    for (;;) {
        bool yield = vk_parser_at(p, VK_T_YIELD);

        value = vk_expression_assigned(p);
        if (!value || !vk_parser_at(p, VK_T_ASSIGN))
            return;
        if (yield) {
            say_node(p, value, "assignment to yield expression not possible");
            return;
        }
        invalid = vk_target_invalid(p, value, VK_TARGET_STAR);
        if (invalid) {
            say_node(p, invalid, "cannot assign to %s");
            return;
        }
        vk_parser_next(p);
    }
}

static void augmented(vk_parser *p) {
    viv_node target = vk_expression_stars(p);

    if (target && vk_statement_augments(p)) {
        vk_parser_next(p);
        if (vk_expression_assigned(p))
            say_node(p, target,
                     "'%s' is an illegal expression for augmented assignment");
    }
}

void vk_diagnose_assignment(vk_parser *p) {
    static void (*const rules[])(vk_parser *) = {annotated_list, annotated,
                                                 assigned, augmented};
    vk_parser_mark begin = vk_parser_here(p);

    for (int i = 0; i < 4 && !vk_parser_raised(p); i++) {
        rules[i](p);
        vk_parser_back(p, &begin);
    }
}

void vk_diagnose_delete(vk_parser *p) {
    viv_node targets = vk_expression_stars(p);
    viv_node invalid = vk_target_invalid(p, targets, VK_TARGET_DEL);

    if (invalid)
        say_node(p, invalid, "cannot delete %s");
}

/* Imports */

static bool dotted(vk_parser *p) {
    do {
        if (!vk_parser_accept(p, VK_T_NAME))
            return false;
    } while (vk_parser_accept(p, VK_T_DOT));
    return true;
}

/* import a from b; the token is "import". */
void vk_diagnose_import(vk_parser *p) {
    vk_parser_mark begin = vk_parser_here(p);
    vk_place from = p->token.from;

    vk_parser_next(p);
    if (vk_parser_at(p, VK_T_NEWLINE)) {
        vk_diagnose_from(p, p->token.from,
                         "Expected one or more names after 'import'");
        return;
    }
    do {
        if (!dotted(p))
            break;
    } while (vk_parser_accept(p, VK_T_COMMA));
    if (vk_parser_accept(p, VK_T_FROM) && dotted(p))
        vk_diagnose_from(p, from,
                         "Did you mean to use 'from ... import ...' instead?");
    vk_parser_back(p, &begin);
}

/* The token is what stands behind "import". */
void vk_diagnose_import_names(vk_parser *p) {
    if (vk_parser_at(p, VK_T_NEWLINE))
        vk_diagnose_from(p, p->token.from,
                         "Expected one or more names after 'import'");
}

/* ... behind the names. */
void vk_diagnose_import_comma(vk_parser *p) {
    if (vk_parser_at(p, VK_T_NEWLINE))
        vk_diagnose_token(
            p, "trailing comma not allowed without surrounding parentheses");
}

/* ... behind "as". */
void vk_diagnose_import_target(vk_parser *p) {
    vk_parser_mark here = vk_parser_here(p);
    viv_node target;

    if (vk_parser_accept(p, VK_T_NAME) &&
        (vk_parser_at(p, VK_T_COMMA) || vk_parser_at(p, VK_T_RIGHT_PAREN) ||
         vk_parser_at(p, VK_T_SEMICOLON) || vk_parser_at(p, VK_T_NEWLINE))) {
        vk_parser_back(p, &here);
        return;
    }
    vk_parser_back(p, &here);
    target = vk_expression(p);
    if (target)
        say_node(p, target, "cannot use %s as import target");
    vk_parser_back(p, &here);
}

/* with, if, try, match */

/* "match" and a subject without colon, be it a call or not. */
void vk_diagnose_match(vk_parser *p) {
    vk_parser_mark here = vk_parser_here(p);

    vk_parser_next(p);
    if ((vk_expression_begins(p->token.kind) || vk_parser_at(p, VK_T_STAR)) &&
        vk_expression_subject(p) && vk_parser_at(p, VK_T_NEWLINE))
        vk_diagnose_token(p, "expected ':'");
    vk_parser_back(p, &here);
}

/* with (a as b) without the colon; [begin] stands behind "with". */
void vk_diagnose_with(vk_parser *p, const vk_parser_mark *begin) {
    vk_parser_back(p, begin);
    if (!vk_parser_accept(p, VK_T_LEFT_PAREN))
        return;
    do {
        if (vk_parser_at(p, VK_T_RIGHT_PAREN))
            break;
        if (!vk_expression(p) ||
            (vk_parser_accept(p, VK_T_AS) && !vk_target_one(p)))
            return;
    } while (vk_parser_accept(p, VK_T_COMMA));
    if (vk_parser_accept(p, VK_T_RIGHT_PAREN) && vk_parser_at(p, VK_T_NEWLINE))
        vk_diagnose_token(p, "expected ':'");
}

/* The token is what stands behind "as". */
void vk_diagnose_with_target(vk_parser *p) {
    viv_node target = vk_expression(p), invalid;

    if (!vk_parser_at(p, VK_T_COMMA) && !vk_parser_at(p, VK_T_RIGHT_PAREN) &&
        !vk_parser_at(p, VK_T_COLON))
        return;
    invalid = vk_target_invalid(p, target, VK_TARGET_STAR);
    if (invalid)
        say_node(p, invalid, "cannot assign to %s");
}

void vk_diagnose_elif_after_else(vk_parser *p) {
    vk_diagnose_token(p, "'elif' block follows an 'else' block");
}

void vk_diagnose_no_handler(vk_parser *p) {
    vk_diagnose_token(p, "expected 'except' or 'finally' block");
}

/* except A, B as c: the token is what stands behind "except". */
static void several_with_as(vk_parser *p) {
    vk_place from = p->token.from;

    if (!vk_expression(p) || !vk_parser_accept(p, VK_T_COMMA) ||
        !vk_expression_list(p) || !vk_parser_accept(p, VK_T_AS) ||
        !vk_parser_accept(p, VK_T_NAME) || !vk_parser_at(p, VK_T_COLON))
        return;
    vk_diagnose_from(
        p, from,
        "multiple exception types must be parenthesized when using 'as'");
}

static void bad_name(vk_parser *p, bool star) {
    viv_node target;

    if (!vk_expression(p) || !vk_parser_accept(p, VK_T_AS))
        return;
    target = vk_expression(p);
    if (target && vk_parser_kind(p, target) != VIV_Name &&
        vk_parser_at(p, VK_T_COLON))
        say_node(p, target,
                 star ? "cannot use except* statement with %s"
                      : "cannot use except statement with %s");
}

/* The token is what stands behind "except" or its star. */
bool vk_diagnose_except(vk_parser *p, bool star) {
    vk_parser_mark here = vk_parser_here(p);

    if (star && (vk_parser_at(p, VK_T_NEWLINE) || vk_parser_at(p, VK_T_COLON)))
        vk_diagnose_token(p, "expected one or more exception types");
    if (!vk_parser_raised(p))
        several_with_as(p);
    vk_parser_back(p, &here);
    if (!vk_parser_raised(p))
        bad_name(p, star);
    vk_parser_back(p, &here);
    return !vk_parser_raised(p);
}

void vk_diagnose_mixed_except(vk_parser *p, const vk_token *word,
                              const vk_token *star) {
    vk_diagnose_say(p, word->from, star->to,
                    "cannot have both 'except' and 'except*' on the same "
                    "'try'");
}
