/* traceback.c - where an exception came through, and how that reads: source lines
 * with carets under the part that failed, repeated frames folded. */
#include "object/traceback.h"

#include <stdio.h>

#include "compile/code.h"
#include "eval/eval.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/exception.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/str.h"

void vk_exception_passes(viv_vm *vm, viv_value code, uint32_t instruction) {
    viv_value exception = VK(vm)->exception;
    vk_exception_object *raised;
    vk_traceback_object *made, *newest;

    if (!vk_is(vm, exception, VK_EXCEPTION))
        return;
    raised = vk_object(vm, exception);
    newest = vk_object(vm, raised->traceback);
    if (vk_is(vm, raised->traceback, VK_TRACEBACK) &&
        viv_same(newest->code, code) && newest->instruction == instruction &&
        newest->spare == vk_frame_mark(vm))
        return;
    made = vk_new(vm, VK_TRACEBACK, sizeof *made);
    if (made == NULL) {
        VK(vm)->exception =
            VK(vm)->stopped == VK_STOP_NONE ? exception : VIV_ABSENT;
        return;
    }
    made->instruction = instruction;
    made->spare = vk_frame_mark(vm);
    made->code = code;
    made->next = raised->traceback;
    vk_store(vm, raised, &raised->traceback, vk_reference(vm, made));
}

/* A generator of Python's may not let StopIteration out (PEP 479). */
void vk_exception_leaves_generator(viv_vm *vm, uint32_t generator) {
    vk_header *head = vk_at(vm, generator);
    viv_value stop;

    if (!vk_raised(vm, VIV_StopIteration) &&
        !(head->kind == VK_ASYNC_GENERATOR &&
          vk_raised(vm, VIV_StopAsyncIteration)))
        return;
    stop = vk_catch(vm);
    vk_raise(vm, VIV_RuntimeError, "%s raised %s",
             head->kind == VK_COROUTINE         ? "coroutine"
             : head->kind == VK_ASYNC_GENERATOR ? "async generator"
                                                : "generator",
             vk_type_derives(vm, vk_type_of(vm, stop),
                             vk_error_type(vm, VIV_StopIteration))
                 ? "StopIteration"
                 : "StopAsyncIteration");
    if (vk_is(vm, VK(vm)->exception, VK_EXCEPTION)) {
        vk_exception_object *raised = vk_object(vm, VK(vm)->exception);

        vk_store(vm, raised, &raised->cause, stop);
        vk_store(vm, raised, &raised->context, stop);
        raised->head.extra |= VK_EXCEPTION_SUPPRESS_CONTEXT;
    }
}

/* -- positions */

static bool position_of(viv_vm *vm, vk_traceback_object *entry,
                        vk_position *position) {
    vk_code_object *code = vk_code_pointer(vm, entry->code);
    vk_raw *table = vk_at(vm, code->positions);
    uint32_t low = 0, high;

    if (code->positions == 0)
        return false;
    high = vk_span(code->positions + 16, table->bytes) / sizeof *position;
    while (low + 1 < high) {
        uint32_t middle = (low + high) / 2;
        vk_position *row = vk_element(vm, code->positions, middle, sizeof *row);

        if (row->start <= entry->instruction)
            low = middle;
        else
            high = middle;
    }
    *position =
        *(vk_position *)vk_element(vm, code->positions, low, sizeof *position);
    return high > 0;
}

/* The [number]th line of a source text; false: there is none. */
static bool source_line(viv_vm *vm, viv_value source, uint32_t number,
                        vk_text *text, uint32_t *start, uint32_t *end) {
    uint32_t at = 0, line = 1;

    if (!vk_is(vm, source, VK_STR) || number == 0)
        return false;
    *text = vk_str_text(vm, source);
    while (line < number) {
        while (at < text->length && vk_text_at(*text, at) != '\n')
            at++;
        if (at >= text->length)
            return false;
        at++;
        line++;
    }
    *start = at;
    while (at < text->length && vk_text_at(*text, at) != '\n' &&
           vk_text_at(*text, at) != '\r')
        at++;
    *end = at;
    return true;
}

/* Characters before the UTF-8 column [bytes] of a line. */
static uint32_t column_chars(vk_text text, uint32_t start, uint32_t end,
                             uint32_t bytes) {
    uint32_t seen = 0, at = start;

    while (at < end && seen < bytes) {
        uint32_t c = vk_text_at(text, at++);

        seen += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
    return at - start;
}

bool vk_exception_place(viv_vm *vm, viv_value exception, vk_place *place) {
    vk_exception_object *raised = vk_object(vm, exception);
    vk_traceback_object *entry;
    vk_position position;
    vk_text text;
    uint32_t start, end;
    viv_value source, walk = raised->traceback;

    if (!vk_is(vm, walk, VK_TRACEBACK))
        return false;
    for (uint32_t i = 0; i < 1000000; i++) {
        entry = vk_object(vm, walk);
        if (!vk_is(vm, entry->next, VK_TRACEBACK))
            break;
        walk = entry->next;
    }
    if (!position_of(vm, entry, &position))
        return false;
    source = vk_code_pointer(vm, entry->code)->source;
    *place = (vk_place){position.line, position.column + 1u,
                        position.end_line, position.end_column + 1u};
    if (source_line(vm, source, position.line, &text, &start, &end))
        place->column =
            column_chars(text, start, end, position.column) + 1;
    if (source_line(vm, source, position.end_line, &text, &start, &end))
        place->end_column =
            column_chars(text, start, end, position.end_column) + 1;
    return true;
}

/* -- attributes of tracebacks */

static viv_value get_line(viv_vm *vm, viv_value self) {
    vk_position position;

    return position_of(vm, vk_object(vm, self), &position)
               ? viv_small_int(position.line)
               : VIV_NONE;
}

static viv_value get_next(viv_vm *vm, viv_value self) {
    viv_value next = ((vk_traceback_object *)vk_object(vm, self))->next;

    return viv_is_absent(next) ? VIV_NONE : next;
}

static void traceback_trace(vk_marker *marker, void *object) {
    vk_mark_values(marker, &((vk_traceback_object *)object)->code, 2);
}

static const vk_getset traceback_getsets[] = {
    {"tb_lineno", get_line, NULL, NULL},
    {"tb_next", get_next, NULL, NULL},
    {0},
};

const vk_slots vk_traceback_slots = {
    .size = sizeof(vk_traceback_object),
    .trace = traceback_trace,
    .hash = vk_identity_hash,
    .getsets = traceback_getsets,
    .flags = VK_TYPE_FINAL | VK_TYPE_NO_CONSTRUCT,
};

/* -- frames as text */

enum { FOLD_AFTER = 3 };

static void add_number(vk_str_builder *text, uint32_t number) {
    char digits[16];

    snprintf(digits, sizeof digits, "%u", number);
    vk_str_add_text(text, digits);
}

static bool is_space(uint32_t c) {
    return c == ' ' || c == '\t' || c == '\f';
}

/* Width on a terminal: wide characters take two columns. */
static void add_marks(vk_str_builder *out, vk_text text, uint32_t from,
                      uint32_t to, char mark) {
    for (uint32_t i = from; i < to; i++) {
        uint32_t wide = vk_text_wide(vk_text_at(text, i)) ? 2 : 1;

        while (wide-- > 0)
            vk_str_add_char(out, (uint32_t)mark);
    }
}

/* One source line without its indentation, and carets from column [from] to [to]
 * (characters) unless they would cover all of it. */
typedef struct span {
    uint32_t start, end;   /* of the line in the source */
    uint32_t from, to;     /* of the marked part, from the line's start */
} span;

static void add_line(vk_str_builder *out, vk_text text, span s,
                     uint32_t indent) {
    vk_str_add_text(out, "    ");
    vk_str_add_part(out, text, s.start + indent, s.end);
    vk_str_add_text(out, "\n");
}

static uint32_t indentation(vk_text text, uint32_t start, uint32_t end) {
    uint32_t at = start;

    while (at < end && is_space(vk_text_at(text, at)))
        at++;
    return at - start;
}

/* The part of the marked expression that gets ^ rather than ~: the operator of a binary
 * operation, the brackets of a call or subscript. */
static void add_carets(vk_str_builder *out, vk_text text, span s,
                       uint32_t indent) {
    uint32_t strong_from = s.from, strong_to = s.to;
    bool anchors = vk_caret_anchors(text, s.start, s.from, s.to, &strong_from,
                                    &strong_to);

    vk_str_add_text(out, "    ");
    add_marks(out, text, s.start + indent, s.start + s.from, ' ');
    if (!anchors) {
        add_marks(out, text, s.start + s.from, s.start + s.to, '^');
    } else {
        add_marks(out, text, s.start + s.from, s.start + strong_from, '~');
        add_marks(out, text, s.start + strong_from, s.start + strong_to, '^');
        add_marks(out, text, s.start + strong_to, s.start + s.to, '~');
    }
    vk_str_add_text(out, "\n");
}

static void add_source(vk_str_builder *out, viv_value source,
                       const vk_position *position) {
    viv_vm *vm = out->vm;
    vk_text text;
    span s = {0};
    uint32_t indent, last;
    bool known = position->column != UINT16_MAX;

    if (!source_line(vm, source, position->line, &text, &s.start, &s.end))
        return;
    while (s.end > s.start && is_space(vk_text_at(text, s.end - 1)))
        s.end--;
    indent = indentation(text, s.start, s.end);
    if (!known || position->end_line != position->line) {
        vk_caret_many_lines(out, source, position, text);
        return;
    }
    add_line(out, text, s, indent);
    s.from = column_chars(text, s.start, s.end, position->column);
    s.to = column_chars(text, s.start, s.end, position->end_column);
    last = s.end - s.start;
    if (s.to > last)
        s.to = last;
    if (s.from < s.to && !(s.from <= indent && s.to >= last &&
                           !vk_caret_has_anchors(text, s.start, s.from, s.to)))
        add_carets(out, text, s, indent);
}

static void add_frame(vk_str_builder *out, vk_traceback_object *entry) {
    viv_vm *vm = out->vm;
    vk_code_object *code = vk_code_pointer(vm, entry->code);
    vk_position position = {0};

    position_of(vm, entry, &position);
    vk_str_add_text(out, "  File \"");
    vk_str_add(out, code->file);
    vk_str_add_text(out, "\", line ");
    add_number(out, position.line);
    vk_str_add_text(out, ", in ");
    vk_str_add(out, code->name);
    vk_str_add_text(out, "\n");
    add_source(out, code->source, &position);
}

static bool same_frame(viv_vm *vm, vk_traceback_object *a,
                       vk_traceback_object *b) {
    vk_position first, second;

    return viv_same(a->code, b->code) && position_of(vm, a, &first) &&
           position_of(vm, b, &second) && first.line == second.line;
}

static void add_repeats(vk_str_builder *out, uint32_t count) {
    if (count <= FOLD_AFTER)
        return;
    count -= FOLD_AFTER;
    vk_str_add_text(out, "  [Previous line repeated ");
    add_number(out, count);
    vk_str_add_text(out, count == 1 ? " more time]\n" : " more times]\n");
}

void vk_traceback_add_frames(vk_str_builder *out, viv_value walk) {
    viv_vm *vm = out->vm;
    vk_traceback_object *last = NULL;
    uint32_t count = 0;

    while (vk_is(vm, walk, VK_TRACEBACK) && !out->failed && vk_charge(vm, 4)) {
        vk_traceback_object *entry = vk_object(vm, walk);

        if (last != NULL && same_frame(vm, last, entry)) {
            count++;
        } else {
            add_repeats(out, count);
            count = 1;
        }
        if (count <= FOLD_AFTER)
            add_frame(out, entry);
        last = entry;
        walk = entry->next;
    }
    add_repeats(out, count);
}
