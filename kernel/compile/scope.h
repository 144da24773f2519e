/* scope.h - symbol tables: which names are local, cells, global.
 *
 * One vk_scope for each text, function, class, comprehension; they form a tree
 * in the arena, linked by offsets. The scope pass (scope.c) fills them in from
 * the syntax tree, vk_resolve() (resolve.c) then says where each name lives.
 *
 * A comprehension that is not a generator expression has a scope but no frame:
 * it runs in the frame around it, its variables are registers of that frame.
 */
#ifndef VK_COMPILE_SCOPE_H
#define VK_COMPILE_SCOPE_H

#include <vivarium/scope.h>

#include "memory/arena.h"

/* vk_symbol.flags: what the text does with the name in this scope. */
enum {
    VK_USED = 1,
    VK_BOUND = 2,
    VK_PARAMETER = 4,
    VK_GLOBAL = 8,
    VK_NONLOCAL = 16,
    VK_ERASED = 32,     /* deleted somewhere: never certainly bound */
    VK_NAMED = 64,      /* bound by := */
    VK_ITERATION = 128, /* target of a comprehension */
    VK_ANNOTATED = 256,
    VK_IMPORTED = 512,
    VK_TYPE_PARAMETER = 1024,
    VK_CAPTURED = 2048, /* a nested frame needs it: it lives in a cell */
    VK_UNSURE = 4096,   /* builder: may be read before it is bound */
    VK_PASSED = 8192,   /* of a class: a cell for frames inside, not its own
                           name */
};

/* vk_symbol.place: where the value is. */
typedef enum vk_place_kind {
    VK_PLACE_UNKNOWN,
    VK_PLACE_REGISTER,
    VK_PLACE_CELL,      /* register holds the cell */
    VK_PLACE_FREE,      /* the same, the cell comes from the frame around */
    VK_PLACE_GLOBAL,    /* globals, then builtins */
    VK_PLACE_NAMESPACE, /* class body, text with a namespace */
    VK_PLACE_NAMESPACE_FREE, /* namespace, then the cell */
    VK_PLACE_CLASS,     /* annotation scope: the class around it, then
                           globals */
    VK_PLACE_CLASS_FREE, /* the class around it, then the cell */
    VK_PLACE_OUTER,     /* symbol [outer] of a scope of the same frame */
} vk_place_kind;

enum {
    VK_NO_BIT = 255,
    VK_SYMBOLS_MAX = 1 << 20, /* of one scope */
};

/* Symbols of a class body: cells of the class and of its namespace, which
 * frames inside know as __class__ and __classdict__. */
#define VK_CLASS_CELL ".class"
#define VK_CLASS_DICT ".classdict"

typedef struct vk_symbol {
    viv_value name;   /* mangled */
    uint32_t flags;
    uint16_t reg;
    uint8_t place;
    uint8_t bit;      /* of vk_defined, or VK_NO_BIT */
    uint32_t outer;   /* offset of a symbol */
    viv_node node;    /* where it was declared or first bound, for messages */
} vk_symbol;

typedef struct vk_scope {
    viv_node node;
    uint8_t kind;         /* viv_scope_kind */
    bool yields, awaits, coroutine, named; /* named: has := targets */
    bool all_locals;      /* calls locals() or the like */
    bool method;          /* uses super or __class__ */
    bool in_class;        /* an annotation scope that sees a class's names */
    uint32_t parent, child, last_child, next; /* scopes */
    uint32_t symbols, count, room;            /* vk_symbol[] */
    uint32_t index, mask;                     /* uint32_t[], number + 1 */
    uint32_t cursor;                          /* child found last */
    viv_value name;       /* of function or class */
    viv_value private;    /* class name for mangling, or absent */
    viv_node returned;    /* the first `return` with a value */
    /* Of a class or module: its annotated statements (vk_annotated[]), and how
     * many blocks are around what is visited. */
    uint32_t annotated, annotated_count, annotated_room, next_annotated,
        blocks;
    bool conditional;     /* some of them may not be reached */
    uint16_t positional, positional_only, keyword_only;
    bool varargs, keywords;
    uint16_t parameters;  /* registers of parameters */
    uint16_t free_count, local_count, inner_count; /* inner: comprehensions' */
    uint16_t first_inner; /* of a comprehension: its first register */
    uint16_t bits;        /* bits of vk_defined in use */
    uint64_t erased[2];   /* those of variables that are deleted somewhere */
} vk_scope;

typedef struct vk_annotated {
    viv_node node; /* AnnAssign */
    uint32_t conditional;
} vk_annotated;

/* The set of those conditional annotations that were reached. */
#define VK_REACHED_ANNOTATIONS "__conditional_annotations__"

/* A scope by its offset; 0 is none. */
static inline vk_scope *vk_scope_at(viv_vm *vm, uint32_t offset) {
    return vk_at(vm, offset);
}

/* Functions of all sorts: names inside are fast, class scopes are invisible. */
static inline bool vk_scope_is_function(const vk_scope *scope) {
    return scope->kind != VIV_SCOPE_MODULE && scope->kind != VIV_SCOPE_CLASS;
}

/* How many symbols to look at: no more than there can be, whatever stands
 * there. */
static inline uint32_t vk_scope_symbols(const vk_scope *scope) {
    return scope->count < VK_SYMBOLS_MAX ? scope->count : VK_SYMBOLS_MAX;
}

/* The scope whose registers [offset]'s names use: comprehensions are looked
 * through, at most [scopes] of them. */
static inline uint32_t vk_scope_frame(viv_vm *vm, uint32_t offset,
                                      uint32_t scopes) {
    while (scopes-- > 0 &&
           vk_scope_at(vm, offset)->kind == VIV_SCOPE_COMPREHENSION &&
           vk_scope_at(vm, offset)->parent)
        offset = vk_scope_at(vm, offset)->parent;
    return offset;
}

/* The symbol of [name] in [scope], or NULL; never beyond the table. */
vk_symbol *vk_scope_find(viv_vm *vm, vk_scope *scope, viv_value name);

/* The same, made if need be; NULL: memory ran out. */
vk_symbol *vk_scope_symbol(viv_builder *b, vk_scope *scope, viv_value name);

/* Symbol [number] in the order of their first use, or NULL. */
vk_symbol *vk_scope_symbol_at(viv_vm *vm, const vk_scope *scope,
                              uint32_t number);

/* The child of [parent] that was begun for [node] and [kind]; 0: none. */
uint32_t vk_scope_child(viv_builder *b, uint32_t parent, viv_node node,
                        int kind);

/* Runs the scope pass over [root]; builder->root_scope is set. */
void vk_scope_pass(viv_builder *b, viv_node root);

/* Says of every symbol where it lives. */
void vk_resolve(viv_builder *b);

/* name, or _Class__name; VIV_RAISE when memory ran out. */
viv_value vk_scope_mangle(viv_vm *vm, viv_value private, viv_value name);

/* The statements of a whole text; none of an expression's. */
viv_nodes vk_root_body(viv_builder *b, viv_node root);

#endif
