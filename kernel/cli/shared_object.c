/* shared_object.c - reading ELF files. */
#include "cli/shared_object.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vivarium/plugin.h>

/* [size] bytes at [offset] of the file, or NULL. */
static const void *bytes_at(const vk_shared *shared, uint64_t offset,
                            uint64_t size) {
    if (offset > shared->size || size > shared->size - offset)
        return NULL;
    return shared->data + offset;
}

static const char *read_head(vk_shared *shared) {
    const Elf64_Ehdr *head = bytes_at(shared, 0, sizeof *head);

    if (!head || memcmp(head->e_ident, ELFMAG, SELFMAG) != 0 ||
        head->e_ident[EI_CLASS] != ELFCLASS64 || head->e_type != ET_DYN)
        return "is no shared object";
    shared->sections = bytes_at(shared, head->e_shoff,
                                head->e_shnum * sizeof(Elf64_Shdr));
    shared->section_count = shared->sections ? head->e_shnum : 0;
    return shared->section_count ? NULL : "has no readable section table";
}

const char *vk_shared_open(vk_shared *shared, const char *path) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat facts;
    void *data = MAP_FAILED;

    *shared = (vk_shared){0};
    if (file >= 0 && fstat(file, &facts) == 0 && S_ISREG(facts.st_mode) &&
        facts.st_size > 0)
        data = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_PRIVATE, file,
                    0);
    if (file >= 0)
        close(file);
    if (data == MAP_FAILED)
        return file < 0 ? strerror(errno) : "is no file with anything in it";
    shared->data = data;
    shared->size = (size_t)facts.st_size;
    return read_head(shared);
}

void vk_shared_close(vk_shared *shared) {
    if (shared->data)
        munmap((void *)shared->data, shared->size);
    *shared = (vk_shared){0};
}

/* A text of a section that holds texts; "" where it does not end in it. */
static const char *text_at(const vk_shared *shared, uint32_t section,
                           uint32_t offset) {
    const Elf64_Shdr *texts;

    if (section >= shared->section_count)
        return "";
    texts = &shared->sections[section];
    const char *start = bytes_at(shared, texts->sh_offset, texts->sh_size);

    if (!start || offset >= texts->sh_size ||
        !memchr(start + offset, 0, texts->sh_size - offset))
        return "";
    return start + offset;
}

const char *vk_shared_section_name(const vk_shared *shared,
                                   const Elf64_Shdr *section) {
    const Elf64_Ehdr *head = bytes_at(shared, 0, sizeof *head);

    return head ? text_at(shared, head->e_shstrndx, section->sh_name) : "";
}

const char *vk_shared_note(const vk_shared *shared) {
    enum { TEXT_AT = 3 * sizeof(uint32_t) + 12 };

    for (uint32_t i = 0; i < shared->section_count; i++) {
        const Elf64_Shdr *section = &shared->sections[i];

        if (strcmp(vk_shared_section_name(shared, section),
                   VIV_NOTE_SECTION) != 0 ||
            section->sh_size <= TEXT_AT)
            continue;
        return text_at(shared, i, TEXT_AT);
    }
    return NULL;
}

void vk_shared_symbols(const vk_shared *shared, uint32_t table,
                       void (*visit)(void *context, const vk_symbol *symbol),
                       void *context) {
    for (uint32_t i = 0; i < shared->section_count; i++) {
        const Elf64_Shdr *section = &shared->sections[i];
        const Elf64_Sym *symbols =
            section->sh_type == table
                ? bytes_at(shared, section->sh_offset, section->sh_size)
                : NULL;

        for (uint64_t k = 1; symbols && k < section->sh_size / sizeof *symbols;
             k++) {
            vk_symbol symbol = {
                .name = text_at(shared, section->sh_link, symbols[k].st_name),
                .section = symbols[k].st_shndx,
                .local = ELF64_ST_BIND(symbols[k].st_info) == STB_LOCAL,
                .object = ELF64_ST_TYPE(symbols[k].st_info) == STT_OBJECT,
            };

            visit(context, &symbol);
        }
    }
}
