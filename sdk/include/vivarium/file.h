/* file.h - files of the host, for modules: beneath the folders of [files], for
 * programs with the capability `files`.
 *
 * A file is an int that means something to these functions only, whatever the
 * program makes of it. Functions that return a viv_value raise OSError, or the
 * class of it that fits.
 */
#ifndef VIVARIUM_FILE_H
#define VIVARIUM_FILE_H

#include <vivarium/value.h>
#include <vivarium/version.h>

typedef enum viv_file_access {
    VIV_FILE_READ = 1,
    VIV_FILE_WRITE = 2,
    VIV_FILE_APPEND = 4, /* each write goes to the end */
    VIV_FILE_CREATE = 8, /* if it is not there */
    VIV_FILE_NEW = 16,   /* it must not be there */
    VIV_FILE_EMPTY = 32, /* what is in it goes */
} viv_file_access;

/* The path is a str or bytes. Whatever changes a file is writing, also without
 * VIV_FILE_WRITE; all else is reading. The file is closed with [owner], an object of the
 * module, if not before. */
VIV_API viv_value viv_file_open(viv_vm *vm, viv_value owner, viv_value path,
                                uint32_t access);
/* Up to [size] bytes, fewer at the end only; negative: all that are left. */
VIV_API viv_value viv_file_read(viv_vm *vm, viv_value file, int64_t size);
/* All of the bytes; returns their number. */
VIV_API viv_value viv_file_write(viv_vm *vm, viv_value file, viv_value bytes);
/* The new position; [whence] as in lseek(): 0, 1 or 2. */
VIV_API viv_value viv_file_seek(viv_vm *vm, viv_value file, int64_t offset,
                                int whence);
VIV_API viv_value viv_file_truncate(viv_vm *vm, viv_value file, int64_t size);
/* Closing what is closed does nothing. */
VIV_API viv_value viv_file_close(viv_vm *vm, viv_value file);

#endif
