/* setting.h - the keys of a plugin's INI section, as rows bound to a struct.
 *
 *     static const viv_setting budget_settings[] = {
 *         VIV_SIZE(budget, memory, "1G", "Bytes a sandbox may hold."),
 *     };
 *
 * The kernel reads, checks and stores the values before the plugin is asked
 * anything; an unknown key or an unreadable value is an error that names the
 * line.
 */
#ifndef VIVARIUM_SETTING_H
#define VIVARIUM_SETTING_H

#include <stddef.h>
#include <vivarium/value.h>
#include <vivarium/version.h>

/* A list of words, owned by the kernel. */
typedef struct viv_words {
    const char *const *items;
    uint32_t count;
} viv_words;

typedef enum viv_setting_kind {
    VIV_SETTING_WORDS,  /* viv_words: words between spaces */
    VIV_SETTING_SIZE,   /* uint64_t: digits and K, M or G (1024) */
    VIV_SETTING_NUMBER, /* double, not negative */
    VIV_SETTING_FLAG,   /* bool: yes or no */
    VIV_SETTING_TEXT,   /* const char * */
} viv_setting_kind;

typedef struct viv_setting {
    const char *name;
    viv_setting_kind kind;
    uint32_t offset;     /* of the field in the struct */
    const char *initial; /* value where the INI file gives none, as text */
    const char *doc;
} viv_setting;

#define VIV_SETTING_(KIND, type, field, initial, doc)                          \
    {#field, VIV_SETTING_##KIND, offsetof(type, field), initial, doc}
#define VIV_WORDS(type, field, initial, doc)                                   \
    VIV_SETTING_(WORDS, type, field, initial, doc)
#define VIV_SIZE(type, field, initial, doc)                                    \
    VIV_SETTING_(SIZE, type, field, initial, doc)
#define VIV_NUMBER(type, field, initial, doc)                                  \
    VIV_SETTING_(NUMBER, type, field, initial, doc)
#define VIV_FLAG(type, field, initial, doc)                                    \
    VIV_SETTING_(FLAG, type, field, initial, doc)
#define VIV_TEXT_SETTING(type, field, initial, doc)                            \
    VIV_SETTING_(TEXT, type, field, initial, doc)

/* [word] is one of [words]; `*` among them matches all but what `-name` takes
 * away. */
VIV_API bool viv_words_has(const viv_words *words, const char *word);

#endif
