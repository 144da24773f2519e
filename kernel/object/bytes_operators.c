/* bytes_operators.c - operators, items and iteration of bytes and bytearray. */
#include "memory/heap.h"
#include "object/bytes_methods.h"
#include "object/format.h"
#include "object/list.h"
#include "object/number.h"
#include "object/piece.h"
#include "object/protocol.h"
#include "object/text.h"

viv_value vk_bytes_compare(viv_vm *vm, vk_operator op, viv_value a,
                           viv_value b) {
    vk_text left, right;

    if (!vk_bytes_like(vm, a, &left) || !vk_bytes_like(vm, b, &right))
        return VIV_NOT_IMPLEMENTED;
    if (op == VK_OP_EQ || op == VK_OP_NE)
        return viv_bool(vk_text_equal(vm, left, right) == (op == VK_OP_EQ));
    return vk_piece_compare(op, vk_text_order(vm, left, right));
}

static viv_value concat(viv_vm *vm, viv_value a, viv_value b) {
    vk_text left, right;
    viv_value made;
    uint64_t length;
    char *to;

    if (!vk_bytes_like(vm, a, &left) || !vk_bytes_like(vm, b, &right))
        return VIV_NOT_IMPLEMENTED;
    length = (uint64_t)left.length + right.length;
    if (length >= UINT32_MAX)
        return vk_raise_memory(vm);
    made = vk_is(vm, a, VK_BYTES) ? vk_bytes_new(vm, (uint32_t)length)
                                  : vk_bytearray_new(vm, (uint32_t)length);
    VIV_TRY(made);
    to = (char *)vk_piece_text(vm, made).data;
    if (!vk_text_copy(vm, to, 1, left) ||
        !vk_text_copy(vm, to + left.length, 1, right))
        return VIV_RAISE;
    return made;
}

viv_value vk_bytes_binary(viv_vm *vm, vk_operator op, viv_value a,
                          viv_value b) {
    bool ours = vk_is(vm, a, VK_BYTES) || vk_is(vm, a, VK_BYTEARRAY);

    if (op == VK_OP_MOD && ours)
        return vk_percent_bytes(vm, a, b);
    if (op == VK_OP_ADD && ours)
        return concat(vm, a, b);
    if (op != VK_OP_MUL)
        return VIV_NOT_IMPLEMENTED;
    if (!ours) {
        viv_value held = a;

        a = b;
        b = held;
    }
    return vk_has_index(vm, b) ? vk_piece_repeat(vm, a, b)
                               : VIV_NOT_IMPLEMENTED;
}

viv_value vk_bytes_get_item(viv_vm *vm, viv_value self, viv_value key) {
    bool array = vk_is(vm, self, VK_BYTEARRAY);
    int64_t index;
    vk_text text;

    if (vk_is(vm, key, VK_SLICE))
        return vk_piece_slice(vm, self, key);
    if (!vk_has_index(vm, key))
        return vk_raise(vm, VIV_TypeError,
                        "%s indices must be integers or slices, not %T",
                        array ? "bytearray" : "byte", key);
    if (!vk_index_checked(vm, key, &index))
        return VIV_RAISE;
    text = vk_piece_text(vm, self);
    if (index < 0)
        index += text.length;
    if (index < 0 || index >= text.length)
        return vk_raise(vm, VIV_IndexError, "%sindex out of range",
                        array ? "bytearray " : "");
    return viv_small_int(vk_text_at(text, (uint32_t)index));
}

viv_value vk_bytes_contains(viv_vm *vm, viv_value self, viv_value item) {
    vk_search search;
    vk_text sought, text;
    uint8_t byte;
    int64_t at;

    if (!vk_bytes_like(vm, item, &sought)) {
        if (!vk_has_index(vm, item))
            return vk_raise(vm, VIV_TypeError,
                            "a bytes-like object is required, not '%T'", item);
        if (!vk_bytes_byte(vm, item, "byte must be in range(0, 256)", &byte))
            return VIV_RAISE;
        sought = vk_text_of(&byte, 1);
    }
    text = vk_piece_text(vm, self);
    vk_search_begin(&search, vm, text, sought);
    at = vk_search_next(&search, 0, text.length);
    return at == VK_SEARCH_FAILED ? VIV_RAISE : viv_bool(at >= 0);
}

/* -- iteration -- */

viv_value vk_bytes_iterate(viv_vm *vm, viv_value self) {
    vk_iterator_object *iterator =
        vk_new(vm, VK_BYTES_ITERATOR, sizeof *iterator);

    if (!iterator)
        return VIV_RAISE;
    iterator->index = iterator->spare = 0;
    iterator->sequence = self;
    return vk_reference(vm, iterator);
}

static void iterator_trace(vk_marker *marker, void *object) {
    vk_mark(marker, ((const vk_iterator_object *)object)->sequence);
}

static viv_value iterator_self(viv_vm *vm, viv_value self) {
    (void)vm;
    return self;
}

static viv_value iterator_next(viv_vm *vm, viv_value self) {
    vk_iterator_object *iterator = vk_object(vm, self);
    uint32_t index = iterator->index;
    vk_text text;

    if (!viv_is_reference(iterator->sequence))
        return VIV_DONE;
    text = vk_piece_text(vm, iterator->sequence);
    if (index >= text.length) {
        vk_store(vm, iterator, &iterator->sequence, VIV_ABSENT);
        return VIV_DONE;
    }
    iterator->index = index + 1;
    return viv_small_int(vk_text_at(text, index));
}

static viv_value iterator_hint(viv_vm *vm, const viv_value *args) {
    const vk_iterator_object *iterator = vk_object(vm, args[0]);
    uint32_t index = iterator->index;
    vk_text text;

    if (!viv_is_reference(iterator->sequence))
        return viv_small_int(0);
    text = vk_piece_text(vm, iterator->sequence);
    return viv_small_int(text.length > index ? text.length - index : 0);
}

static const viv_function iterator_methods[] = {
    {"__length_hint__(self, /)", iterator_hint,
     "Private method returning an estimate of len(list(it))."},
    {0},
};

const vk_slots vk_bytes_iterator_slots = {
    .size = sizeof(vk_iterator_object),
    .trace = iterator_trace,
    .iterate = iterator_self,
    .next = iterator_next,
    .methods = iterator_methods,
    .flags = VK_TYPE_NO_CONSTRUCT | VK_TYPE_FINAL,
};
