/* finalize.c - what a collection left to do: __del__, callbacks of weak
 * references.
 *
 * They run at the safepoint where an exact collection found them due, inside
 * the program's limits; none is left for later, and none runs after a stop.
 *
 * Running program code inside the collector would let it see a half-swept heap;
 * so the collector only queues, and this runs the queue afterwards as ordinary
 * calls.
 */
#include "eval/eval.h"

#include "host/output.h"
#include "object/class.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/protocol.h"
#include "object/str.h"
#include "object/weak.h"

static bool print_failure(viv_vm *vm, const char *what, viv_value function,
                          viv_value exception) {
    viv_value name = vk_repr(vm, function), report;
    vk_str_builder text;

    if (viv_is_jump(name))
        name = viv_is_absent(vk_catch(vm))
                   ? VIV_RAISE
                   : vk_str_from_text(vm, "<repr failed>");
    if (viv_is_jump(name))
        return false;
    report = vk_exception_report(vm, exception);
    if (viv_is_jump(report))
        return false;
    vk_str_build(&text, vm);
    vk_str_add_text(&text, "Exception ignored while calling ");
    vk_str_add_text(&text, what);
    vk_str_add_text(&text, " ");
    vk_str_add(&text, name);
    vk_str_add_text(&text, ":\n");
    vk_str_add(&text, report);
    name = vk_str_finish(&text);
    return !viv_is_jump(name) && vk_output_str(vm, VK_STDERR, name);
}

/* Nobody waits for what was raised: it is printed as CPython prints it. What
 * the printing itself raises is lost, as there. */
static void ignore(viv_vm *vm, const char *what, viv_value function) {
    viv_value exception = vk_catch(vm);

    if (!viv_is_absent(exception) &&
        !print_failure(vm, what, function, exception))
        vk_catch(vm);
}

static void run_callback(viv_vm *vm, viv_value reference) {
    viv_value callback;

    if (!vk_is(vm, reference, VK_WEAK_REFERENCE))
        return;
    callback = ((const vk_weak_object *)vk_object(vm, reference))->callback;
    if (!viv_is_none(callback) &&
        viv_is_raise(vk_call(vm, callback, &reference, 1)))
        ignore(vm, "weakref callback", callback);
}

static void run_finalizer(viv_vm *vm, viv_value object) {
    viv_value method =
        vk_type_special(vm, vk_type_of(vm, object), VK_SPECIAL_DEL);
    viv_value bound;

    if (viv_is_absent(method))
        return;
    bound = viv_is_jump(method) ? method
                                : vk_bind_special(vm, method, object);
    if (viv_is_jump(bound) || viv_is_raise(vk_call(vm, bound, NULL, 0)))
        ignore(vm, "deallocator", method);
}

/* Not re-entered: a finalizer that makes garbage only lengthens the queue.
 * Callbacks of weak references come before finalizers, as PEP 442 orders it. */
void vk_finalize_due(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);
    viv_value object;

    if (machine->finalizing)
        return;
    machine->finalizing = true;
    while (machine->stopped == VK_STOP_NONE &&
           !viv_is_absent(object = vk_heap_due(vm, VK_WATCH_WEAK)))
        run_callback(vm, object);
    while (machine->stopped == VK_STOP_NONE &&
           !viv_is_absent(object = vk_heap_due(vm, VK_WATCH_FINALIZER)))
        run_finalizer(vm, object);
    machine->finalizing = false;
}
