/* source.h - a source text made ready for the lexer.
 *
 * Whatever the source was, the lexer reads UTF-8 in the arena with '\n' as the
 * only end of line, without byte order mark, ended by NUL.
 *
 * A span is an offset and a length of the cage; whoever uses one cuts the
 * length with vk_span() first.
 */
#ifndef VK_SYNTAX_SOURCE_H
#define VK_SYNTAX_SOURCE_H

#include "syntax/lexer.h"

typedef struct vk_text_span {
    uint32_t offset, length;
} vk_text_span;

/* False: the error is set. */
bool vk_source_read(viv_vm *vm, const vk_source *source, vk_syntax_error *error,
                    vk_text_span *text);

#endif
