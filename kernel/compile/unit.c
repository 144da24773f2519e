/* unit.c - one code within the builder: begin, the prologue, names, end.
 *
 * A unit is one code object in the making. Units nest as functions do, and
 * share the builder's buffers as a stack: an inner unit pushes behind the rows
 * of the outer one and takes its own off at the end.
 */
#include "compile/builder.h"
#include "compile/ops.h"
#include "object/error.h"
#include "object/list.h"
#include "object/str.h"

#define OP(name) VK_##name##_OP

/* The scope of the code being built or, in the scope pass, visited. */
static vk_scope *frame(const viv_builder *b) {
    uint32_t at = b->unit ? b->unit->frame : b->scope;

    return vk_scope_at(b->vm, vk_scope_frame(b->vm, at, b->scope_count));
}

/* -- names of codes */

/* Scopes of type parameters are an implementation detail: `def f[T](): ...` is
 * called f, not <generic parameters of f>.f. */
static const vk_unit *naming_unit(const vk_unit *unit, viv_vm *vm) {
    while (unit && vk_scope_at(vm, unit->frame)->kind == VIV_SCOPE_PARAMETERS)
        unit = unit->outer;
    return unit;
}

/* The class or function was declared global where it is defined. `global f; def
 * f(): ...` in a function: its qualified name is f. */
static bool is_global(viv_vm *vm, const vk_unit *outer, viv_value name) {
    vk_symbol *symbol =
        vk_scope_find(vm, vk_scope_at(vm, outer->frame), name);

    return symbol && symbol->flags & VK_GLOBAL;
}

/* PEP 3155. */
static viv_value qualify(viv_builder *b, const vk_unit *outer,
                         viv_value name) {
    const vk_scope *around = outer ? vk_scope_at(b->vm, outer->frame) : NULL;
    vk_str_builder text;
    viv_value result;

    if (!around || around->kind == VIV_SCOPE_MODULE ||
        is_global(b->vm, outer, name) || !vk_is(b->vm, name, VK_STR))
        return name;
    vk_str_build(&text, b->vm);
    vk_str_add(&text, outer->qualified_name);
    vk_str_add_text(&text, vk_scope_is_function(around) &&
                                   around->kind != VIV_SCOPE_GENERATOR
                               ? ".<locals>."
                               : ".");
    vk_str_add(&text, name);
    result = vk_str_finish(&text);
    if (!viv_is_raise(result))
        return result;
    vk_builder_raised(b);
    return name;
}

/* -- beginning */

static uint32_t flags_of(const viv_builder *b, const vk_scope *scope) {
    uint32_t flags = 0;
    bool yields = scope->yields || scope->kind == VIV_SCOPE_GENERATOR;

    if (scope->varargs)
        flags |= VK_CODE_VARARGS;
    if (scope->keywords)
        flags |= VK_CODE_KEYWORDS;
    if (scope->coroutine)
        flags |= yields ? VK_CODE_ASYNC_GENERATOR : VK_CODE_COROUTINE;
    else if (yields)
        flags |= VK_CODE_GENERATOR;
    if (scope->kind == VIV_SCOPE_CLASS)
        flags |= VK_CODE_NAMESPACE;
    if (scope->kind == VIV_SCOPE_LAMBDA)
        flags |= VK_CODE_LAMBDA;
    if (scope->kind == VIV_SCOPE_MODULE)
        flags |= VK_CODE_MODULE |
                 (scope->parameters ? VK_CODE_NAMESPACE : 0) |
                 (scope->awaits ? VK_CODE_COROUTINE : 0);
    if (b->options->flags & VK_COMPILE_HIDDEN)
        flags |= VK_CODE_HIDDEN;
    if (b->options->flags & VK_COMPILE_VETTED)
        flags |= VK_CODE_VETTED;
    return flags;
}

static void begin_buffers(viv_builder *b, vk_unit *unit) {
    unit->words = unit->fence = b->words.count;
    unit->positions = b->positions.count;
    unit->guards = b->guards.count;
    unit->regions = b->regions.count;
    unit->labels = b->labels.count;
    unit->fixups = b->fixups.count;
    unit->constants = b->constants.count;
    unit->far = b->far.count;
}

/* [unit]'s name and body's docstring are set by the caller. Registers:
 * parameters, free variables, locals, comprehensions' variables; temporaries
 * from [base] on. */
void vk_unit_begin(viv_builder *b, vk_unit *unit, uint32_t scope) {
    const vk_scope *names = vk_scope_at(b->vm, scope);

    unit->outer = b->unit;
    unit->frame = unit->scope = scope;
    begin_buffers(b, unit);
    unit->serial = ++b->serial;
    unit->noted = VK_UNPLACED;
    unit->base = names->parameters + names->free_count + names->local_count +
                 names->inner_count;
    unit->top = unit->floor = unit->most = unit->base;
    unit->defined = (vk_defined){{0, 0}};
    unit->erased = (vk_defined){{names->erased[0], names->erased[1]}};
    unit->reachable = true;
    unit->flags = flags_of(b, names);
    unit->first_line = names->parent ? (uint32_t)viv_node_line(b, names->node)
                                     : 1;
    unit->block_count = 0;
    unit->qualified_name =
        qualify(b, naming_unit(b->unit, b->vm), unit->name);
    b->unit = unit;
}

/* -- the prologue */

/* Collected twice: once to learn how many words, once to write them. */
typedef struct prologue {
    uint64_t *words;
    uint32_t count, room;
    uint32_t clear, clear_count; /* registers to be cleared, side by side */
} prologue;

static void put(prologue *to, uint64_t word) {
    if (to->count < to->room)
        to->words[to->count] = word;
    to->count++;
}

static void put_clear(prologue *to) {
    if (to->clear_count)
        put(to, VK_WORD(OP(CLEAR), 0, to->clear, 0, to->clear_count));
    to->clear_count = 0;
}

static void clear(prologue *to, uint32_t reg) {
    if (to->clear_count && to->clear + to->clear_count == reg) {
        to->clear_count++;
        return;
    }
    put_clear(to);
    to->clear = reg;
    to->clear_count = 1;
}

/* A register may hold what an earlier frame left on the value stack. Only
 * variables that are read before they are certainly bound must be cleared;
 * nobody looks at the others. */
static void prepare(viv_builder *b, prologue *to, const vk_symbol *symbol,
                    bool all) {
    bool parameter = symbol->flags & VK_PARAMETER;

    if (symbol->place == VK_PLACE_CELL && parameter)
        put(to, VK_WORD(OP(WRAP_CELL), 0, symbol->reg, 0, 0));
    else if (symbol->place == VK_PLACE_CELL)
        put(to, VK_WORD(OP(NEW_CELL), 0, symbol->reg, 0, 0));
    else if (symbol->place == VK_PLACE_REGISTER && !parameter &&
             (all || symbol->flags & VK_UNSURE))
        clear(to, symbol->reg);
    if (symbol->place == VK_PLACE_CELL && frame(b)->kind == VIV_SCOPE_CLASS &&
        vk_str_is(b->vm, symbol->name, VK_CLASS_DICT))
        put(to, VK_WORD(OP(STORE_CELL), 0, symbol->reg, 0, 0));
}

/* Of comprehensions only what may be read too early: their cells are made anew
 * each time one begins. */
static void prepare_inner(viv_builder *b, prologue *to, uint32_t scope) {
    uint32_t at = vk_scope_at(b->vm, scope)->child;

    for (uint32_t i = 0; at && i <= b->scope_count; i++) {
        vk_scope *inner = vk_scope_at(b->vm, at);

        for (uint32_t k = 0; inner->kind == VIV_SCOPE_COMPREHENSION &&
                             k < vk_scope_symbols(inner);
             k++) {
            vk_symbol *symbol = vk_scope_symbol_at(b->vm, inner, k);

            if (symbol->place == VK_PLACE_REGISTER &&
                symbol->flags & VK_UNSURE)
                clear(to, symbol->reg);
        }
        if (inner->kind == VIV_SCOPE_COMPREHENSION && inner->child &&
            vk_builder_enter(b))
            prepare_inner(b, to, at);
        at = inner->next;
    }
}

uint32_t vk_prologue(viv_builder *b, uint64_t *words, uint32_t room) {
    vk_scope *scope = frame(b);
    prologue to = {words, 0, room, 0, 0};

    for (uint32_t i = 0; i < vk_scope_symbols(scope); i++) {
        const vk_symbol *symbol = vk_scope_symbol_at(b->vm, scope, i);

        if (vk_scope_is_function(scope) || symbol->place == VK_PLACE_CELL)
            prepare(b, &to, symbol, scope->all_locals);
    }
    prepare_inner(b, &to, b->unit->frame);
    put_clear(&to);
    return to.count;
}

/* -- the end */

static void take_off(viv_builder *b, const vk_unit *unit) {
    b->words.count = unit->words;
    b->positions.count = unit->positions;
    b->guards.count = unit->guards;
    b->regions.count = unit->regions;
    b->labels.count = unit->labels;
    b->fixups.count = unit->fixups;
    b->constants.count = unit->constants;
    b->far.count = unit->far;
}

viv_value vk_unit_end(viv_builder *b) {
    viv_value code = VIV_NONE;
    vk_unit *unit = b->unit;

    if (!b->failed)
        code = vk_finish_code(b);
    if (viv_is_raise(code)) {
        vk_builder_raised(b);
        code = VIV_NONE;
    }
    take_off(b, unit);
    b->unit = unit->outer;
    return code;
}

/* -- questions */

viv_value viv_qualified_name(const viv_builder *b) {
    return b->unit->qualified_name;
}

viv_value viv_first_line(const viv_builder *b) {
    return viv_small_int(b->unit->first_line);
}

viv_value viv_docstring(const viv_builder *b) {
    return b->unit->doc;
}

viv_scope_kind viv_scope_current(const viv_builder *b) {
    return b->failed ? VIV_SCOPE_MODULE : (viv_scope_kind)frame(b)->kind;
}

bool viv_scope_is_coroutine(const viv_builder *b) {
    return !b->failed && frame(b)->coroutine;
}

bool viv_scope_is_generator(const viv_builder *b) {
    return !b->failed && (frame(b)->yields ||
                          frame(b)->kind == VIV_SCOPE_GENERATOR);
}

bool viv_scope_allows_await(const viv_builder *b) {
    return viv_scope_is_coroutine(b) ||
           (!b->failed && frame(b)->kind == VIV_SCOPE_MODULE &&
            b->options->flags & VK_COMPILE_AWAIT);
}
