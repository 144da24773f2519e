/* complex.c - the type complex: constructor, operators, text, and its slots. */
#include <math.h>
#include <vivarium/function.h>

#include "memory/arena.h"
#include "object/complex_arithmetic.h"
#include "object/error.h"
#include "object/float_text.h"
#include "object/list.h"
#include "object/number_convert.h"
#include "object/number_text.h"
#include "object/protocol.h"
#include "object/str.h"
#include "text/number_format.h"

#define HASH_IMAG UINT64_C(1000003)

static bool is_complex(viv_vm *vm, viv_value value) {
    return vk_is(vm, value, VK_COMPLEX);
}

static vk_complex_number number_of(viv_vm *vm, viv_value value) {
    const vk_complex_object *object = vk_object(vm, value);

    VK_CHECK(vm, is_complex(vm, value));
    return (vk_complex_number){object->real, object->imag};
}

viv_value vk_complex_new(viv_vm *vm, double real, double imag) {
    vk_complex_object *object = vk_new(vm, VK_COMPLEX, sizeof *object);

    if (object == NULL)
        return VIV_RAISE;
    object->real = real;
    object->imag = imag;
    return vk_reference(vm, object);
}

static viv_value make(viv_vm *vm, vk_complex_number number) {
    return vk_complex_new(vm, number.real, number.imag);
}

/* An operand: a real number stays one, since its missing part is no zero. */
typedef struct operand {
    vk_complex_number number;
    bool real;
} operand;

/* 1; 0 where it is no number; -1: raised. */
static int read_operand(viv_vm *vm, viv_value value, operand *result) {
    result->real = !is_complex(vm, value);
    if (!result->real) {
        result->number = number_of(vm, value);
        return 1;
    }
    if (!vk_is_int(vm, value) && !vk_is_float(vm, value))
        return 0;
    result->number.imag = 0;
    return vk_number_to_double(vm, value, &result->number.real);
}

static viv_value complex_add(viv_vm *vm, operand a, operand b) {
    double imag = a.real   ? b.number.imag
                  : b.real ? a.number.imag
                           : a.number.imag + b.number.imag;

    return vk_complex_new(vm, a.number.real + b.number.real, imag);
}

static viv_value complex_sub(viv_vm *vm, operand a, operand b) {
    double imag = a.real   ? -b.number.imag
                  : b.real ? a.number.imag
                           : a.number.imag - b.number.imag;

    return vk_complex_new(vm, a.number.real - b.number.real, imag);
}

static viv_value complex_mul(viv_vm *vm, operand a, operand b) {
    if (a.real || b.real) {
        vk_complex_number z = a.real ? b.number : a.number;
        double factor = a.real ? a.number.real : b.number.real;

        return vk_complex_new(vm, z.real * factor, z.imag * factor);
    }
    return make(vm, vk_complex_multiply(a.number, b.number));
}

static viv_value complex_truediv(viv_vm *vm, operand a, operand b) {
    vk_complex_number quotient;
    vk_complex_result result = VK_COMPLEX_DONE;

    if (b.real && b.number.real != 0)
        return vk_complex_new(vm, a.number.real / b.number.real,
                              a.number.imag / b.number.real);
    if (b.real)
        result = VK_COMPLEX_ZERO;
    else if (a.real)
        result = vk_complex_divide_real(a.number.real, b.number, &quotient);
    else
        result = vk_complex_divide(a.number, b.number, &quotient);
    if (result == VK_COMPLEX_ZERO)
        return vk_raise(vm, VIV_ZeroDivisionError, "division by zero");
    return make(vm, quotient);
}

static viv_value raise_to(viv_vm *vm, vk_complex_number a,
                          vk_complex_number b) {
    vk_complex_number power;

    switch (vk_complex_raise(a, b, &power)) {
    case VK_COMPLEX_ZERO:
        return vk_raise(vm, VIV_ZeroDivisionError,
                        "zero to a negative or complex power");
    case VK_COMPLEX_OVERFLOW:
        return vk_raise(vm, VIV_OverflowError, "complex exponentiation");
    default:
        return make(vm, power);
    }
}

viv_value vk_complex_power(viv_vm *vm, double a, double b) {
    return raise_to(vm, (vk_complex_number){a, 0}, (vk_complex_number){b, 0});
}

static viv_value complex_binary(viv_vm *vm, vk_operator op, viv_value a,
                                viv_value b) {
    operand x, y;
    int known = read_operand(vm, a, &x);

    if (known > 0)
        known = read_operand(vm, b, &y);
    if (known <= 0)
        return known == 0 ? VIV_NOT_IMPLEMENTED : VIV_RAISE;
    switch (op) {
    case VK_OP_ADD:
        return complex_add(vm, x, y);
    case VK_OP_SUB:
        return complex_sub(vm, x, y);
    case VK_OP_MUL:
        return complex_mul(vm, x, y);
    case VK_OP_TRUEDIV:
        return complex_truediv(vm, x, y);
    case VK_OP_POW:
        return raise_to(vm, x.number, y.number);
    default:
        return VIV_NOT_IMPLEMENTED;
    }
}

static viv_value absolute(viv_vm *vm, vk_complex_number number) {
    double result = hypot(number.real, number.imag);

    if (isinf(result) && !isinf(number.real) && !isinf(number.imag))
        return vk_raise(vm, VIV_OverflowError, "absolute value too large");
    return vk_float(vm, result);
}

static viv_value complex_unary(viv_vm *vm, vk_operator op, viv_value a) {
    vk_complex_number number = number_of(vm, a);

    switch (op) {
    case VK_OP_NEG:
        return vk_complex_new(vm, -number.real, -number.imag);
    case VK_OP_POS:
        return make(vm, number);
    case VK_OP_ABS:
        return absolute(vm, number);
    default:
        return VIV_NOT_IMPLEMENTED;
    }
}

static bool equals(viv_vm *vm, vk_complex_number a, viv_value b) {
    if (is_complex(vm, b)) {
        vk_complex_number other = number_of(vm, b);

        return a.real == other.real && a.imag == other.imag;
    }
    if (a.imag != 0 || isnan(a.real))
        return false;
    if (vk_is_int(vm, b))
        return vk_int_order_double(vm, b, a.real) == 0;
    return a.real == vk_float_value(vm, b);
}

static viv_value complex_compare(viv_vm *vm, vk_operator op, viv_value a,
                                 viv_value b) {
    bool equal;

    if (!is_complex(vm, a)) {
        viv_value other = a;

        a = b;
        b = other;
    }
    if ((op != VK_OP_EQ && op != VK_OP_NE) ||
        !(is_complex(vm, b) || vk_is_int(vm, b) || vk_is_float(vm, b)))
        return VIV_NOT_IMPLEMENTED;
    equal = equals(vm, number_of(vm, a), b);
    return viv_bool(equal == (op == VK_OP_EQ));
}

static viv_value complex_hash(viv_vm *vm, viv_value self) {
    vk_complex_number number = number_of(vm, self);
    uint64_t hash =
        vk_float_hash(number.real) + HASH_IMAG * vk_float_hash(number.imag);

    return vk_int(vm, hash == UINT64_MAX ? -2 : (int64_t)hash);
}

static viv_value complex_truth(viv_vm *vm, viv_value self) {
    vk_complex_number number = number_of(vm, self);

    return viv_bool(number.real != 0 || number.imag != 0);
}

/* As repr(float), but whole numbers do not end in .0. */
static char *write_part(char *out, double number, bool with_sign) {
    uint32_t length;

    if (with_sign && (isnan(number) || !signbit(number)))
        *out++ = '+';
    length = vk_float_repr(number, out);
    if (length > 2 && memcmp(out + length - 2, ".0", 2) == 0)
        length -= 2;
    return out + length;
}

static viv_value complex_repr(viv_vm *vm, viv_value self) {
    vk_complex_number number = number_of(vm, self);
    char text[80], *out = text;

    if (number.real == 0 && !signbit(number.real)) {
        out = write_part(out, number.imag, false);
        *out++ = 'j';
    } else {
        *out++ = '(';
        out = write_part(out, number.real, false);
        out = write_part(out, number.imag, true);
        *out++ = 'j';
        *out++ = ')';
    }
    return vk_str_from_latin1(vm, text, (uint32_t)(out - text));
}

static void complex_trace(vk_marker *marker, void *object) {
    (void)marker;
    (void)object;
}

/* `j` after a sign or nothing is the imaginary unit. */
static const char *scan_imag(const char *at, const char *end, double *imag) {
    const char *next = vk_float_scan(at, end, imag);

    if (next == NULL) {
        next = at < end && (*at == '+' || *at == '-') ? at + 1 : at;
        *imag = next > at && *at == '-' ? -1 : 1;
    }
    return next < end && (*next | 32) == 'j' ? next + 1 : NULL;
}

/* real, imag j, or both, the second with its sign. */
static bool scan_complex(vk_number_text text, vk_complex_number *number) {
    const char *end = text.data + text.length, *next;

    *number = (vk_complex_number){0, 0};
    if (text.length == 0)
        return false;
    if (scan_imag(text.data, end, &number->imag) == end)
        return true;
    number->imag = 0;
    next = vk_float_scan(text.data, end, &number->real);
    if (next == NULL || next == end)
        return next == end;
    if (*next != '+' && *next != '-')
        return false;
    return scan_imag(next, end, &number->imag) == end;
}

static viv_value parse(viv_vm *vm, viv_value value) {
    vk_complex_number number;
    vk_number_text text;

    if (!vk_number_text_of(vm, value, &text) || !vk_charge(vm, text.length / 8))
        return VIV_RAISE;
    if (text.length > 1 && text.data[0] == '(' &&
        text.data[text.length - 1] == ')')
        text = vk_number_text_strip(text.data + 1, text.length - 2);
    if (!scan_complex(text, &number))
        return vk_raise(vm, VIV_ValueError,
                        "complex() arg is a malformed string");
    return make(vm, number);
}

static viv_value complex_from_str(viv_vm *vm, viv_value value) {
    vk_arena_mark mark = vk_arena_begin(vm);
    viv_value result = parse(vm, value);

    vk_arena_end(vm, mark);
    return result;
}

/* A complex, or what __complex__ gives: 2; a real number: 1; 0: none of them.
 */
static int convert(viv_vm *vm, viv_value value, vk_complex_number *number) {
    viv_value result;

    *number = (vk_complex_number){0, 0};
    if (is_complex(vm, value)) {
        *number = number_of(vm, value);
        return 2;
    }
    result = vk_number_special(vm, value, "__complex__");
    if (viv_is_raise(result))
        return -1;
    if (viv_is_absent(result))
        return vk_number_to_double(vm, value, &number->real);
    if (is_complex(vm, result)) {
        *number = number_of(vm, result);
        return 2;
    }
    vk_raise(vm, VIV_TypeError, "__complex__ returned non-complex (type %T)",
             result);
    return -1;
}

static viv_value raise_not_real(viv_vm *vm, const char *name, viv_value value) {
    return vk_raise(vm, VIV_TypeError,
                    "complex() argument '%s' must be a real number, not %T",
                    name, value);
}

static viv_value complex_from_one(viv_vm *vm, viv_value value) {
    vk_complex_number number;
    int known;

    if (viv_is_absent(value))
        return vk_complex_new(vm, 0, 0);
    if (vk_is(vm, value, VK_STR))
        return complex_from_str(vm, value);
    known = convert(vm, value, &number);
    if (known > 0)
        return make(vm, number);
    if (known < 0)
        return VIV_RAISE;
    return vk_raise(vm, VIV_TypeError,
                    "complex() argument must be a string or a number, not %T",
                    value);
}

static int convert_imag(viv_vm *vm, viv_value imag, vk_complex_number *number) {
    if (vk_is(vm, imag, VK_STR))
        return 0;
    if (is_complex(vm, imag))
        return convert(vm, imag, number);
    return vk_number_to_double(vm, imag, &number->real);
}

/* real + imag * 1j, where either may be complex itself. */
static viv_value complex_from_two(viv_vm *vm, viv_value real, viv_value imag) {
    vk_complex_number a = {0, 0}, b = {0, 0};
    int first = 1, second;

    if (!viv_is_absent(real))
        first = vk_is(vm, real, VK_STR) ? 0 : convert(vm, real, &a);
    if (first <= 0)
        return first < 0 ? VIV_RAISE : raise_not_real(vm, "real", real);
    second = convert_imag(vm, imag, &b);
    if (second <= 0)
        return second < 0 ? VIV_RAISE : raise_not_real(vm, "imag", imag);
    if (second == 2)
        a.real -= b.imag;
    return vk_complex_new(vm, a.real, first == 2 ? a.imag + b.real : b.real);
}

/* cls, real, imag */
static viv_value complex_new(viv_vm *vm, const viv_value *args) {
    viv_value number;

    if (viv_is_absent(args[2]))
        number = complex_from_one(vm, args[1]);
    else
        number = complex_from_two(vm, args[1], args[2]);
    return vk_number_as(vm, args[0], number);
}

/* cls, number */
static viv_value complex_from_number(viv_vm *vm, const viv_value *args) {
    vk_complex_number number;
    viv_value result;
    int known = vk_is(vm, args[1], VK_STR) ? 0 : convert(vm, args[1], &number);

    if (known == 0)
        return vk_raise(vm, VIV_TypeError, "must be real number, not %T",
                        args[1]);
    result = known < 0 ? VIV_RAISE : make(vm, number);
    if (viv_is_raise(result) || viv_same(args[0], vk_builtin_type(VK_COMPLEX)))
        return result;
    return vk_tail_call(vm, args[0], &result, 1);
}

static viv_value complex_conjugate(viv_vm *vm, const viv_value *args) {
    vk_complex_number number = number_of(vm, args[0]);

    return vk_complex_new(vm, number.real, -number.imag);
}

static viv_value complex_exact(viv_vm *vm, const viv_value *args) {
    return make(vm, number_of(vm, args[0]));
}

/* self, value, mod */
static viv_value complex_pow(viv_vm *vm, const viv_value *args) {
    if (!viv_is_none(args[2]))
        return vk_raise(vm, VIV_ValueError, "complex modulo");
    return complex_binary(vm, VK_OP_POW, args[0], args[1]);
}

static viv_value complex_rpow(viv_vm *vm, const viv_value *args) {
    if (!viv_is_none(args[2]))
        return vk_raise(vm, VIV_ValueError, "complex modulo");
    return complex_binary(vm, VK_OP_POW, args[1], args[0]);
}

/* self, format_spec */
static viv_value complex_format(viv_vm *vm, const viv_value *args) {
    if (vk_str_text(vm, args[1]).length == 0)
        return vk_step_str(vm, args[0]);
    return vk_number_format_complex(vm, args[0], args[1]);
}

static viv_value complex_real(viv_vm *vm, viv_value self) {
    return vk_float(vm, number_of(vm, self).real);
}

static viv_value complex_imag(viv_vm *vm, viv_value self) {
    return vk_float(vm, number_of(vm, self).imag);
}

static viv_value complex_getnewargs(viv_vm *vm, const viv_value *args) {
    viv_value parts[2] = {complex_real(vm, args[0]), complex_imag(vm, args[0])};

    VIV_TRY(parts[0]);
    VIV_TRY(parts[1]);
    return vk_tuple_from(vm, parts, 2);
}

static const vk_getset complex_getsets[] = {
    {"real", complex_real, NULL, "the real part of a complex number"},
    {"imag", complex_imag, NULL, "the imaginary part of a complex number"},
    {0},
};

static const viv_function complex_methods[] = {
    {"__new__(cls, real=..., imag=...)", complex_new, ""},
    {"conjugate(self, /)", complex_conjugate,
     "The number with its imaginary part negated."},
    {"from_number(cls, number, /)", complex_from_number,
     "A number as a complex."},
    {"__pow__(self, value, mod=None, /)", complex_pow,
     "Return pow(self, value, mod)."},
    {"__rpow__(self, value, mod=None, /)", complex_rpow,
     "Return pow(value, self, mod)."},
    {"__complex__(self, /)", complex_exact, "The number as an exact complex."},
    {"__format__(self, format_spec: str, /)", complex_format,
     "The text of the number after a format specification."},
    {"__getnewargs__(self, /)", complex_getnewargs, ""},
    {0},
};

const vk_slots vk_complex_slots = {
    .size = sizeof(vk_complex_object),
    .trace = complex_trace,
    .repr = complex_repr,
    .hash = complex_hash,
    .truth = complex_truth,
    .compare = complex_compare,
    .binary = complex_binary,
    .unary = complex_unary,
    .methods = complex_methods,
    .getsets = complex_getsets,
    .doc = "complex(real=0, imag=0)\n--\n\n"
           "A text or numbers as a complex number.",
};
