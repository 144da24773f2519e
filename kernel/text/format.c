/* format.c - the parser of the format mini-language, and padding.
 *
 * The grammar is in the library reference, "Format Specification
 * Mini-Language". It is the same for all types, so it is parsed once; each type
 * then refuses what makes no sense for it, with CPython's sentence.
 */
#include "text/format.h"

#include <stdio.h>

#include "memory/heap.h"
#include "object/error.h"
#include "object/str.h"

/* What is left of a specification. */
typedef struct scanner {
    vk_text text;
    uint32_t at;
} scanner;

static uint32_t peek(const scanner *in, uint32_t ahead) {
    return in->text.length - in->at > ahead
               ? vk_text_at(in->text, in->at + ahead)
               : 0;
}

static bool is_align(uint32_t character) {
    return character == '<' || character == '>' || character == '=' ||
           character == '^';
}

static bool take(scanner *in, char character) {
    if (in->at == in->text.length || peek(in, 0) != (uint8_t)character)
        return false;
    in->at++;
    return true;
}

static bool raise_value(viv_vm *vm, const char *message) {
    vk_raise(vm, VIV_ValueError, "%s", message);
    return false;
}

/* Leaves [number] alone where there are no digits. Bounded before it can
 * overflow; CPython refuses the same numbers. */
static bool read_number(viv_vm *vm, scanner *in, int32_t *number) {
    int64_t value = 0;
    uint32_t start = in->at;

    for (; peek(in, 0) - '0' < 10; in->at++) {
        value = value * 10 + (peek(in, 0) - '0');
        if (value > INT32_MAX)
            return raise_value(vm, "Too many decimal digits in format string");
    }
    if (in->at > start)
        *number = (int32_t)value;
    return true;
}

static bool read_grouping(viv_vm *vm, scanner *in, char *grouping) {
    if (take(in, ','))
        *grouping = ',';
    if (peek(in, 0) == '_') {
        if (*grouping != 0)
            return raise_value(vm, "Cannot specify both ',' and '_'.");
        in->at++;
        *grouping = '_';
        if (peek(in, 0) == ',')
            return raise_value(vm, "Cannot specify both ',' and '_'.");
    }
    return true;
}

static void read_alignment(scanner *in, vk_format_spec *result) {
    if (in->text.length > 1 && is_align(peek(in, 1))) {
        result->fill = peek(in, 0);
        result->align = (char)peek(in, 1);
        in->at = 2;
    } else if (is_align(peek(in, 0))) {
        result->align = (char)peek(in, 0);
        in->at = 1;
    }
}

static void read_flags(scanner *in, vk_format_spec *result, bool numeric) {
    bool filled = in->at == 2;
    uint32_t sign = peek(in, 0);

    if (sign == '+' || sign == '-' || sign == ' ') {
        result->sign = (char)sign;
        in->at++;
    }
    result->positive_zero = take(in, 'z');
    result->alternate = take(in, '#');
    if (!filled && take(in, '0')) {
        result->fill = '0';
        if (result->align == 0 && numeric)
            result->align = '=';
    }
}

static bool read_precision(viv_vm *vm, scanner *in, vk_format_spec *result) {
    if (!take(in, '.'))
        return true;
    if (!read_number(vm, in, &result->precision) ||
        !read_grouping(vm, in, &result->fraction_grouping))
        return false;
    if (result->precision >= 0 || result->fraction_grouping != 0)
        return true;
    return raise_value(vm, "Format specifier missing precision");
}

/* Digits are grouped in decimal by both separators, in the bases by `_` only.
 */
static bool allows_grouping(uint32_t type, char grouping) {
    switch (type) {
    case 0:
    case 'd':
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%':
        return true;
    case 'b':
    case 'o':
    case 'x':
    case 'X':
        return grouping == '_';
    default:
        return false;
    }
}

/* A character as CPython's messages show it. */
static void show_type(uint32_t type, char shown[16]) {
    snprintf(shown, 16, type > 32 && type < 128 ? "%c" : "\\x%x",
             (unsigned)type);
}

static bool check_grouping(viv_vm *vm, uint32_t type, char grouping) {
    char shown[16];

    if (grouping == 0 || allows_grouping(type, grouping))
        return true;
    show_type(type, shown);
    vk_raise(vm, VIV_ValueError, "Cannot specify '%c' with '%s'.",
             (int)grouping, shown);
    return false;
}

static bool read_type(viv_vm *vm, scanner *in, vk_format_spec *result) {
    if (in->at < in->text.length)
        result->type = peek(in, 0);
    return check_grouping(vm, result->type, result->grouping) &&
           (result->type != 'n' ||
            check_grouping(vm, 'n', result->fraction_grouping));
}

bool vk_format_parse(viv_vm *vm, viv_value spec, viv_value object,
                     vk_format_spec *result) {
    scanner in = {vk_str_text(vm, spec), 0};

    *result = (vk_format_spec){.fill = ' ', .width = -1, .precision = -1};
    read_alignment(&in, result);
    read_flags(&in, result, !vk_is(vm, object, VK_STR));
    if (!read_number(vm, &in, &result->width) ||
        !read_grouping(vm, &in, &result->grouping) ||
        !read_precision(vm, &in, result))
        return false;
    if (in.text.length - in.at > 1) {
        vk_raise(vm, VIV_ValueError,
                 "Invalid format specifier '%S' for object of type '%T'", spec,
                 object);
        return false;
    }
    return read_type(vm, &in, result);
}

viv_value vk_format_raise_unknown(viv_vm *vm, const vk_format_spec *spec,
                                  viv_value object) {
    char shown[16];

    show_type(spec->type, shown);
    return vk_raise(vm, VIV_ValueError,
                    "Unknown format code '%s' for object of type '%T'", shown,
                    object);
}

static void add_fill(vk_str_builder *builder, uint32_t fill, uint32_t count) {
    while (count-- > 0)
        vk_str_add_char(builder, fill);
}

/* The size is asked for before the work: a width of a billion is ten characters
 * of text. */
viv_value vk_format_pad(viv_vm *vm, const vk_format_spec *spec, viv_value text,
                        char align) {
    uint32_t length = vk_str_text(vm, text).length, room, before;
    vk_str_builder builder;

    if (spec->width < 0 || (uint32_t)spec->width <= length)
        return text;
    room = (uint32_t)spec->width - length;
    if (!vk_heap_admits(vm, (uint64_t)spec->width * 4) ||
        !vk_charge(vm, room / 4))
        return VIV_RAISE;
    if (spec->align != 0)
        align = spec->align;
    before = align == '<' ? 0 : align == '^' ? room / 2 : room;
    vk_str_build(&builder, vm);
    add_fill(&builder, spec->fill, before);
    vk_str_add(&builder, text);
    add_fill(&builder, spec->fill, room - before);
    return vk_str_finish(&builder);
}
