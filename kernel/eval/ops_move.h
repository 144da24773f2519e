/* ops_move.h - moving values: registers, constants, cells. Part of eval.c. */

OP(MOVE) {
    R[A] = R[B];
    NEXT;
}

OP(LOAD_CONST) {
    R[A] = K[B];
    NEXT;
}

/* Counted from the storage's header, which vk_element() skips. */
OP(LOAD_CONST_FAR) {
    uint32_t offset = vk_offset(vm, K);

    R[A] = *(viv_value *)vk_element(vm, offset - 16, B | (uint32_t)C << 16, 8);
    NEXT;
}

OP(LOAD_INT) {
    R[A] = viv_small_int(SB);
    NEXT;
}

OP(LOAD_IMMEDIATE) {
    R[A] = VIV_VALUE(B);
    NEXT;
}

OP(CLEAR) {
    viv_value *first = &R[A];

    for (uint32_t i = 0; i < C; i++)
        first[i] = VIV_ABSENT;
    NEXT;
}

OP(CHECK_LOCAL) {
    if (__builtin_expect(!viv_is_absent(R[A]), 1))
        NEXT;
    SAVE;
    vk_ops_unbound(vm, K[C], true);
    goto raised;
}

OP(DELETE_LOCAL) {
    if (viv_is_absent(R[A])) {
        SAVE;
        vk_ops_unbound(vm, K[C], true);
        goto raised;
    }
    R[A] = VIV_ABSENT;
    NEXT;
}

OP(NEW_CELL) {
    SAVE;
    STORE(vk_cell_new(vm, VIV_ABSENT));
}

OP(WRAP_CELL) {
    SAVE;
    STORE(vk_cell_new(vm, R[A]));
}

/* The object is not checked to be a cell: whatever it is, a word of the cage is
 * read, which the program owns anyway. */
OP(LOAD_CELL) {
    vk_cell_object *cell = vk_object(vm, R[B]);

    value = cell->content;
    if (__builtin_expect(!viv_is_absent(value), 1)) {
        R[A] = value;
        NEXT;
    }
    SAVE;
    vk_ops_unbound(vm, K[C], X);
    goto raised;
}

OP(STORE_CELL) {
    vk_cell_object *cell = vk_object(vm, R[A]);

    vk_store(vm, cell, &cell->content, R[B]);
    NEXT;
}

OP(DELETE_CELL) {
    vk_cell_object *cell = vk_object(vm, R[A]);

    if (viv_is_absent(cell->content)) {
        SAVE;
        vk_ops_unbound(vm, K[C], X);
        goto raised;
    }
    cell->content = VIV_ABSENT;
    NEXT;
}
