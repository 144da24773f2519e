/* families.h - what kinds of nodes mean: the loaded families in one table.
 *
 * Made by the loader when a runtime starts, outside every cage, and immutable
 * from then on. Rows are found by the kind of a node; nothing here knows a
 * family by name but by the names that descriptors bring.
 */
#ifndef VK_COMPILE_FAMILIES_H
#define VK_COMPILE_FAMILIES_H

#include <vivarium/family.h>

enum {
    VK_FAMILIES_MAX = 96,
    VK_NODE_KINDS_MAX = 256,
    VK_FIELD_MEANINGS_MAX = 64,
    VK_NATIVE_OPS_MAX = 256,
};

/* A kind's row; [family] is 0 where no family gives it a meaning. */
typedef struct vk_meaning {
    viv_meaning row;
    uint16_t family; /* number + 1 */
} vk_meaning;

typedef struct vk_family_entry {
    const char *name;
    int first_kind; /* VIV_OWN_NODE(0) of this family */
    bool withheld;  /* for library code only: programs do not have it */
} vk_family_entry;

typedef struct vk_own_field {
    int kind, field; /* node kind and number of the field */
    viv_field_meaning row;
    uint16_t family;
} vk_own_field;

typedef struct vk_own_statement {
    viv_statement_row row;
    int first_kind; /* VIV_OWN_NODE(0) of its family */
} vk_own_statement;

typedef struct vk_family_table {
    vk_meaning meanings[VK_NODE_KINDS_MAX];
    vk_family_entry families[VK_FAMILIES_MAX];
    vk_own_field fields[VK_FIELD_MEANINGS_MAX];
    viv_native_op natives[VK_NATIVE_OPS_MAX];
    viv_node_row nodes[VK_NODE_KINDS_MAX - VIV_NODE_COUNT];
    vk_own_statement statements[VK_FIELD_MEANINGS_MAX];
    viv_operator_row operators[VK_FIELD_MEANINGS_MAX];
    int family_count, kind_count, field_count, native_count;
    int statement_count, operator_count;
    bool owned[VK_NODE_KINDS_MAX]; /* some field of the kind needs an owner */
} vk_family_table;

void vk_families_begin(vk_family_table *table);

/* Adds what the descriptor [family] of the plugin [name] says; the strings must
 * outlive the table. False: [problem] says what is wrong. */
bool vk_families_add(vk_family_table *table, const char *name,
                     const viv_family *family, char *problem, size_t size);

/* The family added last is for library code only. */
void vk_families_withhold(vk_family_table *table);

/* May this code use what [family] (number + 1) gives? Not if there is none. */
bool vk_families_offer(const vk_family_table *table, uint16_t family,
                       bool library);

/* The row of a kind; of any number: one without a meaning. */
const vk_meaning *vk_families_meaning(const vk_family_table *table, int kind);

/* The owner of field [field] of kind [kind], or NULL. */
const vk_own_field *vk_families_field(const vk_family_table *table, int kind,
                                      int field);

/* The number of a field by its name, or -1. */
int vk_families_field_number(int kind, const char *name);

/* Describes a kind, a family's own ones too; NULL: there is no such kind. */
const viv_node_row *vk_families_describe(const vk_family_table *table,
                                         int kind);

/* Conventions of families.def. */
typedef struct vk_convention {
    const char *family, *what;
} vk_convention;

/* Which family gives the kind a meaning; family NULL: it is a part of
 * others. */
vk_convention vk_families_convention(int kind);
/* The same of a field. */
vk_convention vk_families_field_convention(int kind, int field);

#endif
