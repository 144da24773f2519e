/* statement.c - simple statements, and the lines they make.
 *
 * A statement that begins with an expression is read as one first; what follows
 * (`=`, `:`, `+=`, nothing) says what it was. Each keyword of the others has
 * its row in a table.
 */
#include "object/str.h"
#include "syntax/diagnose.h"
#include "syntax/literal.h"

enum { BYTES_PER_UNIT = 8 }; /* of source text, for fuel */

typedef viv_node (*statement_parser)(vk_parser *p);

/* Assignments */

static const uint8_t augmented[VK_TOKEN_COUNT] = {
    [VK_T_PLUS_ASSIGN] = VIV_Add,
    [VK_T_MINUS_ASSIGN] = VIV_Sub,
    [VK_T_STAR_ASSIGN] = VIV_Mult,
    [VK_T_SLASH_ASSIGN] = VIV_Div,
    [VK_T_DOUBLE_SLASH_ASSIGN] = VIV_FloorDiv,
    [VK_T_PERCENT_ASSIGN] = VIV_Mod,
    [VK_T_AT_ASSIGN] = VIV_MatMult,
    [VK_T_DOUBLE_STAR_ASSIGN] = VIV_Pow,
    [VK_T_SHIFT_LEFT_ASSIGN] = VIV_LShift,
    [VK_T_SHIFT_RIGHT_ASSIGN] = VIV_RShift,
    [VK_T_AMPERSAND_ASSIGN] = VIV_BitAnd,
    [VK_T_PIPE_ASSIGN] = VIV_BitOr,
    [VK_T_CARET_ASSIGN] = VIV_BitXor,
};

/* One place, not several. */
static bool is_single(const vk_parser *p, viv_node node) {
    int kind = vk_parser_kind(p, node);

    return kind == VIV_Name || kind == VIV_Attribute || kind == VIV_Subscript;
}

/* TARGET = TARGET = VALUE: each value turns out a target when "=" follows. */
static viv_node assignment(vk_parser *p, vk_place from, viv_node value) {
    uint32_t mark = p->stack_used;
    uint64_t targets;

    while (vk_parser_at(p, VK_T_ASSIGN)) {
        if (vk_target_invalid(p, value, VK_TARGET_STAR))
            return vk_parser_fail(p);
        vk_target_set(p, value, VIV_Store);
        vk_parser_push(p, value);
        vk_parser_next(p);
        value = vk_expression_assigned(p);
        if (!value)
            return 0;
    }
    targets = vk_parser_list(p, mark);
    return VK_NODE(p, from, Assign, targets, value, 0);
}

/* TARGET: TYPE [= VALUE]; [name]: it began with a name, not a parenthesis. */
static viv_node annotated(vk_parser *p, vk_place from, viv_node target,
                          bool name) {
    viv_node note, value = 0;
    vk_parser_mark before;

    if (!is_single(p, target))
        return vk_parser_fail(p);
    vk_target_set(p, target, VIV_Store);
    vk_parser_next(p);
    note = vk_expression(p);
    if (!note)
        return 0;
    before = vk_parser_here(p);
    if (vk_parser_accept(p, VK_T_ASSIGN)) {
        value = vk_expression_assigned(p);
        if (!value && !p->diagnosing)
            return 0;
        if (!value)
            vk_parser_back(p, &before);
    }
    name = name && vk_parser_kind(p, target) == VIV_Name;
    return VK_NODE(p, from, AnnAssign, target, note, value, name);
}

/* TARGET += VALUE */
static viv_node augment(vk_parser *p, vk_place from, viv_node target) {
    int op = augmented[p->token.kind];
    viv_node value;

    if (!is_single(p, target))
        return vk_parser_fail(p);
    vk_target_set(p, target, VIV_Store);
    vk_parser_next(p);
    value = vk_expression_assigned(p);
    return value ? VK_NODE(p, from, AugAssign, target, op, value) : 0;
}

/* What a statement is that begins with an expression is told by what follows.
 */
static viv_node expression_or_assignment(vk_parser *p) {
    vk_place from = p->token.from;
    bool name = vk_parser_at(p, VK_T_NAME);
    viv_node value = vk_expression_assigned(p);

    if (!value)
        return 0;
    if (vk_parser_at(p, VK_T_ASSIGN))
        return assignment(p, from, value);
    if (vk_parser_at(p, VK_T_COLON))
        return annotated(p, from, value, name);
    if (augmented[p->token.kind])
        return augment(p, from, value);
    return VK_NODE(p, from, Expr, value);
}

/* What is no assignment, or none that fits, is looked at as one first. */
static viv_node parse_expression(vk_parser *p) {
    vk_parser_mark begin = vk_parser_here(p), end;
    viv_node node = expression_or_assignment(p);

    if (vk_parser_diagnoses(p) && !vk_parser_raised(p) &&
        (!node || vk_parser_kind(p, node) == VIV_Expr)) {
        end = vk_parser_here(p);
        vk_parser_back(p, &begin);
        vk_diagnose_assignment(p);
        vk_parser_back(p, &end);
    }
    return vk_parser_raised(p) ? 0 : node;
}

bool vk_statement_augments(const vk_parser *p) {
    return augmented[p->token.kind] != 0;
}

/* Words alone and with an operand */

static bool ends_statement(const vk_parser *p) {
    return vk_parser_at(p, VK_T_NEWLINE) || vk_parser_at(p, VK_T_SEMICOLON);
}

static viv_node parse_pass(vk_parser *p) {
    vk_place from = p->token.from;

    vk_parser_next(p);
    return VK_NODE(p, from, Pass);
}

static viv_node parse_break(vk_parser *p) {
    vk_place from = p->token.from;

    vk_parser_next(p);
    return VK_NODE(p, from, Break);
}

static viv_node parse_continue(vk_parser *p) {
    vk_place from = p->token.from;

    vk_parser_next(p);
    return VK_NODE(p, from, Continue);
}

static viv_node parse_return(vk_parser *p) {
    vk_place from = p->token.from;
    viv_node value = 0;

    vk_parser_next(p);
    if (!ends_statement(p)) {
        value = vk_expression_stars(p);
        if (!value)
            return 0;
    }
    return VK_NODE(p, from, Return, value);
}

/* raise [EXCEPTION [from CAUSE]] */
static viv_node parse_raise(vk_parser *p) {
    vk_place from = p->token.from;
    viv_node exception = 0, cause = 0;

    vk_parser_next(p);
    if (!ends_statement(p)) {
        exception = vk_expression(p);
        if (!exception)
            return 0;
        if (vk_parser_accept(p, VK_T_FROM)) {
            cause = vk_expression(p);
            if (!cause)
                return 0;
        }
    }
    return VK_NODE(p, from, Raise, exception, cause);
}

/* assert TEST [, MESSAGE] */
static viv_node parse_assert(vk_parser *p) {
    vk_place from = p->token.from;
    viv_node test, message = 0;

    vk_parser_next(p);
    test = vk_expression(p);
    if (!test)
        return 0;
    if (vk_parser_accept(p, VK_T_COMMA)) {
        message = vk_expression(p);
        if (!message)
            return 0;
    }
    return VK_NODE(p, from, Assert, test, message);
}

/* A comma may end them. */
static bool delete_targets(vk_parser *p, uint64_t *list) {
    uint32_t mark = p->stack_used;

    do {
        viv_node target;

        if (p->stack_used > mark && ends_statement(p))
            break;
        target = vk_expression_bitwise(p);
        if (!target || vk_target_invalid(p, target, VK_TARGET_DEL)) {
            vk_parser_fail(p);
            return false;
        }
        vk_target_set(p, target, VIV_Del);
        vk_parser_push(p, target);
    } while (vk_parser_accept(p, VK_T_COMMA));
    *list = vk_parser_list(p, mark);
    return true;
}

static viv_node parse_del(vk_parser *p) {
    vk_place from = p->token.from;
    vk_parser_mark begin;
    uint64_t targets;

    vk_parser_next(p);
    begin = vk_parser_here(p);
    if (delete_targets(p, &targets) && (ends_statement(p) || vk_parser_fail(p)))
        return VK_NODE(p, from, Delete, targets);
    if (vk_parser_diagnoses(p)) {
        vk_parser_back(p, &begin);
        vk_diagnose_delete(p);
    }
    return 0;
}

/* NAME, NAME ... */
static bool names(vk_parser *p, uint64_t *list) {
    uint32_t mark = p->stack_used;

    do {
        if (!vk_parser_at(p, VK_T_NAME)) {
            vk_parser_fail(p);
            return false;
        }
        vk_parser_push(p, vk_parser_name(p, &p->token));
        vk_parser_next(p);
    } while (vk_parser_accept(p, VK_T_COMMA));
    *list = vk_parser_names(p, mark);
    return true;
}

static viv_node parse_global(vk_parser *p) {
    vk_place from = p->token.from;
    uint64_t list;

    vk_parser_next(p);
    return names(p, &list) ? VK_NODE(p, from, Global, list) : 0;
}

static viv_node parse_nonlocal(vk_parser *p) {
    vk_place from = p->token.from;
    uint64_t list;

    vk_parser_next(p);
    return names(p, &list) ? VK_NODE(p, from, Nonlocal, list) : 0;
}

/* type NAME[PARAMETERS] = VALUE `type` is a soft keyword (PEP 695). */
static viv_node parse_type(vk_parser *p) {
    vk_place from = p->token.from;
    uint64_t parameters;
    viv_node name, value;

    vk_parser_next(p);
    name = vk_parser_name_node(p, VIV_Store);
    if (!name || !vk_parameter_types(p, &parameters) ||
        !vk_parser_expect(p, VK_T_ASSIGN))
        return 0;
    value = vk_expression(p);
    return value ? VK_NODE(p, from, TypeAlias, name, parameters, value) : 0;
}

/* Imports */

/* a.b.c as one interned str; the dots need not touch the names. */
static bool dotted_name(vk_parser *p, uint64_t *name) {
    vk_token first = p->token, dot;
    vk_literal text = {0};

    if (!vk_parser_at(p, VK_T_NAME)) {
        vk_parser_fail(p);
        return false;
    }
    vk_parser_next(p);
    if (!vk_parser_at(p, VK_T_DOT)) {
        *name = vk_parser_name(p, &first);
        return true;
    }
    vk_literal_append(p, &text, p->lexer.text + first.start,
                      first.end - first.start);
    while (vk_parser_at(p, VK_T_DOT)) {
        dot = p->token;
        vk_parser_next(p);
        if (!vk_parser_at(p, VK_T_NAME)) {
            vk_parser_fail(p);
            return false;
        }
        vk_literal_append(p, &text, p->lexer.text + dot.start, 1);
        vk_literal_append(p, &text, p->lexer.text + p->token.start,
                          p->token.end - p->token.start);
        vk_parser_next(p);
    }
    *name = vk_parser_intern(p, vk_at(p->vm, text.buffer), text.used);
    return !vk_parser_raised(p);
}

/* [as NAME] behind an imported name. */
static viv_node alias(vk_parser *p, vk_place from, uint64_t name) {
    uint64_t other = 0;

    if (vk_parser_accept(p, VK_T_AS)) {
        if (vk_parser_diagnoses(p))
            vk_diagnose_import_target(p);
        if (!vk_parser_at(p, VK_T_NAME))
            return vk_parser_fail(p);
        other = vk_parser_name(p, &p->token);
        vk_parser_next(p);
    }
    return VK_NODE(p, from, alias, name, other);
}

static viv_node parse_import(vk_parser *p) {
    vk_place from = p->token.from;
    uint32_t mark = p->stack_used;
    uint64_t name;

    if (vk_parser_diagnoses(p))
        vk_diagnose_import(p);
    vk_parser_next(p);
    do {
        vk_place at = p->token.from;
        viv_node node = dotted_name(p, &name) ? alias(p, at, name) : 0;

        if (!node)
            return 0;
        vk_parser_push(p, node);
    } while (vk_parser_accept(p, VK_T_COMMA));
    return VK_NODE(p, from, Import, vk_parser_list(p, mark));
}

static viv_node imported_name(vk_parser *p) {
    vk_place from = p->token.from;
    uint64_t name;

    if (!vk_parser_at(p, VK_T_NAME))
        return vk_parser_fail(p);
    name = vk_parser_name(p, &p->token);
    vk_parser_next(p);
    return alias(p, from, name);
}

/* Only parentheses allow a comma at the end. */
static bool imported_names(vk_parser *p, bool parenthesised) {
    uint32_t count = 0;

    do {
        viv_node node;

        if (parenthesised && vk_parser_at(p, VK_T_RIGHT_PAREN))
            return true;
        if (!parenthesised && count++ && vk_parser_diagnoses(p))
            vk_diagnose_import_comma(p);
        node = imported_name(p);
        if (!node || !vk_parser_push(p, node))
            return false;
    } while (vk_parser_accept(p, VK_T_COMMA));
    return true;
}

/* What follows "from module import". */
static bool imported(vk_parser *p) {
    vk_place from = p->token.from;

    if (vk_parser_accept(p, VK_T_STAR)) {
        uint64_t star = vk_parser_intern(p, "*", 1);
        return vk_parser_push(p, VK_NODE(p, from, alias, star, 0));
    }
    if (vk_parser_accept(p, VK_T_LEFT_PAREN)) {
        if (vk_parser_at(p, VK_T_RIGHT_PAREN)) {
            vk_parser_fail(p);
            return false;
        }
        return imported_names(p, true) && vk_parser_expect(p, VK_T_RIGHT_PAREN);
    }
    if (vk_parser_diagnoses(p))
        vk_diagnose_import_names(p);
    return imported_names(p, false);
}

/* from [dots] [module] import names; an ellipsis is three dots. */
static viv_node parse_from(vk_parser *p) {
    vk_place from = p->token.from;
    uint32_t mark = p->stack_used;
    uint64_t module = 0, level = 0, list;

    vk_parser_next(p);
    while (vk_parser_at(p, VK_T_DOT) || vk_parser_at(p, VK_T_ELLIPSIS)) {
        level += vk_parser_at(p, VK_T_DOT) ? 1 : 3;
        vk_parser_next(p);
    }
    if (!(level && vk_parser_at(p, VK_T_IMPORT)) && !dotted_name(p, &module))
        return 0;
    if (!vk_parser_expect(p, VK_T_IMPORT) || !imported(p))
        return 0;
    list = vk_parser_list(p, mark);
    return VK_NODE(p, from, ImportFrom, module, list, level);
}

/* Lines */

static const statement_parser simple[VK_TOKEN_COUNT] = {
    [VK_T_PASS] = parse_pass,         [VK_T_BREAK] = parse_break,
    [VK_T_CONTINUE] = parse_continue, [VK_T_RETURN] = parse_return,
    [VK_T_RAISE] = parse_raise,       [VK_T_ASSERT] = parse_assert,
    [VK_T_DEL] = parse_del,           [VK_T_GLOBAL] = parse_global,
    [VK_T_NONLOCAL] = parse_nonlocal, [VK_T_IMPORT] = parse_import,
    [VK_T_FROM] = parse_from,
};

/* "type" begins a statement only before a name. */
static bool is_type(vk_parser *p) {
    vk_parser_mark here;
    bool name;

    if (!vk_parser_is_word(p, "type"))
        return false;
    here = vk_parser_here(p);
    vk_parser_next(p);
    name = vk_parser_at(p, VK_T_NAME);
    vk_parser_back(p, &here);
    return name;
}

/* A word of a third party; 0: none, or it does not fit. Third parties' words
 * are tried before the grammar, and are names again where their rows do not
 * fit. */
static viv_node extension(vk_parser *p) {
    const vk_syntax_extension *more = p->lexer.source->extension;
    vk_parser_mark here = vk_parser_here(p);

    for (uint32_t i = 0; i < more->statement_count; i++) {
        const vk_statement_row *row = &more->statements[i];
        viv_node node;

        if (!vk_parser_is_word(p, row->word))
            continue;
        vk_parser_next(p);
        node = row->parse(p, row);
        if (node || vk_parser_raised(p))
            return node;
        vk_parser_back(p, &here);
    }
    return 0;
}

viv_node vk_statement_simple(vk_parser *p) {
    statement_parser parse = simple[p->token.kind];
    vk_parser_mark here;
    viv_node node;

    if (vk_parser_diagnoses(p) && !vk_diagnose_statement(p))
        return 0;
    if (parse)
        return parse(p);
    if (!vk_parser_at(p, VK_T_NAME) || !is_type(p))
        return parse_expression(p);
    here = vk_parser_here(p);
    node = parse_type(p);
    if (node || !vk_parser_diagnoses(p))
        return node;
    vk_parser_back(p, &here);
    return parse_expression(p);
}

bool vk_statement_simple_line(vk_parser *p) {
    do {
        viv_node node;

        if (vk_parser_accept(p, VK_T_NEWLINE))
            return true;
        node = vk_statement_simple(p);
        if (!node || !vk_parser_push(p, node))
            return false;
    } while (vk_parser_accept(p, VK_T_SEMICOLON));
    return vk_parser_expect(p, VK_T_NEWLINE);
}

/* Fuel for the text read since the last time. Once per statement, for the text
 * since the last: parsing is linear, and its price too. */
static bool charge(vk_parser *p) {
    uint32_t position = p->lexer.at.position;
    uint32_t bytes = position > p->charged ? position - p->charged : 0;

    p->charged = position;
    if (vk_charge(p->vm, bytes / BYTES_PER_UNIT + 1))
        return true;
    vk_report_raised(&p->lexer);
    p->token.kind = VK_T_ERROR;
    return false;
}

/* A "match" that does not fit is looked at as a name, too. */
static bool push_compound(vk_parser *p) {
    vk_parser_mark here = vk_parser_here(p);
    viv_node node = vk_compound_statement(p);

    if (node || !vk_parser_diagnoses(p) || here.token.kind != VK_T_NAME)
        return node && vk_parser_push(p, node);
    vk_parser_back(p, &here);
    return vk_statement_simple_line(p);
}

bool vk_statement_push(vk_parser *p) {
    viv_node node = 0;

    if (!charge(p))
        return false;
    if (p->lexer.source->extension)
        node = extension(p);
    if (node)
        return vk_parser_push(p, node);
    return vk_compound_begins(p) ? push_compound(p)
                                 : vk_statement_simple_line(p);
}
