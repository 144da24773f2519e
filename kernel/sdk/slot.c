/* slot.c - SDK: instances of a plugin's classes, and their hidden values.
 *
 * The slots are the first words of an instance (vk_instance); its attributes,
 * if the class has any, come after them. Bytes lie in a VK_RAW of their own, so
 * that an instance holds values only.
 */
#include <vivarium/handle.h>
#include <vivarium/object.h>

#include "machine.h"
#include "memory/handle.h"
#include "memory/probe.h"
#include "object/error.h"

enum { SLOTS_MOST = 16 };

/* The words of an instance, or a fault: no such instance, no such slot. Checked
 * against the shape, which the collector trusts too: a slot is a value that it
 * marks. */
static viv_value *find_slot(viv_vm *vm, viv_value self, uint32_t index) {
    VK_CHECK(vm, vk_is(vm, self, VK_OBJECT) && index < SLOTS_MOST);
    uint32_t offset = vk_reference_offset(self);
    const vk_header *head = vk_at(vm, offset);
    const vk_shape *shape = vk_at(vm, head->shape);

    VK_CHECK(vm, shape->head.kind == VK_SHAPE && index < shape->inlined);
    return vk_element(vm, offset, index, sizeof(viv_value));
}

static void note_slots(viv_vm *vm, uint32_t instance) {
    const vk_header *head = vk_at(vm, instance);
    const vk_shape *shape = vk_at(vm, head->shape);

    vk_probe_note(vm, instance + sizeof(vk_instance),
                  shape->inlined * (uint32_t)sizeof(viv_value));
}

viv_value viv_new(viv_vm *vm, viv_value type) {
    VK_CHECK(vm, vk_is(vm, type, VK_TYPE));
    const vk_type *class = vk_type_pointer(vm, type);
    vk_instance *instance =
        vk_new_instance(vm, type, VK_OBJECT, sizeof(vk_instance));

    VK_CHECK(vm, class->instance_kind == VK_OBJECT);
    if (instance && VK(vm)->heap.probe)
        note_slots(vm, vk_offset(vm, instance));
    return instance ? vk_reference(vm, instance) : VIV_RAISE;
}

viv_value viv_slot(viv_vm *vm, viv_value self, uint32_t index) {
    return *find_slot(vm, self, index);
}

void viv_set_slot(viv_vm *vm, viv_value self, uint32_t index,
                  viv_value value) {
    vk_store(vm, vk_object(vm, self), find_slot(vm, self, index), value);
}

/* The length is read and checked at every access, since it lies in the cage.
 * The pointer is good until the program runs again. */
void *viv_slot_bytes(viv_vm *vm, viv_value self, uint32_t index,
                     uint32_t bytes) {
    viv_value held = *find_slot(vm, self, index);

    if (viv_is_absent(held)) {
        uint32_t offset = vk_raw_new(vm, bytes);

        if (offset == 0)
            return NULL;
        held = vk_reference_at(offset);
        memset(vk_element(vm, offset, 0, 1), 0,
               vk_span(offset + sizeof(vk_raw), bytes));
        viv_set_slot(vm, self, index, held);
        if (VK(vm)->heap.probe)
            vk_probe_note(vm, offset + sizeof(vk_raw), bytes);
    }
    VK_CHECK(vm, vk_is(vm, held, VK_RAW));
    uint32_t offset = vk_reference_offset(held);
    uint32_t room = ((vk_raw *)vk_at(vm, offset))->bytes;

    VK_CHECK(vm, bytes <= room &&
                     vk_span(offset + sizeof(vk_raw), bytes) == bytes);
    return vk_element(vm, offset, 0, 1);
}

/* -- handles: the slot holds the id as an int, which the program's memory may
 * make any other; the table outside of the cage decides what it names */

static vk_handle_id handle_of(viv_vm *vm, viv_value self, uint32_t index) {
    viv_value held = *find_slot(vm, self, index);

    return viv_is_small_int(held) ? (vk_handle_id)viv_small_int_value(held) : 0;
}

void *viv_handle(viv_vm *vm, viv_value self, uint32_t index,
                 const viv_handle_kind *kind) {
    return vk_handle_get(vm, handle_of(vm, self, index), kind);
}

void viv_handle_release(viv_vm *vm, viv_value self, uint32_t index,
                        const viv_handle_kind *kind) {
    vk_handle_release(vm, handle_of(vm, self, index), kind);
}

void *viv_handle_new(viv_vm *vm, viv_value self, uint32_t index,
                     const viv_handle_kind *kind, uint32_t bytes) {
    vk_handle_id id = vk_handle_new(vm, kind, bytes, self);

    if (id == 0)
        return NULL;
    viv_handle_release(vm, self, index, kind);
    viv_set_slot(vm, self, index, viv_small_int((int64_t)id));
    return vk_handle_get(vm, id, kind);
}
