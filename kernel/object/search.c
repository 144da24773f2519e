/* search.c - finding a text in a text: vectors for the common case, the two-way
 * algorithm of Crochemore and Perrin for what would be slow with them. */
#include "object/text.h"

#include <emmintrin.h>

enum {
    SCAN_SLICE = 1 << 15,  /* characters between two charges */
    WORK_SLICE = 1 << 13,  /* comparisons between two charges */
    THOROUGH_LENGTH = 64,  /* shorter texts cannot waste much */
    WASTE_ALLOWED = 1024,
    PAY_FROM = 256,
};

/* Where candidates may begin, and what tells one. */
typedef struct scan {
    const void *chars;
    uint32_t at, end;
    uint32_t first, last;
    uint32_t distance; /* from the first to the last character */
} scan;

static uint32_t scan_bytes(const scan *s) {
    const uint8_t *chars = s->chars;
    const __m128i first = _mm_set1_epi8((char)s->first);
    const __m128i last = _mm_set1_epi8((char)s->last);
    uint32_t at = s->at;

    if (s->distance == 0) {
        const uint8_t *hit = memchr(chars + at, (int)s->first, s->end - at);

        return hit ? (uint32_t)(hit - chars) : s->end;
    }
    for (; s->end - at >= 16; at += 16) {
        __m128i a = _mm_loadu_si128((const void *)(chars + at));
        __m128i b = _mm_loadu_si128((const void *)(chars + at + s->distance));
        int hits = _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(a, first),
                                                   _mm_cmpeq_epi8(b, last)));
        if (hits)
            return at + (uint32_t)__builtin_ctz((unsigned)hits);
    }
    while (at < s->end && (chars[at] != s->first ||
                           chars[at + s->distance] != s->last))
        at++;
    return at;
}

static uint32_t scan_pairs(const scan *s) {
    const uint16_t *chars = s->chars;
    const __m128i first = _mm_set1_epi16((short)s->first);
    const __m128i last = _mm_set1_epi16((short)s->last);
    uint32_t at = s->at;

    for (; s->end - at >= 8; at += 8) {
        __m128i a = _mm_loadu_si128((const void *)(chars + at));
        __m128i b = _mm_loadu_si128((const void *)(chars + at + s->distance));
        int hits = _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi16(a, first),
                                                   _mm_cmpeq_epi16(b, last)));
        if (hits)
            return at + (uint32_t)__builtin_ctz((unsigned)hits) / 2;
    }
    while (at < s->end && (chars[at] != s->first ||
                           chars[at + s->distance] != s->last))
        at++;
    return at;
}

/* The next candidate in at..end, else end. */
static uint32_t scan_forward(const scan *s, uint8_t width) {
    const uint32_t *chars = s->chars;
    uint32_t at = s->at;

    if (width == 1)
        return scan_bytes(s);
    if (width == 2)
        return scan_pairs(s);
    while (at < s->end && (chars[at] != s->first ||
                           chars[at + s->distance] != s->last))
        at++;
    return at;
}

/* The last candidate in at..end as its number + 1; at: none. */
static uint32_t scan_backward(const scan *s, uint8_t width) {
    uint32_t end = s->end;

    while (end > s->at &&
           (vk_chars_get(s->chars, width, end - 1) != s->first ||
            vk_chars_get(s->chars, width, end - 1 + s->distance) != s->last))
        end--;
    return end;
}

void vk_search_begin(vk_search *search, viv_vm *vm, vk_text text,
                     vk_text sought) {
    *search = (vk_search){.vm = vm, .text = text, .sought = sought};
}

/* The character [index] of the text sought, in the direction of the search. */
static inline uint32_t sought_at(const vk_search *s, uint32_t index) {
    return vk_text_at(s->sought,
                      s->backward ? s->sought.length - 1 - index : index);
}

static bool spend(vk_search *s, uint32_t *work) {
    if (++*work < WORK_SLICE)
        return true;
    *work = 0;
    s->failed = !vk_charge(s->vm, WORK_SLICE / 4);
    return !s->failed;
}

/* The start of the greatest suffix in the usual order of characters or in its
 * reverse, and its period. */
static uint32_t greatest_suffix(vk_search *s, bool reverse, uint32_t *period) {
    uint32_t start = 0, next = 1, length = 0, work = 0;

    *period = 1;
    while (next + length < s->sought.length && spend(s, &work)) {
        uint32_t a = sought_at(s, start + length);
        uint32_t b = sought_at(s, next + length);

        if (a == b && length + 1 == *period) {
            next += *period;
            length = 0;
        } else if (a == b) {
            length++;
        } else if (reverse ? b > a : b < a) {
            next += length + 1;
            length = 0;
            *period = next - start;
        } else {
            start = next++;
            length = 0;
            *period = 1;
        }
    }
    return start;
}

/* Cuts the text sought at its critical position. */
static bool prepare(vk_search *s) {
    uint32_t period, other_period, work = 0;
    uint32_t cut = greatest_suffix(s, false, &period);
    uint32_t other = greatest_suffix(s, true, &other_period);
    uint32_t length = s->sought.length;

    if (other > cut) {
        cut = other;
        period = other_period;
    }
    s->critical = cut;
    s->periodic = cut + period <= length;
    for (uint32_t i = 0; i < cut && s->periodic && spend(s, &work); i++)
        s->periodic = sought_at(s, i) == sought_at(s, i + period);
    if (!s->periodic)
        period = (cut > length - cut ? cut : length - cut) + 1;
    s->period = period;
    s->thorough = true;
    return !s->failed;
}

static inline uint32_t text_at(const vk_search *s, uint32_t start, uint32_t end,
                               uint32_t index) {
    return vk_text_at(s->text, s->backward ? end - 1 - index : start + index);
}

/* Two-way search; the distance of the match from where the search begins. */
static int64_t search_thoroughly(vk_search *s, uint32_t start, uint32_t end) {
    uint32_t length = s->sought.length, room = end - start;
    uint32_t place = 0, known = 0, work = 0, i;

    while (room >= length && place <= room - length) {
        i = s->critical > known ? s->critical : known;
        while (i < length && spend(s, &work) &&
               sought_at(s, i) == text_at(s, start, end, place + i))
            i++;
        if (s->failed)
            return VK_SEARCH_FAILED;
        if (i < length) {
            place += i - s->critical + 1;
            known = 0;
            continue;
        }
        i = s->critical;
        while (i > known && spend(s, &work) &&
               sought_at(s, i - 1) == text_at(s, start, end, place + i - 1))
            i--;
        if (s->failed)
            return VK_SEARCH_FAILED;
        if (i <= known)
            return place;
        place += s->period;
        known = s->periodic ? length - s->period : 0;
    }
    return VK_SEARCH_NONE;
}

/* Compares at a candidate; keeps account of what it costs. */
static bool matches(vk_search *s, uint32_t at) {
    const void *chars = vk_chars_from(s->text.data, s->text.width, at);

    if (s->sought.length == 1)
        return true;
    s->wasted += 1 + s->sought.length / 16;
    return vk_chars_equal(chars, s->text.width, s->sought.data,
                          s->sought.width, s->sought.length);
}

static bool wasteful(const vk_search *s) {
    return s->sought.length > THOROUGH_LENGTH &&
           s->wasted > WASTE_ALLOWED + s->scanned / 4;
}

/* Pays for what was done since the last time, if it is worth it. */
static bool pay(vk_search *s) {
    uint64_t due = s->scanned / 32 + s->wasted - s->paid;

    if (due < PAY_FROM)
        return true;
    s->paid += due;
    s->failed = !vk_charge(s->vm, due);
    return !s->failed;
}

/* Tries candidates in at..end (starts of a match). True when there is a match:
 * [*found] is its place. */
static bool try_slice(vk_search *s, scan *slice, int64_t *found) {
    while (slice->at < slice->end && !wasteful(s)) {
        uint32_t at = s->backward ? scan_backward(slice, s->text.width)
                                  : scan_forward(slice, s->text.width);
        bool none = at == (s->backward ? slice->at : slice->end);

        s->scanned += s->backward ? slice->end - at : at - slice->at;
        if (none) {
            slice->at = slice->end;
            break;
        }
        at -= s->backward;
        if (matches(s, at)) {
            *found = at;
            return true;
        }
        if (s->backward)
            slice->end = at;
        else
            slice->at = at + 1;
    }
    return false;
}

/* The limits of the next slice of starts. */
static void next_slice(const vk_search *s, scan *slice, uint32_t from,
                       uint32_t to) {
    uint32_t count = to - from < SCAN_SLICE ? to - from : SCAN_SLICE;

    slice->at = s->backward ? to - count : from;
    slice->end = s->backward ? to : from + count;
}

/* The two-way search for a match that starts in from..to. */
static int64_t search_rest(vk_search *s, uint32_t from, uint32_t to) {
    uint32_t length = s->sought.length;
    int64_t found;

    if (!prepare(s))
        return VK_SEARCH_FAILED;
    found = search_thoroughly(s, from, to + length - 1);
    return found < 0 ? found : s->backward ? to - 1 - found : from + found;
}

/* Starts of a match lie in from..to. */
static int64_t search_starts(vk_search *s, uint32_t from, uint32_t to) {
    uint32_t length = s->sought.length;
    scan slice = {s->text.data, 0, 0, vk_text_at(s->sought, 0),
                  vk_text_at(s->sought, length - 1), length - 1};
    int64_t found = VK_SEARCH_NONE;

    while (from < to) {
        next_slice(s, &slice, from, to);
        if (s->backward)
            to = slice.at;
        else
            from = slice.end;
        if (try_slice(s, &slice, &found))
            return pay(s) ? found : VK_SEARCH_FAILED;
        if (!pay(s))
            return VK_SEARCH_FAILED;
        if (slice.at < slice.end) /* too many candidates failed */
            return s->backward ? search_rest(s, from, slice.end)
                               : search_rest(s, slice.at, to);
    }
    return VK_SEARCH_NONE;
}

static int64_t search_range(vk_search *s, uint32_t start, uint32_t end) {
    uint32_t length = s->sought.length;
    int64_t found;

    if (end > s->text.length)
        end = s->text.length;
    if (start > end || length > end - start)
        return VK_SEARCH_NONE;
    if (length == 0)
        return s->backward ? end : start;
    if (s->text.width < s->sought.width || (s->text.ascii && !s->sought.ascii))
        return VK_SEARCH_NONE;
    if (!s->thorough)
        return search_starts(s, start, end - length + 1);
    found = search_thoroughly(s, start, end);
    return found < 0       ? found
           : s->backward ? end - length - found
                         : start + found;
}

int64_t vk_search_next(vk_search *search, uint32_t start, uint32_t end) {
    search->backward = false;
    return search_range(search, start, end);
}

int64_t vk_search_last(vk_search *search, uint32_t start, uint32_t end) {
    search->backward = true;
    return search_range(search, start, end);
}
