/* node.h - the syntax tree as families, scope passes and policies read it.
 *
 * A node is an offset in the cage; 0 is "none". Kinds, fields and names are
 * those of Python's ast module (nodes.def). For each field there is a reader,
 *
 *     viv_node  viv_While_test(b, loop)       EXPR, OPTIONAL (0: none)
 *     viv_nodes viv_While_body(b, loop)       BODY, LIST, NAMES, KINDS
 *     viv_value viv_Name_id(b, name)          NAME, MAYBE (or None), VALUE
 *     int       viv_BinOp_op(b, sum)          KIND (VIV_Add ...), INT
 *
 * which checks that the node is of that kind. The tree lies where a program
 * with a memory error might reach it, so nothing read from it is trusted: a
 * mismatch ends the sandbox with the stop `fault`, and no reader leaves the
 * cage. A tree lives as long as the compilation it belongs to.
 *
 * Families may add kinds of their own (viv_node_row); their numbers begin at
 * VIV_NODE_COUNT and their fields are read with viv_node_slot().
 */
#ifndef VIVARIUM_NODE_H
#define VIVARIUM_NODE_H

#include <vivarium/version.h>
#include <vivarium/value.h>
#include <vivarium/version.h>

typedef struct viv_builder viv_builder;
typedef uint32_t viv_node;

typedef enum viv_node_kinds {
    VIV_NODE_NONE,
#define VIV_NODE(kind, fields) VIV_##kind,
#define VIV_PLAIN(kind, fields) VIV_##kind,
#include <vivarium/nodes.def>
#undef VIV_NODE
#undef VIV_PLAIN
    VIV_NODE_COUNT
} viv_node_kinds;

typedef enum viv_field_type {
    VIV_FIELD_NONE,
    VIV_FIELD_EXPR,
    VIV_FIELD_OPTIONAL,
    VIV_FIELD_BODY,
    VIV_FIELD_LIST,
    VIV_FIELD_NAME,
    VIV_FIELD_MAYBE,
    VIV_FIELD_NAMES,
    VIV_FIELD_VALUE,
    VIV_FIELD_INT,
    VIV_FIELD_KIND,
    VIV_FIELD_KINDS,
} viv_field_type;

#define VIV_FIELDS_MAX 7

typedef struct viv_field_row {
    const char *name;
    viv_field_type type;
} viv_field_row;

/* What there is to say of a kind. The fields end with VIV_FIELD_NONE. */
typedef struct viv_node_row {
    const char *name;
    bool positioned;
    viv_field_row fields[VIV_FIELDS_MAX + 1];
} viv_node_row;

/* A list field: where its items lie and how many there are. */
typedef struct viv_nodes {
    uint32_t offset, count;
} viv_nodes;

/* The word of field number [field] of [node], which must be of [kind]; else the
 * sandbox ends with the stop `fault`. */
VIV_API uint64_t viv_node_field(const viv_builder *b, viv_node node, int kind,
                                int field);

/* The kind of [node]: VIV_Module ..., at VIV_NODE_COUNT and above one that a
 * family added, VIV_NODE_NONE for the node 0. Fault if it is no node. */
VIV_API int viv_node_kind(const viv_builder *b, viv_node node);

/* Where it stands: lines count from 1, columns are bytes of UTF-8 from 0, the
 * end is exclusive. All 0 for kinds without position. */
VIV_API int viv_node_line(const viv_builder *b, viv_node node);
VIV_API int viv_node_column(const viv_builder *b, viv_node node);
VIV_API int viv_node_end_line(const viv_builder *b, viv_node node);
VIV_API int viv_node_end_column(const viv_builder *b, viv_node node);

/* The table's row of a built-in kind, NULL for any other number. */
VIV_API const viv_node_row *viv_node_describe(int kind);
/* For visitors: how many fields [node] has, and the word of one of them, which
 * viv_slot_...() and the row's type explain. Fault if there is none. */
VIV_API int viv_node_field_count(const viv_builder *b, viv_node node);
VIV_API uint64_t viv_node_slot(const viv_builder *b, viv_node node, int field);

/* Item [index] of a list of nodes (0: a missing key or default), of kinds, of
 * identifiers. Fault if there are not so many. */
VIV_API viv_node viv_nodes_at(const viv_builder *b, viv_nodes list,
                              uint32_t index);
VIV_API int viv_nodes_kind_at(const viv_builder *b, viv_nodes list,
                              uint32_t index);
VIV_API viv_value viv_nodes_name_at(const viv_builder *b, viv_nodes list,
                                    uint32_t index);

static inline uint32_t viv_nodes_count(viv_nodes list) {
    return list.count;
}

/* What a field's word means, by the type of the field. */
static inline viv_node viv_slot_node(uint64_t word) {
    return (viv_node)word;
}

static inline viv_nodes viv_slot_nodes(uint64_t word) {
    return (viv_nodes){(uint32_t)word, (uint32_t)(word >> 32)};
}

static inline viv_value viv_slot_name(uint64_t word) {
    return word ? VIV_VALUE(word) : VIV_NONE;
}

static inline viv_value viv_slot_value(uint64_t word) {
    return VIV_VALUE(word);
}

static inline int viv_slot_int(uint64_t word) {
    return (int)word;
}

#include <vivarium/node_fields.h>

#endif
