/* test_words.c - lists of names, sizes and numbers as text. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "host/words.h"

static vk_words_result change(vk_words *words, const char *text) {
    char word[40];

    return vk_words_change(words, text, word, sizeof word);
}

Test(words, plain_list_replaces) {
    vk_words words = {0};

    cr_assert(eq(int, change(&words, "a b c"), VK_WORDS_FINE));
    cr_assert(eq(int, change(&words, "  d  "), VK_WORDS_FINE));
    cr_assert(eq(u32, words.count, 1));
    cr_assert(eq(str, words.items[0], "d"));
    vk_words_free(&words);
}

Test(words, plus_and_minus_change) {
    vk_words words = {0};

    change(&words, "a b c");
    cr_assert(eq(int, change(&words, "-b +d +a"), VK_WORDS_FINE));
    cr_assert(eq(u32, words.count, 3));
    cr_assert(not(vk_words_contain(&words, "b")));
    cr_assert(vk_words_contain(&words, "d"));
    vk_words_free(&words);
}

Test(words, names_are_taken_away_from_all) {
    vk_words words = {0};

    change(&words, "*");
    cr_assert(eq(int, change(&words, "-a -b"), VK_WORDS_FINE));
    cr_assert(vk_words_contain(&words, "-a"));
    cr_assert(eq(int, change(&words, "+a"), VK_WORDS_FINE));
    cr_assert(not(vk_words_contain(&words, "-a")));
    cr_assert(vk_words_contain(&words, "-b"));
    vk_words_free(&words);
}

Test(words, mistakes_are_told_apart) {
    vk_words words = {0};

    cr_assert(eq(int, change(&words, "a +b"), VK_WORDS_MIXED));
    cr_assert(eq(int, change(&words, "a a"), VK_WORDS_TWICE));
    cr_assert(eq(int, change(&words, "-nothing"), VK_WORDS_ABSENT));
    vk_words_free(&words);
}

Test(words, sizes_have_suffixes_and_an_end) {
    uint64_t size = 0;

    cr_assert(vk_size_parse("64M", &size));
    cr_assert(eq(u64, size, UINT64_C(64) << 20));
    cr_assert(vk_size_parse("0", &size));
    cr_assert(not(vk_size_parse("", &size)));
    cr_assert(not(vk_size_parse("M", &size)));
    cr_assert(not(vk_size_parse("1MB", &size)));
    cr_assert(not(vk_size_parse("-1", &size)));
    cr_assert(not(vk_size_parse("99999999999999999999", &size)));
    cr_assert(not(vk_size_parse("18446744073709551615G", &size)));
}

Test(words, numbers_are_finite_decimals) {
    double number = 0;

    cr_assert(vk_number_parse("1.5", &number));
    cr_assert(eq(dbl, number, 1.5));
    cr_assert(not(vk_number_parse("1e3", &number)));
    cr_assert(not(vk_number_parse("1.", &number)));
    cr_assert(not(vk_number_parse(".5", &number)));
    cr_assert(not(vk_number_parse("nan", &number)));
}
