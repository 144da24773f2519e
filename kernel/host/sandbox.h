/* sandbox.h - a sandbox as its host sees it: a cage, and what became of the
 * program. */
#ifndef VK_HOST_SANDBOX_H
#define VK_HOST_SANDBOX_H

#include <vivarium/embed.h>

#include "host/problems.h"
#include "host/runtime.h"

/* Text that grows; NUL-terminated once something was added. */
typedef struct vk_buffer {
    char *text;
    size_t length, room;
} vk_buffer;

/* False: out of memory, nothing was added. */
bool vk_buffer_add(vk_buffer *buffer, const char *text, size_t length);
/* The same for a str of a sandbox, in UTF-8. False, also: raised. */
bool vk_buffer_add_str(viv_vm *vm, vk_buffer *buffer, viv_value str);
void vk_buffer_free(vk_buffer *buffer);

/* The question that policies were told of last, and when. */
typedef struct vk_told {
    viv_question_kind kind;
    uint64_t steps;
    char first[100], second[100];
} vk_told;

/* Objects of that type may be asked for that name; while the epoch lasts. */
typedef struct vk_allowed {
    uint32_t type, name, epoch;
} vk_allowed;

enum { VK_ALLOWED_COUNT = 64 };

struct viv_sandbox {
    struct vk_runtime *runtime;
    viv_vm *vm;
    void (*write)(void *context, viv_stream stream, const char *text,
                  size_t length);
    void *context;
    char **allow;         /* modules of this sandbox, with NULL at the end;
                             or NULL: no list */
    char **arguments;     /* sys.argv, with NULL at the end */
    char *sessions;       /* of the policies (policies.h); or NULL */
    vk_told told;
    vk_allowed allowed[VK_ALLOWED_COUNT];
    vk_folders folders;   /* --module-path; none: the runtime's */
    /* a line of input */
    size_t (*read)(void *context, char *text, size_t size);
    viv_end end;          /* of the newest run */
    int exit_status;
    bool dead;            /* it ended in a fault: nothing runs any more */
    bool failed;
    viv_failure failure;
    vk_buffer traceback, message, type, code; /* texts of the failure */
    vk_buffer result, repr, globals;
    vk_buffer output[2], lent[2]; /* stdout, stderr */
    uint64_t file_bytes;  /* written to files so far */
    uint64_t elapsed;     /* nanoseconds of the newest run */
    uint64_t steps;
    struct vk_probe *probe; /* under test (testing.h), or NULL */
};

static inline viv_sandbox *vk_sandbox_of(viv_vm *vm) {
    return VK(vm)->host;
}

/* The run's own list of modules, if there is one, has this module or a package
 * above it. */
bool vk_sandbox_allows(viv_vm *vm, const char *module);

/* Runs function(sandbox, arg) on a C stack of the pool, with the limits of a
 * run, and notes how it ended. */
typedef viv_value (*vk_task)(viv_sandbox *sandbox, void *arg);
viv_end vk_sandbox_enter(viv_sandbox *sandbox, vk_task task, void *arg);
/* The same between runs, with a time limit of its own; the outcome of the
 * newest run stays, whatever happens. */
void vk_sandbox_ask(viv_sandbox *sandbox, vk_task task, void *arg);

/* outcome.c: notes the exception or stop that waits in the machine; on the
 * sandbox's own stack. */
void vk_outcome_raised(viv_sandbox *sandbox);
/* The same after the stack was abandoned. */
void vk_outcome_fault(viv_sandbox *sandbox);
void vk_outcome_clear(viv_sandbox *sandbox);
/* A failure of the host's making: a text that is no JSON ... */
viv_end vk_outcome_refuse(viv_sandbox *sandbox, const char *type,
                          const char *message);

/* A value as JSON. False: an exception or a stop waits, or memory ran out. */
bool vk_json_write(viv_vm *vm, viv_value value, vk_buffer *out);
/* The entries of a namespace that JSON can hold, as an object. */
bool vk_json_write_globals(viv_vm *vm, viv_value namespace, vk_buffer *out);
/* The value of a JSON text; VIV_ABSENT: it is none, and [why] says so. */
viv_value vk_json_read(viv_vm *vm, const char *text, char *why, size_t size);

#endif
