/* caret.c - the source lines of a frame, with marks under the part that failed.
 *
 * As CPython 3.14's traceback module shows them: first and last line of the
 * expression and those around its operator, without the indentation they share;
 * ^ under what failed, ~ under its operands. No marks where they would be under
 * all there is.
 */
#include <stdio.h>
#include <utf8proc.h>

#include "machine.h"
#include "object/error.h"
#include "object/text.h"
#include "object/traceback.h"
#include "syntax/anchor.h"
#include "text/unicode.h"

uint32_t vk_frame_mark(viv_vm *vm) {
    return (uint32_t)(VK(vm)->control_base - VK(vm)->control);
}

/* The lines that an expression stands on. Columns are characters of [lines]. */
typedef struct excerpt {
    vk_text lines;     /* '\n' between them */
    uint32_t last;     /* number of the last one */
    uint32_t from, to; /* in the first line, in the last one */
    bool marked, anchored;
    vk_anchors anchors;
    vk_str_builder out;
} excerpt;

static bool is_space(uint32_t c) {
    return (vk_unicode_flags(c) & VK_UNICODE_SPACE) != 0;
}

/* -- lines of a text */

/* The end of the line that begins at [start]. */
static uint32_t line_end(vk_text text, uint32_t start) {
    while (start < text.length && vk_text_at(text, start) != '\n')
        start++;
    return start;
}

bool vk_source_line(viv_vm *vm, viv_value source, uint32_t number,
                    vk_text *line) {
    vk_text text;
    uint32_t at = 0;

    if (!vk_is(vm, source, VK_STR) || number == 0)
        return false;
    text = vk_str_text(vm, source);
    while (--number > 0) {
        at = line_end(text, at);
        if (at >= text.length)
            return false;
        at++;
    }
    *line = vk_text_part(text, at, line_end(text, at));
    return vk_charge(vm, 1 + at / 32);
}

uint32_t vk_source_column(vk_text line, uint32_t bytes) {
    uint32_t seen = 0, at = 0;

    while (at < line.length && seen < bytes) {
        uint32_t c = vk_text_at(line, at++);

        seen += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
    return at;
}

/* [line] of a source text and the [count] lines that follow, without blanks at
 * their ends. */
static viv_value read_lines(viv_vm *vm, vk_text line, vk_text source,
                            uint32_t count) {
    vk_str_builder out;
    uint32_t start, end;

    start = (uint32_t)((const char *)line.data - (const char *)source.data) /
            source.width;
    vk_str_build(&out, vm);
    for (uint32_t i = 0; i <= count && !out.failed; i++) {
        uint32_t next = line_end(source, start);

        if (i > 0)
            vk_str_add_char(&out, '\n');
        for (end = next; end > start; end--)
            if (!is_space(vk_text_at(source, end - 1)))
                break;
        vk_str_add_part(&out, source, start, end);
        if (!vk_charge(vm, 2 + (next - start) / 8))
            return VIV_RAISE;
        start = next < source.length ? next + 1 : next;
    }
    return vk_str_finish(&out);
}

static bool is_blank(vk_text text, uint32_t start, uint32_t end) {
    while (start < end && is_space(vk_text_at(text, start)))
        start++;
    return start == end;
}

/* Characters of indentation that all lines but blank ones have in common. */
static uint32_t margin_of(vk_text text) {
    uint32_t first = 0, margin = 0, end;
    bool known = false;

    for (uint32_t start = 0; start < text.length; start = end + 1) {
        uint32_t same = 0;

        end = line_end(text, start);
        if (is_blank(text, start, end))
            continue;
        if (!known)
            first = start;
        while (start + same < end && (!known || same < margin)) {
            uint32_t c = vk_text_at(text, start + same);

            if ((c != ' ' && c != '\t') || c != vk_text_at(text, first + same))
                break;
            same++;
        }
        margin = same;
        known = true;
    }
    return margin;
}

/* Adds the lines without their margin, each behind [indent] blanks. */
static void add_dedented(vk_str_builder *out, vk_text text, uint32_t indent) {
    uint32_t margin = margin_of(text), end;

    for (uint32_t start = 0; start < text.length; start = end + 1) {
        end = line_end(text, start);
        vk_str_add_fill(out, ' ', indent);
        if (!is_blank(text, start, end))
            vk_str_add_part(out, text, start + margin, end);
        if (end < text.length)
            vk_str_add_char(out, '\n');
    }
}

/* -- marks */

/* Columns on a terminal: wide characters take two. */
static uint32_t width(vk_text line, uint32_t characters) {
    uint32_t columns = 0;

    if (line.ascii)
        return characters;
    for (uint32_t i = 0; i < characters && i < line.length; i++) {
        uint32_t c = vk_text_at(line, i);

        columns +=
            c > 127 && utf8proc_charwidth((utf8proc_int32_t)c) == 2 ? 2 : 1;
    }
    return columns;
}

static vk_text line_of(const excerpt *e, uint32_t number) {
    uint32_t at = 0;

    while (number-- > 0)
        at = line_end(e->lines, at) + 1;
    if (at > e->lines.length)
        at = e->lines.length;
    return vk_text_part(e->lines, at, line_end(e->lines, at));
}

/* Between the anchors? [column] as on a terminal. */
static bool is_anchored(const excerpt *e, uint32_t number, uint32_t column) {
    const vk_anchors *a = &e->anchors;

    return (number > a->left_line ||
            (number == a->left_line && column >= a->left)) &&
           (number < a->right_line ||
            (number == a->right_line && column < a->right));
}

static void add_marks(excerpt *e, uint32_t number, vk_text line) {
    uint32_t count =
        width(line, number == e->last ? e->to : line.length);
    uint32_t from = number == 0 ? width(line, e->from) : 0;
    uint32_t blanks = 0;

    while (blanks < line.length && is_space(vk_text_at(line, blanks)))
        blanks++;
    for (uint32_t i = 0; i < count; i++)
        vk_str_add_char(&e->out, i < blanks || i < from ? ' '
                                 : e->anchored && !is_anchored(e, number, i)
                                     ? '~'
                                     : '^');
    vk_str_add_char(&e->out, '\n');
}

static void add_line(excerpt *e, uint32_t number) {
    vk_text line = line_of(e, number);

    vk_str_add_part(&e->out, line, 0, line.length);
    vk_str_add_char(&e->out, '\n');
    if (!vk_charge(e->out.vm, 1 + e->lines.length / 8))
        e->out.failed = true;
    else if (e->marked)
        add_marks(e, number, line);
}

/* Anchors are found in the expression: places in the lines, as on a
 * terminal. */
static void move_anchors(excerpt *e) {
    vk_anchors *a = &e->anchors;

    if (a->left_line == 0)
        a->left += e->from;
    if (a->right_line == 0)
        a->right += e->from;
    a->left = width(line_of(e, a->left_line), a->left);
    a->right = width(line_of(e, a->right_line), a->right);
}

static void find_anchors(excerpt *e, vk_text last) {
    vk_text first = line_of(e, 0);
    uint32_t cut = last.length - e->to;
    viv_vm *vm = e->out.vm;

    if (e->from > e->lines.length - cut)
        return;
    e->anchored = vk_anchor_find(
        vm, vk_text_part(e->lines, e->from, e->lines.length - cut),
        &e->anchors);
    e->marked = e->anchored || !is_blank(first, 0, e->from) ||
                !is_blank(last, e->to, last.length);
    if (e->anchored && e->anchors.call &&
        vk_anchor_plain_call(vm, e->lines, e->last, e->from, e->to))
        e->marked = false;
    if (e->anchored)
        move_anchors(e);
}

/* -- which lines are shown */

enum { SHOWN_MOST = 8 };

/* Inserts [number], if there is such a line. */
static void show(const excerpt *e, uint32_t *shown, uint32_t *count,
                 int64_t number) {
    uint32_t at = *count;

    if (number < 0 || number > e->last || *count == SHOWN_MOST)
        return;
    while (at > 0 && shown[at - 1] > number)
        at--;
    if (at > 0 && shown[at - 1] == number)
        return;
    for (uint32_t i = *count; i > at; i--)
        shown[i] = shown[i - 1];
    shown[at] = (uint32_t)number;
    ++*count;
}

static void add_gap(excerpt *e, uint32_t before, uint32_t after) {
    char text[40];

    if (after - before == 2)
        add_line(e, before + 1);
    if (after - before <= 2)
        return;
    snprintf(text, sizeof text, "...<%u lines>...\n", after - before - 1);
    vk_str_add_text(&e->out, text);
}

static void add_lines(excerpt *e) {
    uint32_t shown[SHOWN_MOST], count = 0;

    show(e, shown, &count, 0);
    show(e, shown, &count, e->last);
    for (int i = -1; e->anchored && i <= 1; i++) {
        show(e, shown, &count, (int64_t)e->anchors.left_line + i);
        show(e, shown, &count, (int64_t)e->anchors.right_line + i);
    }
    for (uint32_t i = 0; i < count && !e->out.failed; i++) {
        if (i > 0)
            add_gap(e, shown[i - 1], shown[i]);
        add_line(e, shown[i]);
    }
}

static uint32_t less(uint32_t a, uint32_t b) {
    return a > b ? a - b : 0;
}

/* Columns of the source into columns of the lines; then all that is shown. */
static viv_value make(viv_vm *vm, viv_value lines, vk_text first,
                      const vk_position *position, vk_text last) {
    excerpt e = {.lines = vk_str_text(vm, lines),
                 .last = position->end_line - position->line};
    uint32_t moved;
    vk_text shown;

    moved = less(first.length, line_of(&e, 0).length);
    shown = line_of(&e, e.last);
    e.from = less(vk_source_column(first, position->column), moved);
    e.to = less(vk_source_column(last, position->end_column), moved);
    if (e.to > shown.length)
        e.to = shown.length;
    vk_str_build(&e.out, vm);
    find_anchors(&e, shown);
    add_lines(&e);
    return vk_str_finish(&e.out);
}

static vk_text stripped(vk_text line) {
    while (line.length > 0 && is_space(vk_text_at(line, line.length - 1)))
        line.length--;
    return line;
}

/* Where columns are not known: the first line. */
static void add_plain(vk_str_builder *out, vk_text line) {
    uint32_t start = 0;

    line = stripped(line);
    while (start < line.length && is_space(vk_text_at(line, start)))
        start++;
    if (start == line.length)
        return;
    vk_str_add_text(out, "    ");
    vk_str_add_part(out, line, start, line.length);
    vk_str_add_text(out, "\n");
}

void vk_caret_add_source(vk_str_builder *out, viv_value source,
                         const vk_position *position) {
    viv_vm *vm = out->vm;
    viv_value lines;
    vk_str_builder dedented;
    vk_text first, last, text;

    if (out->failed || !vk_source_line(vm, source, position->line, &first))
        return;
    text = vk_str_text(vm, source);
    if (position->column == UINT16_MAX || position->end_column == UINT16_MAX ||
        position->end_line < position->line) {
        add_plain(out, first);
        return;
    }
    if (!vk_source_line(vm, source, position->end_line, &last))
        last = vk_text_part(text, text.length, text.length);
    lines = read_lines(vm, first, text, position->end_line - position->line);
    vk_str_build(&dedented, vm);
    if (!viv_is_raise(lines))
        add_dedented(&dedented, vk_str_text(vm, lines), 0);
    lines = viv_is_raise(lines) ? lines : vk_str_finish(&dedented);
    if (viv_is_raise(lines)) {
        out->failed = true;
        return;
    }
    text = vk_str_text(vm, lines);
    if (is_blank(text, 0, text.length))
        return;
    lines = make(vm, lines, stripped(first), position, stripped(last));
    if (viv_is_raise(lines))
        out->failed = true;
    else
        add_dedented(out, vk_str_text(vm, lines), 4);
}
