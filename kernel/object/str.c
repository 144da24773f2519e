/* str.c - making, comparing and cutting text.
 *
 * Characters in the narrowest width (PEP 393), in one of two forms: inline, or
 * in a storage with room to grow (for `s += t` in a loop). Who reads goes
 * through vk_str_text(), which gives a view with the length checked against the
 * storage.
 */
#include "object/str.h"

#include "host/runtime.h"
#include "memory/heap.h"
#include "memory/world.h"
#include "object/text.h"
#include "text/utf8.h"

enum {
    HEAD_BYTES = offsetof(vk_str_object, data),
    STORE_FROM = 256,      /* shorter results of concatenation are inline */
    LARGE_BYTES = 1 << 16, /* requests that the account is asked about first */
    UTF8_SLICE = 1 << 18,
};

vk_text vk_str_text(viv_vm *vm, viv_value value) {
    VK_CHECK(vm, vk_is_str(vm, value));
    return vk_str_view(vm, vk_object(vm, value));
}

/* -- making -- */

/* The world's str of a Latin-1 character, or the empty one. One object for each
 * Latin-1 character, made when the world was: loops over text allocate
 * nothing. */
static inline viv_value constant(viv_vm *vm, uint32_t number) {
    uint32_t chars = vk_world_chars(vm);

    return chars == 0
               ? VIV_ABSENT
               : *(viv_value *)vk_element(vm, chars, number, sizeof(viv_value));
}

static void prepare(vk_str_object *str, uint32_t length, uint16_t extra) {
    str->head.extra = extra;
    str->hash = 0;
    str->length = length;
}

/* An inline str whose characters, of [extra]'s width, are not yet there. Large
 * requests are asked about first, so that a huge concatenation is a MemoryError
 * and not the end of the sandbox. */
static vk_str_object *new_inline(viv_vm *vm, uint64_t length, uint16_t extra) {
    uint64_t bytes = HEAD_BYTES + length * (extra & VK_STR_WIDTH);
    vk_str_object *str;

    if (bytes < sizeof(vk_str_object))
        bytes = sizeof(vk_str_object);
    if (bytes > LARGE_BYTES) {
        if (bytes >= VK_CAGE_BYTES) {
            vk_raise_memory(vm);
            return NULL;
        }
        if (!vk_heap_admits(vm, bytes))
            return NULL;
    }
    str = vk_new(vm, VK_STR, (uint32_t)bytes);
    if (str)
        prepare(str, (uint32_t)length, extra);
    return str;
}

static uint16_t extra_for(uint32_t greatest) {
    return greatest < 0x80 ? 1 | VK_STR_ASCII : vk_chars_width(greatest);
}

viv_value vk_str_new(viv_vm *vm, uint32_t length, uint32_t greatest) {
    vk_str_object *str = new_inline(vm, length, extra_for(greatest));

    return str ? vk_reference(vm, str) : VIV_RAISE;
}

void *vk_str_writable(viv_vm *vm, viv_value str) {
    return (void *)vk_str_text(vm, str).data;
}

/* A new str of a view; [all]: its characters or-ed. */
static viv_value from_view(viv_vm *vm, vk_text text, uint32_t all) {
    uint16_t extra = extra_for(all);
    vk_str_object *str = new_inline(vm, text.length, extra);

    if (!str)
        return VIV_RAISE;
    if (text.width == 1 && text.length < 64)
        memcpy(str->data, text.data, text.length);
    else if (!vk_text_copy(vm, str->data, extra & VK_STR_WIDTH, text))
        return VIV_RAISE;
    return vk_reference(vm, str);
}

viv_value vk_str_from_char(viv_vm *vm, uint32_t character) {
    vk_str_object *str;

    if (character < 256) {
        viv_value known = constant(vm, character);

        if (!viv_is_absent(known))
            return known;
    }
    str = new_inline(vm, 1, extra_for(character));
    if (!str)
        return VIV_RAISE;
    vk_chars_put(str->data, vk_chars_width(character), 0, character);
    return vk_reference(vm, str);
}

/* A str of text that may be narrower than its characters are wide. */
static viv_value from_text(viv_vm *vm, vk_text text) {
    if (text.length == 0) {
        viv_value known = constant(vm, VK_STR_EMPTY);

        return viv_is_absent(known) ? from_view(vm, text, 0) : known;
    }
    if (text.length == 1)
        return vk_str_from_char(vm, vk_text_at(text, 0));
    if (text.ascii)
        return from_view(vm, text, 0);
    if (!vk_text_charge(vm, (uint64_t)text.length * text.width))
        return VIV_RAISE;
    return from_view(vm, text,
                     vk_chars_union(text.data, text.width, text.length));
}

viv_value vk_str_from_chars(viv_vm *vm, const void *chars, uint32_t length,
                            uint8_t width) {
    return from_text(vm, (vk_text){chars, length, width, false});
}

viv_value vk_str_from_latin1(viv_vm *vm, const void *bytes, uint32_t length) {
    return from_text(vm, (vk_text){bytes, length, 1, false});
}

viv_value vk_str_from_text(viv_vm *vm, const char *text) {
    return vk_str_from_utf8(vm, text, (uint32_t)strlen(text));
}

/* -- cutting -- */

viv_value vk_str_slice(viv_vm *vm, viv_value str, uint32_t start,
                       uint32_t end) {
    vk_text text = vk_str_text(vm, str);

    if (end > text.length)
        end = text.length;
    if (start > end)
        start = end;
    if (end - start == text.length && text.length > 0)
        return vk_str_exact(vm, str);
    return from_text(vm, vk_text_part(text, start, end));
}

viv_value vk_str_get(viv_vm *vm, viv_value str, int64_t index) {
    vk_text text = vk_str_text(vm, str);

    if (index < 0)
        index += text.length;
    if (index < 0 || index >= text.length)
        return vk_raise(vm, VIV_IndexError, "string index out of range");
    return vk_str_from_char(vm, vk_text_at(text, (uint32_t)index));
}

viv_value vk_str_exact(viv_vm *vm, viv_value str) {
    vk_text text;

    if (!(vk_head(vm, str)->flags & VK_SUBCLASS))
        return str;
    text = vk_str_text(vm, str);
    return from_text(vm, text);
}

/* Instances of subclasses have their attributes behind the fixed part, hence
 * their characters in a store. */
viv_value vk_str_instance(viv_vm *vm, viv_value type, viv_value str) {
    vk_text text = vk_str_text(vm, str);
    uint64_t bytes = (uint64_t)text.length * text.width;
    uint32_t store = 0;
    vk_str_object *instance;

    if (bytes >= VK_CAGE_BYTES - sizeof(vk_raw))
        return vk_raise_memory(vm);
    store = vk_raw_new(vm, (uint32_t)bytes);
    if (store == 0)
        return VIV_RAISE;
    if (!vk_text_copy(vm, vk_element(vm, store, 0, 1), text.width, text))
        return VIV_RAISE;
    ((vk_raw *)vk_at(vm, store))->used = (uint32_t)bytes;
    instance = vk_new_instance(vm, type, VK_STR, sizeof(vk_str_object));
    if (!instance)
        return VIV_RAISE;
    prepare(instance, text.length,
            (uint16_t)(VK_STR_STORED | text.width |
                       (text.ascii ? VK_STR_ASCII : 0)));
    instance->store = store;
    return vk_reference(vm, instance);
}

/* -- concatenation -- */

/* What a concatenation is about. */
typedef struct joint {
    vk_text a, b;
    uint64_t length, bytes; /* of the result */
    uint16_t extra;
} joint;

static viv_value stored(viv_vm *vm, const joint *j, uint32_t store) {
    vk_str_object *str = vk_new(vm, VK_STR, sizeof(vk_str_object));

    if (!str)
        return VIV_RAISE;
    prepare(str, (uint32_t)j->length, j->extra | VK_STR_STORED);
    str->store = store;
    return vk_reference(vm, str);
}

/* Room behind the text in [store], where the text ends what is used of it, was
 * enough or could be made so. */
static bool extend(viv_vm *vm, uint32_t store, const joint *j) {
    vk_raw *raw = vk_at(vm, store);
    uint32_t room = raw->bytes, used = (uint32_t)(j->a.length * j->a.width);

    if (raw->used != used || vk_in_world(vm, store) ||
        raw->head.kind != VK_RAW)
        return false;
    if (j->bytes <= room)
        return true;
    if (j->bytes < LARGE_BYTES || j->bytes > VK_CAGE_BYTES / 2 ||
        !vk_heap_extend(vm, raw, (uint32_t)(j->bytes + sizeof(vk_raw))))
        return false;
    raw->bytes = (uint32_t)(vk_heap_room(vm, raw) - sizeof(vk_raw));
    return raw->bytes >= j->bytes;
}

/* Continues a's store if a ends there and the width stays. */
static viv_value append(viv_vm *vm, const vk_str_object *a, const joint *j) {
    uint32_t store = a->store;
    viv_value result;

    if (j->a.width != (j->extra & VK_STR_WIDTH) || !extend(vm, store, j))
        return VIV_ABSENT;
    result = stored(vm, j, store);
    VIV_TRY(result);
    ((vk_raw *)vk_at(vm, store))->used = (uint32_t)j->bytes;
    if (!vk_text_copy(vm,
                      vk_element(vm, store, (uint32_t)(j->a.length * j->a.width),
                                 1),
                      j->a.width, j->b))
        return VIV_RAISE;
    return result;
}

static bool copy_both(viv_vm *vm, void *to, const joint *j) {
    uint8_t width = j->extra & VK_STR_WIDTH;

    return vk_text_copy(vm, to, width, j->a) &&
           vk_text_copy(vm, (char *)to + (uint64_t)j->a.length * width, width,
                        j->b);
}

/* A new store. The first time there is little room in it, since most texts are
 * not added to again; then it doubles. */
static viv_value store_both(viv_vm *vm, const joint *j, bool again) {
    uint64_t spare = again && j->bytes < (64 << 20) ? j->bytes : j->bytes / 8;
    uint64_t bytes = j->bytes + spare + 64;
    uint32_t store;
    vk_raw *raw;

    if (bytes > LARGE_BYTES &&
        !vk_heap_admits_growth(vm, (uint64_t)j->a.length * j->a.width,
                               j->bytes, bytes))
        return VIV_RAISE;
    store = vk_raw_new(vm, (uint32_t)bytes);
    if (store == 0)
        return VIV_RAISE;
    raw = vk_at(vm, store);
    raw->used = (uint32_t)j->bytes;
    if (!copy_both(vm, raw->data, j))
        return VIV_RAISE;
    return stored(vm, j, store);
}

static viv_value join_two(viv_vm *vm, const vk_str_object *a, const joint *j) {
    vk_str_object *str;

    if (j->bytes >= STORE_FROM && j->bytes < VK_CAGE_BYTES / 2) {
        bool again = a->head.extra & VK_STR_STORED;

        if (again) {
            viv_value result = append(vm, a, j);

            if (!viv_is_absent(result))
                return result;
        }
        return store_both(vm, j, again);
    }
    str = new_inline(vm, j->length, j->extra);
    if (!str || !copy_both(vm, str->data, j))
        return VIV_RAISE;
    return vk_reference(vm, str);
}

viv_value vk_str_concat(viv_vm *vm, viv_value a, viv_value b) {
    joint j = {.a = vk_str_text(vm, a), .b = vk_str_text(vm, b)};
    uint8_t width = j.a.width > j.b.width ? j.a.width : j.b.width;

    if (j.b.length == 0)
        return vk_str_exact(vm, a);
    if (j.a.length == 0)
        return vk_str_exact(vm, b);
    j.length = (uint64_t)j.a.length + j.b.length;
    j.bytes = j.length * width;
    j.extra = width;
    if (j.a.ascii && j.b.ascii)
        j.extra |= VK_STR_ASCII;
    return join_two(vm, vk_object(vm, a), &j);
}

/* -- comparing and hashing -- */

bool vk_str_equal(viv_vm *vm, viv_value a, viv_value b) {
    const vk_str_object *left, *right;
    uint16_t both;

    if (viv_same(a, b))
        return true;
    VK_CHECK(vm, vk_is_str(vm, a) && vk_is_str(vm, b));
    left = vk_object(vm, a);
    right = vk_object(vm, b);
    both = left->head.extra & right->head.extra;
    if (left->length != right->length || both & VK_STR_INTERNED)
        return false;
    if ((left->head.extra ^ right->head.extra) & (VK_STR_WIDTH | VK_STR_ASCII))
        return false;
    if (left->hash != right->hash && left->hash != 0 && right->hash != 0)
        return false;
    return vk_text_equal(vm, vk_str_view(vm, left), vk_str_view(vm, right));
}

int vk_str_order(viv_vm *vm, viv_value a, viv_value b) {
    return vk_text_order(vm, vk_str_text(vm, a), vk_str_text(vm, b));
}

uint64_t vk_str_hash(viv_vm *vm, viv_value str) {
    vk_str_object *object;
    vk_text text;
    uint64_t hash;

    VK_CHECK(vm, vk_is_str(vm, str));
    object = vk_object(vm, str);
    hash = object->hash;
    if (hash != 0)
        return hash;
    text = vk_str_view(vm, object);
    hash = vk_text_hash(vm, text);
    if (!vk_in_world(vm, vk_reference_offset(str)))
        object->hash = hash;
    return hash;
}

int64_t vk_str_find(viv_vm *vm, viv_value str, viv_value needle,
                    uint32_t start) {
    vk_text text = vk_str_text(vm, str);
    vk_search search;
    int64_t found;

    vk_search_begin(&search, vm, text, vk_str_text(vm, needle));
    found = vk_search_next(&search, start, text.length);
    return found < 0 ? -1 : found;
}

/* -- what C reads -- */

uint32_t vk_str_utf8(viv_vm *vm, viv_value str, char *buffer, uint32_t size) {
    vk_text text = vk_str_text(vm, str);
    uint64_t needed = 0;
    uint32_t written = 0;
    bool full = size == 0;

    for (uint32_t i = 0; i < text.length; i++) {
        uint32_t character = vk_text_at(text, i);
        uint32_t bytes = vk_utf8_size(character);

        if (i % UTF8_SLICE == UTF8_SLICE - 1 && !vk_charge(vm, UTF8_SLICE / 8))
            break; /* a stop waits: nobody will see the rest */
        if (!full && (uint64_t)written + bytes < size)
            written += vk_utf8_encode(character, buffer + written);
        else
            full = true;
        needed += bytes;
    }
    if (size > 0)
        buffer[written] = '\0';
    return needed > UINT32_MAX ? UINT32_MAX : (uint32_t)needed;
}

bool vk_str_is(viv_vm *vm, viv_value str, const char *ascii) {
    if (viv_is_jump(str))
        return false;
    vk_text text = vk_str_text(vm, str);

    return text.width == 1 && strlen(ascii) == text.length &&
           memcmp(text.data, ascii, text.length) == 0;
}
