/* weak.c - weak references.
 *
 * A reference does not keep its object: the collector does not trace [target].
 * An exact collection clears those whose object died; callbacks are queued and
 * run at the next safepoint.
 */
#include <stdio.h>

#include "memory/world.h"
#include "object/weak.h"

#include "machine.h"
#include "object/class.h"
#include "object/error.h"
#include "object/protocol.h"
#include "object/str.h"

static vk_weak_object *self_of(viv_vm *vm, viv_value self) {
    return vk_object(vm, self);
}

viv_value vk_weak_target(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->target;
}

static viv_value weak_new(viv_vm *vm, const viv_value *args) {
    viv_value target = args[1];
    vk_weak_object *made;
    bool native = viv_is_reference(target) &&
                  !(vk_head(vm, target)->flags & VK_SUBCLASS) &&
                  !vk_is(vm, target, VK_FUNCTION) &&
                  !vk_is(vm, target, VK_TYPE) && !vk_is(vm, target, VK_SET) &&
                  !vk_is(vm, target, VK_FROZENSET) &&
                  !vk_is(vm, target, VK_METHOD) &&
                  !vk_is(vm, target, VK_GENERATOR) &&
                  !vk_is(vm, target, VK_MODULE);

    if (!viv_is_reference(target) || native)
        return vk_raise(vm, VIV_TypeError,
                        "cannot create weak reference to '%T' object", target);
    made = vk_new_instance(vm, args[0], VK_WEAK_REFERENCE, sizeof *made);
    if (made == NULL)
        return VIV_RAISE;
    made->attributes = made->spare = 0;
    made->target = target;
    made->callback = args[2];
    made->hash = VIV_ABSENT;
    if (!vk_in_world(vm, vk_reference_offset(target)))
        vk_head(vm, target)->flags |= VK_HAS_WEAKREF;
    return vk_heap_watch(vm, VK_WATCH_WEAK, vk_reference(vm, made))
               ? vk_reference(vm, made)
               : VIV_RAISE;
}

static viv_value weak_call(viv_vm *vm, viv_value self, const viv_value *args,
                           uint32_t count, viv_value names) {
    viv_value target = vk_weak_target(vm, self);

    (void)args;
    if (count != 0 || !viv_is_absent(names))
        return vk_raise(vm, VIV_TypeError,
                        "weakref.__call__() takes no arguments (%d given)",
                        (int)count);
    return viv_is_absent(target) ? VIV_NONE : target;
}

static viv_value weak_hash(viv_vm *vm, viv_value self) {
    vk_weak_object *weak = self_of(vm, self);
    viv_value hash = weak->hash;

    if (!viv_is_absent(hash))
        return hash;
    if (viv_is_absent(weak->target))
        return vk_raise(vm, VIV_TypeError, "weak object has gone away");
    hash = vk_finish(vm, vk_step_hash(vm, weak->target));
    VIV_TRY(hash);
    vk_store(vm, weak, &weak->hash, hash);
    return hash;
}

static viv_value weak_compare(viv_vm *vm, vk_operator op, viv_value a,
                              viv_value b) {
    viv_value first, second;

    if ((op != VK_OP_EQ && op != VK_OP_NE) ||
        !vk_is(vm, a, VK_WEAK_REFERENCE) || !vk_is(vm, b, VK_WEAK_REFERENCE))
        return VIV_NOT_IMPLEMENTED;
    first = vk_weak_target(vm, a);
    second = vk_weak_target(vm, b);
    if (viv_is_absent(first) || viv_is_absent(second))
        return viv_bool(viv_same(a, b) == (op == VK_OP_EQ));
    return vk_step_compare(vm, op, first, second);
}

static viv_value weak_repr(viv_vm *vm, viv_value self) {
    viv_value target = vk_weak_target(vm, self);
    char text[96];

    if (viv_is_absent(target)) {
        snprintf(text, sizeof text, "<weakref at 0x%012x; dead>",
                 vk_reference_offset(self));
        return vk_str_from_text(vm, text);
    }
    vk_str_builder out;

    vk_str_build(&out, vm);
    snprintf(text, sizeof text, "<weakref at 0x%012x; to '",
             vk_reference_offset(self));
    vk_str_add_text(&out, text);
    vk_str_add(&out, vk_type_pointer(vm, vk_type_of(vm, target))->name);
    snprintf(text, sizeof text, "' at 0x%012x>", vk_reference_offset(target));
    vk_str_add_text(&out, text);
    return vk_str_finish(&out);
}

static void weak_trace(vk_marker *marker, void *object) {
    vk_weak_object *self = object;

    vk_mark_offset(marker, self->attributes);
    vk_mark(marker, self->callback);
    vk_mark(marker, self->hash);
}

static const viv_function weak_methods[] = {
    {"__new__(cls, object, callback=None, /)", weak_new, NULL},
    {0},
};

const vk_slots vk_weak_reference_slots = {
    .size = sizeof(vk_weak_object),
    .trace = weak_trace,
    .repr = weak_repr,
    .hash = weak_hash,
    .compare = weak_compare,
    .call = weak_call,
    .methods = weak_methods,
    .attributes = offsetof(vk_weak_object, attributes),
};
