/* program.c - texts become trees, trees become code, code is run in a
 * namespace.
 *
 * All texts take this way: the host's, those of modules, those given to eval(),
 * exec() and compile(). They are copied into the arena first, since a program
 * may change a bytearray while it is being compiled.
 */
#include "eval/program.h"

#include <stdio.h>

#include "host/output.h"
#include "host/runtime.h"
#include "memory/arena.h"
#include "object/bytes.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/str.h"
#include "syntax/source.h"

enum { FILE_BYTES = 300 };

static bool write_line(viv_vm *vm, const char *text, uint32_t length) {
    return vk_output_write(vm, VK_STDERR, text, length);
}

/* Prints a SyntaxWarning as CPython does. */
static bool print_warning(viv_vm *vm, void *context,
                          const vk_syntax_error *warning) {
    const vk_program_text *program = context;
    char file[FILE_BYTES], text[FILE_BYTES + VK_SYNTAX_MESSAGE + 40];
    uint32_t start = 0, end = warning->text_length;
    const char *line = vk_at(vm, warning->text);

    vk_str_utf8(vm, program->file, file, sizeof file);
    snprintf(text, sizeof text, "%s:%d: SyntaxWarning: %s\n", file,
             warning->line, warning->message);
    if (!write_line(vm, text, (uint32_t)strlen(text)))
        return false;
    end = vk_span(warning->text, end);
    while (start < end && (line[start] == ' ' || line[start] == '\t'))
        start++;
    while (end > start && (line[end - 1] == '\n' || line[end - 1] == ' '))
        end--;
    return start == end || (write_line(vm, "  ", 2) &&
                            write_line(vm, line + start, end - start) &&
                            write_line(vm, "\n", 1));
}

bool vk_program_bytes(viv_vm *vm, vk_program_text *text, const char *bytes,
                      size_t length) {
    if (length >= UINT32_MAX / 2) {
        vk_raise_memory(vm);
        return false;
    }
    text->length = (uint32_t)length;
    text->offset = vk_arena_take(vm, text->length + 1);
    if (text->offset == 0)
        return false;
    memcpy(vk_at(vm, text->offset), bytes, length);
    return true;
}

static vk_source source_of(viv_vm *vm, vk_program_text *text) {
    return (vk_source){.offset = text->offset,
                       .length = text->length,
                       .encoded = text->encoded,
                       .file = text->whole_file,
                       .warn = print_warning,
                       .context = text,
                       .extension = vk_runtime(vm)->syntax};
}

viv_node vk_program_parse(viv_vm *vm, vk_program_text *text) {
    vk_syntax_error error = {0};
    vk_source source = source_of(vm, text);
    viv_node tree = vk_parser_parse(vm, &source, text->mode, &error);

    if (tree == 0 && !error.raised) {
        vk_suggest_keyword(vm, &source, &error);
        vk_raise_syntax(vm, &error, text->file);
    }
    return tree;
}

/* The text as tracebacks quote it: kept, because the sandbox cannot read a file
 * again when a traceback wants a line of it. */
static viv_value quotation(viv_vm *vm, vk_program_text *text) {
    vk_syntax_error error = {0};
    vk_source source = source_of(vm, text);
    vk_text_span span;

    if (!text->quoted || !vk_source_read(vm, &source, &error, &span))
        return VIV_ABSENT;
    return vk_str_from_utf8(vm, vk_at(vm, span.offset),
                            vk_span(span.offset, span.length));
}

viv_value vk_program_compile(viv_vm *vm, vk_program_text *text) {
    viv_node tree = vk_program_parse(vm, text);
    vk_compile_options options = {.file = text->file,
                                  .flags = text->flags,
                                  .warn = print_warning,
                                  .context = text};

    if (tree == 0)
        return VIV_RAISE;
    options.source = quotation(vm, text);
    VIV_TRY(options.source);
    return vk_compile(vm, tree, &options);
}

/* -- texts of the program */

/* The UTF-8 of a str, in the arena. */
static bool encode(viv_vm *vm, viv_value source, vk_program_text *text) {
    uint32_t length = vk_str_text(vm, source).length;
    uint64_t room = (uint64_t)length * 4 + 16;

    if (room >= UINT32_MAX) {
        vk_raise_memory(vm);
        return false;
    }
    if (!vk_charge(vm, length / 8 + 1))
        return false;
    text->offset = vk_arena_take(vm, (uint32_t)room);
    if (text->offset == 0)
        return false;
    text->length = vk_str_utf8(vm, source, vk_at(vm, text->offset),
                               (uint32_t)room);
    return true;
}

/* The charge may collect, and that may run finalizers: the view is taken again
 * afterwards. */
static bool copy_bytes(viv_vm *vm, viv_value source, vk_program_text *text) {
    vk_text bytes;
    uint32_t length;

    if (!vk_bytes_like(vm, source, &bytes) ||
        !vk_charge(vm, bytes.length / 32 + 1))
        return false;
    length = bytes.length;
    text->encoded = true;
    text->offset = vk_arena_take(vm, length + 1);
    if (text->offset == 0 || !vk_bytes_like(vm, source, &bytes))
        return false;
    text->length = bytes.length < length ? bytes.length : length;
    memcpy(vk_at(vm, text->offset), bytes.data, text->length);
    return true;
}

/* eval() ignores blanks in front. */
static void skip_blanks(viv_vm *vm, vk_program_text *text) {
    const char *bytes = vk_at(vm, text->offset);

    while (text->length > 0 && (*bytes == ' ' || *bytes == '\t')) {
        bytes++;
        text->offset++;
        text->length--;
    }
}

static viv_value compile_value(viv_vm *vm, viv_value source,
                               vk_program_text *text) {
    bool fine = vk_is(vm, source, VK_STR) ? encode(vm, source, text)
                                          : copy_bytes(vm, source, text);

    if (!fine)
        return VIV_RAISE;
    if (memchr(vk_at(vm, text->offset), 0, text->length) != NULL)
        return vk_raise(vm, VIV_SyntaxError,
                        "source code string cannot contain null bytes");
    if (text->mode == VK_PARSE_EXPRESSION)
        skip_blanks(vm, text);
    return vk_program_compile(vm, text);
}

viv_value vk_program_from_value(viv_vm *vm, viv_value source, viv_value file,
                                vk_parse_mode mode, uint32_t flags) {
    vk_arena_mark mark = vk_arena_begin(vm);
    vk_program_text text = {.file = file, .mode = mode, .flags = flags};
    viv_value code = compile_value(vm, source, &text);

    vk_arena_end(vm, mark);
    return code;
}

viv_value vk_program_run(viv_vm *vm, viv_value code, viv_value globals,
                         viv_value namespace) {
    viv_value function = vk_function_new(vm, code, globals);

    VIV_TRY(function);
    return vk_tail_call(vm, function, &namespace, 1);
}
