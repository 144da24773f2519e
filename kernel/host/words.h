/* words.h - lists of names, and values as text: how INI files and options write
 * them.
 *
 * A list replaces the inherited one; a list of +name and -name changes it. `*`
 * stands for all there are; names taken away from it stay in the list as
 * `-name`.
 */
#ifndef VK_HOST_WORDS_H
#define VK_HOST_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct vk_words {
    char **items;
    uint32_t count, room;
} vk_words;

/* Results of vk_words_change(). */
typedef enum vk_words_result {
    VK_WORDS_FINE,
    VK_WORDS_MIXED,  /* plain words beside +name or -name */
    VK_WORDS_TWICE,  /* [word] stands there twice */
    VK_WORDS_ABSENT, /* -[word] is not in the list */
    VK_WORDS_MEMORY,
} vk_words_result;

/* Replaces or changes the list as [text] says; [word], of [size] bytes, tells
 * which one is wrong. */
vk_words_result vk_words_change(vk_words *words, const char *text, char *word,
                                size_t size);
bool vk_words_add(vk_words *words, const char *word, size_t length);
bool vk_words_contain(const vk_words *words, const char *word);
void vk_words_sort(vk_words *words);
void vk_words_free(vk_words *words);

/* "64M": digits, then K, M or G for powers of 1024. False: not so, or too
 * large. */
bool vk_size_parse(const char *text, uint64_t *size);
/* "1.5": a finite decimal number, not negative, in any locale. */
bool vk_number_parse(const char *text, double *number);
/* "yes" or "no". */
bool vk_flag_parse(const char *text, bool *flag);

#endif
