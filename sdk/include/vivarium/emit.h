/* emit.h - the builder: registers, labels, regions and instructions.
 *
 * family.h tells how registers work and what it means that an operand is
 * consumed. Emitters return the register of their result. Names are mangled
 * where Python mangles them. Operators are node kinds: VIV_Add, VIV_Lt,
 * VIV_Not, ...
 */
#ifndef VIVARIUM_EMIT_H
#define VIVARIUM_EMIT_H

#include <vivarium/version.h>
#include <vivarium/intrinsics.h>
#include <vivarium/node.h>

#pragma GCC visibility push(default)

typedef int viv_temp;  /* a register */
typedef int viv_label; /* a place in the code */

#define VIV_NOWHERE (-1)

typedef enum viv_sense { VIV_IF_FALSE, VIV_IF_TRUE } viv_sense;

/* -- registers */

/* A temporary of the handler's own, held until the handler returns; a run of
 * them. */
VIV_API viv_temp viv_temp_new(viv_builder *b);
VIV_API viv_temp viv_temps_new(viv_builder *b, int count);
/* [value] stays (where it is) until the handler returns: nothing consumes
 * it. */
VIV_API viv_temp viv_hold(viv_builder *b, viv_temp value);
/* Makes the topmost temporary out of [value] if it is not that already. */
VIV_API viv_temp viv_push(viv_builder *b, viv_temp value);
/* Consumes [source]; does not consume it if held or a variable. */
VIV_API void viv_emit_move(viv_builder *b, viv_temp dest, viv_temp source);
/* Temporaries from [mark] on are released. */
VIV_API viv_temp viv_mark(const viv_builder *b);
VIV_API void viv_release(viv_builder *b, viv_temp mark);

/* -- labels and jumps */

VIV_API viv_label viv_label_new(viv_builder *b);
VIV_API void viv_label_place(viv_builder *b, viv_label label);
VIV_API viv_label viv_label_here(viv_builder *b);
VIV_API void viv_emit_jump(viv_builder *b, viv_label label);
VIV_API void viv_emit_branch(viv_builder *b, viv_temp value, viv_sense sense,
                     viv_label label);
/* If [value] is None (VIV_IF_FALSE: is not). Borrows [value]. */
VIV_API void viv_emit_branch_none(viv_builder *b, viv_temp value, viv_sense sense,
                          viv_label label);
/* Can control come here? Code that is emitted where it cannot is dropped. */
VIV_API bool viv_reachable(const viv_builder *b);

/* -- values */

/* immutable */
VIV_API viv_temp viv_emit_constant(viv_builder *b, viv_value value);
VIV_API viv_temp viv_emit_text(viv_builder *b, const char *ascii);
/* VIV_ERROR_ row */
VIV_API viv_temp viv_emit_error_type(viv_builder *b, int error);
/* A variable by its scope: local, cell, global, namespace. */
VIV_API viv_temp viv_emit_load_name(viv_builder *b, viv_value name);
VIV_API void viv_emit_store_name(viv_builder *b, viv_value name, viv_temp value);
VIV_API void viv_emit_delete_name(viv_builder *b, viv_value name);

VIV_API viv_temp viv_emit_get_attribute(viv_builder *b, viv_temp object, viv_value name);
VIV_API void viv_emit_set_attribute(viv_builder *b, viv_temp object, viv_value name,
                            viv_temp value);
VIV_API void viv_emit_delete_attribute(viv_builder *b, viv_temp object, viv_value name);
VIV_API viv_temp viv_emit_get_item(viv_builder *b, viv_temp object, viv_temp key);
VIV_API void viv_emit_set_item(viv_builder *b, viv_temp object, viv_temp key,
                       viv_temp value);
VIV_API void viv_emit_delete_item(viv_builder *b, viv_temp object, viv_temp key);
/* object[lower:upper]: [bounds] is a run of two, None where open. */
VIV_API viv_temp viv_emit_get_slice(viv_builder *b, viv_temp object, viv_temp bounds);
VIV_API viv_temp viv_emit_build_slice(viv_builder *b, viv_temp run_of_three);

VIV_API viv_temp viv_emit_binary(viv_builder *b, int op, viv_temp left, viv_temp right);
VIV_API viv_temp viv_emit_in_place(viv_builder *b, int op, viv_temp left,
                           viv_temp right);
VIV_API viv_temp viv_emit_unary(viv_builder *b, int op, viv_temp operand);
VIV_API viv_temp viv_emit_compare(viv_builder *b, int op, viv_temp left,
                          viv_temp right);
VIV_API viv_temp viv_emit_truth(viv_builder *b, viv_temp value);

/* -- containers; runs as viv_lower_run() leaves them; long ones go in chunks */

/* Lowers and builds a display: VIV_List, VIV_Tuple or VIV_Set, starred items
 * too. */
VIV_API viv_temp viv_lower_display(viv_builder *b, int kind, viv_nodes items);
/* {key: value}; a missing key stands for `**value`. */
VIV_API viv_temp viv_lower_dict(viv_builder *b, viv_nodes keys, viv_nodes values);
/* Of [count] values from [first] on. VIV_Dict: of [count] pairs. */
VIV_API viv_temp viv_emit_build(viv_builder *b, int kind, viv_temp first, int count);
VIV_API viv_temp viv_emit_build_string(viv_builder *b, viv_temp first, int count);
/* Into a container being built, which is borrowed. VIV_List, VIV_Set. */
VIV_API void viv_emit_append(viv_builder *b, int kind, viv_temp into, viv_temp item);
VIV_API void viv_emit_extend(viv_builder *b, int kind, viv_temp into, viv_temp items);
VIV_API void viv_emit_dict_set(viv_builder *b, viv_temp dict, viv_temp key,
                       viv_temp value);
VIV_API void viv_emit_dict_update(viv_builder *b, viv_temp dict, viv_temp mapping);
VIV_API viv_temp viv_emit_list_to_tuple(viv_builder *b, viv_temp list);
/* [conversion]: 0, 's', 'r', 'a' (or -1, none); [spec] may be VIV_NOWHERE. */
VIV_API viv_temp viv_emit_format(viv_builder *b, viv_temp value, int conversion,
                         viv_temp spec);
/* The items of [value] as a run of held temporaries: exactly [count]; or
 * [before] ones, a list of the others, [after] ones. */
VIV_API viv_temp viv_emit_unpack(viv_builder *b, viv_temp value, int count);
VIV_API viv_temp viv_emit_unpack_star(viv_builder *b, viv_temp value, int before,
                              int after);

/* -- loops */

/* Between them, break and continue mean these labels. */
VIV_API void viv_loop_begin(viv_builder *b, viv_label next, viv_label done);
VIV_API void viv_loop_end(viv_builder *b);
VIV_API void viv_emit_break(viv_builder *b, viv_node node);
VIV_API void viv_emit_continue(viv_builder *b, viv_node node);

/* `for target in items`: begin takes an iterable and stores the first item;
 * what follows is the body; end goes on with the next. Afterwards one is behind
 * the loop, where no item is left. [next] is where `continue` goes. */
typedef struct viv_iteration {
    viv_node target, node;
    viv_temp iterator, item;
    viv_label body, next, end;
    int region;
    bool is_async;
} viv_iteration;

enum { VIV_ITERATE_ASYNC = 1, VIV_ITERATE_ITERATOR = 2 /* [items] is iterated */ };

VIV_API void viv_iteration_begin(viv_builder *b, viv_iteration *loop, viv_node target,
                         viv_temp items, int flags);
VIV_API void viv_iteration_end(viv_builder *b, viv_iteration *loop);
VIV_API viv_temp viv_emit_iter(viv_builder *b, viv_temp value);

/* -- exceptions */

/* Emits what has to be done when control leaves a region by return, break or
 * continue; [state] is what it was given. */
typedef void (*viv_cleanup)(viv_builder *b, viv_node node, viv_temp state);

/* From begin to end instructions are guarded. [cleanup] may be NULL. The
 * region's number is for viv_handler_begin(): from there on is what happens
 * after an exception, which lies in the held temporary that is returned. */
VIV_API int viv_try_begin(viv_builder *b, viv_cleanup cleanup, viv_node node,
                  viv_temp state);
VIV_API void viv_try_end(viv_builder *b, int region);
VIV_API viv_temp viv_handler_begin(viv_builder *b, int region);
/* `saved = what is being handled; now it is [error]`, held, and back. */
VIV_API viv_temp viv_emit_enter_handler(viv_builder *b, viv_temp error);
VIV_API void viv_emit_leave_handler(viv_builder *b, viv_temp saved);
/* Unless [error] (borrowed) is one of [types]. */
VIV_API void viv_emit_branch_no_match(viv_builder *b, viv_temp error, viv_temp types,
                              viv_label label);
/* except*: a run of two held: what of the group (borrowed) matches, and the
 * rest. */
VIV_API viv_temp viv_emit_match_group(viv_builder *b, viv_temp group, viv_temp types);
/* raise; raise [error]; raise [error] from [cause]: VIV_NOWHERE where
 * missing. */
VIV_API void viv_emit_raise(viv_builder *b, viv_temp error, viv_temp cause);
VIV_API void viv_emit_reraise(viv_builder *b, viv_temp error);

/* -- calls */

/* [window] is a run on top: a callable and [given] arguments. Lowers further
 * ones, starred and double-starred too, and calls. */
VIV_API viv_temp viv_lower_call(viv_builder *b, viv_temp window, int given,
                        viv_nodes args, viv_nodes keywords);
/* object.name(...), without making a bound method. */
VIV_API viv_temp viv_lower_method_call(viv_builder *b, viv_temp object, viv_value name,
                               viv_nodes args, viv_nodes keywords);
/* super().name(...) in a method; [window]: the value of `super`. */
VIV_API viv_temp viv_lower_super_call(viv_builder *b, viv_temp window, viv_value name,
                              viv_nodes args, viv_nodes keywords);
/* [window]: a run on top of a callable and [count] arguments. */
VIV_API viv_temp viv_emit_call(viv_builder *b, viv_temp window, int count);
/* A run of two held on top: a special method of [object] (borrowed) and its
 * self, ready for viv_emit_call_loaded(). */
typedef enum viv_special {
    VIV_SPECIAL_ENTER, VIV_SPECIAL_EXIT, VIV_SPECIAL_AENTER, VIV_SPECIAL_AEXIT,
} viv_special;
VIV_API viv_temp viv_emit_load_special(viv_builder *b, viv_temp object,
                               viv_special method);
/* Calls what lies in the run of two [method] with [count] arguments pushed
 * behind a copy of it; see viv_push_pair(). */
VIV_API viv_temp viv_push_pair(viv_builder *b, viv_temp pair);
VIV_API viv_temp viv_emit_call_loaded(viv_builder *b, viv_temp window, int count);
VIV_API viv_temp viv_emit_build_class(viv_builder *b); /* __build_class__ */
VIV_API viv_temp viv_emit_import(viv_builder *b, viv_value module, viv_temp wanted,
                         int level);
VIV_API viv_temp viv_emit_import_from(viv_builder *b, viv_temp module, viv_value name);
VIV_API void viv_emit_import_star(viv_builder *b, viv_temp module);
/* Row VIV_INTRINSIC_... of intrinsics.def, on the run [first]; consumes
 * [count]. */
VIV_API viv_temp viv_emit_intrinsic(viv_builder *b, viv_intrinsic row, viv_temp first,
                            int count, int extra);
/* The family's own op, by the row's address. */
VIV_API viv_temp viv_emit_native(viv_builder *b, const char *name, viv_temp first,
                         int count, int extra);

/* -- functions, classes and what else has code of its own */

enum {
    VIV_CODE_LAMBDA = 1,    /* value of the body is returned by [lower] */
    VIV_CODE_COROUTINE = 2, /* async def */
    VIV_CODE_CLASS = 4,
    VIV_CODE_ITERATOR = 8, /* generator expression: one argument, `.0` */
};

typedef struct viv_code_spec {
    viv_node node;  /* whose scope it is (viv_scope_begin) */
    int scope;      /* VIV_SCOPE_ kind */
    viv_node args;  /* arguments node, 0: none; defaults are evaluated at
                       once */
    viv_value name; /* str */
    viv_nodes body; /* statements; a docstring is taken from the first */
    /* Lowers what is in place of, or around, a body of statements; may be
     * NULL. */
    void (*lower)(viv_builder *b, const struct viv_code_spec *spec);
    viv_temp annotate; /* the __annotate__ function, or VIV_NOWHERE */
    int flags;
} viv_code_spec;

/* The function object. */
VIV_API viv_temp viv_emit_function(viv_builder *b, const viv_code_spec *spec);
/* The defaults of a [function] that was made without its [args]: those of a
 * generic one are evaluated outside the scope of its type parameters. */
VIV_API void viv_emit_defaults(viv_builder *b, viv_temp function, viv_node args);
/* In the code being built: */
/* register of a parameter */
VIV_API viv_temp viv_argument(viv_builder *b, int number);
/* runs cleanups */
VIV_API void viv_emit_return(viv_builder *b, viv_temp value);
/* Before the statements of a class body, behind its heading. */
VIV_API void viv_emit_body_begin(viv_builder *b);
/* End of a class body: its __annotate__ function, then the __class__ cell or
 * None is returned. */
VIV_API void viv_emit_class_end(viv_builder *b);
VIV_API viv_value viv_qualified_name(const viv_builder *b);
VIV_API viv_value viv_first_line(const viv_builder *b);
VIV_API viv_value viv_docstring(const viv_builder *b); /* str or None */
/* Annotations, for the family that owns them: has the function any; its
 * __annotate__ function (for viv_code_spec); an AnnAssign with a plain name in
 * a class or module, which the builder evaluates in that one's __annotate__. */
VIV_API bool viv_has_annotations(viv_builder *b, viv_node function);
VIV_API viv_temp viv_emit_annotations(viv_builder *b, viv_node function);
VIV_API void viv_annotate_later(viv_builder *b, viv_node statement);
/* The value of an expression statement: kept where the host wants the last. */
VIV_API void viv_emit_result(viv_builder *b, viv_temp value);

/* A comprehension, other than a generator expression, runs in the frame around
 * it; its variables are registers (or cells) of its own. */
VIV_API void viv_comprehension_begin(viv_builder *b, viv_node node);
VIV_API void viv_comprehension_end(viv_builder *b, viv_node node);

/* -- generators and coroutines */

VIV_API viv_temp viv_emit_yield(viv_builder *b, viv_temp value);
VIV_API viv_temp viv_emit_yield_from(viv_builder *b, viv_temp value);
typedef enum viv_await { VIV_AWAIT, VIV_AWAIT_AENTER, VIV_AWAIT_AEXIT } viv_await;
VIV_API viv_temp viv_emit_await(viv_builder *b, viv_temp value, viv_await what);

#pragma GCC visibility pop

#endif
