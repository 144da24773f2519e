/* syntax_error.c - SyntaxError from what the parser or the compiler found. */
#include "compile/compile.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

static viv_value number_or_none(int number) {
    return number < 0 ? VIV_NONE : viv_small_int(number);
}

viv_value vk_raise_syntax(viv_vm *vm, const vk_syntax_error *error,
                          viv_value file) {
    viv_value text = VIV_NONE, message, place[6], args[2], exception;
    uint32_t length = vk_span(error->text, error->text_length);

    if (error->raised)
        return VIV_RAISE;
    if (error->text != 0)
        text = vk_str_from_utf8(vm, vk_at(vm, error->text), length);
    VIV_TRY(text);
    message = vk_str_from_utf8(vm, error->message,
                               (uint32_t)strlen(error->message));
    VIV_TRY(message);
    place[0] = file;
    place[1] = number_or_none(error->line);
    place[2] = number_or_none(error->offset);
    place[3] = text;
    place[4] = number_or_none(error->end_line);
    place[5] = number_or_none(error->end_offset);
    args[0] = message;
    args[1] = vk_tuple_from(vm, place, 6);
    VIV_TRY(args[1]);
    exception =
        vk_exception_new(vm, vk_error_type(vm, error->kind), args, 2);
    VIV_TRY(exception);
    return vk_raise_exception(vm, exception, VIV_ABSENT);
}
