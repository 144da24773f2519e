/* policy.h - a policy: typed questions, its answers, and what it does beside
 * answering.
 *
 * Questions are asked when a thing is resolved: compiled, imported, first
 * looked up, called at the host. Several policies compose: any DENY denies,
 * else any ALLOW allows, else the default of hooks.def decides. Anything but
 * the three verdicts is a DENY, and so is a hook that raises.
 */
#ifndef VIVARIUM_POLICY_H
#define VIVARIUM_POLICY_H

#include <vivarium/plugin.h>
#include <vivarium/setting.h>

typedef enum viv_capability {
#define VIV_CAP(name, doc) VIV_CAP_##name,
#include <vivarium/caps.def>
#undef VIV_CAP
    VIV_CAP_COUNT
} viv_capability;

/* "clock"; "" for what is none. And back: VIV_CAP_COUNT for what is none. */
VIV_API const char *viv_capability_name(viv_capability capability);
VIV_API viv_capability viv_capability_called(const char *name);

typedef enum viv_verdict {
    VIV_ABSTAIN, /* no opinion */
    VIV_ALLOW,
    VIV_DENY,
} viv_verdict;

/* What a sandbox may use; 0 means no limit, but for recursion. */
typedef struct viv_limits {
    uint64_t memory, steps, output; /* bytes, units of fuel, bytes */
    double seconds;
    uint32_t recursion; /* frames; 0: not stated */
    uint32_t int_bits;  /* of one integer; 0: not stated */
    uint32_t int_digits; /* of text to int and back, as Python limits them */
} viv_limits;

/* One member per row of hooks.def, e.g.
 *     viv_verdict (*import)(viv_vm *vm, void *state, const char *module);
 * [state] is the policy's own, filled from its settings, read-only. */
#define VIV_HOOK_PARAMETERS_(...) (viv_vm * vm, void *state, __VA_ARGS__)
typedef struct viv_hooks {
    size_t size;
    /* Asked once per sandbox; the least of all answers holds. */
    viv_verdict (*limits)(viv_vm *vm, void *state, viv_limits *limits);
#define VIV_HOOK(name, unanswered, parameters, arguments, words)               \
    viv_verdict(*name) VIV_HOOK_PARAMETERS_ parameters;
#include <vivarium/hooks.def>
#undef VIV_HOOK
} viv_hooks;

/* .hooks = VIV_HOOKS(.import = imports_import) */
#define VIV_HOOKS(...)                                                         \
    (&(const viv_hooks){.size = sizeof(viv_hooks), __VA_ARGS__})

/* -- questions in words, for policies that look at all of them */

typedef enum viv_question_kind {
#define VIV_HOOK(name, unanswered, parameters, arguments, words) VIV_ASK_##name,
#include <vivarium/hooks.def>
#undef VIV_HOOK
    VIV_ASK_COUNT
} viv_question_kind;

typedef struct viv_question {
    viv_question_kind kind;
    const char *first, *second; /* as hooks.def says; "" where there is none */
} viv_question;

typedef struct viv_answer {
    bool allowed;
    const char *policy; /* that decided; "": none, the default held */
    const char *reason; /* of a denial; else "" */
} viv_answer;

/* "import" */
VIV_API const char *viv_question_name(viv_question_kind kind);

/* -- services: what a policy does for a sandbox */

typedef enum viv_stream {
    VIV_STDOUT = 1,
    VIV_STDERR,
} viv_stream;

/* A piece of what a program prints; in UTF-8, not always whole lines. */
typedef struct viv_output {
    viv_stream stream; /* may be changed; 0: printed nowhere */
    const char *text;
    uint32_t length;   /* may be made less: the rest is cut off */
} viv_output;

typedef enum viv_clock {
    VIV_CLOCK_REAL,   /* since 1970, UTC */
    VIV_CLOCK_STEADY, /* never goes back */
    VIV_CLOCK_THREAD, /* spent computing */
} viv_clock;

/* Zero where a policy does nothing of the kind. A session is plain data that a
 * sandbox has for this policy: outside of the cage, zeroed at first, copied
 * when the sandbox is forked. */
typedef struct viv_services {
    size_t size;
    uint32_t session_size;
    void (*begin)(const void *state, void *session);
    /* Each piece that is printed. A denial stops the sandbox, once what is left
     * of the piece was printed; viv_deny() says why. */
    viv_verdict (*output)(viv_vm *vm, void *session, viv_output *piece);
    /* Instead of the system's clocks, in nanoseconds, and of waiting; both or
     * none. Only one policy can give them, as for entropy. */
    int64_t (*clock)(void *session, viv_clock which);
    void (*sleep)(void *session, int64_t nanoseconds);
    /* Instead of the system's random numbers. */
    void (*entropy)(void *session, void *bytes, uint32_t size);
    /* Told of each answer before it takes effect. False: it could not be noted,
     * which denies. From several threads at a time. */
    bool (*answered)(viv_vm *vm, void *state, const viv_question *question,
                     const viv_answer *answer);
    /* Questions that the kernel could do without are to be asked too. */
    bool all_questions;
} viv_services;

/* .services = VIV_SERVICES(.output = output_output) */
#define VIV_SERVICES(...)                                                      \
    (&(const viv_services){.size = sizeof(viv_services), __VA_ARGS__})

/* While a configuration is read. */
typedef struct viv_start viv_start;

typedef struct viv_policy {
    const char *doc;
    uint32_t state_size; /* of the struct that the settings fill */
    viv_table settings;  /* viv_setting */
    const viv_hooks *hooks;
    /* Once, when the settings are read: opens what the policy needs. False: see
     * viv_start_fail(); nothing starts. And the end, if it was started. */
    bool (*start)(void *state, viv_start *start);
    void (*end)(void *state);
    const viv_services *services;
} viv_policy;

/* Says why, for the message the program gets; returns VIV_DENY. [format] is
 * printf's. */
VIV_API viv_verdict viv_deny(viv_vm *vm, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Says what is wrong with the setting [key]; returns false. */
VIV_API bool viv_start_fail(viv_start *start, const char *key,
                            const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Where the program is, "rule.py:7", cut to [size] with its NUL; "" if it does
 * not run. */
VIV_API void viv_program_place(viv_vm *vm, char *buffer, size_t size);

/* The policies of another INI file, to ask beside those that hold. NULL: see
 * viv_start_fail(), which was called for [key]. */
typedef struct viv_policies viv_policies;
VIV_API viv_policies *viv_policies_open(viv_start *start, const char *key,
                                        const char *config);
VIV_API void viv_policies_close(viv_policies *policies);
/* What they would answer; the texts are valid until the next question. */
VIV_API viv_answer viv_policies_answer(viv_vm *vm, const viv_policies *policies,
                                       const viv_question *question);

#endif
