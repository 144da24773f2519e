/* handle.c - the table of what a sandbox holds outside its cage. */
#include "memory/handle.h"

#include <stdlib.h>

#include "machine.h"
#include "object/error.h"

enum { GENERATION_MOST = 1 << 27 }; /* an id fits an int without an object */

static vk_handle *find_row(viv_vm *vm, vk_handle_id id,
                           const viv_handle_kind *kind) {
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

/* A row without a resource goes back. */
static void give_row(viv_vm *vm, vk_handle *row) {
    struct vk_handle_table *table = &VK(vm)->handles;

    row->kind = NULL;
    row->resource = NULL;
    if (row->generation == GENERATION_MOST) /* they are used up */
        return;
    row->next = table->free;
    table->free = (uint32_t)(row - table->rows) + 1;
}

vk_handle_id vk_handle_new(viv_vm *vm, const viv_handle_kind *kind,
                           uint32_t bytes, viv_value owner) {
    vk_handle *row = take_row(vm);

    if (row == NULL)
        return 0;
    if (!vk_heap_charge(vm, bytes)) {
        give_row(vm, row);
        return 0;
    }
    row->resource = calloc(1, bytes > 0 ? bytes : 1);
    if (row->resource == NULL) {
        vk_heap_credit(vm, bytes);
        give_row(vm, row);
        vk_raise_memory(vm);
        return 0;
    }
    row->kind = kind;
    row->bytes = bytes;
    row->owner = viv_is_reference(owner) ? vk_reference_offset(owner) : 0;
    row->generation++;
    return (uint64_t)row->generation << 32 |
           (uint32_t)(row - VK(vm)->handles.rows);
}

void *vk_handle_get(viv_vm *vm, vk_handle_id id, const viv_handle_kind *kind) {
    vk_handle *row = find_row(vm, id, kind);

    return row != NULL ? row->resource : NULL;
}

static void free_row(viv_vm *vm, vk_handle *row) {
    void *resource = row->resource;

    if (row->kind->release != NULL)
        row->kind->release(resource);
    free(resource);
    vk_heap_credit(vm, row->bytes);
    give_row(vm, row);
}

void vk_handle_release(viv_vm *vm, vk_handle_id id,
                       const viv_handle_kind *kind) {
    vk_handle *row = find_row(vm, id, kind);

    if (row != NULL)
        free_row(vm, row);
}

uint32_t vk_handle_count(viv_vm *vm, const viv_handle_kind *kind) {
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

bool vk_handle_copy(vk_handle *row) {
    const void *from = row->resource;

    row->resource = malloc(row->bytes > 0 ? row->bytes : 1);
    if (row->resource == NULL)
        return false;
    memcpy(row->resource, from, row->bytes);
    if (row->kind->copy(row->resource, from))
        return true;
    free(row->resource);
    return false;
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
