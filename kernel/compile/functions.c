/* functions.c - functions, class bodies, comprehensions, generators.
 *
 * The code of a function is a constant of the code around it; MAKE_FUNCTION
 * puts it together with defaults, annotations and cells. Comprehensions that
 * are not generators run inlined, in registers of the frame around (PEP 709):
 * no call, no function object.
 */
#include "compile/builder.h"
#include "compile/ops.h"

#define OP(name) VK_##name##_OP

static vk_scope *frame(const viv_builder *b) {
    return vk_scope_at(b->vm, b->unit->frame);
}

static bool suspends(const vk_unit *unit) {
    return unit->flags & (VK_CODE_GENERATOR | VK_CODE_COROUTINE |
                          VK_CODE_ASYNC_GENERATOR);
}

/* -- return */

/* `return None` and `return 0` are the commonest ends of functions: they have
 * instructions without a register. */
static void leave_function(viv_builder *b, int value) {
    uint64_t word = vk_last_word(b, 0);
    bool ours = word && vk_is_free(b->unit, value) &&
                vk_word_a(word) == (uint32_t)value;

    if (suspends(b->unit)) {
        vk_emit(b, VK_WORD(OP(GENERATOR_RETURN), 0, value, 0, 0));
    } else if (ours && vk_word_op(word) == OP(LOAD_IMMEDIATE)) {
        vk_drop_words(b, 1);
        vk_emit(b,
                VK_WORD(OP(RETURN_IMMEDIATE), 0, (int)vk_word_b(word), 0, 0));
    } else if (ours && vk_word_op(word) == OP(LOAD_INT)) {
        vk_drop_words(b, 1);
        vk_emit(b, VK_WORD(OP(RETURN_INT), 0, (int)vk_word_b(word), 0, 0));
    } else {
        vk_emit(b, VK_WORD(OP(RETURN), 0, value, 0, 0));
    }
    b->unit->reachable = false;
}

/* A variable may be changed by what is run on the way out: its value is
 * kept. */
static void return_through(viv_builder *b, viv_temp value) {
    viv_temp kept = value;

    if (!vk_is_temp(b->unit, value)) {
        kept = vk_new_temp(b);
        vk_emit(b, VK_WORD(OP(MOVE), 0, kept, value, 0));
    }
    viv_hold(b, kept);
    vk_run_cleanups(b, 0, leave_function, kept);
}

void vk_emit_return(viv_builder *b, viv_temp value) {
    if (b->failed || !viv_reachable(b))
        return;
    if (vk_has_cleanups(b, 0))
        return_through(b, value);
    else
        leave_function(b, value);
    vk_consume(b, value);
}

void viv_emit_return(viv_builder *b, viv_temp value) {
    const vk_scope *scope = frame(b);

    if (b->failed)
        return;
    if (!vk_scope_is_function(scope))
        viv_syntax_error(b, b->node, "'return' outside function");
    else if (b->unit->flags & VK_CODE_ASYNC_GENERATOR && scope->returned)
        viv_syntax_error(b, scope->returned,
                         "'return' with value in async generator");
    vk_emit_return(b, value);
}

/* __classcell__ hands the cell of __class__ to type.__new__, which fills it
 * with the class (data model 3.3.3.6). The body returns the cell too, as
 * CPython's bodies do. */
void viv_emit_class_end(viv_builder *b) {
    vk_place_kind place;
    vk_symbol *cell;

    vk_emit_annotate(b, "__annotate_func__");
    cell = b->failed ? NULL
                     : vk_scope_find(b->vm, frame(b),
                                     viv_identifier(b, VK_CLASS_CELL));
    place = cell ? (vk_place_kind)cell->place : VK_PLACE_UNKNOWN;
    if (place != VK_PLACE_CELL) {
        vk_emit_return(b, viv_emit_constant(b, VIV_NONE));
        return;
    }
    vk_emit(b, VK_WORD(OP(STORE_NAME), 0, 0, cell->reg,
                       vk_constant(b, viv_identifier(b, "__classcell__"))));
    vk_emit(b, VK_WORD(OP(RETURN), 0, cell->reg, 0, 0));
    b->unit->reachable = false;
}

void viv_emit_result(viv_builder *b, viv_temp value) {
    viv_value constant;

    if (b->displays && b->unit && !b->unit->outer) {
        value = viv_push(b, value);
        vk_consume(b, viv_emit_intrinsic(b, VIV_INTRINSIC_DISPLAY, value, 1,
                                         0));
        return;
    }
    if (b->result && b->node == b->result && b->unit && !b->unit->outer)
        vk_emit(b, VK_WORD(OP(RESULT), 0, value, 0, 0));
    else if (vk_loaded(b, 0, value, &constant))
        vk_drop_words(b, 1);
    vk_consume(b, value);
}

viv_temp viv_argument(viv_builder *b, int number) {
    (void)b;
    return number;
}

/* -- making a code */

static void lower_code(viv_builder *b, const viv_code_spec *spec) {
    if (spec->lower)
        spec->lower(b, spec);
    else
        viv_lower_body(b, spec->body);
    vk_emit_return(b, viv_emit_constant(b, VIV_NONE));
}

static viv_value build_code(viv_builder *b, const viv_code_spec *spec) {
    uint32_t scope =
        vk_scope_child(b, b->unit->scope, spec->node, spec->scope);
    viv_node around = b->node;
    viv_value code;
    vk_unit unit;

    if (!scope) {
        viv_syntax_error(b, spec->node, "no scope was begun for this");
        return VIV_NONE;
    }
    if (!vk_builder_enter(b))
        return VIV_NONE;
    unit.name = spec->name;
    unit.doc = vk_docstring(b, spec->body);
    vk_unit_begin(b, &unit, scope);
    b->node = spec->node;
    lower_code(b, spec);
    b->node = around;
    code = vk_unit_end(b);
    return code;
}

/* -- making a function of it */

/* Three registers side by side are what MAKE_FUNCTION reads; a part that does
 * not exist leaves its register unused. */
static bool lower_defaults(viv_builder *b, viv_node args) {
    viv_nodes defaults =
        args ? viv_arguments_defaults(b, args) : (viv_nodes){0, 0};

    if (!defaults.count) {
        vk_new_temp(b);
        return false;
    }
    viv_push(b, viv_lower_display(b, VIV_Tuple, defaults));
    return true;
}

static bool lower_keyword_defaults(viv_builder *b, viv_node args) {
    viv_temp first = viv_mark(b);
    viv_nodes names = {0, 0}, values = {0, 0};
    int count = 0;

    if (args) {
        names = viv_arguments_kwonlyargs(b, args);
        values = viv_arguments_kw_defaults(b, args);
    }
    for (uint32_t i = 0; i < names.count && i < values.count && !b->failed;
         i++) {
        viv_node value = viv_nodes_at(b, values, i);

        if (!value)
            continue;
        viv_emit_constant(
            b, viv_mangled(b, viv_arg_arg(b, viv_nodes_at(b, names, i))));
        viv_lower_push(b, value);
        count++;
    }
    if (count)
        viv_emit_build(b, VIV_Dict, first, count);
    else
        vk_new_temp(b);
    return count > 0;
}

static bool place_annotate(viv_builder *b, viv_temp annotate) {
    viv_temp temp = vk_new_temp(b);

    if (annotate == VIV_NOWHERE)
        return false;
    vk_emit(b, VK_WORD(OP(MOVE), 0, temp, annotate, 0));
    return true;
}

viv_temp viv_emit_function(viv_builder *b, const viv_code_spec *spec) {
    viv_temp run = viv_mark(b), result;
    int floor = b->unit->floor, x;
    viv_value code;

    if (b->failed)
        return b->unit->base;
    x = lower_defaults(b, spec->args);
    x |= lower_keyword_defaults(b, spec->args) << 1;
    x |= place_annotate(b, spec->annotate) << 2;
    viv_hold(b, run + 2);
    code = build_code(b, spec);
    b->unit->floor = floor;
    result = vk_result_run(b, run, 3);
    vk_emit(b,
            VK_WORD(OP(MAKE_FUNCTION), x, result, vk_constant(b, code), run));
    return result;
}

void viv_emit_defaults(viv_builder *b, viv_temp function, viv_node args) {
    viv_temp mark = viv_mark(b), run = mark;
    int given;

    if (b->failed)
        return;
    viv_hold(b, function);
    given = lower_defaults(b, args);
    given |= lower_keyword_defaults(b, args) << 1;
    viv_hold(b, run + 1);
    if (given & 1)
        viv_emit_set_attribute(b, function,
                               viv_identifier(b, "__defaults__"), run);
    if (given & 2)
        viv_emit_set_attribute(b, function,
                               viv_identifier(b, "__kwdefaults__"), run + 1);
    viv_release(b, mark);
}

/* -- comprehensions in the frame around them */

/* A comprehension in a loop begins many times: the cells must be new each time,
 * since functions made earlier hold the old ones. */
static void begin_variable(viv_builder *b, const vk_symbol *symbol,
                           bool clear) {
    if (symbol->place == VK_PLACE_CELL)
        vk_emit(b, VK_WORD(OP(NEW_CELL), 0, symbol->reg, 0, 0));
    else if (symbol->place == VK_PLACE_REGISTER) {
        vk_undefine(b, symbol);
        if (clear)
            vk_emit(b, VK_WORD(OP(CLEAR), 0, symbol->reg, 0, 1));
    }
}

static bool has_one_generator(viv_builder *b, viv_node node) {
    switch (viv_node_kind(b, node)) {
    case VIV_ListComp:
        return viv_ListComp_generators(b, node).count == 1;
    case VIV_SetComp:
        return viv_SetComp_generators(b, node).count == 1;
    case VIV_DictComp:
        return viv_DictComp_generators(b, node).count == 1;
    default:
        return false;
    }
}

void viv_comprehension_begin(viv_builder *b, viv_node node) {
    uint32_t offset = b->failed ? 0
                                : vk_scope_child(b, b->unit->scope, node,
                                                 VIV_SCOPE_COMPREHENSION);
    vk_scope *scope = vk_scope_at(b->vm, offset);
    bool clear;

    if (b->failed)
        return;
    if (!offset) {
        viv_syntax_error(b, node, "no scope was begun for this comprehension");
        return;
    }
    clear = !has_one_generator(b, node);
    for (uint32_t i = 0; i < vk_scope_symbols(scope); i++)
        begin_variable(b, vk_scope_symbol_at(b->vm, scope, i), clear);
    b->unit->scope = offset;
}

void viv_comprehension_end(viv_builder *b, viv_node node) {
    vk_scope *scope = vk_scope_at(b->vm, b->unit->scope);

    if (!b->failed && scope->node == node && b->unit->scope != b->unit->frame)
        b->unit->scope = scope->parent;
}

/* -- generators and coroutines */

static bool in_function(viv_builder *b, const char *what) {
    if (!b->failed && !vk_scope_is_function(frame(b)))
        viv_syntax_error(b, b->node, "'%s' outside function", what);
    return !b->failed;
}

/* How many registers must outlive a rest here; 0: all, there are too many.
 * Copying a generator's frame to the heap costs time per register: the operand
 * says how many are in use at this point. */
static int live_registers(const viv_builder *b) {
    return b->unit->top <= UINT8_MAX ? b->unit->top : 0;
}

viv_temp viv_emit_yield(viv_builder *b, viv_temp value) {
    viv_temp result;

    if (!in_function(b, "yield"))
        return value;
    result = vk_result(b, VIV_NOWHERE, value);
    vk_emit(b,
            VK_WORD(b->unit->flags & VK_CODE_ASYNC_GENERATOR ? OP(YIELD_WRAPPED)
                                                             : OP(YIELD),
                    live_registers(b), result, value, 0));
    return result;
}

/* PEP 380 in one instruction: it loops on itself until the iterator ends. */
viv_temp vk_emit_drive(viv_builder *b, viv_temp value) {
    viv_temp sent = vk_new_temp(b), result;
    int live = live_registers(b);

    vk_load(b, sent, VIV_NONE);
    result = vk_result(b, value, sent);
    vk_emit(b, VK_WORD(OP(YIELD_FROM), live, result, value, sent));
    return result;
}

viv_temp viv_emit_yield_from(viv_builder *b, viv_temp value) {
    viv_temp iterator;

    if (!in_function(b, "yield from"))
        return value;
    if (viv_scope_is_coroutine(b))
        viv_syntax_error(b, b->node, "'yield from' inside async function");
    iterator = vk_result(b, VIV_NOWHERE, value);
    vk_emit(b, VK_WORD(OP(GET_YIELD_FROM), 0, iterator, value, 0));
    return vk_emit_drive(b, iterator);
}

viv_temp viv_emit_await(viv_builder *b, viv_temp value, viv_await what) {
    viv_temp iterator;

    if (!viv_scope_allows_await(b)) {
        viv_syntax_error(b, b->node,
                         vk_scope_is_function(frame(b))
                             ? "'await' outside async function"
                             : "'await' outside function");
        return value;
    }
    iterator = vk_result(b, VIV_NOWHERE, value);
    vk_emit(b, VK_WORD(OP(GET_AWAITABLE), 0, iterator, value, what));
    return vk_emit_drive(b, iterator);
}
