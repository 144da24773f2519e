/* bytes.c - SDK: bytes.
 *
 * Views point into the cage and end with the next call that may run program
 * code.
 */
#include "object/bytes.h"

#include <vivarium/text.h>

bool viv_is_bytes(viv_vm *vm, viv_value value) {
    return vk_is(vm, value, VK_BYTES);
}

viv_bytes_view viv_to_bytes(viv_vm *vm, viv_value value) {
    vk_text text;

    if (!vk_bytes_like(vm, value, &text))
        return (viv_bytes_view){NULL, 0};
    return (viv_bytes_view){text.data, text.length};
}

viv_value viv_bytes(viv_vm *vm, const void *data, uint32_t length) {
    return vk_bytes_from(vm, data, length);
}
