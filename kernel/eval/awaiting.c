/* awaiting.c - what `await`, `async for` and `async with` ask of objects.
 *
 * PEP 492 and PEP 525. The objects of the machine itself (coroutines,
 * asynchronous generators) are recognised by kind and need no methods called;
 * that is what makes `await` of a coroutine as cheap as a call.
 */
#include "eval/generator.h"
#include "eval/ops.h"
#include "object/class.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/protocol.h"
#include "object/str.h"

static viv_value special(viv_vm *vm, viv_value value, const char *name) {
    return vk_find_special(
        vm, value, vk_str_intern_utf8(vm, name, (uint32_t)strlen(name)));
}

static viv_value call_special(viv_vm *vm, viv_value method, viv_value self) {
    viv_value bound = vk_bind_special(vm, method, self);

    VIV_TRY(bound);
    return vk_call(vm, bound, NULL, 0);
}

/* A generator of a function that types.coroutine() was given. */
static bool is_awaitable(viv_vm *vm, viv_value value) {
    return vk_is(vm, value, VK_GENERATOR) &&
           vk_code_pointer(
               vm, ((vk_generator_object *)vk_object(vm, value))->code)
                   ->flags & VK_CODE_AWAITABLE;
}

viv_value vk_ops_get_awaitable(viv_vm *vm, viv_value value, uint32_t where) {
    static const char *const messages[] = {
        "'%T' object can't be awaited",
        "'async with' received an object from __aenter__ that does not "
        "implement __await__: %T",
        "'async with' received an object from __aexit__ that does not "
        "implement __await__: %T",
    };
    viv_value method, result;

    if (vk_is(vm, value, VK_COROUTINE) || vk_is(vm, value, VK_ASYNC_SEND) ||
        vk_is(vm, value, VK_ASYNC_THROW) || is_awaitable(vm, value))
        return value;
    method = special(vm, value, "__await__");
    VIV_TRY(method);
    if (viv_is_absent(method))
        return vk_raise(vm, VIV_TypeError, messages[where < 3 ? where : 0],
                        value);
    result = call_special(vm, method, value);
    VIV_TRY(result);
    return vk_ops_check_awaitable(vm, result, where);
}

/* __await__ may have been Python code: its result comes here as a delivered
 * value. */
viv_value vk_ops_check_awaitable(viv_vm *vm, viv_value value, uint32_t where) {
    (void)where;
    if (vk_is(vm, value, VK_COROUTINE))
        return vk_raise(vm, VIV_TypeError, "__await__() returned a coroutine");
    if (vk_is(vm, value, VK_COROUTINE_WRAPPER))
        return ((vk_async_step_object *)vk_object(vm, value))->generator;
    if (vk_slots_of(vm, value)->next != NULL ||
        vk_is(vm, value, VK_GENERATOR) ||
        vk_type_overrides(vm, vk_type_of(vm, value), VK_SPECIAL_NEXT))
        return value;
    return vk_raise(vm, VIV_TypeError,
                    "__await__() returned non-iterator of type '%T'", value);
}

viv_value vk_ops_get_async_iterator(viv_vm *vm, viv_value value) {
    viv_value method, made;

    if (vk_is(vm, value, VK_ASYNC_GENERATOR))
        return value;
    method = special(vm, value, "__aiter__");
    VIV_TRY(method);
    if (viv_is_absent(method))
        return vk_raise(vm, VIV_TypeError,
                        "'async for' requires an object with __aiter__ method, "
                        "got %T",
                        value);
    made = call_special(vm, method, value);
    VIV_TRY(made);
    if (viv_is_absent(special(vm, made, "__anext__")))
        return vk_raise(vm, VIV_TypeError,
                        "'async for' received an object from __aiter__ that "
                        "does not implement __anext__: %T",
                        made);
    return made;
}

/* What waits is the cause of a TypeError. */
static viv_value invalid_next(viv_vm *vm, viv_value made) {
    viv_value cause = vk_catch(vm);
    vk_exception_object *raised;

    if (viv_is_absent(cause))
        return VIV_RAISE;
    vk_raise(vm, VIV_TypeError,
             "'async for' received an invalid object from __anext__: %T", made);
    if (!vk_is(vm, VK(vm)->exception, VK_EXCEPTION))
        return VIV_RAISE;
    raised = vk_object(vm, VK(vm)->exception);
    vk_store(vm, raised, &raised->cause, cause);
    vk_store(vm, raised, &raised->context, cause);
    raised->head.extra |= VK_EXCEPTION_SUPPRESS_CONTEXT;
    return VIV_RAISE;
}

viv_value vk_ops_get_async_next(viv_vm *vm, viv_value value) {
    viv_value method, made;

    if (vk_is(vm, value, VK_ASYNC_GENERATOR))
        return vk_async_generator_next(vm, value);
    method = special(vm, value, "__anext__");
    VIV_TRY(method);
    if (viv_is_absent(method))
        return vk_raise(vm, VIV_TypeError,
                        "'async for' requires an iterator with __anext__ "
                        "method, got %T",
                        value);
    made = call_special(vm, method, value);
    VIV_TRY(made);
    method = vk_ops_get_awaitable(vm, made, 0);
    return viv_is_raise(method) ? invalid_next(vm, made) : method;
}
