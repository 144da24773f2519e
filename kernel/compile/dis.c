/* dis.c - listing code for people: places, instructions by role, tables.
 *
 * The format is for reading and for tests; nothing parses it. What is printed
 * is what the verifier knows of operands (ops.def), so that a new instruction
 * needs no line here.
 */
#include <stdarg.h>
#include <stdio.h>

#include "compile/compile.h"
#include "compile/ops.h"
#include "object/error.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"
#include "vivarium/intrinsics.h"

enum { NESTED_MAX = 64, TEXT = 256 };

static const char *const intrinsic_names[] = {
#define VIV_INTRINSIC(name, count, doc) #name,
#include <vivarium/intrinsics.def>
#undef VIV_INTRINSIC
};

static const char *const error_names[] = {
#define VIV_ERROR(name, base) #name,
#include <vivarium/errors.def>
#undef VIV_ERROR
};

typedef struct listing {
    viv_vm *vm;
    const vk_tree_sink *sink;
    const vk_code_object *code;
    bool stopped; /* the sink had enough */
    int depth;
} listing;

static void put(listing *to, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Cut at the buffer's end: the names of programs have any length. */
static void put(listing *to, const char *format, ...) {
    char text[TEXT * 2];
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length < 0 || to->stopped)
        return;
    if ((size_t)length >= sizeof text)
        length = sizeof text - 1;
    to->stopped = !to->sink->write(to->sink->context, text, (uint32_t)length);
}

static const char *text_of(listing *of, viv_value str, char *buffer) {
    if (!vk_is(of->vm, str, VK_STR))
        return "?";
    vk_str_utf8(of->vm, str, buffer, TEXT);
    return buffer;
}

static viv_value constant(listing *of, uint32_t index) {
    const vk_values *values = vk_at(of->vm, of->code->constants);

    return index < values->count
               ? *(viv_value *)vk_element(of->vm, of->code->constants, index, 8)
               : VIV_ABSENT;
}

/* The repr of a constant cannot run code of the program, but it can run out of
 * memory. */
static void put_value(listing *to, viv_value value) {
    char buffer[TEXT];
    viv_value shown;

    if (viv_is_absent(value)) {
        put(to, "absent");
    } else if (vk_is(to->vm, value, VK_CODE)) {
        const vk_code_object *inner = vk_object(to->vm, value);

        put(to, "<code %s>", text_of(to, inner->qualified_name, buffer));
    } else {
        shown = vk_repr(to->vm, value);
        if (viv_is_raise(shown))
            vk_catch(to->vm);
        put(to, "%s", text_of(to, shown, buffer));
    }
}

/* -- operands */

static void put_registers(listing *to, uint32_t first, uint32_t count) {
    if (count == 1)
        put(to, " r%u", first);
    else if (count == 0)
        put(to, " r%u..0", first);
    else
        put(to, " r%u..r%u", first, first + count - 1);
}

static void put_operand(listing *to, uint64_t word, vk_role role,
                        uint32_t value, uint32_t at) {
    switch (role) {
    case VK_ROLE__:
        break;
    case VK_ROLE_I:
        put(to, " %d", (int16_t)value);
        break;
    case VK_ROLE_U:
        put(to, " %u", value);
        break;
    case VK_ROLE_J:
        put(to, " -> %d", (int)at + 1 + (int16_t)value);
        break;
    case VK_ROLE_K:
    case VK_ROLE_N:
        put(to, " ");
        put_value(to, constant(to, value));
        break;
    default:
        put_registers(to, value, vk_run_length(role, word));
    }
}

static void put_name(listing *to, const char *name) {
    char lower[40];
    size_t i = 0;

    for (; name[i] && i + 1 < sizeof lower; i++)
        lower[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] + 32)
                                                    : name[i];
    lower[i] = 0;
    put(to, "%-20s", lower);
}

/* What a number stands for. */
static void put_meaning(listing *to, uint64_t word) {
    uint32_t b = vk_word_b(word), c = vk_word_c(word);

    switch (vk_word_op(word)) {
    case VK_LOAD_IMMEDIATE_OP:
        put(to, "  # ");
        put_value(to, VIV_VALUE(b));
        break;
    case VK_RETURN_IMMEDIATE_OP:
        put(to, "  # ");
        put_value(to, VIV_VALUE(vk_word_a(word)));
        break;
    case VK_LOAD_CONST_FAR_OP:
        put(to, "  # ");
        put_value(to, constant(to, b | c << 16));
        break;
    case VK_LOAD_ERROR_OP:
        put(to, "  # %s", b < VIV_ERROR_COUNT ? error_names[b] : "?");
        break;
    case VK_INTRINSIC_OP:
        put(to, "  # %s", c < VIV_INTRINSIC_COUNT ? intrinsic_names[c] : "?");
        break;
    default:
        break;
    }
}

static void put_word(listing *to, uint64_t word, uint32_t at) {
    int op = vk_word_op(word);
    const vk_op_row *row;

    if (op == VK_NO_OP || op >= VK_OPCODE_COUNT) {
        put(to, "?\n");
        return;
    }
    row = &vk_ops[op];
    put_name(to, row->name);
    put_operand(to, word, row->a, vk_word_a(word), at);
    put_operand(to, word, row->b, vk_word_b(word), at);
    put_operand(to, word, row->c, vk_word_c(word), at);
    if (vk_word_x(word))
        put(to, " x=%u", vk_word_x(word));
    put_meaning(to, word);
    put(to, "\n");
}

/* -- tables */

static uint32_t row_count(listing *of, uint32_t offset, size_t size) {
    return offset ? ((vk_raw *)vk_at(of->vm, offset))->bytes / (uint32_t)size
                  : 0;
}

static void put_words(listing *to) {
    const vk_code_object *code = to->code;
    uint32_t rows = row_count(to, code->positions, sizeof(vk_position));
    uint32_t row = 0, line = 0;

    for (uint32_t at = 0; at < code->count && !to->stopped; at++) {
        const vk_position *position =
            vk_element(to->vm, code->positions, row, sizeof *position);

        while (row < rows && position->start <= at) {
            if (position->line != line)
                put(to, "%4u:\n", position->line);
            line = position->line;
            row++;
            position++;
        }
        put(to, "%8u  ", at);
        put_word(to, *(uint64_t *)vk_element(to->vm, code->instructions, at, 8),
                 at);
    }
}

static void put_handlers(listing *to) {
    uint32_t offset = to->code->handlers;
    uint32_t count = row_count(to, offset, sizeof(vk_handler));

    for (uint32_t i = 0; i < count; i++) {
        const vk_handler *row = vk_element(to->vm, offset, i, sizeof *row);

        put(to, "   guard  %u..%u -> %u, exception in r%u\n", row->start,
            row->end - 1, row->target, row->value);
    }
}

static void put_names(listing *to, const char *what, viv_value names) {
    char buffer[TEXT];

    if (!vk_is(to->vm, names, VK_TUPLE) || !vk_tuple_length(to->vm, names))
        return;
    put(to, "   %s", what);
    for (uint32_t i = 0; i < vk_tuple_length(to->vm, names); i++)
        put(to, " %s", text_of(to, vk_tuple_get(to->vm, names, i), buffer));
    put(to, "\n");
}

static void put_code(listing *to, viv_value value) {
    const vk_code_object *around = to->code, *code = vk_object(to->vm, value);
    uint32_t constants = ((vk_values *)vk_at(to->vm, code->constants))->count;
    char buffer[TEXT];

    to->code = code;
    put(to, "%s: %u registers, flags %u\n",
        text_of(to, code->qualified_name, buffer), code->registers,
        code->flags);
    put_names(to, "names", code->names);
    put_names(to, "free", code->free_names);
    put_names(to, "cells", code->cell_names);
    put_words(to);
    put_handlers(to);
    for (uint32_t i = 0; i < constants && !to->stopped; i++)
        if (vk_is(to->vm, constant(to, i), VK_CODE) && to->depth < NESTED_MAX) {
            to->depth++;
            put(to, "\n");
            put_code(to, constant(to, i));
            to->depth--;
        }
    to->code = around;
}

bool vk_code_print(viv_vm *vm, viv_value code, const vk_tree_sink *sink) {
    listing to = {.vm = vm, .sink = sink};

    if (vk_is(vm, code, VK_CODE))
        put_code(&to, code);
    return !to.stopped;
}
