/* setting.c - SDK: lists of words.
 *
 * A list may hold `*` and names taken from it as `-name`; policies ask here, so
 * that all lists mean the same.
 */
#include <vivarium/setting.h>

bool viv_words_has(const viv_words *words, const char *word) {
    bool found = false;

    for (uint32_t i = 0; i < words->count; i++) {
        const char *item = words->items[i];

        if (*item == '-' && strcmp(item + 1, word) == 0)
            return false;
        found |= strcmp(item, word) == 0 || strcmp(item, "*") == 0;
    }
    return found;
}
