/* float_hex.c - float.hex() and float.fromhex(). */
#include <math.h>
#include <stdio.h>

#include "memory/arena.h"
#include "object/error.h"
#include "object/float_text.h"
#include "object/int_limbs.h"
#include "object/int_radix.h"
#include "object/number_text.h"
#include "object/str.h"

enum {
    MANTISSA_DIGITS = 13,
    MANTISSA_BITS = 52,
    EXPONENT_LEAST = -1022,
    EXPONENT_END = 1 << 20,
};

viv_value vk_float_to_hex(viv_vm *vm, double number) {
    uint64_t bits, mantissa;
    int exponent, length;
    char text[40];

    if (!isfinite(number)) {
        length = (int)vk_float_repr(number, text);
        return vk_str_from_latin1(vm, text, (uint32_t)length);
    }
    memcpy(&bits, &number, sizeof bits);
    mantissa = bits & ((UINT64_C(1) << MANTISSA_BITS) - 1);
    exponent = (int)(bits >> MANTISSA_BITS & 0x7ff);
    if (number == 0)
        length = snprintf(text, sizeof text, "%s0x0.0p+0",
                          signbit(number) ? "-" : "");
    else
        length = snprintf(
            text, sizeof text, "%s0x%d.%013llxp%+d", number < 0 ? "-" : "",
            exponent != 0, (unsigned long long)mantissa,
            exponent == 0 ? EXPONENT_LEAST : exponent + EXPONENT_LEAST - 1);
    return vk_str_from_latin1(vm, text, (uint32_t)length);
}

/* Digits as far as they matter, and what they are worth: mantissa *
 * 2**exponent. */
typedef struct hexadecimal {
    const char *at, *end;
    uint64_t mantissa;
    int64_t exponent;
    bool more, any;
} hexadecimal;

static void read_hex_digits(hexadecimal *in, bool behind) {
    for (; in->at < in->end; in->at++) {
        uint32_t digit = vk_int_radix_value((uint8_t)*in->at);

        if (digit >= 16)
            return;
        in->any = true;
        if (in->mantissa >> 60 == 0) {
            in->mantissa = in->mantissa << 4 | digit;
            in->exponent -= behind ? 4 : 0;
        } else {
            in->more = in->more || digit != 0;
            in->exponent += behind ? 0 : 4;
        }
    }
}

static bool read_hex_exponent(hexadecimal *in) {
    int64_t exponent = 0;
    bool negative, any = false;

    if (in->at == in->end || (*in->at | 32) != 'p')
        return true;
    in->at++;
    negative = in->at < in->end && *in->at == '-';
    if (in->at < in->end && (*in->at == '-' || *in->at == '+'))
        in->at++;
    for (; in->at < in->end && *in->at >= '0' && *in->at <= '9'; in->at++) {
        any = true;
        if (exponent < INT64_MAX / 100)
            exponent = exponent * 10 + (*in->at - '0');
    }
    in->exponent += negative ? -exponent : exponent;
    return any;
}

static bool read_hex(hexadecimal *in) {
    if (in->end - in->at >= 2 && *in->at == '0' && (in->at[1] | 32) == 'x')
        in->at += 2;
    read_hex_digits(in, false);
    if (in->at < in->end && *in->at == '.') {
        in->at++;
        read_hex_digits(in, true);
    }
    return in->any && read_hex_exponent(in) && in->at == in->end;
}

static bool is_special(const char *at, size_t length, double *number) {
    static const struct {
        const char *word;
        double number;
    } words[] = {{"inf", HUGE_VAL}, {"infinity", HUGE_VAL}, {"nan", NAN}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t same = 0;

        while (same < length && (at[same] | 32) == words[i].word[same] &&
               words[i].word[same] != '\0')
            same++;
        *number = words[i].number;
        if (same == length && words[i].word[same] == '\0')
            return true;
    }
    return false;
}

static double hex_value(const hexadecimal *in) {
    if (in->mantissa == 0 || in->exponent < -EXPONENT_END)
        return 0;
    if (in->exponent > EXPONENT_END)
        return HUGE_VAL;
    return vk_int_round_wide((vk_wide)in->mantissa << 1 | in->more, false,
                             in->exponent - 1);
}

static viv_value parse_hex(viv_vm *vm, vk_number_text text) {
    hexadecimal in = {.at = text.data, .end = text.data + text.length};
    bool negative = text.length > 0 && *text.data == '-';
    double number;

    if (text.length > 0 && (*text.data == '-' || *text.data == '+'))
        in.at++;
    if (is_special(in.at, (size_t)(in.end - in.at), &number))
        return vk_float(vm, negative ? -number : number);
    if (!vk_charge(vm, text.length / 8))
        return VIV_RAISE;
    if (!read_hex(&in))
        return vk_raise(vm, VIV_ValueError,
                        "invalid hexadecimal floating-point string");
    number = hex_value(&in);
    if (isinf(number))
        return vk_raise(vm, VIV_OverflowError,
                        "hexadecimal value too large to represent as a float");
    return vk_float(vm, negative ? -number : number);
}

viv_value vk_float_from_hex(viv_vm *vm, viv_value text) {
    vk_arena_mark mark = vk_arena_begin(vm);
    vk_number_text ascii;
    viv_value result = VIV_RAISE;

    if (vk_number_text_of(vm, text, &ascii))
        result = parse_hex(vm, ascii);
    vk_arena_end(vm, mark);
    return result;
}
