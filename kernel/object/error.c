/* error.c - raising exceptions from C. */
#include "object/error.h"

#include <stdarg.h>
#include <stdio.h>

#include "eval/eval.h"
#include "eval/ops.h"
#include "host/runtime.h"
#include "object/class.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/str.h"

viv_value vk_error_type(viv_vm *vm, viv_error error) {
    const vk_world_roots *roots = &vk_runtime(vm)->roots;

    VK_CHECK(vm, error < VIV_ERROR_COUNT);
    return roots->errors[error];
}

/* One directive of a message. False: an exception waits already. */
static bool add_value(vk_str_builder *text, char directive, viv_value value) {
    viv_vm *vm = text->vm;

    switch (directive) {
    case 'S':
        vk_str_add(text, vk_is(vm, value, VK_STR) ? value : vk_repr(vm, value));
        break;
    case 'R':
        vk_str_add(text, vk_repr(vm, value));
        break;
    case 'T':
        vk_str_add(text, vk_type_pointer(vm, vk_type_of(vm, value))->name);
        break;
    default:
        vk_str_add(text, vk_is(vm, value, VK_TYPE)
                             ? vk_type_pointer(vm, value)->name
                             : vk_repr(vm, value));
    }
    return !text->failed;
}

static void add_number(vk_str_builder *text, char directive, va_list *args) {
    char number[40];

    switch (directive) {
    case 'd':
        snprintf(number, sizeof number, "%d", va_arg(*args, int));
        break;
    case 'l':
        snprintf(number, sizeof number, "%lld",
                 (long long)va_arg(*args, int64_t));
        break;
    case 'u':
        snprintf(number, sizeof number, "%llu",
                 (unsigned long long)va_arg(*args, uint64_t));
        break;
    default:
        number[vk_float_repr(va_arg(*args, double), number)] = '\0';
    }
    vk_str_add_text(text, number);
}

static void add_utf8(vk_str_builder *text, const char *bytes) {
    viv_value str = vk_str_from_utf8(text->vm, bytes, (uint32_t)strlen(bytes));

    if (viv_is_jump(str))
        text->failed = true;
    else
        vk_str_add(text, str);
}

static void add_directive(vk_str_builder *text, char directive,
                          va_list *args) {
    switch (directive) {
    case 's':
        add_utf8(text, va_arg(*args, const char *));
        break;
    case 'c':
        vk_str_add_char(text, (uint32_t)va_arg(*args, int));
        break;
    case '%':
        vk_str_add_text(text, "%");
        break;
    case 'S':
    case 'R':
    case 'T':
    case 'N':
        add_value(text, directive, va_arg(*args, viv_value));
        break;
    default:
        add_number(text, directive, args);
    }
}

viv_value vk_message_list(viv_vm *vm, const char *format, va_list args) {
    vk_str_builder text;
    va_list list;

    if (VK(vm)->stopped != VK_STOP_NONE)
        return VIV_RAISE;
    va_copy(list, args);
    vk_str_build(&text, vm);
    while (*format != '\0' && !text.failed) {
        uint32_t plain = (uint32_t)strcspn(format, "%");

        vk_str_add_ascii(&text, format, plain);
        format += plain;
        if (*format == '%') {
            add_directive(&text, format[1], &list);
            format += 2;
        }
    }
    va_end(list);
    return vk_str_finish(&text);
}

viv_value vk_raise_list(viv_vm *vm, viv_error error, const char *format,
                        va_list args) {
    viv_value message = vk_message_list(vm, format, args);

    VIV_TRY(message);
    return vk_raise_value(vm, error, message);
}

viv_value vk_raise(viv_vm *vm, viv_error error, const char *format, ...) {
    va_list args;
    viv_value result;

    va_start(args, format);
    result = vk_raise_list(vm, error, format, args);
    va_end(args);
    return result;
}

viv_value vk_raise_value(viv_vm *vm, viv_error error, viv_value argument) {
    viv_value exception =
        vk_exception_new(vm, vk_error_type(vm, error), &argument, 1);

    VIV_TRY(exception);
    return vk_raise_exception(vm, exception, VIV_ABSENT);
}

/* A new exception was raised while another one is being handled. The chain must
 * not come back to it. */
static void chain(viv_vm *vm, viv_value exception) {
    struct vk_machine *machine = VK(vm);
    viv_value context = machine->handled, walk = context;
    vk_exception_object *raised = vk_object(vm, exception);

    if (!vk_is(vm, context, VK_EXCEPTION) || viv_same(context, exception))
        return;
    for (uint32_t steps = 0; steps < 100000; steps++) {
        vk_exception_object *each = vk_object(vm, walk);

        if (!vk_is(vm, each->context, VK_EXCEPTION) ||
            (steps % 64 == 63 && !vk_charge(vm, 8)))
            break;
        if (viv_same(each->context, exception)) {
            each->context = VIV_ABSENT;
            break;
        }
        walk = each->context;
    }
    vk_store(vm, raised, &raised->context, context);
}

static viv_value not_an_exception(viv_vm *vm) {
    return vk_raise(vm, VIV_TypeError,
                    "exceptions must derive from BaseException");
}

static viv_value instance_of(viv_vm *vm, viv_value exception) {
    viv_value made;

    if (vk_is(vm, exception, VK_EXCEPTION))
        return exception;
    if (!vk_is(vm, exception, VK_TYPE) ||
        !vk_type_derives(vm, exception,
                         vk_error_type(vm, VIV_BaseException)))
        return not_an_exception(vm);
    made = vk_call(vm, exception, NULL, 0);
    VIV_TRY(made);
    if (vk_is(vm, made, VK_EXCEPTION))
        return made;
    return vk_raise(vm, VIV_TypeError,
                    "calling %R should have returned an instance of "
                    "BaseException, not %R",
                    exception, vk_type_of(vm, made));
}

static bool set_cause(viv_vm *vm, viv_value exception, viv_value cause) {
    vk_exception_object *raised = vk_object(vm, exception);

    if (viv_is_none(cause)) {
        raised->cause = VIV_ABSENT;
    } else {
        if (!vk_is(vm, cause, VK_EXCEPTION) &&
            !(vk_is(vm, cause, VK_TYPE) &&
              vk_type_derives(vm, cause,
                              vk_error_type(vm, VIV_BaseException)))) {
            vk_raise(vm, VIV_TypeError,
                     "exception causes must derive from BaseException");
            return false;
        }
        cause = instance_of(vm, cause);
        if (viv_is_jump(cause))
            return false;
        vk_store(vm, raised, &raised->cause, cause);
    }
    raised->head.extra |= VK_EXCEPTION_SUPPRESS_CONTEXT;
    return true;
}

viv_value vk_raise_exception(viv_vm *vm, viv_value exception,
                             viv_value cause) {
    if (VK(vm)->stopped != VK_STOP_NONE)
        return VIV_RAISE;
    exception = instance_of(vm, exception);
    VIV_TRY(exception);
    if (!viv_is_absent(cause) && !set_cause(vm, exception, cause))
        return VIV_RAISE;
    chain(vm, exception);
    VK(vm)->exception = exception;
    return VIV_RAISE;
}

bool vk_raised(viv_vm *vm, viv_error error) {
    viv_value exception = VK(vm)->exception;

    return VK(vm)->stopped == VK_STOP_NONE &&
           vk_is(vm, exception, VK_EXCEPTION) &&
           vk_type_derives(vm, vk_type_of(vm, exception),
                           vk_error_type(vm, error));
}

viv_value vk_catch(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);
    viv_value exception = machine->exception;

    if (machine->stopped != VK_STOP_NONE)
        return VIV_ABSENT;
    machine->exception = VIV_ABSENT;
    return exception;
}

/* No memory for a new one: the world has one. */
viv_value vk_raise_memory(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);

    if (machine->stopped == VK_STOP_NONE) {
        viv_value made =
            vk_exception_new(vm, vk_error_type(vm, VIV_MemoryError), NULL, 0);

        if (!viv_is_jump(made))
            return vk_raise_exception(vm, made, VIV_ABSENT);
    }
    return VIV_RAISE;
}

/* NameError as CPython words it, with the name for suggestions. */
viv_value vk_raise_name(viv_vm *vm, viv_value name) {
    vk_raise(vm, VIV_NameError, "name '%S' is not defined", name);
    return vk_exception_note_name(vm, name);
}

viv_value vk_ops_unbound(viv_vm *vm, viv_value name, bool local) {
    if (local)
        return vk_raise(vm, VIV_UnboundLocalError,
                        "cannot access local variable '%S' where it is not "
                        "associated with a value",
                        name);
    vk_raise(vm, VIV_NameError,
             "cannot access free variable '%S' where it is not associated "
             "with a value in enclosing scope",
             name);
    return vk_exception_note_name(vm, name);
}
