/* files.c - opening files beneath the folders of [files]. */
#include "host/files.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const viv_setting settings[] = {
    VIV_WORDS(vk_files, read, "", "Folders whose files can be read."),
    VIV_WORDS(vk_files, write, "", "Folders whose files can be written, too."),
    VIV_SIZE(vk_files, bytes, "64M", "Bytes that a program may write."),
    VIV_SIZE(vk_files, open, "32", "Files that a program may have open."),
};

const viv_table vk_files_settings = VIV_TABLE(settings);

/* -- folders */

static const char *add_root(vk_files *files, const char *path, bool writable) {
    vk_file_root *root = &files->roots[files->count];

    if (files->count == VK_FILE_ROOTS_MOST)
        return "too many folders";
    if (*path != '/')
        return "is no absolute path";
    root->path = realpath(path, NULL);
    if (!root->path)
        return strerror(errno);
    root->folder = open(root->path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (root->folder < 0) {
        free(root->path);
        return strerror(errno);
    }
    root->writable = writable;
    files->count++;
    return NULL;
}

static void add_roots(vk_files *files, const vk_config *config,
                      const char *key, vk_problems *problems) {
    bool writable = strcmp(key, "write") == 0;
    const viv_words *paths = writable ? &files->write : &files->read;

    for (uint32_t i = 0; i < paths->count; i++) {
        const char *wrong = add_root(files, paths->items[i], writable);

        if (wrong)
            vk_ini_problem(problems, vk_ini_find(&config->ini, "files", key),
                           "%s: %s", paths->items[i], wrong);
    }
}

static int open_beneath(int folder, const char *path, uint64_t flags) {
    struct open_how how = {
        .flags = flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK,
        .mode = flags & O_CREAT ? 0666 : 0,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
    };
    long file;

    do
        file = syscall(SYS_openat2, folder, path, &how, sizeof how);
    while (file < 0 && (errno == EINTR || errno == EAGAIN));
    return file < 0 ? -errno : (int)file;
}

void vk_files_start(vk_files *files, const vk_config *config,
                    vk_problems *problems) {
    int file;

    add_roots(files, config, "read", problems);
    add_roots(files, config, "write", problems);
    if (files->count == 0)
        return;
    file = open_beneath(files->roots[0].folder, ".", O_DIRECTORY);
    if (file >= 0)
        close(file);
    else
        vk_problems_add(problems, "[files]: this system has no openat2: %s",
                        strerror(-file));
}

void vk_files_end(vk_files *files) {
    for (uint32_t i = 0; i < files->count; i++) {
        close(files->roots[i].folder);
        free(files->roots[i].path);
    }
    files->count = 0;
}

/* -- files */

static uint64_t flags_of(uint32_t access) {
    static const struct {
        uint32_t access;
        uint64_t flag;
    } rows[] = {
        {VIV_FILE_CREATE, O_CREAT},
        {VIV_FILE_NEW, O_CREAT | O_EXCL},
        {VIV_FILE_EMPTY, O_TRUNC},
        {VIV_FILE_APPEND, O_APPEND},
    };
    uint64_t flags = !(access & VIV_FILE_WRITE)  ? O_RDONLY
                     : !(access & VIV_FILE_READ) ? O_WRONLY
                                                 : O_RDWR;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (access & rows[i].access)
            flags |= rows[i].flag;
    return flags;
}

/* What lies beneath a root is not all files. */
static int check_regular(int file) {
    struct stat facts;
    int error = 0;

    if (fstat(file, &facts) != 0)
        error = errno;
    else if (S_ISDIR(facts.st_mode))
        error = EISDIR;
    else if (!S_ISREG(facts.st_mode))
        error = EACCES;
    if (error == 0)
        return file;
    close(file);
    return -error;
}

/* The part of an absolute path below the root; NULL: it is not beneath it. */
static const char *below(const vk_file_root *root, const char *path) {
    size_t length = strlen(root->path);

    if (strncmp(path, root->path, length) != 0)
        return NULL;
    path += length;
    if (length > 1 && *path != '/' && *path != 0)
        return NULL;
    path += strspn(path, "/");
    return *path ? path : ".";
}

/* Leaving the root is what must not be. */
static int open_in(const vk_file_root *root, const char *path,
                   uint32_t access) {
    int file = open_beneath(root->folder, path, flags_of(access));

    if (file == -EXDEV)
        return -EACCES;
    return file < 0 ? file : check_regular(file);
}

/* The next folder is looked in only where this one has no such file. */
int vk_files_open(const vk_files *files, const char *path, uint32_t access) {
    int file = -EACCES;

    for (uint32_t i = 0; i < files->count; i++) {
        const vk_file_root *root = &files->roots[i];
        const char *inner = *path == '/' ? below(root, path) : path;

        if (!inner || (access & VIV_FILE_WRITE && !root->writable))
            continue;
        file = open_in(root, inner, access);
        if (file != -ENOENT)
            break;
    }
    return file;
}
