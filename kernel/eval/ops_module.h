/* ops_module.h - imports, class bodies, extensions. Part of eval.c. */

OP(IMPORT) {
    SAVE;
    STORE(vk_ops_import(vm, K[C], R[B], X));
}

OP(IMPORT_FROM) {
    SAVE;
    STORE(vk_ops_import_from(vm, R[B], K[C]));
}

OP(IMPORT_STAR) {
    SAVE;
    if (viv_is_jump(vk_ops_import_star(vm, R[A])))
        goto raised;
    NEXT;
}

OP(LOAD_BUILD_CLASS) {
    R[A] = vk_build_class(vm);
    NEXT;
}

OP(INTRINSIC) {
    SAVE;
    STORE(vk_ops_intrinsic(vm, C, &R[B], X));
}

OP(NATIVE) {
    SAVE;
    if (viv_is_jump(vk_ops_native(vm, C, &R[A], &R[B], X)))
        goto raised;
    NEXT;
}
