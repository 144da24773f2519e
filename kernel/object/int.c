/* int.c - the type int: constructor, methods, and its slots. */
#include <vivarium/function.h>
#include <vivarium/text.h>

#include "memory/heap.h"
#include "object/error.h"
#include "object/int_limbs.h"
#include "object/list.h"
#include "object/number_convert.h"
#include "object/number_text.h"
#include "object/protocol.h"
#include "object/str.h"
#include "text/number_format.h"

/* 2**64 is 8 modulo 2**61 - 1. */
enum { HASH_BITS = 61, HASH_SHIFT = 3 };
#define HASH_MODULUS ((UINT64_C(1) << HASH_BITS) - 1)

/* Numbers modulo the Mersenne prime 2**61 - 1, so that equal numbers of all
 * types (int, float, complex, Fraction) have equal hashes; library reference,
 * "Hashing of numeric types". */
static uint64_t hash_limbs(const vk_int_view *view) {
    uint64_t hash = 0;

    for (uint32_t i = view->count; i-- > 0;) {
        uint64_t limb = view->limbs[i];

        hash = (hash << HASH_SHIFT & HASH_MODULUS) |
               hash >> (HASH_BITS - HASH_SHIFT);
        hash += (limb & HASH_MODULUS) + (limb >> HASH_BITS);
        hash = (hash & HASH_MODULUS) + (hash >> HASH_BITS);
        if (hash >= HASH_MODULUS)
            hash -= HASH_MODULUS;
    }
    return hash;
}

uint64_t vk_int_hash(viv_vm *vm, viv_value value) {
    vk_int_view view;
    int64_t hash;

    if (viv_is_small_int(value)) {
        hash = viv_small_int_value(value);
    } else {
        VK_CHECK(vm, vk_int_view_of(vm, value, &view));
        hash = (int64_t)hash_limbs(&view);
        hash = view.negative ? -hash : hash;
    }
    return (uint64_t)(hash == -1 ? -2 : hash);
}

static viv_value int_hash(viv_vm *vm, viv_value self) {
    return vk_int(vm, (int64_t)vk_int_hash(vm, self));
}

static viv_value int_repr(viv_vm *vm, viv_value self) {
    return vk_int_to_str(vm, self, 10);
}

static viv_value int_truth(viv_vm *vm, viv_value self) {
    return viv_bool(vk_int_bit_length(vm, self) != 0);
}

static viv_value int_compare(viv_vm *vm, vk_operator op, viv_value a,
                             viv_value b) {
    int order;

    if (!vk_is_int(vm, a) || !vk_is_int(vm, b))
        return VIV_NOT_IMPLEMENTED;
    order = vk_int_order(vm, a, b);
    switch (op) {
    case VK_OP_LT:
        return viv_bool(order < 0);
    case VK_OP_LE:
        return viv_bool(order <= 0);
    case VK_OP_EQ:
        return viv_bool(order == 0);
    case VK_OP_NE:
        return viv_bool(order != 0);
    case VK_OP_GT:
        return viv_bool(order > 0);
    case VK_OP_GE:
        return viv_bool(order >= 0);
    default:
        return VIV_NOT_IMPLEMENTED;
    }
}

/* The word behind the limbs of a subclass's instance refers to its exact
 * int. */
static void int_trace(vk_marker *marker, void *object) {
    const vk_int_object *self = object;

    if (self->head.flags & VK_SUBCLASS)
        vk_mark(marker, VIV_VALUE(self->limbs[0]));
}

static viv_value raise_not_number(viv_vm *vm, viv_value value) {
    return vk_raise(vm, VIV_TypeError,
                    "int() argument must be a string, a bytes-like object or a "
                    "real number, not '%T'",
                    value);
}

/* A str or a buffer; VIV_ABSENT where it is neither. */
static viv_value parse(viv_vm *vm, viv_value text, int base) {
    viv_bytes_view bytes;

    if (vk_is(vm, text, VK_STR))
        return vk_int_from_str(vm, text, base);
    bytes = viv_to_bytes(vm, text);
    if (bytes.data == NULL)
        return VIV_ABSENT;
    return vk_int_from_ascii(
        vm, vk_number_text_strip((const char *)bytes.data, bytes.length), base,
        text);
}

static viv_value convert(viv_vm *vm, viv_value value) {
    viv_value result = VIV_ABSENT;

    if (viv_is_absent(value))
        return viv_small_int(0);
    if (!vk_is(vm, value, VK_STR))
        result = vk_number_to_int(vm, value);
    if (viv_is_absent(result))
        result = parse(vm, value, 10);
    return viv_is_absent(result) ? raise_not_number(vm, value) : result;
}

static viv_value convert_with_base(viv_vm *vm, viv_value value,
                                   viv_value base) {
    viv_value result;
    int64_t number;

    if (viv_is_absent(value))
        return vk_raise(vm, VIV_TypeError, "int() missing string argument");
    if (!vk_index_value(vm, base, &number))
        return VIV_RAISE;
    if ((number != 0 && number < 2) || number > 36)
        return vk_raise(vm, VIV_ValueError,
                        "int() base must be >= 2 and <= 36, or 0");
    result = VIV_ABSENT;
    if (vk_is(vm, value, VK_STR) || vk_is(vm, value, VK_BYTES) ||
        vk_is(vm, value, VK_BYTEARRAY))
        result = parse(vm, value, (int)number);
    if (!viv_is_absent(result))
        return result;
    return vk_raise(vm, VIV_TypeError,
                    "int() can't convert non-string with explicit base");
}

/* cls, x, base */
static viv_value int_new(viv_vm *vm, const viv_value *args) {
    viv_value number;

    if (viv_same(args[0], vk_builtin_type(VK_BOOL)))
        return vk_raise(vm, VIV_TypeError,
                        "int.__new__(bool) is not safe, use bool.__new__()");
    number = viv_is_absent(args[2]) ? convert(vm, args[1])
                                    : convert_with_base(vm, args[1], args[2]);
    return vk_number_as(vm, args[0], number);
}

static viv_value int_exact(viv_vm *vm, const viv_value *args) {
    return vk_int_exact(vm, args[0]);
}

static viv_value int_bit_length(viv_vm *vm, const viv_value *args) {
    return vk_int_unsigned(vm, vk_int_bit_length(vm, args[0]));
}

static viv_value int_bit_count(viv_vm *vm, const viv_value *args) {
    uint64_t bits = 0;
    vk_int_view view;

    VK_CHECK(vm, vk_int_view_of(vm, args[0], &view));
    if (!vk_charge(vm, view.count / 8))
        return VIV_RAISE;
    for (uint32_t i = 0; i < view.count; i++)
        bits += (uint64_t)__builtin_popcountll(view.limbs[i]);
    return vk_int_unsigned(vm, bits);
}

static viv_value int_as_integer_ratio(viv_vm *vm, const viv_value *args) {
    viv_value parts[2] = {vk_int_exact(vm, args[0]), viv_small_int(1)};

    return vk_tuple_from(vm, parts, 2);
}

static viv_value int_is_integer(viv_vm *vm, const viv_value *args) {
    (void)vm;
    (void)args;
    return VIV_TRUE;
}

static viv_value int_float(viv_vm *vm, const viv_value *args) {
    double number;

    if (!vk_to_double(vm, args[0], &number))
        return VIV_RAISE;
    return vk_float(vm, number);
}

static viv_value int_getnewargs(viv_vm *vm, const viv_value *args) {
    viv_value exact = vk_int_exact(vm, args[0]);

    return vk_tuple_from(vm, &exact, 1);
}

static viv_value int_sizeof(viv_vm *vm, const viv_value *args) {
    vk_int_view view;

    VK_CHECK(vm, vk_int_view_of(vm, args[0], &view));
    return vk_int_unsigned(vm, sizeof(vk_int_object) + view.count * 8ull);
}

/* The multiple of 10**digits that is nearest; of two the even one. Half to
 * even, as everywhere in Python 3. */
static viv_value round_to_tens(viv_vm *vm, viv_value number, uint64_t digits) {
    vk_int_view view, by;
    viv_value unit, parts[2], twice;
    int order;

    if (digits > vk_int_bit_length(vm, number))
        return viv_small_int(0);
    unit = vk_int_binary(vm, VK_OP_POW, viv_small_int(10),
                         viv_small_int((int64_t)digits));
    VIV_TRY(unit);
    VK_CHECK(vm, vk_int_view_of(vm, number, &view));
    VK_CHECK(vm, vk_int_view_of(vm, unit, &by));
    if (!vk_int_divide_floor(vm, &view, &by, &parts[0], &parts[1]))
        return VIV_RAISE;
    twice = vk_int_binary(vm, VK_OP_ADD, parts[1], parts[1]);
    VIV_TRY(twice);
    order = vk_int_order(vm, twice, unit);
    if (order > 0 || (order == 0 && vk_int_is_odd(vm, parts[0])))
        parts[0] = vk_int_binary(vm, VK_OP_ADD, parts[0], viv_small_int(1));
    VIV_TRY(parts[0]);
    return vk_int_binary(vm, VK_OP_MUL, parts[0], unit);
}

/* self, ndigits */
static viv_value int_round(viv_vm *vm, const viv_value *args) {
    viv_value number = vk_int_exact(vm, args[0]), digits;

    if (viv_is_absent(args[1]) || viv_is_none(args[1]))
        return number;
    digits = vk_index(vm, args[1]);
    VIV_TRY(digits);
    if (vk_int_order(vm, digits, viv_small_int(0)) >= 0)
        return number;
    digits = vk_int_unary(vm, VK_OP_NEG, digits);
    VIV_TRY(digits);
    return round_to_tens(vm, number, (uint64_t)vk_int_clipped(vm, digits));
}

/* All three are ints, or it is no business of int: whose it is says why not.
 * int's pow() with three arguments decides for all three. */
static viv_value power(viv_vm *vm, viv_value base, viv_value exponent,
                       viv_value modulus) {
    if (viv_is_none(modulus))
        return vk_int_binary(vm, VK_OP_POW, base, exponent);
    if (vk_is_float(vm, base) || vk_is_float(vm, exponent) ||
        vk_is_float(vm, modulus))
        return vk_float_raise_modulus(vm);
    if (vk_is(vm, base, VK_COMPLEX) || vk_is(vm, exponent, VK_COMPLEX) ||
        vk_is(vm, modulus, VK_COMPLEX))
        return vk_raise(vm, VIV_ValueError, "complex modulo");
    if (!vk_is_int(vm, base) || !vk_is_int(vm, exponent) ||
        !vk_is_int(vm, modulus))
        return VIV_NOT_IMPLEMENTED;
    return vk_int_power_modulo(vm, base, exponent, modulus);
}

/* self, value, mod */
static viv_value int_pow(viv_vm *vm, const viv_value *args) {
    return power(vm, args[0], args[1], args[2]);
}

static viv_value int_rpow(viv_vm *vm, const viv_value *args) {
    return power(vm, args[1], args[0], args[2]);
}

/* self, format_spec */
static viv_value int_format(viv_vm *vm, const viv_value *args) {
    if (vk_str_text(vm, args[1]).length == 0)
        return vk_step_str(vm, args[0]);
    return vk_number_format_int(vm, args[0], args[1]);
}

static viv_value int_real(viv_vm *vm, viv_value self) {
    return vk_int_exact(vm, self);
}

static viv_value int_imag(viv_vm *vm, viv_value self) {
    (void)vm;
    (void)self;
    return viv_small_int(0);
}

static viv_value int_denominator(viv_vm *vm, viv_value self) {
    (void)vm;
    (void)self;
    return viv_small_int(1);
}

static const vk_getset int_getsets[] = {
    {"real", int_real, NULL, "the real part of a complex number"},
    {"imag", int_imag, NULL, "the imaginary part of a complex number"},
    {"numerator", int_real, NULL,
     "the numerator of a rational number in lowest terms"},
    {"denominator", int_denominator, NULL,
     "the denominator of a rational number in lowest terms"},
    {0},
};

static const viv_function int_methods[] = {
    {"__new__(cls, x=..., /, base=...)", int_new, ""},
    {"conjugate(self, /)", int_exact, "Returns self."},
    {"bit_length(self, /)", int_bit_length,
     "Number of bits of the magnitude in binary."},
    {"bit_count(self, /)", int_bit_count, "Number of ones in the magnitude."},
    {"to_bytes(self, /, length: int = 1, byteorder: str = 'big', *,"
     " signed=False)",
     vk_int_to_bytes, "The number as an array of bytes."},
    {"from_bytes(cls, /, bytes, byteorder: str = 'big', *, signed=False)",
     vk_int_from_bytes, "The number that an array of bytes stands for."},
    {"as_integer_ratio(self, /)", int_as_integer_ratio, "The pair (self, 1)."},
    {"is_integer(self, /)", int_is_integer, "Returns True."},
    {"__pow__(self, value, mod=None, /)", int_pow,
     "Return pow(self, value, mod)."},
    {"__rpow__(self, value, mod=None, /)", int_rpow,
     "Return pow(value, self, mod)."},
    {"__int__(self, /)", int_exact, "int(self)"},
    {"__index__(self, /)", int_exact, "The number as an exact int."},
    {"__float__(self, /)", int_float, "float(self)"},
    {"__trunc__(self, /)", int_exact, "Returns self."},
    {"__floor__(self, /)", int_exact, "Returns self."},
    {"__ceil__(self, /)", int_exact, "Returns self."},
    {"__round__(self, ndigits=..., /)", int_round,
     "The nearest multiple of 10**-ndigits, of two the even one."},
    {"__format__(self, format_spec: str, /)", int_format,
     "The text of the number after a format specification."},
    {"__getnewargs__(self, /)", int_getnewargs, ""},
    {"__sizeof__(self, /)", int_sizeof, "Bytes in memory."},
    {0},
};

const vk_slots vk_int_slots = {
    .size = sizeof(vk_int_object) + sizeof(viv_value),
    .trace = int_trace,
    .repr = int_repr,
    .hash = int_hash,
    .truth = int_truth,
    .compare = int_compare,
    .binary = vk_int_binary,
    .unary = vk_int_unary,
    .methods = int_methods,
    .getsets = int_getsets,
    .doc = "int([x]) -> integer\nint(x, base=10) -> integer\n\n"
           "A number or a text as an integer, or 0 without arguments.",
};
