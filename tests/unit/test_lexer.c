/* test_lexer.c - tokens: lines, indentation, numbers, names, places. */
#include <criterion/criterion.h>

#include "memory/layout.h"
#include "syntax/lexer.h"

static vk_cage_pool *pool;
static viv_vm *vm;
static vk_syntax_error error;
static vk_source source;
static vk_lexer lexer;

static void start(void) {
    vk_problem problem;

    pool = vk_cage_pool_new(NULL, 1, &problem);
    vm = vk_cage_take(pool, 0, &problem);
}

static void stop(void) {
    vk_cage_give(pool, vm);
    vk_cage_pool_free(pool);
}

TestSuite(lexer, .init = start, .fini = stop);

static void read(const char *text) {
    uint32_t length = (uint32_t)strlen(text);
    uint32_t at = vk_arena_take(vm, length + 1);

    memcpy(vk_at(vm, at), text, length + 1);
    error = (vk_syntax_error){0};
    vk_lexer_prepare(&lexer, vm, &source, &error);
    vk_lexer_begin(&lexer, vk_at(vm, at), length);
}

static vk_token next(void) {
    vk_token token;

    vk_lexer_next(&lexer, &token);
    return token;
}

static void expect(const vk_token_kind *kinds) {
    for (; *kinds != VK_T_ERROR; kinds++) {
        vk_token token = next();

        cr_assert_eq(token.kind, (uint32_t)*kinds, "%s instead of %s",
                     vk_lexer_spelling(token.kind), vk_lexer_spelling(*kinds));
    }
}

#define EXPECT(...) expect((const vk_token_kind[]){__VA_ARGS__, VK_T_ERROR})

/* The message that reading [text] ends with. */
static const char *refusal(const char *text) {
    vk_token token;

    read(text);
    do
        token = next();
    while (token.kind != VK_T_ERROR && token.kind != VK_T_END);
    return error.set ? error.message : "";
}

Test(lexer, last_line_ends_without_newline) {
    read("a");
    EXPECT(VK_T_NAME, VK_T_NEWLINE, VK_T_END, VK_T_END);
}

Test(lexer, blocks_end_at_the_end) {
    read("if a:\n  if b:\n    c");
    EXPECT(VK_T_IF, VK_T_NAME, VK_T_COLON, VK_T_NEWLINE, VK_T_INDENT, VK_T_IF,
           VK_T_NAME, VK_T_COLON, VK_T_NEWLINE, VK_T_INDENT, VK_T_NAME,
           VK_T_NEWLINE, VK_T_DEDENT, VK_T_DEDENT, VK_T_END);
}

Test(lexer, brackets_join_lines) {
    read("(\n  a\n#c\n)");
    EXPECT(VK_T_LEFT_PAREN, VK_T_NAME, VK_T_RIGHT_PAREN, VK_T_NEWLINE);
}

Test(lexer, longest_operator_wins) {
    read("**= ** * <<= -> ... .. != :=");
    EXPECT(VK_T_DOUBLE_STAR_ASSIGN, VK_T_DOUBLE_STAR, VK_T_STAR,
           VK_T_SHIFT_LEFT_ASSIGN, VK_T_ARROW, VK_T_ELLIPSIS, VK_T_DOT,
           VK_T_DOT, VK_T_NOT_EQUAL, VK_T_WALRUS, VK_T_NEWLINE);
}

Test(lexer, keywords_are_whole_words) {
    read("is isa classic class None none");
    EXPECT(VK_T_IS, VK_T_NAME, VK_T_NAME, VK_T_CLASS, VK_T_NONE, VK_T_NAME);
}

Test(lexer, columns_are_bytes) {
    vk_token token;

    read("\xC3\xA9 = b");
    token = next();
    cr_expect_eq(token.to.column, 2);
    token = next();
    cr_expect_eq(token.from.column, 3);
    cr_expect_eq(token.from.line, 1);
}

Test(lexer, string_spans_lines) {
    vk_token token;

    read("'''a\nb''' c");
    token = next();
    cr_expect_eq(token.kind, VK_T_STRING);
    cr_expect_eq(token.to.line, 2);
    cr_expect_eq(token.to.column, 4);
    EXPECT(VK_T_NAME);
}

Test(lexer, dedent_to_unknown_column_is_an_error) {
    cr_expect_str_eq(refusal("if x:\n    y\n  z\n"),
                     "unindent does not match any outer indentation level");
    cr_expect_eq(error.kind, VIV_IndentationError);
    cr_expect_eq(error.line, 3);
}

Test(lexer, tab_after_spaces_is_an_error) {
    cr_expect_str_eq(refusal("if x:\n        y\n\tz\n"),
                     "inconsistent use of tabs and spaces in indentation");
    cr_expect_eq(error.kind, VIV_TabError);
}

Test(lexer, nesting_is_bounded) {
    char text[VK_BRACKETS_MAX + 2];

    memset(text, '(', sizeof text);
    text[sizeof text - 1] = 0;
    cr_expect_str_eq(refusal(text), "too many nested parentheses");
}

Test(lexer, brackets_must_match) {
    cr_expect_str_eq(refusal("(]"), "closing parenthesis ']' does not match "
                                    "opening parenthesis '('");
    cr_expect_str_eq(refusal(")"), "unmatched ')'");
    cr_expect_str_eq(refusal("(\n"), "'(' was never closed");
}

Test(lexer, numbers_are_checked) {
    cr_expect_str_eq(refusal("1_000 0x_F 0b1 1e5 .5j 00 0_0"), "");
    cr_expect_str_eq(refusal("1__0"), "invalid decimal literal");
    cr_expect_str_eq(refusal("0b2"), "invalid digit '2' in binary literal");
    cr_expect_str_eq(refusal("0x"), "invalid hexadecimal literal");
    cr_expect_str_eq(refusal("1a"), "invalid decimal literal");
    cr_expect_str_eq(refusal("1jx"), "invalid imaginary literal");
}

Test(lexer, quotes_must_be_closed) {
    cr_expect_str_eq(refusal("'a"),
                     "unterminated string literal (detected at line 1)");
    cr_expect_str_eq(
        refusal("'''a\n"),
        "unterminated triple-quoted string literal (detected at line 1)");
}

Test(lexer, characters_outside_the_language_are_named) {
    cr_expect_str_eq(refusal("a \xE2\x82\xAC"),
                     "invalid character '\xE2\x82\xAC' (U+20AC)");
    cr_expect_str_eq(refusal("a\xC2\xA0"),
                     "invalid non-printable character U+00A0");
}

Test(lexer, nothing_follows_an_error) {
    read(") a");
    cr_expect_eq(next().kind, VK_T_ERROR);
    cr_expect_eq(next().kind, VK_T_ERROR);
}
