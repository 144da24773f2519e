/* eval.c - the evaluator: fetches an instruction, does it, fetches the next.
 *
 * The instructions' bodies stand in the ops_*.h files, one block each, grouped
 * by subject; this file is the frame around them: what an instruction can use,
 * and the few ways to leave one. All of it is one function for the compiler,
 * which keeps the window, the constants and the program counter in registers;
 * for a reader each block is on its own.
 *
 *     word   the instruction      A B C X   its operands      R   the window
 *     pc     behind it            SB SC     signed ones       K   the constants
 *
 * Dispatch is threaded code: each body ends in its own indirect jump (labels as
 * values, a GNU extension), which gives the branch predictor one history per
 * instruction instead of one for all (Ertl and Gregg, "The Structure and
 * Performance of Efficient Interpreters", 2003).
 *
 * Operands are not checked here: the window is inside the cage or its guard for
 * every 16-bit register number, K likewise, and the table of labels has all 256
 * entries. So an instruction that was overwritten can do nothing that the
 * program could not do to its own cage by other means.
 */
#include "eval/eval.h"

#include "eval/cache.h"
#include "eval/continuations.h"
#include "eval/generator.h"
#include "eval/native.h"
#include "eval/ops.h"
#include "memory/world.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/error.h"
#include "object/exception.h"
#include "object/exception_group.h"
#include "object/list.h"
#include "object/number.h"
#include "object/protocol.h"
#include "object/str.h"

#define A ((uint16_t)(word >> 16))
#define B ((uint16_t)(word >> 32))
#define C ((uint16_t)(word >> 48))
#define X ((uint8_t)(word >> 8))
#define SB ((int16_t)(word >> 32))
#define SC ((int16_t)(word >> 48))

#define OP(name) label_##name:
/* Copied into every body on purpose. */
#define NEXT                                                                   \
    do {                                                                       \
        word = *pc++;                                                          \
        goto *labels[word & 0xFF];                                             \
    } while (0)

/* Before anything that may raise, allocate or call. The machine's pc is what
 * tracebacks, the collector and generators go by. */
#define SAVE (machine->pc = pc)

/* The machine's registers changed: a function was entered or left. */
#define RELOAD                                                                 \
    (R = machine->registers, K = machine->constants, pc = machine->pc)

#define STORE(expression)                                                      \
    do {                                                                       \
        value = (expression);                                                  \
        goto store;                                                            \
    } while (0)

/* Most results fit into an immediate float; the others need the heap, out of
 * line, so that the common case stays small. */
#define FLOAT(register, expression)                                            \
    do {                                                                       \
        viv_value immediate = viv_immediate_float(expression);                 \
        if (__builtin_expect(!viv_is_absent(immediate), 1)) {                  \
            R[register] = immediate;                                           \
            NEXT;                                                              \
        }                                                                      \
        number = (expression);                                                 \
        goto box_float;                                                        \
    } while (0)

/* A jump backwards costs a unit, so that no loop runs without. */
#define JUMP(distance)                                                         \
    do {                                                                       \
        int16_t jump = (distance);                                             \
        pc += jump;                                                            \
        if (jump < 0 && __builtin_expect(--machine->fuel < 0, 0))              \
            goto refill;                                                       \
        NEXT;                                                                  \
    } while (0)

/* Calls pay too: recursion without loops must meet the step limit. The
 * instruction is done again after the refill, hence pc--. */
#define SPEND                                                                  \
    do {                                                                       \
        if (__builtin_expect(--machine->fuel < 0, 0)) {                        \
            pc--;                                                              \
            goto refill;                                                       \
        }                                                                      \
    } while (0)

/* Enters [function] with [window], if nothing is in the way. */
#define ENTER(function, window, after, object)                                 \
    do {                                                                       \
        vk_function_object *entered = (function);                              \
        uint32_t constants = vk_function_constants(vm, entered);               \
        vk_control *control = machine->control - 1;                            \
        viv_value *base = (window);                                            \
                                                                               \
        if (__builtin_expect(control >= machine->control_limit &&              \
                                 base + entered->registers <                   \
                                     machine->stack_charged,                   \
                             1)) {                                             \
            control->registers = R;                                            \
            control->pc = pc;                                                  \
            control->constants = K;                                            \
            control->reference = (object);                                     \
            control->kept = 0;                                                 \
            control->continuation = (after);                                   \
            control->flags = 0;                                                \
            machine->control = control;                                        \
            machine->registers = R = base;                                     \
            K = (const viv_value *)vk_at(                                      \
                vm, constants + offsetof(vk_constants, items));                \
            machine->constants = K;                                            \
            pc = vk_at(vm, entered->entry);                                    \
            if (entered->free_count != 0)                                      \
                vk_closure_copy(vm, entered, base);                            \
            NEXT;                                                              \
        }                                                                      \
    } while (0)

/* The first register above the running window. */
#define TOP                                                                    \
    (R + ((vk_code_object *)vk_at(vm, vk_constants_of(K)->code))->registers)

static const uint8_t deliveries[256] = {
#define VK_OPCODE(name, a, b, c, x, result)                                    \
    [VK_##name##_OP] = VK_DELIVER_##result,
#include "compile/ops.def"
#undef VK_OPCODE
};

/* What C calls returns to HALT. Before it stands a CALL that never runs: a
 * result is delivered by the role of the word before pc, and R[0] is where C
 * looks for it. */
const uint64_t vk_halt_code[2] = {
    VK_WORD(VK_CALL_OP, 0, 0, 0, 0),
    VK_WORD(VK_HALT_OP, 0, 0, 0, 0),
};

const vk_constants vk_halt_constants;

/* One evaluator is entered per call from C, none for calls among Python
 * functions: the depth of Python's recursion costs control stack, not C
 * stack. */
viv_value vk_eval_run(viv_vm *vm) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
    static const void *const labels[256] = {
        [0 ... 255] = &&invalid,
#define VK_OPCODE(name, a, b, c, x, result) [VK_##name##_OP] = &&label_##name,
#include "compile/ops.def"
#undef VK_OPCODE
    };
#pragma GCC diagnostic pop
    struct vk_machine *const machine = VK(vm);
    viv_value *R = machine->registers;
    const viv_value *K = machine->constants;
    const uint64_t *pc = machine->pc;
    uint64_t word = pc[-1];
    viv_value value, left, right;
    vk_operator op;
    double number;

    value = VIV_NONE;
    if (!viv_is_absent(machine->exception) ||
        machine->stopped != VK_STOP_NONE)
        goto raised;
    NEXT;

#include "eval/ops_move.h"
#include "eval/ops_arithmetic.h"
#include "eval/ops_compare.h"
#include "eval/ops_attribute.h"
#include "eval/ops_item.h"
#include "eval/ops_call.h"
#include "eval/ops_iterate.h"
#include "eval/ops_exception.h"
#include "eval/ops_module.h"

    /* -- the ways on from an instruction -- */

store: /* [value] goes to R[A], or is a jump */
    if (__builtin_expect(viv_is_jump(value), 0))
        goto jumped;
    R[A] = value;
    NEXT;

box_float:
    SAVE;
    STORE(vk_float(vm, number));

binary: /* [left] [op] [right], no fast case */
    SAVE;
    value = vk_int_binary_limbs(vm, op, left, right);
    if (!viv_is_absent(value))
        STORE(value);
    STORE(X ? vk_step_in_place(vm, op, left, right)
            : vk_step_binary(vm, op, left, right));

branch_compare: /* jump by [left] [op] [right] */
    SAVE;
    value = vk_ops_compare(vm, op, left, right);
    if (viv_is_jump(value))
        goto jumped;
    goto deliver;

jumped: /* [value] is VIV_RAISE or VIV_CALL */
    if (viv_is_raise(value))
        goto raised;
    /* A return stores what it returns where R[A] is what the instruction
     * wants. */
    if (deliveries[pc[-1] & 0xFF] != VK_DELIVER_A &&
        machine->pending.continuation == VK_AFTER_NONE)
        machine->pending.continuation = VK_AFTER_VALUE;
    value = vk_frame_pending(vm);

called: /* [value] is what a call gave, or VK_ENTERED */
    RELOAD;
    if (vk_is_entered(value))
        NEXT;
    if (__builtin_expect(viv_is_jump(value), 0))
        goto jumped;

deliver: /* [value] reached the waiting instruction, the one before pc */
    word = pc[-1];
    switch (deliveries[word & 0xFF]) {
    case VK_DELIVER_IGNORE:
        NEXT;
    case VK_DELIVER_BRANCH:
    case VK_DELIVER_BRANCH_NOT:
    case VK_DELIVER_NOT:
    case VK_DELIVER_TRUTH:
        if (!viv_is_bool(value)) {
            value = vk_step_truth(vm, value);
            if (viv_is_jump(value))
                goto jumped;
        }
        if (deliveries[word & 0xFF] == VK_DELIVER_TRUTH)
            STORE(value);
        if (deliveries[word & 0xFF] == VK_DELIVER_NOT)
            STORE(viv_bool(viv_same(value, VIV_FALSE)));
        if (viv_same(value, VIV_TRUE) ==
            (deliveries[word & 0xFF] == VK_DELIVER_BRANCH))
            JUMP(SC);
        NEXT;
    case VK_DELIVER_NEXT:
        if (viv_is_done(value))
            JUMP(SC);
        STORE(value);
    case VK_DELIVER_NEXT_LOOP:
        if (viv_is_done(value))
            NEXT;
        R[A] = value;
        JUMP(SC);
    case VK_DELIVER_METHOD:
        R[A] = VIV_ABSENT;
        R[A + 1] = value;
        NEXT;
    case VK_DELIVER_ITERATOR:
        STORE(vk_ops_check_iterator(vm, value));
    case VK_DELIVER_AWAITABLE:
        STORE(vk_ops_check_awaitable(vm, value, C));
    default:
        STORE(value);
    }

refill: /* a slice of fuel is spent */
    SAVE;
    if (!vk_fuel_refill(vm))
        goto raised;
    NEXT;

raised: /* an exception or a stop waits */
    SAVE;
    switch (vk_unwind(vm, &value)) {
    case VK_UNWOUND_HANDLER:
        RELOAD;
        NEXT;
    case VK_UNWOUND_VALUE:
        goto called;
    case VK_UNWOUND_LEFT:
        return VIV_RAISE;
    }

invalid:
    vk_fault(vm, "invalid instruction");
}
