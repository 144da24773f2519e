/* math_gamma.c - gamma and its logarithm, by Lanczos' approximation (g
 * = 6.02..., 13 terms; the sum as a quotient of two polynomials). */
#include <math.h>

#include "math_parts.h"

enum { TERMS = 13, EXACT = 23 };

static const double pi = 3.141592653589793, log_pi = 1.1447298858494002;
static const double g = 6.024680040776729583740234375;
static const double g_minus_half = 5.524680040776729583740234375;

static const double numerator[TERMS] = {
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
};

/* x (x+1) ... (x+11) */
static const double denominator[TERMS] = {
    0,       39916800, 120543840, 150917976, 105258076, 45995730, 13339535,
    2637558, 357423,   32670,     1925,      66,        1,
};

/* sin(pi x), exact at multiples of a half. */
static double sine_of_pi(double x) {
    double y = fmod(fabs(x), 2), result;

    switch ((int)round(2 * y)) {
    case 0:
        result = sin(pi * y);
        break;
    case 1:
        result = cos(pi * (y - 0.5));
        break;
    case 2:
        result = sin(pi * (1 - y));
        break;
    case 3:
        result = -cos(pi * (y - 1.5));
        break;
    default:
        result = sin(pi * (y - 2));
    }
    return copysign(1, x) * result;
}

/* From the end that keeps the terms small. */
static double lanczos_sum(double x) {
    double above = 0, below = 0;

    if (x < 5) {
        for (int i = TERMS; i-- > 0;) {
            above = above * x + numerator[i];
            below = below * x + denominator[i];
        }
    } else {
        for (int i = 0; i < TERMS; i++) {
            above = above / x + numerator[i];
            below = below / x + denominator[i];
        }
    }
    return above / below;
}

/* Exact for factorials that are doubles. */
static double factorial_before(int x) {
    double result = 1;

    for (int i = 2; i < x; i++)
        result *= i;
    return result;
}

/* y**(x - 0.5), in two halves where it would overflow; [times] or divided. */
static double scale(double number, double y, double x, bool times) {
    double factor;

    if (x < 140) {
        factor = pow(y, x - 0.5);
        return times ? number * factor : number / factor;
    }
    factor = pow(y, x / 2 - 0.25);
    return times ? number * factor * factor : number / factor / factor;
}

/* x is no whole number, and 1e-20 < |x| <= 200. */
static double gamma_of(double x) {
    double size = fabs(x), y = size + g_minus_half, rest, result;

    /* What rounding took from y is put back at first order. */
    if (size > g_minus_half)
        rest = y - size - g_minus_half;
    else
        rest = y - g_minus_half - size;
    rest = rest * g / y;
    if (x < 0) {
        result = -pi / sine_of_pi(size) / size * exp(y) / lanczos_sum(size);
        result -= rest * result;
        return scale(result, y, size, false);
    }
    result = lanczos_sum(size) / exp(y);
    result += rest * result;
    return scale(result, y, size, true);
}

static viv_value raise_pole(viv_vm *vm, double x) {
    return viv_raise(vm, VIV_ValueError,
                     "expected a noninteger or positive integer, got %g", x);
}

viv_value math_gamma(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]), result;

    if (isnan(x) || (isinf(x) && x > 0))
        return viv_float(vm, x);
    if (x <= 0 && x == floor(x))
        return raise_pole(vm, x);
    if (x == floor(x) && x <= EXACT)
        return viv_float(vm, factorial_before((int)x));
    if (fabs(x) < 1e-20)
        result = 1 / x;
    else if (fabs(x) > 200)
        result = x < 0 ? 0 / sine_of_pi(x) : HUGE_VAL;
    else
        result = gamma_of(x);
    return isinf(result) ? math_raise_range(vm) : viv_float(vm, result);
}

viv_value math_lgamma(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]), size = fabs(x), result;

    if (!isfinite(x))
        return viv_float(vm, isnan(x) ? x : HUGE_VAL);
    if (x == floor(x) && x <= 2)
        return x <= 0 ? raise_pole(vm, x) : viv_float(vm, 0);
    if (size < 1e-20)
        return viv_float(vm, -log(size));
    result = log(lanczos_sum(size)) - g;
    result += (size - 0.5) * (log(size + g - 0.5) - 1);
    if (x < 0)
        result = log_pi - log(fabs(sine_of_pi(size))) - log(size) - result;
    return isinf(result) ? math_raise_range(vm) : viv_float(vm, result);
}
