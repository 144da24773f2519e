/* piece_replace.c - replace, expandtabs, and padding to a width. */
#include "object/number.h"
#include "object/piece.h"
#include "object/text.h"

typedef struct replacing {
    viv_vm *vm;
    viv_value self;
    vk_text text, old, new;
    uint64_t limit; /* of replacements */
} replacing;

/* The next place to replace from [at] on; with an empty [old], before each
 * character and at the end. */
static int64_t next_place(replacing *r, vk_search *search, uint32_t at) {
    if (r->limit == 0)
        return VK_SEARCH_NONE;
    r->limit--;
    return vk_search_next(search, at, r->text.length);
}

/* How often [old] occurs, up to the limit; -1: raised. */
static int64_t count_places(replacing r) {
    int64_t count = 0, at = 0;
    vk_search search;

    vk_search_begin(&search, r.vm, r.text, r.old);
    for (;;) {
        at = next_place(&r, &search, (uint32_t)at);
        if (at == VK_SEARCH_FAILED)
            return -1;
        if (at < 0)
            return count;
        if (++count % 256 == 0 && !vk_charge(r.vm, 512))
            return -1;
        at += r.old.length;
    }
}

/* Where all characters fit the width beforehand: writes what lies between the
 * places and the new text, never more than [room] bytes. */
static bool fill(replacing *r, char *to, uint64_t room, int64_t count) {
    uint32_t from = 0, left = (uint32_t)room;
    vk_search search;

    vk_search_begin(&search, r->vm, r->text, r->old);
    for (; count > 0; count--) {
        int64_t at = next_place(r, &search, from);
        uint32_t kept;

        if (at < 0)
            return false;
        kept = (uint32_t)at - from;
        if ((uint64_t)kept + r->new.length > left)
            return false;
        if (!vk_text_copy(r->vm, to, 1,
                          vk_text_part(r->text, from, (uint32_t)at)) ||
            !vk_text_copy(r->vm, to + kept, 1, r->new))
            return false;
        to += kept + r->new.length;
        left -= kept + r->new.length;
        from = (uint32_t)at + r->old.length;
    }
    if (r->text.length - from > left)
        return false;
    return vk_text_copy(r->vm, to, 1,
                        vk_text_part(r->text, from, r->text.length));
}

static viv_value replace_exactly(replacing *r, int64_t count) {
    viv_vm *vm = r->vm;
    bool is_text = vk_is(vm, r->self, VK_STR);
    int64_t length = r->text.length +
                     count * ((int64_t)r->new.length - r->old.length);
    viv_value made;

    if (length < 0 || length >= (int64_t)UINT32_MAX)
        return vk_raise_memory(vm);
    made = is_text ? vk_str_new(vm, (uint32_t)length, 0)
                   : vk_bytes_new(vm, (uint32_t)length);
    VIV_TRY(made);
    if (!fill(r, (char *)vk_piece_text(vm, made).data, (uint64_t)length,
              count))
        return VIV_RAISE;
    if (vk_is(vm, r->self, VK_BYTEARRAY))
        return vk_bytearray_from_text(vm, vk_bytes_text(vm, made));
    return made;
}

static viv_value replace_widening(replacing *r, int64_t count) {
    uint32_t from = 0;
    vk_search search;
    vk_str_builder builder;

    vk_str_build(&builder, r->vm);
    vk_search_begin(&search, r->vm, r->text, r->old);
    for (; count > 0 && !builder.failed; count--) {
        int64_t at = next_place(r, &search, from);

        if (at < 0)
            return VIV_RAISE;
        vk_str_add_part(&builder, r->text, from, (uint32_t)at);
        vk_str_add_part(&builder, r->new, 0, r->new.length);
        from = (uint32_t)at + r->old.length;
    }
    vk_str_add_part(&builder, r->text, from, r->text.length);
    return vk_str_finish(&builder);
}

/* Before each character and at the end. */
static viv_value interleave(replacing *r) {
    vk_str_builder builder;
    uint32_t at = 0;

    vk_str_build(&builder, r->vm);
    for (; r->limit > 0 && at <= r->text.length && !builder.failed; at++) {
        if (at % 256 == 255 && !vk_charge(r->vm, 512))
            return VIV_RAISE;
        vk_str_add_part(&builder, r->new, 0, r->new.length);
        if (at < r->text.length)
            vk_str_add_char(&builder, vk_text_at(r->text, at));
        r->limit--;
    }
    if (at < r->text.length)
        vk_str_add_part(&builder, r->text, at, r->text.length);
    return vk_piece_finish(r->self, &builder);
}

/* args: self, old, new, count */
viv_value vk_piece_replace(viv_vm *vm, const viv_value *args) {
    replacing r = {.vm = vm, .self = args[0]};
    int64_t limit = vk_int_clipped(vm, args[3]), count;

    if (!vk_piece_argument(vm, args[0], args[1],
                           "replace() argument 1 must be str, not %T",
                           &r.old) ||
        !vk_piece_argument(vm, args[0], args[2],
                           "replace() argument 2 must be str, not %T",
                           &r.new))
        return VIV_RAISE;
    r.text = vk_piece_text(vm, args[0]);
    r.limit = limit < 0 ? UINT64_MAX : (uint64_t)limit;
    if (r.old.length == 0 && r.limit > 0)
        return interleave(&r);
    count = count_places(r);
    if (count < 0)
        return VIV_RAISE;
    if (count == 0)
        return vk_piece_same(vm, args[0]);
    if (!vk_is(vm, args[0], VK_STR) || (r.text.ascii && r.new.ascii))
        return replace_exactly(&r, count);
    return replace_widening(&r, count);
}

/* -- tabs -- */

/* args: self, tabsize */
viv_value vk_piece_expandtabs(viv_vm *vm, const viv_value *args) {
    int64_t size = vk_int_clipped(vm, args[1]), column = 0;
    vk_text text = vk_piece_text(vm, args[0]);
    vk_str_builder builder;

    if (size > INT32_MAX || size < INT32_MIN)
        return vk_raise(vm, VIV_OverflowError,
                        "Python int too large to convert to C int");
    vk_str_build(&builder, vm);
    for (uint32_t i = 0; i < text.length && !builder.failed; i++) {
        uint32_t character = vk_text_at(text, i);

        if (i % 256 == 255 && !vk_charge(vm, 128))
            return VIV_RAISE;
        if (character == '\t') {
            int64_t fill = size > 0 ? size - column % size : 0;

            vk_str_add_fill(&builder, ' ', (uint32_t)fill);
            column += fill;
            continue;
        }
        vk_str_add_char(&builder, character);
        column = character == '\n' || character == '\r' ? 0 : column + 1;
    }
    return vk_piece_finish(args[0], &builder);
}

/* -- padding -- */

/* [self] with [left] and [right] fill characters around it. */
static viv_value pad(viv_vm *vm, viv_value self, uint64_t left, uint64_t right,
                     uint32_t character) {
    vk_text text = vk_piece_text(vm, self);
    vk_str_builder builder;

    if (left + right + text.length >= UINT32_MAX)
        return vk_raise_memory(vm);
    vk_str_build(&builder, vm);
    vk_str_add_fill(&builder, character, (uint32_t)left);
    vk_str_add_part(&builder, text, 0, text.length);
    vk_str_add_fill(&builder, character, (uint32_t)right);
    return vk_piece_finish(self, &builder);
}

/* The fill character of args[2]; false: raised. */
static bool fill_character(viv_vm *vm, const viv_value *args,
                           const char *method, uint32_t *character) {
    vk_text fill;

    *character = ' ';
    if (viv_is_absent(args[2]))
        return true;
    if (vk_is(vm, args[0], VK_STR)) {
        if (!vk_piece_argument(vm, args[0], args[2],
                               "The fill character must be a unicode "
                               "character, not %T",
                               &fill))
            return false;
        if (fill.length != 1)
            vk_raise(vm, VIV_TypeError,
                     "The fill character must be exactly one character long");
    } else if (!vk_bytes_like(vm, args[2], &fill)) {
        vk_raise(vm, VIV_TypeError,
                 "%s() argument 2 must be a byte string of length 1, not %T",
                 method, args[2]);
        return false;
    } else if (fill.length != 1) {
        vk_raise(vm, VIV_TypeError,
                 "%s(): argument 2 must be a byte string of length 1, not a "
                 "%T object of length %u",
                 method, args[2], (uint64_t)fill.length);
    }
    if (fill.length != 1)
        return false;
    *character = vk_text_at(fill, 0);
    return true;
}

/* How many characters are missing to the width in args[1]. */
static uint64_t missing(viv_vm *vm, const viv_value *args) {
    int64_t width = vk_int_clipped(vm, args[1]);
    int64_t length = vk_piece_text(vm, args[0]).length;

    return width > length ? (uint64_t)(width - length) : 0;
}

static viv_value justify(viv_vm *vm, const viv_value *args, uint64_t left,
                         const char *method) {
    uint32_t character;
    uint64_t lacking = missing(vm, args);

    if (!fill_character(vm, args, method, &character))
        return VIV_RAISE;
    if (lacking == 0)
        return vk_piece_same(vm, args[0]);
    return pad(vm, args[0], left, lacking - left, character);
}

viv_value vk_piece_center(viv_vm *vm, const viv_value *args) {
    uint64_t lacking = missing(vm, args);
    uint64_t width = (uint64_t)vk_int_clipped(vm, args[1]);

    return justify(vm, args, lacking / 2 + (lacking & width & 1), "center");
}

viv_value vk_piece_ljust(viv_vm *vm, const viv_value *args) {
    return justify(vm, args, 0, "ljust");
}

viv_value vk_piece_rjust(viv_vm *vm, const viv_value *args) {
    return justify(vm, args, missing(vm, args), "rjust");
}

viv_value vk_piece_zfill(viv_vm *vm, const viv_value *args) {
    uint64_t lacking = missing(vm, args);
    vk_text text = vk_piece_text(vm, args[0]);
    uint32_t first = text.length > 0 ? vk_text_at(text, 0) : 0;
    bool sign = first == '+' || first == '-';
    vk_str_builder builder;

    if (lacking == 0)
        return vk_piece_same(vm, args[0]);
    if (lacking >= UINT32_MAX)
        return vk_raise_memory(vm);
    vk_str_build(&builder, vm);
    if (sign)
        vk_str_add_char(&builder, first);
    vk_str_add_fill(&builder, '0', (uint32_t)lacking);
    vk_str_add_part(&builder, text, sign, text.length);
    return vk_piece_finish(args[0], &builder);
}
