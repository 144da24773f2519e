/* containers.c - displays, unpacking and strings that are put together.
 *
 * Short displays are evaluated into a run of registers and built at once. Long
 * ones are built in pieces, since a window has at most 65,535 registers and a
 * text may have a million items.
 */
#include "compile/builder.h"
#include "compile/ops.h"
#include "object/list.h"

enum {
    CHUNK = 128,      /* items of a long display built at once */
    FOLDED_MAX = 255, /* items of a constant tuple found by looking back */
};

#define OP(name) VK_##name##_OP

static vk_opcode build_op(int kind) {
    switch (kind) {
    case VIV_Tuple:
        return OP(BUILD_TUPLE);
    case VIV_Set:
        return OP(BUILD_SET);
    case VIV_Dict:
        return OP(BUILD_DICT);
    default:
        return OP(BUILD_LIST);
    }
}

static bool all_loaded(viv_builder *b, viv_temp first, int count) {
    viv_value item;

    for (int i = 0; i < count; i++)
        if (!vk_loaded(b, (uint32_t)i, first + count - 1 - i, &item))
            return false;
    return true;
}

/* A tuple whose items are constants just loaded is a constant. Immutable and
 * made of constants: one object for all evaluations, as CPython has it (`is`
 * shows that). */
static bool fold_tuple(viv_builder *b, viv_temp first, int count) {
    viv_value tuple, item;

    if (count > FOLDED_MAX || !all_loaded(b, first, count) ||
        !b->unit->reachable)
        return false;
    tuple = vk_tuple_new(b->vm, (uint32_t)count);
    if (viv_is_raise(tuple)) {
        vk_builder_raised(b);
        return false;
    }
    for (int i = 0; i < count; i++)
        if (vk_loaded(b, (uint32_t)i, first + count - 1 - i, &item))
            ((vk_tuple_object *)vk_object(b->vm, tuple))
                ->items[count - 1 - i] = item;
    vk_drop_words(b, (uint32_t)count);
    vk_load(b, vk_result_run(b, first, count), tuple);
    return true;
}

viv_temp viv_emit_build(viv_builder *b, int kind, viv_temp first, int count) {
    int registers = kind == VIV_Dict ? count * 2 : count;
    viv_temp result;

    if (kind == VIV_Tuple && fold_tuple(b, first, count))
        return b->unit->top - 1;
    result = vk_result_run(b, first, registers);
    vk_emit(b, VK_WORD(build_op(kind), 0, result, first, count));
    return result;
}

viv_temp viv_emit_build_string(viv_builder *b, viv_temp first, int count) {
    viv_temp result = vk_result_run(b, first, count);

    vk_emit(b, VK_WORD(OP(BUILD_STRING), 0, result, first, count));
    return result;
}

void viv_emit_append(viv_builder *b, int kind, viv_temp into, viv_temp item) {
    vk_emit(b, VK_WORD(kind == VIV_Set ? OP(SET_ADD) : OP(LIST_APPEND), 0, into,
                       item, 0));
    vk_consume(b, item);
}

void viv_emit_extend(viv_builder *b, int kind, viv_temp into, viv_temp items) {
    vk_emit(b, VK_WORD(kind == VIV_Set ? OP(SET_UPDATE) : OP(LIST_EXTEND), 0,
                       into, items, 0));
    vk_consume(b, items);
}

void viv_emit_dict_set(viv_builder *b, viv_temp dict, viv_temp key,
                       viv_temp value) {
    vk_emit(b, VK_WORD(OP(DICT_SET), 0, dict, key, value));
    vk_consume(b, value);
    vk_consume(b, key);
}

void viv_emit_dict_update(viv_builder *b, viv_temp dict, viv_temp mapping) {
    vk_emit(b, VK_WORD(OP(DICT_UPDATE), 0, dict, mapping, 0));
    vk_consume(b, mapping);
}

viv_temp viv_emit_list_to_tuple(viv_builder *b, viv_temp list) {
    viv_temp result = vk_result(b, VIV_NOWHERE, list);

    vk_emit(b, VK_WORD(OP(LIST_TO_TUPLE), 0, result, list, 0));
    return result;
}

/* -- displays */

static bool is_starred(viv_builder *b, viv_node node) {
    return node && viv_node_kind(b, node) == VIV_Starred;
}

static bool any_starred(viv_builder *b, viv_nodes items) {
    for (uint32_t i = 0; i < items.count && !b->failed; i++)
        if (is_starred(b, viv_nodes_at(b, items, i)))
            return true;
    return false;
}

static bool all_constant(viv_builder *b, viv_nodes items) {
    viv_value value;

    for (uint32_t i = 0; i < items.count && !b->failed; i++)
        if (!viv_constant_value(b, viv_nodes_at(b, items, i), &value))
            return false;
    return true;
}

static viv_value constant_tuple(viv_builder *b, viv_nodes items) {
    viv_value tuple = vk_tuple_new(b->vm, items.count), item;

    if (viv_is_raise(tuple)) {
        vk_builder_raised(b);
        return VIV_NONE;
    }
    for (uint32_t i = 0; i < items.count && !b->failed; i++)
        if (viv_constant_value(b, viv_nodes_at(b, items, i), &item))
            ((vk_tuple_object *)vk_object(b->vm, tuple))->items[i] = item;
    return tuple;
}

static void add_item(viv_builder *b, int kind, viv_temp into, viv_node item) {
    if (is_starred(b, item))
        viv_emit_extend(b, kind, into,
                        viv_lower(b, viv_Starred_value(b, item)));
    else
        viv_emit_append(b, kind, into, viv_lower(b, item));
}

/* Item by item; constants come from one tuple. A tuple is a list until the
 * end. */
static viv_temp long_display(viv_builder *b, int kind, viv_nodes items) {
    int building = kind == VIV_Tuple ? VIV_List : kind;
    viv_temp into = viv_emit_build(b, building, viv_mark(b), 0);
    int floor = b->unit->floor;

    viv_hold(b, into);
    if (items.count > CHUNK && all_constant(b, items))
        viv_emit_extend(b, building, into,
                        viv_emit_constant(b, constant_tuple(b, items)));
    else
        for (uint32_t i = 0; i < items.count && !b->failed; i++)
            add_item(b, building, into, viv_nodes_at(b, items, i));
    b->unit->floor = floor;
    return kind == VIV_Tuple ? viv_emit_list_to_tuple(b, into) : into;
}

viv_temp viv_lower_display(viv_builder *b, int kind, viv_nodes items) {
    if (b->failed)
        return b->unit->base;
    if (kind == VIV_Tuple && items.count > CHUNK && all_constant(b, items))
        return viv_emit_constant(b, constant_tuple(b, items));
    if (items.count > CHUNK || any_starred(b, items))
        return long_display(b, kind, items);
    return viv_emit_build(b, kind, viv_lower_run(b, items), (int)items.count);
}

/* A missing key is `**mapping`. */
static bool any_missing(viv_builder *b, viv_nodes keys) {
    for (uint32_t i = 0; i < keys.count; i++)
        if (!viv_nodes_at(b, keys, i))
            return true;
    return false;
}

static void add_pair(viv_builder *b, viv_temp dict, viv_node key,
                     viv_node value) {
    viv_temp pushed;

    if (!key) {
        viv_emit_dict_update(b, dict, viv_lower(b, value));
        return;
    }
    pushed = viv_lower(b, key);
    viv_emit_dict_set(b, dict, pushed, viv_lower(b, value));
}

viv_temp viv_lower_dict(viv_builder *b, viv_nodes keys, viv_nodes values) {
    bool whole = keys.count <= CHUNK && !any_missing(b, keys);
    viv_temp first = viv_mark(b), dict;
    int floor = b->unit->floor;

    for (uint32_t i = 0; whole && i < keys.count && !b->failed; i++) {
        viv_lower_push(b, viv_nodes_at(b, keys, i));
        viv_lower_push(b, viv_nodes_at(b, values, i));
    }
    dict = viv_emit_build(b, VIV_Dict, first, whole ? (int)keys.count : 0);
    viv_hold(b, dict);
    for (uint32_t i = 0; !whole && i < keys.count && !b->failed; i++)
        add_pair(b, dict, viv_nodes_at(b, keys, i), viv_nodes_at(b, values, i));
    b->unit->floor = floor;
    return dict;
}

/* -- formatting and unpacking */

viv_temp viv_emit_format(viv_builder *b, viv_temp value, int conversion,
                         viv_temp spec) {
    int x = conversion > 0 ? conversion : 0;
    viv_temp result;

    if (spec == VIV_NOWHERE) {
        result = vk_result(b, VIV_NOWHERE, value);
        vk_emit(b, VK_WORD(OP(FORMAT_PLAIN), x, result, value, 0));
    } else {
        result = vk_result(b, value, spec);
        vk_emit(b, VK_WORD(OP(FORMAT), x, result, value, spec));
    }
    return result;
}

viv_temp viv_emit_unpack(viv_builder *b, viv_temp value, int count) {
    viv_temp run;

    vk_consume(b, value);
    run = viv_temps_new(b, count);
    vk_emit(b, VK_WORD(OP(UNPACK), 0, run, value, count));
    return run;
}

viv_temp viv_emit_unpack_star(viv_builder *b, viv_temp value, int before,
                              int after) {
    viv_temp run;

    if (before > 255 || after > UINT16_MAX)
        viv_syntax_error(b, b->node,
                         "too many expressions in star-unpacking assignment");
    vk_consume(b, value);
    run = viv_temps_new(b, before + 1 + after);
    vk_emit(b, VK_WORD(OP(UNPACK_STAR), before, run, value, after));
    return run;
}
