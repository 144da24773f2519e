/* slots.c - the table from a kind to its C code, made of types.def. */
#include "object/slots.h"

#define VK_CELL(kind)
#define VK_TYPE(kind, name, base, file) extern const vk_slots vk_##file##_slots;
#include "object/types.def"
#undef VK_CELL
#undef VK_TYPE

const vk_slots *const vk_slots_table[VK_KIND_COUNT] = {
#define VK_CELL(kind)
#define VK_TYPE(kind, name, base, file) [VK_##kind] = &vk_##file##_slots,
#include "object/types.def"
#undef VK_CELL
#undef VK_TYPE
};

const char *const vk_kind_names[VK_KIND_COUNT] = {
#define VK_CELL(kind)
#define VK_TYPE(kind, name, base, file) [VK_##kind] = name,
#include "object/types.def"
#undef VK_CELL
#undef VK_TYPE
};

const uint8_t vk_kind_bases[VK_KIND_COUNT] = {
#define VK_CELL(kind)
#define VK_TYPE(kind, name, base, file) [VK_##kind] = VK_##base,
#include "object/types.def"
#undef VK_CELL
#undef VK_TYPE
};
