#define ENTENTE_KERNELS avx_vnni
#define ENTENTE_VNNI 1
#include "kernels_body.h"
