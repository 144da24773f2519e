/* anchor.c - operators and brackets, found by reading the expression once more.
 *
 * As CPython's traceback module does it: the text is parsed between
 * parentheses, so that it may have several lines, and the operator is looked
 * for behind the left operand.
 */
#include "syntax/anchor.h"

#include <string.h>

#include "memory/arena.h"
#include "syntax/parser.h"
#include "syntax/tree.h"
#include "text/utf8.h"

/* Fields of nodes, by their order in nodes.def. */
enum {
    MODULE_BODY = 0,
    EXPR_VALUE = 0,
    RETURN_VALUE = 0,
    ASSIGN_TARGETS = 0,
    ASSIGN_VALUE = 1,
    BINOP_LEFT = 0,
    BINOP_RIGHT = 2,
    CALL_FUNC = 0,
    SUBSCRIPT_VALUE = 0,
};

/* A text as UTF-8 in the arena. What is parsed are these bytes and, if they are
 * taken for an expression, "(\n" before and "\n)" behind them. */
typedef struct copy {
    viv_vm *vm;
    char *bytes;
    uint32_t offset, length;
} copy;

/* Bounds the work: lines of a traceback may be of any length, and a traceback
 * has many. */
static bool copy_text(copy *to, viv_vm *vm, vk_text text) {
    uint32_t room = 8;

    *to = (copy){.vm = vm};
    if (text.length > UINT32_MAX / 16 ||
        !vk_charge(vm, 10 + text.length / 8))
        return false;
    for (uint32_t i = 0; i < text.length; i++)
        room += text.ascii ? 1 : vk_utf8_size(vk_text_at(text, i));
    to->offset = vk_arena_take(vm, room);
    if (!to->offset)
        return false;
    to->bytes = vk_at(vm, to->offset + 2);
    for (uint32_t i = 0; i < text.length && to->length + 8 < room; i++)
        to->length += vk_utf8_encode(vk_text_at(text, i),
                                     to->bytes + to->length);
    memcpy(to->bytes - 2, "(\n", 2);
    memcpy(to->bytes + to->length, "\n)", 2);
    return true;
}

/* The first statement, and whether it is the only one; 0: not to be parsed. */
static viv_node parse(const copy *from, bool in_brackets, bool *only) {
    vk_source source = {.offset = from->offset + (in_brackets ? 0 : 2),
                        .length = from->length + (in_brackets ? 4 : 0)};
    vk_syntax_error error = {0};
    viv_node tree = vk_parser_parse(from->vm, &source, VK_PARSE_MODULE, &error);
    uint64_t body = vk_tree_word(from->vm, tree, MODULE_BODY);

    if (!tree && error.raised)
        vk_catch(from->vm);
    *only = vk_tree_item(from->vm, body, 1) == 0;
    return vk_tree_item(from->vm, body, 0);
}

/* -- places in the text, as indexes of bytes */

static uint32_t index_of(const copy *in, uint32_t line, uint32_t column) {
    uint32_t at = 0;

    for (; line > 0 && at < in->length; at++)
        if (in->bytes[at] == '\n')
            line--;
    for (; column > 0 && at < in->length && in->bytes[at] != '\n'; at++)
        column--;
    return at;
}

/* Two lines stand before the text's first: of the bracket, and lines begin at
 * 1. */
static uint32_t start_of(const copy *in, viv_node node) {
    const vk_node *at = vk_tree_at(in->vm, node);

    return index_of(in, at->line < 2 ? 0 : at->line - 2, at->column);
}

static uint32_t end_of(const copy *in, viv_node node) {
    const vk_node *at = vk_tree_at(in->vm, node);

    return index_of(in, at->end_line < 2 ? 0 : at->end_line - 2,
                    at->end_column);
}

static void place_of(const copy *in, uint32_t at, uint32_t *line,
                     uint32_t *column) {
    *line = *column = 0;
    for (uint32_t i = 0; i < at && i < in->length; i++) {
        if (in->bytes[i] == '\n') {
            ++*line;
            *column = 0;
        } else {
            *column += ((uint8_t)in->bytes[i] & 0xC0) != 0x80;
        }
    }
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\f' || c == '\n';
}

/* The first character from [at] on that is none of [skip]; comments and
 * continued lines are left out. Operators are looked for in text and not in
 * tokens: the tree has no place for them. */
static uint32_t find(const copy *in, uint32_t at, const char *skip,
                     const char *wanted) {
    for (; at < in->length; at++) {
        char c = in->bytes[at];

        if (c == '\\' || c == '#') {
            while (at < in->length && in->bytes[at] != '\n')
                at++;
        } else if (wanted ? c == *wanted : !is_blank(c) && c != *skip) {
            break;
        }
    }
    return at;
}

/* -- expressions */

static bool set(const copy *in, uint32_t left, uint32_t right,
                vk_anchors *anchors) {
    if (left >= in->length)
        return false;
    place_of(in, left, &anchors->left_line, &anchors->left);
    place_of(in, right, &anchors->right_line, &anchors->right);
    return true;
}

/* One or two characters. */
static bool find_operator(const copy *in, viv_node node, vk_anchors *anchors) {
    viv_node left = (viv_node)vk_tree_word(in->vm, node, BINOP_LEFT);
    viv_node right = (viv_node)vk_tree_word(in->vm, node, BINOP_RIGHT);
    uint32_t at = find(in, end_of(in, left), ")", NULL), end = at + 1;

    if (end < in->length && end < start_of(in, right) &&
        !is_blank(in->bytes[end]) && in->bytes[end] != '\\' &&
        in->bytes[end] != '#')
        end++;
    return set(in, at, end, anchors);
}

/* From the bracket behind [operand] to the end. */
static bool find_bracket(const copy *in, viv_node node, viv_node operand,
                         const char *bracket, vk_anchors *anchors) {
    return set(in, find(in, end_of(in, operand), NULL, bracket),
               end_of(in, node), anchors);
}

static bool find_part(const copy *in, viv_node node, vk_anchors *anchors) {
    switch (vk_tree_kind(in->vm, node)) {
    case VIV_BinOp:
        return find_operator(in, node, anchors);
    case VIV_Subscript:
        return find_bracket(
            in, node, (viv_node)vk_tree_word(in->vm, node, SUBSCRIPT_VALUE),
            "[", anchors);
    case VIV_Call:
        anchors->call = true;
        return find_bracket(in, node,
                            (viv_node)vk_tree_word(in->vm, node, CALL_FUNC),
                            "(", anchors);
    default:
        return false;
    }
}

bool vk_anchor_find(viv_vm *vm, vk_text segment, vk_anchors *anchors) {
    vk_arena_mark mark = vk_arena_begin(vm);
    bool only, found = false;
    copy text;
    viv_node first;

    *anchors = (vk_anchors){0};
    if (!copy_text(&text, vm, segment)) {
        vk_catch(vm);
    } else {
        first = parse(&text, true, &only);
        if (only && vk_tree_kind(vm, first) == VIV_Expr)
            found = find_part(
                &text, (viv_node)vk_tree_word(vm, first, EXPR_VALUE), anchors);
    }
    vk_arena_end(vm, mark);
    return found;
}

/* -- statements */

/* The call that is all there is to a statement, or 0. */
static viv_node call_of(viv_vm *vm, viv_node statement) {
    int kind = vk_tree_kind(vm, statement);
    viv_node call, named;

    if (kind == VIV_Return) {
        call = (viv_node)vk_tree_word(vm, statement, RETURN_VALUE);
        named = (viv_node)vk_tree_word(vm, call, CALL_FUNC);
    } else if (kind == VIV_Assign) {
        uint64_t targets = vk_tree_word(vm, statement, ASSIGN_TARGETS);

        call = (viv_node)vk_tree_word(vm, statement, ASSIGN_VALUE);
        named = vk_tree_item(vm, targets, 0);
        if (vk_tree_item(vm, targets, 1) != 0)
            return 0;
    } else {
        return 0;
    }
    return vk_tree_kind(vm, call) == VIV_Call &&
                   vk_tree_kind(vm, named) == VIV_Name
               ? call
               : 0;
}

bool vk_anchor_plain_call(viv_vm *vm, vk_text lines, uint32_t last,
                          uint32_t from, uint32_t to) {
    vk_arena_mark mark = vk_arena_begin(vm);
    bool only, plain = false;
    copy text;

    if (!copy_text(&text, vm, lines)) {
        vk_catch(vm);
    } else {
        viv_node call = call_of(vm, parse(&text, false, &only));
        vk_node *at = vk_tree_at(vm, call);

        /* Bytes against characters, as CPython compares them. */
        plain = call && at->line == 1 && at->end_line == last + 1 &&
                at->column == from && at->end_column == to;
    }
    vk_arena_end(vm, mark);
    return plain;
}
