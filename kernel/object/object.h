/* object.h - what lies in the heap: the header, storage, and how a type reaches
 * its C code.
 *
 * Every cell begins with a header of eight bytes. The kind byte is the layout
 * and the index (checked) into the table of slots; the shape is the hidden
 * class, one word that says type and layout of attributes. Layouts of single
 * types stand in the header of their file (str.h, list.h, ...).
 *
 * Whatever is read from here may have been overwritten by a program that found
 * a memory error: see the rules in cage.h.
 */
#ifndef VK_OBJECT_OBJECT_H
#define VK_OBJECT_OBJECT_H

#include <vivarium/function.h>

#include "memory/cage.h"

typedef enum vk_kind {
#define VK_CELL(kind) VK_##kind,
#define VK_TYPE(kind, name, base, file) VK_##kind,
#include "object/types.def"
#undef VK_CELL
#undef VK_TYPE
    VK_KIND_COUNT
} vk_kind;

typedef enum vk_operator {
#define VK_BINARY(id, spelling, method, reflected, in_place) VK_OP_##id,
#define VK_UNARY(id, spelling, method)
#define VK_COMPARE(id, spelling, method, swapped)
#include "object/operators.def"
#undef VK_BINARY
#undef VK_UNARY
    VK_BINARY_COUNT,
#define VK_BINARY(id, spelling, method, reflected, in_place)
#define VK_UNARY(id, spelling, method) VK_OP_##id,
#include "object/operators.def"
#undef VK_UNARY
#undef VK_COMPARE
    VK_OPERATOR_COUNT,
#define VK_UNARY(id, spelling, method)
#define VK_COMPARE(id, spelling, method, swapped) VK_OP_##id,
#include "object/operators.def"
#undef VK_BINARY
#undef VK_UNARY
#undef VK_COMPARE
    VK_COMPARE_END
} vk_operator;

/* Header flags. */
enum {
    VK_OLD = 1,          /* remember when written to (write barrier) */
    VK_FROZEN = 2,       /* immutable: part of the world, or made so */
    VK_HAS_FINALIZER = 4,
    VK_HAS_WEAKREF = 8,
    VK_SUBCLASS = 16,    /* its type is not the built-in one of its kind */
};

typedef struct vk_header {
    uint32_t shape; /* offset of the hidden class; 0 in cells without type */
    uint8_t kind;
    uint8_t flags;
    uint16_t extra; /* the kind's own */
} vk_header;

/* An array of values: VK_VALUES. Also the shape of all storage: 16 bytes of
 * header, then elements (vk_element). */
typedef struct vk_values {
    vk_header head;
    uint32_t count; /* elements there is room for */
    uint32_t spare;
    viv_value items[];
} vk_values;

/* Bytes without references: VK_RAW. */
typedef struct vk_raw {
    vk_header head;
    uint32_t bytes; /* room */
    uint32_t used;  /* str.c: how much of it a string ends at */
    char data[];
} vk_raw;

/* The hidden class of an instance. Shapes of a class form a tree: a child has
 * one attribute more than its parent. Slots below [inlined] lie in the
 * instance, the others in the VK_VALUES its `attributes` word names. */
typedef struct vk_shape {
    vk_header head;
    uint32_t type;        /* offset of the class */
    uint32_t parent;      /* shape without the newest attribute; 0: the root */
    viv_value key;        /* the newest attribute's name, interned */
    uint16_t count;       /* attributes */
    uint16_t inlined;     /* slots inside the instance */
    uint32_t transitions; /* 0, the only child, or a dict of name -> child */
    uint32_t table;       /* 0, or a dict of name -> slot, made when long */
    uint32_t flags;       /* VK_SHAPE_* */
} vk_shape;

enum {
    VK_SHAPE_DICTIONARY = 1, /* attributes lie in a dict, not in slots */
    VK_SHAPE_FIXED = 2,      /* no attributes beyond __slots__ */
    VK_SHAPE_MANY = 4,       /* transitions is a dict */
};

/* A class. Its namespace is an ordinary dict of interned names. */
typedef struct vk_type {
    vk_header head;      /* head.extra: size in bytes of a plain instance */
    uint32_t attributes; /* as in an instance: what a metaclass stores in it */
    uint32_t shape;      /* root shape of new instances */
    viv_value name, qualified_name; /* str */
    viv_value bases, resolution;    /* tuples; resolution is the MRO */
    viv_value namespace;            /* dict */
    viv_value module;               /* str or absent */
    viv_value subclasses;           /* list of weak references, or absent */
    uint64_t overrides[2];          /* special methods defined in Python */
    uint32_t flags;                 /* VK_TYPE_* */
    uint8_t instance_kind;          /* layout of instances */
    uint8_t spare;
    uint16_t slot_count;            /* of __slots__, own and inherited */
    uint32_t construct_epoch;       /* the three cache type.__call__: when it
                                       was learnt */
    uint32_t construct_with;        /* a function: __init__; a native one:
                                       __new__, all */
    uint32_t construct_shape;
    uint32_t error;                 /* errors.def row + 1, 0: no built-in
                                       error */
    viv_value doc;
} vk_type;

enum {
    VK_TYPE_NATIVE = 1,       /* defined in C: immutable */
    VK_TYPE_FINAL = 2,        /* may not be a base */
    VK_TYPE_HAS_DICT = 4,     /* instances take any attribute */
    VK_TYPE_HAS_WEAKREF = 8,
    VK_TYPE_ABSTRACT = 16,    /* __abstractmethods__ is not empty */
    VK_TYPE_METACLASS = 32,   /* a subclass of type */
    VK_TYPE_SEQUENCE = 64,    /* matches sequence patterns */
    VK_TYPE_MAPPING = 128,    /* matches mapping patterns */
    VK_TYPE_NO_CONSTRUCT = 256, /* cannot create '...' instances */
};

/* construct_epoch of a class of the world, which does not change. */
enum { VK_CONSTRUCT_ALWAYS = 1 };

/* An instance of a class that adds nothing native. For instances of subclasses
 * of native types the `attributes` word and the slots come after the native
 * part, at slots->size. */
typedef struct vk_instance {
    vk_header head;
    uint32_t attributes; /* 0, VK_VALUES with slots, or a dict (by the shape) */
    uint32_t spare;
    viv_value slots[];
} vk_instance;

typedef struct vk_marker vk_marker;

/* What C code does for a kind. All may be absent (NULL) but size and trace.
 * Every function returns a value, or VIV_RAISE; those marked + may return
 * VIV_CALL (a call the evaluator is to make, protocol.h). `self` is of the
 * kind, possibly of a subclass. */
typedef struct vk_slots {
    uint32_t size; /* bytes of an instance; what follows it is attributes */
    void (*trace)(vk_marker *marker, void *object);
    viv_value (*repr)(viv_vm *vm, viv_value self);
    viv_value (*str)(viv_vm *vm, viv_value self);
    viv_value (*hash)(viv_vm *vm, viv_value self);   /* an int */
    viv_value (*truth)(viv_vm *vm, viv_value self);  /* a bool */
    viv_value (*length)(viv_vm *vm, viv_value self); /* an int */
    /* Operators: one operand, or both, are of the kind. Not implemented is
     * VIV_NOT_IMPLEMENTED. [compare] gets VK_OP_LT .. VK_OP_GE. */
    viv_value (*compare)(viv_vm *vm, vk_operator op, viv_value a, viv_value b);
    viv_value (*binary)(viv_vm *vm, vk_operator op, viv_value a, viv_value b);
    viv_value (*in_place)(viv_vm *vm, vk_operator op, viv_value a, viv_value b);
    viv_value (*unary)(viv_vm *vm, vk_operator op, viv_value a);
    viv_value (*get_item)(viv_vm *vm, viv_value self, viv_value key);
    /* [value] is VIV_ABSENT to delete; returns None. */
    viv_value (*set_item)(viv_vm *vm, viv_value self, viv_value key,
                          viv_value value);
    viv_value (*contains)(viv_vm *vm, viv_value self, viv_value item);
    viv_value (*iterate)(viv_vm *vm, viv_value self);
    /* The next item, or VIV_DONE. */
    viv_value (*next)(viv_vm *vm, viv_value self); /* + */
    /* Attribute access that differs from object's (type, module, super). */
    viv_value (*get_attribute)(viv_vm *vm, viv_value self, viv_value name);
    viv_value (*set_attribute)(viv_vm *vm, viv_value self, viv_value name,
                               viv_value value);
    /* [args]: count positional values, then one for each of the tuple [names]
     * (or absent). The evaluator treats functions, natives, methods and types
     * by itself. */
    viv_value (*call)(viv_vm *vm, viv_value self, const viv_value *args,
                      uint32_t count, viv_value names); /* + */
    viv_value (*descriptor_get)(viv_vm *vm, viv_value self, viv_value instance,
                                viv_value owner); /* + */
    viv_value (*descriptor_set)(viv_vm *vm, viv_value self, viv_value instance,
                                viv_value value); /* + */
    const viv_function *methods; /* signatures, __new__ among them */
    const struct vk_getset *getsets;
    uint32_t flags; /* VK_TYPE_* of the type object */
    const char *doc;
    /* Bytes of the native part where it varies (int, str, tuple, bytes):
     * attributes of instances of subclasses follow it. */
    uint32_t (*measure)(viv_vm *vm, const vk_header *object);
    /* Where a kind without shapes keeps a word for a dict of attributes
     * (function, exception, module, type); 0: none. */
    uint32_t attributes;
    /* The constructor fills in __init__ (list, dict, set, bytearray): of a
     * subclass with its own __init__, __new__ makes an empty one. */
    bool filled_by_init;
} vk_slots;

/* A computed attribute; [set] is NULL where it is read-only, and gets
 * VIV_ABSENT to delete. */
typedef struct vk_getset {
    const char *name;
    viv_value (*get)(viv_vm *vm, viv_value self);
    viv_value (*set)(viv_vm *vm, viv_value self, viv_value value);
    const char *doc;
} vk_getset;

static inline vk_header *vk_head(viv_vm *vm, viv_value reference) {
    return vk_object(vm, reference);
}

/* The value is an object of the kind (instances of subclasses included). */
static inline bool vk_is(viv_vm *vm, viv_value value, vk_kind kind) {
    return viv_is_reference(value) && vk_head(vm, value)->kind == kind;
}

/* The kind of any value; of an immediate too. Always < VK_KIND_COUNT. */
vk_kind vk_kind_of(viv_vm *vm, viv_value value);

/* The kind's row. */
const vk_slots *vk_slots_of(viv_vm *vm, viv_value value);

/* The class of any value: a checked reference to a VK_TYPE object. */
viv_value vk_type_of(viv_vm *vm, viv_value value);
vk_type *vk_type_pointer(viv_vm *vm, viv_value type);

/* The built-in class of a kind, and its root shape: fixed places of the
 * world. */
viv_value vk_builtin_type(vk_kind kind);
uint32_t vk_builtin_shape(vk_kind kind);

/* Allocates a cell of [kind] with the built-in type's shape; the rest is not
 * initialised. NULL: raised. */
void *vk_new(viv_vm *vm, vk_kind kind, uint32_t bytes);

/* The same for an instance of [type], a class whose instance_kind is [kind]: as
 * vk_new() with shape and attribute slots of that class. */
void *vk_new_instance(viv_vm *vm, viv_value type, vk_kind kind, uint32_t bytes);

/* The one way to write a value into an object: [slot] lies in [object] or in
 * its storage. The barrier of incremental and generational marking. */
static inline void vk_store(viv_vm *vm, void *object, viv_value *slot,
                            viv_value value);

/* Storage of [count] values, all VIV_ABSENT, or of [bytes] bytes, not
 * initialised. 0: raised. */
uint32_t vk_values_new(viv_vm *vm, uint32_t count);
uint32_t vk_raw_new(viv_vm *vm, uint32_t bytes);

void vk_remember(viv_vm *vm, vk_header *object);

static inline void vk_store(viv_vm *vm, void *object, viv_value *slot,
                            viv_value value) {
    *slot = value;
    if (((vk_header *)object)->flags & VK_OLD)
        vk_remember(vm, object);
}

/* The same for a 32-bit reference field. */
static inline void vk_store_offset(viv_vm *vm, void *object, uint32_t *field,
                                   uint32_t offset) {
    *field = offset;
    if (((vk_header *)object)->flags & VK_OLD)
        vk_remember(vm, object);
}

#endif
