/* note.c - reading a plugin's ELF note without running the plugin.
 *
 * dlopen() of an unknown file is already too late: constructors run. The note
 * is a section of the ELF file with one line of text, so that kind, name, SDK
 * version, needs and requirements can be read like data.
 *
 * Every offset and size of the file is checked against its length; it may be
 * anything.
 */
#include "host/note.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTION_MOST = 512, NAMES_MOST = 64 << 10 };

typedef struct elf {
    int file;
    uint64_t size;
    Elf64_Ehdr head;
    Elf64_Shdr *sections;
    char *names;
    uint64_t names_size;
} elf;

/* The only way to bytes of the file: no arithmetic on pointers into a
 * mapping. */
static bool read_at(const elf *from, void *buffer, uint64_t size,
                    uint64_t offset) {
    if (offset > from->size || size > from->size - offset)
        return false;
    return pread(from->file, buffer, size, (off_t)offset) == (ssize_t)size;
}

/* The checks are made on the open file, not on the path, which could change. */
static const char *open_file(elf *from, const char *path) {
    struct stat facts;

    /* Never waits on a FIFO, never follows a link. */
    from->file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    if (from->file < 0)
        return errno == ELOOP ? "is a symbolic link" : strerror(errno);
    if (fstat(from->file, &facts) != 0)
        return strerror(errno);
    if (!S_ISREG(facts.st_mode))
        return "is no regular file";
    if (facts.st_mode & (S_IWGRP | S_IWOTH))
        return "can be written by others than its owner";
    if (facts.st_uid != 0 && facts.st_uid != geteuid())
        return "belongs to another user";
    from->size = (uint64_t)facts.st_size;
    return NULL;
}

static const char *read_sections(elf *from) {
    Elf64_Ehdr *head = &from->head;

    if (!read_at(from, head, sizeof *head, 0) ||
        memcmp(head->e_ident, ELFMAG, SELFMAG) != 0 ||
        head->e_ident[EI_CLASS] != ELFCLASS64 ||
        head->e_ident[EI_DATA] != ELFDATA2LSB || head->e_type != ET_DYN)
        return "is no shared object";
    if (head->e_machine != EM_X86_64)
        return "is for another machine";
    if (head->e_shentsize != sizeof(Elf64_Shdr) || head->e_shnum == 0 ||
        head->e_shnum > SECTION_MOST || head->e_shstrndx >= head->e_shnum)
        return "has no readable section table";
    uint64_t bytes = head->e_shnum * sizeof(Elf64_Shdr);

    from->sections = malloc(bytes);
    if (!from->sections || !read_at(from, from->sections, bytes, head->e_shoff))
        return "has no readable section table";
    from->names_size = from->sections[head->e_shstrndx].sh_size;
    if (from->names_size == 0 || from->names_size > NAMES_MOST)
        return "has no readable section names";
    from->names = calloc(1, from->names_size + 1);
    if (!from->names ||
        !read_at(from, from->names, from->names_size,
                 from->sections[head->e_shstrndx].sh_offset))
        return "has no readable section names";
    return NULL;
}

static const Elf64_Shdr *find_section(const elf *from) {
    for (uint32_t i = 0; i < from->head.e_shnum; i++) {
        const Elf64_Shdr *section = &from->sections[i];

        if (section->sh_name < from->names_size &&
            strcmp(from->names + section->sh_name, VIV_NOTE_SECTION) == 0)
            return section;
    }
    return NULL;
}

/* Three words, the owner's name in 12 bytes, the text. */
typedef struct note_image {
    uint32_t owner_size, text_size, note_type;
    char owner[12], text[VK_NOTE_TEXT_MOST];
} note_image;

static const char *read_image(const elf *from, note_image *image) {
    const Elf64_Shdr *section = find_section(from);
    uint32_t fixed = offsetof(note_image, text);

    if (!section)
        return "is no plugin: it has no " VIV_NOTE_SECTION;
    if (section->sh_size <= fixed || section->sh_size > sizeof *image ||
        !read_at(from, image, section->sh_size, section->sh_offset) ||
        image->owner_size != sizeof VIV_NOTE_OWNER ||
        memcmp(image->owner, VIV_NOTE_OWNER, sizeof VIV_NOTE_OWNER) != 0 ||
        image->text_size == 0 || image->text_size > section->sh_size - fixed ||
        image->text[image->text_size - 1] != 0)
        return "has an unreadable " VIV_NOTE_SECTION;
    return NULL;
}

/* Clauses: needs(a, b), requires(c). */
static const char *parse_clause(vk_note *note, const char **at) {
    static const char separators[] = ", ";
    vk_words *words = NULL;

    if (strncmp(*at, "needs(", 6) == 0)
        words = &note->needs;
    else if (strncmp(*at, "requires(", 9) == 0)
        words = &note->requires;
    else
        return "has an unknown clause in its note";
    *at += strcspn(*at, "(") + 1;
    while (**at && **at != ')') {
        size_t length = strcspn(*at, ", )");

        if (length && !vk_words_add(words, *at, length))
            return "cannot be read: out of memory";
        *at += length;
        *at += strspn(*at, separators);
    }
    if (**at != ')')
        return "has a clause without end in its note";
    *at += 1;
    *at += strspn(*at, separators);
    return NULL;
}

static const char *parse_text(vk_note *note, const char *text) {
    int end = 0;
    const char *wrong = NULL;

    if (sscanf(text, "%15s %63s %u.%u %n", note->kind, note->id,
               &note->sdk_major, &note->sdk_minor, &end) != 4)
        return "has an unreadable note";
    for (const char *at = text + end; *at && !wrong;)
        wrong = parse_clause(note, &at);
    return wrong;
}

bool vk_note_read(const char *path, vk_note *note, char *why, size_t size) {
    elf from = {.file = -1};
    note_image image;
    const char *wrong = open_file(&from, path);

    *note = (vk_note){0};
    if (!wrong)
        wrong = read_sections(&from);
    if (!wrong)
        wrong = read_image(&from, &image);
    if (!wrong)
        wrong = parse_text(note, image.text);
    if (wrong)
        snprintf(why, size, "%s", wrong);
    if (from.file >= 0)
        close(from.file);
    free(from.sections);
    free(from.names);
    if (wrong)
        vk_note_free(note);
    return !wrong;
}

void vk_note_free(vk_note *note) {
    vk_words_free(&note->needs);
    vk_words_free(&note->requires);
}
