/* test_ini.c - INI files as rows. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "host/ini.h"

static vk_ini ini;
static vk_problems problems;

static void read_text(const char *text) {
    vk_ini_read_text(&ini, "test.ini", text, &problems);
}

static void clean(void) {
    vk_ini_free(&ini);
    vk_problems_free(&problems);
}

TestSuite(ini, .fini = clean);

Test(ini, rows_know_their_lines) {
    read_text("; comment\n[a]\n\nx = 1 ; said\n[b]\ny = 2\n");
    cr_assert(eq(u32, problems.count, 0));
    cr_assert(eq(u32, ini.count, 2));
    cr_assert(eq(u32, ini.rows[0].line, 4));
    cr_assert(eq(str, ini.rows[0].value, "1"));
    cr_assert(eq(str, ini.rows[1].section, "b"));
}

Test(ini, newest_row_counts_and_dashes_are_underscores) {
    vk_ini other = {0};

    read_text("[a]\nint-bits = 1\n");
    vk_ini_read_text(&other, "two.ini", "[a]\nint_bits = 2\n", &problems);
    vk_ini_append(&ini, &other, &problems);
    cr_assert(eq(str, vk_ini_find(&ini, "a", "int_bits")->value, "2"));
    cr_assert(zero(ptr, (void *)vk_ini_find(&ini, "a", "bits")));
}

Test(ini, value_goes_on_in_an_indented_line) {
    read_text("[a]\nallow = math\n  json\n");
    cr_assert(eq(u32, ini.count, 1));
    cr_assert(eq(str, ini.rows[0].value, "math json"));
}

Test(ini, long_line_is_refused_not_cut) {
    char text[400] = "[a]\nx = ";

    memset(text + strlen(text), 'y', 300);
    read_text(text);
    cr_assert(ge(u32, problems.count, 1));
    cr_assert(not(zero(ptr, strstr(problems.text, "test.ini:2: line of 304"))));
}

Test(ini, all_wrong_lines_are_told_with_file_and_line) {
    read_text("[a]\nx = 1\nx = 2\nnonsense\n");
    cr_assert(eq(u32, problems.count, 2));
    cr_assert(not(zero(ptr, strstr(problems.text, "test.ini:3: [a] x"))));
    cr_assert(not(zero(ptr, strstr(problems.text, "test.ini:4: expected"))));
}

Test(ini, nearest_name_is_near) {
    const char *const names[] = {"memory", "time", "steps"};

    cr_assert(eq(str, (char *)vk_nearest_name("memroy", names, 3), "memory"));
    cr_assert(zero(ptr, (void *)vk_nearest_name("colour", names, 3)));
}
