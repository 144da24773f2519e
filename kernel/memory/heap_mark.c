/* heap_mark.c - marking: from offsets to everything that can be reached.
 *
 * An offset to be looked at waits in a ring of 16 while its bits and its header
 * are fetched into the cache; that makes marking three times as fast. An object
 * just marked waits on the mark stack until it is traced; large ones are traced
 * in parts, so that the stack stays low. When it is full all the same, the
 * object stays marked but untraced, and afterwards everything marked is traced
 * once more.
 *
 * Offsets and counts come from the cage: an offset is only believed if its bit
 * says that a live cell begins there, a count is cut to the cell.
 */
#include "compile/code.h"
#include "memory/blocks.h"
#include "memory/layout.h"
#include "object/class.h"
#include "object/dict.h"
#include "object/list.h"
#include "object/slots.h"

enum { PART = 256 }; /* words traced at once */

bool vk_mark_alone(vk_marker *marker, uint32_t offset) {
    vk_heap *heap = &VK(marker->vm)->heap;
    uint64_t mask = vk_bits_mask(offset), *live, *mark;

    if (offset % 16 != 0)
        return false;
    if (offset - marker->span_start < marker->span_bytes) {
        live = vk_bits_word(marker->live, offset);
        mark = vk_bits_word(marker->marks, offset);
    } else if (vk_in_first(heap, offset)) {
        mask = vk_bits_mask(offset - heap->first_start);
        live = vk_first_word(heap->first_live, offset - heap->first_start);
        mark = vk_first_word(heap->first_marks, offset - heap->first_start);
    } else {
        return false;
    }
    if (!(*live & mask) || *mark & mask)
        return false;
    *mark |= mask;
    return true;
}

static void push(vk_marker *marker, uint32_t offset, uint32_t index) {
    if (marker->depth == marker->room) {
        marker->overflow = true;
        return;
    }
    marker->stack[marker->depth++] = (uint64_t)index << 32 | offset;
}

/* Kinds without references are finished as soon as they are marked. */
static bool is_leaf(uint8_t kind) {
    return kind == VK_RAW || kind == VK_FLOAT || kind == VK_INT ||
           kind == VK_BYTES || kind == VK_COMPLEX;
}

static void settle(vk_marker *marker, uint32_t offset) {
    const vk_header *head = vk_at(marker->vm, offset);

    if (vk_mark_alone(marker, offset) &&
        !(is_leaf(head->kind) && !(head->flags & VK_SUBCLASS)))
        push(marker, offset, 0);
}

static inline void look_at(vk_marker *marker, uint32_t offset) {
    uint32_t *slot = &marker->ahead[marker->ahead_at++ % VK_MARK_AHEAD];
    uint32_t oldest = *slot;

    *slot = offset;
    __builtin_prefetch(vk_at(marker->vm, offset));
    __builtin_prefetch(vk_bits_word(marker->marks, offset));
    if (oldest != 0)
        settle(marker, oldest);
}

void vk_mark_offset(vk_marker *marker, uint32_t offset) {
    if (offset >= VK(marker->vm)->heap.first_start)
        look_at(marker, offset);
}

static inline void mark_value(vk_marker *marker, viv_value value) {
    if (viv_is_reference(value))
        vk_mark_offset(marker, vk_reference_offset(value));
}

static void mark_values(vk_marker *marker, const viv_value *values,
                        uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        mark_value(marker, values[i]);
}

void vk_mark_values(vk_marker *marker, const viv_value *values,
                    uint32_t count) {
    uint64_t left = 0;

    if ((const char *)values < marker->cell_end)
        left = (uint64_t)(marker->cell_end - (const char *)values) / 8;
    mark_values(marker, values, count < left ? count : (uint32_t)left);
}

/* Words [from, end) of the cell, as values, a part now and the rest later. */
static void mark_span(vk_marker *marker, uint32_t offset, vk_place span,
                      uint32_t done) {
    uint32_t left = span.size > done ? span.size - done : 0;

    if (left > PART) {
        push(marker, offset, done + PART);
        left = PART;
    }
    mark_values(marker, vk_at(marker->vm, span.start + done * 8), left);
}

/* Of [count] values that begin [start] bytes into a cell of [room]: those that
 * the cell has room for. */
static vk_place span_of(uint32_t offset, uint32_t room, uint32_t start,
                        uint64_t count) {
    uint32_t most = room > start ? (room - start) / 8 : 0;

    return (vk_place){offset + start, count < most ? (uint32_t)count : most};
}

static vk_place table_span(const vk_table *table, uint32_t offset,
                           uint32_t room) {
    uint64_t words = table->head.extra;

    return span_of(offset, room, table->entries,
                   words > 2 ? 0 : words * table->used);
}

static void trace_shape(vk_marker *marker, const vk_shape *shape) {
    vk_mark_offset(marker, shape->type);
    vk_mark_offset(marker, shape->parent);
    mark_value(marker, shape->key);
    vk_mark_offset(marker, shape->transitions);
    vk_mark_offset(marker, shape->table);
}

/* The words of inline caches lie between the constants: nothing they hold keeps
 * anything alive, so a reference must have the whole marker here. */
static void trace_constants(vk_marker *marker, const vk_constants *constants,
                            uint32_t room) {
    vk_place span = span_of(vk_offset(marker->vm, constants), room,
                            offsetof(vk_constants, items), constants->count);
    const viv_value *items = vk_at(marker->vm, span.start);

    vk_mark_offset(marker, constants->code);
    vk_mark_offset(marker, constants->globals);
    for (uint32_t i = 0; i < span.size; i++)
        if (items[i].bits >> 32 == VIV_REFERENCE_MARK)
            mark_value(marker, items[i]);
}

/* Attributes of an instance: the word for those that lie elsewhere, and the
 * slots behind it. */
static void trace_attributes(vk_marker *marker, const vk_header *head,
                             uint32_t room) {
    uint32_t offset = vk_offset(marker->vm, head), shape = head->shape;
    uint32_t at = vk_attributes_at(marker->vm, head);
    uint32_t first = vk_inline_at(marker->vm, head);
    vk_place place;

    vk_mark_offset(marker, shape);
    if (at != 0 && at < room && room - at >= 4)
        vk_mark_offset(marker,
                       *(const uint32_t *)vk_at(marker->vm, offset + at));
    if (first == 0)
        return;
    place = span_of(offset, room, first,
                    ((const vk_shape *)vk_at(marker->vm, shape))->inlined);
    mark_values(marker, vk_at(marker->vm, place.start), place.size);
}

static void trace_typed(vk_marker *marker, vk_header *head, uint32_t room) {
    uint8_t kind = head->kind;
    const vk_slots *slots = kind < VK_KIND_COUNT ? vk_slots_table[kind] : NULL;

    if (slots == NULL)
        return;
    if (kind == VK_LIST || kind == VK_DICT || kind == VK_SET)
        vk_mark_offset(marker, ((const vk_list_object *)head)->storage);
    else if (slots->trace != NULL)
        slots->trace(marker, head);
    if (kind == VK_OBJECT || head->flags & VK_SUBCLASS)
        trace_attributes(marker, head, room);
}

static uint32_t room_of(vk_marker *marker, uint32_t offset) {
    vk_heap *heap = &VK(marker->vm)->heap;
    uint32_t entry = heap->table[offset >> VK_BLOCK_SHIFT];
    uint32_t kind = vk_block_kind(entry);
    vk_place place;

    if (offset - marker->span_start < marker->span_bytes)
        return vk_block_small(kind) ? vk_classes[kind].size
                                    : vk_block_number(entry) << VK_BLOCK_SHIFT;
    return vk_block_find(heap, offset, &place) ? place.size : 0;
}

static void trace(vk_marker *marker, uint32_t offset, uint32_t done) {
    vk_header *head = vk_at(marker->vm, offset);
    uint32_t room = room_of(marker, offset);
    uint32_t count = ((const vk_values *)head)->count;

    marker->cell_end = (const char *)head + room;
    switch (head->kind) {
    case VK_TUPLE:
        if (head->flags & VK_SUBCLASS && done == 0)
            trace_attributes(marker, head, room);
        /* fallthrough */
    case VK_VALUES:
        mark_span(marker, offset, span_of(offset, room, 16, count), done);
        break;
    case VK_TABLE:
        mark_span(marker, offset, table_span((vk_table *)head, offset, room),
                  done);
        break;
    case VK_SHAPE:
        if (room >= sizeof(vk_shape))
            trace_shape(marker, (vk_shape *)head);
        break;
    case VK_CONSTANTS:
        if (room >= sizeof(vk_constants))
            trace_constants(marker, (vk_constants *)head, room);
        break;
    default:
        trace_typed(marker, head, room);
    }
}

/* Settles what waits in the ring; false: nothing did. */
static bool flush(vk_marker *marker) {
    bool any = false;

    for (uint32_t i = 0; i < VK_MARK_AHEAD; i++) {
        uint32_t offset = marker->ahead[i];

        marker->ahead[i] = 0;
        if (offset != 0) {
            settle(marker, offset);
            any = true;
        }
    }
    return any;
}

static void drain_once(vk_marker *marker) {
    do {
        while (marker->depth > 0) {
            uint64_t entry;

            if (marker->depth > marker->deepest)
                marker->deepest = marker->depth;
            entry = marker->stack[--marker->depth];
            trace(marker, (uint32_t)entry, (uint32_t)(entry >> 32));
        }
    } while (flush(marker));
}

static void retrace(void *context, uint32_t offset) {
    vk_marker *marker = context;

    trace(marker, offset, 0);
    drain_once(marker);
}

void vk_mark_drain(vk_marker *marker) {
    drain_once(marker);
    while (marker->overflow) {
        marker->overflow = false;
        vk_heap_each_marked(marker->vm, retrace, marker);
    }
}

bool vk_is_marked(viv_vm *vm, uint32_t offset) {
    vk_heap *heap = &VK(vm)->heap;
    uint32_t relative = offset - heap->first_start;

    if (offset < heap->first_start)
        return true;
    if (vk_in_first(heap, offset))
        return *vk_first_word(heap->first_marks, relative) &
               vk_bits_mask(relative);
    return vk_in_blocks(heap, offset) &&
           *vk_bits_word(heap->mark_bits, offset) & vk_bits_mask(offset);
}

/* A candidate word may point anywhere into a cell. */
static void try_offset(vk_marker *marker, uint32_t offset) {
    vk_place place;

    if (vk_block_find(&VK(marker->vm)->heap, offset, &place))
        look_at(marker, place.start);
}

VK_READS_ANYTHING
void vk_mark_words(vk_marker *marker, const void *start, const void *end) {
    const uint64_t *word = (const uint64_t *)vk_round_up((uintptr_t)start, 8);

    for (; word + 1 <= (const uint64_t *)end; word++) {
        uint64_t bits = *word,
                 distance = bits - (uint64_t)(uintptr_t)marker->vm;

        if (distance < VK_CAGE_BYTES) {
            try_offset(marker, (uint32_t)distance);
            if (distance % 16 == 0) /* perhaps a loop counts up to an end */
                try_offset(marker, (uint32_t)distance - 1);
        }
        if ((uint32_t)bits != 0)
            try_offset(marker, (uint32_t)bits);
        if (bits >> 32 != 0)
            try_offset(marker, (uint32_t)(bits >> 32));
    }
}
