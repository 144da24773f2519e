/* math_sum.c - sums and products of many numbers, without loss where that is
 * asked.
 *
 * An exact sum of doubles is a list of partial sums that do not overlap, after
 * Shewchuk; its rounding is that of the true sum.
 */
#include <math.h>

#include "math_parts.h"

enum { PARTIALS = 1100 }; /* more do not fit the exponents of doubles */

static const double safe = 1e300;

typedef struct exact_sum {
    uint32_t count;
    double partials[PARTIALS];
} exact_sum;

/* False: a partial sum is infinite. */
static bool add(exact_sum *sum, double number) {
    uint32_t kept = 0;

    for (uint32_t i = 0; i < sum->count; i++) {
        double other = sum->partials[i], high, low;

        if (fabs(number) < fabs(other)) {
            double smaller = number;

            number = other;
            other = smaller;
        }
        high = number + other;
        low = other - (high - number);
        if (low != 0)
            sum->partials[kept++] = low;
        number = high;
    }
    sum->count = kept;
    if (number != 0 && kept < PARTIALS)
        sum->partials[sum->count++] = number;
    return isfinite(number);
}

/* From the largest down, until one does not fit in; then a half is rounded by
 * the sign of what follows it. */
static double total(const exact_sum *sum) {
    uint32_t at = sum->count;
    double high, low = 0;

    if (at == 0)
        return 0;
    high = sum->partials[--at];
    while (at > 0) {
        double before = high, next = sum->partials[--at];

        high = before + next;
        low = next - (high - before);
        if (low != 0)
            break;
    }
    if (at > 0 && ((low < 0 && sum->partials[at - 1] < 0) ||
                   (low > 0 && sum->partials[at - 1] > 0))) {
        double twice = low * 2, raised = high + twice;

        if (twice == raised - high)
            high = raised;
    }
    return high;
}

/* Infinities and nans stay outside the exact sum. */
typedef struct special_sum {
    double all, infinite;
    bool any;
} special_sum;

static viv_value finish_fsum(viv_vm *vm, const exact_sum *sum,
                             const special_sum *special) {
    if (!special->any)
        return viv_float(vm, total(sum));
    if (isnan(special->infinite))
        return viv_raise(vm, VIV_ValueError, "-inf + inf in fsum");
    return viv_float(vm, special->all);
}

/* seq: Iterable */
viv_value math_fsum(viv_vm *vm, const viv_value *args) {
    special_sum special = {0, 0, false};
    exact_sum sum;

    sum.count = 0;
    for (uint32_t i = 0;; i++) {
        viv_value item = viv_list_get(vm, args[0], i);
        double number;

        if (viv_is_absent(item))
            return finish_fsum(vm, &sum, &special);
        if (!viv_charge(vm, 1 + sum.count) || !viv_real(vm, item, &number))
            return VIV_RAISE;
        if (!isfinite(number)) {
            special.any = true;
            special.all += number;
            special.infinite += isinf(number) ? number : 0;
        } else if (!add(&sum, number)) {
            return viv_raise(vm, VIV_OverflowError,
                             "intermediate overflow in fsum");
        }
    }
}

/* iterable: Iterable, start */
viv_value math_prod(viv_vm *vm, const viv_value *args) {
    viv_value result = args[1];

    for (uint32_t i = 0;; i++) {
        viv_value item = viv_list_get(vm, args[0], i);
        int64_t product;

        if (viv_is_absent(item))
            return result;
        if (!viv_charge(vm, 2))
            return VIV_RAISE;
        if (viv_are_small_ints(result, item) &&
            !__builtin_mul_overflow(viv_small_int_value(result),
                                    viv_small_int_value(item), &product))
            result = viv_int(vm, product);
        else
            result = viv_binary(vm, VIV_OP_MUL, result, item);
        VIV_TRY(result);
    }
}

/* Of two numbers one of which is a float: ints join in as floats. */
static bool float_pair(viv_vm *vm, viv_value a, viv_value b, double *x,
                       double *y) {
    bool first = viv_is_float(vm, a), second = viv_is_float(vm, b);
    int64_t number;

    if (!first && !second)
        return false;
    if (first)
        *x = viv_to_float(vm, a);
    else if (viv_is_int(vm, a) && viv_int_fits(vm, a, &number))
        *x = (double)number;
    else
        return false;
    if (second)
        *y = viv_to_float(vm, b);
    else if (viv_is_int(vm, b) && viv_int_fits(vm, b, &number))
        *y = (double)number;
    else
        return false;
    return true;
}

/* The product in two doubles, exactly; false: too large to be added safely. */
static bool add_product(exact_sum *sum, double x, double y) {
    double high = x * y;

    if (!(fabs(high) < safe))
        return false;
    if (sum->count > 0 && fabs(sum->partials[sum->count - 1]) >= safe)
        return false;
    return add(sum, fma(x, y, -high)) && add(sum, high);
}

/* Sums of floats are kept apart, and join the total when anything else comes.
 */
static viv_value join(viv_vm *vm, viv_value result, exact_sum *sum, bool any) {
    viv_value part;

    if (!any)
        return result;
    part = viv_float(vm, total(sum));
    sum->count = 0;
    VIV_TRY(part);
    return viv_binary(vm, VIV_OP_ADD, result, part);
}

static viv_value add_any(viv_vm *vm, viv_value result, viv_value a,
                         viv_value b) {
    viv_value product = viv_binary(vm, VIV_OP_MUL, a, b);

    VIV_TRY(product);
    return viv_binary(vm, VIV_OP_ADD, result, product);
}

/* p: Iterable, q: Iterable */
viv_value math_sumprod(viv_vm *vm, const viv_value *args) {
    viv_value result = viv_small_int(0);
    bool any = false;
    exact_sum sum;

    sum.count = 0;
    for (uint32_t i = 0;; i++) {
        viv_value a = viv_list_get(vm, args[0], i);
        viv_value b = viv_list_get(vm, args[1], i);
        double x, y;

        if (viv_is_absent(a) != viv_is_absent(b))
            return viv_raise(vm, VIV_ValueError,
                             "Inputs are not the same length");
        if (viv_is_absent(a))
            return join(vm, result, &sum, any);
        if (!viv_charge(vm, 2 + sum.count))
            return VIV_RAISE;
        if (float_pair(vm, a, b, &x, &y) && add_product(&sum, x, y)) {
            any = true;
            continue;
        }
        result = join(vm, result, &sum, any);
        VIV_TRY(result);
        any = false;
        result = add_any(vm, result, a, b);
        VIV_TRY(result);
    }
}

/* A sum in two doubles. */
typedef struct double_sum {
    double high, low;
} double_sum;

static void add_square(double_sum *sum, double number) {
    double square = number * number, rest = fma(number, number, -square);
    double high = sum->high + square, part = high - sum->high;

    sum->low += (sum->high - (high - part)) + (square - part) + rest;
    sum->high = high;
}

/* Scaled by a power of two, so that no square overflows or vanishes; the root
 * is corrected by what its own square leaves over. */
static double norm(const double *numbers, uint32_t count, double most) {
    double_sum sum = {0, 0};
    double root, rest;
    int exponent;

    if (most == 0 || !isfinite(most))
        return most;
    frexp(most, &exponent);
    for (uint32_t i = 0; i < count; i++)
        add_square(&sum, ldexp(numbers[i], -exponent));
    root = sqrt(sum.high + sum.low);
    rest = fma(-root, root, sum.high) + sum.low;
    return ldexp(root + rest / (2 * root), exponent);
}

/* Infinity beats nan. */
static double largest(const double *numbers, uint32_t count) {
    double most = 0;
    bool undefined = false;

    for (uint32_t i = 0; i < count; i++) {
        undefined = undefined || isnan(numbers[i]);
        if (fabs(numbers[i]) > most)
            most = fabs(numbers[i]);
    }
    return undefined && !isinf(most) ? NAN : most;
}

/* coordinates: a tuple */
viv_value math_hypot(viv_vm *vm, const viv_value *args) {
    uint32_t count = viv_tuple_length(vm, args[0]);
    double *numbers = viv_scratch(vm, (count + 1) * (uint32_t)sizeof *numbers);

    if (numbers == NULL || !viv_charge(vm, count * 2))
        return VIV_RAISE;
    for (uint32_t i = 0; i < count; i++)
        if (!viv_real(vm, viv_tuple_get(vm, args[0], i), &numbers[i]))
            return VIV_RAISE;
    return viv_float(vm, norm(numbers, count, largest(numbers, count)));
}

/* p, q: Iterable */
viv_value math_dist(viv_vm *vm, const viv_value *args) {
    viv_value p = viv_to_tuple(vm, args[0]), q;
    uint32_t count;
    double *numbers, other;

    VIV_TRY(p);
    q = viv_to_tuple(vm, args[1]);
    VIV_TRY(q);
    count = viv_tuple_length(vm, p);
    if (count != viv_tuple_length(vm, q))
        return viv_raise(vm, VIV_ValueError,
                         "both points must have the same number of dimensions");
    numbers = viv_scratch(vm, (count + 1) * (uint32_t)sizeof *numbers);
    if (numbers == NULL || !viv_charge(vm, count * 3))
        return VIV_RAISE;
    for (uint32_t i = 0; i < count; i++) {
        if (!viv_real(vm, viv_tuple_get(vm, p, i), &numbers[i]) ||
            !viv_real(vm, viv_tuple_get(vm, q, i), &other))
            return VIV_RAISE;
        numbers[i] -= other;
    }
    return viv_float(vm, norm(numbers, count, largest(numbers, count)));
}
