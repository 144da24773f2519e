/* continuations.h - the functions of continuations.def. */
#ifndef VK_EVAL_CONTINUATIONS_H
#define VK_EVAL_CONTINUATIONS_H

#include "eval/eval.h"

viv_value vk_after_binary(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_in_place(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_compare(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_truth(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_truth_length(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_hash(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_text(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_length(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_contains(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_value(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_nothing(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_iterate(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_next(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_get_attribute(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_find_attribute(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_send(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_close(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_throw_into(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_native(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_delegate(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_async_next(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_async_step(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_async_await(viv_vm *, const viv_value *, viv_value);
viv_value vk_after_async_close(viv_vm *, const viv_value *, viv_value);

#endif
