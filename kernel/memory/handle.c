/* handle.c - the table of what a sandbox holds outside its cage. */
#include "memory/handle.h"

#include "machine.h"
#include "object/error.h"

static vk_handle *find_row(viv_vm *vm, vk_handle_id id,
                           const vk_handle_kind *kind) {
    struct vk_handle_table *table = &VK(vm)->handles;
    uint32_t index = (uint32_t)id;
    vk_handle *row;

    if (index >= table->count)
        return NULL;
    row = &table->rows[index];
    return row->kind == kind && row->generation == (uint32_t)(id >> 32) ? row
                                                                        : NULL;
}

/* A free row; NULL: there is none, or no memory to count it. */
static vk_handle *take_row(viv_vm *vm) {
    struct vk_handle_table *table = &VK(vm)->handles;
    vk_handle *row;

    if (table->free != 0) {
        row = &table->rows[table->free - 1];
        table->free = row->next;
        return row;
    }
    if (table->count == VK_HANDLE_MOST) {
        vk_raise_memory(vm);
        return NULL;
    }
    if (!vk_heap_charge(vm, VK_HANDLE_COST))
        return NULL;
    return &table->rows[table->count++];
}

vk_handle_id vk_handle_new(viv_vm *vm, const vk_handle_kind *kind,
                           void *resource, viv_value owner) {
    vk_handle *row = take_row(vm);

    if (row == NULL) {
        kind->release(resource);
        return 0;
    }
    row->kind = kind;
    row->resource = resource;
    row->owner = viv_is_reference(owner) ? vk_reference_offset(owner) : 0;
    row->generation++;
    return (uint64_t)row->generation << 32 |
           (uint32_t)(row - VK(vm)->handles.rows);
}

void *vk_handle_get(viv_vm *vm, vk_handle_id id, const vk_handle_kind *kind) {
    vk_handle *row = find_row(vm, id, kind);

    return row != NULL ? row->resource : NULL;
}

/* A row whose generations are used up is not used again. */
static void free_row(viv_vm *vm, vk_handle *row) {
    struct vk_handle_table *table = &VK(vm)->handles;
    const vk_handle_kind *kind = row->kind;

    row->kind = NULL;
    kind->release(row->resource);
    row->resource = NULL;
    if (row->generation == UINT32_MAX)
        return;
    row->next = table->free;
    table->free = (uint32_t)(row - table->rows) + 1;
}

void vk_handle_release(viv_vm *vm, vk_handle_id id,
                       const vk_handle_kind *kind) {
    vk_handle *row = find_row(vm, id, kind);

    if (row != NULL)
        free_row(vm, row);
}

uint32_t vk_handle_count(viv_vm *vm, const vk_handle_kind *kind) {
    struct vk_handle_table *table = &VK(vm)->handles;
    uint32_t count = 0;

    for (uint32_t i = 0; i < table->count; i++)
        count += table->rows[i].kind == kind;
    return count;
}

const char *vk_handle_uncopyable(viv_vm *vm) {
    struct vk_handle_table *table = &VK(vm)->handles;

    for (uint32_t i = 0; i < table->count; i++)
        if (table->rows[i].kind != NULL && table->rows[i].kind->copy == NULL)
            return table->rows[i].kind->name;
    return NULL;
}

const char *vk_handle_unsavable(viv_vm *vm) {
    struct vk_handle_table *table = &VK(vm)->handles;

    for (uint32_t i = 0; i < table->count; i++)
        if (table->rows[i].kind != NULL && table->rows[i].kind->save == NULL)
            return table->rows[i].kind->name;
    return NULL;
}

void vk_handle_sweep(viv_vm *vm) {
    struct vk_handle_table *table = &VK(vm)->handles;

    for (uint32_t i = 0; i < table->count; i++) {
        vk_handle *row = &table->rows[i];

        if (row->kind != NULL && row->owner != 0 &&
            !vk_is_marked(vm, row->owner))
            free_row(vm, row);
    }
}

void vk_handle_release_all(viv_vm *vm) {
    struct vk_handle_table *table = &VK(vm)->handles;

    for (uint32_t i = 0; i < table->count; i++)
        if (table->rows[i].kind != NULL)
            free_row(vm, &table->rows[i]);
}
