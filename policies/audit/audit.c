/* audit.c - the `audit` policy: notes every question and its answer in a
 * journal. */
#include <vivarium.h>

typedef struct audit {
    const char *file;
    viv_words questions;
    bool allowed;
    viv_journal *journal;
} audit;

static const viv_setting audit_settings[] = {
    VIV_TEXT_SETTING(audit, file, "", "The journal, an absolute path."),
    VIV_WORDS(audit, questions, "*",
              "Questions that are noted: import, attribute, ..."),
    VIV_FLAG(audit, allowed, "yes", "Note what is allowed, too."),
};

enum { PLACE_BYTES = 256 };

static bool is_question(const char *name) {
    for (int kind = 0; kind < VIV_ASK_COUNT; kind++)
        if (strcmp(viv_question_name((viv_question_kind)kind), name) == 0)
            return true;
    return false;
}

/* A misspelt name would silently note nothing. */
static bool check_questions(const audit *self, viv_start *start) {
    for (uint32_t i = 0; i < self->questions.count; i++) {
        const char *word = self->questions.items[i];

        if (strcmp(word, "*") != 0 && !is_question(word + (*word == '-')))
            return viv_start_fail(start, "questions",
                                  "there is no question '%s'", word);
    }
    return true;
}

static bool audit_start(void *state, viv_start *start) {
    audit *self = state;

    if (!check_questions(self, start))
        return false;
    self->journal = viv_journal_open(start, "file", self->file);
    return self->journal != NULL;
}

static void audit_end(void *state) {
    viv_journal_close(((audit *)state)->journal);
}

static bool audit_answered(viv_vm *vm, void *state,
                           const viv_question *question,
                           const viv_answer *answer) {
    const audit *self = state;
    const char *name = viv_question_name(question->kind);
    char place[PLACE_BYTES];

    if (!viv_words_has(&self->questions, name) ||
        (answer->allowed && !self->allowed))
        return true;
    viv_program_place(vm, place, sizeof place);
    const viv_member members[] = {
        {"place", place},
        {"question", name},
        {"about", question->first},
        {"of", question->second},
        {"verdict", answer->allowed ? "allow" : "deny"},
        {"policy", answer->policy},
        {"reason", answer->reason},
    };

    return viv_journal_add(self->journal, members,
                           sizeof members / sizeof *members);
}

VIV_POLICY(audit) {
    .doc = "Note each question and its answer in a journal of chained hashes.",
    .state_size = sizeof(audit),
    .settings = VIV_TABLE(audit_settings),
    .start = audit_start,
    .end = audit_end,
    .services = VIV_SERVICES(.answered = audit_answered),
};
