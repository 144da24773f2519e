/* traceback.h - parts of the report of an exception. */
#ifndef VK_OBJECT_TRACEBACK_H
#define VK_OBJECT_TRACEBACK_H

#include "compile/code.h"
#include "object/exception.h"
#include "object/str.h"

/* Frame after frame, from the traceback entry [walk] on (or absent). */
void vk_traceback_add_frames(vk_str_builder *out, viv_value walk);
/* The place in the source of an instruction, of a traceback's entry; false: it
 * is not known. */
bool vk_code_position(viv_vm *vm, const vk_code_object *code,
                      uint32_t instruction, vk_position *position);
bool vk_traceback_position(viv_vm *vm, const vk_traceback_object *entry,
                           vk_position *position);
/* The lines of the source text that [position] says, with marks under that
 * part. */
void vk_caret_add_source(vk_str_builder *out, viv_value source,
                         const vk_position *position);
/* Line [number] of a source text (from 1), without its end; false: there is
 * none. */
bool vk_source_line(viv_vm *vm, viv_value source, uint32_t number,
                    vk_text *line);
/* Characters before the column [bytes], of UTF-8. */
uint32_t vk_source_column(vk_text line, uint32_t bytes);
/* The line of the source that an instruction comes from; 0: unknown. */
uint32_t vk_code_line(viv_vm *vm, const vk_code_object *code,
                      uint32_t instruction);
/* A SyntaxError's own report; false: [exception] is none. */
bool vk_syntax_report(vk_str_builder *out, viv_value exception);
/* ". Did you mean: 'x'?" where there is something to suggest. */
void vk_str_add_suggestion(vk_str_builder *out, viv_value exception);
/* A number that differs between activations: so that recursion through the same
 * instruction gives an entry each. */
uint32_t vk_frame_mark(viv_vm *vm);

#endif
