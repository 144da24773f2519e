/* constants.c - the constants of a code: each once, names with their caches.
 *
 * Operands reach 65,536 of them. Values that are only loaded leave room there:
 * once it is half full they go to a buffer of their own, which is put behind
 * (finish.c).
 */
#include "compile/builder.h"
#include "compile/ops.h"
#include "object/error.h"
#include "object/str.h"

enum {
    NAME_WORDS = 3,      /* the name and its cache */
    SHARED_FROM = 32768, /* from here on, uses of a name share their cache */
    FAR_MAX = 1 << 24,
};

/* A small cache in front of the pool instead of a table of all constants: most
 * repetitions are close together, and a missed one only costs a slot. */
static vk_recent *recent_slot(viv_builder *b, uint64_t bits, int use) {
    uint64_t hash = (bits + (uint64_t)use) * UINT64_C(0x9E3779B97F4A7C15);

    return &b->recent[hash >> 58 & (VK_CONSTANT_SLOTS - 1)];
}

static bool is_recent(const viv_builder *b, const vk_recent *slot,
                      uint64_t bits, int use) {
    return slot->bits == bits && slot->serial == b->unit->serial &&
           slot->use == use;
}

static void keep_recent(viv_builder *b, vk_recent *slot, uint64_t bits,
                        int use, uint32_t index) {
    *slot = (vk_recent){bits, b->unit->serial, index, (uint8_t)use};
}

static uint32_t constant_count(const viv_builder *b) {
    return b->constants.count - b->unit->constants;
}

static int add(viv_builder *b, viv_value value) {
    uint32_t index = constant_count(b);
    viv_value *slot;

    if (index > UINT16_MAX) {
        viv_syntax_error(b, b->node, "too many constants in one function");
        return 0;
    }
    slot = vk_builder_push(b, &b->constants, sizeof *slot);
    if (slot)
        *slot = value;
    return (int)index;
}

/* References are compared as such: equal str are one only where interned. */
int vk_constant(viv_builder *b, viv_value value) {
    vk_recent *slot = recent_slot(b, value.bits, 0);

    if (is_recent(b, slot, value.bits, 0))
        return (int)slot->index;
    keep_recent(b, slot, value.bits, 0, constant_count(b));
    return add(b, value);
}

/* Before names run out of numbers, they share caches: look for the same one.
 * Quadratic, but only for codes beyond 65,000 slots, where the alternative is
 * to refuse the text. */
static int find_shared(const viv_builder *b, viv_value name) {
    uint32_t count = constant_count(b);

    for (uint32_t i = 0; i + 2 < count; i++) {
        const viv_value *at =
            VK_ROW(b->constants, viv_value, b->unit->constants + i);

        if (viv_same(at[0], name) && viv_is_absent(at[1]) &&
            viv_is_absent(at[2]))
            return (int)i;
    }
    return -1;
}

/* Each use of an attribute has an inline cache of its own, since two uses may
 * see different types. A global is the same at every use: they share one. */
int vk_name(viv_builder *b, vk_opcode op, viv_value name) {
    bool shared = op == VK_LOAD_GLOBAL_OP || constant_count(b) > SHARED_FROM;
    vk_recent *slot = recent_slot(b, name.bits, op);
    int index;

    if (shared && is_recent(b, slot, name.bits, op))
        return (int)slot->index;
    if (constant_count(b) + NAME_WORDS > UINT16_MAX) {
        index = find_shared(b, name);
        if (index < 0)
            viv_syntax_error(b, b->node, "too many names in one function");
        return index < 0 ? 0 : index;
    }
    keep_recent(b, slot, name.bits, op, constant_count(b));
    index = add(b, name);
    add(b, VIV_ABSENT);
    add(b, VIV_ABSENT);
    return index;
}

/* None, True, False and the like: tag 2 and small enough for an operand. */
static bool is_small_immediate(viv_value value) {
    return value.bits <= UINT16_MAX && (value.bits & 7) == 2;
}

/* Patched in finish.c, when it is known how many constants lie before these. */
static void load_far(viv_builder *b, viv_temp dest, viv_value value) {
    uint32_t index = b->far.count - b->unit->far;
    viv_value *slot;

    if (index >= FAR_MAX) {
        viv_syntax_error(b, b->node, "too many constants in one function");
        return;
    }
    slot = vk_builder_push(b, &b->far, sizeof *slot);
    if (slot)
        *slot = value;
    vk_emit(b, VK_WORD(VK_LOAD_CONST_FAR_OP, 0, dest, (int)(index & UINT16_MAX),
                       (int)(index >> 16)));
}

void vk_load(viv_builder *b, viv_temp dest, viv_value value) {
    if (is_small_immediate(value)) {
        vk_emit(b, VK_WORD(VK_LOAD_IMMEDIATE_OP, 0, dest, (int)value.bits, 0));
        return;
    }
    if (vk_fits_operand(value)) {
        vk_emit(b, VK_WORD(VK_LOAD_INT_OP, 0, dest,
                           (int)viv_small_int_value(value), 0));
        return;
    }
    if (constant_count(b) > SHARED_FROM)
        load_far(b, dest, value);
    else
        vk_emit(b,
                VK_WORD(VK_LOAD_CONST_OP, 0, dest, vk_constant(b, value), 0));
}

static viv_value constant_at(const vk_buffer *buffer, uint32_t first,
                             uint32_t index) {
    return index < buffer->count - first
               ? *VK_ROW(*buffer, viv_value, first + index)
               : VIV_NONE;
}

/* The heart of every peephole: is this value known, and may its load be
 * dropped? Only if nobody else holds the register. */
bool vk_loaded(viv_builder *b, uint32_t back, viv_temp value,
               viv_value *constant) {
    uint64_t word = vk_last_word(b, back);

    if (!word || vk_word_a(word) != (uint32_t)value ||
        value < b->unit->floor || value < b->unit->base)
        return false;
    switch (vk_word_op(word)) {
    case VK_LOAD_INT_OP:
        *constant = viv_small_int((int16_t)vk_word_b(word));
        return true;
    case VK_LOAD_IMMEDIATE_OP:
        *constant = VIV_VALUE(vk_word_b(word));
        return true;
    case VK_LOAD_CONST_OP:
        *constant = constant_at(&b->constants, b->unit->constants,
                                vk_word_b(word));
        return true;
    case VK_LOAD_CONST_FAR_OP:
        *constant = constant_at(&b->far, b->unit->far,
                                vk_word_b(word) | vk_word_c(word) << 16);
        return true;
    default:
        return false;
    }
}

viv_temp viv_emit_constant(viv_builder *b, viv_value value) {
    viv_temp temp = vk_new_temp(b);

    vk_load(b, temp, value);
    return temp;
}

viv_value viv_identifier(viv_builder *b, const char *ascii) {
    viv_value text = VIV_NONE;

    if (!b->failed)
        text = vk_str_intern_utf8(b->vm, ascii, (uint32_t)strlen(ascii));
    if (viv_is_raise(text)) {
        vk_builder_raised(b);
        text = VIV_NONE;
    }
    return text;
}

viv_temp viv_emit_text(viv_builder *b, const char *ascii) {
    return viv_emit_constant(b, viv_identifier(b, ascii));
}

viv_temp viv_emit_error_type(viv_builder *b, int error) {
    viv_temp temp = vk_new_temp(b);

    vk_emit(b, VK_WORD(VK_LOAD_ERROR_OP, 0, temp, error, 0));
    return temp;
}
