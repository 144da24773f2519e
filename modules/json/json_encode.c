/* json_encode.c - from values to text. */
#include "json_parts.h"

#include <math.h>

/* Parts of the tuple of options. */
enum { ASCII, CHECK, ALLOW_NAN, INDENT, ITEM_SEPARATOR, KEY_SEPARATOR, SORTED,
       SKIP_KEYS, DEFAULT, MARKERS, OPTIONS };

typedef struct encoder {
    viv_vm *vm;
    viv_writer out;
    viv_value options, indent;
    bool ascii, check, nan, sorted, skip;
    uint32_t level;
} encoder;

static viv_value option(const encoder *e, uint32_t index) {
    viv_value value = viv_tuple_get(e->vm, e->options, index);

    return viv_is_absent(value) ? VIV_NONE : value;
}

static bool flag(const encoder *e, uint32_t index) {
    return viv_same(option(e, index), VIV_TRUE);
}

/* -- strings */

static void write_unit(viv_writer *out, uint32_t unit) {
    static const char digits[] = "0123456789abcdef";
    char text[6] = {'\\', 'u'};

    for (int i = 0; i < 4; i++)
        text[2 + i] = digits[unit >> (12 - 4 * i) & 15];
    viv_write_ascii(out, text, 6);
}

static void write_escape(viv_writer *out, uint32_t c) {
    static const char from[] = "\"\\\n\r\t\f\b", to[] = "\"\\nrtfb";
    const char *found = c < 128 && c ? strchr(from, (int)c) : NULL;
    char text[2] = {'\\'};

    if (found != NULL) {
        text[1] = to[found - from];
        viv_write_ascii(out, text, 2);
    } else if (c > 0xFFFF) {
        write_unit(out, 0xD800 + ((c - 0x10000) >> 10));
        write_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
    } else {
        write_unit(out, c);
    }
}

static bool is_plain(uint32_t c, bool ascii) {
    return c >= 32 && c != '"' && c != '\\' && (!ascii || c < 127);
}

static bool quote(viv_vm *vm, viv_writer *out, viv_value text, bool ascii) {
    viv_chars chars = viv_to_chars(vm, text);
    uint32_t start = 0;

    if (!viv_charge(vm, chars.length / 16))
        return false;
    viv_write_ascii(out, "\"", 1);
    for (uint32_t i = 0; i < chars.length; i++) {
        uint32_t c = viv_char_at(chars, i);

        if (is_plain(c, ascii))
            continue;
        viv_write_part(out, chars, start, i);
        write_escape(out, c);
        start = i + 1;
    }
    viv_write_part(out, chars, start, chars.length);
    viv_write_ascii(out, "\"", 1);
    return true;
}

viv_value json_quote(viv_vm *vm, const viv_value *args) {
    viv_writer out;

    viv_write_begin(&out, vm);
    if (!quote(vm, &out, args[0], viv_same(args[1], VIV_TRUE)))
        return VIV_RAISE;
    return viv_write_end(&out);
}

/* -- numbers */

static viv_value float_text(encoder *e, viv_value value, double number) {
    viv_value plain;

    if (isfinite(number)) {
        plain = viv_float(e->vm, number);
        VIV_TRY(plain);
        return viv_repr(e->vm, plain);
    }
    if (!e->nan)
        return viv_raise(e->vm, VIV_ValueError,
                         "Out of range float values are not JSON compliant: "
                         "%R",
                         value);
    return viv_str(e->vm, isnan(number) ? "NaN"
                          : number > 0  ? "Infinity"
                                        : "-Infinity");
}

static bool write_small(encoder *e, int64_t number) {
    char text[24];
    uint32_t at = sizeof text;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;

    do
        text[--at] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0)
        text[--at] = '-';
    viv_write_ascii(&e->out, text + at, (uint32_t)sizeof text - at);
    return true;
}

/* As int.__repr__ has it, whatever a subclass says. */
static viv_value int_text(encoder *e, viv_value value) {
    value = viv_binary(e->vm, VIV_OP_OR, value, viv_small_int(0));
    VIV_TRY(value);
    return viv_repr(e->vm, value);
}

/* The text of None, a bool or a number; absent: it is none of them. */
static viv_value simple_text(encoder *e, viv_value value) {
    if (viv_is_none(value))
        return viv_str(e->vm, "null");
    if (viv_is_bool(value))
        return viv_str(e->vm, viv_same(value, VIV_TRUE) ? "true" : "false");
    if (viv_is_int(e->vm, value))
        return int_text(e, value);
    if (viv_is_float(e->vm, value))
        return float_text(e, value, viv_to_float(e->vm, value));
    return VIV_ABSENT;
}

/* -- containers */

static bool encode(encoder *e, viv_value value);

static void new_line(encoder *e) {
    if (viv_is_none(e->indent))
        return;
    viv_write_ascii(&e->out, "\n", 1);
    for (uint32_t i = 0; i < e->level; i++)
        viv_write_str(&e->out, e->indent);
}

static bool fail(encoder *e, const char *message) {
    viv_raise(e->vm, VIV_ValueError, message);
    return false;
}

/* Containers on the way down, by identity. */
static bool enter(encoder *e, viv_value container) {
    viv_value markers = option(e, MARKERS), key;
    viv_value found;

    if (!viv_enter_native(e->vm))
        return false;
    if (!e->check)
        return true;
    key = viv_small_int((int64_t)(container.bits & UINT32_MAX));
    found = viv_dict_get(e->vm, markers, key);
    if (!viv_is_absent(found))
        return fail(e, "Circular reference detected");
    return viv_dict_set(e->vm, markers, key, container);
}

static bool leave(encoder *e, viv_value container) {
    viv_value key = viv_small_int((int64_t)(container.bits & UINT32_MAX));

    return !e->check || viv_dict_delete(e->vm, option(e, MARKERS), key) >= 0;
}

static viv_value sequence_item(encoder *e, viv_value sequence,
                               uint32_t index) {
    return viv_is_list(e->vm, sequence)
               ? viv_list_get(e->vm, sequence, index)
               : viv_tuple_get(e->vm, sequence, index);
}

static bool encode_sequence(encoder *e, viv_value sequence) {
    viv_value item = sequence_item(e, sequence, 0);

    if (viv_is_absent(item)) {
        viv_write_ascii(&e->out, "[]", 2);
        return true;
    }
    if (!enter(e, sequence))
        return false;
    viv_write_ascii(&e->out, "[", 1);
    e->level++;
    for (uint32_t i = 0; !viv_is_absent(item);
         item = sequence_item(e, sequence, ++i)) {
        if (i != 0)
            viv_write_str(&e->out, option(e, ITEM_SEPARATOR));
        new_line(e);
        if (!encode(e, item))
            return false;
    }
    e->level--;
    new_line(e);
    viv_write_ascii(&e->out, "]", 1);
    return leave(e, sequence);
}

/* False: raised. [skipped]: the key is passed over. */
static bool write_key(encoder *e, viv_value key, bool *skipped) {
    viv_value text;

    *skipped = false;
    if (viv_is_str(e->vm, key))
        return quote(e->vm, &e->out, key, e->ascii);
    text = simple_text(e, key);
    if (viv_is_raise(text))
        return false;
    if (!viv_is_absent(text))
        return quote(e->vm, &e->out, text, e->ascii);
    *skipped = e->skip;
    if (!e->skip)
        viv_raise(e->vm, VIV_TypeError,
                  "keys must be str, int, float, bool or None, not %T", key);
    return e->skip;
}

static bool is_key(encoder *e, viv_value key) {
    return viv_is_str(e->vm, key) || viv_is_none(key) ||
           viv_is_int(e->vm, key) || viv_is_float(e->vm, key);
}

static bool encode_member(encoder *e, viv_value key, viv_value value,
                          bool *first) {
    bool skipped = e->skip && !is_key(e, key);

    if (skipped)
        return true;
    if (!*first)
        viv_write_str(&e->out, option(e, ITEM_SEPARATOR));
    *first = false;
    new_line(e);
    if (!write_key(e, key, &skipped))
        return false;
    viv_write_str(&e->out, option(e, KEY_SEPARATOR));
    return encode(e, value);
}

static viv_value sorted_keys(encoder *e, viv_value dict) {
    viv_value keys = viv_to_list(e->vm, dict);

    VIV_TRY(keys);
    return viv_sort(e->vm, keys, VIV_ABSENT, false) ? keys : VIV_RAISE;
}

static bool encode_members(encoder *e, viv_value dict, bool *first) {
    viv_value key, value, keys;
    uint32_t position = 0, count = viv_dict_length(e->vm, dict);

    if (e->sorted) {
        keys = sorted_keys(e, dict);
        if (viv_is_raise(keys))
            return false;
        for (uint32_t i = 0; i < viv_list_length(e->vm, keys); i++) {
            key = viv_list_get(e->vm, keys, i);
            value = viv_dict_get(e->vm, dict, key);
            if (viv_is_jump(value) || viv_is_absent(value) ||
                !encode_member(e, key, value, first))
                return false;
        }
        return true;
    }
    while (viv_dict_next(e->vm, dict, &position, &key, &value)) {
        if (!encode_member(e, key, value, first))
            return false;
        if (viv_dict_length(e->vm, dict) != count)
            return viv_raise(e->vm, VIV_RuntimeError,
                             "dictionary changed size during iteration"),
                   false;
    }
    return true;
}

static bool encode_dict(encoder *e, viv_value dict) {
    bool first = true;

    if (viv_dict_length(e->vm, dict) == 0) {
        viv_write_ascii(&e->out, "{}", 2);
        return true;
    }
    if (!enter(e, dict))
        return false;
    viv_write_ascii(&e->out, "{", 1);
    e->level++;
    if (!encode_members(e, dict, &first))
        return false;
    e->level--;
    if (!first)
        new_line(e);
    viv_write_ascii(&e->out, "}", 1);
    return leave(e, dict);
}

static bool encode_other(encoder *e, viv_value value) {
    viv_value made;

    if (!enter(e, value))
        return false;
    made = viv_call(e->vm, option(e, DEFAULT), &value, 1);
    return !viv_is_raise(made) && encode(e, made) && leave(e, value);
}

static bool encode(encoder *e, viv_value value) {
    viv_value text;

    if (!viv_charge(e->vm, 1) || viv_write_failed(&e->out))
        return false;
    if (viv_is_str(e->vm, value))
        return quote(e->vm, &e->out, value, e->ascii);
    if (viv_is_small_int(value))
        return write_small(e, viv_small_int_value(value));
    text = simple_text(e, value);
    if (viv_is_raise(text))
        return false;
    if (!viv_is_absent(text)) {
        viv_write_str(&e->out, text);
        return true;
    }
    if (viv_is_list(e->vm, value) || viv_is_tuple(e->vm, value))
        return encode_sequence(e, value);
    if (viv_is_dict(e->vm, value))
        return encode_dict(e, value);
    return encode_other(e, value);
}

viv_value json_encode(viv_vm *vm, const viv_value *args) {
    encoder e = {.vm = vm, .options = args[1]};

    if (!viv_is_tuple(vm, args[1]) || viv_tuple_length(vm, args[1]) != OPTIONS)
        return viv_raise(vm, VIV_TypeError, "options must be a tuple");
    e.ascii = flag(&e, ASCII);
    e.check = flag(&e, CHECK);
    e.nan = flag(&e, ALLOW_NAN);
    e.sorted = flag(&e, SORTED);
    e.skip = flag(&e, SKIP_KEYS);
    e.indent = option(&e, INDENT);
    if (!viv_is_str(vm, option(&e, ITEM_SEPARATOR)) ||
        !viv_is_str(vm, option(&e, KEY_SEPARATOR)) ||
        !viv_is_dict(vm, option(&e, MARKERS)) ||
        !(viv_is_none(e.indent) || viv_is_str(vm, e.indent)))
        return viv_raise(vm, VIV_TypeError, "an option has the wrong type");
    viv_write_begin(&e.out, vm);
    return encode(&e, args[0]) ? viv_write_end(&e.out) : VIV_RAISE;
}
