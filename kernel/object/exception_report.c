/* exception_report.c - the text that a user reads of an uncaught exception.
 *
 * The format is that of CPython 3.14's traceback module: causes and contexts
 * first, the members of a group indented behind a margin.
 */
#include <stdio.h>

#include "object/class.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/exception_group.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"
#include "object/traceback.h"
#include "text/unicode.h"

enum { GROUP_WIDTH = 15, GROUP_DEPTH = 10 }; /* more is cut */

/* A report in the making. */
typedef struct report {
    vk_str_builder *out;
    viv_value seen;  /* set of identities: each exception once */
    uint32_t depth;  /* of groups around what is written */
    bool need_close; /* the last member of a group owes the closing line */
} report;

/* -- one exception */

static void add_notes(vk_str_builder *out, viv_value exception) {
    viv_vm *vm = out->vm;
    viv_value notes = vk_instance_get(
        vm, exception, vk_str_intern_utf8(vm, "__notes__", 9));
    uint32_t count;

    if (viv_is_jump(notes)) {
        out->failed = true;
        return;
    }
    if (!vk_is(vm, notes, VK_LIST) && !vk_is(vm, notes, VK_TUPLE)) {
        if (viv_is_absent(notes) || viv_is_none(notes))
            return;
        vk_str_add(out, vk_repr(vm, notes));
        vk_str_add_text(out, "\n");
        return;
    }
    count = vk_sequence_items(vm, notes).count;
    for (uint32_t i = 0; i < count; i++) {
        vk_str_add(out, vk_str(vm, vk_sequence_items(vm, notes).items[i]));
        vk_str_add_text(out, "\n");
    }
}

/* The text of the exception; one that fails to print says so. */
static viv_value text_of(viv_vm *vm, viv_value exception) {
    viv_value text = vk_str(vm, exception);

    if (!viv_is_raise(text))
        return text;
    vk_catch(vm);
    return vk_str_from_text(vm, "<exception str() failed>");
}

static void add_last_line(vk_str_builder *out, viv_value exception) {
    viv_vm *vm = out->vm;
    viv_value type = vk_type_of(vm, exception), text;
    viv_value module = vk_type_module(vm, type);

    if (vk_syntax_report(out, exception))
        return;
    if (vk_is(vm, module, VK_STR) && !vk_str_is(vm, module, "builtins") &&
        !vk_str_is(vm, module, "__main__")) {
        vk_str_add(out, module);
        vk_str_add_text(out, ".");
    }
    vk_str_add(out, vk_type_pointer(vm, type)->qualified_name);
    text = text_of(vm, exception);
    if (vk_is(vm, text, VK_STR) && vk_str_text(vm, text).length != 0) {
        vk_str_add_text(out, ": ");
        vk_str_add(out, text);
    }
    vk_str_add_suggestion(out, exception);
    vk_str_add_text(out, "\n");
}

/* -- margins */

static void add_indent(const report *r) {
    vk_str_add_fill(r->out, ' ', 2 * r->depth);
}

static bool ends_line(vk_text text, uint32_t at) {
    uint32_t c = vk_text_at(text, at);

    return vk_unicode_flags(c) & VK_UNICODE_LINE &&
           !(c == '\r' && at + 1 < text.length &&
             vk_text_at(text, at + 1) == '\n');
}

/* [str], each line behind the margin of the groups around it. */
static void emit(report *r, viv_value str, char margin) {
    vk_text text;
    uint32_t start = 0;

    if (viv_is_jump(str) || r->depth == 0) {
        vk_str_add(r->out, str);
        return;
    }
    text = vk_str_text(r->out->vm, str);
    for (uint32_t i = 0; i < text.length && !r->out->failed; i++) {
        if (!ends_line(text, i) && i + 1 < text.length)
            continue;
        add_indent(r);
        vk_str_add_char(r->out, (uint32_t)margin);
        vk_str_add_text(r->out, " ");
        vk_str_add_part(r->out, text, start, i + 1);
        start = i + 1;
    }
}

static void emit_text(report *r, const char *text, char margin) {
    emit(r, vk_str_from_text(r->out->vm, text), margin);
}

/* -- groups */

static void add_title(report *r, uint32_t number) {
    char title[64];

    add_indent(r);
    vk_str_add_text(r->out, number == 0 ? "+-" : "  ");
    if (number < GROUP_WIDTH)
        snprintf(title, sizeof title,
                 "+---------------- %u ----------------\n", number + 1);
    else
        snprintf(title, sizeof title,
                 "+---------------- ... ----------------\n");
    vk_str_add_text(r->out, title);
}

static void add_remaining(report *r, uint32_t count) {
    char text[64];

    snprintf(text, sizeof text, "and %u more exception%s\n", count,
             count > 1 ? "s" : "");
    emit_text(r, text, '|');
}

static void add_chain(report *r, viv_value exception);

static void add_member(report *r, viv_value members, uint32_t number,
                       bool last) {
    /* The innermost of several groups that end together closes them all. */
    r->need_close = last;
    add_title(r, number);
    r->depth++;
    if (number < GROUP_WIDTH)
        add_chain(r, vk_tuple_get(r->out->vm, members, number));
    else
        add_remaining(r, vk_tuple_length(r->out->vm, members) - GROUP_WIDTH);
    if (last && r->need_close) {
        add_indent(r);
        vk_str_add_text(r->out, "+------------------------------------\n");
        r->need_close = false;
    }
    r->depth--;
}

static void add_members(report *r, viv_value group) {
    viv_value members = vk_exception_group_members(r->out->vm, group);
    uint32_t count = vk_tuple_length(r->out->vm, members);

    if (count > GROUP_WIDTH)
        count = GROUP_WIDTH + 1;
    for (uint32_t i = 0; i < count && !r->out->failed; i++)
        add_member(r, members, i, i + 1 == count);
}

/* -- one exception after the other */

/* Where it came through, what it says, its notes. */
static void add_one(report *r, viv_value exception, bool group, bool top) {
    viv_vm *vm = r->out->vm;
    viv_value traceback =
        ((vk_exception_object *)vk_object(vm, exception))->traceback;
    vk_str_builder text;

    if (vk_is(vm, traceback, VK_TRACEBACK)) {
        if (group)
            emit_text(r, "Exception Group Traceback (most recent call last):\n",
                      top ? '+' : '|');
        else
            emit_text(r, "Traceback (most recent call last):\n", '|');
    }
    vk_str_build(&text, vm);
    vk_traceback_add_frames(&text, traceback);
    add_last_line(&text, exception);
    add_notes(&text, exception);
    emit(r, vk_str_finish(&text), '|');
}

static void add_group(report *r, viv_value group) {
    bool top = r->depth == 0;
    char text[64];

    if (r->depth > GROUP_DEPTH) {
        snprintf(text, sizeof text, "... (max_group_depth is %d)\n",
                 GROUP_DEPTH);
        emit_text(r, text, '|');
        return;
    }
    r->depth += top;
    add_one(r, group, true, top);
    add_members(r, group);
    r->depth -= top;
}

static void add_exception(report *r, viv_value exception) {
    if (vk_is_exception_group(r->out->vm, exception))
        add_group(r, exception);
    else
        add_one(r, exception, false, false);
}

static bool mark_seen(report *r, viv_value exception) {
    viv_vm *vm = r->out->vm;
    viv_value number = viv_small_int(vk_reference_offset(exception));

    return vk_set_contains(vm, r->seen, number) == 0 &&
           vk_set_add(vm, r->seen, number);
}

/* What led to [exception], or absent; [cause] tells how. */
static viv_value before(report *r, viv_value exception, bool *cause) {
    viv_vm *vm = r->out->vm;
    vk_exception_object *raised = vk_object(vm, exception);

    *cause = vk_is(vm, raised->cause, VK_EXCEPTION);
    if (*cause)
        return mark_seen(r, raised->cause) ? raised->cause : VIV_ABSENT;
    if (!vk_is(vm, raised->context, VK_EXCEPTION) ||
        raised->head.extra & VK_EXCEPTION_SUPPRESS_CONTEXT ||
        !mark_seen(r, raised->context))
        return VIV_ABSENT;
    return raised->context;
}

/* [exception] and what led to it, oldest first. */
static void add_chain(report *r, viv_value exception) {
    viv_vm *vm = r->out->vm;
    viv_value chain = vk_list_new(vm, 2), each = exception;
    bool cause = false;

    if (viv_is_raise(chain) || !vk_enter_native(vm)) {
        r->out->failed = true;
        return;
    }
    mark_seen(r, exception);
    while (!viv_is_absent(each)) {
        if (!vk_charge(vm, 4) || !vk_list_append(vm, chain, each) ||
            !vk_list_append(vm, chain, VIV_NONE)) {
            r->out->failed = true;
            return;
        }
        each = before(r, each, &cause);
        vk_sequence_items(vm, chain)
            .items[vk_list_length(vm, chain) - 1] = viv_bool(cause);
    }
    for (uint32_t i = vk_list_length(vm, chain); i > 0; i -= 2) {
        add_exception(r, vk_list_get(vm, chain, i - 2));
        if (i > 2)
            emit_text(r,
                      viv_same(vk_list_get(vm, chain, i - 3), VIV_TRUE)
                          ? "\nThe above exception was the direct cause of "
                            "the following exception:\n\n"
                          : "\nDuring handling of the above exception, "
                            "another exception occurred:\n\n",
                      '|');
    }
}

viv_value vk_exception_report(viv_vm *vm, viv_value exception) {
    vk_str_builder out;
    report r = {.out = &out, .seen = vk_set_new(vm, VK_SET, 4)};

    VIV_TRY(r.seen);
    vk_str_build(&out, vm);
    add_chain(&r, exception);
    return vk_str_finish(&out);
}
