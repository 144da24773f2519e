/* piece.h - what str, bytes and bytearray have in common: their methods work on
 * views, and make pieces of the same type as the text they are methods of.
 *
 * Functions named vk_piece_x are methods of all three types: `self` is of one
 * of these kinds.
 */
#ifndef VK_OBJECT_PIECE_H
#define VK_OBJECT_PIECE_H

#include "object/bytes.h"

/* A view of a str, bytes or bytearray. */
vk_text vk_piece_text(viv_vm *vm, viv_value self);
/* A new text of [self]'s plain type: of a view; of a part of [self]; of a
 * builder. */
viv_value vk_piece_make(viv_vm *vm, viv_value self, vk_text text);
viv_value vk_piece_cut(viv_vm *vm, viv_value self, uint32_t start,
                       uint32_t end);
viv_value vk_piece_finish(viv_value self, vk_str_builder *builder);
/* [self] unchanged: itself where it is immutable and of the plain type, else a
 * copy. */
viv_value vk_piece_same(viv_vm *vm, viv_value self);

/* A view of an argument that must be of the family of [self] (str, or
 * bytes-like); false: raised, for str with [message], a format with one %T. */
bool vk_piece_argument(viv_vm *vm, viv_value self, viv_value argument,
                       const char *message, vk_text *text);
/* The same of bytes methods that take a byte too; [byte] has room for it. */
bool vk_piece_or_byte(viv_vm *vm, viv_value self, viv_value argument,
                      const char *message, uint8_t *byte, vk_text *text);
/* start and end of a slice, as find() takes them: ints or None, clipped. */
void vk_piece_range(viv_vm *vm, const viv_value *args, uint32_t length,
                    int64_t *start, int64_t *end);
/* A count, by __index__; false: raised, OverflowError where it is too large. */
bool vk_piece_size(viv_vm *vm, viv_value value, int64_t *size);
/* White space, as the type of [self] understands it. */
bool vk_piece_is_space(bool is_text, uint32_t character);

/* piece_search.c */
viv_value vk_piece_find(viv_vm *vm, const viv_value *args);
viv_value vk_piece_rfind(viv_vm *vm, const viv_value *args);
viv_value vk_piece_index(viv_vm *vm, const viv_value *args);
viv_value vk_piece_rindex(viv_vm *vm, const viv_value *args);
viv_value vk_piece_count(viv_vm *vm, const viv_value *args);
viv_value vk_piece_startswith(viv_vm *vm, const viv_value *args);
viv_value vk_piece_endswith(viv_vm *vm, const viv_value *args);
viv_value vk_piece_removeprefix(viv_vm *vm, const viv_value *args);
viv_value vk_piece_removesuffix(viv_vm *vm, const viv_value *args);

/* piece_replace.c */
viv_value vk_piece_replace(viv_vm *vm, const viv_value *args);
viv_value vk_piece_expandtabs(viv_vm *vm, const viv_value *args);
viv_value vk_piece_center(viv_vm *vm, const viv_value *args);
viv_value vk_piece_ljust(viv_vm *vm, const viv_value *args);
viv_value vk_piece_rjust(viv_vm *vm, const viv_value *args);
viv_value vk_piece_zfill(viv_vm *vm, const viv_value *args);

/* piece_split.c */
viv_value vk_piece_split(viv_vm *vm, const viv_value *args);
viv_value vk_piece_rsplit(viv_vm *vm, const viv_value *args);
viv_value vk_piece_splitlines(viv_vm *vm, const viv_value *args);
viv_value vk_piece_partition(viv_vm *vm, const viv_value *args);
viv_value vk_piece_rpartition(viv_vm *vm, const viv_value *args);
viv_value vk_piece_strip(viv_vm *vm, const viv_value *args);
viv_value vk_piece_lstrip(viv_vm *vm, const viv_value *args);
viv_value vk_piece_rstrip(viv_vm *vm, const viv_value *args);

/* Operators. [times] is an int, or what has __index__. */
viv_value vk_piece_repeat(viv_vm *vm, viv_value self, viv_value times);
viv_value vk_piece_compare(vk_operator op, int order);
/* self[slice] */
viv_value vk_piece_slice(viv_vm *vm, viv_value self, viv_value slice);

#endif
