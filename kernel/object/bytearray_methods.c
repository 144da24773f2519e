/* bytearray_methods.c - the methods of bytearray, those that change it among
 * them. */
#include "object/bytes_methods.h"

#include "memory/heap.h"
#include "object/bytes_table.h"
#include "object/codec.h"
#include "object/list.h"
#include "object/number.h"
#include "object/piece.h"
#include "object/protocol.h"
#include "object/text.h"

static const char not_a_byte[] = "byte must be in range(0, 256)";

static uint32_t length_of(viv_vm *vm, viv_value self) {
    return vk_bytearray_text(vm, self).length;
}

static viv_value done(bool fine) {
    return fine ? VIV_NONE : VIV_RAISE;
}

/* -- construction -- */

/* args: self, source, encoding, errors */
static viv_value bytearray_init(viv_vm *vm, const viv_value *args) {
    viv_value bytes = vk_bytes_of_source(vm, args + 1, true);

    VIV_TRY(bytes);
    return done(vk_bytearray_replace(vm, args[0], 0, UINT32_MAX,
                                     vk_bytes_text(vm, bytes)));
}

static viv_value bytearray_new(viv_vm *vm, const viv_value *args) {
    vk_bytearray_object *array =
        vk_new_instance(vm, args[0], VK_BYTEARRAY, sizeof *array);
    viv_value given[4] = {vk_reference(vm, array), args[1], args[2], args[3]};

    if (!array)
        return VIV_RAISE;
    array->storage = array->length = array->exports = array->spare = 0;
    if (!viv_is_absent(args[1]) || !viv_is_absent(args[2]) ||
        !viv_is_absent(args[3]))
        VIV_TRY(bytearray_init(vm, given));
    return given[0];
}

/* -- changes -- */

static bool insert(viv_vm *vm, viv_value self, uint32_t at, viv_value item) {
    uint8_t byte;

    return vk_bytes_byte(vm, item, not_a_byte, &byte) &&
           vk_bytearray_replace(vm, self, at, at, vk_text_of(&byte, 1));
}

static viv_value bytearray_append(viv_vm *vm, const viv_value *args) {
    uint8_t byte;
    uint32_t length;

    if (!vk_bytes_byte(vm, args[1], not_a_byte, &byte))
        return VIV_RAISE;
    length = length_of(vm, args[0]);
    return done(vk_bytearray_replace(vm, args[0], length, length,
                                     vk_text_of(&byte, 1)));
}

static viv_value bytearray_clear(viv_vm *vm, const viv_value *args) {
    return done(vk_bytearray_resize(vm, args[0], 0));
}

static viv_value bytearray_copy(viv_vm *vm, const viv_value *args) {
    return vk_bytearray_from_text(vm, vk_bytearray_text(vm, args[0]));
}

static viv_value bytearray_extend(viv_vm *vm, const viv_value *args) {
    viv_value bytes;
    uint32_t length;

    if (vk_is_str(vm, args[1]))
        return vk_raise(vm, VIV_TypeError,
                        "expected iterable of integers; got: 'str'");
    bytes = vk_bytes_collect(vm, args[1], not_a_byte,
                             "can't extend bytearray with %T");
    VIV_TRY(bytes);
    length = length_of(vm, args[0]);
    return done(vk_bytearray_replace(vm, args[0], length, length,
                                     vk_bytes_text(vm, bytes)));
}

/* args: self, index, item */
static viv_value bytearray_insert(viv_vm *vm, const viv_value *args) {
    int64_t at = vk_int_clipped(vm, args[1]);
    int64_t length = length_of(vm, args[0]);

    if (at < 0)
        at = at + length < 0 ? 0 : at + length;
    if (at > length)
        at = length;
    return done(insert(vm, args[0], (uint32_t)at, args[2]));
}

static viv_value bytearray_pop(viv_vm *vm, const viv_value *args) {
    int64_t at = vk_int_clipped(vm, args[1]);
    vk_text text = vk_bytearray_text(vm, args[0]);
    uint32_t byte;

    if (text.length == 0)
        return vk_raise(vm, VIV_IndexError, "pop from empty bytearray");
    if (at < 0)
        at += text.length;
    if (at < 0 || at >= text.length)
        return vk_raise(vm, VIV_IndexError, "pop index out of range");
    byte = vk_text_at(text, (uint32_t)at);
    if (!vk_bytearray_replace(vm, args[0], (uint32_t)at, (uint32_t)at + 1,
                              vk_text_of("", 0)))
        return VIV_RAISE;
    return viv_small_int(byte);
}

static viv_value bytearray_remove(viv_vm *vm, const viv_value *args) {
    uint8_t byte;
    vk_search search;
    vk_text text;
    int64_t at;

    if (!vk_bytes_byte(vm, args[1], not_a_byte, &byte))
        return VIV_RAISE;
    text = vk_bytearray_text(vm, args[0]);
    vk_search_begin(&search, vm, text, vk_text_of(&byte, 1));
    at = vk_search_next(&search, 0, text.length);
    if (at == VK_SEARCH_FAILED)
        return VIV_RAISE;
    if (at < 0)
        return vk_raise(vm, VIV_ValueError, "value not found in bytearray");
    return done(vk_bytearray_replace(vm, args[0], (uint32_t)at,
                                     (uint32_t)at + 1, vk_text_of("", 0)));
}

static viv_value bytearray_resize(viv_vm *vm, const viv_value *args) {
    int64_t size = vk_int_clipped(vm, args[1]);

    if (size < 0)
        return vk_raise(vm, VIV_ValueError,
                        "Can only resize to positive sizes, got %l", size);
    return done(vk_bytearray_resize(vm, args[0], (uint64_t)size));
}

static viv_value bytearray_reverse(viv_vm *vm, const viv_value *args) {
    vk_text text = vk_bytearray_text(vm, args[0]);
    char *bytes = (char *)text.data;

    if (!vk_charge(vm, text.length / 8))
        return VIV_RAISE;
    for (uint32_t i = 0; i < text.length / 2; i++) {
        char held = bytes[i];

        bytes[i] = bytes[text.length - 1 - i];
        bytes[text.length - 1 - i] = held;
    }
    return VIV_NONE;
}

/* -- about it -- */

static viv_value bytearray_alloc(viv_vm *vm, const viv_value *args) {
    const vk_bytearray_object *array = vk_object(vm, args[0]);
    uint32_t storage = array->storage;

    return viv_small_int(storage ? ((vk_raw *)vk_at(vm, storage))->bytes : 0);
}

static viv_value bytearray_reduce(viv_vm *vm, const viv_value *args) {
    vk_text text = vk_bytearray_text(vm, args[0]);
    viv_value parts[2], whole[3];

    parts[0] = vk_str_from_latin1(vm, text.data, text.length);
    VIV_TRY(parts[0]);
    parts[1] = vk_str_from_text(vm, "latin-1");
    VIV_TRY(parts[1]);
    whole[0] = vk_type_of(vm, args[0]);
    whole[1] = vk_tuple_from(vm, parts, 2);
    VIV_TRY(whole[1]);
    whole[2] = VIV_NONE;
    return vk_tuple_from(vm, whole, 3);
}

static viv_value bytearray_sizeof(viv_vm *vm, const viv_value *args) {
    viv_value room = bytearray_alloc(vm, args);

    return viv_small_int((int64_t)sizeof(vk_bytearray_object) +
                         viv_small_int_value(room));
}

const viv_function vk_bytearray_methods[] = {
    {"__new__(cls, source=..., encoding: str = ..., errors: str = ...)",
     bytearray_new, "Create and return a new object."},
    {"__init__(self, /, source=..., encoding: str = ..., errors: str = ...)",
     bytearray_init, "Initialize self."},
    {"__alloc__(self, /)", bytearray_alloc,
     "Return the number of bytes actually allocated."},
    {"__reduce__(self, /)", bytearray_reduce,
     "Return state information for pickling."},
    {"__sizeof__(self, /)", bytearray_sizeof,
     "Returns the size of the bytearray object in memory, in bytes."},
    {"append(self, item, /)", bytearray_append,
     "Append a single item to the end of the bytearray."},
    {"clear(self, /)", bytearray_clear,
     "Remove all items from the bytearray."},
    {"copy(self, /)", bytearray_copy, "Return a copy of B."},
    {"extend(self, iterable_of_ints, /)", bytearray_extend,
     "Append all the items from the iterator or sequence to the end of the "
     "bytearray."},
    {"insert(self, index: ssize, item, /)", bytearray_insert,
     "Insert a single item into the bytearray before the given index."},
    {"pop(self, index: ssize = -1, /)", bytearray_pop,
     "Remove and return a single item from B."},
    {"remove(self, value, /)", bytearray_remove,
     "Remove the first occurrence of a value in the bytearray."},
    {"resize(self, size: ssize, /)", bytearray_resize,
     "Resize the internal buffer of bytearray to len."},
    {"reverse(self, /)", bytearray_reverse,
     "Reverse the order of the values in B in place."},
    VK_BYTES_TABLE,
    {0},
};
