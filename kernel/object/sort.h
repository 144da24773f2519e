/* sort.h - comparisons of sort.c. */
#ifndef VK_OBJECT_SORT_H
#define VK_OBJECT_SORT_H

#include "object/list.h"
#include "object/str.h"

typedef enum vk_sort_keys {
    VK_SORT_INT,   /* all are small ints */
    VK_SORT_FLOAT, /* all are immediate floats, or 0.0 but not -0.0 */
    VK_SORT_STR,   /* all are exactly str, of one byte a character */
    VK_SORT_ANY,
} vk_sort_keys;

/* What the keys have in common. */
vk_sort_keys vk_sort_kind(viv_vm *vm, const viv_value *keys, uint32_t count);

/* a < b, for keys of the kind: 1, 0, or -1 (raised). */
int vk_sort_less_any(viv_vm *vm, viv_value a, viv_value b);
int vk_sort_less_long_str(viv_vm *vm, viv_value a, viv_value b);

static inline int vk_sort_less_int(viv_vm *vm, viv_value a, viv_value b) {
    (void)vm;
    return (int64_t)a.bits < (int64_t)b.bits;
}

static inline double vk_sort_double(viv_value value) {
    return viv_is_zero_float(value) ? 0.0 : viv_immediate_float_value(value);
}

static inline int vk_sort_less_float(viv_vm *vm, viv_value a, viv_value b) {
    (void)vm;
    return vk_sort_double(a) < vk_sort_double(b);
}

/* Texts of one byte a character that lie in the object are compared here. */
static inline int vk_sort_less_str(viv_vm *vm, viv_value a, viv_value b) {
    const vk_str_object *x = vk_object(vm, a), *y = vk_object(vm, b);
    const uint32_t form = VK_STR_WIDTH | VK_STR_STORED;
    uint32_t left = x->length, right = y->length;
    uint32_t common = left < right ? left : right;
    int order;

    if ((x->head.extra & form) != 1 || (y->head.extra & form) != 1 ||
        common > 256)
        return vk_sort_less_long_str(vm, a, b);
    order = memcmp(x->data, y->data, common);
    return order ? order < 0 : left < right;
}

/* An immediate float or 0.0 as a number that is less where the float is
 * less. */
static inline viv_value vk_sort_from_float(viv_value value) {
    uint64_t bits = value.bits >> 4 | value.bits << 60;

    if (viv_is_zero_float(value))
        return VIV_VALUE(0);
    return VIV_VALUE(bits >> 63 ? bits ^ INT64_MAX : bits);
}

static inline viv_value vk_sort_to_float(viv_value number) {
    uint64_t bits = number.bits;
    double result;

    if (bits >> 63)
        bits ^= INT64_MAX;
    memcpy(&result, &bits, sizeof result);
    return viv_immediate_float(result);
}

/* A number made of the first eight characters: if two differ, they order the
 * texts. */
uint64_t vk_sort_rank(viv_vm *vm, viv_value str);

#endif
