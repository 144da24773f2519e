/* number_percent.c - numbers by the conversions of the % operator.
 *
 * The older language of `%`, mapped to the parts of the newer: the two differ
 * in flags and defaults, not in digits.
 */
#include "memory/heap.h"
#include "object/error.h"
#include "object/number.h"
#include "object/number_convert.h"
#include "object/protocol.h"
#include "object/str.h"
#include "text/format.h"
#include "text/number_format.h"

static vk_format_spec spec_of(const vk_percent *how) {
    return (vk_format_spec){
        .fill = how->zero && !how->left ? '0' : ' ',
        .align = how->left   ? '<'
                 : how->zero ? '='
                             : '>',
        .sign = how->sign    ? '+'
                : how->space ? ' '
                             : '-',
        .width = how->width,
        .precision = -1,
        .alternate = how->alternate,
    };
}

static char shown_sign(const vk_percent *how, bool negative) {
    return negative ? '-' : how->sign ? '+' : how->space ? ' ' : 0;
}

static bool is_decimal(char conversion) {
    return conversion == 'd' || conversion == 'i' || conversion == 'u';
}

/* %d takes any real number and cuts it, the bases take ints only. */
static viv_value integer_of(viv_vm *vm, viv_value value,
                            const vk_percent *how) {
    viv_value number = VIV_ABSENT;

    if (vk_is_int(vm, value))
        return vk_int_exact(vm, value);
    if (is_decimal(how->conversion)) {
        if (!vk_is(vm, value, VK_STR))
            number = vk_number_to_int(vm, value);
    } else if (vk_number_has_special(vm, value, "__index__")) {
        number = vk_index(vm, value);
    }
    if (!viv_is_absent(number))
        return number;
    return vk_raise(
        vm, VIV_TypeError, "%%%c format: %s is required, not %T",
        (int)how->conversion,
        is_decimal(how->conversion) ? "a real number" : "an integer", value);
}

/* A precision is the least number of digits: zeros that are no padding. */
static viv_value pad_digits(viv_vm *vm, viv_value digits, int32_t precision) {
    vk_format_spec zeros = {.fill = '0', .width = precision, .align = '>'};

    return vk_format_pad(vm, &zeros, digits, '>');
}

static viv_value percent_integer(viv_vm *vm, viv_value value,
                                 const vk_percent *how) {
    static const char prefixes[][3] = {"0o", "0x", "0X"};
    bool octal = how->conversion == 'o', upper = how->conversion == 'X';
    int base = is_decimal(how->conversion) ? 10 : octal ? 8 : 16;
    viv_value number = integer_of(vm, value, how), digits;
    vk_number_parts parts = {.group = 3};
    vk_format_spec spec = spec_of(how);
    vk_text text;

    VIV_TRY(number);
    parts.sign =
        shown_sign(how, vk_int_order(vm, number, viv_small_int(0)) < 0);
    number = vk_int_unary(vm, VK_OP_ABS, number);
    VIV_TRY(number);
    digits = vk_number_digits_str(vm, number, base, upper);
    VIV_TRY(digits);
    digits = pad_digits(vm, digits, how->precision);
    VIV_TRY(digits);
    text = vk_str_text(vm, digits);
    parts.digits = text.data;
    parts.digits_length = text.length;
    if (how->alternate && base != 10) {
        parts.prefix = prefixes[octal ? 0 : 1 + upper];
        parts.prefix_length = 2;
    }
    return vk_number_layout(vm, &spec, &parts);
}

static viv_value percent_float(viv_vm *vm, viv_value value,
                               const vk_percent *how) {
    vk_number_style style = {
        .precision = how->precision,
        .type = how->conversion,
        .alternate = how->alternate,
    };
    vk_format_spec spec = spec_of(how);
    vk_number_digits digits;
    double number;

    if (!vk_to_double(vm, value, &number))
        return VIV_RAISE;
    if (how->precision >= 4096 &&
        !vk_heap_admits(vm, (uint64_t)how->precision * 2))
        return VIV_RAISE;
    vk_number_digits_of(&digits, number, &style);
    digits.parts.sign = shown_sign(how, digits.parts.sign == '-');
    return vk_number_layout(vm, &spec, &digits.parts);
}

viv_value vk_number_percent(viv_vm *vm, viv_value value,
                            const vk_percent *how) {
    switch (how->conversion) {
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
        return percent_integer(vm, value, how);
    default:
        return percent_float(vm, value, how);
    }
}
