/* scope.h - which names a node binds and uses.
 *
 * Before anything is lowered, the scope pass visits the whole tree. By default
 * a node's parts are visited in order, which is right for most kinds. A
 * family's [scope] handler does otherwise where a node binds names or opens a
 * scope; it then visits the parts itself. Errors are those of Python's symbol
 * tables.
 */
#ifndef VIVARIUM_SCOPE_H
#define VIVARIUM_SCOPE_H

#include <vivarium/version.h>
#include <vivarium/node.h>

#pragma GCC visibility push(default)

typedef enum viv_scope_kind {
    VIV_SCOPE_MODULE,
    VIV_SCOPE_FUNCTION,
    VIV_SCOPE_LAMBDA,
    VIV_SCOPE_CLASS,
    VIV_SCOPE_COMPREHENSION, /* runs in the frame around it */
    VIV_SCOPE_GENERATOR,     /* generator expression */
    VIV_SCOPE_ANNOTATION,    /* __annotate__ */
    VIV_SCOPE_PARAMETERS,    /* type parameters */
    VIV_SCOPE_ALIAS,         /* value of a type alias */
    VIV_SCOPE_VARIABLE,      /* bound or default of a type parameter */
} viv_scope_kind;

/* -- visiting */
VIV_API void viv_scope_visit(viv_builder *b, viv_node node); /* 0: nothing */
VIV_API void viv_scope_visit_all(viv_builder *b, viv_nodes nodes);
VIV_API void viv_scope_children(viv_builder *b, viv_node node);

/* -- names; [node] is where an error would be shown */
VIV_API void viv_scope_use(viv_builder *b, viv_node node, viv_value name);
/* A Name with the context Del, and ExceptHandler: bound and deleted again. */
VIV_API void viv_scope_bind(viv_builder *b, viv_node node, viv_value name);
/* Bound by `:=`: in the function around comprehensions. */
VIV_API void viv_scope_bind_named(viv_builder *b, viv_node node, viv_value name);
/* By `import`, by an annotation: remembered for messages. */
VIV_API void viv_scope_bind_import(viv_builder *b, viv_node node, viv_value name);
VIV_API void viv_scope_bind_annotated(viv_builder *b, viv_node node, viv_value name);
VIV_API void viv_scope_global(viv_builder *b, viv_node node, viv_value name);
VIV_API void viv_scope_nonlocal(viv_builder *b, viv_node node, viv_value name);
/* A type parameter. */
VIV_API void viv_scope_bind_type(viv_builder *b, viv_node node, viv_value name);

/* -- scopes of a node's own; the same node and kind are given to
 * viv_emit_function() and viv_comprehension_begin(). [name]: of the function or
 * class; of VIV_SCOPE_VARIABLE, what it is: "a TypeVar bound", ... */
VIV_API void viv_scope_begin(viv_builder *b, viv_node node, viv_scope_kind kind,
                     viv_value name);
VIV_API void viv_scope_end(viv_builder *b);
/* The parameters of an arguments node (not its defaults and annotations). */
VIV_API void viv_scope_parameters(viv_builder *b, viv_node arguments);
/* Defaults, evaluated in the scope around the function. */
VIV_API void viv_scope_defaults(viv_builder *b, viv_node arguments);
/* Keyword arguments: no name may come twice. They are not visited. */
VIV_API void viv_scope_keywords(viv_builder *b, viv_nodes keywords);
/* A whole comprehension: [element] and, for dicts, [second] over the
 * generators. [kind]: VIV_SCOPE_COMPREHENSION or VIV_SCOPE_GENERATOR. */
VIV_API void viv_scope_comprehension(viv_builder *b, viv_node node,
                             viv_scope_kind kind, viv_nodes generators,
                             viv_node element, viv_node second);
/* The scope has a `yield`, is async (an await in it), returns a value. */
VIV_API void viv_scope_yields(viv_builder *b, viv_node node);
VIV_API void viv_scope_awaits(viv_builder *b, viv_node node);
VIV_API void viv_scope_returns(viv_builder *b, viv_node node, bool value);
/* async def. */
VIV_API void viv_scope_coroutine(viv_builder *b);

/* -- annotations (evaluated lazily, in a scope of their own) */
/* Of a variable, in a class or module (elsewhere they are not evaluated). */
VIV_API void viv_scope_annotation(viv_builder *b, viv_node annotation);
/* A function's: parameters and result. */
VIV_API void viv_scope_annotations(viv_builder *b, viv_node node, viv_node arguments,
                           viv_node returns);

/* [node] is one of the statements that a text begins with: its docstring,
 * imports from __future__. */
VIV_API bool viv_scope_is_heading(viv_builder *b, viv_node node);
/* From here on annotations are texts (from __future__ import annotations). */
VIV_API void viv_scope_future_annotations(viv_builder *b);

/* -- questions */
/* comprehensions skipped */
VIV_API viv_scope_kind viv_scope_current(const viv_builder *b);
VIV_API bool viv_scope_is_coroutine(const viv_builder *b);
VIV_API bool viv_scope_is_generator(const viv_builder *b);
/* or top-level await */
VIV_API bool viv_scope_allows_await(const viv_builder *b);
/* super() without arguments can be lowered by viv_lower_super_call(). */
VIV_API bool viv_scope_has_super(const viv_builder *b);

#pragma GCC visibility pop

#endif
