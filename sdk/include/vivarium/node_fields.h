/* node_fields.h - the readers of fields that node.h promises, from nodes.def.
 *
 * A row's fields, EXPR(test) BODY(body), are the arguments ", (EXPR, test),
 * (BODY, body)". VIV_FIELDS_OF(MACRO, kind fields) fills them up to seven and
 * calls MACRO(kind, index, type, name) for each; the rest has the type NONE.
 */
#ifndef VIVARIUM_NODE_FIELDS_H
#define VIVARIUM_NODE_FIELDS_H

#include <vivarium/node.h>

#define VIV_FIELDS_OF(macro, ...)                                              \
    VIV_SEVEN_(macro, __VA_ARGS__, (NONE, ), (NONE, ), (NONE, ), (NONE, ),     \
               (NONE, ), (NONE, ), (NONE, ), )
#define VIV_SEVEN_(macro, kind, a, b, c, d, e, f, g, ...)                      \
    VIV_CALL_(macro, kind, 0, VIV_OPEN_ a)                                     \
    VIV_CALL_(macro, kind, 1, VIV_OPEN_ b)                                     \
    VIV_CALL_(macro, kind, 2, VIV_OPEN_ c)                                     \
    VIV_CALL_(macro, kind, 3, VIV_OPEN_ d)                                     \
    VIV_CALL_(macro, kind, 4, VIV_OPEN_ e)                                     \
    VIV_CALL_(macro, kind, 5, VIV_OPEN_ f)                                     \
    VIV_CALL_(macro, kind, 6, VIV_OPEN_ g)
#define VIV_CALL_(macro, ...) macro(__VA_ARGS__)
#define VIV_OPEN_(type, name) type, name

/* One reader; [decode] tells what the field's word means. */
#define VIV_READER_(result, decode, kind, index, name)                         \
    static inline result viv_##kind##_##name(const viv_builder *b,             \
                                             viv_node node) {                  \
        return decode(viv_node_field(b, node, VIV_##kind, index));             \
    }

#define VIV_READ_NONE(k, i, f)
#define VIV_READ_EXPR(k, i, f) VIV_READER_(viv_node, viv_slot_node, k, i, f)
#define VIV_READ_OPTIONAL(k, i, f) VIV_READ_EXPR(k, i, f)
#define VIV_READ_BODY(k, i, f) VIV_READER_(viv_nodes, viv_slot_nodes, k, i, f)
#define VIV_READ_LIST(k, i, f) VIV_READ_BODY(k, i, f)
#define VIV_READ_NAMES(k, i, f) VIV_READ_BODY(k, i, f)
#define VIV_READ_KINDS(k, i, f) VIV_READ_BODY(k, i, f)
#define VIV_READ_NAME(k, i, f) VIV_READER_(viv_value, viv_slot_name, k, i, f)
#define VIV_READ_MAYBE(k, i, f) VIV_READ_NAME(k, i, f)
#define VIV_READ_VALUE(k, i, f) VIV_READER_(viv_value, viv_slot_value, k, i, f)
#define VIV_READ_INT(k, i, f) VIV_READER_(int, viv_slot_int, k, i, f)
#define VIV_READ_KIND(k, i, f) VIV_READ_INT(k, i, f)
#define VIV_READ_(kind, index, type, name) VIV_READ_##type(kind, index, name)

#define VIV_NODE(kind, fields) VIV_FIELDS_OF(VIV_READ_, kind fields)
#define VIV_PLAIN(kind, fields) VIV_FIELDS_OF(VIV_READ_, kind fields)
#include <vivarium/nodes.def>
#undef VIV_NODE
#undef VIV_PLAIN

#endif
