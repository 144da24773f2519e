/* verify.c - no code runs that this has not read: every operand is what ops.def
 * says, every jump stays inside, the tables fit. One pass over words and rows.
 *
 * What evaluation relies on is checked here once, so that a lowering that is
 * wrong is an error at compile time.
 *
 * The verifier is defence in depth and not the cage: code lies in the cage and
 * may be overwritten after it was read here. So the evaluator masks and checks
 * on its own what could leave the cage (cage.h); what this guarantees is that a
 * fault of a family shows as a refusal with a reason.
 */
#include <stdio.h>

#include "compile/compile.h"
#include "compile/families.h"
#include "compile/ops.h"
#include "host/runtime.h"

/* What is verified, each length read once. */
typedef struct subject {
    viv_vm *vm;
    const vk_code_object *code;
    const uint64_t *words;
    const viv_value *constants;
    uint32_t count, constant_count, registers;
    uint32_t at; /* the word that is looked at */
    char *problem;
    size_t size;
} subject;

/* The op is masked: the word may be the one that is refused for it. */
static bool refuse(const subject *of, const char *what, uint32_t number) {
    const char *op = of->at < of->count
                         ? vk_ops[vk_word_op(of->words[of->at]) %
                                  VK_OPCODE_COUNT].name
                         : "table";

    snprintf(of->problem, of->size, "%s %u at %u (%s)", what, number, of->at,
             op);
    return false;
}

static bool check_run(const subject *of, uint32_t first, uint32_t count) {
    return (uint64_t)first + count <= of->registers ||
           refuse(of, "register", first + count - !!count);
}

static bool check_constant(const subject *of, uint32_t index, uint32_t more) {
    return (uint64_t)index + more < of->constant_count ||
           refuse(of, "constant", index);
}

static bool check_kind(const subject *of, uint32_t index, vk_kind kind) {
    return vk_is(of->vm, of->constants[index], kind) ||
           refuse(of, "kind of constant", index);
}

/* Caches begin empty: one that came filled would be believed. */
static bool check_name(const subject *of, uint32_t index) {
    return check_constant(of, index, 2) && check_kind(of, index, VK_STR) &&
           ((viv_is_absent(of->constants[index + 1]) &&
             viv_is_absent(of->constants[index + 2])) ||
            refuse(of, "cache", index));
}

static bool check_jump(const subject *of, uint32_t distance) {
    int64_t target = (int64_t)of->at + 1 + (int16_t)distance;

    return (target >= 0 && target < of->count) ||
           refuse(of, "jump to", (uint32_t)target);
}

/* A constant of the right kind where the op relies on it. */
static bool check_constant_use(const subject *of, int op, uint32_t index) {
    if (!check_constant(of, index, 0))
        return false;
    switch (op) {
    case VK_CHECK_LOCAL_OP:
    case VK_DELETE_LOCAL_OP:
    case VK_LOAD_CELL_OP:
    case VK_DELETE_CELL_OP:
    case VK_LOAD_NAME_CELL_OP:
    case VK_STORE_NAME_OP:
    case VK_DELETE_NAME_OP:
    case VK_IMPORT_OP:
    case VK_IMPORT_FROM_OP:
        return check_kind(of, index, VK_STR);
    case VK_MAKE_FUNCTION_OP:
        return check_kind(of, index, VK_CODE);
    case VK_CALL_KEYWORDS_OP:
    case VK_CALL_LOADED_KEYWORDS_OP:
        return check_kind(of, index, VK_TUPLE);
    default:
        return true;
    }
}

static bool check_operand(const subject *of, uint64_t word, vk_role role,
                          uint32_t value) {
    switch (role) {
    case VK_ROLE__:
    case VK_ROLE_I:
    case VK_ROLE_U:
        return true;
    case VK_ROLE_K:
        return check_constant_use(of, vk_word_op(word), value);
    case VK_ROLE_N:
        return check_name(of, value);
    case VK_ROLE_J:
        return check_jump(of, value);
    default:
        return check_run(of, value, vk_run_length(role, word));
    }
}

/* Any other word would be a reference, out of nothing, to a place of somebody's
 * choice. */
static bool is_known_immediate(uint32_t bits) {
    return (bits & 7) == 2 && bits <= VIV_ABSENT.bits;
}

static uint32_t native_count(const subject *of) {
    const struct vk_runtime *runtime = vk_runtime(of->vm);

    return runtime && runtime->family_table
               ? (uint32_t)runtime->family_table->native_count
               : 0;
}

/* Operands that are numbers with a meaning. */
static bool check_special(const subject *of, uint64_t word) {
    uint32_t a = vk_word_a(word), b = vk_word_b(word), c = vk_word_c(word);

    switch (vk_word_op(word)) {
    case VK_LOAD_CONST_FAR_OP:
        return check_constant(of, b | c << 16, 0);
    case VK_LOAD_IMMEDIATE_OP:
        return is_known_immediate(b) || refuse(of, "immediate", b);
    case VK_RETURN_IMMEDIATE_OP:
        return is_known_immediate(a) || refuse(of, "immediate", a);
    case VK_JUMP_FAR_OP:
        return (b | c << 16) < of->count || refuse(of, "jump to", b | c << 16);
    case VK_LOAD_NAME_CELL_OP:
        return check_run(of, vk_word_x(word), 1);
    case VK_LOAD_ERROR_OP:
        return b < VIV_ERROR_COUNT || refuse(of, "error", b);
    case VK_LOAD_SPECIAL_OP:
        return c <= 3 || refuse(of, "special method", c);
    case VK_YIELD_OP:
    case VK_YIELD_WRAPPED_OP:
    case VK_YIELD_FROM_OP:
        return check_run(of, 0, vk_word_x(word));
    case VK_INTRINSIC_OP:
        return c < VIV_INTRINSIC_COUNT || refuse(of, "intrinsic", c);
    case VK_NATIVE_OP:
        return c < native_count(of) || refuse(of, "native op", c);
    case VK_HALT_OP:
        return refuse(of, "HALT", 0);
    default:
        return true;
    }
}

static bool check_word(const subject *of, uint64_t word) {
    uint32_t op = (uint32_t)vk_word_op(word);
    const vk_op_row *row;

    if (op == VK_NO_OP || op >= VK_OPCODE_COUNT)
        return refuse(of, "op", op);
    row = &vk_ops[op];
    return check_operand(of, word, row->a, vk_word_a(word)) &&
           check_operand(of, word, row->b, vk_word_b(word)) &&
           check_operand(of, word, row->c, vk_word_c(word)) &&
           check_special(of, word);
}

/* Falling off the end would run what happens to lie behind. */
static bool never_goes_on(int op) {
    switch (op) {
    case VK_JUMP_OP:
    case VK_JUMP_FAR_OP:
    case VK_RETURN_OP:
    case VK_RETURN_IMMEDIATE_OP:
    case VK_RETURN_INT_OP:
    case VK_GENERATOR_RETURN_OP:
    case VK_RAISE_OP:
    case VK_RERAISE_OP:
        return true;
    default:
        return false;
    }
}

static bool check_words(subject *of) {
    for (of->at = 0; of->at < of->count; of->at++)
        if (!check_word(of, of->words[of->at]))
            return false;
    return (of->count &&
            never_goes_on(vk_word_op(of->words[of->count - 1]))) ||
           refuse(of, "no end after", of->count);
}

/* -- tables */

/* Storage of at least [bytes] at [offset], of [kind]. */
static bool check_storage(const subject *of, uint32_t offset, vk_kind kind,
                          uint64_t bytes) {
    const vk_raw *raw = vk_at(of->vm, offset);
    uint64_t size = kind == VK_RAW ? 1 : 8;

    return (offset && raw->head.kind == kind && bytes <= raw->bytes * size) ||
           refuse(of, "storage", offset);
}

static bool check_handlers(const subject *of) {
    uint32_t offset = of->code->handlers, count;
    const vk_handler *rows = vk_element(of->vm, offset, 0, sizeof *rows);

    if (!offset)
        return true;
    if (!check_storage(of, offset, VK_RAW, 0))
        return false;
    count = ((vk_raw *)vk_at(of->vm, offset))->bytes / sizeof *rows;
    for (uint32_t i = 0; i < count; i++) {
        vk_handler row = rows[i];

        if (row.start >= row.end || row.end > of->count ||
            row.target >= of->count || row.value >= of->registers)
            return refuse(of, "handler", i);
    }
    return true;
}

static bool check_positions(const subject *of) {
    uint32_t offset = of->code->positions, count, last = 0;
    const vk_position *rows = vk_element(of->vm, offset, 0, sizeof *rows);

    if (!offset)
        return true;
    if (!check_storage(of, offset, VK_RAW, 0))
        return false;
    count = ((vk_raw *)vk_at(of->vm, offset))->bytes / sizeof *rows;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t start = rows[i].start;

        if (start < last || start >= of->count)
            return refuse(of, "position", i);
        last = start;
    }
    return true;
}

/* The registers that a call fills in. A call writes arguments and cells without
 * further checks. */
static bool check_frame(const subject *of) {
    const vk_code_object *code = of->code;
    uint32_t parameters = (uint32_t)code->positional + code->keyword_only +
                          !!(code->flags & VK_CODE_VARARGS) +
                          !!(code->flags & VK_CODE_KEYWORDS);
    uint32_t free = code->free_count;

    if (code->positional_only > code->positional ||
        parameters > of->registers || code->free_start < parameters ||
        code->free_start + free > of->registers)
        return refuse(of, "parameters", parameters);
    return !free || !code->captures ||
           check_storage(of, code->captures, VK_RAW, free * 2u);
}

/* Cells that functions made here take from this frame. */
static bool check_captures(const subject *of) {
    for (uint32_t i = 0; i < of->constant_count; i++) {
        const vk_code_object *inner;
        const uint16_t *rows;

        if (!vk_is(of->vm, of->constants[i], VK_CODE))
            continue;
        inner = vk_object(of->vm, of->constants[i]);
        rows = vk_element(of->vm, inner->captures, 0, 2);
        for (uint32_t k = 0; inner->captures && k < inner->free_count; k++)
            if (rows[k] >= of->registers)
                return refuse(of, "capture", k);
    }
    return true;
}

static bool check_texts(const subject *of) {
    const vk_code_object *code = of->code;
    viv_vm *vm = of->vm;

    return (vk_is(vm, code->name, VK_STR) &&
            vk_is(vm, code->qualified_name, VK_STR) &&
            vk_is(vm, code->file, VK_STR) && vk_is(vm, code->names, VK_TUPLE) &&
            vk_is(vm, code->free_names, VK_TUPLE) &&
            vk_is(vm, code->cell_names, VK_TUPLE)) ||
           refuse(of, "names", 0);
}

bool vk_verify(viv_vm *vm, viv_value value, char *problem, size_t size) {
    const vk_code_object *code = vk_object(vm, value);
    subject of = {.vm = vm, .code = code, .problem = problem, .size = size};

    if (!vk_is(vm, value, VK_CODE))
        return refuse(&of, "no code", 0);
    of.words = vk_element(vm, code->instructions, 0, 8);
    of.constants = vk_element(vm, code->constants, 0, 8);
    of.registers = code->registers;
    if (!check_storage(&of, code->instructions, VK_RAW,
                       (uint64_t)code->count * 8) ||
        !check_storage(&of, code->constants, VK_VALUES, 0))
        return false;
    of.constant_count = ((vk_values *)vk_at(vm, code->constants))->count;
    of.count = code->count;
    if (!check_words(&of))
        return false;
    of.at = of.count;
    return check_handlers(&of) && check_positions(&of) && check_frame(&of) &&
           check_captures(&of) && check_texts(&of);
}
