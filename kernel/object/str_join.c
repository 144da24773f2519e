/* str_join.c - many texts made one. */
#include "memory/heap.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str_methods.h"
#include "object/text.h"

/* What the result will be. */
typedef struct measure {
    uint64_t length;
    uint8_t width;
    bool ascii;
} measure;

static inline void count_in(measure *m, vk_text text, uint64_t times) {
    m->length += text.length * times;
    if (text.width > m->width)
        m->width = text.width;
    m->ascii &= text.ascii;
}

/* All items are str; their sum. False: raised. */
static bool measure_items(viv_vm *vm, const viv_value *items, uint32_t count,
                          measure *m) {
    for (uint32_t i = 0; i < count; i++) {
        if (i % 64 == 63 && !vk_charge(vm, 32))
            return false;
        if (!vk_is_str(vm, items[i])) {
            vk_raise(vm, VIV_TypeError,
                     "sequence item %u: expected str instance, %T found",
                     (uint64_t)i, items[i]);
            return false;
        }
        count_in(m, vk_str_view(vm, vk_object(vm, items[i])), 1);
    }
    return true;
}

/* Writes a text at the end of what was written; never past [room]. */
static inline bool put(viv_vm *vm, char **to, uint64_t *room, uint8_t width,
                       vk_text text) {
    if (text.length > *room)
        return false;
    if (text.length < 32 && text.width == width) {
        memcpy(*to, text.data, (uint64_t)text.length * width);
    } else if (!vk_text_copy(vm, *to, width, text)) {
        return false;
    }
    *to += (uint64_t)text.length * width;
    *room -= text.length;
    return true;
}

static viv_value fill(viv_vm *vm, const measure *m, vk_text separator,
                      const viv_value *items, uint32_t count) {
    uint32_t greatest = m->ascii        ? 0
                        : m->width == 1 ? 0xFF
                        : m->width == 2 ? 0xFFFF
                                        : 0x10FFFF;
    viv_value made = vk_str_new(vm, (uint32_t)m->length, greatest);
    uint64_t room = m->length;
    char *to;

    VIV_TRY(made);
    to = vk_str_writable(vm, made);
    for (uint32_t i = 0; i < count; i++) {
        if (i % 64 == 63 && !vk_charge(vm, 32))
            return VIV_RAISE;
        if (i > 0 && separator.length > 0 &&
            !put(vm, &to, &room, m->width, separator))
            return VIV_RAISE;
        VK_CHECK(vm, vk_is_str(vm, items[i]));
        if (!put(vm, &to, &room, m->width,
                 vk_str_view(vm, vk_object(vm, items[i]))))
            return VIV_RAISE;
    }
    return made;
}

viv_value vk_str_join(viv_vm *vm, viv_value separator, const viv_value *items,
                      uint32_t count) {
    vk_text between = {NULL, 0, 1, true};
    measure m = {0, 1, true};

    if (!viv_is_absent(separator))
        between = vk_str_text(vm, separator);
    if (!measure_items(vm, items, count, &m))
        return VIV_RAISE;
    if (count == 1)
        return vk_str_exact(vm, items[0]);
    if (count > 1)
        count_in(&m, between, count - 1);
    if (m.length == 0)
        return vk_str_empty(vm);
    if (m.length * m.width >= VK_CAGE_BYTES)
        return vk_raise_memory(vm);
    return fill(vm, &m, between, items, count);
}

/* args: self, iterable */
viv_value vk_str_join_method(viv_vm *vm, const viv_value *args) {
    viv_value items = args[1];
    vk_items found;

    if (!vk_is(vm, items, VK_LIST) && !vk_is(vm, items, VK_TUPLE)) {
        viv_value iterator = vk_iterate(vm, items);

        if (viv_is_raise(iterator) && vk_raised(vm, VIV_TypeError) &&
            !viv_is_absent(vk_catch(vm)))
            return vk_raise(vm, VIV_TypeError, "can only join an iterable");
        VIV_TRY(iterator);
        items = vk_list_from_iterable(vm, iterator);
        VIV_TRY(items);
    }
    found = vk_sequence_items(vm, items);
    return vk_str_join(vm, args[0], found.items, found.count);
}
