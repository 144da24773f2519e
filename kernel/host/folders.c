/* folders.c - finds Python files below folders, without following links.
 *
 * The classic hole of such searches is a path built from a name: "../../etc", a
 * symbolic link, a race between check and open. Here each part of the name is
 * opened relative to the folder before it (openat), without following links;
 * what is checked is the open file.
 */
#include "host/folders.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PART_BYTES = 200, SIZE_MOST = 64 << 20 };

static const char *open_folder(vk_folders *folders, char *real) {
    int file = open(real, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (file < 0)
        return strerror(errno);
    folders->paths[folders->count] = real;
    folders->files[folders->count++] = file;
    return NULL;
}

const char *vk_folders_add(vk_folders *folders, const char *path) {
    const char *wrong;

    if (*path != '/')
        return "expected an absolute path";
    if (folders->count == VK_FOLDERS_MOST)
        return "too many folders";
    char *real = realpath(path, NULL);

    if (!real)
        return strerror(errno);
    wrong = open_folder(folders, real);
    if (wrong)
        free(real);
    return wrong;
}

void vk_folders_close(vk_folders *folders) {
    for (uint32_t i = 0; i < folders->count; i++) {
        free(folders->paths[i]);
        close(folders->files[i]);
    }
    folders->count = 0;
}

bool vk_folders_copy(vk_folders *to, const vk_folders *from) {
    to->full_names = from->full_names;
    for (uint32_t i = 0; i < from->count; i++)
        if (vk_folders_add(to, from->paths[i]))
            return false;
    return true;
}

bool vk_folders_cover(const vk_folders *folders, const char *path) {
    char *real = realpath(path, NULL);
    bool covered = false;

    for (uint32_t i = 0; real && i < folders->count && !covered; i++) {
        size_t length = strlen(folders->paths[i]);

        if (length == 1) /* the root */
            length = 0;
        covered = strncmp(folders->paths[i], real, length) == 0 &&
                  (real[length] == 0 || real[length] == '/');
    }
    free(real);
    return covered;
}

/* -- one step down */

static int step(int folder, const char *name) {
    return openat(folder, name,
                  O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* For vetted modules: what others can write must not get more rights. */
static bool is_loose(int file) {
    struct stat facts;

    return fstat(file, &facts) != 0 ||
           (facts.st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

/* A regular file, or -1. O_NONBLOCK and the check for a regular file: a FIFO or
 * device in the folder must not block the host or be read. */
static int open_source(int folder, const char *name, vk_module_file *found) {
    struct stat facts;
    int file = openat(folder, name,
                      O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

    if (file < 0)
        return -1;
    if (fstat(file, &facts) == 0 && S_ISREG(facts.st_mode) &&
        facts.st_size <= SIZE_MOST) {
        found->size = (uint32_t)facts.st_size;
        found->loose = is_loose(file) || is_loose(folder);
        return file;
    }
    close(file);
    return -1;
}

/* The next part of a dotted name; false: it is none that a file can have. */
static bool next_part(const char **name, char *part) {
    size_t length = strcspn(*name, ".");

    if (length == 0 || length > PART_BYTES - 20 ||
        memchr(*name, '/', length) != NULL)
        return false;
    memcpy(part, *name, length);
    part[length] = 0;
    *name += length + ((*name)[length] == '.');
    return true;
}

static void set_path(vk_module_file *found, const char *parents,
                     const char *part, const char *end) {
    snprintf(found->path, sizeof found->path, "%s%s%s", parents, part, end);
}

/* NAME/__init__.py, else NAME.py, else NAME/. */
static void find_last(int folder, const char *parents, const char *part,
                      vk_module_file *found) {
    char file[PART_BYTES];
    int inner = step(folder, part);

    found->file = inner < 0 ? -1
                            : open_source(inner, "__init__.py", found);
    if (found->file >= 0) {
        found->kind = VK_MODULE_PACKAGE;
        set_path(found, parents, part, "/__init__.py");
    } else {
        snprintf(file, sizeof file, "%s.py", part);
        found->file = open_source(folder, file, found);
        found->kind = found->file >= 0 ? VK_MODULE_FILE
                      : inner >= 0     ? VK_MODULE_FOLDER
                                       : VK_MODULE_NONE;
        set_path(found, parents, part, found->file >= 0 ? ".py" : "");
    }
    if (inner >= 0)
        close(inner);
}

static void find_below(const vk_folders *folders, uint32_t index,
                       const char *name, vk_module_file *found) {
    char part[PART_BYTES], parents[VK_MODULE_PATH_BYTES] = "";
    int folder = dup(folders->files[index]);

    if (folders->full_names &&
        strlen(folders->paths[index]) + 20 < sizeof parents)
        sprintf(parents, "%s/", folders->paths[index]);

    while (folder >= 0 && next_part(&name, part)) {
        size_t used = strlen(parents);
        int inner;

        if (*name == 0) {
            find_last(folder, parents, part, found);
            break;
        }
        if (used + strlen(part) + 20 > sizeof parents)
            break;
        sprintf(parents + used, "%s/", part);
        inner = step(folder, part);
        close(folder);
        folder = inner;
    }
    if (folder >= 0)
        close(folder);
}

/* A file in a later folder comes before a folder without a file in an
 * earlier. */
void vk_folders_find(const vk_folders *folders, const char *name,
                     vk_module_file *found) {
    vk_module_file bare = {.kind = VK_MODULE_NONE, .file = -1};

    *found = bare;
    for (uint32_t i = 0; i < folders->count; i++) {
        *found = (vk_module_file){.kind = VK_MODULE_NONE, .file = -1};
        find_below(folders, i, name, found);
        if (found->file >= 0)
            return;
        if (found->kind == VK_MODULE_FOLDER && bare.kind == VK_MODULE_NONE)
            bare = *found;
    }
    *found = bare;
}

bool vk_folders_has(const vk_folders *folders, const char *name) {
    vk_module_file found;

    vk_folders_find(folders, name, &found);
    if (found.file >= 0)
        close(found.file);
    return found.kind != VK_MODULE_NONE;
}
