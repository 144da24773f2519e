/* folders.h - Python files that a program may import: looked for below the
 * folders of `[modules] path`, and nowhere else.
 *
 * Each part of a module's name is one step down from an open folder. A step is
 * never a link, and a name has no part that leads up.
 */
#ifndef VK_HOST_FOLDERS_H
#define VK_HOST_FOLDERS_H

#include <vivarium/value.h>

#include "host/problems.h"
#include "host/words.h"

enum { VK_FOLDERS_MOST = 16, VK_MODULE_PATH_BYTES = 1000 };

typedef struct vk_folders {
    char *paths[VK_FOLDERS_MOST]; /* resolved */
    int files[VK_FOLDERS_MOST];   /* open */
    uint32_t count;
    bool full_names; /* files are named with their folder */
} vk_folders;

typedef enum vk_module_kind {
    VK_MODULE_NONE,
    VK_MODULE_FILE,    /* name.py */
    VK_MODULE_PACKAGE, /* name/__init__.py */
    VK_MODULE_FOLDER,  /* name/ without one: its modules can be imported */
} vk_module_kind;

typedef struct vk_module_file {
    vk_module_kind kind;
    int file;       /* open for reading, but for a folder: -1 */
    uint32_t size;
    bool loose;     /* others than its owner can write to it */
    char path[VK_MODULE_PATH_BYTES]; /* as programs see it: "pkg/mod.py" */
} vk_module_file;

/* Adds a folder. NULL, or what is wrong with it. */
const char *vk_folders_add(vk_folders *folders, const char *path);
void vk_folders_close(vk_folders *folders);
/* [path] is one of the folders, or lies beneath one. */
bool vk_folders_cover(const vk_folders *folders, const char *path);
/* The same folders, opened again. False: out of files. */
bool vk_folders_copy(vk_folders *to, const vk_folders *from);

/* Finds the module of that dotted name. The caller closes the file. */
void vk_folders_find(const vk_folders *folders, const char *name,
                     vk_module_file *found);
bool vk_folders_has(const vk_folders *folders, const char *name);

#endif
