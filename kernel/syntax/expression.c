/* expression.c - expressions: a table of operators and its three readers.
 *
 * Operators by precedence climbing (Richards and Whitby-Strevens 1979; Pratt's
 * idea as a loop): a table says how tightly each binds, one function does all
 * levels, and a chain of operators is a loop. Only the right operand recurses,
 * so `a + b + c + ...` costs one C frame, however long.
 *
 * Operators of third parties join the same climb with a level of their own.
 */
#include "syntax/diagnose.h"
#include "syntax/grammar.h"

/* How tightly operators bind, loosest first. What stands above NOT or beside
 * POWER in Python's grammar has its own function: conditional(), negation(),
 * power(). */
typedef enum vk_level {
    LEVEL_NONE,
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_COMPARE,
    LEVEL_BIT_OR,
    LEVEL_BIT_XOR,
    LEVEL_BIT_AND,
    LEVEL_SHIFT,
    LEVEL_SUM,
    LEVEL_TERM,
    LEVEL_FACTOR,
} vk_level;

typedef struct infix {
    uint8_t level;
    uint8_t op; /* a kind of nodes.def */
} infix;

/* The operators between two operands; a level of 0 says that there is none. */
static const infix infixes[VK_TOKEN_COUNT] = {
    [VK_T_OR] = {LEVEL_OR, VIV_Or},
    [VK_T_AND] = {LEVEL_AND, VIV_And},
    [VK_T_EQUAL] = {LEVEL_COMPARE, VIV_Eq},
    [VK_T_NOT_EQUAL] = {LEVEL_COMPARE, VIV_NotEq},
    [VK_T_LESS] = {LEVEL_COMPARE, VIV_Lt},
    [VK_T_LESS_EQUAL] = {LEVEL_COMPARE, VIV_LtE},
    [VK_T_GREATER] = {LEVEL_COMPARE, VIV_Gt},
    [VK_T_GREATER_EQUAL] = {LEVEL_COMPARE, VIV_GtE},
    [VK_T_IS] = {LEVEL_COMPARE, VIV_Is},
    [VK_T_IN] = {LEVEL_COMPARE, VIV_In},
    [VK_T_NOT] = {LEVEL_COMPARE, VIV_NotIn},
    [VK_T_PIPE] = {LEVEL_BIT_OR, VIV_BitOr},
    [VK_T_CARET] = {LEVEL_BIT_XOR, VIV_BitXor},
    [VK_T_AMPERSAND] = {LEVEL_BIT_AND, VIV_BitAnd},
    [VK_T_SHIFT_LEFT] = {LEVEL_SHIFT, VIV_LShift},
    [VK_T_SHIFT_RIGHT] = {LEVEL_SHIFT, VIV_RShift},
    [VK_T_PLUS] = {LEVEL_SUM, VIV_Add},
    [VK_T_MINUS] = {LEVEL_SUM, VIV_Sub},
    [VK_T_STAR] = {LEVEL_TERM, VIV_Mult},
    [VK_T_SLASH] = {LEVEL_TERM, VIV_Div},
    [VK_T_DOUBLE_SLASH] = {LEVEL_TERM, VIV_FloorDiv},
    [VK_T_PERCENT] = {LEVEL_TERM, VIV_Mod},
    [VK_T_AT] = {LEVEL_TERM, VIV_MatMult},
};

/* What an expression may begin with. A star is no part of one: where starred
 * items may stand, it is asked for apart. */
static const bool begins[VK_TOKEN_COUNT] = {
    [VK_T_NAME] = true,       [VK_T_NUMBER] = true,
    [VK_T_STRING] = true,     [VK_T_FSTRING] = true,
    [VK_T_LEFT_PAREN] = true, [VK_T_LEFT_BRACKET] = true,
    [VK_T_LEFT_BRACE] = true, [VK_T_ELLIPSIS] = true,
    [VK_T_PLUS] = true,       [VK_T_MINUS] = true,
    [VK_T_TILDE] = true,      [VK_T_NOT] = true,
    [VK_T_LAMBDA] = true,     [VK_T_AWAIT] = true,
    [VK_T_NONE] = true,       [VK_T_TRUE] = true,
    [VK_T_FALSE] = true,
};

static viv_node binary(vk_parser *p, vk_level least);

bool vk_expression_begins(uint32_t kind) {
    return begins[kind < VK_TOKEN_COUNT ? kind : VK_T_ERROR];
}

/* Operands */

static viv_node constant(vk_parser *p, viv_value value) {
    vk_place from = p->token.from;

    vk_parser_next(p);
    return VK_NODE(p, from, Constant, value.bits, 0);
}

/* What is not made of other expressions but by brackets. No default for
 * keywords: where they may begin an expression (lambda, not, await, yield) the
 * callers ask for them. */
viv_node vk_expression_atom(vk_parser *p) {
    switch (p->token.kind) {
    case VK_T_NAME:
        return vk_parser_name_node(p, VIV_Load);
    case VK_T_NUMBER:
        return vk_literal_number(p);
    case VK_T_STRING:
    case VK_T_FSTRING:
        return vk_literal_strings(p);
    case VK_T_LEFT_PAREN:
        return vk_display_paren(p);
    case VK_T_LEFT_BRACKET:
        return vk_display_bracket(p);
    case VK_T_LEFT_BRACE:
        return vk_display_brace(p);
    case VK_T_NONE:
        return constant(p, VIV_NONE);
    case VK_T_TRUE:
        return constant(p, VIV_TRUE);
    case VK_T_FALSE:
        return constant(p, VIV_FALSE);
    case VK_T_ELLIPSIS:
        return constant(p, VIV_ELLIPSIS);
    default:
        return vk_parser_fail(p);
    }
}

/* The position begins with the value's, parentheses around it included. */
static viv_node attribute(vk_parser *p, viv_node value, vk_place from) {
    uint64_t name;

    vk_parser_next(p);
    if (!vk_parser_at(p, VK_T_NAME))
        return vk_parser_fail(p);
    name = vk_parser_name(p, &p->token);
    vk_parser_next(p);
    return VK_NODE(p, from, Attribute, value, name, VIV_Load);
}

static viv_node trailer(vk_parser *p, viv_node value, vk_place from) {
    switch (p->token.kind) {
    case VK_T_DOT:
        return attribute(p, value, from);
    case VK_T_LEFT_PAREN:
        return vk_display_call(p, value, from);
    default:
        return vk_display_subscript(p, value, from);
    }
}

/* How a value goes on: by a trailer, an operator and its operand. */
typedef viv_node (*continuation)(vk_parser *p, viv_node left, vk_place from);

/* Apart, so that the usual way needs little of the C stack. */
static __attribute__((noinline)) viv_node
attempt(vk_parser *p, continuation parse, viv_node left, vk_place from) {
    vk_parser_mark before = vk_parser_here(p);
    viv_node node = parse(p, left, from);

    if (node || vk_parser_raised(p))
        return node;
    vk_parser_back(p, &before);
    return left;
}

/* What does not fit is an error; while diagnosing, it is left for others to
 * read and [left] is all there is. */
static inline viv_node extend(vk_parser *p, continuation parse, viv_node left,
                              vk_place from) {
    return p->diagnosing ? attempt(p, parse, left, from) : parse(p, left, from);
}

/* An atom and what follows it: .name (arguments) [index]. */
viv_node vk_expression_primary(vk_parser *p) {
    vk_place from = p->token.from;
    viv_node value = vk_expression_atom(p);

    while (value &&
           (vk_parser_at(p, VK_T_DOT) || vk_parser_at(p, VK_T_LEFT_PAREN) ||
            vk_parser_at(p, VK_T_LEFT_BRACKET))) {
        viv_node next = extend(p, trailer, value, from);

        if (next == value)
            break;
        value = next;
    }
    return value;
}

static viv_node await(vk_parser *p) {
    vk_place from = p->token.from;
    viv_node value;

    if (!vk_parser_accept(p, VK_T_AWAIT))
        return vk_expression_primary(p);
    value = vk_expression_primary(p);
    return value ? VK_NODE(p, from, Await, value) : 0;
}

static viv_node factor(vk_parser *p);

/* The exponent is a factor: 2 ** -1 needs no parentheses, and a ** b ** c is
 * a ** (b ** c). */
static viv_node raised_to(vk_parser *p, viv_node base, vk_place from) {
    viv_node exponent;

    vk_parser_next(p);
    exponent = vk_parser_deeper(p) ? factor(p) : 0;
    return exponent ? VK_NODE(p, from, BinOp, base, VIV_Pow, exponent) : 0;
}

static viv_node power(vk_parser *p) {
    vk_place from = p->token.from;
    viv_node base = await(p);

    return base && vk_parser_at(p, VK_T_DOUBLE_STAR)
               ? extend(p, raised_to, base, from)
               : base;
}

static int sign_kind(uint32_t kind) {
    return kind == VK_T_MINUS   ? VIV_USub
           : kind == VK_T_PLUS  ? VIV_UAdd
           : kind == VK_T_TILDE ? VIV_Invert
                                : 0;
}

static viv_node factor(vk_parser *p) {
    vk_place from = p->token.from;
    int sign = sign_kind(p->token.kind);
    viv_node operand;

    if (!sign)
        return power(p);
    vk_parser_next(p);
    if (vk_parser_diagnoses(p))
        vk_diagnose_not_operand(p);
    operand = vk_parser_deeper(p) ? factor(p) : 0;
    return operand ? VK_NODE(p, from, UnaryOp, sign, operand) : 0;
}

/* "not" binds looser than comparisons, so its operand may be one. */
static viv_node negation(vk_parser *p) {
    vk_place from = p->token.from;
    viv_node operand;

    vk_parser_next(p);
    operand = vk_parser_deeper(p) ? binary(p, LEVEL_NOT) : 0;
    return operand ? VK_NODE(p, from, UnaryOp, VIV_Not, operand) : 0;
}

/* Operators */

/* An operator and its operand, which is pushed. */
static viv_node boolean_operand(vk_parser *p, viv_node left, vk_place from) {
    vk_level level = infixes[p->token.kind].level;
    viv_node operand;

    (void)left;
    (void)from;
    vk_parser_next(p);
    operand = binary(p, level + 1);
    return operand && vk_parser_push(p, operand) ? operand : 0;
}

/* a or b or c is one node. Flat as in CPython's ast: `a or b or c` has three
 * values, not two nodes. */
static viv_node boolean(vk_parser *p, viv_node left, vk_place from) {
    uint32_t word = p->token.kind, mark = p->stack_used;
    uint64_t values;

    vk_parser_push(p, left);
    while (vk_parser_at(p, word)) {
        viv_node operand = extend(p, boolean_operand, left, from);

        if (!operand)
            return 0;
        if (operand == left)
            break;
    }
    if (p->stack_used == mark + 1)
        return 0;
    values = vk_parser_list(p, mark);
    return VK_NODE(p, from, BoolOp, infixes[word].op, values);
}

/* Steps over a comparison operator; 0: there is none. */
static int comparison(vk_parser *p) {
    int op = infixes[p->token.kind].op;

    if (infixes[p->token.kind].level != LEVEL_COMPARE)
        return 0;
    vk_parser_next(p);
    if (op == VIV_NotIn && !vk_parser_expect(p, VK_T_IN))
        return 0;
    if (op == VIV_Is && vk_parser_accept(p, VK_T_NOT))
        return VIV_IsNot;
    return op;
}

/* Pushes operator, tagged, and operand, and returns that. */
static viv_node comparison_operand(vk_parser *p, viv_node left, vk_place from) {
    int op = comparison(p);
    viv_node right = op ? binary(p, LEVEL_BIT_OR) : 0;

    (void)left;
    (void)from;
    return right && vk_parser_push(p, (uint64_t)1 << 32 | (uint32_t)op) &&
                   vk_parser_push(p, right)
               ? right
               : 0;
}

/* a < b < c is one node. Comparisons chain (reference 6.10): one node with all
 * operators, since the operands in the middle are evaluated once. */
static viv_node compare(vk_parser *p, viv_node left, vk_place from) {
    uint32_t mark = p->stack_used;
    uint64_t ops, operands;

    while (infixes[p->token.kind].level == LEVEL_COMPARE) {
        viv_node right = extend(p, comparison_operand, left, from);

        if (!right)
            return 0;
        if (right == left)
            break;
    }
    if (p->stack_used == mark)
        return 0;
    ops = vk_parser_tagged(p, mark, 1);
    operands = vk_parser_tagged(p, mark, 0);
    p->stack_used = mark;
    return VK_NODE(p, from, Compare, left, ops, operands);
}

/* One operation with two operands; the loop in binary() makes chains lean left.
 */
static viv_node operation(vk_parser *p, viv_node left, vk_place from) {
    infix row = infixes[p->token.kind];
    viv_node right;

    vk_parser_next(p);
    if (vk_parser_diagnoses(p) && row.level >= LEVEL_SUM)
        vk_diagnose_not_operand(p);
    right = row.level == LEVEL_TERM ? factor(p) : binary(p, row.level + 1);
    return right ? VK_NODE(p, from, BinOp, left, row.op, right) : 0;
}

/* A word, or signs that are one token or several. */
static bool is_spelled(const vk_parser *p, const char *spelling) {
    size_t length = strlen(spelling);

    return vk_parser_at(p, VK_T_NAME)
               ? vk_parser_is_word(p, spelling)
               : p->token.end - p->token.start <= length &&
                     strncmp(p->lexer.text + p->token.start, spelling,
                             length) == 0;
}

/* Operators of third parties, where an operator may stand. */
static const vk_infix_row *extension_row(const vk_parser *p) {
    const vk_syntax_extension *more = p->lexer.source->extension;

    for (uint32_t i = 0; more && i < more->infix_count; i++)
        if (is_spelled(p, more->infixes[i].word))
            return &more->infixes[i];
    return NULL;
}

static viv_node extension(vk_parser *p, viv_node left, vk_place from) {
    const vk_infix_row *row = extension_row(p);
    uint32_t end;
    viv_node right;

    if (!row)
        return vk_parser_fail(p);
    end = p->token.start + (uint32_t)strlen(row->word);
    while (p->token.end < end && !vk_parser_at(p, VK_T_ERROR))
        vk_parser_next(p);
    if (p->token.end != end)
        return vk_parser_fail(p);
    vk_parser_next(p);
    right = binary(p, row->level + !row->right);
    return right ? vk_parser_make(p, from, row->kind, 2,
                                  (uint64_t[]){left, right})
                 : 0;
}

/* How tightly the next token binds what stands left of it; 0: not at all. */
static uint32_t level_of(const vk_parser *p) {
    const vk_infix_row *row = extension_row(p);

    return row ? row->level : infixes[p->token.kind].level;
}

static const continuation by_level[] = {
    [LEVEL_NONE] = extension,    [LEVEL_OR] = boolean,
    [LEVEL_AND] = boolean,       [LEVEL_COMPARE] = compare,
    [LEVEL_BIT_OR] = operation,  [LEVEL_BIT_XOR] = operation,
    [LEVEL_BIT_AND] = operation, [LEVEL_SHIFT] = operation,
    [LEVEL_SUM] = operation,     [LEVEL_TERM] = operation,
};

static continuation continuation_at(const vk_parser *p) {
    return extension_row(p) ? extension
                            : by_level[infixes[p->token.kind].level];
}

/* An operator's operands reach as far as operators bind at least as tightly as
 * [least]. Chains are a loop, only what stands to the right is recursion. */
static viv_node binary(vk_parser *p, vk_level least) {
    vk_place from = p->token.from;
    viv_node left = vk_parser_at(p, VK_T_NOT) && least <= LEVEL_NOT
                        ? negation(p)
                        : factor(p);

    while (left && level_of(p) >= least) {
        viv_node next = extend(p, continuation_at(p), left, from);

        if (next == left)
            break;
        left = next;
    }
    return left;
}

viv_node vk_expression_disjunction(vk_parser *p) {
    return binary(p, LEVEL_OR);
}

viv_node vk_expression_bitwise(vk_parser *p) {
    return binary(p, LEVEL_BIT_OR);
}

viv_node vk_expression_inversion(vk_parser *p) {
    return binary(p, LEVEL_NOT);
}

/* Expressions */

static viv_node conditional(vk_parser *p, viv_node body, vk_place from) {
    viv_node test, otherwise;

    vk_parser_next(p);
    test = vk_expression_disjunction(p);
    if (!test || !vk_parser_expect(p, VK_T_ELSE))
        return 0;
    otherwise = vk_expression(p);
    return otherwise ? VK_NODE(p, from, IfExp, test, body, otherwise) : 0;
}

viv_node vk_expression(vk_parser *p) {
    vk_place from = p->token.from;
    viv_node body;

    if (!vk_parser_deeper(p))
        return 0;
    if (vk_parser_diagnoses(p))
        return vk_diagnose_expression(p);
    if (vk_parser_at(p, VK_T_LAMBDA))
        return vk_parameter_lambda(p);
    body = vk_expression_disjunction(p);
    return body && vk_parser_at(p, VK_T_IF) ? extend(p, conditional, body, from)
                                            : body;
}

/* The name was read as an expression, and becomes a target. */
static viv_node named(vk_parser *p, viv_node target, vk_place from) {
    viv_node value;

    vk_parser_next(p);
    value = vk_expression(p);
    if (!value)
        return 0;
    vk_target_set(p, target, VIV_Store);
    return VK_NODE(p, from, NamedExpr, target, value);
}

/* name := value; whether this may stand here without parentheses is known by
 * those who call this rather than vk_expression(). */
viv_node vk_expression_argument(vk_parser *p) {
    vk_place from = p->token.from;
    bool name = vk_parser_at(p, VK_T_NAME);
    viv_node target = vk_expression(p);

    if (!target || !vk_parser_at(p, VK_T_WALRUS))
        return target;
    if (name && vk_parser_kind(p, target) == VIV_Name)
        return extend(p, named, target, from);
    return p->diagnosing ? target : vk_parser_fail(p);
}

viv_node vk_expression_named(vk_parser *p) {
    return vk_parser_diagnoses(p) ? vk_diagnose_named(p)
                                  : vk_expression_argument(p);
}

/* *x in displays and assignments: comparisons need parentheses there. */
static viv_node starred(vk_parser *p) {
    vk_place from = p->token.from;
    viv_node value;

    vk_parser_next(p);
    value = vk_expression_bitwise(p);
    return value ? VK_NODE(p, from, Starred, value, VIV_Load) : 0;
}

viv_node vk_expression_star_named(vk_parser *p) {
    return vk_parser_at(p, VK_T_STAR) ? starred(p) : vk_expression_named(p);
}

static viv_node star_expression(vk_parser *p) {
    return vk_parser_at(p, VK_T_STAR) ? starred(p) : vk_expression(p);
}

/* One item, or a tuple of them when commas follow. Commas make the tuple, not
 * parentheses. */
static viv_node tuple_of(vk_parser *p, viv_node (*item)(vk_parser *),
                         bool stars) {
    vk_place from = p->token.from;
    viv_node first = item(p), next;
    uint32_t mark = p->stack_used;

    if (!first || !vk_parser_at(p, VK_T_COMMA))
        return first;
    vk_parser_push(p, first);
    while (vk_parser_accept(p, VK_T_COMMA)) {
        if (!vk_expression_begins(p->token.kind) &&
            !(stars && vk_parser_at(p, VK_T_STAR)))
            break;
        vk_parser_mark before = vk_parser_here(p);
        next = item(p);
        if (!next && !p->diagnosing)
            return 0;
        if (!next) {
            vk_parser_back(p, &before);
            break;
        }
        vk_parser_push(p, next);
    }
    return VK_NODE(p, from, Tuple, vk_parser_list(p, mark), VIV_Load);
}

viv_node vk_expression_stars(vk_parser *p) {
    return tuple_of(p, star_expression, true);
}

viv_node vk_expression_list(vk_parser *p) {
    return tuple_of(p, vk_expression, false);
}

/* A starred subject needs a comma. */
viv_node vk_expression_subject(vk_parser *p) {
    viv_node subject = tuple_of(p, vk_expression_star_named, true);

    return vk_parser_kind(p, subject) == VIV_Starred ? vk_parser_fail(p)
                                                     : subject;
}

/* The value ends where no expression begins, as in "(yield)". */
viv_node vk_expression_yield(vk_parser *p) {
    vk_place from = p->token.from;
    viv_node value = 0;

    vk_parser_next(p);
    if (vk_parser_accept(p, VK_T_FROM)) {
        value = vk_expression(p);
        return value ? VK_NODE(p, from, YieldFrom, value) : 0;
    }
    if (vk_expression_begins(p->token.kind) || vk_parser_at(p, VK_T_STAR)) {
        value = vk_expression_stars(p);
        if (!value)
            return 0;
    }
    return VK_NODE(p, from, Yield, value);
}

viv_node vk_expression_assigned(vk_parser *p) {
    return vk_parser_at(p, VK_T_YIELD) ? vk_expression_yield(p)
                                       : vk_expression_stars(p);
}
