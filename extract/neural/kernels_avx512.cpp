#define ENTENTE_KERNELS avx512
#include "kernels_body.h"
