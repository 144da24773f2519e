/* int_limbs.c - reading ints into views, and making them from limbs.
 *
 * An int is read through a view: sign, count and limbs, all checked once, so
 * that the arithmetic can trust them. The limbs lie in the cage and may be
 * overwritten while mpn works: then the result is wrong, and stays in the cage.
 */
#include "object/int_limbs.h"

#include <gmp.h>

#include "memory/arena.h"
#include "memory/heap.h"
#include "object/error.h"

uint64_t vk_int_bits_limit(viv_vm *vm) {
    uint32_t limit = VK(vm)->limits.int_bits;

    return limit ? limit : VK_INT_BITS_DEFAULT;
}

uint64_t vk_int_digits_limit(viv_vm *vm) {
    return VK(vm)->limits.int_digits;
}

/* The count may be anything: cut to the cage and to what is ever made, and
 * zeros on top (on which the mpn functions would fail) do not count. */
static void view_limbs(viv_vm *vm, const vk_int_object *object,
                       vk_int_view *view) {
    uint64_t count = object->count, used;
    uint32_t offset = vk_offset(vm, object->limbs);

    if (count > VK_INT_LIMBS_MAX)
        count = VK_INT_LIMBS_MAX;
    count = vk_reach(vm, offset, count * 8) / 8;
    used = count;
    while (used > 0 && object->limbs[used - 1] == 0)
        used--;
    if (__builtin_expect(used < count, 0))
        vk_charge_later(vm, (uint32_t)(count - used));
    view->limbs = object->limbs;
    view->count = (uint32_t)used;
    view->negative = object->head.extra == 1;
}

static vk_int_object *exact_object(viv_vm *vm, viv_value exact) {
    vk_int_object *object;

    VK_CHECK(vm, viv_is_reference(exact));
    object = vk_object(vm, exact);
    VK_CHECK(vm, object->head.kind == VK_INT);
    return object;
}

bool vk_int_view_object(viv_vm *vm, viv_value value, vk_int_view *view) {
    vk_int_object *object;

    if (viv_is_bool(value)) {
        view->negative = false;
        view->small = viv_same(value, VIV_TRUE);
        view->limbs = &view->small;
        view->count = (uint32_t)view->small;
        return true;
    }
    if (!viv_is_reference(value))
        return false;
    object = vk_object(vm, value);
    if (object->head.kind != VK_INT)
        return false;
    if (object->head.flags & VK_SUBCLASS) {
        viv_value exact = VIV_VALUE(object->limbs[0]);

        if (viv_is_small_int(exact))
            return vk_int_view_of(vm, exact, view);
        object = exact_object(vm, exact);
    }
    view_limbs(vm, object, view);
    return true;
}

bool vk_is_int(viv_vm *vm, viv_value value) {
    return viv_is_small_int(value) || viv_is_bool(value) ||
           vk_is(vm, value, VK_INT);
}

viv_value vk_int_exact(viv_vm *vm, viv_value value) {
    vk_int_object *object;
    viv_value exact;

    if (viv_is_small_int(value))
        return value;
    if (viv_is_bool(value))
        return viv_small_int(viv_same(value, VIV_TRUE));
    object = exact_object(vm, value);
    if (!(object->head.flags & VK_SUBCLASS))
        return value;
    exact = VIV_VALUE(object->limbs[0]);
    if (!viv_is_small_int(exact))
        exact_object(vm, exact);
    return exact;
}

bool vk_int_value(viv_vm *vm, viv_value value, int64_t *number) {
    vk_int_view view;
    uint64_t limb;

    if (viv_is_small_int(value)) {
        *number = viv_small_int_value(value);
        return true;
    }
    if (!vk_int_view_of(vm, value, &view) || view.count > 1)
        return false;
    limb = view.count == 0 ? 0 : view.limbs[0];
    if (limb > (uint64_t)INT64_MAX + view.negative)
        return false;
    *number = (int64_t)(view.negative ? 0 - limb : limb);
    return true;
}

int64_t vk_int_clipped(viv_vm *vm, viv_value value) {
    vk_int_view view;
    int64_t number;

    if (vk_int_value(vm, value, &number))
        return number;
    if (!vk_int_view_of(vm, value, &view))
        return 0;
    return view.negative ? INT64_MIN : INT64_MAX;
}

uint64_t vk_int_view_bits(const vk_int_view *view) {
    if (view->count == 0)
        return 0;
    return (uint64_t)(view->count - 1) * 64 +
           vk_int_limb_bits(view->limbs[view->count - 1]);
}

uint64_t vk_int_bit_length(viv_vm *vm, viv_value number) {
    vk_int_view view;

    return vk_int_view_of(vm, number, &view) ? vk_int_view_bits(&view) : 0;
}

bool vk_int_is_odd(viv_vm *vm, viv_value number) {
    vk_int_view view;

    return vk_int_view_of(vm, number, &view) && view.count > 0 &&
           (view.limbs[0] & 1) != 0;
}

int vk_int_view_order_magnitude(const vk_int_view *a, const vk_int_view *b) {
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    return a->count == 0 ? 0 : mpn_cmp(a->limbs, b->limbs, a->count);
}

int vk_int_view_order(const vk_int_view *a, const vk_int_view *b) {
    int order;

    if (a->negative != b->negative)
        return a->negative ? -1 : 1;
    order = vk_int_view_order_magnitude(a, b);
    return a->negative ? -order : order;
}

int vk_int_order(viv_vm *vm, viv_value a, viv_value b) {
    vk_int_view x, y;

    if (viv_are_small_ints(a, b)) {
        int64_t m = (int64_t)a.bits, n = (int64_t)b.bits;

        return (m > n) - (m < n);
    }
    VK_CHECK(vm, vk_int_view_of(vm, a, &x));
    VK_CHECK(vm, vk_int_view_of(vm, b, &y));
    return vk_int_view_order(&x, &y);
}

static bool fits_immediate(uint64_t magnitude, bool negative) {
    return magnitude <= (uint64_t)VIV_SMALL_INT_MAX + negative;
}

static viv_value immediate(uint64_t magnitude, bool negative) {
    return viv_small_int((int64_t)(negative ? 0 - magnitude : magnitude));
}

vk_int_object *vk_int_begin(viv_vm *vm, uint64_t count) {
    vk_int_object *object;

    if (count > VK_INT_LIMBS_MAX) {
        vk_int_admits(vm, UINT64_MAX);
        return NULL;
    }
    object = vk_new(vm, VK_INT, (uint32_t)(sizeof *object + count * 8));
    if (object != NULL) {
        object->head.extra = 0;
        object->count = (uint32_t)count;
        object->spare = 0;
    }
    return object;
}

viv_value vk_int_from_wide(viv_vm *vm, vk_wide magnitude, bool negative) {
    uint64_t low = (uint64_t)magnitude, high = (uint64_t)(magnitude >> 64);
    vk_int_object *object;

    if (high == 0 && fits_immediate(low, negative))
        return immediate(low, negative);
    object = vk_int_begin(vm, high == 0 ? 1 : 2);
    if (object == NULL)
        return VIV_RAISE;
    object->head.extra = negative;
    object->limbs[0] = low;
    if (high != 0)
        object->limbs[1] = high;
    return vk_reference(vm, object);
}

viv_value vk_int(viv_vm *vm, int64_t number) {
    if (number >= VIV_SMALL_INT_MIN && number <= VIV_SMALL_INT_MAX)
        return viv_small_int(number);
    return vk_int_from_wide(
        vm, number < 0 ? 0 - (uint64_t)number : (uint64_t)number, number < 0);
}

viv_value vk_int_unsigned(viv_vm *vm, uint64_t number) {
    return vk_int_from_wide(vm, number, false);
}

static uint32_t trimmed(const uint64_t *limbs, uint64_t count) {
    while (count > 0 && limbs[count - 1] == 0)
        count--;
    return (uint32_t)count;
}

viv_value vk_int_from_limbs(viv_vm *vm, const uint64_t *limbs, uint64_t count,
                            bool negative) {
    vk_int_object *object;

    count = trimmed(limbs, count);
    if (count == 0)
        return viv_small_int(0);
    if (count == 1 && fits_immediate(limbs[0], negative))
        return immediate(limbs[0], negative);
    object = vk_int_begin(vm, count);
    if (object == NULL)
        return VIV_RAISE;
    memcpy(object->limbs, limbs, count * 8);
    object->head.extra = negative;
    return vk_reference(vm, object);
}

/* An object much too long for what it holds is not kept, for it would stay in
 * the account as long as the number lives. */
viv_value vk_int_end(viv_vm *vm, vk_int_object *object, uint32_t count,
                     bool negative) {
    const uint64_t *limbs = object->limbs;
    uint32_t used = trimmed(limbs, count);
    uint64_t limit = vk_int_bits_limit(vm);

    if (used <= 1 || (count > 16 && used <= count / 2))
        return vk_int_from_limbs(vm, limbs, used, negative);
    if ((uint64_t)used * 64 > limit) {
        uint64_t bits =
            (uint64_t)(used - 1) * 64 + vk_int_limb_bits(limbs[used - 1]);

        if (!vk_int_admits(vm, bits))
            return VIV_RAISE;
    }
    object->count = used;
    object->head.extra = negative;
    return vk_reference(vm, object);
}

/* What the sandbox could never hold is a MemoryError, whatever the limit. */
bool vk_int_admits(viv_vm *vm, uint64_t bits) {
    uint64_t limit = vk_int_bits_limit(vm);

    if (bits <= limit)
        return true;
    if (vk_heap_admits(vm, bits / 8))
        vk_raise(vm, VIV_OverflowError, "integer too large: more than %u bits",
                 limit);
    return false;
}

uint64_t *vk_int_scratch(viv_vm *vm, uint64_t count) {
    uint32_t offset;

    if (count > 4 * (uint64_t)VK_INT_LIMBS_MAX) {
        vk_raise_memory(vm);
        return NULL;
    }
    offset = vk_arena_take(vm, (uint32_t)(count * 8 + 15) & ~15u);
    return offset == 0 ? NULL : vk_at(vm, offset);
}
