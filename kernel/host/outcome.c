/* outcome.c - how a run ended, put into words for the host.
 *
 * How a run ended must be told even if the program's own __str__ fails,
 * recurses or runs into a limit while it is asked. So each text is fetched on
 * its own, with a substitute if it cannot be had.
 */
#include <stdio.h>
#include <string.h>

#include "host/deadline.h"
#include "host/output.h"
#include "host/sandbox.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/str.h"

typedef struct stop_row {
    int status;
    const char *name;
} stop_row;

static const stop_row stops[] = {
#define VK_STOP(id, status, text) [VK_STOP_##id] = {status, text},
#include "eval/stops.def"
#undef VK_STOP
};

void vk_outcome_clear(viv_sandbox *sandbox) {
    vk_buffer *const texts[] = {&sandbox->traceback, &sandbox->message,
                                &sandbox->type, &sandbox->code};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        texts[i]->length = 0;
    sandbox->failed = false;
    sandbox->failure = (viv_failure){0};
    sandbox->end = VIV_END_FINE;
    sandbox->exit_status = 0;
    sandbox->result.length = sandbox->repr.length = 0;
}

static const char *text_of(const vk_buffer *buffer) {
    return buffer->length ? buffer->text : "";
}

static void set_text(vk_buffer *buffer, const char *text) {
    buffer->length = 0;
    vk_buffer_add(buffer, text, strlen(text));
}

static void publish(viv_sandbox *sandbox) {
    viv_failure *failure = &sandbox->failure;

    failure->type = text_of(&sandbox->type);
    failure->message = text_of(&sandbox->message);
    failure->traceback = text_of(&sandbox->traceback);
    failure->code = text_of(&sandbox->code);
    sandbox->failed = true;
}

viv_end vk_outcome_refuse(viv_sandbox *sandbox, const char *type,
                          const char *message) {
    vk_outcome_clear(sandbox);
    set_text(&sandbox->type, type);
    set_text(&sandbox->message, message);
    set_text(&sandbox->code, "host");
    publish(sandbox);
    sandbox->exit_status = 1;
    return sandbox->end = VIV_END_EXCEPTION;
}

/* "64 MiB", "1000 bytes". */
static void write_size(char *text, size_t room, uint64_t size) {
    static const char *const units[] = {"bytes", "KiB", "MiB", "GiB"};
    int unit = 0;

    while (unit < 3 && size && size % 1024 == 0) {
        size /= 1024;
        unit++;
    }
    snprintf(text, room, "%llu %s", (unsigned long long)size, units[unit]);
}

static void describe_stop(viv_sandbox *sandbox, vk_stop stop, char *text,
                          size_t room) {
    const struct vk_machine *machine = VK(sandbox->vm);
    char size[40];

    switch (stop) {
    case VK_STOP_MEMORY:
        write_size(size, sizeof size, machine->limits.memory);
        snprintf(text, room, "memory limit of %s reached", size);
        break;
    case VK_STOP_OUTPUT:
        write_size(size, sizeof size, machine->limits.output);
        snprintf(text, room, "output limit of %s reached", size);
        if (machine->fault[0]) /* a policy's reason, instead */
            snprintf(text, room, "%s", machine->fault);
        break;
    case VK_STOP_TIME:
        snprintf(text, room, "time limit of %g s reached",
                 machine->limits.seconds);
        break;
    case VK_STOP_STEPS:
        snprintf(text, room, "step limit of %llu reached",
                 (unsigned long long)machine->limits.steps);
        break;
    case VK_STOP_FAULT:
        snprintf(text, room, "fault (%s)", machine->fault);
        break;
    default:
        snprintf(text, room, "%s", stops[stop].name);
    }
}

static double amount_used(const viv_sandbox *sandbox, vk_stop stop) {
    const struct vk_machine *machine = VK(sandbox->vm);

    switch (stop) {
    case VK_STOP_MEMORY:
        return (double)machine->heap.peak;
    case VK_STOP_OUTPUT:
        return (double)machine->output_bytes;
    case VK_STOP_STEPS:
        return (double)machine->steps;
    case VK_STOP_TIME:
        return (double)vk_deadline_elapsed(sandbox->vm) / 1e9;
    default:
        return 0;
    }
}

static void note_stop(viv_sandbox *sandbox, vk_stop stop) {
    char text[240];

    describe_stop(sandbox, stop, text, sizeof text);
    set_text(&sandbox->type, "Stop");
    set_text(&sandbox->message, text);
    snprintf(text, sizeof text, "stop.%s", stops[stop].name);
    set_text(&sandbox->code, text);
    publish(sandbox);
    if (stop != VK_STOP_CANCELLED && stop != VK_STOP_FAULT)
        sandbox->failure.limit = stops[stop].name;
    sandbox->failure.used = amount_used(sandbox, stop);
    sandbox->failure.stop = stops[stop].status;
    sandbox->exit_status = stops[stop].status;
    sandbox->end = VIV_END_STOP;
}

/* Nothing in the cage is read any more: only the machine, which lies
 * outside. */
void vk_outcome_fault(viv_sandbox *sandbox) {
    struct vk_machine *machine = VK(sandbox->vm);

    machine->stopped = VK_STOP_FAULT;
    note_stop(sandbox, VK_STOP_FAULT);
}

/* The status of SystemExit(code): its number, 1 for a text that is printed. The
 * numbers of stops are not a program's to give. 101 to 109 say which limit
 * stopped a program: sys.exit(103) must not be able to pretend that. */
static int status_of(viv_sandbox *sandbox, viv_value code) {
    viv_vm *vm = sandbox->vm;

    if (viv_is_none(code) || viv_is_absent(code))
        return 0;
    if (vk_is_int(vm, code)) {
        int status = (int)(vk_int_clipped(vm, code) & 0xFF);

        return status >= 101 && status <= 109 ? 1 : status;
    }
    viv_value text = vk_str(vm, code);

    if (viv_is_jump(text) || !vk_output_str(vm, VK_STDERR, text) ||
        !vk_output_write(vm, VK_STDERR, "\n", 1))
        vk_catch(vm);
    return 1;
}

static void note_exit(viv_sandbox *sandbox, viv_value exception) {
    viv_vm *vm = sandbox->vm;
    viv_value name = vk_str_intern_utf8(vm, "code", 4);
    viv_value code = viv_is_jump(name)
                         ? VIV_NONE
                         : vk_find_attribute(vm, exception, name);

    sandbox->exit_status =
        viv_is_jump(code) ? (vk_catch(vm), 1) : status_of(sandbox, code);
    sandbox->end = VIV_END_EXIT;
}

/* The text of a step that may itself fail in the program's code. */
static void set_value(viv_sandbox *sandbox, vk_buffer *buffer, viv_value text,
                      const char *otherwise) {
    viv_vm *vm = sandbox->vm;

    if (vk_is(vm, text, VK_STR)) {
        buffer->length = 0;
        vk_buffer_add_str(vm, buffer, text);
        return;
    }
    set_text(buffer, otherwise);
    if (viv_is_jump(text))
        vk_catch(vm);
}

static void note_exception(viv_sandbox *sandbox, viv_value exception) {
    viv_vm *vm = sandbox->vm;
    vk_type *type = vk_type_pointer(vm, vk_type_of(vm, exception));
    vk_place place = {0};

    set_value(sandbox, &sandbox->type, type->name, "?");
    set_text(&sandbox->code, "python.");
    vk_buffer_add(&sandbox->code, sandbox->type.text, sandbox->type.length);
    set_value(sandbox, &sandbox->message, vk_str(vm, exception),
              "<exception str() failed>");
    set_value(sandbox, &sandbox->traceback, vk_exception_report(vm, exception),
              "");
    bool known = vk_exception_place(vm, exception, &place);

    publish(sandbox);
    if (known) {
        sandbox->failure.line = (int)place.line;
        sandbox->failure.column = (int)place.column;
        sandbox->failure.end_line = (int)place.end_line;
        sandbox->failure.end_column = (int)place.end_column;
    }
    sandbox->exit_status = 1;
    sandbox->end = VIV_END_EXCEPTION;
}

void vk_outcome_raised(viv_sandbox *sandbox) {
    viv_vm *vm = sandbox->vm;
    bool exits = vk_raised(vm, VIV_SystemExit);
    viv_value exception = vk_catch(vm);

    if (!viv_is_absent(exception) && exits)
        note_exit(sandbox, exception);
    else if (!viv_is_absent(exception))
        note_exception(sandbox, exception);
    /* Putting it into words may have reached a limit. */
    if (VK(vm)->stopped != VK_STOP_NONE)
        note_stop(sandbox, VK(vm)->stopped);
}

const viv_failure *viv_sandbox_failure(viv_sandbox *sandbox) {
    return sandbox->failed ? &sandbox->failure : NULL;
}

int viv_sandbox_exit_status(viv_sandbox *sandbox) {
    return sandbox->exit_status;
}
