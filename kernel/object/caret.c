/* caret.c - what of a source line is marked in a report, and how. */
#include <stdio.h>
#include <utf8proc.h>

#include "machine.h"
#include "object/class.h"
#include "object/error.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/traceback.h"

uint32_t vk_frame_mark(viv_vm *vm) {
    return (uint32_t)(VK(vm)->control_base - VK(vm)->control);
}

bool vk_text_wide(uint32_t character) {
    return utf8proc_charwidth((utf8proc_int32_t)character) == 2;
}

/* -- anchors: found by looking for the last operator or bracket outside brackets */

static bool is_closing(uint32_t c) {
    return c == ')' || c == ']' || c == '}';
}

static bool is_opening(uint32_t c) {
    return c == '(' || c == '[' || c == '{';
}

/* The opening bracket that matches the one at [to] - 1. */
static bool matching(vk_text text, uint32_t start, uint32_t from, uint32_t to,
                     uint32_t *open) {
    uint32_t depth = 0;

    for (uint32_t at = to; at > from; at--) {
        uint32_t c = vk_text_at(text, start + at - 1);

        if (is_closing(c))
            depth++;
        else if (is_opening(c) && --depth == 0) {
            *open = at - 1;
            return true;
        }
    }
    return false;
}

/* The last binary operator outside brackets, between spaces. */
static bool find_operator(vk_text text, uint32_t start, uint32_t from,
                          uint32_t to, uint32_t *strong_from,
                          uint32_t *strong_to) {
    uint32_t depth = 0;

    for (uint32_t at = to; at > from + 1; at--) {
        uint32_t c = vk_text_at(text, start + at - 1);
        uint32_t begin = at - 1;

        if (is_closing(c))
            depth++;
        else if (is_opening(c))
            depth--;
        if (depth != 0 || c > 127 || strchr("+-*/%@&|^<>", (int)c) == NULL)
            continue;
        while (begin > from && strchr("*/<>", (int)c) != NULL &&
               vk_text_at(text, start + begin - 1) == c)
            begin--;
        if (begin <= from || vk_text_at(text, start + begin - 1) != ' ')
            continue;
        *strong_from = begin;
        *strong_to = at;
        return true;
    }
    return false;
}

/* `raise X(...)` is a statement, not a call. */
static bool raises(vk_text text, uint32_t start, uint32_t from, uint32_t to) {
    static const char word[] = "raise ";

    for (uint32_t i = 0; i < sizeof word - 1; i++)
        if (from + i >= to ||
            vk_text_at(text, start + from + i) != (uint32_t)word[i])
            return false;
    return true;
}

bool vk_caret_anchors(vk_text text, uint32_t start, uint32_t from, uint32_t to,
                      uint32_t *strong_from, uint32_t *strong_to) {
    uint32_t open, last;

    if (to <= from + 1 || raises(text, start, from, to))
        return false;
    last = vk_text_at(text, start + to - 1);
    if ((last == ')' || last == ']') &&
        matching(text, start, from, to, &open) && open > from) {
        *strong_from = open;
        *strong_to = to;
        return true;
    }
    return find_operator(text, start, from, to, strong_from, strong_to);
}

bool vk_caret_has_anchors(vk_text text, uint32_t start, uint32_t from,
                          uint32_t to) {
    uint32_t a, b;

    return vk_caret_anchors(text, start, from, to, &a, &b);
}

/* -- SyntaxError */

static viv_value part(viv_vm *vm, viv_value exception, const char *name) {
    return vk_instance_get(
        vm, exception,
        vk_str_intern_utf8(vm, name, (uint32_t)strlen(name)));
}

static int64_t number(viv_vm *vm, viv_value exception, const char *name) {
    viv_value value = part(vm, exception, name);

    return viv_is_small_int(value) ? viv_small_int_value(value) : -1;
}

static void add_syntax_line(vk_str_builder *out, viv_value exception,
                            viv_value line) {
    viv_vm *vm = out->vm;
    vk_text text = vk_str_text(vm, line);
    uint32_t end = text.length, indent = 0;
    int64_t from = number(vm, exception, "offset");
    int64_t to = number(vm, exception, "end_offset");

    while (end > 0 && (vk_text_at(text, end - 1) == '\n' ||
                       vk_text_at(text, end - 1) == '\r' ||
                       vk_text_at(text, end - 1) == ' '))
        end--;
    while (indent < end && (vk_text_at(text, indent) == ' ' ||
                            vk_text_at(text, indent) == '\t' ||
                            vk_text_at(text, indent) == '\f'))
        indent++;
    vk_str_add_text(out, "    ");
    vk_str_add_part(out, text, indent, end);
    vk_str_add_text(out, "\n");
    if (from < 1)
        return;
    if (number(vm, exception, "end_lineno") > number(vm, exception, "lineno"))
        to = (int64_t)end + 1;
    if (to <= from)
        to = from + 1;
    vk_str_add_text(out, "    ");
    for (int64_t at = indent; at < from - 1; at++)
        vk_str_add_text(out, at < (int64_t)end &&
                                     vk_text_wide(vk_text_at(
                                         text, (uint32_t)at))
                                 ? "  "
                                 : " ");
    for (int64_t at = from - 1; at < to - 1; at++)
        vk_str_add_text(out, at < (int64_t)end &&
                                     vk_text_wide(vk_text_at(
                                         text, (uint32_t)at))
                                 ? "^^"
                                 : "^");
    vk_str_add_text(out, "\n");
}

bool vk_caret_syntax_error(vk_str_builder *out, viv_value exception) {
    viv_vm *vm = out->vm;
    viv_value file, line, message;
    char place[40];

    if (!vk_type_derives(vm, vk_type_of(vm, exception),
                         vk_error_type(vm, VIV_SyntaxError)))
        return false;
    file = part(vm, exception, "filename");
    if (number(vm, exception, "lineno") >= 0) {
        vk_str_add_text(out, "  File \"");
        if (vk_is(vm, file, VK_STR))
            vk_str_add(out, file);
        else
            vk_str_add_text(out, "<string>");
        snprintf(place, sizeof place, "\", line %lld\n",
                 (long long)number(vm, exception, "lineno"));
        vk_str_add_text(out, place);
        line = part(vm, exception, "text");
        if (vk_is(vm, line, VK_STR))
            add_syntax_line(out, exception, line);
    }
    vk_str_add(out, vk_type_pointer(vm, vk_type_of(vm, exception))->name);
    message = part(vm, exception, "msg");
    vk_str_add_text(out, ": ");
    if (vk_is(vm, message, VK_STR))
        vk_str_add(out, message);
    else
        vk_str_add_text(out, "<no detail available>");
    vk_str_add_text(out, "\n");
    return true;
}

/* -- expressions over several lines: their first and last lines */

void vk_caret_many_lines(vk_str_builder *out, viv_value source,
                         const vk_position *position, vk_text text) {
    uint32_t at = 0, line = 1, end;

    (void)source;
    while (at < text.length && line < position->line)
        if (vk_text_at(text, at++) == '\n')
            line++;
    while (at < text.length && (vk_text_at(text, at) == ' ' ||
                                vk_text_at(text, at) == '\t'))
        at++;
    for (end = at; end < text.length && vk_text_at(text, end) != '\n'; end++)
        ;
    vk_str_add_text(out, "    ");
    vk_str_add_part(out, text, at, end);
    vk_str_add_text(out, "\n");
}

void vk_str_add_suggestion(vk_str_builder *out, viv_value exception) {
    (void)out;
    (void)exception;
}
