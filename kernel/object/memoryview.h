/* memoryview.h - views on the bytes of bytes and bytearray.
 *
 * A view names its object and computes addresses at each access from where the
 * bytes lie then, so it never outlives them. Only `with` keeps a bytearray from
 * being resized: without reference counts, a view that was dropped would do so
 * until the next collection.
 */
#ifndef VK_OBJECT_MEMORYVIEW_H
#define VK_OBJECT_MEMORYVIEW_H

#include "object/str.h"

enum { VK_VIEW_DIMENSIONS = 4 };

typedef struct vk_memoryview {
    vk_header head;     /* head.extra: row of the format, vk_view_formats */
    uint8_t dimensions;
    uint8_t native;     /* the format was written with '@' */
    uint8_t read_only;
    uint8_t locks;      /* of the bytearray, by `with` */
    uint32_t spare;
    viv_value object;   /* bytes or bytearray; absent: released */
    int64_t start;      /* of the first element, in bytes */
    int64_t shape[VK_VIEW_DIMENSIONS], strides[VK_VIEW_DIMENSIONS];
} vk_memoryview_object;

/* What an element is. */
typedef struct vk_view_format {
    char code, kind; /* kind: u, i unsigned, signed; f float; ? bool; c bytes */
    uint8_t size;
} vk_view_format;

enum { VK_VIEW_BYTES = 0 }; /* the row of 'B' */

/* The row of the format; of row 0 if there is none such. */
const vk_view_format *vk_view_format_at(uint32_t row);
/* The row of a format's text, or -1; [native]: it begins with '@'. */
int vk_view_format_find(viv_vm *vm, viv_value text, bool *native);
/* The value of the element at [data]. */
viv_value vk_view_unpack(viv_vm *vm, const vk_view_format *format,
                         const void *data);
/* Writes a value as an element; false: raised. It may run program code, so
 * [data] is a buffer of eight bytes of the caller's. */
bool vk_view_pack(viv_vm *vm, const vk_view_format *format, viv_value value,
                  void *data);

/* A view of bytes, bytearray or memoryview. */
viv_value vk_memoryview_new(viv_vm *vm, viv_value object);
/* The bytes, where they lie one after the other; false: they do not, or the
 * view was released; nothing is raised. */
bool vk_memoryview_text(viv_vm *vm, viv_value view, vk_text *text);
/* tobytes(): a copy in any case. */
viv_value vk_memoryview_bytes(viv_vm *vm, viv_value view);

#endif
