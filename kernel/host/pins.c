/* pins.c - compares plugins with the hashes that an INI file states.
 *
 * A configuration can state the hashes of its plugins. Then the set is closed:
 * a plugin without a hash is refused too, so that nothing can be added beside.
 */
#include "host/pins.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <vivarium/embed.h>

#include "host/loader.h"
#include "text/sha256.h"

enum { HEX_BYTES = 2 * VK_SHA256_BYTES + 1, KEY_BYTES = 100 };

/* The hash of an open file, as text. pread, so that the file's position stays
 * at 0 for whoever loads it. */
static bool hash_file(int file, char hex[HEX_BYTES]) {
    uint8_t part[4096], digest[VK_SHA256_BYTES];
    vk_sha256 hash;
    ssize_t count;

    vk_sha256_begin(&hash);
    for (off_t at = 0; (count = pread(file, part, sizeof part, at)) > 0;
         at += count)
        vk_sha256_add(&hash, part, (size_t)count);
    vk_sha256_end(&hash, digest);
    for (int i = 0; i < VK_SHA256_BYTES; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    return count == 0;
}

static bool has_pins(const vk_config *config) {
    for (uint32_t i = 0; i < config->ini.count; i++)
        if (strcmp(config->ini.rows[i].section, "sha256") == 0)
            return true;
    return false;
}

void vk_pins_check(const vk_config *config, const char *kind, vk_found *found,
                   vk_problems *problems) {
    char key[KEY_BYTES], hex[HEX_BYTES];
    const vk_ini_row *row;

    if (!has_pins(config) || !found->path)
        return;
    snprintf(key, sizeof key, "%s.%s", kind, found->name);
    row = vk_ini_find(&config->ini, "sha256", key);
    if (!row) {
        vk_problems_add(problems, "%s: is not in [sha256]: '%s' is missing",
                        found->path, key);
        return;
    }
    found->file = open(found->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (found->file < 0 || !hash_file(found->file, hex))
        vk_problems_add(problems, "%s: %s", found->path, strerror(errno));
    else if (strcasecmp(hex, row->value) != 0)
        vk_ini_problem(problems, row, "expected %s, found %s (%s)", row->value,
                       hex, found->path);
}

static void print_pin(const vk_plugin *plugin, FILE *out) {
    char hex[HEX_BYTES];
    int file = open(plugin->path, O_RDONLY | O_CLOEXEC);

    if (file >= 0 && hash_file(file, hex))
        fprintf(out, "%s.%s = %s\n", vk_loader_kind(plugin->kind)->word,
                plugin->name, hex);
    if (file >= 0)
        close(file);
}

void vk_pins_print(const struct vk_runtime *runtime, FILE *out) {
    const vk_plugins *const lists[] = {&runtime->families, &runtime->modules,
                                       &runtime->policies};

    fputs("[sha256]\n", out);
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
        for (uint32_t i = 0; i < lists[k]->count; i++)
            print_pin(&lists[k]->rows[i], out);
}

void viv_runtime_print_pins(viv_runtime *runtime, FILE *out) {
    vk_pins_print((const struct vk_runtime *)runtime, out);
}
