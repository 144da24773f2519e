/* determinism.c - the `determinism` policy: the same program does the same each
 * time. Random numbers come from a seed; the clock stands still but for readings
 * and for waiting, which takes no time. */
#include <vivarium.h>

typedef struct determinism {
    uint64_t seed;
    double start, tick;
} determinism;

static const viv_setting determinism_settings[] = {
    VIV_SIZE(determinism, seed, "0",
             "What all random numbers of the host are made of."),
    VIV_NUMBER(determinism, start, "1767225600",
               "Seconds since 1970 when each program begins."),
    VIV_NUMBER(determinism, tick, "0.000001",
               "Seconds from one reading of a clock to the next."),
};

enum { NANOSECONDS = 1000000000 };
/* Three hundred years after 1970 nanoseconds no longer fit. */
static const double time_most = 9e9;

/* One program's time and chance. */
typedef struct course {
    int64_t began, tick;          /* nanoseconds */
    int64_t elapsed, computing;   /* since the beginning; without waiting */
    uint64_t random;              /* the generator's state */
} course;

static bool check_seconds(viv_start *start, const char *key, double seconds) {
    return seconds < time_most ||
           viv_start_fail(start, key, "expected less than %g seconds, found %g",
                          time_most, seconds);
}

static bool determinism_start(void *state, viv_start *start) {
    const determinism *self = state;
    bool fine = check_seconds(start, "start", self->start);

    return check_seconds(start, "tick", self->tick) && fine;
}

static int64_t nanoseconds(double seconds) {
    return (int64_t)(seconds * NANOSECONDS + 0.5);
}

static void determinism_begin(const void *state, void *session) {
    const determinism *self = state;

    *(course *)session = (course){.began = nanoseconds(self->start),
                                  .tick = nanoseconds(self->tick),
                                  .random = self->seed};
}

/* At the end of time it stands still. */
static int64_t later(int64_t time, int64_t nanoseconds) {
    return nanoseconds < INT64_MAX / 4 - time ? time + nanoseconds
                                              : INT64_MAX / 4;
}

/* Steady clocks begin with a second, so that none of them says 0. */
static int64_t determinism_clock(void *session, viv_clock which) {
    course *self = session;

    self->elapsed = later(self->elapsed, self->tick);
    self->computing = later(self->computing, self->tick);
    switch (which) {
    case VIV_CLOCK_REAL:
        return self->began + self->elapsed;
    case VIV_CLOCK_STEADY:
        return NANOSECONDS + self->elapsed;
    default:
        return self->computing;
    }
}

static void determinism_sleep(void *session, int64_t nanoseconds) {
    course *self = session;

    if (nanoseconds > 0)
        self->elapsed = later(self->elapsed, nanoseconds);
}

/* SplitMix64 (Steele, Lea, Flood 2014): a counter, and a function that mixes
 * it. Any seed will do, and none of it is a secret. */
static uint64_t next_random(course *self) {
    uint64_t mixed = self->random += 0x9E3779B97F4A7C15u;

    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBu;
    return mixed ^ mixed >> 31;
}

static void determinism_entropy(void *session, void *bytes, uint32_t size) {
    char *at = bytes;

    while (size > 0) {
        uint64_t word = next_random(session);
        uint32_t part = size < sizeof word ? size : sizeof word;

        memcpy(at, &word, part);
        at += part;
        size -= part;
    }
}

VIV_POLICY(determinism) {
    .doc = "Make every run of a program the same: seed and clock are given.",
    .state_size = sizeof(determinism),
    .settings = VIV_TABLE(determinism_settings),
    .start = determinism_start,
    .services = VIV_SERVICES(.session_size = sizeof(course),
                             .begin = determinism_begin,
                             .clock = determinism_clock,
                             .sleep = determinism_sleep,
                             .entropy = determinism_entropy),
};
