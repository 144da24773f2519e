/* problems.c - collecting what is wrong with a configuration. */
#include "host/problems.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/distance.h"

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

/* A third of the letters and one may differ. */
const char *vk_nearest_name(const char *wrong, const char *const *names,
                            uint32_t count) {
    int best = ((int)(strlen(wrong) / 3) + 2) * VK_DISTANCE_CHANGE;
    const char *nearest = NULL;

    for (uint32_t i = 0; i < count; i++) {
        int far = vk_distance(wrong, strlen(wrong), names[i], strlen(names[i]));

        if (far < best) {
            best = far;
            nearest = names[i];
        }
    }
    return nearest;
}
