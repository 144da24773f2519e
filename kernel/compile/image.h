/* image.h - code as bytes, which lie in the shared object of a plugin: written
 * when the plugin is built, read when the world is.
 *
 *     stamp │ count │ texts │ the module's code, those of its functions within
 *
 * An image is only read by a kernel whose code has the same form; any other
 * compiles the source, which lies beside it.
 */
#ifndef VK_COMPILE_IMAGE_H
#define VK_COMPILE_IMAGE_H

#include "compile/code.h"
#include "syntax/parser.h"

/* Two kernels with the same one run each other's code: SHA-256 of what its
 * instructions and their numbers mean. */
enum { VK_STAMP_BYTES = 32 };
void vk_image_stamp(uint8_t stamp[VK_STAMP_BYTES]);

/* What a value of the image is; its first byte. */
typedef enum vk_image_tag {
    VK_IMAGE_IMMEDIATE, /* its word */
    VK_IMAGE_TEXT,      /* a number in the table of texts */
    VK_IMAGE_INT,       /* sign, hexadecimal digits */
    VK_IMAGE_FLOAT,
    VK_IMAGE_COMPLEX,
    VK_IMAGE_BYTES,
    VK_IMAGE_TUPLE,
    VK_IMAGE_CODE,
} vk_image_tag;

/* The numbers of a code object that an image keeps, in their order. */
#define VK_IMAGE_NUMBERS(ROW)                                                  \
    ROW(registers) ROW(positional) ROW(positional_only) ROW(keyword_only)      \
    ROW(free_count) ROW(free_start) ROW(flags) ROW(first_line)
/* Its values. */
#define VK_IMAGE_VALUES(ROW)                                                   \
    ROW(name) ROW(qualified_name) ROW(file) ROW(names) ROW(free_names)         \
    ROW(cell_names) ROW(doc)

/* Writes [code]. False: raised, or the sink had enough. */
bool vk_image_write(viv_vm *vm, viv_value code, const vk_tree_sink *sink);
/* The code; absent: the image has another stamp. Everything that was read is
 * verified. */
viv_value vk_image_read(viv_vm *vm, const void *image, size_t size);

#endif
