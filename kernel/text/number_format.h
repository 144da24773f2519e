/* number_format.h - int, float and complex by the format mini-language and by
 * %. */
#ifndef VK_TEXT_NUMBER_FORMAT_H
#define VK_TEXT_NUMBER_FORMAT_H

#include "object/object.h"

/* format(number, spec); [spec] is a str, not empty. */
viv_value vk_number_format_int(viv_vm *vm, viv_value number, viv_value spec);
viv_value vk_number_format_float(viv_vm *vm, viv_value number, viv_value spec);
viv_value vk_number_format_complex(viv_vm *vm, viv_value number,
                                   viv_value spec);

/* A conversion of the % operator. */
typedef struct vk_percent {
    int32_t width;     /* -1: none given */
    int32_t precision; /* -1: none given */
    char conversion;   /* one of diuoxXeEfFgG */
    bool left;         /* - */
    bool sign;         /* + */
    bool space;        /* ' ' */
    bool alternate;    /* # */
    bool zero;         /* 0 */
} vk_percent;

/* A str of at least the width. */
viv_value vk_number_percent(viv_vm *vm, viv_value value, const vk_percent *how);

/* What is put together at last: its texts are ASCII. */
typedef struct vk_number_parts {
    char sign;          /* 0: none */
    const char *prefix; /* 0x and the like */
    const char *digits; /* before the point; the only ones that zeros precede */
    const char *fraction; /* behind the point */
    const char *tail;     /* exponent, percent sign, or a word like inf */
    uint32_t prefix_length, digits_length, fraction_length, tail_length;
    uint32_t fraction_zeros; /* behind the fraction */
    uint32_t group;          /* digits of a group: 3 or 4 */
    bool point;
} vk_number_parts;

struct vk_format_spec;
viv_value vk_number_layout(viv_vm *vm, const struct vk_format_spec *spec,
                           const vk_number_parts *parts);

/* A new str of the digits of an int, with a minus; never one that is shared. */
viv_value vk_number_digits_str(viv_vm *vm, viv_value number, int base,
                               bool upper);

/* number_digits.c: the text of a float as %e, %f, %g or repr have it. */
enum { VK_NUMBER_TEXT = 1600 };

typedef struct vk_number_digits {
    vk_number_parts parts;
    char text[VK_NUMBER_TEXT];
} vk_number_digits;

typedef struct vk_number_style {
    int32_t precision;  /* -1: 6 */
    char type;          /* one of eEfFgG%, or r for the shortest */
    bool alternate;     /* keep the point, and zeros in %g */
    bool point_zero;    /* whole numbers end in .0 */
    bool positive_zero; /* no minus before zeros */
} vk_number_style;

void vk_number_digits_of(vk_number_digits *result, double number,
                         const vk_number_style *style);

#endif
