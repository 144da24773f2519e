/* compound.c - statements with blocks.
 *
 * A block is a line of simple statements or an indented run of them; the lexer
 * has turned indentation into two tokens, so that this is all the parser knows
 * of it (reference 8).
 */
#include "syntax/diagnose.h"
#include "syntax/grammar.h"

typedef viv_node (*statement_parser)(vk_parser *p);

/* Blocks */

static bool indented(vk_parser *p, const char *what, uint32_t line) {
    vk_parser_next(p);
    if (!vk_parser_at(p, VK_T_INDENT)) {
        vk_parser_fail(p);
        if (vk_parser_diagnoses(p))
            vk_diagnose_no_block(p, what, line);
        return false;
    }
    vk_parser_next(p);
    do {
        if (!vk_statement_push(p))
            return false;
    } while (!vk_parser_at(p, VK_T_DEDENT) && !vk_parser_at(p, VK_T_END));
    return !vk_parser_at(p, VK_T_DEDENT) || vk_parser_accept(p, VK_T_DEDENT);
}

bool vk_compound_block(vk_parser *p, const char *what, uint32_t line,
                       uint64_t *body) {
    uint32_t mark = p->stack_used;

    *body = 0;
    if (!vk_parser_deeper(p))
        return false;
    if (vk_parser_at(p, VK_T_NEWLINE) ? !indented(p, what, line)
                                      : !vk_statement_simple_line(p))
        return false;
    *body = vk_parser_list(p, mark);
    return true;
}

/* ":" and the block. Only a line's end makes CPython say what it expected. */
static bool colon_block(vk_parser *p, const char *what, uint32_t line,
                        uint64_t *body) {
    if (vk_parser_at(p, VK_T_NEWLINE))
        return vk_parser_force(p, VK_T_COLON);
    return vk_parser_expect(p, VK_T_COLON) &&
           vk_compound_block(p, what, line, body);
}

/* "else" and "finally" always say so. */
static bool forced_block(vk_parser *p, const char *what, uint32_t line,
                         uint64_t *body) {
    vk_parser_next(p);
    return vk_parser_force(p, VK_T_COLON) &&
           vk_compound_block(p, what, line, body);
}

/* [else: BLOCK] */
static bool else_block(vk_parser *p, uint64_t *body) {
    uint32_t line = p->token.from.line;

    *body = 0;
    return !vk_parser_at(p, VK_T_ELSE) ||
           forced_block(p, "'else' statement", line, body);
}

/* if, while, for */

/* Pushes place, test and block of an if or elif. */
static bool push_branch(vk_parser *p) {
    vk_place from = p->token.from;
    const char *what =
        vk_parser_at(p, VK_T_IF) ? "'if' statement" : "'elif' statement";
    viv_node test;
    uint64_t body;

    vk_parser_next(p);
    test = vk_expression_named(p);
    return test && colon_block(p, what, from.line, &body) &&
           vk_parser_push(p, (uint64_t)from.line << 32 | from.column) &&
           vk_parser_push(p, test) && vk_parser_push(p, body);
}

static uint64_t stacked(const vk_parser *p, uint32_t index) {
    return *(uint64_t *)vk_at(p->vm, p->stack + index * 8);
}

/* Chains of elif are nested nodes, but no recursion: made from the last on. */
static viv_node parse_if(vk_parser *p) {
    uint32_t mark = p->stack_used;
    uint64_t orelse;
    viv_node node = 0;

    do {
        if (!push_branch(p))
            return 0;
    } while (vk_parser_at(p, VK_T_ELIF));
    if (!else_block(p, &orelse))
        return 0;
    if (vk_parser_at(p, VK_T_ELIF) && orelse && vk_parser_diagnoses(p))
        vk_diagnose_elif_after_else(p);
    for (uint32_t at = p->stack_used; at > mark; at -= 3) {
        uint64_t from = stacked(p, at - 3), test = stacked(p, at - 2);
        uint64_t body = stacked(p, at - 1);
        vk_place place = {(uint32_t)(from >> 32), (uint32_t)from};

        node = VK_NODE(p, place, If, test, body, orelse);
        orelse = vk_tree_list(&p->tree, (uint64_t[]){node}, 1);
    }
    p->stack_used = mark;
    return node;
}

/* while TEST: BLOCK [else: BLOCK] */
static viv_node parse_while(vk_parser *p) {
    vk_place from = p->token.from;
    uint64_t body, orelse;
    viv_node test;

    vk_parser_next(p);
    test = vk_expression_named(p);
    if (!test || !colon_block(p, "'while' statement", from.line, &body) ||
        !else_block(p, &orelse))
        return 0;
    return VK_NODE(p, from, While, test, body, orelse);
}

static viv_node for_target(vk_parser *p) {
    vk_parser_mark begin = vk_parser_here(p);
    viv_node target;

    vk_parser_next(p);
    target = vk_target_list(p, VK_TARGET_STAR);
    if (target && vk_parser_at(p, VK_T_IN))
        return target;
    vk_parser_fail(p);
    if (vk_parser_diagnoses(p)) {
        vk_parser_back(p, &begin);
        vk_diagnose_for(p);
    }
    return 0;
}

/* [from] is the word "async" if there is one. */
static viv_node for_statement(vk_parser *p, vk_place from, bool async) {
    uint32_t line = p->token.from.line;
    viv_node target = for_target(p), iterable;
    uint64_t body, orelse;

    if (!target || !vk_parser_expect(p, VK_T_IN))
        return 0;
    iterable = vk_expression_stars(p);
    if (!iterable || !colon_block(p, "'for' statement", line, &body) ||
        !else_block(p, &orelse))
        return 0;
    return async ? VK_NODE(p, from, AsyncFor, target, iterable, body, orelse, 0)
                 : VK_NODE(p, from, For, target, iterable, body, orelse, 0);
}

static viv_node parse_for(vk_parser *p) {
    return for_statement(p, p->token.from, false);
}

/* with */

static bool ends_item(const vk_parser *p) {
    return vk_parser_at(p, VK_T_COMMA) || vk_parser_at(p, VK_T_RIGHT_PAREN) ||
           vk_parser_at(p, VK_T_COLON);
}

static viv_node with_item(vk_parser *p) {
    viv_node context = vk_expression(p), target = 0;
    vk_parser_mark before;

    if (!context)
        return 0;
    if (vk_parser_accept(p, VK_T_AS)) {
        before = vk_parser_here(p);
        target = vk_target_one(p);
        if (vk_parser_diagnoses(p) && !(target && ends_item(p))) {
            vk_parser_mark after = vk_parser_here(p);
            vk_parser_back(p, &before);
            vk_diagnose_with_target(p);
            vk_parser_back(p, &after);
        }
        if (!target)
            return 0;
    }
    return VK_NODE(p, ((vk_place){0, 0}), withitem, context, target);
}

/* Pushes items; in parentheses a comma may end them. */
static bool with_items(vk_parser *p, bool parenthesised) {
    do {
        viv_node item;

        if (parenthesised && vk_parser_at(p, VK_T_RIGHT_PAREN))
            return true;
        item = with_item(p);
        if (!item || !vk_parser_push(p, item))
            return false;
    } while (vk_parser_accept(p, VK_T_COMMA));
    return true;
}

/* with (a, b as c): ... if that is what the parentheses are. `with (a, b): `
 * and `with (a, b) as c:` cannot be told apart before the closing parenthesis:
 * PEP 617 names it as what an LL(1)
 * grammar cannot say. So the items are tried, and read again as an expression
 * if they do not fit. */
static bool parenthesised_items(vk_parser *p) {
    vk_parser_mark before = vk_parser_here(p);

    if (!vk_parser_at(p, VK_T_LEFT_PAREN))
        return false;
    vk_parser_next(p);
    if (!vk_parser_at(p, VK_T_RIGHT_PAREN) && with_items(p, true) &&
        vk_parser_accept(p, VK_T_RIGHT_PAREN) && vk_parser_at(p, VK_T_COLON))
        return true;
    vk_parser_fail(p);
    vk_parser_back(p, &before);
    return false;
}

/* Parentheses are tried as a list of items first; what is no such list is an
 * expression that begins with them. */
static viv_node with_statement(vk_parser *p, vk_place from, bool async) {
    uint32_t mark = p->stack_used, line = p->token.from.line;
    vk_parser_mark begin;
    uint64_t items, body;

    vk_parser_next(p);
    begin = vk_parser_here(p);
    if (!parenthesised_items(p) && !with_items(p, false)) {
        if (vk_parser_diagnoses(p))
            vk_diagnose_with(p, &begin);
        return 0;
    }
    items = vk_parser_list(p, mark);
    if (vk_parser_diagnoses(p) && !vk_parser_at(p, VK_T_COLON) &&
        !vk_parser_at(p, VK_T_NEWLINE))
        vk_diagnose_with(p, &begin);
    if (!colon_block(p, "'with' statement", line, &body))
        return 0;
    return async ? VK_NODE(p, from, AsyncWith, items, body, 0)
                 : VK_NODE(p, from, With, items, body, 0);
}

static viv_node parse_with(vk_parser *p) {
    return with_statement(p, p->token.from, false);
}

/* try */

/* EXPRESSION [as NAME], or several expressions without "as". */
static bool handled(vk_parser *p, viv_node *type, uint64_t *name) {
    vk_place from = p->token.from;

    *type = vk_expression_list(p);
    if (!*type)
        return false;
    if (!vk_parser_at(p, VK_T_AS))
        return true;
    /* A tuple in parentheses begins with the bracket, before its first item. */
    if (vk_parser_kind(p, *type) == VIV_Tuple &&
        vk_parser_begins_at(
            p, vk_tree_item(p->vm, vk_parser_word(p, *type, 0), 0), from)) {
        vk_parser_fail(p);
        return false;
    }
    vk_parser_next(p);
    if (!vk_parser_at(p, VK_T_NAME)) {
        vk_parser_fail(p);
        return false;
    }
    *name = vk_parser_name(p, &p->token);
    vk_parser_next(p);
    return true;
}

/* except [*] [EXPRESSION [as NAME]]: BLOCK */
static viv_node handler(vk_parser *p, bool star, vk_place from) {
    uint64_t name = 0, body;
    viv_node type = 0;

    if (vk_parser_diagnoses(p) && !vk_diagnose_except(p, star))
        return 0;
    if ((star ||
         (!vk_parser_at(p, VK_T_COLON) && !vk_parser_at(p, VK_T_NEWLINE))) &&
        !handled(p, &type, &name))
        return 0;
    if (!colon_block(p, star ? "'except*' statement" : "'except' statement",
                     from.line, &body))
        return 0;
    return VK_NODE(p, from, ExceptHandler, type, name, body);
}

/* All handlers have a star, or none. */
static bool handlers(vk_parser *p, bool *star, uint64_t *list) {
    uint32_t mark = p->stack_used;

    while (vk_parser_at(p, VK_T_EXCEPT)) {
        vk_token word = p->token, next;
        bool starred;
        viv_node node;

        vk_parser_next(p);
        next = p->token;
        starred = vk_parser_accept(p, VK_T_STAR);
        if (p->stack_used > mark && starred != *star) {
            vk_parser_fail(p);
            if (vk_parser_diagnoses(p))
                vk_diagnose_mixed_except(p, &word, starred ? &next : &word);
            return false;
        }
        *star = starred;
        node = handler(p, starred, word.from);
        if (!node || !vk_parser_push(p, node))
            return false;
    }
    *list = vk_parser_list(p, mark);
    return true;
}

static bool finally_block(vk_parser *p, uint64_t *body) {
    uint32_t line = p->token.from.line;

    *body = 0;
    return !vk_parser_at(p, VK_T_FINALLY) ||
           forced_block(p, "'finally' statement", line, body);
}

/* try with handlers, finally, or both. */
static viv_node parse_try(vk_parser *p) {
    vk_place from = p->token.from;
    uint64_t body, caught, orelse = 0, last;
    bool star = false;

    if (!forced_block(p, "'try' statement", from.line, &body))
        return 0;
    if (!vk_parser_at(p, VK_T_EXCEPT) && !vk_parser_at(p, VK_T_FINALLY)) {
        vk_parser_fail(p);
        if (vk_parser_diagnoses(p))
            vk_diagnose_no_handler(p);
        return 0;
    }
    if (!handlers(p, &star, &caught) || (caught && !else_block(p, &orelse)) ||
        !finally_block(p, &last))
        return 0;
    return star ? VK_NODE(p, from, TryStar, body, caught, orelse, last)
                : VK_NODE(p, from, Try, body, caught, orelse, last);
}

/* def and class */

static bool result(vk_parser *p, viv_node *returns) {
    *returns = 0;
    if (!vk_parser_accept(p, VK_T_ARROW))
        return true;
    *returns = vk_expression(p);
    return *returns != 0;
}

/* The name behind "def" or "class", and type parameters. */
static bool definition_name(vk_parser *p, uint64_t *name, uint64_t *types) {
    vk_parser_mark bracket;

    vk_parser_next(p);
    if (!vk_parser_at(p, VK_T_NAME)) {
        vk_parser_fail(p);
        return false;
    }
    *name = vk_parser_name(p, &p->token);
    vk_parser_next(p);
    bracket = vk_parser_here(p);
    if (vk_parameter_types(p, types))
        return true;
    if (p->diagnosing)
        vk_parser_back(p, &bracket);
    return p->diagnosing && !vk_parser_raised(p);
}

/* def NAME [types] (parameters) [-> result]: BLOCK; the node begins at "def" or
 * "async", not at the decorators. One row for def and async def; the tree has
 * two kinds. */
static viv_node function(vk_parser *p, vk_place from, uint64_t decorators,
                         bool async) {
    uint32_t line = p->token.from.line;
    uint64_t name, types, body;
    viv_node parameters, returns;
    vk_parser_mark before;

    if (!definition_name(p, &name, &types) ||
        !vk_parser_force(p, VK_T_LEFT_PAREN))
        return 0;
    parameters = vk_parameter_list(p, false);
    if (!parameters || !vk_parser_expect(p, VK_T_RIGHT_PAREN))
        return 0;
    before = vk_parser_here(p);
    if (!result(p, &returns)) {
        vk_parser_back(p, &before); /* an arrow alone is not the ":" */
        vk_parser_force(p, VK_T_COLON);
        return 0;
    }
    if (!vk_parser_force(p, VK_T_COLON) ||
        !vk_compound_block(p, "function definition", line, &body))
        return 0;
    return vk_parser_make(
        p, from, async ? VIV_AsyncFunctionDef : VIV_FunctionDef, 7,
        (uint64_t[]){name, parameters, body, decorators, returns, 0, types});
}

/* class NAME [types] [(bases, keywords)]: BLOCK */
static viv_node class(vk_parser *p, uint64_t decorators) {
    vk_place from = p->token.from;
    uint64_t name, types, bases = 0, keywords = 0, body;
    uint32_t mark;

    if (!definition_name(p, &name, &types))
        return 0;
    mark = p->stack_used;
    if (vk_parser_at(p, VK_T_LEFT_PAREN)) {
        if (!vk_display_bases(p))
            return 0;
        bases = vk_parser_tagged(p, mark, VK_TAG_POSITIONAL);
        keywords = vk_parser_tagged(p, mark, VK_TAG_KEYWORD);
        p->stack_used = mark;
    }
    if (!colon_block(p, "class definition", from.line, &body))
        return 0;
    return VK_NODE(p, from, ClassDef, name, bases, keywords, body, decorators,
                   types);
}

static viv_node parse_def(vk_parser *p) {
    return function(p, p->token.from, 0, false);
}

static viv_node parse_class(vk_parser *p) {
    return class(p, 0);
}

/* async def, async with, async for */
static viv_node async(vk_parser *p, uint64_t decorators, bool decorated) {
    vk_place from = p->token.from;

    vk_parser_next(p);
    if (vk_parser_at(p, VK_T_DEF))
        return function(p, from, decorators, true);
    if (vk_parser_at(p, VK_T_WITH) && !decorated)
        return with_statement(p, from, true);
    if (vk_parser_at(p, VK_T_FOR) && !decorated)
        return for_statement(p, from, true);
    return vk_parser_fail(p);
}

static viv_node parse_async(vk_parser *p) {
    return async(p, 0, false);
}

/* Each decorator has a line of its own. */
static viv_node parse_decorated(vk_parser *p) {
    uint32_t mark = p->stack_used;
    uint64_t decorators;

    while (vk_parser_accept(p, VK_T_AT)) {
        viv_node decorator = vk_expression_named(p);
        if (!decorator || !vk_parser_expect(p, VK_T_NEWLINE))
            return 0;
        vk_parser_push(p, decorator);
    }
    decorators = vk_parser_list(p, mark);
    switch (p->token.kind) {
    case VK_T_DEF:
        return function(p, p->token.from, decorators, false);
    case VK_T_CLASS:
        return class(p, decorators);
    case VK_T_ASYNC:
        return async(p, decorators, true);
    default:
        return vk_parser_fail(p);
    }
}

static const statement_parser compound[VK_TOKEN_COUNT] = {
    [VK_T_IF] = parse_if,        [VK_T_WHILE] = parse_while,
    [VK_T_FOR] = parse_for,      [VK_T_WITH] = parse_with,
    [VK_T_TRY] = parse_try,      [VK_T_DEF] = parse_def,
    [VK_T_CLASS] = parse_class,  [VK_T_ASYNC] = parse_async,
    [VK_T_AT] = parse_decorated,
};

bool vk_compound_begins(vk_parser *p) {
    if (vk_parser_diagnoses(p) && vk_parser_is_word(p, "match"))
        vk_diagnose_match(p);
    return compound[p->token.kind] ||
           (vk_parser_is_word(p, "match") && vk_pattern_is_match(p));
}

viv_node vk_compound_statement(vk_parser *p) {
    statement_parser parse = compound[p->token.kind];
    vk_place from = p->token.from;
    viv_node node = parse ? parse(p) : vk_pattern_match(p);
    int kind = vk_parser_kind(p, node);

    /* CPython notes definitions of functions elsewhere, that is, not at all. */
    if (node && kind != VIV_FunctionDef && kind != VIV_AsyncFunctionDef)
        p->statement = from;
    return node;
}
