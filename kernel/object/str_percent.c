/* str_percent.c - the % operator of str, bytes and bytearray. */
#include "object/bytes_methods.h"
#include "object/dict.h"
#include "object/format.h"
#include "object/list.h"
#include "object/number.h"
#include "object/piece.h"
#include "object/protocol.h"
#include "object/text.h"
#include "text/number_format.h"

/* A template being filled in. Arguments come from a tuple, from one value, or
 * by key from a mapping, whose value then is the only one. */
typedef struct filling {
    viv_vm *vm;
    vk_text text;
    uint32_t at; /* next character of the template */
    bool bytes;
    bool tuple;
    viv_value value; /* the right operand */
    viv_value given; /* where arguments come from now */
    uint32_t count, used;
    vk_str_builder out;
} filling;

/* The next argument; VIV_RAISE. */
static viv_value argument(filling *f) {
    if (f->used >= f->count)
        return vk_raise(f->vm, VIV_TypeError,
                        "not enough arguments for format string");
    f->used++;
    return f->tuple ? vk_tuple_get(f->vm, f->given, f->used - 1) : f->given;
}

/* What can be asked for keys. */
static bool is_mapping(filling *f) {
    viv_value name, method;

    if (vk_is(f->vm, f->value, VK_TUPLE) || vk_is_str(f->vm, f->value) ||
        (f->bytes && vk_is(f->vm, f->value, VK_BYTES)) ||
        (f->bytes && vk_is(f->vm, f->value, VK_BYTEARRAY)))
        return false;
    if (vk_is(f->vm, f->value, VK_DICT) || vk_is(f->vm, f->value, VK_LIST))
        return true;
    name = vk_str_intern_utf8(f->vm, "__getitem__", 11);
    if (viv_is_jump(name))
        return false;
    method = vk_find_special(f->vm, f->value, name);
    return !viv_is_absent(method) && !viv_is_jump(method);
}

static viv_value incomplete(filling *f, const char *what) {
    return vk_raise(f->vm, VIV_ValueError, "incomplete format%s", what);
}

static uint32_t peek(const filling *f) {
    return f->at < f->text.length ? vk_text_at(f->text, f->at) : UINT32_MAX;
}

/* (key): the argument is what the mapping has under it. */
static viv_value read_key(filling *f) {
    uint32_t start = ++f->at, depth = 1;
    viv_value key, item;

    if (!is_mapping(f))
        return vk_raise(f->vm, VIV_TypeError, "format requires a mapping");
    while (depth > 0 && f->at < f->text.length) {
        uint32_t character = vk_text_at(f->text, f->at++);

        depth += character == '(';
        depth -= character == ')';
        if (f->at % 1024 == 0 && !vk_charge(f->vm, 256))
            return VIV_RAISE;
    }
    if (depth > 0)
        return incomplete(f, " key");
    key = f->bytes ? vk_bytes_from_text(f->vm, vk_text_part(f->text, start,
                                                            f->at - 1))
                   : vk_str_from_chars(
                         f->vm, vk_chars_from(f->text.data, f->text.width,
                                              start),
                         f->at - 1 - start, f->text.width);
    VIV_TRY(key);
    item = vk_get_item(f->vm, f->value, key);
    VIV_TRY(item);
    f->given = item;
    f->tuple = false;
    f->count = 1;
    f->used = 0;
    return VIV_NONE;
}

static void read_flags(filling *f, vk_percent *how) {
    for (;; f->at++) {
        switch (peek(f)) {
        case '-':
            how->left = true;
            break;
        case '+':
            how->sign = true;
            break;
        case ' ':
            how->space = true;
            break;
        case '#':
            how->alternate = true;
            break;
        case '0':
            how->zero = true;
            break;
        default:
            return;
        }
    }
}

/* A number in the template, or from an argument for `*`; -1: there is none. */
static viv_value read_size(filling *f, int64_t *size, const char *too_big) {
    viv_value given;

    *size = -1;
    if (peek(f) == '*') {
        f->at++;
        given = argument(f);
        VIV_TRY(given);
        if (!vk_is_int(f->vm, given))
            return vk_raise(f->vm, VIV_TypeError, "* wants int");
        if (!vk_int_value(f->vm, given, size))
            return vk_raise(f->vm, VIV_OverflowError,
                            "Python int too large to convert to C ssize_t");
        return VIV_NONE;
    }
    for (; peek(f) - '0' < 10; f->at++) {
        int64_t digit = (int64_t)peek(f) - '0';

        *size = *size < 0 ? 0 : *size;
        if (*size > (INT64_MAX - digit) / 10)
            return vk_raise(f->vm, VIV_ValueError, "%s too big", too_big);
        *size = *size * 10 + digit;
    }
    return VIV_NONE;
}

static viv_value read_width(filling *f, vk_percent *how) {
    bool star = peek(f) == '*';
    int64_t size;

    VIV_TRY(read_size(f, &size, "width"));
    if (star && size < 0) {
        how->left = true;
        size = size == INT64_MIN ? INT64_MAX : -size;
    }
    if (size > INT32_MAX)
        return vk_raise_memory(f->vm);
    how->width = (int32_t)size;
    return VIV_NONE;
}

static viv_value read_precision(filling *f, vk_percent *how) {
    int64_t size;

    if (peek(f) != '.')
        return VIV_NONE;
    f->at++;
    VIV_TRY(read_size(f, &size, f->bytes ? "prec" : "precision"));
    if (size > INT32_MAX)
        return vk_raise(f->vm, VIV_ValueError, "%s too big",
                        f->bytes ? "prec" : "precision");
    how->precision = size < 0 ? 0 : (int32_t)size;
    return VIV_NONE;
}

/* -- putting in -- */

/* A text cut to the precision and padded to the width. */
static viv_value add(filling *f, const vk_percent *how, vk_text text,
                     bool cut) {
    uint32_t fill = 0;

    if (cut && how->precision >= 0 && text.length > (uint32_t)how->precision)
        text.length = (uint32_t)how->precision;
    if (how->width > 0 && (uint32_t)how->width > text.length)
        fill = (uint32_t)how->width - text.length;
    if (!how->left && fill > 0)
        vk_str_add_fill(&f->out, ' ', fill);
    vk_str_add_part(&f->out, text, 0, text.length);
    if (how->left && fill > 0)
        vk_str_add_fill(&f->out, ' ', fill);
    return f->out.failed ? VIV_RAISE : VIV_NONE;
}

static viv_value add_str(filling *f, const vk_percent *how, viv_value str) {
    VIV_TRY(str);
    return add(f, how, vk_str_text(f->vm, str), true);
}

static viv_value add_repr(filling *f, const vk_percent *how, viv_value value,
                          bool ascii) {
    return add_str(f, how, ascii ? vk_str_ascii(f->vm, value)
                                 : vk_repr(f->vm, value));
}

/* %b and %s of bytes. */
static viv_value add_bytes(filling *f, const vk_percent *how,
                           viv_value value) {
    viv_value name, method;
    vk_text text;

    if (vk_bytes_like(f->vm, value, &text))
        return add(f, how, text, true);
    name = vk_str_intern_utf8(f->vm, "__bytes__", 9);
    VIV_TRY(name);
    method = vk_find_special(f->vm, value, name);
    VIV_TRY(method);
    if (viv_is_absent(method))
        return vk_raise(f->vm, VIV_TypeError,
                        "%%b requires a bytes-like object, or an object that "
                        "implements __bytes__, not '%T'",
                        value);
    value = vk_call(f->vm, method, &value, 1);
    VIV_TRY(value);
    if (!vk_is(f->vm, value, VK_BYTES))
        return vk_raise(f->vm, VIV_TypeError,
                        "__bytes__ returned non-bytes (type %T)", value);
    return add(f, how, vk_bytes_text(f->vm, value), true);
}

static viv_value refuse_char(filling *f, viv_value value, vk_text text,
                             bool is_text) {
    const char *wanted =
        f->bytes ? "%c requires an integer in range(256) or a single byte"
                 : "%c requires an int or a unicode character";

    if (!is_text)
        return vk_raise(f->vm, VIV_TypeError, "%s, not %T", wanted, value);
    if (!f->bytes)
        return vk_raise(f->vm, VIV_TypeError, "%s, not a string of length %u",
                        wanted, (uint64_t)text.length);
    return vk_raise(f->vm, VIV_TypeError, "%s, not a %T object of length %u",
                    wanted, value, (uint64_t)text.length);
}

static viv_value add_char(filling *f, const vk_percent *how, viv_value value) {
    int64_t limit = f->bytes ? 256 : 0x110000, number;
    bool is_text = false;
    vk_text text = vk_text_of("", 0);
    uint8_t byte;

    if (f->bytes) {
        is_text = vk_bytes_like(f->vm, value, &text);
    } else if (vk_is_str(f->vm, value)) {
        is_text = true;
        text = vk_str_text(f->vm, value);
    }
    if (is_text && text.length == 1)
        return add(f, how, text, false);
    if (is_text || !vk_has_index(f->vm, value))
        return refuse_char(f, value, text, is_text);
    value = vk_index(f->vm, value);
    VIV_TRY(value);
    if (!vk_int_value(f->vm, value, &number) || number < 0 || number >= limit)
        return vk_raise(f->vm, VIV_OverflowError,
                        f->bytes ? "%%c arg not in range(256)"
                                 : "%%c arg not in range(0x110000)");
    byte = (uint8_t)number;
    if (f->bytes)
        return add(f, how, vk_text_of(&byte, 1), false);
    value = vk_str_from_char(f->vm, (uint32_t)number);
    VIV_TRY(value);
    return add(f, how, vk_str_text(f->vm, value), false);
}

static viv_value add_number(filling *f, const vk_percent *how,
                            viv_value value) {
    viv_value str = vk_number_percent(f->vm, value, how);
    bool real = strchr("eEfFgG", how->conversion) != NULL;

    if (f->bytes && real && viv_is_raise(str) &&
        vk_raised(f->vm, VIV_TypeError) && !viv_is_absent(vk_catch(f->vm)))
        return vk_raise(f->vm, VIV_TypeError,
                        "float argument required, not %T", value);
    VIV_TRY(str);
    vk_str_add(&f->out, str);
    return f->out.failed ? VIV_RAISE : VIV_NONE;
}

static viv_value unsupported(filling *f, uint32_t character) {
    char hex[12], shown[5] = {'?', '\0'};
    uint32_t length = 0, rest = character;

    if (f->bytes && character >= 0x80)
        return vk_raise(f->vm, VIV_OverflowError,
                        "character argument not in range(0x110000)");
    if (character >= ' ' && character < 0x7F)
        shown[0] = (char)character;
    do {
        length++;
        rest >>= 4;
    } while (rest > 0);
    for (uint32_t i = 0; i < length; i++)
        hex[i] = "0123456789abcdef"[character >> 4 * (length - 1 - i) & 15];
    hex[length] = '\0';
    return vk_raise(f->vm, VIV_ValueError,
                    "unsupported format character '%s' (0x%s) at index %u",
                    shown, hex, (uint64_t)f->at - 1);
}

static viv_value convert(filling *f, vk_percent *how, uint32_t conversion) {
    viv_value value = argument(f);

    VIV_TRY(value);
    if (conversion < 0x80 && conversion != 0 &&
        strchr("diuoxXeEfFgG", (int)conversion)) {
        how->conversion = (char)conversion;
        return add_number(f, how, value);
    }
    switch (conversion) {
    case 's':
        return f->bytes ? add_bytes(f, how, value)
                        : add_str(f, how, vk_str(f->vm, value));
    case 'b':
        return f->bytes ? add_bytes(f, how, value)
                        : unsupported(f, conversion);
    case 'r':
        return add_repr(f, how, value, f->bytes);
    case 'a':
        return add_repr(f, how, value, true);
    case 'c':
        return add_char(f, how, value);
    default:
        return unsupported(f, conversion);
    }
}

/* What stands behind a %. */
static viv_value fill_in(filling *f) {
    vk_percent how = {.width = -1, .precision = -1};

    if (peek(f) == '%') {
        f->at++;
        vk_str_add_char(&f->out, '%');
        return VIV_NONE;
    }
    if (peek(f) == '(')
        VIV_TRY(read_key(f));
    read_flags(f, &how);
    VIV_TRY(read_width(f, &how));
    VIV_TRY(read_precision(f, &how));
    if (peek(f) == 'l' || peek(f) == 'h' || peek(f) == 'L')
        f->at++;
    if (f->at >= f->text.length)
        return incomplete(f, "");
    f->at++;
    return convert(f, &how, vk_text_at(f->text, f->at - 1));
}

/* The template up to the next %, which is stepped over; false: the end. */
static bool add_literal(filling *f) {
    uint32_t start = f->at, end = start;

    while (end < f->text.length && vk_text_at(f->text, end) != '%')
        end++;
    vk_str_add_part(&f->out, f->text, start, end);
    f->at = end + 1;
    return end < f->text.length;
}

static viv_value fill(filling *f) {
    vk_str_build(&f->out, f->vm);
    f->given = f->value;
    f->tuple = vk_is(f->vm, f->value, VK_TUPLE);
    f->count = f->tuple ? vk_tuple_length(f->vm, f->value) : 1;
    if (!vk_charge(f->vm, f->text.length / 8))
        return VIV_RAISE;
    while (add_literal(f)) {
        VIV_TRY(fill_in(f));
        if (f->out.failed || !vk_charge(f->vm, 4))
            return VIV_RAISE;
    }
    if (f->used < f->count && !is_mapping(f))
        return vk_raise(f->vm, VIV_TypeError,
                        "not all arguments converted during %s formatting",
                        f->bytes ? "bytes" : "string");
    return VIV_NONE;
}

viv_value vk_percent_str(viv_vm *vm, viv_value template, viv_value value) {
    filling f = {.vm = vm, .value = value};

    f.text = vk_str_text(vm, template);
    VIV_TRY(fill(&f));
    return vk_str_finish(&f.out);
}

viv_value vk_percent_bytes(viv_vm *vm, viv_value template, viv_value value) {
    filling f = {.vm = vm, .value = value, .bytes = true};
    viv_value kept = template;

    if (vk_is(vm, template, VK_BYTEARRAY)) { /* it may change meanwhile */
        kept = vk_bytes_from_text(vm, vk_bytearray_text(vm, template));
        VIV_TRY(kept);
    }
    f.text = vk_bytes_text(vm, kept);
    VIV_TRY(fill(&f));
    return vk_piece_finish(template, &f.out);
}
