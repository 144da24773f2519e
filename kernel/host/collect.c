/* collect.c - runs what a call gave until it is a plain value.
 *
 * A host that calls `async def f` wants its result, not a coroutine. There is
 * no event loop here; modules/asyncio has one for programs.
 */
#include "host/collect.h"

#include "eval/generator.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

static viv_value call_method(viv_vm *vm, viv_value object, const char *name,
                             const viv_value *args, uint32_t count) {
    viv_value method = vk_get_attribute(
        vm, object, vk_str_intern_utf8(vm, name, (uint32_t)strlen(name)));

    VIV_TRY(method);
    return vk_call(vm, method, args, count);
}

/* Drives a coroutine to its end. There is no event loop: a bare yield lets
 * others go first, of which there are none; anything else would be waited for
 * in vain. */
static viv_value await(viv_vm *vm, viv_value coroutine) {
    viv_value sent = VIV_NONE;

    for (;;) {
        viv_value given = call_method(vm, coroutine, "send", &sent, 1);

        if (viv_is_raise(given) && vk_raised(vm, VIV_StopIteration))
            return vk_exception_stop_value(vm, vk_catch(vm));
        VIV_TRY(given);
        if (!viv_is_none(given)) {
            vk_raise(vm, VIV_RuntimeError,
                     "a coroutine waits for %R, and there is no event loop",
                     given);
            return VIV_RAISE;
        }
        if (!vk_charge(vm, 8))
            return VIV_RAISE;
    }
}

static viv_value collect_asynchronous(viv_vm *vm, viv_value generator) {
    viv_value list = vk_list_new(vm, 4);

    VIV_TRY(list);
    for (;;) {
        viv_value step = call_method(vm, generator, "__anext__", NULL, 0);

        VIV_TRY(step);
        step = await(vm, step);
        if (viv_is_raise(step) && vk_raised(vm, VIV_StopAsyncIteration)) {
            vk_catch(vm);
            return list;
        }
        VIV_TRY(step);
        if (!vk_list_append(vm, list, step))
            return VIV_RAISE;
    }
}

viv_value vk_collect(viv_vm *vm, viv_value value) {
    if (vk_is(vm, value, VK_COROUTINE))
        return await(vm, value);
    if (vk_is(vm, value, VK_GENERATOR))
        return vk_list_from_iterable(vm, value);
    if (vk_is(vm, value, VK_ASYNC_GENERATOR))
        return collect_asynchronous(vm, value);
    return value;
}
