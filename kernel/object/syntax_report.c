/* syntax_report.c - how a SyntaxError is shown: its place, the line, what is
 * wrong. */
#include <stdio.h>

#include "object/class.h"
#include "object/error.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/traceback.h"
#include "text/unicode.h"

static viv_value part(viv_vm *vm, viv_value exception, const char *name) {
    return vk_instance_get(
        vm, exception,
        vk_str_intern_utf8(vm, name, (uint32_t)strlen(name)));
}

/* False: it has none, or something else stands there. */
static bool number(viv_vm *vm, viv_value exception, const char *name,
                   int64_t *result) {
    viv_value value = part(vm, exception, name);

    *result = viv_is_small_int(value) ? viv_small_int_value(value) : 0;
    return viv_is_small_int(value);
}

static bool is_line_end(uint32_t c) {
    return c == '\n';
}

static bool is_indent(uint32_t c) {
    return c == ' ' || c == '\n' || c == '\f';
}

/* Where the marks begin and end: columns from 1, past the line's last character
 * where the error says more. */
static void marked(viv_vm *vm, viv_value exception, uint32_t length,
                   uint32_t whole, int64_t *from, int64_t *to) {
    int64_t line, end_line;
    bool one = number(vm, exception, "lineno", &line) ==
                   number(vm, exception, "end_lineno", &end_line) &&
               line == end_line;

    if (!one)
        *to = (int64_t)length + 1;
    else if (!number(vm, exception, "end_offset", to) || *to == 0)
        *to = *from;
    if (whole > 0 && *from > (int64_t)whole)
        *from = (int64_t)length + 1;
    if (whole > 0 && *to > (int64_t)whole)
        *to = (int64_t)length + 1;
    if (*from >= *to || *to < 0)
        *to = *from + 1;
}

static void add_marks(vk_str_builder *out, vk_text text, uint32_t indent,
                      int64_t from, int64_t to) {
    vk_str_add_text(out, "    ");
    for (int64_t at = indent; at < from - 1; at++) {
        uint32_t c = at < (int64_t)text.length
                         ? vk_text_at(text, (uint32_t)at)
                         : ' ';

        vk_str_add_char(out, vk_unicode_flags(c) & VK_UNICODE_SPACE ? c : ' ');
    }
    vk_str_add_fill(out, '^', (uint32_t)(to - from));
    vk_str_add_text(out, "\n");
}

static void add_line(vk_str_builder *out, viv_value exception, viv_value line) {
    vk_text text = vk_str_text(out->vm, line);
    uint32_t whole = text.length, indent = 0;
    int64_t from, to;

    while (text.length > 0 && is_line_end(vk_text_at(text, text.length - 1)))
        text.length--;
    while (indent < text.length && is_indent(vk_text_at(text, indent)))
        indent++;
    vk_str_add_text(out, "    ");
    vk_str_add_part(out, text, indent, text.length);
    vk_str_add_text(out, "\n");
    if (!number(out->vm, exception, "offset", &from))
        return;
    marked(out->vm, exception, text.length, whole, &from, &to);
    if (from - 1 >= (int64_t)indent)
        add_marks(out, text, indent, from, to);
}

/* A file's name, or "<string>". */
static void add_file(vk_str_builder *out, viv_value file) {
    if (vk_is(out->vm, file, VK_STR))
        vk_str_add(out, file);
    else
        vk_str_add_text(out, "<string>");
}

bool vk_syntax_report(vk_str_builder *out, viv_value exception) {
    viv_vm *vm = out->vm;
    viv_value file, line, message;
    int64_t at;
    bool placed;
    char place[40];

    if (!vk_type_derives(vm, vk_type_of(vm, exception),
                         vk_error_type(vm, VIV_SyntaxError)))
        return false;
    file = part(vm, exception, "filename");
    placed = number(vm, exception, "lineno", &at);
    if (placed) {
        vk_str_add_text(out, "  File \"");
        add_file(out, file);
        snprintf(place, sizeof place, "\", line %lld\n", (long long)at);
        vk_str_add_text(out, place);
    }
    line = part(vm, exception, "text");
    if (vk_is(vm, line, VK_STR))
        add_line(out, exception, line);
    vk_str_add(out, vk_type_pointer(vm, vk_type_of(vm, exception))->name);
    vk_str_add_text(out, ": ");
    message = part(vm, exception, "msg");
    if (vk_is(vm, message, VK_STR) && vk_str_text(vm, message).length > 0)
        vk_str_add(out, message);
    else
        vk_str_add_text(out, "<no detail available>");
    if (!placed && vk_is(vm, file, VK_STR)) {
        vk_str_add_text(out, " (");
        vk_str_add(out, file);
        vk_str_add_text(out, ")");
    }
    vk_str_add_text(out, "\n");
    return true;
}
