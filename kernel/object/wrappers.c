/* wrappers.c - `__add__`, `__len__` and the like of built-in types: functions
 * that Python can name, made of the slots. */
#include "object/wrappers.h"

#include "object/class.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/slots.h"

/* -- operators */

#define VK_BINARY(id, spelling, method, reflected, assigning)                   \
    static viv_value call_##id(viv_vm *vm, const viv_value *args) {            \
        return vk_slots_of(vm, args[0])                                        \
            ->binary(vm, VK_OP_##id, args[0], args[1]);                        \
    }                                                                          \
    static viv_value call_r##id(viv_vm *vm, const viv_value *args) {           \
        return vk_slots_of(vm, args[0])                                        \
            ->binary(vm, VK_OP_##id, args[1], args[0]);                        \
    }                                                                          \
    static viv_value call_i##id(viv_vm *vm, const viv_value *args) {           \
        return vk_slots_of(vm, args[0])                                        \
            ->in_place(vm, VK_OP_##id, args[0], args[1]);                      \
    }
#define VK_UNARY(id, spelling, method)                                         \
    static viv_value call_##id(viv_vm *vm, const viv_value *args) {            \
        return vk_slots_of(vm, args[0])->unary(vm, VK_OP_##id, args[0]);       \
    }
#define VK_COMPARE(id, spelling, method, swapped)                              \
    static viv_value call_##id(viv_vm *vm, const viv_value *args) {            \
        return vk_slots_of(vm, args[0])                                        \
            ->compare(vm, VK_OP_##id, args[0], args[1]);                       \
    }
#include "object/operators.def"
#undef VK_BINARY
#undef VK_UNARY
#undef VK_COMPARE

/* Which operators the one slot of a kind knows: itself on the left, also on the
 * right, in place. */
#define BIT(id) (1u << VK_OP_##id)
enum {
    REAL = BIT(ADD) | BIT(SUB) | BIT(MUL) | BIT(TRUEDIV) | BIT(FLOORDIV) |
           BIT(MOD) | BIT(DIVMOD) | BIT(POW),
    LOGIC = BIT(AND) | BIT(XOR) | BIT(OR),
    WHOLE = REAL | LOGIC | BIT(LSHIFT) | BIT(RSHIFT),
    FIELD = BIT(ADD) | BIT(SUB) | BIT(MUL) | BIT(TRUEDIV) | BIT(POW),
    CHAIN = BIT(ADD) | BIT(MUL),
    SETS = LOGIC | BIT(SUB),
};

static const struct {
    uint32_t left, right, in_place;
} operators[VK_KIND_COUNT] = {
    [VK_INT] = {WHOLE, WHOLE, 0},
    [VK_BOOL] = {LOGIC, LOGIC, 0},
    [VK_FLOAT] = {REAL, REAL, 0},
    [VK_COMPLEX] = {FIELD, FIELD, 0},
    [VK_STR] = {CHAIN | BIT(MOD), BIT(MUL) | BIT(MOD), 0},
    [VK_BYTES] = {CHAIN | BIT(MOD), BIT(MUL) | BIT(MOD), 0},
    [VK_BYTEARRAY] = {CHAIN | BIT(MOD), BIT(MUL) | BIT(MOD), CHAIN},
    [VK_LIST] = {CHAIN, BIT(MUL), CHAIN},
    [VK_TUPLE] = {CHAIN, BIT(MUL), 0},
    [VK_DICT] = {BIT(OR), BIT(OR), BIT(OR)},
    [VK_MAPPING_PROXY] = {BIT(OR), BIT(OR), 0},
    [VK_DICT_KEYS] = {SETS, SETS, 0},
    [VK_DICT_ITEMS] = {SETS, SETS, 0},
    [VK_SET] = {SETS, SETS, SETS},
    [VK_FROZENSET] = {SETS, SETS, 0},
    [VK_TYPE] = {BIT(OR), BIT(OR), 0},
    [VK_GENERIC_ALIAS] = {BIT(OR), BIT(OR), 0},
    [VK_UNION] = {BIT(OR), BIT(OR), 0},
};

#define HAS(id)                                                                \
    static bool has_##id(uint32_t kind) {                                      \
        return operators[kind].left & BIT(id);                                 \
    }                                                                          \
    static bool has_r##id(uint32_t kind) {                                     \
        return operators[kind].right & BIT(id);                                \
    }                                                                          \
    static bool has_i##id(uint32_t kind) {                                     \
        return operators[kind].in_place & BIT(id) && VK_OP_##id != VK_OP_DIVMOD; \
    }
#define VK_BINARY(id, spelling, method, reflected, assigning) HAS(id)
#define VK_UNARY(id, spelling, method)
#define VK_COMPARE(id, spelling, method, swapped)
#include "object/operators.def"
#undef VK_BINARY
#undef VK_UNARY
#undef VK_COMPARE

static bool has_unary(uint32_t kind) {
    return vk_slots_table[kind]->unary != NULL;
}

static bool has_compare(uint32_t kind) {
    return vk_slots_table[kind]->compare != NULL;
}

/* -- the others */

static viv_value call_next(viv_vm *vm, viv_value self) {
    viv_value item = vk_slots_of(vm, self)->next(vm, self);

    if (!viv_is_done(item))
        return item;
    return vk_raise_stop(vm);
}

#define SELF(slot) vk_slots_of(vm, args[0])->slot(vm, args[0])
#define ARGUMENT(slot) vk_slots_of(vm, args[0])->slot(vm, args[0], args[1])
#define PAIR(slot) vk_slots_of(vm, args[0])->slot(vm, args[0], args[1], args[2])
#define DELETE(slot)                                                           \
    vk_slots_of(vm, args[0])->slot(vm, args[0], args[1], VIV_ABSENT)

static viv_value call_repr(viv_vm *vm, const viv_value *args) {
    return SELF(repr);
}
static viv_value call_str(viv_vm *vm, const viv_value *args) {
    return SELF(str);
}
static viv_value call_hash(viv_vm *vm, const viv_value *args) {
    return SELF(hash);
}
static viv_value call_truth(viv_vm *vm, const viv_value *args) {
    return SELF(truth);
}
static viv_value call_length(viv_vm *vm, const viv_value *args) {
    return SELF(length);
}
static viv_value call_get_item(viv_vm *vm, const viv_value *args) {
    return ARGUMENT(get_item);
}
static viv_value call_set_item(viv_vm *vm, const viv_value *args) {
    return PAIR(set_item);
}
static viv_value call_delete_item(viv_vm *vm, const viv_value *args) {
    return DELETE(set_item);
}
static viv_value call_contains(viv_vm *vm, const viv_value *args) {
    return ARGUMENT(contains);
}
static viv_value call_iterate(viv_vm *vm, const viv_value *args) {
    return SELF(iterate);
}
static viv_value call_next_item(viv_vm *vm, const viv_value *args) {
    return call_next(vm, args[0]);
}
static viv_value call_get(viv_vm *vm, const viv_value *args) {
    return PAIR(descriptor_get);
}
static viv_value call_set(viv_vm *vm, const viv_value *args) {
    return PAIR(descriptor_set);
}
static viv_value call_delete(viv_vm *vm, const viv_value *args) {
    return DELETE(descriptor_set);
}

#define PRESENT(slot)                                                          \
    static bool present_##slot(uint32_t kind) {                                \
        return vk_slots_table[kind]->slot != NULL;                             \
    }
PRESENT(repr)
PRESENT(str)
PRESENT(hash)
PRESENT(truth)
PRESENT(length)
PRESENT(get_item)
PRESENT(set_item)
PRESENT(contains)
PRESENT(iterate)
PRESENT(next)
PRESENT(descriptor_get)
PRESENT(descriptor_set)

const vk_wrapper_row vk_wrapper_rows[] = {
#define VK_BINARY(id, spelling, method, reflected, assigning)                   \
    {VK_SPECIAL_##id, has_##id,                                                \
     {#method "(self, value, /)", call_##id, "Return self" spelling "value."}}, \
    {VK_SPECIAL_R##id, has_r##id,                                              \
     {#reflected "(self, value, /)", call_r##id,                               \
      "Return value" spelling "self."}},                                       \
    {VK_SPECIAL_I##id, has_i##id,                                              \
     {#assigning "(self, value, /)", call_i##id,                                \
      "Return self" spelling "=value."}},
#define VK_UNARY(id, spelling, method)                                         \
    {VK_SPECIAL_##id, has_unary,                                               \
     {#method "(self, /)", call_##id, spelling "self"}},
#define VK_COMPARE(id, spelling, method, swapped)                              \
    {VK_SPECIAL_##id, has_compare,                                             \
     {#method "(self, value, /)", call_##id, "Return self" spelling "value."}},
#include "object/operators.def"
#undef VK_BINARY
#undef VK_UNARY
#undef VK_COMPARE
    {VK_SPECIAL_REPR, present_repr,
     {"__repr__(self, /)", call_repr, "Return repr(self)."}},
    {VK_SPECIAL_STR, present_str,
     {"__str__(self, /)", call_str, "Return str(self)."}},
    {VK_SPECIAL_HASH, present_hash,
     {"__hash__(self, /)", call_hash, "Return hash(self)."}},
    {VK_SPECIAL_BOOL, present_truth,
     {"__bool__(self, /)", call_truth, "True if self else False"}},
    {VK_SPECIAL_LEN, present_length,
     {"__len__(self, /)", call_length, "Return len(self)."}},
    {VK_SPECIAL_GETITEM, present_get_item,
     {"__getitem__(self, key, /)", call_get_item, "Return self[key]."}},
    {VK_SPECIAL_SETITEM, present_set_item,
     {"__setitem__(self, key, value, /)", call_set_item,
      "Set self[key] to value."}},
    {VK_SPECIAL_DELITEM, present_set_item,
     {"__delitem__(self, key, /)", call_delete_item, "Delete self[key]."}},
    {VK_SPECIAL_CONTAINS, present_contains,
     {"__contains__(self, key, /)", call_contains, "Return key in self."}},
    {VK_SPECIAL_ITER, present_iterate,
     {"__iter__(self, /)", call_iterate, "Implement iter(self)."}},
    {VK_SPECIAL_NEXT, present_next,
     {"__next__(self, /)", call_next_item, "Implement next(self)."}},
    {VK_SPECIAL_GET, present_descriptor_get,
     {"__get__(self, instance, owner=None, /)", call_get,
      "Return an attribute of instance, which is of type owner."}},
    {VK_SPECIAL_SET, present_descriptor_set,
     {"__set__(self, instance, value, /)", call_set,
      "Set an attribute of instance to value."}},
    {VK_SPECIAL_DELETE, present_descriptor_set,
     {"__delete__(self, instance, /)", call_delete,
      "Delete an attribute of instance."}},
};

const uint32_t vk_wrapper_count =
    sizeof vk_wrapper_rows / sizeof *vk_wrapper_rows;
