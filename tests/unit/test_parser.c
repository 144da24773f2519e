/* test_parser.c - trees and errors of whole texts; no names, which need a
 * world. */
#include <criterion/criterion.h>

#include "memory/layout.h"
#include "syntax/parser.h"
#include "syntax/tree.h"

enum { LEFT = 0, OPERATOR = 1, RIGHT = 2 };

extern void *__libc_stack_end;

static vk_cage_pool *pool;
static viv_vm *vm;
static vk_syntax_error error;

static void start(void) {
    vk_problem problem;

    pool = vk_cage_pool_new(NULL, 1, &problem);
    vm = vk_cage_take(pool, 0, &problem);
    VK(vm)->c_stack_entry = __libc_stack_end;
}

static void stop(void) {
    vk_cage_give(pool, vm);
    vk_cage_pool_free(pool);
}

TestSuite(parser, .init = start, .fini = stop);

static viv_node parse_bytes(const char *text, uint32_t length,
                            vk_parse_mode mode) {
    vk_source source = {.length = length, .encoded = true};

    source.offset = vk_arena_take(vm, length + 1);
    memcpy(vk_at(vm, source.offset), text, length);
    return vk_parser_parse(vm, &source, mode, &error);
}

/* The body of an expression. */
static viv_node parse(const char *text) {
    viv_node tree =
        parse_bytes(text, (uint32_t)strlen(text), VK_PARSE_EXPRESSION);

    cr_assert(tree != 0, "%s", error.message);
    return (viv_node)vk_tree_word(vm, tree, 0);
}

/* The message with which a module is refused. */
static const char *refusal(const char *text) {
    cr_assert_eq(parse_bytes(text, (uint32_t)strlen(text), VK_PARSE_MODULE), 0);
    return error.message;
}

static viv_node field(viv_node node, uint32_t index) {
    return (viv_node)vk_tree_word(vm, node, index);
}

Test(parser, tighter_operator_is_deeper) {
    viv_node sum = parse("1 + 2 * 3");

    cr_assert_eq(vk_tree_kind(vm, sum), VIV_BinOp);
    cr_expect_eq(field(sum, OPERATOR), VIV_Add);
    cr_expect_eq(vk_tree_kind(vm, field(sum, LEFT)), VIV_Constant);
    cr_expect_eq(vk_tree_kind(vm, field(sum, RIGHT)), VIV_BinOp);
}

Test(parser, subtraction_leans_left_and_power_right) {
    cr_expect_eq(vk_tree_kind(vm, field(parse("1 - 2 - 3"), LEFT)), VIV_BinOp);
    cr_expect_eq(vk_tree_kind(vm, field(parse("1 ** 2 ** 3"), RIGHT)),
                 VIV_BinOp);
}

Test(parser, parentheses_widen_the_operation_only) {
    viv_node product = parse("(1 + 2) * 3");
    vk_node *whole = vk_tree_at(vm, product);
    vk_node *left = vk_tree_at(vm, field(product, LEFT));

    cr_expect_eq(whole->column, 0);
    cr_expect_eq(whole->end_column, 11);
    cr_expect_eq(left->column, 1);
    cr_expect_eq(left->end_column, 6);
}

Test(parser, comparisons_are_one_node) {
    viv_node chain = parse("1 < 2 is not 3 not in 4");
    uint64_t ops = vk_tree_word(vm, chain, OPERATOR);

    cr_assert_eq(vk_tree_kind(vm, chain), VIV_Compare);
    cr_assert_eq(viv_slot_nodes(ops).count, 3);
    cr_expect_eq(vk_tree_item(vm, ops, 1), VIV_IsNot);
    cr_expect_eq(vk_tree_item(vm, ops, 2), VIV_NotIn);
}

Test(parser, long_chain_needs_no_stack) {
    enum { TERMS = 100000 };
    static char text[TERMS * 2];

    memset(text, '+', sizeof text);
    for (int i = 0; i < TERMS; i++)
        text[i * 2] = '1';
    cr_expect(parse_bytes(text, TERMS * 2 - 1, VK_PARSE_EXPRESSION) != 0);
}

Test(parser, list_knows_its_items) {
    viv_node list = parse("[1, 2, 3,]");

    cr_expect_eq(vk_tree_kind(vm, list), VIV_List);
    cr_expect_eq(viv_slot_nodes(vk_tree_word(vm, list, 0)).count, 3);
    cr_expect_eq(vk_tree_item(vm, vk_tree_word(vm, list, 0), 3), 0);
}

Test(parser, text_may_be_empty) {
    cr_expect(parse_bytes("", 0, VK_PARSE_MODULE) != 0);
    cr_expect(parse_bytes("\xEF\xBB\xBF# only", 9, VK_PARSE_MODULE) != 0);
}

Test(parser, lone_carriage_return_ends_a_line) {
    viv_node tree = parse_bytes("1\r2\r\n3", 6, VK_PARSE_MODULE);

    cr_expect_eq(viv_slot_nodes(vk_tree_word(vm, tree, 0)).count, 3);
}

Test(parser, null_byte_is_refused) {
    cr_expect_eq(parse_bytes("1\0", 2, VK_PARSE_MODULE), 0);
    cr_expect_str_eq(error.message,
                     "source code string cannot contain null bytes");
}

Test(parser, error_has_the_place_of_the_token) {
    cr_expect_str_eq(refusal("1\n2 3\n"), "invalid syntax");
    cr_expect_eq(error.line, 2);
    cr_expect_eq(error.offset, 3);
    cr_expect_eq(error.end_offset, 4);
}

Test(parser, mistakes_have_messages_of_their_own) {
    cr_expect_str_eq(refusal("(1 2)"),
                     "invalid syntax. Perhaps you forgot a comma?");
    cr_expect_str_eq(refusal("1 = 2"),
                     "cannot assign to literal here. Maybe you meant '==' "
                     "instead of '='?");
    cr_expect_str_eq(refusal("if 1\n  2"), "expected ':'");
    cr_expect_str_eq(refusal("1 if 2"),
                     "expected 'else' after 'if' expression");
}

Test(parser, missing_block_is_an_indentation_error) {
    cr_expect_str_eq(
        refusal("if 1:\n2"),
        "expected an indented block after 'if' statement on line 1");
    cr_expect_eq(error.kind, VIV_IndentationError);
}

Test(parser, later_text_that_is_no_token_comes_first) {
    cr_expect_str_eq(refusal("1 2\n'"),
                     "unterminated string literal (detected at line 2)");
}
