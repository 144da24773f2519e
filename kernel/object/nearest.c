/* nearest.c - "Did you mean": the distance between names, and the least one.
 *
 * Costs and limits are CPython's: a change counts two, a change of case one,
 * and no more than a third of the letters may differ. Names are compared as
 * UTF-8.
 */
#include "object/nearest.h"

#include <string.h>

#include "object/error.h"

enum { CANDIDATES_MAX = 750, CHANGE = 2, CASE_CHANGE = 1 };

typedef struct word {
    const char *text;
    int length;
} word;

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static int letter_cost(char a, char b) {
    if (a == b)
        return 0;
    return lower(a) == lower(b) ? CASE_CHANGE : CHANGE;
}

static int least(int a, int b) {
    return a < b ? a : b;
}

static void trim(word *a, word *b) {
    while (a->length > 0 && b->length > 0 && *a->text == *b->text) {
        a->text++, a->length--;
        b->text++, b->length--;
    }
    while (a->length > 0 && b->length > 0 &&
           a->text[a->length - 1] == b->text[b->length - 1]) {
        a->length--;
        b->length--;
    }
}

/* Neither is longer than VK_NEAREST_BYTES. */
static int distance(word a, word b) {
    int row[VK_NEAREST_BYTES + 1];

    trim(&a, &b);
    for (int j = 0; j <= b.length; j++)
        row[j] = j * CHANGE;
    for (int i = 1; i <= a.length; i++) {
        int diagonal = row[0];

        row[0] = i * CHANGE;
        for (int j = 1; j <= b.length; j++) {
            int changed = diagonal + letter_cost(a.text[i - 1], b.text[j - 1]);

            diagonal = row[j];
            row[j] = least(changed, least(row[j], row[j - 1]) + CHANGE);
        }
    }
    return row[b.length];
}

/* The bytes of [str], if they fit. */
static bool spell(viv_vm *vm, viv_value str, char text[VK_NEAREST_BYTES + 1],
                  uint32_t *length) {
    if (!vk_is(vm, str, VK_STR))
        return false;
    *length = vk_str_utf8(vm, str, text, VK_NEAREST_BYTES + 1);
    return *length <= VK_NEAREST_BYTES;
}

void vk_nearest_begin(vk_nearest *search, viv_vm *vm, viv_value name) {
    *search = (vk_nearest){.vm = vm, .name = name, .best = VIV_ABSENT};
    if (!spell(vm, name, search->text, &search->length))
        search->length = 0;
}

void vk_nearest_try(vk_nearest *search, viv_value candidate) {
    char text[VK_NEAREST_BYTES + 1];
    uint32_t length;
    int limit, found;

    if (search->tried++ > CANDIDATES_MAX || search->length == 0 ||
        !spell(search->vm, candidate, text, &length) ||
        (length == search->length &&
         memcmp(text, search->text, length) == 0) ||
        !vk_charge(search->vm, 2 + length))
        return;
    limit = (int)(search->length + length + 3) * CHANGE / 6;
    if (!viv_is_absent(search->best))
        limit = least(limit, search->distance - 1);
    if ((length > search->length ? length - search->length
                                 : search->length - length) *
            CHANGE > (uint32_t)(limit < 0 ? 0 : limit))
        return;
    found = distance((word){search->text, (int)search->length},
                     (word){text, (int)length});
    if (found > limit)
        return;
    search->best = candidate;
    search->distance = found;
}

viv_value vk_nearest_end(const vk_nearest *search) {
    return search->tried >= CANDIDATES_MAX ? VIV_ABSENT : search->best;
}
