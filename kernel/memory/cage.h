/* cage.h - a sandbox's range of addresses, and the only ways to make one.
 *
 *   side tables, control stack, machine │ gap │ cage: null page │ world │ ... │
 * guard ▲ vm
 *
 * `vm` is the address of the cage's first byte. What a program can influence
 * lies in the cage; what limits and policies rest on lies in `struct
 * vk_machine`, a gap below it (machine.h). The rules, without exception:
 *
 * 1. Nothing in the cage is a host pointer. References are 32-bit offsets; what
 *    lies outside is a handle (handle.h).
 * 2. Every address is computed in 32 bits and added to the base last, element
 *    addresses too. Operands and jumps have at most 16 bits. Bulk copies check
 *    both spans (vk_span).
 * 3. Opcodes, native functions, kinds and policies index tables outside the
 *    cage, masked or checked. No permission lies in the cage.
 * 4. A length or offset is read from the cage once into a local, then checked,
 *    then used. Loops over chains in the cage are bounded or charge fuel.
 * 5. Objects never move. C code holds a viv_value or a host pointer in a local,
 *    never a bare offset, and never stores a host pointer in the cage. Storage
 *    is fetched again after any call that can run program code or grow it.
 * 6. The world is read-only after it was built; nothing in it is written
 * lazily.
 */
#ifndef VK_MEMORY_CAGE_H
#define VK_MEMORY_CAGE_H

#include <stddef.h>
#include <vivarium/value.h>

#include "memory/checked.h"

#define VK_CAGE_BYTES (UINT64_C(1) << 32)
#define VK_GUARD_BYTES (UINT64_C(1) << 32)
#define VK_GAP_BYTES (UINT64_C(512) << 10)

/* The byte [offset] of the cage. Any 32-bit number is safe to ask for. */
static inline void *vk_at(viv_vm *vm, uint32_t offset) {
    return (char *)vm + offset;
}

/* The object that a reference value names; not checked for what it is. */
static inline void *vk_object(viv_vm *vm, viv_value reference) {
    return (char *)vm + (uint32_t)((uint32_t)reference.bits - 1);
}

/* The address of element [index], of [size] bytes, of the storage at [offset];
 * storage has a header of 16 bytes (object.h). Truncated before it is added. */
static inline void *vk_element(viv_vm *vm, uint32_t offset, uint32_t index,
                               uint32_t size) {
    VK_ELEMENT_BITS bytes = (VK_ELEMENT_BITS)index * size;
    VK_ELEMENT_BITS place = offset + bytes + 16;
    char *address = (char *)vm + place;

    VK_ASSERT((uint64_t)(address - (char *)vm) < VK_CAGE_BYTES);
    return address;
}

/* Of an address in the cage; one in the guard, which a wrong length may have
 * made, is cut to one in the cage. */
static inline uint32_t vk_offset(viv_vm *vm, const void *address) {
    VK_ASSERT((uint64_t)((const char *)address - (const char *)vm) <
              VK_CAGE_BYTES + VK_GUARD_BYTES);
    return (uint32_t)((const char *)address - (const char *)vm);
}

static inline viv_value vk_reference_at(uint32_t offset) {
    return VIV_VALUE(VIV_REFERENCE_MARK << 32 | offset | 1);
}

static inline viv_value vk_reference(viv_vm *vm, const void *object) {
    return vk_reference_at(vk_offset(vm, object));
}

static inline uint32_t vk_reference_offset(viv_value reference) {
    return (uint32_t)reference.bits - 1;
}

/* [bytes], cut so that offset + bytes stays in the cage: for bulk copies. */
static inline uint32_t vk_span(uint32_t offset, uint64_t bytes) {
    uint64_t left = VK_CAGE_BYTES - offset;

    return (uint32_t)(bytes < left ? bytes : left - 1);
}

/* Why something failed before a machine existed to raise it in. */
typedef struct vk_problem {
    char text[240];
} vk_problem;

typedef struct vk_world vk_world;
typedef struct vk_cage_pool vk_cage_pool;

enum { VK_CAGE_MOST = 9000 }; /* in one pool: five memory maps each */

/* [count] cages with [world] (NULL: an empty one) mapped into each, ready to be
 * taken; the world must outlive the pool. Any thread may take and give. NULL:
 * see [problem]. */
vk_cage_pool *vk_cage_pool_new(const vk_world *world, uint32_t count,
                               vk_problem *problem);
/* All cages must have been given back or buried. */
void vk_cage_pool_free(vk_cage_pool *pool);

/* A clean cage, whose memory account ends at [limit] bytes (0: at the cage).
 * The machine is zero but for heap, stacks and arena. The pool grows when it is
 * empty; NULL: it could not, see [problem]. */
viv_vm *vk_cage_take(vk_cage_pool *pool, uint64_t limit, vk_problem *problem);
/* Clears what the sandbox touched and puts the cage back. */
void vk_cage_give(vk_cage_pool *pool, viv_vm *vm);
/* Instead of giving: the sandbox ended in a fault, its cage is never reused. */
void vk_cage_bury(vk_cage_pool *pool, viv_vm *vm);

#endif
