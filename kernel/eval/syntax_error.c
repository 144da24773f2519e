/* syntax_error.c - SyntaxError from what the parser or the compiler found, and
 * compiling the library. */
#include "compile/compile.h"
#include "eval/library.h"
#include "eval/eval.h"
#include "host/runtime.h"
#include "memory/arena.h"
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

/* The lexer reads from the cage only: one reader, one set of checks. */
static uint32_t copy_source(viv_vm *vm, const viv_source *source) {
    uint32_t at = vk_arena_take(vm, source->length + 1);

    if (at != 0)
        memcpy(vk_at(vm, at), source->text, source->length);
    return at;
}

viv_value vk_compile_library(viv_vm *vm, const viv_source *source) {
    vk_syntax_error error = {0};
    vk_source text = {.length = source->length};
    vk_compile_options options = {.flags = VK_COMPILE_HIDDEN |
                                           VK_COMPILE_LIBRARY};
    viv_node tree;

    options.file = vk_str_from_text(vm, source->module);
    options.source = VIV_ABSENT;
    VIV_TRY(options.file);
    text.offset = copy_source(vm, source);
    if (text.offset == 0)
        return VIV_RAISE;
    tree = vk_parser_parse(vm, &text, VK_PARSE_MODULE, &error);
    if (tree == 0)
        return vk_raise_syntax(vm, &error, options.file);
    return vk_compile(vm, tree, &options);
}
