/* host.c - SDK: what a program and its host exchange.
 *
 * Strings go out through the output limits and policies, never by stdio.
 */
#include <vivarium/host.h>

#include "eval/eval.h"
#include "host/output.h"
#include "host/sandbox.h"
#include "object/error.h"
#include "object/list.h"
#include "object/str.h"

bool viv_print(viv_vm *vm, viv_value str) {
    return vk_output_str(vm, VK_STDOUT, str);
}

bool viv_print_error(viv_vm *vm, viv_value str) {
    return vk_output_str(vm, VK_STDERR, str);
}

viv_value viv_changed_sys(viv_vm *vm, const char *name) {
    return vk_sys_changed(vm, name);
}

void viv_flush(viv_vm *vm) {
    vk_output_flush(vm);
}

viv_value viv_arguments(viv_vm *vm) {
    const viv_sandbox *sandbox = vk_sandbox_of(vm);
    viv_value list = vk_list_new(vm, 1);

    VIV_TRY(list);
    for (char **at = sandbox ? sandbox->arguments : NULL; at && *at; at++) {
        viv_value text = vk_str_from_text(vm, *at);

        VIV_TRY(text);
        if (!vk_list_append(vm, list, text))
            return VIV_RAISE;
    }
    return list;
}

uint32_t viv_int_digits(viv_vm *vm) {
    return VK(vm)->limits.int_digits;
}

void viv_set_int_digits(viv_vm *vm, uint32_t digits) {
    VK(vm)->limits.int_digits = digits;
}
