/* builder.h - the state of one compilation, and of each code being built in it.
 *
 * The builder lies on the C stack, outside the cage; it points into the arena,
 * whose blocks do not move but when they grow. What is read back from the arena
 * is used as data only: places are checked here, registers and constants by the
 * verifier.
 */
#ifndef VK_COMPILE_BUILDER_H
#define VK_COMPILE_BUILDER_H

#include <vivarium/family.h>

#include "compile/compile.h"
#include "compile/families.h"
#include "compile/scope.h"

/* Rows of one size in the arena. Nested codes push onto the same buffers and
 * take off what is theirs when they are done. */
typedef struct vk_buffer {
    char *data;
    uint32_t count, room;
} vk_buffer;

/* The distance is truncated before it is added: with any index from the cage
 * the address stays in the cage or its guard. */
#define VK_ROW(buffer, type, index)                                            \
    ((type *)(void *)((buffer).data +                                          \
                      (uint32_t)((index) * (uint32_t)sizeof(type))))

/* Which local variables are certainly bound. */
typedef struct vk_defined {
    uint64_t bits[2];
} vk_defined;

enum { VK_DEFINED_BITS = 128 };

#define VK_UNPLACED UINT32_MAX

typedef struct vk_label {
    uint32_t place; /* word, or VK_UNPLACED */
    bool reached;   /* some jump leads here */
    vk_defined defined;
} vk_label;

typedef struct vk_fixup {
    uint32_t word;
    uint32_t label;
} vk_fixup;

/* A guarded stretch; [target] is known when the code is finished. */
typedef struct vk_guard_row {
    uint32_t start, end;
    uint32_t region;
} vk_guard_row;

typedef struct vk_region {
    uint32_t target;
    uint32_t open; /* where the guarded stretch began; VK_UNPLACED: not
                      guarding */
    viv_temp value;
    bool used;     /* some instruction is guarded */
    vk_defined defined;
} vk_region;

/* What break, continue and return have to leave. */
typedef struct vk_block {
    bool loop;
    viv_label next, done;  /* of a loop */
    int region;            /* of a region */
    viv_cleanup cleanup;
    viv_node node;
    viv_temp state;
} vk_block;

enum { VK_BLOCKS_MAX = 64 };

/* One code being built. */
typedef struct vk_unit {
    struct vk_unit *outer;
    uint32_t frame; /* scope of the code */
    uint32_t scope; /* that, or of a comprehension inside */
    /* Where its part of the builder's buffers begins. */
    uint32_t words, positions, guards, regions, labels, fixups, constants;
    uint32_t far;
    uint32_t serial;
    viv_node noted; /* whose place the last row of positions is */
    uint32_t fence; /* words before it are not to be changed */
    int top, floor, base, most;
    vk_defined defined;
    vk_defined erased; /* deleted somewhere: sure only up to the next label */
    bool reachable;
    uint32_t flags; /* VK_CODE_* */
    uint32_t first_line;
    int block_count;
    viv_value name, qualified_name, doc;
    vk_block blocks[VK_BLOCKS_MAX];
} vk_unit;

enum { VK_CONSTANT_SLOTS = 64 };

/* Recently used constants and names: [word] 0 is a free slot. */
typedef struct vk_recent {
    uint64_t bits;
    uint32_t serial, index;
    uint8_t use; /* op that names it, or 0 for a constant */
} vk_recent;

struct viv_builder {
    viv_vm *vm;
    const vk_family_table *families;
    const vk_compile_options *options;
    vk_syntax_error *error;
    bool failed;
    bool raised; /* an exception or stop waits in the machine */
    viv_node node;    /* being lowered: the place of what is emitted */
    viv_node lowered; /* the expression that was lowered last */
    vk_unit *unit;
    uint32_t work; /* nodes since the last charge */
    uint32_t serial;
    /* scope pass */
    uint32_t scope, root_scope, scope_count, last_scope;
    uint32_t spare_symbols, spare_count;
    int iterables; /* comprehension iterables around the node being visited */
    bool target;   /* in a comprehension's target */
    viv_node result; /* the statement whose value is the result, or 0 */
    bool displays;   /* mode 'single': values of statements are shown */
    bool future_annotations;
    uint32_t all_scopes; /* uint32_t[scope_count], in order of creation */
    uint32_t all_room;
    /* lowering */
    vk_buffer words, positions, guards, regions, labels, fixups, constants, far;
    vk_recent recent[VK_CONSTANT_SLOTS];
};

viv_vm *vk_builder_vm(const viv_builder *b);

/* error.c */
/* Something was raised (memory, recursion, a stop): the compilation ends with
 * it. */
void vk_builder_raised(viv_builder *b);
/* False: too deep, or the compilation failed, or the fuel is spent. Around
 * every recursion over the tree. */
bool vk_builder_enter(viv_builder *b);

/* The text of a node as the source has it, lines joined; "..." without a
 * source. */
viv_value vk_source_text(viv_builder *b, viv_node node);

/* words.c: room for one more row; NULL: failed. */
void *vk_builder_push(viv_builder *b, vk_buffer *buffer, uint32_t size);

/* words.c: instructions */
void vk_emit(viv_builder *b, uint64_t word); /* as VK_WORD makes it */
void vk_note_position(viv_builder *b);
void vk_emit_jump(viv_builder *b, vk_opcode op, int a, int second,
                  viv_label label);
/* The last word if it may be changed, else 0, which is no instruction that
 * matters (a MOVE of register 0 to itself). */
uint64_t vk_last_word(const viv_builder *b, uint32_t back);
void vk_drop_words(viv_builder *b, uint32_t count);

/* registers */
static inline bool vk_is_temp(const vk_unit *unit, viv_temp value) {
    return value >= unit->base;
}

/* [value] may be consumed: a temporary of the running handler that is not
 * held. */
static inline bool vk_is_free(const vk_unit *unit, viv_temp value) {
    return value >= unit->floor && value >= unit->base;
}

/* Takes operands off the top, the last one first, and gives the result's
 * register. */
viv_temp vk_result(viv_builder *b, viv_temp first, viv_temp second);
/* Takes a run of [count] off the top and gives the result's register. */
viv_temp vk_result_run(viv_builder *b, viv_temp first, int count);
void vk_consume(viv_builder *b, viv_temp value);
viv_temp vk_new_temp(viv_builder *b);

/* The number can be an operand itself: a signed one of 16 bits. */
static inline bool vk_fits_operand(viv_value value) {
    int64_t number = viv_is_small_int(value) ? viv_small_int_value(value) : 0;

    return viv_is_small_int(value) && number >= INT16_MIN &&
           number <= INT16_MAX;
}

/* constants.c */
int vk_constant(viv_builder *b, viv_value value);
/* A name with its cache, for one use by [op]. */
int vk_name(viv_builder *b, vk_opcode op, viv_value name);
void vk_load(viv_builder *b, viv_temp dest, viv_value value);
/* The word loads a constant into [value], which may be consumed: which one? */
bool vk_loaded(viv_builder *b, uint32_t back, viv_temp value,
               viv_value *constant);

/* fold.c: results of operators on constants, as CPython folds them. */
bool vk_fold_binary(viv_builder *b, int op, viv_value left, viv_value right,
                    viv_value *result);
bool vk_fold_unary(viv_builder *b, int op, viv_value operand,
                   viv_value *result);

/* scope_names.c: __debug__ cannot be bound. */
void vk_forbid_debug(viv_builder *b, viv_node node, viv_value name);

/* names.c */
/* Where the name (mangled) lives; NULL: nowhere known, a global. */
vk_symbol *vk_lookup(viv_builder *b, viv_value name, vk_place_kind *place);
vk_symbol *vk_capture(viv_builder *b, viv_value name);
void vk_define(viv_builder *b, const vk_symbol *symbol);
void vk_undefine(viv_builder *b, const vk_symbol *symbol);
/* A plain local variable that is certainly bound here. */
bool vk_is_certain(viv_builder *b, viv_value name);

/* regions.c: emits the cleanups of blocks from [down_to] on, innermost first,
 * and then the way out. */
typedef void (*vk_leave)(viv_builder *b, int what);
void vk_run_cleanups(viv_builder *b, int down_to, vk_leave leave, int what);
bool vk_has_cleanups(const viv_builder *b, int down_to);

/* functions.c: return, wherever; cleanups run. */
void vk_emit_return(viv_builder *b, viv_temp value);
/* Waits for what the iterator in [value] gives in the end. */
viv_temp vk_emit_drive(viv_builder *b, viv_temp value);

/* unit.c */
void vk_unit_begin(viv_builder *b, vk_unit *unit, uint32_t frame);
/* The finished code object, None if something failed. Leaves the unit. */
viv_value vk_unit_end(viv_builder *b);
/* Words that run first: cells, and variables that may be read too early. */
uint32_t vk_prologue(viv_builder *b, uint64_t *words, uint32_t room);

/* docstring.c: the docstring that a body begins with, or None. */
viv_value vk_docstring(viv_builder *b, viv_nodes body);

/* finish.c: the words, tables and constants of the unit as a code object. */
viv_value vk_finish_code(viv_builder *b);

/* annotations.c: the __annotate__ function of the unit's class or module, if it
 * has annotations, stored under [name]. */
void vk_emit_annotate(viv_builder *b, const char *name);

#endif
