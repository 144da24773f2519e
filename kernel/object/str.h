/* str.h - immutable text: 1, 2 or 4 bytes a character, the narrowest that fits.
 *
 *     inline:   header │ hash │ length │ characters …
 *     in store: header │ hash │ length │ offset of a VK_RAW that holds them
 *
 * Concatenation that yields a long text leaves room after it in a store; the next
 * concatenation onto its very end continues there, so that building a text piece
 * by piece costs what it appends. Both texts keep their own length; no character
 * that a text covers is ever written again.
 *
 * Text may hold lone surrogates; as bytes they appear in the generalised UTF-8
 * that encodes them with three bytes.
 */
#ifndef VK_OBJECT_STR_H
#define VK_OBJECT_STR_H

#include "object/object.h"

/* head.extra */
enum {
    VK_STR_WIDTH = 7,     /* bytes a character: 1, 2 or 4 */
    VK_STR_ASCII = 8,     /* every character below 128; implies width 1 */
    VK_STR_INTERNED = 16, /* the only str with its content: compare by identity */
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
 * taken), from Latin-1, from characters of [width] bytes (narrowed if they fit). */
viv_value vk_str_from_utf8(viv_vm *vm, const char *bytes, uint32_t length);
viv_value vk_str_from_text(viv_vm *vm, const char *text); /* NUL-terminated */
viv_value vk_str_from_latin1(viv_vm *vm, const void *bytes, uint32_t length);
viv_value vk_str_from_chars(viv_vm *vm, const void *chars, uint32_t length,
                            uint8_t width);
viv_value vk_str_from_char(viv_vm *vm, uint32_t character);
/* [length] characters to be filled in at once by the caller at vk_str_writable();
 * [greatest] is the greatest character that will occur. */
viv_value vk_str_new(viv_vm *vm, uint32_t length, uint32_t greatest);
void *vk_str_writable(viv_vm *vm, viv_value str);

/* The only str of this content (world's or this sandbox's table). */
viv_value vk_str_intern(viv_vm *vm, viv_value str);
viv_value vk_str_intern_utf8(viv_vm *vm, const char *bytes, uint32_t length);
/* The interned str of this content if there is one, else VIV_ABSENT. */
viv_value vk_str_find_interned(viv_vm *vm, viv_value str);

viv_value vk_str_concat(viv_vm *vm, viv_value a, viv_value b);
bool vk_str_equal(viv_vm *vm, viv_value a, viv_value b);
int vk_str_order(viv_vm *vm, viv_value a, viv_value b); /* <0, 0, >0 */
uint64_t vk_str_hash(viv_vm *vm, viv_value str);
viv_value vk_str_get(viv_vm *vm, viv_value str, int64_t index);
viv_value vk_str_slice(viv_vm *vm, viv_value str, uint32_t start, uint32_t end);
/* Position of the first [needle] at or after [start], or -1; charges fuel. */
int64_t vk_str_find(viv_vm *vm, viv_value str, viv_value needle, uint32_t start);
/* As the program would see it, for messages and output: a bounded copy in UTF-8,
 * NUL-terminated; returns the bytes it needs without NUL. */
uint32_t vk_str_utf8(viv_vm *vm, viv_value str, char *buffer, uint32_t size);
bool vk_str_is(viv_vm *vm, viv_value str, const char *ascii);

/* Collects a text piece by piece in the arena-free heap: begin, add, finish. The
 * builder lies on the C stack and holds its store as a value. */
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
void vk_str_add_text(vk_str_builder *builder, const char *text); /* ASCII, NUL */
void vk_str_add_part(vk_str_builder *builder, vk_text text, uint32_t start,
                     uint32_t end);
viv_value vk_str_finish(vk_str_builder *builder);

#endif
