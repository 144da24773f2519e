/* directory.c - dir(): the names an object answers to. */
#include "eval/eval.h"
#include "object/class.h"
#include "object/descriptor.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

static bool add_names(viv_vm *vm, viv_value set, viv_value dict) {
    uint32_t position = 0;
    viv_value key, value;

    while (vk_dict_next(vm, dict, &position, &key, &value))
        if (!vk_set_add(vm, set, key))
            return false;
    return true;
}

static bool add_classes(viv_vm *vm, viv_value set, viv_value type) {
    vk_items classes = vk_type_classes(vm, type);

    for (uint32_t i = 0; i < classes.count; i++) {
        vk_type *each = vk_type_pointer(vm, classes.items[i]);

        if (!add_names(vm, set, each->namespace))
            return false;
    }
    return true;
}

static viv_value sorted(viv_vm *vm, viv_value set) {
    viv_value list = vk_list_from_iterable(vm, set);
    vk_items items;

    VIV_TRY(list);
    items = vk_sequence_items(vm, list);
    return vk_sort_values(vm, items.items, NULL, items.count, false)
               ? list
               : VIV_RAISE;
}

viv_value vk_dir_of_class(viv_vm *vm, viv_value type) {
    viv_value set = vk_set_new(vm, VK_SET, 0);

    VIV_TRY(set);
    return add_classes(vm, set, type) ? sorted(vm, set) : VIV_RAISE;
}

viv_value vk_dir_of_object(viv_vm *vm, viv_value object) {
    viv_value set = vk_set_new(vm, VK_SET, 0), dict;

    VIV_TRY(set);
    dict = vk_instance_dict(vm, object);
    VIV_TRY(dict);
    if (!viv_is_absent(dict) && !add_names(vm, set, dict))
        return VIV_RAISE;
    return add_classes(vm, set, vk_type_of(vm, object)) ? sorted(vm, set)
                                                        : VIV_RAISE;
}
