/* result.c - what a program computed, as text for the host.
 *
 * These are asked after a run, so they enter the sandbox once more, with limits
 * of their own.
 */
#include <string.h>

#include "host/sandbox.h"
#include "object/error.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/str.h"

/* A text to be made on the sandbox's own stack; [fine]: it was. */
typedef struct wish {
    vk_buffer *out;
    bool fine;
} wish;

static viv_value write_result(viv_sandbox *sandbox, void *arg) {
    wish *wanted = arg;

    wanted->fine = vk_json_write(sandbox->vm, VK(sandbox->vm)->result,
                                 wanted->out);
    return VIV_NONE;
}

static viv_value write_globals(viv_sandbox *sandbox, void *arg) {
    wish *wanted = arg;
    vk_module_object *module = vk_object(sandbox->vm, VK(sandbox->vm)->main);

    wanted->fine = vk_json_write_globals(sandbox->vm, module->namespace,
                                         wanted->out);
    return VIV_NONE;
}

static viv_value write_repr(viv_sandbox *sandbox, void *arg) {
    viv_vm *vm = sandbox->vm;
    wish *wanted = arg;
    viv_value text = vk_repr(vm, VK(vm)->result);

    if (viv_is_jump(text)) {
        vk_catch(vm);
        return VIV_NONE;
    }
    wanted->fine = vk_buffer_add_str(vm, wanted->out, text);
    return VIV_NONE;
}

static const char *ask(viv_sandbox *sandbox, vk_task task, vk_buffer *out,
                       const char *otherwise) {
    wish wanted = {out, false};

    out->length = 0;
    vk_sandbox_ask(sandbox, task, &wanted);
    return wanted.fine ? out->text : otherwise;
}

const char *viv_sandbox_result(viv_sandbox *sandbox) {
    if (sandbox->end != VIV_END_FINE)
        return "null";
    return ask(sandbox, write_result, &sandbox->result, "null");
}

const char *viv_sandbox_result_repr(viv_sandbox *sandbox) {
    if (sandbox->end != VIV_END_FINE)
        return "None";
    return ask(sandbox, write_repr, &sandbox->repr, "<unprintable object>");
}

const char *viv_sandbox_globals(viv_sandbox *sandbox) {
    return ask(sandbox, write_globals, &sandbox->globals, "{}");
}
