/* io.c - the `io` module: files of the host. All else is in Python. */
#include <vivarium.h>

enum { FILE_SLOT };

static viv_value file_new(viv_vm *vm, const viv_value *args) {
    viv_value self = viv_new(vm, args[0]), file;

    VIV_TRY(self);
    file = viv_file_open(vm, self, args[1], (uint32_t)viv_to_int(vm, args[2]));
    VIV_TRY(file);
    viv_set_slot(vm, self, FILE_SLOT, file);
    return self;
}

static viv_value file_read(viv_vm *vm, const viv_value *args) {
    return viv_file_read(vm, viv_slot(vm, args[0], FILE_SLOT),
                         viv_to_int(vm, args[1]));
}

static viv_value file_write(viv_vm *vm, const viv_value *args) {
    return viv_file_write(vm, viv_slot(vm, args[0], FILE_SLOT), args[1]);
}

static viv_value file_seek(viv_vm *vm, const viv_value *args) {
    int64_t whence = viv_to_int(vm, args[2]);

    return viv_file_seek(vm, viv_slot(vm, args[0], FILE_SLOT),
                         viv_to_int(vm, args[1]),
                         whence >= 0 && whence <= 2 ? (int)whence : -1);
}

static viv_value file_truncate(viv_vm *vm, const viv_value *args) {
    return viv_file_truncate(vm, viv_slot(vm, args[0], FILE_SLOT),
                             viv_to_int(vm, args[1]));
}

static viv_value file_close(viv_vm *vm, const viv_value *args) {
    return viv_file_close(vm, viv_slot(vm, args[0], FILE_SLOT));
}

static const viv_function file_methods[] = {
    {"__new__(cls, path, access: ssize)", file_new, NULL},
    {"read(self, size: ssize, /)", file_read, NULL},
    {"write(self, data: Buffer, /)", file_write, NULL},
    {"seek(self, offset: ssize, whence: ssize, /)", file_seek, NULL},
    {"truncate(self, size: ssize, /)", file_truncate, NULL},
    {"close(self)", file_close, NULL},
};

static const viv_type io_types[] = {
    {.name = "_File",
     .doc = "An open file of the host.",
     .slots = 1,
     .flags = VIV_TYPE_FINAL | VIV_TYPE_HIDDEN,
     .methods = VIV_TABLE(file_methods)},
};

VIV_MODULE(io) {
    .doc = "Streams in memory and in files.",
    .types = VIV_TABLE(io_types),
};
