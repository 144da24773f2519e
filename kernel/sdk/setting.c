/* setting.c - SDK: lists of words. */
#include <vivarium/setting.h>

bool viv_words_has(const viv_words *words, const char *word) {
    for (uint32_t i = 0; i < words->count; i++)
        if (strcmp(words->items[i], word) == 0 ||
            strcmp(words->items[i], "*") == 0)
            return true;
    return false;
}
