/* resolve.c - after the scope pass: where each name lives, and in which
 * register.
 *
 * Two passes over the scopes, outside in. The first decides each symbol's
 * place: the frame's own register, a cell, a global, a namespace. The second
 * hands out registers, because whether a variable needs a cell is known only
 * when all scopes inside were resolved.
 *
 * Variables that nobody captures stay in registers: the common case pays
 * nothing for closures. Cells are Python's (an object with one slot), shared by
 * reference between the frames that know the name, as CPython shares them.
 */
#include "compile/builder.h"
#include "object/error.h"
#include "object/str.h"

/* Where a search for a name ended. */
typedef struct found {
    uint32_t scope; /* 0: no function has it */
    vk_symbol *symbol;
    bool global; /* declared so on the way */
} found;

static uint32_t scope_number(const viv_builder *b, uint32_t number) {
    return *(uint32_t *)vk_at(b->vm, b->all_scopes + number * 4);
}

static uint32_t frame_of(const viv_builder *b, uint32_t offset) {
    return vk_scope_frame(b->vm, offset, b->scope_count);
}

static bool is_class_cell(viv_builder *b, viv_value name) {
    return vk_str_is(b->vm, name, "__class__") ||
           vk_str_is(b->vm, name, "__classdict__");
}

/* A class body has two cells that frames inside may capture. Their symbols are
 * named apart from what the body itself calls so. */
static vk_symbol *class_cell(viv_builder *b, vk_scope *scope, viv_value name) {
    bool dict = vk_str_is(b->vm, name, "__classdict__");

    return vk_scope_symbol(
        b, scope, viv_identifier(b, dict ? VK_CLASS_DICT : VK_CLASS_CELL));
}

/* Class bodies are looked through, as the language reference (4.2.2) wants:
 * methods do not see the names of their class. Two names are an exception,
 * __class__ and __classdict__, which exist for that. */
static found search(viv_builder *b, uint32_t from, viv_value name) {
    bool cell = is_class_cell(b, name);

    for (uint32_t i = 0; from && i < b->scope_count; i++) {
        vk_scope *scope = vk_scope_at(b->vm, from);
        vk_symbol *symbol = NULL;

        if (scope->kind == VIV_SCOPE_CLASS && cell)
            symbol = class_cell(b, scope, name);
        else if (vk_scope_is_function(scope))
            symbol = vk_scope_find(b->vm, scope, name);
        if (symbol && symbol->flags & VK_GLOBAL)
            return (found){.global = true};
        if (symbol && scope->kind == VIV_SCOPE_CLASS)
            return (found){from, symbol, false};
        if (symbol && symbol->flags & VK_BOUND &&
            !(symbol->flags & VK_NONLOCAL))
            return (found){from, symbol, false};
        from = scope->parent;
    }
    return (found){0};
}

/* Frames between [from] and [to] hand the cell on. A function takes cells from
 * the frame that makes it, never from further out, so each frame between has to
 * have it too. */
static void hand_on(viv_builder *b, uint32_t from, uint32_t to,
                    viv_value name) {
    for (uint32_t i = 0; from && from != to && i < b->scope_count; i++) {
        vk_scope *scope = vk_scope_at(b->vm, from);
        vk_symbol *symbol = vk_scope_symbol(b, scope, name);

        if (!symbol)
            return;
        symbol->flags |= VK_PASSED;
        if (symbol->place == VK_PLACE_UNKNOWN && !(symbol->flags & VK_BOUND))
            symbol->place = scope->kind == VIV_SCOPE_CLASS
                                ? VK_PLACE_NAMESPACE_FREE
                                : VK_PLACE_FREE;
        from = frame_of(b, scope->parent);
    }
}

/* Names of comprehensions are redirected to the symbol of the frame they run
 * in. A captured variable becomes the owner's cell and, in each frame on the
 * way, a free variable. */
static void link(viv_builder *b, uint32_t offset, vk_symbol *symbol,
                 found target) {
    vk_scope *scope = vk_scope_at(b->vm, offset);
    uint32_t frame = frame_of(b, offset), owner = frame_of(b, target.scope);
    vk_symbol *in_frame;

    if (frame == owner) {
        symbol->place = VK_PLACE_OUTER;
        symbol->outer = vk_offset(b->vm, target.symbol);
        return;
    }
    target.symbol->flags |= VK_CAPTURED;
    if (frame == offset && symbol->flags & VK_NONLOCAL)
        symbol->place = VK_PLACE_FREE;
    else if (frame == offset && scope->in_class)
        symbol->place = VK_PLACE_CLASS_FREE;
    hand_on(b, frame, owner, symbol->name);
    if (frame == offset)
        return;
    in_frame = vk_scope_find(b->vm, vk_scope_at(b->vm, frame), symbol->name);
    if (!in_frame)
        return;
    symbol->place = VK_PLACE_OUTER;
    symbol->outer = vk_offset(b->vm, in_frame);
}

/* A name that no function around has: the module's. "Global" by exclusion. Code
 * with a namespace of its own (class bodies, exec with locals) looks there
 * first, an annotation scope into the class around it. */
static void make_global(viv_builder *b, uint32_t offset, vk_symbol *symbol) {
    vk_scope *scope = vk_scope_at(b->vm, offset);
    vk_scope *frame = vk_scope_at(b->vm, frame_of(b, offset));
    bool spaced = frame->kind == VIV_SCOPE_MODULE &&
                  b->options->flags & VK_COMPILE_NAMESPACE;

    if ((scope->kind == VIV_SCOPE_CLASS && !(symbol->flags & VK_GLOBAL)) ||
        (spaced && !(symbol->flags & VK_GLOBAL)) ||
        (spaced && symbol->flags & VK_NAMED))
        symbol->place = VK_PLACE_NAMESPACE;
    else if (scope->in_class)
        symbol->place = VK_PLACE_CLASS;
    else
        symbol->place = VK_PLACE_GLOBAL;
}

static void resolve_nonlocal(viv_builder *b, uint32_t offset,
                             vk_symbol *symbol) {
    found target =
        search(b, vk_scope_at(b->vm, offset)->parent, symbol->name);

    if (target.scope)
        link(b, offset, symbol, target);
    else if (target.global && symbol->flags & VK_NAMED)
        symbol->place = VK_PLACE_GLOBAL;
    else if (vk_scope_at(b->vm, offset)->kind != VIV_SCOPE_CLASS ||
             !is_class_cell(b, symbol->name))
        viv_syntax_error(b, symbol->node,
                         "no binding for nonlocal '%S' found", symbol->name);
}

/* The class's namespace, for annotation scopes inside. */
static void need_class_dict(viv_builder *b, uint32_t offset) {
    viv_value name = viv_identifier(b, "__classdict__");

    if (b->failed)
        return;
    vk_scope *scope = vk_scope_at(b->vm, offset);
    found target = search(b, scope->parent, name);
    vk_symbol *symbol = vk_scope_symbol(b, scope, name);

    if (symbol && target.scope && symbol->place == VK_PLACE_UNKNOWN)
        link(b, offset, symbol, target);
    if (symbol && symbol->place == VK_PLACE_CLASS_FREE)
        symbol->place = VK_PLACE_FREE;
}

static void resolve_used(viv_builder *b, uint32_t offset, vk_symbol *symbol) {
    vk_scope *scope = vk_scope_at(b->vm, offset);
    found target = search(b, scope->parent, symbol->name);

    if (target.scope)
        link(b, offset, symbol, target);
    else {
        if (target.global)
            symbol->flags |= VK_GLOBAL;
        make_global(b, offset, symbol);
    }
    if (scope->in_class)
        need_class_dict(b, offset);
}

static void resolve_symbol(viv_builder *b, uint32_t offset, vk_symbol *symbol) {
    vk_scope *scope = vk_scope_at(b->vm, offset);

    if (symbol->place != VK_PLACE_UNKNOWN)
        return;
    if (symbol->flags & VK_GLOBAL)
        make_global(b, offset, symbol);
    else if (symbol->flags & VK_NONLOCAL)
        resolve_nonlocal(b, offset, symbol);
    else if (symbol->flags & VK_BOUND) {
        if (!vk_scope_is_function(scope))
            make_global(b, offset, symbol);
        else
            symbol->place = VK_PLACE_REGISTER;
    } else if (symbol->flags & VK_USED)
        resolve_used(b, offset, symbol);
}

static void resolve_scope(viv_builder *b, uint32_t offset) {
    vk_scope *scope = vk_scope_at(b->vm, offset);

    for (uint32_t i = 0; i < vk_scope_symbols(scope) && !b->failed; i++) {
        vk_symbol *symbol = vk_scope_symbol_at(b->vm, scope, i);

        if (symbol)
            resolve_symbol(b, offset, symbol);
    }
}

/* What frames inside capture lives in a cell; so does what only they name. */
static void settle(vk_symbol *symbol) {
    bool own = !(symbol->flags & (VK_PASSED | VK_NONLOCAL));

    if (symbol->flags & VK_CAPTURED && own &&
        (symbol->place == VK_PLACE_REGISTER ||
         symbol->place == VK_PLACE_UNKNOWN))
        symbol->place = VK_PLACE_CELL;
}

static bool takes_free_register(const vk_symbol *symbol) {
    return symbol->flags & VK_PASSED || symbol->place == VK_PLACE_FREE;
}

static bool takes_local_register(const vk_symbol *symbol) {
    return (symbol->place == VK_PLACE_REGISTER ||
            symbol->place == VK_PLACE_CELL) &&
           !(symbol->flags & VK_PARAMETER);
}

/* Definite assignment is followed for the first 128 variables of a frame, in
 * two words; those behind are checked whenever they are read. */
static void give_bit(vk_scope *frame, vk_symbol *symbol) {
    if (frame->bits == VK_DEFINED_BITS)
        return;
    symbol->bit = (uint8_t)frame->bits++;
    if (symbol->flags & VK_ERASED)
        frame->erased[symbol->bit >> 6 & 1] |= UINT64_C(1)
                                               << (symbol->bit & 63);
}

/* Parameters, cells of free variables, locals. Free variables come right behind
 * the parameters: a call copies all of them from the function in one go
 * (code.h). */
static void place_frame(viv_builder *b, vk_scope *scope) {
    uint32_t next = scope->parameters;

    for (uint32_t i = 0; i < vk_scope_symbols(scope); i++) {
        vk_symbol *symbol = vk_scope_symbol_at(b->vm, scope, i);

        settle(symbol);
        if (takes_free_register(symbol)) {
            symbol->reg = (uint16_t)next++;
            scope->free_count++;
        }
    }
    for (uint32_t i = 0; i < vk_scope_symbols(scope); i++) {
        vk_symbol *symbol = vk_scope_symbol_at(b->vm, scope, i);

        if (!takes_local_register(symbol))
            continue;
        symbol->reg = (uint16_t)next++;
        scope->local_count++;
        if (symbol->place == VK_PLACE_REGISTER)
            give_bit(scope, symbol);
    }
    if (next > 60000)
        viv_syntax_error(b, scope->node, "too many variables");
}

/* A comprehension's variables lie behind the locals of its frame, and behind
 * those of the comprehensions around it. Comprehensions that are not nested in
 * one another share the same registers: they never run at the same time. */
static void place_inlined(viv_builder *b, vk_scope *scope) {
    vk_scope *frame =
        vk_scope_at(b->vm, frame_of(b, vk_offset(b->vm, scope)));
    vk_scope *parent = vk_scope_at(b->vm, scope->parent);
    uint32_t start = frame->parameters + frame->free_count + frame->local_count;
    uint32_t next = parent == frame ? 0
                                    : parent->first_inner + parent->inner_count;

    scope->first_inner = (uint16_t)next;
    for (uint32_t i = 0; i < vk_scope_symbols(scope); i++) {
        vk_symbol *symbol = vk_scope_symbol_at(b->vm, scope, i);

        settle(symbol);
        if (!takes_local_register(symbol))
            continue;
        symbol->reg = (uint16_t)(start + next++);
        scope->inner_count++;
        if (symbol->place == VK_PLACE_REGISTER)
            give_bit(frame, symbol);
    }
    if (next > frame->inner_count)
        frame->inner_count = (uint16_t)next;
    if (start + next > 60000)
        viv_syntax_error(b, scope->node, "too many variables");
}

void vk_resolve(viv_builder *b) {
    for (uint32_t i = 0; i < b->scope_count && !b->failed; i++)
        resolve_scope(b, scope_number(b, i));
    for (uint32_t i = 0; i < b->scope_count && !b->failed; i++) {
        vk_scope *scope = vk_scope_at(b->vm, scope_number(b, i));

        if (!vk_charge(b->vm, scope->count / 8 + 1)) {
            vk_builder_raised(b);
            return;
        }
        if (scope->kind == VIV_SCOPE_COMPREHENSION && scope->parent)
            place_inlined(b, scope);
        else
            place_frame(b, scope);
    }
}
