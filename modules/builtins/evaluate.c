/* evaluate.c - eval(), exec(), compile() and input(). */
#include "evaluate.h"

static bool is_text(viv_vm *vm, viv_value value) {
    return viv_is_str(vm, value) || viv_is_bytes(vm, value) ||
           viv_to_bytes(vm, value).data != NULL;
}

/* Code as it is, text compiled; [what] names the function. */
static viv_value code_of(viv_vm *vm, viv_value source, viv_text_kind kind,
                         const char *what) {
    if (viv_is_code(vm, source))
        return source;
    if (!is_text(vm, source)) {
        viv_catch(vm);
        return viv_raise(vm, VIV_TypeError,
                         "%s() arg 1 must be a string, bytes or code object",
                         what);
    }
    return viv_compile(vm, source, viv_str(vm, "<string>"), kind);
}

static bool is_mapping(viv_vm *vm, viv_value value) {
    viv_value found = viv_find_attribute(vm, value, viv_name(vm, "__getitem__"));

    return !viv_is_jump(found) && !viv_is_absent(found);
}

/* Where names live: what was given, else the caller's. False: raised. */
static bool namespaces(viv_vm *vm, viv_value *globals, viv_value *locals) {
    bool given = !viv_is_none(*globals);

    if (!given)
        *globals = viv_globals(vm);
    if (viv_is_none(*locals))
        *locals = given ? *globals : viv_locals(vm);
    return !viv_is_jump(*globals) && !viv_is_jump(*locals);
}

viv_value builtins_eval(viv_vm *vm, const viv_value *args) {
    viv_value globals = args[1], locals = args[2], code;

    if (!viv_is_none(locals) && !is_mapping(vm, locals))
        return viv_raise(vm, VIV_TypeError, "locals must be a mapping");
    if (!viv_is_none(globals) && !viv_is_dict(vm, globals))
        return viv_raise(vm, VIV_TypeError,
                         is_mapping(vm, globals)
                             ? "globals must be a real dict; try eval(code, "
                               "{}, mapping)"
                             : "globals must be a dict");
    code = code_of(vm, args[0], VIV_TEXT_EXPRESSION, "eval");
    VIV_TRY(code);
    if (!namespaces(vm, &globals, &locals))
        return VIV_RAISE;
    return viv_tail_run(vm, code, globals, locals);
}

viv_value builtins_exec(viv_vm *vm, const viv_value *args) {
    viv_value globals = args[1], locals = args[2], code;

    if (!viv_is_none(globals) && !viv_is_dict(vm, globals))
        return viv_raise(vm, VIV_TypeError,
                         "exec() globals must be a dict, not %T", globals);
    if (!viv_is_none(locals) && !is_mapping(vm, locals))
        return viv_raise(vm, VIV_TypeError,
                         "locals must be a mapping or None, not %T", locals);
    code = code_of(vm, args[0], VIV_TEXT_MODULE, "exec");
    VIV_TRY(code);
    if (!namespaces(vm, &globals, &locals))
        return VIV_RAISE;
    return viv_tail_run(vm, code, globals, locals);
}

static const struct mode {
    const char *name;
    viv_text_kind kind;
} modes[] = {
    {"exec", VIV_TEXT_MODULE},
    {"eval", VIV_TEXT_EXPRESSION},
    {"single", VIV_TEXT_SINGLE},
};

viv_value builtins_compile(viv_vm *vm, const viv_value *args) {
    viv_value file = args[1];

    if (!is_text(vm, args[0])) {
        viv_catch(vm);
        return viv_raise(vm, VIV_TypeError,
                         "compile() arg 1 must be a string, bytes or AST "
                         "object");
    }
    if (!viv_is_str(vm, file))
        return viv_raise(vm, VIV_TypeError,
                         "expected str, bytes or os.PathLike object, not %T",
                         file);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        if (viv_str_is(vm, args[2], modes[i].name))
            return viv_compile(vm, args[0], file, modes[i].kind);
    return viv_raise(vm, VIV_ValueError,
                     "compile() mode must be 'exec', 'eval' or 'single'");
}

viv_value builtins_input(viv_vm *vm, const viv_value *args) {
    viv_value prompt = viv_to_str(vm, args[0]);

    VIV_TRY(prompt);
    if (!viv_print(vm, prompt))
        return VIV_RAISE;
    viv_flush(vm);
    return viv_input_line(vm);
}
