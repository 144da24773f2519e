/* str_methods.c - the methods of str: the table, and the small ones. */
#include "object/str_methods.h"

#include "memory/heap.h"
#include "object/codec.h"
#include "object/list.h"
#include "object/piece.h"
#include "object/protocol.h"
#include "object/text.h"
#include "text/format.h"

/* -- construction -- */

/* str(object, encoding, errors): decodes. */
static viv_value decode(viv_vm *vm, const viv_value *args) {
    vk_text bytes;

    if (viv_is_absent(args[0]))
        return vk_str_empty(vm);
    if (vk_is_str(vm, args[0]))
        return vk_raise(vm, VIV_TypeError, "decoding str is not supported");
    if (!vk_bytes_like(vm, args[0], &bytes))
        return vk_raise(vm, VIV_TypeError,
                        "decoding to str: need a bytes-like object, %T found",
                        args[0]);
    return vk_codec_decode(vm, args[0], args[1], args[2]);
}

/* args: cls, object, encoding, errors */
static viv_value str_new(viv_vm *vm, const viv_value *args) {
    bool plain = viv_same(args[0], vk_builtin_type(VK_STR));
    viv_value made;

    if (!viv_is_absent(args[2]) || !viv_is_absent(args[3]))
        made = decode(vm, args + 1);
    else if (viv_is_absent(args[1]))
        made = vk_str_empty(vm);
    else if (plain)
        return vk_step_str(vm, args[1]);
    else
        made = vk_str(vm, args[1]);
    if (plain || viv_is_jump(made))
        return made;
    return vk_str_instance(vm, args[0], made);
}

/* -- small ones -- */

static viv_value str_encode(viv_vm *vm, const viv_value *args) {
    return vk_codec_encode(vm, args[0], args[1], args[2]);
}

/* format(str, spec) */
static viv_value str_format_special(viv_vm *vm, const viv_value *args) {
    viv_value text = vk_str_exact(vm, args[0]);
    vk_format_spec spec;

    VIV_TRY(text);
    if (vk_str_text(vm, args[1]).length == 0)
        return vk_head(vm, args[0])->flags & VK_SUBCLASS
                   ? vk_step_str(vm, args[0])
                   : text;
    if (!vk_format_parse(vm, args[1], args[0], &spec))
        return VIV_RAISE;
    if (spec.type != 0 && spec.type != 's')
        return vk_format_raise_unknown(vm, &spec, args[0]);
    if (spec.grouping != 0)
        return vk_raise(vm, VIV_ValueError, "Cannot specify '%c' with 's'.",
                        (int)spec.grouping);
    if (spec.sign != 0)
        return vk_raise(vm, VIV_ValueError,
                        spec.sign == ' '
                            ? "Space not allowed in string format specifier"
                            : "Sign not allowed in string format specifier");
    if (spec.positive_zero)
        return vk_raise(vm, VIV_ValueError,
                        "Negative zero coercion (z) not allowed in string "
                        "format specifier");
    if (spec.alternate)
        return vk_raise(vm, VIV_ValueError,
                        "Alternate form (#) not allowed in string format "
                        "specifier");
    if (spec.align == '=')
        return vk_raise(vm, VIV_ValueError,
                        "'=' alignment not allowed in string format "
                        "specifier");
    if (spec.precision >= 0)
        text = vk_str_slice(vm, text, 0, (uint32_t)spec.precision);
    VIV_TRY(text);
    return vk_format_pad(vm, &spec, text, '<');
}

static viv_value str_getnewargs(viv_vm *vm, const viv_value *args) {
    viv_value plain = vk_str_exact(vm, args[0]);

    VIV_TRY(plain);
    return vk_tuple_from(vm, &plain, 1);
}

static viv_value str_sizeof(viv_vm *vm, const viv_value *args) {
    vk_text text = vk_str_text(vm, args[0]);

    return viv_small_int((int64_t)offsetof(vk_str_object, data) +
                         (int64_t)text.length * text.width);
}

#define RANGE "start: index | None = None, end: index | None = None, /)"

const viv_function vk_str_methods[] = {
    {"__new__(cls, object=..., encoding: str = ..., errors: str = ...)",
     str_new, "Create and return a new object."},
    {"__format__(self, format_spec: str, /)", str_format_special,
     "Return a formatted version of the string as described by format_spec."},
    {"__getnewargs__(self, /)", str_getnewargs, ""},
    {"__sizeof__(self, /)", str_sizeof,
     "Return the size of the string in memory, in bytes."},
    {"capitalize(self, /)", vk_str_capitalize,
     "Return a capitalized version of the string."},
    {"casefold(self, /)", vk_str_casefold,
     "Return a version of the string suitable for caseless comparisons."},
    {"center(self, width: ssize, fillchar=..., /)", vk_piece_center,
     "Return a centered string of length width."},
    {"count(self, sub, " RANGE, vk_piece_count,
     "Return the number of non-overlapping occurrences of substring sub."},
    {"encode(self, /, encoding: str = ..., errors: str = ...)", str_encode,
     "Encode the string using the given encoding."},
    {"endswith(self, suffix, " RANGE, vk_piece_endswith,
     "Return True if the string ends with the specified suffix."},
    {"expandtabs(self, /, tabsize: int = 8)", vk_piece_expandtabs,
     "Return a copy where all tab characters are expanded using spaces."},
    {"find(self, sub, " RANGE, vk_piece_find,
     "Return the lowest index where substring sub is found, or -1."},
    {"format(self, /, *args, **kwargs)", vk_str_format,
     "Return a formatted version of the string, using substitutions from args "
     "and kwargs."},
    {"format_map(self, mapping, /)", vk_str_format_map,
     "Return a formatted version of the string, using substitutions from "
     "mapping."},
    {"index(self, sub, " RANGE, vk_piece_index,
     "Return the lowest index where substring sub is found."},
    {"isalnum(self, /)", vk_str_isalnum,
     "Return True if the string is an alpha-numeric string, False otherwise."},
    {"isalpha(self, /)", vk_str_isalpha,
     "Return True if the string is an alphabetic string, False otherwise."},
    {"isascii(self, /)", vk_str_isascii,
     "Return True if all characters in the string are ASCII, False otherwise."},
    {"isdecimal(self, /)", vk_str_isdecimal,
     "Return True if the string is a decimal string, False otherwise."},
    {"isdigit(self, /)", vk_str_isdigit,
     "Return True if the string is a digit string, False otherwise."},
    {"isidentifier(self, /)", vk_str_isidentifier,
     "Return True if the string is a valid Python identifier, False "
     "otherwise."},
    {"islower(self, /)", vk_str_islower,
     "Return True if the string is a lowercase string, False otherwise."},
    {"isnumeric(self, /)", vk_str_isnumeric,
     "Return True if the string is a numeric string, False otherwise."},
    {"isprintable(self, /)", vk_str_isprintable,
     "Return True if all characters in the string are printable, False "
     "otherwise."},
    {"isspace(self, /)", vk_str_isspace,
     "Return True if the string is a whitespace string, False otherwise."},
    {"istitle(self, /)", vk_str_istitle,
     "Return True if the string is a title-cased string, False otherwise."},
    {"isupper(self, /)", vk_str_isupper,
     "Return True if the string is an uppercase string, False otherwise."},
    {"join(self, iterable, /)", vk_str_join_method,
     "Concatenate any number of strings."},
    {"ljust(self, width: ssize, fillchar=..., /)", vk_piece_ljust,
     "Return a left-justified string of length width."},
    {"lower(self, /)", vk_str_lower,
     "Return a copy of the string converted to lowercase."},
    {"lstrip(self, chars=None, /)", vk_piece_lstrip,
     "Return a copy of the string with leading whitespace removed."},
    {"maketrans(x, y=..., z=..., /)", vk_str_maketrans,
     "Return a translation table usable for str.translate()."},
    {"partition(self, sep, /)", vk_piece_partition,
     "Partition the string into three parts using the given separator."},
    {"removeprefix(self, prefix, /)", vk_piece_removeprefix,
     "Return a str with the given prefix string removed if present."},
    {"removesuffix(self, suffix, /)", vk_piece_removesuffix,
     "Return a str with the given suffix string removed if present."},
    {"replace(self, old, new, /, count: ssize = -1)", vk_piece_replace,
     "Return a copy with all occurrences of substring old replaced by new."},
    {"rfind(self, sub, " RANGE, vk_piece_rfind,
     "Return the highest index where substring sub is found, or -1."},
    {"rindex(self, sub, " RANGE, vk_piece_rindex,
     "Return the highest index where substring sub is found."},
    {"rjust(self, width: ssize, fillchar=..., /)", vk_piece_rjust,
     "Return a right-justified string of length width."},
    {"rpartition(self, sep, /)", vk_piece_rpartition,
     "Partition the string into three parts using the last separator."},
    {"rsplit(self, /, sep=None, maxsplit: ssize = -1)", vk_piece_rsplit,
     "Return a list of the substrings, splitting from the end."},
    {"rstrip(self, chars=None, /)", vk_piece_rstrip,
     "Return a copy of the string with trailing whitespace removed."},
    {"split(self, /, sep=None, maxsplit: ssize = -1)", vk_piece_split,
     "Return a list of the substrings in the string, using sep as the "
     "separator string."},
    {"splitlines(self, /, keepends: bool = False)", vk_piece_splitlines,
     "Return a list of the lines in the string, breaking at line boundaries."},
    {"startswith(self, prefix, " RANGE, vk_piece_startswith,
     "Return True if the string starts with the specified prefix."},
    {"strip(self, chars=None, /)", vk_piece_strip,
     "Return a copy of the string with leading and trailing whitespace "
     "removed."},
    {"swapcase(self, /)", vk_str_swapcase,
     "Convert uppercase characters to lowercase and lowercase characters to "
     "uppercase."},
    {"title(self, /)", vk_str_title,
     "Return a version of the string where each word is titlecased."},
    {"translate(self, table, /)", vk_str_translate,
     "Replace each character in the string using the given translation "
     "table."},
    {"upper(self, /)", vk_str_upper,
     "Return a copy of the string converted to uppercase."},
    {"zfill(self, width: ssize, /)", vk_piece_zfill,
     "Pad a numeric string with zeros on the left."},
    {0},
};

#undef RANGE
