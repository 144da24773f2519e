/* builtins.c - the built-in functions: what every program can call by name. */
#include <vivarium.h>

#include "evaluate.h"

static viv_value builtins_abs(viv_vm *vm, const viv_value *args) {
    return viv_tail_unary(vm, VIV_OP_ABS, args[0]);
}

static viv_value builtins_ascii(viv_vm *vm, const viv_value *args) {
    return viv_ascii(vm, args[0]);
}

static viv_value in_base(viv_vm *vm, viv_value value, int base) {
    viv_value number = viv_index(vm, value);

    VIV_TRY(number);
    return viv_int_text(vm, number, base);
}

static viv_value builtins_bin(viv_vm *vm, const viv_value *args) {
    return in_base(vm, args[0], 2);
}

static viv_value builtins_oct(viv_vm *vm, const viv_value *args) {
    return in_base(vm, args[0], 8);
}

static viv_value builtins_hex(viv_vm *vm, const viv_value *args) {
    return in_base(vm, args[0], 16);
}

static viv_value builtins_callable(viv_vm *vm, const viv_value *args) {
    return viv_bool(viv_is_callable(vm, args[0]));
}

static viv_value builtins_chr(viv_vm *vm, const viv_value *args) {
    int64_t code;

    if (!viv_int_fits(vm, args[0], &code) || code < 0 || code > 0x10FFFF)
        return viv_raise(vm, VIV_ValueError,
                         "chr() arg not in range(0x110000)");
    return viv_str_char(vm, (uint32_t)code);
}

static viv_value builtins_ord(viv_vm *vm, const viv_value *args) {
    viv_bytes_view bytes;

    if (viv_is_str(vm, args[0])) {
        viv_chars text = viv_to_chars(vm, args[0]);

        if (text.length == 1)
            return viv_small_int(viv_char_at(text, 0));
        return viv_raise(vm, VIV_TypeError,
                         "ord() expected a character, but string of length %u "
                         "found",
                         (uint64_t)text.length);
    }
    bytes = viv_to_bytes(vm, args[0]);
    if (bytes.data == NULL)
        return viv_raise(vm, VIV_TypeError,
                         "ord() expected string of length 1, but %T found",
                         args[0]);
    if (bytes.length == 1)
        return viv_small_int(bytes.data[0]);
    return viv_raise(vm, VIV_TypeError,
                     "ord() expected a character, but string of length %u "
                     "found",
                     (uint64_t)bytes.length);
}

/* -- attributes */

static viv_value check_name(viv_vm *vm, viv_value name) {
    if (viv_is_str(vm, name))
        return VIV_NONE;
    return viv_raise(vm, VIV_TypeError,
                     "attribute name must be string, not '%T'", name);
}

static viv_value builtins_getattr(viv_vm *vm, const viv_value *args) {
    VIV_TRY(check_name(vm, args[1]));
    return viv_tail_get_attribute(vm, args[0], args[1], args[2]);
}

static viv_value builtins_hasattr(viv_vm *vm, const viv_value *args) {
    viv_value found;

    VIV_TRY(check_name(vm, args[1]));
    found = viv_find_attribute(vm, args[0], args[1]);
    VIV_TRY(found);
    return viv_bool(!viv_is_absent(found));
}

static viv_value builtins_setattr(viv_vm *vm, const viv_value *args) {
    VIV_TRY(check_name(vm, args[1]));
    return viv_tail_set_attribute(vm, args[0], args[1], args[2]);
}

static viv_value builtins_delattr(viv_vm *vm, const viv_value *args) {
    VIV_TRY(check_name(vm, args[1]));
    return viv_tail_set_attribute(vm, args[0], args[1], VIV_ABSENT);
}

static viv_value builtins_dir(viv_vm *vm, const viv_value *args) {
    viv_value hook, names;

    if (viv_is_absent(args[0])) {
        names = viv_locals(vm);
    } else {
        hook = viv_get_attribute(vm, viv_type_of(vm, args[0]),
                                 viv_name(vm, "__dir__"));
        VIV_TRY(hook);
        names = viv_call(vm, hook, args, 1);
    }
    VIV_TRY(names);
    names = viv_to_list(vm, names);
    VIV_TRY(names);
    return viv_sort(vm, names, VIV_ABSENT, false) ? names : VIV_RAISE;
}

static viv_value builtins_vars(viv_vm *vm, const viv_value *args) {
    viv_value dict;

    if (viv_is_absent(args[0]))
        return viv_locals(vm);
    dict = viv_find_attribute(vm, args[0], viv_name(vm, "__dict__"));
    VIV_TRY(dict);
    if (!viv_is_absent(dict))
        return dict;
    return viv_raise(vm, VIV_TypeError,
                     "vars() argument must have __dict__ attribute");
}

static viv_value builtins_globals(viv_vm *vm, const viv_value *args) {
    (void)args;
    return viv_globals(vm);
}

static viv_value builtins_locals(viv_vm *vm, const viv_value *args) {
    (void)args;
    return viv_locals(vm);
}

/* -- operations */

static viv_value builtins_divmod(viv_vm *vm, const viv_value *args) {
    return viv_tail_binary(vm, VIV_OP_DIVMOD, args[0], args[1]);
}

static viv_value builtins_pow(viv_vm *vm, const viv_value *args) {
    viv_value method;

    if (viv_is_none(args[2]))
        return viv_tail_binary(vm, VIV_OP_POW, args[0], args[1]);
    method = viv_find_attribute(vm, viv_type_of(vm, args[0]),
                                viv_name(vm, "__pow__"));
    VIV_TRY(method);
    if (viv_is_absent(method))
        return viv_raise(vm, VIV_TypeError,
                         "unsupported operand type(s) for ** or pow(): '%T', "
                         "'%T', '%T'",
                         args[0], args[1], args[2]);
    method = viv_call(vm, method, args, 3);
    if (!viv_same(method, VIV_NOT_IMPLEMENTED))
        return method;
    return viv_raise(vm, VIV_TypeError,
                     "unsupported operand type(s) for ** or pow(): '%T', '%T', "
                     "'%T'",
                     args[0], args[1], args[2]);
}

static viv_value builtins_format(viv_vm *vm, const viv_value *args) {
    return viv_tail_format(vm, args[0], args[1]);
}

static viv_value builtins_hash(viv_vm *vm, const viv_value *args) {
    return viv_tail_hash(vm, args[0]);
}

static viv_value builtins_id(viv_vm *vm, const viv_value *args) {
    (void)vm;
    return viv_small_int(viv_is_reference(args[0])
                             ? (int64_t)(uint32_t)args[0].bits
                             : (int64_t)(args[0].bits >> 4));
}

static viv_value builtins_isinstance(viv_vm *vm, const viv_value *args) {
    int found = viv_is_instance(vm, args[0], args[1]);

    return found < 0 ? VIV_RAISE : viv_bool(found);
}

static viv_value builtins_issubclass(viv_vm *vm, const viv_value *args) {
    int found = viv_is_subclass(vm, args[0], args[1]);

    return found < 0 ? VIV_RAISE : viv_bool(found);
}

static viv_value builtins_iter(viv_vm *vm, const viv_value *args) {
    if (viv_is_absent(args[1]))
        return viv_tail_iterate(vm, args[0]);
    if (!viv_is_callable(vm, args[0]))
        return viv_raise(vm, VIV_TypeError,
                         "iter(v, w): v must be callable");
    return viv_call_iterator(vm, args[0], args[1]);
}

static viv_value builtins_len(viv_vm *vm, const viv_value *args) {
    return viv_tail_length(vm, args[0]);
}

static viv_value builtins_next(viv_vm *vm, const viv_value *args) {
    return viv_tail_next(vm, args[0], args[1]);
}

static viv_value builtins_repr(viv_vm *vm, const viv_value *args) {
    return viv_tail_repr(vm, args[0]);
}

static viv_value builtins_round(viv_vm *vm, const viv_value *args) {
    viv_value method = viv_find_attribute(vm, viv_type_of(vm, args[0]),
                                          viv_name(vm, "__round__"));

    VIV_TRY(method);
    if (viv_is_absent(method))
        return viv_raise(vm, VIV_TypeError,
                         "type %T doesn't define __round__ method", args[0]);
    return viv_tail_call(vm, method, args, viv_is_none(args[1]) ? 1 : 2);
}

static viv_value builtins_import(viv_vm *vm, const viv_value *args) {
    int64_t level = viv_to_int(vm, args[4]);

    if (level < 0)
        return viv_raise(vm, VIV_ValueError, "level must be >= 0");
    return viv_import_name(vm, args[0], args[3], (uint32_t)level);
}

/* -- print */

static viv_value text_or(viv_vm *vm, viv_value value, const char *what,
                         const char *fallback) {
    if (viv_is_none(value))
        return viv_str(vm, fallback);
    if (viv_is_str(vm, value))
        return value;
    return viv_raise(vm, VIV_TypeError,
                     "%s must be None or a string, not %T", what, value);
}

static viv_value joined(viv_vm *vm, viv_value values, viv_value between,
                        viv_value end) {
    uint32_t count = viv_tuple_length(vm, values);
    viv_writer out;

    viv_write_begin(&out, vm);
    for (uint32_t i = 0; i < count; i++) {
        viv_value text = viv_to_str(vm, viv_tuple_get(vm, values, i));

        VIV_TRY(text);
        if (i != 0)
            viv_write_str(&out, between);
        viv_write_str(&out, text);
    }
    viv_write_str(&out, end);
    return viv_write_end(&out);
}

static viv_value write_piece(viv_vm *vm, viv_value write, viv_value piece) {
    viv_value text = viv_to_str(vm, piece);

    VIV_TRY(text);
    return viv_call(vm, write, &text, 1);
}

/* To a stream of the program's: piece by piece, as it may look at them. */
static viv_value print_to(viv_vm *vm, viv_value file, const viv_value *args,
                          viv_value between, viv_value end) {
    viv_value write = viv_get_attribute(vm, file, viv_name(vm, "write"));
    viv_value flush = args[4];
    uint32_t count = viv_tuple_length(vm, args[0]);
    int truth;

    VIV_TRY(write);
    for (uint32_t i = 0; i < count; i++) {
        if (i != 0)
            VIV_TRY(write_piece(vm, write, between));
        VIV_TRY(write_piece(vm, write, viv_tuple_get(vm, args[0], i)));
    }
    VIV_TRY(write_piece(vm, write, end));
    truth = viv_truth(vm, flush);
    if (truth < 0)
        return VIV_RAISE;
    if (truth == 0)
        return VIV_NONE;
    flush = viv_get_attribute(vm, file, viv_name(vm, "flush"));
    VIV_TRY(flush);
    VIV_TRY(viv_call(vm, flush, NULL, 0));
    return VIV_NONE;
}

static viv_value builtins_print(viv_vm *vm, const viv_value *args) {
    viv_value between = text_or(vm, args[1], "sep", " ");
    viv_value end = text_or(vm, args[2], "end", "\n");
    viv_value file = args[3], text;

    VIV_TRY(between);
    VIV_TRY(end);
    if (viv_is_none(file)) {
        file = viv_changed_sys(vm, "stdout");
        VIV_TRY(file);
        if (viv_is_none(file))
            return VIV_NONE;
    }
    if (!viv_is_absent(file))
        return print_to(vm, file, args, between, end);
    text = joined(vm, args[0], between, end);
    VIV_TRY(text);
    return viv_print(vm, text) ? VIV_NONE : VIV_RAISE;
}

/* -- parts of functions that are written in Python (builtins.py) */

static viv_value builtins_sort(viv_vm *vm, const viv_value *args) {
    int reverse = viv_truth(vm, args[2]);

    if (reverse < 0)
        return VIV_RAISE;
    return viv_sort(vm, args[0],
                    viv_is_none(args[1]) ? VIV_ABSENT : args[1], reverse)
               ? VIV_NONE
               : VIV_RAISE;
}

/* The sum of a list of small ints or floats; None: something else is in it. */
static viv_value builtins_sum_numbers(viv_vm *vm, const viv_value *args) {
    uint32_t count = viv_list_length(vm, args[0]);
    viv_value total = args[1];

    for (uint32_t i = 0; i < count; i++) {
        viv_value item = viv_list_get(vm, args[0], i);
        int64_t sum;

        if ((i & 63) == 0 && !viv_charge(vm, 8))
            return VIV_RAISE;
        if (!viv_are_small_ints(total, item) ||
            __builtin_add_overflow((int64_t)total.bits, (int64_t)item.bits,
                                   &sum))
            return VIV_NONE;
        total = VIV_VALUE(sum);
    }
    return total;
}

static viv_value builtins_metaclass(viv_vm *vm, const viv_value *args) {
    return viv_metaclass(vm, args[0], args[1]);
}

static const viv_function builtins_functions[] = {
    {"abs(x, /)", builtins_abs, "Return the absolute value of the argument."},
    {"ascii(obj, /)", builtins_ascii,
     "Return an ASCII-only representation of an object."},
    {"bin(number, /)", builtins_bin,
     "Return the binary representation of an integer."},
    {"oct(number, /)", builtins_oct,
     "Return the octal representation of an integer."},
    {"hex(number, /)", builtins_hex,
     "Return the hexadecimal representation of an integer."},
    {"callable(obj, /)", builtins_callable,
     "Return whether the object is callable (i.e., some kind of function)."},
    {"chr(i: int, /)", builtins_chr,
     "Return a Unicode string of one character with ordinal i."},
    {"ord(character, /)", builtins_ord,
     "Return the ordinal value of a character."},
    {"getattr(object, name, default=..., /)", builtins_getattr,
     "Get a named attribute from an object."},
    {"hasattr(obj, name, /)", builtins_hasattr,
     "Return whether the object has an attribute with the given name."},
    {"setattr(obj, name, value, /)", builtins_setattr,
     "Sets the named attribute on the given object to the specified value."},
    {"delattr(obj, name, /)", builtins_delattr,
     "Deletes the named attribute from the given object."},
    {"dir(object=..., /)", builtins_dir, "Show attributes of an object."},
    {"vars(object=..., /)", builtins_vars,
     "Show vars (the __dict__ of an object)."},
    {"globals()", builtins_globals,
     "Return the dictionary containing the current scope's global variables."},
    {"locals()", builtins_locals,
     "Return a dictionary containing the current scope's local variables."},
    {"divmod(x, y, /)", builtins_divmod, "Return the tuple (x//y, x%y)."},
    {"pow(base, exp, mod=None)", builtins_pow,
     "Equivalent to base**exp with 2 arguments or base**exp % mod with 3."},
    {"format(value, format_spec: str = '', /)", builtins_format,
     "Return type(value).__format__(value, format_spec)"},
    {"hash(obj, /)", builtins_hash,
     "Return the hash value for the given object."},
    {"id(obj, /)", builtins_id, "Return the identity of an object."},
    {"isinstance(obj, class_or_tuple, /)", builtins_isinstance,
     "Return whether an object is an instance of a class or of a subclass."},
    {"issubclass(cls, class_or_tuple, /)", builtins_issubclass,
     "Return whether 'cls' is derived from another class or is the same."},
    {"iter(object, sentinel=..., /)", builtins_iter,
     "Get an iterator from an object."},
    {"len(obj, /)", builtins_len,
     "Return the number of items in a container."},
    {"next(iterator, default=..., /)", builtins_next,
     "Return the next item from the iterator."},
    {"repr(obj, /)", builtins_repr,
     "Return the canonical string representation of the object."},
    {"round(number, ndigits=None)", builtins_round,
     "Round a number to a given precision in decimal digits."},
    {"__import__(name, globals=None, locals=None, fromlist=None, level: int = 0)",
     builtins_import, "Import a module."},
    {"eval(source, /, globals=None, locals=None)", builtins_eval,
     "Evaluate the given source in the context of globals and locals."},
    {"exec(source, /, globals=None, locals=None, *, closure=None)",
     builtins_exec,
     "Execute the given source in the context of globals and locals."},
    {"compile(source, filename, mode: str, flags=0, dont_inherit=False, "
     "optimize=-1, *, _feature_version=-1)",
     builtins_compile,
     "Compile source into a code object that can be executed by exec() or "
     "eval()."},
    {"input(prompt='', /)", builtins_input,
     "Read a string from standard input."},
    {"print(*args, sep=None, end=None, file=None, flush=False)",
     builtins_print, "Prints the values to a stream, or to sys.stdout."},
    {"_sort(items: list, keys, reverse, /)", builtins_sort, NULL},
    {"_sum_numbers(items: list, start, /)", builtins_sum_numbers, NULL},
    {"_metaclass(wanted, bases: tuple, /)", builtins_metaclass, NULL},
};

VIV_MODULE(builtins) {
    .doc = "Built-in functions, types, exceptions, and other objects.",
    .functions = VIV_TABLE(builtins_functions),
};
