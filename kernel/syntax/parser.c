/* parser.c - the state of a parse, and the two readings of a text.
 *
 * A recursive descent parser, one function per rule of Python's grammar, with
 * precedence climbing for operators (expression.c). CPython generates a packrat
 * parser (PEG) from its grammar; where that backtracks over alternatives, one
 * token of lookahead or a reinterpretation of what was read decides here: `a, b
 * = c` is read as an expression, which turns out to be a target.
 *
 * A text is read once. Only if it does not fit, it is read again with
 * [diagnosing] set, slower and with going back, to find the sentence that
 * CPython would say. So programs that are right pay nothing for good messages.
 */
#include "syntax/parser.h"

#include <stdio.h>
#include <utf8proc.h>

#include "object/str.h"
#include "syntax/diagnose.h"
#include "syntax/grammar.h"
#include "syntax/source.h"

enum {
    FIRST_STACK = 32,
    ATTEMPTS = 1 << 20, /* bytes the second reading may go back over */
    NAME_BYTES = 1024,  /* of a name beyond ASCII, normalised on the C stack */
};

/* Tokens */

bool vk_parser_raised(const vk_parser *p) {
    return p->lexer.error->set;
}

/* Line ends and indentation are no part of what they end. */
void vk_parser_next(vk_parser *p) {
    if (p->token.kind > VK_T_DEDENT)
        p->last = p->token.to;
    vk_lexer_next(&p->lexer, &p->token);
    if (p->diagnosing && p->token.start >= p->reached.start)
        p->reached = p->token;
}

/* The token furthest in the text is where "invalid syntax" points, as with PEG
 * parsers: what fitted longest was most likely meant. */
viv_node vk_parser_fail(vk_parser *p) {
    if (!p->diagnosing && p->token.start >= p->furthest.start)
        p->furthest = p->token;
    return 0;
}

static uint32_t innermost(const vk_lexer_state *at) {
    return at->brackets && at->brackets <= VK_BRACKETS_MAX ? at->brackets - 1
                                                           : 0;
}

/* The innermost bracket is kept too: the token may have opened or closed it. */
vk_parser_mark vk_parser_here(const vk_parser *p) {
    return (vk_parser_mark){p->lexer.at, p->token, p->last, p->stack_used,
                            p->lexer.brackets[innermost(&p->lexer.at)]};
}

/* Going back is bounded, or nested mistakes would take exponential time. */
void vk_parser_back(vk_parser *p, const vk_parser_mark *mark) {
    if (vk_parser_raised(p))
        return;
    if (p->diagnosing && p->lexer.at.position > mark->lexer.position)
        p->attempts += p->lexer.at.position - mark->lexer.position;
    if (p->attempts > ATTEMPTS)
        p->diagnosing = false;
    p->lexer.at = mark->lexer;
    p->token = mark->token;
    p->last = mark->last;
    p->stack_used = mark->stack_used;
    p->lexer.brackets[innermost(&mark->lexer)] = mark->bracket;
}

bool vk_parser_expect(vk_parser *p, vk_token_kind kind) {
    if (vk_parser_accept(p, kind))
        return true;
    vk_parser_fail(p);
    return false;
}

/* Only where the grammar of CPython commits itself (&&). */
bool vk_parser_force(vk_parser *p, vk_token_kind kind) {
    if (vk_parser_accept(p, kind))
        return true;
    vk_parser_fail(p);
    if (!vk_parser_diagnoses(p))
        return false;
    vk_diagnose_say(p, p->token.from, p->token.to, "expected '%s'",
                    vk_lexer_spelling(kind));
    return false;
}

bool vk_parser_is_word(const vk_parser *p, const char *word) {
    size_t length = strlen(word);

    return p->token.kind == VK_T_NAME &&
           p->token.end - p->token.start == length &&
           !memcmp(p->lexer.text + p->token.start, word, length);
}

/* Something waits in the machine: no token fits any more. */
static void give_up(vk_parser *p) {
    vk_report_raised(&p->lexer);
    p->token.kind = VK_T_ERROR;
}

/* The C stack of the sandbox bounds nesting; CPython's text, so that programs
 * that catch it see what they know. */
bool vk_parser_deeper(vk_parser *p) {
    if (!vk_stack_low(p->vm))
        return true;
    if (!vk_parser_raised(p))
        vk_raise(p->vm, VIV_MemoryError,
                 "Parser stack overflowed - Python source too complex "
                 "to parse");
    give_up(p);
    return false;
}

/* Nodes */

/* A node ends where the last token did, whoever read it. */
viv_node vk_parser_make(vk_parser *p, vk_place from, int kind, uint32_t count,
                        const uint64_t *words) {
    viv_node at = vk_tree_node(&p->tree, kind, count, words);
    vk_node *node = vk_tree_at(p->vm, at);

    if (!at) {
        give_up(p);
        return 0;
    }
    node->line = from.line;
    node->column = from.column;
    node->end_line = p->last.line;
    node->end_column = p->last.column;
    return at;
}

/* The stack of items lies in the arena; doubling it costs at most as much. */
static bool more_stack(vk_parser *p) {
    uint32_t room = p->stack_room ? p->stack_room * 2 : FIRST_STACK;
    uint32_t at =
        room < UINT32_MAX / 16
            ? vk_arena_grow(p->vm, p->stack, p->stack_room * 8, room * 8)
            : 0;

    if (!at) {
        give_up(p);
        return false;
    }
    p->stack = at;
    p->stack_room = room;
    return true;
}

/* Lists of unknown length collect on one stack that all functions share; what
 * was pushed since a mark becomes a list in the tree. Nothing is allocated per
 * list but the list itself. */
bool vk_parser_push(vk_parser *p, uint64_t item) {
    if (p->stack_used == p->stack_room && !more_stack(p))
        return false;
    *(uint64_t *)vk_at(p->vm, p->stack + p->stack_used++ * 8) = item;
    return true;
}

static const uint64_t *items(vk_parser *p, uint32_t mark, uint32_t *count) {
    *count = p->stack_used - mark;
    return vk_at(p->vm, p->stack + mark * 8);
}

static uint64_t checked_list(vk_parser *p, uint64_t list) {
    if (p->tree.failed)
        give_up(p);
    return list;
}

uint64_t vk_parser_list(vk_parser *p, uint32_t mark) {
    uint32_t count;
    const uint64_t *first = items(p, mark, &count);

    p->stack_used = mark;
    return checked_list(p, vk_tree_list(&p->tree, first, count));
}

uint64_t vk_parser_names(vk_parser *p, uint32_t mark) {
    uint32_t count;
    const uint64_t *first = items(p, mark, &count);

    p->stack_used = mark;
    return checked_list(p, vk_tree_names(&p->tree, first, count));
}

/* One pass in the order of the text, several lists from it: keys and values,
 * positional arguments and keywords. */
uint64_t vk_parser_tagged(vk_parser *p, uint32_t mark, uint32_t tag) {
    uint32_t end = p->stack_used;

    for (uint32_t i = mark; i < end; i++) {
        uint64_t item = *(uint64_t *)vk_at(p->vm, p->stack + i * 8);
        if (item >> 32 == tag && !vk_parser_push(p, item))
            return 0;
    }
    return vk_parser_list(p, end);
}

/* NFKC, as Python compares names; the bytes are valid (lexer_name.c). A name
 * that does not fit the buffer stays as it is written: it is then equal only to
 * itself, spelled the same way. */
static viv_value normal_name(vk_parser *p, const char *text, uint32_t length) {
    utf8proc_int32_t buffer[NAME_BYTES];
    utf8proc_option_t options =
        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT;
    utf8proc_ssize_t count = utf8proc_decompose(
        (const utf8proc_uint8_t *)text, length, buffer, NAME_BYTES, options);

    if (count < 0 || count >= NAME_BYTES) /* it adds a NUL */
        return vk_str_intern_utf8(p->vm, text, length);
    count = utf8proc_reencode(buffer, count, options);
    return vk_str_intern_utf8(p->vm, (const char *)buffer, (uint32_t)count);
}

static bool is_ascii(const char *text, uint32_t length) {
    for (uint32_t i = 0; i < length; i++)
        if ((unsigned char)text[i] >= 128)
            return false;
    return true;
}

uint64_t vk_parser_intern(vk_parser *p, const char *text, uint32_t length) {
    viv_value name = is_ascii(text, length)
                         ? vk_str_intern_utf8(p->vm, text, length)
                         : normal_name(p, text, length);

    if (!viv_is_raise(name))
        return name.bits;
    give_up(p);
    return 0;
}

uint64_t vk_parser_name(vk_parser *p, const vk_token *token) {
    return vk_parser_intern(p, p->lexer.text + token->start,
                            token->end - token->start);
}

viv_node vk_parser_name_node(vk_parser *p, int context) {
    vk_place from = p->token.from;
    uint64_t name;

    if (!vk_parser_at(p, VK_T_NAME))
        return vk_parser_fail(p);
    name = vk_parser_name(p, &p->token);
    vk_parser_next(p);
    return name ? VK_NODE(p, from, Name, name, context) : 0;
}

vk_place vk_parser_from(const vk_parser *p, viv_node node) {
    const vk_node *at = vk_tree_at(p->vm, node);

    return node ? (vk_place){at->line, at->column} : p->last;
}

vk_place vk_parser_to(const vk_parser *p, viv_node node) {
    const vk_node *at = vk_tree_at(p->vm, node);

    return node ? (vk_place){at->end_line, at->end_column} : p->last;
}

bool vk_parser_begins_at(const vk_parser *p, viv_node node, vk_place from) {
    vk_place at = vk_parser_from(p, node);

    return node && at.line == from.line && at.column == from.column;
}

int vk_parser_kind(const vk_parser *p, viv_node node) {
    return vk_tree_kind(p->vm, node);
}

uint64_t vk_parser_word(const vk_parser *p, viv_node node, uint32_t field) {
    return vk_tree_word(p->vm, node, field);
}

void vk_parser_end_at(vk_parser *p, viv_node node, vk_place to) {
    vk_node *at = vk_tree_at(p->vm, node);

    if (node) {
        at->end_line = to.line;
        at->end_column = to.column;
    }
}

/* Whole texts */

static viv_node parse_module(vk_parser *p) {
    uint32_t mark = p->stack_used;

    while (!vk_parser_at(p, VK_T_END))
        if (!vk_statement_push(p))
            return 0;
    return VK_NODE(p, ((vk_place){0, 0}), Module, vk_parser_list(p, mark), 0);
}

static viv_node parse_expression(vk_parser *p) {
    viv_node body = vk_expression_list(p);

    if (!body)
        return 0;
    while (vk_parser_accept(p, VK_T_NEWLINE))
        ;
    if (!vk_parser_expect(p, VK_T_END))
        return 0;
    return VK_NODE(p, ((vk_place){0, 0}), Expression, body);
}

/* One statement, and then nothing but blank lines. */
static viv_node parse_single(vk_parser *p) {
    uint32_t mark = p->stack_used;
    bool simple = !vk_compound_begins(p);

    if (!vk_statement_push(p))
        return 0;
    if (!vk_parser_at(p, VK_T_END)) {
        vk_parser_fail(p);
        if (simple && vk_parser_diagnoses(p))
            vk_diagnose_second_statement(p);
        return 0;
    }
    return VK_NODE(p, ((vk_place){0, 0}), Interactive, vk_parser_list(p, mark));
}

static viv_node (*const modes[])(vk_parser *p) = {
    [VK_PARSE_MODULE] = parse_module,
    [VK_PARSE_EXPRESSION] = parse_expression,
    [VK_PARSE_SINGLE] = parse_single,
};

/* One reading of the whole text. */
static viv_node read_text(vk_parser *p, vk_text_span text, vk_parse_mode mode) {
    viv_node tree;

    vk_lexer_begin(&p->lexer, vk_at(p->vm, text.offset), text.length);
    p->stack_used = 0;
    p->charged = 0;
    p->token = (vk_token){.from = {1, 0}, .to = {1, 0}};
    p->last = (vk_place){1, 0};
    vk_parser_next(p);
    tree = modes[mode < 3 ? mode : 0](p);
    return vk_parser_raised(p) ? 0 : tree;
}

static void begin(vk_parser *p, viv_vm *vm, const vk_source *source,
                  vk_syntax_error *error) {
    p->vm = vm;
    p->furthest = p->reached = (vk_token){0};
    p->plain_at = UINT32_MAX;
    p->tree = (vk_tree){.vm = vm};
    p->stack = p->stack_room = 0;
    p->attempts = 0;
    p->statement = (vk_place){0, 0};
    p->diagnosing = p->plain = false;
    vk_lexer_prepare(&p->lexer, vm, source, error);
}

bool vk_parser_accepts(viv_vm *vm, vk_text_span text) {
    vk_syntax_error error = {0};
    vk_source source = {0};
    vk_parser p;

    begin(&p, vm, &source, &error);
    return read_text(&p, text, VK_PARSE_MODULE) || p.lexer.ended;
}

viv_node vk_parser_parse(viv_vm *vm, const vk_source *source,
                         vk_parse_mode mode, vk_syntax_error *error) {
    vk_parser p; /* the lexer's tables stay uninitialised: a start is cheap */
    vk_text_span text;
    viv_node tree;

    error->set = error->raised = false;
    if (!vk_source_read(vm, source, error, &text))
        return 0;
    begin(&p, vm, source, error);
    tree = read_text(&p, text, mode);
    if (tree)
        return tree;
    if (!vk_parser_raised(&p)) {
        p.diagnosing = p.lexer.quiet = true;
        p.reached = p.furthest;
        read_text(&p, text, mode);
    }
    vk_diagnose_finish(&p);
    return 0;
}
