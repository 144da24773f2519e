/* output.c - what a program prints. */
#include "host/output.h"

#include <stdio.h>

#include "eval/eval.h"
#include "host/sandbox.h"
#include "object/error.h"
#include "object/str.h"

/* What of [length] bytes may still be printed. */
static uint32_t cut(const struct vk_machine *machine, uint32_t length) {
    uint64_t limit = machine->limits.output;

    if (limit == 0)
        return length;
    uint64_t left =
        machine->output_bytes < limit ? limit - machine->output_bytes : 0;

    return left < length ? (uint32_t)left : length;
}

bool vk_output_write(viv_vm *vm, int stream, const char *bytes,
                     uint32_t length) {
    struct vk_machine *machine = VK(vm);
    viv_sandbox *sandbox = machine->host;
    uint32_t allowed = cut(machine, length);
    bool to_error = stream == VK_STDERR;

    machine->output_bytes += allowed;
    if (sandbox && sandbox->write)
        sandbox->write(sandbox->context, to_error ? VIV_STDERR : VIV_STDOUT,
                       bytes, allowed);
    else if (sandbox && !vk_buffer_add(&sandbox->output[to_error], bytes,
                                       allowed))
        allowed = 0;
    if (allowed == length)
        return true;
    vk_stop_now(vm, VK_STOP_OUTPUT);
    return false;
}

/* One character in UTF-8, a surrogate as an escape; its length. */
static uint32_t encode(uint32_t character, char *out) {
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    if (character < 0x800) {
        out[0] = (char)(0xC0 | character >> 6);
        out[1] = (char)(0x80 | (character & 0x3F));
        return 2;
    }
    if (character >= 0xD800 && character < 0xE000)
        return (uint32_t)snprintf(out, 7, "\\u%04x", character);
    uint32_t length = character < 0x10000 ? 3 : 4;

    for (uint32_t i = length - 1; i > 0; i--, character >>= 6)
        out[i] = (char)(0x80 | (character & 0x3F));
    out[0] = (char)((length == 3 ? 0xE0 : 0xF0) | character);
    return length;
}

bool vk_output_str(viv_vm *vm, int stream, viv_value str) {
    vk_text text = vk_str_text(vm, str);
    char piece[4096];
    uint32_t used = 0;

    if (text.ascii)
        return vk_charge(vm, text.length / 32) &&
               vk_output_write(vm, stream, text.data, text.length);
    if (!vk_charge(vm, text.length / 8))
        return false;
    for (uint32_t i = 0; i < text.length; i++) {
        used += encode(vk_text_at(text, i) & 0x1FFFFF, piece + used);
        if (used > sizeof piece - 8) {
            if (!vk_output_write(vm, stream, piece, used))
                return false;
            used = 0;
        }
    }
    return used == 0 || vk_output_write(vm, stream, piece, used);
}

void vk_output_flush(viv_vm *vm) {
    viv_sandbox *sandbox = VK(vm)->host;

    if (sandbox && sandbox->write)
        sandbox->write(sandbox->context, VIV_STDOUT, NULL, 0);
}
