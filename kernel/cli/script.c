/* script.c - reads what a script test expects, and compares. */
#include "cli/script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options.h"
#include "cli/source.h"

/* The value of the comment `# word: value` in a line, or NULL. */
static char *comment(const char *line, const char *word, bool first) {
    size_t length = strlen(word);

    for (const char *at = strchr(line, '#'); at && (!first || at == line);
         at = strchr(at + 1, '#')) {
        const char *start = at + 1 + strspn(at + 1, " ");

        if (strncmp(start, word, length) == 0 && start[length] == ':')
            return strdup(start + length + 1 + (start[length + 1] == ' '));
    }
    return NULL;
}

static void cut_blanks(char *line) {
    size_t length = strlen(line);

    while (length && strchr(" \t\r\n", line[length - 1]))
        line[--length] = 0;
}

/* Lines of [text] one after the other, as copies. NULL at the end. */
static char *next_line(const char **text) {
    size_t length = strcspn(*text, "\n");
    char *line = **text ? strndup(*text, length) : NULL;

    *text += length + ((*text)[length] == '\n');
    return line;
}

/* All values of a comment, a line each. */
static char *collect(const char *text, const char *word, bool first) {
    char *found = NULL, *line;
    size_t size;
    FILE *out = open_memstream(&found, &size);

    while (out && (line = next_line(&text))) {
        char *value = comment(line, word, first);

        if (value) {
            cut_blanks(value);
            fprintf(out, "%s\n", value);
        }
        free(value);
        free(line);
    }
    if (out)
        fclose(out);
    return found;
}

/* The last one; NULL: there is none. */
static char *collect_one(const char *text, const char *word, bool first) {
    char *all = collect(text, word, first);

    if (!all || !*all) {
        free(all);
        return NULL;
    }
    cut_blanks(all);
    char *last = strrchr(all, '\n');

    if (last)
        memmove(all, last + 1, strlen(last));
    return all;
}

/* "section.key = value": is it that key of [vivarium]? */
static bool sets(const char *rows, const char *key) {
    char word[80];

    snprintf(word, sizeof word, "vivarium.%s = ", key);
    const char *at = strstr(rows, word);

    return at && (at == rows || at[-1] == '\n');
}

/* A value, in which places are named. */
static void write_value(FILE *out, const char *value,
                        const vk_script_plugin *plugin) {
    static const char work[] = "@work@", files[] = "@tests@";

    while (*value) {
        if (strncmp(value, work, strlen(work)) == 0) {
            fputs(plugin->work, out);
            value += strlen(work);
        } else if (strncmp(value, files, strlen(files)) == 0) {
            fputs(plugin->files, out);
            value += strlen(files);
        } else {
            fputc(*value++, out);
        }
    }
    fputc('\n', out);
}

/* The rows of section [only], or of all. */
static void write_rows(FILE *out, const char *rows, const char *only,
                       const vk_script_plugin *plugin) {
    char *line;

    while ((line = next_line(&rows))) {
        char *dot = strchr(line, '.');

        if (dot)
            *dot = 0;
        if (dot && (!only || strcmp(line, only) == 0)) {
            fprintf(out, "[%s]\n", line);
            write_value(out, dot + 1, plugin);
        }
        free(line);
    }
}

static char *write_own(const char *rows, const vk_script_plugin *plugin) {
    char *own = NULL;
    size_t size;
    FILE *out = open_memstream(&own, &size);

    if (!out)
        return NULL;
    write_rows(out, rows, plugin->name, plugin);
    fclose(out);
    return own;
}

static char *write_config(const char *rows, const vk_script_plugin *plugin) {
    char *config = NULL;
    size_t size;
    FILE *out = open_memstream(&config, &size);

    if (!out)
        return NULL;
    fputs("[vivarium]\n", out);
    if (!sets(rows, "inherit"))
        fputs("inherit = default\n", out);
    if (plugin->folder && !sets(rows, "plugin-path"))
        fprintf(out, "plugin-path = %s\n", plugin->folder);
    if (plugin->list && !sets(rows, plugin->list))
        fprintf(out, "%s = +%s\n", plugin->list, plugin->name);
    write_rows(out, rows, NULL, plugin);
    fclose(out);
    return config;
}

static bool split(vk_script *script) {
    size_t count = 0;
    char *rest = NULL;

    for (char *word = script->args ? strtok_r(script->args, " ", &rest) : NULL;
         word; word = strtok_r(NULL, " ", &rest)) {
        if (count == VK_SCRIPT_WORDS)
            return false;
        script->words[count++] = word;
    }
    return true;
}

bool vk_script_read(vk_script *script, const char *path,
                    const vk_script_plugin *plugin, char *wrong, size_t size) {
    vk_options options = {.file = path};
    vk_program program;
    char *text, *rows = NULL;

    *script = (vk_script){0};
    if (!vk_program_read(&program, &options)) {
        snprintf(wrong, size, "cannot be read");
        return false;
    }
    script->text = program.text;
    script->length = program.length;
    text = strndup(program.text, program.length);
    if (text)
        rows = collect(text, "config", true);
    if (rows) {
        script->expected = collect(text, "expect", false);
        script->warns = collect(text, "warns", false);
        script->raises = collect_one(text, "raises", false);
        script->stopped = collect_one(text, "stopped", true);
        script->args = collect_one(text, "args", true);
        script->config = write_config(rows, plugin);
        script->own = write_own(rows, plugin);
    }
    free(text);
    free(rows);
    if (script->expected && script->warns && script->config && script->own &&
        split(script))
        return true;
    snprintf(wrong, size, "its comments are more than there is room for");
    vk_script_free(script);
    return false;
}

void vk_script_free(vk_script *script) {
    free(script->text);
    free(script->expected);
    free(script->raises);
    free(script->stopped);
    free(script->config);
    free(script->own);
    free(script->args);
    free(script->warns);
    *script = (vk_script){0};
}

/* -- what was shown */

static char *without_blanks(const char *text) {
    char *all = NULL, *line;
    size_t size;
    FILE *out = open_memstream(&all, &size);

    while (out && (line = next_line(&text))) {
        cut_blanks(line);
        fprintf(out, "%s\n", line);
        free(line);
    }
    if (out)
        fclose(out);
    return all;
}

bool vk_shown_take(vk_shown *shown, viv_sandbox *sandbox, viv_end end) {
    const viv_failure *failure = viv_sandbox_failure(sandbox);
    const char *printed = viv_sandbox_output(sandbox, VIV_STDERR, NULL);
    const char *traceback = failure ? failure->traceback : "";
    char *all = NULL;

    *shown = (vk_shown){.end = end, .status = viv_sandbox_exit_status(sandbox)};
    shown->output =
        without_blanks(viv_sandbox_output(sandbox, VIV_STDOUT, NULL));
    if (asprintf(&all, "%s%s", printed, traceback) < 0)
        all = NULL;
    shown->errors = all ? without_blanks(all) : NULL;
    free(all);
    if (end == VIV_END_STOP && failure)
        shown->stopped = strdup(failure->message);
    if (shown->output && shown->errors)
        return true;
    vk_shown_free(shown);
    return false;
}

void vk_shown_free(vk_shown *shown) {
    free(shown->output);
    free(shown->errors);
    free(shown->stopped);
    *shown = (vk_shown){0};
}

/* -- comparing */

static bool check_output(const vk_script *script, const vk_shown *shown,
                         char *wrong, size_t size) {
    const char *want = script->expected, *have = shown->output;

    while (*want && *want == *have) {
        want++;
        have++;
    }
    if (!*want && !*have)
        return true;
    while (want > script->expected && want[-1] != '\n') {
        want--;
        have--;
    }
    snprintf(wrong, size, "expected '%.*s', got '%.*s'",
             (int)strcspn(want, "\n"), want, (int)strcspn(have, "\n"), have);
    return false;
}

/* The line of [text] that is, or ends in, [line]; NULL: none. */
static char *find_line(char *text, const char *line, bool whole) {
    size_t length = strlen(line);

    for (char *at = text; *at;) {
        size_t have = strcspn(at, "\n");

        if (have >= length && (!whole || have == length) &&
            strncmp(at + have - length, line, length) == 0)
            return at;
        at += have + (at[have] == '\n');
    }
    return NULL;
}

/* Takes each warning, with the line that it quotes, out of [errors]. */
static bool take_warnings(const char *warns, char *errors, char *wrong,
                          size_t size) {
    char *line;

    while ((line = next_line(&warns))) {
        char *at = find_line(errors, line, false), *behind = at;

        for (int i = 0; behind && i < 2; i++)
            behind += strcspn(behind, "\n") + (*behind != 0);
        if (at)
            memmove(at, behind, strlen(behind) + 1);
        else
            snprintf(wrong, size, "expected the warning '%s'", line);
        free(line);
        if (!at)
            return false;
    }
    return true;
}

static bool check_end(const vk_script *script, const vk_shown *shown,
                      char *errors, char *wrong, size_t size) {
    if (!take_warnings(script->warns, errors, wrong, size))
        return false;
    if (script->stopped) {
        if (shown->stopped && strncmp(shown->stopped, script->stopped,
                                      strlen(script->stopped)) == 0)
            return true;
        snprintf(wrong, size, "expected the stop '%s', got '%s'",
                 script->stopped, shown->stopped ? shown->stopped : errors);
        return false;
    }
    if (script->raises) {
        if (find_line(errors, script->raises, true))
            return true;
        snprintf(wrong, size, "expected '%s', got '%s'", script->raises,
                 errors);
        return false;
    }
    if (shown->status == 0 && !*errors)
        return true;
    snprintf(wrong, size, "ended with status %d: %s%s", shown->status, errors,
             shown->stopped ? shown->stopped : "");
    return false;
}

bool vk_script_check(const vk_script *script, const vk_shown *shown,
                     char *wrong, size_t size) {
    char *errors = strdup(shown->errors);
    bool fine = errors && check_output(script, shown, wrong, size) &&
                check_end(script, shown, errors, wrong, size);

    if (!errors)
        snprintf(wrong, size, "out of memory");
    free(errors);
    return fine;
}
