/* code.h - compiled code: what the builder makes, the verifier reads and the
 * evaluator runs. Immutable and position-independent.
 *
 * A frame's registers, in order: positional parameters, keyword-only ones,
 * *args, **kwargs; the cells of free variables (copied from the function when
 * it is called); then locals and temporaries. A class body and a text run with
 * a separate namespace have that namespace as their one parameter.
 */
#ifndef VK_COMPILE_CODE_H
#define VK_COMPILE_CODE_H

#include "object/object.h"

/* code->flags */
enum {
    VK_CODE_VARARGS = 1,
    VK_CODE_KEYWORDS = 2,
    VK_CODE_GENERATOR = 4,
    VK_CODE_COROUTINE = 8,
    VK_CODE_ASYNC_GENERATOR = 16,
    VK_CODE_NAMESPACE = 32, /* class body, exec: names live in a mapping */
    VK_CODE_MODULE = 64,
    VK_CODE_HIDDEN = 128,   /* library code that stands in for C: no frame
                               shown */
    VK_CODE_METHOD = 256,   /* has a __class__ cell */
    VK_CODE_LAMBDA = 512,
    VK_CODE_AWAITABLE = 2048, /* its generators can be awaited */
    VK_CODE_VETTED = 1024,  /* may import what programs may not */
};

typedef struct vk_code {
    vk_header head;
    uint32_t instructions; /* VK_RAW of 64-bit words */
    uint32_t count;        /* words */
    uint32_t constants;    /* VK_VALUES: the initial content of K, caches
                              absent */
    uint32_t handlers;     /* VK_RAW of vk_handler, inner ones first; or 0 */
    uint32_t positions;    /* VK_RAW of vk_position, ascending; or 0 */
    uint32_t captures;     /* VK_RAW of uint16_t: registers of the enclosing
                              frame whose cells become the free variables, in
                              order; or 0 */
    uint16_t registers;    /* size of the window */
    uint16_t positional;   /* parameters that take positional arguments */
    uint16_t positional_only;
    uint16_t keyword_only;
    uint16_t free_count;
    uint16_t free_start;   /* register of the first free variable's cell */
    uint32_t flags;
    uint32_t made;         /* VK_CONSTANTS made for the first function of
                              this code, or 0 */
    uint32_t number;       /* of the world's: the sandbox's own constants are
                              found by it */
    uint32_t first_line;
    viv_value name, qualified_name, file; /* str */
    viv_value names;       /* tuple of str: names of registers, parameters
                              first */
    viv_value free_names;  /* tuple of str */
    viv_value cell_names;  /* tuple of str */
    viv_value source;      /* str: the text it was compiled from; or absent */
    viv_value doc;         /* str or None */
} vk_code_object;

/* Instructions [start, end) are guarded: an exception there is put into
 * register [value] and [target] is next. */
typedef struct vk_handler {
    uint32_t start, end, target;
    uint16_t value, spare;
} vk_handler;

/* From instruction [start] on (until the next row): a place in the source.
 * Columns are bytes of UTF-8, counted from 0; UINT16_MAX: unknown or far
 * away. */
typedef struct vk_position {
    uint32_t start, line, end_line;
    uint16_t column, end_column;
} vk_position;

/* Constants and caches of one function in one namespace of globals: K points at
 * items[0]. A name takes three words: the name, then a cache (cache.h). */
typedef struct vk_constants {
    vk_header head;
    uint32_t count;
    uint32_t code;     /* offset of the code */
    uint32_t globals;  /* offset of the dict */
    uint32_t number;   /* of the world's: row of the sandbox's own copy, + 1 */
    viv_value items[];
} vk_constants;

static inline vk_constants *vk_constants_of(const viv_value *k) {
    return (vk_constants *)((char *)k - offsetof(vk_constants, items));
}

#define VK_WORD(op, x, a, b, c)                                                \
    ((uint64_t)(uint8_t)(op) | (uint64_t)(uint8_t)(x) << 8 |                   \
     (uint64_t)(uint16_t)(a) << 16 | (uint64_t)(uint16_t)(b) << 32 |           \
     (uint64_t)(uint16_t)(c) << 48)

/* Zero is none: a jump into cleared memory ends at once. */
typedef enum vk_opcode {
    VK_NO_OP,
#define VK_OPCODE(name, a, b, c, x, result) VK_##name##_OP,
#include "compile/ops.def"
#undef VK_OPCODE
    VK_OPCODE_COUNT
} vk_opcode;

_Static_assert(VK_OPCODE_COUNT <= 256, "an op is one byte");

#endif
