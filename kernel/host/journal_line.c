/* journal_line.c - reading one line of a journal.
 *
 * Strict on purpose: a reader that tolerated other spellings of the same line
 * could be made to accept two lines with one hash.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/journal.h"

vk_journal_mark vk_journal_beginning(void) {
    vk_journal_mark mark = {0};

    memset(mark.hash, '0', VK_HEX_BYTES - 1);
    return mark;
}

void vk_journal_hash(const char *text, size_t length, char hex[VK_HEX_BYTES]) {
    uint8_t digest[VK_SHA256_BYTES];
    vk_sha256 hash;

    vk_sha256_begin(&hash);
    vk_sha256_add(&hash, text, length);
    vk_sha256_end(&hash, digest);
    for (int i = 0; i < VK_SHA256_BYTES; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}

/* Takes [word] off the front of [text], which ends at [end]. */
static bool skip(const char **text, const char *end, const char *word) {
    size_t length = strlen(word);

    if ((size_t)(end - *text) < length || memcmp(*text, word, length) != 0)
        return false;
    *text += length;
    return true;
}

static bool take_hex(const char **text, const char *end,
                     char hex[VK_HEX_BYTES]) {
    if (end - *text < VK_HEX_BYTES - 1)
        return false;
    memcpy(hex, *text, VK_HEX_BYTES - 1);
    hex[VK_HEX_BYTES - 1] = 0;
    *text += VK_HEX_BYTES - 1;
    return strspn(hex, "0123456789abcdef") == VK_HEX_BYTES - 1;
}

static bool take_number(const char **text, const char *end, uint64_t *number) {
    const char *start = *text;

    *number = 0;
    while (*text < end && **text >= '0' && **text <= '9' &&
           *number < UINT64_MAX / 100)
        *number = *number * 10 + (uint64_t)(*(*text)++ - '0');
    return *text > start;
}

bool vk_journal_read(const char *text, size_t length, vk_journal_line *line) {
    static const size_t tail = sizeof VK_JOURNAL_HASH - 1 + VK_HEX_BYTES - 1 +
                               sizeof VK_JOURNAL_END - 1;
    const char *at = text, *end = text + length;

    if (length < tail || !skip(&at, end, VK_JOURNAL_START) ||
        !take_number(&at, end, &line->number) ||
        !skip(&at, end, VK_JOURNAL_PREVIOUS) ||
        !take_hex(&at, end, line->previous))
        return false;
    at = end - tail;
    vk_journal_hash(text, length - tail, line->computed);
    return skip(&at, end, VK_JOURNAL_HASH) && take_hex(&at, end, line->hash) &&
           skip(&at, end, VK_JOURNAL_END);
}
