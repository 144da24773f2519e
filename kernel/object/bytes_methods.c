/* bytes_methods.c - the methods of bytes. */
#include "object/bytes_methods.h"

#include "object/bytes_table.h"
#include "object/list.h"
#include "object/piece.h"

static viv_value bytes_bytes(viv_vm *vm, const viv_value *args) {
    return vk_piece_same(vm, args[0]);
}

static viv_value bytes_getnewargs(viv_vm *vm, const viv_value *args) {
    viv_value plain = vk_piece_same(vm, args[0]);

    VIV_TRY(plain);
    return vk_tuple_from(vm, &plain, 1);
}

const viv_function vk_bytes_methods[] = {
    {"__new__(cls, source=..., encoding: str = ..., errors: str = ...)",
     vk_bytes_construct, "Create and return a new object."},
    {"__bytes__(self, /)", bytes_bytes,
     "Convert this value to exact type bytes."},
    {"__getnewargs__(self, /)", bytes_getnewargs, ""},
    VK_BYTES_TABLE,
    {0},
};
