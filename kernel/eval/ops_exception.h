/* ops_exception.h - raising and handling. Part of eval.c.
 *
 * What is being handled is a register of the machine, saved and restored by the
 * code of each handler. So nested handlers need no stack of their own, and a
 * generator can take its part along.
 */

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
