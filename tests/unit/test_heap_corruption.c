/* test_heap_corruption.c - whatever is overwritten in the cage, the heap's own
 * state outside stays right, and nothing outside the cage is touched. */
#include <criterion/criterion.h>

#include "memory/blocks.h"
#include "memory/layout.h"
#include "memory/sanitize.h"
#include "memory/stack.h"

enum { KEPT = 2000, ROUNDS = 60, STEPS = 400 };

typedef struct attacker {
    viv_vm *vm;
    uint64_t random;
    uint32_t cells[KEPT];
} attacker;

static uint32_t next(attacker *attack) {
    attack->random =
        attack->random * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(attack->random >> 33);
}

/* What attackers like: small numbers, offsets of cells, all ones, noise. */
static uint64_t bad_word(attacker *attack) {
    uint64_t offset = attack->cells[next(attack) % KEPT];

    switch (next(attack) % 6) {
    case 0:
        return next(attack) % 64;
    case 1:
        return offset | VIV_REFERENCE_MARK << 32 | 1;
    case 2:
        return (offset + next(attack) % 64) << 32 | offset;
    case 3:
        return UINT64_MAX << next(attack) % 64;
    case 4:
        return (uint64_t)next(attack) % VK_KIND_COUNT << 32;
    default:
        return (uint64_t)next(attack) << 32 | next(attack) << 1;
    }
}

static void overwrite(attacker *attack) {
    uint32_t count = 1 + next(attack) % 16;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t offset = attack->cells[next(attack) % KEPT];
        uint64_t *word =
            vk_at(attack->vm, (offset & ~7u) + next(attack) % 8 * 8);

        if (offset != 0)
            *word = bad_word(attack);
    }
}

static uint32_t bad_offset(attacker *attack) {
    uint32_t offset = attack->cells[next(attack) % KEPT];

    return next(attack) % 4 == 0 ? next(attack) << 1 : offset;
}

static void take(attacker *attack) {
    uint32_t bytes = 16 + next(attack) % 300;
    vk_header *cell;

    if (next(attack) % 20 == 0)
        bytes = next(attack) % 200000;
    cell = vk_new(attack->vm, next(attack) % VK_KIND_COUNT, bytes);
    if (cell == NULL) {
        VK(attack->vm)->stopped = VK_STOP_NONE;
        return;
    }
    attack->cells[next(attack) % KEPT] = vk_offset(attack->vm, cell);
    if (next(attack) % 4 == 0)
        VK(attack->vm)->main = vk_reference(attack->vm, cell);
}

static void step(attacker *attack) {
    viv_vm *vm = attack->vm;
    uint32_t offset = bad_offset(attack);

    switch (next(attack) % 16) {
    case 0:
        overwrite(attack);
        break;
    case 1:
        vk_heap_release(vm, vk_at(vm, offset));
        break;
    case 2:
        vk_heap_extend(vm, vk_at(vm, offset), next(attack) % 300000);
        break;
    case 3:
        vk_heap_room(vm, vk_at(vm, offset));
        break;
    case 4:
        if (vk_heap_room(vm, vk_at(vm, offset)) == 0)
            break;
        vk_heap_watch(vm, next(attack) % VK_WATCH_COUNT,
                      vk_reference_at(offset));
        break;
    case 5:
        vk_heap_due(vm, next(attack) % VK_WATCH_COUNT);
        break;
    case 6:
        vk_heap_collect(vm, next(attack) % 2);
        break;
    default:
        take(attack);
    }
}

static void run(void *arg) {
    attacker *attack = arg;

    for (int i = 0; i < STEPS; i++)
        step(attack);
}

/* Blocks in use, by the table alone. */
static uint32_t count_used(const vk_heap *heap) {
    uint32_t used = 0;

    for (uint32_t block = heap->span_start >> VK_BLOCK_SHIFT;
         block < heap->fresh; block++) {
        uint32_t entry = heap->table[block], kind = vk_block_kind(entry);

        cr_assert(kind <= VK_BLOCK_TAIL);
        if (kind == VK_BLOCK_LARGE)
            for (uint32_t i = 1; i < vk_block_number(entry); i++)
                cr_assert_eq(heap->table[block + i],
                             vk_block_entry(VK_BLOCK_TAIL, i));
        used += kind != VK_BLOCK_FREE;
    }
    return used;
}

static void check_trusted_state(viv_vm *vm) {
    const vk_heap *heap = &VK(vm)->heap;
    uint64_t held = count_used(heap) + (uint64_t)heap->free_blocks;

    cr_assert_eq(heap->account, VK_CAGE_COST + held * VK_BLOCK_COST);
    cr_assert(heap->peak <= heap->limit);
    for (uint32_t class = 1; class < VK_CLASS_COUNT; class ++) {
        vk_run run = heap->runs[class];

        cr_assert(run.cursor <= run.end);
        cr_assert(
            run.end == NULL ||
            vk_block_kind(
                heap->table[(vk_offset(vm, run.end) - 1) >> VK_BLOCK_SHIFT]) ==
                class);
    }
}

/* (What was swept may not even be overwritten under AddressSanitizer.) */
Test(heap, trusted_state_outlives_a_corrupt_cage, .disabled = VK_ASAN) {
    vk_problem problem;
    vk_cage_pool *pool = vk_cage_pool_new(NULL, 1, &problem);
    vk_stack_pool *stacks = vk_stack_pool_new(0);

    cr_assert(vk_fault_handler_install());
    for (int round = 0; round < ROUNDS; round++) {
        static attacker attack;
        vk_stack_end end;

        attack.vm = vk_cage_take(pool, 32 << 20, &problem);
        attack.random = (uint64_t)round + 1;
        memset(attack.cells, 0, sizeof attack.cells);
        end = vk_stack_run(stacks, attack.vm, run, &attack);
        if (end == VK_STACK_ABANDONED) {
            vk_cage_bury(pool, attack.vm);
        } else {
            check_trusted_state(attack.vm);
            vk_cage_give(pool, attack.vm);
        }
    }
    vk_stack_pool_free(stacks);
    vk_cage_pool_free(pool);
}
