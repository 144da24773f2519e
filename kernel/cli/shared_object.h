/* shared_object.h - what a shared object's tables say of it, without loading
 * it. */
#ifndef VK_CLI_SHARED_OBJECT_H
#define VK_CLI_SHARED_OBJECT_H

#include <elf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A file in memory; every offset read from it is checked before it is used. */
typedef struct vk_shared {
    const char *data;
    size_t size;
    const Elf64_Shdr *sections;
    uint32_t section_count;
} vk_shared;

/* NULL, or what is wrong with the file. */
const char *vk_shared_open(vk_shared *shared, const char *path);
void vk_shared_close(vk_shared *shared);

/* "" where a name cannot be read. */
const char *vk_shared_section_name(const vk_shared *shared,
                                   const Elf64_Shdr *section);
/* The text of the plugin's note, or NULL. */
const char *vk_shared_note(const vk_shared *shared);

typedef struct vk_symbol {
    const char *name;
    uint32_t section; /* SHN_UNDEF: it is imported */
    bool local;
    bool object;      /* data, not code */
} vk_symbol;

/* Calls visit(context, symbol) for each symbol of that kind of table:
 * SHT_DYNSYM, what the loader sees; SHT_SYMTAB, all of them, unless the file
 * was stripped. */
void vk_shared_symbols(const vk_shared *shared, uint32_t table,
                       void (*visit)(void *context, const vk_symbol *symbol),
                       void *context);

#endif
