/* file.c - SDK: files of the host, as handles. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vivarium/file.h>
#include <vivarium/object.h>

#include "host/files.h"
#include "host/guard.h"
#include "host/sandbox.h"
#include "memory/handle.h"
#include "object/bytes.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/number.h"
#include "object/str.h"

/* What is read or written between two looks at the deadline. */
enum { PIECE_BYTES = 1 << 20, BYTES_FOR_A_UNIT = 32 };

typedef struct open_file {
    int file;
    int flags; /* to open it once more */
} open_file;

static void file_release(void *resource) {
    close(((open_file *)resource)->file);
}

/* At the same place; from there on each of them moves alone. */
static bool file_copy(void *to, const void *from) {
    const open_file *self = from;
    char path[40];

    snprintf(path, sizeof path, "/proc/self/fd/%d", self->file);
    int file = open(path, self->flags | O_CLOEXEC);

    if (file < 0)
        return false;
    lseek(file, lseek(self->file, 0, SEEK_CUR), SEEK_SET);
    ((open_file *)to)->file = file;
    return true;
}

static const viv_handle_kind file_kind = {
    .size = sizeof file_kind,
    .name = "an open file",
    .release = file_release,
    .copy = file_copy,
};

/* The descriptor; -1: raised, since it is closed, or no file. */
static int descriptor(viv_vm *vm, viv_value file) {
    int64_t id = vk_is_int(vm, file) ? vk_int_clipped(vm, file) : 0;
    const open_file *self = vk_handle_get(vm, (vk_handle_id)id, &file_kind);

    if (self)
        return self->file;
    vk_raise_os(vm, EBADF, VIV_ABSENT);
    return -1;
}

/* -- opening */

/* The bytes of a path; false: raised. */
static bool read_path(viv_vm *vm, viv_value path, char *text, size_t size) {
    uint32_t length;

    if (vk_is(vm, path, VK_BYTES)) {
        vk_text bytes = vk_bytes_text(vm, path);

        length = bytes.length;
        if (length < size)
            memcpy(text, bytes.data, length);
        text[length < size ? length : 0] = 0;
    } else {
        length = vk_str_utf8(vm, path, text, (uint32_t)size);
    }
    if (length >= size)
        vk_raise_os(vm, ENAMETOOLONG, path);
    else if (strlen(text) != length)
        vk_raise(vm, VIV_ValueError, "embedded null byte");
    else
        return true;
    return false;
}

/* "r", "w", "rw": what a policy is asked about. */
static const char *mode_name(uint32_t access) {
    static const char *const names[] = {"", "r", "w", "rw"};

    return names[access & 3];
}

static bool is_allowed(viv_vm *vm, const char *path, uint32_t access) {
    if (vk_guard(vm, VIV_ASK_capability, "builtins",
                 viv_capability_name(VIV_CAP_files)) &&
        vk_guard(vm, VIV_ASK_file, path, mode_name(access)))
        return true;
    vk_raise(vm, VIV_PermissionError, "%s", vk_guard_reason(vm));
    return false;
}

/* All that changes a file is writing, whether it says so or not (O_RDONLY with
 * O_TRUNC empties a file), and the rest is reading: what is asked of the
 * policies and of the folders is what will be done. */
static uint32_t honest(uint32_t access) {
    const uint32_t changes = VIV_FILE_WRITE | VIV_FILE_APPEND |
                             VIV_FILE_CREATE | VIV_FILE_NEW | VIV_FILE_EMPTY;

    return access & changes ? access | VIV_FILE_WRITE : VIV_FILE_READ;
}

static int access_flags(uint32_t access) {
    int flags = access & VIV_FILE_APPEND ? O_APPEND : 0;

    return flags | (!(access & VIV_FILE_WRITE)  ? O_RDONLY
                    : !(access & VIV_FILE_READ) ? O_WRONLY
                                                : O_RDWR);
}

static viv_value adopt(viv_vm *vm, viv_value owner, int file, int flags) {
    vk_handle_id id = vk_handle_new(vm, &file_kind, sizeof(open_file), owner);

    if (id == 0) {
        close(file);
        return VIV_RAISE;
    }
    *(open_file *)vk_handle_get(vm, id, &file_kind) = (open_file){file, flags};
    return vk_int_unsigned(vm, id);
}

viv_value viv_file_open(viv_vm *vm, viv_value owner, viv_value path,
                        uint32_t access) {
    const vk_files *files = &vk_runtime(vm)->files;
    char text[VK_FILE_PATH_MOST];
    int file;

    access = honest(access);
    if (!read_path(vm, path, text, sizeof text) || !vk_charge(vm, 1000) ||
        !is_allowed(vm, text, access))
        return VIV_RAISE;
    if (files->open != 0 && vk_handle_count(vm, &file_kind) >= files->open)
        return vk_raise_os(vm, EMFILE, path);
    file = vk_files_open(files, text, access);
    return file < 0 ? vk_raise_os(vm, -file, path)
                    : adopt(vm, owner, file, access_flags(access));
}

/* -- reading and writing */

/* Reads until [size] bytes are there or the file ends; -1: raised. */
static int64_t fill(viv_vm *vm, int file, char *to, uint64_t size) {
    uint64_t done = 0;

    while (done < size) {
        uint64_t piece = size - done < PIECE_BYTES ? size - done : PIECE_BYTES;
        ssize_t got;

        if (!vk_charge(vm, piece / BYTES_FOR_A_UNIT + 100))
            return -1;
        got = read(file, to + done, piece);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            vk_raise_os(vm, errno, VIV_ABSENT);
            return -1;
        }
        if (got == 0)
            break;
        done += (uint64_t)got;
    }
    return (int64_t)done;
}

/* How many bytes there are from here on; it may grow meanwhile. */
static int64_t rest_of(int file) {
    struct stat facts;
    off_t at = lseek(file, 0, SEEK_CUR);

    if (at < 0 || fstat(file, &facts) != 0 || facts.st_size <= at)
        return 0;
    return facts.st_size - at;
}

viv_value viv_file_read(viv_vm *vm, viv_value file, int64_t size) {
    int number = descriptor(vm, file);
    int64_t rest, got;
    viv_value made;

    if (number < 0)
        return VIV_RAISE;
    rest = rest_of(number);
    if (size < 0 || size > rest)
        size = rest;
    if (size >= (int64_t)UINT32_MAX / 2 || !vk_heap_admits(vm, (uint64_t)size))
        return vk_raise_memory(vm);
    made = vk_bytes_new(vm, (uint32_t)size);
    VIV_TRY(made);
    got = fill(vm, number, vk_bytes_writable(vm, made), (uint64_t)size);
    if (got < 0)
        return VIV_RAISE;
    return got == size ? made
                       : vk_bytes_from(vm, vk_bytes_writable(vm, made),
                                       (uint32_t)got);
}

/* The program's share of the disk; false: raised. */
static bool admit(viv_vm *vm, uint64_t bytes) {
    viv_sandbox *sandbox = vk_sandbox_of(vm);
    uint64_t most = vk_runtime(vm)->files.bytes;

    if (most != 0 && (bytes > most || sandbox->file_bytes > most - bytes)) {
        vk_raise_os(vm, ENOSPC, VIV_ABSENT);
        return false;
    }
    sandbox->file_bytes += bytes;
    return true;
}

static bool drain(viv_vm *vm, int file, const char *from, uint64_t size) {
    uint64_t done = 0;

    while (done < size) {
        uint64_t piece = size - done < PIECE_BYTES ? size - done : PIECE_BYTES;
        ssize_t put;

        if (!vk_charge(vm, piece / BYTES_FOR_A_UNIT + 100))
            return false;
        put = write(file, from + done, piece);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0) {
            vk_raise_os(vm, errno, VIV_ABSENT);
            return false;
        }
        done += (uint64_t)put;
    }
    return true;
}

viv_value viv_file_write(viv_vm *vm, viv_value file, viv_value bytes) {
    int number = descriptor(vm, file);
    uint32_t length;
    vk_text text;

    if (number < 0)
        return VIV_RAISE;
    if (!vk_bytes_like(vm, bytes, &text))
        return vk_raise(vm, VIV_TypeError,
                        "a bytes-like object is required, not '%T'", bytes);
    length = vk_span(vk_offset(vm, text.data), text.length);
    if (!admit(vm, length) || !drain(vm, number, text.data, length))
        return VIV_RAISE;
    return viv_small_int(length);
}

viv_value viv_file_seek(viv_vm *vm, viv_value file, int64_t offset,
                        int whence) {
    static const int from[] = {SEEK_SET, SEEK_CUR, SEEK_END};
    int number = descriptor(vm, file);
    off_t at;

    if (number < 0)
        return VIV_RAISE;
    at = whence < 0 || whence > 2 ? (errno = EINVAL, -1)
                                  : lseek(number, offset, from[whence]);
    return at < 0 ? vk_raise_os(vm, errno, VIV_ABSENT) : viv_int(vm, at);
}

/* What a longer file is filled up with counts as written. */
viv_value viv_file_truncate(viv_vm *vm, viv_value file, int64_t size) {
    int number = descriptor(vm, file);
    struct stat facts;

    if (number < 0)
        return VIV_RAISE;
    if (fstat(number, &facts) != 0)
        return vk_raise_os(vm, errno, VIV_ABSENT);
    if (size > facts.st_size &&
        !admit(vm, (uint64_t)size - (uint64_t)facts.st_size))
        return VIV_RAISE;
    if (ftruncate(number, size) != 0)
        return vk_raise_os(vm, errno, VIV_ABSENT);
    return viv_int(vm, size);
}

viv_value viv_file_close(viv_vm *vm, viv_value file) {
    if (vk_is_int(vm, file))
        vk_handle_release(vm, (vk_handle_id)vk_int_clipped(vm, file),
                          &file_kind);
    return VIV_NONE;
}
