/* number_digits.c - floats in the forms of %e, %f, %g and repr.
 *
 * Produces the parts of a number and not a string: sign, digits, fraction,
 * exponent, and how many zeros follow. Precision may be millions, but a double
 * has at most some 1,100 digits: what lies behind is a count, not characters.
 *
 * Digits come from float_text.c, correctly rounded.
 */
#include <math.h>
#include <stdio.h>

#include "object/float_text.h"
#include "text/number_format.h"

/* Where what is written goes: text[at]. */
typedef struct output {
    vk_number_digits *result;
    uint32_t at;
} output;

/* Never past the buffer, whatever a count says. */
static const char *add(output *out, const char *text, uint32_t length) {
    char *start = out->result->text + out->at;

    if (length > VK_NUMBER_TEXT - out->at)
        length = VK_NUMBER_TEXT - out->at;
    memcpy(start, text, length);
    out->at += length;
    return start;
}

static const char *add_zeros(output *out, uint32_t count) {
    char *start = out->result->text + out->at;

    if (count > VK_NUMBER_TEXT - out->at)
        count = VK_NUMBER_TEXT - out->at;
    memset(start, '0', count);
    out->at += count;
    return start;
}

static void set_tail(output *out, const char *text) {
    vk_number_parts *parts = &out->result->parts;

    parts->tail_length = (uint32_t)strlen(text);
    parts->tail = add(out, text, parts->tail_length);
}

static bool is_upper(char type) {
    return type >= 'A' && type <= 'Z';
}

static void set_word(output *out, double number, const vk_number_style *style) {
    static const char words[2][2][6] = {{"nan", "inf"}, {"NAN", "INF"}};
    char text[8];

    snprintf(text, sizeof text, "%s%s",
             words[is_upper(style->type)][isinf(number) != 0],
             style->type == '%' ? "%" : "");
    set_tail(out, text);
}

/* Digits before and behind a point that lies at [point] of them; [end] is how
 * many there are to be, with zeros. */
static void set_digits(output *out, const vk_float_decimal *decimal,
                       int32_t point, int32_t end) {
    vk_number_parts *parts = &out->result->parts;
    int32_t count = (int32_t)decimal->count, zeros, kept;

    if (count > end)
        count = end;
    kept = point < 0 ? 0 : point < count ? point : count;
    if (point <= 0) {
        parts->digits = add(out, "0", 1);
        parts->digits_length = 1;
    } else {
        parts->digits = add(out, decimal->digits, (uint32_t)kept);
        add_zeros(out, (uint32_t)(point - kept));
        parts->digits_length = (uint32_t)point;
    }
    zeros = point < 0 ? (end < 0 ? end - point : -point) : 0;
    if (count < 0)
        count = 0;
    parts->fraction = add_zeros(out, (uint32_t)zeros);
    add(out, decimal->digits + kept, (uint32_t)(count - kept));
    parts->fraction_length = (uint32_t)(zeros + count - kept);
    if (end > point)
        parts->fraction_zeros =
            (uint32_t)(end - point) - parts->fraction_length;
}

static void set_exponent(output *out, const vk_number_style *style,
                         int32_t exponent) {
    char text[16];

    snprintf(text, sizeof text, "%c%+03d", is_upper(style->type) ? 'E' : 'e',
             (int)exponent);
    set_tail(out, text);
}

static bool is_zero(const vk_float_decimal *decimal) {
    for (uint32_t i = 0; i < decimal->count; i++)
        if (decimal->digits[i] != '0')
            return false;
    return true;
}

static void strip_zeros(vk_float_decimal *decimal) {
    while (decimal->count > 1 && decimal->digits[decimal->count - 1] == '0')
        decimal->count--;
}

/* %g and repr: an exponent where the point lies far from the digits. repr()
 * changes to an exponent at 1e16, as CPython does; %g by its precision. */
static bool wants_exponent(const vk_number_style *style, int32_t precision,
                           int32_t point) {
    if (style->type == 'r')
        return point <= -4 || point > 16;
    return point <= -4 || point > precision - style->point_zero;
}

static void set_general(output *out, const vk_number_style *style,
                        int32_t precision, vk_float_decimal *decimal) {
    int32_t point = decimal->point, end;
    bool exponent = wants_exponent(style, precision, point);

    if (is_zero(decimal))
        exponent = false, point = 1;
    strip_zeros(decimal);
    end = style->alternate && style->type != 'r' ? precision
                                                 : (int32_t)decimal->count;
    if (exponent) {
        set_digits(out, decimal, 1, end);
        set_exponent(out, style, point - 1);
        return;
    }
    if (end < point)
        end = point;
    if (style->point_zero && end == point)
        end = point + 1;
    set_digits(out, decimal, point, end);
}

static void set_finite(output *out, double number,
                       const vk_number_style *style) {
    int32_t precision = style->precision < 0 ? 6 : style->precision;
    vk_float_decimal decimal;

    switch (style->type | 32) {
    case 'e':
        vk_float_significant(number,
                             precision < VK_FLOAT_DIGITS_MAX
                                 ? precision + 1
                                 : VK_FLOAT_DIGITS_MAX,
                             &decimal);
        set_digits(out, &decimal, 1, precision + 1);
        set_exponent(out, style, number == 0 ? 0 : decimal.point - 1);
        break;
    case 'g':
        precision = precision == 0 ? 1 : precision;
        vk_float_significant(number, precision, &decimal);
        set_general(out, style, precision, &decimal);
        break;
    case 'r':
        vk_float_shortest(number, &decimal);
        set_general(out, style, precision, &decimal);
        break;
    default:
        vk_float_fixed(number, precision, &decimal);
        set_digits(out, &decimal, decimal.point, decimal.point + precision);
    }
    if (style->type == '%')
        set_tail(out, "%");
    if (style->positive_zero && out->result->parts.sign == '-' &&
        is_zero(&decimal))
        out->result->parts.sign = 0;
}

void vk_number_digits_of(vk_number_digits *result, double number,
                         const vk_number_style *style) {
    vk_number_parts *parts = &result->parts;
    output out = {result, 0};

    memset(parts, 0, sizeof *parts);
    parts->group = 3;
    if (style->type == '%')
        number *= 100;
    if (isnan(number)) {
        set_word(&out, number, style);
        return;
    }
    parts->sign = signbit(number) ? '-' : 0;
    if (isinf(number)) {
        set_word(&out, number, style);
        return;
    }
    set_finite(&out, number, style);
    parts->point =
        style->alternate || parts->fraction_length + parts->fraction_zeros > 0;
}
