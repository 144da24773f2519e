/* specials.c - names of the special methods, and their numbers. */
#include "host/runtime.h"
#include "object/class.h"
#include "object/dict.h"

const char *const vk_special_texts[VK_SPECIAL_COUNT] = {
#define VK_BINARY(id, spelling, method, reflected, in_place)                   \
    [VK_SPECIAL_##id] = #method, [VK_SPECIAL_R##id] = #reflected,              \
    [VK_SPECIAL_I##id] = #in_place,
#define VK_UNARY(id, spelling, method) [VK_SPECIAL_##id] = #method,
#define VK_COMPARE(id, spelling, method, swapped) [VK_SPECIAL_##id] = #method,
#include "object/operators.def"
#undef VK_BINARY
#undef VK_UNARY
#undef VK_COMPARE
#define VK_SPECIAL(id, method, slot, form, parameters)                         \
    [VK_SPECIAL_##id] = #method,
#include "object/specials.def"
#undef VK_SPECIAL
};

/* The names lie in the world: a tuple in the order of their numbers, and a dict
 * back. */
viv_value vk_special_name(viv_vm *vm, vk_special special) {
    return *(viv_value *)vk_element(vm, vk_runtime(vm)->roots.specials, special,
                                    8);
}

vk_special vk_special_find(viv_vm *vm, viv_value name) {
    viv_value number =
        vk_dict_get_name(vm, vk_runtime(vm)->roots.special_numbers, name);

    return viv_is_small_int(number) ? (vk_special)viv_small_int_value(number)
                                    : VK_SPECIAL_COUNT;
}
