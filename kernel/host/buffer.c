/* buffer.c - text that grows, outside of cages.
 *
 * For texts of the host. Nothing here is reachable from a sandbox: its memory
 * is counted, this is not, so whoever adds bounds what is added.
 */
#include <stdlib.h>
#include <string.h>

#include "host/sandbox.h"
#include "object/str.h"

enum { PIECE = 256 }; /* characters */

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

/* In slices that fit the C stack: the text of a program has any length. A short
 * one is taken whole, since there may be no memory left for a slice. */
bool vk_buffer_add_str(viv_vm *vm, vk_buffer *buffer, viv_value str) {
    uint32_t length = vk_str_text(vm, str).length;
    char piece[PIECE * 4 + 1];

    for (uint32_t i = 0; i < length; i += PIECE) {
        uint32_t end = i + PIECE < length ? i + PIECE : length;
        viv_value part = length <= PIECE ? str
                                         : vk_str_slice(vm, str, i, end);

        if (viv_is_jump(part) ||
            !vk_buffer_add(buffer, piece,
                           vk_str_utf8(vm, part, piece, sizeof piece)))
            return false;
    }
    return true;
}
