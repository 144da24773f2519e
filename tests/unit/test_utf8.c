/* test_utf8.c - decoding, its faults, and encoding. */
#include <criterion/criterion.h>

#include <string.h>

#include "text/utf8.h"

static int32_t decode(const char *bytes, bool general, uint32_t *used) {
    return vk_utf8_decode((const uint8_t *)bytes, (uint32_t)strlen(bytes),
                          general, used);
}

Test(utf8, every_character_survives) {
    char bytes[4];
    uint32_t used;

    for (uint32_t character = 1; character < 0x110000; character++) {
        uint32_t size = vk_utf8_encode(character, bytes);

        cr_assert_eq(size, vk_utf8_size(character));
        cr_assert_eq(vk_utf8_decode((const uint8_t *)bytes, size, true, &used),
                     (int32_t)character);
        cr_assert_eq(used, size);
    }
}

Test(utf8, faults_are_found_where_cpython_finds_them) {
    static const struct {
        const char *bytes;
        int32_t fault;
        uint32_t used;
    } rows[] = {
        {"\x80", VK_UTF8_START, 1},          {"\xC0\x80", VK_UTF8_START, 1},
        {"\xF5", VK_UTF8_START, 1},          {"\xC3(", VK_UTF8_CONTINUE, 1},
        {"\xE2\x82", VK_UTF8_END, 2},        {"\xE2\x82(", VK_UTF8_CONTINUE, 2},
        {"\xE0\x80\x80", VK_UTF8_CONTINUE, 1}, {"\xED\xA0\x80", VK_UTF8_CONTINUE, 1},
        {"\xF0\x9F\x98", VK_UTF8_END, 3},    {"\xF4\x90", VK_UTF8_CONTINUE, 1},
    };
    uint32_t used;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_assert_eq(decode(rows[i].bytes, false, &used), rows[i].fault);
        cr_assert_eq(used, rows[i].used, "row %zu", i);
    }
}

Test(utf8, surrogates_only_in_the_general_form) {
    uint32_t used;

    cr_assert_eq(decode("\xED\xA0\x80", true, &used), 0xD800);
    cr_assert_eq(used, 3);
}

Test(utf8, ascii_prefix_ends_at_the_first_other_byte) {
    char text[64];

    for (uint32_t at = 0; at < sizeof text; at++) {
        memset(text, 'a', sizeof text);
        text[at] = (char)0xC3;
        cr_assert_eq(vk_utf8_ascii_prefix(text, sizeof text), at);
    }
}
