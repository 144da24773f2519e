/* memoryview_methods.c - memoryview: methods and attributes. */
#include <vivarium/function.h>

#include "memory/heap.h"
#include "object/bytes.h"
#include "object/error.h"
#include "object/iterator.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/view_parts.h"

static viv_value memoryview_new(viv_vm *vm, const viv_value *args) {
    return vk_memoryview_new(vm, args[1]);
}

/* -- release, and `with` */

static viv_value memoryview_release(viv_vm *vm, const viv_value *args) {
    vk_memoryview_object *self = vk_view_pointer(vm, args[0]);

    if (vk_is(vm, self->object, VK_BYTEARRAY) && self->locks > 0) {
        vk_bytearray_object *array = vk_object(vm, self->object);

        if (array->exports > 0)
            array->exports--;
    }
    self->locks = 0;
    self->object = VIV_ABSENT;
    return VIV_NONE;
}

static viv_value memoryview_enter(viv_vm *vm, const viv_value *args) {
    vk_memoryview_object *self = vk_view_pointer(vm, args[0]);

    if (!vk_view_checked(vm, args[0]))
        return VIV_RAISE;
    if (self->locks == 0 && vk_is(vm, self->object, VK_BYTEARRAY)) {
        ((vk_bytearray_object *)vk_object(vm, self->object))->exports++;
        self->locks = 1;
    }
    return args[0];
}

/* -- conversions */

static viv_value memoryview_tobytes(viv_vm *vm, const viv_value *args) {
    char order[4] = "C";

    if (vk_is(vm, args[1], VK_STR)) {
        uint32_t length = vk_str_utf8(vm, args[1], order, sizeof order);

        if (length != 1 || !strchr("CFA", order[0]))
            return vk_raise(vm, VIV_ValueError,
                            "order must be 'C', 'F' or 'A'");
    }
    return vk_memoryview_bytes(vm, args[0]);
}

static viv_value memoryview_hex(viv_vm *vm, const viv_value *args) {
    viv_value bytes = vk_memoryview_bytes(vm, args[0]), name, method;

    VIV_TRY(bytes);
    name = vk_str_intern_utf8(vm, "hex", 3);
    VIV_TRY(name);
    method = vk_get_attribute(vm, bytes, name);
    VIV_TRY(method);
    return vk_tail_call(vm, method, args + 1, viv_is_absent(args[1]) ? 0 : 2);
}

/* The elements from number [first] on, as lists of lists from dimension
 * [level]. */
static viv_value listed(viv_vm *vm, const vk_memoryview_object *self,
                        uint32_t level, int64_t first) {
    viv_value list = vk_list_new(vm, 0), item;
    int64_t each = 1, i;
    uint32_t deeper;

    VIV_TRY(list);
    for (deeper = level + 1; deeper < self->dimensions; deeper++)
        each *= self->shape[deeper & (VK_VIEW_DIMENSIONS - 1)];
    for (i = 0; i < self->shape[level]; i++) {
        item = level + 1 < self->dimensions && level + 1 < VK_VIEW_DIMENSIONS
                   ? listed(vm, self, level + 1, first + i * each)
                   : vk_view_get(vm, self, vk_view_offset(self, first + i));
        VIV_TRY(item);
        if (!vk_charge(vm, 1) || !vk_list_append(vm, list, item))
            return VIV_RAISE;
    }
    return list;
}

static viv_value memoryview_tolist(viv_vm *vm, const viv_value *args) {
    const vk_memoryview_object *self = vk_view_checked(vm, args[0]);

    if (!self)
        return VIV_RAISE;
    if (self->dimensions == 0)
        return vk_view_get(vm, self, self->start);
    if (vk_view_count(self) < 0)
        return vk_raise_memory(vm);
    return listed(vm, self, 0, 0);
}

static viv_value memoryview_toreadonly(viv_vm *vm, const viv_value *args) {
    const vk_memoryview_object *self = vk_view_checked(vm, args[0]);
    vk_memoryview_object *copy = self ? vk_view_copy(vm, self) : NULL;

    if (!copy)
        return VIV_RAISE;
    copy->read_only = true;
    return vk_reference(vm, copy);
}

/* -- cast */

/* Reads the new shape; false: raised. */
static bool read_shape(viv_vm *vm, viv_value shape,
                       vk_memoryview_object *view) {
    vk_items items;
    uint32_t i;

    if (!vk_is(vm, shape, VK_LIST) && !vk_is(vm, shape, VK_TUPLE)) {
        vk_raise(vm, VIV_TypeError, "shape must be a list or a tuple");
        return false;
    }
    items = vk_sequence_items(vm, shape);
    if (items.count > VK_VIEW_DIMENSIONS) {
        vk_raise(vm, VIV_ValueError,
                 "memoryview: number of dimensions must not exceed %d",
                 VK_VIEW_DIMENSIONS);
        return false;
    }
    for (i = 0; i < items.count; i++) {
        if (!vk_is_int(vm, items.items[i])) {
            vk_raise(vm, VIV_TypeError,
                     "memoryview.cast(): elements of shape must be integers");
            return false;
        }
        view->shape[i] = vk_int_clipped(vm, items.items[i]);
        if (view->shape[i] <= 0) {
            vk_raise(vm, VIV_ValueError,
                     "memoryview.cast(): elements of shape must be integers "
                     "> 0");
            return false;
        }
    }
    view->dimensions = (uint8_t)items.count;
    return true;
}

static void set_strides(vk_memoryview_object *view) {
    int64_t stride = vk_view_format_at(view->head.extra)->size;
    uint32_t i;

    for (i = view->dimensions; i-- > 0;) {
        view->strides[i] = stride;
        stride = (int64_t)((uint64_t)stride * (uint64_t)view->shape[i]);
    }
}

/* The same bytes with elements of format number [row]. */
static viv_value cast_to(viv_vm *vm, const vk_memoryview_object *self, int row,
                         bool native) {
    const vk_view_format *to = vk_view_format_at((uint32_t)row);
    const vk_view_format *from = vk_view_format_at(self->head.extra);
    vk_memoryview_object *view;
    int64_t bytes = vk_view_bytes(self);

    if (!strchr("Bbc", to->code) && !strchr("Bbc", from->code))
        return vk_raise(vm, VIV_TypeError,
                        "memoryview: cannot cast between two non-byte formats");
    if (bytes % to->size != 0)
        return vk_raise(vm, VIV_TypeError,
                        "memoryview: length is not a multiple of itemsize");
    view = vk_view_copy(vm, self);
    if (!view)
        return VIV_RAISE;
    view->head.extra = (uint16_t)row;
    view->native = native;
    view->dimensions = 1;
    view->shape[0] = bytes / to->size;
    set_strides(view);
    return vk_reference(vm, view);
}

static viv_value memoryview_cast(viv_vm *vm, const viv_value *args) {
    const vk_memoryview_object *self = vk_view_checked(vm, args[0]);
    bool native, shaped = !viv_is_absent(args[2]);
    vk_memoryview_object *view;
    viv_value result;
    int64_t bytes;
    int row;

    if (!self)
        return VIV_RAISE;
    row = vk_view_format_find(vm, args[1], &native);
    if (!vk_view_contiguous(self))
        return vk_raise(vm, VIV_TypeError,
                        "memoryview: casts are restricted to C-contiguous "
                        "views");
    if (shaped && self->dimensions != 1 &&
        vk_length(vm, args[2]) != 1)
        return vk_raise(vm, VIV_TypeError,
                        "memoryview: cast must be 1D -> ND or ND -> 1D");
    if (row < 0)
        return vk_raise(vm, VIV_ValueError,
                        "memoryview: destination format must be a native "
                        "single character format prefixed with an optional "
                        "'@'");
    result = cast_to(vm, self, row, native);
    if (!shaped || viv_is_jump(result))
        return result;
    view = vk_object(vm, result);
    bytes = vk_view_bytes(view);
    if (!read_shape(vm, args[2], view))
        return VIV_RAISE;
    if (vk_view_bytes(view) != bytes)
        return vk_raise(vm, VIV_TypeError,
                        "memoryview: product(shape) * itemsize != buffer "
                        "size");
    set_strides(view);
    return result;
}

/* -- searching */

static viv_value memoryview_count(viv_vm *vm, const viv_value *args) {
    int64_t count = 0;
    viv_value item;
    vk_drain drain;

    if (!vk_drain_begin(vm, &drain, args[0]))
        return VIV_RAISE;
    for (;;) {
        int equal;

        item = vk_drain_next(vm, &drain);
        if (viv_is_done(item))
            return viv_small_int(count);
        VIV_TRY(item);
        equal = vk_item_equal(vm, item, args[1]);
        if (equal < 0)
            return VIV_RAISE;
        count += equal;
    }
}

static viv_value memoryview_index(viv_vm *vm, const viv_value *args) {
    const vk_memoryview_object *self = vk_view_checked(vm, args[0]);
    int64_t start = 0, stop = INT64_MAX, i;

    if (!self || !vk_slice_bound(vm, args[2], &start) ||
        (!viv_is_absent(args[3]) && !vk_slice_bound(vm, args[3], &stop)))
        return VIV_RAISE;
    if (self->dimensions != 1)
        return vk_raise(vm, VIV_NotImplementedError,
                        "multi-dimensional lookup is not implemented");
    vk_slice_adjust(self->shape[0], &start, &stop, 1);
    for (i = start; i < stop; i++) {
        viv_value item;
        int equal;

        self = vk_view_checked(vm, args[0]);
        if (!self || !vk_charge(vm, 1))
            return VIV_RAISE;
        item = vk_view_get(vm, self, vk_view_offset(self, i));
        VIV_TRY(item);
        equal = vk_item_equal(vm, item, args[1]);
        if (equal != 0)
            return equal < 0 ? VIV_RAISE : viv_small_int(i);
    }
    return vk_raise(vm, VIV_ValueError, "memoryview.index(x): x not found");
}

const viv_function vk_view_methods[] = {
    {"__new__(cls, object)", memoryview_new, "Create and return a new object."},
    {"release(self, /)", memoryview_release,
     "Release the underlying buffer exposed by the memoryview object."},
    {"__enter__(self, /)", memoryview_enter, NULL},
    {"__exit__(self, /, *args)", memoryview_release,
     "Release the underlying buffer exposed by the memoryview object."},
    {"tobytes(self, /, order='C')", memoryview_tobytes,
     "Return the data in the buffer as a byte string."},
    {"hex(self, /, sep=..., bytes_per_sep=1)", memoryview_hex,
     "Return the data in the buffer as a str of hexadecimal numbers."},
    {"tolist(self, /)", memoryview_tolist,
     "Return the data in the buffer as a list of elements."},
    {"cast(self, /, format: str, shape=...)", memoryview_cast,
     "Cast a memoryview to a new format or shape."},
    {"toreadonly(self, /)", memoryview_toreadonly,
     "Return a readonly version of the memoryview."},
    {"count(self, value, /)", memoryview_count,
     "Count the number of occurrences of a value."},
    {"index(self, value, start=0, stop=..., /)", memoryview_index,
     "Return the index of the first occurrence of a value."},
    {"__class_getitem__(cls, item, /)", vk_class_item, "See PEP 585"},
    {0},
};

/* -- attributes */

static viv_value get_object(viv_vm *vm, viv_value self) {
    const vk_memoryview_object *view = vk_view_checked(vm, self);

    return view ? view->object : VIV_RAISE;
}

static viv_value get_nbytes(viv_vm *vm, viv_value self) {
    const vk_memoryview_object *view = vk_view_checked(vm, self);

    return view ? vk_int(vm, vk_view_bytes(view)) : VIV_RAISE;
}

static viv_value get_readonly(viv_vm *vm, viv_value self) {
    const vk_memoryview_object *view = vk_view_checked(vm, self);

    return view ? viv_bool(view->read_only) : VIV_RAISE;
}

static viv_value get_itemsize(viv_vm *vm, viv_value self) {
    const vk_memoryview_object *view = vk_view_checked(vm, self);

    if (!view)
        return VIV_RAISE;
    return viv_small_int(vk_view_format_at(view->head.extra)->size);
}

static viv_value get_format(viv_vm *vm, viv_value self) {
    const vk_memoryview_object *view = vk_view_checked(vm, self);
    char text[2] = {'@'};

    if (!view)
        return VIV_RAISE;
    text[view->native != 0] = vk_view_format_at(view->head.extra)->code;
    return vk_str_from_latin1(vm, text, view->native ? 2 : 1);
}

static viv_value get_ndim(viv_vm *vm, viv_value self) {
    const vk_memoryview_object *view = vk_view_checked(vm, self);

    return view ? viv_small_int(view->dimensions) : VIV_RAISE;
}

static viv_value numbers(viv_vm *vm, const int64_t *values, uint32_t count) {
    viv_value items[VK_VIEW_DIMENSIONS];
    uint32_t i;

    for (i = 0; i < count && i < VK_VIEW_DIMENSIONS; i++) {
        items[i] = vk_int(vm, values[i]);
        VIV_TRY(items[i]);
    }
    return vk_tuple_from(vm, items, i);
}

static viv_value get_shape(viv_vm *vm, viv_value self) {
    const vk_memoryview_object *view = vk_view_checked(vm, self);

    return view ? numbers(vm, view->shape, view->dimensions) : VIV_RAISE;
}

static viv_value get_strides(viv_vm *vm, viv_value self) {
    const vk_memoryview_object *view = vk_view_checked(vm, self);

    return view ? numbers(vm, view->strides, view->dimensions) : VIV_RAISE;
}

static viv_value get_suboffsets(viv_vm *vm, viv_value self) {
    return vk_view_checked(vm, self) ? vk_empty_tuple(vm) : VIV_RAISE;
}

static viv_value get_contiguous(viv_vm *vm, viv_value self) {
    const vk_memoryview_object *view = vk_view_checked(vm, self);

    return view ? viv_bool(vk_view_contiguous(view)) : VIV_RAISE;
}

/* In the order of Fortran only one dimension is, for us. */
static viv_value get_f_contiguous(viv_vm *vm, viv_value self) {
    const vk_memoryview_object *view = vk_view_checked(vm, self);

    if (!view)
        return VIV_RAISE;
    return viv_bool(vk_view_contiguous(view) && view->dimensions <= 1);
}

const vk_getset vk_view_getsets[] = {
    {"obj", get_object, NULL, "The underlying object of the memoryview."},
    {"nbytes", get_nbytes, NULL,
     "The amount of space in bytes that the array would use in\n a contiguous "
     "representation."},
    {"readonly", get_readonly, NULL,
     "A bool indicating whether the memory is read only."},
    {"itemsize", get_itemsize, NULL,
     "The size in bytes of each element of the memoryview."},
    {"format", get_format, NULL,
     "A string containing the format (in struct module style)\n for each "
     "element in the view."},
    {"ndim", get_ndim, NULL,
     "An integer indicating how many dimensions of a multi-dimensional\n array "
     "the memory represents."},
    {"shape", get_shape, NULL,
     "A tuple of ndim integers giving the shape of the memory\n as an "
     "N-dimensional array."},
    {"strides", get_strides, NULL,
     "A tuple of ndim integers giving the size in bytes to access\n each "
     "element for each dimension of the array."},
    {"suboffsets", get_suboffsets, NULL,
     "A tuple of integers used internally for PIL-style arrays."},
    {"c_contiguous", get_contiguous, NULL,
     "A bool indicating whether the memory is C contiguous."},
    {"f_contiguous", get_f_contiguous, NULL,
     "A bool indicating whether the memory is Fortran contiguous."},
    {"contiguous", get_contiguous, NULL,
     "A bool indicating whether the memory is contiguous."},
    {0},
};
