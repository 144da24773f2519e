/* ops_exception.h - raising and handling. Part of eval.c. */

OP(ENTER_HANDLER) {
    viv_value caught = R[B];

    R[A] = machine->handled;
    machine->handled = caught;
    NEXT;
}

OP(LEAVE_HANDLER) {
    machine->handled = R[A];
    NEXT;
}

OP(JUMP_NO_MATCH) {
    int matches;

    SAVE;
    matches = vk_exception_matches(vm, R[A], R[B]);
    if (matches < 0)
        goto raised;
    if (matches == 0)
        JUMP(SC);
    NEXT;
}

OP(MATCH_GROUP) {
    SAVE;
    if (viv_is_jump(vk_exception_group_match(vm, R[B], R[C], &R[A])))
        goto raised;
    NEXT;
}

OP(RAISE) {
    SAVE;
    vk_ops_raise(vm, X, R[A], R[B]);
    goto raised;
}

OP(RERAISE) {
    SAVE;
    machine->exception = R[A];
    goto raised;
}

OP(LOAD_ERROR) {
    R[A] = vk_error_type(vm, B);
    NEXT;
}

OP(CHECK_STOP_ITERATION) {
    SAVE;
    STORE(vk_ops_check_stop_iteration(vm, R[A]));
}
