/* format.h - the format mini-language: [[fill]align][sign][z][#][0][width]
 * [grouping][.precision[grouping]][type].
 *
 * The parser reads any specification and checks what holds for all types; which
 * parts a type allows is the business of its own __format__.
 */
#ifndef VK_TEXT_FORMAT_H
#define VK_TEXT_FORMAT_H

#include <vivarium/value.h>

typedef struct vk_format_spec {
    uint32_t fill;     /* a character; a space unless given */
    uint32_t type;     /* a character; 0: none given */
    int32_t width;     /* -1: none given */
    int32_t precision; /* -1: none given */
    char align;        /* '<' '>' '=' '^'; 0: none given */
    char sign;         /* '+' '-' ' '; 0: none given */
    char grouping;     /* ',' '_'; 0: none */
    char fraction_grouping;
    bool positive_zero; /* z */
    bool alternate;     /* # */
} vk_format_spec;

/* [spec] is a str, [object] what is formatted, for messages. A 0 before the
 * width is the fill '0', and the alignment '=' for all but a str. False: raised
 * ValueError. */
bool vk_format_parse(viv_vm *vm, viv_value spec, viv_value object,
                     vk_format_spec *result);

/* [text], a str, put into the width; [align] holds where none was given, and
 * '=' is '>'. */
viv_value vk_format_pad(viv_vm *vm, const vk_format_spec *spec, viv_value text,
                        char align);

/* ValueError "Unknown format code 'q' for object of type 'int'". */
viv_value vk_format_raise_unknown(viv_vm *vm, const vk_format_spec *spec,
                                  viv_value object);

#endif
