/* type_lookup.c - attributes of classes: along the MRO, through the method
 * cache.
 *
 * The method cache is global to a sandbox, direct-mapped, and lies outside the
 * cage beside the machine, like CPython's type cache. Misses are remembered as
 * well: most lookups of instance attributes begin with a name that the class
 * does not have.
 */
#include "eval/cache.h"
#include "memory/world.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/protocol.h"

/* After four billion changes the sandbox ends: an epoch that came round would
 * make old caches hold again. */
void vk_cache_expire(viv_vm *vm) {
    struct vk_machine *machine = VK(vm);

    machine->epoch++;
    VK_CHECK(vm, machine->epoch != 0);
}

static vk_method_entry *entry_of(viv_vm *vm, uint32_t type, uint32_t name) {
    uint32_t hash = (type >> 4) * 31 + (name >> 4);

    return &VK(vm)->method_cache[(hash ^ hash >> 8) % VK_METHOD_ENTRIES];
}

static uint32_t locate_from(viv_vm *vm, viv_value resolution, uint32_t start,
                            viv_value name) {
    vk_items classes = vk_sequence_items(vm, resolution);

    for (uint32_t i = start; i < classes.count; i++) {
        vk_type *type = vk_type_pointer(vm, classes.items[i]);
        uint32_t where;

        if (viv_is_absent(type->namespace))
            continue;
        where = vk_dict_locate_name(vm, type->namespace, name);
        if (where != 0)
            return where;
    }
    return 0;
}

/* Gives the word's place and not its value, for caches that remember places. */
uint32_t vk_type_locate(viv_vm *vm, viv_value type, viv_value name) {
    struct vk_machine *machine = VK(vm);
    uint32_t offset = vk_reference_offset(type);
    uint32_t name_offset = vk_reference_offset(name);
    vk_method_entry *entry = entry_of(vm, offset, name_offset);
    vk_type *pointer;

    if (entry->type == offset && entry->name == name_offset &&
        entry->epoch == machine->epoch)
        return entry->where;
    pointer = vk_type_pointer(vm, type);
    if (viv_is_absent(pointer->resolution))
        return 0;
    *entry = (vk_method_entry){offset, name_offset, machine->epoch,
                               locate_from(vm, pointer->resolution, 0, name)};
    machine->method_cache_used = 1;
    return entry->where;
}

viv_value vk_type_lookup(viv_vm *vm, viv_value type, viv_value name) {
    uint32_t where = vk_type_locate(vm, type, name);

    return where == 0 ? VIV_ABSENT : *(viv_value *)vk_at(vm, where);
}

uint32_t vk_type_locate_after(viv_vm *vm, viv_value type, viv_value after,
                              viv_value name) {
    viv_value resolution = vk_type_pointer(vm, type)->resolution;
    vk_items classes = vk_sequence_items(vm, resolution);
    uint32_t index = 0;

    while (index < classes.count && !viv_same(classes.items[index], after))
        index++;
    return locate_from(vm, resolution, index + 1, name);
}

viv_value vk_type_lookup_after(viv_vm *vm, viv_value type, viv_value after,
                               viv_value name) {
    uint32_t where = vk_type_locate_after(vm, type, after, name);

    return where == 0 ? VIV_ABSENT : *(viv_value *)vk_at(vm, where);
}

bool vk_type_overrides(viv_vm *vm, viv_value type, vk_special special) {
    return vk_type_has_override(vk_type_pointer(vm, type), special);
}

viv_value vk_type_special(viv_vm *vm, viv_value type, vk_special special) {
    return vk_type_lookup(vm, type, vk_special_name(vm, special));
}

/* By the MRO, as issubclass() without its hooks; linear, but MROs are short. */
bool vk_type_derives(viv_vm *vm, viv_value type, viv_value base) {
    vk_items classes;

    if (viv_same(type, base))
        return true;
    classes = vk_sequence_items(vm, vk_type_pointer(vm, type)->resolution);
    for (uint32_t i = 0; i < classes.count; i++)
        if (viv_same(classes.items[i], base))
            return true;
    return false;
}
