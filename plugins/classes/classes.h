/* classes.h - what the parts of the `classes` family share. */
#ifndef CLASSES_H
#define CLASSES_H

#include <vivarium.h>

/* More distinct names than these are left out. */
enum { STATIC_NAMES_MAX = 200 };

typedef struct static_names {
    viv_value self; /* the name */
    bool in_function;
    uint32_t count;
    viv_value items[STATIC_NAMES_MAX];
} static_names;

/* The tuple of names that functions in [body] assign to as self.NAME. */
viv_temp lower_static_names(viv_builder *b, viv_nodes body);

#endif
