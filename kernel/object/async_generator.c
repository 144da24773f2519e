/* async_generator.c - the type async_generator, and the awaitables that drive
 * it.
 *
 * An async generator has two kinds of values: those of its `yield`, which end
 * the awaiting of one step, and those of what it awaits, which pass through to
 * the event loop. Its `yield` gives VIV_ABSENT to the continuation and leaves
 * the value in the machine's [returned]; all else is passed on.
 */
#include "eval/continuations.h"
#include "eval/eval.h"
#include "eval/generator.h"
#include "object/class.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/frame_object.h"
#include "object/generator_parts.h"
#include "object/protocol.h"

static vk_generator_object *generator_of(viv_vm *vm, viv_value value) {
    VK_CHECK(vm, vk_is(vm, value, VK_ASYNC_GENERATOR));
    return vk_object(vm, value);
}

static vk_async_step_object *step_of(viv_vm *vm, viv_value value) {
    VK_CHECK(vm, vk_is(vm, value, VK_ASYNC_SEND) ||
                     vk_is(vm, value, VK_ASYNC_THROW));
    return vk_object(vm, value);
}

static viv_value itself(viv_vm *vm, const viv_value *args) {
    (void)vm;
    return args[0];
}

/* -- steps */

static viv_value step_new(viv_vm *vm, vk_kind kind, viv_value generator,
                          viv_value sent, viv_value value) {
    vk_async_step_object *made = vk_new(vm, kind, sizeof *made);

    if (made == NULL)
        return VIV_RAISE;
    made->head.extra = VK_STEP_FRESH;
    made->generator = generator;
    made->sent = sent;
    made->value = value;
    return vk_reference(vm, made);
}

viv_value vk_async_step_running(viv_vm *vm, viv_value generator) {
    viv_value made =
        step_new(vm, VK_ASYNC_SEND, generator, VIV_NONE, VIV_NONE);

    VIV_TRY(made);
    step_of(vm, made)->head.extra = VK_STEP_RUNS;
    return made;
}

static bool is_aclose(const vk_async_step_object *step) {
    return step->head.kind == VK_ASYNC_THROW && viv_is_absent(step->sent);
}

static viv_value reused(viv_vm *vm, const vk_async_step_object *step) {
    return vk_raise(vm, VIV_RuntimeError, "cannot reuse already awaited %s",
                    step->head.kind == VK_ASYNC_SEND ? "__anext__()/asend()"
                                                     : "aclose()/athrow()");
}

static viv_value runs_already(viv_vm *vm, const char *what) {
    return vk_raise(vm, VIV_RuntimeError,
                    "%s(): asynchronous generator is already running", what);
}

static viv_value raise_plain(viv_vm *vm, viv_error error) {
    return vk_raise_exception(vm, vk_error_type(vm, error), VIV_ABSENT);
}

static bool raised_end(viv_vm *vm) {
    return vk_raised(vm, VIV_StopAsyncIteration) ||
           vk_raised(vm, VIV_GeneratorExit);
}

/* What the generator gave: a value that passes through, or a failure, or the
 * result of the whole step ([done]). */
static viv_value settle(viv_vm *vm, viv_value self, viv_value given,
                        bool *done) {
    vk_async_step_object *step = step_of(vm, self);
    bool closing = is_aclose(step), yielded = viv_is_absent(given);

    *done = false;
    if (!viv_is_raise(given) && !viv_is_done(given) && !yielded)
        return given;
    step->head.extra = VK_STEP_CLOSED;
    generator_of(vm, step->generator)->flags &= ~(uint32_t)VK_ASYNC_RUNNING;
    if (closing && yielded)
        return vk_raise(vm, VIV_RuntimeError,
                        "async generator ignored GeneratorExit");
    if (closing && viv_is_raise(given) && raised_end(vm)) {
        vk_catch(vm);
        given = VIV_DONE;
    }
    if (viv_is_raise(given))
        return given;
    if (!closing && !yielded)
        return raise_plain(vm, VIV_StopAsyncIteration);
    *done = true;
    return yielded ? VK(vm)->returned : VIV_NONE;
}

/* send(), throw(): the result of the step is a StopIteration. */
viv_value vk_after_async_step(viv_vm *vm, const viv_value *kept,
                              viv_value result) {
    bool done;

    result = settle(vm, kept[0], result, &done);
    if (!done)
        return result;
    if (viv_is_none(result))
        return vk_raise_stop(vm);
    return vk_raise_value(vm, VIV_StopIteration, result);
}

/* `await`: the result is its value. */
viv_value vk_after_async_await(viv_vm *vm, const viv_value *kept,
                               viv_value result) {
    bool done;

    result = settle(vm, kept[0], result, &done);
    if (done || viv_is_raise(result))
        return result;
    VK(vm)->pc--;
    return vk_generator_yield(vm, result);
}

viv_value vk_after_async_close(viv_vm *vm, const viv_value *kept,
                               viv_value result) {
    bool done;

    result = settle(vm, kept[0], result, &done);
    if (done)
        return VIV_NONE;
    if (!viv_is_raise(result))
        return vk_raise(vm, VIV_RuntimeError,
                        "coroutine ignored GeneratorExit");
    if (!raised_end(vm) && !vk_raised(vm, VIV_StopIteration))
        return result;
    vk_catch(vm);
    return VIV_NONE;
}

/* `async for`, without a step. */
viv_value vk_after_async_next(viv_vm *vm, const viv_value *kept,
                              viv_value result) {
    (void)kept;
    if (viv_is_absent(result))
        return VK(vm)->returned;
    if (viv_is_done(result))
        return raise_plain(vm, VIV_StopAsyncIteration);
    VK(vm)->pc--;
    return vk_generator_yield(vm, result);
}

viv_value vk_async_generator_next(viv_vm *vm, viv_value generator) {
    vk_generator_object *self = generator_of(vm, generator);

    if (self->flags & VK_ASYNC_RUNNING)
        return runs_already(vm, "anext");
    self->flags |= VK_ASYNC_RUNNING;
    return generator;
}

static viv_value go_on(viv_vm *vm, viv_value self, viv_value value,
                       vk_pending_mode mode, vk_continuation continuation) {
    vk_prepare_generator(vm, step_of(vm, self)->generator, value, mode,
                         continuation);
    vk_keep(vm, self);
    return VIV_CALL;
}

/* The generator was done before: so is this. */
static viv_value nothing_to_do(viv_vm *vm, vk_async_step_object *step,
                               vk_continuation continuation) {
    step->head.extra = VK_STEP_CLOSED;
    return continuation == VK_AFTER_ASYNC_AWAIT ? VIV_NONE : vk_raise_stop(vm);
}

/* The step, fresh until now, gets hold of its generator. */
static bool take_hold(viv_vm *vm, vk_async_step_object *step) {
    vk_generator_object *generator = generator_of(vm, step->generator);

    step->head.extra = VK_STEP_RUNS;
    if (!(generator->flags & VK_ASYNC_RUNNING)) {
        generator->flags |= VK_ASYNC_RUNNING;
        return true;
    }
    step->head.extra = VK_STEP_CLOSED;
    runs_already(vm, step->head.kind == VK_ASYNC_SEND ? "anext"
                     : is_aclose(step)                ? "aclose"
                                                      : "athrow");
    return false;
}

/* The first send() of athrow() and aclose(). */
static viv_value throw_first(viv_vm *vm, viv_value self, viv_value sent,
                             vk_continuation continuation) {
    vk_async_step_object *step = step_of(vm, self);
    vk_generator_object *generator = generator_of(vm, step->generator);
    viv_value type = step->sent, exception;

    if (!viv_is_none(sent))
        return vk_raise(vm, VIV_RuntimeError,
                        "can't send non-None value to a just-started "
                        "coroutine");
    if (generator->flags & VK_ASYNC_CLOSED) {
        step->head.extra = VK_STEP_CLOSED;
        return raise_plain(vm, VIV_StopAsyncIteration);
    }
    if (!take_hold(vm, step))
        return VIV_RAISE;
    if (is_aclose(step)) {
        generator->flags |= VK_ASYNC_CLOSED;
        type = vk_error_type(vm, VIV_GeneratorExit);
    }
    exception = vk_generator_thrown(vm, type, step->value);
    if (viv_is_raise(exception)) {
        step->head.extra = VK_STEP_CLOSED;
        generator->flags &= ~(uint32_t)VK_ASYNC_RUNNING;
        return VIV_RAISE;
    }
    generator->flags |= VK_ASYNC_THROWS_IN;
    return go_on(vm, self, exception, VK_PENDING_THROW, continuation);
}

static viv_value send_to(viv_vm *vm, viv_value self, viv_value sent,
                         vk_continuation continuation) {
    vk_async_step_object *step = step_of(vm, self);
    bool sends = step->head.kind == VK_ASYNC_SEND;

    if (step->head.extra == VK_STEP_CLOSED)
        return reused(vm, step);
    if (!sends && generator_of(vm, step->generator)->head.extra ==
                      VK_GENERATOR_ENDED)
        return nothing_to_do(vm, step, continuation);
    if (step->head.extra == VK_STEP_FRESH) {
        if (!sends)
            return throw_first(vm, self, sent, continuation);
        if (!take_hold(vm, step))
            return VIV_RAISE;
        if (viv_is_none(sent))
            sent = step->sent;
    }
    return go_on(vm, self, sent, VK_PENDING_RESUME, continuation);
}

static viv_value throw_to(viv_vm *vm, viv_value self, viv_value exception,
                          vk_continuation continuation) {
    vk_async_step_object *step = step_of(vm, self);

    if (step->head.extra == VK_STEP_CLOSED)
        return reused(vm, step);
    if (step->head.extra == VK_STEP_FRESH && !take_hold(vm, step))
        return VIV_RAISE;
    return go_on(vm, self, exception, VK_PENDING_THROW, continuation);
}

viv_value vk_async_step_awaited(viv_vm *vm, viv_value step, viv_value sent) {
    return send_to(vm, step, sent, VK_AFTER_ASYNC_AWAIT);
}

static viv_value step_next(viv_vm *vm, viv_value self) {
    return send_to(vm, self, VIV_NONE, VK_AFTER_ASYNC_STEP);
}

static viv_value step_iterate(viv_vm *vm, viv_value self) {
    (void)vm;
    return self;
}

static viv_value step_send(viv_vm *vm, const viv_value *args) {
    return send_to(vm, args[0], args[1], VK_AFTER_ASYNC_STEP);
}

static viv_value step_throw(viv_vm *vm, const viv_value *args) {
    viv_value exception = vk_generator_thrown(vm, args[1], args[2]);

    VIV_TRY(exception);
    return throw_to(vm, args[0], exception, VK_AFTER_ASYNC_STEP);
}

static viv_value step_close(viv_vm *vm, const viv_value *args) {
    viv_value exception;

    if (step_of(vm, args[0])->head.extra == VK_STEP_CLOSED)
        return VIV_NONE;
    exception = vk_generator_thrown(vm, vk_error_type(vm, VIV_GeneratorExit),
                                    VIV_NONE);
    VIV_TRY(exception);
    return throw_to(vm, args[0], exception, VK_AFTER_ASYNC_CLOSE);
}

static void step_trace(vk_marker *marker, void *object) {
    vk_mark_values(marker, &((vk_async_step_object *)object)->generator, 3);
}

static const viv_function step_methods[] = {
    {"__await__(self, /)", itself, "Return self."},
    {"send(self, arg, /)", step_send, NULL},
    {"throw(self, typ, val=None, tb=None, /)", step_throw, NULL},
    {"close(self, /)", step_close, NULL},
    {0},
};

const vk_slots vk_async_send_slots = {
    .size = sizeof(vk_async_step_object),
    .trace = step_trace,
    .hash = vk_identity_hash,
    .iterate = step_iterate,
    .next = step_next,
    .methods = step_methods,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};

const vk_slots vk_async_throw_slots = {
    .size = sizeof(vk_async_step_object),
    .trace = step_trace,
    .hash = vk_identity_hash,
    .iterate = step_iterate,
    .next = step_next,
    .methods = step_methods,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};

/* -- coroutine.__await__() */

viv_value vk_coroutine_await(viv_vm *vm, const viv_value *args) {
    return step_new(vm, VK_COROUTINE_WRAPPER, args[0], VIV_NONE, VIV_NONE);
}

static viv_value wrapped(viv_vm *vm, viv_value self) {
    return ((vk_async_step_object *)vk_object(vm, self))->generator;
}

static viv_value wrapper_next(viv_vm *vm, viv_value self) {
    viv_value coroutine = wrapped(vm, self);

    return vk_generator_next(vm, &coroutine);
}

static viv_value wrapper_send(viv_vm *vm, const viv_value *args) {
    viv_value own[2] = {wrapped(vm, args[0]), args[1]};

    return vk_generator_send(vm, own);
}

static viv_value wrapper_throw(viv_vm *vm, const viv_value *args) {
    viv_value own[4] = {wrapped(vm, args[0]), args[1], args[2], args[3]};

    return vk_generator_throw_method(vm, own);
}

static viv_value wrapper_close(viv_vm *vm, const viv_value *args) {
    viv_value coroutine = wrapped(vm, args[0]);

    return vk_generator_close(vm, &coroutine);
}

static const viv_function wrapper_methods[] = {
    {"send(self, arg, /)", wrapper_send, NULL},
    {"throw(self, typ, val=None, tb=None, /)", wrapper_throw, NULL},
    {"close(self, /)", wrapper_close, NULL},
    {0},
};

const vk_slots vk_coroutine_wrapper_slots = {
    .size = sizeof(vk_async_step_object),
    .trace = step_trace,
    .hash = vk_identity_hash,
    .iterate = step_iterate,
    .next = wrapper_next,
    .methods = wrapper_methods,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};

/* -- async_generator */

static viv_value generator_anext(viv_vm *vm, const viv_value *args) {
    return step_new(vm, VK_ASYNC_SEND, args[0], VIV_NONE, VIV_NONE);
}

static viv_value generator_asend(viv_vm *vm, const viv_value *args) {
    return step_new(vm, VK_ASYNC_SEND, args[0], args[1], VIV_NONE);
}

static viv_value generator_athrow(viv_vm *vm, const viv_value *args) {
    return step_new(vm, VK_ASYNC_THROW, args[0], args[1], args[2]);
}

static viv_value generator_aclose(viv_vm *vm, const viv_value *args) {
    return step_new(vm, VK_ASYNC_THROW, args[0], VIV_ABSENT, VIV_NONE);
}

static viv_value get_running(viv_vm *vm, viv_value self) {
    return viv_bool(generator_of(vm, self)->flags & VK_ASYNC_RUNNING);
}

static viv_value get_suspended(viv_vm *vm, viv_value self) {
    return viv_bool(generator_of(vm, self)->head.extra == VK_GENERATOR_RESTS);
}

static viv_value get_awaited(viv_vm *vm, viv_value self) {
    return vk_generator_awaits(vm, self);
}

static const viv_function async_generator_methods[] = {
    {"__aiter__(self, /)", itself, "Return an awaitable, that resolves in asynchronous iterator."},
    {"__anext__(self, /)", generator_anext,
     "Return a value or raise StopAsyncIteration."},
    {"asend(self, value, /)", generator_asend,
     "asend(v) -> send 'v' in generator."},
    {"athrow(self, typ, val=None, tb=None, /)", generator_athrow,
     "athrow(value) -> raise exception in generator."},
    {"aclose(self, /)", generator_aclose,
     "aclose() -> raise GeneratorExit inside generator."},
    {"__class_getitem__(cls, item, /)", vk_generator_alias, "See PEP 585"},
    {0},
};

static const vk_getset async_generator_getsets[] = {
    {"__name__", vk_generator_get_name, vk_generator_set_name, NULL},
    {"__qualname__", vk_generator_get_qualified_name,
     vk_generator_set_qualified_name, NULL},
    {"ag_running", get_running, NULL, NULL},
    {"ag_suspended", get_suspended, NULL, NULL},
    {"ag_await", get_awaited, NULL, NULL},
    {"ag_frame", vk_generator_frame, NULL, NULL},
    {"ag_code", vk_generator_code, NULL, NULL},
    {0},
};

const vk_slots vk_async_generator_slots = {
    .size = sizeof(vk_generator_object),
    .trace = vk_generator_trace,
    .repr = vk_generator_repr,
    .hash = vk_identity_hash,
    .methods = async_generator_methods,
    .getsets = async_generator_getsets,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};
