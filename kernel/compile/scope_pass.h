/* scope_pass.h - what the files of the scope pass share: where the walk stands.
 *
 * scope_visit.c walks the tree and opens scopes; families say there what each
 * node does with names (scope_names.c), and what its parts are (scope_parts.c).
 */
#ifndef VK_COMPILE_SCOPE_PASS_H
#define VK_COMPILE_SCOPE_PASS_H

#include "compile/builder.h"

static inline vk_scope *vk_scope_current(const viv_builder *b) {
    return vk_scope_at(b->vm, b->scope);
}

/* The scope whose names are those of the code: comprehensions are left out. */
static inline vk_scope *vk_scope_current_frame(const viv_builder *b) {
    return vk_scope_at(b->vm, vk_scope_frame(b->vm, b->scope, b->scope_count));
}

/* The kinds of scopes that PEP 695 and PEP 649 add come last. */
static inline bool vk_scope_is_annotation(int kind) {
    return kind >= VIV_SCOPE_ANNOTATION;
}

/* scope_visit.c: refuses filled fields that need a family, if none has them. */
void vk_scope_check_fields(viv_builder *b, viv_node node, int kind);

/* scope_names.c: adds [flags] to the symbol of [name], which is mangled here.
 * NULL: the compilation failed. */
vk_symbol *vk_scope_mark(viv_builder *b, vk_scope *scope, viv_node node,
                         viv_value name, uint32_t flags);

/* scope_parts.c: [what] is a syntax error in an annotation scope, where it
 * would run when somebody asks for the annotation and not where it stands. */
void vk_scope_forbid_here(viv_builder *b, viv_node node, const char *what);

#endif
