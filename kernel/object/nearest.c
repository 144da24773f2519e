/* nearest.c - "Did you mean": of many names the one that is least unlike.
 *
 * The limits are CPython's: no more than a third of the letters may differ, and
 * of more than 750 candidates none is named. Names are compared as UTF-8.
 */
#include "object/nearest.h"

#include <string.h>

#include "object/error.h"
#include "text/distance.h"

enum { CANDIDATES_MAX = 750 };

/* The bytes of [str], if they fit. */
static bool spell(viv_vm *vm, viv_value str, char text[VK_NEAREST_BYTES + 1],
                  uint32_t *length) {
    if (!vk_is(vm, str, VK_STR))
        return false;
    *length = vk_str_utf8(vm, str, text, VK_NEAREST_BYTES + 1);
    return *length <= VK_NEAREST_BYTES;
}

void vk_nearest_begin(vk_nearest *search, viv_vm *vm, viv_value name) {
    *search = (vk_nearest){.vm = vm, .name = name, .best = VIV_ABSENT};
    if (!spell(vm, name, search->text, &search->length))
        search->length = 0;
}

void vk_nearest_try(vk_nearest *search, viv_value candidate) {
    char text[VK_NEAREST_BYTES + 1];
    uint32_t length;
    int limit, found;

    if (search->tried++ > CANDIDATES_MAX || search->length == 0 ||
        !spell(search->vm, candidate, text, &length) ||
        (length == search->length &&
         memcmp(text, search->text, length) == 0) ||
        !vk_charge(search->vm, 2 + length))
        return;
    limit = (int)(search->length + length + 3) * VK_DISTANCE_CHANGE / 6;
    if (!viv_is_absent(search->best))
        limit = limit < search->distance ? limit : search->distance - 1;
    if ((length > search->length ? length - search->length
                                 : search->length - length) *
            VK_DISTANCE_CHANGE > (uint32_t)(limit < 0 ? 0 : limit))
        return;
    found = vk_distance(search->text, search->length, text, length);
    if (found > limit)
        return;
    search->best = candidate;
    search->distance = found;
}

viv_value vk_nearest_end(const vk_nearest *search) {
    return search->tried >= CANDIDATES_MAX ? VIV_ABSENT : search->best;
}
