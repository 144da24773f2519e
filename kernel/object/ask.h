/* ask.h - operators of classes written in Python: what comparisons and binary
 * operators have in common.
 *
 * The method is not called from here but prepared, for the evaluator. What
 * comes back goes to a continuation, together with both operands in the order
 * of the text: a NotImplemented makes it ask the other one.
 */
#ifndef VK_OBJECT_ASK_H
#define VK_OBJECT_ASK_H

#include <vivarium/error.h>

#include "eval/eval.h"
#include "object/class.h"

typedef struct vk_ask {
    vk_special special;
    bool right; /* the one that is asked is the right operand */
    vk_continuation then;
    uint32_t state; /* kept for the continuation */
} vk_ask;

/* VIV_CALL; NotImplemented if the method is None (data model 3.3.8); or
 * VIV_RAISE. Functions take `self` as an argument, so no bound method is
 * made. */
static inline viv_value vk_ask_method(viv_vm *vm, vk_ask how, viv_value self,
                                      viv_value other) {
    viv_value args[2] = {self, other};
    viv_value method = vk_type_special(vm, vk_type_of(vm, self), how.special);

    if (viv_is_none(method))
        return VIV_NOT_IMPLEMENTED;
    if (!vk_is(vm, method, VK_FUNCTION) &&
        !vk_is(vm, method, VK_NATIVE_METHOD)) {
        method = vk_bind_special(vm, method, self);
        VIV_TRY(method);
        vk_prepare(vm, method, args + 1, 1, how.then);
    } else {
        vk_prepare(vm, method, args, 2, how.then);
    }
    vk_keep(vm, how.right ? other : self);
    vk_keep(vm, how.right ? self : other);
    vk_keep(vm, viv_small_int(how.state));
    return VIV_CALL;
}

#endif
