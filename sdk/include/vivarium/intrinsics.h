/* intrinsics.h - the rows of intrinsics.def as numbers. */
#ifndef VIVARIUM_INTRINSICS_H
#define VIVARIUM_INTRINSICS_H

typedef enum viv_intrinsic {
#define VIV_INTRINSIC(name, count, doc) VIV_INTRINSIC_##name,
#include <vivarium/intrinsics.def>
#undef VIV_INTRINSIC
    VIV_INTRINSIC_COUNT
} viv_intrinsic;

#endif
