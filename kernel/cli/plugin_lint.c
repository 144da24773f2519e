/* plugin_lint.c - what a plugin's file says of it: its note, what it exports
 * and imports, what it can write to.
 *
 * What a plugin's author can be told before any code of the plugin runs: by
 * reading the file as data. It is help, not a boundary; see imports.def.
 */
#include <dlfcn.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/plugin_test.h"
#include "cli/shared_object.h"

/* Two objects of the compiler's own: a handle, a flag. */
enum { OWN_DATA_MOST = 8 };

/* The words of a clause such as needs(clock). */
static void read_clause(const char *note, const char *clause, char *words,
                        size_t size) {
    const char *at = strstr(note, clause);
    size_t length;

    *words = 0;
    if (!at)
        return;
    at += strlen(clause);
    length = strcspn(at, ")");
    snprintf(words, size, "%.*s", (int)length, at);
    for (char *comma = words; (comma = strchr(comma, ','));)
        *comma = ' ';
}

static bool has_word(const char *words, const char *word) {
    size_t length = strlen(word);

    for (const char *at = words; *at; at += strcspn(at, " ")) {
        at += strspn(at, " ");
        if (strcspn(at, " ") == length && strncmp(at, word, length) == 0)
            return true;
    }
    return false;
}

static bool read_note(vk_tested *tested, const vk_shared *shared) {
    const char *note = vk_shared_note(shared);
    unsigned major = 0, minor = 0;

    if (!note || sscanf(note, "%15s %63s %u.%u", tested->kind, tested->name,
                        &major, &minor) != 4)
        return false;
    read_clause(note, "needs(", tested->needs, sizeof tested->needs);
    read_clause(note, "requires(", tested->requires, sizeof tested->requires);
    printf("note: %s %s for SDK %u.%u%s%s%s%s\n", tested->kind, tested->name,
           major, minor, *tested->needs ? ", needs " : "", tested->needs,
           *tested->requires ? ", requires " : "", tested->requires);
    return true;
}

/* -- symbols */

typedef struct survey {
    vk_tested *tested;
    const vk_shared *shared;
    char symbol[2 * VK_NAME_MOST]; /* of the descriptor */
    uint32_t exported, imported;
    bool found;
} survey;

static const struct import {
    const char *name, *capability;
} imports[] = {
#define IMPORT(name, capability) {#name, #capability},
#include "cli/imports.def"
#undef IMPORT
};

static const struct import *find_import(const char *name) {
    for (size_t i = 0; i < sizeof imports / sizeof *imports; i++)
        if (strcmp(imports[i].name, name) == 0)
            return &imports[i];
    return NULL;
}

/* The library that this command is bound to has the symbol. */
static bool is_of_sdk(const char *name) {
    return strncmp(name, "viv_", 4) == 0 && dlsym(RTLD_DEFAULT, name) != NULL;
}

static void check_import(survey *found, const char *name) {
    const struct import *row = find_import(name);
    vk_tested *tested = found->tested;

    found->imported++;
    if (!row && !is_of_sdk(name))
        vk_tested_wrong(tested,
                        "imports '%s', which is neither in the SDK nor among "
                        "what works on its arguments alone",
                        name);
    else if (row && strcmp(row->capability, "none") != 0 &&
             !has_word(tested->needs, row->capability))
        vk_tested_wrong(tested,
                        "imports '%s', but does not ask for the capability: "
                        "add needs(%s)",
                        name, row->capability);
}

static void visit_dynamic(void *context, const vk_symbol *symbol) {
    survey *found = context;

    if (symbol->local || !*symbol->name)
        return;
    if (symbol->section == SHN_UNDEF) {
        check_import(found, symbol->name);
        return;
    }
    found->exported++;
    if (strcmp(symbol->name, found->symbol) == 0)
        found->found = true;
    else
        vk_tested_wrong(found->tested, "exports '%s': make it static",
                        symbol->name);
}

static void check_symbols(vk_tested *tested, const vk_shared *shared) {
    survey found = {.tested = tested, .shared = shared};

    snprintf(found.symbol, sizeof found.symbol, "viv_%s_%s", tested->kind,
             tested->name);
    vk_shared_symbols(shared, SHT_DYNSYM, visit_dynamic, &found);
    if (!found.found)
        vk_tested_wrong(tested, "does not export its descriptor '%s'",
                        found.symbol);
    printf("symbols: %u exported, %u imported\n", found.exported,
           found.imported);
}

/* -- data */

static bool is_state(const char *section) {
    return strcmp(section, ".data") == 0 || strcmp(section, ".bss") == 0 ||
           strcmp(section, ".tdata") == 0 || strcmp(section, ".tbss") == 0;
}

static bool is_own(const char *name) {
    return strcmp(name, "__dso_handle") == 0 ||
           strcmp(name, "__TMC_END__") == 0 ||
           strncmp(name, "completed.", 10) == 0;
}

static void visit_object(void *context, const vk_symbol *symbol) {
    survey *found = context;

    if (!symbol->object || symbol->section >= found->shared->section_count ||
        is_own(symbol->name))
        return;
    if (is_state(vk_shared_section_name(
            found->shared, &found->shared->sections[symbol->section])))
        vk_tested_wrong(found->tested,
                        "'%s' can be written to: a plugin has no state of its "
                        "own, make it const",
                        symbol->name);
}

/* State in a plugin would be shared by all sandboxes and threads. */
static void check_data(vk_tested *tested, const vk_shared *shared) {
    survey found = {.tested = tested, .shared = shared};
    uint64_t bytes = 0;
    int before = tested->wrong;

    for (uint32_t i = 0; i < shared->section_count; i++) {
        const Elf64_Shdr *section = &shared->sections[i];

        if (is_state(vk_shared_section_name(shared, section)) &&
            section->sh_size > OWN_DATA_MOST)
            bytes += section->sh_size;
    }
    vk_shared_symbols(shared, SHT_SYMTAB, visit_object, &found);
    if (bytes && tested->wrong == before)
        vk_tested_wrong(tested,
                        "has %llu bytes that can be written to: a plugin has "
                        "no state of its own",
                        (unsigned long long)bytes);
    printf("writable data: %s\n",
           tested->wrong == before ? "none" : "see above");
}

/* -- the whole */

/* The file's folder is one of the three that belong to the library. */
static void place(vk_tested *tested, char *path) {
    char *home = viv_home();
    size_t length = home ? strlen(home) : 0;

    snprintf(tested->folder, sizeof tested->folder, "%s", dirname(path));
    tested->installed = home && strncmp(tested->folder, home, length) == 0 &&
                        (strcmp(tested->folder + length, "/plugins") == 0 ||
                         strcmp(tested->folder + length, "/modules") == 0 ||
                         strcmp(tested->folder + length, "/policies") == 0);
    free(home);
}

bool vk_plugin_lint(vk_tested *tested) {
    vk_shared shared;
    char *path = realpath(tested->path, NULL);
    const char *wrong = vk_shared_open(&shared, tested->path);
    bool is_plugin = !wrong && path && read_note(tested, &shared);

    if (is_plugin) {
        place(tested, path);
        check_symbols(tested, &shared);
        check_data(tested, &shared);
    } else {
        vk_tested_wrong(tested, "%s",
                        wrong ? wrong : "is no plugin: it has no note");
    }
    vk_shared_close(&shared);
    free(path);
    return is_plugin;
}
