/* tree.h - nodes as they lie in the cage, and how the parser makes them.
 *
 *     kind, fields │ line, column │ end line, end column │ a word per field
 *
 * A word is a node's offset, a value, a number, or a list: offset of its items
 * in the lower half, count in the upper. Items of nodes and kinds have four
 * bytes, those of names eight.
 */
#ifndef VK_SYNTAX_TREE_H
#define VK_SYNTAX_TREE_H

#include <vivarium/node.h>

#include "memory/arena.h"

typedef struct vk_node {
    uint16_t kind;
    uint8_t fields; /* words that follow */
    uint8_t spare;
    uint32_t line, column;
    uint32_t end_line, end_column;
    uint32_t unused;
} vk_node;

/* A place in the text: line from 1, byte of the line from 0. */
typedef struct vk_place {
    uint32_t line, column;
} vk_place;

/* The arena in pieces: the tree is made of many small blocks. */
typedef struct vk_tree {
    viv_vm *vm;
    uint32_t cursor, end; /* of the current piece */
    uint32_t piece;       /* size of the next one */
    bool failed;          /* memory or fuel ran out; that waits */
} vk_tree;

/* [bytes] of the arena, at a multiple of eight; 0 when memory ran out. */
uint32_t vk_tree_take(vk_tree *tree, uint32_t bytes);

/* A node of [count] fields; 0 when memory ran out. */
viv_node vk_tree_node(vk_tree *tree, int kind, uint32_t count,
                      const uint64_t *words);

/* The word of a list of [count] items of four or eight bytes; 0 when it is
 * empty or memory ran out. */
uint64_t vk_tree_list(vk_tree *tree, const uint64_t *items, uint32_t count);
uint64_t vk_tree_names(vk_tree *tree, const uint64_t *items, uint32_t count);

/* For the parser, which knows what it made: 0 reads as a node of kind 0. */
static inline vk_node *vk_tree_at(viv_vm *vm, viv_node node) {
    return vk_at(vm, node);
}

/* A field of a node the parser made; 0 if the node has no such field. */
uint64_t vk_tree_word(viv_vm *vm, viv_node node, uint32_t field);
void vk_tree_set(viv_vm *vm, viv_node node, uint32_t field, uint64_t word);
int vk_tree_kind(viv_vm *vm, viv_node node);
/* Item [index] of a list of nodes; 0 past its end. */
viv_node vk_tree_item(viv_vm *vm, uint64_t list, uint32_t index);

#endif
