/* scope.c - symbol tables: scopes, symbols and name mangling.
 *
 * Scopes and symbols lie in the arena of the compilation, inside the cage, and
 * are named by offset; nothing here is trusted for more than where names go.
 * Loops are bounded by constants or by what the builder counts outside the
 * cage, so that tables that were overwritten cannot make the compiler run for
 * ever.
 */
#include "compile/scope.h"

#include "compile/builder.h"
#include "object/str.h"

enum { SYMBOLS_TAKEN = 16, FIRST_ROOM = 8, MANGLED_MAX = 1024 };

static uint32_t symbol_at(viv_vm *vm, const vk_scope *scope, uint32_t number) {
    return *(uint32_t *)vk_at(vm, scope->symbols + number * 4);
}

/* Names are interned, the same text is the same word: Fibonacci hashing of the
 * offset serves (Knuth, TAOCP 6.4). */
static uint32_t hash_name(viv_value name) {
    return (uint32_t)((name.bits & UINT32_MAX) * UINT32_C(2654435761) >> 8);
}

/* Open addressing with linear probing; [mask] + 1 slots, at least half of them
 * free, and never more steps than slots. */
static vk_symbol *find_hashed(viv_vm *vm, const vk_scope *scope,
                              viv_value name) {
    uint32_t at = hash_name(name);

    for (uint32_t i = 0; i <= scope->mask; i++, at++) {
        uint32_t slot = scope->index + (at & scope->mask) * 4;
        uint32_t number = *(uint32_t *)vk_at(vm, slot);
        vk_symbol *symbol;

        if (!number)
            return NULL;
        symbol = vk_at(vm, symbol_at(vm, scope, number - 1));
        if (viv_same(symbol->name, name))
            return symbol;
    }
    return NULL;
}

vk_symbol *vk_scope_find(viv_vm *vm, vk_scope *scope, viv_value name) {
    uint32_t count = vk_scope_symbols(scope);

    if (scope->index)
        return find_hashed(vm, scope, name);
    for (uint32_t i = 0; i < count; i++) {
        vk_symbol *symbol = vk_at(vm, symbol_at(vm, scope, i));

        if (viv_same(symbol->name, name))
            return symbol;
    }
    return NULL;
}

static void index_symbol(viv_vm *vm, vk_scope *scope, uint32_t number) {
    vk_symbol *symbol = vk_at(vm, symbol_at(vm, scope, number));
    uint32_t at = hash_name(symbol->name);

    for (uint32_t i = 0; i <= scope->mask; i++, at++) {
        uint32_t *slot = vk_at(vm, scope->index + (at & scope->mask) * 4);

        if (!*slot) {
            *slot = number + 1;
            return;
        }
    }
}

/* Twice the room, and an index once there is more than a handful. */
static bool make_room(viv_vm *vm, vk_scope *scope) {
    uint32_t room = scope->room ? scope->room * 2 : FIRST_ROOM;
    uint32_t symbols = vk_arena_grow(vm, scope->symbols, scope->room * 4,
                                     room * 4);

    if (!symbols)
        return false;
    scope->symbols = symbols;
    scope->room = room;
    if (room == FIRST_ROOM)
        return true;
    scope->index = vk_arena_take(vm, room * 2 * 4);
    scope->mask = room * 2 - 1;
    if (!scope->index)
        return false;
    for (uint32_t i = 0; i < scope->count; i++)
        index_symbol(vm, scope, i);
    return true;
}

/* Symbols are taken in batches and never move: others hold their offsets
 * (vk_symbol.outer). The table that grows has only offsets. */
vk_symbol *vk_scope_symbol(viv_builder *b, vk_scope *scope, viv_value name) {
    viv_vm *vm = b->vm;
    vk_symbol *symbol = vk_scope_find(vm, scope, name);

    if (symbol)
        return symbol;
    if (!b->spare_count) {
        b->spare_symbols = vk_arena_take(vm, SYMBOLS_TAKEN * sizeof *symbol);
        b->spare_count = b->spare_symbols ? SYMBOLS_TAKEN : 0;
    }
    if (!b->spare_count || scope->count >= VK_SYMBOLS_MAX ||
        (scope->count == scope->room && !make_room(vm, scope))) {
        vk_builder_raised(b);
        return NULL;
    }
    symbol = vk_at(vm, b->spare_symbols);
    symbol->name = name;
    symbol->bit = VK_NO_BIT;
    *(uint32_t *)vk_at(vm, scope->symbols + scope->count * 4) =
        b->spare_symbols;
    b->spare_symbols += sizeof *symbol;
    b->spare_count--;
    scope->count++;
    if (scope->index)
        index_symbol(vm, scope, scope->count - 1);
    return symbol;
}

vk_symbol *vk_scope_symbol_at(viv_vm *vm, const vk_scope *scope,
                              uint32_t number) {
    return number < scope->count ? vk_at(vm, symbol_at(vm, scope, number))
                                 : NULL;
}

/* Children are asked for in the order in which they were made, mostly. One may
 * be asked for twice (`finally` is lowered once per way out), so the search
 * goes round. */
uint32_t vk_scope_child(viv_builder *b, uint32_t parent, viv_node node,
                        int kind) {
    vk_scope *scope = vk_scope_at(b->vm, parent);
    uint32_t at = scope->cursor ? scope->cursor : scope->child;

    for (uint32_t i = 0; i <= b->scope_count * 2; i++) {
        vk_scope *child = vk_scope_at(b->vm, at);

        if (at && child->node == node && child->kind == kind) {
            scope->cursor = child->next;
            return at;
        }
        at = at && child->next ? child->next : scope->child;
    }
    return 0;
}

/* -- mangling */

static uint32_t leading_underscores(vk_text text) {
    uint32_t count = 0;

    while (count < text.length && vk_text_at(text, count) == '_')
        count++;
    return count;
}

static bool has_dot(vk_text text) {
    for (uint32_t i = 0; i < text.length; i++)
        if (vk_text_at(text, i) == '.')
            return true;
    return false;
}

/* Language reference 6.2.1: `__x`, not `__x__`, no dot. */
static bool is_mangled(vk_text text) {
    uint32_t length = text.length;

    return length > 2 && vk_text_at(text, 0) == '_' &&
           vk_text_at(text, 1) == '_' &&
           !(vk_text_at(text, length - 1) == '_' &&
             vk_text_at(text, length - 2) == '_') &&
           !has_dot(text);
}

viv_value vk_scope_mangle(viv_vm *vm, viv_value private, viv_value name) {
    vk_str_builder builder;
    vk_text text, class;
    uint32_t skipped;
    viv_value mangled;

    if (viv_is_absent(private) || !vk_is(vm, name, VK_STR))
        return name;
    text = vk_str_text(vm, name);
    if (!is_mangled(text))
        return name;
    class = vk_str_text(vm, private);
    skipped = leading_underscores(class);
    if (skipped == class.length)
        return name;
    vk_str_build(&builder, vm);
    vk_str_add_char(&builder, '_');
    vk_str_add_part(&builder, class, skipped, class.length);
    vk_str_add(&builder, name);
    mangled = vk_str_finish(&builder);
    return viv_is_raise(mangled) ? mangled : vk_str_intern(vm, mangled);
}
