/* regions.c - loops, guarded regions, handlers, and the ways out of them.
 *
 * Entering `try` costs nothing at run time: a table says which stretches of
 * code are guarded by which handler (the zero-cost scheme of CPython 3.11 and
 * of C++ compilers). Cleanup code, as of `finally` and `with`, is emitted again
 * for every way out of a block; that is simpler than a subroutine and lets each
 * copy know where it goes on.
 *
 * The rows of inner regions must stand before those of outer ones, because the
 * evaluator takes the first that fits.
 */
#include "compile/builder.h"
#include "compile/ops.h"
#include "object/error.h"

#define OP(name) VK_##name##_OP

/* A limit, as CPython has one, for the same end: a fixed array. When it is full
 * the top one is given again, the compilation has failed anyway. */
static vk_block *push_block(viv_builder *b) {
    vk_unit *unit = b->unit;

    if (unit->block_count == VK_BLOCKS_MAX) {
        viv_syntax_error(b, b->node, "too many statically nested blocks");
        unit->block_count--;
    }
    return &unit->blocks[unit->block_count++];
}

/* -- guarded stretches */

static vk_region *region_at(viv_builder *b, int region) {
    uint32_t number = (uint32_t)region + b->unit->regions;

    return region >= 0 && number < b->regions.count
               ? VK_ROW(b->regions, vk_region, number)
               : NULL;
}

/* The fence: a word before the edge must not be changed by a peephole behind
 * it, it would move into the other region. */
static void guard_open(viv_builder *b, int number) {
    vk_region *region = region_at(b, number);

    if (region)
        region->open = b->unit->fence = b->words.count;
}

static void guard_close(viv_builder *b, int number) {
    vk_region *region = region_at(b, number);
    vk_guard_row *row;

    if (!region || region->open == VK_UNPLACED)
        return;
    if (region->open < b->words.count) {
        row = vk_builder_push(b, &b->guards, sizeof *row);
        if (row)
            *row = (vk_guard_row){region->open, b->words.count,
                                  (uint32_t)number};
        region->used = true;
    }
    region->open = VK_UNPLACED;
    b->unit->fence = b->words.count;
}

int viv_try_begin(viv_builder *b, viv_cleanup cleanup, viv_node node,
                  viv_temp state) {
    vk_region *region = vk_builder_push(b, &b->regions, sizeof *region);
    int number = (int)(b->regions.count - 1 - b->unit->regions);
    vk_block *block;

    if (!region)
        return 0;
    *region = (vk_region){VK_UNPLACED, VK_UNPLACED, viv_temp_new(b), false,
                          b->unit->defined};
    block = push_block(b);
    *block = (vk_block){.region = number,
                        .cleanup = cleanup,
                        .node = node,
                        .state = state};
    guard_open(b, number);
    return number;
}

void viv_try_end(viv_builder *b, int region) {
    if (b->failed || !b->unit->block_count)
        return;
    guard_close(b, region);
    b->unit->block_count--;
}

/* What was certainly bound at the start of the region is all that is certain
 * here: the exception may have come from any instruction in it. A region
 * without instructions has a handler that nothing reaches. */
viv_temp viv_handler_begin(viv_builder *b, int number) {
    vk_unit *unit = b->unit;
    vk_region *region = region_at(b, number);

    if (!region || b->failed)
        return unit->base;
    unit->reachable = region->used;
    unit->defined = region->defined;
    region->target = unit->fence = b->words.count;
    return viv_hold(b, region->value);
}

/* -- leaving by return, break, continue */

/* What guards the regions above [down_to] does not guard their cleanups. */
static void leave_block(viv_builder *b, const vk_block *block) {
    int top = b->unit->top, floor = b->unit->floor;

    b->unit->floor = top;
    block->cleanup(b, block->node, block->state);
    b->unit->top = top;
    b->unit->floor = floor;
}

/* Bodies of cleanups have blocks of their own, in place of those they leave:
 * these are put back when [leave] has emitted the way out. Guards open outside
 * in, so that the rows of inner regions come first again. */
void vk_run_cleanups(viv_builder *b, int down_to, vk_leave leave, int what) {
    vk_unit *unit = b->unit;
    vk_block blocks[VK_BLOCKS_MAX];
    int count = unit->block_count;

    memcpy(blocks, unit->blocks, sizeof(vk_block) * (size_t)count);
    while (unit->block_count > down_to && !b->failed) {
        const vk_block *block = &blocks[--unit->block_count];

        if (block->loop)
            continue;
        guard_close(b, block->region);
        if (block->cleanup)
            leave_block(b, block);
    }
    leave(b, what);
    memcpy(unit->blocks, blocks, sizeof(vk_block) * (size_t)count);
    for (int i = down_to; i < count && !b->failed; i++)
        if (!blocks[i].loop)
            guard_open(b, blocks[i].region);
    unit->block_count = count;
}

bool vk_has_cleanups(const viv_builder *b, int down_to) {
    for (int i = down_to; i < b->unit->block_count; i++)
        if (!b->unit->blocks[i].loop && b->unit->blocks[i].cleanup)
            return true;
    return false;
}

/* -- loops */

void viv_loop_begin(viv_builder *b, viv_label next, viv_label done) {
    vk_block *block = push_block(b);

    *block = (vk_block){.loop = true, .next = next, .done = done};
}

void viv_loop_end(viv_builder *b) {
    if (!b->failed && b->unit->block_count)
        b->unit->block_count--;
}

static int innermost_loop(const viv_builder *b) {
    int number = b->unit->block_count - 1;

    while (number >= 0 && !b->unit->blocks[number].loop)
        number--;
    return number;
}

static void leave_to(viv_builder *b, int loop, bool again) {
    const vk_block *block = &b->unit->blocks[loop];
    viv_label label = again ? block->next : block->done;

    if (!viv_reachable(b))
        return;
    if (vk_has_cleanups(b, loop + 1))
        vk_run_cleanups(b, loop + 1, viv_emit_jump, label);
    else
        viv_emit_jump(b, label);
}

void viv_emit_break(viv_builder *b, viv_node node) {
    int loop = innermost_loop(b);

    if (b->failed)
        return;
    if (loop < 0)
        viv_syntax_error(b, node, "'break' outside loop");
    else
        leave_to(b, loop, false);
}

void viv_emit_continue(viv_builder *b, viv_node node) {
    int loop = innermost_loop(b);

    if (b->failed)
        return;
    if (loop < 0)
        viv_syntax_error(b, node, "'continue' not properly in loop");
    else
        leave_to(b, loop, true);
}

/* -- iteration */

viv_temp viv_emit_iter(viv_builder *b, viv_temp value) {
    viv_temp result = vk_result(b, VIV_NOWHERE, value);

    vk_emit(b, VK_WORD(OP(ITERATE), 0, result, value, 0));
    return result;
}

static viv_temp iterator_of(viv_builder *b, viv_temp items, int flags) {
    viv_temp result;

    if (flags & VIV_ITERATE_ITERATOR)
        return items;
    if (!(flags & VIV_ITERATE_ASYNC))
        return viv_emit_iter(b, items);
    result = vk_result(b, VIV_NOWHERE, items);
    vk_emit(b, VK_WORD(OP(GET_ASYNC_ITERATOR), 0, result, items, 0));
    return result;
}

/* Asynchronous: the awaited next is guarded, StopAsyncIteration is the end. PEP
 * 492: `async for` ends with an exception, so the step is guarded. */
static void async_next(viv_builder *b, viv_iteration *loop) {
    viv_temp given;

    viv_label_place(b, loop->next);
    loop->region = viv_try_begin(b, NULL, 0, 0);
    given = vk_new_temp(b);
    vk_emit(b, VK_WORD(OP(GET_ASYNC_NEXT), 0, given, loop->iterator, 0));
    viv_emit_move(b, loop->item, vk_emit_drive(b, given));
    viv_try_end(b, loop->region);
}

/* A variable takes the items directly. The place of an error is the
 * iterable. */
void viv_iteration_begin(viv_builder *b, viv_iteration *loop, viv_node target,
                         viv_temp items, int flags) {
    viv_temp own = viv_target_register(b, target);
    viv_node around = b->node;

    *loop = (viv_iteration){.target = target,
                            .node = b->lowered,
                            .is_async = (flags & VIV_ITERATE_ASYNC) != 0};
    b->node = loop->node;
    loop->iterator = viv_hold(b, iterator_of(b, items, flags));
    loop->item = own == VIV_NOWHERE || loop->is_async ? viv_temp_new(b) : own;
    loop->body = viv_label_new(b);
    loop->next = viv_label_new(b);
    loop->end = viv_label_new(b);
    if (loop->is_async) {
        async_next(b, loop);
    } else {
        vk_emit_jump(b, OP(NEXT), loop->item, loop->iterator, loop->end);
        viv_label_place(b, loop->body);
    }
    b->node = around;
    viv_lower_store(b, target, loop->item);
}

/* Behind an asynchronous loop: the end, or another exception. */
static void async_end(viv_builder *b, viv_iteration *loop) {
    viv_label other = viv_label_new(b);
    viv_temp error;

    viv_emit_jump(b, loop->next);
    error = viv_handler_begin(b, loop->region);
    viv_emit_branch_no_match(
        b, error, viv_emit_error_type(b, VIV_StopAsyncIteration), other);
    viv_emit_jump(b, loop->end);
    viv_label_place(b, other);
    viv_emit_reraise(b, error);
    viv_label_place(b, loop->end);
}

void viv_iteration_end(viv_builder *b, viv_iteration *loop) {
    viv_node around = b->node;

    b->node = loop->node;
    if (loop->is_async) {
        async_end(b, loop);
    } else {
        viv_label_place(b, loop->next);
        vk_emit_jump(b, OP(NEXT_LOOP), loop->item, loop->iterator, loop->body);
        viv_label_place(b, loop->end);
    }
    b->node = around;
}

/* -- exceptions */

viv_temp viv_emit_enter_handler(viv_builder *b, viv_temp error) {
    viv_temp saved = viv_temp_new(b);

    vk_emit(b, VK_WORD(OP(ENTER_HANDLER), 0, saved, error, 0));
    return saved;
}

void viv_emit_leave_handler(viv_builder *b, viv_temp saved) {
    vk_emit(b, VK_WORD(OP(LEAVE_HANDLER), 0, saved, 0, 0));
}

void viv_emit_branch_no_match(viv_builder *b, viv_temp error, viv_temp types,
                              viv_label label) {
    vk_emit_jump(b, OP(JUMP_NO_MATCH), error, types, label);
    vk_consume(b, types);
}

viv_temp viv_emit_match_group(viv_builder *b, viv_temp group, viv_temp types) {
    viv_temp run;

    vk_consume(b, types);
    run = viv_temps_new(b, 2);
    vk_emit(b, VK_WORD(OP(MATCH_GROUP), 0, run, group, types));
    return run;
}

void viv_emit_raise(viv_builder *b, viv_temp error, viv_temp cause) {
    int x = error == VIV_NOWHERE ? 0 : cause == VIV_NOWHERE ? 1 : 2;

    vk_emit(b, VK_WORD(OP(RAISE), x, x > 0 ? error : 0, x > 1 ? cause : 0, 0));
    vk_consume(b, cause);
    vk_consume(b, error);
    b->unit->reachable = false;
}

void viv_emit_reraise(viv_builder *b, viv_temp error) {
    vk_emit(b, VK_WORD(OP(RERAISE), 0, error, 0, 0));
    b->unit->reachable = false;
}
