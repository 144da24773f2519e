/* bytearray.c - mutable bytes: storage, items and slices, the type. */
#include "object/bytes.h"

#include "memory/heap.h"
#include "object/bytes_methods.h"
#include "object/list.h"
#include "object/number.h"
#include "object/piece.h"
#include "object/protocol.h"
#include "object/text.h"

static vk_bytearray_object *pointer(viv_vm *vm, viv_value self) {
    VK_CHECK(vm, vk_is(vm, self, VK_BYTEARRAY));
    return vk_object(vm, self);
}

vk_text vk_bytearray_text(viv_vm *vm, viv_value self) {
    const vk_bytearray_object *array = pointer(vm, self);
    uint32_t storage = array->storage, length = array->length;
    uint32_t start = storage + (uint32_t)sizeof(vk_raw);

    if (storage == 0)
        return vk_text_of("", 0);
    return (vk_text){vk_at(vm, start), vk_span(start, length), 1, false};
}

static void initialise(vk_bytearray_object *array) {
    array->storage = array->length = array->exports = array->spare = 0;
}

static viv_value new_empty(viv_vm *vm, viv_value type) {
    vk_bytearray_object *array =
        vk_new_instance(vm, type, VK_BYTEARRAY, sizeof *array);

    if (!array)
        return VIV_RAISE;
    initialise(array);
    return vk_reference(vm, array);
}

/* Storage for [length] bytes and some more, as it grows. */
static bool reserve(viv_vm *vm, vk_bytearray_object *array, uint64_t length) {
    uint32_t storage = array->storage, made;
    uint64_t room = length + length / 8 + (length < 9 ? 3 : 6);
    vk_text old = vk_bytearray_text(vm, vk_reference(vm, array));

    if (storage != 0 && length <= ((vk_raw *)vk_at(vm, storage))->bytes)
        return true;
    if (room >= VK_CAGE_BYTES - sizeof(vk_raw)) {
        vk_raise_memory(vm);
        return false;
    }
    if (room > (1 << 16) &&
        !vk_heap_admits_growth(vm, old.length, length, room))
        return false;
    made = vk_raw_new(vm, (uint32_t)room);
    if (made == 0)
        return false;
    if (old.length > room)
        old.length = (uint32_t)room;
    if (!vk_text_copy(vm, vk_element(vm, made, 0, 1), 1, old))
        return false;
    vk_store_offset(vm, array, &array->storage, made);
    return true;
}

static bool check_exports(viv_vm *vm, const vk_bytearray_object *array) {
    if (array->exports == 0)
        return true;
    vk_raise(vm, VIV_BufferError,
             "Existing exports of data: object cannot be re-sized");
    return false;
}

bool vk_bytearray_resize(viv_vm *vm, viv_value self, uint64_t length) {
    vk_bytearray_object *array = pointer(vm, self);
    uint32_t old = array->length;

    if (length == old)
        return true;
    if (!check_exports(vm, array) || !reserve(vm, array, length))
        return false;
    if (length > old) {
        if (!vk_text_charge(vm, length - old))
            return false;
        memset(vk_element(vm, array->storage, old, 1), 0, length - old);
    }
    array->length = (uint32_t)length;
    return true;
}

viv_value vk_bytearray_new(viv_vm *vm, uint32_t length) {
    viv_value made = new_empty(vm, vk_builtin_type(VK_BYTEARRAY));

    VIV_TRY(made);
    return vk_bytearray_resize(vm, made, length) ? made : VIV_RAISE;
}

viv_value vk_bytearray_from_text(viv_vm *vm, vk_text bytes) {
    viv_value made = new_empty(vm, vk_builtin_type(VK_BYTEARRAY));

    VIV_TRY(made);
    return vk_bytearray_replace(vm, made, 0, 0, bytes) ? made : VIV_RAISE;
}

/* Moves what lies from [end] on to [target]; the storage has room for it. */
static bool shift(viv_vm *vm, vk_bytearray_object *array, uint32_t end,
                  uint32_t target) {
    uint32_t storage = array->storage, length = array->length;
    uint32_t count = length > end ? length - end : 0;
    uint32_t from = storage + (uint32_t)sizeof(vk_raw) + end;
    uint32_t to = storage + (uint32_t)sizeof(vk_raw) + target;

    if (count == 0 || end == target)
        return true;
    if (!vk_text_charge(vm, count))
        return false;
    count = vk_span(from, count);
    memmove(vk_at(vm, to), vk_at(vm, from), vk_span(to, count));
    return true;
}

bool vk_bytearray_replace(viv_vm *vm, viv_value self, uint32_t start,
                          uint32_t end, vk_text bytes) {
    vk_bytearray_object *array = pointer(vm, self);
    vk_text old = vk_bytearray_text(vm, self);
    uint64_t length;
    viv_value copy;

    if (end > old.length)
        end = old.length;
    if (start > end)
        start = end;
    length = (uint64_t)old.length - (end - start) + bytes.length;
    if (length != old.length && !check_exports(vm, array))
        return false;
    if (bytes.length > 0 &&
        (const char *)bytes.data >= (const char *)old.data &&
        (const char *)bytes.data <= (const char *)old.data + old.length) {
        copy = vk_bytes_from_text(vm, bytes); /* its own bytes, which move */
        if (viv_is_raise(copy))
            return false;
        bytes = vk_bytes_text(vm, copy);
        return vk_bytearray_replace(vm, self, start, end, bytes);
    }
    if (!reserve(vm, array, length) ||
        !shift(vm, array, end, start + bytes.length))
        return false;
    array->length = (uint32_t)length;
    return vk_text_copy(vm, vk_element(vm, array->storage, start, 1), 1, bytes);
}

/* -- items and slices -- */

static bool place(viv_vm *vm, viv_value self, viv_value key, uint32_t *index) {
    int64_t at, length;

    if (!vk_index_checked(vm, key, &at))
        return false;
    length = vk_bytearray_text(vm, self).length;
    if (at < 0)
        at += length;
    if (at < 0 || at >= length) {
        vk_raise(vm, VIV_IndexError, "bytearray index out of range");
        return false;
    }
    *index = (uint32_t)at;
    return true;
}

/* What is assigned to a slice, as bytes of its own. */
static viv_value assigned(viv_vm *vm, viv_value value) {
    if (viv_is_absent(value))
        return vk_bytes_new(vm, 0);
    if (vk_is(vm, value, VK_STR) || vk_is_float(vm, value) ||
        vk_has_index(vm, value))
        return vk_raise(vm, VIV_TypeError,
                        "can assign only bytes, buffers, or iterables of ints "
                        "in range(0, 256)");
    return vk_bytes_collect(vm, value, "byte must be in range(0, 256)",
                            "cannot convert '%T' object to bytearray");
}

/* Deletes every [step]th byte, [count] of them, from [start] on. */
static bool delete_every(viv_vm *vm, viv_value self, int64_t start,
                         int64_t step, int64_t count) {
    vk_text text = vk_bytearray_text(vm, self);
    char *bytes = (char *)text.data;
    uint32_t to = 0;

    if (step < 0) {
        start += step * (count - 1);
        step = -step;
    }
    if (!vk_charge(vm, text.length / 4))
        return false;
    for (uint32_t i = 0; i < text.length; i++) {
        int64_t from_start = (int64_t)i - start;

        if (from_start >= 0 && from_start % step == 0 &&
            from_start / step < count)
            continue;
        bytes[to++] = bytes[i];
    }
    return vk_bytearray_resize(vm, self, to);
}

static viv_value assign_every(viv_vm *vm, viv_value self, viv_value slice,
                              vk_text bytes) {
    int64_t start, stop, step, count;
    vk_text text = vk_bytearray_text(vm, self);
    char *to;

    if (!vk_slice_indices(vm, slice, text.length, &start, &stop, &step,
                          &count))
        return VIV_RAISE;
    if (bytes.length != count)
        return vk_raise(vm, VIV_ValueError,
                        "attempt to assign bytes of size %u to extended slice "
                        "of size %l",
                        (uint64_t)bytes.length, count);
    if (!vk_charge(vm, (uint64_t)count / 4))
        return VIV_RAISE;
    text = vk_bytearray_text(vm, self);
    to = (char *)text.data;
    for (int64_t i = 0; i < count; i++) {
        int64_t at = start + i * step;

        if (at >= 0 && at < text.length)
            to[at] = (char)vk_text_at(bytes, (uint32_t)i);
    }
    return VIV_NONE;
}

static viv_value set_slice(viv_vm *vm, viv_value self, viv_value slice,
                           viv_value value) {
    viv_value given = assigned(vm, value);
    int64_t start, stop, step, count;

    VIV_TRY(given);
    if (!vk_slice_indices(vm, slice, vk_bytearray_text(vm, self).length,
                          &start, &stop, &step, &count))
        return VIV_RAISE;
    if (step == 1) {
        stop = stop < start ? start : stop;
        return vk_bytearray_replace(vm, self, (uint32_t)start, (uint32_t)stop,
                                    vk_bytes_text(vm, given))
                   ? VIV_NONE
                   : VIV_RAISE;
    }
    if (!viv_is_absent(value) && vk_bytes_text(vm, given).length > 0)
        return assign_every(vm, self, slice, vk_bytes_text(vm, given));
    if (count > 0 && (!check_exports(vm, pointer(vm, self)) ||
                      !delete_every(vm, self, start, step, count)))
        return VIV_RAISE;
    return VIV_NONE;
}

static viv_value bytearray_set_item(viv_vm *vm, viv_value self, viv_value key,
                                    viv_value value) {
    uint32_t index;
    uint8_t byte;

    if (vk_is(vm, key, VK_SLICE))
        return set_slice(vm, self, key, value);
    if (!vk_has_index(vm, key))
        return vk_raise(vm, VIV_TypeError,
                        "bytearray indices must be integers or slices, not %T",
                        key);
    if (!place(vm, self, key, &index))
        return VIV_RAISE;
    if (viv_is_absent(value))
        return vk_bytearray_replace(vm, self, index, index + 1,
                                    vk_text_of("", 0))
                   ? VIV_NONE
                   : VIV_RAISE;
    if (!vk_bytes_byte(vm, value, "byte must be in range(0, 256)", &byte) ||
        !place(vm, self, viv_small_int(index), &index))
        return VIV_RAISE;
    *(uint8_t *)vk_element(vm, pointer(vm, self)->storage, index, 1) = byte;
    return VIV_NONE;
}

static viv_value bytearray_in_place(viv_vm *vm, vk_operator op, viv_value a,
                                    viv_value b) {
    uint32_t length;
    vk_text other;
    int64_t times;
    viv_value product;

    if (op == VK_OP_ADD && vk_bytes_like(vm, b, &other)) {
        length = vk_bytearray_text(vm, a).length;
        return vk_bytearray_replace(vm, a, length, length, other) ? a
                                                                  : VIV_RAISE;
    }
    if (op != VK_OP_MUL || !vk_has_index(vm, b))
        return VIV_NOT_IMPLEMENTED;
    if (!vk_piece_size(vm, b, &times))
        return VIV_RAISE;
    product = vk_piece_repeat(vm, a, viv_small_int(times < 0 ? 0 : times));
    VIV_TRY(product);
    return vk_bytearray_replace(vm, a, 0, UINT32_MAX,
                                vk_bytearray_text(vm, product))
               ? a
               : VIV_RAISE;
}

/* -- the type -- */

static void bytearray_trace(vk_marker *marker, void *object) {
    const vk_bytearray_object *array = object;

    if (array->storage != 0)
        vk_mark_offset(marker, array->storage);
}

static viv_value bytearray_repr(viv_vm *vm, viv_value self) {
    viv_value type = vk_type_of(vm, self);
    vk_str_builder builder;

    vk_str_build(&builder, vm);
    vk_str_add(&builder, vk_type_pointer(vm, type)->name);
    vk_str_add_char(&builder, '(');
    vk_bytes_add_repr(&builder, vk_bytearray_text(vm, self));
    vk_str_add_char(&builder, ')');
    return vk_str_finish(&builder);
}

static viv_value bytearray_length(viv_vm *vm, viv_value self) {
    return viv_small_int(vk_bytearray_text(vm, self).length);
}

/* bytearray is the one container of the three whose iterator is called
 * otherwise; iterating it goes by index, through its length at each step. */
const vk_slots vk_bytearray_slots = {
    .size = sizeof(vk_bytearray_object),
    .trace = bytearray_trace,
    .repr = bytearray_repr,
    .str = bytearray_repr,
    .length = bytearray_length,
    .compare = vk_bytes_compare,
    .binary = vk_bytes_binary,
    .in_place = bytearray_in_place,
    .get_item = vk_bytes_get_item,
    .set_item = bytearray_set_item,
    .contains = vk_bytes_contains,
    .iterate = vk_bytes_iterate,
    .methods = vk_bytearray_methods,
    .doc = "bytearray(iterable_of_ints) -> bytearray\n"
           "bytearray(string, encoding[, errors]) -> bytearray\n"
           "bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n"
           "bytearray(int) -> bytes array of size given by the parameter "
           "initialized with null bytes\n"
           "bytearray() -> empty bytes array",
};
