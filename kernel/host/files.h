/* files.h - the files that programs may open: beneath the folders of [files],
 * and nowhere else.
 *
 * A path is resolved by the system below the open folder (openat2,
 * RESOLVE_BENEATH): neither `..` nor a link leads out of it. Only regular files
 * are opened.
 */
#ifndef VK_HOST_FILES_H
#define VK_HOST_FILES_H

#include <vivarium/file.h>
#include <vivarium/setting.h>

#include "host/config.h"

enum { VK_FILE_ROOTS_MOST = 32, VK_FILE_PATH_MOST = 4000 };

typedef struct vk_file_root {
    char *path; /* resolved, absolute */
    int folder; /* open */
    bool writable;
} vk_file_root;

typedef struct vk_files {
    viv_words read, write;   /* of the section, as they are written there */
    uint64_t bytes, open;    /* what one program may write; files it may have
                                open */
    vk_file_root roots[VK_FILE_ROOTS_MOST];
    uint32_t count;
} vk_files;

extern const viv_table vk_files_settings;

/* Opens the folders that the section names. */
void vk_files_start(vk_files *files, const vk_config *config,
                    vk_problems *problems);
void vk_files_end(vk_files *files);

/* A descriptor, or the negative number of the error. [access]: viv_file_access.
 * An absolute path lies beneath one of the folders; any other is looked for in
 * all of them that allow the access. */
int vk_files_open(const vk_files *files, const char *path, uint32_t access);

#endif
