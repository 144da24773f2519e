/* ops_item.h - subscripts and containers. Part of eval.c.
 *
 * Exact lists, tuples and dicts are recognised by their shape, one comparison
 * that is false for every subclass (which may override __getitem__).
 */

/* vk_list_at() checks the index against the list and its storage; a hash of a
 * key may run program code, hence SAVE. */
OP(GET_ITEM) {
    viv_value container = R[B], key = R[C];

    if (__builtin_expect(viv_is_reference(container), 1)) {
        vk_header *head = vk_object(vm, container);

        if (head->shape == VK_BUILTIN_SHAPE(VK_LIST) &&
            viv_is_small_int(key)) {
            value = vk_list_at(vm, (vk_list_object *)head,
                               viv_small_int_value(key));
            if (__builtin_expect(!viv_is_absent(value), 1)) {
                R[A] = value;
                NEXT;
            }
        } else if (head->shape == VK_BUILTIN_SHAPE(VK_DICT)) {
            SAVE;
            value = vk_dict_get(vm, container, key);
            if (__builtin_expect(!viv_is_absent(value), 1))
                goto store;
        } else if (head->shape == VK_BUILTIN_SHAPE(VK_TUPLE) &&
                   viv_is_small_int(key)) {
            value = vk_tuple_at(vm, (vk_tuple_object *)head,
                                viv_small_int_value(key));
            if (!viv_is_absent(value)) {
                R[A] = value;
                NEXT;
            }
        }
    }
    SAVE;
    STORE(vk_step_get_item(vm, container, key));
}

OP(GET_ITEM_INT) {
    viv_value container = R[B];

    if (viv_is_reference(container)) {
        vk_header *head = vk_object(vm, container);

        value = VIV_ABSENT;
        if (head->shape == VK_BUILTIN_SHAPE(VK_LIST))
            value = vk_list_at(vm, (vk_list_object *)head, SC);
        else if (head->shape == VK_BUILTIN_SHAPE(VK_TUPLE))
            value = vk_tuple_at(vm, (vk_tuple_object *)head, SC);
        if (!viv_is_absent(value)) {
            R[A] = value;
            NEXT;
        }
    }
    SAVE;
    STORE(vk_step_get_item(vm, container, SMALL(SC)));
}

OP(GET_SLICE) {
    SAVE;
    STORE(vk_ops_slice(vm, R[B], &R[C]));
}

OP(SET_ITEM) {
    viv_value container = R[A], key = R[B];

    if (viv_is_reference(container)) {
        vk_header *head = vk_object(vm, container);

        if (head->shape == VK_BUILTIN_SHAPE(VK_LIST) &&
            viv_is_small_int(key)) {
            if (vk_list_put(vm, (vk_list_object *)head,
                            viv_small_int_value(key), R[C]))
                NEXT;
        } else if (head->shape == VK_BUILTIN_SHAPE(VK_DICT)) {
            SAVE;
            if (!vk_dict_set(vm, container, key, R[C]))
                goto raised;
            NEXT;
        }
    }
    SAVE;
    value = vk_step_set_item(vm, container, key, R[C]);
    if (viv_is_jump(value))
        goto jumped;
    NEXT;
}

OP(DELETE_ITEM) {
    SAVE;
    value = vk_step_set_item(vm, R[A], R[B], VIV_ABSENT);
    if (viv_is_jump(value))
        goto jumped;
    NEXT;
}

OP(BUILD_SLICE) {
    SAVE;
    STORE(vk_slice_new(vm, R[B], R[B + 1], R[B + 2]));
}

OP(BUILD_TUPLE) {
    SAVE;
    STORE(vk_tuple_from(vm, &R[B], C));
}

OP(BUILD_LIST) {
    SAVE;
    STORE(vk_list_from(vm, &R[B], C));
}

OP(BUILD_SET) {
    SAVE;
    STORE(vk_ops_build_set(vm, &R[B], C));
}

OP(BUILD_DICT) {
    SAVE;
    STORE(vk_ops_build_dict(vm, &R[B], C));
}

OP(BUILD_STRING) {
    SAVE;
    STORE(vk_ops_build_string(vm, &R[B], C));
}

OP(LIST_APPEND) {
    SAVE;
    if (!vk_list_append(vm, R[A], R[B]))
        goto raised;
    NEXT;
}

OP(LIST_EXTEND) {
    SAVE;
    if (viv_is_jump(vk_ops_list_extend(vm, R[A], R[B])))
        goto raised;
    NEXT;
}

OP(LIST_TO_TUPLE) {
    SAVE;
    STORE(vk_tuple_from_list(vm, R[B]));
}

OP(SET_ADD) {
    SAVE;
    if (!vk_set_add(vm, R[A], R[B]))
        goto raised;
    NEXT;
}

OP(SET_UPDATE) {
    SAVE;
    if (viv_is_jump(vk_set_update(vm, R[A], R[B])))
        goto raised;
    NEXT;
}

OP(DICT_SET) {
    SAVE;
    if (!vk_dict_set(vm, R[A], R[B], R[C]))
        goto raised;
    NEXT;
}

OP(DICT_UPDATE) {
    SAVE;
    if (viv_is_jump(vk_ops_dict_merge(vm, R[A], R[B], VIV_ABSENT)))
        goto raised;
    NEXT;
}

OP(DICT_MERGE) {
    SAVE;
    if (viv_is_jump(vk_ops_dict_merge(vm, R[A], R[B], R[C])))
        goto raised;
    NEXT;
}

OP(FORMAT) {
    SAVE;
    STORE(vk_ops_format(vm, R[B], R[C], X));
}

OP(FORMAT_PLAIN) {
    SAVE;
    STORE(vk_ops_format(vm, R[B], VIV_ABSENT, X));
}

OP(UNPACK) {
    SAVE;
    if (viv_is_jump(vk_ops_unpack(vm, R[B], &R[A], C)))
        goto raised;
    NEXT;
}

OP(UNPACK_STAR) {
    SAVE;
    if (viv_is_jump(vk_ops_unpack_star(vm, R[B], &R[A], X, C)))
        goto raised;
    NEXT;
}
