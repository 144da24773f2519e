/* int_limbs.h - ints as limbs: what the files of int share.
 *
 * An operand, immediate or not, is read once into a view; the limbs of an
 * immediate lie in the view itself. Results of up to two limbs are made from a
 * 128-bit number, longer ones are written into a new object and then ended:
 * trimmed, made immediate where they fit, refused where they are longer than
 * the sandbox allows.
 *
 * mpn functions get at most VK_INT_BLOCK limbs (twice as many to divide), so
 * that they take their scratch from the C stack, never from malloc, and one
 * call stays below a millisecond. What is longer is cut into blocks here
 * (int_large.c), with a charge for each.
 */
#ifndef VK_OBJECT_INT_LIMBS_H
#define VK_OBJECT_INT_LIMBS_H

#include "object/number.h"

typedef unsigned __int128 vk_wide;

enum {
    VK_INT_BLOCK = 1024,        /* limbs */
    VK_INT_LIMBS_MAX = 1 << 20, /* of any object or scratch */
};

typedef struct vk_int_view {
    const uint64_t *limbs; /* the highest of them is not 0 */
    uint32_t count;        /* 0: the number is 0 */
    bool negative;
    uint64_t small; /* the limb of an immediate: never copy a view */
} vk_int_view;

bool vk_int_view_object(viv_vm *vm, viv_value value, vk_int_view *view);

/* False: [value] is not an int. */
static inline bool vk_int_view_of(viv_vm *vm, viv_value value,
                                  vk_int_view *view) {
    int64_t number;

    if (!viv_is_small_int(value))
        return vk_int_view_object(vm, value, view);
    number = viv_small_int_value(value);
    view->negative = number < 0;
    view->small = number < 0 ? -(uint64_t)number : (uint64_t)number;
    view->limbs = &view->small;
    view->count = number != 0;
    return true;
}

/* The magnitude of a view of up to two limbs. */
static inline vk_wide vk_int_view_wide(const vk_int_view *view) {
    switch (view->count) {
    case 0:
        return 0;
    case 1:
        return view->limbs[0];
    default:
        return (vk_wide)view->limbs[1] << 64 | view->limbs[0];
    }
}

static inline bool vk_int_are_narrow(const vk_int_view *a,
                                     const vk_int_view *b) {
    return a->count <= 2 && b->count <= 2;
}

static inline uint32_t vk_int_limb_bits(uint64_t limb) {
    return limb == 0 ? 0 : 64 - (uint32_t)__builtin_clzll(limb);
}

uint64_t vk_int_view_bits(const vk_int_view *view);
int vk_int_view_order(const vk_int_view *a, const vk_int_view *b);
int vk_int_view_order_magnitude(const vk_int_view *a, const vk_int_view *b);

viv_value vk_int_from_wide(viv_vm *vm, vk_wide magnitude, bool negative);
viv_value vk_int_from_limbs(viv_vm *vm, const uint64_t *limbs, uint64_t count,
                            bool negative);
/* An object of [count] limbs to be filled in and ended; NULL: raised. */
vk_int_object *vk_int_begin(viv_vm *vm, uint64_t count);
viv_value vk_int_end(viv_vm *vm, vk_int_object *object, uint32_t count,
                     bool negative);
/* MemoryError or OverflowError if a result of [bits] bits must not be. */
bool vk_int_admits(viv_vm *vm, uint64_t bits);
/* Scratch of the arena; NULL: raised. */
uint64_t *vk_int_scratch(viv_vm *vm, uint64_t count);

/* int_large.c: limbs of any number. False or 0: raised, or a stop waits.
 * result[an + bn] = a * b; overlaps neither; the operands may be the same. */
bool vk_int_large_multiply(viv_vm *vm, uint64_t *result, const uint64_t *a,
                           uint32_t an, const uint64_t *b, uint32_t bn);
/* Floor of magnitudes; b's highest limb is not 0 and an >= bn: an - bn + 1
 * limbs of quotient, bn of remainder, which overlap nothing. */
typedef struct vk_int_division {
    uint64_t *quotient, *remainder;
} vk_int_division;
bool vk_int_large_divide(viv_vm *vm, vk_int_division result,
                         const vk_int_view *a, const vk_int_view *b);

/* Operations on views, for the other files of int. Modulus and quotient are
 * floored; either result may be NULL. False: raised. */
bool vk_int_divide_floor(viv_vm *vm, const vk_int_view *a, const vk_int_view *b,
                         viv_value *quotient, viv_value *remainder);
viv_value vk_int_multiply(viv_vm *vm, const vk_int_view *a,
                          const vk_int_view *b);
viv_value vk_int_shift_left(viv_vm *vm, const vk_int_view *a, uint64_t count);
viv_value vk_int_shift_right(viv_vm *vm, const vk_int_view *a, uint64_t count);
viv_value vk_int_true_divide(viv_vm *vm, const vk_int_view *a,
                             const vk_int_view *b);
viv_value vk_int_power(viv_vm *vm, const vk_int_view *a, const vk_int_view *b);

/* int_text.c, int_bytes.c, int_real.c: methods. */
viv_value vk_int_to_bytes(viv_vm *vm, const viv_value *args);
viv_value vk_int_from_bytes(viv_vm *vm, const viv_value *args);
/* A view as a double, correctly rounded; false: too large. */
bool vk_int_view_double(const vk_int_view *view, double *number);
/* number * 2**exponent, half to even, also where the result is subnormal;
 * [more]: the true number lies above. */
double vk_int_round_wide(vk_wide number, bool more, int64_t exponent);

#endif
