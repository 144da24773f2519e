/* piece_split.c - split, splitlines, partition, strip. */
#include "object/list.h"
#include "object/number.h"
#include "object/piece.h"
#include "object/text.h"
#include "text/unicode.h"

/* A split under way: pieces go to [list]. */
typedef struct splitting {
    viv_vm *vm;
    viv_value self, list;
    vk_text text;
    bool is_text;
    uint64_t left; /* cuts that are still allowed */
} splitting;

static bool add(splitting *s, uint32_t start, uint32_t end) {
    viv_value piece = vk_piece_cut(s->vm, s->self, start, end);

    return !viv_is_jump(piece) && vk_list_append(s->vm, s->list, piece);
}

static inline bool is_space(const splitting *s, uint32_t index) {
    return vk_piece_is_space(s->is_text, vk_text_at(s->text, index));
}

/* The end of the run, beginning at [at], of characters that are spaces or are
 * none; stepping over many charges fuel. UINT32_MAX: out of it. */
static uint32_t skip(splitting *s, uint32_t at, bool spaces) {
    uint32_t start = at;

    while (at < s->text.length && is_space(s, at) == spaces) {
        at++;
        if ((at - start) % 1024 == 0 && !vk_charge(s->vm, 256))
            return UINT32_MAX;
    }
    return at;
}

static uint32_t skip_back(splitting *s, uint32_t at, bool spaces) {
    uint32_t start = at;

    while (at > 0 && is_space(s, at - 1) == spaces) {
        at--;
        if ((start - at) % 1024 == 0 && !vk_charge(s->vm, 256))
            return UINT32_MAX;
    }
    return at;
}

static bool split_on_space(splitting *s) {
    uint32_t at = skip(s, 0, true), end;

    while (at < s->text.length) {
        if (s->left-- == 0)
            return add(s, at, s->text.length);
        end = skip(s, at, false);
        if (end == UINT32_MAX || !add(s, at, end))
            return false;
        at = skip(s, end, true);
    }
    return at != UINT32_MAX;
}

static bool rsplit_on_space(splitting *s) {
    uint32_t at = skip_back(s, s->text.length, true), start;

    while (at > 0 && at != UINT32_MAX) {
        if (s->left-- == 0)
            return add(s, 0, at);
        start = skip_back(s, at, false);
        if (start == UINT32_MAX || !add(s, start, at))
            return false;
        at = skip_back(s, start, true);
    }
    return at != UINT32_MAX;
}

static bool split_on(splitting *s, vk_text separator) {
    uint32_t start = 0;
    vk_search search;

    vk_search_begin(&search, s->vm, s->text, separator);
    while (s->left-- > 0) {
        int64_t at = vk_search_next(&search, start, s->text.length);

        if (at == VK_SEARCH_FAILED)
            return false;
        if (at < 0)
            break;
        if (!add(s, start, (uint32_t)at))
            return false;
        start = (uint32_t)at + separator.length;
    }
    return add(s, start, s->text.length);
}

static bool rsplit_on(splitting *s, vk_text separator) {
    uint32_t end = s->text.length;
    vk_search search;

    vk_search_begin(&search, s->vm, s->text, separator);
    while (s->left-- > 0) {
        int64_t at = vk_search_last(&search, 0, end);

        if (at == VK_SEARCH_FAILED)
            return false;
        if (at < 0)
            break;
        if (!add(s, (uint32_t)at + separator.length, end))
            return false;
        end = (uint32_t)at;
    }
    return add(s, 0, end);
}

static bool begin(viv_vm *vm, viv_value self, splitting *s) {
    *s = (splitting){.vm = vm, .self = self, .left = UINT64_MAX};
    s->is_text = vk_is(vm, self, VK_STR);
    s->list = vk_list_new(vm, 0);
    s->text = vk_piece_text(vm, self);
    return !viv_is_jump(s->list);
}

/* The limit of cuts: negative is none. */
static uint64_t cuts(viv_vm *vm, viv_value maxsplit) {
    int64_t limit = vk_int_clipped(vm, maxsplit);

    return limit < 0 ? UINT64_MAX : (uint64_t)limit;
}

/* args: self, sep, maxsplit */
viv_value vk_piece_split(viv_vm *vm, const viv_value *args) {
    vk_text separator;
    splitting s;

    if (!begin(vm, args[0], &s))
        return VIV_RAISE;
    s.left = cuts(vm, args[2]);
    if (viv_is_none(args[1]))
        return split_on_space(&s) ? s.list : VIV_RAISE;
    if (!vk_piece_argument(vm, args[0], args[1],
                           "must be str or None, not %T", &separator))
        return VIV_RAISE;
    if (separator.length == 0)
        return vk_raise(vm, VIV_ValueError, "empty separator");
    return split_on(&s, separator) ? s.list : VIV_RAISE;
}

static void reverse(viv_vm *vm, viv_value list) {
    vk_items items = vk_sequence_items(vm, list);

    for (uint32_t i = 0, j = items.count; i + 1 < j; i++) {
        viv_value held = items.items[i];

        j--;
        vk_store(vm, vk_object(vm, list), &items.items[i], items.items[j]);
        vk_store(vm, vk_object(vm, list), &items.items[j], held);
    }
}

viv_value vk_piece_rsplit(viv_vm *vm, const viv_value *args) {
    vk_text separator;
    splitting s;
    bool fine;

    if (!begin(vm, args[0], &s))
        return VIV_RAISE;
    s.left = cuts(vm, args[2]);
    if (viv_is_none(args[1])) {
        fine = rsplit_on_space(&s);
    } else {
        if (!vk_piece_argument(vm, args[0], args[1],
                               "must be str or None, not %T", &separator))
            return VIV_RAISE;
        if (separator.length == 0)
            return vk_raise(vm, VIV_ValueError, "empty separator");
        fine = rsplit_on(&s, separator);
    }
    if (!fine || !vk_charge(vm, vk_list_length(vm, s.list) / 8))
        return VIV_RAISE;
    reverse(vm, s.list);
    return s.list;
}

static inline bool ends_line(const splitting *s, uint32_t index) {
    uint32_t character = vk_text_at(s->text, index);

    if (!s->is_text)
        return character == '\n' || character == '\r';
    return vk_unicode_flags(character) & VK_UNICODE_LINE;
}

/* args: self, keepends */
viv_value vk_piece_splitlines(viv_vm *vm, const viv_value *args) {
    bool keep = viv_same(args[1], VIV_TRUE);
    uint32_t start = 0, at = 0, end;
    splitting s;

    if (!begin(vm, args[0], &s))
        return VIV_RAISE;
    while (start < s.text.length) {
        while (at < s.text.length && !ends_line(&s, at))
            if (++at % 1024 == 0 && !vk_charge(vm, 256))
                return VIV_RAISE;
        end = at;
        if (at < s.text.length) {
            at += vk_text_at(s.text, at) == '\r' && at + 1 < s.text.length &&
                  vk_text_at(s.text, at + 1) == '\n';
            at++;
        }
        if (!add(&s, start, keep ? at : end))
            return VIV_RAISE;
        start = at;
    }
    return s.list;
}

/* -- partition -- */

static viv_value three(viv_vm *vm, viv_value a, viv_value b, viv_value c) {
    viv_value parts[3] = {a, b, c};

    VIV_TRY(a);
    VIV_TRY(b);
    VIV_TRY(c);
    return vk_tuple_from(vm, parts, 3);
}

static viv_value partition(viv_vm *vm, const viv_value *args, bool last) {
    viv_value self = args[0], middle = args[1], empty;
    vk_text separator, text;
    vk_search search;
    int64_t at;

    if (!vk_piece_argument(vm, self, args[1], "must be str, not %T",
                           &separator))
        return VIV_RAISE;
    if (separator.length == 0)
        return vk_raise(vm, VIV_ValueError, "empty separator");
    text = vk_piece_text(vm, self);
    vk_search_begin(&search, vm, text, separator);
    at = last ? vk_search_last(&search, 0, text.length)
              : vk_search_next(&search, 0, text.length);
    if (at == VK_SEARCH_FAILED)
        return VIV_RAISE;
    if (at < 0) {
        self = vk_piece_same(vm, self);
        empty = vk_piece_make(vm, args[0], vk_text_of("", 0));
        middle = vk_piece_make(vm, args[0], vk_text_of("", 0));
        return last ? three(vm, empty, middle, self)
                    : three(vm, self, empty, middle);
    }
    if (!vk_is(vm, self, VK_STR) && !vk_is(vm, middle, VK_BYTES))
        middle = vk_piece_make(vm, self, separator);
    else if (vk_is(vm, self, VK_BYTEARRAY))
        middle = vk_bytearray_from_text(vm, separator);
    VIV_TRY(middle);
    return three(vm, vk_piece_cut(vm, self, 0, (uint32_t)at), middle,
                 vk_piece_cut(vm, self, (uint32_t)at + separator.length,
                              text.length));
}

viv_value vk_piece_partition(viv_vm *vm, const viv_value *args) {
    return partition(vm, args, false);
}

viv_value vk_piece_rpartition(viv_vm *vm, const viv_value *args) {
    return partition(vm, args, true);
}

/* -- strip -- */

enum { LEFT = 1, RIGHT = 2 };

/* The characters to be stripped: white space, or those of a text. */
typedef struct stripping {
    viv_vm *vm;
    vk_text text, chars;
    bool is_text, spaces;
    uint32_t work;
    uint64_t small; /* bits of those below 64, of the others by their low
                       bits */
} stripping;

static bool strips(stripping *s, uint32_t index) {
    uint32_t character = vk_text_at(s->text, index);

    if (s->spaces)
        return vk_piece_is_space(s->is_text, character);
    if (!(s->small >> (character & 63) & 1))
        return false;
    s->work += s->chars.length;
    for (uint32_t i = 0; i < s->chars.length; i++) {
        if (vk_text_at(s->chars, i) == character)
            return true;
        if (i % 65536 == 65535 && !vk_charge(s->vm, 8192))
            return false;
    }
    return false;
}

static bool pay(stripping *s) {
    uint32_t work = ++s->work;

    if (work < 1024)
        return true;
    s->work = 0;
    return vk_charge(s->vm, work / 4);
}

static viv_value strip(viv_vm *vm, const viv_value *args, int sides,
                       const char *message) {
    stripping s = {.vm = vm, .is_text = vk_is(vm, args[0], VK_STR)};
    uint32_t start = 0, end;

    s.spaces = viv_is_none(args[1]);
    if (!s.spaces &&
        !vk_piece_argument(vm, args[0], args[1], message, &s.chars))
        return VIV_RAISE;
    if (!vk_charge(vm, s.chars.length / 8))
        return VIV_RAISE;
    for (uint32_t i = 0; i < s.chars.length; i++)
        s.small |= UINT64_C(1) << (vk_text_at(s.chars, i) & 63);
    s.text = vk_piece_text(vm, args[0]);
    end = s.text.length;
    while (sides & LEFT && start < end && strips(&s, start)) {
        start++;
        if (!pay(&s))
            return VIV_RAISE;
    }
    while (sides & RIGHT && end > start && strips(&s, end - 1)) {
        end--;
        if (!pay(&s))
            return VIV_RAISE;
    }
    return vk_piece_cut(vm, args[0], start, end);
}

viv_value vk_piece_strip(viv_vm *vm, const viv_value *args) {
    return strip(vm, args, LEFT | RIGHT, "strip arg must be None or str");
}

viv_value vk_piece_lstrip(viv_vm *vm, const viv_value *args) {
    return strip(vm, args, LEFT, "lstrip arg must be None or str");
}

viv_value vk_piece_rstrip(viv_vm *vm, const viv_value *args) {
    return strip(vm, args, RIGHT, "rstrip arg must be None or str");
}
