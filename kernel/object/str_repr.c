/* str_repr.c - repr() and ascii(). */
#include "object/escape.h"
#include "object/protocol.h"
#include "object/text.h"
#include "text/unicode.h"

enum { SLICE = 4096 };

/* The end of the run of characters from [at] on that stand for themselves. */
static uint32_t plain_run(vk_text text, uint32_t at, uint32_t quote) {
    uint32_t end = at;

    while (end < text.length && end - at < SLICE) {
        uint32_t character = vk_text_at(text, end);

        if (character == quote || character == '\\' ||
            !(vk_unicode_flags(character) & VK_UNICODE_PRINTABLE))
            break;
        end++;
    }
    return end;
}

static uint32_t choose_quote(viv_vm *vm, vk_text text) {
    bool single = false;

    for (uint32_t i = 0; i < text.length; i++) {
        uint32_t character = vk_text_at(text, i);

        if (character == '"')
            return '\'';
        single |= character == '\'';
        if (i % SLICE == SLICE - 1 && !vk_charge(vm, SLICE / 8))
            break;
    }
    return single ? '"' : '\'';
}

viv_value vk_str_repr(viv_vm *vm, viv_value str) {
    vk_text text = vk_str_text(vm, str);
    uint32_t quote = choose_quote(vm, text), at = 0;
    vk_str_builder builder;
    char escape[12];

    vk_str_build(&builder, vm);
    vk_str_add_char(&builder, quote);
    while (at < text.length && !builder.failed) {
        uint32_t end = plain_run(text, at, quote);

        if (!vk_charge(vm, (end - at) / 8 + 1))
            return VIV_RAISE;
        vk_str_add_part(&builder, text, at, end);
        at = end;
        if (at == text.length)
            break;
        end = vk_text_at(text, at);
        if (end == quote || end == '\\') {
            vk_str_add_char(&builder, '\\');
            vk_str_add_char(&builder, end);
            at++;
        } else if (!(vk_unicode_flags(end) & VK_UNICODE_PRINTABLE)) {
            vk_escape_shortly(end, escape);
            vk_str_add_text(&builder, escape);
            at++;
        }
    }
    vk_str_add_char(&builder, quote);
    return vk_str_finish(&builder);
}

viv_value vk_str_ascii(viv_vm *vm, viv_value value) {
    viv_value repr = vk_repr(vm, value);
    vk_str_builder builder;
    char escape[12];
    vk_text text;

    VIV_TRY(repr);
    text = vk_str_text(vm, repr);
    if (text.ascii)
        return repr;
    vk_str_build(&builder, vm);
    for (uint32_t i = 0; i < text.length && !builder.failed; i++) {
        uint32_t character = vk_text_at(text, i);

        if (i % 256 == 255 && !vk_charge(vm, 128))
            return VIV_RAISE;
        if (character < 0x80) {
            vk_str_add_char(&builder, character);
            continue;
        }
        vk_escape_char(character, escape);
        vk_str_add_text(&builder, escape);
    }
    return vk_str_finish(&builder);
}
