/* float.c - the type float: arithmetic, methods, and its slots. */
#include <errno.h>
#include <math.h>
#include <vivarium/function.h>
#include <vivarium/text.h>

#include "memory/arena.h"
#include "object/error.h"
#include "object/float_text.h"
#include "object/list.h"
#include "object/number_convert.h"
#include "object/number_text.h"
#include "object/protocol.h"
#include "object/str.h"
#include "text/number_format.h"

enum { HASH_BITS = 61, HASH_STEP = 28, HASH_INFINITY = 314159 };
#define HASH_MODULUS ((UINT64_C(1) << HASH_BITS) - 1)

viv_value vk_float(viv_vm *vm, double number) {
    viv_value immediate = viv_immediate_float(number);
    vk_float_object *object;

    if (!viv_is_absent(immediate))
        return immediate;
    object = vk_new(vm, VK_FLOAT, sizeof *object);
    if (object == NULL)
        return VIV_RAISE;
    object->number = number;
    return vk_reference(vm, object);
}

bool vk_is_float(viv_vm *vm, viv_value value) {
    return viv_is_immediate_float(value) || viv_is_zero_float(value) ||
           vk_is(vm, value, VK_FLOAT);
}

double vk_float_value(viv_vm *vm, viv_value value) {
    if (viv_is_immediate_float(value))
        return viv_immediate_float_value(value);
    if (viv_is_zero_float(value))
        return viv_zero_float_value(value);
    VK_CHECK(vm, vk_is(vm, value, VK_FLOAT));
    return ((vk_float_object *)vk_object(vm, value))->number;
}

double vk_float_modulo(double a, double b) {
    double rest = fmod(a, b);

    if (rest == 0)
        return copysign(0.0, b);
    return (b < 0) != (rest < 0) ? rest + b : rest;
}

double vk_float_floor_divide(double a, double b) {
    double rest = fmod(a, b), whole = (a - rest) / b, floored;

    if (rest != 0 && (b < 0) != (rest < 0))
        whole -= 1;
    if (whole == 0)
        return copysign(0.0, a / b);
    floored = floor(whole);
    return whole - floored > 0.5 ? floored + 1 : floored;
}

static bool is_odd(double number) {
    return fmod(fabs(number), 2) == 1;
}

/* OverflowError(34, 'Numerical result out of range') */
static viv_value raise_range(viv_vm *vm) {
    viv_value args[2] = {
        viv_small_int(ERANGE),
        vk_str_from_text(vm, "Numerical result out of range"),
    };
    viv_value error;

    VIV_TRY(args[1]);
    error = vk_call(vm, vk_error_type(vm, VIV_OverflowError), args, 2);
    VIV_TRY(error);
    return vk_raise_exception(vm, error, VIV_ABSENT);
}

static double power_infinite(double a, double b) {
    bool odd = is_odd(b);

    if (isinf(b)) {
        a = fabs(a);
        return a == 1 ? 1 : (b > 0) == (a > 1) ? fabs(b) : 0;
    }
    if (b > 0)
        return odd ? a : fabs(a);
    return odd ? copysign(0.0, a) : 0;
}

/* A negative base is turned; an odd exponent turns the result back. */
static viv_value power_finite(viv_vm *vm, double a, double b) {
    bool turned = a < 0 && is_odd(b);
    double result;

    if (a == 0 && b < 0)
        return vk_raise(vm, VIV_ZeroDivisionError, "zero to a negative power");
    if (a == 0)
        return vk_float(vm, is_odd(b) ? a : 0);
    if (a < 0 && b != floor(b))
        return vk_complex_power(vm, a, b);
    result = pow(fabs(a), b);
    if (isinf(result))
        return raise_range(vm);
    return vk_float(vm, turned ? -result : result);
}

viv_value vk_float_power(viv_vm *vm, double a, double b) {
    if (b == 0 || a == 1)
        return vk_float(vm, 1);
    if (isnan(a) || isnan(b))
        return vk_float(vm, isnan(a) ? a : b);
    if (isinf(a) || isinf(b))
        return vk_float(vm, power_infinite(a, b));
    return power_finite(vm, a, b);
}

static viv_value divide(viv_vm *vm, vk_operator op, double a, double b) {
    viv_value parts[2];

    if (b == 0)
        return vk_raise(vm, VIV_ZeroDivisionError, "division by zero");
    switch (op) {
    case VK_OP_TRUEDIV:
        return vk_float(vm, a / b);
    case VK_OP_FLOORDIV:
        return vk_float(vm, vk_float_floor_divide(a, b));
    case VK_OP_MOD:
        return vk_float(vm, vk_float_modulo(a, b));
    default:
        parts[0] = vk_float(vm, vk_float_floor_divide(a, b));
        VIV_TRY(parts[0]);
        parts[1] = vk_float(vm, vk_float_modulo(a, b));
        VIV_TRY(parts[1]);
        return vk_tuple_from(vm, parts, 2);
    }
}

/* A float, or an int as one: 1; 0 where it is neither; -1: it does not fit. */
static int operand(viv_vm *vm, viv_value value, double *number) {
    if (viv_is_immediate_float(value)) {
        *number = viv_immediate_float_value(value);
        return 1;
    }
    if (!vk_is_float(vm, value) && !vk_is_int(vm, value))
        return 0;
    return vk_number_to_double(vm, value, number);
}

static viv_value float_binary(viv_vm *vm, vk_operator op, viv_value a,
                              viv_value b) {
    double x, y;
    int known = operand(vm, a, &x);

    if (known > 0)
        known = operand(vm, b, &y);
    if (known <= 0)
        return known == 0 ? VIV_NOT_IMPLEMENTED : VIV_RAISE;
    switch (op) {
    case VK_OP_ADD:
        return vk_float(vm, x + y);
    case VK_OP_SUB:
        return vk_float(vm, x - y);
    case VK_OP_MUL:
        return vk_float(vm, x * y);
    case VK_OP_TRUEDIV:
    case VK_OP_FLOORDIV:
    case VK_OP_MOD:
    case VK_OP_DIVMOD:
        return divide(vm, op, x, y);
    case VK_OP_POW:
        return vk_float_power(vm, x, y);
    default:
        return VIV_NOT_IMPLEMENTED;
    }
}

static viv_value float_unary(viv_vm *vm, vk_operator op, viv_value a) {
    double number = vk_float_value(vm, a);

    switch (op) {
    case VK_OP_NEG:
        return vk_float(vm, -number);
    case VK_OP_POS:
        return vk_float(vm, number);
    case VK_OP_ABS:
        return vk_float(vm, fabs(number));
    default:
        return VIV_NOT_IMPLEMENTED;
    }
}

static bool is_in_order(vk_operator op, int order) {
    switch (op) {
    case VK_OP_LT:
        return order < 0;
    case VK_OP_LE:
        return order <= 0;
    case VK_OP_EQ:
        return order == 0;
    case VK_OP_NE:
        return order != 0;
    case VK_OP_GT:
        return order > 0;
    default:
        return order >= 0;
    }
}

/* Exact where one is an int of any length. */
static viv_value float_compare(viv_vm *vm, vk_operator op, viv_value a,
                               viv_value b) {
    bool first = vk_is_float(vm, a), second = vk_is_float(vm, b);
    double x = first ? vk_float_value(vm, a) : 0;
    double y = second ? vk_float_value(vm, b) : 0;

    if ((!first && !vk_is_int(vm, a)) || (!second && !vk_is_int(vm, b)))
        return VIV_NOT_IMPLEMENTED;
    if (isnan(x) || isnan(y))
        return viv_bool(op == VK_OP_NE);
    if (first && second)
        return viv_bool(is_in_order(op, (x > y) - (x < y)));
    if (first)
        return viv_bool(is_in_order(op, -vk_int_order_double(vm, b, x)));
    return viv_bool(is_in_order(op, vk_int_order_double(vm, a, y)));
}

/* The number modulo 2**61 - 1, a fraction by the inverse of its denominator:
 * which is a power of two, so that a rotation does it. */
static uint64_t hash_magnitude(double number) {
    uint64_t hash = 0;
    int exponent;

    number = frexp(number, &exponent);
    while (number != 0) {
        uint64_t part;

        hash = (hash << HASH_STEP & HASH_MODULUS) |
               hash >> (HASH_BITS - HASH_STEP);
        number *= 1 << HASH_STEP;
        exponent -= HASH_STEP;
        part = (uint64_t)number;
        number -= (double)part;
        hash += part;
        if (hash >= HASH_MODULUS)
            hash -= HASH_MODULUS;
    }
    exponent = (exponent % HASH_BITS + HASH_BITS) % HASH_BITS;
    return (hash << exponent & HASH_MODULUS) | hash >> (HASH_BITS - exponent);
}

uint64_t vk_float_hash(double number) {
    int64_t hash;

    if (isnan(number))
        return 0;
    if (isinf(number))
        hash = HASH_INFINITY;
    else
        hash = (int64_t)hash_magnitude(fabs(number));
    if (number < 0)
        hash = -hash;
    return (uint64_t)(hash == -1 ? -2 : hash);
}

/* Every nan is an object of its own and hashes as such. */
static viv_value float_hash(viv_vm *vm, viv_value self) {
    double number = vk_float_value(vm, self);

    if (isnan(number))
        return viv_small_int(vk_reference_offset(self) >> 4);
    if (number > -0x1p53 && number < 0x1p53 &&
        (double)(int64_t)number == number && number != -1)
        return viv_small_int((int64_t)number);
    return vk_int(vm, (int64_t)vk_float_hash(number));
}

static viv_value float_repr(viv_vm *vm, viv_value self) {
    char buffer[32];
    uint32_t length = vk_float_repr(vk_float_value(vm, self), buffer);

    return vk_str_from_latin1(vm, buffer, length);
}

static viv_value float_truth(viv_vm *vm, viv_value self) {
    return viv_bool(vk_float_value(vm, self) != 0);
}

static void float_trace(vk_marker *marker, void *object) {
    (void)marker;
    (void)object;
}

static viv_value raise_not_float(viv_vm *vm, viv_value text) {
    viv_value shown = vk_repr(vm, text);

    VIV_TRY(shown);
    return vk_raise(vm, VIV_ValueError, "could not convert string to float: %S",
                    shown);
}

static viv_value parse_bytes(viv_vm *vm, viv_value value) {
    viv_bytes_view bytes = viv_to_bytes(vm, value);
    viv_value result;

    if (bytes.data == NULL)
        return VIV_ABSENT;
    result = vk_float_from_ascii(
        vm, vk_number_text_strip((const char *)bytes.data, bytes.length));
    return viv_is_absent(result) ? raise_not_float(vm, value) : result;
}

static viv_value convert(viv_vm *vm, viv_value value) {
    viv_value parsed;
    double number;
    int known;

    if (vk_is(vm, value, VK_STR))
        return vk_float_from_str(vm, value);
    known = vk_number_to_double(vm, value, &number);
    if (known != 0)
        return known < 0 ? VIV_RAISE : vk_float(vm, number);
    parsed = parse_bytes(vm, value);
    if (!viv_is_absent(parsed))
        return parsed;
    return vk_raise(vm, VIV_TypeError,
                    "float() argument must be a string or a real number, not "
                    "'%T'",
                    value);
}

viv_value vk_float_from_str(viv_vm *vm, viv_value text) {
    vk_number_text ascii;
    viv_value result;
    vk_arena_mark mark = vk_arena_begin(vm);

    result = vk_number_text_of(vm, text, &ascii)
                 ? vk_float_from_ascii(vm, ascii)
                 : VIV_RAISE;
    vk_arena_end(vm, mark);
    return viv_is_absent(result) ? raise_not_float(vm, text) : result;
}

/* cls, x */
static viv_value float_new(viv_vm *vm, const viv_value *args) {
    viv_value number;

    if (viv_is_absent(args[1]))
        number = viv_immediate_float(0);
    else if ((viv_is_immediate_float(args[1]) || viv_is_zero_float(args[1])))
        number = args[1];
    else
        number = convert(vm, args[1]);
    return vk_number_as(vm, args[0], number);
}

/* A float of the class, or of a subclass made by calling it. */
static viv_value make(viv_vm *vm, viv_value type, viv_value number) {
    if (viv_is_raise(number) || viv_same(type, vk_builtin_type(VK_FLOAT)))
        return number;
    return vk_tail_call(vm, type, &number, 1);
}

/* cls, number */
static viv_value float_from_number(viv_vm *vm, const viv_value *args) {
    double number;

    if (!vk_to_double(vm, args[1], &number))
        return VIV_RAISE;
    return make(vm, args[0], vk_float(vm, number));
}

/* cls, string */
static viv_value float_fromhex(viv_vm *vm, const viv_value *args) {
    return make(vm, args[0], vk_float_from_hex(vm, args[1]));
}

static viv_value float_hex(viv_vm *vm, const viv_value *args) {
    return vk_float_to_hex(vm, vk_float_value(vm, args[0]));
}

static viv_value float_exact(viv_vm *vm, const viv_value *args) {
    return vk_float(vm, vk_float_value(vm, args[0]));
}

static viv_value float_int(viv_vm *vm, const viv_value *args) {
    return vk_int_from_double(vm, vk_float_value(vm, args[0]));
}

static viv_value float_floor(viv_vm *vm, const viv_value *args) {
    return vk_int_from_double(vm, floor(vk_float_value(vm, args[0])));
}

static viv_value float_ceil(viv_vm *vm, const viv_value *args) {
    return vk_int_from_double(vm, ceil(vk_float_value(vm, args[0])));
}

/* self, ndigits */
static viv_value float_round(viv_vm *vm, const viv_value *args) {
    double number = vk_float_value(vm, args[0]), result;
    int64_t places;

    if (viv_is_absent(args[1]) || viv_is_none(args[1]))
        return vk_int_from_double(vm, nearbyint(number));
    if (!vk_index_value(vm, args[1], &places))
        return VIV_RAISE;
    result = vk_float_round(number, places);
    if (isinf(result) && !isinf(number))
        return vk_raise(vm, VIV_OverflowError,
                        "rounded value too large to represent");
    return vk_float(vm, result);
}

static viv_value float_is_integer(viv_vm *vm, const viv_value *args) {
    double number = vk_float_value(vm, args[0]);

    return viv_bool(isfinite(number) && floor(number) == number);
}

/* Digits without twos, and the twos on the side where they belong. */
static viv_value float_as_integer_ratio(viv_vm *vm, const viv_value *args) {
    double number = vk_float_value(vm, args[0]);
    viv_value parts[2], *scaled;
    int exponent;

    if (isnan(number))
        return vk_raise(vm, VIV_ValueError,
                        "cannot convert NaN to integer ratio");
    if (isinf(number))
        return vk_raise(vm, VIV_OverflowError,
                        "cannot convert Infinity to integer ratio");
    number = frexp(number, &exponent);
    for (; number != floor(number); exponent--)
        number *= 2;
    parts[0] = vk_int_from_double(vm, number);
    parts[1] = viv_small_int(1);
    scaled = exponent < 0 ? &parts[1] : &parts[0];
    *scaled = vk_int_binary(vm, VK_OP_LSHIFT, *scaled,
                            viv_small_int(exponent < 0 ? -exponent : exponent));
    VIV_TRY(*scaled);
    return vk_tuple_from(vm, parts, 2);
}

static viv_value float_getnewargs(viv_vm *vm, const viv_value *args) {
    viv_value exact = float_exact(vm, args);

    VIV_TRY(exact);
    return vk_tuple_from(vm, &exact, 1);
}

viv_value vk_float_raise_modulus(viv_vm *vm) {
    return vk_raise(vm, VIV_TypeError,
                    "pow() 3rd argument not allowed unless all arguments are "
                    "integers");
}

/* self, value, mod */
static viv_value float_pow(viv_vm *vm, const viv_value *args) {
    return viv_is_none(args[2])
               ? float_binary(vm, VK_OP_POW, args[0], args[1])
               : vk_float_raise_modulus(vm);
}

static viv_value float_rpow(viv_vm *vm, const viv_value *args) {
    return viv_is_none(args[2])
               ? float_binary(vm, VK_OP_POW, args[1], args[0])
               : vk_float_raise_modulus(vm);
}

/* self, format_spec */
static viv_value float_format(viv_vm *vm, const viv_value *args) {
    if (vk_str_text(vm, args[1]).length == 0)
        return vk_step_str(vm, args[0]);
    return vk_number_format_float(vm, args[0], args[1]);
}

/* cls, typestr */
static viv_value float_getformat(viv_vm *vm, const viv_value *args) {
    if (vk_str_is(vm, args[1], "double") || vk_str_is(vm, args[1], "float"))
        return vk_str_from_text(vm, "IEEE, little-endian");
    return vk_raise(vm, VIV_ValueError,
                    "__getformat__() argument 1 must be 'double' or 'float'");
}

static viv_value float_real(viv_vm *vm, viv_value self) {
    return float_exact(vm, &self);
}

static viv_value float_imag(viv_vm *vm, viv_value self) {
    (void)self;
    return vk_float(vm, 0);
}

static const vk_getset float_getsets[] = {
    {"real", float_real, NULL, "the real part of a complex number"},
    {"imag", float_imag, NULL, "the imaginary part of a complex number"},
    {0},
};

static const viv_function float_methods[] = {
    {"__new__(cls, x=..., /)", float_new, ""},
    {"conjugate(self, /)", float_exact, "Returns self."},
    {"is_integer(self, /)", float_is_integer, "Is it a whole number?"},
    {"as_integer_ratio(self, /)", float_as_integer_ratio,
     "The pair of integers whose ratio is exactly the number, in lowest terms"
     " and with a positive denominator."},
    {"hex(self, /)", float_hex, "The number in hexadecimal, exactly."},
    {"fromhex(cls, string: str, /)", float_fromhex,
     "The number of a hexadecimal text."},
    {"from_number(cls, number, /)", float_from_number,
     "A real number as a float."},
    {"__pow__(self, value, mod=None, /)", float_pow,
     "Return pow(self, value, mod)."},
    {"__rpow__(self, value, mod=None, /)", float_rpow,
     "Return pow(value, self, mod)."},
    {"__int__(self, /)", float_int, "int(self)"},
    {"__float__(self, /)", float_exact, "float(self)"},
    {"__trunc__(self, /)", float_int, "The integral part."},
    {"__floor__(self, /)", float_floor, "The greatest integer not above."},
    {"__ceil__(self, /)", float_ceil, "The least integer not below."},
    {"__round__(self, ndigits=..., /)", float_round,
     "The nearest integer, or multiple of 10**-ndigits; of two the even one."},
    {"__format__(self, format_spec: str, /)", float_format,
     "The text of the number after a format specification."},
    {"__getnewargs__(self, /)", float_getnewargs, ""},
    {"__getformat__(cls, typestr: str, /)", float_getformat,
     "How numbers of the C type are stored."},
    {0},
};

const vk_slots vk_float_slots = {
    .size = sizeof(vk_float_object),
    .trace = float_trace,
    .repr = float_repr,
    .hash = float_hash,
    .truth = float_truth,
    .compare = float_compare,
    .binary = float_binary,
    .unary = float_unary,
    .methods = float_methods,
    .getsets = float_getsets,
    .doc =
        "float(x=0, /)\n--\n\nA number or a text as a floating-point number.",
};
