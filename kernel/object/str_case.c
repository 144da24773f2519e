/* str_case.c - the cases of text. */
#include "object/str_methods.h"
#include "object/text.h"
#include "text/ascii.h"
#include "text/unicode.h"

enum {
    SIGMA = 0x3A3,
    SMALL_SIGMA = 0x3C3,
    FINAL_SIGMA = 0x3C2,
    ASCII_SLICE = 1 << 20,
};

static viv_value map_ascii(viv_vm *vm, vk_text text, vk_ascii_case mapping) {
    viv_value made = vk_str_new(vm, text.length, 0);
    const uint8_t *from = text.data;
    bool inside = false;
    uint8_t *to;

    VIV_TRY(made);
    to = vk_str_writable(vm, made);
    for (uint32_t at = 0, count; at < text.length; at += count) {
        count = text.length - at < ASCII_SLICE ? text.length - at
                                               : (uint32_t)ASCII_SLICE;
        if (!vk_text_charge(vm, count * 2))
            return VIV_RAISE;
        vk_ascii_map(mapping, to + at, from + at, count, inside);
        inside = mapping == VK_ASCII_CAPITALIZE ||
                 vk_ascii_is_lower(from[at + count - 1] | 0x20);
    }
    return made;
}

/* A capital sigma at the end of a word: behind a cased letter and before none,
 * whatever ignorable stands between. */
static bool is_final(vk_text text, uint32_t at) {
    uint32_t i = at, flags = 0;

    while (i > 0) {
        flags = vk_unicode_flags(vk_text_at(text, --i));
        if (!(flags & VK_UNICODE_IGNORABLE))
            break;
        flags = 0;
    }
    if (!(flags & VK_UNICODE_CASED))
        return false;
    for (i = at + 1, flags = 0; i < text.length; i++) {
        flags = vk_unicode_flags(vk_text_at(text, i));
        if (!(flags & VK_UNICODE_IGNORABLE))
            return !(flags & VK_UNICODE_CASED);
    }
    return true;
}

typedef struct casing {
    viv_vm *vm;
    vk_text text;
    vk_str_builder out;
    uint32_t sigmas; /* each looks at its neighbours */
} casing;

static void add(casing *c, uint32_t at, vk_case mapping) {
    uint32_t character = vk_text_at(c->text, at), mapped[3];
    uint32_t count = vk_unicode_map(mapping, character, mapped);

    if (character == SIGMA && mapping == VK_CASE_LOWER) {
        if (++c->sigmas % 64 == 0 &&
            !vk_charge(c->vm, 64 + c->text.length / 64))
            c->out.failed = true;
        mapped[0] = is_final(c->text, at) ? FINAL_SIGMA : SMALL_SIGMA;
    }
    for (uint32_t i = 0; i < count; i++)
        vk_str_add_char(&c->out, mapped[i]);
}

static void begin(casing *c, viv_vm *vm, vk_text text) {
    *c = (casing){.vm = vm, .text = text};
    vk_str_build(&c->out, vm);
}

/* Pays for the next characters; false: stop. */
static bool pay(casing *c, uint32_t at) {
    if (c->out.failed)
        return false;
    return at % 64 != 63 || vk_charge(c->vm, 128);
}

static viv_value map_all(viv_vm *vm, viv_value self, vk_case mapping,
                         vk_ascii_case ascii) {
    vk_text text = vk_str_text(vm, self);
    casing c;

    if (text.ascii)
        return map_ascii(vm, text, ascii);
    begin(&c, vm, text);
    for (uint32_t i = 0; i < text.length; i++) {
        if (!pay(&c, i))
            return VIV_RAISE;
        add(&c, i, mapping);
    }
    return vk_str_finish(&c.out);
}

viv_value vk_str_lower(viv_vm *vm, const viv_value *args) {
    return map_all(vm, args[0], VK_CASE_LOWER, VK_ASCII_LOWER);
}

viv_value vk_str_upper(viv_vm *vm, const viv_value *args) {
    return map_all(vm, args[0], VK_CASE_UPPER, VK_ASCII_UPPER);
}

viv_value vk_str_casefold(viv_vm *vm, const viv_value *args) {
    return map_all(vm, args[0], VK_CASE_FOLD, VK_ASCII_LOWER);
}

viv_value vk_str_swapcase(viv_vm *vm, const viv_value *args) {
    vk_text text = vk_str_text(vm, args[0]);
    casing c;

    if (text.ascii)
        return map_ascii(vm, text, VK_ASCII_SWAP);
    begin(&c, vm, text);
    for (uint32_t i = 0; i < text.length; i++) {
        uint32_t flags = vk_unicode_flags(vk_text_at(text, i));

        if (!pay(&c, i))
            return VIV_RAISE;
        if (flags & VK_UNICODE_UPPER)
            add(&c, i, VK_CASE_LOWER);
        else if (flags & VK_UNICODE_LOWER)
            add(&c, i, VK_CASE_UPPER);
        else
            vk_str_add_char(&c.out, vk_text_at(text, i));
    }
    return vk_str_finish(&c.out);
}

viv_value vk_str_title(viv_vm *vm, const viv_value *args) {
    vk_text text = vk_str_text(vm, args[0]);
    bool inside = false;
    casing c;

    if (text.ascii)
        return map_ascii(vm, text, VK_ASCII_TITLE);
    begin(&c, vm, text);
    for (uint32_t i = 0; i < text.length; i++) {
        if (!pay(&c, i))
            return VIV_RAISE;
        add(&c, i, inside ? VK_CASE_LOWER : VK_CASE_TITLE);
        inside = vk_unicode_flags(vk_text_at(text, i)) & VK_UNICODE_CASED;
    }
    return vk_str_finish(&c.out);
}

viv_value vk_str_capitalize(viv_vm *vm, const viv_value *args) {
    vk_text text = vk_str_text(vm, args[0]);
    casing c;

    if (text.ascii)
        return map_ascii(vm, text, VK_ASCII_CAPITALIZE);
    begin(&c, vm, text);
    for (uint32_t i = 0; i < text.length; i++) {
        if (!pay(&c, i))
            return VIV_RAISE;
        add(&c, i, i == 0 ? VK_CASE_TITLE : VK_CASE_LOWER);
    }
    return vk_str_finish(&c.out);
}
