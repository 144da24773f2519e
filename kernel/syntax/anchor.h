/* anchor.h - which part of an expression is its operator or its brackets: for
 * the marks below the lines of a traceback.
 *
 * Texts are lines of source without the indentation they share. Lines count
 * from 0, columns are characters.
 */
#ifndef VK_SYNTAX_ANCHOR_H
#define VK_SYNTAX_ANCHOR_H

#include "object/str.h"

typedef struct vk_anchors {
    uint32_t left_line, left, right_line, right; /* the end is exclusive */
    bool call; /* they are the parentheses of a call */
} vk_anchors;

/* Of [segment], if that is a binary operation, a subscript or a call. */
bool vk_anchor_find(viv_vm *vm, vk_text segment, vk_anchors *anchors);

/* Whether [lines] are `return f(...)` or `name = ...(...)`, the call from
 * column [from] of the first line to [to] of the last, number [last]. */
bool vk_anchor_plain_call(viv_vm *vm, vk_text lines, uint32_t last,
                          uint32_t from, uint32_t to);

#endif
