/* calls.c - calls: arguments into place, the plain ways and the general one.
 *
 * Four shapes, from the cheapest: plain arguments side by side; the same with
 * names; a method that is looked up without making a bound method; and the
 * general one, `f(*args, **kwargs)`, with a tuple and a dict.
 */
#include "compile/builder.h"
#include "compile/ops.h"
#include "object/list.h"

enum { ARGUMENTS_MAX = 250 };

#define OP(name) VK_##name##_OP

/* -- what the arguments look like */

static bool is_starred(viv_builder *b, viv_nodes args) {
    for (uint32_t i = 0; i < args.count; i++)
        if (viv_node_kind(b, viv_nodes_at(b, args, i)) == VIV_Starred)
            return true;
    return false;
}

static bool is_named(viv_builder *b, viv_node keyword) {
    return !viv_is_none(viv_keyword_arg(b, keyword));
}

static bool all_named(viv_builder *b, viv_nodes keywords) {
    for (uint32_t i = 0; i < keywords.count; i++)
        if (!is_named(b, viv_nodes_at(b, keywords, i)))
            return false;
    return true;
}

/* They fit side by side behind the callable. */
static bool is_plain(viv_builder *b, int given, viv_nodes args,
                     viv_nodes keywords) {
    return (uint64_t)given + args.count + keywords.count <= ARGUMENTS_MAX &&
           !is_starred(b, args) && all_named(b, keywords);
}

/* Evaluating it cannot be observed: the method may as well be looked up after.
 * Python looks the method up before it evaluates the arguments. Only if
 * evaluating them cannot be observed may lookup and call be one instruction. */
static bool is_quiet(viv_builder *b, viv_node arg) {
    viv_value constant;

    if (viv_constant_value(b, arg, &constant))
        return true;
    return viv_node_kind(b, arg) == VIV_Name &&
           vk_is_certain(b, viv_Name_id(b, arg));
}

static bool all_quiet(viv_builder *b, viv_nodes args) {
    for (uint32_t i = 0; i < args.count; i++)
        if (!is_quiet(b, viv_nodes_at(b, args, i)))
            return false;
    return true;
}

/* -- arguments side by side */

/* The names of keyword arguments: index of a tuple. */
static int names_of(viv_builder *b, viv_nodes keywords) {
    viv_value tuple = vk_tuple_new(b->vm, keywords.count);

    if (viv_is_raise(tuple)) {
        vk_builder_raised(b);
        return 0;
    }
    for (uint32_t i = 0; i < keywords.count; i++) {
        viv_value name = viv_keyword_arg(b, viv_nodes_at(b, keywords, i));
        vk_tuple_object *names = vk_object(b->vm, tuple);

        names->items[i] = name;
    }
    return vk_constant(b, tuple);
}

static int push_arguments(viv_builder *b, viv_nodes args, viv_nodes keywords) {
    viv_lower_run(b, args);
    for (uint32_t i = 0; i < keywords.count && !b->failed; i++)
        viv_lower_push(b, viv_keyword_value(b, viv_nodes_at(b, keywords, i)));
    return (int)(args.count + keywords.count);
}

/* -- arguments in a tuple and a dict */

static void add_argument(viv_builder *b, viv_temp list, viv_node arg) {
    if (viv_node_kind(b, arg) == VIV_Starred)
        viv_emit_extend(b, VIV_List, list,
                        viv_lower(b, viv_Starred_value(b, arg)));
    else
        viv_emit_append(b, VIV_List, list, viv_lower(b, arg));
}

/* Leaves the tuple behind the callable. `f(*args)` alone needs no list: a tuple
 * is passed on as it is. */
static void spread_tuple(viv_builder *b, viv_temp window, int given,
                         viv_nodes args) {
    viv_temp list;

    if (!given && args.count == 1 &&
        viv_node_kind(b, viv_nodes_at(b, args, 0)) == VIV_Starred) {
        viv_lower_push(b, viv_Starred_value(b, viv_nodes_at(b, args, 0)));
        vk_emit(b, VK_WORD(OP(INTRINSIC), 0, window + 1, window,
                           VIV_INTRINSIC_SPREAD_TUPLE));
        return;
    }
    list = viv_emit_build(b, VIV_List, window + 1, given);
    for (uint32_t i = 0; i < args.count && !b->failed; i++)
        add_argument(b, list, viv_nodes_at(b, args, i));
    viv_emit_list_to_tuple(b, list);
}

/* A stretch of named arguments as a dict; how many there are. In stretches of
 * 64, so that a call with thousands of keywords does not need as many registers
 * at once. */
static uint32_t named_dict(viv_builder *b, viv_nodes keywords, uint32_t start) {
    viv_temp first = viv_mark(b);
    uint32_t count = 0;

    while (start + count < keywords.count && !b->failed && count < 64) {
        viv_node keyword = viv_nodes_at(b, keywords, start + count);

        if (!is_named(b, keyword))
            break;
        viv_push(b, viv_emit_constant(b, viv_keyword_arg(b, keyword)));
        viv_lower_push(b, viv_keyword_value(b, keyword));
        count++;
    }
    viv_emit_build(b, VIV_Dict, first, (int)count);
    return count;
}

/* The callable is an operand because the error message names it: "f() got
 * multiple values for keyword argument 'x'". */
static void merge(viv_builder *b, viv_temp dict, viv_temp mapping,
                  viv_temp callable) {
    vk_emit(b, VK_WORD(OP(DICT_MERGE), 0, dict, mapping, callable));
    vk_consume(b, mapping);
}

static void spread_dict(viv_builder *b, viv_temp window, viv_nodes keywords) {
    viv_temp dict = viv_mark(b);
    uint32_t at;

    if (!keywords.count) {
        vk_load(b, vk_new_temp(b), VIV_ABSENT);
        return;
    }
    at = named_dict(b, keywords, 0);
    while (at < keywords.count && !b->failed) {
        viv_node keyword = viv_nodes_at(b, keywords, at);

        if (is_named(b, keyword)) {
            at += named_dict(b, keywords, at);
            merge(b, dict, viv_mark(b) - 1, window);
        } else {
            merge(b, dict, viv_lower(b, viv_keyword_value(b, keyword)), window);
            at++;
        }
    }
}

static viv_temp call_spread(viv_builder *b, viv_temp window, int given,
                            viv_nodes args, viv_nodes keywords) {
    viv_temp result;

    spread_tuple(b, window, given, args);
    spread_dict(b, window, keywords);
    result = vk_result_run(b, window, 3);
    vk_emit(b, VK_WORD(OP(CALL_SPREAD), 0, result, window, 0));
    return result;
}

/* -- calls */

viv_temp viv_emit_call(viv_builder *b, viv_temp window, int count) {
    viv_temp result = vk_result_run(b, window, count + 1);

    vk_emit(b, VK_WORD(OP(CALL), count, result, window, 0));
    return result;
}

viv_temp viv_lower_call(viv_builder *b, viv_temp window, int given,
                        viv_nodes args, viv_nodes keywords) {
    viv_temp result;
    int count;

    if (b->failed)
        return b->unit->base;
    if (!is_plain(b, given, args, keywords))
        return call_spread(b, window, given, args, keywords);
    count = given + push_arguments(b, args, keywords);
    if (!keywords.count)
        return viv_emit_call(b, window, count);
    result = vk_result_run(b, window, count + 1);
    vk_emit(b, VK_WORD(OP(CALL_KEYWORDS), count, result, window,
                       names_of(b, keywords)));
    return result;
}

static viv_temp call_loaded(viv_builder *b, viv_temp window, viv_nodes args,
                            viv_nodes keywords) {
    int count = push_arguments(b, args, keywords);
    viv_temp result;

    if (!keywords.count)
        return viv_emit_call_loaded(b, window, count);
    result = vk_result_run(b, window, count + 2);
    vk_emit(b, VK_WORD(OP(CALL_LOADED_KEYWORDS), count, result, window,
                       names_of(b, keywords)));
    return result;
}

/* The method is looked up at the attribute, called at the call. Two places for
 * what CPython has two instructions for: tracebacks differ between "no such
 * attribute" and an error in the call. */
static viv_node place_lookup(viv_builder *b) {
    viv_node node = b->node;

    return viv_node_kind(b, node) == VIV_Call
               ? viv_place(b, viv_Call_func(b, node))
               : node;
}

/* The object behind a place for the method, then the arguments. The instruction
 * has the places of lookup and call. */
static viv_temp call_method(viv_builder *b, viv_temp object, viv_value name,
                            viv_nodes args) {
    vk_unit *unit = b->unit;
    bool ours = vk_is_free(unit, object) && object == unit->top - 1;
    viv_temp window = ours ? object : vk_new_temp(b), result;

    viv_emit_move(b, vk_new_temp(b), object);
    unit->top = window + 2;
    viv_lower_run(b, args);
    result = vk_result_run(b, window, (int)args.count + 2);
    viv_node node = place_lookup(b);

    vk_note_position(b);
    b->node = node;
    vk_emit(b, VK_WORD(OP(CALL_METHOD), (int)args.count, result, window,
                       vk_name(b, OP(CALL_METHOD), name)));
    return result;
}

viv_temp viv_lower_method_call(viv_builder *b, viv_temp object, viv_value name,
                               viv_nodes args, viv_nodes keywords) {
    vk_unit *unit = b->unit;
    viv_value mangled = viv_mangled(b, name);
    viv_temp window;

    if (b->failed)
        return unit->base;
    if (!is_plain(b, 0, args, keywords)) {
        viv_node node = place_lookup(b);
        viv_temp method = viv_push(b, viv_emit_get_attribute(b, object, name));

        b->node = node;
        return viv_lower_call(b, method, 0, args, keywords);
    }
    if (!keywords.count && all_quiet(b, args))
        return call_method(b, object, mangled, args);
    window = vk_is_free(unit, object) && object == unit->top - 1
                 ? object
                 : vk_new_temp(b);
    vk_new_temp(b);
    viv_node node = place_lookup(b);

    vk_emit(b, VK_WORD(OP(LOAD_METHOD), 0, window, object,
                       vk_name(b, OP(LOAD_METHOD), mangled)));
    b->node = node;
    return call_loaded(b, window, args, keywords);
}

/* -- super */

/* The first parameter, wherever it lives now; that of a generator expression
 * has no name: NULL. */
static vk_symbol *first_parameter(const viv_builder *b) {
    vk_scope *scope = vk_scope_at(b->vm, b->unit->frame);

    for (uint32_t i = 0; i < vk_scope_symbols(scope); i++) {
        vk_symbol *symbol = vk_scope_symbol_at(b->vm, scope, i);

        if (symbol->flags & VK_PARAMETER && symbol->reg == 0)
            return symbol;
    }
    return NULL;
}

/* `super()` without arguments is the class of the cell and the first argument,
 * if the text has both. Otherwise the builtin is called and says itself what is
 * missing. */
bool viv_scope_has_super(const viv_builder *b) {
    const vk_scope *scope = vk_scope_at(b->vm, b->unit->frame);
    vk_symbol *class;

    if (b->failed || !scope->positional || !first_parameter(b))
        return false;
    class = vk_scope_find(b->vm, vk_scope_at(b->vm, b->unit->frame),
                          viv_identifier((viv_builder *)(uintptr_t)b, "__class__"));
    return class && class->place == VK_PLACE_FREE;
}

/* `super().method(...)` makes neither a super object nor a bound method; the
 * instruction checks that `super` still is the builtin. */
viv_temp viv_lower_super_call(viv_builder *b, viv_temp window, viv_value name,
                              viv_nodes args, viv_nodes keywords) {
    viv_value mangled = viv_mangled(b, name);

    if (b->failed)
        return b->unit->base;
    viv_node node = place_lookup(b);

    if (!is_plain(b, 0, args, keywords)) {
        viv_temp method = viv_push(b, viv_emit_get_attribute(
                                          b, viv_emit_call(b, window, 0),
                                          mangled));

        b->node = node;
        return viv_lower_call(b, method, 0, args, keywords);
    }
    viv_push(b, viv_emit_load_name(b, viv_identifier(b, "__class__")));
    viv_push(b, viv_emit_load_name(b, first_parameter(b)->name));
    vk_emit(b, VK_WORD(OP(LOAD_SUPER_METHOD), 0, window, 0,
                       vk_name(b, OP(LOAD_SUPER_METHOD), mangled)));
    b->node = node;
    b->unit->top = window + 2;
    return call_loaded(b, window, args, keywords);
}

/* -- special methods */

viv_temp viv_emit_load_special(viv_builder *b, viv_temp object,
                               viv_special method) {
    viv_temp pair = viv_temps_new(b, 2);

    vk_emit(b, VK_WORD(OP(LOAD_SPECIAL), 0, pair, object, method));
    return pair;
}

viv_temp viv_push_pair(viv_builder *b, viv_temp pair) {
    viv_temp first = vk_new_temp(b), second = vk_new_temp(b);

    vk_emit(b, VK_WORD(OP(MOVE), 0, first, pair, 0));
    vk_emit(b, VK_WORD(OP(MOVE), 0, second, pair + 1, 0));
    return first;
}

viv_temp viv_emit_call_loaded(viv_builder *b, viv_temp window, int count) {
    viv_temp result = vk_result_run(b, window, count + 2);

    vk_emit(b, VK_WORD(OP(CALL_LOADED), count, result, window, 0));
    return result;
}

/* -- what the machine does on request */

viv_temp viv_emit_build_class(viv_builder *b) {
    viv_temp result = vk_new_temp(b);

    vk_emit(b, VK_WORD(OP(LOAD_BUILD_CLASS), 0, result, 0, 0));
    return result;
}

viv_temp viv_emit_import(viv_builder *b, viv_value module, viv_temp wanted,
                         int level) {
    viv_temp result;

    if (level > 255)
        viv_syntax_error(b, b->node, "too many dots in a relative import");
    result = vk_result(b, VIV_NOWHERE, wanted);
    vk_emit(b,
            VK_WORD(OP(IMPORT), level, result, wanted, vk_constant(b, module)));
    return result;
}

viv_temp viv_emit_import_from(viv_builder *b, viv_temp module, viv_value name) {
    viv_temp result = vk_new_temp(b);

    vk_emit(b,
            VK_WORD(OP(IMPORT_FROM), 0, result, module, vk_constant(b, name)));
    return result;
}

void viv_emit_import_star(viv_builder *b, viv_temp module) {
    vk_emit(b, VK_WORD(OP(IMPORT_STAR), 0, module, 0, 0));
    vk_consume(b, module);
}

viv_temp viv_emit_intrinsic(viv_builder *b, viv_intrinsic row, viv_temp first,
                            int count, int extra) {
    viv_temp result = vk_result_run(b, first, count);

    vk_emit(b, VK_WORD(OP(INTRINSIC), extra, result, first, row));
    return result;
}

viv_temp viv_emit_native(viv_builder *b, const char *name, viv_temp first,
                         int count, int extra) {
    viv_temp result = vk_result_run(b, first, count);

    for (int i = 0; i < b->families->native_count; i++)
        if (!strcmp(b->families->natives[i].name, name)) {
            vk_emit(b, VK_WORD(OP(NATIVE), extra, result, first, i));
            return result;
        }
    viv_syntax_error(b, b->node, "no instruction '%s' was declared", name);
    return result;
}
