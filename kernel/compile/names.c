/* names.c - variables by their scope, attributes and items.
 *
 * The second half of name resolution: resolve.c said where a name lives, here
 * each use becomes the cheapest instruction for that place.
 *
 * A local variable is used in its own register, without an instruction to load
 * it, if it is certainly bound there. That is definite assignment (the idea is
 * Java's, JLS chapter 16): a set of bits follows the text, is intersected where
 * ways meet (words.c), and after one check counts as bound. What may be unbound
 * gets CHECK_LOCAL, which raises UnboundLocalError.
 */
#include "compile/builder.h"
#include "compile/ops.h"
#include "object/error.h"
#include "object/str.h"

/* -- where a name lives */

viv_value viv_mangled(viv_builder *b, viv_value name) {
    uint32_t scope = b->unit ? b->unit->scope : b->scope;
    viv_value mangled;

    if (b->failed || !scope)
        return name;
    mangled = vk_scope_mangle(b->vm, vk_scope_at(b->vm, scope)->private, name);
    if (viv_is_raise(mangled)) {
        vk_builder_raised(b);
        return name;
    }
    return mangled;
}

/* A name that the scope pass did not see: __module__ of a class, and the
 * like. */
static vk_place_kind unseen(const viv_builder *b) {
    const vk_scope *frame = vk_scope_at(b->vm, b->unit->frame);

    return frame->kind == VIV_SCOPE_CLASS ||
                   (frame->kind == VIV_SCOPE_MODULE && frame->parameters)
               ? VK_PLACE_NAMESPACE
               : VK_PLACE_GLOBAL;
}

/* A class's variables are no comprehension's: what lives in its namespace for
 * the class itself is the cell, or the global, for a comprehension inside. The
 * chain of PLACE_OUTER is bounded: it lies in the cage. */
vk_symbol *vk_lookup(viv_builder *b, viv_value name, vk_place_kind *place) {
    uint32_t at = b->unit->scope;
    vk_symbol *symbol = NULL;

    *place = unseen(b);
    for (uint32_t i = 0; at && !symbol && i <= b->scope_count; i++) {
        vk_scope *scope = vk_scope_at(b->vm, at);

        symbol = vk_scope_find(b->vm, scope, name);
        if (at == b->unit->frame)
            break;
        at = scope->parent;
    }
    if (!symbol)
        return NULL;
    *place = (vk_place_kind)symbol->place;
    for (int i = 0; i < VK_BLOCKS_MAX && symbol->place == VK_PLACE_OUTER; i++) {
        symbol = vk_at(b->vm, symbol->outer);
        *place = symbol->place == VK_PLACE_NAMESPACE_FREE
                     ? VK_PLACE_FREE
                     : (vk_place_kind)symbol->place;
    }
    return symbol;
}

/* The cell that a function made here knows as [name]. Called with the unit of
 * the frame that makes the function, not of the function. */
vk_symbol *vk_capture(viv_builder *b, viv_value name) {
    vk_scope *frame = vk_scope_at(b->vm, b->unit->frame);
    vk_symbol *cell = NULL;
    vk_place_kind place;

    if (frame->kind == VIV_SCOPE_CLASS && vk_str_is(b->vm, name, "__class__"))
        cell = vk_scope_find(b->vm, frame, viv_identifier(b, VK_CLASS_CELL));
    if (frame->kind == VIV_SCOPE_CLASS &&
        vk_str_is(b->vm, name, "__classdict__"))
        cell = vk_scope_find(b->vm, frame, viv_identifier(b, VK_CLASS_DICT));
    return cell ? cell : vk_lookup(b, name, &place);
}

static uint64_t bit_of(const vk_symbol *symbol) {
    return UINT64_C(1) << (symbol->bit & 63);
}

void vk_define(viv_builder *b, const vk_symbol *symbol) {
    if (symbol->bit < VK_DEFINED_BITS)
        b->unit->defined.bits[symbol->bit >> 6 & 1] |= bit_of(symbol);
}

void vk_undefine(viv_builder *b, const vk_symbol *symbol) {
    if (symbol->bit < VK_DEFINED_BITS)
        b->unit->defined.bits[symbol->bit >> 6 & 1] &= ~bit_of(symbol);
}

/* Parameters beyond the 128 variables that have a bit: bound unless some `del`
 * names them. */
static bool is_defined(const viv_builder *b, const vk_symbol *symbol) {
    if (symbol->bit < VK_DEFINED_BITS)
        return b->unit->defined.bits[symbol->bit >> 6 & 1] & bit_of(symbol);
    return symbol->flags & VK_PARAMETER && !(symbol->flags & VK_ERASED);
}

bool vk_is_certain(viv_builder *b, viv_value name) {
    vk_place_kind place;
    vk_symbol *symbol = vk_lookup(b, viv_mangled(b, name), &place);

    return symbol && place == VK_PLACE_REGISTER && is_defined(b, symbol);
}

/* Unless it is certainly bound: the check, after which it is. */
static void check_bound(viv_builder *b, vk_symbol *symbol) {
    if (is_defined(b, symbol) || !b->unit->reachable)
        return;
    symbol->flags |= VK_UNSURE;
    vk_emit(b, VK_WORD(VK_CHECK_LOCAL_OP, 0, symbol->reg, 0,
                       vk_constant(b, symbol->name)));
    vk_define(b, symbol);
}

/* A variable's own register, but where := may change it within the expression.
 * In `x + (x := 1)` the left operand is the old value: it must be copied before
 * the assignment. */
static viv_temp load_register(viv_builder *b, vk_symbol *symbol) {
    viv_temp temp;

    check_bound(b, symbol);
    if (!(symbol->flags & VK_NAMED))
        return symbol->reg;
    temp = vk_new_temp(b);
    vk_emit(b, VK_WORD(VK_MOVE_OP, 0, temp, symbol->reg, 0));
    return temp;
}

static viv_temp load_cell(viv_builder *b, const vk_symbol *symbol,
                          vk_place_kind place) {
    viv_temp temp = vk_new_temp(b);

    vk_emit(b, VK_WORD(VK_LOAD_CELL_OP, place == VK_PLACE_CELL, temp,
                       symbol->reg, vk_constant(b, symbol->name)));
    return temp;
}

static viv_temp load_global(viv_builder *b, viv_value name) {
    viv_temp temp = vk_new_temp(b);

    vk_emit(b, VK_WORD(VK_LOAD_GLOBAL_OP, 0, temp, 0,
                       vk_name(b, VK_LOAD_GLOBAL_OP, name)));
    return temp;
}

static viv_temp load_namespace(viv_builder *b, viv_value name, viv_temp from) {
    viv_temp temp = vk_new_temp(b);

    vk_emit(b, VK_WORD(VK_LOAD_NAME_OP, 0, temp, from,
                       vk_name(b, VK_LOAD_NAME_OP, name)));
    return temp;
}

/* The namespace [from] first, then a cell. PEP 227's rule for class bodies: the
 * namespace if it has the name, otherwise the variable of the function
 * around. */
static viv_temp load_either(viv_builder *b, const vk_symbol *symbol,
                            viv_temp from) {
    viv_temp temp = vk_new_temp(b);

    if (symbol->reg > UINT8_MAX)
        viv_syntax_error(b, b->node, "too many free variables in a class");
    vk_emit(b, VK_WORD(VK_LOAD_NAME_CELL_OP, symbol->reg, temp, from,
                       vk_constant(b, symbol->name)));
    return temp;
}

/* The namespace of the class around an annotation scope. */
static viv_temp class_namespace(viv_builder *b) {
    vk_place_kind place;
    vk_symbol *symbol =
        vk_lookup(b, viv_identifier(b, "__classdict__"), &place);

    return symbol ? load_cell(b, symbol, place) : vk_new_temp(b);
}

static viv_temp load_place(viv_builder *b, vk_symbol *symbol,
                           vk_place_kind place, viv_value name) {
    viv_temp from;

    switch (place) {
    case VK_PLACE_REGISTER:
        return load_register(b, symbol);
    case VK_PLACE_CELL:
    case VK_PLACE_FREE:
        return load_cell(b, symbol, place);
    case VK_PLACE_NAMESPACE:
        return load_namespace(b, name, 0);
    case VK_PLACE_NAMESPACE_FREE:
        return load_either(b, symbol, 0);
    case VK_PLACE_CLASS:
        from = class_namespace(b);
        vk_consume(b, from);
        return load_namespace(b, name, from);
    case VK_PLACE_CLASS_FREE:
        from = class_namespace(b);
        vk_consume(b, from);
        return load_either(b, symbol, from);
    default:
        return load_global(b, name);
    }
}

viv_temp viv_emit_load_name(viv_builder *b, viv_value name) {
    viv_value mangled = viv_mangled(b, name);
    vk_place_kind place;
    vk_symbol *symbol;

    if (b->failed)
        return b->unit->base;
    symbol = vk_lookup(b, mangled, &place);
    return load_place(b, symbol, place, mangled);
}

void viv_emit_store_name(viv_builder *b, viv_value name, viv_temp value) {
    viv_value mangled = viv_mangled(b, name);
    vk_place_kind place;
    vk_symbol *symbol;

    if (b->failed)
        return;
    symbol = vk_lookup(b, mangled, &place);
    switch (place) {
    case VK_PLACE_REGISTER:
        viv_emit_move(b, symbol->reg, value);
        vk_define(b, symbol);
        return;
    case VK_PLACE_CELL:
    case VK_PLACE_FREE:
        vk_emit(b, VK_WORD(VK_STORE_CELL_OP, 0, symbol->reg, value, 0));
        break;
    case VK_PLACE_NAMESPACE:
    case VK_PLACE_NAMESPACE_FREE:
        vk_emit(
            b, VK_WORD(VK_STORE_NAME_OP, 0, 0, value, vk_constant(b, mangled)));
        break;
    default:
        vk_emit(b, VK_WORD(VK_STORE_GLOBAL_OP, 0, value, 0,
                           vk_name(b, VK_STORE_GLOBAL_OP, mangled)));
    }
    vk_consume(b, value);
}

/* Marks it unsure: the prologue clears the register, so that a CHECK_LOCAL
 * finds "absent" and not what an earlier call left on the stack. */
void viv_emit_delete_name(viv_builder *b, viv_value name) {
    viv_value mangled = viv_mangled(b, name);
    vk_place_kind place;
    vk_symbol *symbol;

    if (b->failed)
        return;
    symbol = vk_lookup(b, mangled, &place);
    switch (place) {
    case VK_PLACE_REGISTER:
        symbol->flags |= VK_UNSURE;
        vk_emit(b, VK_WORD(VK_DELETE_LOCAL_OP, 0, symbol->reg, 0,
                           vk_constant(b, mangled)));
        vk_undefine(b, symbol);
        return;
    case VK_PLACE_CELL:
    case VK_PLACE_FREE:
        vk_emit(b, VK_WORD(VK_DELETE_CELL_OP, place == VK_PLACE_CELL,
                           symbol->reg, 0, vk_constant(b, mangled)));
        return;
    case VK_PLACE_NAMESPACE:
    case VK_PLACE_NAMESPACE_FREE:
        vk_emit(b,
                VK_WORD(VK_DELETE_NAME_OP, 0, 0, 0, vk_constant(b, mangled)));
        return;
    default:
        vk_emit(b, VK_WORD(VK_DELETE_GLOBAL_OP, 0, 0, 0,
                           vk_name(b, VK_DELETE_GLOBAL_OP, mangled)));
    }
}

viv_temp viv_target_register(viv_builder *b, viv_node target) {
    vk_place_kind place;
    vk_symbol *symbol;

    if (b->failed || viv_node_kind(b, target) != VIV_Name)
        return VIV_NOWHERE;
    symbol = vk_lookup(b, viv_mangled(b, viv_Name_id(b, target)), &place);
    return symbol && place == VK_PLACE_REGISTER ? symbol->reg : VIV_NOWHERE;
}

/* -- attributes */

viv_temp viv_emit_get_attribute(viv_builder *b, viv_temp object,
                                viv_value name) {
    viv_temp result = vk_result(b, VIV_NOWHERE, object);

    vk_emit(b, VK_WORD(VK_GET_ATTRIBUTE_OP, 0, result, object,
                       vk_name(b, VK_GET_ATTRIBUTE_OP, viv_mangled(b, name))));
    return result;
}

void viv_emit_set_attribute(viv_builder *b, viv_temp object, viv_value name,
                            viv_temp value) {
    vk_emit(b, VK_WORD(VK_SET_ATTRIBUTE_OP, 0, object, value,
                       vk_name(b, VK_SET_ATTRIBUTE_OP, viv_mangled(b, name))));
    vk_consume(b, object > value ? object : value);
    vk_consume(b, object > value ? value : object);
}

void viv_emit_delete_attribute(viv_builder *b, viv_temp object,
                               viv_value name) {
    vk_emit(b,
            VK_WORD(VK_DELETE_ATTRIBUTE_OP, 0, object, 0,
                    vk_name(b, VK_DELETE_ATTRIBUTE_OP, viv_mangled(b, name))));
    vk_consume(b, object);
}

/* -- items */

viv_temp viv_emit_get_item(viv_builder *b, viv_temp object, viv_temp key) {
    viv_value constant;
    viv_temp result;
    int64_t number = INT64_MAX;

    if (vk_loaded(b, 0, key, &constant) && viv_is_small_int(constant))
        number = viv_small_int_value(constant);
    if (number >= INT16_MIN && number <= INT16_MAX && object != key) {
        vk_drop_words(b, 1);
        result = vk_result(b, object, key);
        vk_emit(b, VK_WORD(VK_GET_ITEM_INT_OP, 0, result, object, (int)number));
        return result;
    }
    result = vk_result(b, object, key);
    vk_emit(b, VK_WORD(VK_GET_ITEM_OP, 0, result, object, key));
    return result;
}

/* Consuming works from the top of the stack down; in which order the three were
 * pushed is the family's business, so try each round what is on top. */
void viv_emit_set_item(viv_builder *b, viv_temp object, viv_temp key,
                       viv_temp value) {
    viv_temp operands[3] = {object, key, value};

    vk_emit(b, VK_WORD(VK_SET_ITEM_OP, 0, object, key, value));
    for (int round = 0; round < 3; round++)
        for (int i = 0; i < 3; i++)
            vk_consume(b, operands[i]);
}

void viv_emit_delete_item(viv_builder *b, viv_temp object, viv_temp key) {
    vk_emit(b, VK_WORD(VK_DELETE_ITEM_OP, 0, object, key, 0));
    vk_consume(b, key);
    vk_consume(b, object);
}

/* `a[i:j]`: whether a slice object is made is left to the machine, which cuts a
 * str without one. */
viv_temp viv_emit_get_slice(viv_builder *b, viv_temp object, viv_temp bounds) {
    viv_temp result = vk_result_run(b, bounds, 2);

    if (vk_is_free(b->unit, object) && object == result - 1) {
        viv_release(b, object);
        result = vk_new_temp(b);
    }
    vk_emit(b, VK_WORD(VK_GET_SLICE_OP, 0, result, object, bounds));
    return result;
}

viv_temp viv_emit_build_slice(viv_builder *b, viv_temp run) {
    viv_temp result = vk_result_run(b, run, 3);

    vk_emit(b, VK_WORD(VK_BUILD_SLICE_OP, 0, result, run, 0));
    return result;
}
