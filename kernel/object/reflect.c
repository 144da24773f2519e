/* reflect.c - what leads from a function to the machinery below it: its code,
 * namespace and cells.
 *
 * The descriptors can be reached without naming the attribute (in the
 * namespace of the type), so each getter asks the policies itself.
 */
#include "object/reflect.h"

#include "compile/code_facts.h"
#include "eval/cache.h"
#include "eval/eval.h"
#include "host/guard.h"
#include "memory/world.h"
#include "object/class.h"
#include "object/error.h"
#include "object/list.h"
#include "object/str.h"

bool vk_reflects(viv_vm *vm, viv_value self, const char *name) {
    viv_value text = vk_str_intern_utf8(vm, name, (uint32_t)strlen(name));

    return !viv_is_jump(text) && vk_guard_reach(vm, self, text);
}

static vk_function_object *self_of(viv_vm *vm, viv_value self) {
    return vk_object(vm, self);
}

static vk_constants *constants_of(viv_vm *vm, viv_value self) {
    return vk_at(vm, self_of(vm, self)->constants);
}

viv_value vk_function_code(viv_vm *vm, viv_value self) {
    return vk_reflects(vm, self, "__code__") ? self_of(vm, self)->code
                                             : VIV_RAISE;
}

viv_value vk_function_globals(viv_vm *vm, viv_value self) {
    return vk_reflects(vm, self, "__globals__")
               ? vk_reference_at(constants_of(vm, self)->globals)
               : VIV_RAISE;
}

viv_value vk_function_builtins(viv_vm *vm, viv_value self) {
    return vk_reflects(vm, self, "__builtins__") ? VK(vm)->builtins
                                                 : VIV_RAISE;
}

viv_value vk_function_closure(viv_vm *vm, viv_value self) {
    uint32_t closure = self_of(vm, self)->closure, count;
    viv_value made;

    if (!vk_reflects(vm, self, "__closure__"))
        return VIV_RAISE;
    if (closure == 0)
        return VIV_NONE;
    count = ((vk_values *)vk_at(vm, closure))->count;
    if (count > self_of(vm, self)->free_count)
        count = self_of(vm, self)->free_count;
    made = vk_tuple_new(vm, count);
    VIV_TRY(made);
    for (uint32_t i = 0; i < count; i++)
        vk_store(vm, vk_object(vm, made),
                 &((vk_tuple_object *)vk_object(vm, made))->items[i],
                 *(viv_value *)vk_element(vm, closure, i, 8));
    return made;
}

/* The function runs another code from now on, with the cells it has. */
static viv_value set_code(viv_vm *vm, viv_value self, viv_value code) {
    vk_function_object *function = self_of(vm, self), *like;
    viv_value made;

    if (vk_code_pointer(vm, code)->free_count != function->free_count)
        return vk_raise(vm, VIV_ValueError,
                        "%S() requires a code object with %d free vars, not "
                        "%d",
                        function->name, (int)function->free_count,
                        (int)vk_code_pointer(vm, code)->free_count);
    made = vk_function_new(
        vm, code, vk_reference_at(constants_of(vm, self)->globals));
    VIV_TRY(made);
    like = vk_object(vm, made);
    function->head.extra = like->head.extra;
    function->entry = like->entry;
    function->registers = like->registers;
    function->free_start = like->free_start;
    vk_store_offset(vm, function, &function->constants, like->constants);
    vk_store(vm, function, &function->code, code);
    vk_cache_expire(vm);
    return VIV_NONE;
}

viv_value vk_function_set_code(viv_vm *vm, viv_value self, viv_value code) {
    if (!vk_reflects(vm, self, "__code__"))
        return VIV_RAISE;
    if (!vk_is(vm, code, VK_CODE))
        return vk_raise(vm, VIV_TypeError,
                        "__code__ must be set to a code object");
    if (vk_in_world(vm, vk_reference_offset(self)))
        return vk_raise(vm, VIV_AttributeError, "library code is read-only");
    return set_code(vm, self, code);
}

viv_value vk_function_awaitable(viv_vm *vm, viv_value self) {
    const uint32_t async = VK_CODE_COROUTINE | VK_CODE_AWAITABLE |
                           VK_CODE_ASYNC_GENERATOR;
    const vk_code_object *code;
    vk_code_object *copy;

    if (!vk_is(vm, self, VK_FUNCTION))
        return VIV_FALSE;
    code = vk_code_pointer(vm, self_of(vm, self)->code);
    if (code->flags & async)
        return VIV_TRUE;
    if (!(code->flags & VK_CODE_GENERATOR) ||
        vk_in_world(vm, vk_reference_offset(self)))
        return VIV_FALSE;
    copy = vk_code_copy(vm, self_of(vm, self)->code);
    if (copy == NULL)
        return VIV_RAISE;
    copy->flags |= VK_CODE_AWAITABLE;
    VIV_TRY(set_code(vm, self, vk_reference(vm, copy)));
    return VIV_TRUE;
}
