/* fingerprint.c - what a runtime's world depends on, as one hash: its bytes,
 * the form of the code in it, this build of the kernel, and each plugin's file.
 * Two runtimes with the same one can exchange dumps. */
#include "host/fingerprint.h"

#include <elf.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

#include "memory/world.h"

/* A loaded object, and the build id to be found in it. */
typedef struct search {
    uintptr_t inside;
    const uint8_t *id;
    size_t bytes;
} search;

static void read_notes(search *wanted, const char *notes, size_t left) {
    while (left >= sizeof(ElfW(Nhdr))) {
        const ElfW(Nhdr) *note = (const void *)notes;
        size_t name = (note->n_namesz + 3u) & ~3u;
        size_t size = sizeof *note + name + ((note->n_descsz + 3u) & ~3u);

        if (size > left)
            return;
        if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 &&
            memcmp(note + 1, "GNU", 4) == 0) {
            wanted->id = (const uint8_t *)(note + 1) + name;
            wanted->bytes = note->n_descsz;
        }
        notes += size;
        left -= size;
    }
}

static int visit(struct dl_phdr_info *object, size_t size, void *context) {
    search *wanted = context;
    bool contains = false;

    (void)size;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        uintptr_t start = object->dlpi_addr + part->p_vaddr;

        contains |= part->p_type == PT_LOAD && wanted->inside >= start &&
                    wanted->inside - start < part->p_memsz;
    }
    for (int i = 0; contains && i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];

        if (part->p_type == PT_NOTE)
            read_notes(wanted, (char *)object->dlpi_addr + part->p_vaddr,
                       part->p_memsz);
    }
    return contains;
}

/* The linker's build id stands for the kernel's code: two builds with the same
 * world can differ in what they do with it. */
static void add_build_id(vk_sha256 *hash) {
    search wanted = {.inside = (uintptr_t)add_build_id};

    dl_iterate_phdr(visit, &wanted);
    if (wanted.id != NULL)
        vk_sha256_add(hash, wanted.id, wanted.bytes);
}

/* SHA-256 of the file, not its bytes, so that no byte moves from one to the
 * next. */
static bool add_file(vk_sha256 *hash, const char *path, vk_problem *problem) {
    FILE *file = fopen(path, "rb");
    uint8_t part[4096], digest[VK_SHA256_BYTES];
    vk_sha256 own;
    size_t bytes;
    bool fine;

    if (file == NULL) {
        snprintf(problem->text, sizeof problem->text, "cannot read %.200s",
                 path);
        return false;
    }
    vk_sha256_begin(&own);
    while ((bytes = fread(part, 1, sizeof part, file)) > 0)
        vk_sha256_add(&own, part, bytes);
    fine = ferror(file) == 0;
    fclose(file);
    if (!fine)
        snprintf(problem->text, sizeof problem->text, "cannot read %.200s",
                 path);
    vk_sha256_end(&own, digest);
    vk_sha256_add(hash, digest, sizeof digest);
    return fine;
}

static bool add_plugins(vk_sha256 *hash, const vk_plugins *plugins,
                        vk_problem *problem) {
    for (uint32_t i = 0; i < plugins->count; i++)
        if (!add_file(hash, plugins->rows[i].path, problem))
            return false;
    return true;
}

bool vk_fingerprint(const struct vk_runtime *runtime,
                    uint8_t digest[VK_SHA256_BYTES], vk_problem *problem) {
    uint8_t world[VK_WORLD_HASH_BYTES];
    vk_sha256 hash;

    if (!vk_world_hash(runtime->world, world, problem))
        return false;
    vk_sha256_begin(&hash);
    vk_sha256_add(&hash, world, sizeof world);
    vk_sha256_add(&hash, runtime->stamp, sizeof runtime->stamp);
    add_build_id(&hash);
    if (!add_plugins(&hash, &runtime->families, problem) ||
        !add_plugins(&hash, &runtime->modules, problem) ||
        !add_plugins(&hash, &runtime->policies, problem))
        return false;
    vk_sha256_end(&hash, digest);
    return true;
}
