/* trace.h - what the collector needs of objects and evaluator. */
#ifndef VK_MEMORY_TRACE_H
#define VK_MEMORY_TRACE_H

#include "compile/code.h"
#include "memory/heap.h"
#include "object/dict.h"
#include "object/list.h"

/* The rows of types.def; NULL for cells without a Python type. (object/slots.c)
 */
extern const vk_slots *const vk_slots_table[VK_KIND_COUNT];

/* Inline caches hold offsets, which a collection makes available for other
 * objects: none holds any more. (eval) */
void vk_cache_expire(viv_vm *vm);

/* First register above everything that is in use. (eval) */
viv_value *vk_frame_top(viv_vm *vm);

/* The word of a weak reference that names its object, or absent. */
viv_value *vk_weak_target(viv_vm *vm, void *reference);

/* The distance in bytes from an object to its `attributes` word, behind which
 * its inline slots lie; 0: it has none. May have any value if the cage is
 * corrupt. */
uint32_t vk_attributes_at(viv_vm *vm, const vk_header *object);

#endif
