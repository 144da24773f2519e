/* family.h - a family: what a group of node kinds means.
 *
 * The parser makes trees of all of Python; a family gives some kinds of nodes
 * their meaning by lowering them to code. Its handlers read like the language
 * reference:
 *
 *     static viv_temp lower_if_else(viv_builder *b, viv_node node) {
 *         viv_label otherwise = viv_label_new(b), done = viv_label_new(b);
 *         viv_temp result = viv_temp_new(b);
 *
 *         viv_lower_branch(b, viv_IfExp_test(b, node), VIV_IF_FALSE, otherwise);
 *         viv_lower_into(b, viv_IfExp_body(b, node), result);
 *         viv_emit_jump(b, done);
 *         viv_label_place(b, otherwise);
 *         viv_lower_into(b, viv_IfExp_orelse(b, node), result);
 *         viv_label_place(b, done);
 *         return result;
 *     }
 *
 * Code is register code. A viv_temp is a register: that of a plain local
 * variable, or a temporary. Temporaries form a stack. What a handler gets from
 * viv_lower() and viv_emit_...() lies on top, in the order in which it was
 * asked for, so that values lowered one after the other stand side by side,
 * ready to be a run of arguments. An emitter CONSUMES operands that are
 * temporaries: they are gone, and its result takes the place of the lowest. To
 * use a value twice, viv_hold() it. Temporaries from viv_temp_new() are held.
 * When a handler returns, all it took is released but its result. (That is also
 * what the peepholes live on: a constant that is consumed becomes part of the
 * instruction, a result that is stored is made in the variable.)
 *
 * There are no failures to pass on: the first error is kept, after it the
 * builder ignores what it is asked and answers harmless values, and the
 * compilation ends with that error.
 */
#ifndef VIVARIUM_FAMILY_H
#define VIVARIUM_FAMILY_H

#include <vivarium/version.h>
#include <vivarium/emit.h>
#include <vivarium/node.h>
#include <vivarium/parse.h>
#include <vivarium/plugin.h>
#include <vivarium/scope.h>

#pragma GCC visibility push(default)

/* What a kind of node means. Leave out what does not apply. */
typedef struct viv_meaning {
    int kind; /* VIV_While, ... or VIV_OWN_NODE(n) */
    /* As a statement. */
    void (*statement)(viv_builder *b, viv_node node);
    /* As an expression: its value, in any register. A definition (FunctionDef)
     * may have one too: the object without decorators and name, for
     * viv_lower(). */
    viv_temp (*value)(viv_builder *b, viv_node node);
    /* As a target: `node = value`, `del node`. [store] consumes [value]. */
    void (*store)(viv_builder *b, viv_node node, viv_temp value);
    void (*erase)(viv_builder *b, viv_node node);
    /* As a condition: jump to [label] if it is true (false); without it, the
     * value is tested, which fuses with a comparison just emitted. */
    void (*branch)(viv_builder *b, viv_node node, viv_sense sense,
                   viv_label label);
    /* Names: instead of viv_scope_children() (scope.h). */
    void (*scope)(viv_builder *b, viv_node node);
    /* For long chains to the left, `1 + 2 + 3 ...`, which must not recurse in
     * C: instead of [value], the reader of the left part (viv_BinOp_left) and
     * what makes the value of the node out of that of its left part. */
    viv_node (*left)(const viv_builder *b, viv_node node);
    viv_temp (*combine)(viv_builder *b, viv_node node, viv_temp left);
    /* Errors and warnings that do not depend on names: called once, in the
     * scope pass, before the parts are visited. */
    void (*check)(viv_builder *b, viv_node node);
} viv_meaning;

/* A field of a node that another family lowers: VIV_FIELD_OF(comprehension,
 * is_async). The owner of the node calls viv_lower_field() where the field
 * matters; what [given] and the result are stands with the field's name in
 * families.def. [value] may be NULL where owning it only says that it is
 * available. */
typedef struct viv_field_meaning {
    const char *node, *field; /* as written in nodes.def */
    viv_temp (*value)(viv_builder *b, viv_node node, viv_temp given);
} viv_field_meaning;

#define VIV_FIELD_OF(node, field) #node, #field

/* Syntax of a family's own. Kinds are numbered in the order of their rows and
 * named VIV_OWN_NODE(0), ...: the loader adds the family's base
 * (viv_own_kind()). */
#define VIV_OWN_NODE(number) (-1 - (number))

/* A statement that begins with a word. Where [parse] says that it does not fit,
 * and everywhere else, the word is an ordinary name. */
typedef struct viv_statement_row {
    const char *keyword;
    viv_node (*parse)(viv_parser *parser);
} viv_statement_row;

/* How tightly operators bind: as Python's operators of that level, among which
 * the new one stands. */
typedef enum viv_power {
    VIV_POWER_OR = 1,
    VIV_POWER_AND,
    VIV_POWER_COMPARE = 4,
    VIV_POWER_BIT_OR,
    VIV_POWER_BIT_XOR,
    VIV_POWER_BIT_AND,
    VIV_POWER_SHIFT,
    VIV_POWER_SUM,
    VIV_POWER_TERM,
} viv_power;

typedef struct viv_operator_row {
    const char *spelling; /* a word, or signs of Python's: "|>" */
    viv_power power;
    int node;   /* VIV_OWN_NODE(n) with two EXPR fields: left, right */
    bool right; /* associates to the right */
} viv_operator_row;

/* An instruction of a family's own: viv_emit_native(). Gets the registers of
 * result and operands; charges for its work; returns what goes to *result or
 * VIV_RAISE. */
typedef struct viv_native_op {
    const char *name;
    viv_value (*run)(viv_vm *vm, const viv_value *operands, int extra);
} viv_native_op;

typedef struct viv_family {
    const char *doc;
    viv_table meanings;   /* viv_meaning */
    viv_table fields;     /* viv_field_meaning */
    viv_table nodes;      /* viv_node_row: kinds of its own */
    viv_table statements; /* viv_statement_row */
    viv_table operators;  /* viv_operator_row */
    viv_table natives;    /* viv_native_op */
} viv_family;

/* The sandbox that is compiled for. */
VIV_API viv_vm *viv_builder_vm(const viv_builder *b);

/* -- lowering parts of a node */

/* The value of an expression: a variable's own register, or the topmost
 * temporary. */
VIV_API viv_temp viv_lower(viv_builder *b, viv_node node);
/* The same, always in a temporary on top: for runs, and for a value that must
 * not change when the variable does. */
VIV_API viv_temp viv_lower_push(viv_builder *b, viv_node node);
/* One viv_lower_push() after the other; the first register of the run, which is
 * where an empty one would begin. */
VIV_API viv_temp viv_lower_run(viv_builder *b, viv_nodes nodes);
/* The value into the register [dest]. */
VIV_API void viv_lower_into(viv_builder *b, viv_node node, viv_temp dest);
/* The value, for its effects only. */
VIV_API void viv_lower_effect(viv_builder *b, viv_node node);
VIV_API void viv_lower_statement(viv_builder *b, viv_node node);
VIV_API void viv_lower_body(viv_builder *b, viv_nodes statements);
VIV_API void viv_lower_branch(viv_builder *b, viv_node test, viv_sense sense,
                      viv_label label);
/* `target = value`; consumes [value]. */
VIV_API void viv_lower_store(viv_builder *b, viv_node target, viv_temp value);
VIV_API void viv_lower_delete(viv_builder *b, viv_node target);
/* A field that another family owns; an error where none does. */
VIV_API viv_temp viv_lower_field(viv_builder *b, viv_node node, const char *field,
                         viv_temp given);

/* The kind that VIV_OWN_NODE(number) of this [node]'s family stands for. */
VIV_API int viv_own_kind(viv_builder *b, viv_node node, int number);

/* Instructions that follow stand at [node] in tracebacks, until the handler
 * returns or another place is given; returns the node before. */
VIV_API viv_node viv_place(viv_builder *b, viv_node node);

/* -- what a node is, without lowering it */

/* A constant that needs no code: Constant, and what folds to one. False:
 * none. */
VIV_API bool viv_constant_value(viv_builder *b, viv_node node, viv_value *value);
/* The name of the type that a literal, display or comprehension is an instance
 * of, a str; VIV_ABSENT for all other nodes. */
VIV_API viv_value viv_evident_type(viv_builder *b, viv_node node);
/* The register of a target that is a plain local variable, else VIV_NOWHERE. */
VIV_API viv_temp viv_target_register(viv_builder *b, viv_node target);
/* The interned str of an ASCII text; a name as the class around it mangles
 * it. */
VIV_API viv_value viv_identifier(viv_builder *b, const char *ascii);
VIV_API viv_value viv_mangled(viv_builder *b, viv_value name);

/* -- errors */

/* SyntaxError at [node]; directives as in viv_raise(): %s, %d, and %S for a
 * str. */
VIV_API void viv_syntax_error(viv_builder *b, viv_node node, const char *format, ...);
/* SyntaxWarning at [node]. */
VIV_API void viv_syntax_warning(viv_builder *b, viv_node node, const char *format, ...);
/* An error is kept: nothing more will be emitted. */
VIV_API bool viv_failed(const viv_builder *b);

#pragma GCC visibility pop

#endif
