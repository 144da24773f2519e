/* journal_verify.c - is a journal as it was written?
 *
 * Reads line by line and keeps only the last hash: a journal of any size can be
 * checked. The first difference is told, with the line where it is.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vivarium/embed.h>

#include "host/journal.h"

/* A journal that is being checked. */
typedef struct check {
    const char *path;
    FILE *file, *out;
    vk_journal_mark mark; /* what was read so far */
    vk_journal_mark head; /* what must be there at least */
} check;

static bool broken(const check *c, uint64_t line, const char *what,
                   const char *expected, const char *found) {
    fprintf(c->out, "%s:%llu: expected %s%s, found %s\n", c->path,
            (unsigned long long)line, what, expected, found);
    return false;
}

static bool check_line(check *c, const char *text, size_t length) {
    uint64_t number = c->mark.lines + 1;
    char expected[24], found[24];
    vk_journal_line line;

    if (length == 0 || text[length - 1] != '\n')
        return broken(c, number, "a line end", "", "the end of the file");
    if (!vk_journal_read(text, length, &line))
        return broken(c, number, "a line of a journal", "", "something else");
    snprintf(expected, sizeof expected, "%llu", (unsigned long long)number);
    snprintf(found, sizeof found, "%llu", (unsigned long long)line.number);
    if (line.number != number)
        return broken(c, number, "line ", expected, found);
    if (strcmp(line.previous, c->mark.hash) != 0)
        return broken(c, number, "previous hash ", c->mark.hash,
                      line.previous);
    if (strcmp(line.hash, line.computed) != 0)
        return broken(c, number, "hash ", line.computed, line.hash);
    if (number == c->head.lines && strcmp(line.hash, c->head.hash) != 0)
        return broken(c, number, "hash ", c->head.hash, line.hash);
    c->mark.lines = number;
    memcpy(c->mark.hash, line.hash, sizeof line.hash);
    return true;
}

static bool check_lines(check *c) {
    char *text = NULL;
    size_t room = 0;
    ssize_t length;
    bool fine = true;

    while (fine && (length = getline(&text, &room, c->file)) > 0)
        fine = check_line(c, text, (size_t)length);
    free(text);
    return fine;
}

static bool check_end(const check *c) {
    char missing[60];

    snprintf(missing, sizeof missing, "line %llu of %llu",
             (unsigned long long)c->mark.lines + 1,
             (unsigned long long)c->head.lines);
    if (c->mark.lines < c->head.lines)
        return broken(c, c->mark.lines + 1, missing, "",
                      "the end of the file");
    fprintf(c->out, "%s: %llu lines, the last with hash %s\n", c->path,
            (unsigned long long)c->mark.lines, c->mark.hash);
    return true;
}

/* An empty journal has an empty head. */
static bool read_head(check *c, const char *path) {
    FILE *file = fopen(path, "re");
    unsigned long long lines = 0;
    int fields;

    c->head = vk_journal_beginning();
    if (!file) {
        fprintf(c->out, "%s: %s\n", path, strerror(errno));
        return false;
    }
    fields = fscanf(file, "%llu %64[0-9a-f]", &lines, c->head.hash);
    fclose(file);
    c->head.lines = lines;
    if (fields == 2 || (fields == EOF && lines == 0))
        return true;
    fprintf(c->out,
            "%s:1: expected a number and a hash, found something else\n", path);
    return false;
}

bool viv_journal_verify(const char *path, const char *head, FILE *out) {
    check c = {.path = path, .out = out, .mark = vk_journal_beginning()};
    char *beside = NULL;
    bool fine = false;

    if (!head && asprintf(&beside, "%s" VK_JOURNAL_HEAD, path) < 0)
        return false;
    c.file = fopen(path, "re");
    if (!c.file)
        fprintf(out, "%s: %s\n", path, strerror(errno));
    else if (read_head(&c, head ? head : beside))
        fine = check_lines(&c) && check_end(&c);
    if (c.file)
        fclose(c.file);
    free(beside);
    return fine;
}
