/* journal.h - the form of a journal's lines (vivarium/journal.h), for those who
 * write and those who check. */
#ifndef VK_HOST_JOURNAL_H
#define VK_HOST_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/sha256.h"

enum {
    VK_HEX_BYTES = 2 * VK_SHA256_BYTES + 1, /* of a hash as text */
    VK_JOURNAL_LINE_MOST = 20 << 10, /* all texts as escapes */
    VK_JOURNAL_HEAD_BYTES = 12 + 1 + VK_HEX_BYTES, /* "000000000012 9f...\n" */
};

#define VK_JOURNAL_HEAD ".head" /* behind the name of the file */
#define VK_JOURNAL_START "{\"line\":"
#define VK_JOURNAL_PREVIOUS ",\"previous\":\""
#define VK_JOURNAL_HASH ",\"hash\":\""
#define VK_JOURNAL_END "\"}\n"

/* How far a journal goes. */
typedef struct vk_journal_mark {
    uint64_t lines;
    char hash[VK_HEX_BYTES]; /* of the last; zeros when there is none */
} vk_journal_mark;

/* What a line says about itself. */
typedef struct vk_journal_line {
    uint64_t number;
    char previous[VK_HEX_BYTES], hash[VK_HEX_BYTES];
    char computed[VK_HEX_BYTES]; /* the hash that its text has */
} vk_journal_line;

vk_journal_mark vk_journal_beginning(void);
/* False: [text], which ends in a line end, has not the form of a line. */
bool vk_journal_read(const char *text, size_t length, vk_journal_line *line);
void vk_journal_hash(const char *text, size_t length, char hex[VK_HEX_BYTES]);

#endif
