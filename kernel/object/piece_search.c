/* piece_search.c - find, count, startswith and what resembles them. */
#include "object/list.h"
#include "object/piece.h"
#include "object/text.h"

/* What find() and its kin search for, and where; args: self, sub, start,
 * end. */
typedef struct hunt {
    vk_search search;
    uint8_t byte;
    int64_t start, end;
    bool empty; /* start lies behind end */
} hunt;

static bool begin(viv_vm *vm, const viv_value *args, const char *message,
                  hunt *h) {
    vk_text sought, text;

    if (!vk_piece_or_byte(vm, args[0], args[1], message, &h->byte, &sought))
        return false;
    text = vk_piece_text(vm, args[0]);
    vk_piece_range(vm, args + 2, text.length, &h->start, &h->end);
    h->empty = h->start > h->end;
    vk_search_begin(&h->search, vm, text, sought);
    return true;
}

static viv_value find(viv_vm *vm, const viv_value *args, bool last,
                      const char *message) {
    int64_t found = VK_SEARCH_NONE;
    hunt h;

    if (!begin(vm, args, message, &h))
        return VIV_RAISE;
    if (!h.empty)
        found = (last ? vk_search_last : vk_search_next)(
            &h.search, (uint32_t)h.start, (uint32_t)h.end);
    return found == VK_SEARCH_FAILED ? VIV_RAISE : viv_small_int(found);
}

static viv_value find_surely(viv_vm *vm, const viv_value *args, bool last,
                             const char *message) {
    viv_value found = find(vm, args, last, message);

    if (!viv_same(found, viv_small_int(-1)))
        return found;
    return vk_raise(vm, VIV_ValueError, "%s not found",
                    vk_is(vm, args[0], VK_STR) ? "substring" : "subsection");
}

viv_value vk_piece_find(viv_vm *vm, const viv_value *args) {
    return find(vm, args, false, "find() argument 1 must be str, not %T");
}

viv_value vk_piece_rfind(viv_vm *vm, const viv_value *args) {
    return find(vm, args, true, "rfind() argument 1 must be str, not %T");
}

viv_value vk_piece_index(viv_vm *vm, const viv_value *args) {
    return find_surely(vm, args, false,
                       "index() argument 1 must be str, not %T");
}

viv_value vk_piece_rindex(viv_vm *vm, const viv_value *args) {
    return find_surely(vm, args, true,
                       "rindex() argument 1 must be str, not %T");
}

viv_value vk_piece_count(viv_vm *vm, const viv_value *args) {
    int64_t count = 0, at, length;
    hunt h;

    if (!begin(vm, args, "count() argument 1 must be str, not %T", &h))
        return VIV_RAISE;
    if (h.empty)
        return viv_small_int(0);
    length = h.search.sought.length;
    if (length == 0)
        return viv_small_int(h.end - h.start + 1);
    for (;;) {
        at = vk_search_next(&h.search, (uint32_t)h.start, (uint32_t)h.end);
        if (at == VK_SEARCH_FAILED)
            return VIV_RAISE;
        if (at < 0)
            return viv_small_int(count);
        if (++count % 256 == 0 && !vk_charge(vm, 512))
            return VIV_RAISE;
        h.start = at + length;
    }
}

/* -- at the ends -- */

static bool lies_at(viv_vm *vm, vk_text text, vk_text part, int64_t at) {
    if (at < 0 || at + part.length > text.length)
        return false;
    return vk_text_equal(vm,
                         vk_text_part(text, (uint32_t)at,
                                      (uint32_t)at + part.length),
                         part);
}

/* Does text[start:end] begin (or end) with the part? */
static bool is_end(viv_vm *vm, const viv_value *args, vk_text part, bool tail) {
    vk_text text = vk_piece_text(vm, args[0]);
    int64_t start, end;

    vk_piece_range(vm, args + 2, text.length, &start, &end);
    if (end - start < (int64_t)part.length)
        return false;
    return lies_at(vm, text, part, tail ? end - part.length : start);
}

static viv_value ends(viv_vm *vm, const viv_value *args, bool tail) {
    bool is_text = vk_is(vm, args[0], VK_STR);
    const char *name = tail ? "endswith" : "startswith";
    const char *wanted = is_text ? "str" : "bytes";
    vk_text part;

    if (is_text ? vk_is_str(vm, args[1])
                : vk_bytes_like(vm, args[1], &part)) {
        part = vk_piece_text(vm, args[1]);
        return viv_bool(is_end(vm, args, part, tail));
    }
    if (!vk_is(vm, args[1], VK_TUPLE))
        return vk_raise(vm, VIV_TypeError,
                        "%s first arg must be %s or a tuple of %s, not %T",
                        name, wanted, wanted, args[1]);
    for (uint32_t i = 0; i < vk_tuple_length(vm, args[1]); i++) {
        viv_value item = vk_tuple_get(vm, args[1], i);

        if (is_text && !vk_is_str(vm, item))
            return vk_raise(vm, VIV_TypeError,
                            "tuple for %s must only contain str, not %T", name,
                            item);
        if (!vk_charge(vm, 1) ||
            !vk_piece_argument(vm, args[0], item, "", &part))
            return VIV_RAISE;
        if (is_end(vm, args, part, tail))
            return VIV_TRUE;
    }
    return VIV_FALSE;
}

viv_value vk_piece_startswith(viv_vm *vm, const viv_value *args) {
    return ends(vm, args, false);
}

viv_value vk_piece_endswith(viv_vm *vm, const viv_value *args) {
    return ends(vm, args, true);
}

viv_value vk_piece_removeprefix(viv_vm *vm, const viv_value *args) {
    vk_text text, prefix;

    if (!vk_piece_argument(vm, args[0], args[1],
                           "removeprefix() argument must be str, not %T",
                           &prefix))
        return VIV_RAISE;
    text = vk_piece_text(vm, args[0]);
    if (!lies_at(vm, text, prefix, 0))
        return vk_piece_same(vm, args[0]);
    return vk_piece_cut(vm, args[0], prefix.length, text.length);
}

viv_value vk_piece_removesuffix(viv_vm *vm, const viv_value *args) {
    vk_text text, suffix;

    if (!vk_piece_argument(vm, args[0], args[1],
                           "removesuffix() argument must be str, not %T",
                           &suffix))
        return VIV_RAISE;
    text = vk_piece_text(vm, args[0]);
    if (!lies_at(vm, text, suffix, (int64_t)text.length - suffix.length))
        return vk_piece_same(vm, args[0]);
    return vk_piece_cut(vm, args[0], 0, text.length - suffix.length);
}
