/* bytes.c - immutable bytes: making, viewing, the operators. */
#include "object/bytes.h"

#include "memory/heap.h"
#include "memory/world.h"
#include "object/bytes_methods.h"
#include "object/escape.h"
#include "object/list.h"
#include "object/memoryview.h"
#include "object/number.h"
#include "object/piece.h"
#include "object/protocol.h"
#include "object/text.h"

enum { LARGE_BYTES = 1 << 16 };

static vk_text view_at(viv_vm *vm, uint32_t offset, uint32_t length) {
    return (vk_text){vk_at(vm, offset), vk_reach(vm, offset, length), 1, false};
}

vk_text vk_bytes_text(viv_vm *vm, viv_value value) {
    const vk_bytes_object *bytes = vk_object(vm, value);

    VK_CHECK(vm, vk_is(vm, value, VK_BYTES));
    return view_at(vm,
                   bytes->head.extra & VK_BYTES_STORED
                       ? bytes->store + (uint32_t)sizeof(vk_raw)
                       : vk_offset(vm, bytes->data),
                   bytes->length);
}

bool vk_bytes_like(viv_vm *vm, viv_value value, vk_text *bytes) {
    if (vk_is(vm, value, VK_BYTES))
        *bytes = vk_bytes_text(vm, value);
    else if (vk_is(vm, value, VK_BYTEARRAY))
        *bytes = vk_bytearray_text(vm, value);
    else
        return vk_is(vm, value, VK_MEMORYVIEW) &&
               vk_memoryview_text(vm, value, bytes);
    return true;
}

static viv_value raise_large(viv_vm *vm) {
    vk_raise_memory(vm);
    return VIV_RAISE;
}

viv_value vk_bytes_new(viv_vm *vm, uint32_t length) {
    uint64_t size = offsetof(vk_bytes_object, data) + (uint64_t)length;
    vk_bytes_object *bytes;

    if (size < sizeof *bytes)
        size = sizeof *bytes;
    if (size >= VK_CAGE_BYTES)
        return raise_large(vm);
    if (size > LARGE_BYTES && !vk_heap_admits(vm, size))
        return VIV_RAISE;
    bytes = vk_new(vm, VK_BYTES, (uint32_t)size);
    if (!bytes)
        return VIV_RAISE;
    bytes->head.extra = 0;
    bytes->hash = 0;
    bytes->length = length;
    return vk_reference(vm, bytes);
}

void *vk_bytes_writable(viv_vm *vm, viv_value bytes) {
    return (void *)vk_bytes_text(vm, bytes).data;
}

viv_value vk_bytes_from_text(viv_vm *vm, vk_text bytes) {
    viv_value made = vk_bytes_new(vm, bytes.length);

    VIV_TRY(made);
    if (!vk_text_copy(vm, vk_bytes_writable(vm, made), 1, bytes))
        return VIV_RAISE;
    return made;
}

viv_value vk_bytes_from(viv_vm *vm, const void *data, uint32_t length) {
    return vk_bytes_from_text(vm, vk_text_of(data, length));
}

viv_value vk_bytes_finish(vk_str_builder *builder) {
    if (builder->failed)
        return VIV_RAISE;
    if (builder->length == 0)
        return vk_bytes_new(builder->vm, 0);
    VK_CHECK(builder->vm, builder->width == 1);
    return vk_bytes_from(
        builder->vm,
        vk_element(builder->vm, vk_reference_offset(builder->store), 0, 1),
        builder->length);
}

/* -- from values -- */

bool vk_bytes_byte(viv_vm *vm, viv_value value, const char *message,
                   uint8_t *byte) {
    int64_t number;

    value = vk_index(vm, value);
    if (viv_is_jump(value))
        return false;
    if (!vk_int_value(vm, value, &number) || number < 0 || number > 255) {
        vk_raise(vm, VIV_ValueError, "%s", message);
        return false;
    }
    *byte = (uint8_t)number;
    return true;
}

/* The ints of a list or tuple; __index__ may change it. */
static bool add_items(viv_vm *vm, vk_str_builder *builder, viv_value items,
                      const char *message) {
    uint8_t byte;

    for (uint32_t i = 0; i < vk_sequence_items(vm, items).count; i++) {
        if (i % 64 == 0 && !vk_charge(vm, 8))
            return false;
        if (!vk_bytes_byte(vm, vk_sequence_items(vm, items).items[i], message,
                           &byte))
            return false;
        vk_str_add_char(builder, byte);
    }
    return true;
}

/* An iterator, or TypeError with [refusal]. */
static viv_value iterate(viv_vm *vm, viv_value iterable, const char *refusal) {
    viv_value iterator = vk_iterate(vm, iterable);

    if (!viv_is_raise(iterator) || !vk_raised(vm, VIV_TypeError) ||
        viv_is_absent(vk_catch(vm)))
        return iterator;
    return vk_raise(vm, VIV_TypeError, refusal, iterable);
}

static bool add_iterable(viv_vm *vm, vk_str_builder *builder,
                         viv_value iterator, const char *message) {
    viv_value item;
    uint8_t byte;

    for (;;) {
        item = vk_next(vm, iterator);
        if (viv_is_done(item))
            return true;
        if (viv_is_jump(item) || !vk_charge(vm, 1) ||
            !vk_bytes_byte(vm, item, message, &byte))
            return false;
        vk_str_add_char(builder, byte);
    }
}

viv_value vk_bytes_collect(viv_vm *vm, viv_value value, const char *message,
                           const char *refusal) {
    vk_str_builder builder;
    vk_text bytes;
    bool fine;

    if (vk_bytes_like(vm, value, &bytes))
        return vk_bytes_from_text(vm, bytes);
    vk_str_build(&builder, vm);
    if (vk_is(vm, value, VK_LIST) || vk_is(vm, value, VK_TUPLE)) {
        fine = add_items(vm, &builder, value, message);
    } else {
        viv_value iterator = iterate(vm, value, refusal);

        VIV_TRY(iterator);
        fine = add_iterable(vm, &builder, iterator, message);
    }
    return fine ? vk_bytes_finish(&builder) : VIV_RAISE;
}

/* -- the type -- */

static void bytes_trace(vk_marker *marker, void *object) {
    const vk_bytes_object *bytes = object;

    if (bytes->head.extra & VK_BYTES_STORED)
        vk_mark_offset(marker, bytes->store);
}

void vk_bytes_add_repr(vk_str_builder *builder, vk_text bytes) {
    bool single = memchr(bytes.data, '\'', bytes.length) != NULL;
    char quote =
        single && !memchr(bytes.data, '"', bytes.length) ? '"' : '\'';
    char escape[12];

    vk_str_add_char(builder, 'b');
    vk_str_add_char(builder, (uint8_t)quote);
    for (uint32_t i = 0; i < bytes.length && !builder->failed; i++) {
        uint8_t byte = (uint8_t)vk_text_at(bytes, i);

        if (i % 1024 == 1023 && !vk_charge(builder->vm, 128))
            builder->failed = true;
        if (byte == (uint8_t)quote || byte == '\\')
            vk_str_add_char(builder, '\\');
        if (byte >= ' ' && byte < 0x7F) {
            vk_str_add_char(builder, byte);
        } else {
            vk_escape_shortly(byte, escape);
            vk_str_add_text(builder, escape);
        }
    }
    vk_str_add_char(builder, (uint8_t)quote);
}

static viv_value bytes_repr(viv_vm *vm, viv_value self) {
    vk_str_builder builder;

    vk_str_build(&builder, vm);
    vk_bytes_add_repr(&builder, vk_bytes_text(vm, self));
    return vk_str_finish(&builder);
}

static viv_value bytes_hash(viv_vm *vm, viv_value self) {
    vk_bytes_object *bytes = vk_object(vm, self);
    uint64_t hash = bytes->hash;

    if (hash == 0) {
        hash = vk_text_hash(vm, vk_bytes_text(vm, self));
        if (!vk_in_world(vm, vk_reference_offset(self)))
            bytes->hash = hash;
    }
    return vk_int(vm, (int64_t)(hash & INT64_MAX));
}

static viv_value bytes_length(viv_vm *vm, viv_value self) {
    return viv_small_int(vk_bytes_text(vm, self).length);
}

viv_value vk_bytes_instance(viv_vm *vm, viv_value type, viv_value bytes) {
    vk_text text = vk_bytes_text(vm, bytes);
    uint32_t store = vk_raw_new(vm, text.length);
    vk_bytes_object *instance;

    if (store == 0 || !vk_text_copy(vm, vk_element(vm, store, 0, 1), 1, text))
        return VIV_RAISE;
    instance = vk_new_instance(vm, type, VK_BYTES, sizeof *instance);
    if (!instance)
        return VIV_RAISE;
    instance->head.extra = VK_BYTES_STORED;
    instance->hash = 0;
    instance->length = text.length;
    instance->store = store;
    return vk_reference(vm, instance);
}

const vk_slots vk_bytes_slots = {
    .size = sizeof(vk_bytes_object),
    .trace = bytes_trace,
    .repr = bytes_repr,
    .str = bytes_repr, /* whatever a subclass's __repr__ says */
    .hash = bytes_hash,
    .length = bytes_length,
    .compare = vk_bytes_compare,
    .binary = vk_bytes_binary,
    .get_item = vk_bytes_get_item,
    .contains = vk_bytes_contains,
    .iterate = vk_bytes_iterate,
    .methods = vk_bytes_methods,
    .doc = "bytes(iterable_of_ints) -> bytes\n"
           "bytes(string, encoding[, errors]) -> bytes\n"
           "bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n"
           "bytes(int) -> bytes object of size given by the parameter "
           "initialized with null bytes\n"
           "bytes() -> empty bytes object",
};
