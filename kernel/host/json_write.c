/* json_write.c - values of a sandbox as JSON, for the host.
 *
 * What JSON cannot hold becomes {"$repr": "..."}; a value that contains itself,
 * or nests too deep, too.
 *
 * The reader of this text is the host, often a program too: so it is always
 * valid JSON, whatever the value is, and never runs more of the program than a
 * __repr__.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "host/sandbox.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/str.h"
#include "text/utf8.h"

enum { DEPTH_MOST = 100, TEXT_MOST = 256 << 20 };

/* What came of writing one value. */
typedef enum written {
    WRITTEN,
    UNFIT, /* JSON cannot hold it: its text is taken back */
    RAISED,
} written;

typedef struct writer {
    viv_vm *vm;
    vk_buffer *out;
    viv_value path[DEPTH_MOST]; /* containers being written */
    uint32_t depth;
    bool strict; /* no {"$repr": ...}: the whole value is unfit */
} writer;

static written write_value(writer *w, viv_value value);

static written add(writer *w, const char *text, size_t length) {
    if (w->out->length + length < TEXT_MOST &&
        vk_buffer_add(w->out, text, length))
        return WRITTEN;
    vk_raise_memory(w->vm);
    return RAISED;
}

static written add_text(writer *w, const char *text) {
    return add(w, text, strlen(text));
}

/* A character as JSON writes it inside of quotes; its length. */
static uint32_t escape(uint32_t c, char *out) {
    const char *short_form = strchr("\"\"\\\\\nn\tt\rr\bb\ff", (int)c);

    if (c && c < 0x60 && short_form && (c < 32 || c == '"' || c == '\\')) {
        out[0] = '\\';
        out[1] = c < 32 ? short_form[1] : (char)c;
        return 2;
    }
    if (c < 32 || c == 127 || (c >= 0xD800 && c < 0xE000))
        return (uint32_t)snprintf(out, 7, "\\u%04x", c);
    return vk_utf8_encode(c, out);
}

static written write_str(writer *w, viv_value str) {
    vk_text text = vk_str_text(w->vm, str);
    char piece[512];
    uint32_t used = 0;

    if (!vk_charge(w->vm, text.length / 8) || add_text(w, "\"") != WRITTEN)
        return RAISED;
    for (uint32_t i = 0; i < text.length; i++) {
        used += escape(vk_text_at(text, i) & 0x1FFFFF, piece + used);
        if (used > sizeof piece - 8) {
            if (add(w, piece, used) != WRITTEN)
                return RAISED;
            used = 0;
        }
    }
    return add(w, piece, used) == WRITTEN ? add_text(w, "\"") : RAISED;
}

static written write_float(writer *w, double number) {
    char text[40];

    if (!isfinite(number))
        return UNFIT;
    return add(w, text, vk_float_repr(number, text));
}

static written write_int(writer *w, viv_value value) {
    viv_value text = vk_int_to_str(w->vm, vk_int_exact(w->vm, value), 10);
    char piece[256];

    if (viv_is_jump(text))
        return RAISED;
    vk_text digits = vk_str_text(w->vm, text);

    for (uint32_t i = 0; i < digits.length; i += sizeof piece) {
        uint32_t n = digits.length - i;

        n = n < sizeof piece ? n : sizeof piece;
        for (uint32_t j = 0; j < n; j++)
            piece[j] = (char)vk_text_at(digits, i + j);
        if (add(w, piece, n) != WRITTEN)
            return RAISED;
    }
    return WRITTEN;
}

/* Fetched anew for each item: a __repr__ may have changed the list. */
static written write_items(writer *w, viv_value sequence) {
    written done = add_text(w, "[");

    for (uint32_t i = 0; done == WRITTEN; i++) {
        vk_items all = vk_sequence_items(w->vm, sequence);

        if (i >= all.count)
            return add_text(w, "]");
        viv_value item = all.items[i];

        done = i ? add_text(w, ", ") : WRITTEN;
        if (done == WRITTEN)
            done = write_value(w, item);
    }
    return done;
}

/* Keys as json.dumps writes them. */
static written write_key(writer *w, viv_value key) {
    if (vk_is(w->vm, key, VK_STR))
        return write_str(w, key);
    if (!viv_is_none(key) && !viv_is_bool(key) && !vk_is_int(w->vm, key) &&
        !vk_is_float(w->vm, key))
        return UNFIT;
    written done = add_text(w, "\"");

    if (done == WRITTEN)
        done = write_value(w, key);
    return done == WRITTEN ? add_text(w, "\"") : done;
}

static written write_pairs(writer *w, viv_value dict) {
    written done = add_text(w, "{");
    viv_value key, value;
    uint32_t position = 0;
    bool first = true;

    while (done == WRITTEN &&
           vk_dict_next(w->vm, dict, &position, &key, &value)) {
        done = first ? WRITTEN : add_text(w, ", ");
        first = false;
        if (done == WRITTEN)
            done = write_key(w, key);
        if (done == WRITTEN)
            done = add_text(w, ": ");
        if (done == WRITTEN)
            done = write_value(w, value);
    }
    return done == WRITTEN ? add_text(w, "}") : done;
}

/* Values that contain themselves are recognised on the path down. A hundred
 * levels are more than any result needs and keep C's recursion short. */
static written write_container(writer *w, viv_value value) {
    if (w->depth == DEPTH_MOST)
        return UNFIT;
    for (uint32_t i = 0; i < w->depth; i++)
        if (viv_same(w->path[i], value))
            return UNFIT;
    w->path[w->depth++] = value;
    written done = vk_is(w->vm, value, VK_DICT) ? write_pairs(w, value)
                                                : write_items(w, value);

    w->depth--;
    return done;
}

static written write_plain(writer *w, viv_value value) {
    viv_vm *vm = w->vm;

    if (viv_is_none(value))
        return add_text(w, "null");
    if (viv_is_bool(value))
        return add_text(w, viv_same(value, VIV_TRUE) ? "true" : "false");
    if (vk_is_int(vm, value))
        return write_int(w, value);
    if (vk_is_float(vm, value))
        return write_float(w, vk_float_value(vm, value));
    if (vk_is(vm, value, VK_STR))
        return write_str(w, value);
    if (vk_is(vm, value, VK_LIST) || vk_is(vm, value, VK_TUPLE) ||
        vk_is(vm, value, VK_DICT))
        return write_container(w, value);
    return UNFIT;
}

static written write_repr(writer *w, viv_value value) {
    viv_value text = vk_repr(w->vm, value);

    if (viv_is_jump(text) && viv_is_absent(vk_catch(w->vm)))
        return RAISED; /* a stop */
    if (add_text(w, "{\"$repr\": ") != WRITTEN)
        return RAISED;
    written done = viv_is_jump(text) ? add_text(w, "\"<unprintable object>\"")
                                     : write_str(w, text);

    return done == WRITTEN ? add_text(w, "}") : done;
}

static written write_value(writer *w, viv_value value) {
    size_t before = w->out->length;

    if (!vk_charge(w->vm, 1))
        return RAISED;
    written done = write_plain(w, value);

    if (done != UNFIT)
        return done;
    w->out->length = before;
    return w->strict ? UNFIT : write_repr(w, value);
}

bool vk_json_write(viv_vm *vm, viv_value value, vk_buffer *out) {
    writer w = {.vm = vm, .out = out};

    return write_value(&w, value) == WRITTEN;
}

/* Names that begin with two underscores are the machine's. */
static bool is_hidden(viv_vm *vm, viv_value name) {
    vk_text text = vk_str_text(vm, name);

    return text.length > 1 && vk_text_at(text, 0) == '_' &&
           vk_text_at(text, 1) == '_';
}

bool vk_json_write_globals(viv_vm *vm, viv_value namespace, vk_buffer *out) {
    writer w = {.vm = vm, .out = out, .strict = true};
    viv_value key, value;
    uint32_t position = 0;
    bool first = true;

    if (add_text(&w, "{") != WRITTEN)
        return false;
    while (vk_dict_next(vm, namespace, &position, &key, &value)) {
        size_t before = out->length;

        if (!vk_is(vm, key, VK_STR) || is_hidden(vm, key))
            continue;
        written done = first ? WRITTEN : add_text(&w, ", ");

        if (done == WRITTEN)
            done = write_str(&w, key);
        if (done == WRITTEN)
            done = add_text(&w, ": ");
        if (done == WRITTEN)
            done = write_value(&w, value);
        if (done == RAISED)
            return false;
        if (done == UNFIT)
            out->length = before;
        else
            first = false;
    }
    return add_text(&w, "}") == WRITTEN;
}
