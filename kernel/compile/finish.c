/* finish.c - from the builder's buffers to a code object: jumps get their
 * distance, far ones are rewritten, tables are copied out of the arena.
 *
 * Operands of jumps have 16 bits. Nearly every code is smaller than that; only
 * a code of more than 32,767 words is planned: jumps that are too far grow to
 * three words, which may push others out of reach, until nothing changes any
 * more. Each round only adds far jumps, so it ends.
 *
 * Everything made here is stored into the code object at once: a collection may
 * happen at the next allocation, and finds it there.
 */
#include "compile/builder.h"
#include "compile/ops.h"
#include "object/error.h"
#include "object/function.h"
#include "object/list.h"
#include "object/str.h"

#define OP(name) VK_##name##_OP

enum { FAR_WORDS = 3 }; /* a conditional jump too far: jump, skip, far jump */

/* Where words of the buffer end up. Without far jumps, all move by [shift]. */
typedef struct layout {
    uint32_t shift;  /* words of the prologue */
    uint32_t count;  /* words of the body, in the buffer */
    uint32_t total;  /* words of the code */
    uint32_t map;    /* uint32_t[count + 1] in the arena, or 0 */
    uint32_t far;    /* bool per fixup, or 0 */
} layout;

static uint32_t fixup_count(const viv_builder *b) {
    return b->fixups.count - b->unit->fixups;
}

static const vk_fixup *fixup_at(const viv_builder *b, uint32_t number) {
    return VK_ROW(b->fixups, vk_fixup, b->unit->fixups + number);
}

/* Whatever stands in the arena: an index behind the body counts as its end. */
static uint32_t placed(const viv_builder *b, const layout *to, uint32_t word) {
    uint32_t index = word - b->unit->words;

    if (index > to->count)
        index = to->count;
    return to->map ? *(uint32_t *)vk_at(b->vm, to->map + index * 4)
                   : index + to->shift;
}

static uint32_t target_of(const viv_builder *b, const vk_fixup *fixup) {
    return VK_ROW(b->labels, vk_label, fixup->label)->place;
}

static bool is_far(const viv_builder *b, const layout *to, uint32_t fixup) {
    return to->far && *(bool *)vk_at(b->vm, to->far + fixup);
}

static int64_t distance(const viv_builder *b, const layout *to,
                        const vk_fixup *fixup) {
    return (int64_t)placed(b, to, target_of(b, fixup)) -
           placed(b, to, fixup->word) - 1;
}

static uint64_t word_at(const viv_builder *b, uint32_t word) {
    return *VK_ROW(b->words, uint64_t, word);
}

/* How many words a far jump takes. */
static uint32_t far_size(const viv_builder *b, const vk_fixup *fixup) {
    return vk_word_op(word_at(b, fixup->word)) == OP(JUMP) ? 1 : FAR_WORDS;
}

static void fill_map(viv_builder *b, layout *to) {
    uint32_t fixup = 0, next = to->shift;

    for (uint32_t i = 0; i <= to->count; i++) {
        *(uint32_t *)vk_at(b->vm, to->map + i * 4) = next++;
        if (fixup < fixup_count(b) &&
            fixup_at(b, fixup)->word == b->unit->words + i) {
            if (is_far(b, to, fixup))
                next += far_size(b, fixup_at(b, fixup)) - 1;
            fixup++;
        }
    }
    to->total = next - 1;
}

/* Marks jumps that are too far; false: none is new. */
static bool mark_far(viv_builder *b, layout *to) {
    bool changed = false;

    for (uint32_t i = 0; i < fixup_count(b); i++) {
        int64_t words = distance(b, to, fixup_at(b, i));

        if (is_far(b, to, i) || (words >= INT16_MIN && words <= INT16_MAX))
            continue;
        *(bool *)vk_at(b->vm, to->far + i) = true;
        changed = true;
    }
    return changed;
}

static bool plan(viv_builder *b, layout *to) {
    to->total = to->shift + to->count;
    if (to->total <= INT16_MAX)
        return true;
    to->map = vk_arena_take(b->vm, (to->count + 1) * 4);
    to->far = to->map ? vk_arena_take(b->vm, fixup_count(b) + 1) : 0;
    if (!to->far)
        return false;
    do {
        fill_map(b, to);
        if (!vk_charge(b->vm, to->count / 8))
            return false;
    } while (mark_far(b, to));
    return true;
}

static uint64_t with_jump(uint64_t word, int64_t words) {
    return (word & (UINT64_MAX >> 16)) | (uint64_t)(uint16_t)words << 48;
}

static uint64_t far_jump(uint32_t target) {
    return VK_WORD(OP(JUMP_FAR), 0, 0, target & UINT16_MAX, target >> 16);
}

/* The jump [fixup] at [out]; the number of words written. */
static uint32_t put_jump(viv_builder *b, const layout *to, uint32_t number,
                         uint64_t *out) {
    const vk_fixup *fixup = fixup_at(b, number);
    uint64_t word = word_at(b, fixup->word);
    uint32_t target = placed(b, to, target_of(b, fixup));

    if (!is_far(b, to, number)) {
        out[0] = with_jump(word, distance(b, to, fixup));
        return 1;
    }
    if (far_size(b, fixup) == 1) {
        out[0] = far_jump(target);
        return 1;
    }
    out[0] = with_jump(word, 1);
    out[1] = VK_WORD(OP(JUMP), 0, 0, 0, 1);
    out[2] = far_jump(target);
    return FAR_WORDS;
}

/* Constants that are only loaded lie behind the others. */
static uint64_t patch_constant(uint64_t word, uint32_t near) {
    uint32_t index = (vk_word_b(word) | vk_word_c(word) << 16) + near;

    return VK_WORD(OP(LOAD_CONST_FAR), 0, vk_word_a(word), index & UINT16_MAX,
                   index >> 16);
}

static void put_words(viv_builder *b, const layout *to, uint64_t *out) {
    const vk_unit *unit = b->unit;
    uint32_t near = b->constants.count - unit->constants;
    bool far = b->far.count > unit->far;
    uint32_t fixup = 0, at = to->shift;

    for (uint32_t i = 0; i < to->count; i++) {
        uint64_t word = word_at(b, unit->words + i);

        if (fixup < fixup_count(b) &&
            fixup_at(b, fixup)->word == unit->words + i) {
            at += put_jump(b, to, fixup++, out + at);
            continue;
        }
        if (far && vk_word_op(word) == OP(LOAD_CONST_FAR))
            word = patch_constant(word, near);
        out[at++] = word;
    }
}

/* -- tables; each is stored into the code as soon as it is made */

static bool add_instructions(viv_builder *b, vk_code_object *code,
                             layout *to) {
    uint32_t at;

    to->count = b->words.count - b->unit->words;
    to->shift = vk_prologue(b, NULL, 0);
    if (!plan(b, to))
        return false;
    at = vk_raw_new(b->vm, to->total * 8);
    if (!at)
        return false;
    vk_prologue(b, vk_element(b->vm, at, 0, 8), to->shift);
    put_words(b, to, vk_element(b->vm, at, 0, 8));
    code->instructions = at;
    code->count = to->total;
    return true;
}

/* A buffer that was never used has no address. memcpy from a null pointer is
 * undefined even for no bytes at all. */
static void copy_values(void *to, const viv_value *from, uint32_t count) {
    if (count != 0)
        memcpy(to, from, count * sizeof *from);
}

static bool add_constants(viv_builder *b, vk_code_object *code) {
    uint32_t near = b->constants.count - b->unit->constants;
    uint32_t far = b->far.count - b->unit->far;
    uint32_t at = vk_values_new(b->vm, near + far);

    if (!at)
        return false;
    copy_values(vk_element(b->vm, at, 0, 8),
                VK_ROW(b->constants, viv_value, b->unit->constants), near);
    copy_values(vk_element(b->vm, at, near, 8),
                VK_ROW(b->far, viv_value, b->unit->far), far);
    code->constants = at;
    return true;
}

/* A region that got no handler (its code could not be reached) leaves no
 * row. */
static bool add_handlers(viv_builder *b, vk_code_object *code,
                         const layout *to) {
    uint32_t count = b->guards.count - b->unit->guards, used = 0, at;
    vk_handler *rows;

    if (!count)
        return true;
    at = vk_raw_new(b->vm, count * sizeof(vk_handler));
    if (!at)
        return false;
    rows = vk_element(b->vm, at, 0, sizeof *rows);
    for (uint32_t i = 0; i < count; i++) {
        const vk_guard_row *row =
            VK_ROW(b->guards, vk_guard_row, b->unit->guards + i);
        const vk_region *region =
            VK_ROW(b->regions, vk_region, b->unit->regions + row->region);

        if (region->target == VK_UNPLACED)
            continue;
        rows[used++] = (vk_handler){placed(b, to, row->start),
                                    placed(b, to, row->end),
                                    placed(b, to, region->target),
                                    (uint16_t)region->value, 0};
    }
    ((vk_raw *)vk_at(b->vm, at))->used = used * (uint32_t)sizeof *rows;
    ((vk_raw *)vk_at(b->vm, at))->bytes = used * (uint32_t)sizeof *rows;
    code->handlers = used ? at : 0;
    return true;
}

static bool add_positions(viv_builder *b, vk_code_object *code,
                          const layout *to) {
    uint32_t count = b->positions.count - b->unit->positions, at;
    vk_position *rows;

    if (!count)
        return true;
    at = vk_raw_new(b->vm, count * sizeof(vk_position));
    if (!at)
        return false;
    rows = vk_element(b->vm, at, 0, sizeof *rows);
    memcpy(rows, VK_ROW(b->positions, vk_position, b->unit->positions),
           count * sizeof *rows);
    for (uint32_t i = 0; i < count; i++)
        rows[i].start = i ? placed(b, to, rows[i].start) : 0;
    code->positions = at;
    return true;
}

/* -- names */

typedef bool (*choose)(const vk_symbol *symbol);

static bool is_own_cell(const vk_symbol *symbol) {
    return symbol->place == VK_PLACE_CELL;
}

static bool is_free_cell(const vk_symbol *symbol) {
    return symbol->flags & VK_PASSED || symbol->place == VK_PLACE_FREE;
}

static bool has_register(const vk_symbol *symbol) {
    return symbol->flags & VK_PARAMETER || is_free_cell(symbol) ||
           symbol->place == VK_PLACE_CELL ||
           symbol->place == VK_PLACE_REGISTER;
}

/* A class's cells under the names that frames inside know. */
static viv_value shown_name(viv_builder *b, const vk_symbol *symbol) {
    if (vk_str_is(b->vm, symbol->name, VK_CLASS_CELL))
        return viv_identifier(b, "__class__");
    if (vk_str_is(b->vm, symbol->name, VK_CLASS_DICT))
        return viv_identifier(b, "__classdict__");
    return symbol->name;
}

static viv_value names_where(viv_builder *b, vk_scope *scope, choose chosen) {
    uint32_t count = 0, at = 0;
    viv_value tuple;

    for (uint32_t i = 0; i < vk_scope_symbols(scope); i++)
        count += chosen(vk_scope_symbol_at(b->vm, scope, i));
    tuple = vk_tuple_new(b->vm, count);
    for (uint32_t i = 0; !viv_is_raise(tuple) && i < vk_scope_symbols(scope);
         i++) {
        const vk_symbol *symbol = vk_scope_symbol_at(b->vm, scope, i);
        vk_tuple_object *names = vk_object(b->vm, tuple);

        if (chosen(symbol) && at < count)
            names->items[at++] = shown_name(b, symbol);
    }
    return tuple;
}

/* By register: parameters, free variables, locals. */
static viv_value register_names(viv_builder *b, vk_scope *scope) {
    uint32_t count = (uint32_t)scope->parameters + scope->free_count +
                     scope->local_count;
    viv_value tuple = vk_tuple_new(b->vm, count);
    vk_tuple_object *names;

    if (viv_is_raise(tuple))
        return tuple;
    names = vk_object(b->vm, tuple);
    for (uint32_t i = 0; i < count; i++)
        names->items[i] = VIV_NONE;
    for (uint32_t i = 0; i < vk_scope_symbols(scope); i++) {
        const vk_symbol *symbol = vk_scope_symbol_at(b->vm, scope, i);

        if (has_register(symbol) && symbol->reg < count)
            names->items[symbol->reg] = shown_name(b, symbol);
    }
    for (uint32_t i = 0; i < count; i++)
        if (viv_is_none(names->items[i]))
            names->items[i] = viv_identifier(b, ".0");
    return tuple;
}

static bool store(viv_builder *b, vk_code_object *code, viv_value *slot,
                  viv_value value) {
    if (viv_is_raise(value))
        return false;
    vk_store(b->vm, code, slot, value);
    return true;
}

static bool add_names(viv_builder *b, vk_code_object *code, vk_scope *scope) {
    return store(b, code, &code->names, register_names(b, scope)) &&
           store(b, code, &code->free_names,
                 names_where(b, scope, is_free_cell)) &&
           store(b, code, &code->cell_names,
                 names_where(b, scope, is_own_cell));
}

/* Registers of the enclosing frame whose cells become the free variables. */
static bool add_captures(viv_builder *b, vk_code_object *code,
                         vk_scope *scope) {
    vk_unit *unit = b->unit;
    uint32_t at, used = 0, count = scope->free_count;
    uint16_t *rows;

    code->free_count = (uint16_t)count;
    code->free_start = scope->parameters;
    if (!count || !unit->outer)
        return true;
    at = vk_raw_new(b->vm, count * 2);
    if (!at)
        return false;
    code->captures = at;
    rows = vk_element(b->vm, at, 0, 2);
    b->unit = unit->outer;
    for (uint32_t i = 0; i < vk_scope_symbols(scope); i++) {
        const vk_symbol *symbol = vk_scope_symbol_at(b->vm, scope, i);
        const vk_symbol *outer;

        if (!is_free_cell(symbol) || used >= count)
            continue;
        if (vk_str_is(b->vm, symbol->name, "__class__"))
            code->flags |= VK_CODE_METHOD;
        outer = vk_capture(b, symbol->name);
        rows[used++] = outer ? outer->reg : UINT16_MAX;
    }
    b->unit = unit;
    return true;
}

/* -- the whole */

static vk_code_object *new_code(viv_builder *b, vk_scope *scope) {
    const vk_unit *unit = b->unit;
    vk_code_object *code = vk_new(b->vm, VK_CODE, sizeof *code);

    if (!code)
        return NULL;
    memset((char *)code + sizeof code->head, 0,
           sizeof *code - sizeof code->head);
    code->names = code->free_names = code->cell_names = VIV_NONE;
    code->name = unit->name;
    code->qualified_name = unit->qualified_name;
    code->file = b->options->file;
    code->source = b->options->source;
    code->number = vk_world_number(b->vm);
    code->doc = unit->doc;
    code->registers = (uint16_t)unit->most;
    code->positional = scope->positional;
    code->positional_only = scope->positional_only;
    code->keyword_only = scope->keyword_only;
    code->flags = unit->flags;
    code->first_line = unit->first_line;
    return code;
}

/* The verifier reads what was made like a stranger's: a wrong lowering in a
 * family is an error at compile time, never a wrong access at run time. */
viv_value vk_finish_code(viv_builder *b) {
    vk_scope *scope = vk_scope_at(b->vm, b->unit->frame);
    vk_code_object *code = new_code(b, scope);
    layout to = {0, 0, 0, 0, 0};
    char problem[120];
    viv_value value;

    if (!code)
        return VIV_RAISE;
    value = vk_reference(b->vm, code);
    if (!add_instructions(b, code, &to) || !add_constants(b, code) ||
        !add_handlers(b, code, &to) || !add_positions(b, code, &to) ||
        !add_names(b, code, scope) || !add_captures(b, code, scope))
        return VIV_RAISE;
    if (vk_verify(b->vm, value, problem, sizeof problem))
        return value;
    viv_syntax_error(b, b->node, "internal: code of '%S' refused: %s",
                     b->unit->name, problem);
    return VIV_NONE;
}
