/* run.c - what a host asks a sandbox to do: run a text, call a function, print. */
#include <stdio.h>
#include <string.h>

#include "compile/compile.h"
#include "host/output.h"
#include "host/sandbox.h"
#include "memory/arena.h"
#include "object/dict.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/str.h"
#include "syntax/source.h"

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

static bool write_line(viv_vm *vm, const char *text, uint32_t length) {
    return vk_output_write(vm, VK_STDERR, text, length);
}

/* Prints a SyntaxWarning as CPython does. */
static bool print_warning(viv_vm *vm, void *context,
                          const vk_syntax_error *warning) {
    const text_job *program = context;
    char text[700];
    int length = snprintf(text, sizeof text, "%s:%d: SyntaxWarning: %s\n",
                          program->file, warning->line, warning->message);
    uint32_t start = 0, end = warning->text_length;
    const char *line = vk_at(vm, warning->text);

    if ((size_t)length >= sizeof text)
        length = sizeof text - 1;
    if (!write_line(vm, text, (uint32_t)length))
        return false;
    end = vk_span(warning->text, end);
    while (start < end && (line[start] == ' ' || line[start] == '\t'))
        start++;
    while (end > start && (line[end - 1] == '\n' || line[end - 1] == ' '))
        end--;
    return start == end || (write_line(vm, "  ", 2) &&
                            write_line(vm, line + start, end - start) &&
                            write_line(vm, "\n", 1));
}

/* The bytes of the text, in the arena. */
static bool copy_text(viv_vm *vm, text_job *program, vk_source *source) {
    if (program->length >= UINT32_MAX / 2) {
        vk_raise_memory(vm);
        return false;
    }
    uint32_t length = (uint32_t)program->length;
    uint32_t offset = vk_arena_take(vm, length + 1);

    if (!offset)
        return false;
    memcpy(vk_at(vm, offset), program->text, length);
    *source = (vk_source){.offset = offset,
                          .length = length,
                          .encoded = true,
                          .file = true,
                          .warn = print_warning,
                          .context = program};
    return true;
}

/* The tree, or 0: raised. */
static viv_node parse(viv_vm *vm, const vk_source *source, viv_value file) {
    vk_syntax_error error = {0};
    viv_node tree = vk_parser_parse(vm, source, VK_PARSE_MODULE, &error);

    if (tree == 0 && !error.raised) {
        vk_suggest_keyword(vm, source, &error);
        vk_raise_syntax(vm, &error, file);
    }
    return tree;
}

/* The text as the program's tracebacks quote it. */
static viv_value source_text(viv_vm *vm, const vk_source *source) {
    vk_syntax_error error = {0};
    vk_text_span text;

    if (!vk_source_read(vm, source, &error, &text))
        return VIV_ABSENT;
    uint32_t length = vk_span(text.offset, text.length);

    return vk_str_from_utf8(vm, vk_at(vm, text.offset), length);
}

static viv_value compile(viv_vm *vm, text_job *program) {
    vk_source source;
    viv_value file = vk_str_from_text(vm, program->file);

    if (viv_is_jump(file) || !copy_text(vm, program, &source))
        return VIV_RAISE;
    viv_node tree = parse(vm, &source, file);

    if (tree == 0)
        return VIV_RAISE;
    vk_compile_options options = {.file = file,
                                  .source = source_text(vm, &source),
                                  .flags = VK_COMPILE_RESULT,
                                  .warn = print_warning,
                                  .context = program};

    VIV_TRY(options.source);
    return vk_compile(vm, tree, &options);
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
    vk_source source;
    viv_value file = vk_str_from_text(vm, program->file);

    if (!program->tree) {
        viv_value code = compile(vm, program);

        VIV_TRY(code);
        return vk_code_print(vm, code, &sink) ? VIV_NONE : VIV_RAISE;
    }
    if (viv_is_jump(file) || !copy_text(vm, program, &source))
        return VIV_RAISE;
    viv_node tree = parse(vm, &source, file);

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

/* A generator's values, else the value itself. */
static viv_value collect(viv_vm *vm, viv_value value) {
    return vk_is(vm, value, VK_GENERATOR) ? vk_list_from_iterable(vm, value)
                                          : value;
}

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
    VK(vm)->result = collect(vm, result);
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
