/* unicode.c - classes and cases of characters, over utf8proc and own tables.
 *
 * Latin-1 has a table of its own, because nearly all text is that; the rest is
 * computed from the category and corrected by ranges of exceptions
 * (unicode_tables.def), which were found by comparing with CPython.
 */
#include "text/unicode.h"

#include <stddef.h>
#include <utf8proc.h>

#define LETTER (VK_UNICODE_ALPHA | VK_UNICODE_START | VK_UNICODE_CONTINUE)
#define SHOWN VK_UNICODE_PRINTABLE
#define SMALL (LETTER | SHOWN | VK_UNICODE_LOWER)
#define CAPITAL (LETTER | SHOWN | VK_UNICODE_UPPER)
#define NUMBER (VK_UNICODE_NUMERIC | SHOWN)
#define DIGITS                                                                 \
    (NUMBER | VK_UNICODE_DIGIT | VK_UNICODE_DECIMAL | VK_UNICODE_CONTINUE)
#define SPACE VK_UNICODE_SPACE
#define LINE (VK_UNICODE_SPACE | VK_UNICODE_LINE)
#define BETWEEN (SHOWN | VK_UNICODE_IGNORABLE)

const uint16_t vk_unicode_latin1[256] = {
    ['\t'] = SPACE,
    ['\n'... '\r'] = LINE,
    [0x1C ... 0x1E] = LINE,
    [0x1F] = SPACE,
    [' '] = SPACE | SHOWN,
    ['!'... '&'] = SHOWN,
    ['\''] = BETWEEN,
    ['('... '-'] = SHOWN,
    ['.'] = BETWEEN,
    ['/'] = SHOWN,
    ['0'... '9'] = DIGITS,
    [':'] = BETWEEN,
    [';'... '@'] = SHOWN,
    ['A'... 'Z'] = CAPITAL,
    ['['... ']'] = SHOWN,
    ['^'] = BETWEEN,
    ['_'] = SHOWN | VK_UNICODE_START | VK_UNICODE_CONTINUE,
    ['`'] = BETWEEN,
    ['a'... 'z'] = SMALL,
    ['{'... '~'] = SHOWN,
    [0x85] = LINE,
    [0xA0] = SPACE,
    [0xA1 ... 0xA7] = SHOWN,
    [0xA8] = BETWEEN,
    [0xA9] = SHOWN,
    [0xAA] = SMALL,
    [0xAB ... 0xAC] = SHOWN,
    [0xAD] = VK_UNICODE_IGNORABLE,
    [0xAE] = SHOWN,
    [0xAF] = BETWEEN,
    [0xB0 ... 0xB1] = SHOWN,
    [0xB2 ... 0xB3] = NUMBER | VK_UNICODE_DIGIT,
    [0xB4] = BETWEEN,
    [0xB5] = SMALL,
    [0xB6] = SHOWN,
    [0xB7] = BETWEEN | VK_UNICODE_CONTINUE,
    [0xB8] = BETWEEN,
    [0xB9] = NUMBER | VK_UNICODE_DIGIT,
    [0xBA] = SMALL,
    [0xBB] = SHOWN,
    [0xBC ... 0xBE] = NUMBER,
    [0xBF] = SHOWN,
    [0xC0 ... 0xD6] = CAPITAL,
    [0xD7] = SHOWN,
    [0xD8 ... 0xDE] = CAPITAL,
    [0xDF ... 0xF6] = SMALL,
    [0xF7] = SHOWN,
    [0xF8 ... 0xFF] = SMALL,
};

/* What follows from the category alone. */
static const uint16_t category_flags[32] = {
    [UTF8PROC_CATEGORY_LU] = CAPITAL,
    [UTF8PROC_CATEGORY_LL] = SMALL,
    [UTF8PROC_CATEGORY_LT] = LETTER | SHOWN | VK_UNICODE_TITLE,
    [UTF8PROC_CATEGORY_LM] = LETTER | BETWEEN,
    [UTF8PROC_CATEGORY_LO] = LETTER | SHOWN,
    [UTF8PROC_CATEGORY_MN] = BETWEEN | VK_UNICODE_CONTINUE,
    [UTF8PROC_CATEGORY_MC] = SHOWN | VK_UNICODE_CONTINUE,
    [UTF8PROC_CATEGORY_ME] = BETWEEN,
    [UTF8PROC_CATEGORY_ND] = DIGITS,
    [UTF8PROC_CATEGORY_NL] = SHOWN | VK_UNICODE_START | VK_UNICODE_CONTINUE,
    [UTF8PROC_CATEGORY_NO] = SHOWN,
    [UTF8PROC_CATEGORY_PC] = SHOWN | VK_UNICODE_CONTINUE,
    [UTF8PROC_CATEGORY_PD] = SHOWN,
    [UTF8PROC_CATEGORY_PS] = SHOWN,
    [UTF8PROC_CATEGORY_PE] = SHOWN,
    [UTF8PROC_CATEGORY_PI] = SHOWN,
    [UTF8PROC_CATEGORY_PF] = SHOWN,
    [UTF8PROC_CATEGORY_PO] = SHOWN,
    [UTF8PROC_CATEGORY_SM] = SHOWN,
    [UTF8PROC_CATEGORY_SC] = SHOWN,
    [UTF8PROC_CATEGORY_SK] = BETWEEN,
    [UTF8PROC_CATEGORY_SO] = SHOWN,
    [UTF8PROC_CATEGORY_ZS] = SPACE,
    [UTF8PROC_CATEGORY_ZL] = LINE,
    [UTF8PROC_CATEGORY_ZP] = LINE,
    [UTF8PROC_CATEGORY_CF] = VK_UNICODE_IGNORABLE,
};

typedef enum range_kind {
    RANGE_DIGIT,
    RANGE_NUMERIC,
    RANGE_OTHER_LOWER,
    RANGE_OTHER_UPPER,
    RANGE_OTHER_START,
    RANGE_NOT_START,
    RANGE_OTHER_CONTINUE,
    RANGE_NOT_CONTINUE,
    RANGE_OTHER_IGNORABLE,
} range_kind;

typedef struct unicode_range {
    uint32_t kind, first, last;
} unicode_range;

typedef struct unicode_special {
    uint32_t mapping, character;
    uint16_t out[3];
} unicode_special;

#define VK_UNICODE_RANGE(flag, first, last) {RANGE_##flag, first, last},
#define VK_UNICODE_ZERO(character)
#define VK_UNICODE_SPECIAL(mapping, character, a, b, c)
static const unicode_range ranges[] = {
#include "text/unicode_tables.def"
};
#undef VK_UNICODE_RANGE
#undef VK_UNICODE_ZERO

#define VK_UNICODE_RANGE(flag, first, last)
#define VK_UNICODE_ZERO(character) character,
static const uint32_t zeros[] = {
#include "text/unicode_tables.def"
};
#undef VK_UNICODE_ZERO
#undef VK_UNICODE_SPECIAL

#define VK_UNICODE_ZERO(character)
#define VK_UNICODE_SPECIAL(mapping, character, a, b, c)                        \
    {VK_CASE_##mapping, character, {a, b, c}},
static const unicode_special specials[] = {
#include "text/unicode_tables.def"
};
#undef VK_UNICODE_RANGE
#undef VK_UNICODE_ZERO
#undef VK_UNICODE_SPECIAL

enum {
    RANGE_COUNT = sizeof ranges / sizeof *ranges,
    ZERO_COUNT = sizeof zeros / sizeof *zeros,
    SPECIAL_COUNT = sizeof specials / sizeof *specials,
};

/* Rows are sorted by kind and then by character. */
static bool in_range(range_kind kind, uint32_t character) {
    size_t low = 0, high = RANGE_COUNT;

    while (low < high) {
        size_t middle = (low + high) / 2;
        const unicode_range *row = &ranges[middle];

        if (row->kind < kind || (row->kind == kind && row->last < character))
            low = middle + 1;
        else if (row->kind > kind || row->first > character)
            high = middle;
        else
            return true;
    }
    return false;
}

/* The row's flag added or taken away. */
static const struct {
    range_kind kind;
    uint16_t add, remove;
} amendments[] = {
    {RANGE_DIGIT, VK_UNICODE_DIGIT, 0},
    {RANGE_NUMERIC, VK_UNICODE_NUMERIC, 0},
    {RANGE_OTHER_LOWER, VK_UNICODE_LOWER, 0},
    {RANGE_OTHER_UPPER, VK_UNICODE_UPPER, 0},
    {RANGE_OTHER_START, VK_UNICODE_START, 0},
    {RANGE_NOT_START, 0, VK_UNICODE_START},
    {RANGE_OTHER_CONTINUE, VK_UNICODE_CONTINUE, 0},
    {RANGE_NOT_CONTINUE, 0, VK_UNICODE_CONTINUE},
    {RANGE_OTHER_IGNORABLE, VK_UNICODE_IGNORABLE, 0},
};

uint32_t vk_unicode_flags_wide(uint32_t character) {
    uint32_t flags;

    if (character > 0x10FFFF)
        return 0;
    flags = category_flags[utf8proc_category((utf8proc_int32_t)character) & 31];
    for (size_t i = 0; i < sizeof amendments / sizeof *amendments; i++)
        if (in_range(amendments[i].kind, character))
            flags = (flags | amendments[i].add) & ~amendments[i].remove;
    return flags;
}

static const unicode_special *find_special(vk_case mapping,
                                           uint32_t character) {
    size_t low = 0, high = SPECIAL_COUNT;

    while (low < high) {
        size_t middle = (low + high) / 2;
        const unicode_special *row = &specials[middle];

        if (row->mapping == mapping && row->character == character)
            return row;
        if (row->mapping < mapping ||
            (row->mapping == mapping && row->character < character))
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static uint32_t fold_simply(uint32_t character) {
    utf8proc_int32_t out[4];
    int boundary = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)character, out, 4,
                                UTF8PROC_CASEFOLD, &boundary);

    return count == 1 ? (uint32_t)out[0] : character;
}

static uint32_t map_simply(vk_case mapping, uint32_t character) {
    utf8proc_int32_t given = (utf8proc_int32_t)character;

    switch (mapping) {
    case VK_CASE_LOWER:
        return (uint32_t)utf8proc_tolower(given);
    case VK_CASE_UPPER:
        return (uint32_t)utf8proc_toupper(given);
    case VK_CASE_TITLE:
        return (uint32_t)utf8proc_totitle(given);
    default:
        return fold_simply(character);
    }
}

/* Up to three characters from one: U+00DF in capitals is "SS". */
uint32_t vk_unicode_map(vk_case mapping, uint32_t character, uint32_t *out) {
    const unicode_special *special;
    uint32_t count = 0;

    if (character < 0x80) {
        bool small = character - 'a' < 26, capital = character - 'A' < 26;
        bool raise = mapping == VK_CASE_UPPER || mapping == VK_CASE_TITLE;

        *out = (raise ? small : capital) ? character ^ 0x20 : character;
        return 1;
    }
    if (character > 0x10FFFF) {
        *out = character;
        return 1;
    }
    special = find_special(mapping, character);
    if (!special) {
        *out = map_simply(mapping, character);
        return 1;
    }
    while (count < 3 && special->out[count]) {
        out[count] = special->out[count];
        count++;
    }
    return count;
}

int vk_unicode_decimal(uint32_t character) {
    size_t low = 0, high = ZERO_COUNT;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (character < zeros[middle])
            high = middle;
        else if (character - zeros[middle] > 9)
            low = middle + 1;
        else
            return (int)(character - zeros[middle]);
    }
    return -1;
}
