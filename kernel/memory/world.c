/* world.c - building, sealing and hashing what all sandboxes share.
 *
 * The builder's world region is a shared mapping of the memory file that later
 * becomes the world: freezing copies nothing. A page that was never written
 * reads as zeroes, and cells are laid one behind the other, so the bytes depend
 * on nothing but the order of what was built.
 */
#include "memory/world_inner.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "memory/layout.h"
#include "object/error.h"
#include "text/sha256.h"

/* What a world with all modules needs: its pages are had at once, for a fault
 * on each costs more than filling it. Not a limit, and no harm where refused. */
enum { USUAL_BYTES = 7 << 18 };

struct vk_world {
    int file;
    uint32_t end;
};

static void describe(vk_problem *problem, const char *what) {
    snprintf(problem->text, sizeof problem->text, "cannot %s the world: %s",
             what, strerror(errno));
}

static int make_file(vk_problem *problem) {
    int file = memfd_create("vivarium-world", MFD_CLOEXEC | MFD_ALLOW_SEALING);

    if (file >= 0 && ftruncate(file, VK_WORLD_MOST) == 0)
        return file;
    describe(problem, "make a memory file for");
    if (file >= 0)
        close(file);
    return -1;
}

static bool map_file(viv_vm *vm, int file, vk_problem *problem) {
    void *at = vk_at(vm, VK_WORLD_START);

    if (mmap(at, VK_WORLD_MOST, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED,
             file, 0) == at) {
        madvise(at, USUAL_BYTES, MADV_POPULATE_WRITE);
        return true;
    }
    describe(problem, "map");
    return false;
}

viv_vm *vk_world_build(vk_problem *problem) {
    vk_layout layout = vk_layout_of(VK_WORLD_START + VK_WORLD_MOST);
    int file = make_file(problem);
    viv_vm *vm = file < 0 ? NULL : vk_cage_map(&layout, -1, problem);

    if (vm != NULL && map_file(vm, file, problem)) {
        vk_cage_prepare(vm, &layout, 0);
        VK(vm)->world_end = 0;
        VK(vm)->heap.world_cursor = VK_WORLD_START;
        VK(vm)->heap.world_limit = VK_WORLD_START + VK_WORLD_MOST;
        VK(vm)->heap.world_file = file;
        return vm;
    }
    if (vm != NULL)
        vk_cage_unmap(vm);
    if (file >= 0)
        close(file);
    return NULL;
}

uint32_t vk_world_reserve(viv_vm *vm, uint32_t bytes) {
    vk_heap *heap = &VK(vm)->heap;
    uint32_t offset = heap->world_cursor;
    uint64_t size = vk_round_up(bytes, 16);

    if (size > heap->world_limit - offset) {
        vk_raise_memory(vm);
        return 0;
    }
    heap->world_cursor += (uint32_t)size;
    return offset;
}

static bool seal(int file, uint32_t bytes) {
    return ftruncate(file, bytes) == 0 &&
           fcntl(file, F_ADD_SEALS,
                 F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0;
}

/* A file can only be sealed when nobody has it mapped for writing. */
vk_world *vk_world_freeze(viv_vm *builder, vk_problem *problem) {
    uint32_t end = VK(builder)->heap.world_cursor;
    int file = VK(builder)->heap.world_file;
    vk_world *world = malloc(sizeof *world);

    vk_handle_release_all(builder);
    vk_cage_unmap(builder);
    end = (uint32_t)vk_round_up(end, VK_PAGE_BYTES);
    if (world != NULL && seal(file, end - VK_WORLD_START)) {
        *world = (vk_world){file, end};
        return world;
    }
    describe(problem, "seal");
    close(file);
    free(world);
    return NULL;
}

void vk_world_abandon(viv_vm *builder) {
    int file = VK(builder)->heap.world_file;

    vk_handle_release_all(builder);
    vk_cage_unmap(builder);
    close(file);
}

void vk_world_free(vk_world *world) {
    close(world->file);
    free(world);
}

uint32_t vk_world_end(const vk_world *world) {
    return world->end;
}

int vk_world_file(const vk_world *world) {
    return world->file;
}

bool vk_world_hash(const vk_world *world, uint8_t hash[VK_WORLD_HASH_BYTES],
                   vk_problem *problem) {
    size_t bytes = world->end - VK_WORLD_START;
    void *data = mmap(NULL, bytes, PROT_READ, MAP_PRIVATE, world->file, 0);
    vk_sha256 state;

    if (data == MAP_FAILED) {
        describe(problem, "map");
        return false;
    }
    vk_sha256_begin(&state);
    vk_sha256_add(&state, data, bytes);
    vk_sha256_end(&state, hash);
    munmap(data, bytes);
    return true;
}
