/* tree_dump.c - prints a tree as Python's ast.dump(indent=1) does.
 *
 * The format is ast.dump's, to the character, so that trees can be compared
 * with CPython's by diff; that is how the parser is tested.
 */
#include <stdio.h>

#include "object/protocol.h"
#include "object/str.h"
#include "syntax/parser.h"
#include "syntax/tree.h"
#include "text/utf8.h"

enum {
    BUFFER = 1024,
    FIRST_FRAMES = 64,
};

/* A node or list that is being printed. Trees may be as deep as a program is
 * long, so these lie in the arena, not on the C stack. */
typedef struct frame {
    uint32_t at;    /* node, or first item */
    uint32_t count; /* of a list */
    uint32_t next;  /* field or item */
    uint8_t type;   /* viv_field_type of a list; VIV_FIELD_EXPR: a node */
    bool written;   /* something was printed in it */
} frame;

typedef struct printer {
    viv_vm *vm;
    const vk_tree_sink *sink;
    uint32_t frames, used, room;
    uint32_t filled;
    bool failed;
    char buffer[BUFFER];
} printer;

/* Text */

static void flush(printer *d) {
    if (d->filled && !d->failed &&
        !d->sink->write(d->sink->context, d->buffer, d->filled))
        d->failed = true;
    d->filled = 0;
}

/* Through a buffer: one call of the sink per kilobyte, not per token. */
static void put(printer *d, const char *text, uint32_t length) {
    for (uint32_t i = 0; i < length; i++) {
        if (d->filled == BUFFER)
            flush(d);
        d->buffer[d->filled++] = text[i];
    }
}

static void put_text(printer *d, const char *text) {
    put(d, text, (uint32_t)strlen(text));
}

static void put_number(printer *d, int64_t number) {
    char text[24];

    snprintf(text, sizeof text, "%lld", (long long)number);
    put_text(d, text);
}

static void put_character(printer *d, uint32_t c) {
    char out[4];

    put(d, out, vk_utf8_encode(c, out));
}

static void put_value(printer *d, viv_value value) {
    viv_value text = vk_repr(d->vm, value);
    vk_text view;

    if (viv_is_raise(text)) {
        d->failed = true;
        return;
    }
    view = vk_str_text(d->vm, text);
    for (uint32_t i = 0; i < view.length; i++)
        put_character(d, vk_text_at(view, i));
}

/* A new line inside the innermost frame. */
static void put_line(printer *d) {
    put(d, "\n", 1);
    for (uint32_t i = 0; i < d->used; i++)
        put(d, " ", 1);
}

/* Frames */

static frame *frame_at(printer *d, uint32_t index) {
    return vk_at(d->vm, d->frames + index * (uint32_t)sizeof(frame));
}

static bool more_frames(printer *d) {
    uint32_t room = d->room ? d->room * 2 : FIRST_FRAMES;
    uint32_t at =
        room < UINT32_MAX / sizeof(frame) / 2
            ? vk_arena_grow(d->vm, d->frames, d->room * (uint32_t)sizeof(frame),
                            room * (uint32_t)sizeof(frame))
            : 0;

    if (!at) {
        d->failed = true;
        return false;
    }
    d->frames = at;
    d->room = room;
    return true;
}

static void push(printer *d, frame top) {
    if (d->used == d->room && !more_frames(d))
        return;
    *frame_at(d, d->used++) = top;
}

/* Before each thing in a frame: what parts it from the one before. */
static void separate(printer *d, frame *top) {
    if (top->written)
        put(d, ",", 1);
    top->written = true;
    put_line(d);
}

/* Nodes */

static const viv_node_row nameless = {.name = "?"};

static const viv_node_row *row_of(int kind) {
    const viv_node_row *row = viv_node_describe(kind);

    return row ? row : &nameless;
}

static bool is_list(viv_field_type type) {
    return type == VIV_FIELD_BODY || type == VIV_FIELD_LIST ||
           type == VIV_FIELD_NAMES || type == VIV_FIELD_KINDS;
}

/* ast.dump leaves out what is absent and may be. */
static bool is_shown(viv_field_type type, uint64_t word) {
    if (type == VIV_FIELD_OPTIONAL)
        return (uint32_t)word != 0;
    if (type == VIV_FIELD_MAYBE)
        return !viv_is_none(viv_slot_name(word));
    return !is_list(type) || viv_slot_nodes(word).count;
}

/* The first field from [field] on that is shown, or the number of fields. */
static uint32_t shown_from(printer *d, viv_node node, uint32_t field) {
    const viv_node_row *row = row_of(vk_tree_kind(d->vm, node));

    while (field < VIV_FIELDS_MAX && row->fields[field].type &&
           !is_shown(row->fields[field].type, vk_tree_word(d->vm, node, field)))
        field++;
    return field;
}

static void open_node(printer *d, viv_node node) {
    const viv_node_row *row = row_of(vk_tree_kind(d->vm, node));

    if (!node) {
        put_text(d, "None");
        return;
    }
    put_text(d, row->name);
    put(d, "(", 1);
    if (!row->positioned && !row->fields[shown_from(d, node, 0)].type)
        put(d, ")", 1);
    else
        push(d, (frame){.at = node, .type = VIV_FIELD_EXPR});
}

static void put_kind(printer *d, int kind) {
    put_text(d, row_of(kind)->name);
    put_text(d, "()");
}

/* Only lists that are not empty are shown. */
static void open_list(printer *d, viv_field_type type, uint64_t word) {
    viv_nodes list = viv_slot_nodes(word);

    put(d, "[", 1);
    push(d, (frame){.at = list.offset, .count = list.count, .type = type});
}

static void put_field(printer *d, viv_field_type type, uint64_t word) {
    switch (type) {
    case VIV_FIELD_EXPR:
    case VIV_FIELD_OPTIONAL:
        open_node(d, (viv_node)word);
        break;
    case VIV_FIELD_KIND:
        put_kind(d, (int)word);
        break;
    case VIV_FIELD_INT:
        put_number(d, (int64_t)word);
        break;
    case VIV_FIELD_NAME:
    case VIV_FIELD_MAYBE:
        put_value(d, viv_slot_name(word));
        break;
    case VIV_FIELD_VALUE:
        put_value(d, VIV_VALUE(word));
        break;
    default:
        open_list(d, type, word);
    }
}

/* ast's attributes come behind the fields. */
static void put_position(printer *d, frame *top) {
    const vk_node *node = vk_tree_at(d->vm, top->at);
    const char *const names[] = {
        "lineno=", "col_offset=", "end_lineno=", "end_col_offset="};
    const uint32_t numbers[] = {node->line, node->column, node->end_line,
                                node->end_column};

    for (int i = 0; i < 4; i++) {
        separate(d, top);
        put_text(d, names[i]);
        put_number(d, numbers[i]);
    }
}

/* One field of the innermost node, or its end. */
static void step_node(printer *d, frame *top) {
    viv_node node = top->at;
    const viv_node_row *row = row_of(vk_tree_kind(d->vm, node));
    uint32_t field = shown_from(d, node, top->next);

    top->next = field + 1;
    if (field < VIV_FIELDS_MAX && row->fields[field].type) {
        separate(d, top);
        put_text(d, row->fields[field].name);
        put(d, "=", 1);
        put_field(d, row->fields[field].type, vk_tree_word(d->vm, node, field));
        return;
    }
    if (row->positioned)
        put_position(d, top);
    put(d, ")", 1);
    d->used--;
}

/* One item of the innermost list, or its end. */
static void step_list(printer *d, frame *top) {
    uint32_t index = top->next++, at = top->at, type = top->type;

    if (index >= top->count) {
        put(d, "]", 1);
        d->used--;
        return;
    }
    separate(d, top);
    if (type == VIV_FIELD_NAMES)
        put_value(d, VIV_VALUE(*(uint64_t *)vk_at(d->vm, at + index * 8)));
    else if (type == VIV_FIELD_KINDS)
        put_kind(d, (int)*(uint32_t *)vk_at(d->vm, at + index * 4));
    else
        open_node(d, *(uint32_t *)vk_at(d->vm, at + index * 4));
}

/* A stack of its own instead of recursion: `- - - ... x` is as deep as it is
 * long. */
bool vk_tree_dump(viv_vm *vm, viv_node tree, const vk_tree_sink *sink) {
    printer d = {.vm = vm, .sink = sink};

    open_node(&d, tree);
    while (d.used && !d.failed) {
        frame *top = frame_at(&d, d.used - 1);

        if (!vk_charge(vm, 1))
            d.failed = true;
        else if (top->type == VIV_FIELD_EXPR)
            step_node(&d, top);
        else
            step_list(&d, top);
    }
    flush(&d);
    return !d.failed;
}
