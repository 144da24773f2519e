/* bytes.h - bytes and bytearray: layouts, and what other files need of them. */
#ifndef VK_OBJECT_BYTES_H
#define VK_OBJECT_BYTES_H

#include "object/str.h"

/* head.extra: instances of subclasses keep their bytes in a VK_RAW. */
enum { VK_BYTES_STORED = VK_STR_STORED };

typedef struct vk_bytes {
    vk_header head;
    uint64_t hash; /* 0: not known yet (never in the world) */
    uint32_t length;
    union {
        char data[4]; /* bytes begin here */
        uint32_t store;
    };
} vk_bytes_object;

typedef struct vk_bytearray {
    vk_header head;
    uint32_t storage; /* VK_RAW, 0 while nothing was ever stored */
    uint32_t length;
    uint32_t exports; /* views on it: while there are any, its size is fixed */
    uint32_t spare;
} vk_bytearray_object;

/* The bytes as they lie now: of bytes for as long as the value is held, of a
 * bytearray until its size can change. [value] must be of the kind. */
vk_text vk_bytes_text(viv_vm *vm, viv_value bytes);
vk_text vk_bytearray_text(viv_vm *vm, viv_value bytearray);
/* Of anything that lends its bytes; false: it does not, nothing is raised. */
bool vk_bytes_like(viv_vm *vm, viv_value value, vk_text *bytes);

/* [length] bytes to be filled in at once by the caller. */
viv_value vk_bytes_new(viv_vm *vm, uint32_t length);
void *vk_bytes_writable(viv_vm *vm, viv_value bytes);
viv_value vk_bytes_from(viv_vm *vm, const void *data, uint32_t length);
viv_value vk_bytes_from_text(viv_vm *vm, vk_text bytes);
viv_value vk_bytearray_new(viv_vm *vm, uint32_t length); /* zeroed */
viv_value vk_bytearray_from_text(viv_vm *vm, vk_text bytes);
/* What was added to a builder (characters below 256), as bytes. */
viv_value vk_bytes_finish(vk_str_builder *builder);
/* The bytes of what lends its bytes, or of an iterable of ints: a bytes object.
 * ValueError with [message] where an int is no byte; TypeError with [refusal],
 * a format with one %T, where [value] is not iterable. */
viv_value vk_bytes_collect(viv_vm *vm, viv_value value, const char *message,
                           const char *refusal);
/* A byte from an int, or from what has __index__; false: raised, ValueError
 * with [message] where it is none. */
bool vk_bytes_byte(viv_vm *vm, viv_value value, const char *message,
                   uint8_t *byte);
/* An instance of a subclass of bytes. */
viv_value vk_bytes_instance(viv_vm *vm, viv_value type, viv_value bytes);
/* b'...' */
void vk_bytes_add_repr(vk_str_builder *builder, vk_text bytes);

/* Sets the length of a bytearray, new bytes being zero; false: raised. */
bool vk_bytearray_resize(viv_vm *vm, viv_value bytearray, uint64_t length);
/* bytearray[start:end] = bytes; [bytes] may be of the bytearray itself. */
bool vk_bytearray_replace(viv_vm *vm, viv_value bytearray, uint32_t start,
                          uint32_t end, vk_text bytes);

#endif
