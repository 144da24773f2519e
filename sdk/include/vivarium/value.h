/* value.h - the tagged word that every Python value is, and its immediates.
 *
 * A value is one 64-bit word inside a struct, so that the compiler passes it in
 * a register and refuses to mix it with an integer or a pointer. The low three
 * bits say what it is:
 *
 *     000  an integer of 61 bits, shifted left by three
 *     001  a reference: 32-bit offset of an object in the cage, plus one; the
 *          upper half is a fixed marker
 *     010  None, False, True, Ellipsis, NotImplemented and the internal markers
 *     011  \ a double, its bits rotated left by four; covers every double whose
 *     100  / magnitude lies between about 2^-255 and 2^256
 *     101  +0.0 and -0.0
 *
 * Other doubles and larger integers are objects; use viv_float(),
 * viv_int() and their readers, which know all forms. These encodings are part
 * of the SDK's major version. Object layouts are private to the kernel.
 *
 * A value is owned by the collector. C code keeps it in a local as long as it
 * likes: native frames are scanned. Never keep one in static or heap memory.
 */
#ifndef VIVARIUM_VALUE_H
#define VIVARIUM_VALUE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The sandbox a call runs in. Every SDK function takes it first. */
typedef struct viv_vm viv_vm;

typedef struct viv_value {
    uint64_t bits;
} viv_value;

#define VIV_VALUE(word) ((viv_value){(uint64_t)(word)})

#define VIV_NONE VIV_VALUE(0x02)
#define VIV_FALSE VIV_VALUE(0x0A)
#define VIV_TRUE VIV_VALUE(0x12)
#define VIV_ELLIPSIS VIV_VALUE(0x1A)
#define VIV_NOT_IMPLEMENTED VIV_VALUE(0x22)
/* No value: an argument that was not given, an unbound name, a free slot. */
#define VIV_ABSENT VIV_VALUE(0x2A)
/* What `next` of a native iterator returns when there is nothing more. */
#define VIV_DONE VIV_VALUE(0x32)
/* A jump: an exception (or a stop) waits in the machine. */
#define VIV_RAISE VIV_VALUE(0x42)
/* A jump: the machine is to make a prepared call, whose result is the result
 * of the function that returned this (see viv_tail_call). */
#define VIV_CALL VIV_VALUE(0x4A)

#define VIV_REFERENCE_MARK UINT64_C(0x56495641)
#define VIV_SMALL_INT_MAX ((INT64_C(1) << 60) - 1)
#define VIV_SMALL_INT_MIN (-(INT64_C(1) << 60))

static inline bool viv_same(viv_value a, viv_value b) {
    return a.bits == b.bits;
}

static inline bool viv_is_jump(viv_value value) {
    return (value.bits & ~UINT64_C(8)) == 0x42;
}

static inline bool viv_is_raise(viv_value value) {
    return value.bits == 0x42;
}

static inline bool viv_is_none(viv_value value) {
    return value.bits == 0x02;
}

static inline bool viv_is_absent(viv_value value) {
    return value.bits == 0x2A;
}

static inline bool viv_is_done(viv_value value) {
    return value.bits == 0x32;
}

static inline viv_value viv_bool(bool truth) {
    return VIV_VALUE(0x0A + ((uint64_t)truth << 3));
}

/* True or False itself, not merely something true or false. */
static inline bool viv_is_bool(viv_value value) {
    return value.bits == 0x0A || value.bits == 0x12;
}

static inline bool viv_is_reference(viv_value value) {
    return (value.bits & 7) == 1;
}

static inline bool viv_is_small_int(viv_value value) {
    return (value.bits & 7) == 0;
}

static inline bool viv_are_small_ints(viv_value a, viv_value b) {
    return ((a.bits | b.bits) & 7) == 0;
}

/* [number] must lie in VIV_SMALL_INT_MIN..VIV_SMALL_INT_MAX. */
static inline viv_value viv_small_int(int64_t number) {
    return VIV_VALUE((uint64_t)number << 3);
}

static inline int64_t viv_small_int_value(viv_value value) {
    return (int64_t)value.bits >> 3;
}

static inline bool viv_is_immediate_float(viv_value value) {
    return ((value.bits + 5) & 6) == 0;
}

static inline bool viv_are_immediate_floats(viv_value a, viv_value b) {
    return (((a.bits + 5) | (b.bits + 5)) & 6) == 0;
}

static inline double viv_immediate_float_value(viv_value value) {
    uint64_t bits = value.bits >> 4 | value.bits << 60;
    double number;

    memcpy(&number, &bits, sizeof number);
    return number;
}

/* The immediate form of [number], or VIV_ABSENT where it has none. */
static inline viv_value viv_immediate_float(double number) {
    uint64_t bits;

    memcpy(&bits, &number, sizeof bits);
    if (bits << 1 == 0)
        return VIV_VALUE(0x05 | bits >> 60);
    bits = bits << 4 | bits >> 60;
    return ((bits + 5) & 6) == 0 ? VIV_VALUE(bits) : VIV_ABSENT;
}

static inline bool viv_is_zero_float(viv_value value) {
    return (value.bits & 7) == 5;
}

static inline double viv_zero_float_value(viv_value value) {
    return value.bits & 8 ? -0.0 : 0.0;
}

#endif
