/* int_radix.c - limbs to digits and back: by halves, over blocks that mpn
 * converts.
 *
 * A number is split by powers base**(chunk * 2**k), so that a half has half of
 * the digits; below a chunk mpn takes over.
 */
#include "object/int_radix.h"

#include <gmp.h>
#include <math.h>

#include "memory/arena.h"
#include "object/error.h"

enum {
    CHUNK_BITS = 16 * 64, /* of what mpn converts at once, without malloc */
    LEVELS = 16,
    BIT_DIGITS = 1 << 12, /* of a power of two, with one charge */
};

typedef struct radix {
    int base;
    uint32_t chunk; /* digits */
    uint32_t count; /* of powers */
    struct {
        uint64_t *limbs;
        uint32_t count;
    } powers[LEVELS];
} radix;

static uint32_t digit_bits(int base) {
    return 32 - (uint32_t)__builtin_clz((unsigned)base - 1);
}

uint64_t vk_int_radix_digits(uint64_t bits, int base) {
    if ((base & (base - 1)) == 0)
        return (bits + digit_bits(base) - 1) / digit_bits(base);
    return (uint64_t)((double)bits / log2(base) * (1 + 1e-12)) + 1;
}

uint64_t vk_int_radix_limbs(uint64_t digits, int base) {
    return (uint64_t)((double)digits * log2(base) / 64 * (1 + 1e-12)) + 2;
}

uint32_t vk_int_radix_value(uint32_t character) {
    if (character - '0' < 10)
        return character - '0';
    character |= 32;
    return character - 'a' < 26 ? character - 'a' + 10 : 99;
}

static uint32_t trimmed(const uint64_t *limbs, uint64_t count) {
    while (count > 0 && limbs[count - 1] == 0)
        count--;
    return (uint32_t)count;
}

/* One more power, the square of the last. */
static bool add_power(viv_vm *vm, radix *in) {
    uint32_t at = in->count, last = in->powers[at - 1].count;
    const uint64_t *root = in->powers[at - 1].limbs;
    uint64_t *square = vk_int_scratch(vm, (uint64_t)last * 2);

    if (square == NULL ||
        !vk_int_large_multiply(vm, square, root, last, root, last))
        return false;
    in->powers[at].limbs = square;
    in->powers[at].count = trimmed(square, (uint64_t)last * 2);
    in->count++;
    return true;
}

/* Powers for numbers of [digits] digits. */
static bool radix_begin(viv_vm *vm, radix *in, int base, uint64_t digits) {
    uint8_t *one;
    uint64_t *limbs;

    in->base = base;
    in->chunk = CHUNK_BITS / digit_bits(base);
    in->count = 0;
    if (digits <= in->chunk)
        return true;
    one = (uint8_t *)vk_int_scratch(vm, in->chunk / 8 + 1);
    limbs = vk_int_scratch(vm, vk_int_radix_limbs(in->chunk + 1, base));
    if (one == NULL || limbs == NULL || !vk_charge(vm, CHUNK_BITS))
        return false;
    one[0] = 1;
    in->powers[0].limbs = limbs;
    in->powers[0].count =
        (uint32_t)mpn_set_str(limbs, one, in->chunk + 1, base);
    in->count = 1;
    while (in->count < LEVELS && (uint64_t)in->chunk << in->count < digits)
        if (!add_power(vm, in))
            return false;
    return true;
}

static uint64_t conversion_cost(uint64_t limbs) {
    return limbs * limbs / 4 + limbs * 8;
}

/* mpn_get_str() leaves values, and may change what it reads. */
static bool print_block(viv_vm *vm, const radix *in, char *out, uint64_t width,
                        vk_int_view *number) {
    uint8_t digits[CHUNK_BITS + 64];
    uint64_t limbs[CHUNK_BITS / 64 + 2], used = 0;

    if (number->count > 0 && number->count <= CHUNK_BITS / 64) {
        if (!vk_charge(vm, conversion_cost(number->count)))
            return false;
        memcpy(limbs, number->limbs, (size_t)number->count * 8);
        used = mpn_get_str(digits, in->base, limbs, number->count);
    }
    for (uint64_t i = 0; i < width; i++) {
        uint8_t digit = width - i <= used ? digits[used - (width - i)] : 0;

        out[i] = "0123456789abcdefghijklmnopqrstuvwxyz"[digit % 36];
    }
    return true;
}

static bool print_part(viv_vm *vm, const radix *in, char *out, uint64_t width,
                       vk_int_view *number);

/* The upper digits are the quotient by a power, the lower ones the rest. */
static bool print_halves(viv_vm *vm, const radix *in, char *out, uint64_t width,
                         vk_int_view *number) {
    uint32_t level = in->count - 1;
    vk_int_view power = {NULL, 0, false, 0}, upper = power, lower = power;
    vk_int_division into;
    uint64_t low;

    while (level > 0 && (uint64_t)in->chunk << level >= width)
        level--;
    low = (uint64_t)in->chunk << level;
    power.limbs = in->powers[level].limbs;
    power.count = in->powers[level].count;
    if (number->count < power.count) {
        memset(out, '0', width - low);
        return print_part(vm, in, out + (width - low), low, number);
    }
    upper.count = number->count - power.count + 1;
    into.quotient = vk_int_scratch(vm, (uint64_t)upper.count + power.count);
    if (into.quotient == NULL)
        return false;
    into.remainder = into.quotient + upper.count;
    if (!vk_int_large_divide(vm, into, number, &power))
        return false;
    upper.limbs = into.quotient;
    upper.count = trimmed(into.quotient, upper.count);
    lower.limbs = into.remainder;
    lower.count = trimmed(into.remainder, power.count);
    return print_part(vm, in, out, width - low, &upper) &&
           print_part(vm, in, out + (width - low), low, &lower);
}

static bool print_part(viv_vm *vm, const radix *in, char *out, uint64_t width,
                       vk_int_view *number) {
    vk_arena_mark mark;
    bool done;

    if (width <= in->chunk || in->count == 0)
        return print_block(vm, in, out, width, number);
    mark = vk_arena_begin(vm);
    done = print_halves(vm, in, out, width, number);
    vk_arena_end(vm, mark);
    return done;
}

/* Digits of a power of two are bits, at any length. */
static bool print_bits(viv_vm *vm, char *out, uint64_t width, int base,
                       const vk_int_view *view) {
    uint32_t bits = digit_bits(base);
    uint64_t at = 0, total = (uint64_t)view->count * 64;

    for (uint64_t i = width; i-- > 0; at += bits) {
        uint64_t digit = 0;

        if (i % BIT_DIGITS == 0 && !vk_charge(vm, BIT_DIGITS / 2))
            return false;
        if (at < total) {
            digit = view->limbs[at / 64] >> at % 64;
            if (at % 64 + bits > 64 && at / 64 + 1 < view->count)
                digit |= view->limbs[at / 64 + 1] << (64 - at % 64);
        }
        out[i] = "0123456789abcdefghijklmnopqrstuv"[digit & ((1u << bits) - 1)];
    }
    return true;
}

bool vk_int_radix_print(viv_vm *vm, char *out, uint64_t width, int base,
                        const vk_int_view *view) {
    vk_int_view number = {view->limbs, view->count, false, 0};
    vk_arena_mark mark;
    radix in;
    bool done;

    if ((base & (base - 1)) == 0)
        return print_bits(vm, out, width, base, view);
    mark = vk_arena_begin(vm);
    done = radix_begin(vm, &in, base, width) &&
           print_part(vm, &in, out, width, &number);
    vk_arena_end(vm, mark);
    return done;
}

static int64_t parse_part(viv_vm *vm, const radix *in, uint64_t *limbs,
                          const uint8_t *digits, uint64_t count);

static int64_t parse_block(viv_vm *vm, const radix *in, uint64_t *limbs,
                           const uint8_t *digits, uint64_t count) {
    while (count > 0 && *digits == 0)
        digits++, count--;
    if (count == 0)
        return 0;
    if (!vk_charge(vm, conversion_cost(count * digit_bits(in->base) / 64)))
        return -1;
    return trimmed(limbs,
                   (uint64_t)mpn_set_str(limbs, digits, count, in->base));
}

/* upper * power + lower */
static int64_t parse_halves(viv_vm *vm, const radix *in, uint64_t *limbs,
                            const uint8_t *digits, uint64_t count) {
    uint32_t level = in->count - 1;
    uint64_t low, room;
    int64_t upper_count, lower_count, total;
    uint64_t *upper, *product;

    while (level > 0 && (uint64_t)in->chunk << level >= count)
        level--;
    low = (uint64_t)in->chunk << level;
    room = vk_int_radix_limbs(count - low, in->base);
    upper = vk_int_scratch(vm, 2 * room + in->powers[level].count);
    if (upper == NULL)
        return -1;
    product = upper + room;
    upper_count = parse_part(vm, in, upper, digits, count - low);
    lower_count = parse_part(vm, in, limbs, digits + (count - low), low);
    if (upper_count <= 0 || lower_count < 0)
        return upper_count == 0 ? lower_count : -1;
    if (!vk_int_large_multiply(vm, product, upper, (uint32_t)upper_count,
                               in->powers[level].limbs,
                               in->powers[level].count))
        return -1;
    total = upper_count + in->powers[level].count;
    if (lower_count > 0 && lower_count <= total)
        mpn_add(product, product, total, limbs, lower_count);
    total = trimmed(product, (uint64_t)total);
    memcpy(limbs, product, (size_t)total * 8);
    return total;
}

static int64_t parse_part(viv_vm *vm, const radix *in, uint64_t *limbs,
                          const uint8_t *digits, uint64_t count) {
    vk_arena_mark mark;
    int64_t used;

    if (count <= in->chunk || in->count == 0)
        return parse_block(vm, in, limbs, digits, count);
    mark = vk_arena_begin(vm);
    used = parse_halves(vm, in, limbs, digits, count);
    vk_arena_end(vm, mark);
    return used;
}

static int64_t parse_bits(viv_vm *vm, uint64_t *limbs, const uint8_t *digits,
                          uint64_t count, int base) {
    uint32_t bits = digit_bits(base);
    uint64_t used = (count * bits + 63) / 64;

    memset(limbs, 0, used * 8);
    for (uint64_t i = 0; i < count; i++) {
        uint64_t at = (count - 1 - i) * bits, digit = digits[i];

        if (i % BIT_DIGITS == BIT_DIGITS - 1 && !vk_charge(vm, BIT_DIGITS / 2))
            return -1;
        limbs[at / 64] |= digit << at % 64;
        if (at % 64 + bits > 64 && at / 64 + 1 < used)
            limbs[at / 64 + 1] |= digit >> (64 - at % 64);
    }
    return trimmed(limbs, used);
}

int64_t vk_int_radix_parse(viv_vm *vm, uint64_t *limbs, const uint8_t *digits,
                           uint64_t count, int base) {
    vk_arena_mark mark;
    radix in;
    int64_t used = -1;

    if ((base & (base - 1)) == 0)
        return parse_bits(vm, limbs, digits, count, base);
    mark = vk_arena_begin(vm);
    if (radix_begin(vm, &in, base, count))
        used = parse_part(vm, &in, limbs, digits, count);
    vk_arena_end(vm, mark);
    return used;
}
