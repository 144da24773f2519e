/* output.c - the `output` policy: how much a program prints, and where it
 * appears. */
#include <vivarium.h>

typedef struct output {
    uint64_t bytes, lines, line;
    const char *stdout_to, *stderr_to;
} output;

static const viv_setting output_settings[] = {
    VIV_SIZE(output, bytes, "0", "Bytes that may be printed; 0: no limit."),
    VIV_SIZE(output, lines, "0", "Lines that may be printed; 0: no limit."),
    VIV_SIZE(output, line, "0", "Bytes of the longest line; 0: no limit."),
    VIV_TEXT_SETTING(output, stdout_to, "stdout",
                     "Where standard output appears: stdout, stderr or none."),
    VIV_TEXT_SETTING(output, stderr_to, "stderr",
                     "Where standard error appears: stdout, stderr or none."),
};

/* What one program printed. */
typedef struct progress {
    const output *limits;
    uint64_t lines;     /* ended */
    uint64_t column[3]; /* bytes of the line that is not, by stream */
} progress;

/* Row by viv_stream; the first is what is printed nowhere. */
static const char *const streams[] = {"none", "stdout", "stderr"};
enum { STREAM_COUNT = 3 };

static uint32_t stream_called(const char *name) {
    uint32_t at = 0;

    while (at < STREAM_COUNT && strcmp(streams[at], name) != 0)
        at++;
    return at;
}

static bool check_stream(viv_start *start, const char *key, const char *name) {
    return stream_called(name) < STREAM_COUNT ||
           viv_start_fail(start, key,
                          "expected stdout, stderr or none, found '%s'", name);
}

static bool output_start(void *state, viv_start *start) {
    const output *self = state;
    bool fine = check_stream(start, "stdout-to", self->stdout_to);

    return check_stream(start, "stderr-to", self->stderr_to) && fine;
}

static void output_begin(const void *state, void *session) {
    ((progress *)session)->limits = state;
}

/* All that is printed counts, wherever it appears. */
static viv_verdict output_limits(viv_vm *vm, void *state, viv_limits *limits) {
    (void)vm;
    limits->output = ((output *)state)->bytes;
    return VIV_ABSTAIN;
}

/* What of [length] bytes, without a line end, the line has room for. */
static uint32_t fit(const progress *self, uint64_t column, uint32_t length) {
    uint64_t most = self->limits->line;

    if (most == 0 || column + length <= most)
        return length;
    return column < most ? (uint32_t)(most - column) : 0;
}

/* Line by line; denies at the first byte too many, and cuts off from there. */
static viv_verdict count(viv_vm *vm, progress *self, uint64_t *column,
                         viv_output *piece) {
    uint64_t most = self->limits->lines;
    uint32_t at = 0, end = piece->length;

    while (at < end) {
        const char *text = piece->text + at;
        const char *stop = memchr(text, '\n', end - at);
        uint32_t length = stop ? (uint32_t)(stop - text) : end - at;
        uint32_t fits = fit(self, *column, length);

        piece->length = at;
        if (most != 0 && self->lines >= most)
            return viv_deny(vm, "output limit of %llu lines reached",
                            (unsigned long long)most);
        piece->length += fits;
        *column += fits;
        if (fits < length)
            return viv_deny(vm, "output limit of %llu bytes in a line reached",
                            (unsigned long long)self->limits->line);
        at += length + (stop != NULL);
        piece->length = at;
        if (stop) {
            self->lines++;
            *column = 0;
        }
    }
    return VIV_ABSTAIN;
}

static viv_verdict output_output(viv_vm *vm, void *session,
                                 viv_output *piece) {
    progress *self = session;
    bool to_error = piece->stream == VIV_STDERR;
    viv_verdict verdict = count(vm, self, &self->column[to_error], piece);

    piece->stream = (viv_stream)stream_called(
        to_error ? self->limits->stderr_to : self->limits->stdout_to);
    return verdict;
}

VIV_POLICY(output) {
    .doc = "Limit what a program prints, and say where it appears.",
    .state_size = sizeof(output),
    .settings = VIV_TABLE(output_settings),
    .hooks = VIV_HOOKS(.limits = output_limits),
    .start = output_start,
    .services = VIV_SERVICES(.session_size = sizeof(progress),
                             .begin = output_begin, .output = output_output),
};
