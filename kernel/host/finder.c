/* finder.c - finds plugins by name in the configured folders and checks
 * them.
 *
 * Names and not paths: a configuration says `json`, the file must be json.so in
 * one of few folders that only their owner can write to, and never a link. That
 * the same name exists twice is an error and not a matter of order, as with a
 * search path.
 */
#include "host/finder.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/loader.h"
#include "host/pins.h"

enum { NAME_MOST = 60 };

static bool is_name(const char *name) {
    return (*name == '_' || (*name >= 'a' && *name <= 'z')) &&
           strlen(name) <= NAME_MOST &&
           name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == 0;
}

/* What keeps a folder from being trusted, or NULL. Whoever can write to the
 * folder can put code into the process. */
static const char *folder_problem(const char *path) {
    struct stat facts;

    if (*path != '/')
        return "expected an absolute path";
    if (stat(path, &facts) != 0)
        return strerror(errno);
    if (!S_ISDIR(facts.st_mode))
        return "is no folder";
    if (facts.st_mode & (S_IWGRP | S_IWOTH))
        return "can be written by others than its owner";
    return NULL;
}

void vk_finder_check_folders(const vk_config *config, vk_problems *problems) {
    const vk_ini_row *row =
        vk_ini_find(&config->ini, "vivarium", "plugin-path");
    vk_words further = {0};

    vk_config_words(config, "vivarium", "plugin-path", "", &further, problems);
    for (uint32_t i = 0; i < further.count; i++) {
        const char *wrong = folder_problem(further.items[i]);

        if (wrong)
            vk_ini_problem(problems, row, "%s: %s", further.items[i], wrong);
    }
    vk_words_free(&further);
}

/* Folders with problems are passed over; those were told. */
static void add_folder(vk_words *folders, const char *path,
                       vk_problems *problems) {
    char *real = realpath(path, NULL);
    const char *wrong = real ? folder_problem(real) : NULL;

    if (wrong)
        vk_problems_add(problems, "%s: %s", real, wrong);
    else if (real && !vk_words_contain(folders, real))
        vk_words_add(folders, real, strlen(real));
    free(real);
}

/* Those of the installation, then those of plugin-path. */
static void list_folders(const vk_config *config, const char *folder,
                         vk_words *folders, vk_problems *problems) {
    vk_words further = {0};
    vk_problems told = {0};
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/%s", config->root, folder);
    add_folder(folders, path, problems);
    vk_config_words(config, "vivarium", "plugin-path", "", &further, &told);
    for (uint32_t i = 0; i < further.count; i++) {
        if (further.items[i][0] != '/')
            continue;
        add_folder(folders, further.items[i], &told);
        snprintf(path, sizeof path, "%s/%s", further.items[i], folder);
        add_folder(folders, path, problems);
    }
    vk_words_free(&further);
    vk_problems_free(&told);
}

/* A shared object's name, if it is one of the kind. In the kind's own folder
 * that is taken for granted until the file is checked; others may hold several
 * kinds. */
static bool is_of_kind(const char *folder, const char *file,
                       const vk_plugin_kind_row *kind, char *name) {
    const char *end = strrchr(file, '.'), *base = strrchr(folder, '/') + 1;
    char path[PATH_MAX], why[80];
    vk_note note;

    if (!end || strcmp(end, ".so") != 0 || end - file > NAME_MOST)
        return false;
    snprintf(name, NAME_MOST + 1, "%.*s", (int)(end - file), file);
    if (!is_name(name) || strcmp(base, kind->folder) == 0)
        return is_name(name);
    snprintf(path, sizeof path, "%s/%s", folder, file);
    if (!vk_note_read(path, &note, why, sizeof why))
        return false;
    bool same = strcmp(note.kind, kind->word) == 0;

    vk_note_free(&note);
    return same;
}

/* The names of all shared objects of the kind in the folders. */
static void list_all(const vk_words *folders, const vk_plugin_kind_row *kind,
                     vk_words *names) {
    for (uint32_t i = 0; i < folders->count; i++) {
        DIR *folder = opendir(folders->items[i]);
        struct dirent *entry;
        char name[NAME_MOST + 1];

        while (folder && (entry = readdir(folder)))
            if (is_of_kind(folders->items[i], entry->d_name, kind, name) &&
                !vk_words_contain(names, name))
                vk_words_add(names, name, strlen(name));
        if (folder)
            closedir(folder);
    }
    vk_words_sort(names);
}

static void problem_at(vk_problems *problems, const vk_found *found,
                       const char *list, const char *message) {
    if (found->row)
        vk_ini_problem(problems, found->row, "'%s': %s", found->name, message);
    else
        vk_problems_add(problems, "[vivarium] %s: '%s': %s", list, found->name,
                        message);
}

static void report_missing(const vk_words *folders,
                           const vk_plugin_kind_row *kind,
                           const vk_found *found, vk_problems *problems) {
    char message[200];
    vk_words all = {0};

    list_all(folders, kind, &all);
    const char *near = vk_nearest_name(
        found->name, (const char *const *)all.items, all.count);

    snprintf(message, sizeof message, "there is no %s of that name%s%s%s",
             kind->word, near ? ", did you mean '" : "", near ? near : "",
             near ? "'?" : "");
    problem_at(problems, found, kind->list, message);
    vk_words_free(&all);
}

/* The folder that has NAME.so; two are ambiguous. */
static void find_file(const vk_words *folders, const vk_plugin_kind_row *kind,
                      vk_found *found, vk_problems *problems) {
    char path[PATH_MAX], message[2 * PATH_MAX + 20];
    struct stat facts;

    for (uint32_t i = 0; i < folders->count; i++) {
        snprintf(path, sizeof path, "%s/%s.so", folders->items[i], found->name);
        if (lstat(path, &facts) != 0)
            continue;
        if (found->path) {
            snprintf(message, sizeof message, "is both %s and %s", found->path,
                     path);
            problem_at(problems, found, kind->list, message);
        } else {
            found->path = strdup(path);
        }
    }
    if (!found->path)
        report_missing(folders, kind, found, problems);
}

static void check_note(const vk_plugin_kind_row *kind, const vk_found *found,
                       vk_problems *problems) {
    const vk_note *note = &found->note;

    if (strcmp(note->kind, kind->word) != 0)
        vk_problems_add(problems, "%s: expected a %s, found a %s", found->path,
                        kind->word, note->kind);
    if (strcmp(note->id, found->name) != 0)
        vk_problems_add(problems, "%s: expected the name '%s', found '%s'",
                        found->path, found->name, note->id);
    if (note->sdk_major != VIV_SDK_MAJOR || note->sdk_minor > VIV_SDK_MINOR)
        vk_problems_add(problems,
                        "%s: expected SDK %d.0 to %d.%d, found %u.%u",
                        found->path, VIV_SDK_MAJOR, VIV_SDK_MAJOR,
                        VIV_SDK_MINOR, note->sdk_major, note->sdk_minor);
}

static void check_file(const vk_plugin_kind_row *kind, vk_found *found,
                       vk_problems *problems) {
    char why[120];

    if (!found->path)
        return;
    if (vk_note_read(found->path, &found->note, why, sizeof why))
        check_note(kind, found, problems);
    else
        vk_problems_add(problems, "%s: %s", found->path, why);
}

static vk_found *find_by_name(const vk_found_list *list, const char *name) {
    for (uint32_t i = 0; i < list->count; i++)
        if (strcmp(list->rows[i].name, name) == 0)
            return &list->rows[i];
    return NULL;
}

/* Depth first: what is required is put in before. A mark of 1 is on the way.
 * Topological sort; a circle is a problem and not an endless recursion. */
static void place(const vk_found_list *from, vk_found *found,
                  vk_found_list *sorted, vk_problems *problems) {
    if (found->mark == 1)
        vk_problems_add(problems, "%s: requires itself, by way of others",
                        found->path ? found->path : found->name);
    if (found->mark)
        return;
    found->mark = 1;
    for (uint32_t i = 0; i < found->note.requires.count; i++) {
        const char *name = found->note.requires.items[i];
        vk_found *other = find_by_name(from, name);

        if (other)
            place(from, other, sorted, problems);
        else
            vk_problems_add(problems, "%s: requires '%s', which is not listed",
                            found->path, name);
    }
    found->mark = 2;
    sorted->rows[sorted->count++] = *found;
}

static void sort(vk_found_list *list, vk_problems *problems) {
    vk_found_list sorted = {calloc(list->count + 1, sizeof *sorted.rows), 0};

    if (!sorted.rows) {
        vk_problems_add(problems, "out of memory");
        return;
    }
    for (uint32_t i = 0; i < list->count; i++)
        place(list, &list->rows[i], &sorted, problems);
    free(list->rows);
    *list = sorted;
}

static void add_names(vk_words *names, const vk_words *more) {
    for (uint32_t i = 0; i < more->count; i++)
        if (!vk_words_contain(names, more->items[i]))
            vk_words_add(names, more->items[i], strlen(more->items[i]));
}

/* `*` stands for all there are, but for those taken away as `-name`. */
static void expand(const vk_words *folders, const vk_plugin_kind_row *kind,
                   vk_words *names) {
    vk_words all = {0}, kept = {0};

    if (vk_words_contain(names, "*"))
        list_all(folders, kind, &all);
    add_names(&kept, names);
    add_names(&kept, &all);
    vk_words_free(names);
    for (uint32_t i = 0; i < kept.count; i++) {
        char away[NAME_MOST + 2];

        snprintf(away, sizeof away, "-%s", kept.items[i]);
        if (*kept.items[i] != '*' && *kept.items[i] != '-' &&
            !vk_words_contain(&kept, away))
            vk_words_add(names, kept.items[i], strlen(kept.items[i]));
    }
    vk_words_free(&all);
    vk_words_free(&kept);
}

static void find_one(const vk_config *config, const vk_words *folders,
                     const vk_plugin_kind_row *kind, vk_found *row,
                     vk_problems *problems) {
    row->row = vk_ini_find(&config->ini, "vivarium", kind->list);
    if (is_name(row->name))
        find_file(folders, kind, row, problems);
    else
        problem_at(problems, row, kind->list, "is no plugin's name");
    check_file(kind, row, problems);
    vk_pins_check(config, kind->word, row, problems);
}

/* What library code needs, listed or not: all families of the installation, and
 * the built-in functions. The library's Python code may use syntax that this
 * configuration keeps from programs; such families are loaded, and withheld. */
static void list_needed(const vk_config *config, viv_plugin_kind kind,
                        vk_words *needed) {
    const vk_plugin_kind_row *facts = vk_loader_kind(kind);
    vk_words folder = {0};
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/%s", config->root, facts->folder);
    if (kind == VIV_PLUGIN_MODULE && !config->bare)
        vk_words_add(needed, "builtins", strlen("builtins"));
    else if (kind == VIV_PLUGIN_FAMILY &&
             vk_words_add(&folder, path, strlen(path)))
        list_all(&folder, facts, needed);
    vk_words_free(&folder);
}

void vk_finder_find(const vk_config *config, viv_plugin_kind kind,
                    vk_found_list *found, vk_problems *problems) {
    const vk_plugin_kind_row *facts = vk_loader_kind(kind);
    vk_words folders = {0}, names = {0}, listed = {0};

    list_folders(config, facts->folder, &folders, problems);
    vk_config_words(config, "vivarium", facts->list, "", &listed, problems);
    expand(&folders, facts, &listed);
    list_needed(config, kind, &names);
    add_names(&names, &listed);
    if (kind != VIV_PLUGIN_POLICY)
        vk_words_sort(&names);
    found->rows = calloc(names.count + 1, sizeof *found->rows);
    for (uint32_t i = 0; found->rows && i < names.count; i++) {
        vk_found *row = &found->rows[found->count];

        row->file = -1;
        row->name = strdup(names.items[i]);
        if (row->name) {
            row->listed = vk_words_contain(&listed, row->name);
            found->count++;
            find_one(config, &folders, facts, row, problems);
        }
    }
    sort(found, problems);
    vk_words_free(&folders);
    vk_words_free(&names);
    vk_words_free(&listed);
}

void vk_finder_free(vk_found_list *found) {
    for (uint32_t i = 0; i < found->count; i++) {
        free(found->rows[i].name);
        free(found->rows[i].path);
        if (found->rows[i].file >= 0)
            close(found->rows[i].file);
        vk_note_free(&found->rows[i].note);
    }
    free(found->rows);
    *found = (vk_found_list){0};
}
