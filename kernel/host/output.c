/* output.c - what a program prints.
 *
 * Output is counted before it is handed on, in bytes of UTF-8, and cut at the
 * limit to the byte. Policies may look at each piece, shorten it or send
 * it to the other stream: they cannot put words into it.
 */
#include "host/output.h"

#include <stdio.h>

#include "eval/eval.h"
#include "host/guard.h"
#include "host/policies.h"
#include "object/error.h"
#include "object/str.h"
#include "text/utf8.h"

/* What of [length] bytes may still be printed. */
static uint32_t cut(const struct vk_machine *machine, uint32_t length) {
    uint64_t limit = machine->limits.output;

    if (limit == 0)
        return length;
    uint64_t left =
        machine->output_bytes < limit ? limit - machine->output_bytes : 0;

    return left < length ? (uint32_t)left : length;
}

/* Lets each policy shorten or divert the piece, in the order they are listed.
 * False: one of them stops the sandbox. */
static bool filter(viv_vm *vm, const viv_sandbox *sandbox, viv_output *piece) {
    const vk_plugins *policies = &vk_runtime(vm)->policies;
    const char *text = piece->text;

    for (uint32_t i = 0; i < policies->count; i++) {
        const vk_plugin *policy = &policies->rows[i];
        uint32_t length = piece->length;
        viv_verdict verdict;

        if (!policy->services || !policy->services->output)
            continue;
        VK(vm)->denied[0] = 0;
        verdict = policy->services->output(vm, vk_session(sandbox, policy),
                                           piece);
        piece->text = text;
        if (piece->length > length)
            piece->length = length;
        if (verdict == VIV_ALLOW || verdict == VIV_ABSTAIN)
            continue;
        snprintf(VK(vm)->fault, sizeof VK(vm)->fault, "%s",
                 VK(vm)->denied[0] ? VK(vm)->denied : "output was refused");
        return false;
    }
    return true;
}

/* A stream number comes from a policy's struct: others than the two are
 * dropped. */
static bool hand_over(viv_sandbox *sandbox, const viv_output *piece) {
    if (piece->stream != VIV_STDOUT && piece->stream != VIV_STDERR)
        return true;
    if (!sandbox->write)
        return vk_buffer_add(&sandbox->output[piece->stream == VIV_STDERR],
                             piece->text, piece->length);
    sandbox->write(sandbox->context, piece->stream, piece->text,
                   piece->length);
    return true;
}

bool vk_output_write(viv_vm *vm, int stream, const char *bytes,
                     uint32_t length) {
    struct vk_machine *machine = VK(vm);
    viv_sandbox *sandbox = machine->host;
    viv_output piece = {stream == VK_STDERR ? VIV_STDERR : VIV_STDOUT, bytes,
                        length};
    bool fine = true;
    uint32_t most;

    if (sandbox && vk_runtime(vm)->filters_output)
        fine = filter(vm, sandbox, &piece);
    most = cut(machine, piece.length);
    fine &= most == piece.length;
    piece.length = most;
    machine->output_bytes += most;
    if ((!sandbox || hand_over(sandbox, &piece)) && fine)
        return true;
    vk_stop_now(vm, VK_STOP_OUTPUT);
    return false;
}

/* One character in UTF-8, a surrogate as an escape; its length. */
static uint32_t encode(uint32_t character, char *out) {
    if (character >= 0xD800 && character < 0xE000)
        return (uint32_t)snprintf(out, 7, "\\u%04x", character);
    return vk_utf8_encode(character, out);
}

/* In pieces of a few kilobytes on the C stack: a str of any size needs no
 * memory of its own to be printed. */
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
