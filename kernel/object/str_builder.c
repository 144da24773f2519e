/* str_builder.c - text that is collected piece by piece.
 *
 * The pieces go into one VK_RAW, which grows by doubling and is copied to a
 * wider one when a wider character comes.
 */
#include "memory/heap.h"
#include "object/text.h"

enum { FIRST_ROOM = 112 }; /* bytes */

void vk_str_build(vk_str_builder *builder, viv_vm *vm) {
    *builder = (vk_str_builder){.vm = vm, .store = VIV_ABSENT, .width = 1};
}

static void *store_data(const vk_str_builder *builder) {
    return vk_element(builder->vm, vk_reference_offset(builder->store), 0, 1);
}

/* The unused rest of the store, made ready for [count] characters of
 * [width]. */
static bool reserve_slow(vk_str_builder *b, uint64_t count, uint8_t width) {
    uint64_t characters = b->length + count, bytes, need;
    vk_text old = {NULL, b->length, b->width, false};
    uint32_t store;

    if (width < b->width)
        width = b->width;
    bytes = need = characters * width;
    bytes += bytes < (64 << 20) ? bytes : bytes / 4;
    if (bytes < FIRST_ROOM)
        bytes = FIRST_ROOM;
    b->failed = true;
    if (bytes >= VK_CAGE_BYTES - sizeof(vk_raw)) {
        vk_raise_memory(b->vm);
        return false;
    }
    if (bytes > (1 << 16) &&
        !vk_heap_admits_growth(b->vm, (uint64_t)b->length * b->width, need,
                               bytes))
        return false;
    store = vk_raw_new(b->vm, (uint32_t)bytes);
    if (store == 0)
        return false;
    if (b->length > 0) {
        viv_value before = b->store;

        old.data = store_data(b);
        if (!vk_text_copy(b->vm, vk_element(b->vm, store, 0, 1), width, old))
            return false;
        if (bytes > (1 << 14))
            vk_heap_release(b->vm, vk_object(b->vm, before));
    }
    b->store = vk_reference_at(store);
    b->width = width;
    b->room = (uint32_t)(bytes / width);
    b->failed = false;
    return true;
}

static inline bool reserve(vk_str_builder *b, uint64_t count, uint8_t width) {
    if (b->failed)
        return false;
    if (width <= b->width && b->length + count <= b->room)
        return true;
    return reserve_slow(b, count, width);
}

static void *end_of(const vk_str_builder *b) {
    return (char *)store_data(b) + (uint64_t)b->length * b->width;
}

void vk_str_add_char(vk_str_builder *builder, uint32_t character) {
    if (!reserve(builder, 1, vk_chars_width(character)))
        return;
    vk_chars_put(end_of(builder), builder->width, 0, character);
    builder->length++;
}

static void add_text(vk_str_builder *builder, vk_text text) {
    if (!reserve(builder, text.length, text.width))
        return;
    if (!vk_text_copy(builder->vm, end_of(builder), builder->width, text))
        builder->failed = true;
    else
        builder->length += text.length;
}

void vk_str_add_ascii(vk_str_builder *builder, const char *text,
                      uint32_t length) {
    add_text(builder, vk_text_of(text, length));
}

void vk_str_add_text(vk_str_builder *builder, const char *text) {
    add_text(builder, vk_text_of(text, (uint32_t)strlen(text)));
}

void vk_str_add(vk_str_builder *builder, viv_value str) {
    /* What could not be made fails the text that it was for. */
    if (viv_is_jump(str))
        builder->failed = true;
    else
        add_text(builder, vk_str_text(builder->vm, str));
}

void vk_str_add_part(vk_str_builder *builder, vk_text text, uint32_t start,
                     uint32_t end) {
    add_text(builder, vk_text_part(text, start, end));
}

void vk_str_add_fill(vk_str_builder *builder, uint32_t character,
                     uint32_t count) {
    if (!vk_charge(builder->vm, count >> 3)) {
        builder->failed = true;
        return;
    }
    if (!reserve(builder, count, vk_chars_width(character)))
        return;
    vk_chars_fill(end_of(builder), builder->width, character, count);
    builder->length += count;
}

viv_value vk_str_finish(vk_str_builder *builder) {
    if (builder->failed)
        return VIV_RAISE;
    if (builder->length == 0)
        return vk_str_empty(builder->vm);
    return vk_str_from_chars(builder->vm, store_data(builder), builder->length,
                             builder->width);
}
