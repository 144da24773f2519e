/* problems.c - collecting what is wrong with a configuration. */
#include "host/problems.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool make_room(vk_problems *problems, size_t more) {
    size_t room = problems->room ? problems->room : 512;

    while (room < problems->length + more)
        room *= 2;
    char *text = realloc(problems->text, room);

    if (!text)
        return false;
    problems->text = text;
    problems->room = room;
    return true;
}

void vk_problems_add(vk_problems *problems, const char *format, ...) {
    char line[1024];
    va_list values;

    problems->count++;
    va_start(values, format);
    vsnprintf(line, sizeof line, format, values);
    va_end(values);
    size_t length = strlen(line);

    if (!make_room(problems, length + 2))
        return;
    memcpy(problems->text + problems->length, line, length);
    problems->length += length;
    problems->text[problems->length++] = '\n';
    problems->text[problems->length] = 0;
}

void vk_problems_free(vk_problems *problems) {
    free(problems->text);
    *problems = (vk_problems){0};
}

enum { NAME_MOST = 40 };

static uint32_t least(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

/* Levenshtein's distance; names that are too long are far from everything. */
static uint32_t distance(const char *a, const char *b) {
    uint32_t row[NAME_MOST + 1];
    size_t a_length = strlen(a), b_length = strlen(b);

    if (a_length > NAME_MOST || b_length > NAME_MOST)
        return UINT32_MAX;
    for (uint32_t j = 0; j <= b_length; j++)
        row[j] = j;
    for (uint32_t i = 1; i <= a_length; i++) {
        uint32_t corner = row[0];

        row[0] = i;
        for (uint32_t j = 1; j <= b_length; j++) {
            uint32_t replaced = corner + (a[i - 1] != b[j - 1]);

            corner = row[j];
            row[j] = least(replaced, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[b_length];
}

const char *vk_nearest_name(const char *wrong, const char *const *names,
                            uint32_t count) {
    uint32_t best = (uint32_t)strlen(wrong) / 3 + 2;
    const char *nearest = NULL;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t far = distance(wrong, names[i]);

        if (far < best) {
            best = far;
            nearest = names[i];
        }
    }
    return nearest;
}
