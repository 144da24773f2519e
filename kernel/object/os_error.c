/* os_error.c - OSError and its classes by number, as the system gives them. */
#include <errno.h>

#include "object/error.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/str.h"

static const struct {
    int number;
    viv_error error;
} classes[] = {
    {EAGAIN, VIV_BlockingIOError},       {EALREADY, VIV_BlockingIOError},
    {EINPROGRESS, VIV_BlockingIOError},  {EPIPE, VIV_BrokenPipeError},
    {ESHUTDOWN, VIV_BrokenPipeError},    {ECHILD, VIV_ChildProcessError},
    {ECONNABORTED, VIV_ConnectionAbortedError},
    {ECONNREFUSED, VIV_ConnectionRefusedError},
    {ECONNRESET, VIV_ConnectionResetError},
    {EEXIST, VIV_FileExistsError},       {ENOENT, VIV_FileNotFoundError},
    {EISDIR, VIV_IsADirectoryError},     {ENOTDIR, VIV_NotADirectoryError},
    {EINTR, VIV_InterruptedError},       {EACCES, VIV_PermissionError},
    {EPERM, VIV_PermissionError},        {ESRCH, VIV_ProcessLookupError},
    {ETIMEDOUT, VIV_TimeoutError},
};

static viv_error error_of(int64_t number) {
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (classes[i].number == number)
            return classes[i].error;
    return VIV_OSError;
}

viv_value vk_os_error_class(viv_vm *vm, viv_value type, viv_value args) {
    uint32_t count = vk_tuple_length(vm, args);
    viv_value number;

    if (!viv_same(type, vk_error_type(vm, VIV_OSError)) || count < 2 ||
        count > 5)
        return type;
    number = vk_tuple_get(vm, args, 0);
    return vk_is_int(vm, number)
               ? vk_error_type(vm, error_of(vk_int_clipped(vm, number)))
               : type;
}

viv_value vk_raise_os(viv_vm *vm, int number, viv_value file) {
    viv_value args[] = {viv_small_int(number),
                        vk_str_from_text(vm, strerror(number)), file};
    viv_value made;

    VIV_TRY(args[1]);
    made = vk_exception_new(vm, vk_error_type(vm, error_of(number)), args,
                            viv_is_absent(file) ? 2 : 3);
    VIV_TRY(made);
    return vk_raise_exception(vm, made, VIV_ABSENT);
}
