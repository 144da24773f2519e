/* name.c - names of characters: a table of words, and rules for what has too
 * many.
 *
 * Tens of thousands of names have few different words. The table holds each word once and a
 * name as numbers of words, sorted, so that both directions are a binary
 * search; names are spelled into a buffer only to be compared. Hangul syllables
 * and ideographs are computed (Unicode 3.12 and 4.8).
 */
#include "text/name.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "text/ascii.h"
#include "text/name_table.h"

enum { HANGUL = 0xAC00, LEADS = 19, VOWELS = 21, TAILS = 28 };

static const char hangul_prefix[] = "HANGUL SYLLABLE ";
static const char ideograph_prefix[] = "CJK UNIFIED IDEOGRAPH-";

/* The short names of the parts of a syllable, from Unicode's Jamo.txt. */
static const char leads[LEADS][3] = {
    "G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
    "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H",
};
static const char vowels[VOWELS][4] = {
    "A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
    "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I",
};
static const char tails[TAILS][3] = {
    "",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
    "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
    "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H",
};

/* -- names from the table */

/* Writes the name of [row], ended by NUL. */
static uint32_t spell(uint32_t row, char name[VK_NAME_BYTES]) {
    uint32_t at = phrase_ends[row], end = phrase_ends[row + 1], length = 0;

    while (at < end) {
        uint32_t word = phrases[at++];

        if (word >= NAMES_WIDE)
            word =
                (word << 8 | phrases[at++]) - (NAMES_WIDE * 256 - NAMES_WIDE);
        uint32_t from = word_ends[word], size = word_ends[word + 1] - from;

        if (length > 0)
            name[length++] = ' ';
        memcpy(name + length, word_text + from, size);
        length += size;
    }
    name[length] = 0;
    return length;
}

/* The query may be in either case, the table is in capitals. */
static int compare(const char *text, uint32_t length, uint32_t row) {
    char name[VK_NAME_BYTES];
    uint32_t size = spell(row, name);

    for (uint32_t i = 0; i < length && i < size; i++) {
        int letter = (unsigned char)text[i];

        if (vk_ascii_is_lower((uint32_t)letter))
            letter += 'A' - 'a';
        if (letter != name[i])
            return letter - name[i];
    }
    return (int)length - (int)size;
}

static bool find_row(const char *name, uint32_t length, uint32_t *row) {
    uint32_t low = 0, high = NAMES_ROWS;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        int order_of = compare(name, length, order[middle]);

        *row = order[middle];
        if (order_of == 0)
            return true;
        if (order_of < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

static bool row_of(uint32_t character, uint32_t *row) {
    uint32_t low = 0, high = NAMES_CHARACTERS;

    while (low < high) {
        uint32_t middle = (low + high) / 2;

        *row = middle;
        if (characters[middle] == character)
            return true;
        if (character < characters[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

/* -- names by rule: in capitals only, as Python has it */

static bool is_ideograph(uint32_t character) {
    for (uint32_t i = 0; i < NAMES_SPANS; i++)
        if (character >= spans[2 * i] && character <= spans[2 * i + 1])
            return true;
    return false;
}

static uint32_t find_ideograph(const char *digits, uint32_t length) {
    uint32_t character = 0;

    if (length != 4 && length != 5)
        return 0;
    for (uint32_t i = 0; i < length; i++) {
        char c = digits[i];

        if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'F'))
            return 0;
        character =
            character << 4 | (uint32_t)(c <= '9' ? c - '0' : c - 'A' + 10);
    }
    return is_ideograph(character) ? character : 0;
}

/* The part that [text] begins with, the longest that fits. Longest match, as
 * "YAE" begins with "YA". */
static uint32_t part(const char **text, const char *end, const char *parts,
                     uint32_t count, uint32_t size) {
    uint32_t best = count;
    size_t longest = 0;

    for (uint32_t i = 0; i < count; i++) {
        size_t length = strlen(parts + i * size);

        if (length <= (size_t)(end - *text) &&
            memcmp(*text, parts + i * size, length) == 0 &&
            (best == count || length > longest)) {
            best = i;
            longest = length;
        }
    }
    *text += longest;
    return best;
}

static uint32_t find_syllable(const char *text, uint32_t length) {
    const char *end = text + length;
    uint32_t lead = part(&text, end, leads[0], LEADS, sizeof leads[0]);
    uint32_t vowel = part(&text, end, vowels[0], VOWELS, sizeof vowels[0]);
    uint32_t tail = part(&text, end, tails[0], TAILS, sizeof tails[0]);

    if (vowel == VOWELS || text != end)
        return 0;
    return HANGUL + (lead * VOWELS + vowel) * TAILS + tail;
}

static uint32_t find_by_rule(const char *name, uint32_t length) {
    uint32_t hangul = sizeof hangul_prefix - 1;
    uint32_t ideograph = sizeof ideograph_prefix - 1;

    if (length > hangul && memcmp(name, hangul_prefix, hangul) == 0)
        return find_syllable(name + hangul, length - hangul);
    if (length > ideograph && memcmp(name, ideograph_prefix, ideograph) == 0)
        return find_ideograph(name + ideograph, length - ideograph);
    return 0;
}

uint32_t vk_name_find(const char *name, uint32_t length,
                      uint32_t out[VK_NAME_CHARACTERS]) {
    uint32_t row, count = 0;

    if (length == 0 || length >= VK_NAME_BYTES)
        return 0;
    out[0] = find_by_rule(name, length);
    if (out[0] != 0)
        return 1;
    if (!find_row(name, length, &row))
        return 0;
    if (characters[row] < NAMES_SEQUENCE) {
        out[0] = characters[row];
        return 1;
    }
    for (row = characters[row] - NAMES_SEQUENCE; count < VK_NAME_CHARACTERS;
         count++)
        if ((out[count] = sequences[row * VK_NAME_CHARACTERS + count]) == 0)
            break;
    return count;
}

uint32_t vk_name_of(uint32_t character, char name[VK_NAME_BYTES]) {
    uint32_t row = character - HANGUL;

    if (row < LEADS * VOWELS * TAILS)
        return (uint32_t)snprintf(name, VK_NAME_BYTES, "%s%s%s%s",
                                  hangul_prefix, leads[row / (VOWELS * TAILS)],
                                  vowels[row / TAILS % VOWELS],
                                  tails[row % TAILS]);
    if (is_ideograph(character))
        return (uint32_t)snprintf(name, VK_NAME_BYTES, "%s%X", ideograph_prefix,
                                  character);
    return row_of(character, &row) ? spell(row, name) : 0;
}
