/* journal.c - adding lines to a journal.
 *
 * A journal answers, afterwards, what a program was allowed and denied. Each
 * line has the hash of the one before (a hash chain, Haber and Stornetta 1991):
 * a line that is changed, taken out or put in breaks all that follow. The head,
 * a second file, has the number and hash of the last line, so that cutting off
 * the end shows as well.
 */
#include "host/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <vivarium/journal.h>

#include "text/utf8.h"

enum { TEXT_MOST = 400, PATH_MOST = 4000 };

struct viv_journal {
    pthread_mutex_t lock;
    int file, head;
    off_t size; /* of the file, when [mark] was taken */
    vk_journal_mark mark;
};

/* -- one at a time: threads by the mutex, runtimes and processes by a lock of
 * the open file, children of a fork by one of the process */

static bool lock_file(int file, int how) {
    struct flock whole = {.l_type = how == LOCK_EX ? F_WRLCK : F_UNLCK,
                          .l_whence = SEEK_SET};

    return flock(file, how) == 0 && fcntl(file, F_SETLKW, &whole) == 0;
}

static bool begin(viv_journal *journal) {
    pthread_mutex_lock(&journal->lock);
    return lock_file(journal->file, LOCK_EX);
}

static void end(viv_journal *journal) {
    lock_file(journal->file, LOCK_UN);
    pthread_mutex_unlock(&journal->lock);
}

/* -- how far it goes */

/* Reads the last line, if others have written since. False: it is none, or was
 * changed. Processes share a journal: the lock is taken, and whoever wrote
 * meanwhile is caught up with by reading one line. */
static bool catch_up(viv_journal *journal) {
    char text[VK_JOURNAL_LINE_MOST];
    vk_journal_line line;
    struct stat facts;
    off_t from;

    if (fstat(journal->file, &facts) != 0)
        return false;
    if (facts.st_size == journal->size)
        return true;
    from = facts.st_size > (off_t)sizeof text
               ? facts.st_size - (off_t)sizeof text
               : 0;
    ssize_t got = pread(journal->file, text, sizeof text, from);

    if (got != facts.st_size - from || got < 2)
        return false;
    const char *before = memrchr(text, '\n', (size_t)got - 1);
    const char *start = before ? before + 1 : text;

    if (!vk_journal_read(start, (size_t)(text + got - start), &line) ||
        strcmp(line.hash, line.computed) != 0)
        return false;
    journal->mark.lines = line.number;
    memcpy(journal->mark.hash, line.hash, sizeof line.hash);
    journal->size = facts.st_size;
    return true;
}

/* -- a line */

typedef struct draft {
    char text[VK_JOURNAL_LINE_MOST];
    size_t length;
} draft;

static void add(draft *line, const char *text) {
    size_t length = strlen(text);

    if (length < sizeof line->text - line->length) {
        memcpy(line->text + line->length, text, length + 1);
        line->length += length;
    }
}

/* Control characters, surrogates, quotes and what is no UTF-8 as escapes. Lines
 * are JSON, and texts in them come from programs: nothing in them may end a
 * string or a line. */
static void add_quoted(draft *line, const char *text) {
    const uint8_t *bytes = (const uint8_t *)text;
    uint32_t left = (uint32_t)strnlen(text, TEXT_MOST), used;

    for (; left > 0; left -= used, bytes += used) {
        int32_t character = vk_utf8_decode(bytes, left, true, &used);
        char piece[8];

        if (character < 0)
            character = 0xFFFD;
        if (character < ' ' || character == '"' || character == '\\' ||
            (character >= 0xD800 && character < 0xE000) || character == 0x7F)
            snprintf(piece, sizeof piece, "\\u%04x", (unsigned)character);
        else
            piece[vk_utf8_encode((uint32_t)character, piece)] = 0;
        add(line, piece);
    }
}

static void add_member(draft *line, const char *name, const char *text) {
    add(line, ",\"");
    add(line, name);
    add(line, "\":\"");
    add_quoted(line, text);
    add(line, "\"");
}

static void add_time(draft *line) {
    char text[80];
    struct timespec now;
    struct tm parts;

    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &parts);
    snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03ldZ",
             parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
             parts.tm_hour, parts.tm_min, parts.tm_sec, now.tv_nsec / 1000000);
    add_member(line, "time", text);
}

/* The line that comes behind [mark], which is moved on to it. */
static void write_draft(draft *line, vk_journal_mark *mark,
                        const viv_member *members, uint32_t count) {
    char number[24];

    line->length = 0;
    snprintf(number, sizeof number, "%llu",
             (unsigned long long)++mark->lines);
    add(line, VK_JOURNAL_START);
    add(line, number);
    add(line, VK_JOURNAL_PREVIOUS);
    add(line, mark->hash);
    add(line, "\"");
    add_time(line);
    for (uint32_t i = 0; i < count && i < VIV_MEMBERS_MOST; i++)
        add_member(line, members[i].name, members[i].text);
    vk_journal_hash(line->text, line->length, mark->hash);
    add(line, VK_JOURNAL_HASH);
    add(line, mark->hash);
    add(line, VK_JOURNAL_END);
}

/* All of it, or nothing. O_APPEND and one write: readers see whole lines, a
 * crash leaves at most a torn last one. */
static bool append(viv_journal *journal, const draft *line) {
    size_t done = 0;

    while (done < line->length) {
        ssize_t part = write(journal->file, line->text + done,
                             line->length - done);

        if (part < 0 && errno == EINTR)
            continue;
        if (part <= 0)
            break;
        done += (size_t)part;
    }
    if (done == line->length)
        return true;
    /* What cannot be taken back is a torn line, which the next one refuses. */
    if (ftruncate(journal->file, journal->size) != 0)
        journal->size = -1;
    return false;
}

static bool write_head(int head, const vk_journal_mark *mark) {
    char text[VK_JOURNAL_HEAD_BYTES + 1];

    snprintf(text, sizeof text, "%012llu %s\n",
             (unsigned long long)mark->lines, mark->hash);
    return pwrite(head, text, VK_JOURNAL_HEAD_BYTES, 0) ==
           VK_JOURNAL_HEAD_BYTES;
}

bool viv_journal_add(viv_journal *journal, const viv_member *members,
                     uint32_t count) {
    draft line;
    bool fine = begin(journal) && catch_up(journal);

    if (fine) {
        vk_journal_mark mark = journal->mark;

        write_draft(&line, &mark, members, count);
        fine = append(journal, &line);
        if (fine) {
            journal->mark = mark;
            journal->size += (off_t)line.length;
            fine = write_head(journal->head, &mark);
        }
    }
    end(journal);
    return fine;
}

/* -- opening */

/* A regular file that only its owner can write to; -1: see [why]. */
static int open_file(const char *path, int flags, const char **why) {
    struct stat facts;
    int file = open(path, flags | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
                    0600);

    if (file < 0 || fstat(file, &facts) != 0)
        *why = strerror(errno);
    else if (!S_ISREG(facts.st_mode))
        *why = "is no regular file";
    else if (facts.st_mode & (S_IWGRP | S_IWOTH))
        *why = "others can write to it";
    else
        return file;
    if (file >= 0)
        close(file);
    return -1;
}

static bool open_files(viv_journal *journal, const char *path,
                       const char **why) {
    char head[PATH_MOST + sizeof VK_JOURNAL_HEAD];

    *why = "the path is too long";
    if (strlen(path) >= PATH_MOST)
        return false;
    *why = "is no absolute path";
    if (*path != '/')
        return false;
    snprintf(head, sizeof head, "%s" VK_JOURNAL_HEAD, path);
    journal->file = open_file(path, O_RDWR | O_APPEND, why);
    if (journal->file < 0)
        return false;
    journal->head = open_file(head, O_WRONLY, why);
    if (journal->head < 0)
        return false;
    *why = "its last line is torn or was changed: see `viv audit verify`";
    bool fine = begin(journal) && catch_up(journal);

    end(journal);
    return fine;
}

viv_journal *viv_journal_open(viv_start *start, const char *key,
                              const char *path) {
    viv_journal *journal = calloc(1, sizeof *journal);
    const char *why = "out of memory";

    if (journal) {
        pthread_mutex_init(&journal->lock, NULL);
        journal->file = journal->head = -1;
        journal->mark = vk_journal_beginning();
        if (open_files(journal, path, &why))
            return journal;
    }
    viv_start_fail(start, key, "'%s': %s", path, why);
    viv_journal_close(journal);
    return NULL;
}

void viv_journal_close(viv_journal *journal) {
    if (!journal)
        return;
    if (journal->file >= 0)
        close(journal->file);
    if (journal->head >= 0)
        close(journal->head);
    pthread_mutex_destroy(&journal->lock);
    free(journal);
}
