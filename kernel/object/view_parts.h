/* view_parts.h - what the parts of memoryview have of each other. */
#ifndef VK_OBJECT_VIEW_PARTS_H
#define VK_OBJECT_VIEW_PARTS_H

#include "object/memoryview.h"

extern const struct viv_function vk_view_methods[];
extern const struct vk_getset vk_view_getsets[];

vk_memoryview_object *vk_view_pointer(viv_vm *vm, viv_value view);
/* The same; NULL: it was released, raised. */
const vk_memoryview_object *vk_view_checked(viv_vm *vm, viv_value view);
vk_memoryview_object *vk_view_copy(viv_vm *vm,
                                   const vk_memoryview_object *from);
/* The bytes of bytes or bytearray. */
vk_text vk_view_object_text(viv_vm *vm, viv_value object);
/* An index; false: raised. */
bool vk_view_index(viv_vm *vm, viv_value value, int64_t *index);

/* Elements, bytes; -1 where a program overwrote the shape. */
int64_t vk_view_count(const vk_memoryview_object *self);
int64_t vk_view_bytes(const vk_memoryview_object *self);
/* They lie one after the other, the last dimension moving fastest. */
bool vk_view_contiguous(const vk_memoryview_object *self);
/* The distance of element number [index], counted in that order. */
int64_t vk_view_offset(const vk_memoryview_object *self, int64_t index);

/* The element that begins at [at]; write it. IndexError where the bytearray has
 * become too short. */
viv_value vk_view_get(viv_vm *vm, const vk_memoryview_object *self, int64_t at);
viv_value vk_view_set(viv_vm *vm, const vk_memoryview_object *self, int64_t at,
                      const void *element);
/* Writes all elements from a bytes object of as many. */
viv_value vk_view_write(viv_vm *vm, const vk_memoryview_object *self,
                        viv_value bytes);
/* 1, 0, -1; of views and what lends its bytes. */
int vk_view_equal(viv_vm *vm, viv_value a, viv_value b);

#endif
