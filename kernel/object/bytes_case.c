/* bytes_case.c - cases and classes of ASCII bytes. */
#include "object/bytes_methods.h"
#include "object/piece.h"
#include "object/text.h"
#include "text/ascii.h"
#include "text/unicode.h"
#include "text/utf8.h"

static viv_value map(viv_vm *vm, viv_value self, vk_ascii_case mapping) {
    viv_value made = vk_piece_make(vm, self, vk_piece_text(vm, self));
    vk_text text;
    uint8_t *bytes;

    VIV_TRY(made);
    text = vk_piece_text(vm, made);
    bytes = (uint8_t *)text.data;
    if (!vk_charge(vm, text.length / 16))
        return VIV_RAISE;
    vk_ascii_map(mapping, bytes, bytes, text.length, false);
    return made;
}

viv_value vk_bytes_lower(viv_vm *vm, const viv_value *args) {
    return map(vm, args[0], VK_ASCII_LOWER);
}

viv_value vk_bytes_upper(viv_vm *vm, const viv_value *args) {
    return map(vm, args[0], VK_ASCII_UPPER);
}

viv_value vk_bytes_swapcase(viv_vm *vm, const viv_value *args) {
    return map(vm, args[0], VK_ASCII_SWAP);
}

viv_value vk_bytes_title(viv_vm *vm, const viv_value *args) {
    return map(vm, args[0], VK_ASCII_TITLE);
}

viv_value vk_bytes_capitalize(viv_vm *vm, const viv_value *args) {
    return map(vm, args[0], VK_ASCII_CAPITALIZE);
}

/* Not empty, and every byte has one of [flags]. */
static viv_value all_have(viv_vm *vm, viv_value self, uint32_t flags) {
    vk_text text = vk_piece_text(vm, self);

    for (uint32_t i = 0; i < text.length; i++) {
        uint32_t byte = vk_text_at(text, i);

        if (byte >= 0x80 || !(vk_unicode_latin1[byte] & flags))
            return VIV_FALSE;
        if (i % 1024 == 1023 && !vk_charge(vm, 128))
            return VIV_RAISE;
    }
    return viv_bool(text.length > 0);
}

viv_value vk_bytes_isalnum(viv_vm *vm, const viv_value *args) {
    return all_have(vm, args[0], VK_UNICODE_ALNUM);
}

viv_value vk_bytes_isalpha(viv_vm *vm, const viv_value *args) {
    return all_have(vm, args[0], VK_UNICODE_ALPHA);
}

viv_value vk_bytes_isdigit(viv_vm *vm, const viv_value *args) {
    return all_have(vm, args[0], VK_UNICODE_DIGIT);
}

viv_value vk_bytes_isascii(viv_vm *vm, const viv_value *args) {
    vk_text text = vk_piece_text(vm, args[0]);

    if (!vk_text_charge(vm, text.length))
        return VIV_RAISE;
    return viv_bool(vk_utf8_ascii_prefix(text.data, text.length) ==
                    text.length);
}

viv_value vk_bytes_isspace(viv_vm *vm, const viv_value *args) {
    vk_text text = vk_piece_text(vm, args[0]);

    for (uint32_t i = 0; i < text.length; i++) {
        if (!vk_piece_is_space(false, vk_text_at(text, i)))
            return VIV_FALSE;
        if (i % 1024 == 1023 && !vk_charge(vm, 128))
            return VIV_RAISE;
    }
    return viv_bool(text.length > 0);
}

/* At least one letter, and none of the [other] case. */
static viv_value is_case(viv_vm *vm, viv_value self, bool other_upper) {
    vk_text text = vk_piece_text(vm, self);
    bool cased = false;

    for (uint32_t i = 0; i < text.length; i++) {
        uint32_t byte = vk_text_at(text, i);

        if (other_upper ? vk_ascii_is_upper(byte) : vk_ascii_is_lower(byte))
            return VIV_FALSE;
        cased |= vk_ascii_is_lower(byte | 0x20);
        if (i % 1024 == 1023 && !vk_charge(vm, 128))
            return VIV_RAISE;
    }
    return viv_bool(cased);
}

viv_value vk_bytes_islower(viv_vm *vm, const viv_value *args) {
    return is_case(vm, args[0], true);
}

viv_value vk_bytes_isupper(viv_vm *vm, const viv_value *args) {
    return is_case(vm, args[0], false);
}

viv_value vk_bytes_istitle(viv_vm *vm, const viv_value *args) {
    vk_text text = vk_piece_text(vm, args[0]);
    bool inside = false, cased = false;

    for (uint32_t i = 0; i < text.length; i++) {
        uint32_t byte = vk_text_at(text, i);
        bool small = vk_ascii_is_lower(byte), capital = vk_ascii_is_upper(byte);

        if (inside ? capital : small)
            return VIV_FALSE;
        inside = small || capital;
        cased |= inside;
        if (i % 1024 == 1023 && !vk_charge(vm, 128))
            return VIV_RAISE;
    }
    return viv_bool(cased);
}
