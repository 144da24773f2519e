/* options.c - reading the command line.
 *
 * One table: name, kind, field, and for which verbs. An option that a verb does
 * not take is unknown to it.
 */
#include "cli/options.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

typedef enum kind {
    TEXT,
    FLAG,
    INPUT,
    FOLDER,
} kind;

typedef struct option_row {
    const char *name;
    kind kind;
    size_t offset;
    int set;
} option_row;

#define ROW(name, kind, field, set)                                            \
    {name, kind, offsetof(vk_options, field), VK_OPTIONS_##set}

static const option_row rows[] = {
    ROW("--config", TEXT, config, CONFIG),
    ROW("--allow", TEXT, allow, RUN),
    ROW("--memory", TEXT, memory, RUN),
    ROW("--timeout", TEXT, timeout, RUN),
    ROW("--max-steps", TEXT, max_steps, RUN),
    ROW("--max-recursion", TEXT, max_recursion, RUN),
    ROW("--max-output", TEXT, max_output, RUN),
    ROW("--c-stack", TEXT, c_stack, RUN),
    ROW("--entry", TEXT, entry, RUN),
    ROW("--args", TEXT, args, RUN),
    ROW("--kwargs", TEXT, kwargs, RUN),
    ROW("--module-path", FOLDER, module_path, RUN),
    ROW("--input", INPUT, inputs, RUN),
    ROW("--json-result", FLAG, json_result, RUN),
    ROW("-c", TEXT, code, RUN),
    ROW("--tests", TEXT, tests, TEST),
    ROW("--files", TEXT, files, TEST),
    ROW("--failures", TEXT, failures, TEST),
    ROW("--rounds", TEXT, rounds, TEST),
};

bool vk_complain(const char *format, ...) {
    va_list values;

    va_start(values, format);
    fputs("viv: ", stderr);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    va_end(values);
    return false;
}

static const option_row *find_row(const char *argument, int sets) {
    size_t length = strcspn(argument, "=");

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].set & sets && strlen(rows[i].name) == length &&
            strncmp(rows[i].name, argument, length) == 0)
            return &rows[i];
    return NULL;
}

static bool store(vk_options *options, const option_row *row,
                  const char *value) {
    void *field = (char *)options + row->offset;

    switch (row->kind) {
    case FLAG:
        *(bool *)field = true;
        return true;
    case TEXT:
        *(const char **)field = value;
        return true;
    case INPUT:
        if (options->input_count == VK_INPUTS_MOST)
            return vk_complain("more than %d --input", VK_INPUTS_MOST);
        if (!strchr(value, '='))
            return vk_complain("--input: expected NAME=JSON, found '%s'",
                               value);
        options->inputs[options->input_count++] = value;
        return true;
    case FOLDER:
        if (options->module_path_count == VK_INPUTS_MOST)
            return vk_complain("more than %d --module-path", VK_INPUTS_MOST);
        options->module_path[options->module_path_count++] = value;
        return true;
    }
    return false;
}

/* One option at [at]; the place behind it, or NULL. Both `--name value` and
 * `--name=value`. */
static const char *const *read_option(vk_options *options,
                                      const char *const *at, int sets) {
    const option_row *row = find_row(*at, sets);
    const char *equals = strchr(*at, '=');

    if (!row || (row->kind == FLAG && equals)) {
        vk_complain("unknown option '%s'", *at);
        return NULL;
    }
    if (row->kind == FLAG || (equals && row->name[1] == '-'))
        return store(options, row, equals ? equals + 1 : NULL) ? at + 1 : NULL;
    if (!at[1]) {
        vk_complain("%s: a value is missing", row->name);
        return NULL;
    }
    return store(options, row, at[1]) ? at + 2 : NULL;
}

/* Zero asks for no limit at all, which is more than any ceiling. */
static bool read_size(const char *name, const char *text, uint64_t *limit) {
    if (!text)
        return true;
    if (!viv_parse_size(text, limit))
        return vk_complain("%s: expected a size such as 64M, found '%s'", name,
                           text);
    *limit = *limit ? *limit : UINT64_MAX;
    return true;
}

static bool read_seconds(const char *text, double *limit) {
    if (!text)
        return true;
    if (!viv_parse_number(text, limit))
        return vk_complain(
            "--timeout: expected seconds such as 1.5, found '%s'", text);
    *limit = *limit > 0 ? *limit : 1e300;
    return true;
}

static bool read_recursion(const char *text, uint32_t *limit) {
    uint64_t number = 0;

    if (!text)
        return true;
    if (!viv_parse_size(text, &number) || number == 0 || number > UINT32_MAX)
        return vk_complain("--max-recursion: expected a number of frames, at "
                           "least 1, found '%s'",
                           text);
    *limit = (uint32_t)number;
    return true;
}

static bool read_limits(vk_options *options) {
    viv_limits *limits = &options->limits;

    return read_size("--memory", options->memory, &limits->memory) &&
           read_size("--max-steps", options->max_steps, &limits->steps) &&
           read_size("--max-output", options->max_output, &limits->output) &&
           read_size("--c-stack", options->c_stack,
                     &options->c_stack_bytes) &&
           read_seconds(options->timeout, &limits->seconds) &&
           read_recursion(options->max_recursion, &limits->recursion);
}

bool vk_options_read(vk_options *options, const char *const *arguments,
                     int sets) {
    const char *const *at = arguments;

    *options = (vk_options){0};
    while (at && *at && **at == '-' && (*at)[1] && !options->code)
        at = read_option(options, at, sets);
    if (!at)
        return false;
    if (*at && !options->code)
        options->file = *at++;
    options->rest = at;
    while (at[options->rest_count])
        options->rest_count++;
    if ((options->args || options->kwargs) && !options->entry)
        return vk_complain("--args and --kwargs need --entry");
    return read_limits(options);
}
