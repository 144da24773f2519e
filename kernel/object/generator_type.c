/* generator_type.c - generators and coroutines as Python sees them. */
#include <stdio.h>

#include "eval/continuations.h"
#include "eval/eval.h"
#include "eval/generator.h"
#include "object/alias.h"
#include "object/class.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/frame_object.h"
#include "object/generator_parts.h"
#include "object/protocol.h"
#include "object/str.h"

static vk_generator_object *self_of(viv_vm *vm, viv_value self) {
    return vk_object(vm, self);
}

static viv_value itself(viv_vm *vm, viv_value self) {
    (void)vm;
    return self;
}

/* A generator that ended is StopIteration for who called send() or next(). */
viv_value vk_after_send(viv_vm *vm, const viv_value *kept, viv_value result) {
    viv_value returned = VK(vm)->returned;

    if (!viv_is_done(result))
        return result;
    if (!viv_is_absent(kept[0]))
        return kept[0];
    if (viv_is_none(returned))
        return vk_raise_stop(vm);
    return vk_raise_value(vm, VIV_StopIteration, returned);
}

static viv_value resume(viv_vm *vm, viv_value self, viv_value sent,
                        vk_pending_mode mode, vk_continuation continuation) {
    vk_prepare_generator(vm, self, sent, mode, continuation);
    vk_keep(vm, VIV_ABSENT);
    return VIV_CALL;
}

viv_value vk_generator_send(viv_vm *vm, const viv_value *args) {
    return resume(vm, args[0], args[1], VK_PENDING_RESUME, VK_AFTER_SEND);
}

viv_value vk_generator_next(viv_vm *vm, const viv_value *args) {
    return resume(vm, args[0], VIV_NONE, VK_PENDING_RESUME, VK_AFTER_SEND);
}

viv_value vk_generator_thrown(viv_vm *vm, viv_value type, viv_value value) {
    viv_value exception = type;

    if (vk_is(vm, type, VK_TYPE) &&
        vk_type_derives(vm, type, vk_error_type(vm, VIV_BaseException))) {
        if (vk_is(vm, value, VK_EXCEPTION))
            return value;
        exception = vk_call(vm, type, &value, viv_is_none(value) ? 0 : 1);
        VIV_TRY(exception);
    }
    if (!vk_is(vm, exception, VK_EXCEPTION))
        return vk_raise(vm, VIV_TypeError,
                        "exceptions must be classes or instances deriving from "
                        "BaseException, not %T",
                        exception);
    return exception;
}

/* throw(exception), or the old form throw(type, value, traceback). */
viv_value vk_generator_throw_method(viv_vm *vm, const viv_value *args) {
    viv_value exception = vk_generator_thrown(vm, args[1], args[2]);

    VIV_TRY(exception);
    return resume(vm, args[0], exception, VK_PENDING_THROW, VK_AFTER_SEND);
}

viv_value vk_after_close(viv_vm *vm, const viv_value *kept, viv_value result) {
    (void)kept;
    if (viv_is_done(result))
        return VK(vm)->returned;
    if (!viv_is_raise(result))
        return vk_raise(vm, VIV_RuntimeError, "%s ignored GeneratorExit",
                        viv_small_int_value(kept[0]) == VK_COROUTINE
                            ? "coroutine"
                            : "generator");
    if (!vk_raised(vm, VIV_GeneratorExit) && !vk_raised(vm, VIV_StopIteration))
        return result;
    vk_catch(vm);
    return VIV_NONE;
}

viv_value vk_generator_close(viv_vm *vm, const viv_value *args) {
    vk_generator_object *self = self_of(vm, args[0]);
    viv_value exception;

    if (self->head.extra == VK_GENERATOR_FRESH)
        self->head.extra = VK_GENERATOR_ENDED;
    if (self->head.extra == VK_GENERATOR_ENDED)
        return VIV_NONE;
    exception = vk_exception_new(vm, vk_error_type(vm, VIV_GeneratorExit),
                                 NULL, 0);
    VIV_TRY(exception);
    vk_prepare_generator(vm, args[0], exception, VK_PENDING_THROW,
                         VK_AFTER_CLOSE);
    vk_keep(vm, viv_small_int(self->head.kind));
    return VIV_CALL;
}

viv_value vk_generator_repr(viv_vm *vm, viv_value self) {
    char place[24];
    vk_str_builder text;

    vk_str_build(&text, vm);
    vk_str_add_text(&text, "<");
    vk_str_add(&text, vk_type_pointer(vm, vk_type_of(vm, self))->name);
    vk_str_add_text(&text, " object ");
    vk_str_add(&text, self_of(vm, self)->qualified_name);
    snprintf(place, sizeof place, " at 0x%012x>", vk_reference_offset(self));
    vk_str_add_text(&text, place);
    return vk_str_finish(&text);
}

viv_value vk_generator_alias(viv_vm *vm, const viv_value *args) {
    return vk_alias_new(vm, args[0], args[1]);
}

viv_value vk_generator_get_name(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->name;
}

viv_value vk_generator_set_name(viv_vm *vm, viv_value self, viv_value value) {
    if (!vk_is(vm, value, VK_STR))
        return vk_raise(vm, VIV_TypeError,
                        "__name__ must be set to a string object");
    vk_store(vm, self_of(vm, self), &self_of(vm, self)->name, value);
    return VIV_NONE;
}

viv_value vk_generator_get_qualified_name(viv_vm *vm, viv_value self) {
    return self_of(vm, self)->qualified_name;
}

viv_value vk_generator_set_qualified_name(viv_vm *vm, viv_value self,
                                    viv_value value) {
    if (!vk_is(vm, value, VK_STR))
        return vk_raise(vm, VIV_TypeError,
                        "__qualname__ must be set to a string object");
    vk_store(vm, self_of(vm, self), &self_of(vm, self)->qualified_name, value);
    return VIV_NONE;
}

static viv_value get_awaited(viv_vm *vm, viv_value self) {
    return vk_generator_awaits(vm, self);
}

static viv_value get_running(viv_vm *vm, viv_value self) {
    return viv_bool(self_of(vm, self)->head.extra == VK_GENERATOR_RUNS);
}

/* Nobody asked for tracking. */
static viv_value get_origin(viv_vm *vm, viv_value self) {
    (void)vm;
    (void)self;
    return VIV_NONE;
}

static viv_value get_suspended(viv_vm *vm, viv_value self) {
    return viv_bool(self_of(vm, self)->head.extra == VK_GENERATOR_RESTS);
}

void vk_generator_trace(vk_marker *marker, void *object) {
    vk_generator_object *self = object;
    uint32_t room =
        (vk_heap_room(marker->vm, self) - sizeof *self) / sizeof(viv_value);

    vk_mark_offset(marker, self->constants);
    vk_mark_values(marker, &self->name, 4);
    vk_mark_values(marker, self->registers,
                   self->live < room ? self->live : room);
}

static const viv_function generator_methods[] = {
    {"__next__(self, /)", vk_generator_next, "Implement next(self)."},
    {"send(self, arg, /)", vk_generator_send,
     "send(value) -> send 'value' into generator,\n"
     "return next yielded value or raise StopIteration."},
    {"throw(self, typ, val=None, tb=None, /)", vk_generator_throw_method,
     "Raise exception in generator, return next yielded value or raise\n"
     "StopIteration."},
    {"close(self, /)", vk_generator_close,
     "close() -> raise GeneratorExit inside generator."},
    {"__class_getitem__(cls, item, /)", vk_generator_alias, "See PEP 585"},
    {0},
};

static const viv_function coroutine_methods[] = {
    {"__await__(self, /)", vk_coroutine_await,
     "Return an iterator to be used in await expression."},
    {"send(self, arg, /)", vk_generator_send,
     "send(arg) -> send 'arg' into coroutine,\n"
     "return next yielded value or raise StopIteration."},
    {"throw(self, typ, val=None, tb=None, /)", vk_generator_throw_method,
     "Raise exception in coroutine, return next yielded value or raise\n"
     "StopIteration."},
    {"close(self, /)", vk_generator_close,
     "close() -> raise GeneratorExit inside coroutine."},
    {"__class_getitem__(cls, item, /)", vk_generator_alias, "See PEP 585"},
    {0},
};

static const vk_getset generator_getsets[] = {
    {"__name__", vk_generator_get_name, vk_generator_set_name, NULL},
    {"__qualname__", vk_generator_get_qualified_name,
     vk_generator_set_qualified_name, NULL},
    {"gi_running", get_running, NULL, NULL},
    {"gi_suspended", get_suspended, NULL, NULL},
    {"gi_yieldfrom", get_awaited, NULL, NULL},
    {"gi_frame", vk_generator_frame, NULL, NULL},
    {"gi_code", vk_generator_code, NULL, NULL},
    {0},
};

static const vk_getset coroutine_getsets[] = {
    {"__name__", vk_generator_get_name, vk_generator_set_name, NULL},
    {"__qualname__", vk_generator_get_qualified_name,
     vk_generator_set_qualified_name, NULL},
    {"cr_running", get_running, NULL, NULL},
    {"cr_suspended", get_suspended, NULL, NULL},
    {"cr_await", get_awaited, NULL, NULL},
    {"cr_frame", vk_generator_frame, NULL, NULL},
    {"cr_code", vk_generator_code, NULL, NULL},
    {"cr_origin", get_origin, NULL, NULL},
    {0},
};

const vk_slots vk_generator_slots = {
    .size = sizeof(vk_generator_object),
    .trace = vk_generator_trace,
    .repr = vk_generator_repr,
    .hash = vk_identity_hash,
    .iterate = itself,
    .methods = generator_methods,
    .getsets = generator_getsets,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};

const vk_slots vk_coroutine_slots = {
    .size = sizeof(vk_generator_object),
    .trace = vk_generator_trace,
    .repr = vk_generator_repr,
    .hash = vk_identity_hash,
    .methods = coroutine_methods,
    .getsets = coroutine_getsets,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};
