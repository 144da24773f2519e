/* json_scan.c - from text to values. */
#include "json_parts.h"

#include <stdlib.h>

/* Parts of the tuple of options. */
enum { OBJECT_HOOK, PAIRS_HOOK, PARSE_FLOAT, PARSE_INT, PARSE_CONSTANT, STRICT,
       ARRAY_HOOK, OPTIONS };

enum { NUMBER_BYTES = 64 };

typedef struct scanner {
    viv_vm *vm;
    viv_value source;
    viv_chars text;
    uint32_t at;
    bool strict;
    viv_value options, memo; /* memo: the keys met, as one object each */
} scanner;

static viv_value option(const scanner *s, uint32_t index) {
    viv_value value = viv_tuple_get(s->vm, s->options, index);

    return viv_is_absent(value) ? VIV_NONE : value;
}

static uint32_t peek(const scanner *s) {
    return s->at < s->text.length ? viv_char_at(s->text, s->at) : UINT32_MAX;
}

/* JSONDecodeError is made in Python: what C raises has message and place. */
static viv_value fail(const scanner *s, const char *message, uint32_t at) {
    viv_value parts[3] = {viv_str(s->vm, message), s->source,
                          viv_small_int(at)};
    viv_value type = viv_module_get(s->vm, "json", "JSONDecodeError"), error;

    VIV_TRY(parts[0]);
    error = viv_call(s->vm, type, parts, 3);
    VIV_TRY(error);
    return viv_raise_exception(s->vm, error);
}

static void skip_blanks(scanner *s) {
    uint32_t c = peek(s);

    while (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
        s->at++;
        c = peek(s);
    }
}

/* -- strings */

static int hex_digit(uint32_t c) {
    if (c >= '0' && c <= '9')
        return (int)c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? (int)c - 'a' + 10 : -1;
}

/* Four digits behind \u; -1: there are not. */
static int32_t read_unit(const scanner *s, uint32_t at) {
    int32_t value = 0;

    for (uint32_t i = at; i < at + 4; i++) {
        int digit =
            i < s->text.length ? hex_digit(viv_char_at(s->text, i)) : -1;

        if (digit < 0)
            return -1;
        value = value << 4 | digit;
    }
    return value;
}

/* The character that an escape at `\` stands for; false: raised. */
static bool read_escape(scanner *s, uint32_t begin, uint32_t *c) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    uint32_t next = s->at + 1 < s->text.length
                        ? viv_char_at(s->text, s->at + 1)
                        : UINT32_MAX;
    const char *found;
    int32_t unit, low;

    if (next == UINT32_MAX)
        return fail(s, "Unterminated string starting at", begin), false;
    found = next < 128 && next ? strchr(from, (int)next) : NULL;
    if (found != NULL) {
        *c = (uint8_t)to[found - from];
        s->at += 2;
        return true;
    }
    if (next != 'u')
        return fail(s, "Invalid \\escape", s->at), false;
    unit = read_unit(s, s->at + 2);
    if (unit < 0)
        return fail(s, "Invalid \\uXXXX escape", s->at + 1), false;
    s->at += 6;
    *c = (uint32_t)unit;
    if ((unit & 0xFC00) != 0xD800 || peek(s) != '\\' ||
        s->at + 1 >= s->text.length || viv_char_at(s->text, s->at + 1) != 'u')
        return true;
    low = read_unit(s, s->at + 2);
    if ((low & 0xFC00) == 0xDC00) {
        *c = 0x10000 + ((uint32_t)(unit & 0x3FF) << 10) +
             (uint32_t)(low & 0x3FF);
        s->at += 6;
    }
    return true;
}

/* The end of the plain characters from [at] on. */
static uint32_t plain_end(const scanner *s, uint32_t at) {
    uint32_t length = s->text.length;

    if (s->text.width == 1) {
        const uint8_t *data = s->text.data;

        while (at < length && data[at] != '"' && data[at] != '\\' &&
               data[at] >= 32)
            at++;
        return at;
    }
    while (at < length) {
        uint32_t c = viv_char_at(s->text, at);

        if (c == '"' || c == '\\' || c < 32)
            break;
        at++;
    }
    return at;
}

static viv_value scan_escaped(scanner *s, uint32_t begin) {
    uint32_t start = begin + 1;
    viv_writer out;

    viv_write_begin(&out, s->vm);
    for (;;) {
        uint32_t end = plain_end(s, start), c;

        viv_write_part(&out, s->text, start, end);
        s->at = end;
        c = peek(s);
        if (!viv_charge(s->vm, (end - start) / 32 + 1))
            return VIV_RAISE;
        if (c == '"') {
            s->at++;
            return viv_write_end(&out);
        }
        if (c == UINT32_MAX)
            return fail(s, "Unterminated string starting at", begin);
        if (c != '\\' && s->strict)
            return fail(s, "Invalid control character at", end);
        if (c != '\\')
            s->at++;
        else if (!read_escape(s, begin, &c))
            return VIV_RAISE;
        viv_write_char(&out, c);
        start = s->at;
    }
}

/* At the opening quote. */
static viv_value scan_string(scanner *s) {
    uint32_t begin = s->at, end = plain_end(s, begin + 1);

    if (end < s->text.length && viv_char_at(s->text, end) == '"') {
        s->at = end + 1;
        if (!viv_charge(s->vm, (end - begin) / 32))
            return VIV_RAISE;
        return viv_str_slice(s->vm, s->source, begin + 1, end);
    }
    return scan_escaped(s, begin);
}

/* -- numbers */

static bool is_digit(uint32_t c) {
    return c - '0' < 10;
}

static uint32_t skip_digits(const scanner *s, uint32_t at) {
    while (at < s->text.length && is_digit(viv_char_at(s->text, at)))
        at++;
    return at;
}

static uint32_t char_or_end(const scanner *s, uint32_t at) {
    return at < s->text.length ? viv_char_at(s->text, at) : UINT32_MAX;
}

/* Where the number that begins at s->at ends; s->at: there is none. */
static uint32_t number_end(const scanner *s, bool *fraction) {
    uint32_t at = s->at, next;

    *fraction = false;
    if (char_or_end(s, at) == '-')
        at++;
    if (!is_digit(char_or_end(s, at)))
        return s->at;
    at = char_or_end(s, at) == '0' ? at + 1 : skip_digits(s, at);
    if (char_or_end(s, at) == '.' && is_digit(char_or_end(s, at + 1))) {
        at = skip_digits(s, at + 1);
        *fraction = true;
    }
    if ((char_or_end(s, at) | 32) != 'e')
        return at;
    next = char_or_end(s, at + 1);
    next = at + 1 + (next == '+' || next == '-');
    if (!is_digit(char_or_end(s, next)))
        return at;
    *fraction = true;
    return skip_digits(s, next);
}

static viv_value by_hook(scanner *s, viv_value hook, uint32_t start) {
    viv_value text = viv_str_slice(s->vm, s->source, start, s->at);

    VIV_TRY(text);
    return viv_call(s->vm, hook, &text, 1);
}

static viv_value scan_number(scanner *s) {
    uint32_t start = s->at, end;
    char digits[NUMBER_BYTES];
    bool fraction;
    viv_value hook;

    end = number_end(s, &fraction);
    if (end == start)
        return VIV_ABSENT;
    s->at = end;
    hook = option(s, fraction ? PARSE_FLOAT : PARSE_INT);
    if (!viv_is_none(hook))
        return by_hook(s, hook, start);
    if (end - start >= NUMBER_BYTES || (!fraction && end - start > 18))
        return by_hook(s, viv_builtin(s->vm, fraction ? "float" : "int"),
                       start);
    for (uint32_t i = start; i < end; i++)
        digits[i - start] = (char)viv_char_at(s->text, i);
    digits[end - start] = 0;
    if (fraction)
        return viv_float(s->vm, strtod(digits, NULL));
    return viv_int(s->vm, strtoll(digits, NULL, 10));
}

/* -- constants */

static const struct constant {
    const char *text;
    uint32_t length;
    viv_value value; /* absent: asked for by name */
} constants[] = {
    {"null", 4, {0x02}},     {"true", 4, {0x12}},      {"false", 5, {0x0A}},
    {"NaN", 3, {0x2A}},      {"Infinity", 8, {0x2A}},  {"-Infinity", 9, {0x2A}},
};

static bool is_next(const scanner *s, const struct constant *row) {
    for (uint32_t i = 0; i < row->length; i++)
        if (char_or_end(s, s->at + i) != (uint8_t)row->text[i])
            return false;
    return true;
}

static viv_value scan_constant(scanner *s) {
    for (uint32_t i = 0; i < sizeof constants / sizeof constants[0]; i++) {
        const struct constant *row = &constants[i];
        uint32_t start = s->at;

        if (!is_next(s, row))
            continue;
        s->at += row->length;
        if (!viv_is_absent(row->value))
            return row->value;
        return by_hook(s, option(s, PARSE_CONSTANT), start);
    }
    return VIV_ABSENT;
}

/* -- arrays and objects */

static viv_value scan_value(scanner *s);

static viv_value scan_array(scanner *s) {
    viv_value list = viv_list(s->vm, 4), item, hook;
    uint32_t comma;

    VIV_TRY(list);
    s->at++;
    skip_blanks(s);
    while (peek(s) != ']') {
        item = scan_value(s);
        VIV_TRY(item);
        if (!viv_list_append(s->vm, list, item))
            return VIV_RAISE;
        skip_blanks(s);
        if (peek(s) == ']')
            break;
        comma = s->at;
        if (peek(s) != ',')
            return fail(s, "Expecting ',' delimiter", s->at);
        s->at++;
        skip_blanks(s);
        if (peek(s) == ']')
            return fail(s, "Illegal trailing comma before end of array", comma);
    }
    s->at++;
    hook = option(s, ARRAY_HOOK);
    return viv_is_none(hook) ? list : viv_call(s->vm, hook, &list, 1);
}

static viv_value scan_key(scanner *s) {
    viv_value key, known;

    if (peek(s) != '"')
        return fail(s, "Expecting property name enclosed in double quotes",
                    s->at);
    key = scan_string(s);
    VIV_TRY(key);
    known = viv_dict_get(s->vm, s->memo, key);
    VIV_TRY(known);
    if (!viv_is_absent(known))
        return known;
    return viv_dict_set(s->vm, s->memo, key, key) ? key : VIV_RAISE;
}

/* Into a dict, or a list of pairs. */
static bool put(scanner *s, viv_value target, bool pairs, viv_value key,
                viv_value value) {
    viv_value parts[2] = {key, value}, pair;

    if (!pairs)
        return viv_dict_set(s->vm, target, key, value);
    pair = viv_tuple(s->vm, parts, 2);
    return !viv_is_raise(pair) && viv_list_append(s->vm, target, pair);
}

static viv_value scan_member(scanner *s, viv_value target, bool pairs) {
    viv_value key = scan_key(s), value;

    VIV_TRY(key);
    skip_blanks(s);
    if (peek(s) != ':')
        return fail(s, "Expecting ':' delimiter", s->at);
    s->at++;
    skip_blanks(s);
    value = scan_value(s);
    VIV_TRY(value);
    return put(s, target, pairs, key, value) ? VIV_NONE : VIV_RAISE;
}

static viv_value scan_object(scanner *s) {
    viv_value hook = option(s, PAIRS_HOOK), made;
    bool pairs = !viv_is_none(hook);
    uint32_t comma;

    made = pairs ? viv_list(s->vm, 4) : viv_dict(s->vm, 4);
    VIV_TRY(made);
    s->at++;
    skip_blanks(s);
    while (peek(s) != '}') {
        VIV_TRY(scan_member(s, made, pairs));
        skip_blanks(s);
        if (peek(s) == '}')
            break;
        comma = s->at;
        if (peek(s) != ',')
            return fail(s, "Expecting ',' delimiter", s->at);
        s->at++;
        skip_blanks(s);
        if (peek(s) == '}')
            return fail(s, "Illegal trailing comma before end of object",
                        comma);
    }
    s->at++;
    if (!pairs)
        hook = option(s, OBJECT_HOOK);
    return viv_is_none(hook) ? made : viv_call(s->vm, hook, &made, 1);
}

static viv_value scan_value(scanner *s) {
    uint32_t c = peek(s);
    viv_value value;

    if (!viv_enter_native(s->vm) || !viv_charge(s->vm, 1))
        return VIV_RAISE;
    if (c == '"')
        return scan_string(s);
    if (c == '{')
        return scan_object(s);
    if (c == '[')
        return scan_array(s);
    value = scan_number(s);
    if (viv_is_absent(value))
        value = scan_constant(s);
    return viv_is_absent(value) ? fail(s, "Expecting value", s->at) : value;
}

/* (value, end) */
static viv_value with_end(const scanner *s, viv_value value) {
    viv_value parts[2] = {value, viv_small_int(s->at)};

    VIV_TRY(value);
    return viv_tuple(s->vm, parts, 2);
}

static bool begin(viv_vm *vm, const viv_value *args, scanner *s) {
    int64_t start = viv_to_int(vm, args[1]);

    *s = (scanner){.vm = vm, .source = args[0],
                   .text = viv_to_chars(vm, args[0]), .strict = true};
    s->at = start < 0 || start > s->text.length ? s->text.length
                                                : (uint32_t)start;
    s->memo = viv_dict(vm, 8);
    return !viv_is_raise(s->memo);
}

viv_value json_scan(viv_vm *vm, const viv_value *args) {
    scanner s;

    if (!begin(vm, args, &s))
        return VIV_RAISE;
    if (!viv_is_tuple(vm, args[2]) || viv_tuple_length(vm, args[2]) != OPTIONS)
        return viv_raise(vm, VIV_TypeError, "options must be a tuple");
    s.options = args[2];
    s.strict = !viv_same(option(&s, STRICT), VIV_FALSE);
    return with_end(&s, scan_value(&s));
}

viv_value json_scan_string(viv_vm *vm, const viv_value *args) {
    scanner s;

    if (!begin(vm, args, &s))
        return VIV_RAISE;
    s.strict = viv_same(args[2], VIV_TRUE);
    if (s.at == 0)
        return viv_raise(vm, VIV_ValueError, "end is out of bounds");
    s.at--; /* [start] is behind the quote */
    return with_end(&s, scan_string(&s));
}
