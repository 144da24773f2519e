/* test_float.c - floats as digits, rounding, and Python's floor arithmetic. */
#include <criterion/criterion.h>

#include <math.h>

#include "object/float_text.h"

static const char *repr(double number) {
    static char text[32];

    text[vk_float_repr(number, text)] = '\0';
    return text;
}

Test(float, repr_has_the_fewest_digits_that_read_back) {
    cr_assert_str_eq(repr(0.1), "0.1");
    cr_assert_str_eq(repr(0.1 + 0.2), "0.30000000000000004");
    cr_assert_str_eq(repr(1.0 / 3), "0.3333333333333333");
    cr_assert_str_eq(repr(5e-324), "5e-324");
    cr_assert_str_eq(repr(1.7976931348623157e308), "1.7976931348623157e+308");
    cr_assert_str_eq(repr(0x1p-44), "5.684341886080802e-14");
    cr_assert_str_eq(repr(9007199254740993.0), "9007199254740992.0");
}

Test(float, repr_takes_an_exponent_where_python_does) {
    cr_assert_str_eq(repr(1e16), "1e+16");
    cr_assert_str_eq(repr(123456789012345680.0), "1.2345678901234568e+17");
    cr_assert_str_eq(repr(1e15), "1000000000000000.0");
    cr_assert_str_eq(repr(0.0001), "0.0001");
    cr_assert_str_eq(repr(0.00001), "1e-05");
    cr_assert_str_eq(repr(-0.0), "-0.0");
    cr_assert_str_eq(repr(-HUGE_VAL), "-inf");
    cr_assert_str_eq(repr(NAN), "nan");
}

static double scanned(const char *text) {
    double number = -1;
    const char *end = text + strlen(text);

    cr_assert_eq(vk_float_scan(text, end, &number), end, "%s", text);
    return number;
}

Test(float, text_is_rounded_correctly) {
    cr_assert_eq(scanned("9007199254740993"), 0x1p53);
    cr_assert_eq(scanned("9007199254740993.0000000000000000000001"),
                 0x1p53 + 2);
    cr_assert_eq(scanned("2.4703282292062327e-324"), 0);
    cr_assert_eq(scanned("2.4703282292062328e-324"), 0x1p-1074);
    cr_assert_eq(scanned("1_000.2_5e1_0"), 1000.25e10);
    cr_assert_eq(scanned("1e99999999999999999999"), HUGE_VAL);
    cr_assert_eq(scanned("0e99999999999999999999"), 0);
}

Test(float, text_that_is_no_number_ends_early) {
    static const char *const texts[] = {"", ".", "1__0", "1_", "_1", "1e", "x"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *end = texts[i] + strlen(texts[i]);
        double number;

        cr_assert_neq(vk_float_scan(texts[i], end, &number), end, "%s",
                      texts[i]);
    }
}

Test(float, rounding_is_that_of_the_decimal_value) {
    cr_assert_eq(vk_float_round(2.675, 2), 2.67);
    cr_assert_eq(vk_float_round(0.5, 0), 0);
    cr_assert_eq(vk_float_round(1.5, 0), 2);
    cr_assert_eq(vk_float_round(25, -1), 20);
    cr_assert_eq(vk_float_round(1234567.891, -3), 1235000);
    cr_assert_eq(vk_float_round(0.3, -1), 0);
    cr_assert_eq(vk_float_round(1e300, 5), 1e300);
}

Test(float, quotients_are_floored) {
    cr_assert_eq(vk_float_floor_divide(-7, 2), -4);
    cr_assert_eq(vk_float_modulo(-7, 2), 1);
    cr_assert_eq(vk_float_modulo(7, -2), -1);
    cr_assert_eq(vk_float_modulo(5, HUGE_VAL), 5);
    cr_assert_eq(vk_float_modulo(-5, HUGE_VAL), HUGE_VAL);
    cr_assert(signbit(vk_float_modulo(-0.0, -3)));
    cr_assert_eq(vk_float_floor_divide(1, 0.1), 9);
}
