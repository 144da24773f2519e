/* config.c - an INI file, the profiles it inherits, the settings in it.
 *
 * Profiles inherit one another, and a file changes what it inherits: rows are
 * simply appended in order, and the newest row of a key counts. Lists can be
 * changed by `+name` and `-name`.
 *
 * All that is wrong is collected, with file and line, and told at once.
 */
#include "host/config.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <vivarium/embed.h>
#include <vivarium/setting.h>

#include "host/runtime.h"

enum { INHERIT_MOST = 8, NAMES_MOST = 64 };

bool vk_config_keep(vk_config *config, void *memory) {
    if (config->owned_count == config->owned_room) {
        uint32_t room = config->owned_room ? 2 * config->owned_room : 32;
        void **owned = realloc(config->owned, room * sizeof *owned);

        if (!owned)
            return false;
        config->owned = owned;
        config->owned_room = room;
    }
    config->owned[config->owned_count++] = memory;
    return true;
}

void vk_config_free(vk_config *config) {
    for (uint32_t i = 0; i < config->owned_count; i++)
        free(config->owned[i]);
    free(config->owned);
    free(config->root);
    free(config->name);
    vk_ini_free(&config->ini);
    *config = (vk_config){0};
}

/* Installed: lib/vivarium beside the library; in a build: the library's folder,
 * or the one above a test's. Found by the address of a function of this
 * library: no environment variable, which somebody else might set. */
char *viv_home(void) {
    static const char *const places[] = {"vivarium", ".", ".."};
    char path[PATH_MAX], file[PATH_MAX + 64];
    Dl_info facts;

    if (!dladdr((void *)vk_config_read, &facts) ||
        !realpath(facts.dli_fname, path))
        return NULL;
    *strrchr(path, '/') = 0;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        snprintf(file, sizeof file, "%s/%s/profiles/default.ini", path,
                 places[i]);
        if (access(file, R_OK) == 0) {
            *strstr(file, "/profiles/default.ini") = 0;
            return realpath(file, NULL);
        }
    }
    return NULL;
}

/* No slash, no dot: a profile cannot lead out of its folder. */
static bool is_profile_name(const char *name) {
    return *name && name[strspn(name, "abcdefghijklmnopqrstuvwxyz_")] == 0;
}

static char *profile_path(const vk_config *config, const char *name) {
    char *path = NULL;

    if (asprintf(&path, "%s/profiles/%s.ini", config->root, name) < 0)
        return NULL;
    return path;
}

/* Appends the rows of [own], those of the profile it inherits before them. */
static void add_rows(vk_config *config, vk_ini *own, uint32_t depth,
                     vk_problems *problems) {
    const vk_ini_row *inherit = vk_ini_find(own, "vivarium", "inherit");
    vk_ini base = {0};

    if (inherit && !is_profile_name(inherit->value)) {
        vk_ini_problem(problems, inherit,
                       "expected a profile's name, found '%s'", inherit->value);
    } else if (inherit && depth == INHERIT_MOST) {
        vk_ini_problem(problems, inherit, "profiles inherit each other");
    } else if (inherit) {
        char *path = profile_path(config, inherit->value);

        if (!path || access(path, R_OK) != 0)
            vk_ini_problem(problems, inherit, "there is no profile '%s' (%s)",
                           inherit->value, path ? path : "out of memory");
        else
            vk_ini_read_file(&base, path, problems);
        free(path);
        for (uint32_t i = 0; i < base.count; i++)
            base.rows[i].inherited = true;
        add_rows(config, &base, depth + 1, problems);
    }
    vk_ini_append(&config->ini, own, problems);
}

void vk_config_read(vk_config *config, const char *root, const char *path,
                    const char *text, vk_problems *problems) {
    vk_ini own = {0};

    config->root = root ? realpath(root, NULL) : viv_home();
    if (!config->root) {
        vk_problems_add(problems, "%s: no folder with profiles/default.ini",
                        root ? root : "libvivarium");
        return;
    }
    config->name = path ? strdup(path)
                   : text ? strdup("(configuration)")
                          : profile_path(config, "default");
    if (!config->name)
        vk_problems_add(problems, "out of memory");
    else if (text)
        vk_ini_read_text(&own, config->name, text, problems);
    else
        vk_ini_read_file(&own, config->name, problems);
    add_rows(config, &own, 0, problems);
    vk_ini_free(&own);
}

static void report_words(vk_problems *problems, const vk_ini_row *row,
                         vk_words_result result, const char *word) {
    static const char *const texts[] = {
        [VK_WORDS_MIXED] = "+name and -name cannot stand beside plain names",
        [VK_WORDS_TWICE] = "listed twice",
        [VK_WORDS_ABSENT] = "not in the list it is taken from",
        [VK_WORDS_MEMORY] = "out of memory",
    };

    vk_ini_problem(problems, row, "'%s': %s", word, texts[result]);
}

void vk_config_words(const vk_config *config, const char *section,
                     const char *key, const char *initial, vk_words *words,
                     vk_problems *problems) {
    char word[64];
    vk_words_result result = vk_words_change(words, initial, word, sizeof word);

    if (result != VK_WORDS_FINE)
        vk_problems_add(problems, "[%s] %s: the initial value '%s' is no list",
                        section, key, initial);
    for (uint32_t i = 0; i < config->ini.count; i++) {
        const vk_ini_row *row = &config->ini.rows[i];

        if (strcmp(row->section, section) != 0 ||
            !vk_ini_same_key(row->key, key))
            continue;
        result = vk_words_change(words, row->value, word, sizeof word);
        if (result != VK_WORDS_FINE)
            report_words(problems, row, result, word);
    }
}

static void fill_words(vk_config *config, const char *section,
                       const viv_setting *setting, viv_words *field,
                       vk_problems *problems) {
    vk_words words = {0};

    vk_config_words(config, section, setting->name, setting->initial, &words,
                    problems);
    for (uint32_t i = 0; i < words.count; i++)
        vk_config_keep(config, words.items[i]);
    vk_config_keep(config, words.items);
    *field = (viv_words){(const char *const *)words.items, words.count};
}

static const char *const expected[] = {
    [VIV_SETTING_WORDS] = "words",
    [VIV_SETTING_SIZE] = "a size such as 64M",
    [VIV_SETTING_NUMBER] = "a number such as 1.5",
    [VIV_SETTING_FLAG] = "yes or no",
    [VIV_SETTING_TEXT] = "text",
};

static bool fill_value(const viv_setting *setting, const char *value,
                       void *field) {
    switch (setting->kind) {
    case VIV_SETTING_SIZE:
        return vk_size_parse(value, field);
    case VIV_SETTING_NUMBER:
        return vk_number_parse(value, field);
    case VIV_SETTING_FLAG:
        return vk_flag_parse(value, field);
    case VIV_SETTING_TEXT:
        *(const char **)field = value;
        return true;
    default:
        return false;
    }
}

/* A setting is bound to a field of the policy's state by its offset; kinds are
 * few, so that policies write no parser. */
void vk_config_settings(vk_config *config, const char *section,
                        const viv_table *settings, void *state,
                        vk_problems *problems) {
    viv_setting setting;

    for (uint32_t i = 0; vk_table_row(settings, i, &setting, sizeof setting);
         i++) {
        void *field = (char *)state + setting.offset;
        const vk_ini_row *row =
            vk_ini_find(&config->ini, section, setting.name);

        if (setting.kind == VIV_SETTING_WORDS)
            fill_words(config, section, &setting, field, problems);
        else if (!fill_value(&setting, row ? row->value : setting.initial,
                             field) && row)
            vk_ini_problem(problems, row, "expected %s, found '%s'",
                           expected[setting.kind], row->value);
    }
}

void vk_config_check_keys(const vk_config *config, const char *section,
                          const viv_table *settings, vk_problems *problems) {
    const char *names[NAMES_MOST];
    uint32_t count = 0;
    viv_setting setting;

    while (count < NAMES_MOST &&
           vk_table_row(settings, count, &setting, sizeof setting))
        names[count++] = setting.name;
    for (uint32_t i = 0; i < config->ini.count; i++) {
        const vk_ini_row *row = &config->ini.rows[i];
        uint32_t found = 0;

        if (strcmp(row->section, section) != 0)
            continue;
        while (found < count && !vk_ini_same_key(names[found], row->key))
            found++;
        if (found < count)
            continue;
        const char *near = vk_nearest_name(row->key, names, count);

        vk_ini_problem(problems, row, "unknown key%s%s%s",
                       near ? ", did you mean '" : "", near ? near : "",
                       near ? "'?" : "");
    }
}
