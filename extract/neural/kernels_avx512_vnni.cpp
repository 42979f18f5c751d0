#define ENTENTE_KERNELS avx512_vnni
#define ENTENTE_VNNI 1
#include "kernels_body.h"
