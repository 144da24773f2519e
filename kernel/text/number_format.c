/* number_format.c - int, float and complex by the format mini-language and by
 * %.
 *
 * Measure first, then write: the exact length is known before the str is
 * allocated, the memory limit is asked with it, and the writer stops at the end
 * even if a count was wrong.
 */
#include "text/number_format.h"

#include "memory/heap.h"
#include "object/error.h"
#include "object/number.h"
#include "object/number_convert.h"
#include "object/protocol.h"
#include "object/str.h"
#include "text/format.h"

/* The str that is being written; never past its end. */
typedef struct writer {
    void *data;
    uint32_t at, end;
    uint8_t width;
} writer;

static void put(writer *out, uint32_t character) {
    if (out->at >= out->end)
        return;
    if (out->width == 1)
        ((uint8_t *)out->data)[out->at] = (uint8_t)character;
    else if (out->width == 2)
        ((uint16_t *)out->data)[out->at] = (uint16_t)character;
    else
        ((uint32_t *)out->data)[out->at] = character;
    out->at++;
}

static void put_times(writer *out, uint32_t character, uint64_t count) {
    if (count > out->end - out->at)
        count = out->end - out->at;
    if (out->width == 1) {
        memset((char *)out->data + out->at, (int)character, count);
        out->at += (uint32_t)count;
        return;
    }
    while (count-- > 0)
        put(out, character);
}

static void put_text(writer *out, const char *text, uint32_t length) {
    if (length == 0) /* and perhaps no text */
        return;
    if (out->width == 1 && length <= out->end - out->at) {
        memcpy((char *)out->data + out->at, text, length);
        out->at += length;
        return;
    }
    for (uint32_t i = 0; i < length; i++)
        put(out, (uint8_t)text[i]);
}

/* Lengths of what a number consists of. */
typedef struct layout {
    uint64_t zeros;    /* in front of the digits */
    uint64_t digits;   /* with zeros and separators */
    uint64_t fraction; /* with separators */
    uint64_t total;    /* without padding */
    uint64_t padding;
} layout;

static uint64_t grouped(uint64_t count, uint32_t group, char separator) {
    return separator == 0 || count == 0 ? count : count + (count - 1) / group;
}

/* As many zeros as reach the width; a separator is never the first character. /
 * Zeros are grouped like digits, so their number follows from a width with
 * separators in it; solved in closed form and then adjusted by a step. */
static uint64_t leading_zeros(const vk_format_spec *spec,
                              const vk_number_parts *parts, uint64_t others) {
    uint64_t width = spec->width < 0 ? 0 : (uint64_t)spec->width;
    uint64_t count = parts->digits_length;

    if (spec->fill != '0' || spec->align != '=' || count == 0 ||
        width <= others)
        return 0;
    width -= others;
    if (grouped(count, parts->group, spec->grouping) >= width)
        return 0;
    if (spec->grouping == 0)
        return width - count;
    /* n digits and (n - 1) / group separators are at least the width. */
    count = (width * parts->group + parts->group) / (parts->group + 1);
    while (count > 1 &&
           grouped(count - 1, parts->group, spec->grouping) >= width)
        count--;
    while (grouped(count, parts->group, spec->grouping) < width)
        count++;
    return count - parts->digits_length;
}

static layout measure(const vk_format_spec *spec,
                      const vk_number_parts *parts) {
    layout result;
    uint64_t others = (parts->sign != 0) + parts->prefix_length + parts->point +
                      parts->tail_length;

    result.fraction =
        grouped((uint64_t)parts->fraction_length + parts->fraction_zeros, 3,
                spec->fraction_grouping);
    others += result.fraction;
    result.zeros = leading_zeros(spec, parts, others);
    result.digits = grouped(parts->digits_length + result.zeros, parts->group,
                            spec->grouping);
    result.total = others + result.digits;
    result.padding = spec->width < 0 || (uint64_t)spec->width <= result.total
                         ? 0
                         : (uint64_t)spec->width - result.total;
    return result;
}

static void put_digits(writer *out, const vk_format_spec *spec,
                       const vk_number_parts *parts, const layout *in) {
    uint64_t count = parts->digits_length + in->zeros;

    if (spec->grouping == 0) {
        put_times(out, '0', in->zeros);
        put_text(out, parts->digits, parts->digits_length);
        return;
    }
    for (uint64_t i = 0; i < count; i++) {
        if (i > 0 && (count - i) % parts->group == 0)
            put(out, (uint8_t)spec->grouping);
        put(out, i < in->zeros ? '0' : (uint8_t)parts->digits[i - in->zeros]);
    }
}

static void put_fraction(writer *out, const vk_format_spec *spec,
                         const vk_number_parts *parts) {
    uint64_t count = (uint64_t)parts->fraction_length + parts->fraction_zeros;

    if (parts->point)
        put(out, '.');
    if (spec->fraction_grouping == 0) {
        put_text(out, parts->fraction, parts->fraction_length);
        put_times(out, '0', parts->fraction_zeros);
        return;
    }
    for (uint64_t i = 0; i < count; i++) {
        if (i > 0 && i % 3 == 0)
            put(out, (uint8_t)spec->fraction_grouping);
        put(out,
            i < parts->fraction_length ? (uint8_t)parts->fraction[i] : '0');
    }
}

static void put_number(writer *out, const vk_format_spec *spec,
                       const vk_number_parts *parts, const layout *in) {
    char align = spec->align == 0 ? '>' : spec->align;
    uint64_t before = align == '>'   ? in->padding
                      : align == '^' ? in->padding / 2
                                     : 0;

    put_times(out, spec->fill, before);
    if (parts->sign != 0)
        put(out, (uint8_t)parts->sign);
    put_text(out, parts->prefix, parts->prefix_length);
    if (align == '=')
        put_times(out, spec->fill, before = in->padding);
    put_digits(out, spec, parts, in);
    put_fraction(out, spec, parts);
    put_text(out, parts->tail, parts->tail_length);
    put_times(out, spec->fill, in->padding - before);
}

viv_value vk_number_layout(viv_vm *vm, const vk_format_spec *spec,
                           const vk_number_parts *parts) {
    layout in = measure(spec, parts);
    uint32_t greatest = in.padding > 0 && spec->fill > 127 ? spec->fill : 127;
    writer out = {.width = greatest < 0x100 ? 1 : greatest < 0x10000 ? 2 : 4};
    uint64_t length = in.total + in.padding;
    viv_value str;

    if (length > 4096 &&
        (!vk_heap_admits(vm, length * out.width) || !vk_charge(vm, length / 8)))
        return VIV_RAISE;
    if (length > INT32_MAX)
        return vk_raise_memory(vm);
    str = vk_str_new(vm, (uint32_t)length, greatest);
    VIV_TRY(str);
    out.data = vk_str_writable(vm, str);
    out.end = (uint32_t)length;
    put_number(&out, spec, parts, &in);
    return str;
}

/* The sign that is shown before what is not negative. */
static char shown_sign(const vk_format_spec *spec, char sign) {
    if (sign == '-')
        return '-';
    return spec->sign == '+' || spec->sign == ' ' ? spec->sign : 0;
}

static int base_of(uint32_t type) {
    switch (type) {
    case 'b':
        return 2;
    case 'o':
        return 8;
    case 'x':
    case 'X':
        return 16;
    default:
        return 10;
    }
}

static const char *prefix_of(uint32_t type) {
    switch (type) {
    case 'b':
        return "0b";
    case 'o':
        return "0o";
    case 'x':
        return "0x";
    case 'X':
        return "0X";
    default:
        return "";
    }
}

static void raise_case(viv_vm *vm, viv_value str) {
    vk_text text = vk_str_text(vm, str);
    char *data = vk_str_writable(vm, str);

    for (uint32_t i = 0; i < text.length; i++)
        if (data[i] >= 'a' && data[i] <= 'z')
            data[i] = (char)(data[i] - 32);
}

viv_value vk_number_digits_str(viv_vm *vm, viv_value number, int base,
                               bool upper) {
    viv_value str = vk_int_to_str(vm, number, base);

    if (upper && !viv_is_raise(str))
        raise_case(vm, str);
    return str;
}

/* The digits of an int; the text lies in [str], which must be held. */
static bool int_parts(viv_vm *vm, viv_value number, uint32_t type,
                      vk_number_parts *parts, viv_value *str) {
    vk_text text;

    *parts = (vk_number_parts){.group = base_of(type) == 10 ? 3 : 4};
    *str = vk_number_digits_str(vm, number, base_of(type), type == 'X');
    if (viv_is_raise(*str))
        return false;
    text = vk_str_text(vm, *str);
    parts->digits = text.data;
    parts->digits_length = text.length;
    if (text.length > 0 && *parts->digits == '-') {
        parts->sign = '-';
        parts->digits++;
        parts->digits_length--;
    }
    return true;
}

static viv_value format_digits(viv_vm *vm, viv_value number,
                               const vk_format_spec *spec) {
    vk_number_parts parts;
    viv_value str;

    if (!int_parts(vm, number, spec->type, &parts, &str))
        return VIV_RAISE;
    parts.sign = shown_sign(spec, parts.sign);
    if (spec->alternate) {
        parts.prefix = prefix_of(spec->type);
        parts.prefix_length = (uint32_t)strlen(parts.prefix);
    }
    return vk_number_layout(vm, spec, &parts);
}

static viv_value format_character(viv_vm *vm, viv_value number,
                                  const vk_format_spec *spec) {
    int64_t code;
    viv_value str;

    if (spec->sign != 0)
        return vk_raise(vm, VIV_ValueError,
                        "Sign not allowed with integer format specifier 'c'");
    if (spec->alternate)
        return vk_raise(vm, VIV_ValueError,
                        "Alternate form (#) not allowed with integer format "
                        "specifier 'c'");
    if (!vk_int_value(vm, number, &code))
        return vk_raise(vm, VIV_OverflowError,
                        "Python int too large to convert to C long");
    if (code < 0 || code > 0x10ffff)
        return vk_raise(vm, VIV_OverflowError,
                        "%%c arg not in range(0x110000)");
    str = vk_str_from_char(vm, (uint32_t)code);
    return viv_is_raise(str) ? str : vk_format_pad(vm, spec, str, '>');
}

static viv_value format_integer(viv_vm *vm, viv_value number,
                                const vk_format_spec *spec) {
    if (spec->precision >= 0)
        return vk_raise(vm, VIV_ValueError,
                        "Precision not allowed in integer format specifier");
    if (spec->positive_zero)
        return vk_raise(vm, VIV_ValueError,
                        "Negative zero coercion (z) not allowed in integer "
                        "format specifier");
    if (spec->type == 'c')
        return format_character(vm, number, spec);
    return format_digits(vm, number, spec);
}

static bool is_float_type(uint32_t type) {
    switch (type) {
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
        return true;
    default:
        return false;
    }
}

/* Without a type: the shortest digits, or %g with a precision; then whole
 * numbers end in .0. */
static vk_number_style style_of(const vk_format_spec *spec) {
    vk_number_style style = {
        .precision = spec->precision,
        .type = spec->type == 'n' ? 'g' : (char)spec->type,
        .alternate = spec->alternate,
        .positive_zero = spec->positive_zero,
    };

    if (spec->type == 0) {
        style.type = spec->precision < 0 ? 'r' : 'g';
        style.point_zero = true;
    }
    return style;
}

/* Digits past any double's are zeros, but they take room. */
static bool admits_precision(viv_vm *vm, const vk_format_spec *spec) {
    return spec->precision < 4096 ||
           vk_heap_admits(vm, (uint64_t)spec->precision * 2);
}

static viv_value format_double(viv_vm *vm, double number,
                               const vk_format_spec *spec) {
    vk_number_style style = style_of(spec);
    vk_number_digits digits;

    if (!admits_precision(vm, spec))
        return VIV_RAISE;
    vk_number_digits_of(&digits, number, &style);
    digits.parts.sign = shown_sign(spec, digits.parts.sign);
    return vk_number_layout(vm, spec, &digits.parts);
}

viv_value vk_number_format_int(viv_vm *vm, viv_value number, viv_value text) {
    vk_format_spec spec;
    double converted;

    if (!vk_format_parse(vm, text, number, &spec))
        return VIV_RAISE;
    if (is_float_type(spec.type) || spec.type == '%') {
        if (!vk_to_double(vm, vk_int_exact(vm, number), &converted))
            return VIV_RAISE;
        return format_double(vm, converted, &spec);
    }
    switch (spec.type) {
    case 0:
    case 'd':
    case 'n':
    case 'b':
    case 'o':
    case 'x':
    case 'X':
    case 'c':
        return format_integer(vm, number, &spec);
    default:
        return vk_format_raise_unknown(vm, &spec, number);
    }
}

viv_value vk_number_format_float(viv_vm *vm, viv_value number, viv_value text) {
    vk_format_spec spec;

    if (!vk_format_parse(vm, text, number, &spec))
        return VIV_RAISE;
    if (!is_float_type(spec.type) && spec.type != '%' && spec.type != 0 &&
        spec.type != 'n')
        return vk_format_raise_unknown(vm, &spec, number);
    return format_double(vm, vk_float_value(vm, number), &spec);
}

/* As repr shows a part: whole numbers do not end in .0. */
static viv_value format_part(viv_vm *vm, double number,
                             const vk_format_spec *spec) {
    vk_number_style style = style_of(spec);
    vk_number_digits digits;

    style.point_zero = false;
    vk_number_digits_of(&digits, number, &style);
    digits.parts.sign = shown_sign(spec, digits.parts.sign);
    return vk_number_layout(vm, spec, &digits.parts);
}

/* Both parts as floats without padding, in parentheses where no type was given.
 * / Both parts are formatted alone and padded together. */
static viv_value join_complex(viv_vm *vm, const vk_complex_object *number,
                              const vk_format_spec *spec) {
    double real = number->real, imag = number->imag;
    vk_format_spec part = *spec;
    vk_str_builder builder;
    bool only_imag = real == 0 && !__builtin_signbit(real);
    viv_value text;

    part.width = -1;
    vk_str_build(&builder, vm);
    if (spec->type == 0 && !only_imag)
        vk_str_add_char(&builder, '(');
    if (spec->type != 0 || !only_imag) {
        text = format_part(vm, real, &part);
        VIV_TRY(text);
        vk_str_add(&builder, text);
        part.sign = '+';
    }
    text = format_part(vm, imag, &part);
    VIV_TRY(text);
    vk_str_add(&builder, text);
    vk_str_add_char(&builder, 'j');
    if (spec->type == 0 && !only_imag)
        vk_str_add_char(&builder, ')');
    return vk_str_finish(&builder);
}

static viv_value check_complex(viv_vm *vm, viv_value number,
                               const vk_format_spec *spec) {
    if (!is_float_type(spec->type) && spec->type != 0 && spec->type != 'n')
        return vk_format_raise_unknown(vm, spec, number);
    if (spec->fill == '0')
        return vk_raise(
            vm, VIV_ValueError,
            "Zero padding is not allowed in complex format specifier");
    if (spec->align == '=')
        return vk_raise(
            vm, VIV_ValueError,
            "'=' alignment flag is not allowed in complex format specifier");
    return VIV_NONE;
}

viv_value vk_number_format_complex(viv_vm *vm, viv_value number,
                                   viv_value text) {
    vk_format_spec spec;
    viv_value joined;

    if (!vk_format_parse(vm, text, number, &spec))
        return VIV_RAISE;
    VIV_TRY(check_complex(vm, number, &spec));
    if (!admits_precision(vm, &spec))
        return VIV_RAISE;
    joined = join_complex(vm, vk_object(vm, number), &spec);
    VIV_TRY(joined);
    return vk_format_pad(vm, &spec, joined, '>');
}
