/* math.c - the `math` module: functions of real numbers. */
#include <math.h>

#include "math_parts.h"

viv_value math_raise_range(viv_vm *vm) {
    return viv_raise(vm, VIV_OverflowError, "math range error");
}

viv_value math_raise_domain(viv_vm *vm) {
    return viv_raise(vm, VIV_ValueError, "math domain error");
}

/* f(x), where nothing is wrong but x itself: [expected] says what it should
 * have been. */
static viv_value within(viv_vm *vm, double x, double result,
                        const char *expected) {
    if ((isnan(result) && !isnan(x)) || (isinf(result) && isfinite(x)))
        return viv_raise(vm, VIV_ValueError, "expected %s, got %g", expected,
                         x);
    return viv_float(vm, result);
}

/* f(x), which may be too large. */
static viv_value bounded(viv_vm *vm, double x, double result) {
    if (isinf(result) && isfinite(x))
        return math_raise_range(vm);
    return viv_float(vm, result);
}

static viv_value math_acos(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]);

    return within(vm, x, acos(x), "a number in range from -1 up to 1");
}

static viv_value math_asin(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]);

    return within(vm, x, asin(x), "a number in range from -1 up to 1");
}

static viv_value math_atan(viv_vm *vm, const viv_value *args) {
    return viv_float(vm, atan(viv_to_float(vm, args[0])));
}

static viv_value math_atan2(viv_vm *vm, const viv_value *args) {
    return viv_float(
        vm, atan2(viv_to_float(vm, args[0]), viv_to_float(vm, args[1])));
}

static viv_value math_cos(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]);

    return within(vm, x, cos(x), "a finite input");
}

static viv_value math_sin(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]);

    return within(vm, x, sin(x), "a finite input");
}

static viv_value math_tan(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]);

    return within(vm, x, tan(x), "a finite input");
}

static viv_value math_acosh(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]);

    return within(vm, x, acosh(x), "argument value not less than 1");
}

static viv_value math_asinh(viv_vm *vm, const viv_value *args) {
    return viv_float(vm, asinh(viv_to_float(vm, args[0])));
}

static viv_value math_atanh(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]);

    return within(vm, x, atanh(x), "a number between -1 and 1");
}

static viv_value math_cosh(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]);

    return bounded(vm, x, cosh(x));
}

static viv_value math_sinh(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]);

    return bounded(vm, x, sinh(x));
}

static viv_value math_tanh(viv_vm *vm, const viv_value *args) {
    return viv_float(vm, tanh(viv_to_float(vm, args[0])));
}

static viv_value math_exp(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]);

    return bounded(vm, x, exp(x));
}

static viv_value math_exp2(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]);

    return bounded(vm, x, exp2(x));
}

static viv_value math_expm1(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]);

    return bounded(vm, x, expm1(x));
}

static viv_value math_log1p(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]);

    return within(vm, x, log1p(x), "argument value > -1");
}

static viv_value math_sqrt(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]);

    return within(vm, x, sqrt(x), "a nonnegative input");
}

static viv_value math_cbrt(viv_vm *vm, const viv_value *args) {
    return viv_float(vm, cbrt(viv_to_float(vm, args[0])));
}

static viv_value math_erf(viv_vm *vm, const viv_value *args) {
    return viv_float(vm, erf(viv_to_float(vm, args[0])));
}

static viv_value math_erfc(viv_vm *vm, const viv_value *args) {
    return viv_float(vm, erfc(viv_to_float(vm, args[0])));
}

static viv_value math_fabs(viv_vm *vm, const viv_value *args) {
    return viv_float(vm, fabs(viv_to_float(vm, args[0])));
}

static viv_value math_copysign(viv_vm *vm, const viv_value *args) {
    return viv_float(
        vm, copysign(viv_to_float(vm, args[0]), viv_to_float(vm, args[1])));
}

static viv_value math_degrees(viv_vm *vm, const viv_value *args) {
    return viv_float(vm, viv_to_float(vm, args[0]) * (180 / M_PI));
}

static viv_value math_radians(viv_vm *vm, const viv_value *args) {
    return viv_float(vm, viv_to_float(vm, args[0]) * (M_PI / 180));
}

static viv_value math_pow(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]), y = viv_to_float(vm, args[1]);
    double result = pow(x, y);

    if (isfinite(x) && isfinite(y)) {
        if (isnan(result) || (isinf(result) && x == 0))
            return math_raise_domain(vm);
        if (isinf(result))
            return math_raise_range(vm);
    }
    return viv_float(vm, result);
}

static viv_value math_fmod(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]), y = viv_to_float(vm, args[1]);
    double result = fmod(x, y);

    if (isnan(result) && !isnan(x) && !isnan(y))
        return math_raise_domain(vm);
    return viv_float(vm, result);
}

static viv_value math_remainder(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]), y = viv_to_float(vm, args[1]);
    double result = remainder(x, y);

    if (isnan(result) && !isnan(x) && !isnan(y))
        return math_raise_domain(vm);
    return viv_float(vm, result);
}

static viv_value math_fma(viv_vm *vm, const viv_value *args) {
    double x = viv_to_float(vm, args[0]), y = viv_to_float(vm, args[1]);
    double z = viv_to_float(vm, args[2]), result = fma(x, y, z);

    if (isnan(result) && !isnan(x) && !isnan(y) && !isnan(z))
        return viv_raise(vm, VIV_ValueError, "invalid operation in fma");
    if (isinf(result) && isfinite(x) && isfinite(y) && isfinite(z))
        return viv_raise(vm, VIV_OverflowError, "overflow in fma");
    return viv_float(vm, result);
}

static viv_value math_isfinite(viv_vm *vm, const viv_value *args) {
    return viv_bool(isfinite(viv_to_float(vm, args[0])));
}

static viv_value math_isinf(viv_vm *vm, const viv_value *args) {
    return viv_bool(isinf(viv_to_float(vm, args[0])));
}

static viv_value math_isnan(viv_vm *vm, const viv_value *args) {
    return viv_bool(isnan(viv_to_float(vm, args[0])));
}

/* a, b, rel_tol, abs_tol */
static viv_value math_isclose(viv_vm *vm, const viv_value *args) {
    double a = viv_to_float(vm, args[0]), b = viv_to_float(vm, args[1]);
    double relative = viv_to_float(vm, args[2]);
    double absolute = viv_to_float(vm, args[3]), apart = fabs(b - a);

    if (relative < 0 || absolute < 0)
        return viv_raise(vm, VIV_ValueError, "tolerances must be non-negative");
    if (a == b)
        return VIV_TRUE;
    if (isinf(a) || isinf(b))
        return VIV_FALSE;
    return viv_bool(apart <= fabs(relative * b) ||
                    apart <= fabs(relative * a) || apart <= absolute);
}

static const viv_function math_functions[] = {
    {"acos(x: float, /)", math_acos, "The arc cosine of x, in radians."},
    {"acosh(x: float, /)", math_acosh, "The inverse hyperbolic cosine of x."},
    {"asin(x: float, /)", math_asin, "The arc sine of x, in radians."},
    {"asinh(x: float, /)", math_asinh, "The inverse hyperbolic sine of x."},
    {"atan(x: float, /)", math_atan, "The arc tangent of x, in radians."},
    {"atan2(y: float, x: float, /)", math_atan2,
     "The angle of the point (x, y), in radians."},
    {"atanh(x: float, /)", math_atanh, "The inverse hyperbolic tangent of x."},
    {"cbrt(x: float, /)", math_cbrt, "The cube root of x."},
    {"ceil(x, /)", math_ceil, "The least integer that is not below x."},
    {"comb(n: int, k: int, /)", math_comb,
     "Ways to choose k things of n, without order."},
    {"copysign(x: float, y: float, /)", math_copysign,
     "The size of x with the sign of y."},
    {"cos(x: float, /)", math_cos, "The cosine of x radians."},
    {"cosh(x: float, /)", math_cosh, "The hyperbolic cosine of x."},
    {"degrees(x: float, /)", math_degrees, "x radians in degrees."},
    {"dist(p, q, /)", math_dist, "How far two points are apart."},
    {"erf(x: float, /)", math_erf, "The error function at x."},
    {"erfc(x: float, /)", math_erfc, "One minus the error function at x."},
    {"exp(x: float, /)", math_exp, "e to the power of x."},
    {"exp2(x: float, /)", math_exp2, "2 to the power of x."},
    {"expm1(x: float, /)", math_expm1,
     "exp(x) - 1, precise where x is near zero."},
    {"fabs(x: float, /)", math_fabs, "The absolute value, as a float."},
    {"factorial(n: int, /)", math_factorial, "The product 1 * 2 * ... * n."},
    {"floor(x, /)", math_floor, "The greatest integer that is not above x."},
    {"fma(x: float, y: float, z: float, /)", math_fma,
     "x * y + z, rounded once."},
    {"fmod(x: float, y: float, /)", math_fmod,
     "The rest of x / y, with the sign of x."},
    {"frexp(x: float, /)", math_frexp,
     "The pair (m, e) with x == m * 2**e and m from 0.5 to 1."},
    {"fsum(seq: Iterable, /)", math_fsum,
     "The sum of floats, as if it were rounded only once."},
    {"gamma(x: float, /)", math_gamma, "The gamma function at x."},
    {"gcd(*integers)", math_gcd, "The greatest common divisor."},
    {"hypot(*coordinates)", math_hypot,
     "How far the point is from the origin."},
    {"isclose(a: float, b: float, *, rel_tol: float = 1e-09,"
     " abs_tol: float = 0.0)",
     math_isclose, "Are two numbers close to each other?"},
    {"isfinite(x: float, /)", math_isfinite, "Is x neither infinite nor nan?"},
    {"isinf(x: float, /)", math_isinf, "Is x infinite?"},
    {"isnan(x: float, /)", math_isnan, "Is x not a number?"},
    {"isqrt(n: int, /)", math_isqrt, "The whole part of the square root."},
    {"lcm(*integers)", math_lcm, "The least common multiple."},
    {"ldexp(x: float, i, /)", math_ldexp, "x * 2**i, the inverse of frexp()."},
    {"lgamma(x: float, /)", math_lgamma,
     "The logarithm of the absolute value of gamma(x)."},
    {"log(x, base=..., /)", math_log,
     "The logarithm of x, natural unless a base is given."},
    {"log10(x, /)", math_log10, "The logarithm of x to the base 10."},
    {"log1p(x: float, /)", math_log1p,
     "log(1 + x), precise where x is near zero."},
    {"log2(x, /)", math_log2, "The logarithm of x to the base 2."},
    {"modf(x: float, /)", math_modf,
     "The fraction and the whole part of x, both with its sign."},
    {"nextafter(x: float, y: float, /, *, steps=None)", math_nextafter,
     "The float that lies some steps from x towards y."},
    {"perm(n: int, k=None, /)", math_perm,
     "Ways to choose k things of n, with order."},
    {"pow(x: float, y: float, /)", math_pow, "x to the power of y, a float."},
    {"prod(iterable: Iterable, /, *, start=1)", math_prod,
     "The product of all numbers, and of start."},
    {"radians(x: float, /)", math_radians, "x degrees in radians."},
    {"remainder(x: float, y: float, /)", math_remainder,
     "x minus the nearest multiple of y."},
    {"sin(x: float, /)", math_sin, "The sine of x radians."},
    {"sinh(x: float, /)", math_sinh, "The hyperbolic sine of x."},
    {"sqrt(x: float, /)", math_sqrt, "The square root of x."},
    {"sumprod(p: Iterable, q: Iterable, /)", math_sumprod,
     "The sum of the products of p's and q's numbers."},
    {"tan(x: float, /)", math_tan, "The tangent of x radians."},
    {"tanh(x: float, /)", math_tanh, "The hyperbolic tangent of x."},
    {"trunc(x, /)", math_trunc, "The whole part of x."},
    {"ulp(x: float, /)", math_ulp, "What the last bit of x is worth."},
};

/* One instruction where it can be. */
static double real_sqrt(double x) {
    return x >= 0 ? sqrt(x) : NAN;
}

static const viv_real_function math_reals[] = {
    {"acos", acos},   {"acosh", acosh}, {"asin", asin},   {"asinh", asinh},
    {"atan", atan},   {"atanh", atanh}, {"cbrt", cbrt},   {"cos", cos},
    {"cosh", cosh},   {"erf", erf},     {"erfc", erfc},   {"exp", exp},
    {"exp2", exp2},   {"expm1", expm1}, {"fabs", fabs},   {"log1p", log1p},
    {"sin", sin},     {"sinh", sinh},   {"tan", tan},     {"tanh", tanh},
    {"sqrt", real_sqrt},
};

static const viv_constant math_constants[] = {
    VIV_FLOAT_CONSTANT("pi", 3.141592653589793, "Circumference by diameter."),
    VIV_FLOAT_CONSTANT("tau", 6.283185307179586, "Circumference by radius."),
    VIV_FLOAT_CONSTANT("e", 2.718281828459045, "Base of natural logarithms."),
    VIV_FLOAT_CONSTANT("inf", HUGE_VAL, "Positive infinity."),
    VIV_FLOAT_CONSTANT("nan", NAN, "Not a number."),
};

VIV_MODULE(math){
    .doc = "Functions of real numbers, and whole numbers of any length.",
    .functions = VIV_TABLE(math_functions),
    .reals = VIV_TABLE(math_reals),
    .constants = VIV_TABLE(math_constants),
};
