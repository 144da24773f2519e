/* error.c - SDK: raising.
 *
 * Raising returns VIV_RAISE, so that a native function can end in `return
 * viv_raise(...)`.
 */
#include "object/error.h"
#include "object/exception.h"

#include <stdarg.h>

#include "object/protocol.h"

viv_value viv_raise(viv_vm *vm, viv_error error, const char *format, ...) {
    va_list values;

    va_start(values, format);
    viv_value raised = vk_raise_list(vm, error, format, values);
    va_end(values);
    return raised;
}

viv_value viv_raise_type(viv_vm *vm, viv_value type, const char *format, ...) {
    va_list values;

    va_start(values, format);
    viv_value message = vk_message_list(vm, format, values);
    va_end(values);
    VIV_TRY(message);
    viv_value exception = vk_call(vm, type, &message, 1);

    VIV_TRY(exception);
    return vk_raise_exception(vm, exception, VIV_ABSENT);
}

viv_value viv_raise_value(viv_vm *vm, viv_error error, viv_value argument) {
    return vk_raise_value(vm, error, argument);
}

viv_value viv_raise_exception(viv_vm *vm, viv_value exception) {
    return vk_raise_exception(vm, exception, VIV_ABSENT);
}

viv_value viv_error_type(viv_vm *vm, viv_error error) {
    return vk_error_type(vm, error);
}

bool viv_raised(viv_vm *vm, viv_error error) {
    return vk_raised(vm, error);
}

viv_value viv_catch(viv_vm *vm) {
    return vk_catch(vm);
}

viv_value viv_exception_report(viv_vm *vm, viv_value exception) {
    return vk_exception_report(vm, exception);
}
