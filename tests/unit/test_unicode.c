/* test_unicode.c - classes and cases of single characters. */
#include <criterion/criterion.h>

#include "text/unicode.h"

static bool has(uint32_t character, uint32_t flag) {
    return vk_unicode_flags(character) & flag;
}

Test(unicode, latin1_agrees_with_the_general_answer) {
    for (uint32_t c = 0; c < 256; c++)
        cr_assert_eq(vk_unicode_latin1[c] &
                         ~(VK_UNICODE_SPACE | VK_UNICODE_LINE |
                           VK_UNICODE_PRINTABLE),
                     vk_unicode_flags_wide(c) &
                         ~(uint32_t)(VK_UNICODE_SPACE | VK_UNICODE_LINE |
                                     VK_UNICODE_PRINTABLE),
                     "%02x", c);
}

Test(unicode, what_the_categories_do_not_say) {
    cr_assert(has(0xAA, VK_UNICODE_LOWER));
    cr_assert(has(0x2160, VK_UNICODE_UPPER));
    cr_assert(has(0x1C5, VK_UNICODE_TITLE));
    cr_assert(has(0x4E00, VK_UNICODE_NUMERIC));
    cr_assert(has(0x2118, VK_UNICODE_START));
    cr_assert(!has(0x037A, VK_UNICODE_START));
    cr_assert(has(0x2028, VK_UNICODE_LINE));
    cr_assert(!has(0x110000, UINT32_MAX));
}

Test(unicode, one_character_becomes_several) {
    uint32_t out[3];

    cr_assert_eq(vk_unicode_map(VK_CASE_UPPER, 0xDF, out), 2);
    cr_assert_eq(out[0], 'S');
    cr_assert_eq(vk_unicode_map(VK_CASE_TITLE, 0xDF, out), 2);
    cr_assert_eq(out[1], 's');
    cr_assert_eq(vk_unicode_map(VK_CASE_UPPER, 0x1FB7, out), 3);
    cr_assert_eq(vk_unicode_map(VK_CASE_LOWER, 0x130, out), 2);
    cr_assert_eq(vk_unicode_map(VK_CASE_FOLD, 0x1E9E, out), 2);
}

Test(unicode, digits_of_all_scripts) {
    cr_assert_eq(vk_unicode_decimal('7'), 7);
    cr_assert_eq(vk_unicode_decimal(0x663), 3);
    cr_assert_eq(vk_unicode_decimal(0x1D7FF), 9);
    cr_assert_eq(vk_unicode_decimal(0xB2), -1);
}
