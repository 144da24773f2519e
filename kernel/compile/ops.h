/* ops.h - ops.def as a table: what each operand of an instruction is. */
#ifndef VK_COMPILE_OPS_H
#define VK_COMPILE_OPS_H

#include "compile/code.h"

typedef enum vk_role {
    VK_ROLE__,
    VK_ROLE_W, VK_ROLE_R, VK_ROLE_M, /* one register */
    VK_ROLE_Wn2, VK_ROLE_Rn2, VK_ROLE_Rn3, VK_ROLE_Mn3,
    VK_ROLE_Wnc, VK_ROLE_Rnc, VK_ROLE_Rnp, VK_ROLE_Wns,
    VK_ROLE_Mnx, VK_ROLE_Mnm,
    VK_ROLE_K, VK_ROLE_N, VK_ROLE_I, VK_ROLE_U, VK_ROLE_J,
} vk_role;

typedef struct vk_op_row {
    const char *name;
    uint8_t a, b, c, x; /* vk_role */
} vk_op_row;

/* By opcode; VK_OPCODE_COUNT rows. */
extern const vk_op_row vk_ops[];

/* How many registers, from its number on, an operand of [role] stands for. */
uint32_t vk_run_length(vk_role role, uint64_t word);

static inline int vk_word_op(uint64_t word) {
    return (int)(word & 255);
}

static inline uint32_t vk_word_x(uint64_t word) {
    return word >> 8 & 255;
}

static inline uint32_t vk_word_a(uint64_t word) {
    return word >> 16 & 65535;
}

static inline uint32_t vk_word_b(uint64_t word) {
    return word >> 32 & 65535;
}

static inline uint32_t vk_word_c(uint64_t word) {
    return (uint32_t)(word >> 48);
}

#endif
