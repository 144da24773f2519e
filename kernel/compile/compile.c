/* compile.c - a whole text: scope pass, lowering of the root, and how it
 * ends.
 *
 * The builder lies on the C stack, out of the program's reach, and knows
 * whether the compilation failed. After a failure every function of the builder
 * does nothing, so that families need no tests: they run to their end and what
 * they made is thrown away.
 */
#include "compile/compile.h"

#include "compile/builder.h"
#include "compile/ops.h"
#include "host/runtime.h"
#include "object/error.h"

/* First room of the buffers, in rows; all lie in one piece of the arena. One
 * allocation instead of five for the texts of a few lines that sandboxes are
 * full of. */
typedef struct first_room {
    uint64_t words[64];
    vk_position positions[24];
    vk_label labels[8];
    vk_fixup fixups[16];
    viv_value constants[32];
} first_room;

static void give_room(viv_builder *b) {
    uint32_t at = vk_arena_take(b->vm, sizeof(first_room));
    first_room *room = vk_at(b->vm, at);

    if (!at) {
        vk_builder_raised(b);
        return;
    }
    b->words = (vk_buffer){(char *)room->words, 0, 64};
    b->positions = (vk_buffer){(char *)room->positions, 0, 24};
    b->labels = (vk_buffer){(char *)room->labels, 0, 8};
    b->fixups = (vk_buffer){(char *)room->fixups, 0, 16};
    b->constants = (vk_buffer){(char *)room->constants, 0, 32};
}

static void lower_doc(viv_builder *b) {
    if (viv_is_none(b->unit->doc))
        return;
    viv_emit_store_name(b, viv_identifier(b, "__doc__"),
                        viv_emit_constant(b, b->unit->doc));
}

static void lower_statements(viv_builder *b, viv_nodes body) {
    if (b->options->flags & VK_COMPILE_RESULT && body.count)
        b->result = viv_nodes_at(b, body, body.count - 1);
    lower_doc(b);
    viv_emit_body_begin(b);
    vk_emit_annotate(b, "__annotate__");
    viv_lower_body(b, body);
    vk_emit_return(b, viv_emit_constant(b, VIV_NONE));
}

static void lower_root(viv_builder *b, viv_node root) {
    b->node = root;
    b->displays = viv_node_kind(b, root) == VIV_Interactive;
    if (viv_node_kind(b, root) != VIV_Expression) {
        lower_statements(b, vk_root_body(b, root));
        return;
    }
    vk_emit_return(b, viv_lower(b, viv_Expression_body(b, root)));
}

static viv_value lower(viv_builder *b, viv_node root) {
    vk_unit unit;

    unit.name = viv_identifier(b, "<module>");
    unit.doc = vk_docstring(b, vk_root_body(b, root));
    if (b->failed)
        return VIV_NONE;
    vk_unit_begin(b, &unit, b->root_scope);
    lower_root(b, root);
    return vk_unit_end(b);
}

static viv_value compile(viv_builder *b, viv_node root) {
    viv_value code = VIV_NONE;

    vk_scope_pass(b, root);
    if (!b->failed)
        vk_resolve(b);
    if (!b->failed)
        give_room(b);
    if (!b->failed)
        code = lower(b, root);
    if (!b->failed)
        return code;
    if (b->raised)
        return VIV_RAISE;
    return vk_raise_syntax(b->vm, b->error, b->options->file);
}

/* The error is cleared field by field: its message buffer is large. */
viv_value vk_compile(viv_vm *vm, viv_node tree,
                     const vk_compile_options *options) {
    vk_syntax_error error;
    viv_builder builder;

    memset(&builder, 0, sizeof builder);
    error.set = error.raised = false;
    error.text = error.text_length = 0;
    error.statement_line = error.statement_offset = 0;
    builder.vm = vm;
    builder.families = vk_runtime_families(vm);
    builder.options = options;
    builder.error = &error;
    return compile(&builder, tree);
}
