/* sys.c - the `sys` module, as far as it is harmless: facts about the
 * interpreter. */
#include <vivarium.h>

static viv_value sys_exception(viv_vm *vm, const viv_value *args) {
    (void)args;
    return viv_handled(vm);
}

static viv_value sys_getrecursionlimit(viv_vm *vm, const viv_value *args) {
    (void)args;
    return viv_small_int(viv_recursion_limit(vm));
}

static viv_value sys_setrecursionlimit(viv_vm *vm, const viv_value *args) {
    int64_t limit = viv_to_int(vm, args[0]);

    if (limit < 1)
        return viv_raise(vm, VIV_ValueError,
                         "recursion limit must be greater or equal than 1");
    if (!viv_set_recursion_limit(
            vm, limit < UINT32_MAX ? (uint32_t)limit : UINT32_MAX))
        return viv_raise(vm, VIV_RecursionError,
                         "cannot set the recursion limit to %d: the limit is "
                         "too low",
                         (int)limit);
    return VIV_NONE;
}

static viv_value sys_report(viv_vm *vm, const viv_value *args) {
    return viv_exception_report(vm, args[0]);
}

static viv_value sys_get_int_digits(viv_vm *vm, const viv_value *args) {
    (void)args;
    return viv_small_int(viv_int_digits(vm));
}

static viv_value sys_set_int_digits(viv_vm *vm, const viv_value *args) {
    int64_t digits = viv_to_int(vm, args[0]);

    if (digits != 0 && (digits < 640 || digits > INT32_MAX))
        return viv_raise(vm, VIV_ValueError,
                         "maxdigits must be >= 640 or 0 for unlimited");
    viv_set_int_digits(vm, (uint32_t)digits);
    return VIV_NONE;
}

static viv_value sys_intern(viv_vm *vm, const viv_value *args) {
    return viv_str_intern(vm, args[0]);
}

static viv_value sys_arguments(viv_vm *vm, const viv_value *args) {
    (void)args;
    return viv_arguments(vm);
}

static viv_value sys_modules(viv_vm *vm, const viv_value *args) {
    (void)args;
    return viv_modules(vm);
}

static viv_value sys_write(viv_vm *vm, const viv_value *args) {
    bool fine = viv_same(args[0], viv_small_int(1))
                    ? viv_print(vm, args[1])
                    : viv_print_error(vm, args[1]);

    if (!fine)
        return VIV_RAISE;
    return viv_small_int(viv_to_chars(vm, args[1]).length);
}

static viv_value sys_flush(viv_vm *vm, const viv_value *args) {
    (void)args;
    viv_flush(vm);
    return VIV_NONE;
}

static const viv_function sys_functions[] = {
    {"exception()", sys_exception,
     "Return the current exception."},
    {"getrecursionlimit()", sys_getrecursionlimit,
     "Return the current value of the recursion limit."},
    {"setrecursionlimit(limit: int, /)", sys_setrecursionlimit,
     "Set the maximum depth of nested calls, up to what the sandbox allows."},
    {"_report(exception, /)", sys_report, NULL},
    {"get_int_max_str_digits()", sys_get_int_digits,
     "Return the maximum string digits limit for non-binary int<->str "
     "conversions."},
    {"set_int_max_str_digits(maxdigits: ssize)", sys_set_int_digits,
     "Set the maximum string digits limit for non-binary int<->str "
     "conversions."},
    {"intern(string: str, /)", sys_intern, "Intern the given string."},
    {"_arguments()", sys_arguments, NULL},
    {"_modules()", sys_modules, NULL},
    {"_write(stream, text: str, /)", sys_write, NULL},
    {"_flush()", sys_flush, NULL},
};

static const viv_constant sys_constants[] = {
    VIV_INT_CONSTANT("maxsize", 9223372036854775807,
                     "The largest size of a container."),
    VIV_INT_CONSTANT("maxunicode", 1114111, "The largest code point."),
    VIV_INT_CONSTANT("hexversion", 0x030e00f0, "The version as a number."),
    VIV_STR_CONSTANT("byteorder", "little", "The byte order of numbers."),
    VIV_STR_CONSTANT("platform", "vivarium", "The platform's name."),
    VIV_STR_CONSTANT("version", "3.14.0 (Vivarium)", "The version."),
};

VIV_MODULE(sys) {
    .doc = "Facts about the interpreter that runs the program.",
    .functions = VIV_TABLE(sys_functions),
    .constants = VIV_TABLE(sys_constants),
};
