/* str_classify.c - isalpha and its kin. */
#include "object/str_methods.h"
#include "object/text.h"
#include "text/unicode.h"

enum { SLICE = 256 }; /* characters between two charges */

/* Every character has one of [flags]; what an empty text gets is [empty]. */
static viv_value all_have(viv_vm *vm, viv_value self, uint32_t flags,
                          bool empty) {
    vk_text text = vk_str_text(vm, self);

    for (uint32_t i = 0; i < text.length; i++) {
        if (!(vk_unicode_flags(vk_text_at(text, i)) & flags))
            return VIV_FALSE;
        if (i % SLICE == SLICE - 1 && !vk_charge(vm, SLICE / 4))
            return VIV_RAISE;
    }
    return viv_bool(text.length > 0 || empty);
}

viv_value vk_str_isalnum(viv_vm *vm, const viv_value *args) {
    return all_have(vm, args[0], VK_UNICODE_ALNUM, false);
}

viv_value vk_str_isalpha(viv_vm *vm, const viv_value *args) {
    return all_have(vm, args[0], VK_UNICODE_ALPHA, false);
}

viv_value vk_str_isdecimal(viv_vm *vm, const viv_value *args) {
    return all_have(vm, args[0], VK_UNICODE_DECIMAL, false);
}

viv_value vk_str_isdigit(viv_vm *vm, const viv_value *args) {
    return all_have(vm, args[0], VK_UNICODE_DIGIT, false);
}

viv_value vk_str_isnumeric(viv_vm *vm, const viv_value *args) {
    return all_have(vm, args[0], VK_UNICODE_NUMERIC, false);
}

viv_value vk_str_isprintable(viv_vm *vm, const viv_value *args) {
    return all_have(vm, args[0], VK_UNICODE_PRINTABLE, true);
}

viv_value vk_str_isspace(viv_vm *vm, const viv_value *args) {
    return all_have(vm, args[0], VK_UNICODE_SPACE, false);
}

viv_value vk_str_isascii(viv_vm *vm, const viv_value *args) {
    return viv_bool(vk_str_text(vm, args[0]).ascii);
}

viv_value vk_str_isidentifier(viv_vm *vm, const viv_value *args) {
    vk_text text = vk_str_text(vm, args[0]);

    if (text.length == 0 ||
        !(vk_unicode_flags(vk_text_at(text, 0)) & VK_UNICODE_START))
        return VIV_FALSE;
    return all_have(vm, args[0], VK_UNICODE_CONTINUE, false);
}

/* At least one cased character, and none with [wrong]. */
static viv_value is_case(viv_vm *vm, viv_value self, uint32_t wrong) {
    vk_text text = vk_str_text(vm, self);
    uint32_t all = 0;

    for (uint32_t i = 0; i < text.length; i++) {
        uint32_t flags = vk_unicode_flags(vk_text_at(text, i));

        if (flags & wrong)
            return VIV_FALSE;
        all |= flags;
        if (i % SLICE == SLICE - 1 && !vk_charge(vm, SLICE / 4))
            return VIV_RAISE;
    }
    return viv_bool(all & VK_UNICODE_CASED);
}

viv_value vk_str_islower(viv_vm *vm, const viv_value *args) {
    return is_case(vm, args[0], VK_UNICODE_UPPER | VK_UNICODE_TITLE);
}

viv_value vk_str_isupper(viv_vm *vm, const viv_value *args) {
    return is_case(vm, args[0], VK_UNICODE_LOWER | VK_UNICODE_TITLE);
}

viv_value vk_str_istitle(viv_vm *vm, const viv_value *args) {
    vk_text text = vk_str_text(vm, args[0]);
    bool inside = false, cased = false;

    for (uint32_t i = 0; i < text.length; i++) {
        uint32_t flags = vk_unicode_flags(vk_text_at(text, i));
        bool capital = flags & (VK_UNICODE_UPPER | VK_UNICODE_TITLE);

        if (inside ? capital : (flags & VK_UNICODE_LOWER) != 0)
            return VIV_FALSE;
        inside = flags & VK_UNICODE_CASED;
        cased |= inside;
        if (i % SLICE == SLICE - 1 && !vk_charge(vm, SLICE / 4))
            return VIV_RAISE;
    }
    return viv_bool(cased);
}
