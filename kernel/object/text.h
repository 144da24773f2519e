/* text.h - searching, copying and comparing characters as str, bytes and
 * bytearray share them: over views (vk_text), of which bytes are those of width
 * 1.
 *
 * A view of a bytearray ends with the next call that may run program code;
 * views of str and bytes last as long as their value is held.
 */
#ifndef VK_OBJECT_TEXT_H
#define VK_OBJECT_TEXT_H

#include "object/str.h"
#include "text/chars.h"

/* A part of a view. [start] <= [end] <= length. */
static inline vk_text vk_text_part(vk_text text, uint32_t start, uint32_t end) {
    text.data = vk_chars_from(text.data, text.width, start);
    text.length = end - start;
    return text;
}

/* A view of C's own bytes. */
static inline vk_text vk_text_of(const void *bytes, uint32_t length) {
    return (vk_text){bytes, length, 1, false};
}

/* Copies into [to], fresh storage of enough room for [width]; charges fuel;
 * false: raised. */
bool vk_text_copy(viv_vm *vm, void *to, uint8_t width, vk_text text);
/* These charge fuel too; where it runs out they answer anything, and the stop
 * comes with the next charge. */
bool vk_text_equal(viv_vm *vm, vk_text a, vk_text b);
int vk_text_order(viv_vm *vm, vk_text a, vk_text b);
/* Keyed; 0 < hash < 2^60, so that hash() can give it as it is. */
uint64_t vk_text_hash(viv_vm *vm, vk_text text);
/* Charges for going once through [bytes]; short ones are free. */
static inline bool vk_text_charge(viv_vm *vm, uint64_t bytes);

/* A search for one text in another, forwards or backwards. Candidates are found
 * by first and last character; when too many of them fail, it goes on with the
 * two-way algorithm, so that it is linear at worst. Charges fuel. */
typedef struct vk_search {
    viv_vm *vm;
    vk_text text, sought;
    uint64_t scanned, wasted;      /* characters; what comparing them cost */
    uint64_t paid;                 /* of that, in fuel */
    bool backward, thorough, periodic, failed; /* failed: out of fuel */
    uint32_t critical, period;     /* two-way: of the text sought */
} vk_search;

enum { VK_SEARCH_NONE = -1, VK_SEARCH_FAILED = -2 };

void vk_search_begin(vk_search *search, viv_vm *vm, vk_text text,
                     vk_text sought);
/* The first (of a backward search: last) place in [start]..[end], or one of the
 * above. All calls with one vk_search go the same way. */
int64_t vk_search_next(vk_search *search, uint32_t start, uint32_t end);
int64_t vk_search_last(vk_search *search, uint32_t start, uint32_t end);

static inline bool vk_text_charge(viv_vm *vm, uint64_t bytes) {
    return bytes < 512 || vk_charge(vm, bytes >> 5);
}

#endif
