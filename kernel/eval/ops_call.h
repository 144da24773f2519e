/* ops_call.h - functions, calls and returns. Part of eval.c.
 *
 * A call whose function takes exactly the arguments that are given only pushes
 * an activation: the arguments already lie where the callee's window begins.
 * All other calls go to vk_call_at().
 */

/* A function of the table [index], if it takes just these arguments. What is
 * not finite is no immediate: then the function itself is asked. */
#define CALL_NATIVE(object, arguments, count)                                  \
    do {                                                                       \
        uint32_t index = ((vk_native_object *)(object))->index;                \
        const vk_native_entry *entry = &machine->natives[index];               \
                                                                               \
        if (index >= machine->native_count || entry->direct != (count))        \
            break;                                                             \
        if (entry->real != NULL && vk_native_real(*(arguments), &number)) {    \
            value = viv_immediate_float(entry->real(number));                  \
            if (__builtin_expect(!viv_is_absent(value), 1)) {                  \
                R[A] = value;                                                  \
                NEXT;                                                          \
            }                                                                  \
        }                                                                      \
        if (vk_native_accepts(vm, entry, (arguments))) {                       \
            SAVE;                                                              \
            STORE(vk_native_run(vm, entry, (arguments)));                      \
        }                                                                      \
    } while (0)

OP(CALL) {
    SPEND;
    value = R[B];
    if (__builtin_expect(viv_is_reference(value), 1)) {
        vk_header *head = vk_object(vm, value);

        if (head->kind == VK_FUNCTION) {
            if (head->extra == X)
                ENTER((vk_function_object *)head, &R[B + 1], VK_AFTER_NONE, 0);
        } else if (head->kind == VK_NATIVE) {
            if (viv_is_absent(((vk_native_object *)head)->self))
                CALL_NATIVE(head, &R[B + 1], X);
        } else if (head->kind == VK_TYPE) {
            goto construct;
        } else if (head->kind == VK_METHOD) {
            goto call_bound;
        }
    }
call_any:
    SAVE;
    value = vk_call_at(vm, &R[B], X, VIV_ABSENT, VK_AFTER_NONE);
    goto called;
}

/* Making an instance costs an allocation and the call of __init__, once it was
 * learnt in this epoch that the class is that plain. The object takes the place
 * of the class in front of the arguments, where __init__ has its `self`. */
construct: {
    viv_value callable = R[B];
    vk_type *type = vk_object(vm, callable);
    vk_function_object *init = vk_at(vm, type->construct_with);
    vk_instance *made;

    if (type->construct_epoch != machine->epoch &&
        type->construct_epoch != VK_CONSTRUCT_ALWAYS)
        goto call_any;
    if (init->head.kind == VK_NATIVE) {
        SAVE;
        STORE(vk_native_call(vm, ((vk_native_object *)init)->index, &R[B],
                             X + 1u, VIV_ABSENT));
    }
    if (init->head.kind != VK_FUNCTION || init->head.extra != X + 1)
        goto call_any;
    SAVE;
    made = vk_instance_take(vm, type->construct_shape);
    if (made == NULL)
        goto raised;
    R[B] = vk_reference(vm, made);
    ENTER(init, &R[B], VK_AFTER_INIT, vk_offset(vm, made));
    R[B] = callable;
    goto call_any;
}

/* A bound method is its function with `self` in front, likewise. */
call_bound: {
    viv_value callable = R[B];
    vk_method_object *method = vk_object(vm, callable);
    vk_function_object *function = vk_object(vm, method->function);

    if (vk_is(vm, method->function, VK_FUNCTION) &&
        function->head.extra == X + 1) {
        R[B] = method->self;
        ENTER(function, &R[B], VK_AFTER_NONE, 0);
        R[B] = callable;
    }
    goto call_any;
}

OP(CALL_KEYWORDS) {
    SPEND;
    SAVE;
    value = vk_call_at(vm, &R[B], X, K[C], VK_AFTER_NONE);
    goto called;
}

OP(CALL_SPREAD) {
    SPEND;
    SAVE;
    value = vk_call_spread(vm, &R[B], R[B], R[B + 1], R[B + 2]);
    goto called;
}

OP(CALL_METHOD) {
    viv_value object = R[B + 1];

    SPEND;
    if (__builtin_expect(viv_is_reference(object), 1)) {
        vk_header *head = vk_object(vm, object);
        vk_cache *cache = vk_cache_at(K, C);

        if (vk_cache_holds(vm, cache, head->shape) &&
            cache->kind == VK_CACHE_METHOD) {
            value = WORD_AT(cache->where);
            head = vk_object(vm, value);
            if (head->kind == VK_FUNCTION) {
                if (head->extra == X + 1)
                    ENTER((vk_function_object *)head, &R[B + 1], VK_AFTER_NONE,
                          0);
            } else if (head->kind == VK_NATIVE_METHOD) {
                CALL_NATIVE(head, &R[B + 1], X + 1);
            }
            R[B] = value;
            goto call_loaded;
        }
        if (vk_cache_holds(vm, cache, vk_reference_offset(object)) &&
            NAMESPACE_HOLDS(head)) {
            R[B] = VIV_ABSENT;
            R[B + 1] = value = WORD_AT(cache->where);
            goto call_plain;
        }
    }
    SAVE;
    value = vk_lookup_method(vm, object, K + C, &R[B]);
    if (viv_is_jump(value)) {
        value = vk_finish(vm, value);
        if (viv_is_raise(value))
            goto raised;
        R[B] = VIV_ABSENT;
        R[B + 1] = value;
    }
    goto call_loaded;
}

OP(CALL_LOADED) {
    SPEND;
call_loaded:
    value = R[B];
    if (viv_is_absent(value)) {
        value = R[B + 1];
    call_plain:
        if (viv_is_reference(value)) {
            vk_header *head = vk_object(vm, value);

            if (head->kind == VK_FUNCTION && head->extra == X)
                ENTER((vk_function_object *)head, &R[B + 2], VK_AFTER_NONE, 0);
            if (head->kind == VK_NATIVE &&
                viv_is_absent(((vk_native_object *)head)->self))
                CALL_NATIVE(head, &R[B + 2], X);
        }
        SAVE;
        value = vk_call_at(vm, &R[B + 1], X, VIV_ABSENT, VK_AFTER_NONE);
        goto called;
    }
    if (vk_is(vm, value, VK_FUNCTION)) {
        vk_function_object *function = vk_object(vm, value);

        if (function->head.extra == X + 1)
            ENTER(function, &R[B + 1], VK_AFTER_NONE, 0);
    }
    SAVE;
    value = vk_call_at(vm, &R[B], X + 1, VIV_ABSENT, VK_AFTER_NONE);
    goto called;
}

OP(CALL_LOADED_KEYWORDS) {
    SPEND;
    SAVE;
    if (viv_is_absent(R[B]))
        value = vk_call_at(vm, &R[B + 1], X, K[C], VK_AFTER_NONE);
    else
        value = vk_call_at(vm, &R[B], X + 1, K[C], VK_AFTER_NONE);
    goto called;
}

OP(MAKE_FUNCTION) {
    SAVE;
    STORE(vk_ops_make_function(vm, K[B], &R[C], X));
}

OP(RETURN_IMMEDIATE) {
    value = VIV_VALUE(A);
    goto give_back;
}

OP(RETURN_INT) {
    value = viv_small_int((int16_t)A);
    goto give_back;
}

/* The instruction that called stands before the caller's pc, and R[A] of it is
 * where the value belongs. */
OP(RETURN) {
    value = R[A];
give_back:;
    vk_control *control = machine->control;

    if (__builtin_expect(control->continuation == VK_AFTER_NONE, 1)) {
        machine->control = control + 1;
        machine->registers = R = control->registers;
        machine->constants = K = control->constants;
        pc = control->pc;
        word = pc[-1];
        R[A] = value;
        NEXT;
    }
    SAVE;
    value = vk_frame_return(vm, value);
    goto called;
}

OP(RESULT) {
    machine->result = R[A];
    NEXT;
}

OP(HALT) {
    return R[0];
}
