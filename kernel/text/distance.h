/* distance.h - how unlike two words are: for "Did you mean".
 *
 * One measure for names of a program, misspelt keywords and words of a
 * configuration: Levenshtein's, with CPython's costs.
 */
#ifndef VK_TEXT_DISTANCE_H
#define VK_TEXT_DISTANCE_H

#include <stddef.h>

enum {
    VK_DISTANCE_BYTES = 40, /* longer words are far from everything */
    VK_DISTANCE_CHANGE = 2, /* a letter that is wrong, missing or too much */
    VK_DISTANCE_CASE = 1,   /* a letter in the other case */
};

/* The cost of turning one into the other, INT_MAX if one is too long. Bytes of
 * UTF-8 are compared: a letter beyond ASCII counts as several. */
int vk_distance(const char *a, size_t a_length, const char *b, size_t b_length);

#endif
