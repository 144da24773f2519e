/* embed.c - `viv embed OUTPUT NAME FILE ...`: the Python sources of a module,
 * and the code they are compiled to, as a C file of its plugin. Builds call it
 * (VivariumPlugin.cmake).
 *
 * NAME.py is the module itself, other *.py are its submodules. Without a NAME.c
 * among the files the C file has the plugin's descriptor too.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <vivarium/embed.h>

#include "cli/options.h"
#include "cli/run.h"
#include "cli/source.h"

enum { STATUS_USAGE = 2, NAME_BYTES = 256 };

typedef struct embedding {
    viv_runtime *runtime;
    const char *name; /* of the module */
    FILE *out;
    bool has_c;
} embedding;

/* "folder/abc.py": "abc". */
static void stem_of(const char *path, char stem[NAME_BYTES]) {
    const char *slash = strrchr(path, '/');

    snprintf(stem, NAME_BYTES, "%s", slash ? slash + 1 : path);
    stem[strcspn(stem, ".")] = 0;
}

static bool ends_with(const char *path, const char *end) {
    size_t length = strlen(path), tail = strlen(end);

    return length >= tail && strcmp(path + length - tail, end) == 0;
}

static void write_bytes(embedding *to, const char *stem, const char *what,
                        const void *data, size_t size) {
    const unsigned char *bytes = data;

    fprintf(to->out, "static const unsigned char %s_%s[] = {", stem, what);
    for (size_t i = 0; i < size; i++)
        fprintf(to->out, "%s%u,", i % 20 == 0 ? "\n    " : "", bytes[i]);
    fputs("\n    0};\n\n", to->out);
}

static bool write_source(embedding *to, const char *path) {
    vk_options options = {.file = path};
    char stem[NAME_BYTES], module[2 * NAME_BYTES + 1];
    char *problems = NULL;
    vk_program program;
    size_t size = 0;
    void *code = NULL;

    stem_of(path, stem);
    snprintf(module, sizeof module, strcmp(stem, to->name) ? "%s.%s" : "%s",
             to->name, stem);
    if (vk_program_read(&program, &options))
        code = viv_runtime_compile(to->runtime, module, program.text,
                                   program.length, &size, &problems);
    if (code) {
        write_bytes(to, stem, "text", program.text, program.length);
        write_bytes(to, stem, "code", code, size);
    } else if (problems) {
        vk_complain("%s", problems);
    }
    vk_program_free(&program);
    free(problems);
    free(code);
    return code != NULL;
}

static void write_row(embedding *to, const char *path) {
    char stem[NAME_BYTES];
    bool itself;

    stem_of(path, stem);
    itself = strcmp(stem, to->name) == 0;
    fprintf(to->out,
            "    {\"%s%s%s\", (const char *)%s_text, sizeof %s_text - 1,\n"
            "     sizeof %s_code - 1, %s_code},\n",
            to->name, itself ? "" : ".", itself ? "" : stem, stem, stem, stem,
            stem);
}

static bool write_file(embedding *to, const char *const *files) {
    fprintf(to->out,
            "/* Written by `viv embed`: the Python sources of `%s`. */\n"
            "#include <vivarium.h>\n\n",
            to->name);
    for (const char *const *file = files; *file; file++)
        if (ends_with(*file, ".py") && !write_source(to, *file))
            return false;
    fputs("static const viv_source rows[] = {\n", to->out);
    for (const char *const *file = files; *file; file++)
        if (ends_with(*file, ".py"))
            write_row(to, *file);
    fputs("};\n\nconst viv_table viv_sources = VIV_TABLE(rows);\n", to->out);
    if (!to->has_c)
        fprintf(to->out, "\nVIV_MODULE(%s) {\n    .doc = 0,\n};\n", to->name);
    return true;
}

/* A file that would stay the same is left alone, so that nothing is compiled
 * again. */
static bool is_same(const char *path, const char *text, size_t length) {
    vk_options options = {.file = path};
    vk_program program = {0};
    FILE *file = fopen(path, "rbe");
    bool same;

    if (!file)
        return false;
    fclose(file);
    same = vk_program_read(&program, &options) && program.length == length &&
           memcmp(program.text, text, length) == 0;
    vk_program_free(&program);
    return same;
}

static bool store(const char *path, const char *text, size_t length) {
    FILE *file;
    bool fine;

    if (is_same(path, text, length))
        return true;
    file = fopen(path, "wbe");
    fine = file && fwrite(text, 1, length, file) == length;
    if (file)
        fine &= fclose(file) == 0;
    return fine || vk_complain("%s: %s", path, strerror(errno));
}

static bool has_c(const char *name, const char *const *files) {
    char stem[NAME_BYTES];

    for (; *files; files++) {
        stem_of(*files, stem);
        if (ends_with(*files, ".c") && strcmp(stem, name) == 0)
            return true;
    }
    return false;
}

int vk_embed(const char *const *arguments) {
    viv_runtime_options options = {.size = sizeof options, .bare = true,
                                   .config_text = "[vivarium]\nfamilies = *\n"};
    embedding to = {0};
    char *text = NULL, *problems = NULL;
    size_t length = 0;
    bool fine = false;

    if (!arguments[0] || !arguments[1]) {
        vk_complain("embed: expected OUTPUT NAME FILE ...");
        return STATUS_USAGE;
    }
    to.name = arguments[1];
    to.has_c = has_c(to.name, arguments + 2);
    to.runtime = viv_runtime_start(&options, &problems);
    to.out = open_memstream(&text, &length);
    if (to.runtime && to.out)
        fine = write_file(&to, arguments + 2);
    else
        vk_complain("embed: %s", problems ? problems : "out of memory");
    if (to.out && fclose(to.out) == 0 && fine)
        fine = store(arguments[0], text, length);
    viv_runtime_end(to.runtime);
    free(problems);
    free(text);
    return fine ? 0 : STATUS_USAGE;
}
