/* new.c - `viv new KIND NAME`: a folder with a plugin that builds, loads and
 * has a test that passes, made from the installed templates.
 *
 * Templates are the installed files that the tests build: what `viv new` writes
 * is known to compile, load and pass.
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <vivarium/embed.h>

#include "cli/options.h"
#include "cli/run.h"

enum { STATUS_USAGE = 2, NAME_MOST = 60, PATH_BYTES = 4096 };

/* Kinds of plugins; [model] is the name in the kind's template. */
static const struct kind {
    const char *word, *upper, *model;
} kinds[] = {
    {"family", "FAMILY", "unless"},
    {"module", "MODULE", "greeting"},
    {"policy", "POLICY", "hours"},
};

typedef struct making {
    const struct kind *kind;
    const char *name;
    char *home;
} making;

/* A plugin's name becomes a C identifier, a file and a folder. */
static bool is_name(const char *name) {
    return islower((unsigned char)*name) && strlen(name) <= NAME_MOST &&
           name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == 0;
}

static bool starts_with(const char *text, const char *word) {
    return strncmp(text, word, strlen(word)) == 0;
}

/* In C the model's name is a part of others; a keyword that a family adds keeps
 * it. */
static const char *replacement(const making *m, const char *at, bool c,
                               size_t *length) {
    static const char name[] = "@NAME@", kind[] = "@KIND@";

    *length = sizeof name - 1;
    if (starts_with(at, name))
        return m->name;
    if (starts_with(at, kind))
        return m->kind->upper;
    *length = strlen(m->kind->model);
    if (!starts_with(at, m->kind->model))
        return NULL;
    bool family = strcmp(m->kind->word, "family") == 0;
    char next = at[*length];

    return !family || (c && (next == '_' || next == ')' || next == '.'))
               ? m->name
               : NULL;
}

static void write_text(const making *m, const char *text, bool c, FILE *out) {
    while (*text) {
        size_t length;
        const char *other = replacement(m, text, c, &length);

        if (other) {
            fputs(other, out);
            text += length;
        } else {
            fputc(*text++, out);
        }
    }
}

static char *read_template(const making *m, const char *file) {
    char path[PATH_BYTES];
    size_t room = 1 << 16;
    char *text = calloc(1, room);

    snprintf(path, sizeof path, "%s/templates/%s", m->home, file);
    FILE *in = fopen(path, "re");

    if (!in || !text) {
        vk_complain("%s: %s", path, strerror(errno));
        free(text);
        text = NULL;
    } else if (fread(text, 1, room - 1, in) == 0) {
        vk_complain("%s: is empty", path);
    }
    if (in)
        fclose(in);
    return text;
}

/* Writes NAME/[file] from the template, if it is not there yet. "wx": nothing
 * that exists is ever overwritten. */
static bool write_file(const making *m, const char *template,
                       const char *file) {
    char path[PATH_BYTES];
    char *text = read_template(m, template);

    snprintf(path, sizeof path, "%s/%s", m->name, file);
    FILE *out = text ? fopen(path, "wxe") : NULL;

    if (!text)
        return false;
    if (!out) {
        free(text);
        return vk_complain("%s: %s", path, strerror(errno));
    }
    write_text(m, text, strcmp(strrchr(template, '.'), ".c") == 0, out);
    bool fine = fclose(out) == 0;

    free(text);
    printf("%s\n", path);
    return fine || vk_complain("%s: %s", path, strerror(errno));
}

static bool make_folder(const char *path) {
    return mkdir(path, 0755) == 0 ||
           vk_complain("%s: %s", path, strerror(errno));
}

static bool make(const making *m) {
    char file[PATH_BYTES], template[32], folder[PATH_BYTES];

    snprintf(folder, sizeof folder, "%s/tests", m->name);
    if (!make_folder(m->name) || !make_folder(folder))
        return false;
    snprintf(template, sizeof template, "%s.c", m->kind->word);
    snprintf(file, sizeof file, "%s.c", m->name);
    if (!write_file(m, template, file))
        return false;
    snprintf(template, sizeof template, "%s.py", m->kind->word);
    return write_file(m, template, "tests/works.py") &&
           write_file(m, "CMakeLists.txt", "CMakeLists.txt");
}

int vk_new_folder(const char *const *arguments) {
    making m = {0};

    for (size_t i = 0; arguments[0] && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].word, arguments[0]) == 0)
            m.kind = &kinds[i];
    if (!m.kind || !arguments[1] || arguments[2] || !is_name(arguments[1])) {
        vk_complain("new: expected family, module or policy, and a name of "
                    "small letters, digits and _");
        return STATUS_USAGE;
    }
    m.name = arguments[1];
    m.home = viv_home();
    if (!m.home)
        vk_complain("new: the templates were not found");
    bool fine = m.home && make(&m);

    free(m.home);
    return fine ? 0 : STATUS_USAGE;
}
