/* tree.c - making nodes, and the checked readers that everybody else uses.
 *
 * Nodes are built by one writer (the parser) and read by anyone: the compiler,
 * families of third parties, the printer. Readers go through the checked
 * functions below, since the tree lies in the cage: a kind or index that was
 * overwritten ends the sandbox (VK_CHECK) or reads another word of the cage.
 */
#include "syntax/tree.h"

#include <vivarium/node_fields.h>

#include "memory/arena.h"
#include "object/error.h"

enum {
    FIRST_PIECE = 512,
    LARGEST_PIECE = 32 << 10,
    BYTES_PER_UNIT = 16, /* of tree, for fuel */
    NODE_HEAD = sizeof(vk_node),
};

viv_vm *vk_builder_vm(const viv_builder *b);

static const viv_node_row rows[VIV_NODE_COUNT] = {
#define ROW_NONE(name)
#define ROW_EXPR(name) {#name, VIV_FIELD_EXPR},
#define ROW_OPTIONAL(name) {#name, VIV_FIELD_OPTIONAL},
#define ROW_BODY(name) {#name, VIV_FIELD_BODY},
#define ROW_LIST(name) {#name, VIV_FIELD_LIST},
#define ROW_NAME(name) {#name, VIV_FIELD_NAME},
#define ROW_MAYBE(name) {#name, VIV_FIELD_MAYBE},
#define ROW_NAMES(name) {#name, VIV_FIELD_NAMES},
#define ROW_VALUE(name) {#name, VIV_FIELD_VALUE},
#define ROW_INT(name) {#name, VIV_FIELD_INT},
#define ROW_KIND(name) {#name, VIV_FIELD_KIND},
#define ROW_KINDS(name) {#name, VIV_FIELD_KINDS},
#define ROW(kind, index, type, name) ROW_##type(name)
#define VIV_NODE(kind, fields)                                                 \
    [VIV_##kind] = {#kind, true, {VIV_FIELDS_OF(ROW, kind fields){0}}},
#define VIV_PLAIN(kind, fields)                                                \
    [VIV_##kind] = {#kind, false, {VIV_FIELDS_OF(ROW, kind fields){0}}},
#include <vivarium/nodes.def>
#undef VIV_NODE
#undef VIV_PLAIN
};

const viv_node_row *viv_node_describe(int kind) {
    return kind > 0 && kind < VIV_NODE_COUNT ? &rows[kind] : NULL;
}

/* Making */

/* Pieces grow, so that a small text costs little and a large one few calls. */
static bool next_piece(vk_tree *tree, uint32_t bytes) {
    uint32_t size = tree->piece ? tree->piece : FIRST_PIECE;

    tree->piece = size < LARGEST_PIECE ? size * 2 : size;
    if (size < bytes)
        size = bytes;
    if (!vk_charge(tree->vm, size / BYTES_PER_UNIT))
        tree->failed = true;
    tree->cursor = tree->failed ? 0 : vk_arena_take(tree->vm, size);
    tree->end = tree->cursor + size;
    if (tree->cursor)
        return true;
    tree->failed = true;
    tree->end = 0;
    return false;
}

uint32_t vk_tree_take(vk_tree *tree, uint32_t bytes) {
    uint32_t at;

    bytes = (bytes + 7) & ~7u;
    if (bytes > tree->end - tree->cursor && !next_piece(tree, bytes))
        return 0;
    at = tree->cursor;
    tree->cursor += bytes;
    return at;
}

/* Fields are whole words: wasteful for a name's context, but one size means one
 * reader. */
viv_node vk_tree_node(vk_tree *tree, int kind, uint32_t count,
                      const uint64_t *words) {
    viv_node at = vk_tree_take(tree, NODE_HEAD + count * 8);
    vk_node *node = vk_at(tree->vm, at);
    uint64_t *slots = (uint64_t *)(node + 1);

    if (!at)
        return 0;
    *node = (vk_node){.kind = (uint16_t)kind, .fields = (uint8_t)count};
    for (uint32_t i = 0; i < count; i++)
        slots[i] = words[i];
    return at;
}

uint64_t vk_tree_list(vk_tree *tree, const uint64_t *items, uint32_t count) {
    uint32_t at = count ? vk_tree_take(tree, count * 4) : 0;
    uint32_t *list = vk_at(tree->vm, at);

    if (!at)
        return 0;
    for (uint32_t i = 0; i < count; i++)
        list[i] = (uint32_t)items[i];
    return at | (uint64_t)count << 32;
}

uint64_t vk_tree_names(vk_tree *tree, const uint64_t *items, uint32_t count) {
    uint32_t at = count ? vk_tree_take(tree, count * 8) : 0;
    uint64_t *list = vk_at(tree->vm, at);

    if (!at)
        return 0;
    for (uint32_t i = 0; i < count; i++)
        list[i] = items[i];
    return at | (uint64_t)count << 32;
}

/* Reading, for the parser */

int vk_tree_kind(viv_vm *vm, viv_node node) {
    return node ? vk_tree_at(vm, node)->kind : VIV_NODE_NONE;
}

static uint64_t *word_at(viv_vm *vm, viv_node node, uint32_t field) {
    return vk_at(vm, node + NODE_HEAD + field * 8);
}

uint64_t vk_tree_word(viv_vm *vm, viv_node node, uint32_t field) {
    if (!node || field >= vk_tree_at(vm, node)->fields)
        return 0;
    return *word_at(vm, node, field);
}

void vk_tree_set(viv_vm *vm, viv_node node, uint32_t field, uint64_t word) {
    if (node && field < vk_tree_at(vm, node)->fields)
        *word_at(vm, node, field) = word;
}

viv_node vk_tree_item(viv_vm *vm, uint64_t list, uint32_t index) {
    viv_nodes nodes = viv_slot_nodes(list);

    if (index >= nodes.count)
        return 0;
    return *(uint32_t *)vk_at(vm, nodes.offset + index * 4);
}

/* Reading, for everybody else */

/* A node's head, read once: the copy is what gets checked. */
static vk_node head_of(viv_vm *vm, viv_node node) {
    vk_node head = {0};

    if (node)
        memcpy(&head, vk_at(vm, node), NODE_HEAD);
    return head;
}

uint64_t viv_node_field(const viv_builder *b, viv_node node, int kind,
                        int field) {
    viv_vm *vm = vk_builder_vm(b);
    vk_node head = head_of(vm, node);

    VK_CHECK(vm, node && head.kind == kind);
    VK_CHECK(vm, (uint32_t)field < head.fields);
    return *word_at(vm, node, (uint32_t)field);
}

int viv_node_kind(const viv_builder *b, viv_node node) {
    viv_vm *vm = vk_builder_vm(b);
    vk_node head = head_of(vm, node);

    VK_CHECK(vm, !node || head.kind);
    return head.kind;
}

int viv_node_line(const viv_builder *b, viv_node node) {
    return (int)head_of(vk_builder_vm(b), node).line;
}

int viv_node_column(const viv_builder *b, viv_node node) {
    return (int)head_of(vk_builder_vm(b), node).column;
}

int viv_node_end_line(const viv_builder *b, viv_node node) {
    return (int)head_of(vk_builder_vm(b), node).end_line;
}

int viv_node_end_column(const viv_builder *b, viv_node node) {
    return (int)head_of(vk_builder_vm(b), node).end_column;
}

int viv_node_field_count(const viv_builder *b, viv_node node) {
    return head_of(vk_builder_vm(b), node).fields;
}

uint64_t viv_node_slot(const viv_builder *b, viv_node node, int field) {
    viv_vm *vm = vk_builder_vm(b);

    VK_CHECK(vm, (uint32_t)field < head_of(vm, node).fields);
    return *word_at(vm, node, (uint32_t)field);
}

/* A list ends with the memory that trees have, so that a count that was
 * overwritten keeps nobody busy for long. */
static void check_item(viv_vm *vm, viv_nodes list, uint32_t index,
                       uint32_t bytes) {
    VK_CHECK(vm, index < list.count);
    VK_CHECK(vm, index < vk_arena_room(vm, list.offset) / bytes);
}

viv_node viv_nodes_at(const viv_builder *b, viv_nodes list, uint32_t index) {
    viv_vm *vm = vk_builder_vm(b);

    check_item(vm, list, index, 4);
    return *(uint32_t *)vk_at(vm, list.offset + index * 4);
}

int viv_nodes_kind_at(const viv_builder *b, viv_nodes list, uint32_t index) {
    return (int)viv_nodes_at(b, list, index);
}

viv_value viv_nodes_name_at(const viv_builder *b, viv_nodes list,
                            uint32_t index) {
    viv_vm *vm = vk_builder_vm(b);

    check_item(vm, list, index, 8);
    return VIV_VALUE(*(uint64_t *)vk_at(vm, list.offset + index * 8));
}
