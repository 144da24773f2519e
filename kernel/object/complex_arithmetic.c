/* complex_arithmetic.c - product, quotient and power of complex numbers.
 *
 * Infinities that a formula turned into nans are put back as Annex G of the C
 * standard wants it: a product with an infinite operand is infinite.
 */
#include "object/complex_arithmetic.h"

#include <math.h>

enum { SMALL_EXPONENT = 100 };

static bool is_infinite(vk_complex_number z) {
    return isinf(z.real) || isinf(z.imag);
}

static bool is_finite(vk_complex_number z) {
    return isfinite(z.real) && isfinite(z.imag);
}

static bool is_lost(vk_complex_number z) {
    return isnan(z.real) && isnan(z.imag);
}

/* Infinite parts become ones, finite ones zeros. */
static vk_complex_number directions(vk_complex_number z) {
    return (vk_complex_number){
        copysign(isinf(z.real) ? 1.0 : 0.0, z.real),
        copysign(isinf(z.imag) ? 1.0 : 0.0, z.imag),
    };
}

static vk_complex_number without_nan(vk_complex_number z) {
    if (isnan(z.real))
        z.real = copysign(0.0, z.real);
    if (isnan(z.imag))
        z.imag = copysign(0.0, z.imag);
    return z;
}

static vk_complex_number recover_product(vk_complex_number a,
                                         vk_complex_number b,
                                         vk_complex_number product) {
    bool overflows = isinf(a.real * b.real) || isinf(a.imag * b.imag) ||
                     isinf(a.real * b.imag) || isinf(a.imag * b.real);
    bool recover = false;

    if (is_infinite(a)) {
        a = directions(a);
        b = without_nan(b);
        recover = true;
    }
    if (is_infinite(b)) {
        b = directions(b);
        a = without_nan(a);
        recover = true;
    }
    if (!recover && !overflows)
        return product;
    if (!recover) {
        a = without_nan(a);
        b = without_nan(b);
    }
    return (vk_complex_number){
        HUGE_VAL * (a.real * b.real - a.imag * b.imag),
        HUGE_VAL * (a.real * b.imag + a.imag * b.real),
    };
}

vk_complex_number vk_complex_multiply(vk_complex_number a,
                                      vk_complex_number b) {
    vk_complex_number product = {
        a.real * b.real - a.imag * b.imag,
        a.real * b.imag + a.imag * b.real,
    };

    return is_lost(product) ? recover_product(a, b, product) : product;
}

static vk_complex_number recover_quotient(vk_complex_number a,
                                          vk_complex_number b,
                                          vk_complex_number quotient) {
    double scale;

    if (is_infinite(a) && is_finite(b)) {
        a = directions(a);
        scale = HUGE_VAL;
    } else if (is_infinite(b) && is_finite(a)) {
        b = directions(b);
        scale = 0;
    } else {
        return quotient;
    }
    return (vk_complex_number){
        scale * (a.real * b.real + a.imag * b.imag),
        scale * (a.imag * b.real - a.real * b.imag),
    };
}

/* Smith's way: divided by the larger part first, so that nothing overflows that
 * need not. */
vk_complex_result vk_complex_divide(vk_complex_number a, vk_complex_number b,
                                    vk_complex_number *quotient) {
    double ratio, divisor;

    if (b.real == 0 && b.imag == 0)
        return VK_COMPLEX_ZERO;
    if (fabs(b.real) >= fabs(b.imag)) {
        ratio = b.imag / b.real;
        divisor = b.real + b.imag * ratio;
        quotient->real = (a.real + a.imag * ratio) / divisor;
        quotient->imag = (a.imag - a.real * ratio) / divisor;
    } else if (fabs(b.imag) >= fabs(b.real)) {
        ratio = b.real / b.imag;
        divisor = b.real * ratio + b.imag;
        quotient->real = (a.real * ratio + a.imag) / divisor;
        quotient->imag = (a.imag * ratio - a.real) / divisor;
    } else {
        quotient->real = quotient->imag = NAN;
    }
    if (is_lost(*quotient))
        *quotient = recover_quotient(a, b, *quotient);
    return VK_COMPLEX_DONE;
}

vk_complex_result vk_complex_divide_real(double a, vk_complex_number b,
                                         vk_complex_number *quotient) {
    double ratio, divisor;

    if (b.real == 0 && b.imag == 0)
        return VK_COMPLEX_ZERO;
    if (fabs(b.real) >= fabs(b.imag)) {
        ratio = b.imag / b.real;
        divisor = b.real + b.imag * ratio;
        quotient->real = a / divisor;
        quotient->imag = -a * ratio / divisor;
    } else if (fabs(b.imag) >= fabs(b.real)) {
        ratio = b.real / b.imag;
        divisor = b.real * ratio + b.imag;
        quotient->real = a * ratio / divisor;
        quotient->imag = -a / divisor;
    } else {
        quotient->real = quotient->imag = NAN;
    }
    if (is_lost(*quotient) && isfinite(a) && is_infinite(b)) {
        b = directions(b);
        quotient->real = 0.0 * (a * b.real);
        quotient->imag = 0.0 * (-a * b.imag);
    }
    return VK_COMPLEX_DONE;
}

static vk_complex_number raise_whole(vk_complex_number base,
                                     unsigned exponent) {
    vk_complex_number result = {1, 0};

    for (unsigned bit = 1; bit <= exponent; bit <<= 1) {
        if (exponent & bit)
            result = vk_complex_multiply(result, base);
        base = vk_complex_multiply(base, base);
    }
    return result;
}

static vk_complex_result raise_polar(vk_complex_number a, vk_complex_number b,
                                     vk_complex_number *power) {
    double magnitude = hypot(a.real, a.imag), angle, length;

    if (a.real == 0 && a.imag == 0) {
        *power = (vk_complex_number){0, 0};
        return b.imag != 0 || b.real < 0 ? VK_COMPLEX_ZERO : VK_COMPLEX_DONE;
    }
    angle = atan2(a.imag, a.real);
    length = pow(magnitude, b.real);
    if (b.imag != 0) {
        length *= exp(-angle * b.imag);
        angle = angle * b.real + b.imag * log(magnitude);
    } else {
        angle *= b.real;
    }
    power->real = length * cos(angle);
    power->imag = length * sin(angle);
    return VK_COMPLEX_DONE;
}

vk_complex_result vk_complex_raise(vk_complex_number a, vk_complex_number b,
                                   vk_complex_number *power) {
    vk_complex_result result = VK_COMPLEX_DONE;

    if (b.real == 0 && b.imag == 0) {
        *power = (vk_complex_number){1, 0};
        return VK_COMPLEX_DONE;
    }
    if (b.imag == 0 && b.real == floor(b.real) &&
        fabs(b.real) <= SMALL_EXPONENT) {
        *power = raise_whole(a, (unsigned)fabs(b.real));
        if (b.real < 0)
            result =
                vk_complex_divide((vk_complex_number){1, 0}, *power, power);
    } else {
        result = raise_polar(a, b, power);
    }
    if (result == VK_COMPLEX_DONE && is_infinite(*power))
        return VK_COMPLEX_OVERFLOW;
    return result;
}
