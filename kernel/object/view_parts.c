/* view_parts.c - reaching the elements of a memoryview.
 *
 * Everything in a view may have been overwritten. The sums are made in 64 bits
 * without overflow traps, and what they give is compared with the bytes there
 * are, right before they are read or written.
 */
#include "object/view_parts.h"

#include "object/bytes.h"
#include "object/error.h"
#include "object/iterator.h"
#include "object/number.h"
#include "object/protocol.h"

enum { ELEMENTS_PER_UNIT = 4 };

vk_memoryview_object *vk_view_pointer(viv_vm *vm, viv_value view) {
    VK_CHECK(vm, vk_is(vm, view, VK_MEMORYVIEW));
    return vk_object(vm, view);
}

const vk_memoryview_object *vk_view_checked(viv_vm *vm, viv_value view) {
    const vk_memoryview_object *self = vk_view_pointer(vm, view);

    if (!viv_is_absent(self->object))
        return self;
    vk_raise(vm, VIV_ValueError,
             "operation forbidden on released memoryview object");
    return NULL;
}

vk_text vk_view_object_text(viv_vm *vm, viv_value object) {
    return vk_is(vm, object, VK_BYTEARRAY) ? vk_bytearray_text(vm, object)
                                           : vk_bytes_text(vm, object);
}

bool vk_view_index(viv_vm *vm, viv_value value, int64_t *index) {
    value = vk_index(vm, value);
    if (viv_is_jump(value))
        return false;
    if (vk_int_value(vm, value, index))
        return true;
    vk_raise(vm, VIV_IndexError,
             "cannot fit 'int' into an index-sized integer");
    return false;
}

static uint32_t dimensions(const vk_memoryview_object *self) {
    uint32_t count = self->dimensions;

    return count < VK_VIEW_DIMENSIONS ? count : VK_VIEW_DIMENSIONS;
}

static uint32_t element_size(const vk_memoryview_object *self) {
    return vk_view_format_at(self->head.extra)->size;
}

int64_t vk_view_count(const vk_memoryview_object *self) {
    int64_t count = 1;
    uint32_t i;

    for (i = 0; i < dimensions(self); i++) {
        if (self->shape[i] < 0 ||
            __builtin_mul_overflow(count, self->shape[i], &count))
            return -1;
    }
    return count > UINT32_MAX ? -1 : count;
}

int64_t vk_view_bytes(const vk_memoryview_object *self) {
    int64_t count = vk_view_count(self);

    return count < 0 ? -1 : count * element_size(self);
}

bool vk_view_contiguous(const vk_memoryview_object *self) {
    int64_t stride = element_size(self);
    uint32_t i;

    for (i = dimensions(self); i-- > 0;) {
        if (self->shape[i] != 1 && self->strides[i] != stride &&
            vk_view_count(self) != 0)
            return false;
        stride = (int64_t)((uint64_t)stride * (uint64_t)self->shape[i]);
    }
    return true;
}

int64_t vk_view_offset(const vk_memoryview_object *self, int64_t index) {
    uint64_t at = (uint64_t)self->start;
    uint32_t i;

    for (i = dimensions(self); i-- > 0;) {
        int64_t length = self->shape[i] > 0 ? self->shape[i] : 1;

        at += (uint64_t)(index % length) * (uint64_t)self->strides[i];
        index /= length;
    }
    return (int64_t)at;
}

/* The address of the element at [at]; NULL: not there any more, raised. */
static char *element_at(viv_vm *vm, const vk_memoryview_object *self,
                        int64_t at) {
    vk_text text = vk_view_object_text(vm, self->object);
    uint32_t size = element_size(self);

    if (at < 0 || text.length < size || at > text.length - size) {
        vk_raise(vm, VIV_IndexError, "memoryview: the buffer has shrunk");
        return NULL;
    }
    return (char *)(uintptr_t)text.data + at;
}

viv_value vk_view_get(viv_vm *vm, const vk_memoryview_object *self,
                      int64_t at) {
    const char *data = element_at(vm, self, at);

    if (!data)
        return VIV_RAISE;
    return vk_view_unpack(vm, vk_view_format_at(self->head.extra), data);
}

viv_value vk_view_set(viv_vm *vm, const vk_memoryview_object *self, int64_t at,
                      const void *element) {
    char *data;

    VK_CHECK(vm, vk_is(vm, self->object, VK_BYTEARRAY));
    data = element_at(vm, self, at);
    if (!data)
        return VIV_RAISE;
    memcpy(data, element, element_size(self));
    return VIV_NONE;
}

viv_value vk_view_write(viv_vm *vm, const vk_memoryview_object *self,
                        viv_value bytes) {
    uint32_t size = element_size(self);
    vk_text from = vk_bytes_text(vm, bytes);
    int64_t count = vk_view_count(self), i;

    for (i = 0; i < count && (i + 1) * size <= from.length; i++) {
        if (i % ELEMENTS_PER_UNIT == 0 && !vk_charge(vm, 1))
            return VIV_RAISE;
        VIV_TRY(vk_view_set(vm, self, vk_view_offset(self, i),
                            (const char *)from.data + i * size));
    }
    return VIV_NONE;
}

/* Copies the elements one after the other to [data] of so many. */
static bool gather(viv_vm *vm, const vk_memoryview_object *self, char *data,
                   int64_t count) {
    uint32_t size = element_size(self);
    int64_t i;

    for (i = 0; i < count; i++) {
        const char *from = element_at(vm, self, vk_view_offset(self, i));

        if (!from || (i % ELEMENTS_PER_UNIT == 0 && !vk_charge(vm, 1)))
            return false;
        memcpy(data + i * size, from, size);
    }
    return true;
}

viv_value vk_memoryview_bytes(viv_vm *vm, viv_value view) {
    const vk_memoryview_object *self = vk_view_checked(vm, view);
    int64_t count;
    viv_value bytes;
    vk_text text;

    if (!self)
        return VIV_RAISE;
    if (vk_memoryview_text(vm, view, &text))
        return vk_bytes_from(vm, text.data, text.length);
    count = vk_view_count(self);
    if (count < 0 || vk_view_bytes(self) > UINT32_MAX)
        return vk_raise_memory(vm);
    bytes = vk_bytes_new(vm, (uint32_t)vk_view_bytes(self));
    VIV_TRY(bytes);
    return gather(vm, self, vk_bytes_writable(vm, bytes), count) ? bytes
                                                                 : VIV_RAISE;
}

static bool same_shape(const vk_memoryview_object *a,
                       const vk_memoryview_object *b) {
    uint32_t i;

    if (a->dimensions != b->dimensions)
        return false;
    for (i = 0; i < dimensions(a); i++) {
        if (a->shape[i] != b->shape[i])
            return false;
    }
    return true;
}

int vk_view_equal(viv_vm *vm, viv_value a, viv_value b) {
    const vk_memoryview_object *left, *right;
    int64_t count, i;
    int equal = 1;

    if (!vk_is(vm, a, VK_MEMORYVIEW))
        a = vk_memoryview_new(vm, a);
    if (!viv_is_jump(a) && !vk_is(vm, b, VK_MEMORYVIEW))
        b = vk_memoryview_new(vm, b);
    if (viv_is_jump(a) || viv_is_jump(b))
        return -1;
    left = vk_view_pointer(vm, a);
    right = vk_view_pointer(vm, b);
    if (viv_is_absent(left->object) || viv_is_absent(right->object) ||
        !same_shape(left, right))
        return 0;
    count = vk_view_count(left);
    for (i = 0; i < count && equal == 1; i++) {
        viv_value x = vk_view_get(vm, left, vk_view_offset(left, i));
        viv_value y = vk_view_get(vm, right, vk_view_offset(right, i));

        if (viv_is_jump(x) || viv_is_jump(y) || !vk_charge(vm, 1))
            return -1;
        equal = vk_item_equal(vm, x, y);
    }
    return equal;
}
