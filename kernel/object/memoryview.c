/* memoryview.c - memoryview: looking at bytes, whole or in steps, without a
 * copy. */
#include "object/memoryview.h"

#include <vivarium/function.h>

#include "memory/heap.h"
#include "object/bytes.h"
#include "object/error.h"
#include "object/iterator.h"
#include "object/number.h"
#include "object/view_parts.h"

/* -- making */

static vk_memoryview_object *take(viv_vm *vm) {
    vk_memoryview_object *self = vk_new(vm, VK_MEMORYVIEW, sizeof *self);

    if (self)
        memset((char *)self + sizeof self->head, 0,
               sizeof *self - sizeof self->head);
    return self;
}

/* A copy of the view, to be changed by who made it; NULL: raised. */
vk_memoryview_object *vk_view_copy(viv_vm *vm,
                                   const vk_memoryview_object *from) {
    vk_memoryview_object *self = take(vm);

    if (!self)
        return NULL;
    memcpy((char *)self + sizeof self->head,
           (const char *)from + sizeof from->head,
           sizeof *self - sizeof self->head);
    self->head.extra = from->head.extra;
    self->locks = 0;
    return self;
}

viv_value vk_memoryview_new(viv_vm *vm, viv_value object) {
    vk_memoryview_object *self;
    vk_text text;

    if (vk_is(vm, object, VK_MEMORYVIEW)) {
        const vk_memoryview_object *from = vk_view_checked(vm, object);

        self = from ? vk_view_copy(vm, from) : NULL;
        return self ? vk_reference(vm, self) : VIV_RAISE;
    }
    if (!vk_is(vm, object, VK_BYTES) && !vk_is(vm, object, VK_BYTEARRAY))
        return vk_raise(vm, VIV_TypeError,
                        "memoryview: a bytes-like object is required, not "
                        "'%T'",
                        object);
    text = vk_view_object_text(vm, object);
    self = take(vm);
    if (!self)
        return VIV_RAISE;
    self->head.extra = VK_VIEW_BYTES;
    self->dimensions = 1;
    self->read_only = vk_is(vm, object, VK_BYTES);
    self->object = object;
    self->shape[0] = text.length;
    self->strides[0] = 1;
    return vk_reference(vm, self);
}

bool vk_memoryview_text(viv_vm *vm, viv_value view, vk_text *text) {
    const vk_memoryview_object *self = vk_object(vm, view);
    int64_t bytes;

    if (viv_is_absent(self->object) || !vk_view_contiguous(self))
        return false;
    bytes = vk_view_bytes(self);
    *text = vk_view_object_text(vm, self->object);
    if (self->start < 0 || bytes < 0 || self->start > text->length ||
        bytes > text->length - self->start)
        return false;
    text->data = (const char *)text->data + self->start;
    text->length = (uint32_t)bytes;
    text->ascii = false;
    return true;
}

/* -- subscripts */

/* The view of the part that a slice of the first dimension leaves. */
static viv_value get_slice(viv_vm *vm, viv_value view, viv_value slice) {
    const vk_memoryview_object *self = vk_view_checked(vm, view);
    int64_t start, stop, step, count;
    vk_memoryview_object *part;

    if (!vk_slice_unpack(vm, slice, &start, &stop, &step))
        return VIV_RAISE;
    self = vk_view_checked(vm, view);
    part = self ? vk_view_copy(vm, self) : NULL;
    if (!part)
        return VIV_RAISE;
    count = vk_slice_adjust(self->shape[0], &start, &stop, step);
    part->start = (int64_t)((uint64_t)self->start +
                            (uint64_t)start * (uint64_t)self->strides[0]);
    part->shape[0] = count;
    part->strides[0] =
        (int64_t)((uint64_t)self->strides[0] * (uint64_t)step);
    return vk_reference(vm, part);
}

/* Where the element that [key] names begins; false: raised. */
static bool locate(viv_vm *vm, viv_value view, viv_value key, int64_t *at) {
    const vk_memoryview_object *self;
    vk_items indices = {&key, 1};
    uint32_t i;

    if (vk_is(vm, key, VK_TUPLE))
        indices = vk_sequence_items(vm, key);
    self = vk_view_checked(vm, view);
    if (!self)
        return false;
    if (!vk_is(vm, key, VK_TUPLE) && self->dimensions != 1) {
        vk_raise(vm, VIV_NotImplementedError,
                 "multi-dimensional sub-views are not implemented");
        return false;
    }
    if (indices.count != self->dimensions ||
        indices.count > VK_VIEW_DIMENSIONS) {
        vk_raise(vm, VIV_TypeError,
                 "cannot index %d-dimension view with %u-element tuple",
                 (int)self->dimensions, (uint64_t)indices.count);
        return false;
    }
    *at = self->start;
    for (i = 0; i < indices.count; i++) {
        int64_t index;

        if (!vk_view_index(vm, indices.items[i], &index))
            return false;
        if (index < 0)
            index += self->shape[i];
        if (index < 0 || index >= self->shape[i]) {
            vk_raise(vm, VIV_IndexError, "index out of bounds on dimension %u",
                     (uint64_t)i + 1);
            return false;
        }
        *at = (int64_t)((uint64_t)*at +
                        (uint64_t)index * (uint64_t)self->strides[i]);
    }
    return true;
}

static bool is_position(viv_vm *vm, viv_value key) {
    return vk_is(vm, key, VK_TUPLE) || vk_has_index(vm, key);
}

static viv_value memoryview_get_item(viv_vm *vm, viv_value self,
                                     viv_value key) {
    const vk_memoryview_object *view = vk_view_checked(vm, self);
    int64_t at;

    if (!view)
        return VIV_RAISE;
    if (vk_is(vm, key, VK_SLICE))
        return get_slice(vm, self, key);
    if (!is_position(vm, key))
        return vk_raise(vm, VIV_TypeError, "memoryview: invalid slice key");
    if (!locate(vm, self, key, &at))
        return VIV_RAISE;
    view = vk_view_checked(vm, self);
    return view ? vk_view_get(vm, view, at) : VIV_RAISE;
}

/* Copies the elements of something like bytes over the part. */
static viv_value set_slice(viv_vm *vm, viv_value part, viv_value value) {
    const vk_memoryview_object *to, *from;
    viv_value source, bytes;

    if (!vk_is(vm, value, VK_BYTES) && !vk_is(vm, value, VK_BYTEARRAY) &&
        !vk_is(vm, value, VK_MEMORYVIEW))
        return vk_raise(vm, VIV_TypeError,
                        "a bytes-like object is required, not '%T'", value);
    source = vk_memoryview_new(vm, value);
    VIV_TRY(source);
    to = vk_object(vm, part);
    from = vk_object(vm, source);
    if (to->dimensions != 1)
        return vk_raise(vm, VIV_NotImplementedError,
                        "memoryview slice assignments are currently "
                        "restricted to ndim = 1");
    if (from->dimensions != 1 || from->shape[0] != to->shape[0] ||
        vk_view_format_at(from->head.extra)->code !=
            vk_view_format_at(to->head.extra)->code)
        return vk_raise(vm, VIV_ValueError,
                        "memoryview assignment: lvalue and rvalue have "
                        "different structures");
    /* A copy, since the two may overlap. */
    bytes = vk_memoryview_bytes(vm, source);
    VIV_TRY(bytes);
    return vk_view_write(vm, to, bytes);
}

static viv_value memoryview_set_item(viv_vm *vm, viv_value self, viv_value key,
                                     viv_value value) {
    const vk_memoryview_object *view = vk_view_checked(vm, self);
    uint8_t element[8];
    int64_t at;

    if (!view)
        return VIV_RAISE;
    if (view->read_only)
        return vk_raise(vm, VIV_TypeError, "cannot modify read-only memory");
    if (viv_is_absent(value))
        return vk_raise(vm, VIV_TypeError, "cannot delete memory");
    if (vk_is(vm, key, VK_SLICE)) {
        viv_value part = get_slice(vm, self, key);

        VIV_TRY(part);
        return set_slice(vm, part, value);
    }
    if (!is_position(vm, key))
        return vk_raise(vm, VIV_TypeError, "memoryview: invalid slice key");
    if (!locate(vm, self, key, &at) ||
        !vk_view_pack(vm, vk_view_format_at(view->head.extra), value, element))
        return VIV_RAISE;
    view = vk_view_checked(vm, self);
    return view ? vk_view_set(vm, view, at, element) : VIV_RAISE;
}

/* -- slots */

static void memoryview_trace(vk_marker *marker, void *object) {
    vk_mark(marker, ((vk_memoryview_object *)object)->object);
}

static viv_value memoryview_repr(viv_vm *vm, viv_value self) {
    static const char digits[] = "0123456789abcdef";
    uint64_t offset = vk_reference_offset(self);
    vk_str_builder text;
    int shift = 44;

    vk_str_build(&text, vm);
    vk_str_add_text(&text, viv_is_absent(vk_view_pointer(vm, self)->object)
                               ? "<released memory at 0x"
                               : "<memory at 0x");
    for (; shift >= 0; shift -= 4)
        vk_str_add_char(&text, (uint32_t)digits[offset >> shift & 15]);
    vk_str_add_text(&text, ">");
    return vk_str_finish(&text);
}

static viv_value memoryview_hash(viv_vm *vm, viv_value self) {
    const vk_memoryview_object *view = vk_view_checked(vm, self);
    viv_value bytes;
    uint64_t hash;
    char code;

    if (!view)
        return VIV_RAISE;
    if (!view->read_only)
        return vk_raise(vm, VIV_ValueError,
                        "cannot hash writable memoryview object");
    code = vk_view_format_at(view->head.extra)->code;
    if (code != 'B' && code != 'b' && code != 'c')
        return vk_raise(vm, VIV_ValueError,
                        "memoryview: hashing is restricted to formats 'B', "
                        "'b' or 'c'");
    bytes = vk_memoryview_bytes(vm, self);
    VIV_TRY(bytes);
    return vk_hash(vm, bytes, &hash) ? vk_int(vm, (int64_t)hash) : VIV_RAISE;
}

static viv_value memoryview_length(viv_vm *vm, viv_value self) {
    const vk_memoryview_object *view = vk_view_checked(vm, self);

    if (!view)
        return VIV_RAISE;
    if (view->dimensions == 0)
        return vk_raise(vm, VIV_TypeError, "0-dim memory has no length");
    return vk_int(vm, view->shape[0]);
}

static viv_value memoryview_truth(viv_vm *vm, viv_value self) {
    viv_value length = memoryview_length(vm, self);

    VIV_TRY(length);
    return viv_bool(!viv_same(length, viv_small_int(0)));
}

static viv_value memoryview_iterate(viv_vm *vm, viv_value self) {
    if (!vk_view_checked(vm, self))
        return VIV_RAISE;
    return vk_iterator_new(vm, VK_SEQUENCE_ITERATOR, self, 0);
}

/* Views of equal shape are equal if their elements are. */
static viv_value memoryview_compare(viv_vm *vm, vk_operator op, viv_value a,
                                    viv_value b) {
    int equal;

    if (op != VK_OP_EQ && op != VK_OP_NE)
        return VIV_NOT_IMPLEMENTED;
    equal = viv_same(a, b);
    if (!equal) {
        vk_text text;

        if ((!vk_is(vm, a, VK_MEMORYVIEW) && !vk_bytes_like(vm, a, &text)) ||
            (!vk_is(vm, b, VK_MEMORYVIEW) && !vk_bytes_like(vm, b, &text)))
            return VIV_NOT_IMPLEMENTED;
        equal = vk_view_equal(vm, a, b);
    }
    return equal < 0 ? VIV_RAISE : viv_bool((op == VK_OP_EQ) == equal);
}

const vk_slots vk_memoryview_slots = {
    .size = sizeof(vk_memoryview_object),
    .trace = memoryview_trace,
    .repr = memoryview_repr,
    .hash = memoryview_hash,
    .truth = memoryview_truth,
    .length = memoryview_length,
    .compare = memoryview_compare,
    .get_item = memoryview_get_item,
    .set_item = memoryview_set_item,
    .iterate = memoryview_iterate,
    .methods = vk_view_methods,
    .getsets = vk_view_getsets,
    .flags = VK_TYPE_FINAL | VK_TYPE_SEQUENCE,
    .doc = "Create a new memoryview object which references the given object.",
};
