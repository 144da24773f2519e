/* families.c - merging the descriptors of families into one table.
 *
 * Everything that plugins say is checked when a runtime starts: two families
 * that mean the same node, an operator out of range, a field that does not
 * exist are refused with a sentence that names both sides. While programs run,
 * a lookup is an index into an array.
 *
 * Rows come from plugins of an older SDK too, whose structs are shorter:
 * vk_table_row() copies what is there and clears the rest.
 */
#include "compile/families.h"

#include <stdio.h>

#include "host/runtime.h"

static const vk_convention conventions[VIV_NODE_COUNT] = {
#define VIV_MEANT(kind, family, what) [VIV_##kind] = {#family, what},
#define VIV_MEANT_FIELD(node, field, family, what)
#include <vivarium/families.def>
#undef VIV_MEANT
#undef VIV_MEANT_FIELD
};

static const struct owned_field {
    int kind;
    const char *field;
    vk_convention convention;
} owned_fields[] = {
#define VIV_MEANT(kind, family, what)
#define VIV_MEANT_FIELD(node, field, family, what)                             \
    {VIV_##node, #field, {#family, what}},
#include <vivarium/families.def>
#undef VIV_MEANT
#undef VIV_MEANT_FIELD
};

enum { OWNED_FIELDS = sizeof owned_fields / sizeof owned_fields[0] };

/* Where a refusal is written, and by whom it was caused. */
typedef struct merge {
    vk_family_table *table;
    const char *name;
    char *problem;
    size_t size;
    uint16_t family; /* number + 1 */
} merge;

static bool refuse(const merge *to, const char *format, const char *what,
                   const char *other) {
    int used = snprintf(to->problem, to->size, "family '%s': ", to->name);

    if (used > 0 && (size_t)used < to->size)
        snprintf(to->problem + used, to->size - (size_t)used, format, what,
                 other);
    return false;
}

static const char *family_name(const vk_family_table *table, uint16_t family) {
    return table->families[family - 1].name;
}

void vk_families_begin(vk_family_table *table) {
    memset(table, 0, sizeof *table);
    table->kind_count = VIV_NODE_COUNT;
    for (int i = 0; i < OWNED_FIELDS; i++)
        table->owned[owned_fields[i].kind] = true;
}

vk_convention vk_families_convention(int kind) {
    return kind > 0 && kind < VIV_NODE_COUNT ? conventions[kind]
                                             : (vk_convention){0};
}

vk_convention vk_families_field_convention(int kind, int field) {
    const viv_node_row *row = viv_node_describe(kind);

    for (int i = 0; row && i < OWNED_FIELDS; i++)
        if (owned_fields[i].kind == kind && field >= 0 &&
            field < VIV_FIELDS_MAX && row->fields[field].name &&
            !strcmp(row->fields[field].name, owned_fields[i].field))
            return owned_fields[i].convention;
    return (vk_convention){0};
}

int vk_families_field_number(int kind, const char *name) {
    const viv_node_row *row = viv_node_describe(kind);

    for (int i = 0; row && row->fields[i].name; i++)
        if (!strcmp(row->fields[i].name, name))
            return i;
    return -1;
}

/* Library code written in Python may need syntax (`yield` in contextlib) that a
 * configuration does not give to programs. */
void vk_families_withhold(vk_family_table *table) {
    if (table->family_count > 0)
        table->families[table->family_count - 1].withheld = true;
}

bool vk_families_offer(const vk_family_table *table, uint16_t family,
                       bool library) {
    return family != 0 && family <= VK_FAMILIES_MAX &&
           (library || !table->families[family - 1].withheld);
}

/* Kinds come from the tree, which lies in the cage: any number must be safe.
 * Kind 0 has no meaning. */
const vk_meaning *vk_families_meaning(const vk_family_table *table, int kind) {
    return &table->meanings[(uint32_t)kind < VK_NODE_KINDS_MAX ? kind : 0];
}

const vk_own_field *vk_families_field(const vk_family_table *table, int kind,
                                      int field) {
    for (int i = 0; i < table->field_count; i++)
        if (table->fields[i].kind == kind && table->fields[i].field == field)
            return &table->fields[i];
    return NULL;
}

const viv_node_row *vk_families_describe(const vk_family_table *table,
                                         int kind) {
    if (kind >= VIV_NODE_COUNT && kind < table->kind_count)
        return &table->nodes[kind - VIV_NODE_COUNT];
    return viv_node_describe(kind);
}

/* -- one table of a descriptor after the other */

static bool add_nodes(const merge *to, const viv_table *rows) {
    vk_family_table *table = to->table;

    for (uint32_t i = 0; i < rows->count; i++) {
        viv_node_row row;

        if (!vk_table_row(rows, i, &row, sizeof row))
            continue;
        if (table->kind_count >= VK_NODE_KINDS_MAX)
            return refuse(to, "too many kinds of nodes, at '%s'", row.name, "");
        table->nodes[table->kind_count - VIV_NODE_COUNT] = row;
        table->kind_count++;
    }
    return true;
}

static const char *kind_name(const vk_family_table *table, int kind) {
    const viv_node_row *row = vk_families_describe(table, kind);

    return row ? row->name : "?";
}

/* Descriptors are constants and cannot know which numbers their own node kinds
 * will get: they count them from -1 down. */
static int resolve_kind(const merge *to, int kind) {
    return kind < 0 ? to->table->families[to->family - 1].first_kind - kind - 1
                    : kind;
}

static bool add_meanings(const merge *to, const viv_table *rows) {
    vk_family_table *table = to->table;

    for (uint32_t i = 0; i < rows->count; i++) {
        viv_meaning row;
        vk_meaning *meaning;

        if (!vk_table_row(rows, i, &row, sizeof row))
            continue;
        row.kind = resolve_kind(to, row.kind);
        if (row.kind <= 0 || row.kind >= table->kind_count)
            return refuse(to, "a meaning for a node kind that does not "
                              "exist%s%s", "", "");
        meaning = &table->meanings[row.kind];
        if (meaning->family)
            return refuse(to, "%s has a meaning already, by family '%s'",
                          kind_name(table, row.kind),
                          family_name(table, meaning->family));
        *meaning = (vk_meaning){row, to->family};
    }
    return true;
}

static int kind_by_name(const vk_family_table *table, const char *name) {
    for (int kind = 1; kind < table->kind_count; kind++)
        if (!strcmp(kind_name(table, kind), name))
            return kind;
    return -1;
}

static bool add_fields(const merge *to, const viv_table *rows) {
    vk_family_table *table = to->table;

    for (uint32_t i = 0; i < rows->count; i++) {
        vk_own_field own = {.family = to->family};
        const vk_own_field *other;

        if (!vk_table_row(rows, i, &own.row, sizeof own.row))
            continue;
        own.kind = kind_by_name(table, own.row.node);
        own.field = vk_families_field_number(own.kind, own.row.field);
        other = vk_families_field(table, own.kind, own.field);
        if (own.field < 0 || table->field_count >= VK_FIELD_MEANINGS_MAX)
            return refuse(to, "cannot own the field %s.%s", own.row.node,
                          own.row.field);
        if (other)
            return refuse(to, "the field '%s' has an owner already: '%s'",
                          own.row.field, family_name(table, other->family));
        table->owned[own.kind] = true;
        table->fields[table->field_count++] = own;
    }
    return true;
}

static bool add_natives(const merge *to, const viv_table *rows) {
    vk_family_table *table = to->table;

    for (uint32_t i = 0; i < rows->count; i++) {
        viv_native_op row;

        if (!vk_table_row(rows, i, &row, sizeof row))
            continue;
        for (int k = 0; k < table->native_count; k++)
            if (!strcmp(table->natives[k].name, row.name))
                return refuse(to, "the instruction '%s' exists already%s",
                              row.name, "");
        if (!row.run || table->native_count >= VK_NATIVE_OPS_MAX)
            return refuse(to, "cannot add the instruction '%s'%s", row.name,
                          "");
        table->natives[table->native_count++] = row;
    }
    return true;
}

static bool add_statements(const merge *to, const viv_table *rows) {
    vk_family_table *table = to->table;

    for (uint32_t i = 0; i < rows->count; i++) {
        viv_statement_row row;

        if (!vk_table_row(rows, i, &row, sizeof row))
            continue;
        for (int k = 0; k < table->statement_count; k++)
            if (!strcmp(table->statements[k].row.keyword, row.keyword))
                return refuse(to, "the keyword '%s' exists already%s",
                              row.keyword, "");
        if (!row.parse || table->statement_count >= VK_FIELD_MEANINGS_MAX)
            return refuse(to, "cannot add the keyword '%s'%s", row.keyword, "");
        table->statements[table->statement_count++] = (vk_own_statement){
            row, table->families[to->family - 1].first_kind};
    }
    return true;
}

static bool add_operators(const merge *to, const viv_table *rows) {
    vk_family_table *table = to->table;

    for (uint32_t i = 0; i < rows->count; i++) {
        viv_operator_row row;

        if (!vk_table_row(rows, i, &row, sizeof row))
            continue;
        for (int k = 0; k < table->operator_count; k++)
            if (!strcmp(table->operators[k].spelling, row.spelling))
                return refuse(to, "the operator '%s' exists already%s",
                              row.spelling, "");
        row.node = resolve_kind(to, row.node);
        if (row.node < VIV_NODE_COUNT || row.node >= table->kind_count ||
            row.power < VIV_POWER_OR || row.power > VIV_POWER_TERM ||
            table->operator_count >= VK_FIELD_MEANINGS_MAX)
            return refuse(to, "cannot add the operator '%s'%s", row.spelling,
                          "");
        table->operators[table->operator_count++] = row;
    }
    return true;
}

bool vk_families_add(vk_family_table *table, const char *name,
                     const viv_family *family, char *problem, size_t size) {
    merge to = {table, name, problem, size, 0};

    if (table->family_count >= VK_FAMILIES_MAX)
        return refuse(&to, "there are too many families%s%s", "", "");
    table->families[table->family_count] =
        (vk_family_entry){name, table->kind_count, false};
    to.family = (uint16_t)++table->family_count;
    return add_nodes(&to, &family->nodes) &&
           add_meanings(&to, &family->meanings) &&
           add_fields(&to, &family->fields) &&
           add_natives(&to, &family->natives) &&
           add_statements(&to, &family->statements) &&
           add_operators(&to, &family->operators);
}
