/* object.c - SDK: numbers, and what Python can do with any value.
 *
 * The public names of what the kernel does anyway. They are functions and not
 * macros, so that a plugin built today runs with a kernel of tomorrow.
 */
#include <vivarium/object.h>
#include <vivarium/tail.h>

#include "eval/eval.h"
#include "host/runtime.h"
#include "machine.h"
#include "memory/arena.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/function.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/str.h"

/* The public numbering of operators is the kernel's. */
#define VK_BINARY(id, spelling, method, reflected, in_place)                   \
    _Static_assert((int)VIV_OP_##id == (int)VK_OP_##id, spelling);
#define VK_UNARY(id, spelling, method)                                         \
    _Static_assert(VIV_OP_##id - VIV_OP_NEG == VK_OP_##id - VK_OP_NEG,         \
                   spelling);
#define VK_COMPARE(id, spelling, method, swapped)                              \
    _Static_assert(VIV_OP_##id - VIV_OP_LT == VK_OP_##id - VK_OP_LT, spelling);
#include "object/operators.def"
#undef VK_BINARY
#undef VK_UNARY
#undef VK_COMPARE

/* The static assertions above make the conversion an addition. */
static vk_operator unary_operator(viv_vm *vm, viv_operator op) {
    VK_CHECK(vm, op >= VIV_OP_NEG && op <= VIV_OP_ABS);
    return (vk_operator)(op - VIV_OP_NEG + VK_OP_NEG);
}

static vk_operator binary_operator(viv_vm *vm, viv_operator op) {
    VK_CHECK(vm, (unsigned)op <= VIV_OP_OR);
    return (vk_operator)op;
}

static vk_operator compare_operator(viv_vm *vm, viv_operator op) {
    VK_CHECK(vm, op >= VIV_OP_LT && op <= VIV_OP_GE);
    return (vk_operator)(op - VIV_OP_LT + VK_OP_LT);
}

viv_value viv_int(viv_vm *vm, int64_t number) {
    return vk_int(vm, number);
}

viv_value viv_int_unsigned(viv_vm *vm, uint64_t number) {
    return vk_int_unsigned(vm, number);
}

viv_value viv_float(viv_vm *vm, double number) {
    return vk_float(vm, number);
}

bool viv_is_int(viv_vm *vm, viv_value value) {
    return vk_is_int(vm, value);
}

bool viv_is_float(viv_vm *vm, viv_value value) {
    return vk_is_float(vm, value);
}

int64_t viv_to_int(viv_vm *vm, viv_value value) {
    return vk_is_int(vm, value) ? vk_int_clipped(vm, value) : 0;
}

bool viv_int_fits(viv_vm *vm, viv_value value, int64_t *number) {
    return vk_is_int(vm, value) && vk_int_value(vm, value, number);
}

double viv_to_float(viv_vm *vm, viv_value value) {
    return vk_is_float(vm, value) ? vk_float_value(vm, value) : 0;
}

bool viv_real(viv_vm *vm, viv_value value, double *number) {
    return vk_to_double(vm, value, number);
}

viv_value viv_index(viv_vm *vm, viv_value value) {
    return vk_index(vm, value);
}

viv_value viv_binary(viv_vm *vm, viv_operator op, viv_value a, viv_value b) {
    return vk_binary(vm, binary_operator(vm, op), a, b);
}

viv_value viv_in_place(viv_vm *vm, viv_operator op, viv_value a, viv_value b) {
    return vk_in_place(vm, binary_operator(vm, op), a, b);
}

viv_value viv_unary(viv_vm *vm, viv_operator op, viv_value a) {
    return vk_unary(vm, unary_operator(vm, op), a);
}

viv_value viv_compare(viv_vm *vm, viv_operator op, viv_value a, viv_value b) {
    return vk_compare(vm, compare_operator(vm, op), a, b);
}

int viv_equal(viv_vm *vm, viv_value a, viv_value b) {
    return vk_equal(vm, a, b);
}

int viv_less(viv_vm *vm, viv_value a, viv_value b) {
    viv_value answer = vk_compare(vm, VK_OP_LT, a, b);

    return viv_is_jump(answer) ? -1 : vk_truth(vm, answer);
}

int viv_truth(viv_vm *vm, viv_value value) {
    return vk_truth(vm, value);
}

bool viv_hash(viv_vm *vm, viv_value value, uint64_t *hash) {
    return vk_hash(vm, value, hash);
}

viv_value viv_repr(viv_vm *vm, viv_value value) {
    return vk_repr(vm, value);
}

viv_value viv_to_str(viv_vm *vm, viv_value value) {
    return vk_str(vm, value);
}

viv_value viv_format(viv_vm *vm, viv_value value, viv_value spec) {
    VK_CHECK(vm, vk_is(vm, spec, VK_STR));
    return vk_format(vm, value, spec);
}

int64_t viv_length(viv_vm *vm, viv_value value) {
    return vk_length(vm, value);
}

viv_value viv_get_item(viv_vm *vm, viv_value container, viv_value key) {
    return vk_get_item(vm, container, key);
}

viv_value viv_set_item(viv_vm *vm, viv_value container, viv_value key,
                       viv_value value) {
    return vk_set_item(vm, container, key, value);
}

int viv_contains(viv_vm *vm, viv_value container, viv_value item) {
    return vk_contains(vm, container, item);
}

viv_value viv_iterate(viv_vm *vm, viv_value value) {
    return vk_iterate(vm, value);
}

viv_value viv_next(viv_vm *vm, viv_value iterator) {
    return vk_next(vm, iterator);
}

viv_value viv_name(viv_vm *vm, const char *name) {
    return vk_str_intern_utf8(vm, name, (uint32_t)strlen(name));
}

viv_value viv_get_attribute(viv_vm *vm, viv_value object, viv_value name) {
    return vk_get_attribute(vm, object, name);
}

viv_value viv_find_attribute(viv_vm *vm, viv_value object, viv_value name) {
    return vk_find_attribute(vm, object, name);
}

viv_value viv_set_attribute(viv_vm *vm, viv_value object, viv_value name,
                            viv_value value) {
    return vk_set_attribute(vm, object, name, value);
}

viv_value viv_call(viv_vm *vm, viv_value callable, const viv_value *args,
                   uint32_t count) {
    return vk_call(vm, callable, args, count);
}

viv_value viv_call_names(viv_vm *vm, viv_value callable, const viv_value *args,
                         uint32_t count, viv_value names) {
    return vk_call_names(vm, callable, args, count, names);
}

viv_value viv_tail_call(viv_vm *vm, viv_value callable, const viv_value *args,
                        uint32_t count) {
    VK_CHECK(vm, count <= VK_TAIL_ARGUMENTS);
    return vk_tail_call(vm, callable, args, count);
}

static uint32_t with_named(viv_vm *vm, uint32_t count, viv_value names) {
    if (!viv_is_absent(names))
        count += vk_tuple_length(vm, names);
    VK_CHECK(vm, count <= VK_TAIL_ARGUMENTS);
    return count;
}

viv_value viv_tail_call_names(viv_vm *vm, viv_value callable,
                              const viv_value *args, uint32_t count,
                              viv_value names) {
    with_named(vm, count, names);
    return vk_tail_call_names(vm, callable, args, count, names);
}

viv_value viv_tail_call_then(viv_vm *vm, viv_value callable,
                             const viv_value *args, uint32_t count,
                             viv_value names, viv_value then,
                             const viv_value kept[3]) {
    vk_prepare(vm, callable, args, with_named(vm, count, names),
               VK_AFTER_NATIVE);
    VK(vm)->pending.names = names;
    vk_keep(vm, then);
    for (uint32_t i = 0; i < 3; i++)
        vk_keep(vm, kept[i]);
    return VIV_CALL;
}

viv_value viv_method(viv_vm *vm, viv_value function, viv_value self) {
    return vk_method_new(vm, function, self);
}

viv_value viv_type_of(viv_vm *vm, viv_value value) {
    return vk_type_of(vm, value);
}

bool viv_is_coroutine_function(viv_vm *vm, viv_value value) {
    vk_function_object *function;

    while (vk_is(vm, value, VK_METHOD))
        value = ((vk_method_object *)vk_object(vm, value))->function;
    if (!vk_is(vm, value, VK_FUNCTION))
        return false;
    function = vk_object(vm, value);
    return vk_code_pointer(vm, function->code)->flags & VK_CODE_COROUTINE;
}

bool viv_is_callable(viv_vm *vm, viv_value value) {
    return vk_is_callable(vm, value);
}

viv_value viv_builtin(viv_vm *vm, const char *text) {
    viv_value name = viv_name(vm, text);

    VIV_TRY(name);
    return vk_dict_get_name(vm, VK(vm)->builtins, name);
}

viv_value viv_import(viv_vm *vm, const char *text) {
    viv_value name = viv_name(vm, text), wanted = viv_name(vm, "__name__");

    VIV_TRY(name);
    VIV_TRY(wanted);
    /* With something wanted of it, a dotted name gives the last module. */
    wanted = vk_tuple_from(vm, &wanted, 1);
    VIV_TRY(wanted);
    return viv_import_name(vm, name, wanted, 0);
}

/* Looks into the world only: no import, no policy, nothing of the program's. */
viv_value viv_module_get(viv_vm *vm, const char *module, const char *text) {
    viv_value name = viv_name(vm, module), found;

    VIV_TRY(name);
    found = vk_dict_get_name(vm, vk_runtime(vm)->roots.modules, name);
    if (!vk_is(vm, found, VK_MODULE))
        return VIV_ABSENT;
    name = viv_name(vm, text);
    VIV_TRY(name);
    return vk_dict_get_name(
        vm, ((vk_module_object *)vk_object(vm, found))->namespace, name);
}

int viv_is_instance(viv_vm *vm, viv_value value, viv_value type) {
    return vk_is_instance(vm, value, type);
}

bool viv_charge(viv_vm *vm, uint64_t units) {
    return vk_charge(vm, units);
}

bool viv_admits(viv_vm *vm, uint64_t bytes) {
    return vk_heap_admits(vm, bytes);
}

void *viv_scratch(viv_vm *vm, uint32_t bytes) {
    uint32_t offset = vk_arena_take(vm, bytes);

    return offset ? vk_at(vm, offset) : NULL;
}

bool viv_enter_native(viv_vm *vm) {
    return vk_enter_native(vm);
}
