/* words.c - instructions into the buffer: words, their places, labels and
 * jumps.
 *
 * Instructions are emitted once, in order, into one growing buffer;
 * improvements look back over the last words only. A fence says how far: no
 * word before a label, or before the edge of a guarded region, may be changed,
 * since a jump or a handler may rely on it.
 *
 * Places in the source are run-length encoded: a row only where the place
 * changes.
 */
#include "compile/builder.h"
#include "compile/ops.h"
#include "object/str.h"
#include "syntax/tree.h"

const vk_op_row vk_ops[] = {
    {.name = "NONE"},
#define VK_OPCODE(name, a, b, c, x, result)                                    \
    {#name, VK_ROLE_##a, VK_ROLE_##b, VK_ROLE_##c, VK_ROLE_##x},
#include "compile/ops.def"
#undef VK_OPCODE
};

uint32_t vk_run_length(vk_role role, uint64_t word) {
    uint32_t x = vk_word_x(word), c = vk_word_c(word);

    switch (role) {
    case VK_ROLE_Wn2:
    case VK_ROLE_Rn2:
        return 2;
    case VK_ROLE_Rn3:
    case VK_ROLE_Mn3:
        return 3;
    case VK_ROLE_Wnc:
    case VK_ROLE_Rnc:
        return c;
    case VK_ROLE_Rnp:
        return 2 * c;
    case VK_ROLE_Wns:
        return x + 1 + c;
    case VK_ROLE_Mnx:
        return x + 1;
    case VK_ROLE_Mnm:
        return x + 2;
    default:
        return 1;
    }
}

/* -- buffers */

/* Rows move when the buffer grows: pointers to rows are not kept across a
 * push. */
void *vk_builder_push(viv_builder *b, vk_buffer *buffer, uint32_t size) {
    if (buffer->count == buffer->room) {
        uint32_t room = buffer->room ? buffer->room * 2 : 16;
        uint32_t old = buffer->data ? vk_offset(b->vm, buffer->data) : 0;
        uint32_t at = 0;

        if (!b->failed && room <= (UINT32_C(1) << 30) / size)
            at = vk_arena_grow(b->vm, old, buffer->room * size, room * size);
        if (!at) {
            vk_builder_raised(b);
            return NULL;
        }
        buffer->data = vk_at(b->vm, at);
        buffer->room = room;
    }
    return buffer->data + (size_t)buffer->count++ * size;
}

/* -- the place in the source of what is emitted */

static uint16_t column(uint32_t number) {
    return number >= UINT16_MAX ? UINT16_MAX : (uint16_t)number;
}

/* An attribute on a later line than its object: the place begins at its name.
 * As CPython shows it: in a chain of calls over several lines, a traceback
 * should point at the line of the method that failed. */
static void begin_at_name(viv_builder *b, vk_position *row) {
    viv_node attribute = b->node;
    uint32_t length;
    int line, end;

    if (viv_node_kind(b, attribute) == VIV_Call)
        attribute = viv_Call_func(b, attribute);
    if (viv_node_kind(b, attribute) != VIV_Attribute)
        return;
    line = viv_node_end_line(b, attribute);
    end = viv_node_end_column(b, attribute);
    length = vk_str_text(b->vm, viv_Attribute_attr(b, attribute)).length;
    if (row->line == (uint32_t)line || length > (uint32_t)end)
        return;
    row->line = (uint32_t)line;
    row->column = column((uint32_t)end - length);
}

/* The place of the next instruction. */
void vk_note_position(viv_builder *b) {
    vk_unit *unit = b->unit;
    vk_position row = {.start = b->words.count}, *last;
    vk_node head = {0};

    if (b->node)
        memcpy(&head, vk_at(b->vm, b->node), sizeof head);
    if (!b->unit->reachable || b->failed)
        return;
    row.line = head.line;
    row.end_line = head.end_line;
    row.column = column(head.column);
    row.end_column = column(head.end_column);
    if (!row.line)
        row.line = row.end_line = unit->first_line;
    else if (head.line != head.end_line)
        begin_at_name(b, &row);
    if (b->positions.count > unit->positions) {
        last = VK_ROW(b->positions, vk_position, b->positions.count - 1);
        if (last->line == row.line && last->column == row.column &&
            last->end_line == row.end_line &&
            last->end_column == row.end_column)
            return;
    }
    last = vk_builder_push(b, &b->positions, sizeof row);
    if (last)
        *last = row;
    unit->noted = b->node;
}

viv_node viv_place(viv_builder *b, viv_node node) {
    viv_node before = b->node;

    b->node = node;
    return before;
}

/* -- words */

/* What cannot be reached is not emitted at all, so that lowering needs no test
 * for code behind `return`. */
void vk_emit(viv_builder *b, uint64_t word) {
    uint64_t *place;

    if (!b->unit->reachable || b->failed)
        return;
    if (b->node != b->unit->noted)
        vk_note_position(b);
    place = vk_builder_push(b, &b->words, sizeof *place);
    if (place)
        *place = word;
}

/* A forward jump takes what is certainly bound here to the label; jumps
 * backwards do not need to, since loops only add to what is bound. A `del` in a
 * loop is why erased variables are never sure behind a label. */
void vk_emit_jump(viv_builder *b, vk_opcode op, int a, int second,
                  viv_label label) {
    uint32_t at = b->words.count;
    vk_fixup *fixup;
    vk_label *target;

    vk_emit(b, VK_WORD(op, 0, a, second, 0));
    if (b->words.count == at || b->failed)
        return;
    fixup = vk_builder_push(b, &b->fixups, sizeof *fixup);
    if (!fixup)
        return;
    if ((uint32_t)label >= b->labels.count)
        label = (int)b->unit->labels;
    *fixup = (vk_fixup){at, (uint32_t)label};
    target = VK_ROW(b->labels, vk_label, label);
    if (target->place != VK_UNPLACED)
        return;
    for (int i = 0; i < 2; i++)
        target->defined.bits[i] = target->reached
                                      ? target->defined.bits[i] &
                                            b->unit->defined.bits[i]
                                      : b->unit->defined.bits[i];
    target->reached = true;
}

uint64_t vk_last_word(const viv_builder *b, uint32_t back) {
    uint32_t count = b->words.count;

    if (!b->unit->reachable || b->failed || count < b->unit->fence + back + 1)
        return 0;
    return *VK_ROW(b->words, uint64_t, count - 1 - back);
}

void vk_drop_words(viv_builder *b, uint32_t count) {
    vk_unit *unit = b->unit;

    b->words.count -= count;
    while (b->positions.count > unit->positions &&
           VK_ROW(b->positions, vk_position, b->positions.count - 1)->start >=
               b->words.count) {
        b->positions.count--;
        unit->noted = 0;
    }
    /* A word without a jump was dropped, or the jump's fixup goes with it. */
    while (b->fixups.count > unit->fixups &&
           VK_ROW(b->fixups, vk_fixup, b->fixups.count - 1)->word >=
               b->words.count)
        b->fixups.count--;
}

/* -- labels */

viv_label viv_label_new(viv_builder *b) {
    vk_label *label = vk_builder_push(b, &b->labels, sizeof *label);

    if (!label)
        return 0;
    *label = (vk_label){.place = VK_UNPLACED};
    return (viv_label)(b->labels.count - 1);
}

/* The conditional jump that goes on where [op] jumps, or 0. */
static vk_opcode opposite(int op) {
    if (op >= VK_JUMP_LT_OP && op <= VK_JUMP_GE_OP)
        return (vk_opcode)(op + (VK_JUMP_NOT_LT_OP - VK_JUMP_LT_OP));
    if (op >= VK_JUMP_NOT_LT_OP && op <= VK_JUMP_NOT_GE_OP)
        return (vk_opcode)(op - (VK_JUMP_NOT_LT_OP - VK_JUMP_LT_OP));
    if (op >= VK_JUMP_LT_INT_OP && op <= VK_JUMP_GE_INT_OP)
        return (vk_opcode)(op + (VK_JUMP_NOT_LT_INT_OP - VK_JUMP_LT_INT_OP));
    if (op >= VK_JUMP_NOT_LT_INT_OP && op <= VK_JUMP_NOT_GE_INT_OP)
        return (vk_opcode)(op - (VK_JUMP_NOT_LT_INT_OP - VK_JUMP_LT_INT_OP));
    if (op >= VK_JUMP_TRUE_OP && op <= VK_JUMP_IS_NOT_OP)
        return (vk_opcode)(((op - VK_JUMP_TRUE_OP) ^ 1) + VK_JUMP_TRUE_OP);
    return (vk_opcode)0;
}

static vk_fixup *last_fixup(viv_builder *b, uint32_t back) {
    return b->fixups.count < b->unit->fixups + back + 1
               ? NULL
               : VK_ROW(b->fixups, vk_fixup, b->fixups.count - 1 - back);
}

static int op_at(viv_builder *b, uint32_t word) {
    return vk_word_op(*VK_ROW(b->words, uint64_t, word));
}

/* A jump to where it stands is nothing; a conditional jump over a jump becomes
 * the opposite one. */
static void simplify_jumps(viv_builder *b, uint32_t label) {
    uint32_t last = b->words.count - 1, fence = b->unit->fence;
    vk_fixup *jump = last_fixup(b, 0), *over = last_fixup(b, 1);

    if (b->words.count <= fence || !jump || jump->word != last ||
        op_at(b, last) != VK_JUMP_OP)
        return;
    if (jump->label == label) {
        vk_drop_words(b, 1);
        return;
    }
    if (last <= fence || !over || over->word != last - 1 ||
        over->label != label || !opposite(op_at(b, last - 1)))
        return;
    *VK_ROW(b->words, uint64_t, last - 1) =
        (*VK_ROW(b->words, uint64_t, last - 1) & ~UINT64_C(255)) |
        opposite(op_at(b, last - 1));
    over->label = jump->label;
    vk_drop_words(b, 1);
}

void viv_label_place(viv_builder *b, viv_label number) {
    vk_unit *unit = b->unit;
    vk_label *label;

    if (b->failed || number < 0 || (uint32_t)number >= b->labels.count)
        return;
    label = VK_ROW(b->labels, vk_label, number);
    if (label->reached && !unit->reachable)
        simplify_jumps(b, (uint32_t)number);
    for (int i = 0; label->reached && i < 2; i++)
        unit->defined.bits[i] = unit->reachable
                                    ? unit->defined.bits[i] &
                                          label->defined.bits[i]
                                    : label->defined.bits[i];
    for (int i = 0; i < 2; i++)
        unit->defined.bits[i] &= ~unit->erased.bits[i];
    unit->reachable |= label->reached;
    label->place = unit->fence = b->words.count;
}

viv_label viv_label_here(viv_builder *b) {
    viv_label label = viv_label_new(b);

    viv_label_place(b, label);
    return label;
}

void viv_emit_jump(viv_builder *b, viv_label label) {
    vk_emit_jump(b, VK_JUMP_OP, 0, 0, label);
    b->unit->reachable = false;
}

bool viv_reachable(const viv_builder *b) {
    return b->unit->reachable && !b->failed;
}

/* -- registers */

/* Temporaries are a stack above the variables. A handler consumes operands in
 * the reverse order of their making, which is what keeps windows small. */
viv_temp vk_new_temp(viv_builder *b) {
    vk_unit *unit = b->unit;
    viv_temp temp = unit->top++;

    if (unit->top > unit->most)
        unit->most = unit->top;
    if (unit->top >= UINT16_MAX)
        viv_syntax_error(b, b->node, "too many values at once in one function");
    return unit->top >= UINT16_MAX ? unit->base : temp;
}

void vk_consume(viv_builder *b, viv_temp value) {
    vk_unit *unit = b->unit;

    if (vk_is_free(unit, value) && value == unit->top - 1)
        unit->top--;
}

viv_temp vk_result(viv_builder *b, viv_temp first, viv_temp second) {
    vk_consume(b, second);
    vk_consume(b, first);
    return vk_new_temp(b);
}

viv_temp vk_result_run(viv_builder *b, viv_temp first, int count) {
    vk_unit *unit = b->unit;

    if (vk_is_free(unit, first) && first + count == unit->top)
        unit->top = first;
    return vk_new_temp(b);
}

viv_temp viv_temp_new(viv_builder *b) {
    return viv_hold(b, vk_new_temp(b));
}

viv_temp viv_temps_new(viv_builder *b, int count) {
    viv_temp first = b->unit->top;

    for (int i = 0; i < count && !b->failed; i++)
        viv_temp_new(b);
    return first;
}

viv_temp viv_hold(viv_builder *b, viv_temp value) {
    vk_unit *unit = b->unit;

    if (vk_is_temp(unit, value) && value >= unit->floor)
        unit->floor = value + 1;
    return value;
}

viv_temp viv_mark(const viv_builder *b) {
    return b->unit->top;
}

/* Never below [base]: variables are not temporaries. */
void viv_release(viv_builder *b, viv_temp mark) {
    vk_unit *unit = b->unit;

    if (mark >= unit->base && mark < unit->top)
        unit->top = mark;
    if (unit->floor > unit->top)
        unit->floor = unit->top;
}

/* The last word makes [source] and nobody else needs it: let it make [dest].
 * Saves the MOVE of nearly every assignment: `x = a + b` is one instruction. */
static bool retarget(viv_builder *b, viv_temp dest, viv_temp source) {
    uint64_t word = vk_last_word(b, 0);
    int op = vk_word_op(word);

    if (!word || !vk_is_free(b->unit, source) ||
        vk_word_a(word) != (uint32_t)source || vk_ops[op].a != VK_ROLE_W ||
        vk_ops[op].c == VK_ROLE_J)
        return false;
    word = (word & ~(UINT64_C(65535) << 16)) | (uint64_t)(uint16_t)dest << 16;
    *VK_ROW(b->words, uint64_t, b->words.count - 1) = word;
    return true;
}

void viv_emit_move(viv_builder *b, viv_temp dest, viv_temp source) {
    if (dest != source && !retarget(b, dest, source))
        vk_emit(b, VK_WORD(VK_MOVE_OP, 0, dest, source, 0));
    if (dest != source)
        vk_consume(b, source);
}

viv_temp viv_push(viv_builder *b, viv_temp value) {
    vk_unit *unit = b->unit;
    viv_temp temp;

    if (vk_is_free(unit, value) && value == unit->top - 1)
        return value;
    temp = vk_new_temp(b);
    vk_emit(b, VK_WORD(VK_MOVE_OP, 0, temp, value, 0));
    return temp;
}
