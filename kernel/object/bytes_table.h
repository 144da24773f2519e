/* bytes_table.h - the methods that bytes and bytearray have in common, as rows
 * of a viv_function table. */
#ifndef VK_OBJECT_BYTES_TABLE_H
#define VK_OBJECT_BYTES_TABLE_H

#include "object/bytes_methods.h"
#include "object/piece.h"

#define VK_BYTES_RANGE                                                         \
    "start: index | None = None, end: index | None = None, /)"

#define VK_BYTES_TABLE                                                         \
    {"capitalize(self, /)", vk_bytes_capitalize,                               \
     "Return a copy with only its first byte capitalized (ASCII)."},           \
    {"center(self, width: ssize, fillchar=..., /)", vk_piece_center,           \
     "Return a centered string of length width."},                             \
    {"count(self, sub, " VK_BYTES_RANGE, vk_piece_count,                       \
     "Return the number of non-overlapping occurrences of subsection sub."},   \
    {"decode(self, /, encoding: str = ..., errors: str = ...)",                \
     vk_bytes_decode, "Decode the bytes using the given encoding."},           \
    {"endswith(self, suffix, " VK_BYTES_RANGE, vk_piece_endswith,              \
     "Return True if the bytes end with the specified suffix."},               \
    {"expandtabs(self, /, tabsize: int = 8)", vk_piece_expandtabs,             \
     "Return a copy where all tab characters are expanded using spaces."},     \
    {"find(self, sub, " VK_BYTES_RANGE, vk_piece_find,                         \
     "Return the lowest index where subsection sub is found, or -1."},         \
    {"fromhex(cls, string, /)", vk_bytes_fromhex,                              \
     "Create an object from a string of hexadecimal numbers."},                \
    {"hex(self, /, sep=..., bytes_per_sep: int = 1)", vk_bytes_hex,            \
     "Create a string of hexadecimal numbers from a bytes object."},           \
    {"index(self, sub, " VK_BYTES_RANGE, vk_piece_index,                       \
     "Return the lowest index where subsection sub is found."},                \
    {"isalnum(self, /)", vk_bytes_isalnum,                                     \
     "True if there are bytes and all are ASCII letters or digits."},          \
    {"isalpha(self, /)", vk_bytes_isalpha,                                     \
     "True if there are bytes and all are ASCII letters."},                    \
    {"isascii(self, /)", vk_bytes_isascii, "True if all bytes are ASCII."},    \
    {"isdigit(self, /)", vk_bytes_isdigit,                                     \
     "True if there are bytes and all are ASCII digits."},                     \
    {"islower(self, /)", vk_bytes_islower,                                     \
     "True if there are letters and all are lower case."},                     \
    {"isspace(self, /)", vk_bytes_isspace,                                     \
     "True if there are bytes and all are ASCII white space."},                \
    {"istitle(self, /)", vk_bytes_istitle,                                     \
     "True if each word begins with its only upper-case letter."},             \
    {"isupper(self, /)", vk_bytes_isupper,                                     \
     "True if there are letters and all are upper case."},                     \
    {"join(self, iterable_of_bytes, /)", vk_bytes_join,                        \
     "Concatenate any number of bytes objects."},                              \
    {"ljust(self, width: ssize, fillchar=..., /)", vk_piece_ljust,             \
     "Return a left-justified string of length width."},                       \
    {"lower(self, /)", vk_bytes_lower,                                         \
     "Return a copy with all ASCII letters in lower case."},                   \
    {"lstrip(self, bytes=None, /)", vk_piece_lstrip,                           \
     "Strip leading bytes contained in the argument."},                        \
    {"maketrans(frm, to, /)", vk_bytes_maketrans,                              \
     "Return a translation table usable for the translate method."},           \
    {"partition(self, sep, /)", vk_piece_partition,                            \
     "Partition into three parts using the given separator."},                 \
    {"removeprefix(self, prefix, /)", vk_piece_removeprefix,                   \
     "Return the bytes without the given prefix if present."},                 \
    {"removesuffix(self, suffix, /)", vk_piece_removesuffix,                   \
     "Return the bytes without the given suffix if present."},                 \
    {"replace(self, old, new, count: ssize = -1, /)", vk_piece_replace,        \
     "Return a copy with all occurrences of old replaced by new."},            \
    {"rfind(self, sub, " VK_BYTES_RANGE, vk_piece_rfind,                       \
     "Return the highest index where subsection sub is found, or -1."},        \
    {"rindex(self, sub, " VK_BYTES_RANGE, vk_piece_rindex,                     \
     "Return the highest index where subsection sub is found."},               \
    {"rjust(self, width: ssize, fillchar=..., /)", vk_piece_rjust,             \
     "Return a right-justified string of length width."},                      \
    {"rpartition(self, sep, /)", vk_piece_rpartition,                          \
     "Partition into three parts using the last separator."},                  \
    {"rsplit(self, /, sep=None, maxsplit: ssize = -1)", vk_piece_rsplit,       \
     "Return a list of the sections, splitting from the end."},                \
    {"rstrip(self, bytes=None, /)", vk_piece_rstrip,                           \
     "Strip trailing bytes contained in the argument."},                       \
    {"split(self, /, sep=None, maxsplit: ssize = -1)", vk_piece_split,         \
     "Return a list of the sections, using sep as the delimiter."},            \
    {"splitlines(self, /, keepends: bool = False)", vk_piece_splitlines,       \
     "Return a list of the lines, breaking at line boundaries."},              \
    {"startswith(self, prefix, " VK_BYTES_RANGE, vk_piece_startswith,          \
     "Return True if the bytes start with the specified prefix."},             \
    {"strip(self, bytes=None, /)", vk_piece_strip,                             \
     "Strip leading and trailing bytes contained in the argument."},           \
    {"swapcase(self, /)", vk_bytes_swapcase,                                   \
     "Return a copy with the cases of ASCII letters swapped."},                \
    {"title(self, /)", vk_bytes_title,                                         \
     "Return a copy where each word begins with a capital (ASCII)."},          \
    {"translate(self, table, /, delete=...)", vk_bytes_translate,              \
     "Return a copy with each byte mapped by the translation table."},         \
    {"upper(self, /)", vk_bytes_upper,                                         \
     "Return a copy with all ASCII letters in upper case."},                   \
    {"zfill(self, width: ssize, /)", vk_piece_zfill,                           \
     "Pad a numeric string with zeros on the left."}

#endif
