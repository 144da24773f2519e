/* buffer.c - text that grows, outside of cages. */
#include <stdlib.h>
#include <string.h>

#include "host/sandbox.h"

bool vk_buffer_add(vk_buffer *buffer, const char *text, size_t length) {
    if (buffer->room - buffer->length <= length) {
        size_t room = 2 * buffer->length + length + 64;
        char *grown = realloc(buffer->text, room);

        if (!grown)
            return false;
        buffer->text = grown;
        buffer->room = room;
    }
    memcpy(buffer->text + buffer->length, text, length);
    buffer->length += length;
    buffer->text[buffer->length] = 0;
    return true;
}

void vk_buffer_free(vk_buffer *buffer) {
    free(buffer->text);
    *buffer = (vk_buffer){0};
}
