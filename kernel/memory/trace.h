/* trace.h - what the collector needs of objects and evaluator. */
#ifndef VK_MEMORY_TRACE_H
#define VK_MEMORY_TRACE_H

#include "compile/code.h"
#include "memory/heap.h"
#include "object/dict.h"
#include "object/list.h"

/* The rows of types.def; NULL for cells without a Python type. (object/slots.c) */
extern const vk_slots *const vk_slots_table[VK_KIND_COUNT];

/* Inline caches hold offsets, which a collection makes available for other
 * objects: none holds any more. (eval) */
void vk_cache_expire(viv_vm *vm);

/* First register above everything that is in use. (eval) */
viv_value *vk_frame_top(viv_vm *vm);

/* The word of a weak reference that names its object, or absent. */
viv_value *vk_weak_target(viv_vm *vm, void *reference);

/* Where in an instance of a class that has attributes of its own their words begin:
 * the size of the native part. */
uint32_t vk_instance_native(viv_vm *vm, const vk_header *object, uint32_t room);

#endif
