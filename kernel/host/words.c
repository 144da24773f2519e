/* words.c - lists of names and values as text.
 *
 * A configuration's lists are short and are read once: arrays and comparisons,
 * no hashing.
 */
#include "host/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char blanks[] = " \t\r\n";

bool vk_words_add(vk_words *words, const char *word, size_t length) {
    if (words->count == words->room) {
        uint32_t room = words->room ? 2 * words->room : 16;
        char **items = realloc(words->items, room * sizeof *items);

        if (!items)
            return false;
        words->items = items;
        words->room = room;
    }
    char *copy = strndup(word, length);

    if (!copy)
        return false;
    words->items[words->count++] = copy;
    return true;
}

static uint32_t find(const vk_words *words, const char *word, size_t length) {
    uint32_t i = 0;

    while (i < words->count && (strlen(words->items[i]) != length ||
                                memcmp(words->items[i], word, length) != 0))
        i++;
    return i;
}

bool vk_words_contain(const vk_words *words, const char *word) {
    return find(words, word, strlen(word)) < words->count;
}

static void take_away(vk_words *words, uint32_t index) {
    free(words->items[index]);
    words->count--;
    memmove(&words->items[index], &words->items[index + 1],
            (words->count - index) * sizeof *words->items);
}

/* `*` stands for all; what is taken away from it stays in the list as
 * `-name`. */
static vk_words_result take_from_all(vk_words *words, const char *word,
                                     size_t length) {
    if (!vk_words_contain(words, "*"))
        return VK_WORDS_ABSENT;
    if (find(words, word, length) < words->count)
        return VK_WORDS_FINE;
    return vk_words_add(words, word, length) ? VK_WORDS_FINE : VK_WORDS_MEMORY;
}

/* Is [name] taken away from `*`? Then it no longer is. */
static bool give_back(vk_words *words, const char *name, size_t length) {
    for (uint32_t i = 0; i < words->count; i++) {
        const char *item = words->items[i];

        if (*item == '-' && strlen(item) == length + 1 &&
            memcmp(item + 1, name, length) == 0) {
            take_away(words, i);
            return true;
        }
    }
    return false;
}

/* One word of a change: `+name`, `-name`, or a plain name. */
static vk_words_result change_one(vk_words *words, const char *word,
                                  size_t length) {
    bool away = *word == '-', more = *word == '+';
    const char *name = word + (away || more);
    size_t size = length - (away || more);
    uint32_t at = find(words, name, size);

    if (away && at == words->count)
        return take_from_all(words, word, length);
    if (away)
        take_away(words, at);
    else if (more && give_back(words, name, size))
        return VK_WORDS_FINE;
    else if (at < words->count)
        return more ? VK_WORDS_FINE : VK_WORDS_TWICE;
    else if (!vk_words_add(words, name, size))
        return VK_WORDS_MEMORY;
    return VK_WORDS_FINE;
}

/* Either a whole list or changes to it: a mixture would leave open which names
 * are meant to stay. */
vk_words_result vk_words_change(vk_words *words, const char *text, char *word,
                                size_t size) {
    const char *at = text + strspn(text, blanks);
    bool change = *at == '+' || *at == '-';

    if (!change)
        vk_words_free(words);
    while (*at) {
        size_t length = strcspn(at, blanks);
        bool changes = *at == '+' || *at == '-';

        snprintf(word, size, "%.*s", (int)length, at);
        if (changes != change)
            return VK_WORDS_MIXED;
        vk_words_result result = change_one(words, at, length);

        if (result != VK_WORDS_FINE)
            return result;
        at += length;
        at += strspn(at, blanks);
    }
    return VK_WORDS_FINE;
}

static int compare_words(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void vk_words_sort(vk_words *words) {
    if (words->count)
        qsort(words->items, words->count, sizeof *words->items, compare_words);
}

void vk_words_free(vk_words *words) {
    for (uint32_t i = 0; i < words->count; i++)
        free(words->items[i]);
    free(words->items);
    *words = (vk_words){0};
}

static int suffix_shift(char suffix) {
    switch (suffix) {
    case 'K':
        return 10;
    case 'M':
        return 20;
    case 'G':
        return 30;
    default:
        return 0;
    }
}

bool vk_size_parse(const char *text, uint64_t *size) {
    uint64_t number = 0;
    const char *at = text;

    for (; *at >= '0' && *at <= '9'; at++)
        if (__builtin_mul_overflow(number, UINT64_C(10), &number) ||
            __builtin_add_overflow(number, (uint64_t)(*at - '0'), &number))
            return false;
    int shift = suffix_shift(*at);

    if (at == text || at[shift != 0] || number > UINT64_MAX >> shift)
        return false;
    *size = number << shift;
    return true;
}

bool vk_number_parse(const char *text, double *number) {
    double whole = 0, scale = 1;
    const char *at = text;

    for (; *at >= '0' && *at <= '9'; at++)
        whole = 10 * whole + (*at - '0');
    if (at == text)
        return false;
    if (*at == '.')
        for (at++; *at >= '0' && *at <= '9'; at++) {
            whole = 10 * whole + (*at - '0');
            scale *= 10;
        }
    if (*at || at[-1] == '.' || !(whole < 1e300) || !(scale < 1e300))
        return false;
    *number = whole / scale;
    return true;
}

bool vk_flag_parse(const char *text, bool *flag) {
    *flag = strcmp(text, "yes") == 0;
    return *flag || strcmp(text, "no") == 0;
}
