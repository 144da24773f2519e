/* error.c - errors and warnings of a compilation, with their places in the
 * text.
 *
 * Messages are formatted with a small printf of its own: %s, %d, and %S for a
 * str of the sandbox, which no printf knows. Places are computed from the text
 * only when something is wrong: nodes hold lines and columns in bytes of UTF-8,
 * errors show characters.
 */
#include <stdarg.h>
#include <stdio.h>

#include "compile/builder.h"
#include "object/error.h"
#include "object/str.h"
#include "text/utf8.h"

enum { LINE_MAX_CHARS = 4096, CHARGED_NODES = 64 };

viv_vm *vk_builder_vm(const viv_builder *b) {
    return b->vm;
}

viv_vm *viv_builder_vm(const viv_builder *b) {
    return b->vm;
}

bool viv_failed(const viv_builder *b) {
    return b->failed;
}

void vk_builder_raised(viv_builder *b) {
    if (!b->failed)
        b->raised = true;
    b->failed = true;
}

/* Every recursion over the tree goes through here: it pays for the work, so
 * that a large text runs into the limits of steps and time, and keeps the C
 * stack. */
bool vk_builder_enter(viv_builder *b) {
    if (b->failed)
        return false;
    if (++b->work % CHARGED_NODES == 0 && !vk_charge(b->vm, CHARGED_NODES)) {
        vk_builder_raised(b);
        return false;
    }
    if (vk_stack_low(b->vm)) {
        vk_raise(b->vm, VIV_RecursionError,
                 "maximum recursion depth exceeded during compilation");
        vk_builder_raised(b);
        return false;
    }
    return true;
}

/* -- messages */

typedef struct message {
    viv_vm *vm;
    char *text;
    uint32_t used, size;
} message;

static void add_bytes(message *to, const char *bytes, size_t length) {
    while (length-- && to->used + 1 < to->size)
        to->text[to->used++] = *bytes++;
    to->text[to->used] = 0;
}

static void add_str(message *to, viv_value str) {
    char buffer[256];
    uint32_t length;

    if (!vk_is(to->vm, str, VK_STR))
        return;
    length = vk_str_utf8(to->vm, str, buffer, sizeof buffer);
    if (length >= sizeof buffer)
        length = sizeof buffer - 1;
    add_bytes(to, buffer, strnlen(buffer, length));
}

static void add_argument(message *to, char directive, va_list *arguments) {
    char number[16];
    const char *text;

    switch (directive) {
    case 's':
        text = va_arg(*arguments, const char *);
        add_bytes(to, text, strlen(text));
        break;
    case 'd':
        snprintf(number, sizeof number, "%d", va_arg(*arguments, int));
        add_bytes(to, number, strlen(number));
        break;
    case 'S':
        add_str(to, va_arg(*arguments, viv_value));
        break;
    default:
        add_bytes(to, &directive, 1);
    }
}

static void write_message(message *to, const char *format,
                          va_list *arguments) {
    for (const char *at = format; *at; at++)
        if (*at == '%' && at[1])
            add_argument(to, *++at, arguments);
        else
            add_bytes(to, at, 1);
}

/* -- places */

/* Start of line [number] of the text, in characters. Line ends are \n, \r and
 * \r\n, as the lexer has them. */
static uint32_t find_line(vk_text text, uint32_t number) {
    uint32_t line = 1;

    for (uint32_t i = 0; i < text.length; i++) {
        uint32_t character = vk_text_at(text, i);
        bool ends = character == '\n' ||
                    (character == '\r' && (i + 1 == text.length ||
                                           vk_text_at(text, i + 1) != '\n'));

        if (line == number)
            return i;
        line += ends;
    }
    return text.length;
}

/* The text between two places. */
static viv_value cut(viv_builder *b, vk_text text, uint32_t start,
                     uint32_t end) {
    vk_str_builder to;
    viv_value result;

    vk_str_build(&to, b->vm);
    for (uint32_t i = start; i < end && i < text.length; i++) {
        uint32_t character = vk_text_at(text, i);

        vk_str_add_char(&to, character == '\n' ? ' ' : character);
    }
    result = vk_str_finish(&to);
    if (!viv_is_raise(result))
        return result;
    vk_builder_raised(b);
    return VIV_NONE;
}

/* A column in bytes of UTF-8 as a number of characters. */
static int characters(vk_text text, uint32_t line_start, int bytes) {
    uint32_t at = line_start, passed = 0;

    while (at < text.length && passed < (uint32_t)bytes &&
           vk_text_at(text, at) != '\n')
        passed += vk_utf8_size(vk_text_at(text, at++));
    return (int)(at - line_start);
}

viv_value vk_source_text(viv_builder *b, viv_node node) {
    viv_value source = b->options->source;
    uint32_t start, end;
    vk_text text;

    if (b->failed || !vk_is(b->vm, source, VK_STR))
        return viv_identifier(b, "...");
    text = vk_str_text(b->vm, source);
    start = find_line(text, (uint32_t)viv_node_line(b, node));
    end = find_line(text, (uint32_t)viv_node_end_line(b, node));
    start += (uint32_t)characters(text, start, viv_node_column(b, node));
    end += (uint32_t)characters(text, end, viv_node_end_column(b, node));
    return cut(b, text, start, end);
}

/* The line as UTF-8, in the arena. Bounded: a line of the text may have
 * megabytes. */
static void quote_line(viv_builder *b, vk_text text, uint32_t start,
                       vk_syntax_error *error) {
    uint32_t end = start, at, used = 0;

    while (end < text.length && end - start < LINE_MAX_CHARS &&
           vk_text_at(text, end) != '\n' && vk_text_at(text, end) != '\r')
        end++;
    at = vk_arena_take(b->vm, (end - start) * 4 + 2);
    if (!at)
        return;
    for (uint32_t i = start; i < end; i++)
        used += vk_utf8_encode(vk_text_at(text, i), vk_at(b->vm, at + used));
    *(char *)vk_at(b->vm, at + used) = '\n';
    error->text = at;
    error->text_length = used + 1;
}

static void fill_place(viv_builder *b, viv_node node, vk_syntax_error *error) {
    viv_value source = b->options->source;
    vk_text text;
    uint32_t start;

    error->line = viv_node_line(b, node);
    error->end_line = viv_node_end_line(b, node);
    error->offset = viv_node_column(b, node) + 1;
    error->end_offset = viv_node_end_column(b, node) + 1;
    if (!vk_is(b->vm, source, VK_STR) || error->line < 1)
        return;
    text = vk_str_text(b->vm, source);
    start = find_line(text, (uint32_t)error->line);
    error->offset = characters(text, start, error->offset - 1) + 1;
    error->end_offset =
        characters(text,
                   error->end_line == error->line
                       ? start
                       : find_line(text, (uint32_t)error->end_line),
                   error->end_offset - 1) + 1;
    quote_line(b, text, start, error);
}

static void describe(viv_builder *b, viv_node node, vk_syntax_error *error,
                     const char *format, va_list *arguments) {
    message to = {b->vm, error->message, 0, sizeof error->message};

    error->set = true;
    error->message[0] = 0;
    fill_place(b, node, error);
    write_message(&to, format, arguments);
}

/* The first one counts: what follows from it would only confuse. */
void viv_syntax_error(viv_builder *b, viv_node node, const char *format, ...) {
    va_list arguments;

    if (b->failed)
        return;
    va_start(arguments, format);
    b->error->kind = VIV_SyntaxError;
    describe(b, node, b->error, format, &arguments);
    va_end(arguments);
    b->failed = true;
}

void viv_syntax_warning(viv_builder *b, viv_node node, const char *format,
                        ...) {
    vk_syntax_error warning = {.kind = VIV_SyntaxWarning};
    va_list arguments;

    if (b->failed || !b->options->warn)
        return;
    va_start(arguments, format);
    describe(b, node, &warning, format, &arguments);
    va_end(arguments);
    if (!b->options->warn(b->vm, b->options->context, &warning))
        vk_builder_raised(b);
}
