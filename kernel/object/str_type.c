/* str_type.c - the type str: construction, operators, iteration. */
#include "host/runtime.h"
#include "memory/heap.h"
#include "object/dict.h"
#include "object/format.h"
#include "object/list.h"
#include "object/number.h"
#include "object/piece.h"
#include "object/protocol.h"
#include "object/str_methods.h"
#include "object/text.h"

static void str_trace(vk_marker *marker, void *object) {
    const vk_str_object *str = object;

    if (str->head.extra & VK_STR_STORED)
        vk_mark_offset(marker, str->store);
}

static viv_value str_str(viv_vm *vm, viv_value self) {
    return vk_str_exact(vm, self);
}

static viv_value str_hash(viv_vm *vm, viv_value self) {
    return viv_small_int((int64_t)(vk_str_hash(vm, self) & INT64_MAX >> 3));
}

static viv_value str_length(viv_vm *vm, viv_value self) {
    return viv_small_int(vk_str_text(vm, self).length);
}

/* -- operators -- */

static viv_value str_compare(viv_vm *vm, vk_operator op, viv_value a,
                             viv_value b) {
    if (!vk_is_str(vm, a) || !vk_is_str(vm, b))
        return VIV_NOT_IMPLEMENTED;
    if (op == VK_OP_EQ || op == VK_OP_NE)
        return viv_bool(vk_str_equal(vm, a, b) == (op == VK_OP_EQ));
    return vk_piece_compare(op, vk_str_order(vm, a, b));
}

static viv_value str_binary(viv_vm *vm, vk_operator op, viv_value a,
                            viv_value b) {
    bool ours = vk_is_str(vm, a);

    if (op == VK_OP_ADD)
        return ours && vk_is_str(vm, b) ? vk_str_concat(vm, a, b)
                                        : VIV_NOT_IMPLEMENTED;
    if (op == VK_OP_MOD && ours)
        return vk_percent_str(vm, a, b);
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

static viv_value str_get_item(viv_vm *vm, viv_value self, viv_value key) {
    int64_t index;

    if (viv_is_small_int(key))
        return vk_str_get(vm, self, viv_small_int_value(key));
    if (vk_is(vm, key, VK_SLICE))
        return vk_piece_slice(vm, self, key);
    if (!vk_has_index(vm, key))
        return vk_raise(vm, VIV_TypeError,
                        "string indices must be integers, not '%T'", key);
    return vk_index_checked(vm, key, &index) ? vk_str_get(vm, self, index)
                                             : VIV_RAISE;
}

static viv_value str_contains(viv_vm *vm, viv_value self, viv_value item) {
    vk_search search;
    vk_text text = vk_str_text(vm, self), sought;
    int64_t at;

    if (!vk_is_str(vm, item))
        return vk_raise(vm, VIV_TypeError,
                        "'in <string>' requires string as left operand, not "
                        "%T",
                        item);
    sought = vk_str_view(vm, vk_object(vm, item));
    if (sought.length == 1 && text.width == 1 && sought.width == 1 &&
        text.length < 512)
        return viv_bool(memchr(text.data, *(const uint8_t *)sought.data,
                               text.length) != NULL);
    vk_search_begin(&search, vm, text, sought);
    at = vk_search_next(&search, 0, text.length);
    return at == VK_SEARCH_FAILED ? VIV_RAISE : viv_bool(at >= 0);
}

static viv_value str_iterate(viv_vm *vm, viv_value self) {
    vk_iterator_object *iterator =
        vk_new(vm, VK_STR_ITERATOR, sizeof *iterator);

    if (!iterator)
        return VIV_RAISE;
    iterator->index = iterator->spare = 0;
    iterator->sequence = self;
    return vk_reference(vm, iterator);
}

const vk_slots vk_str_slots = {
    .size = sizeof(vk_str_object),
    .trace = str_trace,
    .repr = vk_str_repr,
    .str = str_str,
    .hash = str_hash,
    .length = str_length,
    .compare = str_compare,
    .binary = str_binary,
    .get_item = str_get_item,
    .contains = str_contains,
    .iterate = str_iterate,
    .methods = vk_str_methods,
    .doc = "str(object='') -> str\n"
           "str(bytes_or_buffer[, encoding[, errors]]) -> str\n\n"
           "Create a new string object from the given object. If encoding or\n"
           "errors is specified, then the object must expose a data buffer\n"
           "that will be decoded using the given encoding and error handler.\n"
           "Otherwise, returns the result of object.__str__() (if defined)\n"
           "or repr(object).",
};

/* -- the iterator -- */

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
    text = vk_str_text(vm, iterator->sequence);
    if (index >= text.length) {
        vk_store(vm, iterator, &iterator->sequence, VIV_ABSENT);
        return VIV_DONE;
    }
    iterator->index = index + 1;
    return vk_str_from_char(vm, vk_text_at(text, index));
}

static viv_value iterator_hint(viv_vm *vm, const viv_value *args) {
    const vk_iterator_object *iterator = vk_object(vm, args[0]);
    uint32_t index = iterator->index, length;

    if (!viv_is_reference(iterator->sequence))
        return viv_small_int(0);
    length = vk_str_text(vm, iterator->sequence).length;
    return viv_small_int(length > index ? length - index : 0);
}

/* iter(str) or iter("") with the state that __setstate__ restores. */
static viv_value iterator_reduce(viv_vm *vm, const viv_value *args) {
    const vk_iterator_object *iterator = vk_object(vm, args[0]);
    viv_value name = vk_str_intern_utf8(vm, "iter", 4), parts[3], sequence;

    VIV_TRY(name);
    sequence = viv_is_reference(iterator->sequence) ? iterator->sequence
                                                    : vk_str_empty(vm);
    parts[0] = vk_dict_get_name(vm, VK(vm)->builtins, name);
    parts[1] = vk_tuple_from(vm, &sequence, 1);
    parts[2] = viv_small_int(iterator->index);
    VIV_TRY(parts[1]);
    return vk_tuple_from(vm, parts,
                         viv_is_reference(iterator->sequence) ? 3 : 2);
}

static viv_value iterator_setstate(viv_vm *vm, const viv_value *args) {
    vk_iterator_object *iterator = vk_object(vm, args[0]);
    int64_t index = vk_int_clipped(vm, args[1]);
    uint32_t length;

    if (!viv_is_reference(iterator->sequence))
        return VIV_NONE;
    length = vk_str_text(vm, iterator->sequence).length;
    iterator->index = index < 0        ? 0
                      : index > length ? length
                                       : (uint32_t)index;
    return VIV_NONE;
}

static const viv_function iterator_methods[] = {
    {"__length_hint__(self, /)", iterator_hint,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", iterator_reduce,
     "Return state information for pickling."},
    {"__setstate__(self, state: int, /)", iterator_setstate,
     "Set state information for unpickling."},
    {0},
};

const vk_slots vk_str_iterator_slots = {
    .size = sizeof(vk_iterator_object),
    .trace = iterator_trace,
    .iterate = iterator_self,
    .next = iterator_next,
    .methods = iterator_methods,
    .flags = VK_TYPE_NO_CONSTRUCT | VK_TYPE_FINAL,
};
