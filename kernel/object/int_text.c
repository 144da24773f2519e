/* int_text.c - ints to text and back, with Python's limit on decimal digits.
 *
 * Decimal text is quadratic for long numbers by the plain method, the subject
 * of CVE-2020-10735: hence the limit of digits, which a program can raise and a
 * policy can fix, and the recursive method of int_radix.c beyond it.
 */
#include "memory/arena.h"
#include "memory/heap.h"
#include "object/error.h"
#include "object/int_radix.h"
#include "object/number_text.h"
#include "object/protocol.h"
#include "object/str.h"
#include "text/unicode.h"

enum {
    SHORT_DIGITS = 72,  /* of a number of one limb, in any base, with sign */
    MIDDLE_DIGITS = 512 /* converted on the C stack */
};

static bool is_power_of_two(int base) {
    return (base & (base - 1)) == 0;
}

/* Writes the digits so that they end at [end]; returns where they begin. */
static char *print_limb(char *end, uint64_t number, uint32_t base) {
    do {
        *--end = "0123456789abcdefghijklmnopqrstuvwxyz"[number % base];
        number /= base;
    } while (number != 0);
    return end;
}

/* Two digits per division. */
static char *print_decimal(char *end, uint64_t number) {
    static const char pairs[] = "00010203040506070809101112131415161718192021"
                                "22232425262728293031323334353637383940414243"
                                "44454647484950515253545556575859606162636465"
                                "66676869707172737475767778798081828384858687"
                                "888990919293949596979899";

    for (; number >= 100; number /= 100) {
        end -= 2;
        memcpy(end, pairs + number % 100 * 2, 2);
    }
    if (number < 10) {
        *--end = (char)('0' + number);
        return end;
    }
    end -= 2;
    memcpy(end, pairs + number * 2, 2);
    return end;
}

static viv_value ascii_str(viv_vm *vm, const char *text, uint32_t length) {
    viv_value str = vk_str_new(vm, length, 127);

    VIV_TRY(str);
    memcpy(vk_str_writable(vm, str), text, length);
    return str;
}

static viv_value raise_too_long(viv_vm *vm) {
    return vk_raise(vm, VIV_ValueError,
                    "Exceeds the limit (%u digits) for integer string "
                    "conversion; use sys.set_int_max_str_digits() to increase "
                    "the limit",
                    vk_int_digits_limit(vm));
}

static viv_value raise_text_too_long(viv_vm *vm, uint64_t digits) {
    return vk_raise(vm, VIV_ValueError,
                    "Exceeds the limit (%u digits) for integer string "
                    "conversion: value has %u digits; use "
                    "sys.set_int_max_str_digits() to increase the limit",
                    vk_int_digits_limit(vm), digits);
}

/* A number of [digits] digits at most: the first may be a zero too many. */
static viv_value print_into(viv_vm *vm, char *buffer, uint64_t digits, int base,
                            const vk_int_view *view) {
    uint64_t limit = vk_int_digits_limit(vm);
    char *start = buffer + 1;

    if (!vk_int_radix_print(vm, start, digits, base, view))
        return VIV_RAISE;
    while (digits > 1 && *start == '0')
        start++, digits--;
    if (limit != 0 && digits > limit && !is_power_of_two(base))
        return raise_too_long(vm);
    if (view->negative)
        *--start = '-';
    return ascii_str(vm, start, (uint32_t)digits + view->negative);
}

/* Whether the limit is passed is known from the bit length, but for one digit:
 * only then it is counted. */
static viv_value print_long(viv_vm *vm, int base, const vk_int_view *view) {
    uint64_t digits = vk_int_radix_digits(vk_int_view_bits(view), base);
    uint64_t limit = vk_int_digits_limit(vm);
    char short_buffer[MIDDLE_DIGITS + 1];
    vk_arena_mark mark;
    viv_value result = VIV_RAISE;
    uint64_t *buffer;

    if (limit != 0 && digits > limit + 1 && !is_power_of_two(base))
        return raise_too_long(vm);
    if (digits <= MIDDLE_DIGITS)
        return print_into(vm, short_buffer, digits, base, view);
    if (!vk_heap_admits(vm, digits))
        return VIV_RAISE;
    mark = vk_arena_begin(vm);
    buffer = vk_int_scratch(vm, digits / 8 + 1);
    if (buffer != NULL)
        result = print_into(vm, (char *)buffer, digits, base, view);
    vk_arena_end(vm, mark);
    return result;
}

viv_value vk_int_to_str(viv_vm *vm, viv_value number, int base) {
    char buffer[SHORT_DIGITS], *end = buffer + SHORT_DIGITS, *start;
    vk_int_view view;

    VK_CHECK(vm, vk_int_view_of(vm, number, &view));
    VK_CHECK(vm, base >= 2 && base <= 36);
    if (view.count > 1)
        return print_long(vm, base, &view);
    if (base == 10)
        start = print_decimal(end, (uint64_t)vk_int_view_wide(&view));
    else
        start =
            print_limb(end, (uint64_t)vk_int_view_wide(&view), (uint32_t)base);
    if (view.negative)
        *--start = '-';
    return ascii_str(vm, start, (uint32_t)(end - start));
}

/* False: it does not fit, or there is no such digit. */
static bool parse_limb(const char *digits, uint32_t length, uint32_t base,
                       uint64_t *number) {
    *number = 0;
    for (uint32_t i = 0; i < length; i++) {
        uint32_t digit = vk_int_radix_value((uint8_t)digits[i]);

        if (digit >= base || __builtin_mul_overflow(*number, base, number) ||
            __builtin_add_overflow(*number, digit, number))
            return false;
    }
    return true;
}

static viv_value raise_literal(viv_vm *vm, int base, viv_value text) {
    viv_value shown = vk_repr(vm, text);

    VIV_TRY(shown);
    if (vk_str_text(vm, shown).length > 200) {
        shown = vk_str_slice(vm, shown, 0, 200);
        VIV_TRY(shown);
    }
    return vk_raise(vm, VIV_ValueError,
                    "invalid literal for int() with base %d: %S", base, shown);
}

static viv_value parse_values(viv_vm *vm, const char *digits, uint32_t length,
                              int base) {
    uint8_t *values = (uint8_t *)vk_int_scratch(vm, length / 8 + 1);
    uint64_t *limbs = vk_int_scratch(vm, vk_int_radix_limbs(length, base));
    int64_t used;

    if (values == NULL || limbs == NULL || !vk_charge(vm, length / 8))
        return VIV_RAISE;
    for (uint32_t i = 0; i < length; i++) {
        uint32_t digit = vk_int_radix_value((uint8_t)digits[i]);

        if (digit >= (uint32_t)base)
            return vk_raise(vm, VIV_ValueError, "invalid digit for base %d",
                            base);
        values[i] = (uint8_t)digit;
    }
    used = vk_int_radix_parse(vm, limbs, values, length, base);
    if (used < 0 ||
        !vk_int_admits(vm, used == 0 ? 0 : (uint64_t)used * 64 - 63))
        return VIV_RAISE;
    return vk_int_from_limbs(vm, limbs, (uint64_t)used, false);
}

viv_value vk_int_from_digits(viv_vm *vm, const char *digits, uint32_t length,
                             int base) {
    uint64_t limit = vk_int_digits_limit(vm), number;
    vk_arena_mark mark;
    viv_value result;

    VK_CHECK(vm, base >= 2 && base <= 36);
    if (limit != 0 && length > limit && !is_power_of_two(base))
        return raise_text_too_long(vm, length);
    if (length <= 64 && parse_limb(digits, length, (uint32_t)base, &number))
        return vk_int_unsigned(vm, number);
    for (; length > 1 && *digits == '0'; length--)
        digits++;
    if (!vk_int_admits(vm, (vk_int_radix_limbs(length, base) - 2) * 64))
        return VIV_RAISE;
    mark = vk_arena_begin(vm);
    result = parse_values(vm, digits, length, base);
    vk_arena_end(vm, mark);
    return result;
}

/* What is between sign and end of a literal. */
typedef struct literal {
    const char *text;
    uint32_t length;
    int base;
    bool negative;
} literal;

static bool take_sign(literal *in) {
    if (in->length > 0 && (*in->text == '-' || *in->text == '+')) {
        in->negative = *in->text == '-';
        in->text++;
        in->length--;
    }
    return in->length > 0;
}

static int prefix_base(char letter) {
    switch (letter | 32) {
    case 'b':
        return 2;
    case 'o':
        return 8;
    case 'x':
        return 16;
    default:
        return 0;
    }
}

/* `0x` and the like; an underscore may follow. Base 0 without a prefix is
 * decimal, and then only zero begins with a zero. */
static bool take_prefix(literal *in) {
    int named =
        in->length > 1 && *in->text == '0' ? prefix_base(in->text[1]) : 0;

    if (named != 0 && (in->base == 0 || in->base == named)) {
        in->base = named;
        in->text += 2;
        in->length -= 2;
        if (in->length > 0 && *in->text == '_') {
            in->text++;
            in->length--;
        }
        return in->length > 0;
    }
    if (in->base != 0)
        return true;
    in->base = 10;
    if (*in->text == '0')
        for (uint32_t i = 1; i < in->length; i++)
            if (in->text[i] != '0' && in->text[i] != '_')
                return false;
    return true;
}

/* Digits with single underscores between them? Counts the digits. PEP 515:
 * underscores only between digits. */
static bool are_digits(const literal *in, uint32_t *digits) {
    bool after_digit = false;

    *digits = 0;
    for (uint32_t i = 0; i < in->length; i++) {
        uint8_t character = (uint8_t)in->text[i];
        bool digit = vk_int_radix_value(character) < (uint32_t)in->base;

        if (!digit && !(character == '_' && after_digit))
            return false;
        after_digit = digit;
        *digits += digit;
    }
    return after_digit;
}

static viv_value parse_literal(viv_vm *vm, const literal *in, uint32_t digits) {
    const char *text = in->text;
    viv_value result;

    if (digits != in->length) {
        char *copy = (char *)vk_int_scratch(vm, digits / 8 + 1);
        uint32_t used = 0;

        if (copy == NULL)
            return VIV_RAISE;
        for (uint32_t i = 0; i < in->length && used < digits; i++)
            if (text[i] != '_')
                copy[used++] = text[i];
        text = copy;
    }
    result = vk_int_from_digits(vm, text, digits, in->base);
    if (in->negative && !viv_is_raise(result))
        return vk_int_unary(vm, VK_OP_NEG, result);
    return result;
}

static viv_value parse_text(viv_vm *vm, literal in, viv_value shown) {
    uint32_t digits;
    int base = in.base;

    if (!vk_charge(vm, in.length / 8))
        return VIV_RAISE;
    if (!take_sign(&in) || !take_prefix(&in) || !are_digits(&in, &digits))
        return raise_literal(vm, base, shown);
    return parse_literal(vm, &in, digits);
}

viv_value vk_int_from_ascii(viv_vm *vm, vk_number_text text, int base,
                            viv_value shown) {
    literal in = {text.data, text.length, base, false};
    vk_arena_mark mark = vk_arena_begin(vm);
    viv_value result = parse_text(vm, in, shown);

    vk_arena_end(vm, mark);
    return result;
}

viv_value vk_int_from_str(viv_vm *vm, viv_value text, int base) {
    vk_arena_mark mark = vk_arena_begin(vm);
    vk_number_text ascii;
    viv_value result = VIV_RAISE;

    if (vk_number_text_of(vm, text, &ascii))
        result = vk_int_from_ascii(vm, ascii, base, text);
    vk_arena_end(vm, mark);
    return result;
}
