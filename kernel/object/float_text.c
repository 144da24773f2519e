/* float_text.c - floats to decimal digits and back.
 *
 * Correct rounding of long cases is the C library's; only digits and exponents
 * are exchanged with it, so that no locale's decimal point matters.
 *
 * repr() must give the shortest text that reads back as the same number (Steele
 * and White 1990; Gay 1990). Fast exact ways for the common range come first;
 * the general case asks the C library for 15, 16 and 17 digits and takes the
 * first that reads back.
 */
#include "object/float_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "object/error.h"
#include "object/int_limbs.h"
#include "object/number_text.h"
#include "object/protocol.h"
#include "object/str.h"

enum {
    LIMB_DIGITS = 19,  /* fit 64 bits, and so does 10**19 */
    EXACT_POWER = 22,  /* 10**22 is the last power that is a double */
    KEPT_DIGITS = 800, /* more never decide a rounding, but by not being zero */
    EXPONENT_END = 100000,
};

static const double powers[EXACT_POWER + 1] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

static void set_digits(vk_float_decimal *decimal, uint64_t number,
                       int32_t scale) {
    char buffer[20], *end = buffer + sizeof buffer, *start = end;

    while (number >= 10 && number % 10 == 0) {
        number /= 10;
        scale++;
    }
    for (; number >= 10; number /= 10)
        *--start = (char)('0' + number % 10);
    *--start = (char)('0' + number);
    decimal->count = (uint32_t)(end - start);
    decimal->point = (int32_t)decimal->count + scale;
    memcpy(decimal->digits, start, decimal->count);
}

/* Digits and exponent of what "%.*e" prints; the point between is whatever. */
static void set_printed(vk_float_decimal *decimal, const char *text) {
    uint32_t count = 0;

    for (; *text != 'e' && *text != '\0'; text++)
        if (*text >= '0' && *text <= '9' && count < VK_FLOAT_DIGITS_MAX)
            decimal->digits[count++] = *text;
    decimal->count = count;
    decimal->point = *text == 'e' ? (int32_t)strtol(text + 1, NULL, 10) + 1 : 1;
}

void vk_float_significant(double number, int32_t count,
                          vk_float_decimal *decimal) {
    char text[VK_FLOAT_DIGITS_MAX + 32];

    if (count < 1)
        count = 1;
    if (count > VK_FLOAT_DIGITS_MAX)
        count = VK_FLOAT_DIGITS_MAX;
    snprintf(text, sizeof text, "%.*e", (int)count - 1, fabs(number));
    set_printed(decimal, text);
}

/* |number| * 10**places as a whole number, unless it lies so near a half that
 * the product's own rounding could decide. Near a half the product's own error
 * could decide: left to the exact way. */
static bool scale_quickly(double number, int64_t places, uint64_t *whole) {
    double scaled, above;

    if (places < 0 || places > EXACT_POWER)
        return false;
    scaled = fabs(number) * powers[places];
    if (!(scaled < 0x1p40))
        return false;
    *whole = (uint64_t)(scaled + 0.5);
    above = scaled + 0.5 - (double)*whole;
    return above > 0x1p-10 && above < 1 - 0x1p-10;
}

void vk_float_fixed(double number, int32_t places, vk_float_decimal *decimal) {
    char text[VK_FLOAT_DIGITS_MAX + 320], *at = text;
    uint64_t whole;

    if (scale_quickly(number, places, &whole)) {
        set_digits(decimal, whole, -places);
        return;
    }
    if (places > VK_FLOAT_DIGITS_MAX - 320)
        places = VK_FLOAT_DIGITS_MAX - 320;
    snprintf(text, sizeof text, "%.*f", (int)places, fabs(number));
    set_printed(decimal, text);
    while (*at >= '0' && *at <= '9')
        at++;
    decimal->point = (int32_t)(at - text);
}

/* To less digits than there are before the point. Where none is left, nothing
 * but more than half of the place makes a one of it. */
static void round_whole(double number, int32_t places,
                        vk_float_decimal *decimal) {
    bool more = false;

    vk_float_fixed(floor(fabs(number)), 0, decimal);
    if (decimal->point + places > 0) {
        vk_float_significant(number, decimal->point + places, decimal);
        return;
    }
    if (decimal->point + places == 0 && fabs(number) >= 1) {
        vk_float_significant(number, VK_FLOAT_DIGITS_MAX, decimal);
        more = decimal->digits[0] > '5';
        for (uint32_t i = 1; decimal->digits[0] == '5' && !more; i++) {
            if (i == decimal->count)
                break;
            more = decimal->digits[i] != '0';
        }
    }
    decimal->count = 1;
    decimal->digits[0] = more ? '1' : '0';
    decimal->point = more ? 1 - places : 1;
}

/* Numbers of up to 15 digits around 1: the first power of ten that makes them
 * whole and gives them back gives all their digits, and no 15 digits share a
 * double. */
static bool shortest_short(double number, vk_float_decimal *decimal) {
    if (!(number >= 1e-5 && number < 1e15))
        return false;
    for (int32_t i = 0; i <= EXACT_POWER; i++) {
        double scaled = number * powers[i], whole;

        if (scaled >= 1e15)
            return false;
        whole = (double)(int64_t)(scaled + 0.5);
        if (whole / powers[i] == number) {
            set_digits(decimal, (uint64_t)whole, -i);
            return true;
        }
    }
    return false;
}

static vk_wide wide_power(int32_t exponent) {
    vk_wide power = 1;

    while (exponent-- > 0)
        power *= 10;
    return power;
}

/* What shortest_short() leaves of its range has 16 digits or 17. Times a power
 * of ten that makes 17 of them whole, mantissa and half of its last bit fit 128
 * bits, so that all is exact. */
static bool shortest_long(double number, vk_float_decimal *decimal) {
    vk_wide scaled, half, rest;
    uint64_t mantissa, digits;
    int exponent, shift;
    int32_t scale;

    if (!(number >= 1e-5 && number < 1e15))
        return false;
    mantissa = (uint64_t)ldexp(frexp(number, &exponent), 53);
    shift = 53 - exponent;
    for (scale = 1; number * powers[scale] < 1e16; scale++)
        if (scale == EXACT_POWER - 1)
            return false;
    half = wide_power(scale);
    scaled = mantissa * half;
    digits = (uint64_t)(scaled >> shift) / 10 * 10;
    rest = scaled - ((vk_wide)digits << shift);
    /* Half of a digit goes to the even one. */
    if (rest + (digits / 10 & 1) > (vk_wide)5 << shift) {
        digits += 10;
        rest = ((vk_wide)digits << shift) - scaled;
    } else if (mantissa == UINT64_C(1) << 52) {
        half /= 2; /* there is less room below a power of two */
    }
    if (rest >= half / 2) {
        digits = (uint64_t)(scaled >> shift);
        rest = scaled - ((vk_wide)digits << shift);
        half = (vk_wide)1 << (shift - 1);
        digits += rest > half || (rest == half && digits % 2 != 0);
    }
    set_digits(decimal, digits, -scale);
    return true;
}

/* The digits plus one in the last place. */
static void increment(vk_float_decimal *decimal) {
    uint32_t at = decimal->count;

    while (at-- > 0) {
        if (decimal->digits[at]++ != '9')
            return;
        decimal->digits[at] = '0';
    }
    decimal->digits[0] = '1';
    decimal->point++;
}

static void strip_zeros(vk_float_decimal *decimal) {
    while (decimal->count > 1 && decimal->digits[decimal->count - 1] == '0')
        decimal->count--;
}

/* A power of two has more room above than below: there the next decimal may
 * read back where the nearest does not. */
static bool reads_back(double number, vk_float_decimal *decimal) {
    int exponent;

    if (vk_float_from_decimal(decimal) == number)
        return true;
    if (frexp(number, &exponent) != 0.5)
        return false;
    increment(decimal);
    return vk_float_from_decimal(decimal) == number;
}

void vk_float_shortest(double number, vk_float_decimal *decimal) {
    int32_t count = 15;

    number = fabs(number);
    if (number < 0x1p53 && (double)(int64_t)number == number) {
        set_digits(decimal, (uint64_t)number, 0);
        return;
    }
    if (shortest_short(number, decimal) || shortest_long(number, decimal))
        return;
    if (number < 0x1p-1022)
        count = 1;
    for (; count < VK_FLOAT_DIGITS; count++) {
        vk_float_significant(number, count, decimal);
        if (reads_back(number, decimal))
            break;
    }
    if (count == VK_FLOAT_DIGITS)
        vk_float_significant(number, count, decimal);
    strip_zeros(decimal);
}

/* Up to 19 digits by a power of ten of one limb: the quotient has more bits
 * than a double, and what remains only says that there is more. */
static double divided(uint64_t whole, int32_t scale) {
    uint64_t power = (uint64_t)wide_power(scale);
    int shift = 64 + __builtin_clzll(whole);
    vk_wide number = (vk_wide)whole << shift, quotient = number / power;

    return vk_int_round_wide(quotient, quotient * power != number, -shift);
}

/* Clinger 1990: up to 2**53 times a power of ten that is itself exact, one
 * multiplication or division rounds correctly. */
double vk_float_from_decimal(const vk_float_decimal *decimal) {
    char text[VK_FLOAT_DIGITS_MAX + 32];
    uint32_t count = decimal->count;
    int32_t scale = decimal->point - (int32_t)count;

    if (count > VK_FLOAT_DIGITS_MAX)
        count = VK_FLOAT_DIGITS_MAX;
    if (count <= LIMB_DIGITS && scale >= -EXACT_POWER && scale <= EXACT_POWER) {
        uint64_t whole = 0;

        for (uint32_t i = 0; i < count; i++)
            whole = whole * 10 + (uint64_t)(decimal->digits[i] - '0');
        if (whole >> 53 == 0)
            return scale < 0 ? (double)whole / powers[-scale]
                             : (double)whole * powers[scale];
        if (scale < 0 && scale >= -LIMB_DIGITS)
            return divided(whole, -scale);
    }
    memcpy(text, decimal->digits, count);
    snprintf(text + count, sizeof text - count, "e%d", (int)scale);
    return strtod(text, NULL);
}

/* Writes digits with a point, or with an exponent; returns the end. */
static char *write_plain(char *out, const vk_float_decimal *decimal) {
    int32_t count = (int32_t)decimal->count, point = decimal->point;

    if (point <= 0) {
        *out++ = '0';
        *out++ = '.';
        for (; point < 0; point++)
            *out++ = '0';
        memcpy(out, decimal->digits, (size_t)count);
        return out + count;
    }
    for (int32_t i = 0; i < count || i < point; i++) {
        if (i == point)
            *out++ = '.';
        *out++ = i < count ? decimal->digits[i] : '0';
    }
    if (count <= point) {
        *out++ = '.';
        *out++ = '0';
    }
    return out;
}

static char *write_exponent(char *out, const vk_float_decimal *decimal) {
    *out++ = decimal->digits[0];
    if (decimal->count > 1) {
        *out++ = '.';
        memcpy(out, decimal->digits + 1, decimal->count - 1);
        out += decimal->count - 1;
    }
    return out + snprintf(out, 8, "e%+03d", (int)decimal->point - 1);
}

uint32_t vk_float_repr(double number, char *buffer) {
    vk_float_decimal decimal;
    char *out = buffer;

    if (isnan(number))
        memcpy(out, "nan", 3), out += 3;
    else {
        if (signbit(number))
            *out++ = '-';
        if (isinf(number)) {
            memcpy(out, "inf", 3);
            return (uint32_t)(out + 3 - buffer);
        }
        vk_float_shortest(number, &decimal);
        out = decimal.point > -4 && decimal.point <= 16
                  ? write_plain(out, &decimal)
                  : write_exponent(out, &decimal);
    }
    return (uint32_t)(out - buffer);
}

/* What is to be read: position and end. */
typedef struct reader {
    const char *at, *end;
} reader;

static bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

static bool take(reader *in, char character) {
    if (in->at == in->end || *in->at != character)
        return false;
    in->at++;
    return true;
}

/* This word is next, in any case of letters? */
static bool take_word(reader *in, const char *word) {
    size_t length = strlen(word);

    if ((size_t)(in->end - in->at) < length)
        return false;
    for (size_t i = 0; i < length; i++)
        if ((in->at[i] | 32) != word[i])
            return false;
    in->at += length;
    return true;
}

/* The next digit; an underscore before it must lie between two. */
static bool next_digit(reader *in, bool after_digit, char *digit) {
    const char *at = in->at;

    if (after_digit && at < in->end && *at == '_')
        at++;
    if (at == in->end || !is_digit(*at))
        return false;
    *digit = *at;
    in->at = at + 1;
    return true;
}

/* Digits before or behind the point; returns whether there was any. */
static bool read_digits(reader *in, vk_float_decimal *decimal, bool behind,
                        int64_t *point) {
    bool any = false, started = decimal->count > 0;
    char digit;

    for (; next_digit(in, any, &digit); any = true) {
        started = started || digit != '0';
        if (started && decimal->count < KEPT_DIGITS)
            decimal->digits[decimal->count++] = digit;
        else if (started && digit != '0')
            decimal->digits[KEPT_DIGITS - 1] |= 1;
        if (behind ? !started : started)
            *point += behind ? -1 : 1;
    }
    return any;
}

/* Without digits after it an `e` is no exponent, and stays. */
static void read_exponent(reader *in, int64_t *point) {
    const char *start = in->at;
    bool negative, any = false;
    int64_t exponent = 0;
    char digit;

    if (!take(in, 'e') && !take(in, 'E'))
        return;
    negative = take(in, '-');
    if (!negative)
        take(in, '+');
    for (; next_digit(in, any, &digit); any = true)
        if (exponent < INT64_MAX / 100)
            exponent = exponent * 10 + (digit - '0');
    *point += negative ? -exponent : exponent;
    if (!any)
        in->at = start;
}

static bool read_decimal(reader *in, double *number) {
    vk_float_decimal decimal;
    int64_t point = 0;
    bool any;

    decimal.count = 0;
    any = read_digits(in, &decimal, false, &point);
    if (take(in, '.'))
        any = read_digits(in, &decimal, true, &point) || any;
    if (!any)
        return false;
    read_exponent(in, &point);
    if (decimal.count == 0 || point < -EXPONENT_END)
        *number = 0;
    else if (point > EXPONENT_END)
        *number = HUGE_VAL;
    else {
        decimal.point = (int32_t)point;
        strip_zeros(&decimal);
        *number = vk_float_from_decimal(&decimal);
    }
    return true;
}

/* Digits beyond 800 can decide a rounding only by not being zero: one bit is
 * kept of them. */
const char *vk_float_scan(const char *at, const char *end, double *number) {
    reader in = {at, end};
    bool negative = take(&in, '-');

    if (!negative)
        take(&in, '+');
    if (take_word(&in, "inf")) {
        take_word(&in, "inity");
        *number = HUGE_VAL;
    } else if (take_word(&in, "nan")) {
        *number = NAN;
    } else if (!read_decimal(&in, number)) {
        return NULL;
    }
    if (negative)
        *number = -*number;
    return in.at;
}

viv_value vk_float_from_ascii(viv_vm *vm, vk_number_text text) {
    const char *end = text.data + text.length;
    double number;

    if (!vk_charge(vm, text.length / 8))
        return VIV_RAISE;
    if (vk_float_scan(text.data, end, &number) != end)
        return VIV_ABSENT;
    return vk_float(vm, number);
}

double vk_float_round(double number, int64_t places) {
    vk_float_decimal decimal;
    uint64_t whole;

    if (!isfinite(number) || number == 0 || places > 323)
        return number;
    if (places < -308)
        return copysign(0.0, number);
    if (scale_quickly(number, places, &whole))
        return copysign((double)whole / powers[places], number);
    if (places >= 0)
        vk_float_fixed(number, (int32_t)places, &decimal);
    else
        round_whole(number, (int32_t)places, &decimal);
    return copysign(vk_float_from_decimal(&decimal), number);
}
