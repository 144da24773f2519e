/* checked.h - what a build for tests/fuzz/cage asserts, and what it breaks.
 *
 * A checked build (VIV_CHECKED) sees every allocation, and ends the process at
 * an address that the cage's functions must not have made. A weakened one
 * (VIV_WEAKEN) breaks one rule of cage.h on purpose: a fuzzer that does not
 * notice proves nothing about the rules that hold. In any other build nothing
 * of this exists.
 */
#ifndef VK_MEMORY_CHECKED_H
#define VK_MEMORY_CHECKED_H

#ifdef VK_CHECKED
#define VK_ASSERT(condition) ((condition) ? (void)0 : __builtin_trap())
#else
#define VK_CHECKED 0
#define VK_ASSERT(condition) ((void)0)
#endif

/* Rule 3: the part of an instruction that selects its label. */
#ifdef VK_WEAKEN_OPCODE
#define VK_OPCODE_MASK 0xFFFF
#else
#define VK_OPCODE_MASK 0xFF
#endif

/* Rule 3: whether the table of native functions has the row [index]. */
#ifdef VK_WEAKEN_NATIVE
#define VK_NATIVE_EXISTS(machine, index) (((void)(machine), (void)(index)), 1)
#else
#define VK_NATIVE_EXISTS(machine, index) ((index) < (machine)->native_count)
#endif

/* Rule 2: the type in which the address of an element is computed. */
#ifdef VK_WEAKEN_ELEMENT
#define VK_ELEMENT_BITS uint64_t
#else
#define VK_ELEMENT_BITS uint32_t
#endif

#endif
