/* source.c - reading the program's text. */
#include "cli/source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool read_all(vk_program *program, FILE *file) {
    size_t room = 1 << 16;

    while (!feof(file) && !ferror(file)) {
        char *grown = realloc(program->text, room);

        if (!grown)
            return false;
        program->text = grown;
        program->length += fread(program->text + program->length, 1,
                                 room - program->length, file);
        room = program->length == room ? 2 * room : room;
    }
    return !ferror(file);
}

static bool read_file(vk_program *program, const char *path) {
    struct stat facts;
    FILE *file = fopen(path, "rbe");

    if (!file)
        return vk_complain("%s: %s", path, strerror(errno));
    if (fstat(fileno(file), &facts) == 0 && S_ISDIR(facts.st_mode)) {
        fclose(file);
        return vk_complain("%s: is a folder", path);
    }
    bool fine = read_all(program, file);

    fclose(file);
    return fine || vk_complain("%s: cannot be read: %s", path, strerror(errno));
}

bool vk_program_read(vk_program *program, const vk_options *options) {
    *program = (vk_program){.name = options->file};
    if (options->code) {
        program->name = "<string>";
        program->text = strdup(options->code);
        program->length = strlen(options->code);
        return program->text || vk_complain("out of memory");
    }
    if (!options->file)
        return vk_complain("expected FILE, -c CODE or -");
    if (strcmp(options->file, "-") != 0)
        return read_file(program, options->file);
    program->name = "<stdin>";
    return read_all(program, stdin) ||
           vk_complain("standard input cannot be read");
}

void vk_program_free(vk_program *program) {
    free(program->text);
}
