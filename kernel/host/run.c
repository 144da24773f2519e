/* run.c - what a host asks a sandbox to do: run a text, call a function,
 * print.
 *
 * The host speaks text and JSON only: no value of a sandbox ever leaves it, so
 * no host code can keep a reference into a cage.
 */
#include <stdio.h>
#include <string.h>

#include "eval/program.h"
#include "host/collect.h"
#include "host/sandbox.h"
#include "memory/arena.h"
#include "object/dict.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"

/* A text of the host, to be run or printed. */
typedef struct text_job {
    const char *file, *text;
    size_t length;
    FILE *out; /* print instead of running */
    bool tree;
} text_job;

static viv_value main_namespace(viv_vm *vm) {
    VK_CHECK(vm, vk_is(vm, VK(vm)->main, VK_MODULE));
    vk_module_object *module = vk_object(vm, VK(vm)->main);

    return module->namespace;
}

/* The text in the arena; false: raised. */
static bool copy_text(viv_vm *vm, const text_job *program,
                      vk_program_text *text) {
    *text = (vk_program_text){.file = vk_str_from_text(vm, program->file),
                              .flags = VK_COMPILE_RESULT,
                              .encoded = true,
                              .whole_file = true,
                              .quoted = true};
    return !viv_is_jump(text->file) &&
           vk_program_bytes(vm, text, program->text, program->length);
}

static viv_value compile(viv_vm *vm, const text_job *program) {
    vk_program_text text;

    return copy_text(vm, program, &text) ? vk_program_compile(vm, &text)
                                         : VIV_RAISE;
}

static viv_value run_program(viv_sandbox *sandbox, void *arg) {
    viv_vm *vm = sandbox->vm;
    vk_arena_mark mark = vk_arena_begin(vm);
    viv_value code = compile(vm, arg);

    vk_arena_end(vm, mark);
    VIV_TRY(code);
    viv_value function = vk_function_new(vm, code, main_namespace(vm));

    VIV_TRY(function);
    VK(vm)->result = VIV_NONE;
    return vk_call_bare(vm, function, NULL, 0, VIV_ABSENT);
}

static bool write_file(void *context, const char *text, uint32_t length) {
    return fwrite(text, 1, length, context) == length;
}

static viv_value print_program(viv_sandbox *sandbox, void *arg) {
    viv_vm *vm = sandbox->vm;
    text_job *program = arg;
    vk_tree_sink sink = {write_file, program->out};
    vk_program_text text;

    if (!program->tree) {
        viv_value code = compile(vm, program);

        VIV_TRY(code);
        return vk_code_print(vm, code, &sink) ? VIV_NONE : VIV_RAISE;
    }
    if (!copy_text(vm, program, &text))
        return VIV_RAISE;
    viv_node tree = vk_program_parse(vm, &text);

    return tree && vk_tree_dump(vm, tree, &sink) &&
                   sink.write(sink.context, "\n", 1)
               ? VIV_NONE
               : VIV_RAISE;
}

static viv_value print_in_arena(viv_sandbox *sandbox, void *arg) {
    vk_arena_mark mark = vk_arena_begin(sandbox->vm);
    viv_value done = print_program(sandbox, arg);

    vk_arena_end(sandbox->vm, mark);
    return done;
}

viv_end viv_sandbox_run(viv_sandbox *sandbox, const char *file,
                        const char *text, size_t length) {
    text_job program = {file, text, length, NULL, false};

    return vk_sandbox_enter(sandbox, run_program, &program);
}

viv_end viv_sandbox_print_tree(viv_sandbox *sandbox, const char *file,
                               const char *text, size_t length, FILE *out) {
    text_job program = {file, text, length, out, true};

    return vk_sandbox_enter(sandbox, print_in_arena, &program);
}

viv_end viv_sandbox_print_code(viv_sandbox *sandbox, const char *file,
                               const char *text, size_t length, FILE *out) {
    text_job program = {file, text, length, out, false};

    return vk_sandbox_enter(sandbox, print_in_arena, &program);
}

/* A call as the host writes it. */
typedef struct call_job {
    const char *name, *args, *kwargs;
    char why[200]; /* the host's mistake, if it made one */
} call_job;

static viv_value read_json(viv_vm *vm, call_job *request, const char *text,
                           vk_kind kind, const char *what) {
    char why[160];
    viv_value value = vk_json_read(vm, text, why, sizeof why);

    if (viv_is_absent(value))
        snprintf(request->why, sizeof request->why, "%s: %s", what, why);
    else if (!viv_is_jump(value) && kind && !vk_is(vm, value, kind))
        snprintf(request->why, sizeof request->why, "%s: expected a JSON %s",
                 what, kind == VK_LIST ? "array" : "object");
    return value;
}

/* Appends the values of the dict to the list; their names as a tuple. */
static viv_value spread(viv_vm *vm, viv_value dict, viv_value values) {
    viv_value names = vk_list_new(vm, 0), key, value;
    uint32_t position = 0;

    VIV_TRY(names);
    while (vk_dict_next(vm, dict, &position, &key, &value)) {
        viv_value name = vk_str_intern(vm, key);

        VIV_TRY(name);
        if (!vk_list_append(vm, names, name) ||
            !vk_list_append(vm, values, value))
            return VIV_RAISE;
    }
    return vk_tuple_from_list(vm, names);
}


/* The host's mistakes (a text that is no JSON) are told apart from exceptions
 * of the program. */
static viv_value call_function(viv_sandbox *sandbox, void *arg) {
    viv_vm *vm = sandbox->vm;
    call_job *request = arg;
    viv_value args =
        read_json(vm, request, request->args ? request->args : "[]", VK_LIST,
                  "args");
    viv_value kwargs =
        read_json(vm, request, request->kwargs ? request->kwargs : "{}",
                  VK_DICT, "kwargs");
    viv_value name = vk_str_intern_utf8(vm, request->name,
                                        (uint32_t)strlen(request->name));

    if (request->why[0])
        return VIV_NONE;
    VIV_TRY(args);
    VIV_TRY(kwargs);
    VIV_TRY(name);
    viv_value function = vk_dict_get_name(vm, main_namespace(vm), name);

    if (viv_is_absent(function))
        return vk_raise(vm, VIV_NameError, "name '%S' is not defined", name);
    uint32_t count = vk_list_length(vm, args);
    viv_value names = spread(vm, kwargs, args);

    VIV_TRY(names);
    /* The list stays as it is: nothing else knows it. Its values are copied
     * before the function runs, so that losing it then does no harm. */
    viv_value result = vk_call_bare(
        vm, function, vk_sequence_items(vm, args).items, count,
        vk_tuple_length(vm, names) ? names : VIV_ABSENT);

    VIV_TRY(result);
    VK(vm)->result = vk_collect(vm, result);
    return VK(vm)->result;
}

viv_end viv_sandbox_call(viv_sandbox *sandbox, const char *function,
                         const char *args, const char *kwargs) {
    call_job request = {function, args, kwargs, {0}};
    viv_end end = vk_sandbox_enter(sandbox, call_function, &request);

    return request.why[0]
               ? vk_outcome_refuse(sandbox, "ValueError", request.why)
               : end;
}

static viv_value set_global(viv_sandbox *sandbox, void *arg) {
    viv_vm *vm = sandbox->vm;
    call_job *request = arg;
    viv_value value = read_json(vm, request, request->args, VK_FREE,
                                request->name);

    if (request->why[0])
        return VIV_NONE;
    VIV_TRY(value);
    viv_value name = vk_str_intern_utf8(vm, request->name,
                                        (uint32_t)strlen(request->name));

    VIV_TRY(name);
    return vk_dict_set_name(vm, main_namespace(vm), name, value) ? VIV_NONE
                                                                 : VIV_RAISE;
}

viv_end viv_sandbox_set(viv_sandbox *sandbox, const char *name,
                        const char *json) {
    call_job request = {name, json, NULL, {0}};
    viv_end end = vk_sandbox_enter(sandbox, set_global, &request);

    return request.why[0]
               ? vk_outcome_refuse(sandbox, "ValueError", request.why)
               : end;
}
