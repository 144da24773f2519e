/* distance.c - Levenshtein's distance between two words. */
#include "text/distance.h"

#include <limits.h>

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static int letter_cost(char a, char b) {
    if (a == b)
        return 0;
    return lower(a) == lower(b) ? VK_DISTANCE_CASE : VK_DISTANCE_CHANGE;
}

static int least(int a, int b) {
    return a < b ? a : b;
}

/* Wagner and Fischer's table, of which one row is enough (1974). Its length is
 * a constant, so that the longest word decides over time and stack. */
static int fill_rows(const char *a, size_t a_length, const char *b,
                     size_t b_length) {
    int row[VK_DISTANCE_BYTES + 1];

    for (size_t j = 0; j <= b_length; j++)
        row[j] = (int)j * VK_DISTANCE_CHANGE;
    for (size_t i = 1; i <= a_length; i++) {
        int diagonal = row[0];

        row[0] = (int)i * VK_DISTANCE_CHANGE;
        for (size_t j = 1; j <= b_length; j++) {
            int changed = diagonal + letter_cost(a[i - 1], b[j - 1]);

            diagonal = row[j];
            row[j] = least(changed,
                           least(row[j], row[j - 1]) + VK_DISTANCE_CHANGE);
        }
    }
    return row[b_length];
}

/* Most candidates share a beginning or an end with the word: what is the same
 * there costs nothing and needs no table. */
int vk_distance(const char *a, size_t a_length, const char *b,
                size_t b_length) {
    if (a_length > VK_DISTANCE_BYTES || b_length > VK_DISTANCE_BYTES)
        return INT_MAX;
    while (a_length > 0 && b_length > 0 && *a == *b) {
        a++, a_length--;
        b++, b_length--;
    }
    while (a_length > 0 && b_length > 0 &&
           a[a_length - 1] == b[b_length - 1]) {
        a_length--;
        b_length--;
    }
    return fill_rows(a, a_length, b, b_length);
}
