/* cells.c - new objects and storage, and the fixed places of the built-in
 * types. */
#include "object/error.h"

#include "machine.h"
#include "memory/world.h"

enum { CHARGED_FROM = 4096, BYTES_PER_UNIT = 64 };

viv_value vk_builtin_type(vk_kind kind) {
    return VK_BUILTIN_TYPE(kind % VK_KIND_COUNT);
}

uint32_t vk_builtin_shape(vk_kind kind) {
    return VK_BUILTIN_SHAPE(kind % VK_KIND_COUNT);
}

bool vk_in_world(viv_vm *vm, uint32_t offset) {
    return offset < VK(vm)->world_end;
}

void *vk_new(viv_vm *vm, vk_kind kind, uint32_t bytes) {
    vk_header *head = vk_heap_take(vm, bytes);

    if (head == NULL)
        return NULL;
    head->kind = (uint8_t)kind;
    if (kind >= VK_OBJECT)
        head->shape = vk_builtin_shape(kind);
    return head;
}

/* A cell with a header of 16 bytes and [count] elements of [size] bytes. */
static vk_raw *new_storage(viv_vm *vm, uint32_t count, uint32_t size) {
    uint64_t bytes = (uint64_t)count * size + sizeof(vk_raw);

    if (!vk_heap_admits(vm, bytes) ||
        (bytes >= CHARGED_FROM && !vk_charge(vm, bytes / BYTES_PER_UNIT)))
        return NULL;
    return vk_heap_take(vm, (uint32_t)bytes);
}

uint32_t vk_values_new(viv_vm *vm, uint32_t count) {
    vk_values *values = (vk_values *)new_storage(vm, count, sizeof(viv_value));

    if (values == NULL)
        return 0;
    values->count = count;
    values->spare = 0;
    for (uint32_t i = 0; i < count; i++)
        values->items[i] = VIV_ABSENT;
    values->head.kind = VK_VALUES;
    return vk_offset(vm, values);
}

uint32_t vk_raw_new(viv_vm *vm, uint32_t bytes) {
    vk_raw *raw = new_storage(vm, bytes, 1);

    if (raw == NULL)
        return 0;
    raw->bytes = bytes;
    raw->used = 0;
    return vk_offset(vm, raw);
}

/* There are no generations: an object that says it is old is young again. */
void vk_remember(viv_vm *vm, vk_header *object) {
    if (!vk_in_world(vm, vk_offset(vm, object)))
        object->flags &= (uint8_t)~VK_OLD;
}
