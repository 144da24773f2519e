/* ops_iterate.h - iteration and generators. Part of eval.c.
 *
 * Ranges, lists and generators are stepped inline: these three are most loops.
 * The end is a value (VIV_DONE) and not an exception.
 */

OP(ITERATE) {
    SAVE;
    STORE(vk_step_iterate(vm, R[B]));
}

/* One step of a range of small ints; of another one nothing. Macros, since the
 * compiler makes worse code of inline functions here. */
#define STEP_RANGE(range)                                                      \
    do {                                                                       \
        if (__builtin_expect((range)->head.extra == 1, 1)) {                   \
            if ((range)->left <= 0) {                                          \
                value = VIV_DONE;                                              \
            } else {                                                           \
                value = viv_small_int((range)->next);                          \
                (range)->next = (int64_t)((uint64_t)(range)->next +            \
                                          (uint64_t)(range)->step);            \
                (range)->left--;                                               \
            }                                                                  \
            goto iterated;                                                     \
        }                                                                      \
    } while (0)

/* One step of a list, which is asked for its length each time: its items may
 * come and go meanwhile. */
#define STEP_LIST(list)                                                        \
    do {                                                                       \
        if (viv_is_reference((list)->sequence)) {                              \
            value = vk_list_at(vm, vk_object(vm, (list)->sequence),            \
                               (list)->index);                                 \
            (list)->index++;                                                   \
            if (viv_is_absent(value)) {                                        \
                (list)->sequence = VIV_ABSENT;                                 \
                value = VIV_DONE;                                              \
            }                                                                  \
            goto iterated;                                                     \
        }                                                                      \
    } while (0)

/* The next item of R[B] into [value] where no Python code is needed; for both
 * loops. Others leave through `jumped` or `called`. */
OP(NEXT)
OP(NEXT_LOOP) {
    viv_value iterator = R[B];
    vk_header *head = vk_object(vm, iterator);

    if (__builtin_expect(!viv_is_reference(iterator), 0)) {
        SAVE;
        value = vk_step_next(vm, iterator);
        goto iterated;
    }
    switch (head->kind) {
    case VK_RANGE_ITERATOR:
        STEP_RANGE((vk_range_iterator_object *)head);
        break;
    case VK_LIST_ITERATOR:
        STEP_LIST((vk_iterator_object *)head);
        break;
    case VK_GENERATOR:
        SAVE;
        if (vk_generator_enter(vm, (vk_generator_object *)head, TOP, VIV_NONE,
                               VK_AFTER_NONE)) {
            RELOAD;
            NEXT;
        }
        value = vk_generator_resume(vm, iterator, VIV_NONE, VK_AFTER_NONE);
        goto called;
    default:
        break;
    }
    SAVE;
    value = vk_ops_next(vm, iterator);
iterated:
    if (__builtin_expect(viv_is_jump(value), 0))
        goto jumped;
    if ((word & 0xFF) == VK_NEXT_LOOP_OP) {
        if (viv_is_done(value))
            NEXT;
        R[A] = value;
        JUMP(SC);
    }
    if (viv_is_done(value))
        JUMP(SC);
    R[A] = value;
    NEXT;
}

#undef STEP_RANGE
#undef STEP_LIST

/* A value goes to the loop that asked for it, through all that wait in
 * `yield from`. */
OP(YIELD) {
    value = R[B];
    for (;;) {
        vk_continuation asked = vk_generator_rest(vm, pc);

        if (asked == VK_CONTINUATION_COUNT)
            break;
        RELOAD;
        if (asked == VK_AFTER_NONE) {
            word = pc[-1];
            if ((word & 0xFF) != VK_NEXT_LOOP_OP)
                goto deliver;
            R[A] = value;
            JUMP(SC);
        }
        pc--;
    }
    SAVE;
    value = vk_generator_yield(vm, value);
    goto called;
}

OP(YIELD_WRAPPED) {
    SAVE;
    value = vk_generator_yield_wrapped(vm, R[B]);
    goto called;
}

OP(GENERATOR_RETURN) {
    SAVE;
    value = vk_generator_finish(vm, R[A]);
    goto called;
}

OP(GET_YIELD_FROM) {
    SAVE;
    STORE(vk_ops_get_yield_from(vm, R[B]));
}

OP(YIELD_FROM) {
    SAVE;
    if (vk_is(vm, R[B], VK_GENERATOR) || vk_is(vm, R[B], VK_COROUTINE)) {
        if (vk_generator_enter(vm, vk_object(vm, R[B]), TOP, R[C],
                               VK_AFTER_DELEGATE)) {
            RELOAD;
            NEXT;
        }
        value = vk_generator_resume(vm, R[B], R[C], VK_AFTER_DELEGATE);
        if (viv_is_done(value))
            value = machine->returned;
        goto called;
    }
    if (vk_is(vm, R[B], VK_ASYNC_GENERATOR)) { /* of GET_ASYNC_NEXT */
        value = vk_generator_resume(vm, R[B], R[C], VK_AFTER_ASYNC_NEXT);
        if (viv_is_done(value))
            value = vk_after_async_next(vm, NULL, value);
        goto called;
    }
    value = vk_ops_yield_from(vm, R[B], R[C]);
    if (viv_is_jump(value))
        goto jumped;
    goto called;
}

OP(GET_AWAITABLE) {
    SAVE;
    STORE(vk_ops_get_awaitable(vm, R[B], C));
}

OP(GET_ASYNC_ITERATOR) {
    SAVE;
    STORE(vk_ops_get_async_iterator(vm, R[B]));
}

OP(GET_ASYNC_NEXT) {
    SAVE;
    STORE(vk_ops_get_async_next(vm, R[B]));
}
