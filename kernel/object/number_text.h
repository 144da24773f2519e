/* number_text.h - the text of a number as its parsers want it: ASCII, stripped.
 *
 * Decimal digits and spaces of other scripts become their ASCII equals; any
 * other character becomes one that no number contains.
 */
#ifndef VK_OBJECT_NUMBER_TEXT_H
#define VK_OBJECT_NUMBER_TEXT_H

#include "object/number.h"

typedef struct vk_number_text {
    const char *data; /* in the str, or in the arena */
    uint32_t length;
} vk_number_text;

/* [text] is a str. False: raised. */
bool vk_number_text_of(viv_vm *vm, viv_value text, vk_number_text *ascii);
/* Without spaces around it. */
vk_number_text vk_number_text_strip(const char *data, uint32_t length);

/* int() of such a text; [shown] is what a message shows. */
viv_value vk_int_from_ascii(viv_vm *vm, vk_number_text text, int base,
                            viv_value shown);
/* float() of such a text: VIV_ABSENT where it is none. */
viv_value vk_float_from_ascii(viv_vm *vm, vk_number_text text);

#endif
