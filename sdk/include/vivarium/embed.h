/* embed.h - running Python in a program of yours.
 *
 *     viv_runtime *runtime = viv_runtime_start(NULL, &problems);
 *     viv_sandbox *sandbox = viv_sandbox_new(runtime, NULL, &problems);
 *
 *     if (viv_sandbox_run(sandbox, "rule.py", text, length) == VIV_END_FINE)
 *         puts(viv_sandbox_result(sandbox));
 *     viv_sandbox_free(sandbox);
 *
 * A runtime is made from an INI file once: plugins, policies, and the world of
 * built-in objects that its sandboxes share. It is immutable and serves any
 * number of threads. A sandbox is the state of one program; making one costs
 * microseconds. It is used by one thread at a time; only viv_sandbox_cancel()
 * may be called from others. Values cross the border as JSON. Texts that a
 * sandbox lends are valid until it is used again.
 */
#ifndef VIVARIUM_EMBED_H
#define VIVARIUM_EMBED_H

#ifdef VIV_PLUGIN
#error "plugins include <vivarium.h>; <vivarium/embed.h> is for hosts"
#endif

#include <stdio.h>
#include <vivarium/policy.h>

typedef struct viv_runtime viv_runtime;
typedef struct viv_sandbox viv_sandbox;

/* Zeroed fields mean the default; set [size] to sizeof the struct. */
typedef struct viv_runtime_options {
    size_t size;
    const char *config;      /* path of an INI file; NULL: the profile
                                `default` */
    const char *config_text; /* the INI file itself, instead */
    const char *root;        /* folder with plugins/, modules/, policies/, profiles/;
                                NULL: the one that belongs to the library */
    uint32_t cages;          /* sandboxes to make room for in advance; 0: 1 */
    /* Touching the guards of a cage ends that sandbox, not the process:
     * installs a handler for SIGSEGV and SIGBUS that passes anything else
     * on. */
    bool catch_faults;
    uint32_t c_stack; /* bytes of C stack of a running sandbox, 256 KiB to 8 MiB; 0: the
                         INI file's, or 1 MiB */
    bool bare;        /* for building plugins: without modules nothing runs, but
                         viv_runtime_compile() does */
} viv_runtime_options;

/* NULL: [problems] says all that is wrong, a line each; give it to free(). It
 * may be set to warnings otherwise, or to NULL. */
VIV_API viv_runtime *viv_runtime_start(const viv_runtime_options *options,
                                       char **problems);
/* The folder that belongs to the library, with plugins/, modules/, policies/,
 * profiles/ and templates/; give it to free(). NULL: there is none. */
VIV_API char *viv_home(void);
/* All its sandboxes must be gone. */
VIV_API void viv_runtime_end(viv_runtime *runtime);

/* What was loaded, for people; with the hash of the world that it makes. */
VIV_API void viv_runtime_print_plan(viv_runtime *runtime, FILE *out);
/* Documentation from the descriptors of all plugins, or of those called [name];
 * false: there is none of that name. */
VIV_API bool viv_runtime_print_plugins(viv_runtime *runtime, const char *name,
                                       FILE *out);

/* The section [sha256] of an INI file that pins all that was loaded. */
VIV_API void viv_runtime_print_pins(viv_runtime *runtime, FILE *out);

/* The code of a module that a plugin holds as Python source, as the plugin's
 * shared object carries it: [size] bytes, to be given to free(). NULL: see
 * [problems]. */
VIV_API void *viv_runtime_compile(viv_runtime *runtime, const char *module,
                                  const char *text, size_t length, size_t *size,
                                  char **problems);

typedef struct viv_sandbox_options {
    size_t size;
    /* Limits of this sandbox; 0: those of the configuration, which are
     * ceilings: asking for more is a problem. Time and steps are for each
     * run. */
    viv_limits limits;
    const char *allow; /* modules that may be imported, with commas between them; NULL:
                          all that policies allow. It can only take away */
    /* Gets what the program prints; [text] NULL: it asks for a flush. Without
     * it, what is printed is kept (viv_sandbox_output). */
    void (*write)(void *context, viv_stream stream, const char *text,
                  size_t length);
    void *context;    /* passed to write */
    const char *name; /* of the program, and its arguments: sys.argv; copied */
    const char *const *arguments;
    uint32_t argument_count;
    /* Folders of .py modules, instead of those of the INI file, which must be
     * or contain them. */
    const char *const *module_path;
    uint32_t module_path_count;
    /* A line of input for input(): up to [size] bytes, its line end among them;
     * 0: there is no more. NULL: there is none. */
    size_t (*read)(void *context, char *text, size_t size);
} viv_sandbox_options;

/* NULL: see [problems], as above. */
VIV_API viv_sandbox *viv_sandbox_new(viv_runtime *runtime,
                                     const viv_sandbox_options *options,
                                     char **problems);
VIV_API void viv_sandbox_free(viv_sandbox *sandbox);

/* How a run ended. The exit status of `viv` in the second column. */
typedef enum viv_end {
    VIV_END_FINE,      /* 0 */
    VIV_END_EXCEPTION, /* 1: uncaught, or SyntaxError */
    VIV_END_EXIT,      /* SystemExit; see viv_sandbox_exit_status() */
    VIV_END_STOP,      /* a limit, a cancellation or a fault; see
                          viv_failure.stop */
} viv_end;

/* Runs a text; globals of earlier runs are there. The value of a last
 * expression statement is the result. */
VIV_API viv_end viv_sandbox_run(viv_sandbox *sandbox, const char *file,
                                const char *text, size_t length);
/* Calls the global [function] with a JSON array (NULL: none) and a JSON object
 * (NULL: none). A coroutine is awaited, what a generator yields is collected in
 * a list. */
VIV_API viv_end viv_sandbox_call(viv_sandbox *sandbox, const char *function,
                                 const char *args, const char *kwargs);
/* Binds a global to a value in JSON. */
VIV_API viv_end viv_sandbox_set(viv_sandbox *sandbox, const char *name,
                                const char *json);

/* The result of the newest run in JSON ({"$repr": "..."} for what JSON cannot
 * hold), and its repr. "null" and "None" if it failed. */
VIV_API const char *viv_sandbox_result(viv_sandbox *sandbox);
VIV_API const char *viv_sandbox_result_repr(viv_sandbox *sandbox);
/* All globals of the program that JSON can hold, as a JSON object. */
VIV_API const char *viv_sandbox_globals(viv_sandbox *sandbox);
/* What was printed since the sandbox was made or this was asked last. */
VIV_API const char *viv_sandbox_output(viv_sandbox *sandbox, viv_stream stream,
                                       size_t *length);

/* Why the newest run failed. */
typedef struct viv_failure {
    const char *type;      /* "ValueError"; "Stop" */
    const char *message;
    const char *traceback; /* as CPython prints it; "" for a stop */
    const char *code;      /* "python.ValueError", "stop.time" */
    const char *limit;     /* "time", ...; NULL: no limit was reached */
    double used;           /* of that limit: seconds, bytes, units */
    int line, column, end_line, end_column; /* from 1, characters; 0: unknown */
    int stop;              /* exit status of `viv`: 101 memory, 102 time ...;
                              or 0 */
} viv_failure;

/* NULL if it did not fail. */
VIV_API const viv_failure *viv_sandbox_failure(viv_sandbox *sandbox);
/* 0; 1 for a failure, sys.exit()'s number, or the status of a stop. */
VIV_API int viv_sandbox_exit_status(viv_sandbox *sandbox);

typedef struct viv_usage {
    uint64_t steps, memory, memory_peak, output_bytes, host_calls;
    double time_ms;
} viv_usage;

/* Steps and time are those of the newest run. */
VIV_API viv_usage viv_sandbox_usage(viv_sandbox *sandbox);

/* Stops the run that is going on, or the next one. From any thread. */
VIV_API void viv_sandbox_cancel(viv_sandbox *sandbox);

/* Another sandbox in the same state, while none of its code runs. NULL: see
 * [problems]. */
VIV_API viv_sandbox *viv_sandbox_fork(viv_sandbox *sandbox, char **problems);

/* Prints what the policies answer to a question, which of them and by which
 * lines of the configuration: {"import", "os", NULL}, {"attribute",
 * "__globals__", "function", NULL}. False: there is no such question; those
 * there are were printed. */
VIV_API bool viv_sandbox_explain(viv_sandbox *sandbox, const char *const *words,
                                 FILE *out);

/* Checks a file that policies wrote (vivarium/journal.h) against [head], or
 * FILE.head if that is NULL. Prints how far it goes, or what is wrong with the
 * first broken line: where, what was expected, what was found. */
VIV_API bool viv_journal_verify(const char *path, const char *head, FILE *out);

/* Prints the syntax tree as ast.dump() does, or the code of a text, without
 * running it. */
VIV_API viv_end viv_sandbox_print_tree(viv_sandbox *sandbox, const char *file,
                                       const char *text, size_t length,
                                       FILE *out);
VIV_API viv_end viv_sandbox_print_code(viv_sandbox *sandbox, const char *file,
                                       const char *text, size_t length,
                                       FILE *out);

/* "64M" in bytes; "1.5". False: not so. */
VIV_API bool viv_parse_size(const char *text, uint64_t *size);
VIV_API bool viv_parse_number(const char *text, double *number);

#endif
