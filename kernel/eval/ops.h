/* ops.h - the slow parts of instructions: what ops_*.h call out of line. */
#ifndef VK_EVAL_OPS_H
#define VK_EVAL_OPS_H

#include "eval/eval.h"

/* vk_step_compare() with texts in front. */
viv_value vk_ops_compare(viv_vm *vm, vk_operator op, viv_value left,
                         viv_value right);
/* vk_step_next() with the built-in iterators in front. */
viv_value vk_ops_next(viv_vm *vm, viv_value iterator);
viv_value vk_ops_check_iterator(viv_vm *vm, viv_value value);
viv_value vk_ops_check_awaitable(viv_vm *vm, viv_value value, uint32_t where);
/* UnboundLocalError or NameError about the variable [name]. */
viv_value vk_ops_unbound(viv_vm *vm, viv_value name, bool local);
/* [count] items of [value] into registers; the star form puts those between
 * [before] and [after] into a list. */
viv_value vk_ops_unpack(viv_vm *vm, viv_value value, viv_value *registers,
                        uint32_t count);
viv_value vk_ops_unpack_star(viv_vm *vm, viv_value value, viv_value *registers,
                             uint32_t before, uint32_t after);
viv_value vk_ops_make_function(viv_vm *vm, viv_value code,
                               const viv_value *extras, uint32_t which);
viv_value vk_ops_build_dict(viv_vm *vm, const viv_value *pairs, uint32_t count);
viv_value vk_ops_build_set(viv_vm *vm, const viv_value *items, uint32_t count);
viv_value vk_ops_build_string(viv_vm *vm, const viv_value *parts,
                              uint32_t count);
viv_value vk_ops_format(viv_vm *vm, viv_value value, viv_value spec,
                        uint32_t conversion);
viv_value vk_ops_slice(viv_vm *vm, viv_value object, const viv_value *bounds);
viv_value vk_ops_list_extend(viv_vm *vm, viv_value list, viv_value value);
viv_value vk_ops_dict_merge(viv_vm *vm, viv_value dict, viv_value other,
                            viv_value callable);
viv_value vk_ops_raise(viv_vm *vm, uint32_t form, viv_value exception,
                       viv_value cause);
viv_value vk_ops_yield_from(viv_vm *vm, viv_value iterator, viv_value sent);
viv_value vk_ops_get_yield_from(viv_vm *vm, viv_value value);
viv_value vk_ops_get_awaitable(viv_vm *vm, viv_value value, uint32_t where);
viv_value vk_ops_get_async_iterator(viv_vm *vm, viv_value value);
viv_value vk_ops_get_async_next(viv_vm *vm, viv_value value);
viv_value vk_ops_import(viv_vm *vm, viv_value name, viv_value wanted,
                        uint32_t level);
/* The same for a name that is no constant of the code. */
viv_value vk_import_by_name(viv_vm *vm, viv_value name, viv_value wanted,
                            uint32_t level);
viv_value vk_ops_import_from(viv_vm *vm, viv_value module, viv_value name);
viv_value vk_ops_import_star(viv_vm *vm, viv_value module);
viv_value vk_ops_intrinsic(viv_vm *vm, uint32_t row, const viv_value *args,
                           uint32_t detail);
viv_value vk_ops_native(viv_vm *vm, uint32_t row, viv_value *result,
                        const viv_value *args, uint32_t detail);
viv_value vk_ops_name_cell(viv_vm *vm, viv_value namespace, viv_value cell,
                           viv_value name);
viv_value vk_ops_delete_name(viv_vm *vm, viv_value namespace, viv_value name);

/* TypeError: no context manager; [which] as of LOAD_SPECIAL. */
viv_value vk_ops_no_context_manager(viv_vm *vm, viv_value object,
                                    uint32_t which);

#endif
