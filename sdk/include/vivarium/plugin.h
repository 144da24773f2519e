/* plugin.h - what every plugin exports: one constant descriptor, and a note.
 *
 *     VIV_MODULE(time, needs(clock)) {
 *         .doc = "Time access.",
 *         .functions = VIV_TABLE(time_functions),
 *     };
 *
 * The name is that of the folder, the shared object and the INI file. What must
 * be known before any of the plugin's code can run lies in an ELF note, written
 * by the macro: kind, name, SDK, and the clauses needs(capability, ...) and
 * requires(plugin, ...), which names plugins of the same kind that must be
 * there too.
 */
#ifndef VIVARIUM_PLUGIN_H
#define VIVARIUM_PLUGIN_H

#include <stddef.h>
#include <vivarium/value.h>
#include <vivarium/version.h>

typedef enum viv_plugin_kind {
    VIV_PLUGIN_FAMILY = 1,
    VIV_PLUGIN_MODULE,
    VIV_PLUGIN_POLICY,
} viv_plugin_kind;

/* Rows of any kind. Their size is known to whoever reads them, so a plugin that
 * was built when rows were shorter is read correctly: what is missing is
 * zero. */
typedef struct viv_table {
    const void *rows;
    uint32_t row_size, count;
} viv_table;

#define VIV_TABLE(array)                                                       \
    {(array), sizeof((array)[0]), sizeof(array) / sizeof((array)[0])}

/* A Python source that lies in the shared object, and the code it was compiled
 * to, which only a kernel that runs such code reads; made by `viv embed`. */
typedef struct viv_source {
    const char *module; /* "json", "json.decoder" */
    const char *text;   /* UTF-8 */
    uint32_t length;
    uint32_t code_bytes;
    const void *code;   /* NULL: none */
} viv_source;

typedef struct viv_plugin {
    uint32_t magic, size; /* of this struct */
    uint16_t sdk_major, sdk_minor;
    uint32_t kind;
    const char *id;
    const void *body;     /* viv_family, viv_module or viv_policy */
    uint32_t body_size;
    const viv_table *sources; /* viv_source rows, or NULL */
    const char *version;      /* of the plugin itself; since 1.1 */
} viv_plugin;

#define VIV_PLUGIN_MAGIC 0x56495631u /* "VIV1" */

/* The note: an ELF note header, the owner's name, a text like
 * "module time 1.0 needs(clock)". */
#define VIV_NOTE_SECTION ".note.vivarium"
#define VIV_NOTE_OWNER "Vivarium"

/* The build says it: project(NAME VERSION 1.2). */
#ifndef VIV_PLUGIN_VERSION
#define VIV_PLUGIN_VERSION ""
#endif

#ifdef VIV_HAS_SOURCES
extern const viv_table viv_sources;
#define VIV_SOURCES_ &viv_sources
#else
#define VIV_SOURCES_ 0
#endif

#define VIV_TEXT_(word) #word
#define VIV_TEXT(word) VIV_TEXT_(word)
#define VIV_NOTE_TEXT_(type, id, ...)                                          \
    #type " " #id " " VIV_TEXT(VIV_SDK_MAJOR) "." VIV_TEXT(                    \
        VIV_SDK_MINOR) " " #__VA_ARGS__

#define VIV_PLUGIN_(KIND, type, id, ...)                                       \
    __attribute__((section(VIV_NOTE_SECTION), used, aligned(4)))               \
    static const struct {                                                      \
        uint32_t owner_size, text_size, note_type;                             \
        char owner[12], text[sizeof VIV_NOTE_TEXT_(type, id, __VA_ARGS__)];    \
    } viv_note_##id = {sizeof VIV_NOTE_OWNER,                                  \
                       sizeof VIV_NOTE_TEXT_(type, id, __VA_ARGS__), 1,        \
                       VIV_NOTE_OWNER,                                         \
                       VIV_NOTE_TEXT_(type, id, __VA_ARGS__)};                 \
    static const viv_##type viv_body_##id;                                     \
    VIV_API extern const viv_plugin viv_##type##_##id;                         \
    const viv_plugin viv_##type##_##id = {                                     \
        VIV_PLUGIN_MAGIC, sizeof(viv_plugin),  VIV_SDK_MAJOR,                  \
        VIV_SDK_MINOR,    VIV_PLUGIN_##KIND,   #id,                            \
        &viv_body_##id,   sizeof viv_body_##id, VIV_SOURCES_,                  \
        VIV_PLUGIN_VERSION};                                                   \
    static const viv_##type viv_body_##id =

#define VIV_FAMILY(id, ...) VIV_PLUGIN_(FAMILY, family, id, __VA_ARGS__)
#define VIV_MODULE(id, ...) VIV_PLUGIN_(MODULE, module, id, __VA_ARGS__)
#define VIV_POLICY(id, ...) VIV_PLUGIN_(POLICY, policy, id, __VA_ARGS__)

#endif
