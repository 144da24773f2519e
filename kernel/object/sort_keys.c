/* sort_keys.c - comparing what is sorted. */
#include "object/sort.h"

#include "object/error.h"
#include "object/iterator.h"

enum { CHARACTERS_PER_UNIT = 64 };

static bool is_float(viv_value value) {
    return viv_is_immediate_float(value) || viv_is_zero_float(value);
}

static bool fits(viv_vm *vm, viv_value value, vk_sort_keys kind) {
    switch (kind) {
    case VK_SORT_INT:
        return viv_is_small_int(value);
    case VK_SORT_FLOAT:
        return is_float(value) && !viv_same(value, viv_immediate_float(-0.0));
    case VK_SORT_STR:
        return vk_is_exact(vm, value, VK_STR) &&
               vk_str_text(vm, value).width == 1;
    default:
        return true;
    }
}

vk_sort_keys vk_sort_kind(viv_vm *vm, const viv_value *keys, uint32_t count) {
    vk_sort_keys kind = VK_SORT_INT;
    uint32_t i;

    while (kind != VK_SORT_ANY && !fits(vm, keys[0], kind))
        kind++;
    for (i = 1; i < count && kind != VK_SORT_ANY; i++) {
        if (!fits(vm, keys[i], kind))
            kind = VK_SORT_ANY;
    }
    return kind;
}

uint64_t vk_sort_rank(viv_vm *vm, viv_value str) {
    vk_text text = vk_str_text(vm, str);
    unsigned char first[8] = {0};
    uint64_t rank;

    memcpy(first, text.data, text.length < 8 ? text.length : 8);
    memcpy(&rank, first, sizeof rank);
    return __builtin_bswap64(rank);
}

int vk_sort_less_long_str(viv_vm *vm, viv_value a, viv_value b) {
    uint32_t left = vk_str_text(vm, a).length;
    uint32_t right = vk_str_text(vm, b).length;

    if (!vk_charge(vm, (left < right ? left : right) / CHARACTERS_PER_UNIT))
        return -1;
    return vk_str_order(vm, a, b) < 0;
}

static int less_by_protocol(viv_vm *vm, viv_value a, viv_value b) {
    viv_value answer = vk_compare(vm, VK_OP_LT, a, b);

    if (viv_is_bool(answer))
        return viv_same(answer, VIV_TRUE);
    return viv_is_jump(answer) ? -1 : vk_truth(vm, answer);
}

/* Whether the items differ; [*less] is what a < b says of them, where that is
 * known at once, else 2. -1: raised. */
static int differ(viv_vm *vm, viv_value a, viv_value b, int *less) {
    *less = 2;
    if (viv_same(a, b))
        return 0;
    if (viv_are_small_ints(a, b)) {
        *less = vk_sort_less_int(vm, a, b);
        return 1;
    }
    if (is_float(a) && is_float(b)) {
        *less = vk_sort_less_float(vm, a, b);
        return vk_sort_double(a) != vk_sort_double(b);
    }
    if (vk_is_exact(vm, a, VK_STR) && vk_is_exact(vm, b, VK_STR)) {
        *less = vk_sort_less_str(vm, a, b);
        if (*less != 0)
            return *less;
        return vk_sort_less_str(vm, b, a);
    } else {
        int equal = vk_equal(vm, a, b);

        return equal < 0 ? -1 : !equal;
    }
}

/* Tuples: the first items that differ decide. They cannot change. */
static int less_tuple(viv_vm *vm, viv_value a, viv_value b) {
    vk_items x = vk_sequence_items(vm, a), y = vk_sequence_items(vm, b);
    uint32_t i;

    if (!vk_enter_native(vm))
        return -1;
    for (i = 0; i < x.count && i < y.count; i++) {
        int less, different = differ(vm, x.items[i], y.items[i], &less);

        if (different < 0 || (i % 8 == 7 && !vk_charge(vm, 1)))
            return -1;
        if (different)
            return less != 2 ? less
                             : vk_sort_less_any(vm, x.items[i], y.items[i]);
    }
    return x.count < y.count;
}

int vk_sort_less_any(viv_vm *vm, viv_value a, viv_value b) {
    if (viv_are_small_ints(a, b))
        return vk_sort_less_int(vm, a, b);
    if (is_float(a) && is_float(b))
        return vk_sort_less_float(vm, a, b);
    if (vk_is_exact(vm, a, VK_TUPLE) && vk_is_exact(vm, b, VK_TUPLE))
        return less_tuple(vm, a, b);
    if (vk_is_exact(vm, a, VK_STR) && vk_is_exact(vm, b, VK_STR))
        return vk_sort_less_str(vm, a, b);
    return less_by_protocol(vm, a, b);
}
