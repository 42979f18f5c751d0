#define ENTENTE_KERNELS portable
#include "kernels_body.h"
