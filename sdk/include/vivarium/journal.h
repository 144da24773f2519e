/* journal.h - a file that only grows, each line with the hash of the one
 * before: for policies that note what happens.
 *
 *     {"line":2,"previous":"9f2c...","time":"2026-01-01T00:00:00.000Z",
 *      "question":"import","hash":"03ab..."}
 *
 * A hash is the SHA-256 of its line up to the comma in front of "hash". Beside
 * FILE lies FILE.head with the number of lines and the hash of the last, so that
 * lines missing at the end are noticed; who keeps a copy of it elsewhere can
 * prove that nothing before was rewritten. Several threads, and several
 * processes, may write to one file. `viv audit verify FILE` checks one.
 */
#ifndef VIVARIUM_JOURNAL_H
#define VIVARIUM_JOURNAL_H

#include <vivarium/policy.h>

typedef struct viv_journal viv_journal;

/* A member of a line: a word of letters, and any text in UTF-8, of which 400
 * bytes are noted. */
typedef struct viv_member {
    const char *name, *text;
} viv_member;

enum { VIV_MEMBERS_MOST = 8 };

/* Opens the file, or makes it, for as long as the policy lasts. NULL:
 * viv_start_fail() was called for [key]. */
VIV_API viv_journal *viv_journal_open(viv_start *start, const char *key,
                                      const char *path);
/* Adds a line. False: it could not be written, and the file is as before. */
VIV_API bool viv_journal_add(viv_journal *journal, const viv_member *members,
                             uint32_t count);
VIV_API void viv_journal_close(viv_journal *journal);

#endif
