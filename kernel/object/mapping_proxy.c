/* mapping_proxy.c - mappingproxy: a mapping that cannot be changed through it.
 *
 * A foreign operand of == or | never gets the mapping itself, which would let
 * it change what the proxy protects, but a copy.
 */
#include "object/dict.h"

#include <vivarium/function.h>

#include "memory/heap.h"
#include "object/error.h"
#include "object/iterator.h"
#include "object/number.h"
#include "object/str.h"

static viv_value mapping_of(viv_vm *vm, viv_value self) {
    VK_CHECK(vm, vk_is(vm, self, VK_MAPPING_PROXY));
    return ((const vk_dict_view_object *)vk_object(vm, self))->dict;
}

viv_value vk_mapping_proxy_new(viv_vm *vm, viv_value mapping) {
    vk_dict_view_object *self = vk_new(vm, VK_MAPPING_PROXY, sizeof *self);

    if (!self)
        return VIV_RAISE;
    self->dict = mapping;
    return vk_reference(vm, self);
}

static bool has_special(viv_vm *vm, viv_value object, const char *method) {
    viv_value name = vk_str_intern_utf8(vm, method, (uint32_t)strlen(method));

    return !viv_is_jump(name) &&
           !viv_is_absent(vk_find_special(vm, object, name));
}

static viv_value mapping_proxy_new(viv_vm *vm, const viv_value *args) {
    if (vk_is(vm, args[1], VK_LIST) || vk_is(vm, args[1], VK_TUPLE) ||
        !has_special(vm, args[1], "__getitem__"))
        return vk_raise(vm, VIV_TypeError,
                        "mappingproxy() argument must be a mapping, not %T",
                        args[1]);
    return vk_mapping_proxy_new(vm, args[1]);
}

/* -- methods: those of the mapping */

static viv_value forward(viv_vm *vm, const viv_value *args, const char *method,
                         uint32_t count) {
    viv_value name = vk_str_intern_utf8(vm, method, (uint32_t)strlen(method));
    viv_value bound;

    VIV_TRY(name);
    bound = vk_get_attribute(vm, mapping_of(vm, args[0]), name);
    VIV_TRY(bound);
    return vk_tail_call(vm, bound, args + 1, count);
}

static viv_value mapping_proxy_get(viv_vm *vm, const viv_value *args) {
    return forward(vm, args, "get", 2);
}

static viv_value mapping_proxy_keys(viv_vm *vm, const viv_value *args) {
    return forward(vm, args, "keys", 0);
}

static viv_value mapping_proxy_values(viv_vm *vm, const viv_value *args) {
    return forward(vm, args, "values", 0);
}

static viv_value mapping_proxy_items(viv_vm *vm, const viv_value *args) {
    return forward(vm, args, "items", 0);
}

static viv_value mapping_proxy_copy(viv_vm *vm, const viv_value *args) {
    return forward(vm, args, "copy", 0);
}

static viv_value mapping_proxy_reversed(viv_vm *vm, const viv_value *args) {
    return vk_reversed_new(vm, mapping_of(vm, args[0]));
}

/* -- slots */

static void mapping_proxy_trace(vk_marker *marker, void *object) {
    vk_mark(marker, ((vk_dict_view_object *)object)->dict);
}

static viv_value mapping_proxy_repr(viv_vm *vm, viv_value self) {
    viv_value text;
    vk_str_builder result;

    if (!vk_enter_native(vm))
        return VIV_RAISE;
    text = vk_repr(vm, mapping_of(vm, self));
    VIV_TRY(text);
    vk_str_build(&result, vm);
    vk_str_add_text(&result, "mappingproxy(");
    vk_str_add(&result, text);
    vk_str_add_text(&result, ")");
    return vk_str_finish(&result);
}

static viv_value mapping_proxy_str(viv_vm *vm, viv_value self) {
    return vk_str(vm, mapping_of(vm, self));
}

static viv_value mapping_proxy_hash(viv_vm *vm, viv_value self) {
    uint64_t hash;

    if (!vk_hash(vm, mapping_of(vm, self), &hash))
        return VIV_RAISE;
    return vk_int(vm, (int64_t)hash);
}

static viv_value mapping_proxy_length(viv_vm *vm, viv_value self) {
    int64_t length = vk_length(vm, mapping_of(vm, self));

    return length < 0 ? VIV_RAISE : viv_small_int(length);
}

static viv_value mapping_proxy_get_item(viv_vm *vm, viv_value self,
                                        viv_value key) {
    return vk_get_item(vm, mapping_of(vm, self), key);
}

static viv_value mapping_proxy_contains(viv_vm *vm, viv_value self,
                                        viv_value key) {
    int found = vk_contains(vm, mapping_of(vm, self), key);

    return found < 0 ? VIV_RAISE : viv_bool(found);
}

static viv_value mapping_proxy_iterate(viv_vm *vm, viv_value self) {
    return vk_iterate(vm, mapping_of(vm, self));
}

/* The mapping behind [value], or [value]; a copy of it where [other] could be
 * more than a plain dict. */
static viv_value operand(viv_vm *vm, viv_value value, viv_value other) {
    viv_value mapping;

    if (!vk_is(vm, value, VK_MAPPING_PROXY))
        return value;
    mapping = mapping_of(vm, value);
    if (!vk_is_exact(vm, mapping, VK_DICT) ||
        vk_is_exact(vm, other, VK_DICT) || vk_is(vm, other, VK_MAPPING_PROXY))
        return mapping;
    return vk_dict_copy(vm, mapping);
}

static viv_value mapping_proxy_compare(viv_vm *vm, vk_operator op, viv_value a,
                                       viv_value b) {
    viv_value left = operand(vm, a, b), right = operand(vm, b, a);

    VIV_TRY(left);
    VIV_TRY(right);
    if (!vk_enter_native(vm))
        return VIV_RAISE;
    return vk_compare(vm, op, left, right);
}

static viv_value mapping_proxy_binary(viv_vm *vm, vk_operator op, viv_value a,
                                      viv_value b) {
    viv_value left, right;

    if (op != VK_OP_OR)
        return VIV_NOT_IMPLEMENTED;
    left = operand(vm, a, b);
    VIV_TRY(left);
    right = operand(vm, b, a);
    VIV_TRY(right);
    return vk_binary(vm, op, left, right);
}

static viv_value mapping_proxy_in_place(viv_vm *vm, vk_operator op, viv_value a,
                                        viv_value b) {
    (void)a;
    (void)b;
    if (op != VK_OP_OR)
        return VIV_NOT_IMPLEMENTED;
    return vk_raise(vm, VIV_TypeError,
                    "'|=' is not supported by mappingproxy; use '|' instead");
}

static const viv_function methods[] = {
    {"__new__(cls, mapping)", mapping_proxy_new,
     "Create and return a new object."},
    {"get(self, key, default=None, /)", mapping_proxy_get,
     "Return the value for key if key is in the mapping, else default."},
    {"keys(self, /)", mapping_proxy_keys,
     "D.keys() -> a set-like object providing a view on D's keys"},
    {"values(self, /)", mapping_proxy_values,
     "D.values() -> an object providing a view on D's values"},
    {"items(self, /)", mapping_proxy_items,
     "D.items() -> a set-like object providing a view on D's items"},
    {"copy(self, /)", mapping_proxy_copy,
     "D.copy() -> a shallow copy of D"},
    {"__reversed__(self, /)", mapping_proxy_reversed,
     "D.__reversed__() -> reverse iterator"},
    {"__class_getitem__(cls, item, /)", vk_class_item, "See PEP 585"},
    {0},
};

const vk_slots vk_mapping_proxy_slots = {
    .size = sizeof(vk_dict_view_object),
    .trace = mapping_proxy_trace,
    .repr = mapping_proxy_repr,
    .str = mapping_proxy_str,
    .hash = mapping_proxy_hash,
    .length = mapping_proxy_length,
    .compare = mapping_proxy_compare,
    .binary = mapping_proxy_binary,
    .in_place = mapping_proxy_in_place,
    .get_item = mapping_proxy_get_item,
    .contains = mapping_proxy_contains,
    .iterate = mapping_proxy_iterate,
    .methods = methods,
    .flags = VK_TYPE_FINAL | VK_TYPE_MAPPING,
    .doc = "Read-only proxy of a mapping.",
};
