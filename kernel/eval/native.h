/* native.h - native functions: the runtime's table, and binding arguments to
 * their signatures.
 *
 * What a native function is lies outside the cage, in a table that is complete
 * before the first program runs; an object in the cage only says which row.
 * Signatures are read once (signature.c); names and defaults in them are
 * strings of the world.
 */
#ifndef VK_EVAL_NATIVE_H
#define VK_EVAL_NATIVE_H

#include <vivarium/function.h>

#include "machine.h"
#include "memory/arena.h"
#include "object/function.h"

enum { VK_PARAMETERS_MAX = 24, VK_ALTERNATIVES_MAX = 3 };

typedef enum vk_convert {
#define VIV_CONVERT(annotation, action, kind, message) VK_CONVERT_##annotation,
#include <vivarium/convert.def>
#undef VIV_CONVERT
    VK_CONVERT_COUNT
} vk_convert;

typedef enum vk_form {
    VK_FORM_POSITIONAL_ONLY,
    VK_FORM_POSITIONAL,
    VK_FORM_VARARGS,
    VK_FORM_KEYWORD_ONLY,
    VK_FORM_KEYWORDS,
} vk_form;

typedef struct vk_parameter {
    viv_value name;     /* str of the world */
    viv_value fallback; /* VIV_ABSENT for `...` */
    uint8_t form;       /* vk_form */
    uint8_t convert;    /* vk_convert */
    bool optional;      /* has a default */
    bool nullable;      /* `| None` */
} vk_parameter;

typedef struct vk_signature {
    uint16_t count;      /* parameters */
    uint16_t positional; /* those that take positional arguments, first */
    uint16_t required;   /* of these, without default */
    bool varargs, keywords, named; /* named: some can be given by keyword */
    vk_parameter parameters[];
} vk_signature;

enum { VK_WANTS_OR_NONE = 128, VK_WANTS_MOST = 4 };

typedef struct vk_native_entry {
    viv_native call;
    double (*real)(double x); /* computes the same of a float, or NULL */
    uint16_t direct; /* takes so many arguments as they are, if they are what it
                        wants; or VK_NOT_SIMPLE */
    uint32_t wants;     /* a byte for each of these: vk_convert,
                           VK_WANTS_OR_NONE */
    uint8_t self_kind;  /* kind the first argument must be of, or 0 */
    uint8_t alternatives;
    uint32_t self_type; /* class of the world the first argument must be of,
                           or 0 */
    bool constructor;   /* __new__: the first argument is a class of
                           self_kind */
    bool quick;         /* one signature, no keyword-only parameter without
                           default */
    bool iterator;      /* __next__: at the end it returns VIV_DONE */
    uint32_t needs;     /* capabilities, bits by caps.def */
    const char *name;      /* "append" */
    const char *title;     /* the same in messages; of a constructor: "chain" */
    const char *qualified; /* "list.append", "math.sqrt", "len" */
    const char *text;      /* the signature, for inspection */
    const char *doc;
    vk_signature *signatures[VK_ALTERNATIVES_MAX];
} vk_native_entry;

/* Grows while the world is built, then is part of the runtime. */
typedef struct vk_natives {
    vk_native_entry *entries;
    uint32_t count, room;
} vk_natives;

/* Adds a function: [owner] is the module or type it belongs to ("" for none),
 * [kind] what `self` must be (0: a plain function). The number of its row, or
 * UINT32_MAX when the signature cannot be read or memory ran out; [problem]
 * then says why. */
uint32_t vk_natives_add(viv_vm *vm, vk_natives *natives,
                        const viv_function *function, const char *owner,
                        vk_kind kind, const char **problem);
void vk_natives_free(vk_natives *natives);

/* One alternative of a signature, or NULL. [text] is moved behind it. */
vk_signature *vk_signature_parse(viv_vm *vm, const char **text,
                                 const char **problem);

/* The object of a row: builtin_function_or_method, or method_descriptor. */
viv_value vk_native_new(viv_vm *vm, vk_kind kind, uint32_t index,
                        viv_value module, viv_value owner);
/* A method_descriptor bound to [self]. */
viv_value vk_native_bind(viv_vm *vm, viv_value method, viv_value self);

/* Binds and calls: [count] arguments, the last of them named by [names]. */
viv_value vk_native_call(viv_vm *vm, uint32_t index, const viv_value *args,
                         uint32_t count, viv_value names);

/* [self], an object, is of the very class that the function is a method of. A
 * subclass goes the longer way through vk_native_call(). */
static inline bool vk_native_is_own(viv_vm *vm, const vk_native_entry *entry,
                                    viv_value self) {
    const vk_shape *shape = vk_at(vm, vk_head(vm, self)->shape);

    return shape->type == entry->self_type;
}

/* Calls the C function; what it took as scratch is released. */
static inline viv_value vk_native_run(viv_vm *vm, const vk_native_entry *entry,
                                      const viv_value *args) {
    uint32_t cursor = VK(vm)->arena.cursor;
    viv_value result = entry->call(vm, args);

    if (__builtin_expect(VK(vm)->arena.cursor != cursor, 0))
        vk_arena_rewind(vm, cursor);
    return result;
}

/* Are the arguments of a direct call what the function wants? */
bool vk_native_fits(viv_vm *vm, uint32_t wants, const viv_value *args);

/* A float that [value] is, or an int that converts to one. */
static inline bool vk_native_real(viv_value value, double *number) {
    if (viv_is_immediate_float(value))
        *number = viv_immediate_float_value(value);
    else if (viv_is_small_int(value))
        *number = (double)viv_small_int_value(value);
    else if (viv_is_zero_float(value))
        *number = viv_zero_float_value(value);
    else
        return false;
    return true;
}

/* Does the first argument fit? (Whether capabilities are granted was asked when
 * the module was imported; it is tested here because calls are what they are
 * for.) */
static inline bool vk_native_accepts(viv_vm *vm, const vk_native_entry *entry,
                                     const viv_value *args) {
    return (entry->self_kind == 0 ||
            (!entry->constructor && viv_is_reference(args[0]) &&
             vk_head(vm, args[0])->kind == entry->self_kind)) &&
           (entry->self_type == 0 ||
            (!entry->constructor &&
             vk_reference_offset(vk_type_of(vm, args[0])) ==
                 entry->self_type)) &&
           (entry->wants == 0 || vk_native_fits(vm, entry->wants, args)) &&
           (entry->self_type == 0 ||
            vk_native_is_own(vm, entry, args[0])) &&
           (entry->needs & ~VK(vm)->granted) == 0;
}

#endif
