/* text.c - copying and comparing views of characters. */
#include "object/text.h"

#include "host/runtime.h"
#include "text/siphash.h"

enum { COPY_SLICE = 1 << 20 }; /* characters between two charges */

bool vk_text_copy(viv_vm *vm, void *to, uint8_t width, vk_text text) {
    uint32_t at = 0;

    while (text.length - at > COPY_SLICE) {
        if (!vk_charge(vm, (uint64_t)COPY_SLICE * width >> 5))
            return false;
        vk_chars_copy((char *)to + (uint64_t)at * width, width,
                      vk_chars_from(text.data, text.width, at), text.width,
                      COPY_SLICE);
        at += COPY_SLICE;
    }
    if (!vk_text_charge(vm, (uint64_t)(text.length - at) * width))
        return false;
    vk_chars_copy((char *)to + (uint64_t)at * width, width,
                  vk_chars_from(text.data, text.width, at), text.width,
                  text.length - at);
    return true;
}

/* The slice of [text] that begins at [at], if fuel is left. */
static bool slice_at(viv_vm *vm, vk_text text, uint32_t at, vk_text *slice) {
    uint32_t left = text.length - at;

    if (left > COPY_SLICE)
        left = COPY_SLICE;
    *slice = vk_text_part(text, at, at + left);
    return vk_text_charge(vm, (uint64_t)left * text.width);
}

bool vk_text_equal(viv_vm *vm, vk_text a, vk_text b) {
    vk_text left, right;

    if (a.length != b.length)
        return false;
    if (a.length < 512)
        return vk_chars_equal(a.data, a.width, b.data, b.width, a.length);
    for (uint32_t at = 0; at < a.length; at += left.length) {
        right = vk_text_part(b, at, b.length);
        if (!slice_at(vm, a, at, &left) ||
            !vk_chars_equal(left.data, a.width, right.data, b.width,
                            left.length))
            return false;
    }
    return true;
}

int vk_text_order(viv_vm *vm, vk_text a, vk_text b) {
    uint32_t common = a.length < b.length ? a.length : b.length;
    vk_text left, right, shared = vk_text_part(a, 0, common);
    int order;

    for (uint32_t at = 0; at < common; at += left.length) {
        right = vk_text_part(b, at, b.length);
        if (!slice_at(vm, shared, at, &left))
            return 0;
        order = vk_chars_order(left.data, a.width, right.data, b.width,
                               left.length);
        if (order != 0)
            return order;
    }
    return a.length < b.length ? -1 : a.length > b.length;
}

uint64_t vk_text_hash(viv_vm *vm, vk_text text) {
    const uint64_t *key = vk_hash_key(vm);
    uint64_t chained[2] = {key[0], key[1]}, hash = 0;
    uint32_t at = 0;
    vk_text slice;

    do { /* long texts: slice after slice, each keyed with what came before */
        if (!slice_at(vm, text, at, &slice))
            break;
        hash = vk_siphash(chained, slice.data, slice.length * text.width);
        chained[0] = key[0] ^ hash;
        at += slice.length;
    } while (at < text.length);
    hash &= (UINT64_C(1) << 60) - 1;
    return hash == 0 ? 1 : hash;
}
