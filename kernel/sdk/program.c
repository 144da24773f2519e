/* program.c - SDK: code from text, and a line of the host's input. */
#include <vivarium/program.h>

#include "eval/program.h"
#include "host/guard.h"
#include "host/sandbox.h"
#include "object/error.h"
#include "object/str.h"

bool viv_is_code(viv_vm *vm, viv_value value) {
    return vk_is(vm, value, VK_CODE);
}

/* Always with a namespace of its own: compiled text never has fast locals of
 * somebody else's frame. */
viv_value viv_compile(viv_vm *vm, viv_value source, viv_value file,
                      viv_text_kind kind) {
    static const vk_parse_mode modes[] = {
        [VIV_TEXT_MODULE] = VK_PARSE_MODULE,
        [VIV_TEXT_EXPRESSION] = VK_PARSE_EXPRESSION,
        [VIV_TEXT_SINGLE] = VK_PARSE_SINGLE,
    };

    return vk_program_from_value(vm, source, file, modes[kind % 3],
                                 VK_COMPILE_NAMESPACE);
}

viv_value viv_tail_run(viv_vm *vm, viv_value code, viv_value globals,
                       viv_value namespace) {
    vk_code_object *pointer = vk_object(vm, code);

    VK_CHECK(vm, vk_is(vm, code, VK_CODE));
    if (!(pointer->flags & VK_CODE_NAMESPACE) || pointer->free_count != 0)
        return vk_raise(vm, VIV_TypeError,
                        "code object passed to exec() may not contain free "
                        "variables");
    return vk_program_run(vm, code, globals, namespace);
}

enum { LINE_BYTES = 4096, LINE_MOST = 1 << 20 };

/* A line may come in pieces. */
static bool read_line(viv_vm *vm, viv_sandbox *sandbox, vk_str_builder *line) {
    char piece[LINE_BYTES];
    uint32_t total = 0;

    for (;;) {
        size_t got = sandbox->read(sandbox->context, piece, sizeof piece);
        bool ended = got < 1 || got > sizeof piece || piece[got - 1] == '\n';

        if (got == 0 || got > sizeof piece)
            return total > 0;
        total += (uint32_t)got;
        if (total > LINE_MOST || !vk_charge(vm, got / 32 + 1))
            return false;
        vk_str_add(line, vk_str_from_utf8(vm, piece, (uint32_t)got - ended));
        if (ended)
            return true;
    }
}

/* Asked at every call and not at import: input is a capability of a built-in
 * function. */
viv_value viv_input_line(viv_vm *vm) {
    viv_sandbox *sandbox = vk_sandbox_of(vm);
    vk_str_builder line;

    if (!vk_guard(vm, VIV_ASK_capability, "builtins",
                  viv_capability_name(VIV_CAP_input)))
        return vk_raise(vm, VIV_PermissionError, "%s", vk_guard_reason(vm));
    vk_str_build(&line, vm);
    if (sandbox == NULL || sandbox->read == NULL ||
        !read_line(vm, sandbox, &line)) {
        if (VK(vm)->stopped != VK_STOP_NONE)
            return VIV_RAISE;
        return vk_raise(vm, VIV_EOFError, "EOF when reading a line");
    }
    return vk_str_finish(&line);
}
