/* str.h - immutable text: 1, 2 or 4 bytes a character, the narrowest that fits.
 *
 *     inline:   header │ hash │ length │ characters …
 *     in store: header │ hash │ length │ offset of a VK_RAW that holds them
 *
 * Concatenation that yields a long text leaves room after it in a store; the
 * next concatenation onto its very end continues there, so that building a text
 * piece by piece costs what it appends. Both texts keep their own length; no
 * character that a text covers is ever written again.
 *
 * Text may hold lone surrogates; as bytes they appear in the generalised UTF-8
 * that encodes them with three bytes.
 */
#ifndef VK_OBJECT_STR_H
#define VK_OBJECT_STR_H

#include "object/error.h"

/* head.extra */
enum {
    VK_STR_WIDTH = 7,     /* bytes a character: 1, 2 or 4 */
    VK_STR_ASCII = 8,     /* every character below 128; implies width 1 */
    VK_STR_INTERNED = 16, /* the only str with its content: compare by
                             identity */
    VK_STR_STORED = 32,   /* characters lie in a store */
};

typedef struct vk_str {
    vk_header head;
    uint64_t hash;   /* 0: not known yet (never in the world) */
    uint32_t length; /* characters */
    union {
        char data[4]; /* inline characters begin here */
        uint32_t store;
    };
} vk_str_object;

/* A text as C reads it: valid while the value is held, since text never moves.
 * length and width are checked against the cage. */
typedef struct vk_text {
    const void *data;
    uint32_t length;
    uint8_t width;
    bool ascii;
} vk_text;

/* [value] must be of kind STR (VK_CHECK). */
vk_text vk_str_text(viv_vm *vm, viv_value value);

/* The same, inline, of an object that is known to be of kind STR. */
static inline vk_text vk_str_view(viv_vm *vm, const vk_str_object *str) {
    uint16_t extra = str->head.extra;
    uint32_t length = str->length;
    uint32_t offset = extra & VK_STR_STORED
                          ? str->store + (uint32_t)sizeof(vk_raw)
                          : vk_offset(vm, str->data);
    uint8_t width = extra & 4 ? 4 : extra & 2 ? 2 : 1;

    if (__builtin_expect(offset + (uint64_t)length * width > VK_CAGE_BYTES, 0))
        length = (uint32_t)((VK_CAGE_BYTES - offset) / width);
    return (vk_text){vk_at(vm, offset), length, width,
                     width == 1 && (extra & VK_STR_ASCII) != 0};
}

static inline bool vk_is_str(viv_vm *vm, viv_value value) {
    return vk_is(vm, value, VK_STR);
}

static inline uint32_t vk_text_at(vk_text text, uint32_t index) {
    switch (text.width) {
    case 1:
        return ((const uint8_t *)text.data)[index];
    case 2:
        return ((const uint16_t *)text.data)[index];
    default:
        return ((const uint32_t *)text.data)[index];
    }
}

/* A new str from UTF-8 (invalid bytes raise UnicodeDecodeError; surrogates are
 * taken), from Latin-1, from characters of [width] bytes (narrowed if they
 * fit). */
viv_value vk_str_from_utf8(viv_vm *vm, const char *bytes, uint32_t length);
viv_value vk_str_from_text(viv_vm *vm, const char *text); /* NUL-terminated */
viv_value vk_str_from_latin1(viv_vm *vm, const void *bytes, uint32_t length);
viv_value vk_str_from_chars(viv_vm *vm, const void *chars, uint32_t length,
                            uint8_t width);
viv_value vk_str_from_char(viv_vm *vm, uint32_t character);
/* [length] characters to be filled in at once by the caller at
 * vk_str_writable(); [greatest] is the greatest character that will occur. */
viv_value vk_str_new(viv_vm *vm, uint32_t length, uint32_t greatest);
void *vk_str_writable(viv_vm *vm, viv_value str);

/* The one-character strings of Latin-1 and the empty one are constants of the
 * world. This makes them, interned, while the world is being built, and returns
 * the offset of the VK_VALUES that holds them in the order of their code
 * points, the empty one last (runtime.h: roots.chars); 0: raised. Until that is
 * known, they are made as they are needed. The table of the interned strings is
 * VK(vm)->interned of the builder (roots.interned). */
enum { VK_STR_EMPTY = 256 };
uint32_t vk_str_build_world(viv_vm *vm);

static inline viv_value vk_str_empty(viv_vm *vm) {
    return vk_str_from_chars(vm, "", 0, 1);
}

/* The only str of this content (world's or this sandbox's table). */
viv_value vk_str_intern(viv_vm *vm, viv_value str);
viv_value vk_str_intern_utf8(viv_vm *vm, const char *bytes, uint32_t length);
/* The interned str of this content if there is one, else VIV_ABSENT. */
viv_value vk_str_find_interned(viv_vm *vm, viv_value str);

viv_value vk_str_concat(viv_vm *vm, viv_value a, viv_value b);
/* [count] strs joined; [separator] absent: nothing between. Items that are not
 * str raise as str.join() does. */
viv_value vk_str_join(viv_vm *vm, viv_value separator, const viv_value *items,
                      uint32_t count);
bool vk_str_equal(viv_vm *vm, viv_value a, viv_value b);
int vk_str_order(viv_vm *vm, viv_value a, viv_value b); /* <0, 0, >0 */
/* Not 0, and below 2^60: equal to the int that hash() gives. */
uint64_t vk_str_hash(viv_vm *vm, viv_value str);
/* repr() of a str; ascii() of any value. */
viv_value vk_str_repr(viv_vm *vm, viv_value str);
viv_value vk_str_ascii(viv_vm *vm, viv_value value);
viv_value vk_str_get(viv_vm *vm, viv_value str, int64_t index);
viv_value vk_str_slice(viv_vm *vm, viv_value str, uint32_t start, uint32_t end);
/* str(value) for a str: itself, or a plain copy of an instance of a
 * subclass. */
viv_value vk_str_exact(viv_vm *vm, viv_value str);
/* An instance of the subclass [type] of str with the text of [str]. */
viv_value vk_str_instance(viv_vm *vm, viv_value type, viv_value str);
/* Position of the first [needle] at or after [start], or -1; charges fuel. */
int64_t vk_str_find(viv_vm *vm, viv_value str, viv_value needle, uint32_t start);
/* As the program would see it, for messages and output: a bounded copy in
 * UTF-8, NUL-terminated; returns the bytes it needs without NUL. */
uint32_t vk_str_utf8(viv_vm *vm, viv_value str, char *buffer, uint32_t size);
bool vk_str_is(viv_vm *vm, viv_value str, const char *ascii);

/* Collects a text piece by piece in the arena-free heap: begin, add, finish.
 * The builder lies on the C stack and holds its store as a value. */
typedef struct vk_str_builder {
    viv_vm *vm;
    viv_value store; /* VK_RAW */
    uint32_t length, room;
    uint8_t width;
    bool failed; /* an exception waits; adding does nothing any more */
} vk_str_builder;

void vk_str_build(vk_str_builder *builder, viv_vm *vm);
void vk_str_add(vk_str_builder *builder, viv_value str);
void vk_str_add_char(vk_str_builder *builder, uint32_t character);
void vk_str_add_ascii(vk_str_builder *builder, const char *text, uint32_t length);
/* ASCII, NUL */
void vk_str_add_text(vk_str_builder *builder, const char *text);
void vk_str_add_part(vk_str_builder *builder, vk_text text, uint32_t start,
                     uint32_t end);
void vk_str_add_fill(vk_str_builder *builder, uint32_t character,
                     uint32_t count);
viv_value vk_str_finish(vk_str_builder *builder);

#endif
