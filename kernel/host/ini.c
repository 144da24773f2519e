/* ini.c - reading INI files with inih.
 *
 * Debian's inih cuts lines at 200 bytes and tells no line numbers, so it reads
 * through a function of ours that counts lines and refuses longer ones.
 */
#include "host/ini.h"

#include <errno.h>
#include <fcntl.h>
#include <ini.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct stream {
    vk_ini *ini;
    const char *file;
    const char *next; /* of the text */
    uint32_t line;
    uint32_t first; /* row of this file */
    bool continued; /* the line began with a blank */
    vk_problems *problems;
} stream;

bool vk_ini_same_key(const char *a, const char *b) {
    for (; *a && *b; a++, b++) {
        char left = *a == '_' ? '-' : *a, right = *b == '_' ? '-' : *b;

        if (left != right)
            return false;
    }
    return *a == *b;
}

/* Gives inih the next line, cut to nothing when it is too long. */
static char *read_line(char *buffer, int size, void *arg) {
    stream *from = arg;
    size_t length = strcspn(from->next, "\n");

    if (*from->next == 0)
        return NULL;
    from->line++;
    from->continued = *from->next == ' ' || *from->next == '\t';
    bool fits = length <= VK_INI_LINE_MOST && (int)length < size;

    if (!fits)
        vk_problems_add(from->problems,
                        "%s:%u: line of %zu bytes, expected at most %d",
                        from->file, from->line, length, VK_INI_LINE_MOST);
    memcpy(buffer, from->next, fits ? length : 0);
    buffer[fits ? length : 0] = 0;
    from->next += length + (from->next[length] == '\n');
    return buffer;
}

static vk_ini_row *find_own(stream *from, const char *section,
                            const char *key) {
    vk_ini *ini = from->ini;

    for (uint32_t i = from->first; i < ini->count; i++)
        if (strcmp(ini->rows[i].section, section) == 0 &&
            vk_ini_same_key(ini->rows[i].key, key))
            return &ini->rows[i];
    return NULL;
}

static bool add_row(vk_ini *ini, vk_ini_row row) {
    if (ini->count == ini->room) {
        uint32_t room = ini->room ? 2 * ini->room : 32;
        vk_ini_row *rows = realloc(ini->rows, room * sizeof *rows);

        if (!rows)
            return false;
        ini->rows = rows;
        ini->room = room;
    }
    ini->rows[ini->count++] = row;
    return true;
}

static void free_row(vk_ini_row *row) {
    free(row->section);
    free(row->key);
    free(row->value);
    free(row->file);
}

/* A line that begins with a blank goes on with the value before it. */
static bool continue_value(vk_ini_row *row, const char *value) {
    char *whole = NULL;

    if (asprintf(&whole, "%s %s", row->value, value) < 0)
        return false;
    free(row->value);
    row->value = whole;
    return true;
}

static int take_row(void *arg, const char *section, const char *key,
                    const char *value) {
    stream *from = arg;
    vk_ini_row *old = find_own(from, section, key);

    if (old && from->continued)
        return continue_value(old, value);
    if (old) {
        vk_problems_add(from->problems,
                        "%s:%u: [%s] %s stands in line %u already", from->file,
                        from->line, section, key, old->line);
        return 1;
    }
    vk_ini_row row = {strdup(section), strdup(key), strdup(value),
                      strdup(from->file), from->line, false};

    if (row.section && row.key && row.value && row.file &&
        add_row(from->ini, row))
        return 1;
    free_row(&row);
    vk_problems_add(from->problems, "%s: out of memory", from->file);
    return 1;
}

void vk_ini_read_text(vk_ini *ini, const char *name, const char *text,
                      vk_problems *problems) {
    stream from = {ini, name, text, 0, ini->count, false, problems};
    int wrong = ini_parse_stream(read_line, &from, take_row, &from);

    if (wrong > 0)
        vk_problems_add(problems,
                        "%s:%d: expected `[section]` or `key = value`", name,
                        wrong);
    else if (wrong < 0)
        vk_problems_add(problems, "%s: out of memory", name);
}

/* A configuration of megabytes is a mistake or an attack; a zero byte would
 * hide what follows it. */
static char *read_whole(int file, const char *path, vk_problems *problems) {
    char *text = calloc(1, VK_INI_FILE_MOST + 1);
    size_t length = 0;
    ssize_t got = 1;

    while (text && length < VK_INI_FILE_MOST && got > 0) {
        got = read(file, text + length, VK_INI_FILE_MOST - length);
        length += got > 0 ? (size_t)got : 0;
    }
    if (text && got == 0 && strlen(text) == length)
        return text;
    vk_problems_add(problems, "%s: expected a text file below 1 MiB%s", path,
                    text && got == 0 ? ", found a zero byte" : "");
    free(text);
    return NULL;
}

/* O_NONBLOCK: a path that is a FIFO must not make the host wait. */
void vk_ini_read_file(vk_ini *ini, const char *path, vk_problems *problems) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat facts;

    if (file < 0 || fstat(file, &facts) != 0) {
        vk_problems_add(problems, "%s: %s", path, strerror(errno));
    } else if (!S_ISREG(facts.st_mode)) {
        vk_problems_add(problems, "%s: expected a regular file", path);
    } else {
        char *text = read_whole(file, path, problems);

        if (text)
            vk_ini_read_text(ini, path, text, problems);
        free(text);
    }
    if (file >= 0)
        close(file);
}

void vk_ini_append(vk_ini *ini, vk_ini *other, vk_problems *problems) {
    for (uint32_t i = 0; i < other->count; i++)
        if (!add_row(ini, other->rows[i])) {
            vk_problems_add(problems, "%s: out of memory", other->rows[i].file);
            free_row(&other->rows[i]);
        }
    free(other->rows);
    *other = (vk_ini){0};
}

void vk_ini_free(vk_ini *ini) {
    for (uint32_t i = 0; i < ini->count; i++)
        free_row(&ini->rows[i]);
    free(ini->rows);
    *ini = (vk_ini){0};
}

/* From the end: later rows change earlier ones. */
const vk_ini_row *vk_ini_find(const vk_ini *ini, const char *section,
                              const char *key) {
    for (uint32_t i = ini->count; i > 0; i--) {
        const vk_ini_row *row = &ini->rows[i - 1];

        if (strcmp(row->section, section) == 0 &&
            vk_ini_same_key(row->key, key))
            return row;
    }
    return NULL;
}

void vk_ini_problem(vk_problems *problems, const vk_ini_row *row,
                    const char *format, ...) {
    char message[600];
    va_list values;

    va_start(values, format);
    vsnprintf(message, sizeof message, format, values);
    va_end(values);
    vk_problems_add(problems, "%s:%u: [%s] %s: %s", row->file, row->line,
                    row->section, row->key, message);
}
