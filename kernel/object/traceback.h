/* traceback.h - parts of the report of an exception. */
#ifndef VK_OBJECT_TRACEBACK_H
#define VK_OBJECT_TRACEBACK_H

#include "compile/code.h"
#include "object/str.h"

/* Which of the marked characters [from, to) of a line get ^ rather than ~: operator or
 * brackets. Columns are characters from [start], the line's place in [text]. False:
 * all of them. */
bool vk_caret_anchors(vk_text text, uint32_t start, uint32_t from, uint32_t to,
                      uint32_t *strong_from, uint32_t *strong_to);
bool vk_caret_has_anchors(vk_text text, uint32_t start, uint32_t from,
                          uint32_t to);
/* Frame after frame, from the traceback entry [walk] on (or absent). */
void vk_traceback_add_frames(vk_str_builder *out, viv_value walk);
/* The lines of an expression over several lines, with their carets. */
void vk_caret_many_lines(vk_str_builder *out, viv_value source,
                         const vk_position *position, vk_text text);
/* A SyntaxError's own report; false: [exception] is none. */
bool vk_caret_syntax_error(vk_str_builder *out, viv_value exception);
/* ". Did you mean: 'x'?" where there is something to suggest. */
void vk_str_add_suggestion(vk_str_builder *out, viv_value exception);
/* Two columns wide on a terminal (East Asian Width F and W). */
bool vk_text_wide(uint32_t character);
/* A number that differs between activations: so that recursion through the same
 * instruction gives an entry each. */
uint32_t vk_frame_mark(viv_vm *vm);

#endif
